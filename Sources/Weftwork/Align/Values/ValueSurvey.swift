internal import Database
internal import Engine

/// A values survey: each value rated, three placed, what is missing written in.
struct ValueSurvey: Sendable {
    /// Puts words into the charter's draft, as a suggestion for its values; false where there is no draft. What a person wrote is
    /// sealed with their key, and named after nobody.
    typealias Hand =
        @Sendable (
            _ words: String, _ person: ID?, _ source: String, _ network: ID, _ now: Int64, _ db: any Connection
        ) throws -> Bool

    let questions: QuestionActs
    var hand: Hand = { _, _, _, _, _, _ in false }

    static let rate = "rate", rank = "rank", missing = "missing"
    /// So many values at least; so many are placed.
    private static let least = 2
    private static let placed = 3

    /// Begins a round with the values somebody chose and wrote.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` at `values` where they are too few or too many.
    func begin(
        _ values: [Bilingual], who: String?, closes: String?, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Sheet {
        var seen: Set<String> = []
        let options = values.filter { seen.insert(Clean.key($0.zh + "|" + $0.en)).inserted }
        guard options.count >= ValueSurvey.least else {
            throw Refusal.invalid("values", ValueWords.tooFew(ValueSurvey.least))
        }
        guard options.count <= QuestionRules.mostOptions else {
            throw Refusal.invalid("values", QuestionWords.badOptions(QuestionRules.mostOptions))
        }
        var draft = SheetDraft(kind: AlignSheets.values.name, who: who, closes: closes)
        draft.questions = [
            Question(id: ValueSurvey.rate, kind: .rating, words: Bilingual(ValueWords.rate), options: options),
            Question(
                id: ValueSurvey.rank, kind: .ranking, words: Bilingual(ValueWords.rank), options: options,
                most: min(ValueSurvey.placed, options.count)),
            Question(id: ValueSurvey.missing, kind: .text, words: Bilingual(ValueWords.missing)),
        ]
        return try await questions.make(draft, by: viewer, in: network, once: once)
    }

    /// What people wrote that is missing, each once. Where few wrote something it stays among those who answered: nothing of it goes
    /// where others read it.
    static func missed(_ reading: SheetReading) -> [String] {
        guard case .success(let result) = reading.result,
            let tally = result.tallies.first(where: { $0.question == missing }), tally.answered >= QuestionRules.few
        else { return [] }
        return Set(reading.texts[missing] ?? []).sorted()
    }

    /// Whose words go on, by person: of the same words the first who wrote them.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` at `words` for what nobody wrote, or what too few wrote something to be handed on.
    private func writers(
        of words: [String], to id: ID, by viewer: Viewer, in network: ID
    ) async throws -> [String: ID] {
        guard !words.isEmpty else { return [:] }
        let reading = try await questions.reading(id, for: viewer, in: network)
        let missed = ValueSurvey.missed(reading)
        guard !missed.isEmpty || reading.texts[ValueSurvey.missing] == nil else {
            throw Refusal.invalid("words", ValueWords.amongFew(QuestionRules.few))
        }
        guard Set(words).isSubset(of: missed) else { throw Refusal.invalid("words", ValueWords.notSaid) }
        return try await questions.database.read { [vault = questions.members.vault] db in
            let answers = try db.answers(to: id, in: network, vault: vault)
            var writers: [String: ID] = [:]
            for said in words {
                let answer = answers.first { $0.replies[ValueSurvey.missing]?.text == said }
                writers[said] = try answer.flatMap { try db.member($0.memberID, in: network)?.personID }
            }
            return writers
        }
    }

    /// Hands values of a closed survey over to the charter's draft, each once.
    ///
    /// - Parameters:
    ///   - numbers: of its options, from 1.
    ///   - words: what people wrote that is missing, as it stands in the result.
    /// - Throws: ``Refusal/invalid(_:)`` at `values` or `words`, ``Refusal/conflict(_:_:)`` while it is open or where there is no draft.
    func handOver(
        _ numbers: [Int], words: [String] = [], of id: ID, by viewer: Viewer, in network: ID
    ) async throws {
        try Policy.require(.keepSheet, viewer)
        let member = try questions.members.own(viewer, in: network), now = questions.world.now()
        // A browser sends the ends of lines in its own way.
        let words = words.map(Clean.prose)
        let writers = try await writers(of: words, to: id, by: viewer, in: network)
        try await questions.database.write { db in
            guard let sheet = try db.sheet(id, in: network), sheet.kind == AlignSheets.values.name,
                let options = sheet.questions.first(where: { $0.id == ValueSurvey.rank })?.options
            else { throw Refusal.notFound }
            guard sheet.closedAt != nil else { throw Refusal.conflict(ValueWords.notClosed) }
            let chosen = numbers.filter { (1...options.count).contains($0) }
            guard !(chosen.isEmpty && words.isEmpty), chosen.count == numbers.count else {
                throw Refusal.invalid("values", ValueWords.chooseOne)
            }
            for number in chosen
            where try db.handValue(number, of: id, in: network, by: member.id, at: now) {
                let value = options[number - 1]
                let words =
                    value.zh == value.en || value.en.isEmpty
                    ? value.zh : value.zh.isEmpty ? value.en : "\(value.zh) / \(value.en)"
                guard try hand(words, nil, "/sheets/\(id)", network, now, db) else {
                    throw Refusal.conflict(ValueWords.noDraft)
                }
            }
            for said in words where try db.handValue(words: said, of: id, in: network, by: member.id, at: now) {
                // Whoever wrote it may be forgotten since.
                guard let writer = writers[said] else { throw Refusal.invalid("words", ValueWords.notSaid) }
                guard try hand(said, writer, "/sheets/\(id)", network, now, db) else {
                    throw Refusal.conflict(ValueWords.noDraft)
                }
            }
        }
    }

    /// The values in the order that came out, by their numbers: by places, then by their rating.
    static func order(_ reading: SheetReading) -> [Int] {
        guard case .success(let result) = reading.result,
            let question = reading.sheet.questions.first(where: { $0.id == rank }),
            let placed = result.tallies.first(where: { $0.question == rank })
        else { return [] }
        let rated = result.tallies.first { $0.question == rate }
        func mean(_ index: Int) -> Double {
            guard let counts = rated?.counts, counts.indices.contains(index) else { return 0 }
            let all = counts[index].reduce(0, +)
            return all == 0
                ? 0 : Double(counts[index].enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }) / Double(all)
        }
        return RankingSpread(placed, places: question.width).options
            .sorted { ($1.share, mean($1.index), $0.index) < ($0.share, mean($0.index), $1.index) }
            .map { $0.index + 1 }
    }
}
