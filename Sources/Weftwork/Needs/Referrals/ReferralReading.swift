internal import Database

/// A referral as those who work on the need, and she herself, may read it.
struct ReferralItem: Sendable {
    let referral: NeedReferral
    let partner: Network
    /// What it became there: its code, its state, who answers for it.
    var other: (code: String, state: Need.State, ownerName: String)?
    /// For her: where it goes on.
    var link: String?
}

/// What a need's page says of partner networks.
struct ReferralFile: Sendable {
    var items: [ReferralItem] = []
    /// To whom it may be passed on; nothing for those who may not.
    var partners: [Network] = []
    /// From whom it came.
    var origin: (network: String, at: Int64)?

    var open: ReferralItem? { items.first { $0.referral.state == .offered } }
    var accepted: ReferralItem? { items.first { $0.referral.state == .accepted } }
}

/// A referral as the partner reads it.
struct OfferedReferral: Sendable {
    let referral: NeedReferral
    let from: Network
    /// Only while it can be answered.
    let glimpse: ReferralGlimpse?
    let ownerName: String?
}

extension NeedActs {
    /// What the page of a need says of partners: of nothing to those who do not work on it.
    func referrals(of need: Need, for viewer: Viewer, _ ties: Ties, _ db: any Connection) throws -> ReferralFile {
        guard NeedAccess.tier(of: viewer, ties) == .case else { return ReferralFile() }
        let isHers = ties.contains(.requester), isFull = ties.contains(.requesterInFull)
        var file = ReferralFile()
        for referral in try db.referrals(of: need.id, in: need.networkID, vault: vault) {
            guard let partner = try db.network(id: referral.partnerID) else { continue }
            var shown = referral
            if NeedAccess.speaksForHer(viewer, ties) { (shown.paper.note, shown.paper.agreed) = ("", "") }
            var item = ReferralItem(referral: shown, partner: partner)
            if let id = referral.otherID, let other = try db.need(id, in: referral.partnerID) {
                let name = try db.member(other.ownerID, in: partner.id)?.name ?? ""
                item.other = (other.code, other.state, name)
                if isHers { item.link = isFull ? trackingURL(of: other) : "\(configuration.publicURL)/t/\(other.code)" }
            }
            file.items.append(item)
        }
        let mayRefer = Policy.allows(.referNeed, viewer, ties: ties) && NeedRules.isLegal(.referNeed, in: need)
        if mayRefer { file.partners = try db.partners(of: need.networkID).filter(\.isMutual).map(\.network) }
        if !isHers { file.origin = try db.origin(ofReferred: need.id) }
        return file
    }

    /// The same for programs.
    func referrals(of id: ID, by viewer: Viewer, in network: ID) async throws -> ReferralFile {
        let now = world.now()
        return try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            return try referrals(of: need, for: viewer, ties, db)
        }
    }

    /// What partners offer to a network.
    func offeredReferrals(for viewer: Viewer, in partner: ID) async throws -> [OfferedReferral] {
        try Policy.require(.seeReferred, viewer)
        return try await database.read { db in
            try db.referrals(to: partner, vault: vault).compactMap { referral in
                guard let from = try db.network(id: referral.networkID),
                    let need = try db.need(referral.needID, in: referral.networkID)
                else { return nil }
                let reader = try db.clock(of: referral.id, in: partner)?.ownerID
                var shown = referral
                shown.paper.agreed = ""
                // What is over is theirs no more, and what they have said about it is enough.
                let isOpen = referral.state == .offered
                if !isOpen { shown.paper.note = "" }
                return OfferedReferral(
                    referral: shown, from: from,
                    glimpse: isOpen ? ReferralRules.glimpse(of: need, referral) : nil,
                    ownerName: try reader.flatMap { try db.member($0, in: partner)?.name })
            }
        }
    }
}
