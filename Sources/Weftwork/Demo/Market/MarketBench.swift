internal import Database
internal import Foundation

/// What finding fits and planning all cost in the whole product, in a network as full as its biggest day.
public struct MarketBench: Sendable {
    private let app: App
    private let network: Network
    private let seed: UInt64

    /// - Parameters:
    ///   - app: on a store of its own.
    ///   - slug: of a network in it.
    ///   - seed: what people, needs and offers follow from.
    public init(_ app: App, network slug: String, seed: UInt64) async throws {
        self.app = app
        self.seed = seed
        network = try await app.people.network(slug)
    }

    /// Fills the network, then measures.
    /// - Parameter needs: of two lines each.
    public func run(
        volunteers: Int, needs: Int, offers: Int, _ progress: @escaping @Sendable (String, Int) -> Void
    ) async throws -> MarketFigures {
        var filling = MarketFilling(app, network, seed: seed)
        try await filling.addVolunteers(volunteers) { progress("volunteers", $0) }
        try await filling.addNeeds(needs) { progress("needs", $0) }
        try await filling.addOffers(offers) { progress("offers", $0) }
        return try await measure()
    }

    /// What it costs in a network that is full already.
    public func measure() async throws -> MarketFigures {
        var figures = MarketFigures(), watch = MarketWatch()
        let network = network.id, floor = MarketWatch.memory("VmRSS")
        let market = try await app.fits.market(of: network)
        figures.making = watch.lap()
        figures.lines = market.lines.count
        figures.supplies = market.supplies.count
        figures.memory = MarketWatch.memory("VmHWM") - floor
        let (needs, members) = try await app.database.read { db in try db.sampleOfMarket(200, in: network) }
        _ = watch.lap()
        for need in needs {
            let report = try await app.fits.fits(need: need, for: Viewer(.operator, language: .zh), in: network)
            figures.fits += report.groups.reduce(0) { $0 + $1.fits.count }
            figures.forNeed.append(watch.lap())
        }
        for member in members {
            _ = try await app.fits.ownFits(of: Viewer(.member(member), language: .zh), in: network)
            figures.forOneself.append(watch.lap())
        }
        figures.memoryAfter = MarketWatch.memory("VmHWM") - floor
        try await measurePlan(&figures, floor)
        return figures
    }

    /// A plan over all that is open, as the sweep makes it, then the page of it.
    private func measurePlan(_ figures: inout MarketFigures, _ floor: Double) async throws {
        let viewer = Viewer(.operator, language: .zh)
        var watch = MarketWatch()
        let asked = try await app.plans.make(PlanFilter(), by: viewer, in: network.id)
        figures.planAsked = watch.lap()
        try await app.plans.sweep()
        figures.planMade = watch.lap()
        let report = try await app.plans.report(asked.id, PlanLook(), for: viewer, in: network.id)
        figures.planPage = watch.lap()
        (figures.planRows, figures.planGaps) = (report.plan.figures.rows, report.plan.figures.gaps)
        figures.planLines = report.plan.figures.lines
        figures.memoryPlan = MarketWatch.memory("VmHWM") - floor
    }
}

/// Milliseconds by the clock and of the processor.
public struct MarketTime: Sendable {
    public var milliseconds = 0.0
    public var processor = 0.0
}

/// What was measured.
public struct MarketFigures: Sendable {
    public var lines = 0
    public var supplies = 0
    /// The first making of the market: read, put into numbers, indexed.
    public var making = MarketTime()
    /// Megabytes above what the process had before, at most.
    public var memory = 0.0
    public var memoryAfter = 0.0
    /// Who fits a need, one after the other.
    public var forNeed: [MarketTime] = []
    public var fits = 0
    /// What one can do oneself.
    public var forOneself: [MarketTime] = []
    /// A plan over all: asking for it, making and storing it, its first page.
    public var planAsked = MarketTime()
    public var planMade = MarketTime()
    public var planPage = MarketTime()
    public var planLines = 0
    public var planRows = 0
    public var planGaps = 0
    public var memoryPlan = 0.0
}

/// Takes the time between one thing and the next.
struct MarketWatch {
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant
    private var used: Int

    init() {
        last = clock.now
        used = MarketWatch.processor()
    }

    mutating func lap() -> MarketTime {
        let now = clock.now, used = MarketWatch.processor()
        defer { (last, self.used) = (now, used) }
        return MarketTime(
            milliseconds: last.duration(to: now) / .milliseconds(1),
            processor: Double(used - self.used) / Double(CLOCKS_PER_SEC) * 1000)
    }

    private static func processor() -> Int { Int(Foundation.clock()) }

    /// Megabytes of this process, as the system counts them.
    static func memory(_ kind: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(kind):") } ?? ""
        return (Double(line.filter(\.isNumber)) ?? 0) / 1024
    }
}
