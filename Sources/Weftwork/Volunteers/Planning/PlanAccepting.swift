internal import Database
internal import Engine

/// Accepting a plan. Each row is looked at again as things are now: what was met, used up, paused or asked for since is not asked for,
/// and the row says why.
extension PlanActs {
    /// Accepts what is chosen of a plan: whoever has an offer is asked for it, people are asked by a call for help. What is more than
    /// is done while somebody waits is asked in its turn, in the name of whoever accepted it.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` for a plan that is not ready, put away, or too old; ``Refusal/invalid(_:)`` where nothing
    ///   is chosen. A single row never throws.
    func accept(
        _ choice: PlanChoice, of id: ID, by viewer: Viewer, in network: ID
    ) async throws -> PlanAcceptance {
        try Policy.require(.acceptPlan, viewer)
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        guard !choice.isEmpty else { throw Refusal.invalid("rows", PlanWords.chooseSome) }
        let taken = try await take(choice, of: id, by: member, in: network)
        return PlanAcceptance(rows: try await carryOut(taken.rows, of: taken.plan, by: viewer), left: taken.left)
    }

    /// Asks everybody of these rows, which are taken; as they are afterwards.
    func carryOut(_ taken: [PlanRow], of plan: Plan, by viewer: Viewer) async throws -> [PlanRow] {
        do {
            let rows = try await ask(taken, of: plan, by: viewer)
            try await finish(rows, of: plan, by: viewer)
            return rows
        } catch {
            // Whatever broke off is open again: what had been asked already is not asked twice.
            try? await giveBack(taken, of: plan)
            throw error
        }
    }

    /// The same beside the requests, where nobody waits who could press again: what can't be carried out stops no other row. It stays taken,
    /// and its turn comes again after a while, as long as the plan can be used.
    func carryOutInTurn(
        _ taken: [PlanRow], of plan: Plan, by viewer: Viewer, failed: (any Error) -> Void
    ) async throws {
        var rows: [PlanRow] = []
        do {
            rows = try await ask(taken, of: plan, by: viewer)
        } catch {
            failed(error)
            for row in taken {
                guard let done = try? await ask([row], of: plan, by: viewer) else { continue }
                rows += done
            }
        }
        guard !rows.isEmpty else { return }
        try await finish(rows, of: plan, by: viewer)
    }

    private func ask(_ taken: [PlanRow], of plan: Plan, by viewer: Viewer) async throws -> [PlanRow] {
        let network = plan.networkID
        var rows = try await askOfferers(taken, of: plan, by: viewer, in: network)
        rows += try await askPeople(taken, of: plan, by: viewer, in: network)
        return rows.sorted { $0.position < $1.position }
    }

    private struct Taken: Sendable {
        let plan: Plan
        let rows: [PlanRow]
        let left: Int
    }

    /// Takes the first rows so that nobody else carries them out at the same time; the others wait for their turn.
    private func take(_ choice: PlanChoice, of id: ID, by member: Member, in network: ID) async throws -> Taken {
        let now = world.now(), forgotten = now - PlanRules.patience
        return try await database.write { db in
            guard let plan = try db.plan(id, in: network) else { throw Refusal.notFound }
            try PlanRules.requireUsable(plan, at: now)
            let found = try db.openRows(of: plan, choice, forgotten: forgotten, limit: atOnce)
            let rows = try found.filter {
                try db.take($0, of: plan, by: member.id, at: now, forgotten: forgotten)
            }
            guard !rows.isEmpty else { throw Refusal.conflict(PlanWords.nothingOpen, Refusal.Extras(allowed: [])) }
            let left = try db.putInTurn(choice, of: plan, by: member.id, at: now)
            return Taken(plan: plan, rows: rows.map { $0.taken(by: member.id, at: now) }, left: left)
        }
    }

    private func giveBack(_ rows: [PlanRow], of plan: Plan) async throws {
        try await database.write { db in for row in rows { try db.save(row, of: plan) } }
    }

    /// Stores what became of them, with one event for all.
    private func finish(_ rows: [PlanRow], of plan: Plan, by viewer: Viewer) async throws {
        let now = world.now(), eventID = world.newID()
        try await database.write { db in
            for row in rows { try db.save(row, of: plan) }
            let asked = rows.count { $0.state == .asked }
            try db.record(
                Event(
                    .planAccepted, on: plan.id, in: plan.networkID, by: viewer.actor, at: now, audience: .case,
                    details: [("asked", .number(Int64(asked))), ("gone", .number(Int64(rows.count - asked)))],
                    id: eventID))
        }
    }

    // MARK: Offers

    private func askOfferers(
        _ rows: [PlanRow], of plan: Plan, by viewer: Viewer, in network: ID
    ) async throws -> [PlanRow] {
        var done: [PlanRow] = []
        for row in rows {
            guard case .offer(let offer, let line) = row.who else { continue }
            done.append(try await ask(row, of: plan, offer, line, by: viewer, in: network))
        }
        return done
    }

    private func ask(
        _ row: PlanRow, of plan: Plan, _ offer: ID, _ offerLine: ID, by viewer: Viewer, in network: ID
    ) async throws -> PlanRow {
        let now = world.now(), once = Once(key: "plan \(plan.id) \(row.position)", content: [])
        let vault = needs.vault
        let (before, found) = try await database.read { db in
            (
                try db.earlier(once, by: viewer, in: network).flatMap { try db.use($0, in: network, vault: vault) },
                try PlanCheck.offer(row, of: plan, offer, offerLine, at: now, db)
            )
        }
        // It broke off after this had been asked.
        if let before { return row.asked(before.id, quantity: before.quantity) }
        guard case .still(let quantity, let by) = found else {
            return row.gone(found.why ?? PlanWords.offerGone)
        }
        let draft = OfferUseDraft(
            line: offerLine, need: row.needID,
            claim: ClaimDraft(line: row.lineID, quantity: quantity, promisedBy: by))
        do {
            let use = try await offers.use(
                draft, of: offer, by: viewer, in: network, once: once)
            return row.asked(use.id, quantity: quantity)
        } catch let refusal as Refusal {
            return row.gone(refusal.why)
        }
    }

    // MARK: People

    /// The people of one line: who, of which rows.
    private struct Group {
        let need: ID
        let line: ID
        var rows: [(row: PlanRow, member: ID)]
    }

    private func askPeople(
        _ rows: [PlanRow], of plan: Plan, by viewer: Viewer, in network: ID
    ) async throws -> [PlanRow] {
        let groups = groups(of: rows)
        guard !groups.isEmpty else { return [] }
        let all = groups.flatMap { $0.rows.map(\.row) }
        // Whoever may not know who volunteers asks nobody by name.
        guard Policy.allows(.seeVolunteers, viewer) else { return all.map { $0.gone(SiteWords.forbidden) } }
        let lines = Set(groups.map(\.line))
        let wanted = try await database.read { db in try db.peopleAccepted(of: plan, lines: lines) }
        do {
            let picks = groups.map { group in
                WavePick(
                    need: group.need, line: group.line, members: group.rows.map(\.member), wanted: wanted[group.line],
                    isProposed: true)
            }
            let answers = try await waves.ask(picks, plan.filter.terms, by: viewer, in: network)
            return zip(groups, answers).flatMap { group, answer in
                let refused = Dictionary(
                    answer.refused.map { ($0.member, $0.why) }, uniquingKeysWith: { first, _ in first })
                return group.rows.map { row, member in
                    if answer.asked.contains(member) { return row.asked(answer.call, quantity: row.quantity) }
                    return row.gone(
                        refused[member].map { WaveWords.words(ofOne: $0) } ?? answer.problem ?? PlanWords.notAsked)
                }
            }
        } catch let refusal as Refusal {
            return all.map { $0.gone(refusal.why) }
        }
    }

    /// By lines, no more in one group than are ever asked at once.
    private func groups(of rows: [PlanRow]) -> [Group] {
        var groups: [Group] = []
        for row in rows {
            guard case .volunteer(let member) = row.who else { continue }
            if let last = groups.last, last.need == row.needID, last.line == row.lineID,
                last.rows.count < WaveRules.mostInWave
            {
                groups[groups.count - 1].rows.append((row, member))
            } else {
                groups.append(Group(need: row.needID, line: row.lineID, rows: [(row, member)]))
            }
        }
        return groups
    }
}

extension PlanRow {
    fileprivate func gone(_ why: Text) -> PlanRow {
        var row = self
        (row.state, row.why) = (.gone, why)
        return row
    }

    fileprivate func asked(_ result: ID?, quantity: Int64) -> PlanRow {
        var row = self
        (row.state, row.resultID, row.quantity) = (.asked, result, quantity)
        return row
    }

    func taken(by member: ID, at now: Int64) -> PlanRow {
        var row = self
        (row.state, row.at, row.byID) = (.open, now, member)
        return row
    }
}

extension Refusal {
    /// The words for one row: of a wrong field what is wrong with it.
    fileprivate var why: Text {
        if case .invalid(let problems) = self, let first = problems.first { return first.message }
        if case .notFound = self { return PlanWords.offerGone }
        return words
    }

}
