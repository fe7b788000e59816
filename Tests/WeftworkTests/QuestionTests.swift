import Database
import Engine
import Testing

@testable import Weftwork

/// Sheets of questions: what is counted, what is shown to whom when, what stays and what goes.
@Suite("Questions answered apart")
struct QuestionTests {
    // MARK: Measures

    /// Definition 2 of Hyndman and Fan, from the sorted values themselves.
    private static func quantile(_ values: [Int], _ quarters: Int) -> Double {
        let sorted = values.sorted(), exact = sorted.count * quarters
        if exact % 4 == 0 { return Double(sorted[exact / 4 - 1] + sorted[exact / 4]) / 2 }
        return Double(sorted[exact / 4])
    }

    @Test("Quartiles are those of the sorted picks, disagreement lies between 0 and 1", arguments: 0..<200)
    func spread(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let picks = (0..<Int.random(in: 1...30, using: &random)).map { _ in Int.random(in: 1...7, using: &random) }
        let counts = (1...7).map { place in picks.count { $0 == place } }
        let spread = AnswerSpread(ordered: counts)
        #expect(spread.n == picks.count)
        #expect(spread.lower == QuestionTests.quantile(picks, 1), "\(picks)")
        #expect(spread.median == QuestionTests.quantile(picks, 2), "\(picks)")
        #expect(spread.upper == QuestionTests.quantile(picks, 3), "\(picks)")
        let disagreement = try #require(spread.disagreement)
        #expect((0...1).contains(disagreement))
        #expect((disagreement == 0) == (Set(picks).count == 1))
        // Seen from the other end it is the same.
        let mirrored = try #require(AnswerSpread(ordered: counts.reversed()).disagreement)
        #expect(abs(mirrored - disagreement) < 1e-12)
        let unordered = AnswerSpread(unordered: counts)
        #expect((0...1).contains(try #require(unordered.disagreement)) && unordered.median == nil)
    }

    @Test("Half at either end is the most disagreement; nobody is none")
    func extremes() {
        #expect(AnswerSpread(ordered: [3, 0, 0, 0, 0, 0, 3]).disagreement == 1)
        #expect(AnswerSpread(unordered: [2, 2, 2]).disagreement == 1)
        #expect(AnswerSpread(ordered: [0, 0, 0]) == AnswerSpread(unordered: [0, 0, 0]))
    }

    @Test("A ranking counts places; what is left out has none")
    func ranking() {
        let question = Question(
            id: "r", kind: .ranking, words: Bilingual("?"), options: ["a", "b", "c"].map { Bilingual($0) }, most: 2)
        let tally = Tally(of: question, [Reply(picks: [3, 1]), Reply(picks: [3]), Reply(picks: [1, 3]), Reply()])
        #expect(tally.answered == 3 && tally.counts == [[1, 1], [0, 0], [2, 1]])
        let options = RankingSpread(tally, places: 2).options
        #expect(options.map(\.index) == [2, 0, 1] && options.map(\.placed) == [3, 2, 0])
        #expect(options[0].share == 5.0 / 6 && options[1].share == 3.0 / 6)
    }

    // MARK: What is shown

    private static func sheet(closed: Bool) -> Sheet {
        let id = ID(milliseconds: 1, entropy: (0, 1))
        return Sheet(
            id: id, networkID: id, kind: "survey", title: Bilingual("t"), round: 1, afterID: nil, questions: [],
            version: 1, who: .members, keeperID: id, madeAt: 0, openedAt: 0, closesAt: 10, closedAt: closed ? 5 : nil,
            result: nil)
    }

    private static let looks:
        [(closed: Bool, kind: SheetKind.Shown, own: Bool?, answers: Int, agreed: Bool, shown: Int?, why: String?)] = [
            (false, .afterOwn, nil, 9, true, nil, "answerFirst"), (false, .afterOwn, false, 9, true, nil, "lookFirst"),
            (false, .afterOwn, true, 9, false, 5, nil), (false, .afterOwn, true, 10, false, 10, nil),
            // While it is open a fifth could come, and be told from the four.
            (false, .afterOwn, true, 4, true, nil, "tooFew"), (false, .afterClose, true, 9, true, nil, "untilClosed"),
            (true, .afterClose, nil, 9, false, 9, nil), (true, .afterOwn, nil, 5, false, 5, nil),
            (true, .afterOwn, false, 4, true, 4, nil), (true, .afterOwn, false, 4, false, nil, "tooFew"),
            (true, .afterOwn, nil, 4, true, nil, "tooFew"), (true, .afterOwn, nil, 0, false, nil, "nobody"),
        ]

    @Test("Answers come to light by the rule", arguments: 0..<looks.count)
    func shown(_ index: Int) {
        let one = QuestionTests.looks[index], sheet = QuestionTests.sheet(closed: one.closed)
        let own = one.own.map {
            SheetAnswer(memberID: sheet.id, at: 0, replies: [:], isFixed: $0, mayShow: one.agreed)
        }
        let result = QuestionRules.shown(
            sheet, one.kind, own: own, answers: one.answers, allAgreed: one.agreed, at: 1)
        switch result {
        case .success(let number): #expect(number == one.shown, "\(one)")
        case .failure(let reason): #expect(reason.why.rawValue == one.why, "\(one)")
        }
    }

    @Test(
        "A question that few answered is shown only to those of them who agreed, once the sheet is closed",
        arguments: [false, true], [0, 1, 4, 5])
    func fewOfOneQuestion(_ closed: Bool, _ answered: Int) {
        let sheet = QuestionTests.sheet(closed: closed), tally = Tally(question: "q2", answered: answered, counts: [])
        func isShown(_ replies: [String: Reply]?, agreed: Bool) -> Bool {
            let own = replies.map {
                SheetAnswer(memberID: sheet.id, at: 0, replies: $0, isFixed: true, mayShow: agreed)
            }
            return QuestionRules.isShown(tally, of: sheet, allAgreed: agreed, own: own)
        }
        let enough = answered == 0 || answered >= 5
        #expect(isShown(["q2": Reply(picks: [1])], agreed: true) == (enough || closed))
        #expect(isShown(["q2": Reply(picks: [1])], agreed: false) == enough)
        // Whoever answered the sheet and not this question is none of them.
        #expect(isShown(["q1": Reply(picks: [1])], agreed: true) == enough)
        #expect(isShown(["q1": Reply(picks: [1]), "q2": Reply()], agreed: true) == enough)
        #expect(isShown(nil, agreed: true) == enough)
    }

    // MARK: Lives

    private func make(_ test: TestApp, _ kind: String = SheetKind.survey.name) async throws -> Sheet {
        var draft = SheetDraft(kind: kind, title: Bilingual("canary-title"))
        draft.questions = [
            Question(
                id: "q1", kind: .scale, words: Bilingual("?"), poles: [Bilingual("left"), Bilingual("right")]),
            Question(id: "q2", kind: .text, words: Bilingual("say")),
        ]
        let sheet = try await test.app.questions.make(draft, by: test.viewer("founder"), in: test.network.id)
        guard sheet.isDraft else { return sheet }
        return try await test.app.questions.perform(
            .open(closes: nil), on: sheet.id, by: test.viewer("founder"), in: test.network.id)
    }

    private func answer(_ test: TestApp, _ sheet: Sheet, _ name: String, _ pick: Int, _ text: String = "") async throws
    {
        try await test.app.questions.answer(
            ["q1": Reply(picks: [pick]), "q2": Reply(text: text)], mayShow: false, to: sheet.id,
            by: test.viewer(name), in: test.network.id)
    }

    private static let crowd = ["verifier", "verifier2", "intake", "dispatcher", "volunteer", "volunteer2"]

    @Test(
        "Whatever is answered, changed and fixed in whatever order: the count is that of the last answers",
        arguments: TestApp.kinds, [1, 2, 3])
    func histories(_ kind: EngineKind, _ seed: Int) async throws {
        let test = try await TestApp(kind, seed: UInt64(seed)), sheet = try await make(test)
        var random = SplitMix64(seed: UInt64(seed)), last: [String: Int] = [:], fixed: Set<String> = []
        for _ in 0..<40 {
            let name = QuestionTests.crowd.randomElement(using: &random) ?? "intake"
            if Int.random(in: 0..<6, using: &random) == 0, last[name] != nil {
                _ = try await test.app.questions.perform(
                    .look, on: sheet.id, by: test.viewer(name), in: test.network.id)
                fixed.insert(name)
            } else {
                let pick = Int.random(in: 1...7, using: &random)
                do {
                    try await answer(test, sheet, name, pick)
                    #expect(!fixed.contains(name))
                    last[name] = pick
                } catch Refusal.conflict {
                    #expect(fixed.contains(name), "only what stands can't be changed")
                }
            }
            // Nobody who has not let theirs stand ever sees a count.
            for (name, _) in last where !fixed.contains(name) {
                let reading = try await test.app.questions.reading(
                    sheet.id, for: test.viewer(name), in: test.network.id)
                if case .success = reading.result { Issue.record("\(name) sees the answers before theirs stand") }
            }
        }
        let closed = try await test.app.questions.perform(
            .close, on: sheet.id, by: test.viewer("founder"), in: test.network.id)
        let counted = try #require(closed.result)
        #expect(counted.answers == last.count)
        #expect(counted.tallies[0].counts[0] == (1...7).map { place in last.values.count { $0 == place } })
    }

    @Test(
        "It reminds those who are silent, closes by itself, and keeps the count when somebody is forgotten",
        arguments: TestApp.kinds)
    func timeAndForgetting(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let sheet = try await make(test)
        for (index, name) in QuestionTests.crowd.enumerated() {
            try await answer(test, sheet, name, index + 1, name == "intake" ? "canary-words" : "others \(index)")
        }
        func jobs() async throws -> Int {
            try await app.database.read { db in try db.value("SELECT count(*) FROM jobs", as: Int.self) ?? 0 }
        }
        let before = try await jobs()
        test.clock.pass(QuestionRules.usual * 4 / 5)
        try await app.questions.sweep()
        // The founder and one volunteer have said nothing.
        #expect(try await jobs() == before + 2)
        try await app.questions.sweep()
        #expect(try await jobs() == before + 2, "once")
        test.clock.pass(QuestionRules.usual)
        try await app.questions.sweep()
        let seen = try await app.questions.reading(sheet.id, for: test.viewer("founder"), in: network)
        guard case .success(let result) = seen.result else { return #expect(Bool(false), "closed, six answered") }
        #expect(result.answers == 6 && seen.texts["q2"]?.contains("canary-words") == true)
        await #expect(throws: Refusal.self) { try await answer(test, sheet, "volunteer3", 1) }
        // What lies in the store is sealed: the words stand nowhere in the open.
        let open = try await app.database.read { db in
            var found = false
            for table in try db.storedTables() {
                try db.eachRow(of: table) { values in
                    for case .text(let text) in values where text.contains("canary-words") { found = true }
                    for case .bytes(let bytes) in values
                    where String(decoding: bytes, as: UTF8.self).contains("canary-words") {
                        found = true
                    }
                }
            }
            return found
        }
        #expect(!open)
        try await app.members.askToBeForgotten(note: "", blanksWords: true, by: test.viewer("intake"))
        test.clock.pass(MemberActs.grace + 1)
        try await app.members.sweep()
        let after = try await app.questions.reading(sheet.id, for: test.viewer("founder"), in: network)
        guard case .success(let kept) = after.result else { return #expect(Bool(false), "it stays shown") }
        #expect(kept == result && after.texts["q2"]?.contains("canary-words") != true)
        let rows = try await app.database.read { db in try db.answerCount(to: sheet.id, in: network) }
        #expect(rows == 5)
    }

    @Test(
        "Goals hang on the charter's priorities, its purpose is the problem, values that came out go into its draft",
        arguments: TestApp.kinds)
    func charter(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id, now = test.clock.now
        let founder = test.viewer("founder"), subject = CharterSubject.network(network)
        let lead = try #require(test.members["founder"]).id
        var version = CharterVersion(subject: subject, number: 1, convenerID: lead, createdAt: now, editedAt: now)
        version.state = .adopted
        version.scope = .members
        let adopted = version
        let draft = CharterVersion(subject: subject, number: 2, convenerID: lead, createdAt: now, editedAt: now)
        let priority = CharterClause(
            id: app.world.newID(), section: .priorities, level: .measures, position: 1, zh: "冷链", en: "Cold chain",
            since: 1)
        let purpose = CharterClause(
            id: app.world.newID(), section: .purpose, kind: .problem, level: .goal, position: 1,
            en: "Villages lack vaccine", since: 1)
        try await app.database.write { db in
            try db.save(adopted)
            try db.save(priority, in: adopted)
            try db.save(purpose, in: adopted)
        }
        let due = Format.dayField(now + 60 * Time.day)
        let goal = try await app.goals.set(
            GoalDraft(title: "A store", clause: priority.id.description, due: due), by: founder, in: network)
        let map = try await app.goals.roadMap(for: test.viewer("volunteer"), in: network)
        #expect(map.words(of: goal.clauseID)?.en == "Cold chain")
        // A charter that only members read tells strangers nothing through the road map.
        let strangers = try await app.goals.roadMap(for: Viewer(.anonymous, language: .en), in: network)
        #expect(strangers.priorities.isEmpty && strangers.names.isEmpty && strangers.goals.count == 1)
        let seen = try await CognitionActs(members: app.members).reading(for: founder, in: network)
        #expect(seen.isInForce && seen.purpose.map(\.words.en) == ["Villages lack vaccine"])
        let survey = ValueSurvey(questions: app.questions, hand: ValueSurvey.toCharter(app.charter))
        let sheet = try await survey.begin(
            [Bilingual("Openness"), Bilingual("Care")], who: nil, closes: nil, by: founder, in: network)
        await #expect(throws: Refusal.self) { try await survey.handOver([1], of: sheet.id, by: founder, in: network) }
        _ = try await app.questions.perform(.close, on: sheet.id, by: founder, in: network)
        await #expect(throws: Refusal.self, "no draft") {
            try await survey.handOver([1], of: sheet.id, by: founder, in: network)
        }
        try await app.database.write { db in try db.save(draft) }
        for _ in 0..<2 { try await survey.handOver([1, 2], of: sheet.id, by: founder, in: network) }
        let count = try await app.database.read { db in
            try db.value("SELECT count(*) FROM charter_suggestions WHERE network_id = \(network)", as: Int.self)
        }
        #expect(count == 2, "each once")
    }

    @Test(
        "What is not met and what is to be reached always have an owner, also when theirs has left",
        arguments: TestApp.kinds)
    func charges(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let founder = test.viewer("founder"), volunteer = try #require(test.members["volunteer"])
        try await app.readiness.perform(
            .unmet(.base, evidence: "nobody knows anybody", due: nil), by: founder, in: network)
        try await app.readiness.perform(.charge(.base, .ask(volunteer.id)), by: founder, in: network)
        try await app.readiness.perform(.charge(.base, .accept), by: test.viewer("volunteer"), in: network)
        let goal = try await app.goals.set(
            GoalDraft(title: "A store in each county", due: Format.dayField(test.clock.now + 60 * Time.day)),
            by: founder,
            in: network)
        _ = try await app.goals.perform(.charge(.ask(volunteer.id)), on: goal.id, by: founder, in: network)
        _ = try await app.goals.perform(.charge(.accept), on: goal.id, by: test.viewer("volunteer"), in: network)
        func owners() async throws -> [ID?] {
            try await app.database.read { db in
                [
                    try db.preconditions(of: network).first?.charge?.ownerID,
                    try db.goal(goal.id, in: network)?.charge.ownerID,
                    try db.clock(of: goal.id, in: network)?.ownerID,
                ]
            }
        }
        #expect(try await owners() == [volunteer.id, volunteer.id, volunteer.id])
        try await app.members.leave(note: "", by: test.viewer("volunteer"), in: network)
        try await app.readiness.sweep()
        try await app.goals.sweep()
        let lead = try #require(test.members["founder"]).id
        #expect(try await owners() == [lead, lead, lead])
        // Late: the owner is told, and nothing is taken from them.
        test.clock.pass(90 * Time.day)
        try await app.goals.sweep()
        let clock = try await app.database.read { db in try db.clock(of: goal.id, in: network) }
        #expect(clock?.stage == Escalation.red.rawValue || clock?.stage == Escalation.backupTold.rawValue)
        #expect(try await owners()[1] == lead)
        _ = try await app.goals.perform(.state(.done, note: ""), on: goal.id, by: founder, in: network)
        #expect(try await app.database.read { db in try db.clock(of: goal.id, in: network) } == nil)
        #expect(try await app.auditChain(of: test.network).firstBreak == nil)
    }

    @Test("Whoever is asked hears of a sheet when it opens, once", arguments: TestApp.kinds)
    func whoIsAskedIsTold(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        func asked() async throws -> Int {
            try await app.database.read { db in try db.value("SELECT count(*) FROM contact_ledger", as: Int.self) ?? 0 }
        }
        _ = try await app.questions.make(
            SheetDraft(kind: AlignSheets.mindset.name), by: test.viewer("founder"), in: network)
        for _ in 1...2 { try await app.questions.sweep() }
        #expect(try await asked() == test.members.count - 1, "all but its keeper")
        await test.app.database.close()
    }
}
