internal import Database

/// One clause with how it came to be and what people say about it.
struct ClauseReading: Sendable {
    let subject: CharterSubject
    let team: Team?
    let clause: CharterClause
    /// The version it is read in: the one in force, or the last it was in.
    let version: CharterVersion
    /// The version that leaves it out; nothing while none does.
    let gone: ClauseGone?
    /// Each change of its words, the newest first.
    let steps: [ClauseStep]
    let figures: Affirmation?
    /// For members: what each voice and each adviser says, objections first.
    let said: [ClauseSaying]
}

/// That a clause was left out, and why.
struct ClauseGone: Sendable, Equatable {
    let version: Int
    let at: Int64?
    /// Empty where nobody was asked for a reason yet.
    let reason: String
}

/// One step in the life of a clause.
struct ClauseStep: Sendable {
    let version: Int
    let at: Int64?
    let before: CharterClause?
    let after: CharterClause
    /// Whose words went in.
    let credits: [String]
}

struct ClauseSaying: Sendable {
    let name: String?
    /// Who said it.
    let memberID: ID
    let stance: ClauseStance
    /// Nothing also where it is hidden from this reader.
    let reason: String?
    /// The reason as a text that can be reported.
    let text: TextPlace
    /// Why others don't read the reason; nothing where they do.
    let hidden: String?
    let at: Int64
    /// Said beside the voice of an organisation.
    let isAdvice: Bool
    /// About words that have changed since.
    let isOlder: Bool
}

/// Two versions side by side.
struct ComparisonReading: Sendable {
    let subject: CharterSubject
    let team: Team?
    let versions: [CharterVersion]
    let from: CharterVersion
    let to: CharterVersion
    /// Clauses that are not the same, section by section.
    let changes: [ClauseChange]
    let credits: [ID: [String]]
    /// Of clauses that are left out why.
    let removed: [ID: String]

    /// Why a clause is as it is now, or is gone; nothing where nobody said.
    func why(_ change: ClauseChange) -> String? {
        let reason = change.after?.reason ?? change.id.flatMap { removed[$0] } ?? ""
        return reason.isEmpty ? nil : reason
    }
}

/// What became of a clause between two versions.
struct ClauseChange: Sendable, Equatable {
    let before: CharterClause?
    let after: CharterClause?

    var section: CharterSection { after?.section ?? before?.section ?? .vision }
    var id: ID? { after?.id ?? before?.id }
}

/// How strong the agreement is.
struct FiguresReading: Sendable {
    let subject: CharterSubject
    let team: Team?
    let version: CharterVersion
    let clauses: [CharterClause]
    /// Voices that count; below five nothing else is said.
    let voices: Int
    let figures: [ID: Affirmation]
    let levels: [(level: AlignmentLevel, said: Affirmation)]
    let groups: [(grouping: VoiceGrouping, groups: [VoiceGroup])]
}

/// Where one member stands, for one of their voices.
struct OwnStancesReading: Sendable {
    let subject: CharterSubject
    let team: Team?
    let version: CharterVersion
    let clauses: [CharterClause]
    let said: [ID: StanceSaid]
    let reasons: [ID: String]
    /// By clause why the voice is asked about it; nothing where what it said holds.
    let waits: [ID: StanceWait]
    let voice: StanceVoice
    /// All that they give, this one among them.
    let voices: [StanceVoice]
    /// The organisation that has the voice while they advise.
    let advises: String?

    /// Whether they are not in the team whose charter it is: then they advise it.
    var isOutside: Bool { subject.kind == .team && !voice.counts }
    /// The organisation they speak for.
    var speaksFor: String? { voice.organisation }
}

extension CharterRules {
    /// What differs between two versions, in the order of the newer one; what is gone stands where its section ends.
    static func changes(from before: [CharterClause], to after: [CharterClause]) -> [ClauseChange] {
        CharterSection.allCases.flatMap { section -> [ClauseChange] in
            let new = after.filter { $0.section == section }.compactMap { clause -> ClauseChange? in
                guard let old = before.first(where: { $0.id == clause.id }) else {
                    return ClauseChange(before: nil, after: clause)
                }
                return old.isLike(clause) ? nil : ClauseChange(before: old, after: clause)
            }
            let gone = before.filter { old in old.section == section && !after.contains { $0.id == old.id } }
            return new + gone.map { ClauseChange(before: $0, after: nil) }
        }
    }

    /// By clause why it was left out of these versions: as the newest of them says.
    static func removed(_ removals: [ClauseRemoval], in versions: some Sequence<Int>) -> [ID: String] {
        let numbers = Set(versions)
        let said = removals.filter { numbers.contains($0.version) }.sorted { $0.version < $1.version }
        return Dictionary(said.map { ($0.clauseID, $0.reason) }, uniquingKeysWith: { $1 })
    }

    /// The first of some versions that leaves a clause out after the last one it was in.
    static func gone(
        _ id: ID, after last: CharterVersion, _ versions: [CharterVersion], _ removals: [ClauseRemoval]
    ) -> ClauseGone? {
        let later = versions.filter { $0.number > last.number }
        guard let first = later.min(by: { $0.number < $1.number }) else { return nil }
        let reason = removed(removals, in: later.map(\.number))[id] ?? ""
        return ClauseGone(version: first.number, at: first.adoptedAt, reason: reason)
    }
}

extension CharterActs {
    /// A clause as the viewer may read it: only of versions that are for them, the newest of those first.
    ///
    /// - Throws: ``Refusal/notFound`` also where all versions it was in are for others.
    func clause(_ id: ID, of subject: CharterSubject, for viewer: Viewer) async throws -> ClauseReading {
        try Policy.require(.seeCharter, viewer)
        let now = world.now()
        return try await database.read { db in
            try requireSeen(subject, viewer, db)
            let versions = try db.charterVersions(of: subject).filter { $0.adoptedAt != nil && viewer.tier <= $0.scope }
            let history = try db.clauseHistory(id, in: subject.networkID).filter { $0.subject == subject.id }
            let isMember = viewer.tier <= .members
            // What an objection was met with may name whose it was: that is the members'.
            let amended = isMember ? try db.amendments(of: id, in: subject.networkID) : []
            let reasons = Dictionary(amended.map { ($0.version, $0.reason) }, uniquingKeysWith: { $1 })
            let lived = history.compactMap { row -> (CharterVersion, CharterClause)? in
                versions.first { $0.number == row.version }.map { ($0, row.clause.explained(by: reasons[row.version])) }
            }
            guard let (version, clause) = lived.first else { throw Refusal.notFound }
            let voices = version.state.isInForce ? try CharterActs.voices(of: subject, db).voices : []
            let stances = try db.stances(on: [id], in: subject.networkID)
            let figures = AffirmationRules.clauses([clause], stances, voices: voices, now: now)[id]
            return ClauseReading(
                subject: subject, team: try team(of: subject, db), clause: clause, version: version,
                gone: CharterRules.gone(
                    id, after: version, versions, try db.removals(of: subject, isMember: isMember)),
                steps: try steps(of: id, lived, isMember: isMember, in: subject.networkID, db),
                figures: voices.count >= CharterRules.smallest ? figures : nil,
                said: isMember ? try sayings(stances, clause, voices, for: viewer, in: subject.networkID, db) : [])
        }
    }

    private func steps(
        of id: ID, _ lived: [(CharterVersion, CharterClause)], isMember: Bool, in network: ID, _ db: any Connection
    ) throws -> [ClauseStep] {
        let suggestions = isMember ? try db.suggestions(inAmendmentsOf: id, in: network, vault) : []
        let credited = isMember ? try db.credits(of: id, in: network) : []
        let names = try db.names(of: Set(suggestions.compactMap(\.memberID) + credited.map(\.member)), in: network)
        return lived.enumerated().compactMap { index, row in
            let before = index + 1 < lived.count ? lived[index + 1].1 : nil
            if let before, before.isLike(row.1) { return nil }
            let amended = suggestions.filter { $0.version == row.0.number }
            let credits = CharterActs.credits(
                amended,
                amended: Dictionary(amended.compactMap { one in one.amendmentID.map { ($0, id) } }) { one, _ in one },
                credited.filter { $0.version == row.0.number }, names)
            return ClauseStep(
                version: row.0.number, at: row.0.adoptedAt, before: before, after: row.1, credits: credits[id] ?? [])
        }
    }

    private func sayings(
        _ stances: [StanceSaid], _ clause: CharterClause, _ voices: [Voice], for viewer: Viewer, in network: ID,
        _ db: any Connection
    ) throws -> [ClauseSaying] {
        let reasons = try db.reasons(of: stances, in: network, vault)
        let texts = try db.reasonTexts(of: stances, in: network)
        let names = try db.names(of: Set(stances.map(\.memberID)), in: network)
        let counting = Dictionary(voices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let order: [ClauseStance] = [.object, .notYet, .canLiveWith, .affirm]
        return stances.map { stance in
            let hidden = texts[stance.id]?.hidden
            let isRead = hidden == nil || SaidSight.readsHidden(viewer, by: stance.memberID)
            return ClauseSaying(
                name: counting[stance.voiceID]?.name ?? names[stance.memberID], memberID: stance.memberID,
                stance: stance.stance, reason: isRead ? reasons[stance.id] : nil,
                text: TextPlace(kind: .reason, id: texts[stance.id]?.text ?? stance.id), hidden: hidden, at: stance.at,
                isAdvice: counting[stance.voiceID] == nil, isOlder: !stance.isAbout(clause))
        }.sorted {
            (order.firstIndex(of: $0.stance) ?? 0, $1.at) < (order.firstIndex(of: $1.stance) ?? 0, $0.at)
        }
    }

    /// Two versions that were in force, or the open one against what is in force, for members.
    func comparison(
        from: Int?, to: Int?, of subject: CharterSubject, for viewer: Viewer
    ) async throws -> ComparisonReading {
        try Policy.require(.seeCharter, viewer)
        return try await database.read { db in
            try requireSeen(subject, viewer, db)
            let isMember = viewer.tier <= .members
            let seen = try db.charterVersions(of: subject).filter { version in
                version.adoptedAt == nil
                    ? isMember && version.state.isOpen : viewer.tier <= version.scope
            }
            guard let new = to.map({ number in seen.first { $0.number == number } }) ?? seen.first,
                let old = from.map({ number in seen.first { $0.number == number } })
                    ?? seen.first(where: { $0.number < new.number }) ?? seen.last
            else { throw Refusal.notFound }
            let suggestions = isMember ? try db.suggestions(to: new, vault) : []
            let credited = isMember ? try db.credits(to: new) : []
            let names = try db.names(
                of: Set(suggestions.compactMap(\.memberID) + credited.map(\.member)), in: subject.networkID)
            let amendments = isMember ? try db.amendments(to: new) : [], reasons = CharterRules.reasons(amendments)
            let amended = Dictionary(
                amendments.map { ($0.id, $0.clauseID) }, uniquingKeysWith: { first, _ in first })
            let after = try db.clauses(of: new).map { $0.explained(by: reasons[$0.id]) }
            return ComparisonReading(
                subject: subject, team: try team(of: subject, db), versions: seen, from: old, to: new,
                changes: CharterRules.changes(from: try db.clauses(of: old), to: after),
                credits: CharterActs.credits(suggestions, amended: amended, credited, names),
                removed: CharterRules.removed(
                    try db.removals(of: subject, isMember: isMember),
                    in: seen.map(\.number).filter { old.number < $0 && $0 <= new.number }))
        }
    }

    /// How strong the agreement on the version in force is, at what level, and for whom it is missing.
    func figures(of subject: CharterSubject, for viewer: Viewer) async throws -> FiguresReading {
        try Policy.require(.seeCharter, viewer)
        let now = world.now()
        return try await database.read { db in
            try requireSeen(subject, viewer, db)
            guard let version = try db.charterInForce(of: subject), viewer.tier <= version.scope else {
                throw Refusal.notFound
            }
            let clauses = try db.clauses(of: version), voices = try CharterActs.voices(of: subject, db).voices
            let isShown = voices.count >= CharterRules.smallest
            let stances = isShown ? try db.stances(on: clauses.map(\.id), in: subject.networkID) : []
            let figures = AffirmationRules.clauses(clauses, stances, voices: isShown ? voices : [], now: now)
            let levels = AlignmentLevel.allCases.compactMap { level -> (AlignmentLevel, Affirmation)? in
                let own = clauses.filter { $0.level == level }.compactMap { figures[$0.id] }
                return own.isEmpty ? nil : (level, own.reduce(Affirmation(), +))
            }
            let groups = VoiceGrouping.allCases.map { grouping in
                let own = isShown ? voices : []
                return (grouping, AffirmationRules.groups(by: grouping, clauses, stances, voices: own, now: now))
            }
            return FiguresReading(
                subject: subject, team: try team(of: subject, db), version: version, clauses: clauses,
                voices: voices.count, figures: isShown ? figures : [:], levels: isShown ? levels : [],
                groups: groups.filter { $0.1.count > 1 })
        }
    }

    /// Where a member stands on what is in force.
    ///
    /// - Parameter chosen: for which of their voices; nothing for the first.
    /// - Throws: ``Refusal/invalid(_:)`` at `voice` where it is not theirs to give.
    func ownStances(
        in subject: CharterSubject, as chosen: ID? = nil, for viewer: Viewer
    ) async throws -> OwnStancesReading {
        let member = try members.own(viewer, in: subject.networkID), now = world.now()
        return try await database.read { db in
            try requireSeen(subject, viewer, db)
            guard let version = try db.charterInForce(of: subject) else { throw Refusal.notFound }
            let clauses = try db.clauses(of: version)
            let voices = try CharterActs.ownVoices(of: member, in: subject, db)
            let voice = try CharterActs.chosen(chosen, among: voices)
            let said = try db.stances(of: voice.id, on: clauses.map(\.id), in: subject.networkID)
            let bodies =
                voice.counts ? [] : try CharterActs.voices(of: subject, db).voices.filter { $0.kind == .organisation }
            let waits = clauses.compactMap { clause in
                CharterRules.wait(said[clause.id], on: clause, of: version, now: now).map { (clause.id, $0) }
            }
            return OwnStancesReading(
                subject: subject, team: try team(of: subject, db), version: version, clauses: clauses, said: said,
                reasons: try db.reasons(of: Array(said.values), for: member.id, in: subject.networkID, vault),
                waits: Dictionary(waits, uniquingKeysWith: { first, _ in first }), voice: voice, voices: voices,
                advises: bodies.first { $0.people.contains(member.id) }?.name)
        }
    }
}
