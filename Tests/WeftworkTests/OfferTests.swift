import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

extension TestApp {
    /// An offer like any other.
    func offerEntry(_ item: String = "N95 mask", quantity: String = "100") -> OfferEntry {
        var entry = OfferEntry()
        entry.what.lines = [NeedEntry.Line(item: item, quantity: quantity, unit: "pieces")]
        entry.what.area = ["中国", "湖北省", "武汉市", "江汉区"]
        entry.what.phone = "15412345678"
        return entry
    }

    func offered(_ entry: OfferEntry? = nil, by name: String = "volunteer") async throws -> Offer {
        try await app.offers.submit(entry ?? offerEntry(), by: viewer(name), in: network).offer
    }

    @discardableResult
    func act(_ action: OfferAction, offer id: ID, _ name: String) async throws -> Offer {
        try await app.offers.perform(action, on: id, by: viewer(name), in: network.id)
    }

    /// An offer that has been listed for all.
    func listed(_ entry: OfferEntry? = nil, by name: String = "volunteer") async throws -> Offer {
        let offer = try await offered(entry, by: name)
        try await act(.acknowledge(note: ""), offer: offer.id, "intake")
        try await act(.verify(OfferVerification(confidence: .official)), offer: offer.id, "verifier")
        return try await act(.list(audience: .public), offer: offer.id, "dispatcher")
    }

    func offer(_ id: ID) async throws -> Offer {
        try #require(try await app.database.read { db in try db.offer(id, in: network.id) })
    }

    func use(_ offer: Offer, for need: Need, _ quantity: Int64, by name: String, note: String = "") async throws
        -> OfferUse
    {
        let claim = ClaimDraft(
            line: need.lines[0].id, quantity: quantity, promisedBy: clock.now + Time.day, note: note)
        return try await app.offers.use(
            OfferUseDraft(line: offer.lines[0].id, need: need.id, claim: claim), of: offer.id, by: viewer(name),
            in: network.id)
    }

    func answer(_ answer: UseAnswer, _ use: OfferUse, by name: String) async throws -> OfferUse {
        try await app.offers.answer(answer, use: use.id, by: viewer(name), in: network.id)
    }

    /// "Yes", to all that was asked.
    func yes(_ use: OfferUse, note: String = "") -> UseAnswer {
        .accept(ClaimDraft(line: use.needLineID, quantity: use.quantity, promisedBy: use.promisedBy, note: note))
    }
}

/// What of an offer is legal, held back and left: pure.
@Suite struct OfferRuleTests {
    static func line(_ quantity: Quantity, claimed: Int64 = 0, delivered: Int64 = 0) -> NeedLine {
        NeedLine(
            id: Sample.id, item: "mask", kind: .goods, quantity: quantity, unit: "", specification: "",
            claimed: claimed,
            delivered: delivered, isMet: false, isControlled: false)
    }

    @Test(
        arguments: [
            ("acknowledge", [.submitted]), ("verify", [.acknowledged, .verified, .listed]),
            ("list", [.verified, .listed]), ("use", [.listed]), ("stillThere", [.listed]),
            ("withdraw", Offer.State.open), ("reject", Offer.State.open), ("change", Offer.State.open),
            ("reopen", [.withdrawn, .expired, .rejected]), ("dance", []),
        ] as [(String, [Offer.State])])
    func eachActHasItsStates(_ action: String, _ legal: [Offer.State]) {
        let stored = Offer.State.allCases.filter { $0 != .inUse && $0 != .usedUp }
        #expect(stored.filter { OfferRules.isLegal(action, in: $0) } == stored.filter(legal.contains))
    }

    @Test(
        arguments: [
            ("打 13900001234 给我", true), ("138 0013 8000", true), ("138-0013-8000", true), ("+8613800138000", true),
            ("008613800138000", true), ("138 0013 800", false), ("call 010-89128261", true),
            ("write to a@b.example", true),
            ("GB 19083-2010，10000 只", false), ("国械注准20203400057", false), ("每天 8:00-20:00", false), ("", false),
        ])
    func waysToReachSomebodyAreKnownInAText(_ text: String, _ isContact: Bool) {
        #expect(OfferRules.namesContact(text) == isContact)
    }

    @Test(
        arguments: [
            (Quantity.number(10_000), 0, 0, Int64(10_000), true), (.number(10_000), 4_000, 5_000, 1_000, true),
            (.number(10_000), 4_000, 5_000, 1_001, false), (.range(1_000, 3_000), 0, 0, 3_001, false),
            (.unknown, 9_000, 0, 50_000, true), (.unlimited, 0, 0, 1_000_000, true), (.number(10_000), 0, 0, 0, false),
            (.unknown, 0, 0, -5, false),
        ] as [(Quantity, Int64, Int64, Int64, Bool)])
    func noMoreIsTakenThanIsLeft(_ quantity: Quantity, _ bound: Int64, _ brought: Int64, _ wanted: Int64, _ fits: Bool)
    {
        let line = Self.line(quantity, claimed: bound, delivered: brought)
        let isTaken = (try? OfferRules.requireLeft(wanted, of: line)) != nil
        #expect(isTaken == fits)
    }

    @Test func aLineCanSinkToWhatIsBoundButNoFurther() throws {
        let line = Self.line(.number(10_000), claimed: 3_000, delivered: 1_000)
        #expect(try OfferRules.changed([line], to: [line.id: .number(4_000)])[0].remaining == 0)
        #expect(throws: Refusal.self) { try OfferRules.changed([line], to: [line.id: .number(3_999)]) }
        #expect(!OfferRules.isMore([Self.line(.number(9_000))], than: [line]))
        #expect(OfferRules.isMore([Self.line(.number(11_000))], than: [line]))
        #expect(OfferRules.isMore([Self.line(.unlimited)], than: [line]))
    }

    @Test(
        arguments: [
            (["0": "", "1": "", "35": "35"], "value"), (["": ""], "value"),
        ] as [([String: String], String)])
    func aTablesPlaceholdersAreNoNumbers(_ values: [String: String], _ name: String) {
        for (typed, read) in values { #expect(OfferColumnWords.capacity(typed) == read, "\(name)") }
    }
}

/// The life of an offer on both engines.
@Suite struct OfferTests {
    private func refusal(_ body: () async throws -> Void) async -> Refusal? {
        do {
            try await body()
            return nil
        } catch { return error as? Refusal }
    }

    @Test func anEndBeforeItsBeginningSaysSo() async throws {
        let test = try await TestApp(.sqlite)
        func words(_ from: Int64, _ until: Int64) async -> [Text] {
            var entry = test.offerEntry()
            (entry.from, entry.until) = (
                Format.rfc3339(test.clock.now + from), Format.rfc3339(test.clock.now + until)
            )
            do {
                _ = try await test.offered(entry)
                return []
            } catch Refusal.invalid(let problems) {
                return problems.filter { $0.field == "until" }.map(\.message)
            } catch {
                return []
            }
        }
        #expect(await words(2 * Time.day, Time.day).map { $0(.en) } == [OfferWords.beforeItBegins(.en)])
        #expect(await words(-2 * Time.day, -Time.day).map { $0(.en) } == [NeedWords.mustBeLater(.en)])
        #expect(await words(Time.day, 2 * Time.day).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func anOfferHasOwnerAndClockFromItsFirstSecond(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let offer = try await test.offered()
        let clock = try #require(
            try await test.app.database.read { db in try db.clock(of: offer.id, in: test.network.id) })
        #expect(clock.dueAt == offer.dueAt && clock.ownerID == offer.ownerID && clock.step == "offerAnswer")
        #expect(offer.title == "N95 mask" && offer.state == .submitted && offer.areaCode == 420103)
        #expect(offer.offererID == test.members["volunteer"]?.id)
        // It waits at the owner's home.
        let owner = try #require(test.members.values.first { $0.id == offer.ownerID })
        #expect(try await test.app.members.waiting(for: owner).contains { $0.clock.objectID == offer.id })
        // The same within a minute is the same.
        #expect(try await test.offered().id == offer.id)
        test.clock.pass(2 * Time.minute)
        #expect(try await test.offered().id != offer.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func itIsCheckedByAnotherAndListedByTheDispatcher(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let own = try await test.offered(by: "verifier")
        try await test.act(.acknowledge(note: ""), offer: own.id, "intake")
        let verify = OfferAction.verify(OfferVerification(confidence: .official, checks: [.seen: .yes], note: "saw it"))
        #expect(await refusal { try await test.act(verify, offer: own.id, "verifier") }?.status == 403)
        #expect(await refusal { try await test.act(verify, offer: own.id, "volunteer2") }?.status == 404)
        guard
            case .conflict(_, let extras)? = await refusal({
                try await test.act(.list(audience: .public), offer: own.id, "dispatcher")
            })
        else { return #expect(Bool(false), "listed unchecked") }
        #expect(extras.state == "acknowledged" && extras.allowed?.contains("verify") == true)
        try await test.act(verify, offer: own.id, "verifier2")
        let listed = try await test.act(.list(audience: .members), offer: own.id, "dispatcher")
        #expect(listed.state == .listed && listed.confidence == .official)
        // Members see it now, the public does not.
        let id = own.id, network = test.network.id
        #expect(try await test.app.offers.view(id, for: test.viewer("volunteer2"), in: network).state == .listed)
        #expect(
            await refusal {
                _ = try await test.app.offers.view(id, for: Viewer(.anonymous, language: .en), in: network)
            }?.status == 404)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theOffererPromisesAtOnceAndWhatIsLetGoComesBack(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let offer = try await test.listed(), need = try await test.published(test.entry(quantity: "80"))
        let use = try await test.use(offer, for: need, 60_000, by: "volunteer")
        #expect(use.state == .agreed && use.claimID != nil)
        var now = try await test.offer(offer.id)
        #expect(now.lines[0].remaining == 40_000 && now.shownState == .inUse)
        #expect(try await test.need(need.id)?.lines[0].claimed == 60_000)
        // More than is left of the offer, and more than the need still wants.
        let other = try await test.published(test.entry("Clinic lacks masks", quantity: "500"))
        guard
            case .conflict(_, let extras)? = await refusal({
                _ = try await test.use(offer, for: other, 41_000, by: "volunteer")
            })
        else { return #expect(Bool(false), "more was taken than there is") }
        #expect(extras.remaining == 40_000)
        guard
            case .conflict(_, let left)? = await refusal({
                _ = try await test.use(offer, for: need, 21_000, by: "volunteer")
            })
        else { return #expect(Bool(false), "more was promised than is needed") }
        #expect(left.remaining == 20_000)
        #expect(try await test.offer(offer.id).lines[0].remaining == 40_000, "a refused use takes nothing")
        // Half of it is brought: the rest is free on both sides.
        let claim = try #require(use.claimID)
        _ = try await test.app.needs.perform(
            .deliver(quantity: 30_000, note: ""), onClaim: claim, by: test.viewer("volunteer"), in: test.network.id)
        now = try await test.offer(offer.id)
        #expect(now.lines[0].delivered == 30_000 && now.lines[0].remaining == 70_000)
        // The rest is used up, let go again, and is there again.
        let second = try await test.use(offer, for: other, 70_000, by: "volunteer")
        #expect(try await test.offer(offer.id).shownState == .usedUp)
        _ = try await test.app.needs.perform(
            .release(note: ""), onClaim: try #require(second.claimID), by: test.viewer("volunteer"),
            in: test.network.id)
        #expect(try await test.offer(offer.id).lines[0].remaining == 70_000)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aDispatcherAsksAndTheOffererAnswers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let offer = try await test.listed(), need = try await test.published()
        let asked = try await test.use(offer, for: need, 60_000, by: "dispatcher", note: "urgent")
        #expect(asked.state == .asked && asked.claimID == nil)
        // Kept on the offer, promised to nobody.
        #expect(try await test.offer(offer.id).lines[0].remaining == 40_000)
        #expect(try await test.need(need.id)?.lines[0].claimed == 0)
        let offerer = try #require(test.members["volunteer"])
        #expect(try await test.app.members.waiting(for: offerer).contains { $0.clock.objectID == asked.id })
        // Nobody else answers.
        for name in ["dispatcher", "volunteer2", "founder"] {
            #expect(
                [403, 404].contains(
                    await refusal { _ = try await test.answer(test.yes(asked), asked, by: name) }?.status))
        }
        let agreed = try await test.answer(test.yes(asked), asked, by: "volunteer")
        #expect(agreed.state == .agreed)
        #expect(try await test.need(need.id)?.lines[0].claimed == 60_000)
        #expect(await refusal { _ = try await test.answer(test.yes(asked), asked, by: "volunteer") }?.status == 409)
        let again = try await test.use(offer, for: need, 40_000, by: "dispatcher")
        let declined = try await test.answer(.decline(note: "sold"), again, by: "volunteer")
        #expect(declined.state == .declined)
        #expect(try await test.offer(offer.id).lines[0].remaining == 40_000)
        let other = try await test.published(test.entry("Clinic lacks masks"))
        let third = try await test.use(offer, for: other, 10_000, by: "dispatcher")
        #expect(try await test.answer(.takeBack, third, by: "dispatcher").state == .takenBack)
        #expect(try await test.offer(offer.id).lines[0].remaining == 40_000)
        await test.app.database.close()
    }

    /// Whoever said no is not asked the same again, until what they offer or what is asked for has changed.
    @Test(arguments: TestApp.kinds) func nobodyIsAskedAgainForWhatTheyDeclined(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let offer = try await test.listed(), need = try await test.published()
        func asks(_ quantity: Int64 = 10_000) async throws -> OfferUse {
            test.clock.pass(Time.minute)
            return try await test.use(offer, for: need, quantity, by: "dispatcher")
        }
        let moment = try await test.answer(.decline(note: "sold"), try await asks(), by: "volunteer").answeredAt
        let refused = await refusal { _ = try await asks(5_000) }
        #expect(refused?.status == 409)
        // The message names when they declined.
        #expect(refused?.words(.en) == OfferWords.declinedBefore(try #require(moment))(.en))
        #expect(refused?.words(.zh) == OfferWords.declinedBefore(try #require(moment))(.zh))
        #expect(try await test.offer(offer.id).lines[0].remaining == 100_000, "nothing is kept for what was refused")
        // Whoever offers it may still bring it by themselves, and for another need they are asked.
        let other = try await test.published(test.entry("Clinic lacks masks"))
        _ = try await test.answer(
            .takeBack, try await test.use(offer, for: other, 10_000, by: "dispatcher"), by: "dispatcher")
        #expect(try await test.use(offer, for: need, 10_000, by: "volunteer").state == .agreed)
        test.clock.pass(Time.minute)
        var change = OfferChange()
        change.conditions = "Only in the morning"
        try await test.act(.change(change), offer: offer.id, "volunteer")
        let again = try await asks()
        #expect(again.state == .asked)
        _ = try await test.answer(.decline(note: ""), again, by: "volunteer")
        #expect(await refusal { _ = try await asks() }?.status == 409)
        test.clock.pass(Time.minute)
        var correction = Correction()
        correction.quantities = [need.lines[0].id: .number(60_000)]
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(try await asks().state == .asked)
        await test.app.database.close()
    }

    /// What waits for an answer is not asked again, by whomever; once it was answered with yes, more of it may be.
    @Test(arguments: TestApp.kinds) func nobodyIsAskedTwiceForTheSameAtOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let offer = try await test.listed(), need = try await test.published()
        func asks(_ quantity: Int64, by name: String) async throws -> OfferUse {
            test.clock.pass(Time.minute)
            return try await test.use(offer, for: need, quantity, by: name)
        }
        func contacts() async throws -> Int {
            try await test.app.database.read { db in
                try db.value(
                    "SELECT count(*) FROM contact_ledger WHERE network_id = \(network) AND kind = 'offer'", as: Int.self
                )
                    ?? 0
            }
        }
        let first = try await asks(10_000, by: "dispatcher")
        for name in ["dispatcher", "founder"] {
            guard case .conflict(let words, let extras)? = await refusal({ _ = try await asks(5_000, by: name) }) else {
                return #expect(Bool(false), "asked twice for the same")
            }
            #expect(extras.state == "asked" && extras.next == first.id)
            #expect(words(.en) == OfferWords.askedBefore(first, "pieces")(.en) && words(.en).contains("10 pieces"))
        }
        #expect(try await contacts() == 1)
        #expect(try await test.offer(offer.id).lines[0].remaining == 90_000, "nothing is kept for what was refused")
        // For another need they are asked, and whoever has it may promise by themselves.
        let other = try await test.published(test.entry("Clinic lacks masks"))
        #expect(try await test.use(offer, for: other, 10_000, by: "founder").state == .asked)
        #expect(try await asks(10_000, by: "volunteer").state == .agreed)
        _ = try await test.answer(test.yes(first), first, by: "volunteer")
        let more = try await asks(5_000, by: "founder")
        #expect(more.state == .asked)
        // What was taken back was no answer of theirs.
        _ = try await test.answer(.takeBack, more, by: "founder")
        #expect(try await asks(5_000, by: "dispatcher").state == .asked)
        // A guest's yes that nobody has promised yet is asked for already.
        let guests = try await test.guestsOffer(), intake = try #require(test.members["intake"]).id
        // Neither of the two who ask answers for it: whoever does promises for the guest, with a word how they know.
        try await test.app.database.write { db in
            try db.execute("UPDATE offers SET owner_id = \(intake) WHERE id = \(guests.id)")
        }
        let granted = try await test.use(guests, for: other, 10_000, by: "founder")
        _ = try await test.app.offers.answer(
            test.yes(granted), use: granted.id, by: test.guest(guests.id), in: network)
        let refused = await refusal { _ = try await test.use(guests, for: other, 5_000, by: "dispatcher") }
        #expect(refused?.status == 409 && refused?.words(.en).contains("said yes") == true)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoDoesNotAnswerLosesWhatWasKept(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let offer = try await test.listed(), need = try await test.published()
        let asked = try await test.use(offer, for: need, 60_000, by: "dispatcher")
        test.clock.pass(20 * Time.hour)
        try await test.app.offers.sweep()
        #expect(try await test.offer(offer.id).lines[0].remaining == 40_000)
        test.clock.pass(5 * Time.hour)
        try await test.app.offers.sweep()
        #expect(try await test.offer(offer.id).lines[0].remaining == 100_000)
        #expect(await refusal { _ = try await test.answer(test.yes(asked), asked, by: "volunteer") }?.status == 409)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aPromiseTakenUpAgainByUndoNeverUsesTwice(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let offer = try await test.listed(), need = try await test.published()
        let use = try await test.use(offer, for: need, 100_000, by: "volunteer")
        // The need is withdrawn: the promise falls away, and the offer is used elsewhere.
        try await test.act(.withdraw(reason: "no more"), need.id, "founder")
        let other = try await test.published(test.entry("Clinic lacks masks"))
        _ = try await test.use(try await test.offer(offer.id), for: other, 80_000, by: "volunteer")
        let undoable = try #require(
            try await test.app.needs.undoables(of: test.viewer("founder"), in: test.network.id).first)
        _ = try? await test.app.needs.undo(undoable.id, by: test.viewer("founder"), in: test.network.id)
        let line = try await test.offer(offer.id).lines[0]
        #expect(line.claimed + line.delivered <= 100_000 && line.remaining == 20_000)
        let state = try await test.app.database.read { [vault = test.app.vault] db in
            try db.use(use.id, in: test.network.id, vault: vault)?.state
        }
        #expect(state == .over)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func lessCountsAtOnceAndMoreIsCheckedAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let offer = try await test.listed(), line = offer.lines[0].id
        var change = OfferChange()
        change.quantities = [line: .number(50_000)]
        let less = try await test.act(.change(change), offer: offer.id, "volunteer")
        #expect(less.state == .listed && less.confidence == .official && less.lines[0].remaining == 50_000)
        change.quantities = [line: .number(500_000)]
        let more = try await test.act(.change(change), offer: offer.id, "volunteer")
        #expect(more.state == .acknowledged && more.confidence == nil)
        // A number to call written into the conditions takes it off the list until somebody has looked.
        let second = try await test.listed(test.offerEntry("Bandage"))
        var words = OfferChange()
        words.conditions = "call 13900001234"
        let held = try await test.act(.change(words), offer: second.id, "volunteer")
        #expect(held.state == .verified && held.held == ["conditions"])
        #expect(
            await refusal { try await test.act(.list(audience: .public), offer: second.id, "dispatcher") }?.status
                == 409)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aStandingOfferIsAskedAboutAfterHalfAYear(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.offerEntry("Van")
        entry.standing = "yes"
        let offer = try await test.listed(entry)
        let offerer = try #require(test.members["volunteer"])
        func waits() async throws -> Bool {
            try await test.app.members.waiting(for: offerer).contains { $0.clock.objectID == offer.id }
        }
        test.clock.pass(181 * Time.day)
        try await test.app.offers.sweep()
        #expect(try await test.offer(offer.id).freshness == .fresh)
        #expect(try await !waits())
        test.clock.pass(2 * Time.day)
        try await test.app.offers.sweep()
        #expect(try await test.offer(offer.id).freshness == .asked)
        #expect(try await waits())
        // One tap, and half a year again.
        #expect(try await test.act(.stillThere(true), offer: offer.id, "volunteer").freshness == .fresh)
        #expect(try await !waits())
        // Silence: asked, stale and last in the list, then over.
        test.clock.pass(183 * Time.day)
        try await test.app.offers.sweep()
        test.clock.pass(31 * Time.day)
        try await test.app.offers.sweep()
        #expect(try await test.offer(offer.id).freshness == .stale)
        let fresh = try await test.listed(test.offerEntry("Truck"))
        let page = try await test.app.offers.list(
            try OfferQuery(Form()), for: test.viewer("volunteer2"), in: test.network.id)
        #expect(page.offers.map(\.id) == [fresh.id, offer.id])
        test.clock.pass(31 * Time.day)
        try await test.app.offers.sweep()
        #expect(try await test.offer(offer.id).state == .expired)
        #expect(
            try await test.app.database.read { db in try db.clock(of: offer.id, in: test.network.id) } == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsAnothersIsReachedThroughWhoCanAsk(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.offerEntry("Van", quantity: "3")
        entry.what.title = "I know a man with three vans"
        (entry.standing, entry.through) = ("yes", "yes")
        let offer = try await test.offered(entry)
        #expect(offer.offererID == nil && offer.consent == .no)
        try await test.act(.acknowledge(note: ""), offer: offer.id, "intake")
        try await test.act(.verify(OfferVerification(confidence: .singleSource)), offer: offer.id, "verifier")
        // Not asked yet: dispatchers may know of it, the public may not.
        #expect(
            await refusal { try await test.act(.list(audience: .public), offer: offer.id, "dispatcher") }?.status == 409
        )
        let listed = try await test.act(.list(audience: .stewards), offer: offer.id, "dispatcher")
        let need = try await test.published(test.entry("Vans are lacking", quantity: "2"))
        // Whoever promises for another says how they know.
        guard
            case .invalid(let problems)? = await refusal({
                _ = try await test.use(listed, for: need, 1_000, by: "volunteer")
            })
        else { return #expect(Bool(false), "promised without asking") }
        #expect(problems.map(\.field) == ["note"])
        let use = try await test.use(listed, for: need, 1_000, by: "volunteer", note: "called him")
        #expect(use.state == .agreed)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func anEndFreesWhatWasAskedAndForgetsTheContactInTime(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        var entry = test.offerEntry()
        entry.until = Format.rfc3339(test.clock.now + 3 * Time.day)
        let offer = try await test.listed(entry), need = try await test.published()
        let asked = try await test.use(offer, for: need, 10_000, by: "dispatcher")
        test.clock.pass(3 * Time.day + Time.minute)
        try await test.app.offers.sweep()
        #expect(try await test.offer(offer.id).state == .expired)
        let state = try await test.app.database.read { [vault = test.app.vault] db in
            try db.use(asked.id, in: test.network.id, vault: vault)?.state
        }
        #expect(state == .lapsed)
        test.clock.pass(89 * Time.day)
        try await test.app.offers.sweepPeople()
        let ended = try await test.offer(offer.id)
        func part() async throws -> OfferSecret? {
            try await test.app.database.read { [vault = test.app.vault] db in try db.secret(of: ended, vault: vault) }
        }
        #expect(try await part()?.part.contacts.first?.phone == "15412345678")
        test.clock.pass(2 * Time.day)
        try await test.app.offers.sweepPeople()
        #expect(try await part() == nil)
        #expect(try await test.app.auditChain(of: test.network).firstBreak == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatALeaverOfferedEndsAndWhatTheyAnsweredForPasses(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let own = try await test.listed(by: "volunteer3")
        let other = try await test.offered(test.offerEntry("Bandage"))
        let owner = try #require(test.members.values.first { $0.id == other.ownerID })
        for name in Set(["volunteer3", owner.name]) where name != "founder" {
            try await test.app.members.leave(note: "", by: test.viewer(name), in: test.network.id)
        }
        try await test.app.offers.sweepPeople()
        #expect(try await test.offer(own.id).state == .withdrawn)
        if owner.name != "founder" { #expect(try await test.offer(other.id).ownerID != owner.id) }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aLateOfferPassesToTheBackup(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let offer = try await test.offered()
        test.clock.pass(37 * Time.hour)
        try await test.app.offers.sweep()
        let late = try await test.offer(offer.id)
        #expect(late.ownerID != offer.ownerID)
        let clock = try await test.app.database.read { db in try db.clock(of: offer.id, in: test.network.id) }
        #expect(clock?.ownerID == late.ownerID)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theListFindsByWordsPlaceAndKind(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let masks = try await test.listed(test.offerEntry("N95口罩"))
        var van = test.offerEntry("Van", quantity: "2")
        van.what.lines[0].kind = "transport"
        van.what.area = ["中国", "湖北省", "黄冈市"]
        let vans = try await test.listed(van)
        let viewer = Viewer(.anonymous, language: .en)
        func found(_ pairs: [(String, String)]) async throws -> [ID] {
            try await test.app.offers.list(try OfferQuery(Form(pairs: pairs)), for: viewer, in: test.network.id)
                .offers.map(\.id)
        }
        #expect(try await found([]) == [vans.id, masks.id])
        #expect(try await found([("q", "口罩")]) == [masks.id])
        #expect(try await found([("q", "罩")]) == [masks.id])
        #expect(try await found([("q", "vans")]).isEmpty == false)
        #expect(try await found([("q", "呼吸机")]).isEmpty)
        #expect(try await found([("kind", "transport")]) == [vans.id])
        #expect(try await found([("area", "黄冈")]) == [vans.id])
        #expect(try await found([("area", "Wuhan")]) == [masks.id])
        #expect(try await found([("standing", "1")]).isEmpty)
        #expect(try await found([("state", "usedUp")]).isEmpty)
        let first = try await test.app.offers.list(
            try OfferQuery(Form(pairs: [("limit", "1")])), for: viewer, in: test.network.id)
        #expect(first.total == 2)
        let cursor = try #require(first.next)
        #expect(try await found([("limit", "1"), ("cursor", cursor)]) == [masks.id])
        // Used up, it leaves the list and is found by its state.
        let need = try await test.published()
        _ = try await test.use(masks, for: need, 100_000, by: "volunteer")
        #expect(try await found([]) == [vans.id])
        #expect(try await found([("state", "usedUp")]) == [masks.id])
        #expect(try await found([("state", "inUse")]).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func noStrangerReadsContactAddressOrNames(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.offerEntry()
        (entry.what.name, entry.what.address) = ("canary-name", "canary-address 7")
        (entry.what.description, entry.what.reference) = ("canary-description", "canary-reference")
        entry.what.institution = "canary-institution"
        let offer = try await test.listed(entry)
        let look = try await test.app.offers.look(
            at: offer.id, purpose: "canary-purpose", by: test.viewer("verifier"), in: test.network.id)
        #expect(look.contacts.first?.name == "canary-name")
        for name in ["anonymous", "volunteer2"] {
            let viewer = test.viewer(name)
            let file = try await test.app.offers.file(offer.id, for: viewer, in: test.network.id)
            let text =
                String(decoding: file.view.json, as: UTF8.self) + file.story.map(\.details).joined()
                + (try await test.app.offers.exportCSV(by: viewer, in: test.network.id, bom: false))
                + (try await test.app.offers.exportLines(by: viewer, in: test.network.id))
            for canary in ["canary-name", "canary-address", "canary-reference", "canary-purpose", "15412345678"] {
                #expect(!text.contains(canary), "\(name) reads \(canary)")
            }
            #expect(text.contains("canary-description") == (name != "anonymous"))
            #expect(file.own == nil && file.looks.isEmpty && file.uses.isEmpty)
        }
        // Whoever it is about sees who looked.
        let own = try await test.app.offers.file(offer.id, for: test.viewer("volunteer"), in: test.network.id)
        #expect(own.looks.map(\.name) == ["verifier"] && own.own?.address == "canary-address 7")
        #expect(
            await refusal {
                _ = try await test.app.offers.look(
                    at: offer.id, purpose: "x", by: test.viewer("volunteer2"), in: test.network.id)
            }?.status == 403)
        await test.app.database.close()
    }
}
