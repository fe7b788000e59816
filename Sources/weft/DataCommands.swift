import ArgumentParser
import Database
import Foundation
import Weftwork

/// `weft import …`
struct ImportGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read tables in.", subcommands: [ImportNeeds.self, ImportAll.self])
}

struct ImportNeeds: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "needs", abstract: "Import needs from CSV or JSON; rows of one group are one need.")
    @OptionGroup var store: StorageOption
    @Argument(help: "The file, or - for standard input.") var path: String
    @Option(name: .long) var network: String
    @Option(name: .long, help: "JSON {field: column name}.") var map: String?
    @Flag(name: .long) var dryRun = false
    @Flag(name: .long) var allOrNothing = false
    @Flag(name: .long) var json = false

    var file: String? { path }

    func perform(_ app: App, _ io: CommandIO) async throws {
        var options = NeedImport()
        options.isDryRun = dryRun
        options.isAllOrNothing = allOrNothing
        if let map {
            guard let data = FileManager.default.contents(atPath: map),
                let mapping = try? JSONDecoder().decode([String: String].self, from: data)
            else {
                io.note("\(map): not a JSON object of field: column name")
                throw ExitCode(2)
            }
            options.mapping = mapping
        }
        let place = try await app.people.network(network)
        let report: ImportReport
        do {
            report = try await app.needs.importNeeds(
                [UInt8](io.input), options, by: Viewer(.operator, language: io.language), into: place
            ) { done, all in
                if done % 160 == 0 || done == all { io.note("\(done) of \(all) needs") }
            }
        } catch let refusal as Refusal where refusal.status == 400 || refusal.status == 422 {
            io.note("\(path): \(Door.text(of: refusal, io.language))")
            throw ExitCode(2)
        }
        if json {
            io.print(String(decoding: report.json, as: UTF8.self))
        } else {
            io.print(
                "read \(report.read), stored \(report.stored), repeated \(report.duplicates), rejected \(report.rejectedRows)"
            )
            for problem in report.rejected {
                io.print("\(path):\(problem.row): \(problem.field): \(problem.message(io.language)) [\(problem.cell)]")
            }
            for note in report.notes {
                io.print("\(path):\(note.row): \(note.field): \(note.message(io.language)) [\(note.cell)]")
            }
        }
        if allOrNothing && !report.rejected.isEmpty { throw ExitCode(1) }
    }
}

/// `weft export …`
struct Export: StorageCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what a reader may see as CSV or GeoJSON, or a whole network as JSON Lines.")
    @OptionGroup var store: StorageOption
    @Argument(help: "needs, or all: the network with everything in it, to be moved elsewhere.") var kind: String
    @Option(name: .long) var network: String
    @Option(name: .long, help: "csv or geojson for needs, jsonl for all.") var format: String?
    @Option(name: .long, help: "A member's mail address, or public.") var `as`: String = "public"

    func validate() throws {
        guard kind == "needs" || kind == "all" else { throw ValidationError("needs or all can be exported yet") }
        let known = kind == "all" ? ["jsonl"] : ["csv", "geojson"]
        guard format.map(known.contains) ?? true else {
            throw ValidationError("--format: \(kind) is written as \(known.joined(separator: " or "))")
        }
    }

    func perform(_ app: App, _ io: CommandIO) async throws {
        if kind == "all" { return try await exportAll(app, io) }
        let place = try await app.people.network(network)
        let viewer = try await app.people.viewer(as: `as`, in: place)
        guard format == "geojson" else {
            return io.print(try await app.needs.exportCSV(by: viewer, in: place.id, bom: false))
        }
        io.print(try await app.needs.exportGeoJSON(by: viewer, in: place.id))
    }

    private func exportAll(_ app: App, _ io: CommandIO) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("weft-\(app.world.newID()).jsonl").path
        try await NetworkFile.write(network, of: app, to: path) { io.note($0.words) }
        io.printFile(path)
    }
}

/// `weft audit verify`
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The event log's chain.", subcommands: [AuditVerify.self])
}

struct AuditVerify: StorageCommand {
    static let configuration = CommandConfiguration(commandName: "verify", abstract: "Prove that no event was changed.")
    @OptionGroup var store: StorageOption
    @Option(name: .long) var network: String?

    func perform(_ app: App, _ io: CommandIO) async throws {
        var isBroken = false
        if let network { _ = try await app.people.network(network) }
        for place in try await app.people.networks() where network == nil || place.slug == network {
            let result = try await app.auditChain(of: place)
            isBroken = isBroken || result.firstBreak != nil
            io.print(
                result.firstBreak.map { "\(place.slug): broken at event \($0)" }
                    ?? "\(place.slug): \(result.count) events, unbroken")
        }
        if isBroken { throw ExitCode(1) }
    }
}

/// `weft doctor`
struct Doctor: StorageCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is wrong with this installation and how to mend it.")
    @OptionGroup var store: StorageOption
    @Option(name: .long, help: "Send a test message to this mobile number, and say what the gateway answers.")
    var sms: String?

    func perform(_ app: App, _ io: CommandIO) async throws {
        var isWell = true
        var found = try await app.findings(storage: store.path.map { io.path($0) })
        if let sms { found.append(await app.testedSMS(to: sms, in: io.language)) }
        for finding in found {
            let mark = finding.isWell ? "ok  " : finding.isHint ? "LOOK" : "MEND"
            io.print("\(mark) \(finding.what)\(finding.isWell ? "" : " – \(finding.remedy)")")
            isWell = isWell && (finding.isWell || finding.isHint)
        }
        if !isWell { throw ExitCode(1) }
    }
}
