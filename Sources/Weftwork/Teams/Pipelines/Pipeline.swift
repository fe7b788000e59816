internal import Database

/// A stage in which a need or a volunteer is, and waits for what comes next.
enum PipelineStage: String, Sendable, CaseIterable {
    /// Of needs: waits for a first answer, to be checked, to be published, to be brought.
    case collected, reviewed, released, carriedOut
    /// Of volunteers: has come, has learnt something for it, has a shift, has done something lately.
    case called, trained, onShift, active

    static let needs: [PipelineStage] = [.collected, .reviewed, .released, .carriedOut]
    static let volunteers: [PipelineStage] = [.called, .trained, .onShift, .active]

    /// The stage in which a need in some state is; nothing for what has ended or is confirmed.
    init?(_ state: Need.State, resuming: Need.State?) {
        switch state {
        case .submitted: self = .collected
        case .acknowledged, .verifying: self = .reviewed
        case .verified: self = .released
        case .published, .inProgress, .delivered: self = .carriedOut
        case .needsInformation, .cannotReach:
            // What waits for the requester stays where it was; its first answer it has.
            let before = resuming.flatMap { PipelineStage($0, resuming: nil) } ?? .reviewed
            self = before == .collected ? .reviewed : before
        case .confirmed, .closed, .rejected, .duplicate, .withdrawn, .expired, .unmet: return nil
        }
    }
}

/// How long something takes: half are done by the middle, nine of ten by the most.
struct Spread: Sendable, Equatable {
    let median: Int64
    let most: Int64

    init?(_ waits: [Int64]) {
        guard !waits.isEmpty else { return nil }
        let sorted = waits.map { max(0, $0) }.sorted()
        median = sorted[sorted.count / 2]
        most = sorted[min(sorted.count - 1, sorted.count * 9 / 10)]
    }
}

/// A stage as it is now, and as it was lately.
struct StageReading: Sendable, Equatable {
    let stage: PipelineStage
    /// How many are in it now, and how many of them longer than they should.
    var count = 0
    var late = 0
    /// How long those in it have waited; nothing where nobody waits in it.
    var wait: Spread?
    /// How many have gone on from it lately, and how long that had taken them.
    var passed = 0
    var waited: Spread?
    /// How long it should take; nothing for a stage in which nobody waits.
    var usual: Int64?

    /// Of a hundred so many are late.
    var lateShare: Int { count == 0 ? 0 : late * 100 / count }
}

/// Where it jams, and by what that is seen.
struct Jam: Sendable, Equatable {
    enum Sign: Sendable, Equatable {
        /// Many are past their time.
        case late(count: Int, of: Int)
        /// Those in it have waited longer than they should.
        case long(wait: Int64, usual: Int64)
        /// Nobody is late, and it takes at least twice as long as lately.
        case slower(wait: Int64, before: Int64)
    }

    let stage: PipelineStage
    let sign: Sign
    /// A hundred is as much as it may be.
    let strain: Int
}

/// Both pipelines.
struct Pipelines: Sendable {
    let at: Int64
    let needs: [StageReading]
    let volunteers: [StageReading]
    /// By which way those came who came within the last month.
    let ways: [(way: Way, count: Int)]

    var needJam: Jam? { PipelineRules.jam(in: needs) }
    var volunteerJam: Jam? { PipelineRules.jam(in: volunteers) }
}

/// What is known of somebody's way from coming to doing.
struct VolunteerWay: Sendable, Equatable {
    let calledAt: Int64
    var trainedAt: Int64?
    var firstShiftAt: Int64?
    var lastShiftEnd: Int64?
    var firstActAt: Int64?
    var lastActAt: Int64?
}
