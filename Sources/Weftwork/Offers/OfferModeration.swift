internal import Database

/// Words of offers that must not stand as they are: reported, hidden and appealed like other texts.
extension OfferActs: TextKeeper {
    private func found(_ id: ID, in network: ID, _ db: any Connection) throws -> Offer {
        guard let offer = try db.offer(id, in: network) else { throw Refusal.notFound }
        return offer
    }

    func author(ofText id: ID, in network: ID, _ db: any Connection) throws -> TextAuthor {
        let offer = try found(id, in: network, db)
        return TextAuthor(memberID: offer.offererID ?? offer.submitterID, needID: offer.isGuests ? id : nil)
    }

    func requireReader(ofText id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {
        let offer = try found(id, in: network, db)
        guard OfferRules.canSee(offer, viewer, offer.ties(of: viewer)) else { throw Refusal.notFound }
    }

    func words(ofText id: ID, in network: ID, _ db: any Connection) throws -> (words: String, heldSince: Int64?)? {
        guard let offer = try db.offer(id, in: network) else { return nil }
        return (offer.publicWords, nil)
    }

    func follow(_ news: TextNews, text id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {
        let offer = try found(id, in: network, db), words: Text
        switch news {
        case .hidden(let reason):
            try db.setHidden(reason, of: offer)
            words = OfferDoorWords.hidden(reason)
        case .shown:
            try db.setHidden(nil, of: offer)
            words = OfferDoorWords.shown
        case .upheld(let reason): words = OfferDoorWords.upheld(reason)
        }
        guard offer.isGuests else { return }
        let desk = OfferDesk(
            acts: self, db: db, viewer: viewer, network: network, now: world.now(),
            picture: DutyPicture(candidates: [], settings: DeskSettings()))
        try desk.tellGuest(of: offer, words)
    }

    /// Nothing is held back until somebody has looked: what speaks of money is kept from the list instead.
    func release(in network: ID, by viewer: Viewer) async throws -> TextRelease {
        { _, _ in throw Refusal.notFound }
    }
}

extension Offer {
    /// What others read of it, in one piece.
    var publicWords: String {
        let items = lines.map { [$0.item, $0.specification].filter { !$0.isEmpty }.joined(separator: " ") }
        return ([title, description, conditions, serviceLevel, boughtFrom] + items).filter { !$0.isEmpty }.joined(
            separator: "\n")
    }
}
