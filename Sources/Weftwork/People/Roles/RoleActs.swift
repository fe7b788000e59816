internal import Database
internal import Engine

/// Roles of a network as its members see them.
struct RolesReading: Sendable {
    struct Open: Sendable {
        let nomination: Nomination
        let words: String?
        let objections: [RoleObjection]

        /// What holds it up.
        var standing: [RoleObjection] {
            objections.filter { $0.liftedAt == nil && $0.byID != nomination.memberID }
        }
        /// What the one concerned says of it.
        var theirWord: RoleObjection? { objections.first { $0.byID == nomination.memberID && $0.liftedAt == nil } }
    }

    let holders: [Role: [(member: Member, until: Int64?)]]
    let nominations: [Open]
    let calls: [RoleCall]
    let anchors: [TrustAnchor]
    let names: [ID: String]
}

extension MemberActs {
    func roles(of network: ID) async throws -> RolesReading {
        let now = world.now()
        return try await database.read { db in
            let members = try db.members(of: network, where: "m.roles <> ''"), terms = try db.roleTerms(in: network)
            var holders: [Role: [(member: Member, until: Int64?)]] = [:]
            for member in members {
                for role in member.roles {
                    let until = terms.first { $0.memberID == member.id && $0.role == role }?.until
                    holders[role, default: []].append((member, until))
                }
            }
            let open = try db.openNominations(in: network).map { try reading($0, db) }
            let ids = Set(open.flatMap { [$0.nomination.memberID, $0.nomination.byID] + $0.objections.map(\.byID) })
            return RolesReading(
                holders: holders, nominations: open, calls: try db.roleCalls(in: network, now: now),
                anchors: try db.trustAnchors(of: network), names: try db.names(of: ids, in: network))
        }
    }

    private func reading(_ nomination: Nomination, _ db: any Connection) throws -> RolesReading.Open {
        guard let member = try db.member(nomination.memberID, in: nomination.networkID),
            let key = try db.key(of: member.personID, in: vault)
        else { return RolesReading.Open(nomination: nomination, words: nil, objections: []) }
        return RolesReading.Open(
            nomination: nomination, words: try db.words(of: nomination, key: key, vault: vault),
            objections: try db.objections(to: nomination, key: key, vault: vault))
    }

    /// Names somebody, or oneself, for an office. A nominee says yes first; then the group has days to object.
    ///
    /// - Parameters:
    ///   - call: the call that is taken up with it.
    ///   - renews: whether somebody who holds the role asks for another term.
    @discardableResult
    func nominate(
        _ id: ID, for office: String, _ words: String, by viewer: Viewer, in network: ID, onCall call: ID? = nil,
        renews: Bool = false
    ) async throws -> Nomination {
        let member = try own(viewer, in: network), now = world.now()
        guard let office = Office(name: office) else {
            throw Refusal.invalid("role", SiteWords.badChoice(Office.names, office))
        }
        if office.isOfAnchors { try Policy.require(.nameAnchor, viewer) }
        let words = try MatterRules.named("words", words)
        // Who is to be an anchor no more is not asked first, but heard.
        let isSaid = id == member.id || office == .anchorEnd
        let nomination = Nomination(
            id: world.newID(), networkID: network, memberID: id, office: office, byID: member.id, openedAt: now,
            acceptedAt: isSaid ? now : nil,
            decidesAt: now + (isSaid ? office.consenting : RoleRules.answering), outcome: nil)
        try await database.write { db in
            guard let other = try db.member(id, in: network), other.standing >= .vouched, !other.isSuspended,
                let key = try db.key(of: other.personID, in: vault)
            else { throw Refusal.invalid("member", RoleWords.notVouched) }
            if case .role(let role) = office, other.has(role), !renews { throw Refusal.conflict(RoleWords.holdsIt) }
            try require(office, for: other, by: member.id, db)
            if case .role(let role) = office, let lack = try duties.lack(of: role, id, in: network, at: now, db) {
                throw Refusal.conflict(lack.plain, Refusal.Extras(training: lack.module))
            }
            let isOpen = try db.openNominations(in: network).contains { $0.memberID == id && $0.office == office }
            if isOpen { throw Refusal.conflict(RoleWords.isOpen) }
            try db.insert(nomination, words: vault.seal(Array(words.utf8), key: key, context: nomination.id.bytes))
            if let call { try db.link(nomination.id, toCall: call, in: network) }
            try record(
                .roleNominated, on: id, in: network, by: viewer, audience: .members, db,
                [("role", .text(office.name))])
            if !isSaid {
                try tell(id, in: network, RoleWords.title, RoleWords.mailNamed(office), to: "/roles", db)
            }
        }
        try await tellOfConsent(nomination)
        return nomination
    }

    /// The nominee says yes or no.
    func answer(_ id: ID, accepts: Bool, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        let answered = try await database.write { db in
            guard var nomination = try db.nomination(id, in: network), nomination.memberID == member.id else {
                throw Refusal.notFound
            }
            guard nomination.outcome == nil, nomination.acceptedAt == nil else {
                throw Refusal.conflict(RoleWords.isOver)
            }
            if accepts {
                nomination.acceptedAt = now
                nomination.decidesAt = now + nomination.office.consenting
            } else {
                nomination.outcome = .refused
            }
            guard try db.save(nomination) else { throw Refusal.conflict(RoleWords.isOver) }
            try record(
                accepts ? .roleAccepted : .roleDeclined, on: member.id, in: network, by: viewer, audience: .members, db,
                [("role", .text(nomination.office.name))])
            return nomination
        }
        try await tellOfConsent(answered)
    }

    /// Objects with a reason, which holds the office up until it is lifted; or lifts one's objection. An anchor whose end is
    /// proposed says their word in the same way: it is read, and holds nothing up.
    func object(to id: ID, _ words: String?, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.objectToRole, viewer)
        let member = try own(viewer, in: network), now = world.now()
        let words = try words.map { text throws(Refusal) in try MatterRules.named("words", text) }
        try await database.write { db in
            guard let nomination = try db.nomination(id, in: network), nomination.outcome == nil else {
                throw Refusal.conflict(RoleWords.isOver)
            }
            guard nomination.memberID != member.id || nomination.office == .anchorEnd else {
                throw Refusal.forbidden(MatterWords.notOneself)
            }
            guard let words else {
                guard try db.liftObjection(to: nomination, by: member.id, at: now) else { throw Refusal.notFound }
                guard nomination.memberID != member.id else { return }
                return try record(
                    .objectionLifted, on: nomination.memberID, in: network, by: viewer, audience: .members, db,
                    [("role", .text(nomination.office.name))])
            }
            // What is new is said where it is decided; what was said before can be lifted.
            guard nomination.proposalID == nil else { throw Refusal.conflict(RoleWords.beingDecided) }
            guard let other = try db.member(nomination.memberID, in: network),
                let key = try db.key(of: other.personID, in: vault)
            else { throw Refusal.notFound }
            let box = vault.seal(Array(words.utf8), key: key, context: id.bytes + member.id.bytes)
            try db.object(to: nomination, by: member.id, words: box, at: now)
            guard nomination.memberID != member.id else { return }
            try record(
                .roleObjected, on: nomination.memberID, in: network, by: viewer, audience: .members, db,
                [("role", .text(nomination.office.name))])
        }
    }

    /// Lays down one's own role, or ends another's, with a reason that they read; an anchor lays that down in the same way.
    func endRole(_ role: String, of id: ID, reason: String, by viewer: Viewer, in network: ID) async throws {
        if role == Office.anchor.name { return try await layDownAnchor(id, by: viewer, in: network) }
        let member = try own(viewer, in: network), now = world.now()
        guard let role = Role(rawValue: role) else { throw Refusal.notFound }
        if id != member.id { try Policy.require(.endRole, viewer) }
        let reason = id == member.id ? "" : try MatterRules.named("reason", reason)
        try await database.write { db in
            guard try db.end(role, of: id, in: network, at: now) else { throw Refusal.notFound }
            try record(
                .roleEnded, on: id, in: network, by: viewer, audience: .members, db,
                [("role", .text(role.rawValue)), ("reason", .words(reason))])
            if id != member.id {
                try tell(
                    id, in: network, RoleWords.title, RoleWords.mailEnded(role, reason), to: "/roles",
                    evenSuspended: true,
                    db)
            }
        }
    }

    /// Calls for somebody to take a role.
    func call(for role: String, _ words: String, days: Int?, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.endRole, viewer)
        guard let role = Role(rawValue: role) else {
            throw Refusal.invalid("role", SiteWords.badChoice(Role.allCases.map(\.rawValue), role))
        }
        let words = try MatterRules.named("words", words)
        guard let days, RoleRules.callDays.contains(days) else {
            throw Refusal.invalid(
                "days", JoinWords.between(RoleRules.callDays.lowerBound, RoleRules.callDays.upperBound))
        }
        let call = RoleCall(
            id: world.newID(), role: role, words: words, until: world.now() + Int64(days) * Time.day,
            byID: viewer.member?.id)
        try await database.write { db in
            try db.insert(call, in: network)
            try record(
                .roleCalled, on: call.id, in: network, by: viewer, audience: .members, db,
                [("role", .text(role.rawValue)), ("days", .number(Int64(days)))])
        }
    }

    // MARK: What time does

    /// Decides nominations whose days are over, and ends terms.
    func endRoleTerms() async throws {
        let now = world.now(), system = Viewer(.system, language: .zh)
        for nomination in try await database.read({ db in try db.nominationsDue(by: now, limit: 100) }) {
            let isGiven = try await database.write { db in try decide(nomination, now, by: system, db) }
            if isGiven, nomination.office.isOfAnchors {
                try await follow(nomination.office, nomination.memberID, in: nomination.networkID)
            }
        }
        for (network, term) in try await database.read({ db in try db.roleTermsOver(by: now, limit: 100) }) {
            try await database.write { db in
                guard try db.end(term.role, of: term.memberID, in: network, at: now) else { return }
                try record(
                    .roleEnded, on: term.memberID, in: network, by: system, audience: .members, db,
                    [("role", .text(term.role.rawValue))])
                try tell(
                    term.memberID, in: network, RoleWords.title, RoleWords.mailOver(term.role), to: "/roles",
                    evenSuspended: true, db)
            }
        }
    }

    /// The days of a nomination are over; whether it was given.
    private func decide(_ known: Nomination, _ now: Int64, by system: Viewer, _ db: any Connection) throws -> Bool {
        // Somebody may have answered since it was read.
        guard var nomination = try db.nomination(known.id, in: known.networkID), nomination.outcome == nil,
            nomination.proposalID == nil, nomination.decidesAt <= now
        else { return false }
        let isHeldUp = try !db.standingObjectors(to: nomination).isEmpty
        nomination.outcome =
            nomination.acceptedAt == nil
            ? .lapsed : isHeldUp ? .objected : try holds(nomination, db) ? .given : .kept
        guard try db.save(nomination), nomination.outcome == .given else { return false }
        try fulfil(nomination, now, by: system, db)
        return true
    }

    /// What somebody was named for is done, with the group's consent: the one place where a network's members give a role.
    func fulfil(_ nomination: Nomination, _ now: Int64, by viewer: Viewer, _ db: any Connection) throws {
        let (member, network) = (nomination.memberID, nomination.networkID)
        switch nomination.office {
        case .anchor: try chooseAnchor(member, in: network, by: viewer, db)
        case .anchorEnd: try endAnchor(member, in: network, by: viewer, db)
        case .role(let role):
            let until = now + RoleRules.term
            try db.give(role, to: member, in: network, id: world.newID(), at: now, until: until)
            try record(
                .roleGiven, on: member, in: network, by: viewer, audience: .members, db,
                [("role", .text(role.rawValue))]
                    + (nomination.proposalID.map { [("proposal", .text($0.description))] } ?? []))
            try tell(member, in: network, RoleWords.title, RoleWords.mailGiven(role, until), to: "/roles", db)
        }
    }
}
