internal import Database

/// Who may know of a need, and what ties them to it.
enum NeedAccess {
    /// Who may telephone her, and so needs the word by which she knows them; and she herself.
    static func mayCall(_ ties: Ties) -> Bool {
        !ties.isDisjoint(with: [.requester, .owner, .holder, .claimant])
    }

    /// The desk and the case team always; others once it was published to their tier.
    static func canSee(_ need: Need, _ viewer: Viewer, _ ties: Ties) -> Bool {
        if ties.isOnCase || ties.contains(.invited) || viewer.identity == .system { return true }
        if Policy.allows(.seeCase, viewer, ties: ties) { return true }
        return need.audience > .case && viewer.tier <= need.audience
    }

    /// She herself, or whoever submitted it for her and works on it by nothing else: the desk's own matters are not for them.
    static func speaksForHer(_ viewer: Viewer, _ ties: Ties) -> Bool {
        ties.contains(.requester)
            || ties.contains(.submitter) && !Policy.allows(.seeCase, viewer, ties: ties.subtracting(.submitter))
    }

    /// The tier at which the viewer reads this need's story and fields.
    static func tier(of viewer: Viewer, _ ties: Ties) -> Audience {
        if Policy.allows(.seeCase, viewer, ties: ties) { return .case }
        // Whoever promised, submitted or verified something is inside, but what she says is between her and the desk.
        return ties.isOnCase ? min(viewer.tier, .members) : viewer.tier
    }
}

extension Connection {
    /// What ties `viewer` to `need`.
    func ties(of viewer: Viewer, to need: Need, now: Int64) throws -> Ties {
        switch viewer.identity {
        case .anonymous, .operator, .system: return []
        case .requester(let id, let full):
            guard id == need.id else { return [] }
            return full ? [.requester, .requesterInFull] : .requester
        case .member(let member):
            var ties = try storedTies(of: member.id, to: need, now: now)
            if need.ownerID == member.id { ties.insert(.owner) }
            if need.submitterID == member.id { ties.insert(.submitter) }
            return ties
        }
    }

    private func storedTies(of member: ID, to need: Need, now: Int64) throws -> Ties {
        let (network, id) = (need.networkID, need.id)
        return try first(
            """
            SELECT
                EXISTS (SELECT 1 FROM claims WHERE network_id = \(network) AND need_id = \(id) AND member_id = \(member)
                    AND state IN ('open', 'delivered', 'disputed')),
                EXISTS (SELECT 1 FROM queue_locks WHERE network_id = \(network) AND need_id = \(id)
                    AND member_id = \(member) AND until > \(now)),
                EXISTS (SELECT 1 FROM handovers WHERE network_id = \(network) AND need_id = \(id) AND to_id = \(member)
                    AND state = 'offered'),
                EXISTS (SELECT 1 FROM verifications WHERE network_id = \(network) AND need_id = \(id)
                    AND member_id = \(member))
            """
        ) { row in
            var ties: Ties = []
            if try row[0] { ties.insert(.claimant) }
            if try row[1] { ties.insert(.holder) }
            if try row[2] { ties.insert(.invited) }
            if try row[3] { ties.insert(.verifier) }
            return ties
        } ?? []
    }

    func memberNames(in network: ID) throws -> [ID: String] {
        let pairs = try query(
            """
            SELECT m.id, p.name FROM memberships m JOIN persons p ON p.id = m.person_id WHERE m.network_id = \(network)
            """
        ) { (try $0[0] as ID, try $0[1] as String) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
