internal import Database

/// What is read of sheets.
extension QuestionActs {
    /// Sheets of some kinds, the newest first; drafts for those who keep sheets.
    func list(_ kinds: [String], for viewer: Viewer, in network: ID) async throws -> [SheetLine] {
        try Policy.require(.seeSheets, viewer)
        let now = world.now(), keeps = Policy.allows(.keepSheet, viewer)
        return try await database.read { db in
            let sheets = try db.sheets(of: kinds, in: network).filter { keeps || !$0.isDraft }
            let ids = sheets.map(\.id), counts = try db.answerCounts(to: ids, in: network)
            let own = try viewer.member.map { try db.sheetsAnswered(by: $0.id, among: ids, in: network) } ?? []
            return sheets.map { sheet in
                SheetLine(
                    sheet: sheet, answers: sheet.result?.answers ?? counts[sheet.id] ?? 0,
                    hasAnswered: own.contains(sheet.id),
                    mayAnswer: sheet.isOpen(at: now) && (viewer.member.map(sheet.who.includes) ?? false))
            }
        }
    }

    /// One sheet, with what `viewer` may see of its answers.
    func reading(_ id: ID, for viewer: Viewer, in network: ID) async throws -> SheetReading {
        try Policy.require(.seeSheets, viewer)
        let now = world.now(), keeps = Policy.allows(.keepSheet, viewer), vault = members.vault
        return try await database.read { db in
            guard let sheet = try db.sheet(id, in: network), keeps || !sheet.isDraft else { throw Refusal.notFound }
            let kind = try kind(sheet.kind)
            let own = try viewer.member.flatMap { try db.answer(of: $0.id, to: id, in: network, vault: vault) }
            let answers = try db.answerCount(to: id, in: network)
            let (result, texts) = try seen(sheet, kind, own: own, now: now, db)
            return SheetReading(
                sheet: sheet, kind: kind, own: own,
                mayAnswer: sheet.isOpen(at: now) && own?.isFixed != true
                    && (viewer.member.map(sheet.who.includes) ?? false),
                answers: sheet.result?.answers ?? answers,
                keeper: try db.names(of: [sheet.keeperID], in: network)[sheet.keeperID] ?? "", result: result,
                texts: texts, earlier: try earlier(of: sheet, kind, viewer, now: now, db))
        }
    }

    /// What was counted, without the questions that must not be shown, and what was written to the others.
    private func seen(
        _ sheet: Sheet, _ kind: SheetKind, own: SheetAnswer?, now: Int64, _ db: any Connection
    ) throws -> (Result<SheetResult, QuestionRules.ApartReason>, [String: [String]]) {
        // Whoever has not let their own stand learns nothing, so nothing is opened for them.
        let counts = try sheet.result ?? counted(sheet, db)
        let shown = QuestionRules.shown(
            sheet, kind.shown, own: own, answers: counts.answers, allAgreed: counts.allAgreed, at: now)
        guard case .success(let number) = shown else { return (shown.map { _ in counts }, [:]) }
        // What was counted at the end stands; only words are still read from the answers themselves.
        let isRead = sheet.result == nil || sheet.questions.contains { $0.kind == .text }
        let answers =
            isRead
            ? try db.answers(to: sheet.id, in: sheet.networkID, first: number, vault: members.vault) : []
        let all = sheet.result ?? QuestionActs.count(answers, sheet.questions)
        let tallies = all.tallies.filter {
            QuestionRules.isShown($0, of: sheet, allAgreed: all.allAgreed, own: own)
        }
        let seen = SheetResult(answers: all.answers, allAgreed: all.allAgreed, tallies: tallies)
        return (.success(seen), QuestionActs.texts(answers, of: Set(tallies.map(\.question))))
    }

    /// Of an open sheet as much as the rule asks for.
    private func counted(_ sheet: Sheet, _ db: any Connection) throws -> SheetResult {
        SheetResult(
            answers: try db.answerCount(to: sheet.id, in: sheet.networkID), allAgreed: false, tallies: [])
    }

    /// What was written, in the order of the words themselves: neither when nor beside what it was written shows.
    private static func texts(_ answers: [SheetAnswer], of questions: Set<String>) -> [String: [String]] {
        var texts: [String: [String]] = [:]
        for answer in answers {
            for (question, reply) in answer.replies where !reply.text.isEmpty && questions.contains(question) {
                texts[question, default: []].append(reply.text)
            }
        }
        return texts.mapValues { $0.sorted() }
    }

    /// The result before this one, where it is shown to whoever looks.
    private func earlier(
        of sheet: Sheet, _ kind: SheetKind, _ viewer: Viewer, now: Int64, _ db: any Connection
    ) throws -> SheetEarlier? {
        guard let id = sheet.afterID, let before = try db.sheet(id, in: sheet.networkID), before.result != nil else {
            return nil
        }
        let own = try viewer.member.flatMap {
            try db.answer(of: $0.id, to: id, in: sheet.networkID, vault: members.vault)
        }
        guard case .success(let result) = try seen(before, kind, own: own, now: now, db).0 else { return nil }
        return SheetEarlier(sheet: before, result: result)
    }

    /// The newest closed sheet of a kind whose result `viewer` may see.
    func newestResult(of kind: String, for viewer: Viewer, in network: ID) async throws -> SheetReading? {
        let closed = try await list([kind], for: viewer, in: network).filter { $0.sheet.closedAt != nil }
        guard let first = closed.first else { return nil }
        return try await reading(first.sheet.id, for: viewer, in: network)
    }

    // MARK: At home

    /// What waits for a member: sheets that they may answer and have not.
    static let tasks: MemberActs.LaterTasks = { member, now, db in
        let open = try db.openSheets(in: member.networkID, at: now).filter { $0.who.includes(member) }
        guard !open.isEmpty else { return [] }
        let done = try db.sheetsAnswered(by: member.id, among: open.map(\.id), in: member.networkID)
        return try open.filter { !done.contains($0.id) }.compactMap { sheet in
            guard let clock = try db.clock(of: sheet.id, in: sheet.networkID) else { return nil }
            return WaitingTask(
                clock: clock, words: QuestionWords.waits(sheet.title.text), path: "/sheets/\(sheet.id)")
        }
    }
}
