import ArgumentParser
import Database
import Foundation
import Weftwork

/// `weft bench opinion-live`: answers that come to a large conversation, until they are in the picture.
struct BenchTalk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opinion-live",
        abstract: "A large conversation in a store of its own: from an answer to the picture that holds it.")
    @OptionGroup var store: StorageOption
    @Option(name: .long, help: "A network of the store; a conversation is added to it.") var network: String
    @Option(name: .long) var people = 2000
    @Option(name: .long) var statements = 300
    @Option(name: .long, help: "Share of the statements that each person has answered.") var density = 0.3
    @Option(name: .long, help: "Answers a second.") var rate = 20.0
    @Option(name: .long, help: "How many answers are measured.") var votes = 400
    @Option(name: .long) var seed: UInt64 = 1

    func validate() throws {
        guard people > 0, statements > 0, statements <= 1000, (0...1).contains(density), rate > 0, votes >= 100 else {
            throw ValidationError("somebody, at most 1000 statements, a share from 0 to 1, and at least 100 answers")
        }
    }

    func run() async throws {
        let app = try await store.open(url: "http://localhost", logger: Door.logger)
        let bench = try await TalkBench(app, network: network, seed: seed)
        let figures = try await bench.run(
            people: people, statements: statements, density: density, rate: rate, votes: votes)
        var json = JSON()
        json.object { json in
            json.field("people", people)
            json.field("statements", statements)
            json.field("answers", figures.answers)
            json.field("firstPictureMilliseconds", number: figures.first)
            json.field("toPictureMillisecondsMedian", number: middle(figures.toPicture, 50))
            json.field("toPictureMillisecondsP99", number: middle(figures.toPicture, 99))
            json.field("toPictureMillisecondsMost", number: figures.toPicture.last)
            json.field("toStoreMillisecondsMedian", number: middle(figures.toStore, 50))
            json.field("toStoreMillisecondsP99", number: middle(figures.toStore, 99))
            json.field("stability", number: figures.stability)
            json.field("equalToWhole", figures.isWhole)
        }
        Terminal.line(String(decoding: json.bytes, as: UTF8.self))
        await app.database.close()
    }

    private func middle(_ times: [Double], _ percent: Int) -> Double? {
        times.isEmpty ? nil : times[min(times.count - 1, times.count * percent / 100)]
    }
}
