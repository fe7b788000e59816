internal import Database

/// All that is still open under an emergency: before it closes each of it goes somewhere.
struct OpenUnder: Sendable {
    struct OpenNeed: Sendable {
        let need: NeedView
        let ownerName: String
        /// Promises on it that are not over.
        let claims: Int
    }

    let emergency: Emergency
    let needs: [OpenNeed]
    let needCount: Int
    let claimCount: Int
    let shifts: [Shift]
    /// Teams and restrictions.
    let things: [ThingUnder]
    /// Where it can go besides everyday work.
    let targets: [Emergency]
}

extension NeedActs {
    /// So many needs are named one by one; all that come after go where the rest goes.
    static let mostNamed = 200
    /// So many change hands in one transaction: others need not wait for all.
    private static let inOneGo = 50
    /// So often what came meanwhile is handed over too before somebody is asked to try again.
    private static let mostRounds = 5

    func openUnder(_ id: ID, for viewer: Viewer, in network: ID) async throws -> OpenUnder {
        try Policy.require(.editEmergency, viewer)
        let now = world.now()
        return try await database.read { db in
            guard let emergency = try db.emergency(id, in: network) else { throw Refusal.notFound }
            let names = try db.memberNames(in: network)
            let rows = try db.openRows(under: id, in: network, limit: NeedActs.mostNamed)
            let counts = try db.openCounts(under: id, in: network)
            return OpenUnder(
                emergency: emergency,
                needs: rows.map {
                    OpenUnder.OpenNeed(
                        need: NeedView($0.row, for: viewer, ownerName: names[$0.row.ownerID] ?? "", now: now),
                        ownerName: names[$0.row.ownerID] ?? "", claims: $0.claims)
                },
                needCount: counts.needs, claimCount: counts.claims,
                shifts: try db.openShifts(under: id, in: network, at: now),
                things: try openThings(under: id, in: network, at: now, db),
                targets: try db.emergencies(in: network, [.active, .windingDown, .standby]).filter { $0.id != id })
        }
    }

    /// Closes an emergency: what is open goes where the draft says – each need with its owner, clock and promises –, the figures of
    /// this moment are kept, everybody who took part is thanked soon after. A run that broke off is taken up by doing it again.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` in a phase that does not lead there, ``Refusal/invalid(_:)`` naming what has nowhere
    ///   to go.
    func closeEmergency(
        _ id: ID, _ draft: ClosingDraft, by viewer: Viewer, in network: ID
    ) async throws -> Emergency {
        try Policy.require(.editEmergency, viewer)
        defer { emergenciesGoingOn.forget(network) }
        let now = world.now()
        let (emergency, plan) = try await database.read { db in
            guard let emergency = try db.emergency(id, in: network) else { throw Refusal.notFound }
            guard emergency.phase != .closed else { return (emergency, nil as ClosingPlan?) }
            try EmergencyRules.require(.closed, after: emergency.phase)
            let plan = try EmergencyRules.places(
                draft, needs: try db.openNeeds(under: id, in: network, limit: 1_000_000),
                shifts: try db.openShifts(under: id, in: network, at: now).map(\.id),
                things: try openThings(under: id, in: network, at: now, db).map(\.id), of: id,
                among: try db.emergencies(in: network))
            return (emergency, plan)
        }
        guard let plan else { return emergency }
        let picture = try await duty.picture(of: network, now: now)
        for _ in 0..<NeedActs.mostRounds {
            try await handOver(emergency, plan, by: viewer, now: now, picture)
            // Counted before the transaction: others need not wait for it.
            let figures = try await database.read { db in try db.figures(of: emergency, at: now) }
            if let closed = try await finishClosing(id, figures, by: viewer, in: network, now: now) {
                duty.forget(network)
                return closed
            }
        }
        throw Refusal.unavailable(retryAfter: 1)
    }

    /// Hands over what is open, some at a time.
    private func handOver(
        _ emergency: Emergency, _ plan: ClosingPlan, by viewer: Viewer, now: Int64, _ picture: DutyPicture
    ) async throws {
        let network = emergency.networkID, id = emergency.id
        var isDone = false
        while !isDone {
            isDone = try await database.write { db in
                let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
                let open = try db.openNeeds(under: id, in: network, limit: NeedActs.inOneGo)
                for need in open {
                    let tie = try target(plan.target(ofNeed: need), in: network, db)
                    try hand(need, from: id, to: tie, desk)
                }
                return open.count < NeedActs.inOneGo
            }
        }
        try await database.write { db in
            for shift in try db.openShifts(under: id, in: network, at: now) {
                let tie = try target(plan.target(ofShift: shift.id), in: network, db)
                try db.moveShift(shift.id, to: tie?.id, in: network)
                try db.insertHandover(
                    of: shift.id, .shift, from: id, to: tie?.id, in: network, by: viewer.member?.id, at: now)
                try db.record(
                    Event(
                        .moved, on: shift.id, in: network, by: viewer.actor, at: now, audience: .members,
                        details: FieldChange.open("emergency", emergency.name, tie?.name), id: world.newID()))
            }
            try handThings(
                of: emergency, plan,
                CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture))
        }
    }

    /// Teams go on with whoever keeps them, restrictions with their authority.
    private func handThings(of emergency: Emergency, _ plan: ClosingPlan, _ desk: CaseDesk) throws {
        for part in under {
            for thing in try part.open(under: emergency.id, in: desk.network, at: desk.now, desk.db) {
                let tie = try target(plan.target(ofThing: thing.id), in: desk.network, desk.db)
                try part.move(thing.id, from: emergency, to: tie, desk)
                try desk.db.insertHandover(
                    of: thing.id, part.kind, from: emergency.id, to: tie?.id, in: desk.network,
                    by: desk.viewer.member?.id, at: desk.now)
            }
        }
    }

    private func hand(_ id: ID, from emergency: ID, to tie: EmergencyTie?, _ desk: CaseDesk) throws {
        guard let need = try desk.db.need(id, in: desk.network) else { return }
        _ = try desk.finish(desk.moved(need, to: tie), from: need)
        try desk.db.insertHandover(
            of: id, .need, from: emergency, to: tie?.id, in: desk.network, by: desk.viewer.member?.id, at: desk.now)
    }

    /// Where something goes now: the one that was named must not have been closed meanwhile.
    private func target(
        _ target: EmergencyTarget?, in network: ID, _ db: any Connection
    ) throws -> EmergencyTie? {
        guard let target else { throw Refusal.invalid("to", EmergencyWords.nowhere) }
        guard let id = target.id else { return nil }
        guard let emergency = try db.emergency(id, in: network), emergency.phase != .closed else {
            throw Refusal.invalid("to", EmergencyWords.badTarget)
        }
        return emergency.tie
    }

    /// Closes it where nothing is open under it any more; nothing where something has come meanwhile.
    private func finishClosing(
        _ id: ID, _ figures: EmergencyFigures, by viewer: Viewer, in network: ID, now: Int64
    ) async throws -> Emergency? {
        try await database.write { db in
            guard var emergency = try db.emergency(id, in: network) else { throw Refusal.notFound }
            guard emergency.phase != .closed else { return emergency }
            try EmergencyRules.require(.closed, after: emergency.phase)
            guard try db.openNeeds(under: id, in: network, limit: 1).isEmpty,
                try db.openShifts(under: id, in: network, at: now).isEmpty,
                try openThings(under: id, in: network, at: now, db).isEmpty
            else { return nil }
            try db.freeze(figures, of: emergency, at: now)
            try move(&emergency, to: .closed, by: viewer, at: now, db)
            return emergency
        }
    }
}

extension Connection {
    fileprivate func openRows(
        under emergency: ID, in network: ID, limit: Int
    ) throws -> [(row: BoardRow, claims: Int)] {
        try query(
            """
            SELECT \(BoardRow.columns), (SELECT count(*) FROM claims c WHERE c.network_id = n.network_id
                AND c.need_id = n.id AND c.state IN ('open', 'delivered', 'disputed'))
            FROM needs n WHERE n.network_id = \(network) AND n.emergency_id = \(emergency) AND n.phase < 3
            ORDER BY n.id LIMIT \(limit)
            """
        ) { (row: try BoardRow(row: $0), claims: try $0[BoardRow.columnCount]) }
    }

    fileprivate func openCounts(under emergency: ID, in network: ID) throws -> (needs: Int, claims: Int) {
        try first(
            """
            SELECT count(*), (SELECT count(*) FROM needs n JOIN claims c ON c.network_id = n.network_id AND c.need_id = n.id
                WHERE n.network_id = \(network) AND n.emergency_id = \(emergency) AND n.phase < 3
                    AND c.state IN ('open', 'delivered', 'disputed'))
            FROM needs WHERE network_id = \(network) AND emergency_id = \(emergency) AND phase < 3
            """
        ) { (needs: try $0[0], claims: try $0[1]) } ?? (0, 0)
    }
}
