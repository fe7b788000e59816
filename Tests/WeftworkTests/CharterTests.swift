import Database
import Engine
import Testing

@testable import Weftwork

/// The charter: what changes between versions, how suggestions are answered, how far it is agreed on, and its life from a draft
/// to the version that takes its place.
@Suite struct CharterTests {
    private static func id(_ number: UInt64) -> ID { ID(milliseconds: Int64(number), entropy: (number, 0)) }

    private static func clause(_ number: UInt64, _ en: String, _ section: CharterSection = .purpose) -> CharterClause {
        CharterClause(id: id(number), section: section, level: section.level, position: 1, en: en, since: 1)
    }

    // MARK: Words

    @Test(
        "A row or a button holds the beginning of a clause, and no half of a word",
        arguments: [
            ("Every request is answered, rural clinics too.", "Every request is answered, rural clinics too."),
            (
                "Every request is answered within a day, in rural clinics and in towns alike.",
                "Every request is answered within a day, in rural clinics and…"
            ), ("让每个求助都有回音，乡镇卫生院也一样。", "让每个求助都有回音，乡镇卫生院也一样。"),
            (
                "让每个求助在一天之内都有回音，乡镇卫生院和城里的医院都一样。", "让每个求助在一天之内都有回音，乡镇卫生院和城里的…"
            ), (String(repeating: "x", count: 70), String(repeating: "x", count: 60) + "…"),
        ])
    func beginnings(_ text: String, _ beginning: String) {
        #expect(CharterParts.beginning(text) == beginning)
    }

    @Test(
        arguments: [
            ("We help people in need quickly.", "We help everybody in need, quickly and kindly."),
            ("让每一位需要帮助的人都能被看见。", "让每一个需要帮助的家庭都被看见、被回应。"), ("", "x"), ("x", ""), ("", ""),
            ("a a a b", "b a a a"), ("N95口罩 送到", "口罩送到了 N95"),
        ])
    func aComparisonHoldsBothTexts(_ before: String, _ after: String) {
        let pieces = WordChanges.between(before, after)
        #expect(pieces.filter { $0.kind != .added }.map(\.text).joined() == before)
        #expect(pieces.filter { $0.kind != .removed }.map(\.text).joined() == after)
        #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.kind != $1.kind })
    }

    @Test func anyTwoTextsCanBeCompared() {
        var chance = SplitMix64(seed: 7)
        let signs = Array("ab 口罩，.\n'")
        for _ in 0..<300 {
            func text() -> String {
                String((0..<Int(chance.next() % 30)).map { _ in signs[Int(chance.next() % UInt64(signs.count))] })
            }
            let before = text(), after = text(), pieces = WordChanges.between(before, after)
            #expect(pieces.filter { $0.kind != .added }.map(\.text).joined() == before)
            #expect(pieces.filter { $0.kind != .removed }.map(\.text).joined() == after)
            #expect(before != after || pieces.allSatisfy { $0.kind == .same })
        }
    }

    @Test func chineseIsComparedByCharactersEnglishByWords() {
        let zh = WordChanges.between("需要帮助的人", "需要帮助的家庭")
        #expect(zh == [.init(.same, "需要帮助的"), .init(.removed, "人"), .init(.added, "家庭")])
        let en = WordChanges.between("people in need", "persons in need")
        #expect(en == [.init(.removed, "people"), .init(.added, "persons"), .init(.same, " in need")])
    }

    @Test(
        arguments: [
            (
                ["Name the rural clinics", "Make it shorter", "Rural clinics are missing here, name them"],
                [[0, 2], [1]]
            ),
            (["乡镇的卫生院也要写进去", "太长了，短一点", "请把乡镇和社区卫生院写进来"], [[0, 2], [1]]), ([], []), (["", "  "], [[0], [1]]),
        ] as [([String], [[Int]])])
    func whatSaysAlikeStandsTogether(_ texts: [String], _ groups: [[Int]]) {
        #expect(LikeTexts.groups(texts) == groups)
        let again = LikeTexts.groups(texts, about: texts.first ?? "")
        #expect(again.flatMap { $0 }.sorted() == Array(texts.indices))
    }

    // MARK: Rules

    @Test func whatChangesFromVersionToVersion() {
        let kept = CharterTests.clause(1, "kept"), gone = CharterTests.clause(2, "gone")
        var changed = CharterTests.clause(3, "old"), moved = kept
        changed.isCore = true
        moved.position = 9
        var after = changed
        after.en = "new"
        let fresh = CharterTests.clause(4, "fresh", .vision)
        let changes = CharterRules.changes(from: [kept, gone, changed], to: [fresh, moved, after])
        #expect(changes.map(\.id) == [fresh.id, changed.id, gone.id])
        let settled = CharterRules.settled([fresh, moved, after], against: [kept, gone, changed], in: 5)
        #expect(settled.map(\.since) == [5, 1, 5])
        #expect(CharterRules.coreTouched(from: [kept, gone, changed], to: [fresh, moved, after]) == [changed])
        var demoted = changed
        demoted.isCore = false
        #expect(CharterRules.coreTouched(from: [changed], to: [demoted]) == [changed])
        #expect(CharterRules.coreTouched(from: [changed], to: []) == [changed])
        #expect(CharterRules.coreTouched(from: [changed], to: [changed]).isEmpty)
    }

    @Test("What a clause weighs, at what level it stands and what it is about are compared, and are no other words")
    func whatIsReweighed() {
        var before = CharterTests.clause(1, "Masks first", .priorities)
        before.weight = 400
        var after = before
        #expect(CharterRules.changes(from: [before], to: [after]).isEmpty)
        let all: [(inout CharterClause) -> Void] = [
            { $0.weight = 300 }, { $0.level = .resources }, { $0.categories = ["protective"] },
        ]
        for change in all {
            after = before
            change(&after)
            #expect(CharterRules.changes(from: [before], to: [after]) == [ClauseChange(before: before, after: after)])
            // Who affirmed the words has affirmed them still.
            #expect(CharterRules.settled([after], against: [before], in: 5).map(\.since) == [1])
        }
    }

    @Test(
        "Weights make a hundred, and only what is important has any",
        arguments: [
            ([(.first, 5), (.plan, 4), (.leave, 2)], [56, 44, 0]),
            ([(.first, 4), (.first, 4), (.first, 4)], [34, 33, 33]),
            ([(.aside, 2), (.leave, 2)], [50, 50]), ([(.first, 5), (nil, 0)], [100, 0]), ([(nil, 0)], [0]), ([], []),
        ] as [([(PriorityMatrix.Quarter?, Double)], [Int])])
    func weights(_ items: [(PriorityMatrix.Quarter?, Double)], _ percents: [Int]) {
        #expect(MatrixRules.weights(items.map { (quarter: $0.0, importance: $0.1) }) == percents)
    }

    @Test("What a matrix says is read from its tally: place, quarter, weight; those alike share a place")
    func whatAMatrixSays() {
        let options = (1...4).map { ProposalOption(id: CharterTests.id(UInt64($0)), number: $0, words: "Item \($0)") }
        func row(_ number: Int, _ importance: Double?, _ quarter: String?) -> BallotDetail.Row {
            BallotDetail.Row(
                option: options[number - 1].id.description,
                figures: [importance, importance, 0, 2, 2, 0, importance == nil ? 0 : 3], quarter: quarter)
        }
        var tally = ProposalTally()
        #expect(MatrixRules.priorities(tally, options).isEmpty)
        tally.ranking = [[2], [1, 3], [4]].map { $0.map { options[$0 - 1].id.description } }
        tally.detail =
            BallotDetail(rows: [row(2, 5, "first"), row(1, 4, "plan"), row(3, 4, "plan"), row(4, nil, nil)])
            .encoded
        let said = MatrixRules.priorities(tally, options)
        #expect(said.map(\.words) == ["Item 2", "Item 1", "Item 3", "Item 4"])
        #expect(said.map(\.place) == [1, 2, 2, 4] && said.map(\.quarter) == [.first, .plan, .plan, nil])
        #expect(said.map(\.weight).reduce(0, +) == 100 && said.last?.weight == 0)
        // The words name the priority that has them, in either language.
        var clause = CharterTests.clause(9, "Item 2", .priorities)
        clause.zh = "事项二"
        #expect(MatrixRules.clause("Item 2", [clause]) == clause && MatrixRules.clause("事项二", [clause]) == clause)
        #expect(MatrixRules.clause("Item 1", [clause]) == nil)
    }

    /// No group smaller than five is shown, nor can one be found by taking the others from the whole.
    @Test(arguments: [[5, 5], [5, 4], [9, 1, 1], [4, 4], [5, 2, 2], [1, 1, 1], [20, 6, 4]])
    func noSmallGroupIsShown(_ sizes: [Int]) {
        var voices: [Voice] = []
        for (sector, size) in zip(Sector.allCases, sizes) {
            for _ in 0..<size {
                let id = CharterTests.id(UInt64(voices.count + 100))
                voices.append(
                    Voice(
                        id: id, kind: .person, name: "", speakers: [id], people: [id], sector: sector, region: nil,
                        joinedAt: 0, standing: .newcomer))
            }
        }
        let clause = CharterTests.clause(1, "x")
        let groups = AffirmationRules.groups(by: .sector, [clause], [], voices: voices, now: 0)
        #expect(groups.allSatisfy { $0.voices >= CharterRules.smallest })
        let shown = groups.map(\.voices).reduce(0, +)
        #expect(shown == voices.count || groups.isEmpty)
    }

    @Test func whatWasSaidOfOlderWordsCountsNoMore() {
        var clause = CharterTests.clause(1, "x")
        clause.since = 2
        func said(_ voice: UInt64, _ version: Int, _ stance: ClauseStance) -> StanceSaid {
            StanceSaid(
                id: CharterTests.id(voice + 50), clauseID: clause.id, voiceID: CharterTests.id(voice),
                memberID: CharterTests.id(voice), version: version, stance: stance, at: 0, isLatest: true)
        }
        let voices = (10..<16).map { number in
            Voice(
                id: CharterTests.id(number), kind: .person, name: "", speakers: [], people: [], sector: nil,
                region: nil,
                joinedAt: 0, standing: .newcomer)
        }
        let stances = [said(10, 1, .affirm), said(11, 2, .affirm), said(12, 3, .object), said(13, 2, .canLiveWith)]
        let figures = AffirmationRules.clauses([clause], stances, voices: voices, now: 0)[clause.id]
        #expect(figures == Affirmation(voices: 6, affirm: 1, canLiveWith: 1, object: 1, notYet: 0))
        #expect(figures?.participation == 50 && figures?.strength == 67)
    }

    // MARK: Its life

    /// A charter with one core clause, in force; whoever it takes has consented.
    private func adopted(_ test: TestApp) async throws -> (CharterSubject, CharterVersion, CharterClause) {
        let acts = test.app.charter, subject = CharterSubject.network(test.network.id), lead = test.viewer("founder")
        _ = try await acts.begin(of: subject, by: lead)
        let clause = try await acts.write(
            ClauseDraft(zh: "让每一个求助都有回音。", en: "Every request is answered.", isCore: true), clause: nil, in: .purpose,
            of: subject, by: lead)
        _ = try await acts.describe(
            CharterNotes(gains: "those in need", bears: "all of us", unheard: "the villages"), of: subject, by: lead)
        return (subject, try await consented(subject, test), clause)
    }

    private func consented(_ subject: CharterSubject, _ test: TestApp) async throws -> CharterVersion {
        let acts = test.app.charter, lead = test.viewer("founder"), network = test.network.id
        let asked = try await acts.perform(.askConsent, days: 7, of: subject, by: lead)
        let proposal = try #require(asked.proposalID)
        for name in test.members.keys.sorted() {
            try await test.app.proposals.perform(
                .answer(voice: nil, .consent, reason: ""), on: proposal, by: test.viewer(name), in: network)
        }
        try await test.app.proposals.perform(.close, on: proposal, by: lead, in: network)
        try await test.app.proposals.perform(
            .decide(ProposalDecision(words: "This is what we stand for.")), on: proposal, by: lead, in: network)
        return try #require(try await test.app.database.read { db in try db.charterInForce(of: subject) })
    }

    @Test(arguments: TestApp.kinds)
    func fromADraftToTheNextVersion(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let (subject, first, clause) = try await adopted(test)
        #expect(first.number == 1 && first.state == .adopted && first.reviewAt != nil)
        await #expect(throws: Refusal.self) {
            try await acts.say(
                [StanceDraft(clause: clause.id, stance: .object)], in: subject, by: test.viewer("volunteer"))
        }
        for (name, stance) in [("volunteer", ClauseStance.affirm), ("volunteer2", .canLiveWith), ("intake", .object)] {
            _ = try await acts.say(
                [StanceDraft(clause: clause.id, stance: stance, reason: stance == .object ? "too wide" : "")],
                in: subject,
                by: test.viewer(name))
        }
        let figures = try await acts.figures(of: subject, for: test.viewer("volunteer"))
        #expect(figures.figures[clause.id]?.answered == 3 && figures.figures[clause.id]?.strength == 67)
        let page = try await acts.clause(clause.id, of: subject, for: lead)
        #expect(page.said.first?.reason == "too wide" && page.said.count == 3)
        #expect(try await acts.clause(clause.id, of: subject, for: Sample.viewer(of: .public)).said.isEmpty)

        // Renewed: the one in force holds meanwhile, a changed clause asks everybody anew.
        let second = try await acts.begin(RenewalDraft(reason: "Villages were missing"), of: subject, by: lead)
        #expect(second.number == 2)
        #expect(try await test.app.database.read { db in try db.charterInForce(of: subject)?.state } == .review)
        await #expect(throws: Refusal.self) { try await acts.perform(.askConsent, days: 7, of: subject, by: lead) }
        _ = try await acts.write(
            ClauseDraft(en: "Every request is answered, in villages too."), clause: clause.id, in: nil, of: subject,
            by: lead)
        _ = try await consented(subject, test)
        let (present, said) = try await test.app.database.read { db in
            let present = try #require(try db.charterInForce(of: subject))
            return (present, try db.stances(on: [clause.id], in: subject.networkID))
        }
        let now = try #require(try await acts.reading(of: subject, for: lead).clauses.first)
        #expect(present.number == 2 && now.id == clause.id && now.since == 2)
        #expect(said.count == 3 && said.allSatisfy { !$0.isAbout(now) })
        let comparison = try await acts.comparison(from: 1, to: 2, of: subject, for: Sample.viewer(of: .public))
        #expect(comparison.changes.count == 1)
        #expect(try await test.app.database.read { db in try db.charter(of: subject, number: 1)?.state } == .renewed)
    }

    @Test func quotingAClauseTouchesIt() {
        let clause = CharterTests.id(7), words = Bilingual(zh: "让每一个求助都有回音。", en: "Every request is answered.")
        for said in [
            "我们以后不再“让每一个求助都有回音”了，好吗？", "Drop this: every request, is ANSWERED", "/n/x/charter/clauses/\(clause)",
        ] {
            #expect(ProposalRules.touches(said, clause, words), "\(said)")
        }
        for said in ["求助都有回音", "Every request", "", "/n/x/charter/clauses/\(CharterTests.id(8))"] {
            #expect(!ProposalRules.touches(said, clause, words), "\(said)")
        }
        // What is a word or two stands in many texts.
        #expect(!ProposalRules.touches("We help and we help.", clause, Bilingual(zh: "", en: "We help.")))
    }

    @Test(arguments: TestApp.kinds)
    func aFixedPointIsTouchedWhateverWhoeverProposesSays(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let (subject, _, clause) = try await adopted(test), network = test.network.id
        func core(_ context: String) async throws -> [String] {
            var draft = ProposalDraft(question: "Shall we change?")
            draft.context = context
            let made = try await test.app.proposals.propose(draft, opens: false, by: lead, in: network)
            return try await test.app.proposals.file(made.id, for: lead, in: network).core.map(\.en)
        }
        #expect(try await core("It says “Every request is answered”, and we can't.") == [clause.en])
        #expect(try await core("We can't answer all.").isEmpty)
        // Marked as no core clause in the same breath, its new words still take what a core clause takes.
        _ = try await acts.begin(RenewalDraft(reason: "again"), of: subject, by: lead)
        _ = try await acts.write(
            ClauseDraft(en: "Most requests are answered.", isCore: false), clause: clause.id, in: nil, of: subject,
            by: lead)
        let asked = try await acts.perform(.askConsent, days: 7, of: subject, by: lead)
        let id = try #require(asked.proposalID)
        let proposal = try #require(try await test.app.database.read { db in try db.proposal(id, in: network) })
        #expect(proposal.terms.quorum == CharterRules.coreQuorum && !proposal.terms.silenceConsents)
    }

    @Test(arguments: TestApp.kinds)
    func whyAClauseIsObjectedToIsHiddenLikeOtherTexts(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, network = test.network.id
        let (subject, _, clause) = try await adopted(test), founder = test.viewer("founder")
        func object(_ reason: String) async throws {
            _ = try await acts.say(
                [StanceDraft(clause: clause.id, stance: .object, reason: reason)], in: subject,
                by: test.viewer("volunteer"))
        }
        func read(_ name: String) async throws -> ClauseSaying {
            try #require(try await acts.clause(clause.id, of: subject, for: test.viewer(name)).said.first)
        }
        try await object("Poppy never got one")
        let place = try await read("intake").text
        try await test.app.members.hide(place, reason: "Names a nurse", by: founder, in: network)
        for words in ["Poppy never got one", "Poppy got none, I say"] {
            try await object(words)
            let (seen, own) = (try await read("intake"), try await read("volunteer"))
            #expect(seen.text == place && seen.reason == nil && seen.hidden == "Names a nurse", "said anew it stays so")
            #expect(own.reason == words)
        }
        try await test.app.members.show(place, by: founder, in: network)
        #expect(try await read("intake").reason == "Poppy got none, I say")
        let draft = ReportDraft(place: place, words: "It gives a nurse away")
        try await test.app.members.report(draft, by: test.viewer("intake"), in: network)
        await #expect(throws: Refusal.self, "nobody reports themselves") {
            try await test.app.members.report(draft, by: test.viewer("volunteer"), in: network)
        }
    }

    @Test(arguments: TestApp.kinds)
    func whatIsHiddenOfOneSpeakerIsNotGivenToTheNext(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, network = test.network.id
        let (subject, version, clause) = try await adopted(test), next = try #require(test.members["dispatcher"]).id
        let body = try await test.twoSpeak(for: "Red Cross"), founder = test.viewer("founder")
        try await test.app.database.write { db in
            try db.save(AlignSettings(unit: .organisations), of: network, at: test.clock.now)
        }
        func object(_ reason: String, _ name: String) async throws {
            _ = try await acts.say(
                [StanceDraft(clause: clause.id, stance: .object, reason: reason)], in: subject, by: test.viewer(name))
        }
        func read() async throws -> ClauseSaying {
            try #require(try await acts.clause(clause.id, of: subject, for: test.viewer("volunteer2")).said.first)
        }
        func own(_ name: String) async throws -> String? {
            try await acts.ownStances(in: subject, for: test.viewer(name)).reasons.values.first
        }
        try await object("Poppy never got one", "intake")
        #expect(try await own("dispatcher") == "Poppy never got one", "until it is hidden they go on from it")
        let text = try await read().text
        try await test.app.members.hide(text, reason: "Names a nurse", by: founder, in: network)
        #expect(try await own("intake") == "Poppy never got one")
        #expect(try await own("dispatcher") == nil)
        // What they were not given is not asked of them again.
        try await object("", "dispatcher")
        #expect(try await read().text == text)
        // Nor do they hold on to the words where they say that it still holds.
        let now = test.clock.now
        let round = AskRound(
            id: CharterTests.id(77), networkID: network, step: .half, before: nil, version: version.number, byID: nil,
            at: now, dueAt: now + 14 * Time.day, results: [], asked: 1, answered: 0)
        try await test.app.database.write { db in
            try db.save(round)
            try db.insertAsked(body, next, round: round.id, in: network)
        }
        test.clock.pass(Time.day)
        try await test.app.drift.holds(by: test.viewer("dispatcher"), in: network)
        let held = try await read()
        #expect(held.stance == .object && held.memberID == next && held.text != text)
        #expect(held.reason == nil && held.hidden == nil)
        test.clock.pass(Time.day)
        try await object("Our drivers were not heard", "dispatcher")
        let said = try await read()
        #expect(said.text == held.text && said.reason == "Our drivers were not heard" && said.hidden == nil)
        // Of whoever wrote what is hidden it stays so.
        test.clock.pass(Time.day)
        try await object("Poppy got none, I say", "intake")
        let again = try await read()
        #expect(again.text == text && again.reason == nil && again.hidden == "Names a nurse")
        #expect(try await own("dispatcher") == nil)
    }

    @Test(arguments: TestApp.kinds)
    func everySuggestionIsAnswered(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let subject = CharterSubject.network(test.network.id), network = test.network.id
        _ = try await acts.begin(of: subject, by: lead)
        let clause = try await acts.write(
            ClauseDraft(en: "We help."), clause: nil, in: .purpose, of: subject, by: lead)
        await #expect(throws: Refusal.self) { try await acts.perform(.askSuggestions, days: 7, of: subject, by: lead) }
        _ = try await acts.describe(CharterNotes(gains: "a", bears: "b", unheard: "c"), of: subject, by: lead)
        _ = try await acts.perform(.askSuggestions, days: 7, of: subject, by: lead)
        let target = SuggestionTarget.clause(clause.id)
        let one = try await acts.suggest("Name the villages", about: target, to: subject, by: test.viewer("volunteer"))
        let same = try await acts.suggest(
            "Name the rural villages", about: target, to: subject, by: test.viewer("volunteer"))
        #expect(one.id == same.id && same.words == "Name the rural villages")
        let two = try await acts.suggest(
            "Rural villages must be named", about: target, to: subject, by: test.viewer("volunteer2"))
        let three = try await acts.suggest(
            "Much shorter", about: .section(.vision), to: subject, by: test.viewer("intake"))
        test.clock.pass(8 * Time.day)
        try await acts.sweep()
        let open = try #require(try await test.app.database.read { db in try db.charterOpen(of: subject) })
        #expect(open.state == .revising)
        await #expect(throws: Refusal.self) { try await acts.perform(.askConsent, days: 7, of: subject, by: lead) }
        let groups = try await acts.suggestions(to: subject, for: lead).piles
        #expect(groups.first?.piles.map(\.count) == [2])
        await #expect(throws: Refusal.self) {
            try await acts.perform(
                .answer(.declined, "no thanks"), on: three.id, in: network, by: test.viewer("volunteer"))
        }
        // Unanswered past its time: somebody else answers for it.
        test.clock.pass(11 * Time.day)
        try await acts.sweep()
        let amendment = try await acts.amend(
            AmendmentDraft(
                about: target, suggestions: [one.id, two.id], en: "We help, in rural villages too.",
                answer: "Yes, thank you"),
            of: subject, by: lead)
        _ = try await acts.perform(.answer(.declined, "It is one line"), on: three.id, in: network, by: lead)
        await #expect(throws: Refusal.self) {
            try await acts.perform(.answer(.taken, "again"), on: three.id, in: network, by: lead)
        }
        let draft = try await acts.draft(of: subject, for: lead)
        #expect(draft.waiting == 0 && draft.clauses.first?.en == "We help, in rural villages too.")
        #expect(draft.credits[clause.id] == ["volunteer", "volunteer2"])
        let stored = try await test.app.database.read { db in
            try db.suggestions(to: open, test.app.vault).map { ($0.state, $0.amendmentID) }
        }
        #expect(stored.map(\.0) == [.taken, .taken, .declined])
        #expect(stored.compactMap(\.1) == [amendment.id, amendment.id])
        let clocks = try await test.app.database.read { db in
            try db.clocksGoingOff([.suggestion], by: Clock.never, limit: 10)
        }
        #expect(clocks.isEmpty)
    }

    @Test func whoMayAndMayNot() async throws {
        let test = try await TestApp(), acts = test.app.charter, subject = CharterSubject.network(test.network.id)
        await #expect(throws: Refusal.self) { try await acts.begin(of: subject, by: test.viewer("volunteer")) }
        let (_, _, clause) = try await adopted(test)
        // A core clause is changed by more voices, and never by silence.
        let lead = test.viewer("founder")
        try await test.adoptRules { $0.silenceConsents = true }
        _ = try await acts.begin(RenewalDraft(reason: "again"), of: subject, by: lead)
        try await acts.perform(.remove, on: clause.id, because: "Others do it", of: subject, by: lead)
        _ = try await acts.write(ClauseDraft(en: "Another."), clause: nil, in: .vision, of: subject, by: lead)
        let asked = try await acts.perform(.askConsent, days: 7, of: subject, by: lead)
        let id = try #require(asked.proposalID), network = test.network.id
        let proposal = try #require(try await test.app.database.read { db in try db.proposal(id, in: network) })
        #expect(proposal.terms.quorum == CharterRules.coreQuorum && !proposal.terms.silenceConsents)
        try await test.app.proposals.perform(
            .withdraw(reason: "not yet, more to say"), on: proposal.id, by: lead, in: test.network.id)
        #expect(try await test.app.database.read { db in try db.charterOpen(of: subject)?.state } == .revising)
        _ = try await acts.perform(.drop, days: nil, of: subject, by: lead)
        #expect(try await test.app.database.read { db in try db.charterInForce(of: subject)?.number } == 1)
    }
}
