import Database
import Engine
import Synchronization
import Testing

@testable import Weftwork

@Suite("Conversations: the reading by trust as it is kept")
struct ConversationTrustTests {
    /// Eight with whom trust begins, seven each of whom one of those answers for, and three behind one more vouch, in a chain.
    private struct Village {
        let talk: Talked
        let roots: [ID]
        let behind: [ID]
        let others: [ID]

        var database: any Database { talk.test.app.database }
        var network: ID { talk.test.network.id }

        /// Everybody answers everything, in two camps; those with whom trust begins maybe nothing.
        init(_ kind: EngineKind, rootsSpeak: Bool = true) async throws {
            let test = try await TestApp(kind, volunteers: 10)
            talk = try await Talked(test, statements: 9)
            let all = try await test.app.database.read { db in try db.members(of: test.network.id) }
            let came = (0..<10).compactMap { number in all.first { $0.name == "v\(number)" }?.id }
            roots = all.map(\.id).filter { !came.contains($0) }.sorted()
            (behind, others) = (Array(came.prefix(3)), Array(came.dropFirst(3)))
            var vouches = [(roots[0], came[0]), (came[0], came[1]), (came[1], came[2])]
            for (place, other) in others.enumerated() { vouches.append((roots[1 + place], other)) }
            try await enter(came)
            for (from, to) in vouches { try await vouch(from, for: to) }
            try await answer(rootsSpeak ? roots + came : came)
        }

        private func enter(_ came: [ID]) async throws {
            let network = network
            try await database.write { db in
                for id in came {
                    try db.execute(
                        """
                        UPDATE memberships SET is_entered = \(false), standing = \(Standing.vouched)
                        WHERE network_id = \(network) AND id = \(id)
                        """)
                }
            }
        }

        func vouch(_ from: ID, for to: ID) async throws {
            let now = talk.test.clock.now, world = talk.test.app.world, network = network
            try await database.write { db in
                let number = try db.changeTrust(of: network)
                try db.execute(
                    """
                    INSERT INTO vouches (network_id, id, from_id, to_id, kind, subject, how, created_at, expires_at, changed)
                    VALUES (\(network), \(world.newID()), \(from), \(to), 'identity', '', \([UInt8]()), \(now),
                        \(now + 300 * Time.day), \(number))
                    """)
            }
        }

        private func answer(_ people: [ID]) async throws {
            let now = talk.test.clock.now, network = network, talk = talk
            var answers: [(participant: ID, statement: ID, answer: OpinionAnswer)] = []
            for (place, person) in people.enumerated() {
                for (number, statement) in talk.statements.enumerated() {
                    let isFor = number < 3 || (place + number) % 2 == 0
                    answers.append((person, statement.id, isFor ? .agree : .disagree))
                }
            }
            let all = answers
            try await database.write { db in
                for id in people {
                    try db.insert(
                        ConversationParticipant(id: id, kind: .member, memberID: id, at: now, seed: 0), device: nil,
                        in: talk.conversation.id, of: network)
                }
                try ConversationFiles.insert(all, from: 1, in: talk.conversation, at: now, db)
            }
        }

        /// Who counts in the reading by trust, as it is kept on this node.
        func counted() async throws -> Set<ID> {
            Set(
                try await talk.acts.keepers.keeper(of: talk.conversation.id).picture(of: talk.conversation, .trusted)
                    .people)
        }

        /// The vouch by which three have a voice goes; without a number nobody is told of it.
        func endVouch(isTold: Bool) async throws {
            let network = network, first = behind[0]
            try await database.write { db in
                let number = isTold ? try db.changeTrust(of: network) : 1
                try db.execute(
                    """
                    UPDATE vouches SET ended_at = 1, changed = \(number) WHERE network_id = \(network) AND to_id = \(first)
                    """)
            }
        }

        func setStanding(_ standing: Standing, of member: ID) async throws {
            let network = network
            try await database.write { db in try db.setStanding(standing, of: member, in: network) }
        }
    }

    @Test("Who has a voice is found once, and anew when a vouch or a standing changes", arguments: TestApp.kinds)
    func keptOnce(_ kind: EngineKind) async throws {
        let village = try await Village(kind)
        let first = try await village.counted()
        #expect(first.count == 16 && first.intersection(village.behind).count == 1)
        // What nobody was told of isn't looked for: no chains are laid again.
        try await village.endVouch(isTold: false)
        #expect(try await village.counted() == first)
        try await village.endVouch(isTold: true)
        let later = try await village.counted()
        #expect(later == first.subtracting(village.behind))
        try await village.setStanding(.newcomer, of: village.others[0])
        #expect(try await village.counted() == later.subtracting([village.others[0]]))
    }

    @Test("What is written down when it closes is what counts then, whatever changes later", arguments: TestApp.kinds)
    func frozen(_ kind: EngineKind) async throws {
        let village = try await Village(kind), talk = village.talk
        let open = try await village.counted()
        let closed = try await talk.acts.perform(
            .close, on: talk.conversation.id, by: talk.test.viewer("founder"), in: village.network)
        try await village.endVouch(isTold: true)
        try await village.setStanding(.newcomer, of: village.others[0])
        let kept = try await village.database.read { db in try db.frozenTrust(of: closed) }
        #expect(kept.voices == open && !kept.grouping.isEmpty && kept.grouping.isSubset(of: kept.voices))
        let drawn = try await talk.acts.keepers.keeper(of: closed.id).picture(of: closed, .trusted)
        #expect(Set(drawn.people) == open)
    }

    /// How often something was asked, wherever.
    private final class Calls: Sendable {
        private let count = Mutex(0)

        var all: Int { count.withLock { $0 } }
        func another() -> Int {
            count.withLock {
                $0 += 1
                return $0
            }
        }
    }

    @Test("What changes while a conversation closes is in what is written down", arguments: TestApp.kinds)
    func lookedAtAgain(_ kind: EngineKind) async throws {
        let village = try await Village(kind), talk = village.talk, calls = Calls(), network = village.network
        let gone = village.others[0], id = talk.conversation.id
        let closed = try await talk.acts.end(by: Viewer(.system, language: .en)) { db in
            // Between the first look and what is written somebody falls.
            if calls.another() == 2 { try db.setStanding(.newcomer, of: gone, in: network) }
            return try db.conversation(id, in: network)
        }
        let kept = try await village.database.read { db in
            try db.conversation(id, in: network).map { try db.frozenTrust(of: $0) }
        }
        #expect(closed?.closedAt != nil && calls.all >= 4)
        #expect(kept?.voices.count == 15 && kept?.voices.contains(gone) == false)
    }

    @Test("Where something changes at every look it closes all the same, as it stands then", arguments: TestApp.kinds)
    func alwaysChanging(_ kind: EngineKind) async throws {
        let village = try await Village(kind), talk = village.talk, calls = Calls(), network = village.network
        let others = village.others, id = talk.conversation.id
        let closed = try await talk.acts.end(by: Viewer(.system, language: .en)) { db in
            // Every second call is that within the transaction: until the last look somebody falls each time.
            let call = calls.another()
            if call % 2 == 0 { try db.setStanding(.newcomer, of: others[call / 2 - 1], in: network) }
            return try db.conversation(id, in: network)
        }
        let kept = try await village.database.read { db in
            try db.conversation(id, in: network).map { try db.frozenTrust(of: $0) }
        }
        #expect(closed?.closedAt != nil && calls.all >= 9)
        #expect(kept?.voices.count == 12 && kept?.voices.isDisjoint(with: others.prefix(4)) == true)
    }

    @Test("How steady groups are is measured over those who make them up")
    func steadyOfWhom() async throws {
        let talk = try await Talked(try await TestApp(seed: 4), statements: 12)
        let people = (0..<24).map { _ in talk.device() }
        var random = SplitMix64(seed: 17)
        for (place, she) in people.enumerated() {
            talk.test.clock.pass(1)
            for statement in 0..<12 {
                let isFor = place < 12 ? (place + statement) % 2 == 0 : Bool.random(using: &random)
                try await talk.answers(isFor ? .agree : .disagree, statement, she)
            }
        }
        let ballots = try await talk.acts.keepers.keeper(of: talk.conversation.id).ballots(of: talk.conversation)
        let camps = Set(ballots.people.indices.sorted { ballots.people[$0].at < ballots.people[$1].at }.prefix(12))
        let shown = ConversationStability(ConversationPicture(ballots, grouping: camps))
        #expect(shown.value == ConversationStability(ConversationPicture(ballots, keeping: camps.contains)).value)
        #expect(shown.value != ConversationStability(ConversationPicture(ballots)).value)
        #expect(shown.isStable)
    }

    @Test("The reading says that it tells a crowd only where its voices are enough")
    func tells() {
        func participants(_ count: Int) -> Set<ID> {
            Set((0..<count).map { ID(milliseconds: Int64($0), entropy: (0, 0)) })
        }
        func tells(
            _ footing: ConversationVoices.Footing, _ voices: Int, _ grouping: Int = 0, isOver: Bool = true
        ) -> Bool {
            TrustedParticipants(
                voices: participants(voices), grouping: participants(grouping), footing: footing
            ).tellsCrowds(isOver: isOver)
        }
        #expect(tells(.body, 12, 12) && tells(.body, 45, 20) && tells(.body, 30, 28))
        #expect(!tells(.body, 11, 11) && !tells(.body, 44, 20) && !tells(.body, 40, 0))
        #expect(tells(.apart, 60) && !tells(.apart, 59) && !tells(.none, 500))
        // Who may still come is reckoned with: of a crowd that is not there yet as many as it can have.
        #expect(!tells(.body, 12, 12, isOver: false) && !tells(.body, 60, 41, isOver: false))
        #expect(tells(.body, 42, 42, isOver: false) && tells(.body, 90, 60, isOver: false))
    }

    @Test("Groups that trust made otherwise are measured at once, however fresh what was said of those before")
    func steadyAgain() async throws {
        let village = try await Village(.sqlite, rootsSpeak: false), talk = village.talk
        let before = try await talk.acts.drawn(talk.conversation, .trusted)
        #expect(before.people == 8 && before.stability.value != nil, "of the body nobody speaks: all make up groups")
        // Six of those who speak come to be of the body: groups are made up of them alone.
        for (place, other) in village.others.prefix(6).enumerated() {
            for root in village.roots.suffix(4) where root != village.roots[1 + place] {
                try await village.vouch(root, for: other)
            }
        }
        let after = try await talk.acts.drawn(talk.conversation, .trusted)
        #expect(after.people == 8 && after.picture.map.groupOf.count { $0 != nil } == 6)
        #expect(after.stability.value == ConversationStability(after.picture).value)
        #expect(after.picture.grouped.votes != before.picture.grouped.votes)
    }

    @Test("What trust tells apart is what it told apart when it ended", arguments: TestApp.kinds)
    func frozenFooting(_ kind: EngineKind) async throws {
        let village = try await Village(kind), conversation = village.talk.conversation
        let all = Set(village.roots + village.others + village.behind)
        let footings: [(ConversationVoices.Footing, Set<ID>)] = [
            (.body, Set(village.roots)), (.apart, []), (.none, all),
        ]
        for (footing, grouping) in footings {
            let trusted = TrustedParticipants(voices: all, grouping: grouping, footing: footing)
            let kept = try await village.database.write { db -> TrustedParticipants in
                try db.freezeTrust(trusted, of: conversation)
                return try db.frozenTrust(of: conversation)
            }
            #expect(kept == trusted && kept.footing == footing && kept.grouping == grouping)
        }
        // So earlier ones were written down where nothing was told apart.
        let earlier = try await village.database.write { db -> TrustedParticipants in
            try db.freezeTrust(
                TrustedParticipants(voices: all, grouping: all, footing: .body), of: conversation)
            return try db.frozenTrust(of: conversation)
        }
        #expect(earlier.footing == .none && earlier.voices == all && earlier.grouping == all)
    }

    @Test("Where all stand apart they are one group, and no five veto what the others share")
    func oneGroup() async throws {
        let village = try await Village(.sqlite)
        let ballots = try await village.talk.acts.keepers.keeper(of: village.talk.conversation.id)
            .ballots(of: village.talk.conversation)
        let picture = ConversationPicture(ballots, .trusted, grouping: [])
        #expect(picture.isOneGroup && Set(picture.map.groupOf) == [0])
        let steady = ConversationStability(picture)
        #expect(steady.value == 1)
        let result = ConversationResult(village.talk.conversation, picture, steady)
        #expect(!result.showsGroups && !result.shared.isEmpty)
        #expect(!ConversationPicture(ballots, .trusted, grouping: [0, 1]).isOneGroup)
    }
}
