import ArgumentParser
import Engine
import Foundation
import Weftwork

/// `weft analyze …`: the engines on tables, without server and storage.
struct AnalyzeGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze", abstract: "Run an engine on tables; needs no server and no storage.",
        subcommands: [AnalyzeOpinion.self, AnalyzeTrust.self, AnalyzeMatch.self, AnalyzeBallots.self])
}

struct AnalyzeTrust: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Who is trusted, from vouches and anchors.",
        discussion: "Columns from,to[,weight]; a weight of 1, 2 or 3 is the tier for which the vouch counts.")
    @Option(name: .long, help: "CSV from,to[,weight], or - for standard input.") var vouches: String
    @Option(name: .long, help: "Names of the anchors, with commas between.") var anchors: String
    @Flag(name: .long) var json = false

    func run() throws {
        let report = TrustReport(try table())
        if json {
            Terminal.line(String(decoding: TrustReportView(report: report).json, as: UTF8.self))
        } else {
            summarise(report)
        }
    }

    private func table() throws -> TrustTable {
        let bytes = [UInt8](try Door.content(of: vouches))
        do {
            let rows = try CSV.parse(bytes)
            let names = anchors.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return try TrustTable(rows: rows.map(\.trimmed), anchors: names)
        } catch let fault as CSVError {
            throw UnreadableFile(path: vouches, line: fault.line, fault.reason.rawValue)
        } catch TrustTable.Fault.empty {
            throw UnreadableFile(path: vouches, "no vouches in it")
        } catch TrustTable.Fault.noEnds(let line) {
            throw UnreadableFile(path: vouches, line: line, "a row needs two names: from,to")
        } catch TrustTable.Fault.badTier(let line, let text) {
            throw UnreadableFile(path: vouches, line: line, "weight \(text) is none of 1, 2, 3")
        } catch TrustTable.Fault.noAnchors {
            throw UnreadableFile(path: "--anchors", "at least one name")
        }
    }

    private func summarise(_ report: TrustReport) {
        let names = Standing.allCases.map(\.name)
        Terminal.line("\(report.accepted.count) accepted, \(report.rejected) not")
        for tier in (1...3).reversed() {
            Terminal.line("  \(names[tier]): \(report.accepted.count { $0.tier == tier })")
        }
        for community in report.communities where community.anchors.isEmpty {
            Terminal.line(
                "no anchor among \(community.members.count) around \(community.members[0]): \(community.accepted) accepted"
            )
        }
        for (person, dependents) in report.dependents.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        )
        .prefix(10) {
            Terminal.line("\(dependents.count) depend on \(person) alone")
        }
    }
}

/// The report as the contract has it.
struct TrustReportView: View {
    let report: TrustReport

    func write(to json: inout JSON) {
        json.object { json in
            json.field("anchors", report.anchors)
            json.name("accepted")
            json.array(report.accepted) { json, accepted in
                json.object {
                    $0.field("member", accepted.member)
                    $0.field("tier", Standing.allCases[accepted.tier].name)
                    $0.field("chains", accepted.chains)
                    $0.field("shortest", accepted.shortest)
                }
            }
            json.field("rejected", report.rejected)
            json.name("communities")
            json.array(report.communities) { json, community in
                json.object {
                    $0.field("members", community.members.count)
                    $0.field("anchors", community.anchors)
                    $0.field("accepted", community.accepted)
                }
            }
            json.name("dependents")
            json.array(report.dependents.sorted { $0.key < $1.key }) { json, entry in
                json.object {
                    $0.field("on", entry.key)
                    $0.field("members", entry.value)
                }
            }
        }
    }
}

extension CSVRow {
    /// Without white space around the cells.
    var trimmed: CSVRow {
        CSVRow(line: line, cells: cells.map { $0.trimmingCharacters(in: .whitespaces) })
    }
}
