import ArgumentParser
import Database
import Foundation
import Weftwork

/// `weft import …`
struct ImportGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read tables in.",
        subcommands: [ImportNeeds.self, ImportOffers.self, ImportMembers.self, ImportAll.self])
}

/// What every import of a table takes.
struct TableOption: ParsableArguments {
    @Argument(help: "The file, or - for standard input.") var path: String
    @Option(name: .long) var network: String
    @Option(name: .long, help: "JSON {field: column name}.") var map: String?
    @Flag(name: .long) var dryRun = false
    @Flag(name: .long) var allOrNothing = false
    @Flag(name: .long) var json = false

    func options<Table: TableImport>(_ io: CommandIO) throws -> Table {
        var options = Table()
        options.isDryRun = dryRun
        options.isAllOrNothing = allOrNothing
        guard let map else { return options }
        guard let data = FileManager.default.contents(atPath: io.path(map)),
            let mapping = try? JSONDecoder().decode([String: String].self, from: data)
        else {
            io.note("\(map): not a JSON object of field: column name")
            throw ExitCode(2)
        }
        options.mapping = mapping
        return options
    }

    /// Says now and then how far it is.
    func progress(_ io: CommandIO, _ things: String) -> @Sendable (Int, Int) -> Void {
        { done, all in if done % 160 == 0 || done == all { io.note("\(done) of \(all) \(things)") } }
    }

    /// Runs an import and says what came of it; a table that can't be read at all is wrong usage.
    func run(_ io: CommandIO, _ read: () async throws -> ImportReport) async throws {
        let report: ImportReport
        do {
            report = try await read()
        } catch let refusal as Refusal where refusal.status == 400 || refusal.status == 422 {
            io.note("\(path): \(Door.text(of: refusal, io.language))")
            throw ExitCode(2)
        }
        if json { io.print(String(decoding: report.json, as: UTF8.self)) } else { tell(report, io) }
        if allOrNothing && !report.rejected.isEmpty { throw ExitCode(1) }
    }

    private func tell(_ report: ImportReport, _ io: CommandIO) {
        io.print(
            "read \(report.read), stored \(report.stored), repeated \(report.duplicates), rejected \(report.rejectedRows)"
        )
        for problem in report.rejected + report.notes {
            io.print("\(path):\(problem.row): \(problem.field): \(problem.message(io.language)) [\(problem.cell)]")
        }
    }
}

struct ImportNeeds: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "needs", abstract: "Import needs from CSV or JSON; rows of one group are one need.")
    @OptionGroup var store: StorageOption
    @OptionGroup var table: TableOption

    var file: String? { table.path }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let options: NeedImport = try table.options(io), place = try await app.people.network(table.network)
        try await table.run(io) {
            try await app.needs.importNeeds(
                [UInt8](io.input), options, by: Viewer(.operator, language: io.language), into: place,
                progress: table.progress(io, "needs"))
        }
    }
}

struct ImportOffers: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "offers", abstract: "Import offers from CSV or JSON; rows of one group are one offer.")
    @OptionGroup var store: StorageOption
    @OptionGroup var table: TableOption

    var file: String? { table.path }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let options: OfferImport = try table.options(io), place = try await app.people.network(table.network)
        try await table.run(io) {
            try await app.offers.importOffers(
                [UInt8](io.input), options, by: Viewer(.operator, language: io.language), into: place,
                progress: table.progress(io, "offers"))
        }
    }
}

struct ImportMembers: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "Enter the members of a CSV table: name, email, organisation, role, skill, area, language.")
    @OptionGroup var store: StorageOption
    @OptionGroup var table: TableOption

    var file: String? { table.path }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let options: MemberImport = try table.options(io), place = try await app.people.network(table.network)
        try await table.run(io) {
            try await app.people.importMembers(
                [UInt8](io.input), options, language: io.language, into: place,
                progress: table.progress(io, "members"))
        }
    }
}

/// `weft export …`
struct Export: StorageCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what a reader may see as a table, or a whole network as JSON Lines.")
    /// What can be written, and how; the first is how it is written where nothing is said.
    private static let formats = [
        "needs": ["csv", "hxl", "geojson", "jsonl"], "offers": ["csv", "hxl", "geojson", "jsonl"],
        "members": ["csv", "jsonl"],
        "events": ["jsonl", "csv"], "all": ["jsonl"],
    ]
    @OptionGroup var store: StorageOption
    @Argument(help: "needs, offers, members, events, or all: the network with everything in it, to be moved elsewhere.")
    var kind: String
    @Option(name: .long) var network: String
    @Option(
        name: .long,
        help:
            "csv, hxl, geojson or jsonl for needs and offers; csv or jsonl for members and events; jsonl for all.")
    var format: String?
    @Option(name: .long, help: "A member's mail address, or public.") var `as`: String = "public"

    func validate() throws {
        guard let known = Export.formats[kind] else {
            throw ValidationError("\(kind) is none of \(Export.formats.keys.sorted().joined(separator: ", "))")
        }
        guard format.map(known.contains) ?? true else {
            throw ValidationError("--format: \(kind) is written as \(known.joined(separator: " or "))")
        }
    }

    func perform(_ app: App, _ io: CommandIO) async throws {
        if kind == "all" { return try await exportAll(app, io) }
        let place = try await app.people.network(network)
        let viewer = try await app.people.viewer(as: `as`, in: place)
        let form = format ?? Export.formats[kind]?.first ?? ""
        switch kind {
        case "offers": io.print(try await offers(app, form, viewer, place.id))
        case "members": io.print(try await app.vouches.exportMembers(by: viewer, in: place.id, asCSV: form == "csv"))
        case "events": io.print(try await app.needs.exportEvents(by: viewer, in: place.id, asCSV: form == "csv"))
        default: io.print(try await needs(app, form, viewer, place.id))
        }
    }

    private func needs(_ app: App, _ form: String, _ viewer: Viewer, _ network: ID) async throws -> String {
        switch form {
        case "geojson": try await app.needs.exportGeoJSON(by: viewer, in: network)
        case "jsonl": try await app.needs.exportLines(by: viewer, in: network)
        default: try await app.needs.exportCSV(by: viewer, in: network, bom: false, isTagged: form == "hxl")
        }
    }

    private func offers(_ app: App, _ form: String, _ viewer: Viewer, _ network: ID) async throws -> String {
        switch form {
        case "geojson": try await app.offers.exportGeoJSON(by: viewer, in: network)
        case "jsonl": try await app.offers.exportLines(by: viewer, in: network)
        default: try await app.offers.exportCSV(by: viewer, in: network, bom: false, isTagged: form == "hxl")
        }
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
