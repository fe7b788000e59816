internal import Database
internal import Foundation

/// Answers through the service account at WeChat, for whoever asked for them there.
enum WeChatWayStore {
    static let migration = Migration(
        "2026-11-26 wechat way",
        [
            "ALTER TABLE need_private ADD COLUMN has_wechat \(.bool) NOT NULL DEFAULT FALSE",
            "CREATE INDEX need_ways_need ON need_ways (need_id)",
        ])
}

/// A way back to her, and what came of the last message by it.
struct KnownWay: Sendable, Equatable {
    enum State: String, Sendable, SQLConvertible {
        /// It is on its way out.
        case sent
        /// Whoever carries it has taken it.
        case taken
        /// It came back.
        case failed
    }

    let way: MessageWay
    let state: State
    let at: Int64
}

extension PrivatePart {
    /// As the service account knows her; nothing where none is set up any more.
    func openID(_ configuration: Configuration) -> String? {
        configuration.serviceAccount == nil ? nil : wechat
    }
}

/// What a browser keeps, sealed, while its user is at WeChat: good for one need, once.
struct WeChatVisit: Codable, Sendable {
    /// The need's id.
    let need: String
    let state: String
    let until: Int64

    static let lifetime = 10 * Time.minute
    private static let context = "wechat visit"

    init(need: ID, world: World) {
        self.need = need.description
        state = Base64URL.encode(world.bytes(24))
        until = world.now() + WeChatVisit.lifetime
    }

    func sealed(by vault: Vault) throws -> String {
        Base64URL.encode(vault.sealLoose(Array(try JSONEncoder().encode(self)), context: WeChatVisit.context))
    }

    init?(sealed text: String, vault: Vault, now: Int64) {
        guard let box = Base64URL.decode(text), let bytes = vault.openLoose(box, context: WeChatVisit.context),
            let visit = try? JSONDecoder().decode(WeChatVisit.self, from: Data(bytes)), visit.until > now
        else { return nil }
        self = visit
    }
}

extension NeedActs {
    /// From now on she is answered in WeChat; the first message there tries the way.
    ///
    /// - Parameters:
    ///   - openID: as the service account knows her.
    ///   - state: of the visit that brought it: it brings one alone.
    func linkWeChat(_ openID: String, state: String, to id: ID, by viewer: Viewer, in network: ID) async throws {
        let once = Once(key: "wechat \(state)", content: Array(openID.utf8))
        let isOpen: @Sendable (Need) throws(Refusal) -> Void = { need throws(Refusal) in
            guard need.state.isOpen else { throw .conflict(WeChatWords.isOver) }
        }
        try await changePrivate(id, by: viewer, in: network, field: "reach", allows: isOpen) { part in
            part.wechat = openID
            var reach = part.reach ?? Reach()
            reach.channel = MessageWay.wechat.rawValue
            part.reach = reach
        } then: { desk, need in
            guard try desk.db.earlier(once, by: viewer, in: network) == nil else {
                throw Refusal.conflict(WeChatWords.failed)
            }
            try desk.db.remember(once, object: id, by: viewer, in: network, at: desk.now)
            try desk.send(.answersInWeChat, of: need, by: WayRules.Route(way: .wechat, address: openID))
        }
    }

    /// She takes it away: nothing of it is kept, and what still waited goes by another way. What is being sent at this moment comes once:
    /// there, or by the other way where it is not taken.
    func unlinkWeChat(of id: ID, by viewer: Viewer, in network: ID) async throws {
        try await changePrivate(id, by: viewer, in: network, field: "reach") { part in
            part.wechat = nil
            if part.reach?.channel == MessageWay.wechat.rawValue { part.reach?.channel = "" }
        } then: { [vault] desk, need in
            for waiting in try desk.db.takeBackWeChat(about: need.id, at: desk.now) {
                guard let message = WeChatMessage(sealed: waiting.payload, vault: vault) else { continue }
                try desk.sendOtherwise(message, of: need, at: max(waiting.at, desk.now), act: waiting.act)
            }
        }
    }

    /// Whether she still wants to be answered there.
    func isLinked(_ message: WeChatMessage, of job: Job, _ db: any Connection) throws -> Bool {
        guard let id = job.subject, let network = try db.network(ofNeed: id), let need = try db.need(id, in: network)
        else { return false }
        return try db.privatePart(of: need, in: vault)?.wechat == message.to
    }

    /// A message in WeChat did not reach her: it goes by the next way that works, else somebody calls.
    ///
    /// - Parameter isRefused: she takes nothing from the account. Everything else – a limit, a setting – is not held against her way;
    ///   nor is anything where she has taken it away herself.
    func weChatFailed(_ job: Job, isRefused: Bool) async throws {
        guard let id = job.subject, let message = WeChatMessage(sealed: job.payload, vault: vault),
            let network = try await database.read({ db in try db.network(ofNeed: id) })
        else { return }
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            guard let need = try db.need(id, in: network) else { return }
            let desk = CaseDesk(
                acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now, picture: picture
            )
            if try isLinked(message, of: job, db) {
                if isRefused { try db.note(.wechat, "failed", of: id, in: network, at: now) }
                try desk.record(
                    EventDraft(kind: .bounced, audience: .case, details: [("way", .text(MessageWay.wechat.rawValue))]),
                    on: need)
            }
            try desk.sendOtherwise(message, of: need, at: now)
        }
    }
}

extension CaseDesk {
    /// A message for WeChat as it waits in the outbox.
    func enqueueWeChat(_ message: NeedMessage, of need: Need, to openID: String, link: String) throws {
        let id = acts.world.newID()
        let chat = WeChatMessage(
            id: id.description, to: openID, url: link, what: NeedWords.brief(message)(need.language), code: need.code,
            time: Format.field(now).replacing("T", with: " "), otherwise: otherwise(message, of: need, link: link))
        try db.enqueue(.wechat, chat.sealed(by: acts.vault), id: id, at: sendsAt, subject: need.id, act: undoableAct)
    }

    private func otherwise(_ message: NeedMessage, of need: Need, link: String) -> WeChatMessage.Otherwise? {
        if case .answersInWeChat = message { return nil }
        return WeChatMessage.Otherwise(
            subject: NeedWords.mailSubject(need.titleInCaseMail)(need.language),
            body: NeedWords.mailBody(message, link: link, code: need.code)(need.language),
            short: NeedWords.short(message, link: link)(need.language),
            topic: message.mustReachHer ? message.topic?.rawValue : nil)
    }

    /// - Parameters:
    ///   - moment: when it goes out.
    ///   - act: what it follows from, where that can still be undone.
    fileprivate func sendOtherwise(_ message: WeChatMessage, of need: Need, at moment: Int64, act: ID? = nil) throws {
        guard let words = message.otherwise, let part = try db.privatePart(of: need, in: acts.vault) else { return }
        let route = WayRules.route(
            part.contacts, part.reach, hasGateway: acts.configuration.offersPhone,
            failed: try closedWays(of: need, part).union([.wechat]))
        guard let route else {
            if let topic = words.topic.flatMap(CallTopic.init) { try callSoon(need, .bounced, about: topic, part) }
            return
        }
        let id = acts.world.newID()
        if route.way == .email {
            let mail = Mail(to: route.address, subject: words.subject, body: words.body, topic: words.topic)
            try db.enqueue(.mail, mail.sealed(by: acts.vault), id: id, at: moment, subject: need.id, act: act)
        } else if let sms = SMS(to: route.address, text: words.short, topic: words.topic) {
            try db.enqueue(.sms, sms.sealed(by: acts.vault), id: id, at: moment, subject: need.id, act: act)
        }
        try db.note(
            route.way, "sent", of: need.id, in: network, at: now, topic: words.topic.flatMap(CallTopic.init))
    }
}

extension Connection {
    /// What is known of each way back to her.
    func ways(of need: Need) throws -> [KnownWay] {
        try query(
            """
            SELECT way, state, at FROM need_ways
            WHERE network_id = \(need.networkID) AND need_id = \(need.id) ORDER BY way
            """
        ) { KnownWay(way: try $0[0], state: try $0[1], at: try $0[2]) }
    }

    /// Whoever carries a message has taken it.
    func noteTaken(_ job: Job, at now: Int64) throws {
        guard let id = job.subject, let way = MessageWay(job.kind) else { return }
        try execute(
            """
            UPDATE need_ways SET state = \(KnownWay.State.taken), at = \(now)
            WHERE need_id = \(id) AND way = \(way) AND state = \(KnownWay.State.sent)
            """)
    }

    /// All but what is being sent at this moment.
    fileprivate func takeBackWeChat(
        about subject: ID, at now: Int64
    ) throws -> [(payload: [UInt8], at: Int64, act: ID?)] {
        try query(
            """
            DELETE FROM jobs WHERE subject_id = \(subject) AND kind = \(Job.Kind.wechat) AND failed_at IS NULL
                AND NOT \(JobStore.isLeased(at: now))
            RETURNING payload, run_at, act_id
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }
}
