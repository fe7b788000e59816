internal import Database
internal import Engine

/// Roles of a network as its members see them.
struct RolesReading: Sendable {
    struct Open: Sendable {
        let nomination: Nomination
        let words: String?
        let objections: [RoleObjection]
    }

    let holders: [Role: [(member: Member, until: Int64?)]]
    let nominations: [Open]
    let calls: [RoleCall]
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
                names: try db.names(of: ids, in: network))
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

    /// Names somebody, or oneself, for a role. A nominee says yes first; then the group has days to object.
    @discardableResult
    func nominate(
        _ id: ID, for role: String, _ words: String, by viewer: Viewer, in network: ID
    ) async throws -> Nomination {
        let member = try own(viewer, in: network), now = world.now()
        guard let role = Role(rawValue: role) else {
            throw Refusal.invalid("role", SiteWords.badChoice(Role.allCases.map(\.rawValue), role))
        }
        let words = try MatterRules.named("words", words)
        let isSelf = id == member.id
        let nomination = Nomination(
            id: world.newID(), networkID: network, memberID: id, role: role, byID: member.id, openedAt: now,
            acceptedAt: isSelf ? now : nil,
            decidesAt: now + (isSelf ? RoleRules.consenting : RoleRules.answering), outcome: nil)
        try await database.write { db in
            guard let other = try db.member(id, in: network), other.standing >= .vouched, !other.isSuspended,
                let key = try db.key(of: other.personID, in: vault)
            else { throw Refusal.invalid("member", RoleWords.notVouched) }
            if other.has(role) { throw Refusal.conflict(RoleWords.holdsIt) }
            let isOpen = try db.openNominations(in: network).contains { $0.memberID == id && $0.role == role }
            if isOpen { throw Refusal.conflict(RoleWords.isOpen) }
            try db.insert(nomination, words: vault.seal(Array(words.utf8), key: key, context: nomination.id.bytes))
            try record(
                .roleNominated, on: id, in: network, by: viewer, audience: .members, db,
                [("role", .text(role.rawValue))])
            if !isSelf {
                try tell(id, in: network, RoleWords.title, RoleWords.mailNamed(role), to: "/roles", db)
            }
        }
        return nomination
    }

    /// The nominee says yes or no.
    func answer(_ id: ID, accepts: Bool, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard var nomination = try db.nomination(id, in: network), nomination.memberID == member.id else {
                throw Refusal.notFound
            }
            guard nomination.outcome == nil, nomination.acceptedAt == nil else {
                throw Refusal.conflict(RoleWords.isOver)
            }
            if accepts {
                nomination.acceptedAt = now
                nomination.decidesAt = now + RoleRules.consenting
            } else {
                nomination.outcome = .refused
            }
            guard try db.save(nomination) else { throw Refusal.conflict(RoleWords.isOver) }
            try record(
                accepts ? .roleAccepted : .roleDeclined, on: member.id, in: network, by: viewer, audience: .members, db,
                [("role", .text(nomination.role.rawValue))])
        }
    }

    /// Objects with a reason, which holds the role up until it is lifted; or lifts one's objection.
    func object(to id: ID, _ words: String?, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.objectToRole, viewer)
        let member = try own(viewer, in: network), now = world.now()
        let words = try words.map { text throws(Refusal) in try MatterRules.named("words", text) }
        try await database.write { db in
            guard let nomination = try db.nomination(id, in: network), nomination.outcome == nil else {
                throw Refusal.conflict(RoleWords.isOver)
            }
            guard nomination.memberID != member.id else { throw Refusal.forbidden(MatterWords.notOneself) }
            guard let words else {
                guard try db.liftObjection(to: nomination, by: member.id, at: now) else { throw Refusal.notFound }
                return try record(
                    .objectionLifted, on: nomination.memberID, in: network, by: viewer, audience: .members, db,
                    [("role", .text(nomination.role.rawValue))])
            }
            guard let other = try db.member(nomination.memberID, in: network),
                let key = try db.key(of: other.personID, in: vault)
            else { throw Refusal.notFound }
            let box = vault.seal(Array(words.utf8), key: key, context: id.bytes + member.id.bytes)
            try db.object(to: nomination, by: member.id, words: box, at: now)
            try record(
                .roleObjected, on: nomination.memberID, in: network, by: viewer, audience: .members, db,
                [("role", .text(nomination.role.rawValue))])
        }
    }

    /// Lays down one's own role, or ends another's, with a reason that they read.
    func endRole(_ role: String, of id: ID, reason: String, by viewer: Viewer, in network: ID) async throws {
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
                try tell(id, in: network, RoleWords.title, RoleWords.mailEnded(role, reason), to: "/roles", db)
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
        let call = RoleCall(id: world.newID(), role: role, words: words, until: world.now() + Int64(days) * Time.day)
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
            try await database.write { db in try decide(nomination, now, by: system, db) }
        }
        for (network, term) in try await database.read({ db in try db.roleTermsOver(by: now, limit: 100) }) {
            try await database.write { db in
                guard try db.end(term.role, of: term.memberID, in: network, at: now) else { return }
                try record(
                    .roleEnded, on: term.memberID, in: network, by: system, audience: .members, db,
                    [("role", .text(term.role.rawValue))])
                try tell(
                    term.memberID, in: network, RoleWords.title, RoleWords.mailOver(term.role), to: "/roles", db)
            }
        }
    }

    private func decide(_ nomination: Nomination, _ now: Int64, by system: Viewer, _ db: any Connection) throws {
        var nomination = nomination
        let isHeldUp = try db.hasStandingObjection(nomination)
        nomination.outcome = nomination.acceptedAt == nil ? .lapsed : isHeldUp ? .objected : .given
        guard try db.save(nomination) else { return }
        guard nomination.outcome == .given else { return }
        try db.give(
            nomination.role, to: nomination.memberID, in: nomination.networkID, id: world.newID(), at: now,
            until: now + RoleRules.term)
        try record(
            .roleGiven, on: nomination.memberID, in: nomination.networkID, by: system, audience: .members, db,
            [("role", .text(nomination.role.rawValue))])
        try tell(
            nomination.memberID, in: nomination.networkID, RoleWords.title,
            RoleWords.mailGiven(nomination.role, now + RoleRules.term), to: "/roles", db)
    }
}
