import Database
import Testing

@testable import Weftwork

/// The two pipelines: where needs and volunteers are, how long they wait, where it jams.
@Suite struct PipelineTests {
    private static let hour = Time.hour, day = Time.day

    private static func stage(
        _ stage: PipelineStage, _ count: Int, wait: Int64, usual: Int64?, late: Int = 0, before: Int64? = nil
    ) -> StageReading {
        StageReading(
            stage: stage, count: count, late: late, wait: Spread([wait]), passed: before == nil ? 0 : 9,
            waited: before.flatMap { Spread([$0]) }, usual: usual)
    }

    // MARK: Where it jams

    @Test func nothingJamsWhereAllIsInTime() {
        let stages = [
            PipelineTests.stage(.collected, 8, wait: 10 * Time.minute, usual: Time.day),
            PipelineTests.stage(.reviewed, 40, wait: 3 * Time.hour, usual: 2 * Time.day, late: 1),
            StageReading(stage: .released),
        ]
        #expect(PipelineRules.jam(in: stages) == nil)
        #expect(PipelineRules.jam(in: []) == nil)
    }

    @Test func theLongestAgainstItsClockIsNamedNotTheLongest() {
        // Three days at a stage that may take seven are less than three hours where it should be one.
        let stages = [
            PipelineTests.stage(.collected, 4, wait: 3 * Time.hour, usual: Time.hour, late: 2),
            PipelineTests.stage(.reviewed, 90, wait: 3 * Time.day, usual: 7 * Time.day, late: 10),
        ]
        let jam = PipelineRules.jam(in: stages)
        #expect(jam?.stage == .collected && jam?.sign == .long(wait: 3 * Time.hour, usual: Time.hour))
        #expect(jam?.strain == 300)
    }

    @Test func manyPastTheirTimeAreAJamThoughTheMiddleIsNot() {
        let stages = [
            PipelineTests.stage(.reviewed, 10, wait: Time.hour, usual: 8 * Time.hour, late: 6),
            PipelineTests.stage(.released, 10, wait: 5 * Time.hour, usual: 4 * Time.hour),
        ]
        let jam = PipelineRules.jam(in: stages)
        // Six of ten late is 120; 125 is more.
        #expect(jam?.stage == .released && jam?.strain == 125)
        let alone = PipelineRules.jam(in: [stages[0]])
        #expect(alone?.sign == .late(count: 6, of: 10) && alone?.strain == 120)
    }

    @Test func ofTwoAlikeTheEarlierIsNamed() {
        let stages = [PipelineStage.collected, .carriedOut].map {
            PipelineTests.stage($0, 5, wait: 2 * Time.hour, usual: Time.hour)
        }
        #expect(PipelineRules.jam(in: stages)?.stage == .collected)
    }

    @Test(
        arguments: [
            // how many wait, how long, how long it took lately, whether that is said
            (5, 4, 2, true), (4, 4, 2, false), (5, 3, 2, false), (9, 40, 2, true),
        ] as [(Int, Int64, Int64, Bool)])
    func slowerThanLatelyIsSaidWhereEnoughWait(_ count: Int, _ wait: Int64, _ before: Int64, _ isSaid: Bool) {
        let stages = [
            PipelineTests.stage(
                .released, count, wait: wait * Time.hour, usual: 100 * Time.hour, before: before * Time.hour)
        ]
        let jam = PipelineRules.jam(in: stages)
        #expect((jam != nil) == isSaid)
        if let jam {
            #expect(jam.strain < 100 && jam.sign == .slower(wait: wait * Time.hour, before: before * Time.hour))
        }
    }

    @Test func whatIsLateOutweighsWhatIsSlower() {
        let stages = [
            PipelineTests.stage(.collected, 50, wait: 90 * Time.hour, usual: 100 * Time.hour, before: Time.minute),
            PipelineTests.stage(.released, 1, wait: Time.hour, usual: Time.hour),
        ]
        #expect(PipelineRules.jam(in: stages)?.stage == .released)
    }

    @Test(arguments: PipelineStage.allCases) func everyJamHasASentenceAndAWay(_ stage: PipelineStage) {
        let signs: [Jam.Sign] = [
            .late(count: 2, of: 3), .long(wait: Time.day, usual: Time.hour), .slower(wait: Time.day, before: Time.hour),
        ]
        for sign in signs {
            let words = PipelineWords.jam(Jam(stage: stage, sign: sign, strain: 1))
            #expect(words(.en).contains(PipelineWords.name(of: stage)(.en)))
            #expect(words(.zh).contains(PipelineWords.name(of: stage)(.zh)))
        }
        #expect(PipelineViews.path(of: stage).hasPrefix("/"))
    }

    @Test func spreads() {
        #expect(Spread([]) == nil)
        #expect(Spread([5]).map { [$0.median, $0.most] } == [5, 5])
        #expect(Spread(Array(1...10)).map { [$0.median, $0.most] } == [6, 10])
        #expect(Spread(Array((1...100).reversed())).map { [$0.median, $0.most] } == [51, 91])
        #expect(Spread([-3, -1]).map { [$0.median, $0.most] } == [0, 0])
    }

    // MARK: The way of a need

    @Test(
        arguments: [
            ([.submitted], [.collected], true),
            (
                [.submitted, .acknowledged, .verified, .published], [.collected, .reviewed, .released, .carriedOut],
                true
            ),
            ([.submitted, .askedInformation, .verified], [.collected, .reviewed, .released], true),
            ([.submitted, .cannotReach], [.collected, .reviewed], true),
            ([.submitted, .acknowledged, .rejected], [.collected, .reviewed], false),
            ([.submitted, .acknowledged, .rejected, .undone], [.collected, .reviewed], true),
            ([.submitted, .acknowledged, .undone], [.collected], true),
            ([.submitted, .acknowledged, .merged, .unmerged, .verified], [.collected, .reviewed, .released], true),
            ([.submitted, .acknowledged, .withdrawn, .reopened], [.collected, .reviewed, .reviewed], true),
            // Published to more, verified again: it stays where it is.
            (
                [.submitted, .acknowledged, .verified, .published, .verified, .published],
                [.collected, .reviewed, .released, .carriedOut], true
            ),
            (
                [.submitted, .acknowledged, .verified, .published, .confirmed, .notDelivered],
                [.collected, .reviewed, .released, .carriedOut, .carriedOut], true
            ),
            ([.acknowledged, .verified], [], false),
        ] as [([Event.Kind], [PipelineStage], Bool)])
    func aNeedGoesFromStageToStage(_ kinds: [Event.Kind], _ stages: [PipelineStage], _ isInside: Bool) {
        let events = kinds.enumerated().map { (kind: $1, at: Int64($0 + 1) * Time.minute) }
        let passages = NeedWay.passages(events)
        #expect(passages.map(\.stage) == stages)
        #expect((passages.last.map { $0.to == nil } ?? false) == isInside)
        for (one, next) in zip(passages, passages.dropFirst()) {
            #expect(one.to.map { $0 <= next.from } ?? false)
        }
    }

    @Test func whatWasUndoneLongAfterWasAnotherAct() {
        let events: [(kind: Event.Kind, at: Int64)] = [
            (.submitted, 0), (.acknowledged, Time.hour), (.undone, 3 * Time.hour),
        ]
        #expect(NeedWay.passages(events).map(\.stage) == [.collected, .reviewed])
    }

    @Test(
        arguments: [
            (Need.State.submitted, nil, PipelineStage.collected), (.verifying, nil, .reviewed),
            (.verified, nil, .released),
            (.delivered, nil, .carriedOut), (.needsInformation, .submitted, .reviewed),
            (.needsInformation, .published, .carriedOut), (.cannotReach, .verified, .released),
            (.cannotReach, nil, .reviewed),
            (.confirmed, nil, nil), (.closed, nil, nil), (.duplicate, .verified, nil),
        ] as [(Need.State, Need.State?, PipelineStage?)])
    func aStateStandsInItsStage(_ state: Need.State, _ resuming: Need.State?, _ stage: PipelineStage?) {
        #expect(PipelineStage(state, resuming: resuming) == stage)
    }

    // MARK: Volunteers

    @Test(
        arguments: [
            (VolunteerWay(calledAt: 1), PipelineStage.called, 1),
            (VolunteerWay(calledAt: 1, trainedAt: 5), .trained, 5),
            (VolunteerWay(calledAt: 1, trainedAt: 5, firstShiftAt: 80, lastShiftEnd: 88), .onShift, 80),
            (VolunteerWay(calledAt: 1, trainedAt: 5, firstShiftAt: 120, lastShiftEnd: 128), .onShift, 100),
            (VolunteerWay(calledAt: 1, trainedAt: 5, firstShiftAt: 10, lastShiftEnd: 20), .trained, 20),
            (VolunteerWay(calledAt: 1, firstActAt: 90, lastActAt: 99), .active, 99),
            (VolunteerWay(calledAt: 1, trainedAt: 5, firstActAt: 30, lastActAt: 40), .trained, 40),
            (VolunteerWay(calledAt: 1, firstShiftAt: 98, lastShiftEnd: 99), .onShift, 98),
        ] as [(VolunteerWay, PipelineStage, Int64)])
    func aVolunteerStandsWhereTheyAre(_ way: VolunteerWay, _ stage: PipelineStage, _ since: Int64) {
        // In days, of which now is the hundredth.
        func days(_ moment: Int64?) -> Int64? { moment.map { $0 * Time.day } }
        let way = VolunteerWay(
            calledAt: way.calledAt * Time.day, trainedAt: days(way.trainedAt), firstShiftAt: days(way.firstShiftAt),
            lastShiftEnd: days(way.lastShiftEnd), firstActAt: days(way.firstActAt), lastActAt: days(way.lastActAt))
        let place = PipelineRules.place(way, at: 100 * Time.day)
        #expect(place.stage == stage && place.since == since * Time.day)
    }

    @Test func volunteersWhoWaitForTheirTrainingAreTheJam() {
        let now = 100 * Time.day
        let ways =
            (0..<6).map { _ in VolunteerWay(calledAt: 80 * Time.day) }
            + [VolunteerWay(calledAt: 90 * Time.day, trainedAt: 92 * Time.day)]
        let stages = PipelineRules.volunteers(ways, at: now)
        #expect(stages.map(\.count) == [6, 1, 0, 0])
        #expect(stages[0].late == 6 && stages[0].passed == 1 && stages[0].waited?.median == 2 * Time.day)
        let jam = PipelineRules.jam(in: stages)
        #expect(jam?.stage == .called)
        #expect(stages[3].usual == nil && stages[3].wait == nil)
    }

    // MARK: On the store

    @Test(arguments: TestApp.kinds) func aNetworkReadsWhereItJams(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let acts = PipelineActs(needs: test.app.needs)
        await #expect(throws: Refusal.self) { _ = try await acts.pipelines(of: network, for: test.viewer("volunteer")) }
        await #expect(throws: Refusal.self) {
            _ = try await acts.pipelines(of: network, for: Viewer(.anonymous, language: .en))
        }
        // One went all the way, with an hour at each step; three wait to be checked for three days.
        let done = try await test.submit()
        test.clock.pass(Time.hour)
        try await test.act(.acknowledge(note: ""), done.id, "intake")
        test.clock.pass(2 * Time.hour)
        try await test.act(.verify(VerificationDraft(confidence: .official)), done.id, "verifier")
        test.clock.pass(3 * Time.hour)
        try await test.act(.publish(audience: .public, reason: ""), done.id, "dispatcher")
        for number in 0..<3 {
            let need = try await test.submit(test.entry("Clinic \(number) lacks gloves"))
            try await test.act(.acknowledge(note: ""), need.id, "intake")
        }
        test.clock.pass(3 * Time.day)
        _ = try await test.submit(test.entry("School lacks soap"))
        let read = try await acts.pipelines(of: network, for: test.viewer("verifier"))
        #expect(read.needs.map(\.count) == [1, 3, 0, 1])
        #expect(read.needs[0].passed == 4 && read.needs[0].waited?.most == Time.hour)
        #expect(read.needs[1].wait?.median == 3 * Time.day && read.needs[1].late == 3)
        #expect(read.needs[1].passed == 1 && read.needs[1].waited?.median == 2 * Time.hour)
        #expect(read.needs[2].waited?.median == 3 * Time.hour)
        #expect(read.needs[3].wait?.median == 3 * Time.day)
        #expect(read.needJam?.stage == .reviewed)

        // Whoever checked is active; the others have only come.
        let counts = Dictionary(uniqueKeysWithValues: read.volunteers.map { ($0.stage, $0.count) })
        #expect(counts[.active] == 1 && counts[.called] == test.members.count - 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func volunteersMoveOn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        let acts = PipelineActs(needs: test.app.needs)
        test.clock.pass(2 * Time.day)
        try await test.app.members.finishPrimer(by: test.viewer("volunteer"), in: network)
        try await test.app.members.finishPrimer(by: test.viewer("volunteer2"), in: network)
        let volunteer2 = try #require(test.members["volunteer2"]).id
        _ = try await test.app.needs.planShift(
            member: volunteer2, desk: "night", from: test.clock.now, to: test.clock.now + 8 * Time.hour, by: founder,
            in: network)
        test.clock.pass(Time.minute)
        let read = try await acts.pipelines(of: network, for: founder)
        #expect(read.volunteers.map(\.count) == [test.members.count - 2, 1, 1, 0])
        #expect(read.volunteers[0].passed == 2 && read.volunteers[0].waited?.median == 2 * Time.day)
        await test.app.database.close()
    }
}
