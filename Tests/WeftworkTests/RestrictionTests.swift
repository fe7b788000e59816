import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// What is bound by what: pure.
@Suite struct RestrictionRuleTests {
    private static let now: Int64 = 1_580_515_200_000

    private static func restriction(
        _ categories: Set<Need.Category> = [], _ items: [String] = [], area: [String] = [], from: Int64 = 0,
        until: Int64? = nil, permit: String = "a pass"
    ) -> Restriction {
        Restriction(
            id: Sample.id, networkID: Sample.id, categories: categories,
            items: items.compactMap { Catalogue.shipped.restricted($0) }, area: AreaPath(parts: area),
            from: now + from, until: until.map { now + $0 }, authority: "Health office", permit: permit,
            channel: Restriction.Channel(words: "", phone: "", link: ""), note: "", setBy: nil, setAt: now,
            changedAt: now, liftedAt: nil)
    }

    private static func binds(
        _ restriction: Restriction, _ category: Need.Category = .other, _ items: [String] = [], _ area: [String] = []
    ) -> Bool {
        !RestrictionReading(restrictions: [restriction], catalogue: .shipped)
            .binding(category, AreaPath(parts: area), at: now) { items }.isEmpty
    }

    @Test(
        arguments: [
            (Need.Category.medical, ["bandage"], true), (.food, ["rice"], false),
            (.food, ["rice", "first-aid kit"], true),
            (.food, [], false),
        ] as [(Need.Category, [String], Bool)])
    func aCategoryBindsTheNeedAndEachThingOfIt(_ category: Need.Category, _ items: [String], _ isBound: Bool) {
        #expect(Self.binds(Self.restriction([.medical]), category, items) == isBound)
    }

    @Test(
        arguments: [
            ("呼吸机", true), ("Ventilator, adult", true), ("VENTILATOR", true), ("mask", false), ("", false),
        ])
    func aThingOfTheCatalogueIsKnownByAnyOfItsNames(_ item: String, _ isBound: Bool) {
        #expect(Self.binds(Self.restriction([], ["ventilator"]), .other, [item]) == isBound)
    }

    @Test(
        arguments: [
            (["中国", "湖北省", "武汉市", "江汉区"], true), (["中国", "湖北省"], true), ([], true),
            (["中国", "湖南省"], false), (["中国", "湖北省", "黄冈市"], false), (["", "", "武汉市"], true),
            (["", "", "", "Hilltop"], true),
        ])
    func whatANeedDoesNotSayOfItsPlaceCannotFreeIt(_ area: [String], _ isBound: Bool) {
        let wuhan = Self.restriction([.medical], area: ["中国", "湖北省", "武汉市"])
        #expect(Self.binds(wuhan, .medical, [], area) == isBound)
        #expect(Self.binds(Self.restriction([.medical]), .medical, [], area))
    }

    /// A board is marked row by row: what is dear is asked for only where it matters, and once.
    @Test(
        arguments: [
            ([["ventilator"], ["masks"]], ["中国", "湖北省"], 1), ([["ventilator"]], ["中国", "湖南省"], 0),
            ([[]], ["中国", "湖北省"], 0), ([], ["中国", "湖北省"], 0),
        ] as [([[String]], [String], Int)])
    func thingsAreReadOnlyWhereTheyMatter(_ items: [[String]], _ area: [String], _ reads: Int) {
        let all = items.map { Self.restriction($0.isEmpty ? [.other] : [], $0, area: ["中国", "湖北省"]) }
        let reading = RestrictionReading(restrictions: all, catalogue: .shipped)
        var count = 0
        for _ in 0..<2 {
            _ = reading.binding(.other, AreaPath(parts: area), at: Self.now) {
                count += 1
                return ["Ventilator"]
            }
        }
        #expect(count == 2 * reads)
        let marked = reading.marks(.other, AreaPath(parts: area), .closed, at: Self.now, items: ["Ventilator"])
        #expect(marked.isEmpty)
    }

    @Test(
        arguments: [
            (0, nil, true), (1, nil, false), (-10, -1, false), (-10, 0, false), (-10, 1, true),
        ] as [(Int64, Int64?, Bool)])
    func itHoldsFromItsBeginningToItsEnd(_ from: Int64, _ until: Int64?, _ isBound: Bool) {
        #expect(Self.binds(Self.restriction([.medical], from: from, until: until), .medical) == isBound)
        var lifted = Self.restriction([.medical], from: from, until: until)
        lifted.liftedAt = Self.now
        #expect(!Self.binds(lifted, .medical))
    }

    @Test(
        arguments: [
            ("accepted, for all", Permit.State.accepted, false, 1, false, true),
            ("accepted, for them", .accepted, true, 1, false, true),
            ("not looked at", .stated, false, 1, false, false), ("refused", .refused, false, 1, false, false),
            ("run out", .accepted, false, 0, false, false), ("decided by themselves", .accepted, false, 1, true, false),
        ] as [(String, Permit.State, Bool, Int64, Bool, Bool)])
    func whatCoversAPromise(
        _ words: String, _ state: Permit.State, _ isOwn: Bool, _ left: Int64, _ isDecider: Bool, _ covers: Bool
    ) {
        let me = Sample.id, other = ID(milliseconds: 9, entropy: (9, 9)), restriction = Self.restriction([.medical])
        var permit = Permit(
            id: Sample.id, networkID: Sample.id, needID: Sample.id, restrictionID: restriction.id,
            forID: isOwn ? me : nil, statedBy: nil, paper: Permit.Paper(), validUntil: Self.now + left, state: state,
            decidedBy: isDecider ? me : other, decidedAt: nil, at: 0)
        #expect(RestrictionRules.covers(permit, restriction, for: me, at: Self.now) == covers, "\(words)")
        #expect(
            RestrictionRules.covers(permit, restriction, for: other, at: Self.now)
                == (state == .accepted && left > 0 && !isOwn && permit.decidedBy != other))
        permit.state = .accepted
        #expect(!RestrictionRules.covers(permit, Self.restriction(permit: ""), for: me, at: Self.now))
    }

    @Test func whileAnAnswerIsOutNothingEndsTheNeedButHerself() {
        var need = Sample.need()
        need.state = .published
        for act in [Act.reject, .markUnmet, .merge] {
            #expect(NeedRules.isLegal(act, in: need))
            need.isAnswerOut = true
            #expect(!NeedRules.isLegal(act, in: need) && NeedRules.isLegal(.withdraw, in: need))
            need.isAnswerOut = false
        }
        need.isAnswerOut = true
        for ties in [Ties.requester, .submitter] {
            #expect(throws: Never.self) { try RestrictionRules.requireAnswered(.withdraw(reason: ""), need, ties) }
        }
        for action in [NeedAction.withdraw(reason: ""), .stillNeeded(false)] {
            #expect(throws: Refusal.self) { try RestrictionRules.requireAnswered(action, need, .owner) }
        }
        #expect(throws: Never.self) { try RestrictionRules.requireAnswered(.stillNeeded(true), need, .owner) }
    }

    private static let wrong: [(field: String, change: @Sendable (inout RestrictionDraft) -> Void)] = [
        ("categories", { $0.categories = ["lunch"] }), ("categories", { $0.categories = [] }),
        ("items", { $0.items = ["nothing-like-it"] }), ("authority", { $0.authority = " " }),
        ("permit", { $0.permit = "" }), ("until", { $0.until = 5 }),
        ("channel.link", { $0.channel.link = "javascript:1" }),
        ("area", { $0.area = ["", "", "", "朝阳区"] }),
    ]

    @Test(arguments: wrong.indices)
    func everyWrongFieldIsNamed(_ index: Int) throws {
        let (field, change) = Self.wrong[index]
        var draft = RestrictionDraft(categories: ["medical"], authority: "Health office", permit: "a pass")
        let places = try Places(outlines: nil)
        #expect(throws: Never.self) { try RestrictionRules.cleaned(draft, at: Self.now, .shipped, places) }
        change(&draft)
        let wrong = draft
        let refusal = #expect(throws: Refusal.self) {
            try RestrictionRules.cleaned(wrong, at: Self.now, .shipped, places)
        }
        guard case .invalid(let problems)? = refusal else { return }
        #expect(problems.map(\.field) == [field])
    }
}

/// Set, stated, accepted, passed on, answered: on both engines.
@Suite struct RestrictionTests {
    private static func draft(_ items: [String] = ["ventilator"], area: [String] = []) -> RestrictionDraft {
        RestrictionDraft(
            items: items, area: area, authority: "Health office", permit: "allocation note",
            channel: Restriction.Channel(words: "Apply in writing", phone: "", link: ""))
    }

    private static func entry(_ test: TestApp, _ place: String = "the clinic") -> NeedEntry {
        var entry = test.entry("Ventilators for \(place)")
        entry.lines = [.init(item: "Ventilator", quantity: "5"), .init(item: "N95 mask", quantity: "100")]
        return entry
    }

    private static func published(_ test: TestApp, _ place: String = "the clinic") async throws -> Need {
        let need = try await test.submit(entry(test, place))
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        for verifier in ["verifier", "verifier2"] {
            if try await test.need(need.id)?.state != .verified {
                try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, verifier)
            }
        }
        return try await test.act(.publish(audience: .public, reason: ""), need.id, "dispatcher")
    }

    @discardableResult
    private static func set(_ test: TestApp, _ draft: RestrictionDraft = draft()) async throws -> Restriction {
        try await test.app.needs.setRestriction(draft, by: test.viewer("founder"), in: test.network.id)
    }

    private static func claim(_ test: TestApp, _ need: Need, line: Int = 0, by name: String) async throws -> Claim {
        try await test.app.needs.claim(
            ClaimDraft(line: need.lines[line].id, quantity: 1000, promisedBy: test.clock.now + Time.day), on: need.id,
            by: test.viewer(name), in: test.network.id
        ).claim
    }

    private static func permit(_ test: TestApp, _ need: Need, by viewer: Viewer) async throws -> Permit {
        try await test.app.needs.statePermit(
            PermitDraft(
                number: "canary-permit 7", issuer: "Health office", validUntil: test.clock.now + 5 * Time.day),
            on: need.id, by: viewer, in: test.network.id)
    }

    private static func fields(_ body: () async throws -> Void) async -> [String] {
        do {
            try await body()
            return []
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field)
        } catch {
            return ["\(error)"]
        }
    }

    @Test(arguments: TestApp.kinds) func aBoundLineIsPromisedWithAnAcceptedPermitOnly(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        let restriction = try await Self.set(test)
        for name in ["volunteer", "verifier", "dispatcher"] {
            await #expect(throws: Refusal.self, "\(name)") {
                _ = try await acts.setRestriction(Self.draft(), by: test.viewer(name), in: network)
            }
        }
        #expect(await Self.fields { _ = try await Self.claim(test, need, by: "volunteer") } == ["permit"])
        // What is not bound goes on as ever.
        _ = try await Self.claim(test, need, line: 1, by: "volunteer")
        let permit = try await Self.permit(test, need, by: test.viewer("volunteer"))
        #expect(permit.restrictionID == restriction.id && permit.forID == test.members["volunteer"]?.id)
        #expect(await Self.fields { _ = try await Self.claim(test, need, by: "volunteer") } == ["permit"])
        // Neither who stated it, nor anybody without the role; and never without a reason.
        for name in ["volunteer", "volunteer2", "dispatcher"] {
            await #expect(throws: Refusal.self, "\(name)") {
                _ = try await acts.decidePermit(
                    permit.id, accepts: true, reason: "seen", by: test.viewer(name), in: network)
            }
        }
        let silent = await Self.fields {
            _ = try await acts.decidePermit(
                permit.id, accepts: true, reason: " ", by: test.viewer("verifier"), in: network)
        }
        #expect(silent == ["reason"])
        _ = try await acts.decidePermit(
            permit.id, accepts: true, reason: "called the office", by: test.viewer("verifier"), in: network)
        let claim = try await Self.claim(test, need, by: "volunteer")
        #expect(claim.state == .open)
        // It covers its own stater only.
        #expect(await Self.fields { _ = try await Self.claim(test, need, by: "volunteer2") } == ["permit"])
        // What was accepted can turn out to be wrong; what was promised stands.
        _ = try await acts.decidePermit(
            permit.id, accepts: false, reason: "it was a copy", by: test.viewer("verifier2"), in: network)
        #expect(await Self.fields { _ = try await Self.claim(test, need, by: "volunteer") } == ["permit"])
        let stored = try await test.app.database.read { db in try db.claim(claim.id, in: network) }
        #expect(stored?.state == .open)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func hersIsForEverybodyUntilItRunsOut(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        try await Self.set(test)
        let permit = try await Self.permit(test, need, by: test.requester(need.id))
        #expect(permit.forID == nil && permit.statedBy == nil)
        let waiting = try await acts.permitsWaiting(for: test.viewer("verifier"), in: network)
        #expect(waiting.map(\.permit.paper.number) == ["canary-permit 7"])
        // Somebody of the desk is to look at it, by a time.
        let clock = try await test.app.database.read { db in try db.clock(of: permit.id, in: network) }
        #expect(
            clock?.step == "permit" && ["verifier", "verifier2"].contains { test.members[$0]?.id == clock?.ownerID })
        _ = try await acts.decidePermit(
            permit.id, accepts: true, reason: "called", by: test.viewer("verifier"), in: network)
        #expect(try await test.app.database.read { db in try db.clock(of: permit.id, in: network) } == nil)
        _ = try await Self.claim(test, need, by: "volunteer")
        // Whoever accepted it does not carry by it.
        #expect(await Self.fields { _ = try await Self.claim(test, need, by: "verifier") } != [])
        test.clock.pass(5 * Time.day)
        #expect(await Self.fields { _ = try await Self.claim(test, need, by: "volunteer2") } == ["permit"])
        await #expect(throws: Refusal.self) {
            _ = try await acts.decidePermit(
                permit.id, accepts: true, reason: "again", by: test.viewer("verifier2"), in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func everyViewSaysSoAndNoneShowsThePermit(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        try await Self.set(test)
        _ = try await Self.permit(test, need, by: test.requester(need.id))
        let viewers = [Viewer(.anonymous, language: .en), test.viewer("volunteer"), test.viewer("dispatcher")]
        for viewer in viewers {
            let text = String(decoding: try await acts.view(need.id, for: viewer, in: network).json, as: UTF8.self)
            #expect(text.contains("Health office") && !text.contains("canary-permit"))
            let page = try await acts.board(try BoardQuery(Form(), viewer: viewer), for: viewer, in: network)
            let row = try #require(page.rows.first)
            let card = String(
                decoding: NeedView(row, for: viewer, ownerName: "", now: test.clock.now).json, as: UTF8.self)
            #expect(card.contains("Health office") && !card.contains("canary-permit"))
        }
        let shown = try await viewers.asyncMap { viewer in
            try await acts.restricted(need.id, for: viewer, in: network).permits.map(\.paper.number)
        }
        #expect(shown == [[], [], ["canary-permit 7"]])
        let preview = try await acts.preview(
            Self.entry(test), by: Viewer(.anonymous, language: .en), in: test.network)
        #expect(try await acts.limits(of: network).binding(preview, at: test.clock.now).count == 1)
        // It is in the store only sealed, and gone with the contact.
        _ = try await acts.perform(.withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: network)
        try await acts.forget(need.id, by: test.requester(need.id), in: network)
        let left = try await acts.restricted(need.id, for: test.viewer("dispatcher"), in: network)
        #expect(left.permits.map(\.paper) == [Permit.Paper()])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theOfficialWayHoldsTheNeedUntilItIsAnswered(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test)
        try await Self.set(test)
        let owner = try #require(test.members.values.first { $0.id == need.ownerID }?.name)
        let draft = OfficialWayDraft(reference: "no. 12", due: test.clock.now + 3 * Time.day)
        await #expect(throws: Refusal.self) {
            _ = try await acts.passToAuthority(draft, need: need.id, by: test.viewer("volunteer"), in: network)
        }
        let out = try await acts.passToAuthority(draft, need: need.id, by: test.viewer(owner), in: network)
        #expect(out.isAnswerOut && out.ownerID == need.ownerID)
        await #expect(throws: Refusal.self) {
            _ = try await acts.passToAuthority(draft, need: need.id, by: test.viewer(owner), in: network)
        }
        for action in [NeedAction.markUnmet(reason: "a", tried: "b"), .reject(reason: "no"), .stillNeeded(false)] {
            do {
                _ = try await acts.perform(action, on: need.id, by: test.viewer(owner), in: network)
                Issue.record("\(action.act) went through")
            } catch Refusal.conflict(_, let extras) {
                #expect(extras.state == "published" && extras.allowed?.contains("markUnmet") == false)
            }
        }
        // Silence ends it neither, and the owner is reminded; who takes over takes the clock with the need.
        for _ in 0..<30 {
            test.clock.pass(12 * Time.hour)
            try await acts.sweep()
        }
        let later = try #require(try await test.need(need.id))
        #expect(later.state == .published && later.isAnswerOut)
        let clocks = try await test.app.database.read { db in
            try db.query("SELECT owner_id FROM clocks WHERE object = 'channel'") { try $0[0] as ID }
        }
        #expect(clocks == [later.ownerID])
        let now = try #require(test.members.values.first { $0.id == later.ownerID }?.name)
        let wrong = await Self.fields {
            _ = try await acts.recordAnswer("maybe", words: "x", need: need.id, by: test.viewer(now), in: network)
        }
        #expect(wrong == ["outcome"])
        let answered = try await acts.recordAnswer(
            "refused", words: "none left", need: need.id, by: test.viewer(now), in: network)
        #expect(!answered.isAnswerOut)
        let file = try await acts.file(need.id, for: test.requester(need.id), in: network)
        #expect(
            file.restricted.ways.map(\.paper.answer) == ["none left"] && file.call?.topics.contains(.answered) == true)
        _ = try await acts.perform(
            .markUnmet(reason: "none left", tried: "the authority"), on: need.id, by: test.viewer(now), in: network)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func withdrawingAlwaysWorksAndAReopenedNeedWaitsAgain(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await Self.published(test), she = test.requester(need.id)
        try await Self.set(test)
        let owner = try #require(test.members.values.first { $0.id == need.ownerID }?.name)
        _ = try await acts.passToAuthority(
            OfficialWayDraft(reference: "no. 12", due: test.clock.now + Time.day), need: need.id,
            by: test.viewer(owner), in: network)
        func clocks() async throws -> Int {
            try await test.app.database.read { db in
                try db.value("SELECT count(*) FROM clocks WHERE object IN ('channel', 'permit')", as: Int.self) ?? 0
            }
        }
        _ = try await Self.permit(test, need, by: she)
        #expect(try await clocks() == 2)
        _ = try await acts.perform(.withdraw(reason: ""), on: need.id, by: she, in: network)
        #expect(try await clocks() == 0)
        _ = try await acts.perform(.reopen(reason: "still"), on: need.id, by: she, in: network)
        #expect(try await clocks() == 2)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatBeginsAndEndsIsToldOnceAndCancelsNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let needs = [try await Self.published(test), try await Self.published(test, "the hospital")]
        for need in needs { _ = try await Self.claim(test, need, by: "volunteer") }
        _ = try await Self.claim(test, needs[0], line: 1, by: "volunteer2")
        func told() async throws -> Int {
            try await test.app.database.read { db in
                try db.value("SELECT count(*) FROM jobs", as: Int.self) ?? 0
            }
        }
        var draft = Self.draft()
        draft.from = test.clock.now + Time.hour
        let restriction = try await Self.set(test, draft)
        let before = try await told()
        try await acts.sweepRestrictions()
        #expect(try await told() == before, "it has not begun")
        test.clock.pass(Time.hour)
        for _ in 0..<3 { try await acts.sweepRestrictions() }
        // The owners, and the one who has promised ventilators: one message each, whatever the number of needs.
        let people = Set(needs.map(\.ownerID)).union([try #require(test.members["volunteer"]).id])
        #expect(try await told() == before + people.count)
        let claims = try await test.app.database.read { db in try needs.flatMap { try db.claims(of: $0) } }
        #expect(claims.allSatisfy { $0.state == .open } && claims.count == 3)
        _ = try await acts.liftRestriction(restriction.id, by: test.viewer("founder"), in: network)
        for _ in 0..<3 { try await acts.sweepRestrictions() }
        #expect(try await told() == before + 2 * people.count)
        _ = try await Self.claim(test, needs[0], by: "volunteer3")
        await #expect(throws: Refusal.self) {
            _ = try await acts.liftRestriction(restriction.id, by: test.viewer("founder"), in: network)
        }
        await test.app.database.close()
    }

    /// Random histories: nobody ever promises what is bound without a permit that another has accepted.
    @Test(arguments: TestApp.kinds.flatMap { kind in (1...(kind == .sqlite ? 12 : 2)).map { (kind, UInt64($0)) } })
    func noPromiseOfABoundLineWithoutAnAcceptedPermit(_ kind: EngineKind, _ seed: UInt64) async throws {
        let test = try await TestApp(kind, seed: seed), acts = test.app.needs, network = test.network.id
        var random = SplitMix64(seed: seed), restrictions: [Restriction] = [], made = 0, refused = 0
        let needs = [try await Self.published(test), try await Self.published(test, "the hospital")]
        for step in 0..<120 {
            let need = needs.randomElement(using: &random) ?? needs[0]
            let name = ["volunteer", "volunteer2", "volunteer3", "verifier"].randomElement(using: &random) ?? ""
            do {
                switch Int.random(in: 0..<10, using: &random) {
                case 0:
                    var draft = Self.draft([["ventilator"], ["masks"]].randomElement(using: &random) ?? [])
                    draft.from = test.clock.now + Int64.random(in: 0...2, using: &random) * Time.hour
                    draft.until = test.clock.now + Int64.random(in: 3...40, using: &random) * Time.hour
                    restrictions.append(try await Self.set(test, draft))
                case 1:
                    guard let one = restrictions.randomElement(using: &random) else { continue }
                    _ = try await acts.liftRestriction(one.id, by: test.viewer("founder"), in: network)
                case 2: test.clock.pass(Int64.random(in: 1...6, using: &random) * Time.hour)
                case 3, 4:
                    let isHers = Bool.random(using: &random)
                    let bound = try await acts.limits(of: network).binding(need, at: test.clock.now)
                    var draft = PermitDraft(number: "no. \(step)", issuer: "office")
                    draft.restriction = bound.randomElement(using: &random)?.id
                    draft.validUntil = test.clock.now + Int64.random(in: 1...30, using: &random) * Time.hour
                    _ = try await acts.statePermit(
                        draft, on: need.id, by: isHers ? test.requester(need.id) : test.viewer(name), in: network)
                case 5, 6:
                    let all = try await test.app.database.read { db in
                        try db.permits(of: need.id, in: network, vault: acts.vault)
                    }
                    guard let permit = all.randomElement(using: &random) else { continue }
                    _ = try await acts.decidePermit(
                        permit.id, accepts: Int.random(in: 0..<3, using: &random) > 0, reason: "so",
                        by: test.viewer(["verifier", "verifier2", name].randomElement(using: &random) ?? ""),
                        in: network)
                default:
                    let index = Int.random(in: 0...1, using: &random), member = try #require(test.members[name]).id
                    let (bound, permits) = try await test.app.database.read { db in
                        (
                            try db.restrictionsInForce(in: network, at: test.clock.now),
                            try db.permits(of: need.id, in: network, vault: acts.vault)
                        )
                    }
                    let named = bound.filter { $0.items.map(\.id) == [["ventilator"], ["masks"]][index] }
                    let isCovered = named.allSatisfy { one in
                        permits.contains {
                            $0.restrictionID == one.id && $0.state == .accepted
                                && $0.validUntil > test.clock.now + Time.day
                                && ($0.forID ?? member) == member && $0.decidedBy != member
                        }
                    }
                    do {
                        let claim = try await Self.claim(test, need, line: index, by: name)
                        #expect(isCovered, "seed \(seed), step \(step): promised without a permit")
                        made += 1
                        _ = try await acts.perform(
                            .release(note: ""), onClaim: claim.id, by: test.viewer(name), in: network)
                    } catch Refusal.invalid(let problems) {
                        #expect(
                            !isCovered && problems.allSatisfy { ["permit", "promisedBy"].contains($0.field) },
                            "seed \(seed), step \(step)")
                        refused += 1
                    }
                }
            } catch let refusal as Refusal {
                if case .fault = refusal { Issue.record("a fault, seed \(seed)") }
            }
        }
        #expect(made > 5 && refused > 2, "seed \(seed) tried too little: \(made) \(refused)")
        await test.app.database.close()
    }
}

extension Sequence {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var found: [T] = []
        for element in self { found.append(try await body(element)) }
        return found
    }
}
