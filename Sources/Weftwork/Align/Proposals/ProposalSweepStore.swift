internal import Database

enum ProposalSweepStore {
    /// When telling a voice was tried last and did not get through: there was no room in their week, or nobody to hear it. When it was
    /// told of the words as they are; nothing of what was told before that was kept. Since when it is asked again without other words:
    /// the last objection was taken back after the end.
    static let tries = Migration(
        "2026-11-28 voices told for certain",
        [
            "ALTER TABLE proposal_voices ADD COLUMN tried_at \(.int)",
            "ALTER TABLE proposal_voices ADD COLUMN told_at \(.int)",
            "ALTER TABLE proposal_voices ADD COLUMN reopened_at \(.int)",
        ])

    /// Of voices `v`: they have said nothing about the words that they were asked about.
    static let isSilent: SQL = """
        NOT EXISTS (SELECT 1 FROM proposal_stances s WHERE s.network_id = v.network_id
            AND s.proposal_id = v.proposal_id AND s.voice_id = v.voice_id AND s.version >= v.asked_version)
        """

    /// Of voices `v`: nothing is known to be in the way of telling them.
    fileprivate static func isToBeTried(at now: Int64) -> SQL {
        "(v.tried_at IS NULL OR v.tried_at <= \(now - ProposalRules.triesAgain))"
    }
}

/// What the clock asks of proposals, and marks as done.
extension Connection {
    /// Voices that are to be asked about the words as they are, and after them those that are to hear that the words were changed,
    /// though nobody asks them again.
    func voicesToAsk(at now: Int64, most: Int) throws -> [VoiceCall] {
        let asked = try voicesToTell("v.told_version < v.asked_version", at: now, most: most)
        guard asked.count < most else { return asked }
        let changed: SQL = "x.version > 1 AND v.told_version >= v.asked_version AND v.told_version < x.version"
        return asked + (try voicesToTell(changed, at: now, most: most - asked.count))
    }

    private func voicesToTell(_ condition: SQL, at now: Int64, most: Int) throws -> [VoiceCall] {
        try query(
            """
            SELECT v.network_id, v.proposal_id, v.voice_id FROM proposals x
            JOIN proposal_voices v ON v.network_id = x.network_id AND v.proposal_id = x.id
            WHERE (x.state = 'objected' OR x.state = 'open' AND x.closes_at > \(now)) AND \(ProposalStore.isShown)
                AND \(condition) AND \(ProposalSweepStore.isToBeTried(at: now))
            ORDER BY x.closes_at, v.proposal_id, v.voice_id LIMIT \(most)
            """
        ) { VoiceCall(network: try $0[0], proposal: try $0[1], voice: try $0[2], isReminder: false) }
    }

    /// Voices that were asked, have said nothing, and are to be reminded since most of their time is over. While an objection is
    /// worked through only once it was met with other words: the first may change any moment. Who has said when they will answer is
    /// reminded later than the others, and in any case before the end. Time that was given anew is reckoned from then.
    func voicesToRemind(at now: Int64, most: Int) throws -> [VoiceCall] {
        try query(
            """
            SELECT v.network_id, v.proposal_id, v.voice_id FROM proposals x
            JOIN proposal_voices v ON v.network_id = x.network_id AND v.proposal_id = x.id
            JOIN proposal_versions a ON a.network_id = v.network_id AND a.proposal_id = v.proposal_id
                AND a.number = v.asked_version
            WHERE (x.state = 'open' OR x.state = 'objected' AND x.version > 1 AND x.closes_at > \(now))
                AND \(ProposalStore.isShown)
                AND (\(now) - coalesce(v.reopened_at, a.at)) * 100 >= (x.closes_at - coalesce(v.reopened_at, a.at)) * \(ProposalRules.reminder)
                AND v.told_version >= v.asked_version AND v.reminded_version < v.asked_version
                AND \(ProposalSweepStore.isToBeTried(at: now))
                AND \(ProposalSweepStore.isSilent)
                AND ((\(now) - coalesce(v.reopened_at, a.at)) * 100 >= (x.closes_at - coalesce(v.reopened_at, a.at)) * \(ProposalRules.lastReminder)
                    OR NOT EXISTS (SELECT 1 FROM proposal_waits w WHERE w.network_id = v.network_id
                        AND w.proposal_id = v.proposal_id AND w.voice_id = v.voice_id AND w.until_at > \(now)))
            ORDER BY x.closes_at, v.proposal_id, v.voice_id LIMIT \(most)
            """
        ) { VoiceCall(network: try $0[0], proposal: try $0[1], voice: try $0[2], isReminder: true) }
    }

    /// Takes a call on; false where another node was faster. Until it is said that it got through it is tried again later.
    func take(_ call: VoiceCall, _ proposal: Proposal, at now: Int64) throws -> Bool {
        let isDue: SQL =
            call.isReminder ? "v.reminded_version < v.asked_version" : "v.told_version < \(proposal.version)"
        return try execute(
            """
            UPDATE proposal_voices AS v SET tried_at = \(now) WHERE network_id = \(proposal.networkID)
                AND proposal_id = \(proposal.id) AND voice_id = \(call.voice) AND \(isDue)
                AND \(ProposalSweepStore.isToBeTried(at: now))
            """) == 1
    }

    /// It got through: only so does silence mean anything.
    func setTold(_ call: VoiceCall, _ proposal: Proposal, at now: Int64) throws {
        let told: SQL =
            call.isReminder
            ? "reminded_version = asked_version" : "told_version = \(proposal.version), told_at = \(now)"
        try execute(
            """
            UPDATE proposal_voices SET \(told), tried_at = NULL WHERE network_id = \(proposal.networkID)
                AND proposal_id = \(proposal.id) AND voice_id = \(call.voice)
            """)
    }

    /// There are other words to tell of: nobody waits for the next try.
    func forgetTries(of proposal: Proposal) throws {
        try execute(
            """
            UPDATE proposal_voices SET tried_at = NULL, reopened_at = NULL WHERE network_id = \(proposal.networkID)
                AND proposal_id = \(proposal.id)
            """)
    }

    /// Where silence consents: voices whose silence is none. Those who said that they could not answer yet, those to whom the words
    /// as they are never went, or went too late to answer, and those for whom nobody may speak now: who rests says nothing by it. Nothing where silence is no consent, or was reckoned otherwise.
    func unheard(of proposal: Proposal) throws -> Set<ID>? {
        guard proposal.method == .consent, proposal.terms.silenceConsents else { return nil }
        guard proposal.closedAt == nil else {
            return proposal.terms.ballot.unheard.map { Set($0.compactMap { ID($0) }) }
        }
        let askedAt = try versions(of: proposal).last?.at ?? proposal.openedAt ?? proposal.createdAt
        let untold = try query(
            """
            SELECT v.voice_id, v.told_version, v.told_at, v.reopened_at,
                CASE WHEN EXISTS (SELECT 1 FROM proposal_waits w WHERE w.network_id = v.network_id
                    AND w.proposal_id = v.proposal_id AND w.voice_id = v.voice_id) THEN 1 ELSE 0 END
            FROM proposal_voices v WHERE v.network_id = \(proposal.networkID) AND v.proposal_id = \(proposal.id)
            """
        ) { row -> ID? in
            let voice: ID = try row[0], version: Int = try row[1], toldAt: Int64? = try row[2]
            let since: Int64 = try row[3] as Int64? ?? askedAt, waits: Int64 = try row[4]
            let latest = ProposalRules.heardBy(since: since, until: proposal.closesAt)
            let isHeard = version >= proposal.version && toldAt.map { $0 <= latest } ?? true
            return isHeard && waits == 0 ? nil : voice
        }
        let nobodys = try voices(of: proposal).filter(\.speakers.isEmpty).map(\.id)
        return Set(untold.compactMap { $0 }).union(nobodys)
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
