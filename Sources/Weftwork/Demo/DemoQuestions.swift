internal import Database

/// What the people of the demonstration were asked and settled: readiness answered apart, values rated, goals in time, words.
extension Demonstration {
    static func addQuestions(_ people: [String: Member], _ app: App) async throws {
        guard let lead = people["coordinator"] else { return }
        let network = lead.networkID
        let others = people.sorted { $0.key < $1.key }.map(\.value)
        try await addReadiness(lead, others, app)
        try await addValues(lead, others, app)
        let mindset = try await app.questions.make(
            SheetDraft(kind: AlignSheets.mindset.name), by: viewer(of: lead), in: network)
        for (index, member) in others.prefix(4).enumerated() {
            var replies: [String: Reply] = [:]
            for line in 1...MindsetWords.lines.count {
                replies["own\(line)"] = Reply(picks: [1 + (index * 2 + line) % 7])
                replies["net\(line)"] = Reply(picks: [2 + (index + line) % 4])
            }
            try await app.questions.answer(
                replies, mayShow: false, to: mindset.id, by: viewer(of: member), in: network)
        }
        try await addGoals(lead, people["volunteer"] ?? lead, app)
        try await addWords(lead, people["partner"] ?? lead, app)
    }

    private static func viewer(of member: Member) -> Viewer { Viewer(.member(member), language: .zh) }

    /// Six answer apart; it is closed, and where they part a precondition is not met and has an owner.
    private static func addReadiness(_ lead: Member, _ others: [Member], _ app: App) async throws {
        let network = lead.networkID
        let sheet = try await app.questions.make(
            SheetDraft(kind: AlignSheets.readiness.name), by: viewer(of: lead), in: network)
        for (index, member) in others.prefix(6).enumerated() {
            var replies: [String: Reply] = [:]
            for (place, question) in sheet.questions.enumerated() where question.kind == .evidence {
                // On the means they part; on the rest they mostly agree.
                let pick = question.id.hasPrefix("resources") ? 1 + index % 3 : (place + index) % 7 == 0 ? 2 : 1
                replies[question.id] = Reply(
                    picks: [pick],
                    text: question.id.hasPrefix("resources") && index < 2 ? DemoQuestionWords.evidence[index] : "")
            }
            replies[AlignSheets.kindQuestion] = Reply(picks: [index == 4 ? 1 : 2])
            replies[AlignSheets.shapeQuestion] = Reply(picks: [index % 2 == 0 ? 4 : 6])
            try await app.questions.answer(
                replies, mayShow: true, to: sheet.id, by: viewer(of: member), in: network)
        }
        _ = try await app.questions.perform(.close, on: sheet.id, by: viewer(of: lead), in: network)
        for action: ReadinessAction in [
            .met(.leaders, evidence: DemoQuestionWords.leaders), .met(.urgency, evidence: DemoQuestionWords.urgency),
            .unmet(.resources, evidence: DemoQuestionWords.resources, due: nil),
            .settle(kind: NetworkKind.action.rawValue, shape: WantedShape.multiHub.rawValue),
        ] {
            try await app.readiness.perform(action, by: viewer(of: lead), in: network)
        }
    }

    private static func addValues(_ lead: Member, _ others: [Member], _ app: App) async throws {
        let values = (ValueWords.starterPrinciples + ValueWords.starterValues).map { Bilingual($0) }
        let sheet = try await ValueSurvey(questions: app.questions).begin(
            values, who: nil, closes: nil, by: viewer(of: lead), in: lead.networkID)
        for (index, member) in others.prefix(6).enumerated() {
            let rated = values.indices.map { 3 + ($0 * 2 + index) % 3 }
            let replies = [
                ValueSurvey.rate: Reply(picks: rated),
                ValueSurvey.rank: Reply(picks: [1 + index % 2, 6, 3 + index % 3]),
            ]
            try await app.questions.answer(
                replies, mayShow: true, to: sheet.id, by: viewer(of: member), in: lead.networkID)
        }
        _ = try await app.questions.perform(.close, on: sheet.id, by: viewer(of: lead), in: lead.networkID)
    }

    private static func addGoals(_ lead: Member, _ driver: Member, _ app: App) async throws {
        let network = lead.networkID, now = app.world.now()
        func day(_ distance: Int64) -> String { Format.dayField(now + distance * Time.day) }
        for (index, stage) in DemoQuestionWords.goals.enumerated() {
            let start = Int64(index) * 30
            var draft = GoalDraft(title: stage.title, note: stage.words, from: day(start - 20), due: day(start + 70))
            let goal = try await app.goals.set(draft, by: viewer(of: lead), in: network)
            for (step, title) in stage.steps.enumerated() {
                draft = GoalDraft(title: title, parent: goal.id.description, due: day(start + 10 + Int64(step) * 25))
                let milestone = try await app.goals.set(draft, by: viewer(of: lead), in: network)
                guard index == 0, step == 0 else { continue }
                _ = try await app.goals.perform(
                    .state(.done, note: DemoQuestionWords.reached), on: milestone.id, by: viewer(of: lead), in: network)
            }
            guard index == 0 else { continue }
            _ = try await app.goals.perform(.state(.going, note: ""), on: goal.id, by: viewer(of: lead), in: network)
            _ = try await app.goals.perform(
                .charge(.ask(driver.id)), on: goal.id, by: viewer(of: lead), in: network)
            _ = try await app.goals.perform(.charge(.accept), on: goal.id, by: viewer(of: driver), in: network)
        }
    }

    private static func addWords(_ lead: Member, _ partner: Member, _ app: App) async throws {
        let acts = CognitionActs(members: app.members), network = lead.networkID
        for word in DemoQuestionWords.terms {
            let id = try await acts.add(
                TermDraft(zh: word.zh, en: word.en, meaning: word.one), by: viewer(of: lead), in: network)
            guard partner.id != lead.id else { continue }
            try await acts.perform(
                .mean(words: word.other, organisation: nil), onTerm: id, by: viewer(of: partner), in: network)
        }
        _ = try await acts.add(
            EvidenceDraft(title: DemoQuestionWords.source, note: DemoQuestionWords.sourceNote), by: viewer(of: lead),
            in: network)
    }
}
