import Testing

@testable import Engine

/// How many are asked, how often, and how long anybody works.
@Suite struct CareTests {
    @Test func sixAreAskedForTwo() {
        let five = WaveSize(wanted: 2, of: [Double](repeating: 0.6, count: 5))
        #expect(!five.isEnough && abs(five.probability - 0.91296) < 1e-5)
        let six = WaveSize(wanted: 2, of: [Double](repeating: 0.6, count: 20))
        #expect(six.isEnough && six.count == 6 && abs(six.probability - 0.95904) < 1e-5)
        #expect(WaveSize(wanted: 0, of: []) == WaveSize(wanted: 0, of: [0.5]))
        #expect(!WaveSize(wanted: 3, of: [1, 1]).isEnough && WaveSize(wanted: 2, of: [1, 1, 1]).count == 2)
    }

    /// Against all ways in which each says yes or no.
    @Test(arguments: UInt64(1)...20)
    func theSmallestPrefixIsSmallest(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let chances = (0..<9).map { _ in Double.random(in: 0.2...0.95, using: &random) }
        let wanted = Int.random(in: 1...4, using: &random), wave = WaveSize(wanted: wanted, of: chances)
        func enough(_ count: Int) -> Double {
            var sum = 0.0
            for ways in 0..<(1 << count) where ways.nonzeroBitCount >= wanted {
                var chance = 1.0
                for one in 0..<count { chance *= (ways >> one) & 1 == 1 ? chances[one] : 1 - chances[one] }
                sum += chance
            }
            return sum
        }
        #expect(abs(enough(wave.count) - wave.probability) < 1e-9, "seed \(seed)")
        #expect(
            wave.isEnough == (enough(9) >= 0.95) && (wave.count == 0 || enough(wave.count - 1) < 0.95), "seed \(seed)")
    }

    @Test func reliabilityIsCarefulWithTheUnknown() {
        let unknown = Reliability(kept: 0, missed: 0), sure = Reliability(kept: 50, missed: 0)
        #expect(unknown.alpha == 1 && unknown.beta == 1 && unknown.expected == 0.5)
        #expect(abs(unknown.careful - (0.5 - (1.0 / 12).squareRoot())) < 1e-12)
        #expect(sure.careful > 0.95 && sure.careful < 1 && Reliability(kept: 3, missed: 9).careful < unknown.expected)
        #expect(
            Reliability(kept: 0, missed: 0, mean: 0.9).expected == 0.9 && Reliability.mean(kept: 0, missed: 0) == 0.5)
    }

    @Test func answersComeInTime() {
        #expect(abs(ResponseTime(minutes: [], usual: 60).median - 60) < 1e-9)
        let quick = ResponseTime(minutes: [5, 5, 5, 5, 5, 5], usual: 60)
        #expect(quick.median < 20 && quick.median > 5 && quick.most > quick.median)
        let yes = Acceptance()
        #expect(yes.probability(.init(score: 0.9)) > yes.probability(.init(score: 0.5)))
        #expect(yes.probability(.init(score: 0.9, asked: 3)) < yes.probability(.init(score: 0.9)))
        #expect(yes.probability(.init(score: 0.9, isQuietHour: true)) < yes.probability(.init(score: 0.9)))
        #expect(yes.probability(.init(score: 0.5, yes: 20)) > 0.8 && yes.probability(.init(score: 0.9, no: 20)) < 0.2)
    }

    private static let day: Int64 = 86_400_000

    @Test func anEmergencyBorrowsAndTheWeekAfterGivesBack() {
        let budget = ContactBudget(), day = CareTests.day
        var contacts = [ContactBudget.Contact(at: 0), .init(at: day)]
        #expect(budget.answer([], now: 0) == .yes && budget.answer(contacts, now: 2 * day) == .notBefore(7 * day))
        #expect(budget.answer(contacts, now: 2 * day, isEmergency: true) == .borrow)
        contacts.append(.init(at: 2 * day, isBorrowed: true))
        #expect(budget.answer(contacts, now: 7 * day) == .notBefore(8 * day))
        #expect(budget.answer(contacts, now: 8 * day) == .yes)
        contacts.append(.init(at: 8 * day))
        // The borrowed one holds its place until day 16.
        #expect(budget.answer(contacts, now: 9 * day) == .notBefore(15 * day))
        contacts.append(.init(at: 9 * day, isBorrowed: true))
        #expect(budget.answer(contacts, now: 9 * day, isEmergency: true) == .notBefore(16 * day))
    }

    /// Whoever asks whenever they may: over any weeks no more than two a week, and the two that may be borrowed.
    @Test(arguments: UInt64(1)...20)
    func nobodyIsAskedMoreThanTheBudget(_ seed: UInt64) {
        var random = SplitMix64(seed: seed), contacts: [ContactBudget.Contact] = [], now: Int64 = 0
        let budget = ContactBudget()
        for _ in 0..<400 {
            now += Int64.random(in: 1...(CareTests.day), using: &random)
            switch budget.answer(contacts, now: now, isEmergency: Bool.random(using: &random)) {
            case .yes: contacts.append(.init(at: now))
            case .borrow: contacts.append(.init(at: now, isBorrowed: true))
            case .notBefore(let when): #expect(when > now && budget.answer(contacts, now: when) == .yes, "seed \(seed)")
            }
        }
        for start in contacts.indices {
            for weeks in Int64(1)...8 {
                let count = contacts[start...].count { $0.at < contacts[start].at + weeks * ContactBudget.week }
                #expect(count <= Int(weeks) * 2 + 2, "seed \(seed)")
            }
        }
    }

    @Test func hoursOfAnySevenDaysCount() {
        let rest = RestGuard(minutes: 40 * 60), hour: Int64 = 3_600_000
        func span(_ day: Int64, _ from: Int64, _ to: Int64) -> RestGuard.Span {
            .init(start: day * CareTests.day + from * hour, end: day * CareTests.day + to * hour)
        }
        let week = (0..<4).map { span(Int64($0), 8, 18) }
        #expect(rest.excess(of: span(5, 8, 10), with: week) == 120)
        #expect(
            rest.excess(of: span(8, 8, 18), with: week) == 0 && rest.load(of: span(8, 8, 18), with: week) == 30 * 60)
        // What is promised for later counts, too; what overlaps counts once.
        #expect(rest.excess(of: span(-2, 8, 10), with: week) == 120)
        #expect(rest.load(of: span(0, 10, 12), with: [span(0, 8, 18)]) == 600)
    }

    @Test func spreadIsGini() {
        #expect(Inequality.gini([]) == 0 && Inequality.gini([0, 0]) == 0 && abs(Inequality.gini([3, 3, 3])) < 1e-12)
        #expect(
            abs(Inequality.gini([0, 0, 0, 1]) - 0.75) < 1e-12 && abs(Inequality.gini([1, 2, 3]) - 2.0 / 9) < 1e-12)
    }
}
