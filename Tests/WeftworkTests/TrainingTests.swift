import Database
import Engine
import Testing

@testable import Weftwork

/// What is taught and asked; what nobody does without it, read at the act.
@Suite struct TrainingTests {
    private func question(_ right: Set<Int>, of count: Int = 3) -> TrainingContent.Question {
        var question = TrainingContent.Question()
        question.text = TrainingSaying(zh: "问题", en: "Question")
        question.why = TrainingSaying(zh: "", en: "Because.")
        question.options = (0..<count).map {
            TrainingContent.Option(text: TrainingSaying(zh: "", en: "Answer \($0)"), isRight: right.contains($0))
        }
        return question
    }

    private func draft(_ questions: [TrainingContent.Question]? = nil) -> TrainingDraft {
        var draft = TrainingDraft()
        draft.content.title = TrainingSaying(zh: "接电话", en: "Taking calls")
        draft.content.body = TrainingSaying(zh: "先听。\n\n再问。", en: "")
        draft.content.questions = questions ?? [question([1]), question([0, 2])]
        return draft
    }

    private func fields(_ draft: TrainingDraft) -> Set<String> {
        do {
            _ = try TrainingRules.cleaned(draft)
            return []
        } catch {
            guard case .invalid(let problems) = error else { return ["?"] }
            return Set(problems.map(\.field))
        }
    }

    /// Why the policy refuses; nothing where it allows.
    private func refused(_ act: Act, to viewer: Viewer) -> String {
        do {
            try Policy.require(act, viewer)
            return ""
        } catch {
            return error.words(.en)
        }
    }

    // MARK: Rules

    @Test func whatAModuleLacksIsNamed() throws {
        #expect(fields(draft()).isEmpty)
        #expect(fields(TrainingDraft()) == ["title", "body", "questions"])
        #expect(fields(draft([question([])])) == ["questions.0"])
        #expect(fields(draft([question([0, 1, 2])])) == ["questions.0"])
        #expect(fields(draft([question([0]), question([0], of: 1)])) == ["questions.1"])
        var odd = draft()
        odd.content.questions[1].why = TrainingSaying()
        (odd.passMark, odd.months) = (40, 61)
        #expect(fields(odd) == ["questions.1", "passMark", "months"])
        let cleaned = try TrainingRules.cleaned(draft())
        #expect(cleaned.passMark == 80 && cleaned.months == 12)
        #expect(TrainingContent(stored: cleaned.0.stored) == cleaned.0)
    }

    @Test func aQuestionIsRightWhereAllAndOnlyItsRightAnswersAreChosen() {
        let content = draft().content
        #expect(TrainingRules.grade([[1], [0, 2]], content) == (100, []))
        #expect(TrainingRules.grade([[1], [0]], content) == (50, [1]))
        #expect(TrainingRules.grade([[1], [0, 1, 2]], content) == (50, [1]))
        #expect(TrainingRules.grade([], content) == (0, [0, 1]))
        #expect(TrainingRules.grade([], TrainingContent()) == (0, []))
    }

    @Test func threeTriesInAnHour() {
        let now = 10 * Time.day
        #expect(TrainingRules.nextTry([], at: now) == nil)
        #expect(TrainingRules.nextTry([now - 10, now - 5], at: now) == nil)
        #expect(TrainingRules.nextTry([now - 30, now - 20, now - 10], at: now) == now - 30 + Time.hour)
        #expect(TrainingRules.nextTry([now - Time.hour, now - 20, now - 10], at: now) == nil)
        #expect(TrainingRules.nextTry([now - 40, now - 30, now - 20, now - 10], at: now) == now - 30 + Time.hour)
    }

    @Test func whoBringsWhatIsShippedCanOfferItAsItIs() {
        #expect(ShippedTraining.all.count == 3)
        #expect(Set(ShippedTraining.all.map(\.key)).count == 3)
        for module in ShippedTraining.all {
            var draft = TrainingDraft()
            draft.content = module.content
            #expect(fields(draft).isEmpty, "\(module.key)")
            let sayings =
                [module.content.title, module.content.summary, module.content.body]
                + module.content.questions.flatMap { [$0.text, $0.why] + $0.options.map(\.text) }
            #expect(sayings.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty }, "\(module.key)")
            #expect(module.content.questions.count >= 5)
        }
    }

    @Test func aFormIsReadAsItIsTyped() throws {
        let form = Form(pairs: [
            ("title.zh", "接电话"), ("title.en", ""), ("body.zh", "先听"), ("passMark", "70"), ("months", "x"),
            ("q0.text.zh", "先做什么"), ("q0.options.zh", "说\n*听\n\n写"), ("q0.options.en", "Talk\n* Listen\nWrite"),
            ("q0.why.zh", "先听"), ("q1.text.zh", ""), ("q1.options.zh", ""), ("q1.why.zh", ""),
            ("q2.text.zh", "再做什么"), ("q2.options.zh", "*问\n走"), ("q2.why.zh", "再问"),
        ])
        let draft = try TrainingEditPages.draft(form)
        #expect(draft.content.questions.count == 2 && draft.passMark == 70 && draft.months == -1)
        #expect(draft.content.questions[0].right == [1])
        #expect(draft.content.questions[0].options[1].text == TrainingSaying(zh: "听", en: "Listen"))
        let unlike = form.with("q0.options.en", "*Talk\nListen\nWrite")
        #expect(throws: Refusal.self) { try TrainingEditPages.draft(unlike) }
    }

    // MARK: Passing

    /// A module whose right answers are 1, and 0 with 2.
    private func module(_ test: TestApp) async throws -> TrainingModule {
        try await test.app.training.write(draft(), by: test.viewer("founder"), in: test.network.id)
    }

    private func pass(_ module: TrainingModule, _ name: String, _ test: TestApp) async throws {
        let result = try await test.app.training.take(
            module.id, [[1], [0, 2]], of: module.version, by: test.viewer(name), in: test.network.id)
        #expect(result.isPassed)
    }

    @Test(arguments: TestApp.kinds) func whoPassesIsKnownAndHowTheyAnsweredIsNot(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.training, network = test.network.id
        let module = try await module(test), volunteer = test.viewer("volunteer")
        await #expect(throws: Refusal.self) { try await acts.write(draft(), by: volunteer, in: network) }
        await #expect(throws: Refusal.self) { try await acts.take(module.id, [[1]], of: 1, by: volunteer, in: network) }
        let failed = try await acts.take(module.id, [[1], [0]], of: 1, by: volunteer, in: network)
        #expect(!failed.isPassed && failed.score == 50 && failed.wrong == [1] && failed.nextAt == nil)
        _ = try await acts.take(module.id, [[1], [1]], of: 1, by: volunteer, in: network)
        let third = try await acts.take(module.id, [[0], [1]], of: 1, by: volunteer, in: network)
        #expect(third.nextAt == test.clock.now + Time.hour)
        await #expect(throws: Refusal.self) {
            try await acts.take(module.id, [[1], [0, 2]], of: 1, by: volunteer, in: network)
        }
        test.clock.pass(Time.hour)
        try await pass(module, "volunteer", test)
        let list = try await acts.trained(
            module: module.id, try Paging(Form(), keys: 2), for: test.viewer("founder"), in: network)
        #expect(list.rows.map(\.name) == ["volunteer"] && list.rows[0].pass.holds(at: test.clock.now))
        let text = String(decoding: TrainedListView(list: list).json, as: UTF8.self)
        #expect(!text.contains("score"))
        // It counts for who is free, too.
        try await test.app.volunteers.say(.ask, by: volunteer, in: network)
        let free = try await test.app.volunteers.free(
            try FreeQuery(Form(pairs: [("training", module.id.description)])), try Paging(Form(), keys: 1),
            for: test.viewer("dispatcher"), in: network)
        #expect(free.items.map(\.name) == ["volunteer"])
        test.clock.pass(366 * Time.day)
        let own = try await acts.list(for: volunteer, in: network)
        #expect(own.items.first?.pass?.holds(at: test.clock.now) == false)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNewVersionIsWrittenOnWhatWasRead(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.training, network = test.network.id
        let first = try await module(test), founder = test.viewer("founder")
        try await pass(first, "volunteer", test)
        let second = try await acts.rewrite(first.id, draft([question([2])]), read: 1, by: founder, in: network)
        #expect(second.version == 2)
        await #expect(throws: Refusal.self) {
            try await acts.rewrite(first.id, draft(), read: 1, by: founder, in: network)
        }
        let opened = try await acts.module(first.id, for: test.viewer("volunteer"), in: network)
        #expect(opened.content.questions.count == 1 && opened.item.pass?.version == 1)
        #expect(opened.item.pass?.holds(at: test.clock.now) == true)
        try await acts.setState(.withdrawn, of: first.id, by: founder, in: network)
        await #expect(throws: Refusal.self) {
            try await acts.module(first.id, for: test.viewer("volunteer2"), in: network)
        }
        let adopted = try await acts.adopt("call-back", by: founder, in: network)
        await #expect(throws: Refusal.self) { try await acts.adopt("call-back", by: founder, in: network) }
        #expect(try await acts.list(for: founder, in: network).shipped.count == 2)
        #expect(try await acts.list(for: test.viewer("volunteer"), in: network).items.map(\.module.id) == [adopted.id])
        await test.app.database.close()
    }

    /// The answers are to what was read: written anew meanwhile, they open nothing and cost no try.
    @Test(arguments: TestApp.kinds) func nobodyIsGradedOnQuestionsTheyNeverSaw(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.training, network = test.network.id
        let first = try await module(test), founder = test.viewer("founder"), volunteer = test.viewer("volunteer")
        _ = try await acts.rewrite(
            first.id, draft([question([1]), question([0, 2])]), read: 1, by: founder, in: network)
        func refused(_ answers: [Set<Int>], of version: Int) async throws -> Int? {
            do {
                _ = try await acts.take(first.id, answers, of: version, by: volunteer, in: network)
                return nil
            } catch { return (error as? Refusal)?.status }
        }
        // Right or wrong, whole or not: it is not looked at.
        for answers in [[[1], [0, 2]], [[0], [1]], [[1]]] as [[Set<Int>]] {
            #expect(try await refused(answers, of: 1) == 409)
        }
        #expect(try await refused([[1], [0, 2]], of: 3) == 409)
        let opened = try await acts.module(first.id, for: volunteer, in: network)
        #expect(opened.item.pass == nil && opened.nextAt == nil)
        #expect(try await refused([[1], [0, 2]], of: 2) == nil)
        #expect(try await acts.module(first.id, for: volunteer, in: network).item.pass?.version == 2)
        await test.app.database.close()
    }

    // MARK: Gates

    /// What a member may not do now.
    private func untrained(_ name: String, _ test: TestApp) async throws -> Untrained? {
        let member = try #require(test.members[name]), network = test.network, now = test.clock.now
        return try await test.app.database.read { db in
            try TrainingGates().untrained(member, in: network, at: now, db)
        }
    }

    private func clocks(_ test: TestApp) async throws -> [Clock] {
        try await test.app.database.read { db in try db.clocksOfTraining(limit: 100) }
    }

    @Test(arguments: TestApp.kinds) func aRoleThatTakesATrainingIsGivenToNobodyWithout(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        let module = try await module(test), founder = test.viewer("founder"), volunteer = test.viewer("volunteer")
        let id = try #require(volunteer.member).id
        try await test.app.training.close(.role(.verifier), to: module.id, by: founder, in: network)
        do {
            try await members.nominate(id, for: "verifier", "I should like to", by: volunteer, in: network)
            Issue.record("named without a pass")
        } catch Refusal.conflict(let words, let extras) {
            #expect(extras.training == module.id && words(.en) == "Verifier takes the training “Taking calls” first.")
        }
        // Another role takes nothing.
        try await members.nominate(id, for: "facilitator", "I should like to", by: volunteer, in: network)
        try await pass(module, "volunteer", test)
        try await members.nominate(id, for: "verifier", "I should like to", by: volunteer, in: network)
        // A pass that ends before the days are over gives no role.
        try await test.app.database.write { [clock = test.clock] db in
            try db.execute("UPDATE training_passes SET until_at = \(clock.now + Time.day)")
        }
        test.clock.pass(RoleRules.consenting + Time.hour)
        try await members.endRoleTerms()
        let roles = try await test.app.database.read { db in try db.roles(of: id, in: network) }
        #expect(roles == [.facilitator])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNewNetworksVerifiersNeedTheirModule(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.training, network = test.network.id
        let founder = try #require(test.members["founder"])
        try await acts.begin(in: test.network, founder: founder.id)
        let list = try await acts.list(for: test.viewer("founder"), in: network)
        #expect(list.gates.map(\.subject) == [.role(.verifier)] && list.items.count == 1)
        // Whoever holds the role by then has their fourteen days; nobody else is asked for anything.
        let verifiers = test.members.values.filter { $0.has(.verifier) }.map(\.id)
        #expect(Set(try await clocks(test).map(\.ownerID)) == Set(verifiers) && !verifiers.isEmpty)
        let volunteer = test.viewer("volunteer"), id = try #require(volunteer.member).id
        await #expect(throws: Refusal.self) {
            try await test.app.members.nominate(id, for: "verifier", "I should like to", by: volunteer, in: network)
        }
        let module = try #require(list.items.first).module
        let answers = CallBackTrainingWords.module.content.questions.map(\.right)
        #expect(try await acts.take(module.id, answers, of: 1, by: volunteer, in: network).isPassed)
        try await test.app.members.nominate(id, for: "verifier", "I should like to", by: volunteer, in: network)
        // It is the network's own, to lift as any other.
        try await acts.open(.role(.verifier), to: module.id, by: test.viewer("founder"), in: network)
        try await acts.sweep()
        #expect(try await clocks(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func holdersHaveFourteenDaysThenTheRolePausesUntilTheyPass(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), acts = test.app.training, network = test.network.id
        let module = try await module(test), founder = test.viewer("founder")
        try await acts.close(.role(.verifier), to: module.id, by: founder, in: network)
        #expect(try await clocks(test).count == 2, "one for each verifier")
        let waiting = try await test.app.members.waiting(for: try #require(test.members["verifier"]))
        #expect(waiting.contains { $0.path == "/training/\(module.id)" })
        #expect(try await untrained("verifier", test) == nil)
        test.clock.pass(13 * Time.day)
        try await pass(module, "verifier2", test)
        try await acts.sweep()
        #expect(try await clocks(test).count == 1)
        #expect(try await untrained("verifier", test) == nil)
        // No sweep is needed for it to hold.
        test.clock.pass(Time.day)
        let lacks = try #require(try await untrained("verifier", test))
        #expect(lacks.roles[.verifier]?.module == module.id && lacks.acts.isEmpty)
        #expect(try await untrained("verifier2", test) == nil)
        #expect(try await untrained("volunteer", test) == nil)
        let member = try #require(test.members["verifier"])
        var viewer = Viewer(.member(member.without(lacks.roles.keys)), language: .en)
        viewer.untrained = lacks
        #expect(!Policy.allows(.verify, viewer) && !Policy.mightAllow(.openItem, viewer))
        let words = refused(.openItem, to: viewer)
        #expect(words.contains("Taking calls") && words.contains("\(module.id)"))
        try await acts.sweep()
        try await acts.sweep()
        let clock = try #require(try await clocks(test).first)
        #expect(clock.stage == Escalation.backupTold.rawValue && clock.nextAt == Clock.never)
        try await pass(module, "verifier", test)
        #expect(try await untrained("verifier", test) == nil)
        #expect(try await clocks(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func anActIsClosedAtOnceToWhoNeverPassed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.training, network = test.network.id
        let module = try await module(test), founder = test.viewer("founder")
        try await pass(module, "volunteer", test)
        try await acts.close(.act(.claim), to: module.id, by: founder, in: network)
        #expect(try await untrained("volunteer", test) == nil)
        #expect(try await untrained("volunteer2", test)?.acts[.claim]?.module == module.id)
        await #expect(throws: Refusal.self) {
            try await acts.setState(.withdrawn, of: module.id, by: founder, in: network)
        }
        // Whose pass has ended has fourteen days more, with a clock.
        test.clock.pass(module.lifetime + Time.hour)
        try await acts.sweep()
        let owner = try #require(test.members["volunteer"]).id
        #expect(try await clocks(test).map(\.ownerID) == [owner])
        #expect(try await untrained("volunteer", test) == nil)
        test.clock.pass(14 * Time.day)
        #expect(try await untrained("volunteer", test)?.acts[.claim] != nil)
        try await acts.open(.act(.claim), to: module.id, by: founder, in: network)
        try await acts.sweep()
        #expect(try await untrained("volunteer", test) == nil)
        #expect(try await clocks(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aPassThatEndsIsToldOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.training
        let module = try await module(test)
        try await pass(module, "volunteer", test)
        func mails() async throws -> Int {
            try await test.app.database.read { db in try db.value("SELECT count(*) FROM jobs", as: Int.self) ?? 0 }
        }
        let before = try await mails()
        test.clock.pass(module.lifetime - 20 * Time.day)
        try await acts.sweep()
        #expect(try await mails() == before)
        test.clock.pass(7 * Time.day)
        try await acts.sweep()
        try await acts.sweep()
        #expect(try await mails() == before + 1)
        await test.app.database.close()
    }
}
