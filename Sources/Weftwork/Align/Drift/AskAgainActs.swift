internal import Database
internal import Engine

/// Asking a part of the network again whether what was agreed still holds.
extension DriftActs {
    /// Asks half of the voices, drawn by chance stance by stance; those who were asked last come last. They are told once.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` without a charter, while a round is open, or while everybody is asked since it was kept.
    @discardableResult
    func askAgain(by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> AskRound {
        try await requireKeeper(viewer, in: network)
        let now = world.now()
        let (facts, consents, voices, last) = try await database.read { db in
            let facts = try DriftFacts(of: network, at: now, db), unit = try db.alignSettings(of: network).unit
            let last = try db.askRounds(of: network).first.map { try lastAsked($0, db) } ?? []
            let consents = try db.consents(to: facts.clauses, of: .network(network))
            return (facts, consents, try VoiceReading.voices(of: network, counting: unit, db).voices, last)
        }
        // What was said of the clause itself comes first; of words that have changed since nothing is left to ask again about.
        let before = facts.clauses.reduce(into: consents) { before, clause in
            let said = facts.latest[clause.id]?.filter { $0.value.isAbout(clause) } ?? [:]
            before[clause.id, default: [:]].merge(said) { $1 }
        }
        let chosen = draw(facts.clauses, before, voices, notYet: last)
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.askRound(earlier, in: network)
            {
                return known
            }
            guard try !db.askRounds(of: network).contains(where: \.isOpen) else {
                throw Refusal.conflict(DriftWords.roundOpen)
            }
            guard let version = facts.version, !facts.clauses.isEmpty else {
                throw Refusal.conflict(DriftWords.noCharter)
            }
            guard voices.count >= PairedAnswers.least else { throw Refusal.conflict(DriftWords.tooFewVoices) }
            // Another version came into force meanwhile: whoever asks looks again what about.
            guard let present = try db.charterInForce(of: .network(network)), present.number == version.number else {
                throw Refusal.stale
            }
            if let until = DriftRules.everybodyIsAsked(about: present, now: now) {
                throw Refusal.conflict(DriftWords.keptLately(until))
            }
            let round = try begin(.half, before: nil, version, chosen, by: viewer, now, db)
            try db.remember(once, object: round.id, by: viewer, in: network, at: now)
            return round
        }
    }

    /// Everybody asked in a round and the one it goes on from. After both steps all were asked: the draw is free again.
    private func lastAsked(_ round: AskRound, _ db: any Connection) throws -> Set<ID> {
        guard round.step == .half else { return [] }
        return try db.voicesAsked(in: round.id, round.networkID)
    }

    private func draw(
        _ clauses: [CharterClause], _ before: [ID: [ID: StanceSaid]], _ voices: [Voice], notYet asked: Set<ID>
    ) -> [Voice] {
        let pool = voices.map { (voice: $0.id, stratum: DriftRules.stratum(of: $0.id, clauses, before)) }
        var random = SplitMix64(seed: world.number())
        let chosen = Set(AskAgain.half(of: pool, notYet: asked, using: &random))
        return voices.filter { chosen.contains($0.id) }
    }

    private func begin(
        _ step: AskRound.Step, before: AskRound?, _ version: CharterVersion, _ voices: [Voice], by viewer: Viewer,
        _ now: Int64, _ db: any Connection
    ) throws -> AskRound {
        let round = AskRound(
            id: world.newID(), networkID: version.networkID, step: step, before: before?.id, version: version.number,
            byID: viewer.member?.id, at: now, dueAt: now + DriftRules.toAnswer, results: [], asked: voices.count,
            answered: 0)
        try db.save(round)
        for voice in voices {
            for speaker in voice.speakers {
                try db.insertAsked(voice.id, speaker, round: round.id, in: round.networkID)
            }
        }
        // Whoever speaks for several is asked once.
        for speaker in Set(voices.flatMap(\.speakers)).sorted() {
            try members.ask(
                speaker, for: .voice, in: round.networkID, DriftWords.title, DriftWords.mailAsked(round.dueAt),
                to: "/drift/again", db)
        }
        try members.record(
            .driftAskedAgain, on: round.id, in: round.networkID, by: viewer, audience: .members, db,
            [("voices", .number(Int64(voices.count))), ("step", .number(Int64(step.rawValue)))])
        return round
    }

    // MARK: Being asked

    /// What a member is asked about, with what the voice they speak for said before; nothing where nobody asks them.
    ///
    /// - Parameter chosen: for which of their voices; nothing for the first that has not answered.
    /// - Throws: ``Refusal/invalid(_:)`` at `voice` where it is not theirs to give.
    func asked(_ chosen: ID? = nil, for viewer: Viewer, in network: ID) async throws -> AskedReading? {
        try Policy.require(.seeDrift, viewer)
        let member = try members.own(viewer, in: network)
        return try await database.read { db in try askedReading(chosen, member, db) }
    }

    private func askedReading(_ chosen: ID?, _ member: Member, _ db: any Connection) throws -> AskedReading? {
        let network = member.networkID, subject = CharterSubject.network(network)
        if let chosen { _ = try CharterActs.ownVoice(chosen, of: member, in: subject, db) }
        guard let (round, left) = try DriftActs.unanswered(by: member, db),
            let voice = chosen == nil ? left.first : left.first(where: { $0.id == chosen }),
            let version = try db.charter(of: subject, number: round.version)
        else { return nil }
        let clauses = try db.clauses(of: version)
        let said = try db.stances(of: voice.id, on: clauses.map(\.id), in: network)
        let consents = try db.consents(to: clauses, of: subject)
        return AskedReading(
            round: round, voice: voice,
            lines: clauses.map { clause in
                // What was said of other words is nothing that could still hold.
                let own = said[clause.id].flatMap { $0.isAbout(clause) ? $0 : nil }
                // Whoever consented has said something of these words; an objection is said anew, with its reason.
                let consent = consents[clause.id]?[voice.id].flatMap { $0.stance.carries ? $0 : nil }
                guard let consent, own == nil else {
                    return .init(clause: clause, said: own?.stance, isOlder: own == nil && said[clause.id] != nil)
                }
                return .init(clause: clause, said: consent.stance, isConsent: true)
            })
    }

    /// All that the voice said before still holds: said again, of the version in force.
    ///
    /// - Parameter chosen: for which of their voices; nothing for the first that has not answered.
    /// - Throws: ``Refusal/conflict(_:_:)`` where nobody asks, or nothing was said before; ``Refusal/invalid(_:)`` at `voice` where it
    ///   is not theirs to give.
    func holds(for chosen: ID? = nil, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.answerDrift, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let reading = try askedReading(chosen, member, db) else {
                throw Refusal.conflict(DriftWords.notAsked)
            }
            let before = reading.lines.filter { $0.said != nil }
            guard !before.isEmpty else { throw Refusal.conflict(DriftWords.nothingSaid) }
            let earlier = try db.stances(of: reading.voice.id, on: before.map(\.clause.id), in: network)
            let reasons = try db.reasons(of: Array(earlier.values), for: member.id, in: network, members.vault)
            let key = try db.key(of: member.personID, in: members.vault)
            for line in before {
                guard let stance = line.said else { continue }
                let said = StanceSaid(
                    id: world.newID(), clauseID: line.clause.id, voiceID: reading.voice.id, memberID: member.id,
                    version: reading.round.version, stance: stance, at: now, isLatest: true)
                // Why somebody objects stays with it; not what another wrote and that is hidden.
                let reason = line.isConsent ? nil : earlier[line.clause.id].flatMap { reasons[$0.id] }
                let words = reason.flatMap { text in
                    key.map { members.vault.seal(Array(text.utf8), key: $0, context: said.id.bytes) }
                }
                try db.say(said, person: member.personID, words: words, in: network)
            }
            try members.record(
                .driftHeld, on: reading.round.id, in: network, by: viewer, audience: .members, db,
                [("clauses", .number(Int64(before.count)))])
        }
    }

    /// Reminds those who have not answered, once; ends rounds whose time is over or that all have answered; where half leaves it unclear the others are asked.
    func sweepRounds(failed: (ID, any Error) -> Void) async throws {
        let now = world.now()
        for round in try await database.read({ db in try db.openAskRounds(limit: 100) }) {
            await SweepService.trying(round.networkID, failed) {
                try await remind(round, now)
                // Only what moves is written.
                // What was said when the words came into force stays as it is, and is much to read: not within the write.
                let consents = try await database.read { db -> [ID: [ID: StanceSaid]]? in
                    guard try isMoving(round, now, db) else { return nil }
                    let version = try db.charter(of: .network(round.networkID), number: round.version)
                    return try version.map { try db.consents(to: db.clauses(of: $0), of: $0.subject) } ?? [:]
                }
                guard let consents else { return }
                let groups = try await groups(of: round.networkID)
                try await database.write { db in
                    try follow(round.id, in: round.networkID, groups, consents, now, db)
                }
            }
        }
    }

    private func isMoving(_ round: AskRound, _ now: Int64, _ db: any Connection) throws -> Bool {
        if now >= round.dueAt { return true }
        if try db.answered(round) != round.answered { return true }
        let version = try db.charter(of: .network(round.networkID), number: round.version)
        return version?.state.isInForce == false
    }

    private func follow(
        _ id: ID, in network: ID, _ groups: [ID: Int], _ consents: [ID: [ID: StanceSaid]], _ now: Int64,
        _ db: any Connection
    ) throws {
        guard var round = try db.askRound(id, in: network), round.isOpen,
            let version = try db.charter(of: .network(network), number: round.version)
        else { return }
        let clauses = try db.clauses(of: version), asked = try db.voicesAsked(in: id, network)
        let history = try db.stanceHistory(on: clauses.map(\.id), in: network)
        let answered = Set(history.filter { $0.at > round.at && asked.contains($0.voiceID) }.map(\.voiceID)).count
        guard now >= round.dueAt || answered >= asked.count || !version.state.isInForce else {
            guard answered != round.answered else { return }
            round.answered = answered
            return try db.save(round)
        }
        let unit = try db.alignSettings(of: network).unit
        let voices = try VoiceReading.voices(of: network, counting: unit, db).voices
        round.results = try results(of: round, clauses, voices, history, consents, groups, now, db)
        let rest = voices.filter { !asked.contains($0.id) }
        let goesOn = round.verdict == .unclear && round.step == .half && version.state.isInForce && !rest.isEmpty
        if goesOn { round.results = round.results.map(\.withoutGroups) }
        (round.closedAt, round.answered) = (now, answered)
        try db.save(round)
        try recordClosed(round, by: DriftActs.system, db)
        guard !goesOn else {
            _ = try begin(.others, before: round, version, rest, by: DriftActs.system, now, db)
            return
        }
        try tellOutcome(round, version, raised: try raise(round, clauses, version, now, db), db)
    }

    /// How it came out, together with the round that it goes on from.
    private func results(
        of round: AskRound, _ clauses: [CharterClause], _ voices: [Voice], _ history: [StanceSaid],
        _ consents: [ID: [ID: StanceSaid]], _ groups: [ID: Int], _ now: Int64, _ db: any Connection
    ) throws -> [AskResult] {
        let earlier = try round.before.flatMap { try db.askRound($0, in: round.networkID) }
        let before = try earlier.map { try db.voicesAsked(in: $0.id, round.networkID) } ?? []
        let asked = try db.voicesAsked(in: round.id, round.networkID).union(before)
        return DriftRules.results(
            clauses, among: voices.map(\.id), asked: asked, history, consents: consents,
            since: earlier?.at ?? round.at, now: now, groups: groups)
    }

    private func recordClosed(_ round: AskRound, by viewer: Viewer, _ db: any Connection) throws {
        try members.record(
            .driftRoundClosed, on: round.id, in: round.networkID, by: viewer, audience: .members, db,
            [("verdict", .text(round.verdict.rawValue)), ("answered", .number(Int64(round.answered)))])
    }

    // MARK: Kept meanwhile

    /// What was said when the words came into force that a round asks about; nothing where none is open.
    static func consentsAsked(of network: ID, _ db: any Connection) throws -> [ID: [ID: StanceSaid]] {
        guard let round = try db.askRounds(of: network).first(where: \.isOpen),
            let version = try db.charter(of: .network(network), number: round.version)
        else { return [:] }
        return try db.consents(to: db.clauses(of: version), of: version.subject)
    }

    /// The charter is kept, and everybody is asked: the round that is open ends with what was said so far. Nobody else is asked, nothing
    /// is raised, and nobody is told how it came out.
    func endRound(
        of network: ID, _ consents: [ID: [ID: StanceSaid]], by viewer: Viewer, _ now: Int64, _ db: any Connection
    ) throws {
        guard var round = try db.askRounds(of: network).first(where: \.isOpen),
            let version = try db.charter(of: .network(network), number: round.version)
        else { return }
        let clauses = try db.clauses(of: version), unit = try db.alignSettings(of: network).unit
        let voices = try VoiceReading.voices(of: network, counting: unit, db).voices
        let history = try db.stanceHistory(on: clauses.map(\.id), in: network)
        round.results = try results(of: round, clauses, voices, history, consents, [:], now, db)
        (round.closedAt, round.answered) = (now, try db.answered(round))
        try db.save(round)
        try recordClosed(round, by: viewer, db)
    }

    /// Whoever answers for an alert hears how it came out; else whoever began it. Whoever was told of a new one knows.
    private func tellOutcome(
        _ round: AskRound, _ version: CharterVersion, raised: DriftAlert?, _ db: any Connection
    ) throws {
        let owner = try db.driftAlerts(of: round.networkID).first { $0.isOpen && $0.id != raised?.id }?.ownerID
        let told =
            try owner ?? round.byID ?? (db.isAwake(version.convenerID, in: round.networkID) ? version.convenerID : nil)
        guard let told, told != raised?.ownerID else { return }
        try members.tell(
            told, in: round.networkID, DriftWords.title, DriftWords.mailOutcome(round.verdict), to: "/drift#rounds", db)
    }
}
