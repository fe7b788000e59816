internal import Database
internal import Foundation
internal import Synchronization

/// Counts and times answers by door and status. Doors are named by their pattern: an address can hold what is private.
final class RequestMeter: Sendable {
    struct Door: Hashable, Sendable {
        let method: String
        let path: String
        let status: Int
    }

    private static let unused = Histogram(bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10])
    private let doors = Mutex<[Door: Histogram]>([:])

    func add(_ endpoint: Endpoint?, status: Int, since begun: ContinuousClock.Instant) {
        let door = Door(method: endpoint?.method.rawValue ?? "-", path: endpoint?.path ?? "-", status: status)
        doors.withLock { $0[door, default: RequestMeter.unused].add(since: begun) }
    }

    var present: [(door: Door, times: Histogram)] {
        doors.withLock { $0 }.sorted {
            ($0.key.path, $0.key.method, $0.key.status) < ($1.key.path, $1.key.method, $1.key.status)
        }
        .map { ($0.key, $0.value) }
    }
}

/// What Prometheus reads, in its text format 0.0.4.
struct Metrics: Sendable {
    let database: any Database
    let world: World
    let hub: Hub
    let admission: Admission
    let requests: RequestMeter
    let backups: BackupPlan?
    let security: SecurityLog
    let recount: Recount

    /// - Throws: what reading the store throws: figures of a store that can't be read would be wrong.
    func text() async throws -> String {
        var page = MetricsPage()
        addRequests(&page)
        await addStatements(&page)
        let now = world.now()
        let work = try await database.read { db in try db.workWaiting(now: now) }
        page.add("weft_jobs_waiting", .gauge, "Messages that wait to be sent.", work.jobs)
        page.add("weft_jobs_failed", .gauge, "Messages that were given up.", work.failed)
        page.add(
            "weft_job_oldest_seconds", .gauge, "How long the oldest due message has waited.",
            Double(max(0, now - (work.oldestJob ?? now))) / 1000)
        for channel in work.channels {
            let label = "channel=\"\(channel.kind.rawValue)\""
            page.add(
                "weft_channel_waiting", .gauge, "Messages that wait to be sent, by channel.", channel.waiting,
                labels: label)
            page.add(
                "weft_channel_failed", .gauge, "Messages that were given up, by channel.", channel.failed, labels: label
            )
            page.add(
                "weft_channel_oldest_seconds", .gauge, "How long the oldest due message of a channel has waited.",
                Double(max(0, now - (channel.oldest ?? now))) / 1000, labels: label)
        }
        page.add("weft_clocks_late", .gauge, "Clocks that should have gone off and have not.", work.lateClocks)
        let leaderless = try await database.read { db in try db.networksWithoutLead().count }
        page.add("weft_networks_without_lead", .gauge, "Networks that nobody leads any more.", leaderless)
        if let wrong = recount.wrong {
            page.add(
                "weft_decisions_miscounted", .gauge, "Decisions that are not what was said, by this node's last count.",
                wrong)
        }
        page.add("weft_events_unsealed", .gauge, "Events that have no place in their chain yet.", work.unsealed)
        for (kind, count) in security.wrongCodes {
            page.add(
                "weft_wrong_codes_total", .counter, "Wrong codes and passwords that somebody's account was tried with.",
                count, labels: "kind=\"\(kind)\"")
        }
        page.add("weft_live_viewers", .gauge, "Open live streams.", hub.subscriberCount)
        page.add("weft_memory_bytes", .gauge, "Resident memory of this process.", Metrics.residentBytes())
        if let newest = backups?.newest() {
            page.add(
                "weft_backup_age_seconds", .gauge, "How old the newest backup is.", Double(max(0, now - newest)) / 1000)
        }
        return page.text
    }

    private func addRequests(_ page: inout MetricsPage) {
        for (door, times) in requests.present {
            page.histogram(
                "weft_request_seconds", "Answers by door and status.",
                labels: "method=\"\(door.method)\",route=\"\(door.path)\",status=\"\(door.status)\"",
                times)
        }
        let counts = admission.counts
        page.add("weft_requests_present", .gauge, "Requests that are being answered.", counts.present)
        page.add("weft_requests_present_most", .gauge, "The most of them at once so far.", counts.most)
        page.add("weft_requests_waiting", .gauge, "Requests that wait for a place.", counts.waiting)
        page.add(
            "weft_requests_refused_total", .counter, "Requests refused because too many were there.", counts.refused)
    }

    private func addStatements(_ page: inout MetricsPage) async {
        page.histogram(
            "weft_sql_seconds", "Statements on the store.", labels: "engine=\"\(database.engine.rawValue)\"",
            database.statementTimes)
        if let sqlite = database as? SQLiteDatabase {
            let commits = sqlite.commits
            page.add("weft_commits_total", .counter, "Commits, each one sync of the disk.", commits.groups)
            page.add("weft_writes_total", .counter, "Writes that shared them.", commits.writes)
        }
        if let postgres = database as? PostgresDatabase {
            page.add("weft_write_retries_total", .counter, "Writes run again after a conflict.", postgres.retryCount)
            let connections = await postgres.connections
            page.add("weft_connections_most", .gauge, "Connections to the store at most.", connections.most)
            page.add("weft_connections_in_use", .gauge, "Connections in a transaction.", connections.inUse)
            page.add("weft_connections_idle", .gauge, "Connections that wait for work.", connections.idle)
            page.add("weft_connections_waited_for", .gauge, "Transactions that wait for one.", connections.waiting)
        }
    }

    private static func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

/// A page of metrics as it is written; each name is explained once.
struct MetricsPage {
    enum Kind: String {
        case gauge, counter, histogram
    }

    private(set) var text = ""
    private var explained: Set<String> = []

    /// - Parameter labels: `name="value"`, where one name has several figures.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: some Numeric, labels: String? = nil) {
        explain(name, kind, help)
        text += "\(name)\(labels.map { "{\($0)}" } ?? "") \(value)\n"
    }

    mutating func histogram(_ name: String, _ help: String, labels: String, _ times: Histogram) {
        explain(name, .histogram, help)
        var sum = 0
        for (bound, count) in zip(times.bounds, times.buckets) {
            sum += count
            text += "\(name)_bucket{\(labels),le=\"\(bound)\"} \(sum)\n"
        }
        text += "\(name)_bucket{\(labels),le=\"+Inf\"} \(times.count)\n"
        text += "\(name)_sum{\(labels)} \(times.seconds)\n\(name)_count{\(labels)} \(times.count)\n"
    }

    private mutating func explain(_ name: String, _ kind: Kind, _ help: String) {
        guard explained.insert(name).inserted else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }
}

/// What waits on the store.
struct WorkWaiting: Sendable {
    let jobs: Int
    let failed: Int
    let oldestJob: Int64?
    let channels: [ChannelWaiting]
    let lateClocks: Int
    let unsealed: Int
}

/// What waits to go out by one channel.
struct ChannelWaiting: Sendable {
    let kind: Job.Kind
    let waiting: Int
    let failed: Int
    /// Since when the oldest of those that are due is due.
    let oldest: Int64?
}

extension Connection {
    /// Every channel, also one by which nothing waits.
    private func channelsWaiting(now: Int64) throws -> [ChannelWaiting] {
        let found = try query(
            """
            SELECT kind, count(*) FILTER (WHERE failed_at IS NULL), count(*) FILTER (WHERE failed_at IS NOT NULL),
                min(run_at) FILTER (WHERE failed_at IS NULL AND run_at <= \(now))
            FROM jobs GROUP BY kind
            """
        ) { ChannelWaiting(kind: try $0[0], waiting: try $0[1], failed: try $0[2], oldest: try $0[3]) }
        return Job.Kind.allCases.map { kind in
            found.first { $0.kind == kind } ?? ChannelWaiting(kind: kind, waiting: 0, failed: 0, oldest: nil)
        }
    }

    func workWaiting(now: Int64) throws -> WorkWaiting {
        WorkWaiting(
            jobs: try value("SELECT count(*) FROM jobs WHERE failed_at IS NULL") ?? 0, failed: try failedJobs(),
            oldestJob: try value("SELECT min(run_at) FROM jobs WHERE failed_at IS NULL AND run_at <= \(now)"),
            channels: try channelsWaiting(now: now),
            lateClocks: try value("SELECT count(*) FROM clocks WHERE next_at < \(now - Time.minute)") ?? 0,
            unsealed: try value("SELECT count(*) FROM events WHERE number IS NULL") ?? 0)
    }
}
