import ArgumentParser
import Database
import Foundation
import Logging
import Weftwork

/// The command line: parse, call, print. Nothing else.
@main
struct Weft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weft",
        abstract: "Weftwork: people who don't work for each other get something done together.",
        subcommands: [
            Serve.self, Demo.self, Setup.self, MemberGroup.self, TokenGroup.self, ImportGroup.self, Export.self,
            AreasGroup.self, Inbound.self, Bounce.self, Migrate.self, Audit.self, Doctor.self, BackUp.self,
            RestoreCommand.self,
            KeysGroup.self,
            AnalyzeGroup.self, Bench.self,
        ])

    static func main() async {
        Memory.tune()
        // Stores, backups, exports, keys: what this program writes nobody else on the machine reads.
        umask(0o077)
        JSONLog.begin()
        do {
            var command = try parseAsRoot()
            if let command = command as? any StorageCommand {
                Foundation.exit(await Door.run(command))
            } else if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let refusal as Refusal {
            FileHandle.standardError.write(Data((Door.text(of: refusal) + "\n").utf8))
            Foundation.exit(1)
        } catch {
            Foundation.exit(Door.code(for: error))
        }
    }
}

/// `--storage`, as every command that touches storage has it.
struct StorageOption: ParsableArguments {
    @Option(name: .long, help: "A path, sqlite:PATH or postgres://…")
    var storage: String = ProcessInfo.processInfo.environment["WEFT_STORAGE"] ?? "./data/weft.sqlite"
    @Flag(name: .long, help: "Bring a store up to date without a backup first.") var withoutBackup = false

    /// The database file; nothing for PostgreSQL.
    var path: String? {
        if storage.hasPrefix("postgres") { return nil }
        return storage.hasPrefix("sqlite:") ? String(storage.dropFirst(7)) : storage
    }

    /// The socket of the server that has the file open.
    var socket: String? { path.map { $0 + ".sock" } }

    /// Where the list of keys destroyed on demand is kept, apart from the store and its backups.
    var forgottenFile: String {
        ProcessInfo.processInfo.environment["WEFT_FORGOTTEN_FILE"] ?? (path ?? "./weft") + ".forgotten"
    }

    /// The folder of the database file, made if it is not there.
    func makeFolder() throws {
        guard let path else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// The file of the master key; nothing where the environment holds it.
    var keyFile: String? {
        let environment = ProcessInfo.processInfo.environment
        guard environment["WEFT_MASTER_KEY"] == nil else { return nil }
        return environment["WEFT_MASTER_KEY_FILE"] ?? (path ?? "./weft") + ".key"
    }

    /// The key that private fields are sealed with, made if there is none yet.
    func masterKey() throws -> [UInt8] {
        if let keyFile { return try Vault.masterKey(at: keyFile, world: .real) }
        let secret = ProcessInfo.processInfo.environment["WEFT_MASTER_KEY"] ?? ""
        guard secret.utf8.count >= 32 else { throw Refusal.unreadable(Vault.weakKey) }
        return Array(secret.utf8)
    }

    /// The application on this storage, its schema up to date.
    ///
    /// - Parameter standIn: has an upgrade done while something else answers in the server's place.
    func open(
        url: String, logger: Logger, isDemonstration: Bool = false, standIn: StandInPlace? = nil
    ) async throws -> App {
        let environment = ProcessInfo.processInfo.environment
        try makeFolder()
        let database = try await App.open(storage: storage, world: .real)
        do {
            let master = try masterKey()
            var configuration = Configuration(environment: environment, publicURL: url)
            configuration.isDemonstration = isDemonstration
            configuration.forgottenFile = forgottenFile
            configuration.keyFile = keyFile
            let upgraded = try await upgrade(database, configuration, standIn, logger)
            let lookup = try await App.keptLookup(of: database)
            var app = try App(
                database: database, world: .real, masterKey: master, sealedLookup: lookup,
                configuration: configuration, logger: logger)
            app.upgraded = upgraded
            try await app.checkKey()
            try await app.loadAreas()
            return app
        } catch {
            // Whoever tries again finds the file free.
            await database.close()
            throw error
        }
    }

    private func upgrade(
        _ database: any Database, _ configuration: Weftwork.Configuration, _ standIn: StandInPlace?, _ logger: Logger
    ) async throws -> Upgrade.Report? {
        let upgrade = Upgrade(
            of: database, world: .real,
            place: BackupPlace(
                folder: ProcessInfo.processInfo.environment["WEFT_UPGRADE_BACKUPS"], store: path ?? "./weft"),
            makesBackup: !withoutBackup)
        guard let standIn, try await upgrade.isDue else { return try await upgrade.run { Door.tell($0) } }
        let numbers = await upgrade.numbers() + configuration.callNumbers
        return try await StandIn(since: World.real.now(), numbers: numbers)
            .serving(host: standIn.host, port: standIn.port, logger: logger) { try await upgrade.run { Door.tell($0) } }
    }
}

/// Where something answers in the server's place.
struct StandInPlace: Sendable {
    let host: String
    let port: Int
}

/// Where a command reads and prints: the terminal, or the socket of a running server.
final class CommandIO: Sendable {
    let input: Data
    let language: Language
    private let folder: String
    private let sink: @Sendable (OperatorPiece) -> Void

    init(input: Data, language: Language, folder: String, sink: @escaping @Sendable (OperatorPiece) -> Void) {
        self.input = input
        self.language = language
        self.folder = folder
        self.sink = sink
    }

    /// A path as whoever calls means it.
    func path(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }

    func print(_ line: String) {
        sink(.output(line + "\n"))
    }

    func note(_ line: String) {
        sink(.errors(line + "\n"))
    }

    /// The content of a file as output; the file is removed then.
    func printFile(_ path: String) {
        sink(.file(path))
    }
}

/// A command on storage that the running server can do as well as a process of its own.
protocol StorageCommand: ParsableCommand {
    var store: StorageOption { get }
    /// A file to read before the command goes to wherever it is done.
    var file: String? { get }
    /// The exit code where it could not be done now and may be done later.
    var failure: Int32 { get }
    func perform(_ app: App, _ io: CommandIO) async throws
}

extension StorageCommand {
    var file: String? { nil }
    var failure: Int32 { 1 }
}
