internal import Database

/// Sharing: the codes of members, who came by them, what came of it.
extension MemberActs {
    /// The code by which `viewer` shares something; made where there is none. Whether it may be shared is the caller's to ask.
    func share(
        _ kind: ShareCode.Kind, _ object: ID, by viewer: Viewer, in network: ID, _ db: any Connection
    ) throws -> ShareCode {
        let member = try own(viewer, in: network)
        if let known = try db.shareCode(of: member.id, kind, object, in: network) { return known }
        guard let text = ShareRules.code(from: world.bytes(40)) else { throw Refusal.unavailable(retryAfter: 1) }
        let code = ShareCode(
            id: world.newID(), networkID: network, memberID: member.id, kind: kind, objectID: object, code: text,
            madeAt: world.now())
        guard try db.insert(code) else { throw Refusal.unavailable(retryAfter: 1) }
        return code
    }

    /// The code that an address or a visit carries; nothing for one of another network, or of somebody who has left.
    func shareCode(_ text: String?, in network: ID, _ db: any Connection) throws -> ShareCode? {
        guard let text = ShareRules.cleaned(text), let code = try db.shareCode(text, in: network),
            let sharer = try db.member(code.memberID, in: network), !sharer.isSuspended
        else { return nil }
        return code
    }

    func shareCode(_ text: String?, in network: ID) async throws -> ShareCode? {
        guard ShareRules.cleaned(text) != nil else { return nil }
        return try await database.read { db in try shareCode(text, in: network, db) }
    }

    /// Somebody who is no member looks at what was shared.
    func look(at code: ShareCode, from address: String, agent: String) {
        looks?.look(at: .init(network: code.networkID, share: code.id), from: address, agent: agent)
    }

    /// Stores the looks that this node has counted.
    func sweepLooks() async throws {
        guard let looks else { return }
        let counted = looks.take()
        guard !counted.isEmpty else { return }
        do {
            try await database.write { db in
                for one in counted {
                    try db.addViews(one.count, of: one.share.share, day: one.day, in: one.share.network)
                }
            }
        } catch {
            looks.giveBack(counted)
            throw error
        }
    }

    /// Somebody came in by a code: it is written down, and whoever shared is asked at once whether they know them.
    func arrived(_ newcomer: ID, by code: ShareCode, _ db: any Connection) throws {
        try db.insertArrival(of: newcomer, by: code, at: world.now())
        // A link that spreads fast fills nobody's list: past this many a day they are seen by a weaver alone.
        let today = try db.arrivals(byCodesOf: code.memberID, in: code.networkID, since: world.now() - Time.day)
        guard today <= ShareRules.asksPerDay, code.memberID != newcomer,
            let person = try db.member(newcomer, in: code.networkID)
        else { return }
        let ask = newAsk(
            .arrival, asked: code.memberID, about: newcomer, by: nil, .identity, "", in: code.networkID)
        try insert(
            ask, words: nil, by: Viewer(.system, language: .zh), ShareWords.mailCame(person.name), db)
    }

    // MARK: What came of it

    /// What `viewer` shared, and what came of each: seen by them alone.
    ///
    /// - Parameter code: only of this one.
    func shares(of viewer: Viewer, code: String? = nil, in network: ID) async throws -> [SharedThing] {
        try Policy.require(.share, viewer)
        let member = try own(viewer, in: network)
        try await sweepLooks()
        let (codes, views, arrivals) = try await database.read { db in
            (
                try db.shareCodes(of: member.id, code: code, in: network),
                try db.views(ofCodesOf: member.id, code: code, in: network),
                try db.arrivals(byCodesOf: member.id, code: code, in: network)
            )
        }
        let active = try await active(arrivals, in: network)
        return codes.map { code in
            let own = arrivals.filter { $0.share == code.id }
            return SharedThing(
                code: code,
                count: SpreadCount(
                    shared: 1, views: views[code.id] ?? 0, joined: own.count, vouched: own.filter(\.isVouched).count,
                    active: own.filter { active.contains($0.member) }.count))
        }
    }

    /// The spread of a whole network, in sums by kind.
    func spread(for viewer: Viewer, in network: ID) async throws -> [SpreadLine] {
        try Policy.require(.reviewReferrals, viewer)
        try await sweepLooks()
        let (sums, arrivals) = try await database.read { db in
            (try db.sharesByKind(in: network), try db.arrivals(byCodesOf: nil, in: network))
        }
        let active = try await active(arrivals, in: network)
        return ShareCode.Kind.allCases.compactMap { kind in
            guard var count = sums[kind] else { return nil }
            let came = arrivals.filter { $0.kind == kind }
            count.joined = came.count
            count.vouched = came.filter(\.isVouched).count
            count.active = came.filter { active.contains($0.member) }.count
            return SpreadLine(kind: kind, count: count)
        }
    }

    /// Who of them has done something that the other side has confirmed.
    private func active(_ arrivals: [ShareArrival], in network: ID) async throws -> Set<ID> {
        let footprints = try await holdings.footprints(of: Array(Set(arrivals.map(\.member))), in: network)
        return Set(footprints.filter { $0.value.brought > 0 }.map(\.key))
    }
}
