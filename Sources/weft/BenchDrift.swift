import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft bench drift`: how well asking half of a network again finds what it has lost.
struct BenchDrift: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract:
            "How often a lost agreement is found by asking half again, and how often one that holds is called lost.")
    @Option(name: .long, help: "How many take part.") var voices = 60
    @Option(name: .long, help: "Networks for each line.") var trials = 4_000
    @Option(name: .long) var seed: UInt64 = 1

    func validate() throws {
        guard (10...10_000).contains(voices), trials > 0 else { throw ValidationError("10 to 10000 voices, one trial") }
    }

    func run() throws {
        var json = JSON()
        json.object { json in
            json.field("seed", Int(clamping: seed))
            json.field("voices", voices)
            json.field("trials", trials)
            json.name("lines")
            json.array(lines()) { json, line in line.write(to: &json) }
        }
        Terminal.line(String(decoding: json.bytes, as: UTF8.self))
    }

    private func lines() -> [Line] {
        [(0, 0.0, 1.0), (1, 0, 1), (2, 0, 1), (3, 0, 1), (1, 0.01, 1), (2, 0.01, 1), (1, 0, 0.9), (1, 0, 0.8)].map {
            turnover, noise, answering in
            var trial = DriftTrial()
            (trial.voices, trial.turnover, trial.noise, trial.answering) = (voices, turnover, noise, answering)
            let lost = trial.found(in: trials, seed: seed)
            trial.loss = 0
            return Line(
                turnover: turnover, noise: noise, answering: answering, lost: lost,
                kept: trial.found(in: trials, seed: seed &+ 1))
        }
    }

    private struct Line {
        let turnover: Int
        let noise: Double
        let answering: Double
        let lost: DriftTrial.Found
        let kept: DriftTrial.Found

        func write(to json: inout JSON) {
            json.object { json in
                json.field("turnover", turnover)
                json.field("noise", number: noise)
                json.field("answering", number: answering)
                json.field("foundPlain", number: lost.plain)
                json.field("falsePlain", number: kept.plain)
                json.field("foundAfterHalf", number: lost.adapted)
                json.field("falseAfterHalf", number: kept.adapted)
                json.field("foundInTwo", number: lost.inTwo)
                json.field("falseInTwo", number: kept.inTwo)
                json.field("othersAsked", number: lost.askedOn)
            }
        }
    }
}
