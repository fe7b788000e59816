import ArgumentParser
import Database
import Foundation
import Weftwork

/// `weft areas …`
struct AreasGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "areas", abstract: "Areas of other countries: China's ship with the program.",
        subcommands: [AreasImport.self, AreasList.self, AreasRemove.self])
}

struct AreasImport: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read in the areas of one country, in the place of those it had.",
        discussion: """
            CSV with a header: code,parent,name and, if you like, name_zh,name_en,other_names,level,latitude,longitude. The one \
            row without a parent is the country; its code is two or three letters of ISO 3166-1. Codes of the others are the \
            source's own (p-codes, GeoNames ids). Other names stand between |. Levels are 0 to 3 (country, province, city, \
            district), or follow from the parents. Coordinates are WGS-84.
            """)
    @OptionGroup var store: StorageOption
    @Argument(help: "The file, or - for standard input.") var path: String
    @Flag(name: .long, help: "Only look whether it can be read in.") var dryRun = false
    @Flag(name: .long) var json = false

    var file: String? { path }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let report: AreaReport
        do {
            report = try await app.needs.importAreas(
                [UInt8](io.input), isDryRun: dryRun, by: Viewer(.operator, language: io.language))
        } catch Refusal.unreadable(let words) {
            io.note("\(path): \(words(io.language))")
            throw ExitCode(2)
        }
        if json {
            io.print(String(decoding: report.json, as: UTF8.self))
        } else {
            for problem in report.rejected {
                io.print("\(path):\(problem.row): \(problem.field): \(problem.message(io.language)) [\(problem.cell)]")
            }
            io.print(summary(of: report))
        }
        if !report.rejected.isEmpty { throw ExitCode(1) }
    }

    private func summary(of report: AreaReport) -> String {
        guard report.rejected.isEmpty else { return "read \(report.read): nothing stored" }
        let change = "\(report.added) new, \(report.removed) gone"
        if dryRun { return "\(report.country) \(report.name): \(report.read) areas can be stored (\(change))" }
        return
            "\(report.country) \(report.name): \(report.stored) areas (\(change)); \(report.needs) needs are read again"
    }
}

struct AreasList: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The countries whose areas are known.")
    @OptionGroup var store: StorageOption
    @Flag(name: .long) var json = false

    func perform(_ app: App, _ io: CommandIO) async throws {
        let list = try await app.needs.areaListing()
        if json {
            var json = JSON()
            json.object { $0.field("items", list) }
            return io.print(String(decoding: json.bytes, as: UTF8.self))
        }
        for one in list {
            let when =
                one.importedAt.map { ", read in \(Format.moment($0, in: io.language))" } ?? ", ships with the program"
            io.print(
                "\(one.country.padding(toLength: 4, withPad: " ", startingAt: 0)) \(one.name): \(one.count) areas\(when)"
            )
        }
    }
}

struct AreasRemove: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take the areas of a country away; needs keep their words.")
    @OptionGroup var store: StorageOption
    @Argument(help: "The country's code, such as KE.") var country: String

    func perform(_ app: App, _ io: CommandIO) async throws {
        let report = try await app.needs.removeAreas(of: country, by: Viewer(.operator, language: io.language))
        io.print("\(report.country) \(report.name): \(report.removed) areas gone; \(report.needs) needs are read again")
    }
}
