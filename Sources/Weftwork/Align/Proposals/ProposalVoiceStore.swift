internal import Database

/// A stance with its reason as it lies there.
struct SealedStance {
    let stance: Stance
    let reason: [UInt8]?
    /// With whose key it is sealed.
    let person: ID?
}

/// What one member may say in a network: for themselves, and for organisations that they speak for.
extension Connection {
    func ownVoices(of member: Member) throws -> Set<ID> {
        Set([member.id] + (try organisations(spokenForBy: member.personID)).map(\.id))
    }

    /// The voices that may answer a proposal, with what they are called and who speaks for them now.
    ///
    /// - Parameter ids: only these; nothing where all are meant.
    func voices(of proposal: Proposal, among ids: Set<ID>? = nil) throws -> [ProposalVoice] {
        if let ids, ids.isEmpty { return [] }
        let network = proposal.networkID
        let only: SQL = ids.map { " AND v.voice_id IN (\(list: $0.sorted()))" } ?? ""
        let found = try query(
            """
            SELECT v.voice_id, v.kind, v.standing, v.sector, v.region, v.joined_at, v.asked_version,
                coalesce(o.name, p.name, ''), CASE WHEN m.state IN ('welcomed', 'active') THEN 1 ELSE 0 END,
                v.is_recent, v.reopened_at
            FROM proposal_voices v
            LEFT JOIN memberships m ON m.network_id = v.network_id AND m.id = v.voice_id AND v.kind = 'person'
            LEFT JOIN persons p ON p.id = m.person_id
            LEFT JOIN organisations o ON o.id = v.voice_id AND v.kind = 'organisation'
            WHERE v.network_id = \(network) AND v.proposal_id = \(proposal.id)\(only) ORDER BY v.voice_id
            """
        ) { row -> (voice: ProposalVoice, isHere: Bool) in
            var voice = ProposalVoice(
                id: try row[0], kind: try row[1], name: try row[7], standing: try row[2], sector: try row[3],
                region: try row[4], joinedAt: try row[5], askedVersion: try row[6])
            voice.isRecent = try row[9] as Bool? ?? false
            voice.reopenedAt = try row[10]
            return (voice, try row[8] as Int64 == 1)
        }
        let bodies = found.filter { $0.voice.kind == .organisation }.map(\.voice.id)
        let seats = try seatOrganisations(of: proposal)
        let spoken = bodies.isEmpty ? [:] : try speakers(in: network, of: ids == nil ? nil : bodies)
        return found.map { one in
            var voice = one.voice
            voice.speakers = voice.kind == .person ? (one.isHere ? [voice.id] : []) : spoken[voice.id] ?? []
            // A seat speaks for whom its holder came.
            if let body = seats[voice.id] {
                voice.name = [body, voice.name].filter { !$0.isEmpty }.joined(separator: " · ")
            }
            return voice
        }
    }

    /// Where a body is asked: by voice for whom they sat there when it was opened.
    private func seatOrganisations(of proposal: Proposal) throws -> [ID: String] {
        guard let body = proposal.terms.scope.body, let opened = proposal.openedAt else { return [:] }
        return try seatOrganisations(body, at: opened, of: proposal.networkID)
    }

    /// Freezes who may answer.
    ///
    /// - Parameter recent: members who came in lately, by one vouch at most; an organisation is new where all its people are.
    func freeze(_ voices: [Voice], recent: Set<ID>, of proposal: Proposal) throws {
        try execute(
            "DELETE FROM proposal_voices WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)")
        for voice in voices {
            try execute(
                """
                INSERT INTO proposal_voices (network_id, proposal_id, voice_id, kind, standing, sector, region, joined_at,
                    asked_version, told_version, reminded_version, is_recent)
                VALUES (\(proposal.networkID), \(proposal.id), \(voice.id), \(voice.kind), \(voice.standing),
                    \(voice.sector), \(voice.region), \(voice.joinedAt), 1, 0, 0,
                    \(!voice.people.isEmpty && recent.isSuperset(of: voice.people)))
                """)
        }
    }

    /// Some voices are asked about the words as they are now.
    func ask(_ voices: Set<ID>, about proposal: Proposal) throws {
        guard !voices.isEmpty else { return }
        try execute(
            """
            UPDATE proposal_voices SET asked_version = \(proposal.version)
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND voice_id IN (\(list: voices.sorted()))
            """)
    }

    // MARK: What they say

    /// The latest of each voice, without its reason.
    func stances(of proposal: Proposal) throws -> [Stance] { try sealedStances(of: proposal).map(\.stance) }

    /// The same, with the reasons of those that somebody may read.
    func opened(_ stances: [SealedStance], of proposal: Proposal, vault: Vault) throws -> [Stance] {
        var keys: [ID: [UInt8]] = [:]
        return try stances.map { one in
            var stance = one.stance
            stance.reason = try words(
                one.reason, of: one.person, proposal.id.bytes + stance.voiceID.bytes, vault, &keys)
            return stance
        }
    }

    func sealedStances(of proposal: Proposal) throws -> [SealedStance] {
        try query(
            """
            SELECT t.voice_id, t.position, t.reason, t.version, t.by_id, t.at, t.number, m.person_id, t.id,
                \(TextPlace.hidden("'reason'", network: "t.network_id", text: "t.id")), t.test
            FROM proposal_stances t LEFT JOIN memberships m ON m.network_id = t.network_id AND m.id = t.by_id
            WHERE t.network_id = \(proposal.networkID) AND t.proposal_id = \(proposal.id) ORDER BY t.at, t.voice_id
            """
        ) { row in
            let stance = Stance(
                id: try row[8], voiceID: try row[0], position: try row[1], reason: nil, version: try row[3],
                byID: try row[4], at: try row[5], number: try row[6], hidden: try row[9],
                test: try row[10])
            return SealedStance(stance: stance, reason: try row[2], person: try row[7])
        }
    }

    /// What was sealed with a person's own key.
    func words(
        _ box: [UInt8]?, of person: ID?, _ context: [UInt8], _ vault: Vault?, _ keys: inout [ID: [UInt8]]
    ) throws -> String? {
        guard let box, let person, let vault else { return nil }
        if keys[person] == nil { keys[person] = try key(of: person, in: vault) }
        guard let key = keys[person], let words = vault.open(box, key: key, context: context) else { return nil }
        return String(decoding: words, as: UTF8.self)
    }

    private func sealed(_ words: String?, by member: Member, _ context: [UInt8], _ vault: Vault) throws -> [UInt8]? {
        guard let words, let key = try key(of: member.personID, in: vault) else { return nil }
        return vault.seal(Array(words.utf8), key: key, context: context)
    }

    /// In place of what the voice said before; that stays in the log. Said by another for the same voice it is another text: what is
    /// hidden of one does not hide the other's.
    func save(_ stance: Stance, of proposal: Proposal, by member: Member, vault: Vault) throws {
        let box = try sealed(stance.reason, by: member, proposal.id.bytes + stance.voiceID.bytes, vault)
        let network = proposal.networkID
        try execute(
            """
            INSERT INTO proposal_stances (network_id, proposal_id, voice_id, id, position, reason, version, by_id, at, number,
                test)
            VALUES (\(network), \(proposal.id), \(stance.voiceID), \(stance.id), \(stance.position), \(box),
                \(stance.version), \(stance.byID), \(stance.at), \(stance.number), \(stance.test))
            ON CONFLICT (network_id, proposal_id, voice_id) DO UPDATE SET position = excluded.position,
                reason = excluded.reason, version = excluded.version, by_id = excluded.by_id, at = excluded.at,
                number = excluded.number, test = excluded.test, id = CASE WHEN proposal_stances.by_id = excluded.by_id
                    THEN proposal_stances.id ELSE excluded.id END
            """)
        try execute(
            """
            INSERT INTO proposal_stance_log (network_id, proposal_id, voice_id, number, position, reason, version, by_id, at,
                test, text_id)
            SELECT s.network_id, s.proposal_id, s.voice_id, s.number, s.position, s.reason, s.version, s.by_id, s.at,
                s.test, s.id
            FROM proposal_stances s WHERE s.network_id = \(network) AND s.proposal_id = \(proposal.id)
                AND s.voice_id = \(stance.voiceID)
            """)
    }

    /// What somebody behind an organisation's voice says, in place of what they said before.
    func save(_ advice: Advice, of proposal: Proposal, by member: Member, vault: Vault) throws {
        let box = try sealed(advice.reason, by: member, proposal.id.bytes + advice.memberID.bytes, vault)
        try execute(
            """
            INSERT INTO proposal_advice (network_id, proposal_id, member_id, voice_id, id, position, reason, at)
            VALUES (\(proposal.networkID), \(proposal.id), \(advice.memberID), \(advice.voiceID), \(advice.id),
                \(advice.position), \(box), \(advice.at))
            ON CONFLICT (network_id, proposal_id, member_id) DO UPDATE SET voice_id = excluded.voice_id,
                position = excluded.position, reason = excluded.reason, at = excluded.at
            """)
    }

    /// - Parameter shows: whether somebody may read it; the others are not opened, nor given.
    func advice(on proposal: Proposal, vault: Vault, where shows: (Advice) -> Bool) throws -> [Advice] {
        var keys: [ID: [UInt8]] = [:]
        return try query(
            """
            SELECT t.voice_id, t.member_id, t.position, t.reason, t.at, m.person_id, t.id,
                \(TextPlace.hidden("'reason'", network: "t.network_id", text: "t.id"))
            FROM proposal_advice t LEFT JOIN memberships m ON m.network_id = t.network_id AND m.id = t.member_id
            WHERE t.network_id = \(proposal.networkID) AND t.proposal_id = \(proposal.id) ORDER BY t.at, t.member_id
            """
        ) { row -> (Advice, [UInt8]?, ID?) in
            (
                Advice(
                    id: try row[6], voiceID: try row[0], memberID: try row[1], position: try row[2], reason: nil,
                    at: try row[4], hidden: try row[7]), try row[3], try row[5]
            )
        }.filter { shows($0.0) }.map { found, box, person in
            var one = found
            one.reason = try words(box, of: person, proposal.id.bytes + one.memberID.bytes, vault, &keys)
            return one
        }
    }

    // MARK: Reasons as texts

    /// A reason that was given about a proposal, by its id.
    func saidReason(_ id: ID, in network: ID, vault: Vault) throws -> SaidReason? {
        let place = try value(
            """
            SELECT proposal_id FROM proposal_stances WHERE network_id = \(network) AND id = \(id)
            UNION ALL SELECT proposal_id FROM proposal_stance_log WHERE network_id = \(network) AND text_id = \(id)
            UNION ALL SELECT proposal_id FROM proposal_advice WHERE network_id = \(network) AND id = \(id)
            UNION ALL SELECT proposal_id FROM proposal_waits WHERE network_id = \(network) AND id = \(id)
            """, as: ID.self)
        guard let place, let proposal = try proposal(place, in: network) else { return nil }
        func reason(_ author: ID, _ voice: ID, _ position: Stance.Position?, _ words: String?) -> SaidReason {
            SaidReason(proposal: proposal, authorID: author, voiceID: voice, position: position, words: words)
        }
        let sealed = try sealedStances(of: proposal).filter { $0.stance.id == id }
        let now = try opened(sealed, of: proposal, vault: vault).first
        // Said anew it is the same text: where nothing is argued any more it is what was argued before, and read by as many.
        let before = try objections(to: [proposal], vault: vault).last { $0.textID == id && $0.after != nil }
        if let one = now, one.reason != nil || before == nil {
            let isSeen = ProposalRules.isAlwaysSeen(one.position)
            return reason(one.byID, one.voiceID, isSeen ? one.position : before?.position ?? one.position, one.reason)
        }
        if let one = before { return reason(one.byID, one.voiceID, one.position, one.reason) }
        if let one = try advice(on: proposal, vault: vault, where: { $0.id == id }).first {
            return reason(one.memberID, one.voiceID, one.position, one.reason)
        }
        return try waits(of: proposal, vault: vault).first { $0.id == id }.map {
            reason($0.byID, $0.voiceID, nil, $0.reason)
        }
    }

    // MARK: Who can't answer yet

    func waits(of proposal: Proposal, vault: Vault?) throws -> [ProposalWait] {
        var keys: [ID: [UInt8]] = [:]
        return try query(
            """
            SELECT t.voice_id, t.by_id, t.reason, t.until_at, t.at, m.person_id, t.id,
                \(TextPlace.hidden("'reason'", network: "t.network_id", text: "t.id"))
            FROM proposal_waits t LEFT JOIN memberships m ON m.network_id = t.network_id AND m.id = t.by_id
            WHERE t.network_id = \(proposal.networkID) AND t.proposal_id = \(proposal.id) ORDER BY t.until_at, t.voice_id
            """
        ) { row -> (ProposalWait, [UInt8]?, ID?) in
            (
                ProposalWait(
                    id: try row[6], voiceID: try row[0], byID: try row[1], reason: nil, until: try row[3],
                    at: try row[4], hidden: try row[7]), try row[2], try row[5]
            )
        }.map { found, box, person in
            var one = found
            one.reason = try words(box, of: person, proposal.id.bytes + one.voiceID.bytes, vault, &keys)
            return one
        }
    }

    func save(_ wait: ProposalWait, of proposal: Proposal, by member: Member, vault: Vault) throws {
        let box = try sealed(wait.reason, by: member, proposal.id.bytes + wait.voiceID.bytes, vault)
        try execute(
            """
            INSERT INTO proposal_waits (network_id, proposal_id, voice_id, id, by_id, reason, until_at, at, reminded_at)
            VALUES (\(proposal.networkID), \(proposal.id), \(wait.voiceID), \(wait.id), \(wait.byID), \(box), \(wait.until),
                \(wait.at), NULL)
            ON CONFLICT (network_id, proposal_id, voice_id) DO UPDATE SET by_id = excluded.by_id,
                reason = excluded.reason, until_at = excluded.until_at, at = excluded.at, reminded_at = NULL,
                id = CASE WHEN proposal_waits.by_id = excluded.by_id THEN proposal_waits.id ELSE excluded.id END
            """)
    }

    func endWait(of voice: ID, _ proposal: Proposal) throws {
        try execute(
            """
            DELETE FROM proposal_waits WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND voice_id = \(voice)
            """)
    }
}
