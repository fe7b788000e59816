internal import Database
internal import Engine

/// A plan as one of those who dispatch reads it.
struct PlanReport: Sendable {
    struct Item: Sendable {
        let row: PlanRow
        /// Nothing where the reader may not know of it any more.
        let need: NeedView?
        let line: NeedLine?
        let who: Fit.Who?
        let next: Fit.Who?
    }

    struct Gap: Sendable {
        let gap: PlanGap
        let need: NeedView?
        let line: NeedLine?
    }

    let plan: Plan
    let maker: String?
    let at: Int64
    let items: [Item]
    let gaps: [Gap]
    /// From which row and gap the next page begins.
    let nextRow: Int?
    let nextGap: Int?
    let states: [PlanRow.State: Int]
    let map: NeedMap
    /// Needs with rows and with gaps, by the area shown on the map.
    let planned: [Int: Int]
    let open: [Int: Int]

    var isStale: Bool { PlanRules.isStale(plan, at: at) }
    var openRows: Int { states[.open] ?? 0 }
    /// Accepted, and asked one after the other beside the requests.
    var inTurn: Int { (states[.inTurn] ?? 0) + (states[.asking] ?? 0) }
}

/// Which part of a plan is looked at.
struct PlanLook: Sendable {
    static let usual = 100

    /// An area with all that lies in it; 0 is everywhere, nothing the smallest area that holds everything.
    var areaCode: Int?
    var fromRow = 0
    var fromGap = 0
    var limit = PlanLook.usual
}

extension PlanActs {
    /// The plans of a network, the newest first, with who made them.
    func plans(for viewer: Viewer, in network: ID) async throws -> [(plan: Plan, maker: String?)] {
        try Policy.require(.planAll, viewer)
        return try await database.read { db in
            let plans = try db.plans(in: network, limit: 30)
            let names = try db.names(of: Set(plans.compactMap(\.makerID)), in: network)
            return plans.map { ($0, $0.makerID.flatMap { names[$0] }) }
        }
    }

    /// - Throws: ``Refusal/notFound`` where there is none.
    func plan(_ id: ID, for viewer: Viewer, in network: ID) async throws -> Plan {
        try Policy.require(.planAll, viewer)
        guard let plan = try await database.read({ db in try db.plan(id, in: network) }) else { throw Refusal.notFound }
        return plan
    }

    /// A plan with names to whom may know them.
    func report(_ id: ID, _ look: PlanLook, for viewer: Viewer, in network: ID) async throws -> PlanReport {
        try Policy.require(.planAll, viewer)
        let now = world.now(), limits = try await needs.limits(of: network), places = needs.places
        if let code = look.areaCode, code != 0, places.catalogue.area(code) == nil {
            throw Refusal.invalid("of", PlaceWords.noSuchArea)
        }
        return try await database.read { db in
            guard let plan = try db.plan(id, in: network) else { throw Refusal.notFound }
            let names = PlanNames(viewer: viewer, network: network, at: now, limits: limits, db: db)
            let trainings = try names.trainings()
            let part: SQL = look.areaCode.flatMap { $0 == 0 ? nil : places.rows(in: $0) } ?? "1 = 1"
            let rows = try db.rows(
                of: plan, from: look.fromRow, where: part, trainings: trainings, limit: look.limit + 1)
            let gaps = try db.gaps(of: plan, from: look.fromGap, where: part, limit: look.limit + 1)
            let shown = Array(rows.prefix(look.limit)), missing = Array(gaps.prefix(look.limit))
            let known = try names.known(shown, missing)
            let map = try PlanMapReading(plan, places, of: look.areaCode, db)
            let maker = try plan.makerID.flatMap { try db.names(of: [$0], in: network)[$0] }
            return PlanReport(
                plan: plan, maker: maker, at: now, items: shown.map(known.item), gaps: missing.map(known.gap),
                nextRow: rows.dropFirst(look.limit).first?.position,
                nextGap: gaps.dropFirst(look.limit).first?.position, states: try db.rowStates(of: plan), map: map.map,
                planned: map.planned, open: map.open)
        }
    }
}

/// Looks up who and what a plan's rows mean, as this reader may know them now.
struct PlanNames {
    let viewer: Viewer
    let network: ID
    let at: Int64
    let limits: RestrictionReading
    let db: any Connection

    /// What must be passed before anything may be promised here, by its names.
    func trainings() throws -> [Text] {
        let titles = try db.trainingTitles(of: network)
        return try db.trainingGates(of: network).filter { $0.subject == .act(.claim) }.compactMap {
            titles[$0.moduleID]
        }
    }

    func known(_ rows: [PlanRow], _ gaps: [PlanGap]) throws -> PlanKnown {
        let found = try db.needs(byID: rows.map(\.needID) + gaps.map(\.needID), in: network)
        let ties = try db.ties(of: viewer, to: found.values, now: at)
        let needs = found.compactMapValues { need -> (view: NeedView, lines: [NeedLine])? in
            let theirs = ties[need.id] ?? []
            guard NeedAccess.canSee(need, viewer, theirs) else { return nil }
            let view = NeedView(need, for: viewer, ties: theirs, ownerName: "", now: at, limits: limits)
            guard case .full(let lines) = view.lines else { return nil }
            return (view, lines)
        }
        let all = rows.map(\.who) + rows.compactMap { $0.next?.who }
        return PlanKnown(needs: needs, offers: try offers(all), members: try members(all))
    }

    private func offers(_ all: [PlanRow.Who]) throws -> [ID: OfferView] {
        let ids = Set(all.compactMap { if case .offer(let id, _) = $0 { id } else { nil } })
        let found = try db.offers(ids.sorted(), in: network).filter {
            OfferRules.canSee($0, viewer, $0.ties(of: viewer))
        }
        let views = found.map { ($0.id, OfferView($0, for: viewer, ownerName: "", now: at)) }
        return Dictionary(views, uniquingKeysWith: { first, _ in first })
    }

    private func members(_ all: [PlanRow.Who]) throws -> [ID: Member] {
        guard Policy.allows(.seeVolunteers, viewer) else { return [:] }
        let ids = Set(all.compactMap { if case .volunteer(let id) = $0 { id } else { nil } })
        return try db.members(byID: ids, in: network).filter { !$0.value.isSuspended }
    }
}

/// What was found.
struct PlanKnown {
    let needs: [ID: (view: NeedView, lines: [NeedLine])]
    let offers: [ID: OfferView]
    let members: [ID: Member]

    func item(_ row: PlanRow) -> PlanReport.Item {
        let need = needs[row.needID]
        return PlanReport.Item(
            row: row, need: need?.view, line: need?.lines.first { $0.id == row.lineID }, who: who(row.who),
            next: row.next.flatMap { who($0.who) })
    }

    func gap(_ gap: PlanGap) -> PlanReport.Gap {
        let need = needs[gap.needID]
        return PlanReport.Gap(gap: gap, need: need?.view, line: need?.lines.first { $0.id == gap.lineID })
    }

    private func who(_ who: PlanRow.Who) -> Fit.Who? {
        switch who {
        case .offer(let id, _):
            guard let view = offers[id], let title = view.title else { return nil }
            return .offer(id, title: title, area: view.area, isThrough: view.isThrough)
        case .volunteer(let id):
            guard let member = members[id] else { return nil }
            return .volunteer(id, name: member.name, organisation: member.organisation, area: member.area)
        }
    }
}

/// Where a plan's needs are: the map's circles, and how many of them get something or do not.
struct PlanMapReading {
    let map: NeedMap
    let planned: [Int: Int]
    let open: [Int: Int]

    init(_ plan: Plan, _ places: Places, of area: Int?, _ db: any Connection) throws {
        let planned = try db.planNeeds(of: plan, in: .rows), open = try db.planNeeds(of: plan, in: .gaps)
        var tallies: [Int: AreaTally] = [:], seen: Set<ID> = []
        for one in planned + open where seen.insert(one.need).inserted {
            tallies[one.code, default: AreaTally()].add(
                AreaTally(count: 1, critical: one.urgency == .critical ? 1 : 0, worst: one.urgency))
        }
        let map = places.map(tallies.sorted { $0.key < $1.key }.map { (code: $0.key, tally: $0.value) }, of: area)
        self.map = map
        self.planned = PlanMapReading.counts(planned.map(\.code), map, places)
        self.open = PlanMapReading.counts(open.map(\.code), map, places)
    }

    /// By the code of the map's areas; 0 for what has none.
    private static func counts(_ codes: [Int], _ map: NeedMap, _ places: Places) -> [Int: Int] {
        let shown = Set(map.spots.filter { !$0.isRest }.map(\.area.code))
        var known: [Int: Int] = [:], counts: [Int: Int] = [:]
        for code in codes {
            let spot: Int
            if let found = known[code] {
                spot = found
            } else {
                let line = places.catalogue.area(code).map { places.catalogue.line(of: $0) } ?? []
                // What stands for the whole area because nothing smaller was said has the area's own code, below zero.
                let rest = map.area.map { area in line.contains(area) ? -area.code : Int.min } ?? 0
                spot = line.first { shown.contains($0.code) }?.code ?? (line.isEmpty ? 0 : rest)
                known[code] = spot
            }
            counts[spot, default: 0] += 1
        }
        return counts
    }
}

extension Places {
    /// The condition on rows `n` of a plan that they lie in an area.
    fileprivate func rows(in code: Int) -> SQL {
        guard let area = catalogue.area(code) else { return "n.area_code = 0" }
        let any = catalogue.codes(in: area).map { run -> SQL in
            "n.area_code BETWEEN \(run.lowerBound) AND \(run.upperBound)"
        }
        return "(\(any.joined(separator: " OR ")))"
    }
}
