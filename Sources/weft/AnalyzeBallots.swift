import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft analyze ballots`: who wins, by which rule, and how it came to that.
struct AnalyzeBallots: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ballots", abstract: "Counts ballots by a method; says how ties are broken.",
        discussion: """
            Reads PrefLib's ranked ballots (.soc, .soi, .toc, .toi; who isn't named stands last), Pabulib's budgets (.pb), or a \
            table voter,option,value – or one column for each option and one row for each ballot. Values: consent, concern, \
            objection or abstain; a choice for majority and approval (empty, 1, yes, or 0, no); a number for score and \
            score-sum; a rank for schulze, ranked-pairs and instant-runoff (1 is the best); a whole number, the more the \
            better, for majority-judgment; dots, or votes that cost their square, for dots and quadratic; importance/effort for \
            priority-matrix; yes, ifNeedBe or no for time-poll.
            """)
    @Option(help: "\(AnalyzeBallots.names(BallotMethod.self)).", transform: { try named($0) }) var method: BallotMethod
    @Option(
        help: "For equal-shares: what a project is worth to who wants it: its cost, 1 (number) or the points given.",
        transform: { try named($0) }) var worth: PabulibFile.Worth = .cost
    @Option(help: "For dots and quadratic: how many dots or credits each voter has; a ballot beyond it isn't counted.")
    var limit: Int?
    @Option(help: "For priority-matrix: the highest value on both axes.") var scale = 5
    @Argument(help: "The file, or - for standard input.") var file: String
    @Flag(name: .long) var json = false

    func validate() throws {
        guard limit ?? 1 > 0, (2...100).contains(scale) else {
            throw ValidationError("a limit above 0, and a scale from 2 to 100")
        }
    }

    func run() throws {
        let view = BallotReportView(report: try report())
        if json {
            Terminal.line(String(decoding: view.json, as: UTF8.self))
        } else {
            summarise(view)
        }
    }

    private static func names<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type) -> String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private static func named<Value: RawRepresentable<String> & CaseIterable>(_ text: String) throws -> Value {
        guard let value = Value(rawValue: text) else {
            throw ValidationError("\(text) is none of \(names(Value.self))")
        }
        return value
    }

    private func report() throws -> BallotReport {
        let bytes = [UInt8](try Door.content(of: file))
        do {
            return try BallotReport(method, bytes, .init(worth: worth, limit: limit, scale: scale))
        } catch .unreadable(let fault) {
            throw UnreadableFile(path: file, line: fault.line, fault.reason.rawValue)
        } catch .empty {
            throw UnreadableFile(path: file, "nothing in it")
        } catch .noColumn(let column) {
            throw UnreadableFile(path: file, line: 1, "no \(column)")
        } catch .bad(let line, let column, let value) {
            throw UnreadableFile(
                path: file, line: line, value.isEmpty ? "\(column) is empty" : "\(column) can't be \(value)")
        } catch .unfit(let method) {
            throw UnreadableFile(path: file, "holds nothing that \(method.rawValue) could count")
        }
    }

    private func summarise(_ view: BallotReportView) {
        let report = view.report, winners = report.outcome.winners.map(view.name)
        Terminal.line("\(report.voterCount) voters, \(report.options.count) options, \(report.method.rawValue)")
        Terminal.line(winners.isEmpty ? "nobody is elected" : "elected: " + winners.joined(separator: ", "))
        for (place, option) in report.outcome.ranking.enumerated() {
            Terminal.line("  \(place + 1). \(view.name(option))")
        }
        Terminal.line("ties: \(report.method.tieBreak)")
    }
}
