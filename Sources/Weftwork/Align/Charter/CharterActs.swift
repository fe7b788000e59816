internal import Database
internal import Engine

/// What is done about the charter of a network, and about the purpose of a team. One function for each act, whatever door it
/// came through.
struct CharterActs: Sendable {
    let members: MemberActs
    let proposals: ProposalActs

    var database: any Database { members.database }
    var world: World { members.world }
    var vault: Vault { members.vault }

    static let system = Viewer(.system, language: .zh)

    // MARK: Drafts

    /// The convener offers a draft: an empty one, or what is in force, to be renewed – then the version in force is looked at
    /// again while the new one is made. What was suggested before and kept for the next time is there again.
    ///
    /// - Parameter renewal: what has changed and what was learnt; needed where there is a version in force.
    /// - Throws: ``Refusal/conflict(_:_:)`` where one is open already, ``Refusal/invalid(_:)``.
    func begin(
        _ renewal: RenewalDraft = RenewalDraft(), of subject: CharterSubject, by viewer: Viewer, once: Once? = nil
    ) async throws -> CharterVersion {
        let member = try members.own(viewer, in: subject.networkID), now = world.now()
        return try await database.write { db in
            try require(.draftCharter, viewer, subject, db)
            if try db.earlier(once, by: viewer, in: subject.networkID) != nil,
                let known = try db.charterOpen(of: subject)
            {
                return known
            }
            let version = try begin(renewal, of: subject, convener: member, by: viewer, now: now, db)
            try db.remember(once, object: subject.id, by: viewer, in: subject.networkID, at: now)
            return version
        }
    }

    /// The same in the transaction of what it comes from.
    func begin(
        _ renewal: RenewalDraft, of subject: CharterSubject, convener: Member, by viewer: Viewer, now: Int64,
        _ db: any Connection
    ) throws -> CharterVersion {
        guard try db.charterOpen(of: subject) == nil else { throw Refusal.conflict(CharterWords.openAlready) }
        let present = try db.charterInForce(of: subject)
        let number = (try db.charterVersions(of: subject).first?.number ?? 0) + 1
        var version = CharterVersion(
            subject: subject, number: number, convenerID: convener.id, createdAt: now, editedAt: now)
        if var present {
            version.reason = try CharterRules.prose(renewal.reason, "reason", 3...CharterRules.noteLength)
            version.learnt = Clean.prose(renewal.learnt)
            (version.scope, version.gains, version.bears) = (present.scope, present.gains, present.bears)
            version.unheard = present.unheard
            try db.save(version)
            for clause in try db.clauses(of: present) {
                var copy = clause
                copy.reason = ""
                try db.save(copy, in: version)
            }
            if present.state == .adopted {
                present.state = .review
                try db.save(present)
                try record(.charterReviewed, present, by: viewer, db)
            }
        } else {
            try db.save(version)
        }
        try beginSections(of: version, now: now, db)
        let back = try bringBack(to: version, by: viewer, now: now, db)
        try record(.charterBegun, version, by: viewer, db, back == 0 ? [] : [("back", .number(Int64(back)))])
        return version
    }

    // MARK: Writing

    /// Writes a clause, or a new one into a section.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` while suggestions or consent are asked for.
    func write(
        _ draft: ClauseDraft, clause id: ID?, in section: CharterSection?, of subject: CharterSubject, by viewer: Viewer
    ) async throws -> CharterClause {
        try await changing(subject, by: viewer) { version, db in
            try write(draft, clause: id, in: section, version, db)
        }
    }

    func write(
        _ draft: ClauseDraft, clause id: ID?, in section: CharterSection?, _ version: CharterVersion,
        _ db: any Connection
    ) throws -> CharterClause {
        let clauses = try db.clauses(of: version)
        let old: CharterClause
        if let id {
            guard let found = clauses.first(where: { $0.id == id }) else { throw Refusal.notFound }
            old = found
        } else {
            guard let section, version.subject.sections.contains(section) else {
                throw Refusal.invalid(
                    "section", SiteWords.badChoice(version.subject.sections.map(\.rawValue), section?.rawValue ?? ""))
            }
            guard clauses.count < CharterRules.mostClauses else {
                throw Refusal.conflict(CharterWords.tooMany(CharterRules.mostClauses))
            }
            old = CharterClause(
                id: world.newID(), section: section, level: section.level,
                position: clauses.filter { $0.section == section }.count + 1, since: version.number)
        }
        let new = try CharterRules.apply(draft, to: old)
        try db.save(new, in: version)
        try CharterActs.followSections(of: version.subject, owner: version.convenerID, now: world.now(), db)
        return new
    }

    /// Takes a clause out, or moves it before its neighbour.
    ///
    /// - Parameter reason: why it is left out; needed where it is in force: those who are asked about the draft read it.
    /// - Throws: ``Refusal/invalid(_:)`` at `reason`.
    func perform(
        _ action: ClauseAction, on id: ID, because reason: String = "", of subject: CharterSubject, by viewer: Viewer
    ) async throws {
        try await changing(subject, by: viewer) { version, db in
            let clauses = try db.clauses(of: version)
            guard let clause = clauses.first(where: { $0.id == id }) else { throw Refusal.notFound }
            var row = clauses.filter { $0.section == clause.section }
            guard let place = row.firstIndex(of: clause) else { return }
            switch action {
            case .remove:
                let before = try db.charterInForce(of: subject).map { try db.clauses(of: $0) } ?? []
                let isNeeded = before.contains { $0.id == id }
                let why = isNeeded ? try CharterRules.prose(reason, "reason", CharterRules.reasonLength) : ""
                row.remove(at: place)
                try db.remove(id, from: version, because: why)
                try CharterActs.followSections(of: subject, owner: version.convenerID, now: world.now(), db)
            case .up where place > 0: row.swapAt(place, place - 1)
            case .down where place + 1 < row.count: row.swapAt(place, place + 1)
            case .up, .down: return
            }
            for (index, clause) in row.enumerated() where clause.position != index + 1 {
                var moved = clause
                moved.position = index + 1
                try db.save(moved, in: version)
            }
        }
    }

    /// Says what the draft does to whom, what has changed and why, who may read it.
    func describe(_ notes: CharterNotes, of subject: CharterSubject, by viewer: Viewer) async throws -> CharterVersion {
        var problems: [FieldProblem] = []
        func cleaned(_ text: String?, _ field: String, _ old: String) -> String {
            guard let text else { return old }
            let clean = Clean.prose(text)
            if clean.count > CharterRules.noteLength { problems.append(FieldProblem(field, SiteWords.tooLong)) }
            return clean
        }
        let said = [
            cleaned(notes.reason, "reason", ""), cleaned(notes.learnt, "learnt", ""), cleaned(notes.gains, "gains", ""),
            cleaned(notes.bears, "bears", ""), cleaned(notes.unheard, "unheard", ""),
        ]
        let scope = notes.scope.flatMap(Audience.init(name:))
        if let typed = notes.scope, scope.map(CharterVersion.scopes.contains) != true {
            problems.append(FieldProblem("scope", SiteWords.badChoice(CharterVersion.scopes.map(\.name), typed)))
        }
        guard problems.isEmpty else { throw Refusal.invalid(problems) }
        return try await changing(subject, by: viewer) { version, db in
            var version = version
            if notes.reason != nil { version.reason = said[0] }
            if notes.learnt != nil { version.learnt = said[1] }
            if notes.gains != nil { version.gains = said[2] }
            if notes.bears != nil { version.bears = said[3] }
            if notes.unheard != nil { version.unheard = said[4] }
            if let scope { version.scope = scope }
            try db.save(version)
            return version
        }
    }

    /// Says how a section comes about and by when. Whoever convenes the draft, else whoever says it, answers for it until it has words.
    func plan(
        _ way: String, day: Int64?, for section: CharterSection, of subject: CharterSubject, by viewer: Viewer
    ) async throws {
        guard let way = SectionWay(rawValue: way) else {
            throw Refusal.invalid("way", SiteWords.badChoice(SectionWay.allCases.map(\.rawValue), way))
        }
        let member = try members.own(viewer, in: subject.networkID), now = world.now()
        try await database.write { db in
            try require(.draftCharter, viewer, subject, db)
            guard subject.sections.contains(section) else { throw Refusal.notFound }
            let clock = try db.sectionPlans(of: subject)[section]?.clockID ?? world.newID()
            try db.save(SectionPlan(way: way, day: day, clockID: clock), for: section, of: subject)
            let owner = try db.charterOpen(of: subject)?.convenerID ?? member.id
            try CharterActs.followSections(of: subject, owner: owner, now: now, db)
        }
    }

    // MARK: What all of them need

    /// Changes the draft in its transaction, while it may be written in.
    func changing<Value: Sendable>(
        _ subject: CharterSubject, by viewer: Viewer,
        _ body: @escaping @Sendable (CharterVersion, any Connection) throws -> Value
    ) async throws -> Value {
        let now = world.now()
        return try await database.write { db in
            var version = try open(subject, db)
            try require(.draftCharter, viewer, subject, db, version)
            guard CharterRules.mayWrite(version) else { throw Refusal.conflict(CharterWords.notNow) }
            version.editedAt = now
            try db.save(version)
            return try body(version, db)
        }
    }

    func open(_ subject: CharterSubject, _ db: any Connection) throws -> CharterVersion {
        guard let version = try db.charterOpen(of: subject) else { throw Refusal.notFound }
        return version
    }

    /// What ties somebody to a charter: they convene it, or keep the team whose purpose it is.
    func ties(
        of viewer: Viewer, _ subject: CharterSubject, _ db: any Connection, _ version: CharterVersion? = nil
    ) throws -> Ties {
        guard let member = viewer.member, member.networkID == subject.networkID else { return [] }
        if let version, version.convenerID == member.id { return .owner }
        if subject.kind == .team, let team = try db.team(subject.id, in: subject.networkID), team.keeperID == member.id
        {
            return .owner
        }
        return []
    }

    /// - Throws: ``Refusal/notFound`` for a team that the viewer may not know of.
    func require(
        _ act: Act, _ viewer: Viewer, _ subject: CharterSubject, _ db: any Connection, _ version: CharterVersion? = nil
    ) throws {
        try requireSeen(subject, viewer, db)
        try Policy.require(act, viewer, ties: try ties(of: viewer, subject, db, version))
    }

    func requireSeen(_ subject: CharterSubject, _ viewer: Viewer, _ db: any Connection) throws {
        guard try db.seesCharter(subject, viewer) else { throw Refusal.notFound }
    }

    func record(
        _ kind: Event.Kind, _ version: CharterVersion, by viewer: Viewer, _ db: any Connection,
        _ details: [(String, EventValue)] = []
    ) throws {
        try CharterActs.record(kind, version, by: viewer, members, db, details)
    }

    static func record(
        _ kind: Event.Kind, _ version: CharterVersion, by viewer: Viewer, _ members: MemberActs, _ db: any Connection,
        _ details: [(String, EventValue)] = []
    ) throws {
        try members.record(
            kind, on: version.subject.id, in: version.networkID, by: viewer, audience: .members, db,
            [("version", .number(Int64(version.number)))] + details)
    }

    /// Where a charter is read, within the network.
    static func path(of subject: CharterSubject) -> String {
        subject.kind == .network ? "/charter" : "/teams/\(subject.id)/charter"
    }

    /// Whose voices count for a charter: the network's as it has set it; in a team everybody in it.
    static func voices(of subject: CharterSubject, _ db: any Connection) throws -> VoiceReading {
        switch subject.kind {
        case .network:
            try VoiceReading.voices(
                of: subject.networkID, counting: try db.alignSettings(of: subject.networkID).unit, db)
        case .team:
            try VoiceReading.voices(of: subject.networkID, counting: .persons, among: .team(subject.id), db)
        }
    }
}

/// Why a charter is renewed, and what was learnt since.
struct RenewalDraft: Sendable {
    var reason = ""
    var learnt = ""
}

enum ClauseAction: String, Sendable, CaseIterable {
    case remove, up, down
}
