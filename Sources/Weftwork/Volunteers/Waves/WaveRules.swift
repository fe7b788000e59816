internal import Database
internal import Engine

/// Somebody who could be asked, with what the choice goes by.
struct WaveCandidate: Sendable {
    let member: ID
    /// In the market.
    let match: MatchCandidate
    /// Minutes that they carry in the present week.
    let load: Int
    /// Whether the hours of the call would pass their limit.
    let isFull: Bool
    /// Whether they have promised to be somewhere else at a time that is fixed.
    var isElsewhere = false
    let contacts: [ContactBudget.Contact]
    let asking: Acceptance.Asking
    /// Minutes after which they usually have answered.
    let minutes: Double
    /// How well they are at home where the need comes from, by ``AskManner``.
    var manner = 0
    /// Something has to be driven, and they have something to drive.
    var brings = false
    /// How far they would have to come, by ``WaveRules/reach(kilometres:isAnywhere:)``.
    var reach = 0
}

/// Who is asked next, and what is expected of it.
struct WavePlan: Sendable {
    /// In the order in which they are asked; the first ``size`` of them now.
    let candidates: [WaveCandidate]
    let size: WaveSize
    /// How long they are waited for.
    let wait: Int64
    /// Where nobody is left: the rule that the last one fell by.
    let nobody: WaveStop?

    var first: ArraySlice<WaveCandidate> { candidates.prefix(size.count) }
}

/// How a call goes on. Pure.
enum WaveRules {
    static let wanted = 1...500
    static let minutes = 15...(12 * 60)
    /// More are never asked at once.
    static let mostInWave = 60
    /// So many of the best are looked at.
    static let mostCandidates = 2000
    /// Of so many of them what they said of their dialect is read: it is sealed.
    static let mostUnsealed = 500
    /// A call without a time of its own ends after a day.
    static let lifetime = Time.day
    static let confidence = 0.95
    /// So long somebody's answers say how they will answer.
    static let answersCount = 180 * Time.day
    /// Where nobody has answered yet: an hour.
    static let usualMinutes = 60.0
    static let shortestWait = 10 * Time.minute

    /// The longest that a wave is waited for.
    static func longestWait(_ urgency: Need.Urgency) -> Int64 {
        switch urgency {
        case .critical: 30 * Time.minute
        case .high: 2 * Time.hour
        case .normal: 8 * Time.hour
        case .low: Time.day
        }
    }

    /// - Throws: ``Refusal/invalid(_:)`` naming each field.
    static func cleaned(_ terms: CallTerms, at now: Int64) throws(Refusal) -> CallTerms {
        var problems: [FieldProblem] = []
        if let length = terms.minutes, !minutes.contains(length) {
            problems.append(FieldProblem("hours", WaveWords.badHours))
        }
        if let from = terms.from, from <= now - Time.hour {
            problems.append(FieldProblem("from", NeedWords.mustBeLater))
        }
        if let from = terms.from, from > now + 60 * Time.day { problems.append(FieldProblem("from", NeedWords.tooFar)) }
        guard problems.isEmpty else { throw .invalid(problems) }
        // What has begun is as soon as somebody can.
        return CallTerms(from: terms.from.flatMap { $0 > now ? $0 : nil }, minutes: terms.minutes)
    }

    /// The terms of a call on a line: as whoever calls says; else as the line says itself; else as soon as somebody can.
    /// - Throws: ``Refusal/invalid(_:)`` naming the field where that lies outside of what the line asks for,
    ///   ``Refusal/conflict(_:_:)`` where its time is over.
    static func terms(_ said: CallTerms, on line: NeedLine, at now: Int64) throws(Refusal) -> CallTerms {
        guard !line.work.isOver(at: now) else { throw .conflict(WaveWords.lineIsOver) }
        // Who is asked needs time to answer, and who comes needs a quarter of an hour.
        if let end = line.work.to, end - now < shortestWait + Int64(minutes.lowerBound) * Time.minute {
            throw .conflict(WaveWords.tooLate(end))
        }
        var terms = try cleaned(said, at: now)
        let begins = line.work.start(at: now)
        if let from = terms.from, from < begins { throw .invalid("from", WaveWords.beginsLater(begins)) }
        if terms.from == nil, begins > now { terms.from = begins }
        let start = terms.from ?? now, room = line.work.to.map { max(0, $0 - start) }
        if terms.minutes == nil { terms.minutes = usual(line.work, room: room, isSoon: start < now + shortestWait) }
        guard let end = line.work.to else { return terms }
        guard start + terms.lasts <= end else {
            throw .invalid(said.from != nil && said.minutes == nil ? "from" : "hours", WaveWords.endsSooner(end))
        }
        guard until(terms, on: line, at: now) >= now + shortestWait else {
            throw .invalid("hours", WaveWords.leavesNoTime(end))
        }
        return terms
    }

    /// The same for many lines at once: what a line says itself goes before what is said of all.
    static func terms(ofAll said: CallTerms, on line: NeedLine, at now: Int64) throws(Refusal) -> CallTerms {
        let hasTime = line.work.from != nil || line.work.to != nil
        let minutes = line.work.minutes == nil && !hasTime ? said.minutes : nil
        return try terms(CallTerms(from: hasTime ? nil : said.from, minutes: minutes), on: line, at: now)
    }

    /// How long one person is asked for, where only the line says it. Of what has begun already, or nearly, an hour is left for answers, or
    /// half of it where that is less: what takes all that is left could be answered by nobody.
    private static func usual(_ work: LineWork, room: Int64?, isSoon: Bool) -> Int {
        var left = room.map { Int($0 / Time.minute) }
        // In quarters of an hour: what is left of a day that runs is no number to the minute.
        if isSoon, let all = left { left = (all - min(60, all / 2)) / 15 * 15 }
        var said = work.minutes ?? (work.from == nil ? nil : left) ?? min(CallTerms.usual, left ?? CallTerms.usual)
        if isSoon, let room, let left, Int64(said) * Time.minute > room - shortestWait { said = left }
        return max(minutes.lowerBound, min(said, minutes.upperBound))
    }

    /// What keeps people from being asked for the time of a call: the line wants them at another one now, or not so late.
    static func stop(_ terms: CallTerms, on line: NeedLine, at now: Int64) -> WaveStop? {
        let span = terms.span(at: now)
        if span.start < line.work.start(at: now) { return .moved }
        guard let end = line.work.to, span.end > end else { return nil }
        return terms.from == nil ? .time : .moved
    }

    /// Whether people chosen for the one time can be asked for the other: for how long each of them is asked is cut to what they have.
    static func isSameTime(_ one: CallTerms, _ other: CallTerms, at now: Int64) -> Bool {
        abs(one.span(at: now).start - other.span(at: now).start) <= grace
    }

    /// What the last of those fell by who would do but are not asked, in the order in which it is looked at.
    static func last(of stops: Set<WaveStop>) -> WaveStop? {
        [.hours, .paused, .onCase, .askedBefore].first(where: stops.contains)
    }

    /// - Throws: ``Refusal/invalid(_:)`` where more are chosen than are ever asked at once.
    static func requireWave(_ members: [ID]) throws(Refusal) {
        guard members.count <= mostInWave else { throw .invalid("members", WaveWords.tooManyPeople(mostInWave)) }
    }

    /// Until when somebody can say yes: until it begins, at least for ``shortestWait``, and no later than that they still have all its
    /// time.
    static func until(_ terms: CallTerms, on line: NeedLine, at now: Int64) -> Int64 {
        let until = terms.from.map { max($0, now + shortestWait) } ?? now + lifetime
        return min(until, line.work.to.map { $0 - terms.lasts } ?? .max)
    }

    /// A call as it would be opened now, where she has said another time for its line since; as it is, where she has not; nothing where
    /// nobody can be asked for it any more.
    static func current(_ call: HelpCall, on line: NeedLine, at now: Int64) -> HelpCall? {
        // That its time has run out is no other time.
        let begins = call.terms.from ?? min(now, call.untilAt), ends = begins + call.terms.lasts
        guard (line.work.from ?? .min) > begins || (line.work.to ?? .max) < ends else { return call }
        let kept = try? terms(CallTerms(minutes: call.terms.length), on: line, at: now)
        guard let new = kept ?? (try? terms(CallTerms(), on: line, at: now)) else { return nil }
        var moved = call
        (moved.terms, moved.untilAt) = (new, until(new, on: line, at: now))
        return moved
    }

    /// What each one promises: a person is one; of what is counted otherwise an equal part.
    static func share(of line: NeedLine, wanted: Int) -> Int64 {
        guard line.kind != .people, let left = line.remaining, left > 0 else { return 1000 }
        return max(1, (left + Int64(wanted) - 1) / Int64(wanted))
    }

    /// How many the line still takes.
    static func room(in line: NeedLine, share: Int64) -> Int? {
        guard !line.isMet else { return 0 }
        return line.remaining.map { Int(($0 + share - 1) / max(1, share)) }
    }

    /// How many people a line asks for, where whoever calls does not say.
    static func usualWanted(of line: NeedLine) -> Int {
        guard line.kind == .people, let left = line.remaining else { return 1 }
        return min(wanted.upperBound, max(1, Int(left / 1000)))
    }

    /// Who is asked now, so that with the wished probability enough say yes.
    ///
    /// - Parameters:
    ///   - found: best first.
    ///   - nobody: what the last one fell by, where the search found none.
    ///   - left: how many more must say yes.
    static func plan(
        _ found: [WaveCandidate], nobody: WaveStop?, wanted left: Int, budget: ContactBudget, urgency: Need.Urgency,
        at now: Int64
    ) -> WavePlan {
        let byPosition = Dictionary(found.map { ($0.match.position, $0) }, uniquingKeysWith: { first, _ in first })
        let there = found.filter { !$0.isElsewhere }, fresh = there.filter { !$0.isFull }
        let free = fresh.filter { candidate in
            if case .notBefore = budget.answer(candidate.contacts, now: now, isEmergency: urgency == .critical) {
                return false
            }
            return true
        }
        let ordered = AskOrder.ordered(
            free.map(\.match), reach: { byPosition[$0]?.reach ?? 0 }, load: { byPosition[$0]?.load ?? 0 },
            asked: { turn(byPosition[$0]) }
        ).compactMap { byPosition[$0.position] }
        let model = Acceptance()
        let size = WaveSize(
            wanted: max(0, left), of: ordered.prefix(mostInWave).map { model.probability($0.asking) },
            confidence: confidence)
        let rule: WaveStop =
            found.isEmpty ? nobody ?? .thing : there.isEmpty ? .hours : fresh.isEmpty ? .load : .budget
        return WavePlan(
            candidates: ordered, size: size,
            wait: wait(for: ordered.prefix(size.count).map(\.minutes), urgency),
            nobody: ordered.isEmpty ? rule : nil)
    }

    /// Who was asked least comes first; of those who were asked alike, who is at home where the need comes from, then who brings what it takes.
    private static func turn(_ one: WaveCandidate?) -> Int {
        let asked = (one?.contacts.count ?? 0) * (AskManner.most + 1) + AskManner.most - (one?.manner ?? 0)
        return asked * 2 + (one?.brings == true ? 0 : 1)
    }

    /// The middle of the times after which those who are asked usually answer, within bounds.
    static func wait(for minutes: [Double], _ urgency: Need.Urgency) -> Int64 {
        let sorted = minutes.sorted()
        let middle = sorted.isEmpty ? usualMinutes : sorted[sorted.count / 2]
        let length = Int64(min(middle, 100_000) * Double(Time.minute))
        return min(longestWait(urgency), max(shortestWait, length))
    }

    /// Whether somebody's hours have no room for these. What they did and promised around it counts.
    static func excess(_ span: RestGuard.Span, _ busy: [(from: Int64, to: Int64)], limit hours: Int) -> Int64 {
        RestGuard(minutes: Int64(hours) * 60).excess(
            of: span, with: busy.map { RestGuard.Span(start: $0.from, end: $0.to) })
    }

    /// The hours of whoever says yes at a moment: nobody is in two places. As soon as they can is after what they have promised;
    /// nothing where they are elsewhere at a time that is fixed.
    static func span(_ terms: CallTerms, besides busy: [(from: Int64, to: Int64)], at now: Int64) -> RestGuard.Span? {
        var span = terms.span(at: now)
        for other in busy.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) })
        where other.from < span.end && other.to > span.start {
            guard terms.from == nil else { return nil }
            span = RestGuard.Span(start: other.to, end: other.to + terms.lasts)
        }
        return span
    }

    /// Night, where somebody lives.
    static func isQuiet(_ hourOfWeek: Int) -> Bool { hourOfWeek % 24 < 7 || hourOfWeek % 24 >= 22 }
}
