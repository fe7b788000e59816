import Database
import Engine
import Testing

@testable import Weftwork

extension TestApp {
    func guest(_ offer: ID, full: Bool = true) -> Viewer {
        Viewer(.requester(need: offer, full: full), language: .en)
    }

    /// An offer of somebody without an account that has been listed for all.
    func guestsOffer(listed isListed: Bool = true, email: String = "firm@example.org") async throws -> Offer {
        var entry = offerEntry(quantity: "10000")
        entry.what.email = email
        let offer = try await app.offers.submit(entry, by: viewer("nobody"), in: network).offer
        guard isListed else { return offer }
        try await act(.acknowledge(note: ""), offer: offer.id, "intake")
        try await act(.verify(OfferVerification(confidence: .official)), offer: offer.id, "verifier")
        return try await act(.list(audience: .public), offer: offer.id, "dispatcher")
    }

    /// The messages that went out about something, opened.
    func mails(about id: ID) async throws -> Int {
        try await app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(id)", as: Int.self) ?? 0
        }
    }
}

/// What somebody without an account offers, and what else was left of offers: on both engines.
@Suite struct GuestOfferTests {
    private func refusal(_ body: () async throws -> Void) async -> Refusal? {
        do {
            try await body()
            return nil
        } catch {
            return error as? Refusal
        }
    }

    @Test(arguments: TestApp.kinds) func aGuestIsReachedByWhatTheyLeaveAndComesBackByCode(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), acts = test.app.offers
        var bare = test.offerEntry()
        (bare.what.phone, bare.what.email) = ("", "")
        let unreachable = bare
        let refused = await refusal {
            _ = try await acts.submit(unreachable, by: test.viewer("nobody"), in: test.network)
        }
        guard case .invalid(let problems)? = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(problems.map(\.field) == ["contact.phone"])
        let offer = try await test.guestsOffer(listed: false), code = try #require(offer.code)
        #expect(offer.offererID == nil && offer.submitterID == nil && offer.ownerID != Sample.id)
        #expect(try await test.mails(about: offer.id) == 1)
        let secret = test.app.needs.secret(of: offer.id)
        #expect(try await acts.guest(code: code, secret: secret).viewer == .requester(need: offer.id, full: true))
        #expect(try await acts.guest(code: code, digits: "5678").viewer == .requester(need: offer.id, full: false))
        for (wrong, digits) in [(code, "1234"), ("ABCDEFGH", "5678"), (code, "")] {
            #expect(await refusal { _ = try await acts.guest(code: wrong, digits: digits) }?.status == 404)
        }
        // What is theirs is nobody's else, and no other guest's.
        let other = try await test.guestsOffer(listed: false, email: "other@example.org")
        #expect(
            await refusal { _ = try await acts.file(offer.id, for: test.guest(other.id), in: test.network.id) }?.status
                == 404)
        let file = try await acts.file(offer.id, for: test.guest(offer.id), in: test.network.id)
        #expect(file.own?.contacts.first?.email == "firm@example.org")
        #expect(try await acts.file(offer.id, for: test.guest(offer.id, full: false), in: test.network.id).own == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aGuestSaysYesAndWhoeverAskedPromises(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.offers, network = test.network.id
        let offer = try await test.guestsOffer()
        var entry = test.entry()
        entry.lines[0].quantity = "8000"
        let need = try await test.published(entry)
        let asked = try await test.use(offer, for: need, 8_000_000, by: "dispatcher")
        #expect(asked.state == .asked && asked.grantedAt == nil)
        #expect(try await test.offer(offer.id).lines[0].remaining == 2_000_000)
        let before = try await test.mails(about: offer.id)
        #expect(before >= 3, "received, listed, asked")
        // Nobody answers for them but them – and whoever answers for the offer, once they have been rung.
        #expect(await refusal { _ = try await test.answer(test.yes(asked), asked, by: "dispatcher") }?.status == 403)
        #expect(await refusal { _ = try await test.answer(test.yes(asked), asked, by: "volunteer") }?.status == 403)
        func guest(_ answer: UseAnswer, _ use: OfferUse) async throws -> OfferUse {
            try await acts.answer(answer, use: use.id, by: test.guest(offer.id, full: false), in: network)
        }
        let less = UseAnswer.accept(
            ClaimDraft(line: asked.needLineID, quantity: 5_000_000, promisedBy: asked.promisedBy, note: ""))
        let granted = try await guest(less, asked)
        #expect(granted.state == .asked && granted.grantedAt != nil && granted.quantity == 5_000_000)
        #expect(await refusal { _ = try await guest(test.yes(granted), granted) }?.status == 409)
        #expect(try await test.need(need.id)?.lines[0].claimed == 0)
        let dispatcher = try #require(test.members["dispatcher"])
        #expect(try await test.app.members.waiting(for: dispatcher).contains { $0.clock.objectID == asked.id })
        let promised = try await test.answer(test.yes(granted), granted, by: "dispatcher")
        #expect(promised.state == .agreed && promised.claimID != nil)
        #expect(try await test.need(need.id)?.lines[0].claimed == 5_000_000)
        #expect(try await test.offer(offer.id).lines[0].remaining == 5_000_000)
        // The desk notes what they said on the phone; a word how it knows is asked for.
        let again = try await test.use(offer, for: need, 1_000_000, by: "dispatcher")
        let owner = try #require(test.members.values.first { $0.id == offer.ownerID })
        if owner.name != "dispatcher" {
            #expect(await refusal { _ = try await test.answer(test.yes(again), again, by: owner.name) }?.status == 422)
            #expect(try await test.answer(test.yes(again, note: "rang them"), again, by: owner.name).grantedAt != nil)
        }
        // What nobody promises in time is free again.
        test.clock.pass(3 * Time.day)
        for _ in 0..<2 { try await acts.sweep() }
        #expect(try await test.offer(offer.id).lines[0].remaining == 5_000_000)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aGuestChangesWithdrawsAndIsForgotten(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.offers, network = test.network.id
        let offer = try await test.guestsOffer(), code = try #require(offer.code)
        func act(_ action: OfferAction, full: Bool = true) async throws -> Offer {
            try await acts.perform(action, on: offer.id, by: test.guest(offer.id, full: full), in: network)
        }
        var less = OfferChange()
        less.quantities = [offer.lines[0].id: .number(500_000)]
        let change = less
        #expect(try await act(.change(change), full: false).state == .listed)
        var moved = OfferChange()
        moved.contact = Contact(phone: "13900009999")
        let contact = moved
        #expect(await refusal { _ = try await act(.change(contact), full: false) }?.status == 403)
        _ = try await act(.change(contact))
        #expect(try await acts.guest(code: code, digits: "9999").offer.id == offer.id)
        // Asked whether it is still there, they say so with one tap.
        test.clock.pass(200 * Time.day)
        for _ in 0..<2 { try await acts.sweep() }
        if try await test.offer(offer.id).state == .listed { _ = try await act(.stillThere(true), full: false) }
        #expect(await refusal { try await acts.forget(offer.id, by: test.guest(offer.id), in: network) }?.status == 409)
        if try await test.offer(offer.id).state.isOpen { _ = try await act(.withdraw(reason: "sold")) }
        #expect(
            await refusal { try await acts.forget(offer.id, by: test.guest(offer.id, full: false), in: network) }?
                .status == 403)
        try await acts.forget(offer.id, by: test.guest(offer.id), in: network)
        #expect(await refusal { _ = try await acts.guest(code: code, digits: "9999") }?.status == 404)
        let file = try await acts.file(offer.id, for: test.guest(offer.id), in: network)
        #expect(file.own == nil && file.offer.description.isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whomNoMessageReachesIsRung(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.offers
        let offer = try await test.guestsOffer(email: ""), need = try await test.published()
        #expect(try await test.mails(about: offer.id) == 0)
        let owner = try #require(test.members.values.first { $0.id == offer.ownerID })
        func waits() async throws -> Int {
            try await test.app.database.read { db in
                try db.value("SELECT count(*) FROM jobs", as: Int.self) ?? 0
            }
        }
        let before = try await waits()
        _ = try await test.use(offer, for: need, 1_000, by: "dispatcher")
        #expect(try await waits() > before, "whoever answers for it is told to ring")
        // A message that comes back is told, too.
        let mailed = try await test.guestsOffer(email: "gone@example.org"), told = try await waits()
        try await acts.messageFailed(.mail, about: mailed.id)
        #expect(try await waits() > told)
        let kinds = try await test.app.database.read { db in
            try db.query("SELECT kind FROM events WHERE object_id = \(mailed.id) ORDER BY id") { try $0[0] as String }
        }
        #expect(kinds.contains("bounced") && !owner.name.isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func hiddenWordsOfAnOfferAreNowhere(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, members = test.app.members
        var entry = test.offerEntry("canary-item")
        entry.conditions = "canary-terms"
        let offer = try await test.listed(entry)
        let place = TextPlace(kind: .offer, id: offer.id), stranger = test.viewer("nobody")
        try await members.report(
            ReportDraft(place: place, words: "names a nurse by her name"), by: stranger, in: network)
        #expect(
            await refusal {
                _ = try await members.report(
                    ReportDraft(place: place, words: "it is mine, though"), by: test.viewer("volunteer"), in: network)
            }?.status == 422)
        let seen = TextStamp.of(offer.publicWords)
        try await test.app.members.hide(
            place, reason: "names a person", seen: seen, by: test.viewer("founder"), in: network)
        for viewer in [stranger, test.viewer("volunteer3")] {
            let page = try await test.app.offers.list(try OfferQuery(Form()), for: viewer, in: network)
            let text = page.offers.map { String(decoding: $0.json, as: UTF8.self) }.joined()
            #expect(!text.contains("canary") && text.contains("names a person"))
            let found = try await test.app.offers.list(
                try OfferQuery(Form(pairs: [("q", "canary-item")])), for: viewer, in: network)
            #expect(found.offers.isEmpty)
        }
        #expect(try await test.app.offers.view(offer.id, for: test.viewer("volunteer"), in: network).title != nil)
        // Whose it is may appeal; here there is nobody else who leads.
        #expect(
            await refusal {
                _ = try await members.appeal(
                    about: place, "these are the words of the label", by: test.viewer("volunteer"), in: network)
            }?.status == 409)
        try await members.show(place, seen: seen, by: test.viewer("founder"), in: network)
        #expect(try await test.app.offers.view(offer.id, for: stranger, in: network).title == offer.title)
        // What was written anew meanwhile is decided about by who has read it.
        try await test.act(.change(OfferChange(conditions: "come by van")), offer: offer.id, "volunteer")
        #expect(
            await refusal {
                try await members.hide(
                    place, reason: "names a person", seen: seen, by: test.viewer("founder"), in: network)
            }?.status == 412)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func allThatOneAnswersForIsHandedOver(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let offers = try await [test.offered(), test.offered(test.offerEntry("Gown"))]
        let owner = try #require(test.members.values.first { $0.id == offers[0].ownerID })
        let mine = try await test.app.offers.count(of: owner.id, in: network)
        let receiver = owner.name == "verifier" ? "verifier2" : "verifier"
        let to = try #require(test.members[receiver]).id
        let duties = AllDuties(acts: test.app.needs, later: [test.app.offers])
        #expect(try await duties.briefing(for: test.viewer(owner.name), in: network).mine == mine)
        #expect(try await duties.handOver(to: to, by: test.viewer(owner.name), in: network) == mine)
        // Until it is accepted it stays theirs.
        #expect(try await test.offer(offers[0].id).ownerID == owner.id)
        let offered = try await duties.briefing(for: test.viewer(receiver), in: network).offered
        #expect(offered.count == mine)
        #expect(
            try await test.app.members.waiting(for: #require(test.members[receiver])).contains {
                $0.clock.step == "offerHandover"
            })
        let first = try #require(offered.first { $0.needID == offers[0].id })
        let report = try await duties.answer([first.id], accepts: true, by: test.viewer(receiver), in: network)
        #expect(report.done == [offers[0].id])
        #expect(try await test.offer(offers[0].id).ownerID == to)
        let rest = try await duties.answer([], accepts: false, by: test.viewer(receiver), in: network)
        #expect(rest.done.count == mine - 1)
        #expect(
            await refusal {
                _ = try await duties.answer([], accepts: true, by: test.viewer(receiver), in: network)
            }?.status == 409)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func offersAreFoundAroundAPlaceAndReadAgainWithNewAreas(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), network = test.network.id, acts = test.app.offers
        let wuhan = try await test.listed()
        var abroad = test.offerEntry("Blanket")
        abroad.what.area = ["Kenya", "Nairobi"]
        let kenya = try await test.listed(abroad)
        #expect(kenya.areaCode == 0)
        func found(_ near: String, _ radius: String = "100") async throws -> [ID] {
            let query = try OfferQuery(Form(pairs: [("near", near), ("radiusKm", radius)]))
            return try await acts.list(query, for: test.viewer("nobody"), in: network).offers.map(\.id)
        }
        #expect(try await found("30.6,114.3") == [wuhan.id])
        #expect(try await found("武汉市") == [wuhan.id])
        #expect(try await found("39.9,116.4").isEmpty)
        #expect(await refusal { _ = try await found("nowhere at all") }?.status == 422)
        #expect(await refusal { _ = try await found("30,114", "-1") }?.status == 422)
        let table =
            "code,parent,name,name_zh,name_en,latitude,longitude\nKE,,Kenya,肯尼亚,,0.5,37.9\nKE047,KE,Nairobi,内罗毕,,-1.28,36.82\n"
        _ = try await test.app.needs.importAreas(Array(table.utf8), by: Viewer(.operator, language: .en))
        try await acts.sweepPlaces()
        let read = try await test.offer(kenya.id)
        #expect(read.areaCode >= 1_000_000 && read.version == kenya.version)
        #expect(try await found("-1.3,36.8") == [kenya.id])
        _ = try await test.app.needs.removeAreas(of: "KE", by: Viewer(.operator, language: .en))
        try await acts.sweepPlaces()
        #expect(try await test.offer(kenya.id).areaCode == 0)
        #expect(try await test.offer(wuhan.id).areaCode == wuhan.areaCode)
        await test.app.database.close()
    }
}

/// What waits is shown with the most urgent first, of whatever kind it is.
@Suite struct WaitingOrderTests {
    private static let now: Int64 = 1_000_000_000

    private static func clock(_ number: Int64, due: Int64) -> Clock {
        Clock(
            networkID: Sample.id, object: .need, objectID: ID(milliseconds: number, entropy: (0, 1)), needID: Sample.id,
            step: "x", ownerID: Sample.id, startedAt: 0, dueAt: now + due, stage: 0, nextAt: 0)
    }

    @Test func overdueNeedsComeBeforeEverythingElse() {
        func need(_ number: Int64, due: Int64, _ urgency: Need.Urgency) -> WaitingItem {
            WaitingItem(clock: Self.clock(number, due: due), title: "", urgency: urgency, state: .submitted)
        }
        func task(_ number: Int64, due: Int64) -> WaitingTask {
            WaitingTask(clock: Self.clock(number, due: due), words: .verbatim(""), path: "")
        }
        let items = [
            need(1, due: -5, .low), need(2, due: -1, .critical), need(3, due: 50, .critical), need(4, due: 20, .normal),
        ]
        let tasks = [task(5, due: -900), task(6, due: 20), task(7, due: 10)]
        let order = WaitingEntry.inOrder(items, tasks, now: Self.now).map { $0.clock.objectID }
        #expect(order == [2, 1, 5, 7, 4, 6, 3].map { ID(milliseconds: $0, entropy: (0, 1)) })
    }
}
