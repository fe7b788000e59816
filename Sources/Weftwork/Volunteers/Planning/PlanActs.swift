internal import Database
internal import Engine

/// Planning all: made beside the requests, read by those who dispatch, accepted by them in part, whole or not at all.
struct PlanActs: Sendable {
    let fits: FitActs
    let offers: OfferActs
    let waves: WaveActs
    /// So many rows are carried out in one step.
    let atOnce: Int
    private let worker = PlanWorker()

    var needs: NeedActs { fits.needs }
    var database: any Database { fits.database }
    var world: World { fits.world }

    init(fits: FitActs, offers: OfferActs, waves: WaveActs, atOnce: Int = PlanRules.mostAtOnce) {
        (self.fits, self.offers, self.waves, self.atOnce) = (fits, offers, waves, atOnce)
    }

    // MARK: Making one

    /// Asks for a plan of what `filter` leaves. Where there is little it is made at once, else in a few seconds by the sweep.
    func make(
        _ filter: PlanFilter, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Plan {
        try Policy.require(.planAll, viewer)
        let now = world.now(), id = world.newID(), eventID = world.newID()
        let (asked, isSmall) = try await database.write { db -> (Plan, Bool) in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.plan(earlier, in: network)
            {
                return (known, false)
            }
            if let emergency = filter.emergency, try db.emergency(emergency, in: network) == nil {
                throw Refusal.invalid("emergency", EmergencyWords.unknown)
            }
            let plan = Plan(id: id, networkID: network, makerID: viewer.member?.id, askedAt: now, filter: filter)
            try db.insert(plan)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            try db.record(
                Event(
                    .planMade, on: id, in: network, by: viewer.actor, at: now, audience: .case,
                    details: [("filter", .text(filter.stored))], id: eventID))
            return (plan, try db.isSmallToPlan(network, most: PlanRules.small))
        }
        guard isSmall else { return asked }
        return try await carryOut(asked.id) ?? asked
    }

    /// Makes the plans that wait, one after the other.
    func sweep() async throws {
        let forgotten = world.now() - PlanRules.patience
        // Most of the time there is none, and looking costs no write.
        while try await database.read({ db in try db.isPlanWaiting(forgotten: forgotten) }) {
            guard try await carryOut(nil) != nil else { return }
        }
    }

    /// Plans are working papers: after a month they go.
    func forgetOld() async throws {
        let moment = world.now() - PlanRules.kept
        try await database.write { db in try db.forgetPlans(before: moment) }
    }

    /// Makes one that waits. Nothing where none does, or another node makes it.
    private func carryOut(_ id: ID?) async throws -> Plan? {
        let now = world.now(), forgotten = now - PlanRules.patience
        let taken = try await database.write { db -> Plan? in
            guard var plan = try db.takePlan(id, at: now, forgotten: forgotten) else { return nil }
            // What broke off twice would break off again.
            guard try db.tries(of: plan) > 3 else { return plan }
            plan.state = .failed
            try db.save(plan, from: .waiting)
            return plan
        }
        guard let taken, taken.state == .waiting else { return taken }
        return try await made(taken)
    }

    private func made(_ plan: Plan) async throws -> Plan {
        let network = plan.networkID, now = world.now()
        let market = try await fits.market(of: network, at: plan.filter.terms.from)
        let limits = try await needs.limits(of: network)
        let pending = try await database.read { db in try db.planPending(in: network, at: now) }
        let catalogue = needs.places.catalogue
        let result = try await worker.result {
            try PlanMaking(market, plan.filter, pending, limits: limits, catalogue, now: now).made()
        }
        var ready = plan
        (ready.state, ready.madeAt, ready.figures) = (.ready, now, result.figures)
        let done = ready
        try await database.write { db in try db.emptyPlan(plan) }
        // In pieces: others write, too.
        for rows in result.rows.pieces(of: 500) { try await database.write { db in try db.insert(rows, of: plan) } }
        for gaps in result.gaps.pieces(of: 500) { try await database.write { db in try db.insert(gaps, of: plan) } }
        try await database.write { db in try db.save(done, from: .waiting) }
        return done
    }

    // MARK: Putting one away

    /// Nothing more is accepted of it.
    func discard(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Plan {
        try Policy.require(.planAll, viewer)
        let now = world.now(), eventID = world.newID()
        return try await database.write { db in
            guard var plan = try db.plan(id, in: network) else { throw Refusal.notFound }
            guard plan.state != .discarded else { return plan }
            let before = plan.state
            plan.state = .discarded
            guard try db.save(plan, from: before) else { throw Refusal.stale }
            try db.openAgain(of: plan)
            try db.record(
                Event(
                    .planDiscarded, on: id, in: network, by: viewer.actor, at: now, audience: .case, id: eventID))
            return plan
        }
    }
}

extension Array {
    /// In their order, so many at a time.
    fileprivate func pieces(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min(self.count, $0 + count)]) }
    }
}
