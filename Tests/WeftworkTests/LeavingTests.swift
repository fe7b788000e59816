import Database
import Foundation
import Testing

@testable import Weftwork

@Suite("Leaving, being forgotten, one's own data")
struct LeavingTests {
    /// Columns that name a thing, not somebody.
    private static let objects: Set<String> = [
        "network_id", "need_id", "line_id", "claim_id", "verification_id", "matter_id", "pass_id", "nomination_id",
        "object_id", "subject_id", "organisation_id", "partner_id", "other_id", "into_id", "search_id", "promised_by",
        "needed_by", "burst_id", "file_id", "recommendation_id", "call_id", "vouch_id", "buddy_search_id", "export_id",
        "appeal_id", "text_id", "batch_id", "slip_id", "emergency_id", "offer_id", "restriction_id", "permit_id",
        "need_line_id", "plan_id", "offer_line_id", "next_offer_id", "next_line_id", "result_id", "team_id", "role_id",
        "doing_id", "sheet_id", "after_id", "parent_id", "term_id", "side_id",
        "option_id", "key_id",
        "conversation_id", "statement_id",
        "share_id", "robot_id", "record_id", "clock_id", "clause_id", "proposal_id", "amendment_id", "renewal_id",
        "before_id",
    ]
    /// Columns that name somebody else, and why they are not shown.
    private static let others: [String: String] = [
        "suspensions.by_id": "whoever decided is named by the appeal, not to be sought out",
        "deliveries.by_member": "who spoke for the other side is theirs to show",
        "deliveries.confirmed_by": "who said for the other side that it arrived is theirs to show",
        "buddy_offers.member_id": "who passed on a newcomer is not named to them",
        "buddy_offers.by_id": "the welcome duty asks, whoever has it",
        "disputes.opened_by": "a side, not a member",
    ]

    private static func isPersonal(_ column: String) -> Bool {
        let names = column.hasSuffix("_id") || column.hasSuffix("_by") || column == "by_member"
        return names && !objects.contains(column)
    }

    @Test("Every table that names somebody stands in their data, or is left out for a reason", arguments: TestApp.kinds)
    func everyTable(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let tables = try await test.app.database.read { db in try db.storedTables() }
        let own = OwnTable.ofPeople + OwnTable.ofNeeds + OwnTable.ofDiscussion + App.tablesOfMembers
        let left = Set(OwnTable.leftOut.map(\.name))
        for table in tables {
            let personal = Set(table.columnNames.filter { LeavingTests.isPersonal($0) })
            guard !personal.isEmpty, !left.contains(table.name) else { continue }
            let entries = own.filter { $0.name == table.name }
            #expect(!entries.isEmpty, "\(table.name) is neither exported nor left out: \(personal)")
            let said = Set(entries.flatMap { $0.members + $0.persons + $0.shows })
            let missing = personal.subtracting(said).filter { LeavingTests.others["\(table.name).\($0)"] == nil }
            #expect(entries.isEmpty || missing.isEmpty, "\(table.name): \(missing)")
        }
        // What is listed is there, to the column.
        for entry in own {
            let columns = Set(tables.first { $0.name == entry.name }?.columnNames ?? [])
            let said = entry.members + entry.persons + entry.shows + entry.sealed.map(\.column)
            #expect(columns.isSuperset(of: said), "\(entry.name): \(Set(said).subtracting(columns))")
        }
        #expect(left.isSubset(of: tables.map(\.name)))
        #expect(OwnTable.leftOut.allSatisfy { !$0.reason.isEmpty })
    }

    /// Somebody with words of their own in as many places as there are.
    private func zora(_ test: TestApp) async throws -> Viewer {
        let app = test.app, network = test.network.id
        _ = try await app.people.addMember(
            MemberDraft(email: "zora@canary.example", name: "Zora Canary", skills: ["canary-skill"]), to: "test")
        let member = try #require(
            try await app.database.read { db in try db.members(of: network) }.first { $0.name == "Zora Canary" })
        let viewer = Viewer(.member(member), language: .en)
        _ = try await app.members.makePass(
            PassDraft(task: "canary-task", hours: 8, claim: nil), by: viewer, in: network)
        _ = try await app.members.open(
            MatterDraft(kind: .incident, about: nil, words: "canary-incident happened"), by: viewer, in: network)
        try await app.members.nominate(
            try #require(test.members["volunteer"]).id, for: "facilitator", "canary-nomination", by: viewer, in: network
        )
        let published = try await test.published()
        let line = try #require(published.lines.first).id
        _ = try await app.needs.claim(
            ClaimDraft(line: line, quantity: 1000, promisedBy: test.clock.now + Time.day, note: "canary-claim"),
            on: published.id, by: viewer, in: network)
        var entry = test.entry("A ward of hers")
        entry.description = "canary-description"
        entry.onBehalfOf = "the ward"
        entry.consent = "yes"
        let need = try await app.needs.submit(entry, by: viewer, in: test.network).need
        _ = try await app.needs.perform(.withdraw(reason: "over"), on: need.id, by: viewer, in: network)
        return viewer
    }

    @Test("One's own data has a row of each", arguments: TestApp.kinds)
    func ownRows(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), viewer = try await zora(test)
        let person = try #require(viewer.personID), member = try #require(viewer.member)
        let vault = test.app.vault
        let rows = try await test.app.database.read { db in
            try db.ownRows(
                in: OwnTable.ofPeople + OwnTable.ofNeeds, person: person, members: [member.id], vault: vault)
        }
        #expect(Set(rows.map(\.table)).isSuperset(of: ["memberships", "claims", "needs"]))
        #expect(rows.filter { $0.table == "claims" }.count == 1)
        let note = rows.first { $0.table == "claims" }?.values.first { $0.name == "note" }?.value
        #expect(note == .text("canary-claim"))
        let other = try #require(test.members["volunteer"])
        let foreign = try await test.app.database.read { db in
            try db.ownRows(in: OwnTable.ofNeeds, person: other.personID, members: [other.id], vault: vault)
        }
        #expect(!foreign.contains { $0.values.contains { $0.value == .text("canary-claim") } })
    }

    @Test("After that no row holds name, address or words of theirs", arguments: TestApp.kinds)
    func nothingIsLeft(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), viewer = try await zora(test), app = test.app
        func found() async throws -> [String] {
            try await app.database.read { db in
                var found: [String] = []
                // What waits to be sent goes with its sending.
                for table in try db.storedTables() where table.name != "jobs" {
                    try db.eachRow(of: table) { values in
                        for (column, value) in zip(table.columnNames, values) {
                            let text: String =
                                switch value {
                                case .text(let text): text
                                case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
                                default: ""
                                }
                            if text.lowercased().contains("canary") { found.append("\(table.name).\(column)") }
                        }
                    }
                }
                return found
            }
        }
        let before = try await found()
        #expect(Set(before).isSuperset(of: ["persons.name", "passes.task", "claims.note", "needs.description"]))
        let preview = try await app.members.leavePreview(of: try #require(viewer.personID))
        let place = try #require(preview.places.first)
        #expect(place.promised == 1 && place.texts > 0 && place.isPresent && !place.isLastLead)
        #expect(!place.waiting.isEmpty && !place.holders.isEmpty)
        try await app.members.askToBeForgotten(note: "canary-goodbye", blanksWords: true, by: viewer)
        #expect(try await found().contains("persons.name"), "not before its day")
        test.clock.pass(MemberActs.grace + 1)
        try await app.members.sweep()
        #expect(try await found() == [])
        #expect(try await app.auditChain(of: test.network).firstBreak == nil)
    }

    @Test("Whoever comes back keeps their words", arguments: TestApp.kinds)
    func comesBack(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), viewer = try await zora(test), app = test.app
        let member = try #require(viewer.member).id
        try await app.members.leave(note: "", blanksWords: true, by: viewer, in: test.network.id)
        let planned = try await app.database.read { db in try db.blankAt(member, in: test.network.id) }
        #expect(planned == test.clock.now + MemberActs.grace)
        try await app.members.comeBack(by: viewer, to: test.network.id)
        test.clock.pass(MemberActs.grace + 1)
        try await app.members.sweep()
        #expect(try await app.needs.ownWords(of: member, in: test.network.id) > 0)
    }

    @Test("A matter passes on with the word of whoever had it", arguments: TestApp.kinds)
    func matterPasses(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        _ = try await app.people.addMember(
            MemberDraft(email: "lead@example.org", name: "lead", roles: [.coordinator]), to: "test")
        let lead = try #require(
            try await app.database.read { db in try db.members(of: network) }.first { $0.name == "lead" })
        // The founder has one already: the next goes to whoever has less on their hands.
        _ = try await app.members.open(
            MatterDraft(kind: .incident, about: nil, words: "the door is broken again"),
            by: test.viewer("volunteer2"), in: network)
        let matter = try await app.members.open(
            MatterDraft(kind: .incident, about: nil, words: "somebody fell on the stairs"),
            by: test.viewer("volunteer"), in: network)
        #expect(matter.ownerID == lead.id)
        try await app.members.leave(
            note: "The doctor was called.", by: Viewer(.member(lead), language: .en), in: network)
        let reading = try await app.members.matter(matter.id, for: test.viewer("founder"), in: network)
        #expect(reading.matter.ownerID == test.members["founder"]?.id)
        #expect(reading.notes.map(\.words) == ["The doctor was called."])
    }

    @Test("The last who leads may leave; somebody stands in and is asked", arguments: TestApp.kinds)
    func lastLead(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let need = try await test.submit()
        let owner = need.ownerID
        #expect(owner == test.members["founder"]?.id || test.members.values.contains { $0.id == owner })
        try await app.members.leave(note: "Goodbye.", by: test.viewer("founder"), in: network)
        let (hasLead, without, open) = try await app.database.read { db in
            (try db.hasLead(network), try db.networksWithoutLead().map(\.slug), try db.openNominations(in: network))
        }
        #expect(!hasLead && without == ["test"])
        #expect(open.map(\.office) == [.role(.coordinator)])
        let after = try #require(try await test.need(need.id))
        #expect(after.ownerID != test.members["founder"]?.id)
        // What comes in has somebody who answers for it.
        #expect(try await test.submit().ownerID != test.members["founder"]?.id)
        let findings = try await app.findings()
        #expect(findings.contains { !$0.isWell && $0.what.contains("nobody leads") })
    }

    @Test("The receipt says what remains, and why")
    func receipt() {
        let remains = Remains(
            places: [
                Remains.Place(
                    name: "Hubei", signed: [1, 3], vouches: 2, vouchesUntil: 1_600_000_000_000, events: 41,
                    deliveries: 0, texts: 0)
            ],
            holders: [CopyHolder(words: LeaveWords.partner("Hunan")), CopyHolder(words: LeaveWords.partner("Hunan"))])
        let words = LeaveWords.receiptBody(remains)(.en)
        #expect(words.contains("Hubei") && words.contains("41 events") && words.contains("version 1, 3"))
        #expect(words.contains("2 vouches you gave") && words.contains("2020"))
        #expect(!words.contains("deliveries") && words.components(separatedBy: "Hunan").count == 2)
        #expect(LeaveWords.receiptBody(Remains(places: [], holders: []))(.zh).contains("没有别的留下"))
    }
}
