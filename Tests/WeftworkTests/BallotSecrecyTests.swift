import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

extension TestApp {
    func propose(
        _ method: ProposalMethod, options: Int = 4, secret: Bool = false, topic: Proposal.Topic = .work,
        by name: String = "founder", _ change: (inout ProposalDraft) -> Void = { _ in }
    ) async throws -> Proposal {
        var draft = ProposalDraft()
        (draft.question, draft.method, draft.topic, draft.isSecret) = ("Which of these?", method, topic, secret)
        draft.options = method.hasOptions ? (1...options).map { ProposalDraft.Option(words: "Option \($0)") } : []
        draft.quorum = 0
        change(&draft)
        return try await app.proposals.propose(draft, opens: true, by: viewer(name), in: network.id)
    }

    func options(_ proposal: Proposal) async throws -> [ProposalOption] {
        try await app.database.read { db in try db.options(of: proposal.id, in: network.id) }
    }

    @discardableResult
    func vote(_ name: String, on proposal: Proposal, _ change: (inout BallotDraft) -> Void) async throws
        -> BallotActs.Cast
    {
        var draft = BallotDraft(isSure: true)
        change(&draft)
        return try await app.ballots.cast(
            draft, on: proposal.id, by: viewer(name), in: network.id, with: app.proposals)
    }

    func closeAll() async throws {
        clock.pass(8 * Time.day)
        try await app.proposals.sweep()
    }

    func count(_ proposal: Proposal) async throws -> (proposal: Proposal, tally: ProposalTally, count: BallotCount?) {
        try await app.database.read { db in
            let now = try #require(try db.proposal(proposal.id, in: network.id))
            let (tally, count) = try db.tally(of: now, app.ballots)
            return (now, tally, count)
        }
    }

    /// Every row of every table.
    func dump() async throws -> [String: Set<String>] {
        try await app.database.read { db in
            var all: [String: Set<String>] = [:]
            for table in try db.storedTables() {
                var rows: Set<String> = []
                try db.eachRow(of: table) { rows.insert("\($0)") }
                all[table.name] = rows
            }
            return all
        }
    }
}

/// One who has the whole store and wants to know who said what.
private struct Linker {
    /// A row with what stands beside it: where it lies, its id, the transaction that wrote it.
    struct Trace: Sendable {
        let key: ID
        let physical: String
        let transaction: String
        let scan: Int
    }

    /// The ways to put rows in order that a store offers.
    static func orders(_ traces: [Trace]) -> [[ID]] {
        let keys: [(Trace) -> (String, Int)] = [
            { ("", $0.scan) }, { ($0.key.description, 0) }, { ($0.physical, $0.scan) }, { ($0.transaction, $0.scan) },
        ]
        return keys.map { key in traces.sorted { key($0) < key($1) }.map(\.key) }
    }

    /// Where a run of bytes stands first and last in others.
    static func places(of wanted: [UInt8], in bytes: Data) -> [Int] {
        let wanted = Data(wanted)
        return [bytes.range(of: wanted), bytes.range(of: wanted, options: .backwards)].compactMap { $0?.lowerBound }
    }

    /// How many it finds by the best of all its ways, over all elections together.
    static func found(_ elections: [(voters: [[ID]], papers: [[ID]], truth: [ID: Int], said: [ID: Int])]) -> Int {
        guard let first = elections.first else { return 0 }
        var best = 0
        for left in first.voters.indices {
            for right in first.papers.indices {
                for isBackwards in [false, true] {
                    best = max(
                        best,
                        elections.reduce(0) { sum, one in
                            let papers = isBackwards ? one.papers[right].reversed() : one.papers[right]
                            return sum + zip(one.voters[left], papers).count { one.truth[$0] == one.said[$1] }
                        })
                }
            }
        }
        return best
    }
}

@Suite struct BallotSecrecyTests {
    private static let voters = 24
    private static let elections = 8

    /// Rows of a table with where they lie; on PostgreSQL also which transaction wrote them.
    private static func traces(_ columns: SQL, _ from: SQL, _ db: any Connection) throws -> [Linker.Trace] {
        let more: SQL =
            db.engine == .postgres
            ? ", lpad(split_part(trim(both '()' from CAST(ctid AS TEXT)), ',', 1), 8, '0') || lpad(split_part(trim(both '()' from CAST(ctid AS TEXT)), ',', 2), 8, '0'), lpad(CAST(xmin AS TEXT), 12, '0')"
            : ", '', ''"
        var scan = 0
        return try db.query("SELECT \(columns)\(more) FROM \(from)") { row in
            scan += 1
            return Linker.Trace(key: try row[0], physical: try row[1], transaction: try row[2], scan: scan)
        }
    }

    @Test(
        "Whoever has the whole store finds no more than by guessing; of papers kept as they come, everything",
        arguments: TestApp.kinds)
    func nobodyIsLinked(_ kind: EngineKind) async throws {
        let seed: UInt64 = 20_261_126
        print("secret ballots on \(kind): seed \(seed)")
        var random = SplitMix64(seed: seed)
        let test = try await TestApp(kind, seed: seed, volunteers: Self.voters)
        try await test.app.database.write { db in
            try db.execute(
                "CREATE TABLE naive_ledger (voter_id \(.id) PRIMARY KEY, at \(.int) NOT NULL, election \(.int) NOT NULL) \(.strict)"
            )
            try db.execute(
                "CREATE TABLE naive_papers (id \(.id) PRIMARY KEY, choice \(.int) NOT NULL, election \(.int) NOT NULL) \(.strict)"
            )
        }
        var real: [(voters: [[ID]], papers: [[ID]], truth: [ID: Int], said: [ID: Int])] = [], naive = real
        for election in 0..<Self.elections {
            let proposal = try await test.propose(
                .approval, secret: true, by: election % 2 == 0 ? "founder" : "verifier")
            let options = try await test.options(proposal)
            var truth: [ID: Int] = [:], cast: [ID] = []
            for number in (0..<Self.voters).shuffled(using: &random) {
                let choice = Int.random(in: 0..<4, using: &random), name = "v\(number)"
                let member = try #require(test.members[name])
                truth[member.id] = choice
                cast.append(member.id)
                try await test.vote(name, on: proposal) { $0.values = [options[choice].id: "1"] }
                // The same paper, kept as one would at first: an id with its time, in the order of coming.
                let (paper, now) = (test.app.world.newID(), test.clock.now)
                let voter = ID(bytes: member.id.bytes.map { $0 ^ UInt8(election) }) ?? member.id
                try await test.app.database.write { db in
                    try db.execute(
                        "INSERT INTO naive_ledger (voter_id, at, election) VALUES (\(voter), \(now), \(election))")
                    try db.execute(
                        "INSERT INTO naive_papers (id, choice, election) VALUES (\(paper), \(choice), \(election))")
                }
                test.clock.pass(Time.minute)
            }
            try await test.closeAll()
            let (network, said) = (test.network.id, try await said(proposal, options, test))
            let (voters, papers) = try await test.app.database.read { db in
                (
                    try Self.traces(
                        "voice_id", "ballot_ledger WHERE network_id = \(network) AND proposal_id = \(proposal.id)", db),
                    try Self.traces(
                        "id", "ballot_papers WHERE network_id = \(network) AND proposal_id = \(proposal.id)", db)
                )
            }
            #expect(voters.count == Self.voters && papers.count == Self.voters)
            let (rawVoters, rawPapers) = (try await raw(voters, test), try await raw(papers, test))
            // It even knows in which order they came.
            real.append((Linker.orders(voters) + rawVoters + [cast], Linker.orders(papers) + rawPapers, truth, said))
            naive.append(try await self.naive(election, truth, test))
        }
        let guesses = Self.elections * Self.voters
        let found = Linker.found(real), plain = Linker.found(naive)
        print(
            "secret ballots on \(kind): \(found) of \(guesses) found by the best of all ways, \(plain) of papers kept as they come"
        )
        #expect(plain == guesses, "the linker must be able to link")
        // By guessing: of those who chose alike each is taken for any other. Five standard deviations for the best of 144 ways.
        var chance = 0.0
        for one in real {
            let counts = Dictionary(grouping: one.truth.values, by: { $0 }).values.map { Double($0.count) }
            chance += counts.reduce(0.0) { $0 + $1 * $1 } / Double(Self.voters)
        }
        let bound = chance + 5 * (chance * 0.75).squareRoot()
        print("secret ballots on \(kind): \(chance) by guessing, at most \(bound)")
        #expect(Double(found) < bound, "\(found) of \(guesses)")
    }

    /// The order in which ids stand first and last in SQLite's own bytes: in the file with its free pages, and in the log of writes.
    private func raw(_ traces: [Linker.Trace], _ test: TestApp) async throws -> [[ID]] {
        guard test.app.database.engine == .sqlite else { return [] }
        let path = try await test.app.database.read { db in
            try #require(try db.value("SELECT file FROM pragma_database_list WHERE name = 'main'") as String?)
        }
        var orders: [[ID]] = [], sightings = 0
        for end in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path + end))
            let places = traces.map { (id: $0.key, at: Linker.places(of: $0.key.bytes, in: bytes)) }
            sightings += places.count { !$0.at.isEmpty }
            orders.append(places.sorted { ($0.at.first ?? 0) < ($1.at.first ?? 0) }.map(\.id))
            orders.append(places.sorted { ($0.at.last ?? 0) < ($1.at.last ?? 0) }.map(\.id))
        }
        #expect(sightings >= traces.count, "who looks at no pages finds nothing there")
        return orders
    }

    private func said(_ proposal: Proposal, _ options: [ProposalOption], _ test: TestApp) async throws -> [ID: Int] {
        try await test.app.database.read { db in
            let rows = try db.query(
                "SELECT id, paper FROM ballot_papers WHERE proposal_id = \(proposal.id)"
            ) { (try $0[0] as ID, try $0[1] as [UInt8]) }
            return Dictionary(
                uniqueKeysWithValues: rows.compactMap { id, bytes in
                    let mark = SecretPaper.paper(bytes, options)?.marks.first
                    return options.firstIndex { $0.id == mark?.option }.map { (id, $0) }
                })
        }
    }

    private func naive(
        _ election: Int, _ truth: [ID: Int], _ test: TestApp
    ) async throws -> (voters: [[ID]], papers: [[ID]], truth: [ID: Int], said: [ID: Int]) {
        try await test.app.database.read { db in
            let voters = try Self.traces("voter_id", "naive_ledger WHERE election = \(election) ORDER BY at", db)
            let papers = try Self.traces("id", "naive_papers WHERE election = \(election)", db)
            let said = try db.query("SELECT id, choice FROM naive_papers WHERE election = \(election)") {
                (try $0[0] as ID, try $0[1] as Int)
            }
            func member(_ id: ID) -> ID { ID(bytes: id.bytes.map { $0 ^ UInt8(election) }) ?? id }
            return (
                Linker.orders(voters).map { $0.map(member) }, Linker.orders(papers), truth,
                Dictionary(uniqueKeysWithValues: said)
            )
        }
    }

    @Test(
        "A secret paper changes two rows of the store, one of them sealed and always of one length",
        arguments: TestApp.kinds)
    func whatAPaperLeavesBehind(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 6)
        let proposal = try await test.propose(.ranked, secret: true), options = try await test.options(proposal)
        var lengths: Set<Int> = []
        for number in 0..<6 {
            let before = try await test.dump()
            try await test.vote("v\(number)", on: proposal) { draft in
                for (place, option) in options.enumerated().prefix(1 + number % 4) {
                    draft.values[option.id] = "\(place + 1)"
                }
            }
            let after = try await test.dump()
            let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
            // The very first makes the box and its key.
            #expect(
                changed
                    == (number == 0
                        ? ["ballot_boxes", "ballot_ledger", "subject_keys"] : ["ballot_boxes", "ballot_ledger"]))
            #expect(after["ballot_ledger"]?.count == number + 1 && after["ballot_papers"]?.isEmpty == true)
            let sealed = try await test.app.database.read { db in try db.boxes(proposal).map(\.sealed.count) }
            lengths.formUnion(sealed)
        }
        #expect(lengths.count == 1)
        // While it is open nobody counts.
        #expect(try await test.count(proposal).count?.winners.isEmpty == true)
        // Once cast it stands, and what is sent twice is in once.
        await #expect(throws: Refusal.self) {
            try await test.vote("v0", on: proposal) { $0.values = [options[0].id: "1"] }
        }
        await #expect(throws: Refusal.self) {
            try await test.vote("founder", on: proposal) { ($0.values, $0.isSure) = ([options[0].id: "1"], false) }
        }
        try await test.closeAll()
        let result = try await test.count(proposal)
        #expect(result.proposal.closedAt != nil && BallotDetail.decode(result.count?.detail)?.papers == 6)
        #expect(result.tally.answered == 6)
        let left = try await test.dump()
        #expect(left["ballot_boxes"]?.isEmpty == true && left["ballot_papers"]?.count == 6)
        let keys = try await test.app.database.read { db in
            try db.query("SELECT wrapped FROM subject_keys WHERE wrapped IS NULL") { _ in }.count
        }
        #expect(keys == 1)
    }

    @Test("Below five papers nothing is shown; what is withdrawn is never read", arguments: TestApp.kinds)
    func tooFew(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 5)
        let proposal = try await test.propose(.simpleMajority, secret: true)
        for number in 0..<4 { try await test.vote("v\(number)", on: proposal) { $0.position = "agree" } }
        let (acts, network) = (test.app.proposals, test.network.id)
        #expect(try await acts.waiting(for: test.viewer("v0"), in: network).isEmpty, "whoever has cast is done")
        #expect(try await acts.waiting(for: test.viewer("v4"), in: network).count == 1)
        try await test.closeAll()
        let few = try await test.count(proposal)
        #expect(few.count?.counts.isEmpty == true && BallotDetail.decode(few.count?.detail)?.isTooFew == true)
        // Not even whoever has the store reads them, and that they are gone is no miscount.
        let left = try await test.dump()
        #expect(left["ballot_papers"]?.isEmpty == true && left["ballot_boxes"]?.isEmpty == true)
        #expect(left["ballot_ledger"]?.count == 4)
        func isWhole() async throws -> Bool {
            try await test.app.database.read { db in try test.app.ballots.isWhole(few.proposal, db) }
        }
        #expect(try await isWhole())
        try await test.app.database.write { db in
            try db.insert(paper: [0, 0, 0], test.app.world.newID(), few.proposal)
        }
        #expect(try await !isWhole(), "a paper that nobody cast is one too many")
        try await test.app.database.write { db in
            try db.execute("DELETE FROM ballot_papers WHERE proposal_id = \(few.proposal.id)")
        }
        let enough = try await test.propose(.simpleMajority, secret: true)
        for number in 0..<5 {
            try await test.vote("v\(number)", on: enough) { $0.position = number < 3 ? "agree" : "disagree" }
        }
        try await test.closeAll()
        let counted = try await test.count(enough)
        #expect(counted.count?.counts == [.agree: 3, .disagree: 2])
    }

    @Test("Eighty at once: each paper is in once, and none is lost", arguments: TestApp.kinds)
    func allAtOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 40)
        let proposal = try await test.propose(.approval, secret: true), options = try await test.options(proposal)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                for _ in 0..<2 {
                    group.addTask {
                        _ = try? await test.vote("v\(number)", on: proposal) {
                            $0.values = [options[number % 4].id: "1"]
                        }
                    }
                }
            }
        }
        try await test.closeAll()
        let detail = try #require(BallotDetail.decode(try await test.count(proposal).count?.detail))
        #expect(detail.papers == 40 && detail.rows.map { $0.figures[0] } == [10, 10, 10, 10])
    }

    @Test(
        "An open paper is changed until the close; who passed their voice on is counted with it",
        arguments: TestApp.kinds)
    func openPapers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await test.app.database.write { db in
            try db.save(AlignSettings(mayDelegate: true), of: test.network.id, at: test.clock.now)
        }
        let acts = test.app.delegations, network = test.network.id
        func id(_ name: String) -> String { test.members[name]?.id.description ?? "" }
        _ = try await acts.pass("work", to: id("volunteer2"), by: test.viewer("volunteer"), in: network)
        _ = try await acts.pass("work", to: id("volunteer3"), by: test.viewer("volunteer2"), in: network)
        await #expect(throws: Refusal.self) {
            try await acts.pass("work", to: id("volunteer"), by: test.viewer("volunteer3"), in: network)
        }
        let proposal = try await test.propose(.approval, options: 2), options = try await test.options(proposal)
        let (one, two) = (options[0].id, options[1].id)
        try await test.vote("volunteer3", on: proposal) { $0.values = [one: "1"] }
        var detail = BallotDetail.decode(try await test.count(proposal).count?.detail)
        #expect(detail?.voices == 3 && detail?.papers == 1 && detail?.rows.map { $0.figures[0] } == [3, 0])
        // Their own word counts first, and may be changed.
        try await test.vote("volunteer2", on: proposal) { $0.values = [one: "1", two: "1"] }
        let change = try await test.vote("volunteer2", on: proposal) { $0.values = [two: "1"] }
        let state = try await test.app.database.read { db in try db.ballotState(proposal, of: change.voice.id) }
        #expect(state?.number == 2)
        detail = BallotDetail.decode(try await test.count(proposal).count?.detail)
        #expect(detail?.rows.map { $0.figures[0] } == [1, 2])
        // Another topic, or once it is taken back, or in secret: nobody speaks for another.
        let other = try await test.propose(.approval, options: 2, topic: .rules)
        let others = try await test.options(other)
        try await test.vote("volunteer3", on: other) { $0.values = [others[0].id: "1"] }
        #expect(BallotDetail.decode(try await test.count(other).count?.detail)?.voices == 1)
        let given = try #require(try await acts.file(for: test.viewer("volunteer"), in: network).given.first)
        #expect(given.onwards == ["volunteer3"])
        try await acts.revoke(given.delegation.id, by: test.viewer("volunteer"), in: network)
        let after = try await test.count(proposal)
        #expect(BallotDetail.decode(after.count?.detail)?.voices == 2 && after.tally.answered == 2)
    }
}
