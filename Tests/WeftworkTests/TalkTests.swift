import Database
import Engine
import Testing

@testable import Weftwork

/// Talk on needs: who reads which thread, what is held back, who hears of it and how often, what goes with whom.
@Suite struct TalkTests {
    private func mails(_ test: TestApp) async throws -> [Mail] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY run_at, id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
    }

    private func clear(_ test: TestApp) async throws {
        _ = try await test.app.database.write { db in try db.execute("DELETE FROM jobs") }
    }

    private func read(_ need: Need, _ thread: String, _ viewer: Viewer, _ test: TestApp) async throws -> [Post] {
        try await test.app.talk.reading(need.talk, thread: thread, PostQuery(), for: viewer).posts
    }

    private func handle(_ name: String, _ handle: String, _ audience: Audience, _ test: TestApp) async throws {
        try await test.app.members.save(
            name: name, language: "en", [.handle: handle], [.handle: audience.name], by: test.viewer(name))
    }

    /// A published need with a claim of the first volunteer.
    private func claimed(_ test: TestApp) async throws -> Need {
        let need = try await test.published()
        let line = try #require(need.lines.first).id
        _ = try await test.app.needs.claim(
            ClaimDraft(line: line, quantity: 1000, promisedBy: test.clock.now + Time.day, note: ""), on: need.id,
            by: test.viewer("volunteer"), in: test.network.id)
        return try #require(try await test.need(need.id))
    }

    // MARK: Rules

    @Test(arguments: [
        ("plain", [TalkText.Piece.text("plain")]), ("", []),
        ("see https://a.example/x?y=1.", [.text("see "), .link("https://a.example/x?y=1"), .text(".")]),
        ("看https://a.example，好", [.text("看"), .link("https://a.example"), .text("，好")]),
        ("(https://a.example/b)", [.text("("), .link("https://a.example/b"), .text(")")]),
        ("http://a.example", [.text("http://a.example")]), ("javascript:alert(1)", [.text("javascript:alert(1)")]),
        ("https://bank.example@evil.example/", [.text("https://bank.example@evil.example/")]),
        ("https://localhost/", [.text("https://localhost/")]),
        ("@anna, come", [.mention("anna"), .text(", come")]), ("问@小李 好", [.text("问"), .mention("小李"), .text(" 好")]),
        ("anna@mail.example", [.text("anna@mail.example")]), ("@a", [.text("@a")]),
        ("xhttps://a.example", [.text("xhttps://a.example")]),
    ])
    func tellsLinksAndMentionsApart(words: String, pieces: [TalkText.Piece]) {
        #expect(TalkText.pieces(words) == pieces)
    }

    @Test(arguments: ["", " \n ", "\u{200B}", String(repeating: "长", count: 2001), "a\0b"])
    func refusesWhatIsNoPost(words: String) {
        #expect(throws: Refusal.self) { try TalkRules.cleaned(words) }
    }

    @Test func twoThousandCharactersAreAPost() throws {
        #expect(try TalkRules.cleaned(String(repeating: "长", count: 2000)).count == 2000)
        #expect(try TalkRules.cleaned(" one\r\n\r\n\r\ntwo ") == "one\n\ntwo")
    }

    @Test func theDayBeginsAtEightInChina() {
        let eight: Int64 = 1_580_515_200_000
        #expect(
            DigestRules.boundary(before: eight) == eight && DigestRules.boundary(before: eight - 1) == eight - Time.day)
        #expect(DigestRules.isHour(eight) && !DigestRules.isHour(eight - 1))
        #expect(DigestRules.isHour(eight + 14 * Time.hour - 1) && !DigestRules.isHour(eight + 14 * Time.hour))
    }

    @Test(arguments: [
        (Ties.requester, ["requester"]), (.submitter, ["requester"]), (.claimant, ["helpers"]), (.verifier, []),
        (.owner, ["team", "requester", "helpers"]), (.holder, ["team", "requester", "helpers"]),
        (Ties([.submitter, .claimant]), ["requester", "helpers"]), (.invited, []), (Ties(), []),
    ])
    func eachTieReadsItsThreads(ties: Ties, threads: [String]) {
        let viewer =
            ties == .requester
            ? Viewer(.requester(need: Sample.id, full: true), language: .en) : Sample.viewer(of: .members)
        #expect(NeedTalkRules.threads(viewer, ties).map(\.name) == threads)
    }

    @Test func theDeskReadsAllAndOnlyLeadsRelease() async throws {
        let test = try await TestApp()
        for name in ["verifier", "intake", "dispatcher"] {
            let threads = NeedTalkRules.threads(test.viewer(name), [])
            #expect(threads.map(\.name) == ["team", "requester", "helpers"])
            #expect(threads.filter { !$0.seesHeld }.isEmpty)
            #expect(threads.filter { $0.mayRelease }.isEmpty)
        }
        let leads = NeedTalkRules.threads(test.viewer("founder"), []).filter { !$0.mayRelease }
        #expect(leads.isEmpty)
        await test.app.database.close()
    }

    // MARK: Threads

    @Test(arguments: TestApp.kinds) func eachThreadHasItsReaders(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await claimed(test)
        let owner = test.viewer("dispatcher"), she = test.requester(need.id), helper = test.viewer("volunteer")
        for thread in ["team", "requester", "helpers"] {
            try await talk.post(PostDraft(thread: thread, words: "in \(thread)"), to: need.talk, by: owner)
        }
        try await talk.post(PostDraft(thread: "requester", words: "the back door"), to: need.talk, by: she)
        try await talk.post(PostDraft(thread: "helpers", words: "I come at noon"), to: need.talk, by: helper)
        #expect(try await read(need, "requester", she, test).map(\.words) == ["in requester", "the back door"])
        #expect(try await read(need, "helpers", helper, test).count == 2)
        for (viewer, hidden) in [
            (she, ["team", "helpers"]), (helper, ["team", "requester"]),
            (test.viewer("volunteer2"), ["team", "requester", "helpers"]),
            (Viewer(.anonymous, language: .en), ["team", "requester", "helpers"]),
            (Viewer(.requester(need: Sample.id, full: true), language: .en), ["team", "requester", "helpers"]),
        ] {
            for thread in hidden {
                await #expect(throws: Refusal.self, "\(thread)") { _ = try await read(need, thread, viewer, test) }
                await #expect(throws: Refusal.self, "\(thread)") {
                    try await talk.post(PostDraft(thread: thread, words: "x"), to: need.talk, by: viewer)
                }
            }
        }
        // She hears that something was written to her where a message can go; here somebody is to call.
        let call = try await test.app.database.read { db in try db.openCall(of: need.id, in: test.network.id) }
        #expect(call?.topics.contains(.wrote) == true)
        // Words stand in no event, and in no table in the clear.
        let story = try await test.app.database.read { db in
            try db.story(of: need.id, in: test.network.id, tier: .case, vault: test.app.vault)
        }
        #expect(story.filter { $0.kind == .posted }.count == 5)
        #expect(!story.contains { $0.details.contains("back door") })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func answersStandOneLevelDeep(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await test.submit(),
            one = test.viewer("intake")
        let first = try await talk.post(PostDraft(thread: "team", words: "one"), to: need.talk, by: one)
        let second = try await talk.post(
            PostDraft(thread: "team", words: "two", answers: first.id), to: need.talk, by: test.viewer("verifier"))
        let third = try await talk.post(
            PostDraft(thread: "team", words: "three", answers: second.id), to: need.talk, by: one)
        #expect(second.answers == first.id && third.answers == first.id)
        await #expect(throws: Refusal.self) {
            try await talk.post(PostDraft(thread: "requester", words: "x", answers: first.id), to: need.talk, by: one)
        }
        let once = Once(key: "k", content: [1])
        let made = try await talk.post(PostDraft(thread: "team", words: "once"), to: need.talk, by: one, once: once)
        let again = try await talk.post(PostDraft(thread: "team", words: "once"), to: need.talk, by: one, once: once)
        #expect(made == again)
        #expect(try await read(need, "team", one, test).count == 4)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func itsAuthorChangesAndTakesBack(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await test.submit()
        let network = test.network.id, author = test.viewer("intake"), other = test.viewer("founder")
        let post = try await talk.post(PostDraft(thread: "team", words: "one"), to: need.talk, by: author)
        test.clock.pass(15 * Time.minute)
        let edited = try await talk.edit(post.id, "two", in: network, by: author)
        #expect(edited.words == "two" && edited.editedAt == test.clock.now)
        await #expect(throws: Refusal.self) { _ = try await talk.edit(post.id, "x", in: network, by: other) }
        test.clock.pass(1)
        await #expect(throws: Refusal.self) { _ = try await talk.edit(post.id, "three", in: network, by: author) }
        await #expect(throws: Refusal.self) { _ = try await talk.remove(post.id, in: network, by: other) }
        _ = try await talk.remove(post.id, in: network, by: author)
        await #expect(throws: Refusal.self) { _ = try await talk.remove(post.id, in: network, by: author) }
        let left = try #require(try await read(need, "team", other, test).first)
        #expect(left.words == nil && left.removedAt != nil && left.byID == author.member?.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func moneyWaitsForACoordinator(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await claimed(test)
        let network = test.network.id, helper = test.viewer("volunteer"), desk = test.viewer("verifier")
        _ = try await test.app.needs.claim(
            ClaimDraft(
                line: try #require(need.lines.first).id, quantity: 1000, promisedBy: test.clock.now + Time.day, note: ""
            ),
            on: need.id, by: test.viewer("volunteer2"), in: network)
        let post = try await talk.post(
            PostDraft(thread: "helpers", words: "My bank account 6222 0212 3456 7890"), to: need.talk, by: helper)
        #expect(post.isHeld)
        #expect(try await read(need, "helpers", test.viewer("volunteer2"), test).isEmpty)
        #expect(try await read(need, "helpers", helper, test).count == 1)
        #expect(try await read(need, "helpers", desk, test).count == 1)
        let own = try await talk.reading(need.talk, thread: "helpers", PostQuery(), for: helper)
        #expect(own.readers(of: post).map(\.name) == ["verifier"], "its author sees who has read what is held back")
        // Another, within the hour: it is known of each who has read it.
        let second = try await talk.post(
            PostDraft(thread: "helpers", words: "Or by paypal"), to: need.talk, by: helper)
        let unread = try await talk.reading(need.talk, thread: "helpers", PostQuery(), for: helper)
        #expect(unread.readers(of: second).isEmpty && unread.readers(of: post).count == 1)
        #expect(try await read(need, "helpers", desk, test).count == 2)
        let after = try await talk.reading(need.talk, thread: "helpers", PostQuery(), for: helper)
        #expect(after.readers(of: second).map(\.name) == ["verifier"])
        await #expect(throws: Refusal.self) { _ = try await talk.release(post.id, in: network, by: desk) }
        await #expect(throws: Refusal.self) {
            _ = try await talk.release(post.id, in: network, by: test.viewer("volunteer2"))
        }
        _ = try await talk.release(post.id, in: network, by: test.viewer("founder"))
        #expect(try await read(need, "helpers", test.viewer("volunteer2"), test).count == 1)
        await #expect(throws: Refusal.self) {
            _ = try await talk.release(post.id, in: network, by: test.viewer("founder"))
        }
        // Changed into money it waits again.
        let harmless = try await talk.post(PostDraft(thread: "helpers", words: "noon"), to: need.talk, by: helper)
        #expect(try await talk.edit(harmless.id, "send it by paypal", in: network, by: helper).isHeld)
        // Among the team everybody would see it anyway.
        let inside = try await talk.post(
            PostDraft(thread: "team", words: "they asked for a bank account"), to: need.talk, by: desk)
        #expect(!inside.isHeld)
        await test.app.database.close()
    }

    /// Nobody lets through their own words, and who reads them in the matter about them stands beside them.
    @Test(arguments: TestApp.kinds) func nobodyLetsThroughTheirOwn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await claimed(test)
        let network = test.network.id, founder = test.viewer("founder")
        let own = try await talk.post(
            PostDraft(thread: "helpers", words: "Pay into my bank account"), to: need.talk, by: founder)
        #expect(own.isHeld)
        await #expect(throws: Refusal.self) { _ = try await talk.release(own.id, in: network, by: founder) }
        let helper = test.viewer("volunteer")
        let post = try await talk.post(
            PostDraft(thread: "helpers", words: "Or by paypal"), to: need.talk, by: helper)
        let matter = try #require(
            try await test.app.database.read { db in try db.openMatter(.heldPost, about: post.text, in: network) })
        let reading = try await test.app.members.matter(matter.id, for: founder, in: network)
        #expect(reading.text?.words == "Or by paypal")
        let seen = try await talk.reading(need.talk, thread: "helpers", PostQuery(), for: helper)
        #expect(seen.readers(of: post).map(\.name) == ["founder"])
        _ = try await talk.release(post.id, in: network, by: founder)
        await test.app.database.close()
    }

    @Test func nobodyFillsAThread() async throws {
        let test = try await TestApp(), need = try await test.submit(), one = test.viewer("intake")
        for number in 0..<TalkRules.mostAnHour {
            try await test.app.talk.post(PostDraft(thread: "team", words: "\(number)"), to: need.talk, by: one)
        }
        await #expect(throws: Refusal.self) {
            try await test.app.talk.post(PostDraft(thread: "team", words: "more"), to: need.talk, by: one)
        }
        test.clock.pass(Time.hour)
        try await test.app.talk.post(PostDraft(thread: "team", words: "more"), to: need.talk, by: one)
        await test.app.database.close()
    }

    // MARK: Who hears

    @Test(arguments: TestApp.kinds) func aMentionTellsAtOnceOnceAnHour(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await test.submit()
        let author = test.viewer("intake")
        try await handle("verifier", "Vera-1", .members, test)
        try await handle("verifier2", "hidden", .case, test)
        try await handle("volunteer", "outside", .members, test)
        try await clear(test)
        func say(_ words: String) async throws {
            try await talk.post(PostDraft(thread: "team", words: words), to: need.talk, by: author)
        }
        try await say("@vera-1 @hidden @outside look, please")
        var told = try await mails(test).filter { $0.subject.contains("mentioned") }
        #expect(told.map(\.to) == ["verifier@example.org"])
        #expect(told[0].body.contains("mentioned your handle") && told[0].body.contains("/stop/"))
        #expect(!told[0].body.contains("look, please"))
        test.clock.pass(Time.hour - 1)
        try await say("@vera-1 again")
        #expect(try await mails(test).filter { $0.subject.contains("mentioned") }.count == 1)
        test.clock.pass(1)
        try await say("@vera-1 once more")
        #expect(try await mails(test).filter { $0.subject.contains("mentioned") }.count == 2)
        // One button, and nothing comes any more.
        told = try await mails(test).filter { $0.subject.contains("mentioned") }
        let code = String(try #require(told.last?.body.split(separator: "/stop/").last).prefix { !$0.isWhitespace })
        try await talk.stop(code: code)
        test.clock.pass(2 * Time.hour)
        try await say("@vera-1 and again")
        #expect(try await mails(test).filter { $0.subject.contains("mentioned") }.count == 2)
        await #expect(throws: Refusal.self) { try await talk.stop(code: "x" + code.dropFirst()) }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theRestComesOnceADayAndOnlyUnread(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await test.submit()
        let (one, two, three) = (test.viewer("intake"), test.viewer("verifier"), test.viewer("verifier2"))
        for viewer in [two, three] { try await talk.follow(need.talk, true, by: viewer) }
        try await clear(test)
        for words in ["first", "second"] {
            try await talk.post(PostDraft(thread: "team", words: words), to: need.talk, by: one)
        }
        func digests() async throws -> [Mail] { try await mails(test).filter { $0.body.contains("once a day") } }
        try await talk.sendDigests()
        #expect(try await digests().isEmpty, "not before the next morning")
        // Whoever has read it hears nothing of it.
        let reading = try await talk.reading(need.talk, thread: "team", PostQuery(), for: three)
        #expect(reading.unread == ["team": 2])
        try await talk.saw(reading, three)
        test.clock.pass(Time.day - 1)
        try await talk.sendDigests()
        #expect(try await digests().isEmpty, "nobody is woken at night")
        test.clock.pass(1)
        try await talk.sendDigests()
        try await talk.sendDigests()
        let sent = try await digests()
        #expect(sent.filter { $0.to == "verifier@example.org" }.count == 1)
        #expect(!sent.contains { $0.to == "verifier2@example.org" || $0.to == "intake@example.org" })
        let mail = try #require(sent.first { $0.to == "verifier@example.org" })
        #expect(mail.subject.hasPrefix("2 ") && mail.body.contains("talk?thread=team") && !mail.body.contains("first"))
        // Nothing new, no message; stopped, none either.
        test.clock.pass(Time.day)
        try await talk.sendDigests()
        #expect(try await digests().count == sent.count)
        let code = String(try #require(mail.body.split(separator: "/stop/").last).prefix { !$0.isWhitespace })
        try await talk.stop(code: code)
        #expect(try await talk.rhythm(of: try #require(two.personID)) == .never)
        try await talk.post(PostDraft(thread: "team", words: "third"), to: need.talk, by: one)
        test.clock.pass(Time.day)
        try await talk.sendDigests()
        #expect(try await digests().filter { $0.to == "verifier@example.org" }.count == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func atOnceIsOnceAnHour(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await test.submit()
        let follower = test.viewer("verifier")
        try await talk.choose("atOnce", by: follower)
        await #expect(throws: Refusal.self) { try await talk.choose("hourly", by: follower) }
        try await talk.follow(need.talk, true, by: follower)
        try await clear(test)
        for words in ["one", "two"] {
            try await talk.post(PostDraft(thread: "team", words: words), to: need.talk, by: test.viewer("intake"))
        }
        #expect(
            try await mails(test).filter { $0.to == "verifier@example.org" && $0.subject.hasPrefix("New in") }.count
                == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatSheWritesReachesTheOwnerAndBack(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk
        var entry = test.entry("Masks for ward 7")
        entry.email = "she@example.org"
        let need = try await test.submit(entry), she = test.requester(need.id)
        try await clear(test)
        try await talk.post(PostDraft(thread: "requester", words: "the back door"), to: need.talk, by: she)
        let owner = try #require(test.members.values.first { $0.id == need.ownerID })
        #expect(try await mails(test).contains { $0.to == "\(owner.name)@example.org" })
        try await clear(test)
        func say(_ words: String) async throws -> Int {
            try await talk.post(
                PostDraft(thread: "requester", words: words), to: need.talk, by: test.viewer("verifier"))
            return try await mails(test).filter { $0.to == "she@example.org" }.count
        }
        #expect(try await say("Thank you.") == 1)
        #expect(try await say("Which floor?") == 1, "what waits unread leads her to this too")
        test.clock.pass(1)
        try await talk.saw(
            try await talk.reading(need.talk, thread: "requester", PostQuery(), for: she), she)
        test.clock.pass(1)
        #expect(try await say("We come at noon.") == 2)
        await test.app.database.close()
    }

    // MARK: Forgetting

    @Test(arguments: TestApp.kinds) func wordsGoWithHerKeyAndWithTheirAuthor(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), talk = test.app.talk, need = try await test.submit()
        let author = test.viewer("verifier"), member = try #require(author.member).id
        try await talk.post(PostDraft(thread: "team", words: "of the verifier"), to: need.talk, by: author)
        try await talk.post(PostDraft(thread: "team", words: "of intake"), to: need.talk, by: test.viewer("intake"))
        #expect(try await test.app.needs.ownWords(of: member, in: test.network.id) == 1)
        let vault = test.app.vault, person = try #require(author.personID)
        let own = try await test.app.database.read { db in
            try db.ownRows(in: OwnTable.ofDiscussion, person: person, members: [member], vault: vault)
        }
        #expect(own.contains { $0.values.contains { $0.value == .text("of the verifier") } })
        try await test.app.needs.blankWords(of: member, in: test.network.id)
        #expect(try await read(need, "team", test.viewer("founder"), test).map(\.words) == [nil, "of intake"])
        _ = try await test.app.database.write { db in try db.shredKey(of: need.id) }
        #expect(try await read(need, "team", test.viewer("founder"), test).map(\.words) == [nil, nil])
        await #expect(throws: Refusal.self) {
            try await talk.post(PostDraft(thread: "team", words: "late"), to: need.talk, by: author)
        }
        await test.app.database.close()
    }
}
