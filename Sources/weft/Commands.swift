import ArgumentParser
import Database
import Foundation
import Logging
import Weftwork

/// `weft serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the networks of a storage.")
    @OptionGroup var store: StorageOption
    @Option(name: .long) var port: Int = 8080
    @Option(name: .long) var host: String = "127.0.0.1"
    @Option(name: .long, help: "Lines NAME=VALUE, as the environment has them.") var config: String?

    func run() async throws {
        if let config { try Settings.read(config) }
        try App.requireSafeLine(to: store.storage, environment: ProcessInfo.processInfo.environment)
        let app = try await opened()
        try await serve(app, store, host: host, port: port) {
            Terminal.line("listening on http://\(host):\(port)")
        }
    }
}

extension Serve {
    /// The store may come up after its server, or be changing hands: it is waited for half a minute.
    private func opened() async throws -> App {
        let patience = ContinuousClock.now + .seconds(30)
        while true {
            do {
                return try await store.open(
                    url: "http://\(host):\(port)", logger: Door.logger,
                    standIn: StandInPlace(host: host, port: port))
            } catch DatabaseError.unavailable(let words) where store.path == nil && ContinuousClock.now < patience {
                Door.note("the store is not there yet (\(words.trimmingCharacters(in: .newlines))); trying again")
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}

/// Serves `app`, with the operator's socket beside the file.
func serve(
    _ app: App, _ store: StorageOption, host: String, port: Int, onRunning: @escaping @Sendable () -> Void
) async throws {
    let door = store.socket.map { path in OperatorDoor(path: path) { await Door.answer($0, app, $1) } }
    try await app.run(host: host, port: port, door: door, onRunning: onRunning)
}

/// The configuration file: the same names as the environment, which wins.
enum Settings {
    static func read(_ path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw UnreadableFile(path: path) }
        for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].hasPrefix("#") else { continue }
            setenv(parts[0], parts[1], 0)
        }
    }
}

/// `weft demo`
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill a fresh storage with the demonstration network, then serve it.")
    @OptionGroup var store: StorageOption
    @Option(name: .long) var port: Int = 8080
    @Option(name: .long) var host: String = "127.0.0.1"
    @Flag(name: .long, help: "Only fill the storage.") var fillOnly = false

    func run() async throws {
        let url = "http://\(host):\(port)"
        try App.requireSafeLine(to: store.storage, environment: ProcessInfo.processInfo.environment)
        let app = try await store.open(url: url, logger: Door.logger, isDemonstration: true)
        let start = ContinuousClock.now
        let isFresh = try await Demonstration.fill(app) { done, all in
            FileHandle.standardError.write(Data("\rplaying the past in: \(done) of \(all)".utf8))
        }
        if isFresh { FileHandle.standardError.write(Data(" – \(ContinuousClock.now - start)\n".utf8)) }
        if fillOnly { return await app.database.close() }
        let links = try await Demonstration.signInLinks(app)
        try await serve(app, store, host: host, port: port) {
            Terminal.line("\n  \(url)/n/\(Demonstration.slug)\n")
            for link in links {
                Terminal.line("  \(link.role.padding(toLength: 14, withPad: " ", startingAt: 0)) \(link.url)")
            }
            Terminal.line(
                "\n  Each link signs in once; sign in again by mail address \(Demonstration.addresses): the code is printed here.\n"
            )
        }
    }
}

/// `weft setup`
struct Setup: StorageCommand {
    static let configuration = CommandConfiguration(abstract: "Make the first network; prints a one-time sign-in link.")
    @OptionGroup var store: StorageOption
    @Option(name: .long) var network: String
    @Option(name: .long) var name: String
    @Option(name: .long, help: "The founder's mail address.") var founder: String
    @Option(name: .long) var founderName: String?
    @Option(name: .long) var locale: String = "zh"
    @Flag(
        name: .long, inversion: .prefixedNo,
        help: "Verifiers need the module on calling back; those entered with the role have 14 days to pass it.")
    var training = true
    @Flag(name: .long) var json = false

    func validate() throws {
        guard Language(rawValue: locale) != nil else { throw ValidationError("--locale is zh or en") }
    }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let draft = MemberDraft(
            email: founder, name: founderName ?? founder.split(separator: "@").first.map(String.init) ?? "")
        let made = try await app.people.found(
            slug: network, name: name, founder: draft, language: Language(rawValue: locale) ?? .zh)
        if training { try await app.training.begin(in: made.network, founder: made.member) }
        if json {
            io.printJSON([
                ("network", made.network.slug), ("member", made.member.description), ("signInURL", made.link),
                ("token", made.token),
            ])
        } else {
            io.print("network  \(made.network.slug)\nsign in  \(made.link)\ntoken    \(made.token)")
        }
        if let key = app.configuration.keyFile {
            io.note("The master key is \(io.path(key)): without it contacts stay unreadable, and no backup holds it.")
        } else {
            io.note("The master key is WEFT_MASTER_KEY: without it contacts stay unreadable, and no backup holds it.")
        }
        if training {
            io.note(
                "Verifiers take the training on calling back: who is entered with the role has 14 days, whoever is named passes it first. "
                    + "/n/\(made.network.slug)/training is where it is changed and lifted.")
        }
        io.note("Keep a copy in a second place, apart from this machine, then say so: weft keys copied --file COPY")
    }
}

/// `weft member …`
struct MemberGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "The operator's door for members.",
        subcommands: [MemberAdd.self, MemberLink.self])
}

struct MemberAdd: StorageCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Enter a member.")
    @OptionGroup var store: StorageOption
    @Option(name: .long) var network: String
    @Option(name: .long) var email: String
    @Option(name: .long) var name: String
    @Option(name: .long) var organisation: String?
    @Option(name: .long, help: "May be given several times.") var role: [String] = []
    @Flag(name: .long) var anchor = false
    @Option(name: .long) var skill: [String] = []
    @Option(name: .long) var area: String?
    @Option(name: .long) var language: [String] = []
    @Flag(name: .long) var json = false

    func validate() throws {
        for word in role where Role(rawValue: word) == nil {
            throw ValidationError("--role: \(word) is none of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let draft = MemberDraft(
            email: email, name: name, organisation: organisation, roles: role.compactMap(Role.init(rawValue:)),
            isAnchor: anchor, skills: skill, area: area, languages: language)
        let made = try await app.people.addMember(draft, to: network)
        if json {
            io.printJSON([("member", made.member.description), ("token", made.token)])
        } else {
            io.print("member  \(made.member)\ntoken   \(made.token)")
        }
    }
}

struct MemberLink: StorageCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "A one-time sign-in link, for somebody whom no code reaches. Be sure whom you give it.")
    @OptionGroup var store: StorageOption
    @Argument(help: "Mail address or mobile number.") var contact: String

    func perform(_ app: App, _ io: CommandIO) async throws {
        io.print(try await app.people.operatorLink(email: contact))
    }
}

/// `weft token …`
struct TokenGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "API tokens.", subcommands: [TokenCreate.self, TokenRevoke.self])
}

struct TokenCreate: StorageCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a token for a member.")
    @OptionGroup var store: StorageOption
    @Option(name: .long) var network: String
    @Option(name: .long) var email: String
    @Option(name: .long, help: "read, write or operator; may be given several times.") var scope: [String] = []
    @Option(name: .long) var days: Int = 90
    @Flag(name: .long) var json = false

    func validate() throws {
        for word in scope where Scope(rawValue: word) == nil {
            throw ValidationError(
                "--scope: \(word) is none of \(Scope.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func perform(_ app: App, _ io: CommandIO) async throws {
        let token = try await app.people.createToken(
            slug: network, email: email, scopes: scope.compactMap(Scope.init(rawValue:)), days: days)
        if json { io.printJSON([("token", token)]) } else { io.print(token) }
    }
}

struct TokenRevoke: StorageCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "End a token that leaked.")
    @OptionGroup var store: StorageOption
    @Argument var token: String

    func perform(_ app: App, _ io: CommandIO) async throws {
        try await app.people.revokeToken(token)
        io.print("revoked")
    }
}

/// `weft migrate`
struct Migrate: StorageCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the schema up to date.")
    @OptionGroup var store: StorageOption

    func perform(_ app: App, _ io: CommandIO) async throws {
        // Opening has done it.
        if let done = app.upgraded, !done.steps.isEmpty {
            for name in done.steps { io.print("step    \(name)") }
            if let backup = done.backup { io.print("backup  \(backup)") }
        }
        io.print("the schema is up to date (\(App.migrations.count) steps)")
    }
}

extension CommandIO {
    /// A flat JSON object of texts.
    func printJSON(_ pairs: [(String, String)]) {
        var json = JSON()
        json.object { json in
            for (name, value) in pairs {
                json.name(dynamic: name)
                json.value(value)
            }
        }
        print(String(decoding: json.bytes, as: UTF8.self))
    }
}
