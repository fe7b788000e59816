internal import Database

/// What settings say about how a network works, as they are now.
struct MechanismFacts: Sendable {
    var settings: DeskSettings
    let retention: Retention
    /// Requests without an account from one address in an hour.
    let intakePerHour: Int
    let anchors: Int
    let anchorOrganisations: Int
    let openRoleCalls: Int
    /// The Pact in force, and how many have signed it.
    let pact: (version: Int, signed: Int, members: Int)?
    /// For so many days a change is open for objections.
    var objectionDays = 0

    /// Who may verify, as the policy has it.
    static let verifiers: [Role] = (Policy.rows.first { $0.act == .verify }?.allowed ?? []).compactMap {
        guard case .role(let role) = $0 else { return nil }
        return role
    }
}

/// What a reader sees of how a network works.
struct MechanismReading: Sendable {
    /// The version that is shown: with its words where they are for this reader.
    let version: MechanismVersion?
    /// The words are for members, and the reader is none.
    let isInside: Bool
    let isPresent: Bool
    /// The published versions, the newest first.
    let versions: [MechanismStep]
    let facts: MechanismFacts
    let figures: LiveFigures
    /// The figures in the time of the version shown: since then, or until the next one.
    let after: MechanismFigures?
    /// Names of those who wrote and decided; for members only.
    let names: [ID: String]
}

/// What whoever writes sees.
struct MechanismDraftReading: Sendable {
    let draft: MechanismVersion?
    let present: MechanismVersion?
    let missing: [MechanismPart]
    let changed: [MechanismPart]
    /// How many others could consent.
    let others: Int
    let mayConsent: Bool
    let isAsker: Bool
    let names: [ID: String]
    /// What has been said about it, while it is open for objections.
    let voices: [MechanismVoice]
    /// For so many days the next one will be.
    let objectionDays: Int
    /// Whether the reader objects.
    let objects: Bool

    /// What is in the form: the draft, else what is in force.
    var texts: MechanismTexts { draft?.texts ?? present?.texts ?? MechanismTexts() }
    var scope: Audience { draft?.scope ?? present?.scope ?? .public }
    var hash: String { (draft ?? present).map { Hex.encode($0.hash) } ?? "" }
}

/// The four certainties on one card.
struct Certainties: Sendable {
    /// The version from which the words are; nothing where nobody has written any that this reader may read.
    let version: MechanismVersion?
    let clocks: ClockLengths
    /// What the network has agreed on goes before what was written about it.
    var agreed: [MechanismPart: MechanismTexts.Saying] = [:]

    var texts: MechanismTexts {
        agreed.reduce(into: version?.texts ?? MechanismTexts()) { $0[$1.key] = $1.value }
    }
}

extension MechanismActs {
    /// How a network works: what is written, what settings say, what the figures say.
    ///
    /// - Parameter number: an older version; the present one where none is named.
    /// - Throws: ``Refusal/notFound`` for a version that there is none of.
    func reading(of network: ID, number: Int? = nil, for viewer: Viewer) async throws -> MechanismReading {
        let (present, shown) = try await database.read { db -> (MechanismVersion?, MechanismVersion?) in
            let present = try db.mechanism(of: network)
            guard let number, number != present?.number else { return (present, present) }
            guard let older = try db.mechanism(of: network, number: number) else { throw Refusal.notFound }
            return (present, older)
        }
        let counted = try await counts(of: network, since: present)
        var facts = counted.facts
        facts.settings = try await needs.settings(of: network)
        facts.objectionDays = try await database.read { db in try db.objectionDays(of: network) }
        let isPresent = shown?.number == present?.number, isRead = shown?.isRead(by: viewer) ?? true
        let people = viewer.member == nil ? [] : [shown?.editorID, shown?.decidedByID].compactMap { $0 }
        let (next, names) = try await database.read { db in
            (
                try isPresent ? nil : shown.flatMap { try db.mechanism(of: network, number: $0.number + 1) },
                try db.names(of: Set(people), in: network)
            )
        }
        return MechanismReading(
            version: isRead ? shown : shown.map(MechanismActs.withoutWords), isInside: !isRead, isPresent: isPresent,
            versions: counted.steps, facts: facts, figures: counted.figures,
            after: isPresent ? counted.figures.since : next?.figures, names: names)
    }

    private static func withoutWords(_ version: MechanismVersion) -> MechanismVersion {
        var version = version
        version.texts = MechanismTexts()
        version.reason = ""
        return version
    }

    /// What costs more than a page, at most a minute old.
    private func counts(of network: ID, since present: MechanismVersion?) async throws -> MechanismCounts {
        try await recent.value(of: CountsKey(network: network, number: present?.number ?? 0), now: world.now()) {
            MechanismCounts(
                facts: try await facts(of: network), figures: try await figures(of: network, since: present),
                steps: try await database.read { db in try db.mechanismSteps(of: network) })
        }
    }

    private func facts(of network: ID) async throws -> MechanismFacts {
        let settings = try await needs.settings(of: network), now = world.now()
        let intakePerHour = needs.configuration.intakePerHour
        return try await database.read { db in
            let anchors = try db.trustAnchors(of: network)
            let pact = try db.pact(of: network).map { pact in
                let counts = try db.signatures(of: network, version: pact.version)
                return (version: pact.version, signed: counts.signed, members: counts.members)
            }
            return MechanismFacts(
                settings: settings, retention: try db.retention(of: network), intakePerHour: intakePerHour,
                anchors: anchors.count, anchorOrganisations: AnchorRules.organisations(anchors),
                openRoleCalls: try db.openRoleCalls(of: network, at: now), pact: pact,
                objectionDays: try db.objectionDays(of: network))
        }
    }

    private func figures(of network: ID, since present: MechanismVersion?) async throws -> LiveFigures {
        let now = world.now(), counts = needs.counts
        let onDuty = try await needs.duty.picture(of: network, now: now).candidates.count(where: \.isOnShift)
        return try await database.read { db in
            let states = try counts.states(in: network, db)
            let month = now - MechanismRules.reach
            var figures = LiveFigures(month: try db.mechanismFigures(of: network, from: month, until: now))
            figures.inAll = states.values.reduce(0, +)
            figures.open = states.filter { $0.key.isOpen }.values.reduce(0, +)
            figures.onDuty = onDuty
            figures.since = try present?.decidedAt.map {
                try db.mechanismFigures(of: network, from: max($0, month), until: now)
            }
            return figures
        }
    }

    /// The draft as whoever may write or decide reads it.
    func draft(of network: ID, for viewer: Viewer) async throws -> MechanismDraftReading {
        try Policy.require(.draftMechanism, viewer)
        let member = viewer.member?.id
        return try await database.read { db in
            let draft = try db.mechanismDraft(of: network), present = try db.mechanism(of: network)
            let editor = draft?.editorID ?? member
            let others = try db.mechanismHands(of: network).subtracting(Set([editor].compactMap { $0 })).count
            let voices = try draft.map { try db.mechanismVoices(about: $0) } ?? []
            let people = [draft?.editorID, draft?.askedByID].compactMap { $0 } + voices.map(\.memberID)
            let texts = draft?.texts ?? present?.texts ?? MechanismTexts()
            return MechanismDraftReading(
                draft: draft, present: present, missing: MechanismRules.missing(texts),
                changed: MechanismRules.changed(from: present?.texts ?? MechanismTexts(), to: texts), others: others,
                mayConsent: draft.flatMap { draft in
                    member.map { MechanismRules.mayConsent(to: draft, $0, others: others) }
                } ?? false, isAsker: draft?.askedByID != nil && draft?.askedByID == member,
                names: try db.names(of: Set(people), in: network), voices: voices,
                objectionDays: try db.objectionDays(of: network),
                objects: voices.contains { $0.isObjection && $0.memberID == member })
        }
    }

    /// The card that newcomers and those who begin a shift meet.
    func certainties(of network: ID, for viewer: Viewer) async throws -> Certainties {
        let clocks = try await needs.settings(of: network).clocks
        let (version, agreed) = try await database.read { db in
            (try db.mechanism(of: network), try self.agreed?(network, viewer, db) ?? [:])
        }
        return Certainties(
            version: version.flatMap { $0.isRead(by: viewer) ? $0 : nil }, clocks: clocks, agreed: agreed)
    }
}
