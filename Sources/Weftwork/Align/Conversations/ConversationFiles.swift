internal import Database
internal import Engine

/// Answers as tables: without names, and read in again to the identical result.
enum ConversationFiles {
    /// What an export of so many answers comes to, also where a program sends it as JSON.
    static let mostBytes = 48 * 1024 * 1024
    static let mostAnswers = 2_500_000
    /// They are written down at once, so that what was cut off finds them again.
    static let mostPeople = 100_000
    /// A thousand statements with their words are far less.
    static let mostStatementBytes = 4 * 1024 * 1024
    static let batch = 400

    // MARK: Writing

    /// The answers, with people as numbers that are drawn anew each time. They ascend in the order in which the answers themselves
    /// put people, so that whoever reads the table finds the same map to the last digit.
    static func votes(_ picture: ConversationPicture, step: () -> UInt64) -> String {
        var rows = [["participant", "statement", "vote"]], name: UInt64 = 0
        for person in picture.people.indices {
            name += 1 + step() % 997
            for (place, statement) in picture.statements.enumerated() {
                guard let answer = picture.votes.answer(of: person, to: place) else { continue }
                rows.append(["\(name)", "\(statement.number)", "\(answer.rawValue)"])
            }
        }
        return CSV.write(rows)
    }

    /// The statements; words that were taken out stay with their host.
    static func statements(_ all: [ConversationStatement]) -> String {
        CSV.write(
            [["statement", "moderated", "seed", "words"]]
                + all.filter { $0.state != .waiting }.map { statement in
                    [
                        "\(statement.number)", statement.state == .rejected ? "-1" : "1", statement.isSeed ? "1" : "0",
                        statement.state == .rejected ? "" : statement.words,
                    ]
                })
    }

    // MARK: Reading

    /// What was read from two tables.
    struct Content: Sendable {
        /// Those that have answers first, in the order of `votes`.
        var statements: [ConversationStatement] = []
        let votes: OpinionVotes

        var people: Int { votes.participantCount }

        /// What a person answered, by places in `statements`, in their order.
        func answers(of person: Int) -> [(statement: Int, answer: OpinionAnswer)] {
            (0..<votes.statementCount).compactMap { place in
                votes.answer(of: person, to: place).map { (place, $0) }
            }
        }
    }

    /// - Throws: ``Refusal/invalid(_:)`` with the line.
    static func content(votes: [UInt8], statements: [UInt8]?, world: World) throws(Refusal) -> Content {
        let table: OpinionTable, states: [OpinionStatementState]?
        guard statements?.count ?? 0 <= mostStatementBytes else {
            throw .invalid("statements", ConversationWords.importStatementsTooLong)
        }
        do { table = try OpinionTable(votes, most: mostAnswers) } catch { throw .invalid("votes", words(for: error)) }
        do { states = try statements.map { (bytes) throws(OpinionTable.Fault) in try table.states(bytes) } } catch {
            throw .invalid("statements", words(for: error))
        }
        guard table.votes.count > 0 else { throw .invalid("votes", ConversationWords.importEmpty) }
        let sheet = try statements.map { (bytes) throws(Refusal) in try StatementSheet(bytes) } ?? StatementSheet()
        let known = Set(table.statements), names = table.statements + sheet.names.filter { !known.contains($0) }
        guard table.participants.count <= mostPeople, names.count <= ConversationRules.mostStatements else {
            throw .invalid("votes", ConversationWords.importTooLong)
        }
        let numbers = StatementSheet.numbers(names)
        var content = Content(votes: table.votes)
        for (place, name) in names.enumerated() {
            let isOut = place < table.statements.count ? states?[place] == .rejected : sheet.isRejected(name)
            let said = sheet.words[name] ?? ""
            content.statements.append(
                ConversationStatement(
                    id: world.newID(), number: numbers[place],
                    words: !said.isEmpty || isOut
                        ? String(said.prefix(1000)) : ConversationWords.importedStatement(name),
                    state: isOut ? .rejected : .open, isSeed: sheet.seeds.contains(name), participantID: nil,
                    at: world.now(), reason: isOut ? .other : nil))
        }
        return content
    }

    private static func words(for fault: OpinionTable.Fault) -> Text {
        switch fault {
        case .empty: ConversationWords.importEmpty
        case .tooMany: ConversationWords.importTooLong
        case .noColumn(let column): ConversationWords.importColumn(column)
        case .bad(let line, let column, _): ConversationWords.badImport(line, column)
        case .unreadable(let error): ConversationWords.badImport(error.line, "CSV")
        }
    }

    /// Rows of answers, many at a time.
    static func insert(
        _ answers: [(participant: ID, statement: ID, answer: OpinionAnswer)], from first: Int64,
        in conversation: Conversation, at now: Int64, _ db: any Connection
    ) throws {
        let network = conversation.networkID
        for start in stride(from: 0, to: answers.count, by: batch) {
            let part = Array(answers[start..<min(start + batch, answers.count)].enumerated())
            let votes = part.map { index, one -> SQL in
                """
                (\(network), \(conversation.id), \(first + Int64(start + index)), \(one.participant), \(one.statement),
                    \(one.answer.number), \(now))
                """
            }.joined(separator: ", ")
            let latest = part.map { index, one -> SQL in
                """
                (\(network), \(conversation.id), \(one.participant), \(one.statement), \(one.answer.number),
                    \(first + Int64(start + index)))
                """
            }.joined(separator: ", ")
            try db.execute(
                """
                INSERT INTO conversation_votes (network_id, conversation_id, number, participant_id, statement_id, answer, at)
                VALUES \(votes)
                """)
            try db.execute(
                """
                INSERT INTO conversation_answers (network_id, conversation_id, participant_id, statement_id, answer, number)
                VALUES \(latest)
                """)
        }
        try db.execute(
            """
            UPDATE conversation_heads SET last_vote = \(first + Int64(answers.count) - 1), version = version + 1
            WHERE network_id = \(network) AND conversation_id = \(conversation.id)
            """)
    }
}

/// The table of statements: their words, which were seeds, which were taken out.
struct StatementSheet {
    private(set) var names: [String] = []
    private(set) var words: [String: String] = [:]
    private(set) var seeds: Set<String> = []
    private var rejected: Set<String> = []

    init() {}

    init(_ bytes: [UInt8]) throws(Refusal) {
        let rows: [CSVRow]
        do { rows = try CSV.parse(bytes) } catch {
            throw .invalid("statements", ConversationWords.badImport(error.line, "CSV"))
        }
        guard let first = rows.first else { return }
        let heads = first.cells.map { Clean.line($0).lowercased() }
        func column(_ known: [String]) -> Int? { heads.firstIndex(where: known.contains) }
        guard let id = column(["statement", "statement_id", "comment-id", "comment_id"]) else { return }
        let text = column(["words", "text", "txt", "comment-body", "comment_body"])
        let seed = column(["seed", "is_seed", "is-seed"]), moderated = column(["moderated", "mod"])
        for row in rows.dropFirst() where row.cells.count > id && !Clean.line(row.cells[id]).isEmpty {
            func cell(_ at: Int?, _ clean: (String) -> String = Clean.line) -> String {
                at.flatMap { $0 < row.cells.count ? clean(row.cells[$0]) : nil } ?? ""
            }
            let name = cell(id)
            if words[name] == nil { names.append(name) }
            words[name] = cell(text, Clean.sentence)
            if ["1", "true", "t"].contains(cell(seed).lowercased()) { seeds.insert(name) }
            if cell(moderated).hasPrefix("-1") { rejected.insert(name) }
        }
    }

    func isRejected(_ name: String) -> Bool { rejected.contains(name) }

    /// Numbers that keep the order in which the tables are read: those that stand there, where each is one.
    static func numbers(_ names: [String]) -> [Int] {
        let given = names.compactMap { Int($0) }
        if given.count == names.count, Set(given).count == names.count,
            given.allSatisfy({ (0...1_000_000).contains($0) })
        {
            return given
        }
        let order = names.indices.sorted { left, right in
            switch (Int(names[left]), Int(names[right])) {
            case (let one?, let other?): one != other ? one < other : names[left] < names[right]
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): names[left] < names[right]
            }
        }
        var numbers = [Int](repeating: 0, count: names.count)
        for (rank, place) in order.enumerated() { numbers[place] = rank + 1 }
        return numbers
    }
}

extension ConversationActs {
    /// A table of a conversation, for whoever keeps it: that it went out is known to all who take part.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` while so few answered that their rows would be names, ``Refusal/forbidden(_:)`` before
    ///   whoever keeps it may see what the answers show.
    func export(
        statements: Bool, of id: ID, by viewer: Viewer, in network: ID
    ) async throws -> String {
        let conversation = try await database.read { db in try kept(id, by: viewer, in: network, db) }
        guard !statements else {
            return ConversationFiles.statements(
                try await database.read { db in try db.statements(of: id, in: network) })
        }
        _ = try await shownView(id, for: ConversationVisitor(viewer: viewer), in: network)
        let picture = try await keepers.keeper(of: id).picture(of: conversation)
        guard !picture.isTooSmall else { throw Refusal.conflict(ConversationWords.tooFewToExport) }
        try await database.write { db in
            try record(.exported, conversation, by: viewer, db, [("what", .text("votes"))], audience: .members)
        }
        return ConversationFiles.votes(picture, step: world.number)
    }

    /// Asks once that another than the host looks at what was taken out.
    func appeal(
        _ statement: ID, _ words: String, by author: Viewer, in id: ID, of network: ID, once: Once? = nil
    ) async throws {
        guard try await database.read({ db in try db.earlier(once, by: author, in: network) }) == nil else { return }
        guard let found = try await database.read({ db in try db.statement(statement, in: network) }),
            found.conversation == id
        else { throw Refusal.notFound }
        try await members.appeal(about: found.statement.text, words, by: author, in: network)
        try await database.write { db in
            try db.insertStep(
                .appealed, found.statement.reason, of: statement, id: world.newID(), in: id, of: network, by: nil,
                at: world.now())
            try db.remember(once, object: statement, by: author, in: network, at: world.now())
        }
    }
}
