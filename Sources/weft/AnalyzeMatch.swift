import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft analyze match`: who serves what, from two tables, for the least price over all.
struct AnalyzeMatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "Which offer serves which need, over all of them at once.",
        discussion: """
            Needs have the columns id,line,item,quantity,urgency,latitude,longitude,language,tier; offers \
            id,item,quantity,latitude,longitude,radiusKm,language,tier,reliability. Only id and item must be there. A need \
            without a number takes what is usual for the thing; the answer says so.
            """)
    @Option(name: .long, help: "CSV of needs, one line each, or - for standard input.") var needs: String
    @Option(name: .long, help: "CSV of offers, one line each.") var offers: String
    @Option(name: .long, help: "Writes the flow that was solved, in DIMACS form, for another solver.") var arcs: String?
    @Flag(name: .long) var json = false

    func run() throws {
        let table = try table()
        let plan = try MatchPlanner(table.market).plan()
        if let arcs { try Data(plan.problem.dimacs.utf8).write(to: URL(fileURLWithPath: arcs)) }
        if json {
            Terminal.line(String(decoding: MatchPlanView(table: table, plan: plan).json, as: UTF8.self))
        } else {
            summarise(table, plan)
        }
    }

    private func table() throws -> MatchTable {
        let (wanted, given) = (try rows(needs), try rows(offers))
        do {
            return try MatchTable(needs: wanted, offers: given)
        } catch MatchTable.Fault.empty(let side) {
            throw UnreadableFile(path: path(side), "no line that names the columns")
        } catch MatchTable.Fault.noColumn(let side, let column) {
            throw UnreadableFile(path: path(side), line: 1, "no column \(column)")
        } catch MatchTable.Fault.bad(let side, let line, let column, let value) {
            throw UnreadableFile(
                path: path(side), line: line, value.isEmpty ? "\(column) is empty" : "\(column) can't be \(value)")
        }
    }

    private func rows(_ path: String) throws -> [CSVRow] {
        do {
            return try CSV.parse([UInt8](try Door.content(of: path))).map(\.trimmed)
        } catch let fault as CSVError {
            throw UnreadableFile(path: path, line: fault.line, fault.reason.rawValue)
        }
    }

    private func path(_ side: MatchTable.Side) -> String { side == .needs ? needs : offers }

    private func summarise(_ table: MatchTable, _ plan: MatchPlan) {
        for (number, one) in plan.assignments.enumerated() {
            let need = table.needs[one.need], view = MatchAssignmentView(table: table, plan: plan, number: number)
            Terminal.line(
                "\(need.id)/\(need.line) \(need.item): \(Format.decimal(one.amount)) from \(table.offers[one.supply].id) – "
                    + view.reasons.joined(separator: " · "))
        }
        for one in plan.unmet {
            let need = table.needs[one.need]
            Terminal.line(
                "\(need.id)/\(need.line) \(need.item): \(Format.decimal(one.missing)) missing – "
                    + MatchUnmetView(table: table, unmet: one).words)
        }
        let open = Set(plan.unmet.map(\.need)).count
        Terminal.line(
            "\(plan.assignments.count) assignments, \(table.needs.count - open) of \(table.needs.count) lines met, "
                + "worth \((plan.objective * 10).rounded() / 10)")
    }
}
