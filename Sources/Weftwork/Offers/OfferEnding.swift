internal import Database

/// What was taken from an offer for a need, or asked for and not answered yet.
private struct UseLeft {
    let offer: ID
    let need: ID
    let state: OfferUse.State
}

extension OfferActs {
    /// What the end of a need – with those that were merged into it – is for offers: what was asked and not promised is taken back, so that it is
    /// free for others, and guests are told, each once. Members who offer are told as all members are.
    static let tellEnd: ThanksCircle.Outside = { needs, ending, desk in
        let offers = OfferDesk(
            acts: OfferActs(needs: desk.acts), db: desk.db, viewer: desk.viewer, network: desk.network, now: desk.now,
            picture: desk.picture)
        let found = Dictionary(grouping: try desk.db.usesLeft(for: needs), by: \.offer)
        for (id, uses) in found.sorted(by: { $0.key < $1.key }) {
            guard let offer = try desk.db.offer(id, in: desk.network) else { continue }
            try offers.settle(uses, of: offer, for: needs, ending)
        }
    }
}

extension OfferDesk {
    fileprivate func settle(_ uses: [UseLeft], of offer: Offer, for needs: [Need], _ ending: Ending) throws {
        let ended = Set(uses.map(\.need))
        let open = try db.openUses(of: offer, vault: acts.vault).filter { ended.contains($0.needID) }
        // Nobody was silent: that they had not answered by then counts for nothing, also where the need is opened again.
        for use in open { try lapse(use, of: offer, .takenBack, by: .need(ending)) }
        if !open.isEmpty { try touch(offer) }
        guard offer.isGuests else { return }
        // Of several they gave something for, or were asked about, one is named: the same is said of all.
        let given = uses.filter { $0.state != .asked }, gave = !given.isEmpty
        let named = Set((gave ? given : uses).map(\.need))
        guard let need = needs.first(where: { named.contains($0.id) }) else { return }
        let name = EndingWords.name(of: need)
        try tellGuest(
            of: offer, gave ? OfferDoorWords.needEnded(name, ending) : OfferDoorWords.neededNoMore(name, ending))
    }
}

extension Connection {
    /// Whose offer was used for a need, or asked for. What a guest offers is theirs, not that of whoever asked them.
    func offerersThanked(for need: Need) throws -> [ID] {
        try query(
            """
            SELECT DISTINCT u.answerer_id FROM offer_uses u
            WHERE u.network_id = \(need.networkID) AND u.need_id = \(need.id)
                AND NOT EXISTS (SELECT 1 FROM offer_doors d WHERE d.network_id = u.network_id AND d.offer_id = u.offer_id)
            ORDER BY u.answerer_id
            """
        ) { try $0[0] }
    }

    fileprivate func usesLeft(for needs: [Need]) throws -> [UseLeft] {
        guard let network = needs.first?.networkID else { return [] }
        let kept: [OfferUse.State] = [.asked, .agreed, .over]
        return try query(
            """
            SELECT u.offer_id, u.need_id, u.state FROM offer_uses u
            WHERE u.network_id = \(network) AND u.need_id IN (\(list: needs.map(\.id).shaped))
                AND u.state IN (\(list: kept)) ORDER BY u.id
            """
        ) { UseLeft(offer: try $0[0], need: try $0[1], state: try $0[2]) }
    }
}
