internal import Database

/// Reads both pipelines.
struct PipelineActs: Sendable {
    let needs: NeedActs
    /// A stand of many who look at once is read once.
    private let recent = Recent<ID, Pipelines>(for: 10 * Time.second)

    /// So many open needs are looked at one by one; of more an even share.
    private static let sample = 3000
    /// So many steps of the last week are followed.
    private static let steps = 20_000

    init(needs: NeedActs) {
        self.needs = needs
    }

    /// Both pipelines, at most some seconds old.
    func pipelines(of network: ID, for viewer: Viewer) async throws -> Pipelines {
        try Policy.require(.seePipelines, viewer)
        let now = needs.world.now()
        return try await recent.value(of: network, now: now) {
            try await needs.database.read { db in
                Pipelines(
                    at: now, needs: try PipelineActs.needStages(of: network, at: now, db),
                    volunteers: PipelineRules.volunteers(try db.volunteerWays(of: network, at: now), at: now),
                    ways: try db.arrivalWays(of: network, since: now - PipelineRules.month))
            }
        }
    }

    private static func needStages(of network: ID, at now: Int64, _ db: any Connection) throws -> [StageReading] {
        let counts = try db.pipelineCounts(of: network, at: now)
        let step = max(1, counts.values.reduce(0) { $0 + $1.count } / sample)
        let open = try db.pipelineNeeds(of: network, oneOf: step)
        let moved = try db.pipelineEvents(of: network, oneOf: step)
        let lately = try db.pipelineEvents(of: network, since: now - PipelineRules.week, limit: steps)
        let left = lately.values.flatMap(NeedWay.passages).filter { ($0.to ?? 0) > now - PipelineRules.week }
        return PipelineStage.needs.map { stage in
            let inside = open.filter { $0.stage == stage }
            let passed = left.filter { $0.stage == stage }.map { ($0.to ?? $0.from) - $0.from }
            var reading = StageReading(
                stage: stage, count: counts[stage]?.count ?? 0, late: counts[stage]?.late ?? 0)
            reading.wait = Spread(inside.map { now - since($0, moved[$0.id] ?? []) })
            reading.passed = passed.count
            reading.waited = Spread(passed)
            reading.usual = Spread(inside.compactMap(length))?.median
            return reading
        }
    }

    /// When a need came into the stage it is in; by its clock where its events don't tell.
    private static func since(_ need: PipelineNeed, _ events: [(kind: Event.Kind, at: Int64)]) -> Int64 {
        if let last = NeedWay.passages(events).last, last.to == nil, last.stage == need.stage { return last.from }
        return need.startedAt ?? need.createdAt
    }

    /// How long its present step may take.
    private static func length(_ need: PipelineNeed) -> Int64? {
        guard let start = need.startedAt, let due = need.dueAt, due > start else { return nil }
        return due - start
    }
}
