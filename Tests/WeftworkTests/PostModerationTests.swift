import Database
import Engine
import Testing

@testable import Weftwork

/// Posts that must not stand: held back with an owner and a clock, reported, hidden with a reason, appealed.
@Suite struct PostModerationTests {
    private let money = "My bank account 6222 0212 3456 7890"
    private let report = "He gives away where she lives"

    private func read(_ need: Need, _ thread: String, _ viewer: Viewer, _ test: TestApp) async throws -> [Post] {
        try await test.app.talk.reading(need.talk, thread: thread, PostQuery(), for: viewer).posts
    }

    /// What waits among people for a member, by kind.
    private func waits(_ name: String, _ test: TestApp) async throws -> [ID] {
        try await test.app.members.waiting(for: try #require(test.members[name])).map(\.clock)
            .filter { $0.step == Matter.Kind.heldPost.rawValue }.map(\.objectID)
    }

    private func matter(_ id: ID, _ test: TestApp) async throws -> Matter? {
        try await test.app.database.read { db in try db.matter(id, in: test.network.id) }
    }

    private func mails(_ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY run_at, id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
    }

    private func clear(_ test: TestApp) async throws {
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
    }

    // MARK: Held back

    @Test(arguments: TestApp.kinds) func whatIsHeldHasAnOwnerAndAClock(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, network = test.network.id
        let need = try await test.submit(), author = test.viewer("verifier"), lead = test.viewer("founder")
        try await clear(test)
        let post = try await talk.post(PostDraft(thread: "requester", words: money), to: need.talk, by: author)
        let id = try #require(try await waits("founder", test).first)
        #expect(try await mails(test).map(\.to) == ["founder@example.org"])
        let reading = try await test.app.members.matter(id, for: lead, in: network)
        #expect(reading.text?.words == money && reading.clock?.dueAt == test.clock.now + Time.day)
        for name in ["verifier", "intake"] {
            await #expect(throws: Refusal.self, "\(name)") {
                _ = try await test.app.members.matter(id, for: test.viewer(name), in: network)
            }
        }
        // Changed again it is the same matter; its clock goes off like every other.
        _ = try await talk.edit(post.id, money + "!", in: network, by: author)
        #expect(try await waits("founder", test) == [id])
        try await clear(test)
        test.clock.pass(Time.day)
        try await test.app.members.sweepClocks()
        #expect(try await mails(test).contains { $0.to == "founder@example.org" })
        // Its outcome lets it through: those whom it concerns are told then.
        try await clear(test)
        try await test.app.members.close(
            id, "letThrough", reason: "It is the hospital's own", by: lead, network: network)
        #expect(try await read(need, "requester", test.requester(need.id), test).map(\.words) == [money + "!"])
        let call = try await test.app.database.read { db in try db.openCall(of: need.id, in: network) }
        #expect(call?.topics == [.wrote])
        #expect(try await waits("founder", test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func itWaitsNoMoreOnceThereIsNothingToDecide(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, network = test.network.id
        let need = try await test.submit(), author = test.viewer("verifier"), lead = test.viewer("founder")
        func held() async throws -> (post: Post, matter: ID) {
            let post = try await talk.post(PostDraft(thread: "requester", words: money), to: need.talk, by: author)
            return (post, try #require(try await waits("founder", test).first))
        }
        var one = try await held()
        _ = try await talk.remove(one.post.id, in: network, by: author)
        #expect(try await matter(one.matter, test)?.outcome == .withdrawn)
        one = try await held()
        _ = try await talk.edit(one.post.id, "Which door?", in: network, by: author)
        #expect(try await matter(one.matter, test)?.outcome == .withdrawn)
        one = try await held()
        _ = try await talk.release(one.post.id, in: network, by: lead)
        #expect(try await matter(one.matter, test)?.outcome == .letThrough)
        one = try await held()
        try await test.app.members.hide(one.post.text, reason: "An account", by: lead, in: network)
        #expect(try await matter(one.matter, test)?.outcome == .hidden)
        // Through its own matter, too; shown again it is there for all, and not held back once more.
        one = try await held()
        try await test.app.members.close(one.matter, "hidden", reason: "An account", by: lead, network: network)
        let her = test.requester(need.id)
        #expect(try await read(need, "requester", her, test).last?.hidden?.reason == "An account")
        #expect(try await read(need, "requester", her, test).last?.words == nil)
        try await test.app.members.show(one.post.text, by: lead, in: network)
        #expect(try await read(need, "requester", her, test).last?.words == money)
        #expect(try await waits("founder", test).isEmpty)
        // Where nobody but its author could look at it, it has no owner, and they see it in its thread.
        let own = try await talk.post(PostDraft(thread: "requester", words: money), to: need.talk, by: lead)
        #expect(own.isHeld)
        #expect(try await waits("founder", test).isEmpty)
        let broken = try await Invariants.broken(test)
        #expect(broken.isEmpty, "\(broken)")
        await test.app.database.close()
    }

    // MARK: Reported and hidden

    @Test(arguments: TestApp.kinds) func aReportedPostIsHiddenFromItsReaders(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, network = test.network.id
        let need = try await test.submit(), author = test.viewer("verifier"), members = test.app.members
        let post = try await talk.post(
            PostDraft(thread: "team", words: "canary lives there"), to: need.talk, by: author)
        let draft = ReportDraft(place: post.text, words: report)
        let outside = [
            test.viewer("volunteer"), Viewer(.anonymous, language: .en), test.requester(need.id), author,
        ]
        for viewer in outside {
            await #expect(throws: Refusal.self) { try await members.report(draft, by: viewer, in: network) }
        }
        let id = try await members.report(draft, by: test.viewer("intake"), in: network)
        #expect(try await members.report(draft, by: test.viewer("verifier2"), in: network) == id)
        let lead = test.viewer("founder")
        #expect(try await members.matter(id, for: lead, in: network).text?.words == "canary lives there")
        #expect(try await members.matter(id, for: test.viewer("intake"), in: network).text?.words == nil)
        try await clear(test)
        try await members.close(id, "hidden", reason: "Gives her away", by: lead, network: network)
        #expect(try await mails(test).contains { $0.to == "verifier@example.org" && $0.body.contains("/texts/post/") })
        for (name, words) in [("intake", nil), ("verifier", "canary lives there"), ("founder", "canary lives there")] {
            let seen = try #require(try await read(need, "team", test.viewer(name), test).first)
            #expect(seen.words == words && seen.hidden?.reason == "Gives her away", "\(name)")
        }
        // In what answers it, and by its own address, it is hidden as well.
        try await talk.post(
            PostDraft(thread: "team", words: "No.", answers: post.id), to: need.talk, by: test.viewer("intake"))
        let reading = try await talk.reading(need.talk, thread: "team", PostQuery(), for: test.viewer("intake"))
        #expect(reading.answered[post.id]?.words == nil)
        #expect(try await talk.post(post.id, in: network, for: test.viewer("intake")).post.words == nil)
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func sheReportsAndAppealsWithoutAnAccount(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, network = test.network.id, members = test.app.members
        _ = try await test.app.people.addMember(
            MemberDraft(email: "lead@example.org", name: "lead", roles: [.coordinator]), to: "test")
        var entry = test.entry()
        entry.email = "she@example.org"
        let need = try await test.submit(entry), she = test.requester(need.id), lead = test.viewer("founder")
        let theirs = try await talk.post(
            PostDraft(thread: "requester", words: "You lie"), to: need.talk, by: test.viewer("verifier"))
        _ = try await members.report(ReportDraft(place: theirs.text, words: report), by: she, in: network)
        let hers = try await talk.post(PostDraft(thread: "requester", words: "You do"), to: need.talk, by: she)
        await #expect(throws: Refusal.self, "one's own") {
            try await members.report(ReportDraft(place: hers.text, words: report), by: she, in: network)
        }
        try await clear(test)
        try await members.hide(hers.text, reason: "Insults", by: lead, in: network)
        #expect(try await mails(test).contains { $0.to == "she@example.org" && $0.body.contains("Insults") })
        #expect(try await read(need, "requester", she, test).last?.words == "You do", "she reads what she wrote")
        #expect(try await read(need, "requester", test.viewer("verifier"), test).last?.words == nil)
        await #expect(throws: Refusal.self, "another's words") {
            try await members.appeal(about: theirs.text, "It is not true", by: she, in: network)
        }
        let id = try await members.appeal(about: hers.text, "It was no insult", by: she, in: network)
        #expect(try await read(need, "requester", she, test).last?.hidden?.isAppealed == true)
        let appeal = try #require(try await matter(id, test))
        #expect(appeal.ownerID != lead.member?.id, "another than who hid it")
        let judge = try #require(
            try await test.app.database.read { db in try db.member(appeal.ownerID, in: network) })
        try await clear(test)
        try await members.close(
            id, "upheld", reason: "It was one", by: Viewer(.member(judge), language: .en), network: network)
        #expect(try await mails(test).contains { $0.to == "she@example.org" && $0.body.contains("It was one") })
        await test.app.database.close()
    }
}
