import Database
import Engine
import Testing

@testable import Weftwork

/// Who decides about words has read them; and nobody reads what is not for them: on both engines.
@Suite struct SeenTests {
    private static func isStale(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return false
        } catch Refusal.stale {
            return true
        } catch {
            Issue.record(error)
            return false
        }
    }

    @Test func aStampTellsOneTextFromAnother() throws {
        let stamp = TextStamp.of("a", "b")
        #expect(
            stamp == TextStamp.of(["a", "b"]) && stamp != TextStamp.of("ab")
                && stamp != TextStamp.of("b", "a"))
        #expect(throws: Never.self) { try TextStamp.require(nil, "x") }
        #expect(throws: Never.self) { try TextStamp.require(TextStamp.of("x"), "x") }
        #expect(throws: Refusal.self) { try TextStamp.require(TextStamp.of("x"), nil) }
    }

    @Test(arguments: TestApp.kinds) func heldWordsAreLetThroughAsTheyWereRead(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let talk = test.app.talk
        let network = test.network.id
        let need = try await test.published()
        let she = test.requester(need.id)
        let founder = test.viewer("founder")
        let post = try await talk.post(
            PostDraft(thread: "requester", words: "My bank account is 6222 0212 3456 7890 12"),
            to: need.talk, by: she)
        #expect(post.isHeld)
        let read = TextStamp.of(try #require(post.words))
        _ = try await talk.edit(
            post.id, "Pay to bank account 6222 0212 3456 7890 99", in: network, by: she)
        #expect(
            await Self.isStale {
                _ = try await talk.release(post.id, seen: read, in: network, by: founder)
            })
        let place = TextPlace(kind: .post, id: post.id)
        let members = test.app.members
        #expect(
            await Self.isStale {
                try await members.hide(
                    place, reason: "asks for money", seen: read, by: founder, in: network)
            })
        // The matter about it says what it reads now.
        let matter = try #require(
            try await test.app.database.read { db in
                try db.openMatter(.heldPost, about: place, in: network)
            })
        let owner = try #require(test.members.values.first { $0.id == matter.ownerID })
        let keeper = test.viewer(owner.name)
        let reading = try await members.matter(matter.id, for: keeper, in: network)
        let now = try #require(reading.text?.seen)
        #expect(now != read)
        for outcome in ["hidden", "letThrough"] {
            #expect(
                await Self.isStale {
                    try await members.close(
                        matter.id, outcome, reason: "looked at it", seen: read, by: keeper, network: network)
                })
        }
        #expect(try await talk.release(post.id, seen: now, in: network, by: founder).isHeld == false)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsVerifiedIsWhatWasRead(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let acts = test.app.needs
        let network = test.network.id
        let need = try await test.submit()
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        func stamp() async throws -> String {
            let now = try #require(try await test.need(need.id))
            return now.stamp(
                photos: [], corrected: try await test.app.database.read { db in try db.lastCorrection(of: now) })
        }
        let read = try await stamp()
        func verify(_ seen: String?) async throws {
            _ = try await acts.perform(
                .verify(VerificationDraft(confidence: .official)), on: need.id, by: test.viewer("verifier"),
                in: network, seen: seen)
        }
        // Who owns it and how far it has come is no other text.
        try await test.act(.open, need.id, "verifier")
        #expect(try await stamp() == read)
        var correction = Correction()
        correction.title = "County hospital lacks gowns"
        let change = correction
        _ = try await acts.perform(
            .correct(change), on: need.id, by: test.requester(need.id), in: network)
        #expect(await Self.isStale { try await verify(read) })
        // Where to bring it and whom to ring was read by a look: it stands in no stamp, that it was changed does.
        let rung = try await stamp()
        var moved = Correction()
        moved.address = "Gate 9"
        let other = moved
        _ = try await acts.perform(.correct(other), on: need.id, by: test.requester(need.id), in: network)
        #expect(await Self.isStale { try await verify(rung) })
        try await verify(try await stamp())
        #expect(try await test.need(need.id)?.state == .verified)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aLeaverReadsSafeWordsOnly(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let acts = test.app.needs
        let network = test.network.id
        let money = try await test.submit(
            test.entry("canary-money: transfer to bank account 6222 0212 3456 7890 12"), by: "volunteer")
        #expect(money.held.contains("title"))
        let plain = try await test.submit(test.entry("Village lacks water"), by: "volunteer")
        let hidden = try await test.published(test.entry("canary-hidden words"))
        _ = try await acts.claim(
            ClaimDraft(line: hidden.lines[0].id, quantity: 1000, promisedBy: test.clock.now + Time.day),
            on: hidden.id,
            by: test.viewer("volunteer"), in: network)
        try await test.app.members.hide(
            TextPlace(kind: .need, id: hidden.id), reason: "names a person", by: test.viewer("founder"),
            in: network)
        let member = try #require(test.members["volunteer"])
        let preview = try await test.app.members.leavePreview(of: member.personID)
        let words = preview.places.flatMap { $0.waiting.map { $0(.en) } }
        #expect(words.count == 3 && words.contains(plain.title))
        #expect(!words.joined().contains("canary") && words.joined().contains("names a person"))
        await test.app.database.close()
    }

    /// An earlier version wrote what was said to the authority into the event itself.
    @Test(arguments: TestApp.kinds) func oldNotesToAnAuthorityStayTheDesks(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let acts = test.app.needs
        let network = test.network.id
        let need = try await test.submit()
        let picture = try await acts.duty.picture(of: network, now: test.clock.now)
        try await test.app.database.write { db in
            let desk = CaseDesk(
                acts: acts, db: db, viewer: test.viewer("founder"), network: network, now: test.clock.now,
                picture: picture)
            try desk.record(
                EventDraft(
                    kind: .passedToAuthority, audience: .case,
                    details: [
                        ("authority", .text("Health office")), ("reference", .words("no. 12")),
                        ("note", .words("canary-said to them")),
                    ]), on: need)
        }
        func story(_ viewer: Viewer) async throws -> String {
            try await acts.file(need.id, for: viewer, in: network).story.map(\.details).joined()
        }
        let hers = try await story(test.requester(need.id))
        #expect(!hers.contains("canary") && hers.contains("Health office") && hers.contains("no. 12"))
        #expect(try await story(test.viewer("dispatcher")).contains("canary-said"))
        await test.app.database.close()
    }
}
