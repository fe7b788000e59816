import Database
import Engine
import Testing

@testable import Weftwork

/// Who fits a need, and what fits oneself: true reasons, nobody who rests, nothing that a reader may not know.
@Suite struct FitTests {
    // MARK: Words as numbers

    @Test func aThingIsTheSameInBothLanguagesAndAKindOfItServes() {
        var things = FitThings(.shipped)
        let masks = things.wanted("口罩"), n95 = things.wanted("N95口罩")
        #expect(masks != n95 && things.wanted("Masks") == masks)
        #expect(things.held("N95").contains(masks) && things.held("surgical masks").contains(masks))
        #expect(things.held("N95口罩") == [masks, n95].sorted())
        #expect(things.held("口罩") == [masks] && things.held("矿泉水").isEmpty)
        #expect(things.unit("只") == 0 && things.unit("箱") == things.unit("箱") && things.unit("箱") != 0)
    }

    @Test func aLineNamesSkillsOrAPairOfHands() throws {
        var things = FitThings(.shipped)
        func skills(_ item: String, _ kind: NeedLine.Kind = .people) -> [String] {
            let line = FitTests.line(item, kind)
            return things.skills(of: line).map { things.skill($0) ?? "hands" }
        }
        #expect(skills("货车司机") == ["driving", "truck"])
        #expect(skills("Nurses, night shift") == ["medical"] && skills("会电话沟通的人") == ["calls"])
        // Whole words: there is no "it" in a kitchen, and no law on a lawn.
        #expect(skills("kitchen on the lawn", .service).isEmpty)
        #expect(skills("志愿者") == ["hands"] && skills("volunteers") == ["hands"])
        #expect(skills("吹玻璃") == ["吹玻璃"] && skills("口罩", .service).isEmpty)
        let translating = things.skills(of: FitTests.line("翻译", .service))
        let driving = things.skills(of: FitTests.line("司机", .people))
        #expect(things.isRemote(translating) && !things.isRemote(driving))
        // Whoever has a skill nobody asks for still has hands.
        #expect(things.held(skills: ["cooking"]) == [FitThings.hands])
    }

    @Test func whatMayStandInIsKnownAndNeverGuessed() throws {
        var things = FitThings(.shipped)
        let n95 = things.wanted("N95口罩"), goggles = things.wanted("护目镜"), odd = things.wanted("吹玻璃的管子")
        let english = things.wanted("N95 mask"), shield = things.wanted("面罩")
        #expect(things.held("医用外科口罩").isEmpty)
        let found = things.substitute(for: "N95口罩"), again = things.substitute(for: "N95 mask")
        let odder = things.substitute(for: "吹玻璃的管子"), shields = things.substitute(for: "面罩")
        let masks = try #require(found)
        #expect(masks > max(n95, goggles, odd, english, shield) && again == masks)
        #expect(things.held("医用外科口罩") == [masks] && things.held("masks") == [masks])
        // Who has the thing itself has what may stand in for it, too.
        #expect(things.held("N95口罩") == [n95, masks])
        #expect(things.held("护目镜") == [goggles] && things.held("消毒水").isEmpty)
        #expect(odder == nil && shields != masks)
    }

    private static func line(_ item: String, _ kind: NeedLine.Kind) -> NeedLine {
        NeedLine(
            id: ID(milliseconds: 1, entropy: (1, 1)), item: item, kind: kind, quantity: .unknown, unit: "",
            specification: "", claimed: 0, delivered: 0, isMet: false, isControlled: false)
    }

    // MARK: Hours

    private static func supply(_ hours: [Weftwork.Availability]) -> VolunteerSupply {
        VolunteerSupply(
            id: ID(milliseconds: 1, entropy: (1, 1)), standing: .trusted, skills: [:], languages: [], area: nil,
            point: nil, isRemote: false, radius: nil, means: [], channel: .any, trainings: [], hours: hours, limit: 40,
            load: 0, isPaused: false, isResting: false)
    }

    /// What is reckoned by what people said is what they would be asked moment by moment, summer time and all.
    @Test func hoursAreReckonedAsTheyAreSaid() throws {
        var random = SplitMix64(seed: 7)
        func below(_ number: Int) -> Int { Int.random(in: 0..<number, using: &random) }
        let now: Int64 = 1_774_500_000_000, id = ID(milliseconds: 1, entropy: (1, 1))
        // The clocks of Europe are put forward in the night to 29 March 2026.
        let times = (0..<150).map { _ in
            let start = now + Int64(below(140)) * Time.hour + Int64(below(3)) * 1000
            return RestGuard.Span(start: start, end: start + Int64(1 + below(16)) * 15 * Time.minute)
        }
        var starts = FitStarts(times), seen = (free: 0, not: 0)
        for _ in 0..<60 {
            let hours = try (0..<below(4)).map { _ -> Weftwork.Availability in
                let zone = ["Asia/Shanghai", "Europe/Berlin", "America/New_York"][below(3)]
                let days = (0..<7).map { $0 > 0 && below(3) == 0 ? "" : "\(below(12))-\(12 + below(12))" }
                let draft: AvailabilityDraft =
                    switch below(5) {
                    case 0: .now(hours: 1 + below(12))
                    case 1: .ask
                    default: .weekly(days: days, except: below(2) == 0 ? "" : "2026-03-28 2026-03-30")
                    }
                var made = try AvailabilityRules.made(draft, of: id, in: id, zone: zone, at: now)
                if below(2) == 0 { made.endsAt = min(made.endsAt, now + 90 * Time.hour) }
                return made
            }
            let free = starts.free(hours)
            for time in times {
                let number = try #require(starts.number(of: time))
                let isFree = hours.contains { one in
                    guard one.kind != .ask else { return one.holds(at: time.start) }
                    // A day may end a little too soon.
                    let end = one.kind.isOfOneDay ? max(time.start + 1, time.end - WaveRules.grace) : time.end
                    return FitTests.supply([one]).isFree(from: time.start, to: end)
                }
                #expect(free.contains(number) == isFree, "\(hours) \(time)")
                if isFree { seen.free += 1 } else { seen.not += 1 }
            }
        }
        func hour(_ number: Int64) -> RestGuard.Span {
            RestGuard.Span(start: now + number * Time.hour, end: now + (number + 1) * Time.hour)
        }
        #expect(seen.free > 500 && seen.not > 500 && starts.number(of: hour(-1)) == nil)
        let many = FitStarts((0..<400).map(hour))
        #expect(many.number(of: hour(165)) == 166 && many.number(of: hour(166)) == nil)
    }

    // MARK: For a need

    private func needed(_ test: TestApp, audience: Audience = .public) async throws -> Need {
        var entry = test.entry("County hospital lacks masks and drivers")
        entry.lines = [
            NeedEntry.Line(item: "masks", quantity: "80", unit: "pieces"),
            NeedEntry.Line(item: "drivers", quantity: "1", kind: "people"),
        ]
        let need = try await test.submit(entry)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        return try await test.act(
            .publish(audience: audience, reason: "Only for those who are trusted."), need.id, "dispatcher")
    }

    private func drives(
        _ test: TestApp, _ name: String, area: String = "武汉市江汉区", radius: String = ""
    ) async throws {
        try await drives(test, test.viewer(name), area: area, radius: radius)
    }

    private func drives(
        _ test: TestApp, _ viewer: Viewer, area: String = "武汉市江汉区", radius: String = ""
    ) async throws {
        try await test.app.members.save(ProfileDraft(texts: [.area: area]), by: viewer)
        var draft = VolunteerDraft()
        draft.skills = [.init(name: "driver", level: nil)]
        (draft.languages, draft.radius) = (["zh", "en"], radius)
        try await test.app.volunteers.save(draft, by: viewer, in: test.network.id)
        try await test.app.volunteers.say(.now(hours: 2), by: viewer, in: test.network.id)
    }

    private func fits(_ test: TestApp, _ need: Need, by name: String = "dispatcher") async throws -> [FitGroup] {
        test.clock.pass(3 * Time.second)
        return try await test.app.fits.fits(need: need.id, for: test.viewer(name), in: test.network.id).groups
    }

    private func names(_ group: FitGroup?) -> [String] { (group?.fits ?? []).map { $0.who.name } }

    private func words(_ fit: Fit?) -> [String] { (fit?.reasons ?? []).map { FitWords.words($0)(.en) } }

    /// What begins before it is needed is found, what begins later is not; what was checked says so.
    @Test(arguments: TestApp.kinds) func anOfferThatBeginsInTimeIsFound(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await needed(test)
        func later(_ days: Int64) -> OfferEntry {
            var entry = test.offerEntry("masks", quantity: "100")
            entry.from = Format.rfc3339(test.clock.now + days * Time.day)
            return entry
        }
        let soon = try await test.listed(later(2))
        _ = try await test.listed(later(30))
        let goods = try #require(
            try await fits(test, need).first { $0.kind == .goods && $0.line.item == "masks" })
        #expect(goods.fits.map(\.who.id) == [soon.id])
        let said = words(goods.fits.first)
        #expect(
            said.contains { $0.hasPrefix("there from") }
                && said.contains(NeedWords.name(of: Need.Confidence.official)(.en)))
        await test.app.database.close()
    }

    /// Nobody asks for more in a day than can be brought in one.
    @Test(arguments: TestApp.kinds) func noMoreIsAskedForThanADayBrings(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await needed(test)
        var entry = test.offerEntry("masks", quantity: "100")
        entry.perDay = "50"
        let offer = try await test.listed(entry)
        func tooMuch(_ quantity: Int64) async throws -> String? {
            do {
                _ = try await test.use(offer, for: need, quantity, by: "dispatcher")
                return nil
            } catch let refusal as Refusal {
                return refusal.firstWords(.en)
            }
        }
        #expect(try await tooMuch(60_000) == OfferWords.dayLeft(50_000, of: 50_000)(.en))
        #expect(try await tooMuch(40_000) == nil)
        #expect(try await tooMuch(20_000) == OfferWords.dayLeft(10_000, of: 50_000)(.en))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoAndWhatFitsStandsFirstWithItsReasons(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await needed(test)
        let near = try await test.listed(test.offerEntry("N95 masks", quantity: "100"))
        var far = test.offerEntry("masks", quantity: "30")
        far.what.area = ["中国", "湖北省", "宜昌市"]
        _ = try await test.listed(far)
        _ = try await test.listed(test.offerEntry("drinking water"))
        try await drives(test, "volunteer2")
        try await drives(test, "volunteer", area: "宜昌市")
        let groups = try await fits(test, need)
        let goods = try #require(groups.first { $0.kind == .goods && $0.line.item == "masks" })
        let people = try #require(groups.first { $0.kind == .people })
        #expect(goods.fits.count == 2 && goods.nobody == nil)
        #expect(goods.fits.first?.who.id == near.id)
        let said = words(goods.fits.first)
        #expect(said.contains("has N95 masks") && said.contains("in the same place"))
        #expect(said.contains { $0.hasPrefix("enough: 100") }, "\(said)")
        let next = try #require(goods.fits.first?.next)
        #expect((next.further ?? 0) > 200)
        #expect(words(goods.fits.last).contains { $0.hasPrefix("30 ") }, "\(words(goods.fits.last))")
        #expect(names(people) == ["volunteer2", "volunteer"])
        let why = words(people.fits.first)
        #expect(why.contains("can do: Driving") && why.contains("in the same place"))
        #expect(why.contains { $0.hasPrefix("speaks ") }, "\(why)")
        #expect(why.contains { $0.hasPrefix("said so today: until") }, "\(why)")
        #expect(people.fits.last?.next == nil && people.fits.map(\.isLast) == [false, true])
        // A drivers' offer is none, and is said to be none.
        #expect(groups.first { $0.kind == .goods && $0.line.item == "drivers" }?.nobody == .thing)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func somethingLikeItFitsWhereThatWillDoAfterTheThingItself(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        func asking(_ word: String?) async throws -> Need {
            var entry = test.entry("Ward \(word ?? "unsaid") lacks masks")
            entry.lines = [
                NeedEntry.Line(
                    item: "N95 masks", quantity: "80", unit: "pieces", work: LineWorkEntry(substitute: word))
            ]
            return try await test.published(entry)
        }
        let yes = try await asking("yes")
        let others = [try await asking(nil), try await asking("no"), try await asking("ask")]
        let near = try await test.listed(test.offerEntry("surgical masks", quantity: "500"))
        _ = try await test.listed(test.offerEntry("goggles", quantity: "500"))
        var entry = test.offerEntry("N95 masks", quantity: "90")
        entry.what.area = ["中国", "湖北省", "宜昌市"]
        let far = try await test.listed(entry)
        let goods = try #require(try await fits(test, yes).first { $0.kind == .goods })
        #expect(goods.fits.map(\.who.id) == [far.id, near.id])
        #expect(words(goods.fits.first).contains("has N95 masks"))
        let instead = try #require(goods.fits.last?.reasons.first)
        #expect(FitWords.words(instead)(.en) == "has surgical masks, instead of N95 masks")
        #expect(FitWords.words(instead)(.zh) == "有surgical masks，代替N95 masks")
        // A plan keeps the reason as it is.
        let kept = try #require(StoredReason.reasons(stored: StoredReason.stored([instead])).first)
        #expect(kept.reason(trainings: []).map { FitWords.words($0)(.en) } == FitWords.words(instead)(.en))
        for need in others {
            let goods = try #require(try await fits(test, need).first { $0.kind == .goods })
            #expect(goods.fits.map(\.who.id) == [far.id])
        }
        await test.app.database.close()
    }

    // MARK: For an offer

    private func best(_ test: TestApp, _ offer: Offer, by viewer: Viewer) async throws -> [OfferFitReport.Group] {
        test.clock.pass(3 * Time.second)
        let report = try await test.app.fits.fits(offer: offer.id, for: viewer, in: test.network.id)
        // What programs read names no contact.
        let json = String(decoding: OfferFitReportView(report: report, language: .en).json, as: UTF8.self)
        #expect(!json.contains("15412345678") && !json.contains("15498765432"))
        return report.groups
    }

    private func lacking(_ test: TestApp, _ title: String, _ item: String, city: String) async throws -> Need {
        var entry = test.entry(title)
        entry.lines = [NeedEntry.Line(item: item, quantity: "60", unit: "pieces")]
        (entry.area, entry.phone) = (["中国", "湖北省", city], "15498765432")
        return try await test.published(entry)
    }

    @Test(arguments: TestApp.kinds) func anOfferFindsTheNeedsItServesBest(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), dispatcher = test.viewer("dispatcher")
        let near = try await needed(test)
        let far = try await lacking(test, "Clinic lacks masks", "masks", city: "宜昌市")
        _ = try await lacking(test, "Camp lacks tents", "tents", city: "武汉市")
        let offer = try await test.listed(test.offerEntry("N95 masks", quantity: "100"))
        let groups = try await best(test, offer, by: dispatcher)
        #expect(groups.map(\.line.item) == ["N95 masks"] && groups.first?.nobody == nil)
        let fits = try #require(groups.first).fits
        #expect(fits.map(\.need.id) == [near.id, far.id] && fits.map(\.line.item) == ["masks", "masks"])
        let said = fits[0].reasons.map { FitWords.words($0)(.en) }
        #expect(said.contains("has N95 masks") && said.contains("in the same place"), "\(said)")
        #expect(said.contains { $0.hasPrefix("enough: 100") }, "\(said)")
        // Nobody else has any; then somebody has, and is named as the next best.
        #expect(fits.allSatisfy { $0.next == nil && $0.others == 0 })
        let second = try await test.listed(test.offerEntry("masks", quantity: "30"), by: "volunteer2")
        let again = try #require(try await best(test, offer, by: dispatcher).first).fits
        #expect(again.map(\.need.id) == [near.id, far.id])
        #expect(again.allSatisfy { $0.next?.id == second.id && $0.others == 1 })
        // Whose it is reads the same.
        #expect(
            try await best(test, offer, by: test.viewer("volunteer")).first?.fits.map(\.need.id) == [near.id, far.id])
        // For what it was asked for already it is found no more.
        _ = try await test.use(offer, for: near, 10_000, by: "dispatcher")
        #expect(try await best(test, offer, by: dispatcher).first?.fits.map(\.need.id) == [far.id])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func otherOffersCountOnceEachAndOnlyThoseOneMayKnow(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind)
        _ = try await needed(test)
        let offer = try await test.listed(test.offerEntry("N95 masks", quantity: "100"))
        func others(_ name: String) async throws -> Int? {
            try await best(test, offer, by: test.viewer(name)).first?.fits.first?.others
        }
        // Both of its lines would do.
        var entry = test.offerEntry("masks", quantity: "30")
        entry.what.lines.append(NeedEntry.Line(item: "N95 masks", quantity: "40", unit: "pieces"))
        _ = try await test.listed(entry, by: "volunteer2")
        for name in ["dispatcher", "volunteer"] { #expect(try await others(name) == 1, "\(name)") }
        // One that not everybody may know of.
        let kept = try await test.offered(test.offerEntry("masks", quantity: "50"), by: "volunteer3")
        try await test.act(.acknowledge(note: ""), offer: kept.id, "intake")
        try await test.act(.verify(OfferVerification(confidence: .official)), offer: kept.id, "verifier")
        try await test.act(.list(audience: .stewards), offer: kept.id, "dispatcher")
        #expect(try await others("dispatcher") == 2)
        #expect(try await others("volunteer") == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whereAnOfferIsNeededIsNotEverybodysToRead(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let rosa = try await test.newcomer("rosa"), need = try await needed(test, audience: .trusted)
        let fresh = try await test.app.offers.submit(test.offerEntry("masks"), by: rosa, in: test.network).offer
        #expect(await status { _ = try await best(test, fresh, by: rosa) } == 409, "it is not listed yet")
        try await test.act(.acknowledge(note: ""), offer: fresh.id, "intake")
        try await test.act(.verify(OfferVerification(confidence: .official)), offer: fresh.id, "verifier")
        let offer = try await test.act(.list(audience: .public), offer: fresh.id, "dispatcher")
        #expect(try await best(test, offer, by: test.viewer("dispatcher")).first?.fits.map(\.need.id) == [need.id])
        // Of a need that is not hers to know she hears nothing, not even that there is one.
        let hers = try await best(test, offer, by: rosa)
        #expect(hers.count == 1 && hers[0].fits.isEmpty && hers[0].isUnseen && hers[0].nobody == nil)
        for name in ["volunteer", "volunteer2"] {
            #expect(await status { _ = try await best(test, offer, by: test.viewer(name)) } == 403, "\(name)")
        }
        #expect(await status { _ = try await best(test, offer, by: test.viewer("anonymous")) } == 401)
        _ = try await test.app.offers.perform(.withdraw(reason: ""), on: offer.id, by: rosa, in: network)
        #expect(await status { _ = try await best(test, offer, by: test.viewer("volunteer")) } == 404)
        #expect(await status { _ = try await best(test, offer, by: test.viewer("dispatcher")) } == 409)
        await test.app.database.close()
    }

    private func status(_ body: () async throws -> Void) async -> Int? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Refusal)?.status
        }
    }

    @Test(arguments: TestApp.kinds) func oneselfHearsWhetherOthersCouldButNotWho(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, her = test.viewer("volunteer")
        _ = try await needed(test)
        try await drives(test, her)
        func own() async throws -> OwnFit.Line? {
            test.clock.pass(3 * Time.second)
            let report = try await test.app.fits.ownFits(of: her, in: network)
            let json = String(decoding: OwnFitReportView(report: report, language: .en).json, as: UTF8.self)
            #expect(json.contains("\"others\":") && !json.contains("volunteer2"))
            return report.fits.first?.lines.first
        }
        #expect(try await own()?.others == 0)
        #expect(FitWords.others(0)(.en) == "Nobody else fits")
        try await drives(test, "volunteer2")
        #expect(try await own()?.others == 1)
        try await test.app.volunteers.say(.pause(until: ""), by: test.viewer("volunteer2"), in: network)
        #expect(try await own()?.others == 0)
        await test.app.database.close()
    }

    // MARK: What is new

    /// A market that takes seconds to make is made anew for what has just come, not again and again for what has nothing open.
    @Test(arguments: TestApp.kinds) func onlyWhatIsNewMakesAMarketAnew(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), fits = test.app.fits, network = test.network.id
        let waiting = try await test.submit()
        test.clock.pass(Time.second)
        let later = test.clock.now + Time.day
        let now = try await fits.market(of: network), then = try await fits.market(of: network, at: later)
        test.clock.pass(100)
        #expect(try await fits.market(of: network, holding: waiting.id).readAt == now.readAt)
        let fresh = try await test.published(test.entry("Clinic lacks masks"))
        let anew = try await fits.market(of: network, holding: fresh.id)
        #expect(anew.readAt > now.readAt && anew.positions[fresh.id] != nil)
        #expect(try await fits.market(of: network, at: later).readAt == then.readAt)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoPausesHasGoneOrIsTooFarDoesNotFit(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.volunteers, network = test.network.id
        let need = try await needed(test)
        func people() async throws -> FitGroup? { try await fits(test, need).first { $0.kind == .people } }
        #expect(try await people()?.nobody == .thing)
        try await drives(test, "volunteer")
        #expect(names(try await people()) == ["volunteer"])
        try await acts.say(.pause(until: ""), by: test.viewer("volunteer"), in: network)
        #expect(try await people()?.nobody == .paused)
        try await acts.say(.resume, by: test.viewer("volunteer"), in: network)
        try await acts.say(.end("all"), by: test.viewer("volunteer"), in: network)
        #expect(try await people()?.nobody == .hours)
        try await drives(test, "volunteer", area: "宜昌市", radius: "20")
        #expect(try await people()?.nobody == .distance)
        let offer = try await test.listed(test.offerEntry("masks", quantity: "100"))
        func goods() async throws -> FitGroup? { try await fits(test, need).first { $0.kind == .goods } }
        #expect(try await goods()?.fits.map(\.who.id) == [offer.id])
        // It was asked for this need: nobody is asked twice for the same.
        _ = try await test.use(offer, for: need, 10_000, by: "dispatcher")
        #expect(try await goods()?.nobody == .askedBefore)
        try await test.act(.withdraw(reason: ""), offer: offer.id, "volunteer")
        #expect(try await goods()?.nobody == .thing)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func nobodySeesWhatTheyMayNot(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await drives(test, "volunteer")
        let fresh = try await test.submit()
        for name in ["volunteer", "verifier", "nobody"] {
            await #expect(throws: Refusal.self, "\(name)") { try await fits(test, fresh, by: name) }
        }
        // What is not on the board is matched with nobody.
        await #expect(throws: Refusal.self) { try await fits(test, fresh) }
        func own(_ viewer: Viewer) async throws -> OwnFitReport {
            test.clock.pass(3 * Time.second)
            return try await test.app.fits.ownFits(of: viewer, in: network)
        }
        let volunteer = test.viewer("volunteer")
        #expect(try await own(volunteer).nobody == .thing)
        let need = try await needed(test, audience: .trusted)
        let mine = try await own(volunteer)
        #expect(mine.fits.map(\.need.id) == [need.id] && mine.fits.first?.lines.map(\.line.item) == ["drivers"])
        #expect(mine.fits.first?.lines.first?.reasons.map(\.name) == ["skills", "near", "language"])
        let newcomer = try await test.newcomer("rosa")
        try await drives(test, newcomer)
        let theirs = try await own(newcomer)
        #expect(theirs.fits.isEmpty && theirs.nobody == .tier)
        #expect(names(try await fits(test, need).first { $0.kind == .people }) == ["volunteer"])
        try await test.app.volunteers.say(.pause(until: ""), by: volunteer, in: network)
        #expect(try await own(volunteer).stop == .paused)
        await test.app.database.close()
    }
}
