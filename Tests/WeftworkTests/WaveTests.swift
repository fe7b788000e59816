import Database
@testable import Engine
import Testing

@testable import Weftwork

/// Asking in waves: enough people and no more, nobody twice, nobody past what they can give.
@Suite struct WaveTests {
    // MARK: Rules

    private func candidate(_ number: Int, _ score: Double = 0.7, contacts: Int = 0, isFull: Bool = false)
        -> WaveCandidate
    {
        WaveCandidate(
            member: ID(milliseconds: 1, entropy: (UInt64(number), 1)),
            match: MatchCandidate(position: number, score: score), load: 0, isFull: isFull,
            contacts: (0..<contacts).map { ContactBudget.Contact(at: Int64($0)) },
            asking: Acceptance.Asking(score: score), minutes: 40)
    }

    private func plan(_ found: [WaveCandidate], wanted: Int = 1, urgency: Need.Urgency = .normal) -> WavePlan {
        WaveRules.plan(
            found, nobody: .distance, wanted: wanted, budget: ContactBudget(), urgency: urgency, at: Time.hour)
    }

    @Test func aWaveIsAsLargeAsItTakes() {
        let all = (0..<30).map { candidate($0) }
        let one = plan(all, wanted: 1), three = plan(all, wanted: 3)
        #expect(one.size.isEnough && three.size.isEnough && one.size.probability >= 0.95)
        #expect(one.size.count < three.size.count && three.size.count < 15 && one.first.count == one.size.count)
        #expect(one.nobody == nil && one.wait == 40 * Time.minute)
        let few = plan(Array(all.prefix(2)), wanted: 3)
        #expect(!few.size.isEnough && few.first.count == 2 && few.nobody == nil)
    }

    @Test func whoHasHadEnoughIsNotAsked() {
        #expect(plan([]).nobody == .distance)
        #expect(plan([candidate(1, isFull: true)]).nobody == .load)
        #expect(plan([candidate(1, isFull: true), candidate(2, contacts: 2)]).nobody == .budget)
        // Who is somewhere else then has no full week.
        var elsewhere = candidate(3)
        elsewhere.isElsewhere = true
        #expect(plan([elsewhere]).nobody == .hours && plan([elsewhere]).candidates.isEmpty)
        #expect(plan([elsewhere, candidate(1, isFull: true)]).nobody == .load)
        // Of those who would do and are not asked, the last one says why.
        #expect(WaveRules.last(of: [.askedBefore, .onCase, .paused]) == .paused)
        #expect(WaveRules.last(of: [.askedBefore, .onCase]) == .onCase && WaveRules.last(of: []) == nil)
        // What is critical may borrow, twice.
        #expect(plan([candidate(2, contacts: 2)], urgency: .critical).nobody == nil)
        let other = plan([candidate(1, contacts: 1), candidate(2, 0.65)])
        #expect(other.candidates.map(\.match.position) == [2, 1], "about as good, and asked less")
    }

    /// `weft bench` has no store: what it asks by is the plan itself.
    @Test func theBenchAsksByTheSameRules() {
        func person(
            _ number: Int, kilometres: Double = 1, contacts: Int = 0, isFree: Bool = true
        ) -> WaveTrial.Person {
            WaveTrial.Person(
                MatchCandidate(position: number, score: 0.7), kilometres: kilometres, load: 0,
                contacts: (0..<contacts).map { ContactBudget.Contact(at: Int64($0)) }, isFree: isFree)
        }
        func asked(_ people: [WaveTrial.Person], urgency: MatchUrgency = .normal, wanted: Int = 3) -> [Int] {
            WaveTrial.next(people, wanted: wanted, budget: ContactBudget(), urgency: urgency, at: Time.hour).asked
                .map { $0.position }
        }
        let all = plan((0..<30).map { candidate($0) }, wanted: 3).first.map(\.match.position)
        #expect(asked((0..<30).map { person($0) }) == all)
        #expect(
            asked([person(1, kilometres: 90), person(2), person(3, isFree: false), person(4, contacts: 2)]) == [2, 1])
        #expect(asked([person(4, contacts: 2)], urgency: .critical) == [4])
        #expect(asked([person(1)], wanted: 0).isEmpty)
        let wait = WaveTrial.next([person(1)], wanted: 1, budget: ContactBudget(), urgency: .critical, at: 0).wait
        #expect(wait == WaveRules.longestWait(.critical))
    }

    @Test func whoIsAtHomeThereIsAskedFirstAmongEquals() {
        func order(_ found: [WaveCandidate]) -> [Int] { plan(found).candidates.map(\.match.position) }
        var home = candidate(2)
        home.manner = AskManner.most
        #expect(order([candidate(1), home]) == [2, 1])
        // Of two who are alike in that, whoever has something to drive.
        var driver = candidate(5)
        driver.brings = true
        #expect(order([candidate(1), driver, home]) == [2, 5, 1])
        // Not before whoever was asked less, nor before whoever is much better.
        var asked = candidate(3, contacts: 1)
        asked.manner = AskManner.most
        #expect(order([asked, candidate(1)]) == [1, 3])
        var worse = candidate(4, 0.3)
        worse.manner = AskManner.most
        #expect(order([candidate(1, 0.9), worse]) == [1, 4])
    }

    @Test(
        arguments: [
            (["湖北省", "武汉市", "江汉区"], "武汉话", true), (["湖北省", "武汉市", "江汉区"], "会一点湖北话", true),
            (["湖北省", "武汉市", "江汉区"], "粤语", false), (["湖北省", "武汉市", "江汉区"], "", false),
            (["广东省", "广州市", ""], "粤语", true), (["广西壮族自治区", "", ""], "Cantonese", true),
            (["福建省", "厦门市", ""], "闽南话", true), (["湖北省", "", ""], "普通话", false), (["", "", ""], "武汉话", false),
        ] as [([String], String, Bool)])
    func aDialectIsSpokenWhereItComesFrom(_ places: [String], _ dialect: String, _ speaks: Bool) {
        #expect(AskManner(places: places).fit(dialect: dialect, channel: .any) == (speaks ? 2 : 0))
    }

    @Test(
        arguments: [
            (420103, "武汉话", "Wuhan dialect", true), (420103, "湖北话", "Some Hubei dialect", true),
            (420103, "武汉话", "wǔhàn huà", true), (420103, "武汉话", "Wuhanhua", true),
            (420103, "普通话", "Mandarin", false), (231281, "普通话", "Mandarin", false), (420103, "粤语", "Cantonese", false),
            (430104, "湘语", "Xiang", true), (430700, "长沙话", "Changsha dialect", true),
            (430104, "襄阳话", "Xiangyang dialect", false), (360700, "赣语", "Gan Chinese", true),
            (360700, "南昌话", "Nanchang dialect", true), (360700, "甘肃话", "Gansu dialect", false),
            (140100, "晋语", "Jin Chinese", true), (210100, "东北话", "Northeastern Mandarin", true),
            (610100, "中原官话", "Central Plains Mandarin", true), (610100, "河南话", "Henan dialect", true),
            (510100, "彝语", "Yi", true), (320100, "上海话", "Shanghai dialect", true), (420103, "四川话", "Sichuanese", true),
            (440100, "潮州话", "Teochew", true), (810000, "广东话", "Cantonese", true), (650100, "维语", "Uyghur", true),
        ] as [(Int, String, String, Bool)])
    func aDialectIsKnownInBothLanguages(_ code: Int, _ chinese: String, _ english: String, _ speaks: Bool) throws {
        let catalogue = try #require(Places.ofChina), area = try #require(catalogue.area(code))
        let names = catalogue.names(of: area)
        let manner = AskManner(
            places: [names.province, names.city, names.district], areas: catalogue.line(of: area))
        for dialect in [chinese, english] {
            #expect(manner.fit(dialect: dialect, channel: .any) == (speaks ? 2 : 0), "\(dialect)")
        }
        // Where the line asks for it itself, in either language.
        let asked = AskManner(places: [], words: "A nurse who speaks \(english), \(chinese)")
        let isFamily = DialectWords.families.contains { family in
            family.names.contains { chinese.contains($0) }
        }
        #expect(asked.fit(dialect: chinese, channel: .any) == (isFamily ? 2 : 0))
    }

    @Test func everyFamilyOfDialectsHasAnEnglishName() {
        for family in DialectWords.families {
            #expect(!family.latin.isEmpty, "\(family.names)")
            for (name, other) in zip(family.names, family.latin) {
                #expect(AskManner(places: [], words: name).fit(dialect: other, channel: .any) == 2, "\(name) \(other)")
                #expect(AskManner(places: [], words: other).fit(dialect: name, channel: .any) == 2, "\(other) \(name)")
            }
        }
    }

    @Test func aLineMayNameTheDialectAndSheTheWayToSpeakToHer() {
        let manner = AskManner(places: ["湖北省"], words: "会说闽南语的护士", channel: .wechat)
        #expect(manner.fit(dialect: "闽南话", channel: .wechat) == AskManner.most)
        #expect(manner.fit(dialect: "闽南话", channel: .call) == 2)
        #expect(manner.fit(dialect: nil, channel: .any) == 1 && manner.fit(dialect: "粤语", channel: .mail) == 0)
    }

    @Test func waitsAreBounded() {
        #expect(WaveRules.wait(for: [1, 2], .low) == WaveRules.shortestWait)
        #expect(WaveRules.wait(for: [900_000], .critical) == 30 * Time.minute)
        #expect(WaveRules.wait(for: [], .normal) == Time.hour)
        #expect(WaveRules.wait(for: [20, 90, 30], .normal) == 30 * Time.minute)
    }

    @Test func everybodyPromisesAPersonOrAnEqualPart() {
        func line(_ kind: NeedLine.Kind, _ quantity: Quantity) -> NeedLine {
            NeedLine(
                id: ID(milliseconds: 1, entropy: (1, 1)), item: "x", kind: kind, quantity: quantity, unit: "",
                specification: "", claimed: 0, delivered: 0, isMet: false, isControlled: false)
        }
        #expect(WaveRules.share(of: line(.people, .number(5000)), wanted: 2) == 1000)
        #expect(WaveRules.share(of: line(.service, .number(10_000)), wanted: 3) == 3334)
        #expect(WaveRules.share(of: line(.service, .unknown), wanted: 3) == 1000)
        #expect(WaveRules.usualWanted(of: line(.people, .number(5000))) == 5)
        #expect(WaveRules.room(in: line(.people, .number(5000)), share: 1000) == 5)
        #expect(WaveRules.room(in: line(.people, .unlimited), share: 1000) == nil)
    }

    /// Of two who drive alike the one who speaks as people do where the need is is asked first, whoever's id is lower.
    @Test(arguments: TestApp.kinds, [0, 1]) func dialectDecidesBetweenEquals(_ kind: EngineKind, _ one: Int)
        async throws
    {
        let test = try await TestApp(kind, volunteers: 2)
        for number in 0..<2 { try await test.drives("v\(number)") }
        var draft = VolunteerDraft()
        draft.dialect = "武汉话"
        try await test.app.volunteers.save(draft, by: test.viewer("v\(one)"), in: test.network.id)
        let need = try await needed(test, 1)
        test.clock.pass(3 * Time.second)
        let proposal = try await test.app.waves.proposal(
            for: need.id, HelpDraft(line: need.lines[0].id, wanted: 1, terms: CallTerms(hours: 2)),
            by: test.viewer("dispatcher"), in: test.network.id)
        #expect((proposal.first + proposal.others).map(\.name) == ["v\(one)", "v\(1 - one)"])
        await test.app.database.close()
    }

    // MARK: A call's life

    private func needed(_ test: TestApp, _ count: Int, urgency: String = "normal") async throws -> Need {
        try await test.calledNeed(count, urgency: urgency)
    }

    private func start(
        _ test: TestApp, _ need: Need, wanted: Int? = nil, members: [ID]? = nil, hours: Int = 4
    ) async throws -> HelpCall {
        test.clock.pass(3 * Time.second)
        return try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id, wanted: wanted, terms: CallTerms(hours: hours), members: members),
            on: need.id, by: test.viewer("dispatcher"), in: test.network.id
        ).call
    }

    @Test(arguments: TestApp.kinds) func enoughSayYesAndTheOthersAreThanked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 12)
        for number in 0..<12 { try await test.drives("v\(number)") }
        let need = try await needed(test, 2)
        let call = try await start(test, need)
        #expect(call.wanted == 2 && call.wave == 1 && call.state == .running)
        let asked = try await test.askings(call)
        #expect(asked.count > 2 && asked.count < 12)
        #expect(
            asked.allSatisfy { $0.why.words(.en).contains("Driving") || $0.why.words(.en).contains("开车") },
            "\(asked.map(\.why))")
        let code = { (asking: Asking) in test.app.vault.linkCode("asking", asking.id) }
        // Opening does nothing.
        #expect(try await test.app.waves.asked(code: code(asked[0])).stage == .open)
        #expect(try await test.askings(call).allSatisfy { $0.state == .asked })
        let no = try await test.app.waves.answer(.no, code: code(asked[2]))
        #expect(no.state == .declined && no.said == .no)
        for index in 0..<2 {
            let yes = try await test.app.waves.answer(.yes, code: code(asked[index]))
            #expect(yes.state == .accepted && yes.claimID != nil)
            // Once: the second time nothing more happens.
            #expect(try await test.app.waves.answer(.no, code: code(asked[index])) == yes)
        }
        let over = try await test.call(call)
        #expect(over.state == .met)
        let claims = try await test.app.database.read { db in try db.claims(of: need) }
        #expect(Set(claims.map(\.memberID)) == Set(asked.prefix(2).map(\.memberID)))
        #expect(claims.allSatisfy { $0.quantity == 1000 && $0.state == .open })
        let late = try #require(try await test.askings(call).first { $0.state == .withdrawn })
        #expect(try await test.app.waves.asked(code: code(late)).stage == .enough)
        let tooLate = try await test.app.waves.answer(.yes, code: code(late))
        #expect(tooLate.said == .yes && tooLate.state == .withdrawn && tooLate.claimID == nil)
        #expect(try await test.app.database.read { db in try db.claims(of: need).count } == 2)
        await #expect(throws: Refusal.self) { _ = try await test.app.waves.asked(code: "AAAA") }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theNextWaveGoesOnceWhoeverSweeps(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 12)
        for number in 0..<12 { try await test.drives("v\(number)") }
        let call = try await start(test, try await needed(test, 1))
        let first = try await test.askings(call).count
        test.clock.pass(call.dueAt - test.clock.now + 1)
        let other = try test.app.playing(test.app.world)
        async let one: Void = test.app.waves.sweep()
        async let two: Void = other.waves.sweep()
        _ = try await (one, two)
        let after = try await test.call(call), askings = try await test.askings(call)
        #expect(after.wave == 2 && after.state == .running)
        #expect(askings.count > first && Set(askings.map(\.memberID)).count == askings.count)
        // And on, until nobody is left: then whoever called hears of it.
        for _ in 0..<20 {
            test.clock.pass(2 * Time.hour)
            try await test.app.waves.sweep()
        }
        let short = try await test.call(call)
        #expect(short.state == .short && short.why != nil)
        // Nobody looked after it for more than a day: it has passed to their backup.
        let dispatcher = try #require(test.members.values.first { $0.id == short.ownerID })
        let waits = try await test.app.members.waiting(for: dispatcher)
        #expect(waits.contains { $0.path == "/help-calls/\(call.id)" && $0.clock.ownerID == dispatcher.id })
        try await test.app.waves.end(call.id, by: test.viewer("dispatcher"), in: test.network.id)
        #expect(try await test.app.members.waiting(for: dispatcher).allSatisfy { $0.clock.object != .helpCall })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aCallEndsWithItsNeed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 4)
        for number in 0..<4 { try await test.drives("v\(number)") }
        let need = try await needed(test, 1), call = try await start(test, need)
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: test.network.id)
        try await test.app.waves.sweep()
        #expect(try await test.call(call).state == .over)
        #expect(try await test.askings(call).allSatisfy { $0.state == .withdrawn })
        let again = test.app.vault.linkCode("asking", try await test.askings(call)[0].id)
        #expect(try await test.app.waves.asked(code: again).stage == .ended)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func nobodyIsLeftWhenNobodyCan(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let call = try await start(test, try await needed(test, 1))
        #expect(call.state == .short && call.why == .thing)
        test.clock.pass(48 * Time.hour)
        try await test.app.waves.sweep()
        let clock = try await test.app.database.read { db in try db.clock(of: call.id, in: test.network.id) }
        #expect((clock?.stage ?? 0) >= Escalation.reassigned.rawValue && clock?.ownerID != call.ownerID)
        await #expect(throws: Refusal.self) {
            try await test.app.waves.again(call.id, by: test.viewer("dispatcher"), in: test.network.id)
        }
        await test.app.database.close()
    }

    // MARK: Limits

    @Test(arguments: TestApp.kinds) func oneBudgetForAllWhoAsk(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await test.drives("volunteer")
        let she = try #require(test.members["volunteer"]).id
        let draft = VouchDraft(kind: .skill, subject: "driving", how: "We drove three nights together, and well.")
        for name in ["volunteer2", "volunteer3"] {
            _ = try await test.app.members.askForVouch(of: she, draft, by: test.viewer(name), in: network)
        }
        let call = try await start(test, try await needed(test, 1))
        #expect(call.state == .short && call.why == .budget)
        // What is critical borrows, and no more than two.
        for number in 0..<3 {
            let urgent = try await start(test, try await needed(test, 1, urgency: "critical"))
            #expect(urgent.state == (number < 2 ? .running : .short), "\(number)")
        }
        // A third vouch is asked for, and nothing is sent.
        let sent = try await test.mails()
        _ = try await test.app.members.askForVouch(of: she, draft, by: test.viewer("intake"), in: network)
        #expect(try await test.mails() == sent)
        #expect(try await test.app.members.vouchAsks(for: test.viewer("volunteer"), in: network).waiting.count == 3)
        try await test.app.waves.setContacts(perWeek: 9, by: test.viewer("founder"), in: network)
        #expect(try await start(test, try await needed(test, 1)).state == .running)
        await test.app.database.close()
    }

    /// Two networks on one node ask one person: what the one asked leaves no room for the other.
    @Test(arguments: TestApp.kinds) func aPersonHasOneBudgetInAllNetworks(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, now = test.clock.now
        try await test.drives("volunteer")
        let lead = MemberDraft(email: "lead@example.org", name: "lead")
        let other = try await app.people.found(slug: "other", name: "Other", founder: lead, language: .en).network.id
        _ = try await app.people.addMember(MemberDraft(email: "volunteer@example.org", name: "elsewhere"), to: "other")
        _ = try await app.people.addMember(MemberDraft(email: "stranger@example.org", name: "stranger"), to: "other")
        let there = try await app.database.read { db in
            Dictionary(uniqueKeysWithValues: try db.members(of: other).map { ($0.name, $0.id) })
        }
        let here = try #require(test.members["volunteer"]).id
        let (same, stranger) = (try #require(there["volunteer"] ?? there["elsewhere"]), try #require(there["stranger"]))
        #expect(same != here)
        let taken = try await app.database.write { db in
            try [same, same, same, stranger].map {
                try db.takeContact(with: $0, in: other, for: .vouch, id: app.world.newID(), at: now)
            }
        }
        #expect(taken == [true, true, false, true])
        let counted = try await app.database.read { db in try db.contacts(in: test.network.id, at: now) }
        #expect(counted.mapValues(\.count) == [here: 2])
        let call = try await start(test, try await needed(test, 1))
        #expect(call.state == .short && call.why == .budget)
        await app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoHasDoneEnoughRests(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await test.drives("volunteer", limit: "6")
        let first = try await start(test, try await needed(test, 1)),
            second = try await start(test, try await needed(test, 1))
        let asked = [try await test.askings(first)[0], try await test.askings(second)[0]]
        let viewer = test.viewer("volunteer")
        _ = try await test.app.waves.answer(.yes, asking: asked[0].id, by: viewer, in: network)
        // Four and four are more than six.
        await #expect(throws: Refusal.self) {
            _ = try await test.app.waves.answer(.yes, asking: asked[1].id, by: viewer, in: network)
        }
        #expect(try await test.askings(second)[0].state == .asked)
        try await test.app.waves.setContacts(perWeek: 9, by: test.viewer("founder"), in: network)
        let third = try await start(test, try await needed(test, 1))
        #expect(third.state == .short && third.why == .load)
        let pick = WavePick(
            need: third.needID, line: third.lineID, members: [try #require(test.members["volunteer"]).id])
        let refused = try await test.app.waves.ask([pick], by: test.viewer("dispatcher"), in: network)
        #expect(refused[0].asked.isEmpty && refused[0].refused.map(\.why) == [.load])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func picksSayWhatBecameOfThem(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 3), network = test.network.id
        let need = try await needed(test, 2), masks = try await test.published()
        let ids = try (0..<3).map { try #require(test.members["v\($0)"]).id }
        try await test.app.volunteers.say(.pause(until: ""), by: test.viewer("v2"), in: network)
        let picks = [
            WavePick(need: need.id, line: need.lines[0].id, members: ids),
            WavePick(need: masks.id, line: masks.lines[0].id, members: [ids[0]]),
            WavePick(need: ID(milliseconds: 9, entropy: (9, 9)), line: ids[0], members: [ids[0]]),
        ]
        let answers = try await test.app.waves.ask(picks, by: test.viewer("dispatcher"), in: network)
        #expect(answers[0].asked == [ids[0], ids[1]] && answers[0].refused.map(\.why) == [.paused])
        #expect(answers[1].call == nil && answers[1].problem != nil && answers[2].problem != nil)
        let again = try await test.app.waves.ask(picks, by: test.viewer("dispatcher"), in: network)
        #expect(again[0].call == answers[0].call && again[0].asked.isEmpty)
        #expect(again[0].refused.map(\.why) == [.askedBefore, .askedBefore, .paused])
        await #expect(throws: Refusal.self) {
            _ = try await test.app.waves.ask(picks, by: test.viewer("volunteer"), in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsOldIsForgotten(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), network = test.network.id
        try await test.drives("v0")
        let call = try await start(test, try await needed(test, 1))
        let asking = try await test.askings(call)[0]
        _ = try await test.app.waves.answer(.notThisWeek, asking: asking.id, by: test.viewer("v0"), in: network)
        let own = try await test.app.volunteers.own(of: test.viewer("v0"), in: network)
        #expect(own.volunteer.isPaused(at: test.clock.now + 6 * Time.day))
        try await test.app.waves.end(call.id, by: test.viewer("dispatcher"), in: network)
        test.clock.pass(Int64(Retention.Kind.askings.usual + 1) * Time.day)
        try await test.app.waves.forgetOld()
        let left = try await test.app.database.read { db in
            try ["askings", "help_calls", "contact_ledger"].map { table -> Int in
                switch table {
                case "askings": try db.value("SELECT count(*) FROM askings") ?? 0
                case "help_calls": try db.value("SELECT count(*) FROM help_calls") ?? 0
                default: try db.value("SELECT count(*) FROM contact_ledger") ?? 0
                }
            }
        }
        #expect(left == [0, 0, 0])
        await #expect(throws: Refusal.self) {
            _ = try await test.app.waves.asked(code: test.app.vault.linkCode("asking", asking.id))
        }
        await test.app.database.close()
    }
}

extension TestApp {
    /// A published need for so many drivers.
    func calledNeed(_ count: Int, urgency: String = "normal") async throws -> Need {
        // Few digits: a long number could be an account.
        var entry = entry("A clinic lacks drivers, round \(app.world.number() % 100_000)")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "\(count)", kind: "people")]
        entry.urgency = urgency
        return try await published(entry)
    }

    /// A driver who is free for hours.
    func drives(_ name: String, limit: String = "") async throws {
        var draft = VolunteerDraft()
        draft.skills = [.init(name: "driver", level: nil)]
        draft.weeklyLimit = limit
        try await app.volunteers.save(draft, by: viewer(name), in: network.id)
        try await app.volunteers.say(.ask, by: viewer(name), in: network.id)
    }

    func call(_ call: HelpCall) async throws -> HelpCall {
        try #require(try await app.database.read { db in try db.helpCall(call.id, in: network.id) })
    }

    /// In the order in which they were asked.
    func askings(_ call: HelpCall) async throws -> [Asking] {
        try await app.database.read { db in try db.askings(of: call, vault: app.vault) }.reversed()
    }

    /// Messages that wait to be sent.
    func mails() async throws -> Int {
        try await app.database.read { db in try db.value("SELECT count(*) FROM jobs") ?? 0 }
    }
}
