import Engine
import Testing

@Suite struct DriftTests {
    /// 40 consented; at renewal 30 stand by it, 6 object, 4 are silent, 2 newcomers consent (they have no first answer).
    @Test func theWorkedExample() throws {
        let answers = PairedAnswers(consented: 40, voices: 40, kept: 30, turnedAway: 6, cameRound: 0, silent: 4)
        #expect(abs(try #require(answers.z) - 2.449) < 0.001)
        #expect(Double(answers.net) / Double(answers.consented) == 0.15)
        #expect(answers.lapse == 0.10)
        #expect(answers.isDriftPlain)
        #expect(answers.verdict == .drift)
    }

    @Test func theRuleIsStrictAtItsEdges() {
        // A net loss of 10 % of 50, but b = 20 and c = 15: z = 0.845.
        #expect(PairedAnswers(consented: 50, voices: 500, kept: 30, turnedAway: 20, cameRound: 15).verdict == .unclear)
        // Significant, but less than a tenth.
        let small = PairedAnswers(consented: 200, voices: 200, kept: 190, turnedAway: 10, cameRound: 0)
        #expect(small.z.map { $0 > 3 } ?? false)
        #expect(small.verdict == .steady && !small.isDriftPlain)
        #expect(PairedAnswers(consented: 4, voices: 4, kept: 0, turnedAway: 4, cameRound: 0).verdict == .tooFew)
        // More came round than turned away.
        #expect(PairedAnswers(consented: 20, voices: 30, kept: 19, turnedAway: 1, cameRound: 5).verdict == .steady)
        #expect(PairedAnswers(consented: 0, voices: 0, kept: 0, turnedAway: 0, cameRound: 0).z == nil)
    }

    /// Half of 60 is asked again: a loss of 15 points is found nine times of ten, nothing is found where nothing was lost.
    @Test(arguments: [(0.9, 0, 11), (0.9, 1, 12), (1.0, 0, 13), (0.8, 1, 14)] as [(Double, Int, UInt64)])
    func asksHalfOfSixty(consented: Double, turnover: Int, seed: UInt64) {
        var trial = DriftTrial()
        trial.consented = consented
        trial.turnover = turnover
        let lost = trial.found(in: 1500, seed: seed)
        trial.loss = 0
        let kept = trial.found(in: 1500, seed: seed &+ 100)
        print("drift, \(consented) consented, turnover \(turnover), seed \(seed): found \(lost), false \(kept)")
        // 1500 networks: three standard errors of 90 % are 2.3 points.
        #expect(lost.adapted >= 0.877)
        #expect(kept.adapted <= 0.05)
        #expect(lost.inTwo >= 0.98)
        #expect(kept.inTwo <= 0.05)
        // Why the rule of 3.12 is not taken as it stands.
        if turnover > 0 { #expect(lost.plain < 0.75) }
    }

    @Test func halfIsDrawnFairlyAndNeverTwice() {
        var random = SplitMix64(seed: 5)
        let voices = (0..<60).map { (voice: $0, stratum: $0 % 10 == 0 ? 1 : 0) }
        var counts = [Int](repeating: 0, count: 60)
        for _ in 0..<2000 {
            let first = AskAgain.half(of: voices, using: &random)
            #expect(first.count == 30 && Set(first).count == 30)
            #expect(first.count { $0 % 10 == 0 } == 3)
            let second = AskAgain.half(of: voices, notYet: Set(first), using: &random)
            #expect(Set(second).union(first).count == 60)
            for voice in first { counts[voice] += 1 }
        }
        // Each 1000 times of 2000, give or take five standard errors.
        #expect(counts.allSatisfy { abs($0 - 1000) < 112 })
        // Of an odd number, where 30 are left, one of those asked is asked again.
        let odd = voices + [(voice: 60, stratum: 0)]
        let first = AskAgain.half(of: odd, using: &random)
        #expect(first.count == 31)
        #expect(Set(AskAgain.half(of: odd, notYet: Set(first), using: &random)).intersection(first).count <= 2)
        #expect(AskAgain.half(of: [(voice: Int, stratum: Int)](), using: &random).isEmpty)
    }

    @Test func aClauseDriftsByWhoIsSilentObjectsOrParts() {
        let all = [ClauseDrift.Voice](repeating: .init(.affirm), count: 10)
        #expect(ClauseDrift(all).value == 0)
        let some = ClauseDrift(
            all + [
                .init(.none), .init(.notYet), .init(.affirm, isStale: true), .init(.object),
                .init(.object, isStale: true),
            ])
        #expect(some.voices == 15 && some.unaffirmed == 4 && some.objecting == 1)
        #expect(abs(some.value - 5.0 / 15) < 1e-12)
        #expect(ClauseDrift([]).value == 0)
    }

    @Test func groupsThatPartMakeItDrift() {
        func group(_ number: Int, _ carrying: Int, of size: Int) -> [ClauseDrift.Voice] {
            (0..<size).map { .init($0 < carrying ? .affirm : .object, group: number) }
        }
        let parted = ClauseDrift(group(0, 10, of: 10) + group(1, 0, of: 10))
        #expect(parted.polarisation == 1 && parted.value == 1)
        let alike = ClauseDrift(group(0, 5, of: 10) + group(1, 5, of: 10))
        #expect(alike.polarisation == 0 && alike.value == 0.5)
        // Groups under five say nothing.
        #expect(ClauseDrift(group(0, 4, of: 4) + group(1, 0, of: 4)).polarisation == 0)
        // Nor do those of fewer than three in a hundred: five beside 162 do not, five beside 161 do.
        #expect(ClauseDrift(group(0, 0, of: 5) + group(1, 162, of: 162)).polarisation == 0)
        #expect(abs(ClauseDrift(group(0, 0, of: 5) + group(1, 161, of: 161)).polarisation - 1) < 1e-9)
        // Means 0.9 and 0.5 about 0.7: (10·0.04 + 10·0.04) / (20·0.21).
        let between = ClauseDrift(group(0, 9, of: 10) + group(1, 5, of: 10))
        #expect(abs(between.polarisation - 0.8 / 4.2) < 1e-12)
    }

    @Test func effortFollowsItsWeightsOrNot() throws {
        let follows = try #require(EffortDrift(weights: [2, 1, 1], measures: [[50, 25, 25, 0]]))
        #expect(follows.value == 0)
        let parted = try #require(EffortDrift(weights: [1, 1], measures: [[8, 0, 2], [0, 0, 0], [2, 2, 0]]))
        // Shares (0.8, 0, 0.2) and (0.5, 0.5, 0); mean (0.65, 0.25, 0.1) against (0.5, 0.5, 0).
        #expect(abs(parted.value - 0.25) < 1e-12 && abs(parted.elsewhere - 0.1) < 1e-12)
        #expect(EffortDrift(weights: [1], measures: [[0, 7]])?.value == 1)
        #expect(EffortDrift(weights: [0, 0], measures: [[1, 1, 1]]) == nil)
        #expect(EffortDrift(weights: [1], measures: []) == nil)
        var random = SplitMix64(seed: 3)
        for _ in 0..<200 {
            let weights = (0..<4).map { _ in Double.random(in: 0..<1, using: &random) }
            let amounts = (0...4).map { _ in Double.random(in: 0..<9, using: &random) }
            let drift = try #require(EffortDrift(weights: weights, measures: [amounts]))
            #expect((0...1).contains(drift.value))
            #expect(abs(drift.spent.reduce(drift.elsewhere, +) - 1) < 1e-9)
            #expect(drift.value >= drift.elsewhere / 2 - 1e-9)
        }
    }
}
