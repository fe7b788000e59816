internal import Database
internal import Engine

/// A call as those who dispatch see it.
struct HelpCallReading: Sendable {
    struct Asked: Sendable {
        let asking: Asking
        let name: String
        /// Said yes and let go of it since.
        let isLetGo: Bool
    }

    let call: HelpCall
    let need: NeedView
    let line: NeedLine?
    let owner: String
    let yes: Int
    /// The newest first.
    let asked: [Asked]
    /// Its time is over.
    let isPast: Bool
}

/// What would be asked first, before anybody is.
struct HelpProposal: Sendable {
    struct One: Sendable {
        let member: ID
        let name: String
        let reasons: [FitReason]
        /// What they speak at home, for whoever may have to ring them.
        let dialect: String?
    }

    let need: NeedView
    let line: NeedLine
    let wanted: Int
    let terms: CallTerms
    let size: WaveSize
    let wait: Int64
    let first: [One]
    let others: [One]
    let nobody: WaveStop?
}

extension WaveActs {
    /// So many more than the first wave are shown to pick from.
    private static let mostOthers = 20

    /// Calls of a network, or of a need, the newest first.
    func list(need: ID?, openOnly: Bool, for viewer: Viewer, in network: ID) async throws -> [HelpCallReading] {
        try Policy.require(.callForHelp, viewer)
        if let need { _ = try await needs.view(need, for: viewer, in: network) }
        let limits = try await needs.limits(of: network), now = world.now()
        return try await database.read { db in
            let calls = try db.helpCalls(in: network, need: need, openOnly: openOnly)
            return try readings(calls, for: viewer, limits, at: now, isWhole: false, in: network, db)
        }
    }

    /// The open calls of a need that was read already, for its page: who dispatches has its lines before them.
    func open(of need: Need, for viewer: Viewer) async throws -> [(call: HelpCall, yes: Int)] {
        guard Policy.allows(.callForHelp, viewer) else { return [] }
        return try await database.read { db in
            let calls = try db.helpCalls(in: need.networkID, need: need.id, openOnly: true)
            let yes = calls.isEmpty ? [:] : try db.yesCounts(of: calls, in: need.networkID)
            return calls.map { ($0, yes[$0.id] ?? 0) }
        }
    }

    func reading(of id: ID, for viewer: Viewer, in network: ID) async throws -> HelpCallReading {
        try Policy.require(.callForHelp, viewer)
        let limits = try await needs.limits(of: network), now = world.now()
        return try await database.read { db in
            guard let call = try db.helpCall(id, in: network),
                let found = try readings(
                    [call], for: viewer, limits, at: now, isWhole: true, in: network, db
                ).first
            else { throw Refusal.notFound }
            return found
        }
    }

    private func readings(
        _ calls: [HelpCall], for viewer: Viewer, _ limits: RestrictionReading, at now: Int64, isWhole: Bool,
        in network: ID, _ db: any Connection
    ) throws -> [HelpCallReading] {
        guard !calls.isEmpty else { return [] }
        let needs = try db.needs(byID: calls.map(\.needID), in: network)
        let ties = try db.ties(of: viewer, to: needs.values, now: now)
        let yes = try db.yesCounts(of: calls, in: network)
        let askings = isWhole ? try calls.flatMap { try db.askings(of: $0, vault: vault) } : []
        let letGo = isWhole ? Set(try calls.flatMap { try db.letGo(of: $0) }) : []
        let names = try db.names(of: Set(askings.map(\.memberID) + calls.map(\.ownerID)), in: network)
        return calls.compactMap { call in
            guard let need = needs[call.needID] else { return nil }
            let theirs = ties[need.id] ?? []
            guard NeedAccess.canSee(need, viewer, theirs) else { return nil }
            return HelpCallReading(
                call: call, need: NeedView(need, for: viewer, ties: theirs, ownerName: "", now: now, limits: limits),
                line: need.lines.first { $0.id == call.lineID }, owner: names[call.ownerID] ?? "",
                yes: yes[call.id] ?? 0,
                asked: askings.filter { $0.callID == call.id }.map { asking in
                    HelpCallReading.Asked(
                        asking: asking, name: names[asking.memberID] ?? "",
                        isLetGo: asking.claimID.map(letGo.contains) ?? false)
                }, isPast: call.isPast(at: now))
        }
    }

    /// By name who was passed over.
    func named(
        _ refused: [(member: ID, why: WaveStop)], in network: ID
    ) async throws -> [(name: String, why: WaveStop)] {
        let members = Set(refused.map(\.member))
        let names = try await database.read { db in try db.names(of: members, in: network) }
        return refused.map { (names[$0.member] ?? "", $0.why) }
    }

    /// Whom the engine would ask first, and who would be next.
    func proposal(
        for id: ID, _ draft: HelpDraft, by viewer: Viewer, in network: ID
    ) async throws -> HelpProposal {
        try Policy.require(.callForHelp, viewer)
        let now = world.now()
        let view = try await needs.view(id, for: viewer, in: network)
        let (need, line) = try await readDesk(in: network, by: viewer, at: now) { desk in
            let found = try desk.callable(id, line: draft.line)
            guard try desk.db.openCall(ofLine: draft.line, in: network).map({ $0.isPast(at: now) }) ?? true else {
                throw Refusal.conflict(WaveWords.runsAlready)
            }
            return found
        }
        let terms = try WaveRules.terms(draft.terms, on: line, at: now)
        let wanted = draft.wanted ?? WaveRules.usualWanted(of: line)
        guard WaveRules.wanted.contains(wanted) else {
            throw Refusal.invalid(
                "wanted", JoinWords.between(WaveRules.wanted.lowerBound, WaveRules.wanted.upperBound))
        }
        guard let found = try await plan(need, line: line.id, terms, wanted: wanted, at: now) else {
            throw Refusal.conflict(WaveWords.noPeople)
        }
        let ones = try await ones(found, most: found.plan.size.count + WaveActs.mostOthers, in: network)
        return HelpProposal(
            need: view, line: line, wanted: wanted, terms: terms, size: found.plan.size, wait: found.plan.wait,
            first: Array(ones.prefix(found.plan.size.count)), others: Array(ones.dropFirst(found.plan.size.count)),
            nobody: found.plan.nobody)
    }

    /// Who could be asked at this moment beside those whom a call has asked, best first; nobody where it may ask nobody.
    func others(beside reading: HelpCallReading, by viewer: Viewer, in network: ID) async throws -> [HelpProposal.One] {
        try Policy.require(.callForHelp, viewer)
        let call = reading.call, now = world.now()
        guard call.state.isOpen, !call.isPast(at: now) else { return [] }
        let need = try await readDesk(in: network, by: viewer, at: now) { desk -> Need? in
            guard let need = try desk.standing(call), let line = need.lines.first(where: { $0.id == call.lineID }),
                desk.bar(need, line) == nil, WaveRules.stop(call.terms, on: line, at: now) == nil
            else { return nil }
            return need
        }
        let left = max(1, call.wanted - reading.yes)
        guard let need, let found = try await plan(need, line: call.lineID, call.terms, wanted: left, at: now) else {
            return []
        }
        return try await ones(found, most: WaveActs.mostOthers, in: network)
    }

    /// The best of those found, by name and with why.
    private func ones(
        _ found: (plan: WavePlan, market: FitMarket, position: Int), most: Int, in network: ID
    ) async throws -> [HelpProposal.One] {
        let shown = found.plan.candidates.prefix(most).map(\.member)
        let reasons = try await reasons(found, for: shown)
        let (members, dialects) = try await database.read { [vault] db in
            let members = try db.members(byID: shown, in: network)
            return (members, try db.dialects(of: Array(members.keys), in: network, vault: vault))
        }
        return shown.map { one in
            HelpProposal.One(
                member: one, name: members[one]?.name ?? "", reasons: reasons[one] ?? [], dialect: dialects[one])
        }
    }
}

extension Connection {
    /// Promises that came of a call and were let go.
    fileprivate func letGo(of call: HelpCall) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT c.id FROM askings a JOIN claims c ON c.network_id = a.network_id AND c.id = a.claim_id
                WHERE a.network_id = \(call.networkID) AND a.call_id = \(call.id) AND c.state = \(Claim.State.released)
                """
            ) { try $0[0] as ID })
    }
}
