import ArgumentParser
import Database
import Foundation
import Weftwork

/// `weft backup`
struct BackUp: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole store into a file while it goes on working.")
    @OptionGroup var store: StorageOption
    @Argument(help: "A file that is not there yet.") var path: String

    func perform(_ app: App, _ io: CommandIO) async throws {
        let begun = ContinuousClock.now, target = io.path(path)
        try await Backup(app).write(to: target) { io.note($0.words) }
        let size = try FileManager.default.attributesOfItem(atPath: target)[.size] as? Int ?? 0
        io.print("\(target): \(size / 1024) KiB in \(begun.duration(to: .now).formatted(.units(width: .narrow)))")
        io.note("The master key is not in it: keep a copy of that in a second place.")
    }
}

/// `weft restore`
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring a backup back into service, looked through first.")
    @OptionGroup var store: StorageOption
    @Argument(help: "A file that weft backup has made.") var path: String

    func run() async throws {
        let restore = Restore(
            master: try store.masterKey(), world: .real, forgotten: ForgottenList(path: store.forgottenFile))
        let report: Restore.Report
        if let target = store.path {
            try store.makeFolder()
            report = try restore.toFile(path, at: target) { Door.note($0.words) }
        } else {
            let database = try await App.open(storage: store.storage, world: .real)
            report = try await restore.into(database, from: path) { Door.note($0.words) }
            await database.close()
        }
        for network in report.networks {
            Terminal.line("\(network.slug): \(network.needs) needs, \(network.events) events in an unbroken chain")
        }
        if !report.migrated.isEmpty { Terminal.line("schema brought up to date: \(report.migrated.count) steps") }
        if report.forgotten > 0 {
            Terminal.line("\(report.forgotten) contacts whose time is over were forgotten again")
        }
        if report.forgottenOnDemand > 0 {
            Terminal.line("\(report.forgottenOnDemand) who had asked to be forgotten were forgotten again")
        }
        if !report.isReadable {
            Door.note(
                "The master key at hand is another one: contacts and addresses stay unreadable without the old key.")
        }
    }
}

/// `weft keys`
struct KeysGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The master key.", subcommands: [RotateKey.self, KeyCopied.self])
}

struct RotateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Seal everything with a new master key. Stop every server of this storage first.")
    @OptionGroup var store: StorageOption
    @Option(name: .long, help: "The file of the new key; made if it is not there.") var newKeyFile: String

    func run() async throws {
        let master = try Vault.masterKey(at: newKeyFile, world: .real)
        let app = try await store.open(url: "", logger: Door.logger)
        let report = try await app.rotate(to: master)
        await app.database.close()
        Terminal.line("\(report.keys) keys and \(report.messages) waiting messages are sealed with the new master key")
        Terminal.line("from now on start weft with WEFT_MASTER_KEY_FILE=\(newKeyFile)")
        Door.note("Keep a copy of the new key in a second place, then say so: weft keys copied --file COPY")
        Door.note("Keep the old key as long as you keep backups made before: they open with it alone.")
    }
}

struct KeyCopied: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "copied", abstract: "Say that a copy of the master key is kept in a second place.")
    @OptionGroup var store: StorageOption
    @Option(name: .customLong("file"), help: "The copy: it is read and compared with the key in use.") var copy: String?

    var file: String? { copy }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let check = try await app.confirmCopy(copy == nil ? nil : [UInt8](io.input))
        io.print("noted: a copy of the master key \(check) is kept\(copy == nil ? "" : "; it is the key in use")")
    }
}

/// `weft import all`
struct ImportAll: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Read in a network that weft export all has written.")
    @OptionGroup var store: StorageOption
    @Argument(help: "The file.") var path: String

    func perform(_ app: App, _ io: CommandIO) async throws {
        let read = try await NetworkReading(app).read(io.path(path)) { io.note($0.words) }
        io.print("\(read.slug): \(read.rows) rows, \(read.events) events in an unbroken chain")
    }
}

extension KeepingStep {
    /// What the terminal says of it.
    var words: String {
        switch self {
        case .copying(let bytes): "copying \(bytes >> 20) MiB"
        case .pages(let done, let all): "\(done) of \(all) pages"
        case .rows(let done): "\(done) rows"
        case .soundness: "is the file whole?"
        case .chain(let done, let all): "\(done) of \(all) events in the chain"
        case .search(let done, let all): "\(done) of \(all) needs for the search"
        }
    }
}
