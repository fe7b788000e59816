internal import Database
internal import Engine

/// What choosing whom to ask reads of a network, beside its market.
struct WaveFacts: Sendable {
    var budget = ContactBudget()
    var contacts: [ID: [ContactBudget.Contact]] = [:]
    var answers: [ID: Answers] = [:]
    /// When a member was here last.
    var active: [ID: Int64] = [:]
    var busy: [ID: [(from: Int64, to: Int64)]] = [:]
    /// Who is not asked, and why: was asked for this need before, sent it in, works on it, has promised something of it, or pauses at this
    /// moment even though they do not when they would come.
    var known: [ID: WaveStop] = [:]
    /// What they said of their dialects, and what the need is best asked in.
    var dialects: [ID: String] = [:]
    var manner: AskManner?
    /// Minutes after which half of all answers are in.
    var usual = WaveRules.usualMinutes

    /// What somebody answered before.
    struct Answers: Sendable, Equatable {
        var yes = 0
        /// No, or not at all.
        var no = 0
        /// Minutes from being asked to the answer, the newest last.
        var minutes: [Double] = []
    }
}

/// How somebody keeps what they promise, and how soon they answer: theirs to see and nobody else's.
struct VolunteerRecord: Sendable, Equatable {
    var kept = 0
    /// Let go after the time they had promised.
    var missed = 0
    var asked = 0
    var answers = WaveFacts.Answers()
    var usual = WaveRules.usualMinutes
    var contacts = 0
    var perWeek = 0
    /// How surely promises are kept here in general: what is expected of somebody of whom little is known.
    var mean = 0.5

    var reliability: Reliability { Reliability(kept: Double(kept), missed: Double(missed), mean: mean) }
    var response: ResponseTime { ResponseTime(minutes: answers.minutes, usual: usual) }
}

extension Connection {
    /// What is known of these members, and who of a whole network is not asked for a need.
    func waveFacts(
        for need: Need, of members: [ID], during span: RestGuard.Span, at now: Int64
    ) throws -> WaveFacts {
        let network = need.networkID
        var facts = WaveFacts()
        facts.budget = try contactBudget(of: network)
        facts.contacts = try contacts(in: network, of: members, at: now)
        facts.answers = try answers(in: network, of: members, since: now - WaveRules.answersCount)
        facts.active = try lastActive(in: network, of: members)
        facts.busy = try busySpans(
            in: network, of: members, from: span.start - VolunteerRules.week, to: span.end + 2 * VolunteerRules.week)
        facts.known = try known(at: need, now)
        if let usual = try usualMinutes(in: network) { facts.usual = usual }
        return facts
    }

    private func lastActive(in network: ID, of members: [ID]) throws -> [ID: Int64] {
        let rows = try query(
            """
            SELECT id, active_at FROM memberships
            WHERE network_id = \(network) AND id IN (\(list: members.shaped)) AND active_at IS NOT NULL
            """
        ) { (try $0[0] as ID, try $0[1] as Int64) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// The middle of the times after which those who were asked lately have answered.
    private func usualMinutes(in network: ID) throws -> Double? {
        let times = try query(
            """
            SELECT answered_at - asked_at FROM askings WHERE network_id = \(network) AND answered_at IS NOT NULL
            ORDER BY id DESC LIMIT 300
            """
        ) { try $0[0] as Int64 }.sorted()
        return times.isEmpty ? nil : Double(max(0, times[times.count / 2])) / 60_000
    }

    private func answers(in network: ID, of members: [ID], since moment: Int64) throws -> [ID: WaveFacts.Answers] {
        let rows = try query(
            """
            SELECT member_id, state, said, asked_at, answered_at FROM askings
            WHERE network_id = \(network) AND asked_at > \(moment) AND member_id IN (\(list: members.shaped))
            ORDER BY member_id, id
            """
        ) { row in
            (
                member: try row[0] as ID, state: try row[1] as Asking.State, said: try row[2] as Asking.Said?,
                askedAt: try row[3] as Int64, answeredAt: try row[4] as Int64?
            )
        }
        return rows.reduce(into: [:]) { all, row in
            if row.said == .yes { all[row.member, default: .init()].yes += 1 }
            // Whoever was told that enough came has not said no.
            if row.said == .no || row.said == nil && row.state == .lapsed { all[row.member, default: .init()].no += 1 }
            guard row.said != nil, let answered = row.answeredAt else { return }
            all[row.member, default: .init()].minutes.append(Double(max(0, answered - row.askedAt)) / 60_000)
        }
    }

    /// How often each of a network said yes when they were asked, and how often no or nothing at all.
    func answerCounts(in network: ID, since moment: Int64) throws -> [(member: ID, yes: Int, no: Int)] {
        try query(
            """
            SELECT member_id, count(CASE WHEN said = \(Asking.Said.yes) THEN 1 END),
                count(CASE WHEN said = \(Asking.Said.no) OR said IS NULL AND state = \(Asking.State.lapsed) THEN 1 END)
            FROM askings WHERE network_id = \(network) AND asked_at > \(moment) GROUP BY member_id
            """
        ) { (member: try $0[0] as ID, yes: try $0[1] as Int, no: try $0[2] as Int) }
    }

    /// Of several causes the one that is looked at first, as for each whom somebody chose.
    private func known(at need: Need, _ now: Int64) throws -> [ID: WaveStop] {
        let (network, id) = (need.networkID, need.id)
        let asked = try query(
            """
            SELECT a.member_id FROM askings a WHERE a.network_id = \(network) AND a.need_id = \(id) AND \(Asking.counts)
            """
        ) { try $0[0] as ID }
        let working = try query(
            """
            SELECT member_id FROM claims WHERE network_id = \(network) AND need_id = \(id)
                AND state <> \(Claim.State.released)
            UNION SELECT member_id FROM verifications WHERE network_id = \(network) AND need_id = \(id)
            """
        ) { try $0[0] as ID }
        var known: [ID: WaveStop] = [:]
        for member in try pausing(in: network, at: now) { known[member] = .paused }
        for member in working + [need.submitterID].compactMap({ $0 }) { known[member] = .onCase }
        for member in asked { known[member] = .askedBefore }
        return known
    }

    private func pausing(in network: ID, at now: Int64) throws -> Set<ID> {
        let paused = try query(
            "SELECT member_id FROM volunteers WHERE network_id = \(network) AND paused_until > \(now)"
        ) { try $0[0] as ID }
        return try restingMembers(of: network, at: now).union(paused)
    }

    /// What a member is shown of how they keep their word.
    func volunteerRecord(of member: ID, in network: ID, at now: Int64) throws -> VolunteerRecord {
        var record = VolunteerRecord()
        let all = try promises(in: network), sums = all.values.reduce((0, 0)) { ($0.0 + $1.kept, $0.1 + $1.missed) }
        record.mean = Reliability.mean(kept: Double(sums.0), missed: Double(sums.1))
        if let own = all[member] { (record.kept, record.missed) = (own.kept, own.missed) }
        record.answers = try answers(in: network, of: [member], since: now - WaveRules.answersCount)[member] ?? .init()
        record.asked =
            try value("SELECT count(*) FROM askings WHERE network_id = \(network) AND member_id = \(member)") ?? 0
        let contacts = try contacts(with: member, in: network, at: now)
        record.contacts = contacts.count { $0.at > now - ContactBudget.week }
        record.perWeek = try contactBudget(of: network).perWeek
        return record
    }

    /// By member: what was promised and brought, and what was let go after its time.
    func promises(in network: ID) throws -> [ID: (kept: Int, missed: Int)] {
        let kept: [Claim.State] = [.delivered, .confirmed]
        let rows = try query(
            """
            SELECT member_id, count(CASE WHEN state IN (\(list: kept)) THEN 1 END),
                count(CASE WHEN state = \(Claim.State.released) AND changed_at >= promised_by THEN 1 END)
            FROM claims WHERE network_id = \(network) GROUP BY member_id
            """
        ) { (member: try $0[0] as ID, kept: try $0[1] as Int, missed: try $0[2] as Int) }
        return Dictionary(rows.map { ($0.member, ($0.kept, $0.missed)) }, uniquingKeysWith: { first, _ in first })
    }
}

extension WaveActs {
    /// What the engine proposes for the next wave of a line; nothing where it asks for no people.
    ///
    /// - Parameter wanted: how many more must say yes.
    func plan(
        _ need: Need, line: ID, _ terms: CallTerms, wanted: Int, at now: Int64
    ) async throws -> (plan: WavePlan, market: FitMarket, position: Int)? {
        let market = try await fits.market(of: need.networkID, holding: need.id, at: terms.from)
        let position = (market.positions[need.id] ?? []).first { position in
            market.lines[position].line.id == line && market.lines[position].kind == .people
        }
        guard let position else { return nil }
        let span = terms.span(at: now)
        // A call may be for another time than the line says: who is free when it begins is looked for, and how long below.
        let beginning = market.market.asking(position, at: [HourSlot(hours: FitMaking.saidHour)])
        let ranking = beginning.best(forNeed: position, top: WaveRules.mostCandidates)
        let found = ranking.candidates.compactMap { match -> ID? in
            if case .volunteer(let one, _) = market.supplies[match.position] { one.id } else { nil }
        }
        let asks = market.lines[position].line, catalogue = needs.places.catalogue
        let facts = try await database.read { [vault] db in
            var facts = try db.waveFacts(for: need, of: found, during: span, at: now)
            facts.manner = AskManner(need, asks, try db.privatePart(of: need, in: vault), in: catalogue)
            facts.dialects = try db.dialects(
                of: Array(found.prefix(WaveRules.mostUnsealed)), in: need.networkID, vault: vault)
            return facts
        }
        var left: Set<WaveStop> = []
        let fresh = ranking.candidates.compactMap { match -> WaveCandidate? in
            guard case .volunteer(let one, _) = market.supplies[match.position] else { return nil }
            let own = WaveRules.ownTime(terms, on: asks, one.hours, at: now)
            if let why = facts.known[one.id] ?? (own.isEnough ? nil : .hours) {
                left.insert(why)
                return nil
            }
            let isAnywhere = one.isRemote && market.market.needs[position].isRemote
            let far = market.market.kilometres(need: position, supply: match.position)
            var candidate = WaveCandidate(one, match, facts, terms.cut(to: own), at: now)
            candidate.brings = !market.vehicles(of: one, for: position).isEmpty
            candidate.reach = WaveRules.reach(kilometres: far, isAnywhere: isAnywhere)
            return candidate
        }
        let nobody =
            ranking.candidates.isEmpty ? ranking.sieve.last.map { WaveStop($0) } : WaveRules.last(of: left)
        let plan = WaveRules.plan(
            fresh, nobody: nobody, wanted: wanted, budget: facts.budget, urgency: need.urgency, at: now)
        return (plan, market, position)
    }
}

extension WaveCandidate {
    fileprivate init(
        _ one: VolunteerSupply, _ match: MatchCandidate, _ facts: WaveFacts, _ terms: CallTerms, at now: Int64
    ) {
        let answers = facts.answers[one.id] ?? .init(), contacts = facts.contacts[one.id] ?? []
        let away = facts.active[one.id].map { Double(max(0, now - $0)) / Double(Time.day) } ?? 14
        let busy = facts.busy[one.id] ?? [], span = WaveRules.span(terms, besides: busy, at: now)
        let hour = LocalClock(one.hours.first?.zone).hourOfWeek(now)
        self.init(
            member: one.id, match: match, load: Int(one.load / Time.minute),
            isFull: span.map { WaveRules.excess($0, busy, limit: one.limit) > 0 } ?? false, isElsewhere: span == nil,
            contacts: contacts,
            asking: Acceptance.Asking(
                score: match.score, asked: contacts.count, daysAway: away, isQuietHour: WaveRules.isQuiet(hour),
                yes: answers.yes, no: answers.no),
            minutes: ResponseTime(minutes: answers.minutes, usual: facts.usual).median,
            manner: facts.manner?.fit(dialect: facts.dialects[one.id], channel: one.channel) ?? 0)
    }
}
