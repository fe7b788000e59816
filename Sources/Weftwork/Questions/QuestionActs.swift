internal import Database

/// A sheet as one viewer sees it.
struct SheetReading: Sendable {
    let sheet: Sheet
    let kind: SheetKind
    let own: SheetAnswer?
    let mayAnswer: Bool
    let answers: Int
    let keeper: String
    /// What is shown of the answers; or why nothing is.
    let result: Result<SheetResult, QuestionRules.ApartReason>
    /// Words of one's own by question, in an order that tells nothing.
    let texts: [String: [String]]
    /// The sheet before it, with its result, where the viewer may see that.
    let earlier: SheetEarlier?
}

/// The sheet beside which the answers of another are laid.
struct SheetEarlier: Sendable {
    let sheet: Sheet
    let result: SheetResult
}

/// One line of a list of sheets.
struct SheetLine: Sendable {
    let sheet: Sheet
    let answers: Int
    let hasAnswered: Bool
    let mayAnswer: Bool
}

/// Sheets of questions: written, opened, answered apart, shown together. One function for each act, whatever door it came through.
struct QuestionActs: Sendable {
    let members: MemberActs
    let kinds: [String: SheetKind]

    /// - Parameter later: kinds that capabilities further down bring.
    init(members: MemberActs, later: [SheetKind] = []) {
        self.members = members
        kinds = Dictionary(([.survey] + later).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var database: any Database { members.database }
    var world: World { members.world }
    private var vault: Vault { members.vault }

    func kind(_ name: String) throws(Refusal) -> SheetKind {
        guard let kind = kinds[name] else {
            throw .invalid("kind", SiteWords.badChoice(kinds.keys.sorted(), name))
        }
        return kind
    }

    // MARK: Asking

    /// Writes a sheet. One with questions of its kind is open at once; a survey when whoever keeps it opens it.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where one of its kind is open already.
    func make(_ draft: SheetDraft, by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> Sheet {
        try Policy.require(.keepSheet, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let kind = try kind(draft.kind), who = try QuestionRules.who(draft.who)
        let closes = try QuestionRules.closes(draft.closes, now: now)
        let written = try draft.questions.map { typed throws(Refusal) in try QuestionRules.question(typed) }
        guard written.count <= QuestionRules.mostQuestions else {
            throw Refusal.invalid("questions", QuestionWords.tooMany(QuestionRules.mostQuestions))
        }
        return try await database.write { db in
            if let known = try db.earlier(once, by: viewer, in: network), let sheet = try db.sheet(known, in: network) {
                return sheet
            }
            let sheet = try write(draft, kind, who, closes: closes, written, by: member, viewer, now, db)
            try db.remember(once, object: sheet.id, by: viewer, in: network, at: now)
            return sheet
        }
    }

    /// The round of a kind that runs; where none does another is begun, in the transaction of what calls for it. Who may is for the
    /// caller to know.
    ///
    /// - Parameter tells: whether those asked hear of it; not where what calls for it tells them anyway.
    /// - Returns: nothing where as many sheets as may be are open, or one runs that is for a few or ends soon: nothing else stops for
    ///   that.
    func round(
        of kind: SheetKind, tells: Bool, by viewer: Viewer, in network: ID, now: Int64, _ db: any Connection
    ) throws -> Sheet? {
        let member = try members.own(viewer, in: network)
        if let running = try db.sheets(of: [kind.name], in: network).first(where: { $0.closedAt == nil }) {
            if running.isOpen(at: now) {
                // One for a few, or one that ends before people have come to it, is not for everybody.
                let lasts = running.closesAt - now >= QuestionRules.leastForAll
                return running.who == .members && lasts ? running : nil
            }
            // Its time is over, and only nobody has come by to end it.
            _ = try close(running, by: Viewer(.system, language: .zh), db)
        }
        guard try db.unclosedSheets(in: network) < QuestionRules.mostAtOnce else { return nil }
        return try write(
            SheetDraft(kind: kind.name), kind, .members, closes: now + QuestionRules.usual, [], by: member, viewer, now,
            tells: tells, db)
    }

    private func write(
        _ draft: SheetDraft, _ kind: SheetKind, _ who: SheetWho, closes: Int64, _ written: [Question],
        by member: Member, _ viewer: Viewer, _ now: Int64, tells: Bool = true, _ db: any Connection
    ) throws -> Sheet {
        let network = member.networkID, before = try earlier(draft, kind, in: network, db)
        let questions = kind.questions ?? (written.isEmpty ? before?.questions ?? [] : written)
        let title = try QuestionRules.title(title(draft, kind, before))
        guard try db.unclosedSheets(in: network) < QuestionRules.mostAtOnce else {
            throw Refusal.conflict(QuestionWords.tooManyAtOnce(QuestionRules.mostAtOnce))
        }
        let isSurvey = kind.name == SheetKind.survey.name
        let sheet = Sheet(
            id: world.newID(), networkID: network, kind: kind.name, title: title,
            round: isSurvey
                ? (before?.round ?? 0) + 1 : try db.sheetRounds(of: kind.name, in: network) + 1,
            afterID: before?.id, questions: questions, version: 1, who: who, keeperID: member.id, madeAt: now,
            openedAt: nil, closesAt: closes, closedAt: nil, result: nil)
        try db.insert(sheet)
        return isSurvey ? sheet : try open(sheet, closes: closes, tells: tells, by: viewer, db)
    }

    private func title(_ draft: SheetDraft, _ kind: SheetKind, _ before: Sheet?) -> Bilingual {
        if !draft.title.zh.isEmpty || !draft.title.en.isEmpty { return draft.title }
        return kind.name == SheetKind.survey.name ? before?.title ?? draft.title : Bilingual(kind.title)
    }

    /// The sheet beside which the new one stands: the one that is asked again, or the last of its kind.
    private func earlier(
        _ draft: SheetDraft, _ kind: SheetKind, in network: ID, _ db: any Connection
    ) throws -> Sheet? {
        if let again = draft.again {
            guard let sheet = try db.sheet(again, in: network), sheet.kind == kind.name, !sheet.isDraft else {
                throw Refusal.invalid("again", QuestionWords.unknownSheet)
            }
            return sheet
        }
        guard kind.name != SheetKind.survey.name else { return nil }
        let all = try db.sheets(of: [kind.name], in: network)
        guard !all.contains(where: { $0.closedAt == nil }) else { throw Refusal.conflict(QuestionWords.isOpenAlready) }
        return all.first
    }

    /// Opens, closes, changes a sheet; or lets one's own answer stand so as to see the others'.
    func perform(_ action: SheetAction, on id: ID, by viewer: Viewer, in network: ID) async throws -> Sheet {
        try Policy.require(action.act, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            guard var sheet = try db.sheet(id, in: network) else { throw Refusal.notFound }
            switch action {
            case .look: try look(at: sheet, member, db)
            case .close:
                guard !sheet.isDraft, sheet.closedAt == nil else { throw Refusal.conflict(QuestionWords.notOpen) }
                sheet = try close(sheet, by: viewer, db)
            case .open(let closes):
                let until = try QuestionRules.closes(closes, now: now)
                try requireDraft(sheet)
                guard !sheet.questions.isEmpty else { throw Refusal.conflict(QuestionWords.noQuestions) }
                sheet = try open(sheet, closes: until, by: viewer, db)
            case .add(let typed):
                try requireDraft(sheet)
                let question = try QuestionRules.question(typed)
                guard sheet.questions.count < QuestionRules.mostQuestions else {
                    throw Refusal.conflict(QuestionWords.tooMany(QuestionRules.mostQuestions))
                }
                let number = (sheet.questions.compactMap { Int($0.id.dropFirst()) }.max() ?? 0) + 1
                sheet.questions.append(
                    Question(
                        id: "q\(number)", kind: question.kind, words: question.words, group: question.group,
                        poles: question.poles, options: question.options, most: question.most))
                sheet = try rewritten(sheet, db)
            case .remove(let question):
                try requireDraft(sheet)
                sheet.questions.removeAll { $0.id == question }
                sheet = try rewritten(sheet, db)
            case .discard:
                try requireDraft(sheet)
                try db.discard(sheet)
            }
            return sheet
        }
    }

    private func requireDraft(_ sheet: Sheet) throws(Refusal) {
        guard sheet.isDraft else { throw .conflict(QuestionWords.standsStill) }
    }

    private func rewritten(_ old: Sheet, _ db: any Connection) throws -> Sheet {
        var sheet = old
        sheet.version += 1
        try db.save(sheet)
        return sheet
    }

    /// Those asked are told by the sweep, some at a time: its clock goes off at once.
    private func open(
        _ draft: Sheet, closes: Int64, tells: Bool = true, by viewer: Viewer, _ db: any Connection
    ) throws -> Sheet {
        var sheet = draft
        let now = world.now()
        (sheet.openedAt, sheet.closesAt) = (now, closes)
        try db.save(sheet)
        try db.start(
            Clock(
                networkID: sheet.networkID, object: .sheet, objectID: sheet.id, needID: sheet.id, step: "sheet",
                ownerID: sheet.keeperID, startedAt: now, dueAt: closes,
                stage: tells ? QuestionActs.toTell : 0,
                nextAt: tells ? now : Escalation.reminded.moment(start: now, due: closes)))
        try members.record(
            .sheetOpened, on: sheet.id, in: sheet.networkID, by: viewer, audience: .members, db,
            [("kind", .text(sheet.kind)), ("round", .number(Int64(sheet.round)))])
        return sheet
    }

    // MARK: Answering

    /// Stores one's own answers, in place of those one gave before.
    ///
    /// - Parameter mayShow: agrees that it is shown, without a name, among fewer than five.
    /// - Throws: ``Refusal/conflict(_:_:)`` once the sheet is closed or one's answer stands.
    func answer(
        _ typed: [String: Reply], mayShow: Bool, to id: ID, by viewer: Viewer, in network: ID
    ) async throws {
        try Policy.require(.answerSheet, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let sheet = try db.sheet(id, in: network), !sheet.isDraft else { throw Refusal.notFound }
            guard sheet.who.includes(member) else { throw Refusal.forbidden(QuestionWords.notAsked(sheet.who)) }
            guard sheet.isOpen(at: now) else { throw Refusal.conflict(QuestionWords.isClosed) }
            let replies = try QuestionRules.replies(typed, to: sheet.questions)
            let answer = SheetAnswer(
                memberID: member.id, at: now, replies: replies, isFixed: false, mayShow: mayShow)
            guard try db.save(answer, of: member, to: id, at: now, vault: vault) else {
                throw Refusal.conflict(QuestionWords.isFixed)
            }
            // That somebody answered is theirs to know; when they did could tell whose an answer is.
            try members.record(.sheetAnswered, on: id, in: network, by: viewer, audience: .concerned, db)
        }
    }

    private func look(at sheet: Sheet, _ member: Member, _ db: any Connection) throws {
        guard try kind(sheet.kind).shown == .afterOwn else { throw Refusal.conflict(QuestionWords.onlyClosed) }
        guard sheet.closedAt == nil else { return }
        guard try db.answer(of: member.id, to: sheet.id, in: sheet.networkID, vault: vault) != nil else {
            throw Refusal.conflict(QuestionWords.answerFirst)
        }
        try db.fixAnswer(of: member.id, to: sheet.id, in: sheet.networkID)
    }

    // MARK: Closing

    /// Counts what was answered. From here on nobody answers, and what was counted stays, whoever leaves.
    private func close(_ open: Sheet, by viewer: Viewer, _ db: any Connection) throws -> Sheet {
        var sheet = open
        let now = world.now()
        let answers = try db.answers(to: sheet.id, in: sheet.networkID, vault: vault)
        sheet.closedAt = now
        sheet.result = QuestionActs.count(answers, sheet.questions)
        try db.save(sheet)
        try db.stopClock(of: sheet.id, in: sheet.networkID)
        try members.record(
            .sheetClosed, on: sheet.id, in: sheet.networkID, by: viewer, audience: .members, db,
            [("kind", .text(sheet.kind)), ("answers", .number(Int64(answers.count)))])
        for member in try db.answerers(of: sheet, limit: QuestionActs.mostTold) {
            try members.tell(
                member, in: sheet.networkID, QuestionWords.mailSubject, QuestionWords.mailClosed(sheet.title.text),
                to: "/sheets/\(sheet.id)", db)
        }
        return sheet
    }

    /// The stage of a clock before those asked have been told.
    private static let toTell = -1
    /// So many are told at once; everybody finds it at home.
    private static let mostTold = 500

    static func count(_ answers: [SheetAnswer], _ questions: [Question]) -> SheetResult {
        SheetResult(
            answers: answers.count, allAgreed: !answers.isEmpty && answers.allSatisfy(\.mayShow),
            tallies: questions.map { question in
                Tally(of: question, answers.compactMap { $0.replies[question.id] })
            })
    }

    /// Tells those who are asked, reminds those who have not answered, closes what is over. Safe on several nodes.
    ///
    /// - Parameter failed: told of a sheet that could not be moved on; the others are.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        let clocks = try await database.read { db in try db.clocksGoingOff([.sheet], by: now, limit: 50) }
        await SweepService.each(clocks, \.objectID, failed: failed) { try await fire($0, now) }
    }

    private func fire(_ clock: Clock, _ now: Int64) async throws {
        let system = Viewer(.system, language: .zh)
        let soon = Escalation.reminded.moment(start: clock.startedAt, due: clock.dueAt), isSoon = now >= soon
        let telling = try await database.write { db -> Sheet? in
            guard let sheet = try db.sheet(clock.objectID, in: clock.networkID), sheet.closedAt == nil else {
                try db.stopClock(of: clock.objectID, in: clock.networkID)
                return nil
            }
            guard now < sheet.closesAt else {
                _ = try close(sheet, by: system, db)
                return nil
            }
            return try db.advance(clock, to: isSoon ? 1 : 0, next: isSoon ? sheet.closesAt : soon) ? sheet : nil
        }
        // Whoever has moved the clock on tells them, in stretches: a crowd holds nobody else up.
        var last: ID?
        while let sheet = telling {
            let from = last
            last = try await database.write { db in
                let silent = try db.silent(on: sheet, after: from, limit: QuestionActs.mostTold)
                for id in silent { try tell(id, of: sheet, isSoon: isSoon, db) }
                return silent.count < QuestionActs.mostTold ? nil : silent.last
            }
            guard last != nil else { return }
        }
    }

    /// That it is open, while their week has room for it; that it closes soon.
    private func tell(_ member: ID, of sheet: Sheet, isSoon: Bool, _ db: any Connection) throws {
        let path = "/sheets/\(sheet.id)", title = sheet.title.text, until = sheet.closesAt
        guard !isSoon else {
            return try members.tell(
                member, in: sheet.networkID, QuestionWords.mailSubject, QuestionWords.mailSoon(title, until), to: path,
                db)
        }
        guard member != sheet.keeperID else { return }
        try members.ask(
            member, for: .voice, in: sheet.networkID, QuestionWords.mailSubject,
            QuestionWords.mailOpened(title, until), to: path, db)
    }
}
