internal import Database
internal import Engine
internal import Foundation
internal import Synchronization

/// The demonstration network: 227 real needs of Hubei's hospitals, played in through the product's own intake and acts
/// with a clock that is handed in. What the data lacks follows from stated rules and a fixed seed (`Fate`).
public enum Demonstration {
    public static let slug = "hubei"
    /// What the addresses of its people look like.
    public static let addresses = "ROLE@demo.example"
    private static let seed: UInt64 = 20_200_201

    /// One hospital's need, as the data has it.
    struct Source: Decodable {
        struct Line: Decodable {
            let item: String
            let quantity: String
            let specification: String
        }

        let id: Int
        let city: String
        let district: String
        let name: String
        let address: String
        let lines: [Line]
        let phones: [String]
    }

    /// Fills a fresh storage; false when the network is there already.
    public static func fill(_ app: App, progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void) async throws
        -> Bool
    {
        if try await app.people.networks().contains(where: { $0.slug == slug }) { return false }
        let file = Bundle.module.bundleURL.appendingPathComponent("Resources/demo/hubei.json")
        let sources = try JSONDecoder().decode([Source].self, from: try Data(contentsOf: file))
        let now = app.world.now()
        let clock = PlayedClock(now - 14 * Time.day)
        let played = try app.playing(World(now: { clock.now }, bytes: app.world.bytes))
        let people = try await enter(played)
        try await bind(people, played)
        try await writeMechanism(people, played)
        var play = Play(app: played, clock: clock, people: people, now: now, seed: seed)
        try await play.planShifts()
        play.schedule(sources)
        try await play.run(progress)
        try await addVolunteers(people, app)
        try await addTeams(people, app)
        try await addWaves(people, app)
        try await addSmallTasks(people, app)
        try await addThanks(people, app)
        try await addCharter(people, app)
        try await addProposals(people, app)
        try await addQuestions(people, app)
        try await addConversation(people, app)
        try await addGovernance(people, app)
        return true
    }

    /// A one-time link for each kind of user.
    public static func signInLinks(_ app: App) async throws -> [(role: String, url: String)] {
        var links: [(role: String, url: String)] = []
        for address in ["coordinator", "verifier", "dispatcher", "volunteer"] {
            links.append((address, try await app.people.operatorLink(email: "\(address)@demo.example")))
        }
        links.append(("requester", "\(app.configuration.publicURL)/n/\(slug)/ask"))
        return links
    }

    /// The people, as the operator enters them.
    private static func enter(_ app: App) async throws -> [String: Member] {
        let founder = DemoWords.people[0]
        let made = try await app.people.found(
            slug: slug, name: DemoWords.network, founder: draft(founder), language: .zh)
        for person in DemoWords.people.dropFirst() { _ = try await app.people.addMember(draft(person), to: slug) }
        let network = made.network.id
        let members = try await app.database.read { db in try db.members(of: network) }
        return Dictionary(
            zip(DemoWords.people.map(\.address), members).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    }

    /// What binds them: the Pact, signed by all; vouches among those who have worked together.
    private static func bind(_ people: [String: Member], _ app: App) async throws {
        let order = DemoWords.people.compactMap { people[$0.address] }
        guard let founder = order.first else { return }
        let draft = PactDraft(zh: PactWords.text(.zh), en: PactWords.text(.en), days: 14)
        let pact = try await app.members.publish(draft, by: viewer(founder), in: founder.networkID)
        for member in order {
            _ = try await app.members.sign(
                hash: Hex.encode(pact.hash), by: viewer(member), in: founder.networkID)
        }
        for (from, to) in zip(order, order.dropFirst()) {
            _ = try await app.vouches.give(
                VouchDraft(kind: .integrity, subject: "", how: DemoWords.how), to: to.id, by: viewer(from),
                in: founder.networkID)
        }
    }

    /// How it works, as its coordinator writes it: where there is nobody else who could consent, they publish it alone.
    private static func writeMechanism(_ people: [String: Member], _ app: App) async throws {
        guard let writer = people["coordinator"] else { return }
        let network = writer.networkID
        var draft = MechanismDraft()
        for (part, text) in DemoMechanismWords.texts { draft.texts[part] = [.zh: text.zh, .en: text.en] }
        let hash = Hex.encode(try await app.mechanism.save(draft, by: viewer(writer), in: network).hash)
        try await app.mechanism.ask(hash, reason: DemoMechanismWords.reason, by: viewer(writer), in: network)
        let hands = try await app.database.read { db in try db.mechanismHands(of: network) }
        let other = people.values.filter { hands.contains($0.id) && $0.id != writer.id }.min { $0.id < $1.id }
        try await app.mechanism.consent(to: hash, by: viewer(other ?? writer), in: network)
    }

    private static func viewer(_ member: Member) -> Viewer { Viewer(.member(member), language: .zh) }

    private static func draft(_ person: DemoWords.Person) -> MemberDraft {
        MemberDraft(
            email: "\(person.address)@demo.example", name: person.name, organisation: person.organisation,
            roles: person.roles, isAnchor: person.isAnchor, area: person.area, languages: ["zh", "en"])
    }
}

/// A clock that is set from outside.
final class PlayedClock: Sendable {
    private let moment: Mutex<Int64>

    init(_ moment: Int64) {
        self.moment = Mutex(moment)
    }

    var now: Int64 { moment.withLock { $0 } }

    /// Never back: a step planned for a moment already past is done now.
    func set(_ moment: Int64) {
        self.moment.withLock { $0 = max($0, moment) }
    }
}
