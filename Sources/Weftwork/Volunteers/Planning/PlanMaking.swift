internal import Database
internal import Engine

/// A plan as it is made of a market: first what things are for which line, then what people are for what is left. Pure.
///
/// Things and people are two flows that share no supply. A line that both could serve – a lorry with its driver, or somebody who can
/// drive – is offered things first, and people for what remains: so nothing is asked for twice.
struct PlanMaking: Sendable {
    struct Result: Sendable {
        var rows: [PlanRow] = []
        var gaps: [PlanGap] = []
        var figures = Plan.Figures()
    }

    private let market: FitMarket
    /// What is wanted in this plan, by position; nothing of what lies outside of it.
    private var wanted: [Quantity]
    private var gaps: [PlanGap] = []
    private var figures = Plan.Figures()
    /// Where a line stands a second time, for people; by where it stands for things.
    private var byPeople: [Int: Int] = [:]
    /// Positions of those who were asked often enough, and of those of them who have nothing left to lend to what is critical.
    private let resting: Set<Int>
    private let spent: Set<Int>
    private let rooms: PlanPending.Rooms
    private let terms: CallTerms
    private let now: Int64
    /// What an offer can still bring today, by position.
    private let most: [Int: Int64]

    /// - Parameters:
    ///   - filter: what part is planned.
    ///   - pending: what has been asked and is not answered yet.
    ///   - limits: what authorities keep to themselves.
    init(
        _ market: FitMarket, _ filter: PlanFilter, _ pending: PlanPending, limits: RestrictionReading,
        _ catalogue: AreaCatalogue, now: Int64
    ) {
        self.market = market
        let asked = pending.asked
        (rooms, terms, self.now) = (pending.rooms, filter.terms, now)
        resting = PlanMaking.positions(of: pending.resting, in: market)
        spent = PlanMaking.positions(of: pending.spent, in: market)
        most = Dictionary(
            uniqueKeysWithValues: market.perDay.map { position, perDay in
                guard case .offer(let offer, _, _) = market.supplies[position] else { return (position, perDay) }
                return (position, perDay - (pending.today[offer] ?? 0))
            })
        wanted = [Quantity](repeating: .number(0), count: market.lines.count)
        let chosen = market.needs.map { filter.matches($0, catalogue) }
        var needs: Set<Int> = [], last: (need: Int, line: ID, position: Int)?
        for position in market.lines.indices where chosen[market.lines[position].need] {
            let line = market.lines[position], need = market.needs[line.need]
            if let known = last, known.need == line.need, known.line == line.line.id {
                // The same line as the one before, as people would serve it.
                byPeople[known.position] = position
                continue
            }
            last = (line.need, line.line.id, position)
            needs.insert(line.need)
            figures.lines += 1
            if let reason = PlanMaking.stop(line.line, of: need, asked: asked[line.line.id] ?? 0, limits, now) {
                gaps.append(gap(position, missing: line.line.remaining, reason))
            } else {
                wanted[position] = PlanMaking.left(line.line, asked: asked[line.line.id] ?? 0)
            }
        }
        figures.needs = needs.count
    }

    private static func positions(of members: Set<ID>, in market: FitMarket) -> Set<Int> {
        Set(
            market.supplies.indices.filter { position in
                guard case .volunteer(let one, _) = market.supplies[position] else { return false }
                return members.contains(one.id)
            })
    }

    /// Who is left alone for a line.
    private func left(for line: Int) -> Set<Int> {
        market.market.needs[line].urgency == .critical ? spent : resting
    }

    /// What keeps a line out of the plan, whoever there is.
    private static func stop(
        _ line: NeedLine, of need: Need, asked: Int64, _ limits: RestrictionReading, _ now: Int64
    ) -> PlanGap.Reason? {
        if need.voided.contains("lines") { return .waits }
        if !limits.isEmpty, !limits.binding(line, of: need, at: now).isEmpty { return .permit }
        guard let remaining = line.remaining else { return asked > 0 ? .asked : nil }
        return remaining > asked ? nil : .asked
    }

    private static func left(_ line: NeedLine, asked: Int64) -> Quantity {
        line.remaining.map { .number(max(0, $0 - asked)) } ?? line.quantity
    }

    private func gap(_ position: Int, missing: Int64?, _ reason: PlanGap.Reason) -> PlanGap {
        let line = market.lines[position], need = market.needs[line.need]
        return PlanGap(
            position: position, needID: need.id, lineID: line.line.id, kind: line.kind, missing: missing,
            reason: reason, areaCode: need.areaCode, urgency: need.urgency)
    }

    /// The plan. Equal markets give equal plans.
    /// - Throws: only where memory ends.
    func made() throws -> Result {
        var goods = MatchPlanner(market.market.wanting(wanted))
        goods.most = most
        var things = try goods.plan()
        if let shared = shared(things) {
            goods.most = shared
            things = try goods.plan()
        }
        var planner = MatchPlanner(market.market.wanting(forPeople(after: things)))
        (planner.barred, planner.barredAlways) = (resting, spent)
        let people = try planner.plan()
        var rounds = PlanRounds(
            after: people, market, resting: resting, spent: spent, rooms: rooms, span: span)
        try rounds.run()
        let all = things.assignments + rounds.assignments
        let used = Set(all.map(\.supply))
        var result = Result(gaps: gaps, figures: figures)
        let order = all.sorted { before($0.need, $1.need) }
        var free: (line: Int, instead: [MatchCandidate])?
        for (number, one) in order.enumerated() {
            let others = free.flatMap { $0.line == one.need ? $0.instead : nil } ?? instead(of: one.need, used)
            free = (line: one.need, instead: others)
            result.rows.append(row(number, one, others))
        }
        result.gaps += open(things, people.unmet, rounds.missing)
        result.gaps.sort { before($0.position, $1.position) }
        result.gaps = result.gaps.enumerated().map { $1.numbered($0) }
        result.figures.rows = result.rows.count
        result.figures.gaps = result.gaps.count
        return result
    }

    /// What each line of an offer may give where a plan takes more of all of them together than can be brought in a day: as the plan has
    /// it, the first lines first. Nothing where it takes no more than that.
    private func shared(_ plan: MatchPlan) -> [Int: Int64]? {
        let given = Dictionary(plan.assignments.map { ($0.supply, $0.amount) }, uniquingKeysWith: +)
        var left: [ID: Int64] = [:], shared = most, isLess = false
        for (position, limit) in most.sorted(by: { $0.key < $1.key }) {
            guard case .offer(let offer, _, _) = market.supplies[position] else { continue }
            let room = left[offer] ?? max(0, limit), got = given[position] ?? 0
            shared[position] = min(got, room)
            left[offer] = room - min(got, room)
            if got > room { isLess = true }
        }
        return isLess ? shared : nil
    }

    /// The urgent first; then by need and line, in the order of their ids. Equal ones stay as they are.
    private func before(_ one: Int, _ other: Int) -> Bool {
        let left = market.need(at: one).urgency.rawValue, right = market.need(at: other).urgency.rawValue
        return (left, one) < (right, other)
    }

    /// What people are wanted for: what things leave open. Of anything but people one is enough to begin with.
    private func forPeople(after things: MatchPlan) -> [Quantity] {
        var open = [Quantity](repeating: .number(0), count: market.lines.count)
        for (position, again) in byPeople {
            let got = things.assignments(of: position).reduce(0) { $0 + $1.amount }
            let isPeople = market.lines[position].line.kind == .people
            switch wanted[position] {
            case .number(let number), .range(_, let number):
                let left = max(0, number - got)
                open[again] = .number(isPeople ? left : min(1000, left))
            case .unknown, .unlimited:
                open[again] = got > 0 || isOut(position) ? .number(0) : .number(1000)
            }
        }
        return open
    }

    /// When somebody would be asked to come for a line, by the terms of the plan.
    private func span(_ position: Int) -> RestGuard.Span? {
        try? WaveRules.terms(ofAll: terms, on: market.lines[position].line, at: now).span(at: now)
    }

    private func isOut(_ position: Int) -> Bool { wanted[position] == .number(0) }

    // MARK: Rows

    /// Among so many of the best one is looked for who has nothing to do in this plan: the further ones only where the nearer all have.
    static let looks = [8, 64, mostLooked]
    static let mostLooked = 512

    /// Who could be next for a line, best first: nobody who has something to do in this plan already, or was asked often enough.
    private func instead(of line: Int, _ used: Set<Int>) -> [MatchCandidate] {
        let resting = left(for: line)
        for top in PlanMaking.looks {
            let ranking = market.market.best(forNeed: line, top: top)
            let free = ranking.candidates.filter { !used.contains($0.position) && !resting.contains($0.position) }
            if !free.isEmpty || ranking.passed <= top { return free }
        }
        return []
    }

    private func row(_ number: Int, _ one: MatchPlan.Assignment, _ instead: [MatchCandidate]) -> PlanRow {
        let need = market.need(at: one.need)
        let said = market.market.explanation(need: one.need, supply: one.supply, instead: instead)
        return PlanRow(
            position: number, needID: need.id, lineID: market.lines[one.need].line.id, who: who(one.supply),
            quantity: one.amount, isAssumed: one.isAssumed,
            reasons: market.reasons(said.reasons, line: one.need, market.supplies[one.supply], titles: [:]),
            next: said.next.map { PlanRow.Next(who: who($0.supply), further: $0.further) },
            areaCode: need.areaCode, urgency: need.urgency)
    }

    private func who(_ supply: Int) -> PlanRow.Who {
        switch market.supplies[supply] {
        case .offer(let id, let line, _): .offer(id, line: line.id)
        case .volunteer(let one, _): .volunteer(one.id)
        }
    }

    // MARK: What stays open

    /// - Parameter missing: what people's further duties have left open of what the first left open.
    private func open(_ things: MatchPlan, _ people: [MatchPlan.Unmet], _ missing: [Int: Int64]) -> [PlanGap] {
        let byPerson = Dictionary(people.map { ($0.need, $0) }, uniquingKeysWith: { first, _ in first })
        return things.unmet.compactMap { unmet in
            guard let again = byPeople[unmet.need] else { return gap(unmet) }
            guard let left = byPerson[again] else { return nil }
            let stays = missing[again] ?? left.missing
            guard stays > 0 else { return nil }
            // Of the two ways it could be met, the one that came closer says why.
            return PlanMaking.isNothing(left.reason) && market.lines[unmet.need].line.kind != .people
                ? gap(unmet) : gap(left, stays)
        }
    }

    private static func isNothing(_ reason: MatchPlan.Reason) -> Bool {
        if case .nobody(let sieve) = reason { sieve.last == .thing } else { false }
    }

    private func gap(_ unmet: MatchPlan.Unmet, _ missing: Int64? = nil) -> PlanGap {
        let hasNumber = market.lines[unmet.need].line.remaining != nil
        let reason: PlanGap.Reason =
            switch unmet.reason {
            case .nobody(let sieve): .nobody(sieve.last ?? .thing)
            case .taken(let count): .taken(count)
            case .barred(let count): .budget(count)
            }
        return gap(unmet.need, missing: hasNumber ? missing ?? unmet.missing : nil, reason)
    }
}

extension PlanGap {
    /// At its place in the plan.
    fileprivate func numbered(_ number: Int) -> PlanGap {
        PlanGap(
            position: number, needID: needID, lineID: lineID, kind: kind, missing: missing, reason: reason,
            areaCode: areaCode, urgency: urgency)
    }
}
