internal import Database
internal import Engine

/// The ways back to a requester, and what is known of each.
enum WayStore {
    static let migration = Migration(
        "2026-11-25 ways back",
        [
            "ALTER TABLE need_private ADD COLUMN has_phone \(.bool) NOT NULL DEFAULT FALSE",
            "ALTER TABLE need_private ADD COLUMN ask_every \(.int) NOT NULL DEFAULT 1",
            """
            CREATE TABLE need_ways (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, way TEXT NOT NULL, state TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, need_id, way)
            ) \(.keyed)
            """,
            """
            CREATE TABLE call_items (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, why TEXT NOT NULL, says TEXT NOT NULL,
                opened_at \(.int) NOT NULL, tries \(.int) NOT NULL, closed_at \(.int), outcome TEXT, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX call_items_open ON call_items (network_id, need_id) WHERE closed_at IS NULL",
            """
            CREATE TABLE call_reports (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, at \(.int) NOT NULL, closed_at \(.int),
                outcome TEXT, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX call_reports_need ON call_reports (network_id, need_id)",
        ])

    /// What the last message by a way had to tell her: a mail server says days later that it came back.
    static let topics = Migration("2026-11-26 topics of ways back", ["ALTER TABLE need_ways ADD COLUMN topic TEXT"])
}

/// A way by which a message can leave for somebody.
enum MessageWay: String, Sendable, CaseIterable, SQLConvertible {
    case email, sms, wechat

    /// Nothing for what speaks to no requester.
    init?(_ kind: Job.Kind) {
        switch kind {
        case .robot: return nil
        case .mail: self = .email
        case .sms: self = .sms
        case .wechat: self = .wechat
        }
    }
}

/// How somebody in need wants to be reached.
public struct Reach: Sendable, Equatable, Codable {
    /// `email`, `sms`, `wechat` or `call`; empty leaves it to us.
    public var channel: String
    /// When she answers, in her own words.
    public var hours: String
    /// She is asked "still needed?" so many times less often: 1, 2 or 4.
    public var askEvery: Int

    public init(channel: String = "", hours: String = "", askEvery: Int = 1) {
        self.channel = channel
        self.hours = hours
        self.askEvery = askEvery
    }

    static let channels = ["", "email", "sms", "wechat", "call"]
    static let rhythms = [1, 2, 4]
}

/// Which way a message takes. Pure.
enum WayRules {
    /// An address to send to.
    struct Route: Sendable, Equatable {
        let way: MessageWay
        let address: String
    }

    /// The way she asked for where it works, else mail, else WeChat, else a short message; nothing where none is left: then somebody
    /// calls.
    ///
    /// - Parameters:
    ///   - hasGateway: short messages can be sent at all.
    ///   - wechat: as the service account knows her, where she asked for answers there.
    ///   - failed: ways by which something came back.
    static func route(
        _ contacts: [Contact], _ reach: Reach?, hasGateway: Bool, wechat: String? = nil, failed: Set<MessageWay>
    ) -> Route? {
        if reach?.channel == "call" { return nil }
        let mail = contacts.lazy.map(\.email).first { !$0.isEmpty }.map { Route(way: .email, address: $0) }
        let mobile = contacts.lazy.compactMap { MobileNumber.international($0.phone) }.first
        let short = hasGateway ? mobile.map { Route(way: .sms, address: $0) } : nil
        let chat = wechat.map { Route(way: .wechat, address: $0) }
        let all = [mail, chat, short].compactMap { $0 }.filter { !failed.contains($0.way) }
        return all.first { $0.way.rawValue == reach?.channel } ?? all.first
    }
}

extension NeedMessage {
    /// It must reach her: where no message can, somebody calls.
    var mustReachHer: Bool {
        switch self {
        case .acknowledged, .question, .stillNeeded, .delivered, .ended, .reportAnswered, .wrote, .passedToAuthority,
            .authorityAnswered:
            true
        case .referral(_, let isAnswered): !isAnswered
        case .received, .verified, .published, .cannotReach, .contactChanged, .hidden, .shown, .hidingUpheld,
            .emergencyClosed, .permitDecided, .promiseReturned, .sameEnded, .answersInWeChat, .link:
            false
        }
    }

    /// What a caller has to say, as it is kept.
    var topic: CallTopic? {
        switch self {
        case .acknowledged: .acknowledged
        case .question: .question
        case .stillNeeded: .stillNeeded
        case .delivered: .delivered
        case .ended: .ended
        case .reportAnswered: .report
        case .wrote: .wrote
        case .passedToAuthority: .passed
        case .authorityAnswered: .answered
        case .referral: .referral
        case .received, .verified, .published, .cannotReach, .contactChanged, .hidden, .shown, .hidingUpheld,
            .emergencyClosed, .permitDecided, .promiseReturned, .sameEnded, .answersInWeChat, .link:
            nil
        }
    }
}

extension CaseDesk {
    /// Tells the requester by the way that works for her; where there is none and it must reach her, somebody is to call. Her page
    /// tells it in any case.
    ///
    /// - Parameter fresh: what she has just sent, where it need not be read back.
    /// - Returns: whether it is told that way: not where somebody has to call first.
    @discardableResult
    func tellRequester(_ message: NeedMessage, of need: Need, fresh: PrivatePart? = nil) throws -> Bool {
        let hasGateway = acts.configuration.offersPhone
        if let fresh {
            let route = WayRules.route(
                fresh.contacts, fresh.reach, hasGateway: hasGateway, wechat: fresh.openID(acts.configuration),
                failed: [])
            guard let route else { return try mustCall(need, .noWay, message) }
            try send(message, of: need, by: route)
            return true
        }
        let known = try db.first(
            "SELECT has_email, has_phone, has_wechat FROM need_private WHERE network_id = \(network) AND need_id = \(need.id)"
        ) { (hasEmail: try $0[0] as Bool, hasPhone: try $0[1] as Bool, hasWeChat: try $0[2] as Bool) }
        // Her contact is destroyed: there is nobody left whom it would have to reach.
        guard let known else { return true }
        let hasChat = known.hasWeChat && acts.configuration.serviceAccount != nil
        guard known.hasEmail || hasChat || (known.hasPhone && hasGateway) else {
            return try mustCall(need, .noWay, message)
        }
        guard let part = try db.privatePart(of: need, in: acts.vault) else { return true }
        let failed = try closedWays(of: need, part)
        let route = WayRules.route(
            part.contacts, part.reach, hasGateway: hasGateway, wechat: part.openID(acts.configuration), failed: failed)
        guard let route else {
            return try mustCall(need, db.failedWays(of: need).isEmpty ? .noWay : .bounced, message, part)
        }
        try send(message, of: need, by: route)
        return true
    }

    /// The ways by which nothing is sent: messages came back, or would go to a number that somebody has found wrong.
    func closedWays(of need: Need, _ part: PrivatePart) throws -> Set<MessageWay> {
        let failed = try db.failedWays(of: need)
        return try isSMSWrong(of: need, part) ? failed.union([.sms]) : failed
    }

    /// Whether a short message would go to a wrong number: a stranger would read it.
    private func isSMSWrong(of need: Need, _ part: PrivatePart) throws -> Bool {
        guard part.contacts.contains(where: { MobileNumber.international($0.phone) != nil }) else { return false }
        let calls = try db.calls(of: need).filter { $0.outcome == CallOutcome.wrongNumber.rawValue }
        guard !calls.isEmpty else { return false }
        let tried = ReachRules.tried(calls, part.contacts, since: try db.contactChanges(of: need))
        return ReachRules.isSMSWrong(part.contacts, tried)
    }

    /// Somebody is to call; a short message says so where one arrives: a number she doesn't know is picked up then.
    ///
    /// - Parameter part: her contact, where it has been read.
    func callSoon(
        _ need: Need, _ why: CallItem.Why, about topic: CallTopic, _ part: PrivatePart? = nil
    ) throws {
        let isNew = try db.openCall(of: need.id, in: network) == nil
        try openCall(of: need, why, about: topic)
        guard isNew, acts.configuration.offersPhone, let part = try part ?? db.privatePart(of: need, in: acts.vault),
            try !closedWays(of: need, part).contains(.sms),
            let mobile = part.contacts.lazy.compactMap({ MobileNumber.international($0.phone) }).first,
            let sms = SMS(to: mobile, text: CallWords.announced(need.code)(need.language))
        else { return }
        try db.enqueue(
            .sms, sms.sealed(by: acts.vault), id: acts.world.newID(), at: sendsAt, subject: need.id, act: undoableAct)
    }

    func send(_ message: NeedMessage, of need: Need, by route: WayRules.Route) throws {
        let link = acts.trackingURL(of: need)
        switch route.way {
        case .email:
            let mail = Mail(
                to: route.address, subject: NeedWords.mailSubject(need.titleInCaseMail)(need.language),
                body: NeedWords.mailBody(message, link: link, code: need.code)(need.language),
                topic: message.topic?.rawValue)
            try db.enqueue(
                .mail, mail.sealed(by: acts.vault), id: acts.world.newID(), at: sendsAt, subject: need.id,
                act: undoableAct)
        case .sms:
            let short = NeedWords.short(message, link: link)(need.language)
            guard let sms = SMS(to: route.address, text: short, topic: message.topic?.rawValue) else { return }
            try db.enqueue(
                .sms, sms.sealed(by: acts.vault), id: acts.world.newID(), at: sendsAt, subject: need.id,
                act: undoableAct)
        case .wechat: try enqueueWeChat(message, of: need, to: route.address, link: link)
        }
        try db.note(route.way, "sent", of: need.id, in: network, at: now, topic: message.topic)
    }

    /// - Returns: that nothing was told yet.
    private func mustCall(
        _ need: Need, _ why: CallItem.Why, _ message: NeedMessage, _ part: PrivatePart? = nil
    ) throws -> Bool {
        guard message.mustReachHer, let topic = message.topic else { return false }
        try callSoon(need, why, about: topic, part)
        return false
    }
}

extension Connection {
    /// - Parameter topic: what the message had to tell her; where it is nothing that must reach her, what the one before had to stays.
    func note(
        _ way: MessageWay, _ state: String, of need: ID, in network: ID, at now: Int64, topic: CallTopic? = nil
    ) throws {
        try execute(
            """
            INSERT INTO need_ways (network_id, need_id, way, state, at, topic)
            VALUES (\(network), \(need), \(way), \(state), \(now), \(topic?.rawValue))
            ON CONFLICT (network_id, need_id, way) DO UPDATE SET state = excluded.state, at = excluded.at,
                topic = coalesce(excluded.topic, need_ways.topic)
            """)
    }

    func failedWays(of need: Need) throws -> Set<MessageWay> {
        Set(
            try query(
                """
                SELECT way FROM need_ways
                WHERE network_id = \(need.networkID) AND need_id = \(need.id) AND state = 'failed'
                """
            ) { try $0[0] as MessageWay })
    }

    /// A new address is worth a new try.
    func forgetWays(of need: Need) throws {
        try execute("DELETE FROM need_ways WHERE network_id = \(need.networkID) AND need_id = \(need.id)")
    }

    func network(ofNeed id: ID) throws -> ID? {
        try value(
            """
            SELECT n.id FROM networks n WHERE EXISTS (
                SELECT 1 FROM need_private p WHERE p.network_id = n.id AND p.need_id = \(id)) LIMIT 1
            """)
    }

    /// How many times less often she wants to be asked.
    func askEvery(of need: Need) throws -> Int {
        try value(
            "SELECT ask_every FROM need_private WHERE network_id = \(need.networkID) AND need_id = \(need.id)") ?? 1
    }
}
