internal import Database

/// What becomes of somebody who came by a link: the inviter's promise is kept where it was given knowingly to one, else the
/// inviter is asked whether they know them.
extension MemberActs {
    /// - Parameter isDirect: the newcomer has the link from the inviter's own hand.
    /// - Returns: whether a vouch was given.
    func greet(
        _ newcomer: ID, named name: String, by invitation: Invitation, isDirect: Bool, _ db: any Connection
    ) throws -> Bool {
        let network = invitation.networkID
        guard let inviter = try db.member(invitation.byID, in: network), inviter.id != newcomer else { return false }
        if isDirect, let vouch = try keepPromise(of: inviter, invitation, to: newcomer, db) {
            try tell(
                inviter.id, in: network, JoinWords.mailSubject, VouchAskWords.mailPromiseKept(name),
                to: "/vouches/\(vouch.id)/end", db)
            return true
        }
        let ask = newAsk(.arrival, asked: inviter.id, about: newcomer, by: nil, .identity, "", in: network)
        let system = Viewer(.system, language: .zh)
        try insert(ask, words: nil, by: system, JoinWords.mailCame(name), db)
        return false
    }

    /// Gives the vouch that goes with a link for one, if its inviter could give it now.
    private func keepPromise(
        of inviter: Member, _ invitation: Invitation, to newcomer: ID, _ db: any Connection
    ) throws -> Vouch? {
        guard invitation.uses == 1, invitation.hasPromise, let box = try db.takePromise(of: invitation),
            !inviter.isSuspended,
            try !db.isLateToSign(inviter.id, in: invitation.networkID, at: world.now()),
            let key = try db.key(of: inviter.personID, in: vault),
            let how = vault.open(box, key: key, context: invitation.id.bytes)
        else { return nil }
        let draft = VouchDraft(kind: .identity, how: String(decoding: how, as: UTF8.self))
        let viewer = Viewer(.member(inviter), language: .zh)
        do {
            return try vouches.give(draft, to: newcomer, by: viewer, in: invitation.networkID, db)
        } catch is Refusal {
            // Nothing was written yet: they are asked instead.
            return nil
        }
    }
}

extension Connection {
    /// The promise of a link, sealed for its inviter; it is kept once.
    fileprivate func takePromise(of invitation: Invitation) throws -> [UInt8]? {
        let box: [UInt8]? =
            try first(
                "SELECT promise FROM invitations WHERE network_id = \(invitation.networkID) AND id = \(invitation.id)"
            ) { try $0[0] as [UInt8]? } ?? nil
        try execute(
            """
            UPDATE invitations SET promise = NULL
            WHERE network_id = \(invitation.networkID) AND id = \(invitation.id)
            """)
        return box
    }

    /// Whether somebody's standing is paused until they sign the Pact.
    fileprivate func isLateToSign(_ member: ID, in network: ID, at now: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships m JOIN networks n ON n.id = m.network_id
            WHERE m.network_id = \(network) AND m.id = \(member) AND m.signed_version < n.pact_version
                AND n.pact_due_at <= \(now)
            """, as: Int64.self) != nil
    }
}
