internal import Database

/// Who answers for something until a day: one member, never none, handed over by acceptance.
struct Charge: Sendable, Equatable {
    var ownerID: ID
    /// Who was asked to take it on and has not answered.
    var askedID: ID?
    var dueAt: Int64
}

enum ChargeAction: Sendable {
    case ask(ID)
    /// By their whole name, where there are too many to choose from.
    case askNamed(String)
    case accept, decline

    static let names = ["ask", "accept", "decline"]

    /// - Returns: nothing for a name that is none of these.
    init?(_ name: String?, member: String?) throws(Refusal) {
        switch name {
        case "ask":
            guard let member, !member.isEmpty else { throw .invalid("member", ReadinessWords.unknownMember) }
            self = ID(member).map { ChargeAction.ask($0) } ?? .askNamed(member)
        case "accept": self = .accept
        case "decline": self = .decline
        default: return nil
        }
    }

    /// Who is asked; nobody where it is no asking.
    func asked(in network: ID, _ db: any Connection) throws -> ID? {
        switch self {
        case .ask(let id): return id
        case .askNamed(let name):
            guard let id = try db.memberTakingPart(name, in: network) else {
                throw Refusal.invalid("member", ReadinessWords.unknownMember)
            }
            return id
        case .accept, .decline: return nil
        }
    }
}

/// What is the same of all that somebody answers for here: asking another, the clock, what is late.
struct ChargeKeeper: Sendable {
    let members: MemberActs

    /// Where more than so many could be asked, their name is typed.
    static let mostListed = 200
    static let usual = 30 * Time.day
    static let longest = 366 * Time.day

    /// What a charge is about, in the words of its message and its page.
    struct About: Sendable {
        let object: Clock.Object
        let id: ID
        let networkID: ID
        let subject: Text
        let path: String
        let asks: Text
        let late: Text
        let answered: @Sendable (_ name: String, _ isYes: Bool) -> Text
    }

    /// Until when: a day to its end, or a moment; thirty days where nothing is said.
    static func due(_ typed: String?, now: Int64, most: Int64 = longest) throws(Refusal) -> Int64 {
        guard let typed, !typed.isEmpty else { return now + usual }
        guard let moment = Format.endOfDay(typed) ?? Format.milliseconds(rfc3339: typed), moment > now,
            moment <= now + most
        else { throw .invalid("due", ReadinessWords.badDue) }
        return moment
    }

    /// The charge after somebody was asked, has taken it on or passed.
    ///
    /// - Throws: ``Refusal/forbidden(_:)`` to whom it is not, ``Refusal/conflict(_:_:)`` to one who was not asked.
    func perform(
        _ action: ChargeAction, on charge: Charge, _ about: About, by viewer: Viewer, leads: Bool, _ db: any Connection
    ) throws -> Charge {
        let member = try members.own(viewer, in: about.networkID)
        var charge = charge
        switch action {
        case .ask, .askNamed:
            guard charge.ownerID == member.id || leads else { throw Refusal.forbidden(ReadinessWords.notOwner) }
            guard let other = try action.asked(in: about.networkID, db) else { return charge }
            guard other != charge.ownerID else { throw Refusal.conflict(ReadinessWords.isTheirs) }
            // Asked already: they are not called twice.
            guard other != charge.askedID else { return charge }
            guard try db.member(other, in: about.networkID) != nil, try !db.hasLeft(other, in: about.networkID) else {
                throw Refusal.invalid("member", ReadinessWords.unknownMember)
            }
            charge.askedID = other
            try members.ask(
                other, for: .charge, in: about.networkID, about.subject, about.asks, to: about.path, db)
        case .accept:
            guard charge.askedID == member.id else { throw Refusal.conflict(ReadinessWords.notAsked) }
            let before = charge.ownerID
            (charge.ownerID, charge.askedID) = (member.id, nil)
            try members.tell(
                before, in: about.networkID, about.subject, about.answered(member.name, true), to: about.path, db)
        case .decline:
            guard charge.askedID == member.id else { throw Refusal.conflict(ReadinessWords.notAsked) }
            charge.askedID = nil
            try members.tell(
                charge.ownerID, in: about.networkID, about.subject, about.answered(member.name, false), to: about.path,
                db)
        }
        return charge
    }

    /// Members who could be asked, those who came first before others; one more than are listed where there are more.
    func candidates(in network: ID) async throws -> [(id: ID, name: String)] {
        try await members.database.read { db in
            try db.membersToAsk(in: network, limit: ChargeKeeper.mostListed + 1)
        }
    }

    // MARK: Time

    /// The clock runs for the owner; where it ran already it goes on with them.
    func start(_ charge: Charge, _ about: About, _ db: any Connection) throws {
        let now = members.world.now()
        if let running = try db.clock(of: about.id, in: about.networkID), running.dueAt == charge.dueAt {
            return try db.setClockOwner(charge.ownerID, of: about.id, in: about.networkID)
        }
        try db.start(
            Clock(
                networkID: about.networkID, object: about.object, objectID: about.id, needID: about.id,
                step: about.object.rawValue, ownerID: charge.ownerID, startedAt: now, dueAt: charge.dueAt, stage: 0,
                nextAt: Escalation.next(after: .none, start: now, due: charge.dueAt)))
    }

    /// One step of the clock: the owner is reminded, then those who lead are told with them. Nothing is taken from anybody.
    func fire(_ clock: Clock, _ charge: Charge, _ about: About, _ db: any Connection) throws {
        let now = members.world.now()
        let stage = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        let next =
            stage >= .backupTold
            ? Clock.never : Escalation.next(after: stage, start: clock.startedAt, due: clock.dueAt)
        guard try db.advance(clock, to: stage.rawValue, next: next) else { return }
        var told = [charge.ownerID]
        if stage >= .backupTold {
            told += try db.candidates([.coordinator], in: clock.networkID, except: [charge.ownerID]).prefix(5)
        }
        for member in told {
            try members.tell(member, in: clock.networkID, about.subject, about.late, to: about.path, db)
        }
    }

    /// Who takes on what was left behind: a coordinator, else a steward. Nobody where whoever answers for it takes part – again, or
    /// because another node has just passed it on.
    func heir(of charge: Charge, in network: ID, _ db: any Connection) throws -> ID? {
        guard try !db.takesPart(charge.ownerID, in: network) else { return nil }
        return try db.someoneWhoLeads(in: network, except: [charge.ownerID])
    }
}

extension Connection {
    /// Whether a member takes part, awake or resting.
    func takesPart(_ member: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships WHERE network_id = \(network) AND id = \(member)
                AND state IN ('welcomed', 'active', 'dormant')
            """, as: Int64.self) != nil
    }
}
