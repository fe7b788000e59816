import ArgumentParser
import Database
import Foundation
import Weftwork

/// `weft bench fits`: who fits and what oneself can do, in the whole product, in a network as full as its biggest day.
struct BenchFits: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fits", abstract: "Who fits, among very many volunteers, needs and offers in a store of its own.")
    @OptionGroup var store: StorageOption
    @Option(name: .long, help: "A network of the store; it is filled.") var network: String
    @Option(name: .long) var volunteers = 100_000
    @Option(name: .long, help: "How many needs, of two lines each.") var needs = 5000
    @Option(name: .long) var offers = 5000
    @Option(name: .long) var seed: UInt64 = 1
    @Flag(name: .long, help: "The network is full already.") var measureOnly = false

    func run() async throws {
        let app = try await store.open(url: "http://localhost", logger: Door.logger)
        let bench = try await MarketBench(app, network: network, seed: seed)
        let figures =
            measureOnly
            ? try await bench.measure()
            : try await bench.run(volunteers: volunteers, needs: needs, offers: offers) { what, done in
                FileHandle.standardError.write(Data("\rfilling: \(done) \(what)        ".utf8))
            }
        FileHandle.standardError.write(Data("\n".utf8))
        var json = JSON()
        json.object { json in
            json.field("supplies", figures.supplies)
            json.field("lines", figures.lines)
            json.field("makingMilliseconds", number: figures.making.milliseconds)
            json.field("makingCPUMilliseconds", number: figures.making.processor)
            json.field("makingMegabytes", number: figures.memory)
            json.field("megabytes", number: figures.memoryAfter)
            json.field("fits", figures.fits)
            write("need", figures.forNeed, to: &json)
            write("oneself", figures.forOneself, to: &json)
            json.field("planAskedMilliseconds", number: figures.planAsked.milliseconds)
            json.field("planMilliseconds", number: figures.planMade.milliseconds)
            json.field("planCPUMilliseconds", number: figures.planMade.processor)
            json.field("planPageMilliseconds", number: figures.planPage.milliseconds)
            json.field("planLines", figures.planLines)
            json.field("planRows", figures.planRows)
            json.field("planGaps", figures.planGaps)
            json.field("planMegabytes", number: figures.memoryPlan)
        }
        Terminal.line(String(decoding: json.bytes, as: UTF8.self))
        await app.database.close()
    }

    private func write(_ name: String, _ times: [MarketTime], to json: inout JSON) {
        let clock = times.map(\.milliseconds).sorted(), used = times.map(\.processor).reduce(0, +)
        guard !clock.isEmpty else { return }
        json.name(dynamic: name)
        json.object {
            $0.field("median", number: clock[clock.count / 2])
            $0.field("p99", number: clock[clock.count * 99 / 100])
            $0.field("most", number: clock[clock.count - 1])
            $0.field("cpu", number: used / Double(times.count))
        }
    }
}
