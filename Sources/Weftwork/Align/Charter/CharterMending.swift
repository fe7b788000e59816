internal import Database
internal import Engine

/// One clause in other words, or of another weight, level or mark, while consent is asked for: of a new one the section, of another its id.
struct ClauseMend: Sendable {
    var clause: ID?
    var section: CharterSection?
    var zh: String?
    var en: String?
    /// Among the priorities, in percent.
    var weight: Int?
    var level: String?
    /// Whether it is a fixed point.
    var isCore: Bool?
    /// It is left out of the version.
    var isLeftOut = false
}

/// What is changed in a version that consent is asked for, to meet what was said against it.
struct CharterMend: Sendable {
    var changes: [ClauseMend]
    /// What was changed and whose objection it is to meet; those asked again read it.
    var reason = ""
    /// Voices that it could affect; nothing where it is everybody. Whoever objects is asked in any case.
    var affects: [ID]?
    /// Members whose words went in.
    var credits: [ID] = []
}

/// A draft in its round of consent as whoever drafts it changes it.
struct MendReading: Sendable {
    let draft: DraftReading
    let proposal: Proposal
    let voices: [ProposalVoice]
    /// What stands against it, and concerns, each with the name of its voice.
    let objections: [(name: String, stance: Stance)]
    /// Members who said them.
    let helpers: [(id: ID, name: String)]
}

extension CharterActs {
    /// Changes clauses within the round of consent: a new version of the proposal, whose answers are asked for again of those whom
    /// the change could affect, and of whoever objects. Nothing is withdrawn, nobody starts over.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where consent is not asked for, nothing was changed, or a fixed point would be touched
    ///   by a round that was not opened for that.
    func mend(_ mend: CharterMend, of subject: CharterSubject, by viewer: Viewer, once: Once? = nil) async throws
        -> CharterVersion
    {
        let member = try members.own(viewer, in: subject.networkID), now = world.now()
        let reason = try CharterRules.prose(mend.reason, "reason", CharterRules.mendLength)
        return try await database.write { db in
            var version = try open(subject, db)
            try require(.draftCharter, viewer, subject, db, version)
            if try db.earlier(once, by: viewer, in: subject.networkID) != nil { return version }
            let asked = try running(version, db), before = try db.clauses(of: version)
            for change in mend.changes { try apply(change, version, db) }
            try number(version, db)
            let changes = CharterRules.changes(from: before, to: try db.clauses(of: version))
                .filter { CharterRules.isOther($0.before, $0.after) }
            guard !changes.isEmpty else { throw Refusal.conflict(CharterWords.unchanged) }
            try requireWhole(version, db)
            try requireTerms(version, asked, db)
            for change in changes {
                guard let id = change.id else { continue }
                let amendment = world.newID()
                try db.insert(
                    Amendment(
                        id: amendment, version: version.number, round: version.round, clauseID: id,
                        before: (change.before?.zh ?? "", change.before?.en ?? ""),
                        after: (change.after?.zh ?? "", change.after?.en ?? ""), reason: reason, byID: member.id,
                        at: now, marksBefore: change.before.map(ClauseMarks.init),
                        marksAfter: change.after.map(ClauseMarks.init)), to: subject)
                try db.credit(Set(mend.credits), for: amendment, in: subject.networkID)
            }
            version.editedAt = now
            try db.save(version)
            var amendment = ProposalAmendment(reason: reason, affects: mend.affects, credits: mend.credits)
            amendment.isOfSubject = true
            try proposals.amend(amendment, asked, by: viewer, now: now, db)
            try record(.charterAmended, version, by: viewer, db, [("changed", .number(Int64(changes.count)))])
            try db.remember(once, object: subject.id, by: viewer, in: subject.networkID, at: now)
            return version
        }
    }

    /// The proposal that asks for consent to a version, while it can be answered.
    private func running(_ version: CharterVersion, _ db: any Connection) throws -> Proposal {
        guard version.state == .consent, let id = version.proposalID,
            let asked = try db.proposal(id, in: version.networkID), asked.state.isAnswered
        else { throw Refusal.conflict(CharterWords.notNow) }
        return asked
    }

    /// What is wrong with a clause that is there is said by its own field, as the page names it.
    private func apply(_ change: ClauseMend, _ version: CharterVersion, _ db: any Connection) throws {
        do {
            try applied(change, version, db)
        } catch Refusal.invalid(let problems) {
            guard let id = change.clause else { throw Refusal.invalid(problems) }
            throw Refusal.invalid(problems.map { FieldProblem("\($0.field)-\(id)", $0.message) })
        }
    }

    /// Why it is so stands with the amendment, for members: it may name whose objection it meets, and the clause is everybody's.
    private func applied(_ change: ClauseMend, _ version: CharterVersion, _ db: any Connection) throws {
        if change.isLeftOut, let id = change.clause {
            guard try db.clauses(of: version).contains(where: { $0.id == id }) else { throw Refusal.notFound }
            try db.remove(id, from: version, because: "")
            return try CharterActs.followSections(of: version.subject, owner: version.convenerID, now: world.now(), db)
        }
        var draft = ClauseDraft(
            zh: change.zh, en: change.en, level: change.level, isCore: change.isCore, weight: change.weight)
        if let id = change.clause {
            guard let old = try db.clauses(of: version).first(where: { $0.id == id }) else { throw Refusal.notFound }
            // What stays as it is keeps its own reason.
            guard try CharterRules.isOther(old, CharterRules.apply(draft, to: old)) else { return }
        }
        draft.reason = ""
        _ = try write(draft, clause: change.clause, in: change.section, version, db)
    }

    /// Within each section from 1, whatever was left out.
    private func number(_ version: CharterVersion, _ db: any Connection) throws {
        let clauses = try db.clauses(of: version)
        for section in CharterSection.allCases {
            for (index, clause) in clauses.filter({ $0.section == section }).enumerated()
            where clause.position != index + 1 {
                var moved = clause
                moved.position = index + 1
                try db.save(moved, in: version)
            }
        }
    }

    /// The terms were frozen at the opening: what takes more than they say takes a round of its own.
    private func requireTerms(_ version: CharterVersion, _ asked: Proposal, _ db: any Connection) throws {
        let before = try db.charterInForce(of: version.subject).map { try db.clauses(of: $0) } ?? []
        guard try !CharterRules.coreTouched(from: before, to: db.clauses(of: version)).isEmpty else { return }
        let least = try db.coreQuorum(of: version.networkID)
        guard asked.terms.quorum >= least, !asked.terms.silenceConsents else {
            throw Refusal.conflict(CharterMendWords.coreApart(least))
        }
    }

    /// What whoever drafts needs to work an objection in.
    func mending(_ subject: CharterSubject, for viewer: Viewer) async throws -> MendReading {
        let draft = try await draft(of: subject, for: viewer)
        guard draft.mayDraft else { throw Refusal.forbidden(SiteWords.forbidden) }
        return try await database.read { db in
            let asked = try running(draft.version, db), voices = try db.voices(of: asked)
            let known = Dictionary(voices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let standing = try db.sealedStances(of: asked).filter { one in
                let stance = one.stance, version = known[stance.voiceID]?.askedVersion ?? 1
                return (stance.position == .objection || stance.position == .concern)
                    && ProposalRules.stands(
                        stance.position, by: stance.voiceID, of: stance.version, asked: version, asked.terms)
            }
            let stances = try db.opened(standing, of: asked, vault: vault)
            let names = try db.names(of: Set(stances.map(\.byID)), in: subject.networkID)
            return MendReading(
                draft: draft, proposal: asked, voices: voices,
                objections: stances.map { (known[$0.voiceID]?.name ?? "", $0) },
                helpers: Set(stances.map(\.byID)).sorted().compactMap { id in names[id].map { (id, $0) } })
        }
    }
}

extension CharterRules {
    /// What was changed while consent is asked for: those asked again read it.
    static let mendLength = ProposalRules.leastReason...ProposalRules.mostReason

    /// Whether a clause says, weighs or is something else than before, is new or gone.
    static func isOther(_ before: CharterClause?, _ after: CharterClause?) -> Bool {
        guard let before, let after else { return before != nil || after != nil }
        return !before.isLike(after) || before.isCore != after.isCore
    }
}
