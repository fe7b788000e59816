internal import Database

/// Whole plans are accepted by one press and carried out in steps beside the requests: thousands of rows are thousands of askings.
extension PlanActs {
    /// Carries out what waits for its turn, and what broke off. Safe on several nodes at once: a row is taken before it is carried out.
    ///
    /// - Parameter failed: told of each plan of which a step could not be carried out whole.
    func sweepTurns(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        // Others wait for the same thread of writing: the rest is the next round's.
        for _ in 0..<PlanRules.mostSteps {
            let next = try await database.read { [world] db in
                try db.planInTurn(forgotten: world.now() - PlanRules.patience)
            }
            guard let next else { return }
            guard let step = try await step(next) else { continue }
            do {
                try await carryOutInTurn(step.rows, of: step.plan, by: step.viewer) { failed(next.plan, $0) }
            } catch {
                failed(next.plan, error)
            }
        }
    }

    private struct Step: Sendable {
        let plan: Plan
        let rows: [PlanRow]
        let viewer: Viewer
    }

    /// Takes the next rows of a plan in the name of whoever accepted them. Where that can't be any more – the plan is too old or put away,
    /// they have left or dispatch no more – what waits is open again.
    private func step(_ next: (network: ID, plan: ID, by: ID)) async throws -> Step? {
        let now = world.now(), forgotten = now - PlanRules.patience
        return try await database.write { [waves] db in
            guard let plan = try db.plan(next.plan, in: next.network) else { return nil }
            guard let member = try db.member(next.by, in: next.network), !member.isSuspended,
                (try? PlanRules.requireUsable(plan, at: now)) != nil
            else {
                try db.openAgain(of: plan, by: next.by, forgotten: forgotten)
                return nil
            }
            let viewer = try waves.viewer(of: member, at: now, db)
            guard Policy.allows(.acceptPlan, viewer) else {
                try db.openAgain(of: plan, by: next.by, forgotten: forgotten)
                return nil
            }
            let found = try db.rowsInTurn(of: plan, by: next.by, forgotten: forgotten, limit: atOnce)
            let rows = try found.filter { try db.take($0, of: plan, by: next.by, at: now, forgotten: forgotten) }
            // Of those that are left nobody is known any more.
            if found.isEmpty { try db.openAgain(of: plan, by: next.by, forgotten: forgotten) }
            return rows.isEmpty
                ? nil : Step(plan: plan, rows: rows.map { $0.taken(by: next.by, at: now) }, viewer: viewer)
        }
    }
}
