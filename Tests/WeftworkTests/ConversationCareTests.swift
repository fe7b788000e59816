import Database
import Engine
import Testing

@testable import Weftwork

@Suite("Conversations: who counts, what is hidden, what is taken out")
struct ConversationCareTests {
    /// People of whom a few are known and the others are vouched for, and a crowd that comes in through three vouches.
    private func village(
        _ test: TestApp, honest: Int, crowd: Int, seed: UInt64
    ) async throws -> (honest: [ID], crowd: [ID]) {
        var random = SplitMix64(seed: seed)
        let network = test.network.id, known = Set(test.members.values.map(\.id))
        let all = try await test.app.database.read { db in try db.members(of: network) }
        let people = all.filter { !known.contains($0.id) || $0.name.hasPrefix("v") }.filter { $0.name.first == "v" }
            .filter { Int($0.name.dropFirst()) != nil }.map(\.id).sorted()
        let (good, bad) = (Array(people.prefix(honest)), Array(people.dropFirst(honest).prefix(crowd)))
        var vouches = good.flatMap { from in
            (0..<6).map { _ in (from, good[Int.random(in: 0..<honest, using: &random)]) }
        }
        for edge in 0..<3 { vouches.append((good[Int.random(in: 5..<honest, using: &random)], bad[edge])) }
        for (place, from) in bad.enumerated() {
            for step in 1...4 { vouches.append((from, bad[(place + step) % crowd])) }
        }
        let list = vouches, now = test.clock.now, world = test.app.world
        try await test.app.database.write { db in
            for id in (good.dropFirst(5) + bad) {
                try db.execute(
                    "UPDATE memberships SET is_entered = \(false), standing = 0 WHERE network_id = \(network) AND id = \(id)"
                )
            }
            var seen: Set<[ID]> = []
            for (from, to) in list where from != to && seen.insert([from, to]).inserted {
                try db.execute(
                    """
                    INSERT INTO vouches (network_id, id, from_id, to_id, kind, subject, how, created_at, expires_at, changed)
                    VALUES (\(network), \(world.newID()), \(from), \(to), 'identity', '', \([UInt8]()), \(now),
                        \(now + 300 * Time.day), 1)
                    """)
            }
        }
        try await test.app.vouches.derive(by: test.viewer("founder"), in: network)
        return (good, bad)
    }

    @Test(
        "A fifth of the accounts, come in through three vouches, changes at most one of the ten that all share",
        arguments: 1...3)
    func sybils(_ seed: UInt64) async throws {
        let (honest, crowd, count) = (80, 20, 40)
        let test = try await TestApp(seed: seed, volunteers: honest + crowd)
        let talk = try await Talked(test, statements: count) { $0.who = "members" }
        let village = try await village(test, honest: honest, crowd: crowd, seed: seed)
        var random = SplitMix64(seed: seed &* 7919)
        let people = village.honest + village.crowd, world = test.app.world, now = test.clock.now
        var answers: [(participant: ID, statement: ID, answer: OpinionAnswer)] = []
        // Half of the statements are common ground, in falling measure; the crowd answers the other way round throughout.
        for (place, person) in people.enumerated() {
            for statement in 0..<count where Double.random(in: 0..<1, using: &random) < 0.7 {
                let share = statement < 20 ? 0.97 - 0.018 * Double(statement) : place % 2 == 0 ? 0.8 : 0.2
                let isFor =
                    place < honest ? Double.random(in: 0..<1, using: &random) < share : statement >= 20
                answers.append((person, talk.statements[statement].id, isFor ? .agree : .disagree))
            }
        }
        let list = answers
        try await test.app.database.write { db in
            for person in people {
                try db.insert(
                    ConversationParticipant(id: person, kind: .member, memberID: person, at: now, seed: 0), device: nil,
                    in: talk.conversation.id, of: test.network.id)
            }
            try ConversationFiles.insert(list, from: 1, in: talk.conversation, at: now, db)
        }
        _ = world
        func shared(_ result: ConversationResult) -> Set<Int> { Set(result.shared.map(\.tally.statement.number)) }
        let ballots = try await talk.acts.keepers.keeper(of: talk.conversation.id).ballots(of: talk.conversation)
        let trustedPeople = try await test.app.database.read { db in
            TrustedParticipants(
                try db.trustBasis(of: talk.conversation), vouches: try db.trustVouches(of: test.network.id))
        }
        let good = Set(village.honest), trustedIDs = trustedPeople.voices
        let grouping = Set(ballots.people.indices.filter { trustedPeople.grouping.contains(ballots.people[$0].id) })
        let alone = ConversationPicture(
            ballots,
            keeping: { good.contains(ballots.people[$0].id) && trustedIDs.contains(ballots.people[$0].id) },
            grouping: grouping)
        let true10 = Set(alone.map.shared().map { alone.statements[$0.statement].number })
        let all = try await talk.acts.drawn(talk.conversation)
        let trusted = try await talk.acts.drawn(talk.conversation, .trusted)
        let letIn = village.crowd.count(where: trustedIDs.contains)
        // As many voices as vouches, however many were let in; and none of them makes up a group.
        #expect(good.intersection(trustedIDs).count > honest * 3 / 4 && letIn <= 3)
        #expect(trustedPeople.grouping.isSubset(of: good) && !trustedPeople.grouping.isEmpty)
        #expect(true10.count == 10)
        #expect(true10.subtracting(shared(trusted)).count <= 1 && shared(trusted).subtracting(true10).count <= 1)
        // Without the sieve they do change it.
        #expect(shared(all) != true10)
        let comparison = try await talk.acts.compared(talk.conversation, to: all)
        #expect(!comparison.isHidden && comparison.people == honest + crowd)
        #expect((comparison.onlyAll.count + comparison.onlyTrusted.count > 0) == (shared(all) != shared(trusted)))
        // What trust said when it ended is what the result stays with.
        let founder = test.viewer("founder"), network = test.network.id
        let closed = try await talk.acts.perform(.close, on: talk.conversation.id, by: founder, in: network)
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET standing = 1 WHERE network_id = \(network)")
        }
        #expect(shared(try await talk.acts.drawn(closed, .trusted)) == shared(trusted))
    }

    @Test(
        "Nobody sees the result before they have answered; what was promised is not loosened", arguments: TestApp.kinds)
    func hiddenUntilAnswered(_ kind: EngineKind) async throws {
        let talk = try await Talked(try await TestApp(kind), statements: 4) { $0.showsAfter = "3" }
        let acts = talk.acts, id = talk.conversation.id, network = talk.test.network.id
        let founder = talk.test.viewer("founder"), she = talk.device()
        for _ in 0..<6 { try await talk.answers(.agree, 0, talk.device()) }
        for who in [she, talk.member("founder"), ConversationVisitor(viewer: Viewer(.anonymous, language: .en))] {
            await #expect(throws: Refusal.self) { try await acts.result(id, for: who, in: network) }
        }
        for statement in 0..<3 { try await talk.answers(.agree, statement, she) }
        #expect(try await acts.result(id, for: she, in: network).people == 7)
        var draft = ConversationDraft()
        draft.showsAfter = "1"
        await #expect(throws: Refusal.self) { try await acts.perform(.change(draft), on: id, by: founder, in: network) }
        draft.showsAfter = "closed"
        _ = try await acts.perform(.change(draft), on: id, by: founder, in: network)
        await #expect(throws: Refusal.self) { try await acts.result(id, for: she, in: network) }
        // Of all but three whom trust lets in nothing is shown apart.
        draft.closes = nil
        _ = try await acts.perform(.close, on: id, by: founder, in: network)
        #expect(
            try await acts.result(id, for: ConversationVisitor(viewer: Viewer(.anonymous, language: .en)), in: network)
                .people == 7)
        for _ in 0..<2 {
            await #expect(throws: Refusal.self) { try await talk.answers(.agree, 0, she) }
        }
    }

    @Test(
        "What is taken out keeps its words to itself, says nothing about anybody, and can be appealed once",
        arguments: TestApp.kinds)
    func moderating(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await test.app.people.addMember(
            MemberDraft(email: "second@example.org", name: "second", roles: [.coordinator]), to: "test")
        let talk = try await Talked(test, statements: 2) { $0.moderation = "before" }
        let acts = talk.acts, id = talk.conversation.id, network = test.network.id
        let founder = test.viewer("founder"), she = talk.member("volunteer")
        let said = try await acts.say("Canary words of hers", in: id, by: she, of: network)
        #expect(said.state == .waiting)
        await #expect(throws: Refusal.self) {
            try await acts.say("canary  WORDS of hers", in: id, by: she, of: network)
        }
        await #expect(throws: Refusal.self) {
            try await acts.say("Call me: 13800138000 now", in: id, by: she, of: network)
        }
        #expect(try await acts.members.waiting(for: try #require(test.members["founder"])).count == 1)
        await #expect(throws: Refusal.self) {
            try await acts.judge(.accept, of: said.id, in: id, by: test.viewer("volunteer2"), of: network)
        }
        _ = try await acts.judge(.accept, of: said.id, in: id, by: founder, of: network)
        #expect(try await acts.members.waiting(for: try #require(test.members["founder"])).isEmpty)
        for _ in 0..<6 {
            let who = talk.device()
            for statement in [0, 1] { try await talk.answers(statement == 0 ? .agree : .disagree, statement, who) }
            _ = try await acts.answer(.agree, to: said.id, in: id, by: who, of: network)
        }
        #expect(String(decoding: try await talk.bytes(), as: UTF8.self).contains("Canary"))
        _ = try await acts.judge(.reject(.insult, ""), of: said.id, in: id, by: founder, of: network)
        #expect(try await talk.keptBytes() == talk.bytes())
        #expect(!String(decoding: try await talk.bytes(), as: UTF8.self).contains("Canary"))
        let log = try await acts.log(id, for: talk.device(), in: network)
        #expect(log.steps.map(\.step.kind) == [.rejected, .accepted] && log.steps.first?.step.reason == .insult)
        #expect(
            !String(decoding: ConversationLogView(steps: log.steps, counts: log.counts).json, as: UTF8.self).contains(
                "Canary"))
        // Another than the host looks, at her word.
        try await acts.appeal(said.id, "It hurts nobody", by: she.viewer, in: id, of: network)
        await #expect(throws: Refusal.self) {
            try await acts.appeal(said.id, "Again I say that it hurts nobody", by: she.viewer, in: id, of: network)
        }
        let matter = try await test.app.database.read { db in
            try db.hiding(of: said.text, in: network)?.appealID.flatMap { try db.matter($0, in: network) }
        }
        #expect(matter?.kind == .textAppeal)
        try await acts.members.show(said.text, by: founder, in: network)
        #expect(try await acts.statement(said.id, for: talk.device(), in: network).statement.state == .open)
        #expect(try await talk.keptBytes() == talk.bytes())
    }

    @Test("Whoever is forgotten stays counted and is nobody", arguments: TestApp.kinds)
    func forgetting(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = try await Talked(test, statements: 3)
        let network = test.network.id, she = talk.member("volunteer"), member = try #require(test.members["volunteer"])
        for _ in 0..<5 { try await talk.answers(.agree, 0, talk.device()) }
        try await talk.answers(.disagree, 0, she)
        let said = try await talk.acts.say("Something of hers", in: talk.conversation.id, by: she, of: network)
        let rows = try await test.app.database.read { [vault = test.app.vault] db in
            try db.ownRows(
                in: OwnTable.ofConversations, person: member.personID, members: [member.id], vault: vault)
        }
        #expect(
            Set(rows.map(\.table)).isSuperset(of: [
                "conversation_answers", "conversation_statements", "conversation_votes",
            ]))
        #expect(rows.filter { $0.table == "conversation_answers" }.count == 1, "one's own, nobody else's")
        let before = try await talk.bytes()
        try await test.app.database.write { db in try db.forgetConversations(of: member.personID) }
        #expect(try await talk.bytes() == before)
        let left = try await test.app.database.read { db in
            (
                try db.participant(ofMember: member.id, in: talk.conversation.id, of: network),
                try db.statement(said.id, in: network)?.statement.participantID
            )
        }
        #expect(left.0 == nil && left.1 == nil)
    }

    @Test("Who answers everything alike, and who comes at once with the same answers, is flagged and not taken out")
    func flags() async throws {
        let talk = try await Talked(try await TestApp(seed: 8), statements: 9)
        for person in 0..<6 {
            let who = talk.device()
            for statement in 0..<9 {
                try await talk.answers(
                    (person + statement) % 3 == 0 ? .agree : person > 2 ? .pass : .disagree, statement, who)
            }
            talk.test.clock.pass(Time.hour)
        }
        let same = talk.device()
        for statement in 0..<9 { try await talk.answers(.agree, statement, same) }
        for _ in 0..<3 {
            let who = talk.device()
            for statement in 0..<9 { try await talk.answers(statement % 2 == 0 ? .agree : .disagree, statement, who) }
        }
        let all = try await talk.acts.drawn(talk.conversation)
        let comparison = try await talk.acts.compared(talk.conversation, to: all)
        #expect(comparison.straight == 1 && comparison.copies == 3 && all.people == 10)
        #expect(try await talk.acts.drawn(talk.conversation, .unflagged).people == 6)
    }

    @Test("What all share is handed on once, to whoever registered for it")
    func outlets() async throws {
        let test = try await TestApp(seed: 9), talk = try await Talked(test, statements: 3)
        for _ in 0..<8 {
            let who = talk.device()
            for statement in 0..<3 { try await talk.answers(statement == 2 ? .pass : .agree, statement, who) }
        }
        var outlets = StatementOutlets()
        outlets.register(
            StatementOutlet(
                id: "charter", takes: .shared, words: .verbatim("To the charter"), admits: { $0.member != nil }
            ) {
                handed, _, _, _ in "/charter#\(handed.statement.number)-\(handed.agrees)"
            })
        let acts = ConversationActs(members: test.app.members, outlets: outlets), founder = test.viewer("founder")
        let id = talk.conversation.id, network = test.network.id
        for _ in 0..<2 {
            let path = try await acts.hand(talk.statements[0].id, to: "charter", in: id, by: founder, of: network)
            #expect(path == "/charter#1-8")
        }
        await #expect(throws: Refusal.self) {
            try await acts.hand(talk.statements[2].id, to: "charter", in: id, by: founder, of: network)
        }
        await #expect(throws: Refusal.self) {
            try await acts.hand(talk.statements[0].id, to: "agenda", in: id, by: founder, of: network)
        }
        await #expect(throws: Refusal.self) {
            try await acts.hand(talk.statements[0].id, to: "charter", in: id, by: test.viewer("volunteer"), of: network)
        }
    }

    @Test(
        "What all share comes to stand in the section that was chosen, and is put beside what is there",
        arguments: TestApp.kinds)
    func handedToSection(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, seed: 9), talk = try await Talked(test, statements: 4)
        let charter = test.app.charter, founder = test.viewer("founder"), network = test.network.id
        let subject = CharterSubject.network(network), id = talk.conversation.id
        for _ in 0..<8 {
            let who = talk.device()
            for statement in 0..<4 { try await talk.answers(.agree, statement, who) }
        }
        _ = try await charter.begin(of: subject, by: founder)
        for (statement, target) in ["values", "values", "priorities", nil].enumerated() {
            _ = try await talk.acts.hand(
                talk.statements[statement].id, to: "charter", target: target, in: id, by: founder, of: network)
        }
        await #expect(throws: Refusal.self) {
            try await talk.acts.hand(
                talk.statements[3].id, to: "charter", target: "song", in: id, by: founder, of: network)
        }
        let open = try #require(try await test.app.database.read { db in try db.charterOpen(of: subject) })
        let made = try await test.app.database.read { db in try db.suggestions(to: open, test.app.vault) }
        func about(_ section: CharterSection) -> [CharterSuggestion] { made.filter { $0.about == .section(section) } }
        #expect(made.count == 4 && about(.values).count == 2)
        #expect(about(.priorities).map(\.words) == [talk.statements[2].words])
        #expect(about(.purpose).map(\.words) == [talk.statements[3].words], "where nobody chooses")
        let (one, other) = (try #require(about(.values).first), try #require(about(.values).last))
        _ = try await charter.perform(.putBeside(one.id), on: other.id, in: network, by: founder)
        let purpose = try #require(about(.purpose).first)
        await #expect(throws: Refusal.self) {
            try await charter.perform(.putBeside(one.id), on: purpose.id, in: network, by: founder)
        }
    }

    @Test(
        "What is handed on by two at once is taken in once; where that fails nothing is written",
        arguments: TestApp.kinds)
    func handedOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, seed: 9), talk = try await Talked(test, statements: 2)
        for _ in 0..<8 {
            let who = talk.device()
            for statement in 0..<2 { try await talk.answers(.agree, statement, who) }
        }
        let id = talk.conversation.id, network = test.network.id, founder = test.viewer("founder")
        let world = test.app.world
        var outlets = StatementOutlets()
        outlets.register(
            StatementOutlet(id: "draft", takes: .shared, words: .verbatim("On"), admits: { $0.member != nil }) {
                handed, _, _, db in
                let seed = ConversationStatement(
                    id: world.newID(), number: 100 + handed.statement.number, words: "taken in", state: .open,
                    isSeed: true, participantID: nil, at: 0, reason: nil)
                try db.insert(seed, key: "taken \(seed.id)", in: handed.conversation.id, of: network)
                if handed.statement.number == talk.statements[1].number {
                    throw Refusal.conflict(ConversationWords.noOutlet)
                }
                return "/draft"
            })
        let acts = ConversationActs(members: test.app.members, outlets: outlets)
        func taken() async throws -> Int {
            try await test.app.database.read { db in try db.statements(of: id, in: network) }
                .filter { $0.words == "taken in" }.count
        }
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await acts.hand(talk.statements[0].id, to: "draft", in: id, by: founder, of: network)
                }
            }
            for try await path in group { #expect(path == "/draft") }
        }
        #expect(try await taken() == 1)
        await #expect(throws: Refusal.self) {
            try await acts.hand(talk.statements[1].id, to: "draft", in: id, by: founder, of: network)
        }
        #expect(try await taken() == 1)
        let known = try await test.app.database.read { db in try db.handed(of: id, in: network) }
        #expect(known.map(\.statement) == [talk.statements[0].id])
    }

    @Test(
        "Before the result may be seen nobody gets it by another door, whoever keeps the conversation no more than others"
    )
    func noOtherDoor() async throws {
        let test = try await TestApp(seed: 11),
            talk = try await Talked(test, statements: 2) { $0.showsAfter = "closed" }
        var outlets = StatementOutlets()
        outlets.register(
            StatementOutlet(id: "draft", takes: .shared, words: .verbatim("On"), admits: { _ in true }) { _, _, _, _ in
                "/draft"
            })
        let acts = ConversationActs(members: test.app.members, outlets: outlets), founder = test.viewer("founder")
        let id = talk.conversation.id, network = test.network.id
        for _ in 0..<8 { try await talk.answers(.agree, 0, talk.device()) }
        func isForbidden(_ error: any Error) -> Bool { if case Refusal.forbidden = error { true } else { false } }
        await #expect {
            _ = try await acts.export(statements: false, of: id, by: founder, in: network)
        } throws: { isForbidden($0) }
        await #expect {
            _ = try await acts.hand(talk.statements[0].id, to: "draft", in: id, by: founder, of: network)
        } throws: { isForbidden($0) }
        // The statements hold no answers.
        #expect(
            try await acts.export(statements: true, of: id, by: founder, in: network).contains("Statement number 0"))
        _ = try await acts.perform(.close, on: id, by: founder, in: network)
        #expect(try await acts.export(statements: false, of: id, by: founder, in: network).hasPrefix("participant"))
        #expect(try await acts.hand(talk.statements[0].id, to: "draft", in: id, by: founder, of: network) == "/draft")
    }

    @Test("The background stays where a change says nothing of it", arguments: [nil, "", "Another one"] as [String?])
    func background(_ typed: String?) async throws {
        let talk = try await Talked(try await TestApp(), statements: 1) { $0.background = "What came before" }
        var draft = ConversationDraft()
        draft.background = typed
        let changed = try await talk.acts.perform(
            .change(draft), on: talk.conversation.id, by: talk.test.viewer("founder"), in: talk.test.network.id)
        #expect(changed.background == typed ?? "What came before")
    }

    // MARK: Selections beside one another

    @Test("What is shown beside one another never leaves one to four people over", arguments: 0..<300)
    func apart(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed) &+ 1)
        let everybody = Set(0..<Int.random(in: 5..<26, using: &random))
        let byLink = everybody.filter { $0 % 26 < Int.random(in: 0..<26, using: &random) }
        let trusted = everybody.subtracting(byLink).filter { _ in Int.random(in: 0..<8, using: &random) > 0 }
        let unflagged = everybody.filter { _ in Int.random(in: 0..<6, using: &random) > 0 }
        let people: [ConversationSelection: Set<Int>] = [
            .all: everybody, .byLink: byLink, .trusted: trusted, .unflagged: unflagged,
        ]
        let apart = ConversationApart(everybody) { people[$0]?.contains($1) ?? false }
        #expect(apart.shown.contains(.all))
        let shown = apart.shown.compactMap { people[$0] }.filter { $0.count >= 5 }
        func isFew(_ left: Set<Int>) -> Bool { (1..<5).contains(left.count) }
        for whole in shown {
            for part in shown where part.isSubset(of: whole) {
                #expect(!isFew(whole.subtracting(part)), "\(people) \(apart)")
                for other in shown where other.isSubset(of: whole) && other.isDisjoint(with: part) {
                    #expect(!isFew(whole.subtracting(part).subtracting(other)), "\(people) \(apart)")
                }
            }
            // What two of them leave of everybody, one taken from the other.
            for other in shown {
                let (left, right) = (everybody.subtracting(whole), everybody.subtracting(other))
                if left.isSubset(of: other) { #expect(!isFew(other.subtracting(left)), "\(people) \(apart)") }
                if left.isSubset(of: right) { #expect(!isFew(right.subtracting(left)), "\(people) \(apart)") }
            }
        }
    }

    @Test("Of members without trust who are few nothing is left over; where they are none or many all is shown")
    func apartByHand() {
        func shown(trusted: Int, byLink: Int, others: Int) -> [ConversationSelection] {
            ConversationApart(0..<(trusted + byLink + others)) { selection, person in
                switch selection {
                case .trusted: person < trusted
                case .byLink: person >= trusted && person < trusted + byLink
                case .all, .unflagged: true
                }
            }.shown
        }
        #expect(shown(trusted: 10, byLink: 10, others: 0) == [.all, .trusted, .byLink, .unflagged])
        #expect(shown(trusted: 10, byLink: 10, others: 5) == [.all, .trusted, .byLink, .unflagged])
        // 22 − 10 − 10: two people, and what they answered.
        #expect(shown(trusted: 10, byLink: 10, others: 2) == [.all, .trusted, .unflagged])
        #expect(shown(trusted: 20, byLink: 3, others: 0) == [.all, .byLink, .unflagged])
        #expect(shown(trusted: 3, byLink: 20, others: 0) == [.all, .trusted, .unflagged])
    }
}
