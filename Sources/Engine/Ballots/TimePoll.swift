/// Which of several times suits most.
public struct TimePoll: Sendable, Equatable {
    /// How a time suits somebody.
    public enum Answer: String, Sendable, CaseIterable {
        case yes
        /// It can be made possible.
        case ifNeedBe
        case no
    }

    public private(set) var yes: [Int]
    public private(set) var ifNeedBe: [Int]
    public private(set) var no: [Int]

    /// No answers yet. Slots stand in the order of time.
    public init(slotCount: Int) {
        yes = [Int](repeating: 0, count: slotCount)
        ifNeedBe = yes
        no = yes
    }

    /// Takes one answer in; who says nothing about a slot is not counted for it.
    public mutating func add(_ answer: Answer, to slot: Int, count: Int = 1) {
        switch answer {
        case .yes: yes[slot] += count
        case .ifNeedBe: ifNeedBe[slot] += count
        case .no: no[slot] += count
        }
    }

    /// How many can be there.
    public func reach(_ slot: Int) -> Int { yes[slot] + ifNeedBe[slot] }

    /// By how many can come, then by how many can come gladly – which elects as well –, then the earlier.
    public var outcome: BallotOutcome {
        BallotOutcome(by: yes.indices.map(reach), then: yes) { reach($0) > 0 }
    }
}
