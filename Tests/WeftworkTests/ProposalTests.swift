import Database
import Engine
import Testing

@testable import Weftwork

/// Proposals: who counts, how it is counted, and their life from a draft to the day on which the decision is looked at again.
@Suite struct ProposalTests {
    static func proposal(_ method: ProposalMethod) -> Proposal {
        Proposal(
            id: Sample.id, networkID: Sample.id, createdAt: 0, proposerID: Sample.id, ownerID: Sample.id,
            method: method, terms: Proposal.Terms(), topic: .other, audience: .members, question: "q", context: "",
            state: .open, version: 1, closesAt: 0, changedAt: 0, revision: 1)
    }

    // MARK: Rules

    @Test(
        arguments: [
            // agree, disagree, block or abstain, of how many, what comes of it
            (.simpleMajority, 5, 4, 0, 10, .adopted), (.simpleMajority, 4, 4, 2, 10, .notAdopted),
            (.simpleMajority, 4, 0, 0, 10, .noQuorum), (.superMajority, 6, 3, 0, 10, .notAdopted),
            (.superMajority, 7, 3, 0, 10, .adopted), (.superMajority, 4, 1, 3, 10, .adopted),
            (.consensus, 6, 2, 0, 10, .adopted), (.consensus, 9, 0, 1, 10, .notAdopted),
            (.consensus, 3, 4, 0, 10, .notAdopted), (.senseCheck, 0, 0, 0, 10, .heard),
        ] as [(ProposalMethod, Int, Int, Int, Int, ProposalVerdict)])
    func whatComesOfIt(
        _ method: ProposalMethod, _ agree: Int, _ disagree: Int, _ third: Int, _ eligible: Int,
        _ verdict: ProposalVerdict
    ) {
        let last: Stance.Position = method == .consensus ? .block : .abstain
        var tally = ProposalTally()
        tally.eligible = eligible
        tally.answered = agree + disagree + third
        tally.counts = ["agree": agree, "disagree": disagree, last.rawValue: third]
        #expect(ProposalRules.verdict(ProposalTests.proposal(method), tally, nil) == verdict)
    }

    /// The published example: 12 eligible, 7 agree, 1 abstains, 1 disagrees.
    @Test(arguments: [(60, true, ProposalVerdict.notAdopted), (75, false, .adopted)])
    func aShareOfAllOrOfThoseWhoSaidYesOrNo(_ threshold: Int, _ ofEligible: Bool, _ verdict: ProposalVerdict) {
        var proposal = ProposalTests.proposal(.superMajority), tally = ProposalTally()
        (proposal.terms.threshold, proposal.terms.ofEligible) = (threshold, ofEligible)
        (tally.eligible, tally.answered) = (12, 9)
        tally.counts = ["agree": 7, "abstain": 1, "disagree": 1]
        #expect(ProposalRules.verdict(proposal, tally, nil) == verdict)
    }

    @Test func everyMethodHasItsRuleInBothLanguages() {
        for method in ProposalMethod.allCases {
            for words in [ProposalMethodWords.name(of: method), ProposalMethodWords.rule(of: method)] {
                #expect(!words(.zh).isEmpty && !words(.en).isEmpty && words(.zh) != words(.en), "\(method)")
            }
            #expect(method.usesPaper == method.positions.isEmpty, "\(method)")
        }
    }

    @Test(arguments: Role.allCases) func aQuestionAboutARoleIsQuotedWithoutQuotesInside(_ role: Role) {
        let question = RoleWords.question(role, "anna")
        for language in [Language.zh, .en] {
            let mail = ProposalWords.mailReminder(question, 0)(language)
            #expect(mail.contains(question(language)) && question(language).contains("anna"))
            #expect(mail.count { $0 == "“" } == 1 && mail.count { $0 == "”" } == 1, "\(mail)")
        }
    }

    @Test func anOrganisationHasOneVoiceWhateverItsSize() {
        func id(_ number: UInt64) -> ID { ID(milliseconds: Int64(number), entropy: (number, 0)) }
        let agency = VoicePerson.Body(id: id(90), name: "Agency", sector: .government, regions: "")
        let small = VoicePerson.Body(id: id(91), name: "Small", sector: .civilSociety, regions: "Wuhan")
        let silent = VoicePerson.Body(id: id(92), name: "Silent", sector: nil, regions: "")
        func person(_ number: UInt64, _ body: VoicePerson.Body?) -> VoicePerson {
            VoicePerson(
                id: id(number), name: "p\(number)", standing: .vouched, roles: [], area: "Hubei",
                joinedAt: Int64(number), organisation: body)
        }
        let people =
            (1...8).map { person($0, agency) } + [
                person(9, small), person(10, small), person(11, silent), person(12, nil),
            ]
        let speakers = [agency.id: [id(1), id(2)], small.id: [id(9)]]
        func voices(_ unit: VoiceUnit, _ scope: VoiceScope = .all) -> VoiceReading {
            VoiceRules.voices(people, speakers: speakers, counting: unit, among: scope)
        }
        #expect(voices(.persons).voices.count == 12)
        let bodies = voices(.organisations)
        #expect(bodies.voices.map(\.name) == ["Agency", "Small"] && bodies.unspoken == ["Silent"])
        #expect(bodies.voices[0].people.count == 8 && bodies.voices[0].speakers == [id(1), id(2)])
        #expect(
            bodies.voices[0].joinedAt == 1 && bodies.voices[0].region == "Hubei" && bodies.voices[1].region == "Wuhan")
        #expect(voices(.both).voices.map(\.name) == ["p12", "Agency", "Small"])
        #expect(voices(.organisations, .organisations([small.id])).voices.map(\.id) == [small.id])
        #expect(voices(.persons, .members([id(3)])).voices.map(\.id) == [id(3)])
        for scope: VoiceScope in [
            .all, .tier(.trusted), .role(.weaver), .team(id(5)), .organisations([id(1), id(2)]), .council, .oversight,
        ] {
            #expect(VoiceScope(encoded: scope.encoded) == scope)
        }
        #expect(VoiceScope(encoded: "members:") == nil && VoiceScope(encoded: "parliament") == nil)
    }

    @Test func aDelegatedVoiceCountsOnceAndOnlyWhereItSaysNothingItself() {
        func id(_ number: UInt64) -> ID { ID(milliseconds: Int64(number), entropy: (number, 0)) }
        let voices = (1...4).map {
            ProposalVoice(
                id: id($0), kind: .person, name: "", standing: $0 == 4 ? .newcomer : .vouched, sector: nil, region: nil,
                joinedAt: 0, askedVersion: 1)
        }
        func says(_ number: UInt64, _ position: Stance.Position) -> Stance {
            Stance(
                id: id(number), voiceID: id(number), position: position, reason: nil, version: 1, byID: id(number),
                at: 0,
                number: 1)
        }
        let tally = ProposalRules.tally(
            voices, [says(1, .agree), says(2, .disagree), says(4, .agree)], Proposal.Terms(),
            delegations: [id(2): id(1), id(3): id(1)], waiting: 0)
        #expect(tally.counts == ["agree": 3, "disagree": 1] && tally.delegated == 1 && tally.answered == 4)
        #expect(tally.withoutNewcomers == ["agree": 2, "disagree": 1])
    }

    @Test(arguments: [
        (Stance.Position.objection, "短", false), (.objection, "这会让小机构再也说不上话了", true), (.consent, "", true),
        (.block, "", false),
    ])
    func anObjectionIsArgued(_ position: Stance.Position, _ words: String, _ holds: Bool) {
        // A position without a reason is no failure: what counts is whether it is refused.
        do {
            _ = try ProposalRules.reason(words, for: position)
            #expect(holds)
        } catch {
            #expect(!holds)
        }
    }

    // MARK: Life

    private func draft(_ method: ProposalMethod = .consent, _ question: String = "Shall we share one list?")
        -> ProposalDraft
    {
        var draft = ProposalDraft()
        (draft.question, draft.method) = (question, method)
        return draft
    }

    private func file(_ test: TestApp, _ proposal: Proposal, _ name: String) async throws -> ProposalFile {
        try await test.app.proposals.file(proposal.id, for: test.viewer(name), in: test.network.id)
    }

    @discardableResult
    private func act(
        _ test: TestApp, _ action: ProposalAction, _ proposal: Proposal, _ name: String
    ) async throws -> Proposal {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    @Test(arguments: TestApp.kinds)
    func aConsentDecisionFromDraftToReview(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let made = try await acts.propose(draft(), opens: false, by: test.viewer("volunteer"), in: network)
        await #expect(throws: Refusal.self) { try await file(test, made, "volunteer2") }
        try await act(test, .open, made, "volunteer")
        let all = ["founder", "verifier", "verifier2", "intake", "dispatcher", "volunteer", "volunteer2"]
        for name in all { try await act(test, .answer(voice: nil, .consent, reason: ""), made, name) }
        let seen = try await file(test, made, "volunteer3")
        #expect(seen.tally == nil && seen.stances.isEmpty && seen.answered.count == 7, "nobody is swayed")
        await #expect(throws: Refusal.self, "an objection is argued") {
            try await act(test, .answer(voice: nil, .objection, reason: "no", test: .purpose), made, "volunteer3")
        }
        let why = "One list would show addresses of people in danger."
        var now = try await act(test, .answer(voice: nil, .objection, reason: why, test: .purpose), made, "volunteer3")
        #expect(now.state == .objected && now.objectedAt == test.clock.now)
        #expect(try await file(test, made, "founder").stances.contains { $0.reason == why })
        await #expect(throws: Refusal.self) { try await act(test, .close, made, "volunteer") }
        await #expect(throws: Refusal.self) { try await act(test, .amend(ProposalAmendment()), made, "founder") }
        let objector = try #require(test.members["volunteer3"]), founder = try #require(test.members["founder"])
        now = try await act(
            test,
            .amend(
                ProposalAmendment(
                    context: "Without addresses.", reason: "Addresses stay out; asked are those who keep them.",
                    affects: [founder.id], credits: [objector.id])), made, "volunteer")
        #expect(now.version == 2 && now.state == .objected, "whoever objected has not said whether it will do")
        let asked = try await file(test, made, "founder")
        #expect(asked.voices.filter { $0.askedVersion == 2 }.map(\.id).sorted() == [founder.id, objector.id].sorted())
        #expect(asked.versions.last?.credits == [objector.id] && asked.allowed.contains("answer"))
        try await act(test, .askMe(voice: nil), made, "verifier")
        try await act(test, .answer(voice: nil, .consent, reason: ""), made, "verifier")
        try await act(test, .answer(voice: nil, .concern, reason: "Who looks after the list?"), made, "founder")
        try await act(test, .answer(voice: nil, .consent, reason: ""), made, "volunteer3")
        await #expect(throws: Refusal.self, "who was not asked again has time to look") {
            try await act(test, .close, made, "volunteer")
        }
        test.clock.pass(ProposalRules.again)
        now = try await act(test, .close, made, "volunteer")
        #expect(now.state == .closed)
        var decision = ProposalDecision(words: "We keep one list, without addresses.")
        await #expect(throws: Refusal.self, "how the objection was met is said") {
            try await act(test, .decide(decision), made, "volunteer")
        }
        decision.met = "Addresses are left out of it."
        decision.links = [ProposalOutcome.Link(title: "The list", path: "/needs")]
        now = try await act(test, .decide(decision), made, "volunteer")
        let log = try await acts.decisions(DecisionQuery(), for: test.viewer("intake"), in: network)
        let outcome = try #require(log.items.first?.outcome)
        #expect(outcome.verdict == .adopted && outcome.concerns == 1 && outcome.tally.counts["consent"] == 7)
        #expect(outcome.reviewAt != nil && outcome.tally.answered == 8 && outcome.tally.missing == 0)
        test.clock.pass(181 * Time.day)
        try await acts.sweep()
        let waits = try await test.app.members.waiting(for: try #require(test.members["volunteer"]))
        #expect(waits.contains { $0.clock.step == ProposalClocks.Step.reviewing.rawValue })
        now = try await act(test, .review(.kept, words: "Nobody was harmed by it.", next: nil), made, "volunteer")
        #expect(now.reviewAt == nil)
    }

    @Test(arguments: TestApp.kinds)
    func timeOpensClosesRemindsAndEscalates(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        _ = try await test.app.people.addMember(
            MemberDraft(email: "f@example.org", name: "facilitator", roles: [.facilitator]), to: "test")
        var later = draft(.simpleMajority, "Shall we meet weekly?")
        (later.opensAt, later.closesAt) = (test.clock.now + Time.day, test.clock.now + 3 * Time.day)
        let vote = try await acts.propose(later, opens: true, by: test.viewer("volunteer"), in: network)
        let consent = try await acts.propose(draft(), opens: true, by: test.viewer("founder"), in: network)
        #expect(vote.state == .scheduled && consent.state == .open)
        try await act(
            test, .answer(voice: nil, .objection, reason: "It would leave out those without a phone.", test: .purpose),
            consent,
            "intake")
        test.clock.pass(Time.day)
        try await acts.sweep()
        try await act(test, .answer(voice: nil, .agree, reason: ""), vote, "volunteer")
        #expect(try await file(test, vote, "volunteer").tally == nil, "a decision shows nothing before its end")
        let until = test.clock.now + 2 * Time.day - Time.hour
        try await act(test, .wait(voice: nil, reason: "Our board meets then.", until: until), vote, "intake")
        let mine = try await acts.waiting(for: test.viewer("intake"), in: network)
        #expect(mine.map(\.proposal.id) == [vote.id] && mine.first?.until == until, "of the other they said when")
        #expect(try await acts.waiting(for: test.viewer("verifier"), in: network).count == 2)
        test.clock.pass(2 * Time.day)
        try await acts.sweep()
        let ended = try await file(test, vote, "volunteer")
        #expect(ended.proposal.state == .closed && ended.tally?.answered == 1 && ended.tally?.eligible == 9)
        #expect(ProposalRules.verdict(ended.proposal, try #require(ended.tally), nil) == .noQuorum)
        test.clock.pass(12 * Time.day)
        try await acts.sweep()
        let stuck = try await file(test, consent, "founder")
        #expect(stuck.proposal.state == .objected, "an objection stands: time alone ends nothing")
        let facilitator = try #require(stuck.proposal.facilitatorID)
        #expect(stuck.names[facilitator] == "facilitator")
        await #expect(throws: Refusal.self) { try await act(test, .endRound, consent, "volunteer") }
        await #expect(throws: Refusal.self, "they lead, and they are a side of it") {
            try await act(test, .endRound, consent, "founder")
        }
        let helper = try #require(try await test.app.database.read { db in try db.member(facilitator, in: network) })
        let over = try await act(test.replacing(helper), .endRound, consent, "facilitator")
        #expect(over.state == .closed)
        let result = try await file(test, consent, "founder")
        #expect(ProposalRules.verdict(result.proposal, try #require(result.tally), nil) != .adopted)
    }

    @Test(arguments: TestApp.kinds)
    func everybodyProposesWithinLimitsAndOthersSeeWhatTheyMay(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let standing = try #require(test.members["volunteer"]).standing
        for number in 0..<ProposalRules.mostOpen(standing) {
            _ = try await acts.propose(
                draft(.senseCheck, "Idea \(number)"), opens: true, by: test.viewer("volunteer"), in: network)
        }
        await #expect(throws: Refusal.self) {
            try await acts.propose(draft(), opens: true, by: test.viewer("volunteer"), in: network)
        }
        var few = draft(.simpleMajority, "For leads")
        (few.scope, few.audience) = (.members([try #require(test.members["intake"]).id]), .stewards)
        let closed = try await acts.propose(few, opens: true, by: test.viewer("founder"), in: network)
        await #expect(throws: Refusal.self) { try await file(test, closed, "volunteer2") }
        #expect(try await file(test, closed, "intake").own.count == 1, "whoever has a voice sees it")
        await #expect(throws: Refusal.self) {
            try await act(test, .answer(voice: nil, .agree, reason: ""), closed, "founder")
        }
        try await act(test, .answer(voice: nil, .agree, reason: ""), closed, "intake")
        try await act(test, .answer(voice: nil, .disagree, reason: ""), closed, "intake")
        let (votes, voters) = try await test.app.database.read { db in
            (
                try db.tally(of: closed, test.app.proposals.ballots).tally.counts.values.reduce(0, +),
                try db.value("SELECT count(*) FROM proposal_stance_log WHERE proposal_id = \(closed.id)") ?? 0
            ) as (Int, Int)
        }
        #expect(votes == 1 && voters == 2, "a voice counts once, what it said before is kept")
        let owner = try #require(test.members["volunteer"]).id
        let open = try await test.app.database.read { db in try db.openProposals(of: owner, in: network, besides: []) }
        #expect(open == ProposalRules.mostOpen(standing), "where nothing is left out all count")
    }

    @Test(arguments: TestApp.kinds)
    func anOrganisationAnswersByItsRepresentativeItsPeopleAdvise(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        for name in ["intake", "dispatcher", "verifier"] {
            try await test.app.members.belong(to: "Red Cross", by: test.viewer(name), in: network)
        }
        let body = try #require(
            try await test.app.database.read { db in try db.organisations(in: network).first?.organisation })
        let speaker = try #require(test.members["intake"])
        try await test.app.database.write { db in
            try db.setSpokesperson(
                speaker.personID, of: body, .representative, by: speaker.id, in: network, vouch: nil, at: 0)
        }
        var one = draft(.consensus, "One voice each")
        one.unit = .organisations
        let proposal = try await acts.propose(one, opens: true, by: test.viewer("volunteer"), in: network)
        #expect(try await file(test, proposal, "volunteer").voices.map(\.id) == [body])
        let (some, none) = try await test.app.database.read { db in
            (
                try db.voices(of: proposal, among: [body, speaker.id]), try db.voices(of: proposal, among: [])
            )
        }
        #expect(some.map(\.id) == [body] && some.first?.speakers == [speaker.id] && none.isEmpty)
        await #expect(throws: Refusal.self) {
            try await act(test, .answer(voice: nil, .agree, reason: ""), proposal, "dispatcher")
        }
        try await act(test, .advise(.block, reason: "Our drivers were not heard."), proposal, "dispatcher")
        try await act(test, .answer(voice: nil, .agree, reason: ""), proposal, "intake")
        let read = try await file(test, proposal, "intake")
        #expect(read.advice.map(\.position) == [.block] && read.tally?.counts == ["agree": 1])
        let adviser = try #require(test.members["dispatcher"]), vault = test.app.proposals.vault
        let rows = try await test.app.database.read { db in
            try db.ownRows(in: OwnTable.ofProposals, person: adviser.personID, members: [adviser.id], vault: vault)
        }
        #expect(
            rows.flatMap(\.values).contains { $0.value == .text("Our drivers were not heard.") },
            "own words are one's own")
    }
}
