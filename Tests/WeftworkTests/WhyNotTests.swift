import Database
import Engine
import Testing

@testable import Weftwork

/// Why a need is not suggested to oneself: true, to be changed, and nothing of others but how many they are.
@Suite struct WhyNotTests {
    private func needed(
        _ test: TestApp, _ item: String = "drivers", quantity: String = "1", work: LineWorkEntry = LineWorkEntry(),
        by name: String? = nil
    ) async throws -> Need {
        var entry = test.entry("County hospital lacks masks and drivers")
        entry.lines = [
            NeedEntry.Line(item: "masks", quantity: "80", unit: "pieces"),
            NeedEntry.Line(item: item, quantity: quantity, kind: "people", work: work),
        ]
        let need = try await test.submit(entry, by: name)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        return try await test.act(.publish(audience: .public, reason: ""), need.id, "dispatcher")
    }

    private func drives(
        _ test: TestApp, _ name: String, area: String = "武汉市江汉区", radius: String = ""
    ) async throws {
        let viewer = test.viewer(name)
        try await test.app.members.save(ProfileDraft(texts: [.area: area]), by: viewer)
        var draft = VolunteerDraft()
        draft.skills = [.init(name: "driver", level: nil)]
        draft.radius = radius
        try await test.app.volunteers.save(draft, by: viewer, in: test.network.id)
        try await test.app.volunteers.say(.now(hours: 2), by: viewer, in: test.network.id)
    }

    private func report(_ test: TestApp, _ need: Need, by viewer: Viewer) async throws -> WhyNotReport {
        test.clock.pass(3 * Time.second)
        return try await test.app.fits.whyNot(need: need.id, of: viewer, in: test.network.id)
    }

    private func only(
        _ test: TestApp, _ need: Need, by name: String = "volunteer"
    ) async throws -> WhyNotReport.Line? {
        let found = try await report(test, need, by: test.viewer(name))
        #expect(found.lines.count == 1 && found.bar == nil)
        return found.lines.first
    }

    private func names(_ line: WhyNotReport.Line?) -> [String]? { line?.obstacles.map(\.name) }

    private func words(_ line: WhyNotReport.Line?) -> String {
        (line?.obstacles ?? []).map { FitOwnWords.words($0)(.en) }.joined(separator: " ")
    }

    /// What those who ask people see of oneself, in a word.
    private func found(_ line: WhyNotReport.Line?) -> String {
        switch line?.found {
        case nil: "nothing"
        case .ranked(let place, let count): "\(place)/\(count)"
        case .not(let obstacles): obstacles.map(\.name).joined(separator: " ")
        case .unsaid: "unsaid"
        }
    }

    private func status(_ body: () async throws -> Void) async -> Int? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Refusal)?.status
        }
    }

    // MARK: Line by line

    @Test(arguments: TestApp.kinds) func whatStandsInTheWayIsSaidUntilItIsChanged(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, acts = test.app.volunteers
        let need = try await needed(test), her = test.viewer("volunteer")
        let first = try await only(test, need)
        #expect(names(first) == ["skills"] && words(first).contains("It takes Driving"), "\(words(first))")
        #expect(found(first) == "nothing" && first?.reasons.isEmpty == true && first?.line.item == "drivers")
        try await drives(test, "volunteer", area: "宜昌市", radius: "20")
        let far = try await only(test, need)
        #expect(names(far) == ["distance"] && words(far).contains("you come up to 20 km"), "\(words(far))")
        try await drives(test, "volunteer", area: "宜昌市")
        let fits = try await only(test, need)
        #expect(names(fits) == [] && fits?.reasons.map(\.name).contains("skills") == true)
        #expect(found(fits) == "1/1" && fits?.others == 0)
        // Somebody who is nearer comes before her, and is only counted.
        try await drives(test, "volunteer2")
        let second = try await only(test, need)
        #expect(found(second) == "2/2" && second?.others == 1)
        // She has taken her hours back: it still suits her, and nobody finds her for now.
        try await acts.say(.end("all"), by: her, in: network)
        let quiet = try await only(test, need)
        #expect(names(quiet) == [] && found(quiet) == "notFreeNow" && quiet?.others == 1)
        try await acts.say(.pause(until: ""), by: her, in: network)
        let paused = try await report(test, need, by: her)
        #expect(paused.stop == .paused && names(paused.lines.first) == [] && found(paused.lines.first) == "nothing")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func handsThatNobodyKnowsOfAreToldToSaySo(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await needed(test, "volunteers")
        let line = try await only(test, need)
        #expect(names(line) == [] && line?.reasons.map(\.name).contains("hands") == true && found(line) == "unsaid")
        try await test.app.volunteers.say(.now(hours: 2), by: test.viewer("volunteer"), in: test.network.id)
        #expect(found(try await only(test, need)) == "1/1")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoWantsOtherHoursHearsWhich(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, acts = test.app.volunteers
        let her = test.viewer("volunteer")
        // Monday the third, two in the afternoon where she lives.
        let monday = test.clock.now + 2 * Time.day + 6 * Time.hour
        let work = LineWorkEntry(from: Format.rfc3339(monday), to: Format.rfc3339(monday + 4 * Time.hour))
        let need = try await needed(test, work: work)
        try await drives(test, "volunteer")
        func says(_ days: [String], except: String = "") async throws -> WhyNotReport.Line? {
            try await acts.say(.weekly(days: days, except: except), by: her, in: network)
            return try await only(test, need)
        }
        let none = try await only(test, need)
        #expect(names(none) == ["hours"] && words(none).contains("not said that you are free on that day"))
        let early = try await says(["10-12"])
        #expect(names(early) == ["hours"] && words(early).contains("for that day you said 10–12"), "\(words(early))")
        let away = try await says(["9-18"], except: "2020-02-03")
        #expect(names(away) == ["hours"] && words(away).contains("not said that you are free on that day"))
        let fits = try await says(["9-18"])
        #expect(names(fits) == [] && found(fits) == "1/1")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aTrainingAndHiddenSkillsAreNamed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        let need = try await needed(test), her = test.viewer("volunteer"), training = test.app.training
        try await drives(test, "volunteer")
        let module = try await training.adopt(ShippedTraining.all[0].key, by: founder, in: network)
        try await training.close(.act(.claim), to: module.id, by: founder, in: network)
        let line = try await only(test, need)
        #expect(names(line) == ["training"])
        #expect(line?.obstacles.first?.address(in: "test") == "/n/test/training/\(module.id)")
        let answers = ShippedTraining.all[0].content.questions.map(\.right)
        let result = try await training.take(module.id, answers, of: module.version, by: her, in: network)
        #expect(result.isPassed)
        #expect(found(try await only(test, need)) == "1/1")
        // What her profile keeps to stewards suits as before, and is found by nobody.
        try await test.app.members.save(
            ProfileDraft(texts: [.skills: "driver"], audiences: [.skills: Audience.stewards.name]), by: her)
        let kept = try await only(test, need)
        #expect(names(kept) == [] && found(kept) == "hidden")
        await test.app.database.close()
    }

    // MARK: Nothing to compare, nothing to see

    @Test(arguments: TestApp.kinds) func whoHasAPartInItOrMayNotKnowHearsNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let need = try await needed(test, quantity: "2"), her = test.viewer("volunteer")
        try await drives(test, "volunteer")
        let line = try #require(need.lines.last)
        let draft = ClaimDraft(line: line.id, quantity: 1000, promisedBy: test.clock.now + Time.day)
        _ = try await test.app.needs.claim(draft, on: need.id, by: her, in: network)
        let promised = try await report(test, need, by: her)
        #expect(promised.bar == .promised && promised.lines.isEmpty)
        let own = try await needed(test, by: "volunteer")
        #expect(try await report(test, own, by: her).bar == .own)
        let things = try await test.published()
        #expect(try await report(test, things, by: her).bar == .things)
        let fresh = try await test.submit(test.entry("A school lacks something else"))
        #expect(await status { _ = try await report(test, fresh, by: her) } == 404)
        #expect(await status { _ = try await report(test, fresh, by: test.viewer("dispatcher")) } == 409)
        #expect(await status { _ = try await report(test, need, by: test.viewer("anonymous")) } == 401)
        await test.app.database.close()
    }

    // MARK: Pages and programs

    @Test(arguments: TestApp.kinds) func pageAndProgramSayItAndNameNobody(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), need = try await needed(test), her = test.viewer("volunteer")
        let parameters = ["slug": test.network.slug, "id": need.id.description]
        func page(_ path: String, as viewer: Viewer) async throws -> String? {
            test.clock.pass(3 * Time.second)
            let endpoint = try #require(test.app.endpoints.first { $0.method == .get && $0.path == path })
            return await test.body(endpoint, parameters, as: viewer)
        }
        let own = "/n/{slug}/me/matches/{id}", program = "/api/v1/networks/{slug}/me/matches/{id}"
        let start = try #require(try await page("/n/{slug}/needs/{id}", as: her))
        #expect(start.contains("/n/test/me/matches/\(need.id)") && start.contains("Does it suit me"))
        // Where nobody is asked for there is nothing to suit.
        let things = try await test.published(),
            endpoint = try #require(
                test.app.endpoints.first { $0.method == .get && $0.path == "/n/{slug}/needs/{id}" })
        let other = try #require(
            await test.body(endpoint, ["slug": test.network.slug, "id": things.id.description], as: her))
        #expect(!other.contains("Does it suit me"))
        let before = try #require(try await page(own, as: her))
        #expect(before.contains("It does not suit you now") && before.contains("/n/test/me/volunteer#what"))
        for name in ["volunteer", "volunteer2"] { try await drives(test, name) }
        let after = try #require(try await page(own, as: her))
        #expect(after.contains("It suits you") && after.contains("as number") && !after.contains("volunteer2"))
        let json = try #require(try await page(program, as: her))
        #expect(json.contains("\"suits\":true") && json.contains("\"as\":\"ranked\"") && json.contains("\"of\":2"))
        #expect(!json.contains("volunteer2") && !json.contains("score"))
        // Those who dispatch read how the order comes about.
        let desk = try #require(try await page("/n/{slug}/needs/{id}/matches", as: test.viewer("dispatcher")))
        for words in ["How the order comes about", "40 %: has what is wanted", "10 %: standing"] {
            #expect(desk.contains(words), "\(words)")
        }
        await test.app.database.close()
    }

    // MARK: What counts how much

    @Test func fivePercentsMakeAWhole() {
        func said(_ percents: [Int]) -> [MatchWeights.Part: Int] {
            Dictionary(uniqueKeysWithValues: zip(MatchWeights.Part.allCases, percents))
        }
        func wrong(_ percents: [Int]) -> [String]? {
            do {
                _ = try MatchWeights.read(said(percents))
                return nil
            } catch {
                guard case .invalid(let problems) = error else { return [] }
                return problems.map(\.field)
            }
        }
        #expect(MatchWeights().shares.map(\.percent) == [40, 20, 20, 10, 10])
        #expect(wrong([40, 20, 20, 10, 10]) == nil && wrong([100, 0, 0, 0, 0]) == nil)
        #expect(wrong([40, 20, 20, 10, 11]) == ["coverage"] && wrong([40, 20, 20, 10, 9]) == ["coverage"])
        #expect(wrong([140, 0, -40, 0, 0]) == ["coverage", "reliability"] && wrong([100]) == Self.allButTheFirst)
        #expect(MatchWeights(percents: said([1, 2, 3, 4, 90])).shares.map(\.percent) == [1, 2, 3, 4, 90])
    }

    private static let allButTheFirst = ["near", "reliability", "load", "tier"]

    @Test(arguments: TestApp.kinds) func aNetworkSetsWhatCountsAndTheOrderFollows(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        let need = try await needed(test, "货车司机")
        // One is near and can do half of it, the other is far away and can do all.
        try await drives(test, "volunteer")
        try await drives(test, "volunteer2", area: "宜昌市")
        var both = VolunteerDraft()
        both.skills = [.init(name: "driver", level: nil), .init(name: "truck", level: nil)]
        try await test.app.volunteers.save(both, by: test.viewer("volunteer2"), in: network)
        func weigh(_ part: MatchWeights.Part, by viewer: Viewer) async throws {
            let percents = MatchWeights.Part.allCases.map { ($0, $0 == part ? 100 : 0) }
            try await test.app.fits.setWeights(
                Dictionary(uniqueKeysWithValues: percents), by: viewer, in: network)
        }
        func order() async throws -> [String] {
            test.clock.pass(3 * Time.second)
            let report = try await test.app.fits.fits(need: need.id, for: test.viewer("dispatcher"), in: network)
            return (report.groups.first { $0.kind == .people }?.fits ?? []).map { $0.who.name }
        }
        try await weigh(.near, by: founder)
        #expect(try await order() == ["volunteer", "volunteer2"])
        #expect(found(try await only(test, need, by: "volunteer2")) == "2/2")
        try await weigh(.coverage, by: founder)
        #expect(try await order() == ["volunteer2", "volunteer"])
        #expect(found(try await only(test, need, by: "volunteer2")) == "1/2")
        #expect(await status { try await weigh(.load, by: test.viewer("dispatcher")) } == 403)
        #expect(try await test.app.fits.weights(in: network).shares.map(\.percent) == [100, 0, 0, 0, 0])
        await test.app.database.close()
    }

    // MARK: Fairness

    private func willing(_ count: Int, isPaused: Bool = false, from first: Int = 1) throws -> [VolunteerSupply] {
        try (first..<first + count).map { number in
            let id = ID(milliseconds: Int64(number), entropy: (1, 1))
            let hours = try AvailabilityRules.made(.ask, of: id, in: id, zone: LocalClock.usual, at: 0)
            return VolunteerSupply(
                id: id, standing: .trusted, skills: [:], languages: [], area: nil, point: nil, isRemote: false,
                radius: nil, means: [], channel: .any, trainings: [], hours: [hours], limit: 40, load: 0,
                isPaused: isPaused, isResting: false)
        }
    }

    @Test func fairnessIsCountedAmongTheWillingAndNeverOfAFew() throws {
        let now = 100 * Time.day, five = try willing(5), paused = try willing(3, isPaused: true, from: 9)
        let few = VolunteerFairness(try willing(4) + paused, busy: [:], asked: [], at: now)
        #expect(few == nil)
        let none = try #require(VolunteerFairness(five + paused, busy: [:], asked: [], at: now))
        #expect(none.willing == 5 && none.unasked == 5 && none.gini == nil)
        let span = (from: now - 20 * Time.day, to: now - 20 * Time.day + 10 * Time.hour)
        let before = (from: now - 40 * Time.day, to: now - 39 * Time.day)
        let one = try #require(
            VolunteerFairness(
                five + paused, busy: [five[0].id: [span], five[1].id: [before], paused[0].id: [span]],
                asked: [five[2].id, five[3].id, paused[1].id], at: now))
        #expect(one.unasked == 3 && one.shownGini == 800)
        let all = Dictionary(uniqueKeysWithValues: five.map { ($0.id, [span]) })
        let even = try #require(VolunteerFairness(five, busy: all, asked: [], at: now))
        #expect(even.shownGini == 0)
        #expect(VolunteerWords.fairness(one)(.en).contains("3 of 5 willing people") && none.shownGini == nil)
    }

    @Test(arguments: TestApp.kinds) func thoseWhoDispatchSeeHowEvenlyItIsSpread(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 6), acts = test.app.volunteers, network = test.network.id
        func free() async throws -> FreeList {
            test.clock.pass(Time.minute)
            return try await acts.free(
                try FreeQuery(Form()), try Paging(Form(), keys: 1), for: test.viewer("dispatcher"), in: network)
        }
        for number in 0..<4 { try await acts.say(.ask, by: test.viewer("v\(number)"), in: network) }
        #expect(try await free().fairness == nil)
        for number in 4..<6 { try await acts.say(.ask, by: test.viewer("v\(number)"), in: network) }
        try await acts.say(.pause(until: ""), by: test.viewer("v5"), in: network)
        let first = try #require(test.members["v0"]).id, second = try #require(test.members["v1"]).id
        let now = test.clock.now, id = test.app.world.newID()
        try await test.app.needs.planShift(
            member: first, desk: "intake", from: now, to: now + 3 * Time.hour, by: test.viewer("founder"), in: network)
        let isTaken = try await test.app.database.write { db in
            try db.takeContact(with: second, in: network, for: .help, id: id, at: now)
        }
        test.clock.pass(3 * Time.hour)
        let list = try await free()
        #expect(list.fairness?.willing == 5 && list.fairness?.unasked == 4 && isTaken)
        #expect(list.fairness?.shownGini == 800)
        let json = String(decoding: FreeListView(list: list, language: .en).json, as: UTF8.self)
        #expect(json.contains("\"fairness\":{\"days\":28,\"willing\":5,\"unasked\":4,\"gini\":0.8}"), "\(json)")
        let endpoint = try #require(test.app.endpoints.first { $0.path == "/n/{slug}/volunteers" })
        let page = await test.body(endpoint, ["slug": test.network.slug], as: test.viewer("dispatcher"))
        #expect(page?.contains("4 of 5 willing people") == true)
        // A month later it is forgotten.
        test.clock.pass(29 * Time.day)
        let later = try await free().fairness
        #expect(later?.unasked == 5 && later?.gini == nil)
        await test.app.database.close()
    }
}
