import Database
import Engine
import Testing

@testable import Weftwork

extension Viewer {
    fileprivate var memberID: ID { get throws { try #require(member).id } }
}

/// Small tasks: cut from what is public alone, done by one, looked at by another; nothing of a need changes by them.
@Suite struct SmallTaskTests {
    static func entry(_ title: String, _ lines: [(String, String)], district: String = "江汉区") -> NeedEntry {
        var entry = NeedEntry()
        entry.title = title
        entry.description = "canary-description"
        entry.institution = "canary-institution"
        entry.lines = lines.map { NeedEntry.Line(item: $0.0, quantity: $0.1, unit: $0.1.isEmpty ? "" : "只") }
        entry.phone = "15412345678"
        entry.address = "canary-address 5"
        entry.urgency = "high"
        entry.area = ["中国", "湖北省", "武汉市", district]
        return entry
    }

    static func list(_ title: String = "武汉市第八医院急缺物资") -> NeedEntry {
        var entry = entry(title, [("口罩、护目镜、防护服、手套", "")])
        entry.institution = ""
        return entry
    }

    static func draft(_ kind: SmallTask.Kind, _ subject: SmallSubject) -> SmallDraft {
        switch kind {
        case .findNumber:
            SmallDraft(phone: "027-8588 1234", source: "https://hospital8.example/contact", district: "江汉区")
        case .sortList: SmallDraft(lines: "口罩 500\n护目镜\n防护服 20 套")
        case .translate:
            SmallDraft(
                title: "Hospital needs supplies",
                items: subject.items.map { _ in "masks and goggles" }.joined(separator: "\n"))
        case .spotDouble: SmallDraft(verdict: "same", note: "同一家医院")
        case .hangPoster: SmallDraft(place: "江汉路地铁站旁")
        }
    }

    /// Takes a task and answers it well.
    static func done(_ kind: SmallTask.Kind, by viewer: Viewer, _ test: TestApp) async throws -> SmallTask {
        let small = test.app.small, network = test.network.id
        let task = try await small.take(toCheck: false, kind: kind.rawValue, by: viewer, in: network)
        let subject = try #require(try await small.item(task.id, for: viewer, in: network).subject)
        try await small.answer(task.id, draft(kind, subject), by: viewer, in: network)
        return task
    }

    static func state(_ id: ID, _ test: TestApp) async throws -> SmallTask {
        try #require(try await test.app.database.read { db in try db.smallTask(id, in: test.network.id) })
    }

    // MARK: Rules

    @Test func onlyWhatEverybodyReadsIsWorkedOn() throws {
        var need = Sample.need()
        need.state = .published
        need.audience = .public
        need.title = "武汉市第八医院急缺物资"
        func subject() -> SmallSubject? {
            SmallRules.subject(.translate, need, nil, now: 1, limits: .none)
        }
        let found = subject(), shown = try #require(found)
        #expect(shown.source == .zh && shown.title == need.title)
        for change in [
            { (need: inout Need) in need.audience = .partners }, { $0.hidden = "hidden" }, { $0.held = ["lines"] },
            { $0.held = ["title"] }, { $0.state = .delivered }, { $0.state = .verified },
        ] as [(inout Need) -> Void] {
            let before = need
            change(&need)
            #expect(subject() == nil)
            need = before
        }
    }

    @Test func aSecondIsAnotherAndOneOfTheTwoIsVouchedFor() {
        let task = SmallTask(
            id: ID(milliseconds: 1, entropy: (1, 1)), networkID: Sample.need().networkID, kind: .translate,
            needID: Sample.need().id, otherID: nil, stamp: "", rank: 0, state: .done, cutAt: 0, lockUntil: 0,
            doerID: Sample.member("v", []).id)
        #expect(!SmallRules.mayCheck(task, doer: .steward, Sample.member("v", [])))
    }

    @Test(arguments: [
        (SmallTask.Kind.findNumber, SmallDraft(phone: "110", source: "https://a.example"), "phone"),
        (.findNumber, SmallDraft(phone: "13912345678", source: "https://a.example/x"), "phone"),
        (.findNumber, SmallDraft(phone: "027-85881234", source: "javascript:alert(1)"), "source"),
        (.findNumber, SmallDraft(phone: "027-85881234", source: "https://me@evil.example/"), "source"),
        (.sortList, SmallDraft(lines: "口罩"), "lines"),
        (.sortList, SmallDraft(lines: String(repeating: "口罩 1\n", count: 900)), "lines"),
        (.sortList, SmallDraft(lines: "口罩 5\n打给 13912345678"), "lines"),
        (.translate, SmallDraft(title: "武汉市第八医院", items: "a"), "title"),
        (.translate, SmallDraft(title: "Please pay to account number 6222 0000 1111 2222", items: "a"), "title"),
        (.translate, SmallDraft(title: "A hospital", items: "a\nb"), "items"),
        (.spotDouble, SmallDraft(verdict: "maybe", note: "same"), "verdict"),
        (.spotDouble, SmallDraft(verdict: "same"), "note"),
        (.hangPoster, SmallDraft(place: "找我 13912345678"), "place"),
        (.hangPoster, SmallDraft(place: String(repeating: "街", count: 5000)), "place"),
    ])
    func hostileAnswersAreRefusedByField(_ kind: SmallTask.Kind, _ draft: SmallDraft, _ field: String) {
        var need = Sample.need()
        need.state = .published
        need.audience = .public
        need.title = "武汉市第八医院急缺物资"
        need.lines = Array(need.lines.prefix(1))
        guard let subject = SmallRules.subject(.translate, need, nil, now: 1, limits: .none) else {
            Issue.record("nothing to work on")
            return
        }
        do {
            _ = try SmallRules.answer(draft, kind, subject)
            Issue.record("\(draft) was taken")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.field).contains(field), "\(problems.map(\.field))")
        } catch {
            Issue.record("\(error)")
        }
    }

    // MARK: Whole courses

    @Test(arguments: TestApp.kinds)
    func oneDoesItAnotherLooks(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let need = try await test.published(SmallTaskTests.list())
        let guest = try await test.newcomer("rosa"), guestID = try guest.memberID
        let before = try #require(try await test.need(need.id))
        let task = try await SmallTaskTests.done(.translate, by: guest, test)
        #expect(try await SmallTaskTests.state(task.id, test).state == .done)
        // Not oneself, nor another whom nobody knows.
        await #expect(throws: Refusal.self) {
            try await small.take(toCheck: true, kind: nil, by: guest, in: network)
        }
        let other = try await test.newcomer("ruth")
        await #expect(throws: Refusal.self) {
            try await small.take(toCheck: true, kind: nil, by: other, in: network)
        }
        let second = test.viewer("volunteer")
        let taken = try await small.take(toCheck: true, kind: nil, by: second, in: network)
        #expect(taken.id == task.id)
        let seen = try await small.item(task.id, for: second, in: network)
        #expect(seen.answer?.title == "Hospital needs supplies")
        try await small.check(task.id, isRight: true, "", by: second, in: network)
        #expect(try await SmallTaskTests.state(task.id, test).state == .accepted)
        let arrival = try await test.app.database.read { db in try db.arrival(of: guestID, in: network) }
        #expect(arrival?.firstThingAt != nil)
        // Who did it and who confirmed it is in no feed; what thanks them looks it up.
        let told = try await test.app.database.read { db in
            try db.query(
                """
                SELECT audience, details, kind FROM events WHERE network_id = \(network) AND object_id = \(task.id)
                ORDER BY id
                """
            ) { (audience: try $0[0] as Audience, details: try $0[1] as String, kind: try $0[2] as String) }
        }
        #expect(Set(told.map(\.kind)) == ["smallTaskDone", "smallTaskConfirmed"])
        let secondID = try second.memberID
        for one in told {
            #expect(one.audience == .concerned)
            #expect(!one.details.contains(guestID.description) && !one.details.contains(secondID.description))
        }
        // The need is as it was; the other language stands beside it.
        let after = try #require(try await test.need(need.id))
        #expect(after == before)
        #expect(try await small.translation(of: need.id, in: network)?.answer?.title == "Hospital needs supplies")
        // Its words change: the translation is of other words.
        var correction = Correction()
        correction.title = "武汉市第八医院急缺口罩"
        _ = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: network)
        #expect(try await small.translation(of: need.id, in: network) == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func twoWhoDisagreeAreHeardByAThird(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        _ = try await test.published(SmallTaskTests.list())
        let doer = test.viewer("volunteer"), second = test.viewer("volunteer2")
        let task = try await SmallTaskTests.done(.sortList, by: doer, test)
        try await small.take(toCheck: true, kind: nil, by: second, in: network)
        await #expect(throws: Refusal.self) {
            try await small.check(task.id, isRight: false, "", by: second, in: network)
        }
        try await small.check(task.id, isRight: false, "手套漏了", by: second, in: network)
        let clock = try await test.app.database.read { db in try db.clock(of: task.id, in: network) }
        let owner = try #require(clock).ownerID
        let sides = [try doer.memberID, try second.memberID]
        #expect(clock?.step == SmallStep.decide.rawValue && !sides.contains(owner))
        let lead = try #require(test.members.values.first { $0.id == owner })
        let waiting = try await test.app.members.waiting(for: lead)
        #expect(waiting.contains { $0.path == "/small-tasks/\(task.id)" })
        let founder = test.viewer("founder")
        let listed = try await small.desk(for: founder, in: network)
        #expect(listed.map(\.task.id) == [task.id] && listed.first?.check?.words == "手套漏了")
        await #expect(throws: Refusal.self) {
            try await small.decide(task.id, isRight: true, "", by: founder, in: network)
        }
        try await small.decide(task.id, isRight: false, "确实漏了", by: founder, in: network)
        #expect(try await SmallTaskTests.state(task.id, test).state == .refused)
        #expect(try await test.app.database.read { db in try db.clock(of: task.id, in: network) } == nil)
        // What was wrong can be done anew.
        test.clock.pass(10 * Time.second)
        let again = try await small.take(toCheck: false, kind: "sortList", by: second, in: network)
        #expect(again.id != task.id && again.needID == task.needID)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func whatIsProposedGoesThroughTheActsThatThereAre(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let need = try await test.published(SmallTaskTests.list())
        let task = try await SmallTaskTests.done(.sortList, by: test.viewer("volunteer"), test)
        try await small.take(toCheck: true, kind: nil, by: test.viewer("volunteer2"), in: network)
        try await small.check(task.id, isRight: true, "", by: test.viewer("volunteer2"), in: network)
        let whole = try #require(try await test.need(need.id))
        let owner = try #require(test.members.values.first { $0.id == whole.ownerID })
        let hints = try await small.hints(for: whole, viewer: test.viewer("founder"), in: network)
        #expect(hints.first?.answer?.lines?.count == 3)
        #expect(try await small.hints(for: whole, viewer: test.viewer("volunteer3"), in: network).isEmpty)
        let stranger = test.viewer(owner.name == "intake" ? "verifier" : "intake")
        await #expect(throws: Refusal.self) { try await small.use(task.id, adds: true, by: stranger, in: network) }
        try await small.use(task.id, adds: true, by: Viewer(.member(owner), language: .zh), in: network)
        let added = try await test.app.database.read { db in
            try db.value(
                "SELECT count(*) FROM events WHERE object_id = \(need.id) AND kind = \(Event.Kind.added)", as: Int.self)
        }
        #expect(added == 1)
        await #expect(throws: Refusal.self) {
            try await small.use(task.id, adds: false, by: Viewer(.member(owner), language: .zh), in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func twoCardsThatAreOneComeToTheDeskWithThatReason(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        var one = SmallTaskTests.entry("急缺口罩和护目镜，请支援", [("N95口罩", "500"), ("护目镜", "100")])
        one.institution = ""
        var two = SmallTaskTests.entry(
            "急缺口罩和护目镜，请支援", [("N95口罩", "500"), ("护目镜", "100")], district: "武昌区")
        (two.institution, two.phone) = ("", "15498765432")
        let first = try await test.published(one), second = try await test.published(two)
        #expect(try await test.app.needs.duplicates(of: second).isEmpty)
        let task = try await SmallTaskTests.done(.spotDouble, by: test.viewer("volunteer"), test)
        #expect(Set([task.needID, task.otherID]) == [first.id, second.id])
        try await small.take(toCheck: true, kind: nil, by: test.viewer("volunteer2"), in: network)
        try await small.check(task.id, isRight: true, "", by: test.viewer("volunteer2"), in: network)
        let found = try await test.app.needs.duplicates(of: second)
        #expect(found.map(\.need.id) == [first.id] && found[0].reasons.contains(.spotted))
        // Nobody outside is shown it.
        let similar = try await test.app.needs.similar(to: two, in: network, for: .zh)
        #expect(similar.allSatisfy { !$0.reasons.contains(.spotted) })
        try await small.use(task.id, adds: true, by: test.viewer("intake"), in: network)
        let merged = try #require(try await test.need(task.needID))
        #expect(merged.state == .duplicate && merged.mergedInto == task.otherID)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func manyWhoTakeAtOnceTakeDifferentOnes(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 6), small = test.app.small, network = test.network.id
        for number in 0..<4 {
            _ = try await test.published(SmallTaskTests.list("武汉市第\(number + 2)医院急缺物资\(number)"))
        }
        let taken = try await withThrowingTaskGroup(of: ID?.self) { group in
            for number in 0..<6 {
                group.addTask {
                    do {
                        return try await small.take(
                            toCheck: false, kind: "translate", by: test.viewer("v\(number)"), in: network
                        ).id
                    } catch Refusal.conflict { return nil }
                }
            }
            return try await group.reduce(into: [ID]()) { if let id = $1 { $0.append(id) } }
        }
        #expect(Set(taken).count == taken.count && taken.count == 4, "\(taken.count)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func timeFreesWhatNobodyFinishes(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let need = try await test.published(SmallTaskTests.list())
        let one = test.viewer("volunteer"), two = test.viewer("volunteer2")
        let task = try await small.take(toCheck: false, kind: "translate", by: one, in: network)
        await #expect(throws: Refusal.self) {
            try await small.take(toCheck: false, kind: "translate", by: two, in: network)
        }
        test.clock.pass(16 * Time.minute)
        let other = try await small.take(toCheck: false, kind: "translate", by: two, in: network)
        #expect(other.id == task.id)
        await #expect(throws: Refusal.self) {
            try await small.answer(task.id, SmallDraft(title: "Hospital", items: "x"), by: one, in: network)
        }
        // Passed on, it is not handed to the same person again.
        try await small.skip(task.id, "hard", by: two, in: network)
        await #expect(throws: Refusal.self) {
            try await small.take(toCheck: false, kind: "translate", by: two, in: network)
        }
        // Nobody holds more than three.
        for kind in ["translate", "sortList", "findNumber"] {
            try await small.take(toCheck: false, kind: kind, by: one, in: network)
        }
        await #expect(throws: Refusal.self) {
            try await small.take(toCheck: false, kind: "hangPoster", by: one, in: network)
        }
        // What is not public any more is nobody's task.
        _ = try await test.app.needs.perform(
            .withdraw(reason: "不用了"), on: need.id, by: test.requester(need.id), in: network)
        try await small.sweep()
        let open = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM small_tasks WHERE state <> 'ended'", as: Int.self)
        }
        #expect(open == 0)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func thePactComesFirst(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        _ = try await test.published(SmallTaskTests.list())
        let zh = String(repeating: "我们说到做到，做不到就早说。", count: 12)
        let en = String(repeating: "We keep our word, or say so early. ", count: 6)
        let pact = try await test.app.members.publish(
            PactDraft(zh: zh, en: en, days: 14), by: test.viewer("founder"), in: network)
        let guest = try await test.newcomer("rosa")
        await #expect(throws: Refusal.self) {
            try await small.take(toCheck: false, kind: nil, by: guest, in: network)
        }
        #expect(try await !small.board(for: guest, in: network).isSigned)
        _ = try await test.app.members.sign(hash: Hex.encode(pact.hash), by: guest, in: network)
        try await small.take(toCheck: false, kind: nil, by: guest, in: network)
        await test.app.database.close()
    }

    // MARK: What nobody may see

    @Test func aTaskNeverShowsMoreThanThePublicView() async throws {
        let test = try await TestApp(), network = test.network
        let need = try await test.published(
            SmallTaskTests.entry("武汉市第八医院急缺物资", [("口罩、护目镜、防护服、手套", "")]))
        for kind in SmallTask.Kind.allCases where kind != .spotDouble {
            let guest = try await test.newcomer("guest-\(kind.rawValue)")
            let task = try await test.app.small.take(toCheck: false, kind: kind.rawValue, by: guest, in: network.id)
            let item = try await test.app.small.item(task.id, for: guest, in: network.id)
            let text = String(decoding: SmallItemView(item: item, network: network).json, as: UTF8.self)
            for canary in ["canary-description", "canary-institution", "canary-address", "15412345678", need.code] {
                #expect(!text.contains(canary), "\(kind): \(canary)")
            }
            // Whose it is not, it shows nothing.
            await #expect(throws: Refusal.self) {
                _ = try await test.app.small.item(task.id, for: test.viewer("volunteer"), in: network.id)
            }
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func itGoesWithWhoeverDidIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let need = try await test.published(SmallTaskTests.list())
        let doer = test.viewer("volunteer"), person = try #require(doer.personID), id = try doer.memberID
        let task = try await SmallTaskTests.done(.translate, by: doer, test)
        try await small.take(toCheck: true, kind: nil, by: test.viewer("volunteer2"), in: network)
        try await small.check(task.id, isRight: true, "很准", by: test.viewer("volunteer2"), in: network)
        let vault = test.app.vault
        let rows = try await test.app.database.read { db in
            try db.ownRows(in: OwnTable.ofVolunteers, person: person, members: [id], vault: vault)
        }
        let words = rows.filter { $0.table == "small_tasks" }.flatMap(\.values).map { "\($0.value)" }.joined()
        #expect(words.contains("Hospital needs supplies") && !words.contains("很准"))
        try await test.app.members.askToBeForgotten(note: "", by: doer)
        test.clock.pass(15 * Time.day)
        try await test.app.members.forgetAccounts()
        #expect(try await test.app.database.read { db in try db.smallTask(task.id, in: network) } == nil)
        #expect(try await small.translation(of: need.id, in: network) == nil)
        await test.app.database.close()
    }

    // MARK: Week and record

    @Test func hoursThatOverlapCountOnce() {
        #expect(MineRules.total([]) == 0)
        #expect(MineRules.total([(5, 9), (0, 6), (20, 21), (20, 20)]) == 10)
        #expect(MineRules.role(of: [.verifier, .coordinator]) == .coordinator && MineRules.role(of: []) == nil)
    }

    @Test(arguments: TestApp.kinds)
    func oneSeesOnesOwnWeekAndRecord(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), small = test.app.small, network = test.network.id
        let mine = MineActs(needs: test.app.needs, volunteers: test.app.volunteers)
        let need = try await test.published(SmallTaskTests.list())
        let doer = test.viewer("volunteer"), now = test.clock.now
        let whole = try #require(try await test.need(need.id))
        let draft = ClaimDraft(line: whole.lines[0].id, quantity: 1000, promisedBy: now + Time.day)
        _ = try await test.app.needs.claim(draft, on: need.id, by: doer, in: network)
        try await test.app.volunteers.say(.now(hours: 2), by: doer, in: network)
        let task = try await SmallTaskTests.done(.translate, by: doer, test)
        try await small.take(toCheck: true, kind: nil, by: test.viewer("verifier"), in: network)
        try await small.check(task.id, isRight: true, "", by: test.viewer("verifier"), in: network)
        let week = try await mine.week(of: doer, in: network)
        #expect(week.promises.map(\.title) == [whole.title] && week.own.hours.freeUntil != nil)
        let record = try await mine.record(of: doer, in: network)
        #expect(record.smallCount == 1 && record.small.first?.by == .member(.verifier) && record.name == "volunteer")
        let text = String(decoding: WorkRecordView(record: record, language: .en).json, as: UTF8.self)
        #expect(!text.contains("\"name\":\"verifier\""))
        let other = try await mine.record(of: test.viewer("verifier"), in: network)
        #expect(other.checkedCount == 1 && other.small.isEmpty && other.verified == 1)
        await #expect(throws: Refusal.self) {
            _ = try await mine.record(of: Viewer(.anonymous, language: .en), in: network)
        }
        await test.app.database.close()
    }
}

extension SmallActs {
    /// What stands at a need as it is now.
    func translation(of id: ID, in network: ID) async throws -> SmallItem? {
        let need = try await database.read { db in try db.need(id, in: network) }
        return try await translation(of: try #require(need))
    }
}
