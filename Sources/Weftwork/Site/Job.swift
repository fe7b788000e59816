internal import Database
internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Work that is done after the commit that asked for it: a mail, a short message, what a robot says.
struct Job: Sendable {
    /// By which channel; also the context that its payload is sealed with.
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case mail, sms, wechat, robot
    }

    let id: ID
    let kind: Kind
    let payload: [UInt8]
    let attempts: Int
    /// What it tells of, as its sender has said.
    let subject: ID?

    /// This try was the last.
    var isLastAttempt: Bool { attempts >= JobStore.mostAttempts }
}

/// Whoever a message is to takes none by this way: trying again is of no use.
struct Undeliverable: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

enum JobStore {
    static let migration = Migration(
        "2026-11-21 jobs",
        [
            """
            CREATE TABLE jobs (
                id \(.id) PRIMARY KEY, kind TEXT NOT NULL, payload \(.blob) NOT NULL, run_at \(.int) NOT NULL,
                attempts \(.int) NOT NULL, failed_at \(.int), error TEXT, subject_id \(.id)
            ) \(.strict)
            """,
            "CREATE INDEX jobs_run ON jobs (run_at) WHERE failed_at IS NULL",
            "CREATE INDEX jobs_subject ON jobs (subject_id) WHERE subject_id IS NOT NULL",
        ])

    /// After so many tries a job is left for a person to look at.
    static let mostAttempts = 8
    /// A worker that takes longer is thought dead, and another takes the job.
    static let lease = 2 * Time.minute

    /// Somebody is doing it at this moment: it was taken, and has come to no end yet.
    static func isLeased(at now: Int64) -> SQL { "(attempts > 0 AND error IS NULL AND run_at > \(now))" }
}

extension Connection {
    /// Puts work into the outbox, in the transaction of what it follows from.
    ///
    /// - Parameters:
    ///   - subject: what it tells of.
    ///   - act: what it follows from; an act that is undone in time takes back what was not yet sent.
    func enqueue(
        _ kind: Job.Kind, _ payload: [UInt8], id: ID, at moment: Int64, subject: ID? = nil, act: ID? = nil
    ) throws {
        try execute(
            """
            INSERT INTO jobs (id, kind, payload, run_at, attempts, subject_id, act_id)
            VALUES (\(id), \(kind), \(payload), \(moment), 0, \(subject), \(act))
            """)
        try wake()
    }

    /// Takes back what waits to be sent about `subject`.
    func takeBackJobs(about subject: ID, after now: Int64) throws {
        try execute("DELETE FROM jobs WHERE subject_id = \(subject) AND run_at > \(now) AND attempts = 0")
    }

    /// The job of these kinds that waits longest, leased to the caller.
    func takeJob(_ kinds: [Job.Kind] = Job.Kind.allCases, now: Int64) throws -> Job? {
        try first(
            """
            UPDATE jobs SET run_at = \(now + JobStore.lease), attempts = attempts + 1, error = NULL
            WHERE id = (SELECT id FROM jobs WHERE failed_at IS NULL AND run_at <= \(now) AND kind IN (\(list: kinds))
                ORDER BY run_at LIMIT 1 \(.skipLocked))
            RETURNING id, kind, payload, attempts, subject_id
            """
        ) { Job(id: try $0[0], kind: try $0[1], payload: try $0[2], attempts: try $0[3], subject: try $0[4]) }
    }

    /// How many were given up.
    func failedJobs() throws -> Int {
        try value("SELECT count(*) FROM jobs WHERE failed_at IS NOT NULL") ?? 0
    }

    func finish(_ job: Job) throws {
        try execute("DELETE FROM jobs WHERE id = \(job.id)")
    }

    /// Waits for a moment that its way out has named; that was no try.
    func delay(_ job: Job, until moment: Int64) throws {
        try execute("UPDATE jobs SET run_at = \(moment), attempts = \(job.attempts - 1) WHERE id = \(job.id)")
    }

    /// Tries again later, twice as long each time; after the last try it stays with its error.
    func postpone(_ job: Job, error: String, now: Int64) throws {
        let wait = Time.minute << Int64(min(job.attempts, 10))
        let failedAt = job.isLastAttempt ? now : nil as Int64?
        try execute(
            """
            UPDATE jobs SET run_at = \(now + wait), failed_at = \(failedAt), error = \(error) WHERE id = \(job.id)
            """)
    }
}

/// A way out that does not take anything before a moment: it is no fault of the message.
struct JobDelay: Error {
    let until: Int64
}

/// Does the jobs of some channels as they fall due.
struct JobService: Service {
    /// Where one channel keeps its callers waiting the others go on: each has a service of its own.
    let kinds: [Job.Kind]
    let database: any Database
    let vault: Vault
    let world: World
    let mail: any MailPort
    let sms: any SMSPort
    let robots: any RobotPort
    let weChat: any WeChatPort
    let logger: Logger
    /// Called when a message was given up, or its reader takes none by this way: whoever asked must hear of it. What it throws is
    /// logged.
    let onFailure: @Sendable (_ job: Job, _ isRefused: Bool) async throws -> Void
    /// Called in the transaction that ends a job, when its message was taken.
    let onSent: @Sendable (_ job: Job, _ db: any Connection) throws -> Void
    /// Whether a message for WeChat still goes there: its reader can have taken that away since.
    let goesToWeChat: @Sendable (_ job: Job, _ message: WeChatMessage, _ db: any Connection) throws -> Bool

    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                for await _ in database.wakeUps().cancelOnGracefulShutdown() { await self.work() }
            }
            group.addTask {
                for await _ in AsyncStream<Void>.ticks(every: .seconds(10)).cancelOnGracefulShutdown() {
                    await self.work()
                }
            }
        }
    }

    /// Does all that is due. A store that can't be had in one moment is asked again in the next, a few times: what waits here
    /// waits for people.
    private func work() async {
        for pause in [1, 2, 3] {
            do {
                while let job = try await next() { try await attempt(job) }
                return
            } catch {
                logger.error("job failed", metadata: ["error": "\(error)"])
                guard !Task.isShuttingDownGracefully, (try? await Task.sleep(for: .seconds(pause))) != nil else {
                    return
                }
            }
        }
    }

    private func next() async throws -> Job? {
        let now = world.now()
        let isWaiting = try await database.read { db in
            try db.value(
                """
                SELECT 1 FROM jobs WHERE failed_at IS NULL AND run_at <= \(now) AND kind IN (\(list: kinds)) LIMIT 1
                """, as: Int64.self) != nil
        }
        guard isWaiting else { return nil }
        return try await database.write { db in try db.takeJob(kinds, now: now) }
    }

    private func attempt(_ job: Job) async throws {
        let now = world.now()
        do {
            try await send(job, now: now)
            try await database.write { db in
                try db.finish(job)
                try onSent(job, db)
            }
        } catch let delay as JobDelay {
            try await database.write { db in try db.delay(job, until: max(delay.until, now + Time.second)) }
        } catch let refused as Undeliverable {
            try await refuse(job, refused)
        } catch {
            let words = "\(error)"
            logger.warning(
                "message not sent",
                metadata: ["channel": "\(job.kind.rawValue)", "attempt": "\(job.attempts)", "error": "\(words)"])
            try await database.write { db in try db.postpone(job, error: words, now: now) }
            if job.isLastAttempt { await giveUp(job, isRefused: false) }
        }
    }

    /// No fault of this server's: the message goes another way, and nothing stays for the operator to look at.
    private func refuse(_ job: Job, _ refused: Undeliverable) async throws {
        logger.notice("message refused", metadata: ["channel": "\(job.kind.rawValue)", "why": "\(refused)"])
        let isTold = await giveUp(job, isRefused: true), now = world.now()
        try await database.write { db in
            if isTold { try db.finish(job) } else { try db.postpone(job, error: "\(refused)", now: now) }
        }
    }

    private func send(_ job: Job, now: Int64) async throws {
        switch job.kind {
        case .mail:
            guard let message = Mail(sealed: job.payload, vault: vault) else { throw MailFault("unreadable payload") }
            try await mail.send(message)
        case .sms:
            guard let message = SMS(sealed: job.payload, vault: vault) else { throw WebFault("unreadable payload") }
            if let until = message.until, until <= now { return }
            try await sms.send(message)
        case .robot:
            guard let post = RobotPost(sealed: job.payload, vault: vault) else { throw WebFault("unreadable payload") }
            try await robots.send(post, attempts: job.attempts)
        case .wechat:
            guard let message = WeChatMessage(sealed: job.payload, vault: vault) else {
                throw WebFault("unreadable payload")
            }
            guard try await database.read({ [goesToWeChat] db in try goesToWeChat(job, message, db) }) else {
                throw Undeliverable("its reader has taken this way away")
            }
            try await weChat.send(message)
        }
    }

    /// Whether it was told of.
    @discardableResult
    private func giveUp(_ job: Job, isRefused: Bool) async -> Bool {
        do {
            try await onFailure(job, isRefused)
            return true
        } catch {
            logger.error("a message that was given up could not be told of", metadata: ["error": "\(error)"])
            return false
        }
    }
}
