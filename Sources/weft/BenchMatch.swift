import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft bench match`: matching among very many, made at random, and one flood as it was.
struct BenchMatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "The best for one need, a plan over all, and a flood, made at random.")
    @Option(name: .long) var volunteers = 100_000
    @Option(name: .long) var needs = 10_000
    @Option(name: .long) var seed: UInt64 = 1
    @Option(name: .long, help: "Writes the flow that was solved, in DIMACS form, for another solver.") var arcs: String?

    func validate() throws {
        guard volunteers >= 100, needs >= 100 else { throw ValidationError("at least 100 of each") }
    }

    func run() throws {
        let floor = BenchMatch.memory()
        let bench = BenchMarket(volunteers: volunteers, needs: needs, seed: seed)
        // The first run pays for memory that the system hands out; the middle of three is what a server sees.
        let runs = try (0..<3).map { _ in try PlanFigures(bench) }.sorted { $0.seconds < $1.seconds }
        let peak = BenchMatch.memory()
        let single = singles(bench)
        var flood = FloodBench(seed: seed), wave = flood.run()
        try FloodBench.burst(seed: seed, &wave)
        if let arcs { try Data(runs[1].plan.problem.dimacs.utf8).write(to: URL(fileURLWithPath: arcs)) }
        var json = JSON()
        json.object { json in
            json.field("volunteers", volunteers)
            json.field("needs", needs)
            write(runs[1], to: &json)
            json.field("memoryMegabytes", number: peak - floor)
            json.field("singleMicrosecondsMedian", Int(single[single.count / 2] / .microseconds(1)))
            json.field("singleMicrosecondsP99", Int(single[single.count * 99 / 100] / .microseconds(1)))
            json.name("flood")
            write(wave, to: &json)
        }
        Terminal.line(String(decoding: json.bytes, as: UTF8.self))
    }

    private func write(_ figures: PlanFigures, to json: inout JSON) {
        json.field("indexMilliseconds", Int(figures.indexSeconds * 1000))
        json.field("planMilliseconds", Int(figures.seconds * 1000))
        json.field("planCPUMilliseconds", Int(figures.processorSeconds * 1000))
        json.field("flowMilliseconds", Int(figures.flowSeconds * 1000))
        json.field("arcs", figures.plan.arcs)
        json.field("cost", number: Double(figures.plan.cost))
        json.field("filled", Int(figures.filled / 1000))
        json.field("filledFirstCome", Int(figures.first.filled / 1000))
        json.field("score", number: figures.score)
        json.field("scoreFirstCome", number: figures.first.score)
        json.field("withoutAnybody", figures.nobody)
    }

    private func write(_ figures: FloodFigures, to json: inout JSON) {
        json.object { json in
            json.field("open", figures.open)
            json.field("withThree", figures.withThree)
            json.field("milliseconds", number: figures.milliseconds)
            json.field("gini", number: figures.gini)
            json.field("neverAsked", figures.neverAsked)
            json.field("able", figures.able)
            json.field("giniOfAll", number: figures.giniOfAll)
            json.field("askGini", number: figures.askGini)
            json.field("mostInWeek", figures.mostInWeek)
            json.field("overBudget", figures.overBudget)
            json.field("overHours", number: figures.overHours)
            json.field("asked", figures.asked)
            json.field("places", figures.places)
            json.field("filled", figures.filled)
            json.field("called", figures.called)
            json.field("met", figures.met)
            json.field("waves", figures.waves)
            json.field("mostWaves", figures.mostWaves)
            json.field("cannotReach", figures.cannotReach)
            json.field("burst", figures.burst)
            json.field("burstMet", figures.burstMet)
            json.field("burstIdle", figures.burstIdle)
        }
    }

    /// The best twenty for one need after another; how long each took, sorted.
    private func singles(_ bench: BenchMarket) -> [Duration] {
        let market = MatchMarket(needs: bench.needs, supplies: bench.supplies), clock = ContinuousClock()
        return (0..<min(3000, needs)).map { need in clock.measure { _ = market.best(forNeed: need) } }.sorted()
    }

    /// The most memory this process had, in megabytes.
    private static func memory() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Double(line.filter(\.isNumber)) ?? 0) / 1024
    }
}
