internal import Database
internal import Engine

extension OfferDesk {
    func verify(_ found: OfferVerification, _ old: Offer) throws -> Offer {
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        try OfferRules.requireOther(old, than: member.id)
        let isControlled = old.lines.contains(where: \.isControlled)
        let earlier = isControlled ? try db.openChecks(of: old) : []
        try db.insert(
            OfferCheck(memberID: member.id, found: found), of: old, isOpen: isControlled, id: acts.world.newID(),
            at: now, vault: acts.vault)
        let outcome =
            isControlled
            ? OfferCheckOutcome(found, by: member.id, after: earlier, leads: member.has(.coordinator)) : .settled
        let details: [(String, EventValue)] = [
            ("confidence", .text(found.confidence.rawValue)), ("note", .words(found.note.nilIfEmpty)),
        ]
        switch outcome {
        case .settled:
            try db.closeChecks(of: old)
            return try move(old, to: old.state == .listed ? .listed : .verified, .offerVerified, details) {
                ($0.confidence, $0.awaitsSecond) = (found.confidence, false)
            }
        case .awaitsSecond:
            return try move(old, to: old.state, .secondCheck, details) { $0.awaitsSecond = true }
        case .disputed(let isFirst):
            let restarts = isFirst && old.state == .acknowledged
            let disputed = try move(old, to: old.state, .contradicted, details, restarts: restarts) {
                $0.awaitsSecond = true
            }
            let decider = coordinator(for: old, besides: Set(earlier.map(\.memberID) + [member.id]))
            guard decider != old.ownerID else { return disputed }
            try pass(disputed, to: decider)
            return try db.offer(old.id, in: network) ?? disputed
        }
    }

    /// Who decides where two verifiers disagree: of those who lead, nobody whose offer it is, and one who has not checked it where there is one.
    private func coordinator(for offer: Offer, besides checkers: Set<ID>) -> ID {
        let leads = picture.candidates.filter { candidate in
            (candidate.member.has(.coordinator) || candidate.member.standing == .steward)
                && ![offer.offererID, offer.submitterID].contains(candidate.member.id)
        }
        return DutyRules.choose(leads, area: offer.area, language: offer.language, except: checkers)
            ?? DutyRules.choose(leads, area: offer.area, language: offer.language) ?? offer.ownerID
    }
}
