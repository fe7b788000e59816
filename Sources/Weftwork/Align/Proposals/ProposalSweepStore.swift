internal import Database

/// What the clock asks of proposals, and marks as done.
extension Connection {
    /// Voices that are to be asked about the words as they are.
    func voicesToAsk(most: Int) throws -> [VoiceCall] {
        try query(
            """
            SELECT v.network_id, v.proposal_id, v.voice_id FROM proposals x
            JOIN proposal_voices v ON v.network_id = x.network_id AND v.proposal_id = x.id
            WHERE x.state IN ('open', 'objected') AND \(ProposalStore.isShown) AND v.told_version < v.asked_version
            ORDER BY x.closes_at, v.proposal_id, v.voice_id LIMIT \(most)
            """
        ) { VoiceCall(network: try $0[0], proposal: try $0[1], voice: try $0[2], isReminder: false) }
    }

    /// Voices that were asked, have said nothing, and are to be reminded since most of their time is over. While an objection is
    /// worked through only once it was met with other words: the first may change any moment.
    func voicesToRemind(at now: Int64, most: Int) throws -> [VoiceCall] {
        try query(
            """
            SELECT v.network_id, v.proposal_id, v.voice_id FROM proposals x
            JOIN proposal_voices v ON v.network_id = x.network_id AND v.proposal_id = x.id
            JOIN proposal_versions a ON a.network_id = v.network_id AND a.proposal_id = v.proposal_id
                AND a.number = v.asked_version
            WHERE (x.state = 'open' OR x.state = 'objected' AND x.version > 1 AND x.closes_at > \(now))
                AND \(ProposalStore.isShown)
                AND (\(now) - a.at) * 100 >= (x.closes_at - a.at) * \(ProposalRules.reminder)
                AND v.told_version >= v.asked_version AND v.reminded_version < v.asked_version
                AND NOT EXISTS (SELECT 1 FROM proposal_stances s WHERE s.network_id = v.network_id
                    AND s.proposal_id = v.proposal_id AND s.voice_id = v.voice_id AND s.version >= v.asked_version)
                AND NOT EXISTS (SELECT 1 FROM proposal_waits w WHERE w.network_id = v.network_id
                    AND w.proposal_id = v.proposal_id AND w.voice_id = v.voice_id AND w.until_at > \(now))
            ORDER BY x.closes_at, v.proposal_id, v.voice_id LIMIT \(most)
            """
        ) { VoiceCall(network: try $0[0], proposal: try $0[1], voice: try $0[2], isReminder: true) }
    }

    /// False where another node was faster.
    func setTold(_ call: VoiceCall, _ proposal: Proposal) throws -> Bool {
        let column: SQL = call.isReminder ? "reminded_version" : "told_version"
        return try execute(
            """
            UPDATE proposal_voices SET \(column) = asked_version WHERE network_id = \(proposal.networkID)
                AND proposal_id = \(proposal.id) AND voice_id = \(call.voice) AND \(column) < asked_version
            """) == 1
    }

    /// Some voices have heard of what they are asked, and are not reminded of it once more.
    func setHeard(_ voices: Set<ID>, _ proposal: Proposal) throws {
        try execute(
            """
            UPDATE proposal_voices SET told_version = asked_version, reminded_version = asked_version
            WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND voice_id IN (\(list: voices.sorted()))
            """)
    }

    /// Those of some voices for which nobody may speak: whoever left or is suspended, and organisations without a speaker. Who is quiet
    /// for a while can come back and say something.
    func voicesOfNobody(_ voices: Set<ID>, of proposal: Proposal) throws -> Set<ID> {
        guard !voices.isEmpty else { return [] }
        return Set(
            try query(
                """
                SELECT v.voice_id FROM proposal_voices v WHERE v.network_id = \(proposal.networkID)
                    AND v.proposal_id = \(proposal.id) AND v.voice_id IN (\(list: voices.sorted()))
                    AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.network_id = v.network_id AND m.id = v.voice_id
                        AND m.state IN ('welcomed', 'active', 'dormant'))
                    AND NOT EXISTS (SELECT 1 FROM spokespersons s
                        JOIN memberships m ON m.network_id = v.network_id AND m.person_id = s.person_id
                            AND m.state IN ('welcomed', 'active', 'dormant')
                        WHERE s.organisation_id = v.voice_id AND \(SpeakingStore.inForce))
                """
            ) { try $0[0] as ID })
    }

    /// What a voice said last, about whatever words.
    func lastPosition(of voice: ID, _ proposal: Proposal) throws -> Stance.Position? {
        try value(
            """
            SELECT position FROM proposal_stances WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND voice_id = \(voice)
            """)
    }

    func hasStance(_ voice: ProposalVoice, _ proposal: Proposal) throws -> Bool {
        try value(
            """
            SELECT 1 FROM proposal_stances WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id)
                AND voice_id = \(voice.id) AND version >= \(voice.askedVersion)
            """, as: Int64.self) != nil
    }

    /// Voices that said until when they would answer, and that is now. While its words are hidden nobody is held to it.
    func waitsOver(at now: Int64, most: Int) throws -> [(network: ID, proposal: ID, voice: ID)] {
        try query(
            """
            SELECT w.network_id, w.proposal_id, w.voice_id FROM proposal_waits w
            JOIN proposals x ON x.network_id = w.network_id AND x.id = w.proposal_id
            WHERE w.until_at <= \(now) AND w.reminded_at IS NULL AND \(ProposalStore.isShown)
            ORDER BY w.until_at LIMIT \(most)
            """
        ) { (network: try $0[0], proposal: try $0[1], voice: try $0[2]) }
    }

    func setReminded(_ voice: ID, _ proposal: Proposal, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE proposal_waits SET reminded_at = \(now) WHERE network_id = \(proposal.networkID)
                AND proposal_id = \(proposal.id) AND voice_id = \(voice) AND reminded_at IS NULL
            """) == 1
    }

    /// Proposals that run, or will be looked at again, whose owner or facilitator takes no part any more.
    func proposalsLeftAlone() throws -> [(network: ID, id: ID)] {
        try query(
            """
            SELECT x.network_id, x.id FROM proposals x
            WHERE (x.state IN ('draft', 'scheduled', 'open', 'objected', 'closed')
                OR x.state = 'decided' AND x.review_at IS NOT NULL)
                AND EXISTS (SELECT 1 FROM memberships m WHERE m.network_id = x.network_id
                    AND m.id IN (x.owner_id, x.facilitator_id) AND m.state NOT IN ('welcomed', 'active'))
            ORDER BY x.network_id, x.id LIMIT 100
            """
        ) { (network: try $0[0], id: try $0[1]) }
    }
}
