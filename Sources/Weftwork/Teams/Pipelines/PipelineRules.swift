internal import Database

/// Where needs and volunteers stand on their way, and where it jams. Pure.
enum PipelineRules {
    /// Needs are looked at a week back, volunteers a month.
    static let week = 7 * Time.day
    static let month = 30 * Time.day
    /// Whoever did something within so long is active.
    static let activeFor = 14 * Time.day
    /// So many at least must wait before "slower than lately" says anything.
    static let enough = 5

    // MARK: Where it jams

    /// The stage that jams most: whose people or needs wait longest against their time – else against what it took lately.
    /// Nothing where it flows. Of two that jam alike the earlier is named: what is stuck there never reaches the other.
    static func jam(in stages: [StageReading]) -> Jam? {
        var worst: Jam?
        for reading in stages {
            guard let jam = jam(of: reading), jam.strain > worst?.strain ?? 0 else { continue }
            worst = jam
        }
        return worst
    }

    private static func jam(of reading: StageReading) -> Jam? {
        guard reading.count > 0, let usual = reading.usual, usual > 0, let wait = reading.wait?.median else {
            return nil
        }
        // Half of them late is as bad as all of them having used up their time.
        let late = reading.late * 200 / reading.count, long = Int(clamping: wait * 100 / usual)
        if max(late, long) >= 100 {
            return late >= long
                ? Jam(stage: reading.stage, sign: .late(count: reading.late, of: reading.count), strain: late)
                : Jam(stage: reading.stage, sign: .long(wait: wait, usual: usual), strain: long)
        }
        guard reading.count >= enough, let before = reading.waited?.median, before > 0, wait >= 2 * before,
            wait >= Time.hour
        else { return nil }
        // Less than any that is late.
        return Jam(
            stage: reading.stage, sign: .slower(wait: wait, before: before),
            strain: min(99, Int(clamping: wait * 25 / before)))
    }

    // MARK: Volunteers

    /// How long a stage should take; nothing for the last, in which nobody waits.
    static func usual(_ stage: PipelineStage) -> Int64? {
        switch stage {
        case .called, .trained: week
        case .onShift: activeFor
        default: nil
        }
    }

    /// The stage somebody is in, and since when.
    static func place(_ way: VolunteerWay, at now: Int64) -> (stage: PipelineStage, since: Int64) {
        if let act = way.lastActAt, act > now - activeFor { return (.active, act) }
        if let start = way.firstShiftAt, let end = way.lastShiftEnd, end > now - activeFor {
            return (.onShift, min(now, max(start, way.trainedAt ?? 0, way.lastActAt ?? 0)))
        }
        guard let trained = way.trainedAt else { return (.called, way.calledAt) }
        // Whoever was on shift or did something long ago waits since then.
        return (.trained, [trained, way.lastShiftEnd, way.lastActAt].compactMap { $0 }.max() ?? trained)
    }

    /// The volunteers' pipeline.
    static func volunteers(_ ways: [VolunteerWay], at now: Int64) -> [StageReading] {
        let places = ways.map { place($0, at: now) }
        return PipelineStage.volunteers.map { stage in
            let waits = places.filter { $0.stage == stage }.map { now - $0.since }
            let passages = ways.compactMap { passage(from: stage, $0) }.filter { $0.at > now - month && $0.at <= now }
            var reading = StageReading(stage: stage, count: waits.count, usual: usual(stage))
            reading.passed = passages.count
            reading.waited = Spread(passages.map(\.took))
            guard let usual = reading.usual else { return reading }
            reading.wait = Spread(waits)
            reading.late = waits.count { $0 > usual }
            return reading
        }
    }

    /// When somebody went on from a stage, and how long that took; nothing where they have not, or skipped it.
    private static func passage(from stage: PipelineStage, _ way: VolunteerWay) -> (at: Int64, took: Int64)? {
        let ends: (from: Int64?, to: Int64?) =
            switch stage {
            case .called: (way.calledAt, way.trainedAt)
            case .trained: (way.trainedAt, way.firstShiftAt)
            case .onShift: (way.firstShiftAt, way.firstActAt)
            default: (nil, nil)
            }
        guard let from = ends.from, let to = ends.to, to >= from else { return nil }
        return (to, to - from)
    }
}

/// The way of one need through the stages, as its events tell it. Pure.
enum NeedWay {
    /// A stage that a need was in.
    struct Passage: Sendable, Equatable {
        let stage: PipelineStage
        let from: Int64
        /// When it left; nothing while it is in it.
        var to: Int64?
    }

    /// What moves a need from stage to stage.
    static let kinds: [Event.Kind] = [
        .submitted, .acknowledged, .askedInformation, .cannotReach, .verified, .published, .notDelivered, .reopened,
        .confirmed, .closed, .rejected, .merged, .withdrawn, .unmet, .expired, .unmerged, .undone,
    ]

    /// An act can be taken back for a minute; what is undone later was another.
    private static let undoing = 2 * Time.minute

    /// The stages of a need, from its events in their order.
    static func passages(_ events: [(kind: Event.Kind, at: Int64)]) -> [Passage] {
        var passages: [Passage] = []
        for event in events {
            let present = passages.last.flatMap { $0.to == nil ? $0.stage : nil }
            if [.unmerged, .undone].contains(event.kind) {
                takeBack(event.kind, at: event.at, &passages)
                continue
            }
            let next = stage(after: event.kind, in: present, isFirst: passages.isEmpty)
            guard next != present else { continue }
            if present != nil { passages[passages.count - 1].to = event.at }
            if let next { passages.append(Passage(stage: next, from: event.at)) }
        }
        return passages
    }

    private static func stage(
        after kind: Event.Kind, in present: PipelineStage?, isFirst: Bool
    ) -> PipelineStage? {
        switch kind {
        case .submitted: isFirst ? .collected : present
        // A question, and a try in vain, are first answers too.
        case .acknowledged, .askedInformation, .cannotReach: present == .collected ? .reviewed : present
        case .verified: present == .collected || present == .reviewed ? .released : present
        case .published: present == nil ? nil : .carriedOut
        case .notDelivered: present ?? (isFirst ? nil : .carriedOut)
        case .reopened: .reviewed
        default: nil
        }
    }

    /// Back to where it was before the last step.
    private static func takeBack(_ kind: Event.Kind, at moment: Int64, _ passages: inout [Passage]) {
        guard let last = passages.last else { return }
        if let left = last.to {
            // It had ended or was merged: it is where it was, as if it had not.
            guard kind == .unmerged || moment - left <= undoing else { return }
            passages[passages.count - 1].to = nil
        } else if kind == .undone, moment - last.from <= undoing, passages.count > 1 {
            passages.removeLast()
            passages[passages.count - 1].to = nil
        }
    }
}
