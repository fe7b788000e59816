import Database
import Engine
import Testing

@testable import Weftwork

/// A line for people has its own time and hours; a line says whether something else may stand in.
struct LineWorkTests {
    private static let now: Int64 = 1_580_515_200_000
    private static func at(_ hours: Int64) -> Int64 { now + hours * Time.hour }
    private static func text(_ hours: Int64) -> String { Format.rfc3339(at(hours)) }

    private func read(
        _ entry: LineWorkEntry, over old: LineWork = .unsaid, kind: NeedLine.Kind = .people,
        past: LineWorkRules.Past = .refused
    ) -> (work: LineWork, wrong: [String]) {
        let read = LineWorkRules.read(
            entry, over: old, kind: kind, "lines.0", now: LineWorkTests.now, past: past)
        return (read.work, read.problems.map(\.field))
    }

    @Test func whatPeopleTypeIsReadAndWhatIsWrongIsNamed() {
        let t = LineWorkTests.text
        let good = read(LineWorkEntry(from: t(2), to: t(10), minutes: "90", remote: "no"))
        #expect(good.wrong.isEmpty)
        #expect(
            good.work == LineWork(from: LineWorkTests.at(2), to: LineWorkTests.at(10), minutes: 90, isRemote: false))
        #expect(read(LineWorkEntry(hours: "1.5")).work.minutes == 90)
        #expect(read(LineWorkEntry(hours: "1 小时 30 分钟")).work.minutes == 90)
        #expect(read(LineWorkEntry(minutes: "2 h")).work.minutes == 120)
        // A moment without a zone is the network's own time.
        #expect(read(LineWorkEntry(from: "2020-02-02T08:00")).work.from == 1_580_601_600_000)
        #expect(read(LineWorkEntry(from: t(10), to: t(2))).wrong == ["lines.0.to"])
        #expect(read(LineWorkEntry(from: t(2), to: t(2))).wrong == ["lines.0.to"])
        #expect(read(LineWorkEntry(to: t(-1))).wrong == ["lines.0.to"])
        #expect(read(LineWorkEntry(from: t(-3))).wrong == ["lines.0.from"])
        #expect(read(LineWorkEntry(from: t(-3), to: t(3))).wrong.isEmpty, "it has begun and is not over")
        #expect(read(LineWorkEntry(from: t(-9), to: t(-3)), past: .taken).wrong.isEmpty)
        #expect(read(LineWorkEntry(from: "soon")).wrong == ["lines.0.from"])
        #expect(read(LineWorkEntry(from: t(2), to: t(4), hours: "3")).wrong == ["lines.0.hours"])
        #expect(read(LineWorkEntry(minutes: "5")).wrong == ["lines.0.minutes"])
        #expect(read(LineWorkEntry(remote: "perhaps")).wrong == ["lines.0.remote"])
        #expect(read(LineWorkEntry(hours: "2"), kind: .goods).wrong == ["lines.0.kind"])
        #expect(read(LineWorkEntry(substitute: "maybe"), kind: .goods).wrong == ["lines.0.substitute"])
    }

    @Test func whatWasNotTouchedStaysAndAnEmptyFieldTakesBack() {
        let old = LineWork(from: LineWorkTests.at(-5) + 1234, to: LineWorkTests.at(-1), minutes: 60)
        let shown = LineWorkEntry(from: Format.field(old.from ?? 0), to: Format.field(old.to ?? 0), hours: "1")
        let again = read(shown, over: old)
        #expect(again.work == old && again.wrong.isEmpty, "what is over and was not touched is no new mistake")
        #expect(read(LineWorkEntry(hours: ""), over: old).work.minutes == nil)
        #expect(read(LineWorkEntry(minutes: "30"), over: old).work.from == old.from)
        #expect(old.renewed(at: LineWorkTests.now) == LineWork(minutes: 60))
        let coming = LineWork(from: LineWorkTests.at(-1), to: LineWorkTests.at(1))
        #expect(coming.renewed(at: LineWorkTests.now) == coming)
    }

    @Test func aBareDayBeginsAndEndsWhereTheNetworkIs() {
        // 2020-02-01 08:00 where the network is; the day ends sixteen hours later.
        let start = LineWorkTests.now - 8 * Time.hour, end = start + Time.day - Time.minute
        for day in ["2020-02-01", "2020/2/1", "2月1日"] {
            let whole = read(LineWorkEntry(from: day, to: day, hours: "8")), begun = read(LineWorkEntry(from: day))
            #expect(whole.wrong.isEmpty && whole.work == LineWork(from: start, to: end, minutes: 480), "\(day)")
            // It has begun, and is not over.
            #expect(begun.wrong.isEmpty && begun.work.from == start, "\(day)")
        }
        #expect(read(LineWorkEntry(from: "2020-01-31")).wrong == ["lines.0.from"])
        #expect(read(LineWorkEntry(to: "2020-01-31")).wrong == ["lines.0.to"])
        // Without a year it is the next such day.
        #expect(read(LineWorkEntry(from: "1月31日")).work.from == start + 365 * Time.day)
        #expect(read(LineWorkEntry(from: "2020-02-02", to: "2020-02-01")).wrong == ["lines.0.to"])
    }

    @Test func whatIsOverIsAskedBackOnlyWhereSomebodyCanAnswer() {
        let over = LineWorkEntry(from: LineWorkTests.text(-9), to: LineWorkTests.text(-3))
        func words(_ past: LineWorkRules.Past) -> [String] {
            LineWorkRules.read(over, kind: .people, "lines.0", now: LineWorkTests.now, past: past).problems.map {
                $0.message(.en)
            }
        }
        #expect(words(.asked).count == 1 && words(.asked).allSatisfy { $0.contains("send once more") })
        #expect(words(.refused).count == 1 && words(.refused).allSatisfy { !$0.contains("once more") })
        #expect(words(.taken).isEmpty)
    }

    @Test func aCorrectionFormAnswersBySendingAgain() {
        let id = "7", work = LineWorkEntry(from: "2020-01-30T08:00", to: "2020-01-30T18:00", hours: "", remote: "")
        let form = Form(pairs: [
            ("quantity.\(id)", "2"), ("from.\(id)", "2020-01-30T08:00"), ("to.\(id)", "2020-01-30T18:00"),
        ])
        let marks = AskingBack.marks(correcting: form, [FieldProblem("to.\(id)", LineWorkWords.over(0))])
        #expect(marks == [NeedCleaning.mark(work: work)])
        #expect(AskingBack.marks(correcting: form, [FieldProblem("quantity.\(id)", LineWorkWords.over(0))]).isEmpty)
        // Another time is another question; what was answered before stays answered.
        let again = form.with("asTyped", marks[0]).with("to.\(id)", "2020-01-29T18:00")
        #expect(AskingBack.marks(correcting: again, [FieldProblem("to.\(id)", LineWorkWords.over(0))]).count == 2)
    }

    private static func line(_ work: LineWork, _ substitute: Substitute? = nil) -> NeedLine {
        NeedLine(
            id: ID(milliseconds: 1, entropy: (1, 1)), item: "x", kind: .people, quantity: .number(2000), unit: "",
            specification: "", claimed: 0, delivered: 0, isMet: false, isControlled: false, work: work,
            substitute: substitute)
    }

    @Test func aLaterDayAndFewerHoursKeepWhatWasChecked() {
        let old = LineWork(from: LineWorkTests.at(2), to: LineWorkTests.at(6), minutes: 120)
        func isStricter(_ change: (inout LineWork) -> Void) -> Bool {
            var new = old
            change(&new)
            return LineWorkRules.isStricter(LineWorkTests.line(new), than: LineWorkTests.line(old))
        }
        #expect(!isStricter { ($0.from, $0.to) = (LineWorkTests.at(3), LineWorkTests.at(9)) })
        #expect(!isStricter { $0.minutes = 60 } && isStricter { $0.minutes = 180 })
        #expect(isStricter { $0.from = LineWorkTests.at(1) } && isStricter { $0.to = LineWorkTests.at(5) })
        let (no, yes) = (LineWorkTests.line(old, .no), LineWorkTests.line(old, .yes))
        #expect(LineWorkRules.isStricter(no, than: yes) && !LineWorkRules.isStricter(yes, than: no))
    }

    @Test func aCallTakesItsTimeFromTheLine() throws {
        let (at, now) = (LineWorkTests.at, LineWorkTests.now)
        let line = LineWorkTests.line(LineWork(from: at(10), to: at(20), minutes: 180))
        #expect(try WaveRules.terms(CallTerms(), on: line, at: now) == CallTerms(from: at(10), minutes: 180))
        // Within what she said whoever calls may choose.
        let second = CallTerms(from: at(15), hours: 5)
        #expect(try WaveRules.terms(second, on: line, at: now) == second)
        func wrong(_ said: CallTerms, _ line: NeedLine, at moment: Int64) -> [String] {
            do {
                _ = try WaveRules.terms(said, on: line, at: moment)
                return []
            } catch {
                guard case .invalid(let problems) = error else { return ["\(error.status)"] }
                return problems.map(\.field)
            }
        }
        #expect(wrong(CallTerms(from: at(9)), line, at: now) == ["from"])
        #expect(wrong(CallTerms(from: at(18)), line, at: now) == ["from"])
        #expect(wrong(CallTerms(hours: 11), line, at: now) == ["hours"])
        #expect(wrong(CallTerms(), line, at: at(20)) == ["409"])
        // Without hours of its own as long as it lasts, less an hour to answer where it runs already.
        let day = LineWorkTests.line(LineWork(from: at(-2), to: at(3)))
        #expect(try WaveRules.terms(CallTerms(), on: day, at: now) == CallTerms(minutes: 120))
        #expect(try WaveRules.terms(CallTerms(), on: LineWorkTests.line(.unsaid), at: now).length == CallTerms.usual)
        // Of many at once each goes by its own time.
        let all = CallTerms(from: at(30), hours: 2)
        #expect(try WaveRules.terms(ofAll: all, on: line, at: now) == CallTerms(from: at(10), minutes: 180))
        #expect(try WaveRules.terms(ofAll: all, on: LineWorkTests.line(.unsaid), at: now) == all)
        #expect(WaveRules.stop(CallTerms(from: at(8), hours: 2), on: line, at: now) == .moved)
        #expect(WaveRules.stop(CallTerms(hours: 4), on: day, at: now) == .time)
        #expect(WaveRules.stop(second, on: line, at: now) == nil)
    }

    /// However little is left of a window that runs: whoever is asked has time to answer, or nobody is asked.
    @Test func whoeverIsAskedHasTimeToAnswer() throws {
        let now = LineWorkTests.now, minute = Time.minute
        let cases: [(Int64, Int)] = [(25, 15), (40, 15), (60, 30), (90, 45), (179, 105), (480, 420), (900, 720)]
        for (left, work) in cases {
            for from in [nil, now - Time.hour, now + minute] {
                let line = LineWorkTests.line(LineWork(from: from, to: now + left * minute))
                let terms = try WaveRules.terms(CallTerms(), on: line, at: now)
                let until = WaveRules.until(terms, on: line, at: now)
                #expect(until >= now + WaveRules.shortestWait, "\(left) \(until - now)")
                #expect(until + terms.lasts <= now + left * minute)
                if from == now - Time.hour { #expect(terms.minutes == work, "\(left)") }
            }
        }
        func refused(_ work: LineWork, _ said: CallTerms = CallTerms()) -> String? {
            do {
                _ = try WaveRules.terms(said, on: LineWorkTests.line(work), at: now)
                return nil
            } catch { return error.firstWords(.en) }
        }
        let short = now + 24 * minute, three = now + 185 * minute, two = now + 125 * minute
        #expect(refused(LineWork(from: now - Time.hour, to: short)) == WaveWords.tooLate(short)(.en))
        // As many hours as she says where they leave time to answer; else what is left.
        func minutes(_ work: LineWork) throws -> Int? {
            try WaveRules.terms(CallTerms(), on: LineWorkTests.line(work), at: now).minutes
        }
        #expect(try minutes(LineWork(to: three, minutes: 170)) == 170)
        #expect(try minutes(LineWork(to: three, minutes: 180)) == 120)
        #expect(try minutes(LineWork(to: three, minutes: 400)) == 120)
        // What whoever calls says is as it is: where it leaves no time, that is said and nobody is asked.
        #expect(refused(LineWork(to: two), CallTerms(hours: 2)) == WaveWords.leavesNoTime(two)(.en))
        #expect(refused(LineWork(to: two), CallTerms(minutes: 115)) == nil)
        // What begins in a moment is answered a little after it has begun.
        let soon = CallTerms(from: now + minute, hours: 2)
        #expect(WaveRules.until(soon, on: LineWorkTests.line(.unsaid), at: now) == now + WaveRules.shortestWait)
        let later = CallTerms(from: LineWorkTests.at(5), hours: 2)
        #expect(WaveRules.until(later, on: LineWorkTests.line(.unsaid), at: now) == LineWorkTests.at(5))
    }

    @Test func aCallGoesByWhatSheSaysNowAndATimeThatRanOutIsNoOther() {
        let (at, now) = (LineWorkTests.at, LineWorkTests.now), id = ID(milliseconds: 1, entropy: (1, 1))
        func call(_ terms: CallTerms, until: Int64) -> HelpCall {
            HelpCall(
                id: id, networkID: id, needID: id, lineID: id, ownerID: id, wanted: 1, share: 1000, terms: terms,
                state: .running, wave: 1, openedAt: now, dueAt: now, untilAt: until, endedAt: nil, why: nil)
        }
        func current(_ call: HelpCall, _ work: LineWork, at moment: Int64) -> HelpCall? {
            WaveRules.current(call, on: LineWorkTests.line(work), at: moment)
        }
        let fixed = call(CallTerms(from: at(10), hours: 2), until: at(10))
        let soon = call(CallTerms(hours: 4), until: at(14))
        for moment in [now, at(9), at(11), at(15), at(17)] {
            #expect(current(fixed, LineWork(from: at(8), to: at(16)), at: moment) == fixed)
            #expect(current(soon, LineWork(to: at(18)), at: moment) == soon)
            #expect(current(soon, .unsaid, at: moment) == soon)
        }
        // Later, with as many hours; nearer, with what is left; over, with nothing.
        let later = current(fixed, LineWork(from: at(12), to: at(16)), at: now)
        #expect(later?.terms == CallTerms(from: at(12), hours: 2) && later?.untilAt == at(12))
        let nearer = current(soon, LineWork(to: at(3)), at: now)
        #expect(nearer?.terms == CallTerms(hours: 2) && nearer?.untilAt == at(1))
        #expect(current(soon, LineWork(from: at(20), to: at(30)), at: at(15))?.terms.from == at(20))
        #expect(current(fixed, LineWork(to: at(3)), at: at(4)) == nil)
    }

    // MARK: Stored

    private func needed(_ test: TestApp, from: Int64, to: Int64) async throws -> Need {
        var entry = test.entry("A clinic lacks drivers")
        entry.pastedLines = "N95 masks 50"
        entry.substitute = "ask"
        let work = LineWorkEntry(
            from: Format.rfc3339(test.clock.now + from), to: Format.rfc3339(test.clock.now + to), minutes: "120")
        entry.lines = [
            NeedEntry.Line(item: "drivers", quantity: "2", specification: "night", kind: "people", work: work)
        ]
        return try await test.published(entry)
    }

    @Test(arguments: TestApp.kinds) func itIsKeptAskedForAndAskedAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), start = 30 * Time.hour
        let need = try await needed(test, from: start, to: 36 * Time.hour)
        let work = LineWork(from: need.createdAt + start, to: need.createdAt + 36 * Time.hour, minutes: 120)
        #expect(need.lines.map(\.work) == [work, .unsaid] && need.lines.map(\.substitute) == [nil, .ask])
        #expect(NeedLine.read(Array(need.linesJSON.utf8), most: 9).map(\.work) == [work, .unsaid])
        // One is free then, one is not: only the first is asked.
        for name in ["v0", "v1"] { try await test.drives(name) }
        try await test.app.volunteers.say(.end("ask"), by: test.viewer("v1"), in: test.network.id)
        try await test.app.volunteers.say(.now(hours: 12), by: test.viewer("v1"), in: test.network.id)
        test.clock.pass(3 * Time.second)
        let fits = try await test.app.fits.fits(need: need.id, for: test.viewer("dispatcher"), in: test.network.id)
        let people = try #require(fits.groups.first { $0.kind == .people })
        #expect(people.fits.map(\.who.name) == ["v0"], "by the hours of the line, not by now")
        let call = try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id), on: need.id, by: test.viewer("dispatcher"), in: test.network.id
        ).call
        #expect(call.terms == CallTerms(from: work.from, minutes: 120))
        #expect(try await test.askings(call).map(\.memberID) == [try #require(test.members["v0"]).id])
        // Once she says another time nobody promises the old one.
        var correction = Correction()
        let later = Format.rfc3339((work.from ?? 0) + Time.hour)
        correction.works[need.lines[0].id] = LineWorkEntry(from: later)
        let moved = try await test.app.needs.perform(
            .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(moved.lines[0].work.from == (work.from ?? 0) + Time.hour && moved.voided.isEmpty)
        let asking = try #require(try await test.askings(call).first)
        await #expect(throws: Refusal.self) {
            _ = try await test.app.waves.answer(.yes, code: test.app.vault.linkCode("asking", asking.id))
        }
        correction.works[need.lines[0].id] = LineWorkEntry(to: Format.rfc3339(test.clock.now + Time.hour))
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.perform(
                .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        }
        // Asked again, a line for people stays one, and its day is not in the past.
        var again = try await test.app.needs.entry(from: moved, full: true)
        let line = try #require(again.lines.first)
        #expect(
            line.kind == "people" && line.quantity == "2" && line.work.hours == "2" && line.specification == "night")
        #expect(line.work.from == Format.field(moved.lines[0].work.from ?? 0))
        #expect(again.pastedLines == "N95 masks 50" && again.substitute == "ask")
        test.clock.pass(40 * Time.hour)
        again = try await test.app.needs.entry(from: moved, full: true)
        #expect(again.lines.first?.work == LineWorkEntry(hours: "2"))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aTimeThatIsOverIsKeptWhenSheSaysItAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await needed(test, from: 2 * Time.hour, to: 6 * Time.hour), id = need.lines[0].id
        test.clock.pass(9 * Time.hour)
        let over = LineWorkEntry(to: Format.rfc3339(test.clock.now - Time.hour))
        func correct(_ work: LineWorkEntry, _ asTyped: Set<String>?) async throws -> Need {
            var correction = Correction()
            correction.works[id] = work
            correction.asTyped = asTyped
            return try await test.app.needs.perform(
                .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        }
        let another = NeedCleaning.mark(work: LineWorkEntry(to: "2020-01-01"))
        for asTyped: Set<String>? in [nil, [], [another]] {
            await #expect(throws: Refusal.self) { _ = try await correct(over, asTyped) }
        }
        let kept = try await correct(over, [NeedCleaning.mark(work: over)])
        #expect(
            kept.lines[0].work.to == test.clock.now - Time.hour && kept.lines[0].work.from == need.lines[0].work.from)
        // What stands there is no new mistake, over or not.
        let later = LineWorkEntry(from: Format.field(kept.lines[0].work.from ?? 0), to: over.to, minutes: "60")
        let again = try await correct(later, nil)
        #expect(again.lines[0].work == LineWork(from: kept.lines[0].work.from, to: kept.lines[0].work.to, minutes: 60))
        await test.app.database.close()
    }

    // MARK: Tables

    private func imported(_ table: String) throws -> [NeedEntry.Line] {
        try NeedImport().read(Array(table.utf8), language: .zh).needs.flatMap(\.entry.lines)
    }

    @Test func aTableOfGoodsIsNotTurnedIntoPeople() throws {
        let lines = try imported(
            """
            标题,物资,数量,种类,开始时间,结束时间,每人分钟,远程
            中心医院缺口罩,N95口罩,500,防护用品,2020-01-20,待定,随便,也许
            第三医院缺手套,手套,80,,2020-01-20,2020-01-19,,
            第四医院缺护目镜,护目镜,30,物资,上午,,,
            第五医院缺司机,司机,3,人手,2020-02-03 08:00,2020-02-03 18:00,120,否
            """)
        #expect(lines.map(\.kind) == ["goods", "goods", "goods", "people"])
        #expect(lines.prefix(3).allSatisfy { !$0.work.saysTime })
        #expect(
            lines[3].work.from == "2020-02-03 08:00" && lines[3].work.minutes == "120" && lines[3].work.remote == "否")
        let english = try imported("title,item,quantity,kind,from,to\nWard 3,masks,50,PPE,Wuhan,Yichang\n")
        #expect(english.map(\.kind) == ["goods"] && english.allSatisfy { !$0.work.saysTime })
    }
}
