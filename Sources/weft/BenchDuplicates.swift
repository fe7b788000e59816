import ArgumentParser
import Database
import Foundation
import Weftwork

/// `weft bench duplicates`: how many doubles are found, how many strangers are taken for one, how soon.
struct BenchDuplicates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "Doubles and traps made of real needs, in a small store and in a full one.")
    @OptionGroup var store: StorageOption
    @Option(name: .long, help: "The file of hospital needs (wuhan2020_hospital_needs.json).") var data: String
    @Option(name: .long, help: "How many needs the full store has.") var needs = 100_000
    @Option(name: .long) var seed: UInt64 = 1

    func validate() throws {
        guard needs >= 227 else { throw ValidationError("at least as many as the data has: 227") }
    }

    func run() async throws {
        let app = try await store.open(url: "http://localhost", logger: Door.logger)
        let bench = try await DoublesBench(app, data: data, seed: seed)
        let report = try await bench.run(count: needs) { done, all in
            FileHandle.standardError.write(Data("\rstoring: \(done) of \(all)".utf8))
        }
        FileHandle.standardError.write(Data("\n".utf8))
        for line in report.lines { Terminal.line(line) }
        await app.database.close()
    }
}
