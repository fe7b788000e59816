import Database
import Engine
import Foundation
import Logging
import Synchronization
import Testing

@testable import Weftwork

/// A clock and chance for tests: the clock stands until it is moved, chance follows from a seed.
final class TestWorld: Sendable {
    private struct State: Sendable {
        var now: Int64
        var random: SplitMix64
    }

    private let state: Mutex<State>

    init(seed: UInt64) {
        state = Mutex(State(now: 1_580_515_200_000, random: SplitMix64(seed: seed)))
    }

    var now: Int64 { state.withLock { $0.now } }

    func pass(_ milliseconds: Int64) {
        state.withLock { $0.now += milliseconds }
    }

    var world: World {
        World(
            now: { self.now },
            bytes: { count in
                self.state.withLock { state in
                    (0..<count).map { _ in UInt8(truncatingIfNeeded: state.random.next() >> 32) }
                }
            })
    }
}

/// The application on a fresh store with one network and one member of each kind.
struct TestApp: Sendable {
    let app: App
    let clock: TestWorld
    let network: Network
    let members: [String: Member]
    /// Every line that was logged.
    let log: LogLines

    static let kinds: [EngineKind] =
        ProcessInfo.processInfo.environment["TEST_POSTGRES"] == nil ? [.sqlite] : [.sqlite, .postgres]

    private static let people: [(name: String, roles: [Role])] = [
        ("verifier", [.verifier]), ("verifier2", [.verifier]), ("intake", [.intake]), ("dispatcher", [.dispatcher]),
        ("volunteer", []), ("volunteer2", []), ("volunteer3", []),
    ]

    private init(app: App, clock: TestWorld, network: Network, members: [String: Member], log: LogLines) {
        (self.app, self.clock, self.network, self.members, self.log) = (app, clock, network, members, log)
    }

    init(
        _ kind: EngineKind = .sqlite, seed: UInt64 = 1, volunteers: Int = 0, environment: [String: String] = [:]
    ) async throws {
        let clock = TestWorld(seed: seed)
        let log = LogLines()
        let logger = Logger(label: "test") { _ in CapturingLog(lines: log) }
        let configuration = Configuration(environment: environment, publicURL: "http://test.invalid")
        let app = try App(
            database: try await TestStores.make(kind), world: clock.world, masterKey: TestStores.masterKey,
            configuration: configuration, logger: logger)
        let founder = MemberDraft(email: "founder@example.org", name: "founder")
        let made = try await app.people.found(slug: "test", name: "Test", founder: founder, language: .en)
        for person in TestApp.people {
            _ = try await app.people.addMember(
                MemberDraft(email: "\(person.name)@example.org", name: person.name, roles: person.roles), to: "test")
        }
        for number in 0..<volunteers {
            _ = try await app.people.addMember(
                MemberDraft(email: "v\(number)@example.org", name: "v\(number)"), to: "test")
        }
        let members = try await app.database.read { db in try db.members(of: made.network.id) }
        self.app = app
        self.clock = clock
        self.log = log
        network = made.network
        self.members = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0) })
    }

    func viewer(_ name: String) -> Viewer {
        guard let member = members[name] else { return Viewer(.anonymous, language: .en) }
        return Viewer(.member(member), language: .en)
    }

    /// The same with another state of a member.
    func replacing(_ member: Member) -> TestApp {
        TestApp(
            app: app, clock: clock, network: network, members: members.merging([member.name: member]) { $1 }, log: log)
    }

    func requester(_ need: ID) -> Viewer { Viewer(.requester(need: need, full: true), language: .en) }

    /// A need like any other.
    func entry(_ title: String = "County hospital lacks masks", quantity: String = "100") -> NeedEntry {
        var entry = NeedEntry()
        entry.title = title
        entry.lines = [NeedEntry.Line(item: "N95 mask", quantity: quantity, unit: "pieces")]
        entry.phone = "15412345678"
        entry.area = ["中国", "湖北省", "武汉市", "江汉区"]
        return entry
    }

    /// A need of somebody whom a mail reaches: nobody has to call.
    func mailed(_ title: String = "County hospital lacks masks") -> NeedEntry {
        var entry = entry(title)
        entry.email = "ward@hospital.example"
        return entry
    }

    func submit(_ entry: NeedEntry? = nil, by name: String? = nil) async throws -> Need {
        let viewer = name.map { self.viewer($0) } ?? Viewer(.anonymous, language: .en)
        return try await app.needs.submit(entry ?? self.entry(), by: viewer, in: network).need
    }

    @discardableResult
    func act(_ action: NeedAction, _ need: ID, _ name: String) async throws -> Need {
        try await app.needs.perform(action, on: need, by: viewer(name), in: network.id)
    }

    /// A need that has been published to all.
    func published(_ entry: NeedEntry? = nil) async throws -> Need {
        let need = try await submit(entry)
        try await act(.acknowledge(note: ""), need.id, "intake")
        try await act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        return try await act(.publish(audience: .public, reason: ""), need.id, "dispatcher")
    }

    func need(_ id: ID) async throws -> Need? {
        try await app.database.read { db in try db.need(id, in: network.id) }
    }
}

/// What was logged, line by line.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Keeps every line, however unimportant.
struct CapturingLog: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(lines: LogLines) {
        self.lines = lines
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.level) \(event.message) \(event.metadata ?? [:])")
    }
}

extension TestApp {
    /// Two people, `intake` and `dispatcher`, who may both speak for an organisation.
    @discardableResult
    func twoSpeak(for organisation: String) async throws -> ID {
        let people = try ["intake", "dispatcher"].map { try #require(members[$0]) }
        for one in people { try await app.members.belong(to: organisation, by: viewer(one.name), in: network.id) }
        let network = network.id
        let body = try #require(
            try await app.database.read { db in try db.organisations(in: network).first?.organisation })
        try await app.database.write { db in
            for one in people {
                try db.setSpokesperson(
                    one.personID, of: body, .representative, by: one.id, in: network, vouch: nil, at: 0)
            }
        }
        return body
    }
}
