internal import Engine

/// What becomes of a need in the demonstration. Shares are those of a desk in its second week: most of what came early
/// is on the board or met, what came today is on its way through the desk, and a few things have gone wrong.
enum Fate: CaseIterable {
    case unanswered, late, acknowledged, checking, checked, asked, unreachable
    case published, stale, partClaimed, claimed, partDelivered, delivered, disputed, confirmed, closed
    case rejected, withdrawn, unmet

    /// How many in a thousand.
    var share: Int {
        switch self {
        case .unanswered: 45
        case .late: 15
        case .acknowledged: 45
        case .checking: 30
        case .checked: 40
        case .asked: 25
        case .unreachable: 20
        case .published: 210
        case .stale: 60
        case .partClaimed: 130
        case .claimed: 40
        case .partDelivered: 80
        case .delivered: 50
        case .disputed: 10
        case .confirmed: 60
        case .closed: 90
        case .rejected: 15
        case .withdrawn: 20
        case .unmet: 15
        }
    }

    /// How long ago it came in, in hours: from and to.
    var age: (Double, Double) {
        switch self {
        case .unanswered: (0.05, 0.4)
        case .late: (3, 5)
        case .acknowledged: (0.5, 2)
        case .checking: (0.7, 2)
        case .checked: (1, 3)
        case .asked: (6, 20)
        case .unreachable: (3, 20)
        case .published: (4, 40)
        case .stale: (160, 200)
        case .partClaimed, .claimed: (10, 60)
        case .partDelivered: (30, 90)
        case .delivered: (60, 100)
        case .disputed: (70, 110)
        case .confirmed: (90, 200)
        case .closed: (280, 330)
        case .rejected, .withdrawn, .unmet: (30, 250)
        }
    }

    static func draw(_ random: inout SplitMix64) -> Fate {
        var number = Int.random(in: 0..<allCases.reduce(0) { $0 + $1.share }, using: &random)
        for fate in allCases {
            number -= fate.share
            if number < 0 { return fate }
        }
        return .published
    }

    /// The steps after intake, each with the minutes after the step before it.
    var steps: [(minutes: ClosedRange<Int>, step: Play.Step)] {
        let toAcknowledged: [(ClosedRange<Int>, Play.Step)] = [(2...20, .acknowledge)]
        let toChecked = toAcknowledged + [(5...30, .open), (5...20, .verify)]
        let toPublished = toChecked + [(4...30, .publish)]
        let toClaimed = toPublished + [(60...240, .claim(0.4))]
        switch self {
        case .unanswered, .late: return []
        case .acknowledged: return toAcknowledged
        case .checking: return toAcknowledged + [(5...12, .open)]
        case .checked: return toChecked
        case .asked: return toAcknowledged + [(10...40, .ask)]
        case .unreachable: return toAcknowledged + [(10...30, .cannotReach), (60...100, .cannotReach)]
        case .published: return toPublished
        case .stale: return toPublished
        case .partClaimed: return toClaimed + [(20...90, .progress)]
        case .claimed: return toPublished + [(60...200, .claim(1))]
        case .partDelivered: return toClaimed + [(200...600, .deliver)]
        case .delivered: return toPublished + [(60...200, .claimAll), (300...900, .deliver)]
        case .disputed: return toClaimed + [(300...600, .deliver), (300...600, .notDelivered)]
        case .confirmed: return toPublished + [(60...200, .claimAll), (300...900, .deliver), (300...900, .confirm)]
        case .closed: return toPublished + [(60...200, .claimAll), (300...900, .deliver), (300...900, .confirm)]
        case .rejected: return toAcknowledged + [(5...30, .open), (5...20, .reject)]
        case .withdrawn: return toPublished + [(100...600, .withdraw)]
        case .unmet: return toPublished + [(600...1200, .unmet)]
        }
    }
}
