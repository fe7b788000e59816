import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft bench ballots`: every method on ballots made at random.
struct BenchBallots: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ballots", abstract: "Every method on ballots made at random: processor time of each count.")
    @Option(name: .long) var ballots = 1_000_000
    @Option(name: .long) var options = 10
    @Option(name: .long) var seed: UInt64 = 1

    func validate() throws {
        guard ballots > 0, (2...200).contains(options) else { throw ValidationError("a ballot, and 2 to 200 options") }
    }

    func run() throws {
        var random = SplitMix64(seed: seed)
        // A few thousand ballots that come again and again: what is counted is a whole ballot each time.
        let orders = (0..<5000).map { _ in (0..<options).shuffled(using: &random) }
        var ranked = RankedBallots(optionCount: options)
        for ballot in 0..<ballots { ranked.add(orders[ballot % orders.count].map { [$0] }) }
        var json = JSON()
        json.object { json in
            json.field("ballots", ballots)
            json.field("options", options)
            time("pairwise", &json) { _ = ranked.pairwise() }
            let pairwise = ranked.pairwise()
            time("schulze", &json) { _ = Schulze(pairwise: pairwise, optionCount: options).outcome }
            time("rankedPairs", &json) { _ = RankedPairs(pairwise: pairwise, optionCount: options).outcome }
            time("instantRunoff", &json) { _ = InstantRunoff(ranked).outcome }
            countNumbers(orders, &json)
        }
        Terminal.line(String(decoding: json.bytes, as: UTF8.self))
    }

    private func countNumbers(_ orders: [[Int]], _ json: inout JSON) {
        let few = orders.map { $0.map { max(0, $0 - options + 4) } }
        let chosen = orders.map { $0.prefix(options / 2) }
        time("dots", &json) {
            var count = DotCount(optionCount: options, limit: 8)
            for ballot in 0..<ballots { count.add(few[ballot % few.count]) }
            _ = count.outcome
        }
        time("quadratic", &json) {
            var count = QuadraticCount(optionCount: options, budget: 16)
            for ballot in 0..<ballots { count.add(few[ballot % few.count]) }
            _ = count.outcome
        }
        time("approval", &json) {
            var count = ApprovalCount(optionCount: options)
            for ballot in 0..<ballots { count.add(chosen[ballot % chosen.count]) }
            _ = count.outcome
        }
        time("priorityMatrix", &json) {
            var matrix = PriorityMatrix(itemCount: options)
            for ballot in 0..<ballots {
                for (item, value) in orders[ballot % orders.count].enumerated() {
                    matrix.add(.init(importance: 1 + value % 5, effort: 1 + (value + item) % 5), of: item)
                }
            }
            _ = matrix.outcome
        }
        time("timePoll", &json) {
            var poll = TimePoll(slotCount: options)
            for ballot in 0..<ballots {
                for (slot, value) in orders[ballot % orders.count].enumerated() {
                    poll.add(value % 3 == 0 ? .no : value % 3 == 1 ? .ifNeedBe : .yes, to: slot)
                }
            }
            _ = poll.outcome
        }
    }

    private func time(_ name: String, _ json: inout JSON, _ body: () -> Void) {
        let seconds = ProcessFigures.seconds(body)
        json.name(dynamic: "\(name)CPUMilliseconds")
        json.number((seconds * 10_000).rounded() / 10)
    }
}
