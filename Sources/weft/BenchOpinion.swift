import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft bench opinion`: the map of a conversation made at random, whole and vote by vote.
struct BenchOpinion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opinion", abstract: "The map of a conversation made at random, whole and vote by vote.")
    @Option(name: .long) var people = 10_000
    @Option(name: .long) var statements = 1_000
    @Option(name: .long, help: "Share of the statements that each person answers.") var density = 0.05
    @Option(name: .long, help: "How far the camps are apart, from 0 to 1.") var lean = 0.6
    @Option(name: .long) var changes = 300
    @Option(name: .long) var seed: UInt64 = 1

    func validate() throws {
        guard people > 0, statements > 0, (0...1).contains(density), (0...1).contains(lean), changes >= 100 else {
            throw ValidationError("somebody, something, shares from 0 to 1, and at least 100 changes")
        }
    }

    private static let camps = 3

    func run() throws {
        var random = SplitMix64(seed: seed)
        let made = conversation(&random)
        let floor = ProcessFigures.mostMemory()
        var votes = OpinionVotes(), map = OpinionMap(OpinionVotes()), stability: OpinionStability?
        let build = ProcessFigures.seconds {
            votes = OpinionVotes(participantCount: people, statementCount: statements, votes: made)
        }
        let whole = ProcessFigures.seconds { map = OpinionMap(votes) }
        let peak = ProcessFigures.mostMemory()
        let stable = ProcessFigures.seconds { stability = OpinionStability(map, of: votes) }
        let single = changeOneByOne(&votes, &map, &random)
        var json = JSON()
        json.object { json in
            json.field("people", people)
            json.field("statements", statements)
            json.field("votes", made.count)
            json.field("buildCPUMilliseconds", number: build * 1000)
            json.field("mapCPUMilliseconds", number: whole * 1000)
            json.field("memoryMegabytes", number: peak - floor)
            json.field("stabilityCPUMilliseconds", number: stable * 1000)
            json.field("stability", number: stability?.value)
            json.field("groups", map.groups.count)
            json.field("voteMillisecondsMedian", number: single[single.count / 2] / .milliseconds(1))
            json.field("voteMillisecondsP99", number: single[single.count * 99 / 100] / .milliseconds(1))
            json.field("equalToWhole", map == OpinionMap(anew(votes)))
        }
        Terminal.line(String(decoding: json.bytes, as: UTF8.self))
    }

    private func conversation(_ random: inout SplitMix64) -> [OpinionVotes.Vote] {
        var share: [Double] = []
        for _ in 0..<(BenchOpinion.camps * statements) {
            share.append((1 + lean * Double.random(in: -1...1, using: &random)) / 2)
        }
        var made: [OpinionVotes.Vote] = []
        for person in 0..<people {
            for statement in 0..<statements where Double.random(in: 0..<1, using: &random) < density {
                let isFor =
                    Double.random(in: 0..<1, using: &random)
                    < share[person % BenchOpinion.camps * statements + statement]
                let isPass = Int.random(in: 0..<7, using: &random) == 0
                let answer: OpinionAnswer = isPass ? .pass : isFor ? .agree : .disagree
                made.append(.init(participant: person, statement: statement, answer: answer))
            }
        }
        return made
    }

    /// Votes taken in one after the other, the map made anew after each; how long each took, sorted.
    private func changeOneByOne(
        _ votes: inout OpinionVotes, _ map: inout OpinionMap, _ random: inout SplitMix64
    ) -> [Duration] {
        let clock = ContinuousClock()
        return (0..<changes).map { _ in
            let vote = OpinionVotes.Vote(
                participant: Int.random(in: 0..<people, using: &random),
                statement: Int.random(in: 0..<statements, using: &random),
                answer: OpinionAnswer.allCases.randomElement(using: &random) ?? .pass)
            return clock.measure {
                votes.set(vote)
                map = OpinionMap(votes)
            }
        }.sorted()
    }

    /// The same answers taken in from nothing.
    private func anew(_ votes: OpinionVotes) -> OpinionVotes {
        var list: [OpinionVotes.Vote] = []
        for statement in 0..<statements {
            for person in 0..<people {
                guard let answer = votes.answer(of: person, to: statement) else { continue }
                list.append(.init(participant: person, statement: statement, answer: answer))
            }
        }
        return OpinionVotes(participantCount: people, statementCount: statements, votes: list)
    }
}

/// What this process used.
enum ProcessFigures {
    /// The most memory it had, in megabytes.
    static func mostMemory() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Double(line.filter(\.isNumber)) ?? 0) / 1024
    }

    /// Processor time of a piece of work.
    static func seconds(_ body: () -> Void) -> Double {
        let start = clock()
        body()
        return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
}
