import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft analyze opinion`: what a conversation shows, from a table of answers.
struct AnalyzeOpinion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opinion",
        abstract: "Groups, what each holds, what all share, from the answers of a conversation.",
        discussion: """
            Answers have the columns participant,statement,vote: 1 agree, -1 disagree, 0 pass; of two answers of a person to a \
            statement the last counts. Polis's votes.csv (with timestamps: the latest counts) and participants-votes.csv are \
            read as well. Statements have statement,moderated (-1 is rejected) or are Polis's comments.csv. With groups \
            (participant,group) the figures are those of groups given from outside.
            """)
    @Option(name: .long, help: "CSV of answers, or - for standard input.") var votes: String
    @Option(name: .long, help: "CSV of statements and whether they were moderated out.") var statements: String?
    @Option(name: .long, help: "CSV participant,group: figures for these groups; none are looked for.") var groups:
        String?
    @Flag(name: .long) var json = false

    func run() throws {
        let table = try read(votes) { try OpinionTable($0) }
        let states = try statements.map { try read($0, table.states) }
        let given = try groups.map { try read($0, table.groups) }
        let map = OpinionMap(table.votes, states: states, groups: given?.groupOf)
        let stability = given == nil ? OpinionStability(map, of: table.votes) : nil
        let view = OpinionMapView(table: table, map: map, groupNames: given?.names, stability: stability)
        if json {
            Terminal.line(String(decoding: view.json, as: UTF8.self))
        } else {
            summarise(view)
        }
    }

    private func read<T>(_ path: String, _ body: ([UInt8]) throws -> T) throws -> T {
        do {
            return try body([UInt8](try Door.content(of: path)))
        } catch OpinionTable.Fault.unreadable(let fault) {
            throw UnreadableFile(path: path, line: fault.line, fault.reason.rawValue)
        } catch OpinionTable.Fault.empty {
            throw UnreadableFile(path: path, "nothing in it")
        } catch OpinionTable.Fault.noColumn(let column) {
            throw UnreadableFile(path: path, line: 1, "no column \(column)")
        } catch OpinionTable.Fault.bad(let line, let column, let value) {
            throw UnreadableFile(
                path: path, line: line, value.isEmpty ? "\(column) is empty" : "\(column) can't be \(value)")
        }
    }

    private func summarise(_ view: OpinionMapView) {
        let (table, map) = (view.table, view.map)
        Terminal.line("\(map.participantCount) people, \(map.statementCount) statements, \(table.votes.count) answers")
        if let stability = view.stability {
            let words = stability.isStable ? "stable" : "not stable: better not spoken of"
            Terminal.line("\(map.groups.count) groups, stability \(rounded(stability.value)): \(words)")
        }
        for one in map.shared() {
            Terminal.line("shared: \(one.side) \(table.statements[one.statement]) (\(rounded(one.mean)))")
        }
        for one in map.dividing(byGroups: view.stability?.isStable ?? true) {
            Terminal.line("dividing: \(table.statements[one.statement]) (\(rounded(one.width)))")
        }
        for (number, group) in map.groups.enumerated() {
            Terminal.line("group \(view.id(number)): \(group.members.count) people")
            for mark in group.marks {
                Terminal.line(
                    "  \(mark.side) \(table.statements[mark.statement]): \(mark.taken) of \(mark.seen), "
                        + "\(rounded(mark.repness)) times as likely as the others")
            }
        }
    }

    private func rounded(_ value: Double) -> String { String((value * 100).rounded() / 100) }
}
