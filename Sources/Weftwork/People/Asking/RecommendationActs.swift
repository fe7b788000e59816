internal import Database

/// A recommendation as those whom it concerns see it.
struct RecommendationReading: Sendable {
    let recommendation: Recommendation
    let words: String?
    /// Those who have signed, the opener first.
    let signed: [String]
    /// Who was asked and has not signed; for the one recommended nobody: it is no matter between the two.
    let asked: [String]
    let names: [ID: String]
}

/// What a recommendation is made of.
struct RecommendationDraft: Sendable {
    let vouch: VouchDraft
    let signers: [ID]
}

extension MemberActs {
    /// Recommends somebody together with others: one signs first, which is an ordinary vouch; the others are asked to.
    @discardableResult
    func recommend(
        _ id: ID, _ draft: RecommendationDraft, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Recommendation {
        try Policy.require(.vouch, viewer)
        let member = try own(viewer, in: network), now = world.now()
        let vouch = try VouchRules.cleaned(draft.vouch)
        let signers = try VouchAskRules.signers(draft.signers, by: member.id, for: id)
        let made = try await database.write { db in
            if let known = try db.earlier(once, by: viewer, in: network),
                let recommendation = try db.recommendation(known, in: network)
            {
                return recommendation
            }
            guard let other = try db.member(id, in: network), let key = try db.key(of: other.personID, in: vault) else {
                throw Refusal.invalid("to", TrustWords.unknownMember)
            }
            for signer in signers where try db.member(signer, in: network) == nil {
                throw Refusal.invalid("signers", TrustWords.unknownMember)
            }
            guard try db.openRecommendations(by: member.id, in: network, at: now) < VouchAskRules.mostOpen else {
                throw Refusal.conflict(VouchAskWords.tooManyRecommendations(VouchAskRules.mostOpen))
            }
            _ = try vouches.give(vouch, to: id, by: viewer, in: network, db)
            let recommendation = Recommendation(
                id: world.newID(), networkID: network, forID: id, byID: member.id, kind: vouch.kind,
                subject: vouch.subject, openedAt: now, untilAt: now + VouchAskRules.lifetime(.recommendation))
            let words = vault.seal(Array(vouch.how.utf8), key: key, context: recommendation.id.bytes)
            try db.insert(recommendation, words: words)
            for signer in signers {
                let ask = newAsk(
                    .recommendation, asked: signer, about: id, by: member.id, vouch.kind, vouch.subject,
                    recommendation: recommendation.id, in: network)
                try insert(ask, words: nil, by: viewer, VouchAskWords.mailSign(member.name, other.name), db)
            }
            try db.remember(once, object: recommendation.id, by: viewer, in: network, at: now)
            return recommendation
        }
        try await vouches.settle(network)
        return made
    }

    func recommendation(_ id: ID, for viewer: Viewer, in network: ID) async throws -> RecommendationReading {
        let member = try own(viewer, in: network)
        return try await database.read { [vault] db in
            guard let found = try db.recommendation(id, in: network) else { throw Refusal.notFound }
            let asks = try db.vouchAsks(of: found)
            let isConcerned = [found.forID, found.byID].contains(member.id) || member.standing == .steward
            guard isConcerned || asks.contains(where: { $0.askedID == member.id }) else { throw Refusal.notFound }
            let names = try db.names(of: Set(asks.map(\.askedID) + [found.forID, found.byID]), in: network)
            let signed = [found.byID] + asks.filter { $0.outcome == .vouched }.map(\.askedID)
            let rest = member.id == found.forID ? [] : asks.filter { $0.outcome != .vouched }.map(\.askedID)
            return RecommendationReading(
                recommendation: found, words: try db.words(of: found, vault: vault),
                signed: signed.compactMap { names[$0] }, asked: rest.compactMap { names[$0] }, names: names)
        }
    }
}
