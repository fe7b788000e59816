internal import Database
internal import Engine

/// What matching reads of a network, but for its volunteers.
struct FitRows: Sendable {
    /// On the board, by id, with their lines.
    var needs: [Need] = []
    /// Where needs lie that have no area of the catalogue: the middle of a square, for everybody alike.
    var squares: [ID: GeoPoint] = [:]
    /// Listed, by id.
    var offers: [Offer] = []
    /// By the line of an offer: needs for which it is not suggested any more.
    var asked: [ID: Set<ID>] = [:]
    /// By the member, or by the offer where it is a guest's: what was said when something offered was asked for.
    var offerAnswers: [ID: MatchSupply.Answers] = [:]
    /// What must be passed before anything may be promised here.
    var trainings: [ID] = []
    /// By the member: what is known of volunteers beside their own words.
    var records: [ID: FitRecord] = [:]
    /// What counts how much here.
    var weights = MatchWeights()
}

/// What a volunteer was asked, and how they keep their word.
struct FitRecord: Sendable {
    /// Needs for which they were asked, or have promised something.
    var needs: Set<ID> = []
    /// How often they were asked for anything in the last fourteen days.
    var asked = 0
    var kept = 0.0
    var missed = 0.0
    /// How often they said yes when they were asked, and no or nothing.
    var yes = 0
    var no = 0
}

enum FitStore {
    /// More than this stands on no board.
    static let mostNeeds = 20_000
    static let mostOffers = 50_000
}

extension Connection {
    /// Open needs that were published to somebody, what is offered, what volunteers were asked: a few statements, however many.
    func fitRows(of network: ID, at now: Int64) throws -> FitRows {
        let isOpen: SQL = """
            n.network_id = \(network) AND n.phase = \(Need.Phase.board) AND n.audience > \(Audience.case)
            AND n.hidden IS NULL
            """
        var rows = FitRows()
        rows.needs = try query(
            """
            SELECT \(NeedStore.columns) FROM needs n WHERE \(isOpen) ORDER BY n.id LIMIT \(FitStore.mostNeeds)
            """
        ) { try Need(row: $0) }
        let lines = try query(
            """
            SELECT need_id, \(NeedStore.lineColumns) FROM need_lines
            WHERE network_id = \(network) AND need_id IN (SELECT n.id FROM needs n WHERE \(isOpen))
            ORDER BY need_id, position
            """
        ) { (need: try $0[0] as ID, line: try NeedLine(row: $0, from: 1)) }
        let byNeed = Dictionary(grouping: lines, by: \.need).mapValues { $0.map(\.line) }
        for index in rows.needs.indices { rows.needs[index].lines = byNeed[rows.needs[index].id] ?? [] }
        rows.squares = try squares(where: isOpen)
        rows.offers = try offers(
            where: "n.network_id = \(network) AND n.state = \(Offer.State.listed) AND n.hidden IS NULL", order: "n.id",
            in: network,
            limit: FitStore.mostOffers)
        rows.asked = try passedOver(in: network)
        for one in try offerAnswerCounts(in: network, since: now - WaveRules.answersCount) {
            rows.offerAnswers[one.of] = MatchSupply.Answers(yes: one.yes, no: one.no)
        }
        rows.trainings = try trainingGates(of: network).filter { $0.subject == .act(.claim) }.map(\.moduleID)
        rows.records = try fitRecords(of: network, needs: isOpen, at: now)
        rows.weights = try matchWeights(of: network)
        return rows
    }

    private func fitRecords(of network: ID, needs isOpen: SQL, at now: Int64) throws -> [ID: FitRecord] {
        var records: [ID: FitRecord] = [:]
        for (member, promises) in try promises(in: network) {
            records[member] = FitRecord(kept: Double(promises.kept), missed: Double(promises.missed))
        }
        for (member, contacts) in try contacts(in: network, at: now) {
            records[member, default: FitRecord()].asked = contacts.count
        }
        for one in try answerCounts(in: network, since: now - WaveRules.answersCount) {
            records[one.member, default: FitRecord()].yes = one.yes
            records[one.member, default: FitRecord()].no = one.no
        }
        let known = try query(
            """
            SELECT a.member_id, a.need_id FROM askings a
            WHERE a.network_id = \(network) AND a.need_id IN (SELECT n.id FROM needs n WHERE \(isOpen))
                AND \(Asking.counts)
            UNION SELECT c.member_id, c.need_id FROM claims c
            WHERE c.network_id = \(network) AND c.state <> \(Claim.State.released)
                AND c.need_id IN (SELECT n.id FROM needs n WHERE \(isOpen))
            """
        ) { (member: try $0[0] as ID, need: try $0[1] as ID) }
        for one in known { records[one.member, default: FitRecord()].needs.insert(one.need) }
        return records
    }

    private func squares(where isOpen: SQL) throws -> [ID: GeoPoint] {
        let found = try query(
            """
            SELECT n.id, n.grid_latitude, n.grid_longitude FROM needs n
            WHERE \(isOpen) AND n.grid_latitude IS NOT NULL AND coalesce(n.area_code, 0) = 0
            """
        ) { (try $0[0] as ID, GeoPoint(latitude: try $0[1], longitude: try $0[2])) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    /// Offers by their ids.
    func offers(_ ids: [ID], in network: ID) throws -> [Offer] {
        guard !ids.isEmpty else { return [] }
        return try offers(
            where: "n.network_id = \(network) AND n.id IN (\(list: ids))", order: "n.id", in: network,
            limit: ids.count)
    }
}
