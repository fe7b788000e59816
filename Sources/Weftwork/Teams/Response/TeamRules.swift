internal import Database
internal import Engine

/// What roles needs ask for, who sees a team, when it is done. Pure.
enum TeamRules {
    static let mostPurpose = 200
    static let mostName = 40
    static let mostNeeds = 100
    static let mostHeads = 50
    /// A keeper looks how it stands every so often.
    static let look = 3 * Time.day
    /// What all needs of are done closes by itself after so long.
    static let closing = 3 * Time.day
    /// Its emergency is over: the keeper says within so long how it goes on.
    static let settling = 2 * Time.day
    /// Whoever is asked to take it over has so long.
    static let handover = 2 * Time.day
    /// So many needs of one kind in one place are suggested as a team.
    static let leastSuggested = 3
    static let suggestedRadius = 20.0
    /// What was dismissed comes back when it has doubled, or after so long.
    static let dismissedFor = 14 * Time.day
    /// So many stand on one page of the list.
    static let page = 50
    /// Somebody who has asked for a place hears within so long.
    static let welcome = 2 * Time.day
    /// So many places of one team one person may hold.
    static let mostInOneTeam = 3

    // MARK: Roles

    /// The roles that these needs ask for, with how many people and why, in the order of the catalogue.
    static func roles(for needs: [Need]) -> [RoleAsk] {
        let open = needs.filter { !isDone($0.state) }
        var counts: [NeedLine.Kind: Int] = [:]
        for need in open {
            for kind in Set(need.lines.filter { !$0.isMet }.map(\.kind)) { counts[kind, default: 0] += 1 }
        }
        let medical = open.count { $0.category == .medical }
        return TeamRole.Kind.allCases.compactMap { kind in
            let reasons = reasons(for: kind, counts, medical: medical, all: open.count)
            guard !reasons.isEmpty else { return nil }
            return RoleAsk(kind: kind, heads: heads(of: kind, counts, open, medical), reasons: reasons)
        }
    }

    private static func reasons(
        for kind: TeamRole.Kind, _ counts: [NeedLine.Kind: Int], medical: Int, all: Int
    ) -> [RoleReason] {
        func lines(_ kinds: NeedLine.Kind...) -> [RoleReason] {
            kinds.compactMap { kind in counts[kind].map { .lines(kind, needs: $0) } }
        }
        switch kind {
        case .transport: return lines(.goods, .transport)
        case .purchase: return lines(.goods)
        // What comes to one door needs nobody between; what comes to many does.
        case .reception: return (counts[.goods] ?? 0) >= 3 ? lines(.goods) : []
        case .medicalAdvice: return medical > 0 ? [.category(.medical, needs: medical)] : []
        case .callDesk: return all >= 3 ? [.many(needs: all)] : []
        case .hands: return lines(.people, .service)
        case .lodging: return lines(.space)
        case .information: return lines(.information)
        case .other: return []
        }
    }

    private static func heads(
        of kind: TeamRole.Kind, _ counts: [NeedLine.Kind: Int], _ needs: [Need], _ medical: Int
    ) -> Int {
        let goods = counts[.goods] ?? 0
        switch kind {
        case .transport: return one(forEach: 5, of: goods + (counts[.transport] ?? 0))
        case .purchase: return one(forEach: 10, of: goods)
        case .reception: return one(forEach: 10, of: goods)
        case .medicalAdvice: return one(forEach: 5, of: medical)
        case .callDesk: return one(forEach: 10, of: needs.count)
        case .hands: return hands(in: needs)
        case .lodging: return one(forEach: 10, of: counts[.space] ?? 0)
        case .information: return one(forEach: 10, of: counts[.information] ?? 0)
        case .other: return 1
        }
    }

    private static func one(forEach many: Int, of count: Int) -> Int { min(10, max(1, (count + many - 1) / many)) }

    /// As many as the lines for people still lack; one where they say no number.
    private static func hands(in needs: [Need]) -> Int {
        let lacking = needs.flatMap(\.lines).filter { $0.kind == .people && !$0.isMet }
            .reduce(Int64(0)) { $0 + min(Int64(mostHeads) * 1000, $1.remaining ?? 1000) }
        return min(mostHeads, max(1, Int((lacking + 999) / 1000)))
    }

    /// What changes in the roles of a team.
    struct Settling: Sendable {
        var new: [RoleAsk] = []
        var heads: [(role: ID, heads: Int)] = []
        var gone: [ID] = []

        var isEmpty: Bool { new.isEmpty && heads.isEmpty && gone.isEmpty }
    }

    /// What changes in the roles of a team when its needs ask for `asked`. A role that somebody holds, or that the keeper
    /// opened, stays; no role falls below those who hold it.
    /// - Parameter said: how many the keeper said that kinds take: those get no other number, and with none they are not opened. What
    ///   nothing asks for closes all the same, and comes back with the keeper's number.
    static func settled(
        _ present: [TeamRole], asked: [RoleAsk], said: [TeamRole.Kind: Int] = [:]
    ) -> Settling {
        let own = present.filter { !$0.isByHand }
        let known = Set(present.filter { $0.kind != .other }.map(\.kind))
        var heads: [(role: ID, heads: Int)] = [], gone: [ID] = []
        for role in own {
            guard let ask = asked.first(where: { $0.kind == role.kind }) else {
                if role.taken == 0 { gone.append(role.id) }
                continue
            }
            let wanted = max(ask.heads, role.taken, 1)
            if wanted != role.heads, said[role.kind] == nil { heads.append((role.id, wanted)) }
        }
        let new = asked.filter { !known.contains($0.kind) && said[$0.kind] != 0 }
            .map { RoleAsk(kind: $0.kind, heads: said[$0.kind] ?? $0.heads, reasons: $0.reasons) }
        return Settling(new: new, heads: heads, gone: gone)
    }

    /// How long a role may stand empty before the keeper hears of it: by the most urgent need.
    static func patience(for needs: [Need]) -> Int64 {
        switch needs.map(\.urgency).min() ?? .normal {
        case .critical: 4 * Time.hour
        case .high: 8 * Time.hour
        case .normal: Time.day
        case .low: 2 * Time.day
        }
    }

    /// What takes a training elsewhere takes it here too.
    static func gates(of kind: TeamRole.Kind) -> [Act] {
        switch kind {
        case .transport, .purchase, .reception: [.claim, .goOut]
        case .callDesk: [.logCall]
        case .medicalAdvice, .hands, .lodging, .information, .other: []
        }
    }

    /// - Throws: ``Refusal/forbidden(_:)`` with what has to be learnt first.
    static func requireTrained(_ viewer: Viewer, for kind: TeamRole.Kind) throws(Refusal) {
        for act in gates(of: kind) {
            if let lack = viewer.untrained?.acts[act] { throw .forbidden(lack.words) }
        }
    }

    // MARK: Who may take a place

    /// So many places one may hold at once: nobody takes every role and lets it lie.
    static func mostPlaces(_ standing: Standing) -> Int {
        switch standing {
        case .newcomer: 2
        case .vouched: 4
        case .trusted, .steward: 8
        }
    }

    /// Whether whoever takes it is in the team at once. Newcomers are when its keeper has said yes, and so is whoever
    /// gives advice on what is medical.
    static func isInAtOnce(_ standing: Standing, _ kind: TeamRole.Kind) -> Bool {
        standing >= .vouched && kind != .medicalAdvice
    }

    /// - Throws: ``Refusal/forbidden(_:)`` to whom nobody vouches yet, where a mistake harms somebody.
    static func requireKnown(_ standing: Standing, for kind: TeamRole.Kind) throws(Refusal) {
        guard kind != .medicalAdvice || standing >= .vouched else { throw .forbidden(TeamWords.vouchedOnly) }
    }

    /// - Throws: ``Refusal/conflict(_:_:)`` past what one may hold at once.
    static func requireRoom(_ held: [(team: ID, role: ID)], in team: ID, _ standing: Standing) throws(Refusal) {
        let most = mostPlaces(standing)
        guard held.count < most else { throw .conflict(TeamWords.tooManyPlaces(most)) }
        guard held.count(where: { $0.team == team }) < mostInOneTeam else {
            throw .conflict(TeamWords.tooManyHere(mostInOneTeam))
        }
    }

    // MARK: Needs

    /// Nothing is left to do about it for a team.
    static func isDone(_ state: Need.State) -> Bool { !state.isOpen || state == .confirmed }

    /// - Throws: ``Refusal/conflict(_:_:)`` for what is not published yet, or done.
    static func requireTeamable(_ need: Need) throws(Refusal) {
        guard need.audience > .case, [.board, .arrived].contains(need.state.phase), !isDone(need.state) else {
            throw .conflict(TeamWords.needNotPublished, Refusal.Extras(state: need.state.rawValue))
        }
    }

    // MARK: Words

    static func purpose(_ typed: String) throws(Refusal) -> String {
        let line = Clean.line(typed)
        guard !line.isEmpty else { throw .invalid("purpose", TeamWords.purposeMissing) }
        guard line.count <= mostPurpose else { throw .invalid("purpose", NeedWords.tooLong(mostPurpose)) }
        guard MoneyWords.find(in: line) == nil, !OfferRules.namesContact(line) else {
            throw .invalid("purpose", TeamWords.noContacts)
        }
        return line
    }

    static func name(_ typed: String, of kind: TeamRole.Kind) throws(Refusal) -> String {
        guard kind == .other else { return "" }
        let line = Clean.line(typed)
        guard !line.isEmpty else { throw .invalid("name", SiteWords.missing) }
        guard line.count <= mostName else { throw .invalid("name", NeedWords.tooLong(mostName)) }
        guard MoneyWords.find(in: line) == nil, !OfferRules.namesContact(line) else {
            throw .invalid("name", TeamWords.noContacts)
        }
        return line
    }

    static func heads(_ heads: Int, atLeast taken: Int = 1) throws(Refusal) -> Int {
        guard (max(1, taken)...mostHeads).contains(heads) else {
            throw .invalid("heads", TeamWords.badHeads(max(1, taken), mostHeads))
        }
        return heads
    }

    // MARK: Who sees it

    /// - Parameter audience: the narrowest of its needs.
    static func canSee(_ viewer: Viewer, _ ties: Ties, _ audience: Audience) -> Bool {
        !ties.isEmpty || viewer.identity == .system || Policy.allows(.seeClusters, viewer)
            || audience > .case && viewer.tier <= audience
    }

    /// In it, or somebody who answers for the network: they read its talk.
    static func isInside(_ viewer: Viewer, _ ties: Ties) -> Bool {
        guard let member = viewer.member, !member.isSuspended else { return false }
        return !ties.isDisjoint(with: [.owner, .claimant]) || member.has(.coordinator) || member.standing == .steward
    }

    /// Who may know of what happens in it: never wider than members, for it names people.
    static func eventAudience(_ audience: Audience) -> Audience { max(.stewards, min(audience, .members)) }
}

extension Team {
    /// - Parameter holds: whether the viewer has a place in it that its keeper agrees to.
    func ties(of viewer: Viewer, holds: Bool) -> Ties {
        guard let member = viewer.member, !member.isSuspended else { return [] }
        var ties: Ties = []
        if keeperID == member.id || backupID == member.id { ties.insert(.owner) }
        if askedID == member.id { ties.insert(.invited) }
        if holds { ties.insert(.claimant) }
        return ties
    }
}
