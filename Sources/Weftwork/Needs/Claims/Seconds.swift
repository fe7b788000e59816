internal import Database
internal import Engine

/// The second person of a promise that takes one: named by whoever promised, until they say yes the contact stays closed.
struct Second: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Nobody is named, or who was named has not answered or can't.
        case open
        case standsBy
        /// The owner of the need let it through alone.
        case letThrough

        var isSettled: Bool { self != .open }
    }

    let claimID: ID
    let training: Certificate.Kind
    /// Who is asked; nobody where nobody was named or they said no.
    let memberID: ID?
    let state: State
}

/// A promise that waits for its second person, as it waits for somebody's word.
struct WaitingSecond: Sendable {
    let claimID: ID
    let needID: ID
    let title: String
    /// They are the second person; else they answer for the need, and nobody is named.
    let isAsked: Bool
    let at: Int64
}

enum SecondStore {
    static let migration = Migration(
        "2026-11-25 second persons",
        [
            """
            CREATE TABLE seconds (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, claim_id \(.id) NOT NULL, training TEXT NOT NULL,
                member_id \(.id), state TEXT NOT NULL, by_id \(.id), at \(.int) NOT NULL,
                PRIMARY KEY (network_id, need_id, claim_id)
            ) \(.keyed)
            """
        ])
}

extension NeedActs {
    /// The one who was named says whether they stand by.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it was not asked of them, or is answered.
    func answerSecond(claim id: ID, standsBy: Bool, by viewer: Viewer, in network: ID) async throws -> Claim {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            try Policy.require(.standBy, viewer)
            guard let claim = try db.claim(id, in: network), let member = viewer.member,
                let need = try db.need(claim.needID, in: network)
            else { throw Refusal.notFound }
            let second = try db.second(of: claim)
            guard let second, second.memberID == member.id, second.state == .open, claim.state == .open else {
                throw Refusal.conflict(BriefingWords.notAskedOfYou, Refusal.Extras(state: claim.state.rawValue))
            }
            if standsBy, try !db.holdsCertificate(second.training, member.id, in: network, at: now) {
                throw Refusal.forbidden(BriefingWords.takes(second.training))
            }
            try db.setSecond(
                of: claim, standsBy ? .standsBy : .open, member: standsBy ? member.id : nil, by: member.id, at: now)
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            try desk.record(
                EventDraft(
                    kind: .secondAnswered, audience: .case,
                    details: [("claim", .text(id.description)), ("answer", .text(standsBy ? "yes" : "no"))]), on: need)
            try desk.tell(.secondAnswered, member: claim.memberID, about: need)
            if !standsBy, need.ownerID != claim.memberID {
                try desk.tell(.secondMissing, member: need.ownerID, about: need)
            }
            return claim
        }
    }

    /// Whoever promised names another, since nobody is named or who was named can't.
    /// - Throws: ``Refusal/invalid(_:)`` at `second` for somebody who can't be it.
    func nameSecond(_ other: ID?, forClaim id: ID, by viewer: Viewer, in network: ID) async throws -> Claim {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            try Policy.require(.standBy, viewer)
            guard let claim = try db.claim(id, in: network), let member = viewer.member,
                let need = try db.need(claim.needID, in: network)
            else { throw Refusal.notFound }
            guard claim.memberID == member.id else { throw Refusal.forbidden(SiteWords.forbidden) }
            guard let second = try db.second(of: claim), second.state == .open, claim.state == .open else {
                throw Refusal.conflict(BriefingWords.notAskedOfYou, Refusal.Extras(state: claim.state.rawValue))
            }
            guard let other else { throw Refusal.invalid("second", BriefingWords.notSecond) }
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            try desk.check(other, second.training, need, member)
            try db.setSecond(of: claim, .open, member: other, by: member.id, at: now)
            try desk.ask(toStandBy: other, claim, need)
            return claim
        }
    }

    /// Whoever answers for the need lets a promise through without a second person, and says why.
    func letThroughAlone(claim id: ID, reason: String, by viewer: Viewer, in network: ID) async throws -> Claim {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            guard let claim = try db.claim(id, in: network), let need = try db.need(claim.needID, in: network) else {
                throw Refusal.notFound
            }
            try Policy.require(.letThrough, viewer, ties: try db.ties(of: viewer, to: need, now: now))
            guard viewer.member?.id != claim.memberID else { throw Refusal.forbidden(SiteWords.forbidden) }
            let reason = try NeedTransition.required(reason, "reason")
            guard let second = try db.second(of: claim), !second.state.isSettled, claim.state == .open else {
                throw Refusal.conflict(BriefingWords.notAskedOfYou, Refusal.Extras(state: claim.state.rawValue))
            }
            try db.setSecond(of: claim, .letThrough, member: second.memberID, by: viewer.member?.id, at: now)
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            try desk.record(
                EventDraft(
                    kind: .letThrough, audience: .case,
                    details: [("claim", .text(id.description)), ("reason", .words(reason))]), on: need)
            try desk.tell(.letThrough, member: claim.memberID, about: need)
            return claim
        }
    }

    /// What the form of a promise asks of its reader: what is still to be read, and who could be the second person.
    func preparation(for member: Member, at need: Need, in network: ID) async throws -> ClaimPreparation {
        let now = world.now(), settings = try await settings(of: network)
        return try await database.read { db in
            var briefings: [Briefing] = []
            var trainings: Set<Certificate.Kind> = []
            for line in need.lines {
                for briefing in settings.briefings.asked(for: need.category, line.kind)
                where !briefings.contains(briefing) {
                    if try !db.hasRead(briefing, member.id, in: network, at: now) { briefings.append(briefing) }
                }
                if let training = settings.briefings.training(for: need.category, line.kind) {
                    trainings.insert(training)
                }
            }
            let training = trainings.min { $0.rawValue < $1.rawValue }
            return ClaimPreparation(
                briefings: briefings, training: training,
                isTrained: try training.map { try db.holdsCertificate($0, member.id, in: network, at: now) } ?? true,
                seconds: try training.map { try db.holders(of: $0, in: network, except: member.id, at: now) } ?? [])
        }
    }
}

/// What somebody has still to do before a promise of theirs counts.
struct ClaimPreparation: Sendable {
    var briefings: [Briefing] = []
    /// The training that work at this need takes.
    var training: Certificate.Kind?
    var isTrained = true
    /// Who could stand by.
    var seconds: [Member] = []
}

extension CaseDesk {
    /// Before a promise counts: the briefing read, and for what harms where it is done untrained, the training.
    /// - Returns: the training that it takes.
    func prepare(_ draft: ClaimDraft, _ line: NeedLine, of need: Need, by member: Member) throws -> Certificate.Kind? {
        let briefings = picture.settings.briefings
        for briefing in briefings.asked(for: need.category, line.kind)
        where try !db.hasRead(briefing, member.id, in: network, at: now) {
            guard draft.briefings.contains(briefing.version) else {
                throw Refusal.invalid("briefing", BriefingWords.readFirst)
            }
            try db.setBriefingRead(briefing.category.rawValue, briefing.version, by: member.id, in: network, at: now)
        }
        guard let training = briefings.training(for: need.category, line.kind) else { return nil }
        guard try db.holdsCertificate(training, member.id, in: network, at: now) else {
            throw Refusal.forbidden(BriefingWords.takes(training))
        }
        if let second = draft.second { try check(second, training, need, member) }
        return training
    }

    fileprivate func check(_ second: ID, _ training: Certificate.Kind, _ need: Need, _ member: Member) throws {
        guard second != member.id, let other = try db.member(second, in: network), !other.isSuspended,
            NeedAccess.canSee(need, Viewer(.member(other), language: .zh), []),
            try db.holdsCertificate(training, second, in: network, at: now)
        else { throw Refusal.invalid("second", BriefingWords.notSecond) }
    }

    /// Writes down whom a promise waits for, and asks them; without anybody, whoever answers for the need.
    func askSecond(_ draft: ClaimDraft, _ training: Certificate.Kind, of claim: Claim, _ need: Need) throws {
        try db.insertSecond(of: claim, training, member: draft.second, at: now)
        if let second = draft.second {
            try ask(toStandBy: second, claim, need)
        } else {
            try tell(.secondMissing, member: need.ownerID, about: need)
        }
    }

    /// Asks on behalf of whoever promised. Past what somebody is asked in a week, and while they pause, it stands at their home alone, and
    /// whoever promised hears that nobody was written to: they can name another.
    fileprivate func ask(toStandBy second: ID, _ claim: Claim, _ need: Need) throws {
        let isEmergency = need.urgency == .critical, id = acts.world.newID()
        guard
            try db.takeContact(with: second, in: network, for: .second, isEmergency: isEmergency, id: id, at: now)
        else { return try tell(.secondNotWritten, member: claim.memberID, about: need) }
        try tell(.secondAsked, member: second, about: need)
    }
}

extension Connection {
    fileprivate func hasRead(_ briefing: Briefing, _ member: ID, in network: ID, at now: Int64) throws -> Bool {
        guard let read = try briefingRead(briefing.category.rawValue, by: member, in: network) else { return false }
        return read.version == briefing.version && read.at > now - Briefing.lifetime
    }

    fileprivate func insertSecond(of claim: Claim, _ training: Certificate.Kind, member: ID?, at now: Int64) throws {
        try execute(
            """
            INSERT INTO seconds (network_id, need_id, claim_id, training, member_id, state, at)
            VALUES (\(claim.networkID), \(claim.needID), \(claim.id), \(training), \(member), \(Second.State.open),
                \(now))
            """)
    }

    fileprivate func setSecond(
        of claim: Claim, _ state: Second.State, member: ID?, by: ID?, at now: Int64
    ) throws {
        try execute(
            """
            UPDATE seconds SET state = \(state), member_id = \(member), by_id = \(by), at = \(now)
            WHERE network_id = \(claim.networkID) AND need_id = \(claim.needID) AND claim_id = \(claim.id)
            """)
    }

    fileprivate func second(of claim: Claim) throws -> Second? {
        try seconds(need: claim.needID, in: claim.networkID)[claim.id]
    }

    /// The second persons of a need's promises, by promise.
    func seconds(need: ID, in network: ID) throws -> [ID: Second] {
        let found = try query(
            """
            SELECT claim_id, training, member_id, state FROM seconds WHERE network_id = \(network) AND need_id = \(need)
            """
        ) { Second(claimID: try $0[0], training: try $0[1], memberID: try $0[2], state: try $0[3]) }
        return Dictionary(found.map { ($0.claimID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What waits for a member's word: promises that name them as the second person, and at needs they answer for those that
    /// name nobody. A title that is held back stands only before whoever answers for the need.
    func waitingSeconds(of member: ID, in network: ID) throws -> [WaitingSecond] {
        try query(
            """
            SELECT s.claim_id, s.need_id,
                CASE WHEN n.hidden IS NULL AND (n.held NOT LIKE '%title%' OR n.owner_id = \(member)) THEN n.title ELSE '' END,
                s.member_id IS NOT NULL, s.at
            FROM seconds s JOIN claims c ON c.network_id = s.network_id AND c.id = s.claim_id
            JOIN needs n ON n.network_id = s.network_id AND n.id = s.need_id
            WHERE s.network_id = \(network) AND s.state = \(Second.State.open) AND c.state = \(Claim.State.open)
                AND (s.member_id = \(member)
                    OR (s.member_id IS NULL AND n.owner_id = \(member) AND c.member_id <> \(member)))
            ORDER BY s.at, s.claim_id LIMIT 50
            """
        ) {
            WaitingSecond(claimID: try $0[0], needID: try $0[1], title: try $0[2], isAsked: try $0[3], at: try $0[4])
        }
    }

    /// Whether a member's promise at a need still waits for its second person.
    func waitsForSecond(_ member: ID, at need: Need) throws -> Bool {
        try value(
            """
            SELECT 1 FROM seconds s JOIN claims c ON c.network_id = s.network_id AND c.id = s.claim_id
            WHERE s.network_id = \(need.networkID) AND s.need_id = \(need.id) AND s.state = \(Second.State.open)
                AND c.member_id = \(member) AND c.state = \(Claim.State.open) LIMIT 1
            """, as: Int64.self) != nil
    }
}
