import Database
import Engine
import Testing

@testable import Weftwork

/// Offers are asked for from where they are suggested, nobody asks for more than is wanted, and after a no the next stands there.
@Suite struct FitAskTests {
    @Test(
        arguments: [
            (100_000, 80_000, nil, 80_000), (30_000, 80_000, nil, 30_000), (100_000, 80_000, 5_000, 5_000),
            (100_000, 0, nil, nil), (100_000, nil, 5_000, nil), (nil, 80_000, nil, 80_000), (0, 80_000, nil, nil),
        ] as [(Int64?, Int64?, Int64?, Int64?)])
    func soMuchIsSuggested(_ left: Int64?, _ open: Int64?, _ perDay: Int64?, _ suggested: Int64?) {
        let line = OfferRuleTests.line(left.map { .number($0) } ?? .unlimited)
        #expect(OfferRules.suggested(of: line, open: open, perDay: perDay) == suggested)
    }

    @Test func theDayThatIsSuggestedIsTheNeedsOrTomorrow() {
        let now = 1_000 * Time.day, tomorrow = now + Time.day, later = now + 5 * Time.day
        for (neededBy, from, day) in [
            (nil, nil, tomorrow), (now - Time.hour, nil, tomorrow), (now + 3 * Time.day, later, now + 3 * Time.day),
            (now + 400 * Time.day, nil, tomorrow), (nil, now - Time.day, tomorrow), (nil, later, later + Time.day),
        ] as [(Int64?, Int64?, Int64)] {
            #expect(OfferRules.suggestedDay(neededBy: neededBy, from: from, now: now) == day)
        }
    }

    // MARK: On both engines

    private func needed(_ test: TestApp, _ item: String = "masks") async throws -> Need {
        var entry = test.entry("Clinic lacks masks", quantity: "80")
        entry.lines[0].item = item
        return try await test.published(entry)
    }

    /// One near, with a hundred; one further away, with thirty.
    private func offers(_ test: TestApp) async throws -> (near: Offer, far: Offer) {
        let near = try await test.listed(test.offerEntry("N95 masks", quantity: "100"))
        var entry = test.offerEntry("masks", quantity: "30")
        entry.what.area = ["中国", "湖北省", "宜昌市"]
        return (near, try await test.listed(entry, by: "volunteer2"))
    }

    private func report(_ test: TestApp, _ need: Need) async throws -> FitReport {
        try await test.app.fits.fits(need: need.id, for: test.viewer("dispatcher"), in: test.network.id)
    }

    private func goods(_ test: TestApp, _ need: Need) async throws -> FitGroup {
        let groups = try await report(test, need).groups
        return try #require(groups.first { $0.kind == .goods })
    }

    /// Of all that was written to somebody, what has these words in it.
    private func mails(_ test: TestApp, to name: String, _ words: String) async throws -> [String] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
            .filter { $0.to == "\(name)@example.org" && $0.body.contains(words) }.map(\.body)
    }

    private func matches(_ need: Need) -> String { "http://test.invalid/n/test/needs/\(need.id)/matches" }

    @Test(arguments: TestApp.kinds) func whatIsAskedStandsThereAndAfterANoTheNext(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await needed(test), (near, far) = try await offers(test)
        var group = try await goods(test, need)
        #expect(group.fits.map(\.who.id) == [near.id, far.id] && group.waiting.isEmpty && group.open == 80_000)
        #expect(group.fits.map { $0.ask?.line } == [near.lines[0].id, far.lines[0].id])
        #expect(group.fits.map { $0.ask?.quantity } == [80_000, 30_000])
        #expect(group.fits.allSatisfy { $0.ask?.isAllowed == true })
        let asked = try await test.use(near, for: need, 60_000, by: "dispatcher")
        // At once, though the market is made anew some seconds later.
        group = try await goods(test, need)
        #expect(group.fits.map(\.who.id) == [far.id] && group.fits.first?.isLast == true)
        #expect(group.waiting.map(\.use.id) == [asked.id] && group.ended.isEmpty)
        #expect(group.waiting.first?.title == near.title && (group.waiting.first?.dueAt ?? 0) > test.clock.now)
        #expect(group.asked == 60_000 && group.open == 20_000 && group.fits.first?.ask?.quantity == 20_000)
        let json = String(
            decoding: FitReportView(report: try await report(test, need), language: .en).json, as: UTF8.self)
        for part in [
            "\"open\":20", "\"offerLine\":\"\(far.lines[0].id)\"", "\"suggested\":20", "\"use\":\"\(asked.id)\"",
            "\"state\":\"asked\"",
        ] { #expect(json.contains(part), "\(part) is not in \(json)") }
        _ = try await test.answer(.decline(note: "sold"), asked, by: "volunteer")
        test.clock.pass(3 * Time.second)
        group = try await goods(test, need)
        #expect(group.fits.map(\.who.id) == [far.id] && group.fits.first?.ask?.quantity == 30_000)
        #expect(group.waiting.isEmpty && group.ended.map(\.use.state) == [.declined] && group.open == 80_000)
        let told = try await mails(test, to: "dispatcher", OfferWords.mailDeclined(.en))
        #expect(told.count == 1)
        #expect(told.first?.contains(matches(need)) == true)
        #expect(told.first?.contains("/offers/\(near.id)#use-\(asked.id)") == true)
        _ = try await test.use(far, for: need, 30_000, by: "dispatcher")
        group = try await goods(test, need)
        #expect(group.fits.isEmpty && group.nobody == .askedBefore)
        // What has changed is another question.
        test.clock.pass(Time.minute)
        var change = OfferChange()
        change.conditions = "Only in the morning"
        try await test.act(.change(change), offer: near.id, "volunteer")
        group = try await goods(test, need)
        #expect(group.fits.map(\.who.id) == [near.id] && group.fits.first?.ask?.quantity == 50_000)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func silenceIsPassedOverButNoGuestsYes(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await needed(test, "N95 mask")
        let offer = try await test.listed()
        _ = try await test.use(offer, for: need, 10_000, by: "dispatcher")
        test.clock.pass(25 * Time.hour)
        try await test.app.offers.sweep()
        var group = try await goods(test, need)
        #expect(group.fits.isEmpty && group.nobody == .askedBefore && group.ended.map(\.use.state) == [.lapsed])
        let told = try await mails(test, to: "dispatcher", OfferWords.mailLapsed(.en))
        #expect(told.count == 1)
        #expect(told.first?.contains(matches(need)) == true)
        // A guest said yes, and whoever asked did not promise it in time.
        let guests = try await test.guestsOffer()
        let use = try await test.use(guests, for: need, 10_000, by: "dispatcher")
        _ = try await test.app.offers.answer(
            test.yes(use), use: use.id, by: test.guest(guests.id), in: test.network.id)
        test.clock.pass(25 * Time.hour)
        try await test.app.offers.sweep()
        group = try await goods(test, need)
        #expect(group.fits.map(\.who.id) == [guests.id] && group.ended.map(\.use.state) == [.lapsed, .lapsed])
        #expect(try await mails(test, to: "dispatcher", OfferWords.mailLapsed(.en)).count == 1)
        let late = try await mails(test, to: "dispatcher", OfferDoorWords.grantedLapsed(.en))
        #expect(late.contains { $0.contains(matches(need)) })
        await test.app.database.close()
    }

    /// Silence is no answer: nobody suggests the same again, and nobody is kept from asking once more.
    @Test(arguments: TestApp.kinds) func whatLapsedWaitsForNobodyAndCanBeAskedAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let need = try await needed(test, "N95 mask")
        let other = try await test.published(test.entry("A school lacks masks"))
        let offer = try await test.listed(), line = offer.lines[0].id
        func passedOver() async throws -> [ID: Set<ID>] {
            try await test.app.database.read { db in try db.passedOver(in: network) }
        }
        func asked() async throws -> [ID: Int64] {
            try await test.app.database.read { db in try db.quantitiesAsked(for: need.id, in: network) }
        }
        func lapse() async throws {
            test.clock.pass(25 * Time.hour)
            try await test.app.offers.sweep()
        }
        let first = try await test.use(offer, for: need, 60_000, by: "dispatcher")
        #expect(try await passedOver() == [line: [need.id]])
        #expect(try await asked() == [need.lines[0].id: 60_000])
        #expect(try await test.offer(offer.id).lines[0].remaining == 40_000)
        try await lapse()
        // It is passed over for this need as before, and nothing of it is kept or waited for.
        #expect(try await passedOver() == [line: [need.id]])
        #expect(try await asked().isEmpty)
        #expect(try await test.offer(offer.id).lines[0].remaining == 100_000)
        var group = try await goods(test, need)
        #expect(group.waiting.isEmpty && group.asked == 0 && group.open == 80_000)
        #expect(group.ended.map(\.use.id) == [first.id] && group.ended.allSatisfy { $0.dueAt == nil })
        #expect(group.fits.isEmpty && group.nobody == .askedBefore)
        #expect(try await goods(test, other).fits.map(\.who.id) == [offer.id], "for another it is suggested")
        let html = try await page("needs/{id}/matches", need.id, by: "dispatcher", test)
        let again = "?need=\(need.id)&amp;needLine=\(need.lines[0].id)&amp;line=\(line)#use-\(first.id)"
        #expect(html.contains("/offers/\(offer.id)\(again)") && !html.contains("asked, answer due by"))
        // Asked once more, for all of it: that waits, the first does not.
        let second = try await test.use(offer, for: need, 80_000, by: "dispatcher")
        group = try await goods(test, need)
        #expect(group.waiting.map(\.use.id) == [second.id] && group.ended.map(\.use.id) == [first.id])
        #expect(group.asked == 80_000 && group.open == 0)
        #expect(try await asked() == [need.lines[0].id: 80_000])
        try await lapse()
        group = try await goods(test, need)
        #expect(group.waiting.isEmpty && group.ended.map(\.use.id) == [second.id, first.id] && group.fits.isEmpty)
        // Who has changed what they offer has not been asked about that.
        test.clock.pass(Time.minute)
        var change = OfferChange()
        change.conditions = "Only in the morning"
        try await test.act(.change(change), offer: offer.id, "volunteer")
        #expect(try await passedOver().isEmpty)
        #expect(try await goods(test, need).fits.map(\.who.id) == [offer.id])
        // A no is an answer: that question is not put again.
        let third = try await test.use(offer, for: need, 20_000, by: "dispatcher")
        _ = try await test.answer(.decline(note: "sold"), third, by: "volunteer")
        await #expect(throws: Refusal.self) { _ = try await test.use(offer, for: need, 20_000, by: "dispatcher") }
        await test.app.database.close()
    }

    private func bringsFiftyADay(_ test: TestApp) async throws -> Offer {
        var entry = test.offerEntry("N95 mask", quantity: "500")
        entry.perDay = "50"
        return try await test.listed(entry)
    }

    /// What the form on an offer's page is filled in with for whoever comes there by the link of a suggestion.
    private func filledIn(_ offer: Offer, for need: Need, _ test: TestApp) async throws -> String {
        let query = [
            ("need", "\(need.id)"), ("needLine", "\(need.lines[0].id)"), ("line", "\(offer.lines[0].id)"),
        ]
        let html = try await page("offers/{id}", offer.id, query, by: "dispatcher", test)
        let form = try #require(html.firstRange(of: "id=\"use\""))
        let field = html[form.upperBound...].firstMatch(of: /name="quantity"[^>]*value="([^"]*)"/)
        return String(try #require(field).1)
    }

    /// Of what is brought in a day so much is suggested as the day has left, whether the rest was asked for or promised.
    @Test(arguments: TestApp.kinds, ["dispatcher", "volunteer"])
    func noMoreIsSuggestedThanTheDayHasLeft(_ kind: EngineKind, _ by: String) async throws {
        let test = try await TestApp(kind), need = try await needed(test, "N95 mask")
        let others = [
            try await test.published(test.entry("A school lacks masks")),
            try await test.published(test.entry("A hostel lacks masks")),
        ]
        let offer = try await bringsFiftyADay(test)
        /// Where it is suggested, on the link there, and in the form to which that leads.
        func suggested() async throws -> Int64? {
            let ask = try #require(try await goods(test, need).fits.first?.ask)
            let html = try await page("needs/{id}/matches", need.id, by: "dispatcher", test)
            let words = ask.quantity.map { FitWords.ask($0, "pieces") } ?? FitWords.ask
            #expect(ask.isAllowed && html.contains(words(.en)))
            #expect(try await filledIn(offer, for: need, test) == ask.quantity.map(Format.decimal) ?? "")
            return ask.quantity
        }
        #expect(try await suggested() == 50_000)
        let use = try await test.use(offer, for: others[0], 30_000, by: by)
        // Who has it promises it with that, anybody else asks them: it goes from the day either way.
        #expect(use.state == (by == "volunteer" ? .agreed : .asked))
        #expect(try await suggested() == 20_000)
        // A day later it brings as much again.
        test.clock.pass(Time.day)
        #expect(try await suggested() == 50_000)
        _ = try await test.use(offer, for: others[1], 50_000, by: by)
        #expect(try await suggested() == nil)
        await #expect(throws: Refusal.self) { _ = try await test.use(offer, for: need, 1_000, by: "dispatcher") }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatADayHasLeftCanBeAskedForAndNoMore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await needed(test, "N95 mask")
        let other = try await test.published(test.entry("A school lacks masks"))
        let offer = try await bringsFiftyADay(test)
        let use = try await test.use(offer, for: other, 30_000, by: "dispatcher")
        let left = try #require(try await goods(test, need).fits.first?.ask?.quantity)
        await #expect(throws: Refusal.self) { _ = try await test.use(offer, for: need, left + 1, by: "dispatcher") }
        // What was not given is free again the same day.
        _ = try await test.answer(.decline(note: "sold"), use, by: "volunteer")
        #expect(try await goods(test, need).fits.first?.ask?.quantity == 50_000)
        // Nor does what was promised and let go take any of the day.
        let own = try await test.use(offer, for: other, 30_000, by: "volunteer")
        #expect(try await goods(test, need).fits.first?.ask?.quantity == 20_000)
        _ = try await test.app.needs.perform(
            .release(note: ""), onClaim: try #require(own.claimID), by: test.viewer("volunteer"), in: test.network.id)
        #expect(try await goods(test, need).fits.first?.ask?.quantity == 50_000)
        _ = try await test.use(offer, for: need, 50_000, by: "dispatcher")
        await test.app.database.close()
    }

    @Test(
        arguments: [
            (nil, 10_000, nil), (50_000, nil, 50_000), (50_000, 20_000, 30_000), (50_000, 50_000, 0),
            (50_000, 70_000, 0),
        ] as [(Int64?, Int64?, Int64?)])
    func theRestOfADayIsNeverLessThanNothing(_ perDay: Int64?, _ brought: Int64?, _ left: Int64?) {
        #expect(OfferRules.dayLeft(of: perDay, after: brought) == left)
    }

    @Test(arguments: TestApp.kinds) func whoeverAskedIsToldWhyItCameToNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await needed(test)
        let offer = try await test.listed(test.offerEntry("N95 masks", quantity: "100"))
        let use = try await test.use(offer, for: need, 10_000, by: "dispatcher")
        _ = try await test.answer(.takeBack, use, by: "founder")
        #expect(try await mails(test, to: "dispatcher", OfferWords.mailAskTakenBack(.en)).count == 1)
        let other = try await test.published(test.entry("A school lacks masks"))
        _ = try await test.use(offer, for: other, 10_000, by: "dispatcher")
        let last = try await test.use(offer, for: need, 20_000, by: "dispatcher")
        // Once the need looks for nobody any more, the way leads to the offer alone.
        _ = try await test.act(.withdraw(reason: "no more"), need.id, "founder")
        _ = try await test.answer(.decline(note: ""), last, by: "volunteer")
        let told = try await mails(test, to: "dispatcher", OfferWords.mailDeclined(.en))
        #expect(told.count == 1)
        #expect(told.first?.contains("/matches") == false && told.first?.contains("/offers/\(offer.id)") == true)
        try await test.act(.withdraw(reason: ""), offer: offer.id, "volunteer")
        #expect(try await mails(test, to: "dispatcher", OfferWords.mailOver(.en)).count == 1)
        #expect(try await mails(test, to: "dispatcher", OfferWords.mailLapsed(.en)).isEmpty)
        await test.app.database.close()
    }

    // MARK: Pages

    private func page(
        _ path: String, _ id: ID, _ query: [(String, String)] = [], by name: String, _ test: TestApp
    ) async throws -> String {
        let door = test.app.endpoints.first { $0.method == .get && $0.path == "/n/{slug}/\(path)" }
        let endpoint = try #require(door)
        let html = await test.body(
            endpoint, ["slug": test.network.slug, "id": "\(id)"], Form(pairs: query), as: test.viewer(name))
        return try #require(html)
    }

    @Test(arguments: TestApp.kinds) func theLinkFillsTheFormInForAnyNeed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var usual = test.entry()
        usual.category = "protective"
        _ = try await test.published(usual)
        // Of another category: it is none of those that the offer's page lists by itself.
        var entry = test.entry("Ward lacks masks", quantity: "40")
        entry.category = "shelter"
        let need = try await test.published(entry), line = need.lines[0].id
        var has = test.offerEntry()
        has.what.category = "protective"
        let offer = try await test.listed(has), own = offer.lines[0].id
        let target = "value=\"\(need.id) \(line)\"", acts = test.app.offers
        let plain = try await acts.needsFor(offer, by: test.viewer("dispatcher"), in: test.network.id)
        #expect(!plain.all.isEmpty && !plain.all.contains { $0.need == need.id })
        let suggesting = try await page("needs/{id}/matches", need.id, by: "dispatcher", test)
        let link = "/offers/\(offer.id)?need=\(need.id)&amp;needLine=\(line)&amp;line=\(own)#use"
        #expect(suggesting.contains(link) && suggesting.contains("Ask for 40 pieces"))
        let query = [("need", "\(need.id)"), ("needLine", "\(line)"), ("line", "\(own)")]
        let filled = try await page("offers/{id}", offer.id, query, by: "dispatcher", test)
        #expect(filled.contains("\(target) selected") && filled.contains("value=\"40\""))
        #expect(!filled.contains(OfferPageWords.targetGone(.en)))
        #expect(try await !page("offers/{id}", offer.id, by: "dispatcher", test).contains(target))
        // It is asked for as the form says, and the suggesting page says so.
        _ = try await test.use(offer, for: need, 30_000, by: "dispatcher")
        let after = try await page("needs/{id}/matches", need.id, by: "dispatcher", test)
        #expect(after.contains("asked, answer due by") && after.contains("10 pieces not asked for yet"))
        #expect(!after.contains(link))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNeedThatIsNotTheirsToKnowIsNoChoice(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), hidden = try await test.submit(test.entry("Kept to the desk"))
        _ = try await test.published()
        let offer = try await test.listed()
        let query = [("need", "\(hidden.id)"), ("needLine", "\(hidden.lines[0].id)")]
        for name in ["volunteer", "dispatcher"] {
            let html = try await page("offers/{id}", offer.id, query, by: name, test)
            #expect(html.contains(OfferPageWords.targetGone(.en)), "\(name)")
            #expect(!html.contains("Kept to the desk"), "\(name)")
        }
        await test.app.database.close()
    }
}
