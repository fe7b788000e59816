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
            let isOut = old.state == .listed && !(isControlled && found.confidence.isDoubt)
            return try move(old, to: isOut ? .listed : .verified, .offerVerified, details) {
                ($0.confidence, $0.awaitsSecond, $0.isDisputed) = (found.confidence, false, false)
            }
        case .awaitsSecond:
            let isDoubt = found.confidence.isDoubt, leaves = isDoubt && old.state == .listed
            let checked = try move(old, to: leaves ? .verified : old.state, .secondCheck, details) {
                $0.awaitsSecond = true
                if isDoubt { $0.confidence = nil }
            }
            if leaves, old.ownerID != member.id { try tell(old.ownerID, OfferWords.mailDoubted, about: checked) }
            return checked
        case .disputed(let isFirst):
            let restarts = isFirst && old.state == .acknowledged
            let state: Offer.State = old.state == .listed ? .verified : old.state
            let disputed = try move(old, to: state, .contradicted, details, restarts: restarts) {
                ($0.confidence, $0.awaitsSecond, $0.isDisputed) = (nil, true, true)
            }
            let decider = coordinator(for: old, besides: Set(earlier.map(\.memberID) + [member.id]))
            guard decider != old.ownerID else {
                if isFirst, decider != member.id { try tell(decider, OfferWords.mailDisputed, about: disputed) }
                return disputed
            }
            try pass(disputed, to: decider)
            return try db.offer(old.id, in: network) ?? disputed
        }
    }

    /// Who decides where two verifiers disagree: of those whose word ends it, nobody whose offer it is, and one who has not checked it where there is one.
    private func coordinator(for offer: Offer, besides checkers: Set<ID>) -> ID {
        let leads = picture.candidates.filter { candidate in
            candidate.member.has(.coordinator)
                && ![offer.offererID, offer.submitterID].contains(candidate.member.id)
        }
        return DutyRules.choose(leads, area: offer.area, language: offer.language, except: checkers)
            ?? DutyRules.choose(leads, area: offer.area, language: offer.language) ?? offer.ownerID
    }
}
