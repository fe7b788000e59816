import ArgumentParser
import Database
import Foundation
import Synchronization
import Weftwork

/// `weft bench`
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure on this machine.",
        subcommands: [
            BenchWrites.self, BenchTrust.self, BenchDuplicates.self, BenchMatch.self, BenchFits.self, BenchOpinion.self,
            BenchTalk.self,
            BenchBallots.self,
            BenchDrift.self,
        ],
        defaultSubcommand: BenchWrites.self)
}

/// `weft bench writes`: what the disk under a SQLite store gives, one row a write.
struct BenchWrites: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "writes",
        abstract: "Measure writes on the disk of a store: one commit a write, and commits that are shared.")
    @OptionGroup var store: StorageOption
    @Option(name: .long, help: "How many rows.") var writes = 20_000
    @Option(name: .long, help: "How many write at the same time.") var tasks = 64
    @Flag(name: .long) var json = false

    /// What one way of committing gave.
    fileprivate struct Figures: Sendable {
        let rate: Double
        let p50: Double
        let p99: Double
        let commits: Int
    }

    func run() async throws {
        guard let path = store.path else { throw ValidationError("a SQLite path: PostgreSQL has pgbench") }
        try store.makeFolder()
        let alone = try await WriteBench(path: path, mostInGroup: 1, tasks: tasks, writes: writes).figures()
        let grouped = try await WriteBench(path: path, mostInGroup: nil, tasks: tasks, writes: writes).figures()
        if json {
            Terminal.line(
                "{\"alone\":\(text(alone)),\"grouped\":\(text(grouped)),\"ratio\":\(grouped.rate / alone.rate)}")
        } else {
            Terminal.line("one commit a write   \(line(alone))")
            Terminal.line("shared commits       \(line(grouped))")
            Terminal.line("ratio                \((grouped.rate / alone.rate * 10).rounded() / 10)")
        }
    }

    private func text(_ figures: Figures) -> String {
        "{\"rate\":\(figures.rate),\"p50\":\(figures.p50),\"p99\":\(figures.p99),\"commits\":\(figures.commits)}"
    }

    private func line(_ figures: Figures) -> String {
        func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
        return "\(Int(figures.rate))/s, p50 \(rounded(figures.p50)) ms, p99 \(rounded(figures.p99)) ms, "
            + "\(figures.commits) commits for \(writes / tasks * tasks) rows"
    }
}

/// One-row writes into a file beside the store, by many tasks at once.
private struct WriteBench: Sendable {
    let path: String
    let mostInGroup: Int?
    let tasks: Int
    let writes: Int

    func figures() async throws -> BenchWrites.Figures {
        let file = "\(path).bench"
        func remove() {
            for suffix in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: file + suffix) }
        }
        remove()
        defer { remove() }
        let database = try SQLiteDatabase(path: file, mostInGroup: mostInGroup)
        try await database.write { try $0.execute("CREATE TABLE rows (n \(.int) PRIMARY KEY, name TEXT) \(.strict)") }
        let before = database.commits.groups, share = writes / tasks
        let took = Times()
        let begun = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask { try await Self.insert(task * share..<(task + 1) * share, into: database, took) }
            }
            try await group.waitForAll()
        }
        let seconds = begun.duration(to: .now) / Duration.seconds(1)
        let times = took.sorted
        let commits = database.commits.groups - before
        await database.close()
        return BenchWrites.Figures(
            rate: Double(times.count) / seconds, p50: times[times.count / 2], p99: times[times.count * 99 / 100],
            commits: commits)
    }

    private static func insert(_ numbers: Range<Int>, into database: SQLiteDatabase, _ took: Times) async throws {
        for number in numbers {
            let start = ContinuousClock.now
            try await database.write { db in
                try db.execute("INSERT INTO rows (n, name) VALUES (\(number), \("a row"))")
            }
            took.add(start.duration(to: .now) / Duration.milliseconds(1))
        }
    }
}

/// How long each write took, in milliseconds.
private final class Times: Sendable {
    private let times = Mutex<[Double]>([])

    func add(_ time: Double) {
        times.withLock { $0.append(time) }
    }

    var sorted: [Double] { times.withLock { $0.sorted() } }
}
