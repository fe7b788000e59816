internal import Database
internal import Engine

/// A conversation as full as a town makes it, in the whole product: how long until an answer is in the picture.
public struct TalkBench: Sendable {
    /// What was measured; times in milliseconds.
    public struct Figures: Sendable {
        public let answers: Int
        /// Until the picture was there the first time.
        public let first: Double
        /// From sending an answer until a picture held it, each sorted.
        public let toPicture: [Double]
        /// Until it was stored, alone.
        public let toStore: [Double]
        public let stability: Double?
        public let isWhole: Bool
    }

    private let app: App
    private let network: Network
    private let viewer: Viewer
    private let seed: UInt64

    /// - Parameter network: one of the store; its first member asks.
    public init(_ app: App, network slug: String, seed: UInt64) async throws {
        self.app = app
        self.seed = seed
        let network = try await app.people.network(slug)
        self.network = network
        let members = try await app.database.read { db in try db.members(of: network.id) }
        guard let host = members.first(where: { $0.standing == .steward }) ?? members.first else {
            throw Refusal.notFound
        }
        viewer = Viewer(.member(host), language: .en)
    }

    /// Fills a conversation and lets answers come at a steady rate.
    ///
    /// - Parameters:
    ///   - density: share of the statements that each person has answered.
    ///   - rate: answers a second.
    ///   - votes: how many are measured.
    public func run(
        people: Int, statements: Int, density: Double, rate: Double, votes: Int
    ) async throws -> Figures {
        var random = SplitMix64(seed: seed)
        let acts = app.conversations, talk = try await opened(statements),
            devices = (0..<people).map { _ in acts.newDevice(for: talk) }
        let known = try await app.database.read { db in try db.statements(of: talk.id, in: network.id) }
        let count = try await fill(talk, known, devices, density, &random)
        let clock = ContinuousClock()
        let keeper = acts.keepers.keeper(of: talk.id)
        let first = try await clock.measure { _ = try await keeper.picture(of: talk) }
        let picked = (0..<votes).map { _ in
            (
                device: devices[Int.random(in: 0..<people, using: &random)],
                statement: known[Int.random(in: 0..<known.count, using: &random)].id,
                answer: OpinionAnswer.allCases[Int.random(in: 0..<3, using: &random)]
            )
        }
        let begun = clock.now
        let times = try await withThrowingTaskGroup(of: (store: Double, picture: Double).self) { group in
            for (place, vote) in picked.enumerated() {
                group.addTask {
                    try await clock.sleep(until: begun + .milliseconds(Int(Double(place) * 1000 / rate)))
                    let start = clock.now
                    let visitor = ConversationVisitor(viewer: Viewer(.anonymous, language: .en), device: vote.device)
                    let receipt = try await acts.answer(
                        vote.answer, to: vote.statement, in: talk.id, by: visitor, of: network.id)
                    let stored = clock.now
                    let picture = try await keeper.picture(of: talk)
                    guard picture.lastVote >= receipt.number ?? 0 else { throw Refusal.fault }
                    return ((stored - start) / .milliseconds(1), (clock.now - start) / .milliseconds(1))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let kept = try await acts.drawn(talk), anew = try await ConversationActs(members: app.members).drawn(talk)
        return Figures(
            answers: count, first: first / .milliseconds(1), toPicture: times.map(\.picture).sorted(),
            toStore: times.map(\.store).sorted(), stability: kept.stability.value,
            isWhole: ConversationResultView(result: kept, showsOwn: false).json
                == ConversationResultView(result: anew, showsOwn: false).json)
    }

    private func opened(_ statements: Int) async throws -> Conversation {
        let draft = ConversationDraft(question: "What comes first?", who: "public", showsAfter: "0")
        let talk = try await app.conversations.open(draft, by: viewer, in: network.id)
        try await app.database.write { db in
            for number in 0..<statements {
                try app.conversations.addSeed("Statement \(number) of a large conversation", to: talk, db)
            }
            try db.touch(talk.id, in: network.id)
        }
        return talk
    }

    /// Three camps that agree on a third.
    private func fill(
        _ talk: Conversation, _ statements: [ConversationStatement], _ devices: [String], _ density: Double,
        _ random: inout SplitMix64
    ) async throws -> Int {
        var answers: [(participant: ID, statement: ID, answer: OpinionAnswer)] = []
        let people = devices.map { _ in app.world.newID() }
        for (person, id) in people.enumerated() {
            for statement in statements.indices where Double.random(in: 0..<1, using: &random) < density {
                let share = statement % 3 == 0 ? 0.9 : (statement + person) % 3 == 0 ? 0.85 : 0.25
                let isFor = Double.random(in: 0..<1, using: &random) < share
                let isPass = Int.random(in: 0..<8, using: &random) == 0
                answers.append((id, statements[statement].id, isPass ? .pass : isFor ? .agree : .disagree))
            }
        }
        let list = answers, acts = app.conversations, now = app.world.now(), network = network.id
        try await app.database.write { db in
            try db.takeTime()
            for (id, device) in zip(people, devices) {
                try db.insert(
                    ConversationParticipant(id: id, kind: .device, memberID: nil, at: now, seed: 0),
                    device: acts.deviceKey(device), in: talk.id, of: network)
            }
            try ConversationFiles.insert(list, from: 1, in: talk, at: now, db)
        }
        return list.count
    }
}
