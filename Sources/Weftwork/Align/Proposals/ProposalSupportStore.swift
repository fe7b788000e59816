internal import Database

extension Connection {
    /// How many have answered each proposal of which something holds, of the newest ``ProposalOrder/most``.
    ///
    /// - Parameter condition: on the proposal `x`.
    func proposalSupport(in network: ID, where condition: SQL) throws -> [ProposalSupport] {
        try query(
            """
            SELECT x.id, x.is_secret,
                (SELECT count(*) FROM proposal_stances s JOIN proposal_voices v ON v.network_id = s.network_id
                    AND v.proposal_id = s.proposal_id AND v.voice_id = s.voice_id
                    WHERE s.network_id = x.network_id AND s.proposal_id = x.id AND s.version >= v.asked_version)
                + (SELECT count(*) FROM ballots b WHERE b.network_id = x.network_id AND b.proposal_id = x.id)
                + (SELECT count(*) FROM ballot_ledger l WHERE l.network_id = x.network_id AND l.proposal_id = x.id)
            FROM proposals x WHERE x.network_id = \(network) AND (\(condition))
            ORDER BY x.id DESC LIMIT \(ProposalOrder.most)
            """
        ) { row in
            let isSecret: Bool = try row[1], count: Int = try row[2]
            let isShown = !isSecret || count >= BallotPaperRules.leastSecret
            return ProposalSupport(id: try row[0], answers: isShown ? count : 0)
        }
    }

    /// Who has answered each of some proposals; what they said is not read.
    func voicesAnswered(_ proposals: [ID], in network: ID) throws -> [ID: Set<ID>] {
        guard !proposals.isEmpty else { return [:] }
        var voices: [ID: Set<ID>] = [:]
        let rows = try query(
            """
            SELECT s.proposal_id, s.voice_id FROM proposal_stances s JOIN proposal_voices v ON v.network_id = s.network_id
                AND v.proposal_id = s.proposal_id AND v.voice_id = s.voice_id
                WHERE s.network_id = \(network) AND s.proposal_id IN (\(list: proposals)) AND s.version >= v.asked_version
            UNION ALL SELECT b.proposal_id, b.voice_id FROM ballots b
                WHERE b.network_id = \(network) AND b.proposal_id IN (\(list: proposals))
            UNION ALL SELECT l.proposal_id, l.voice_id FROM ballot_ledger l
                WHERE l.network_id = \(network) AND l.proposal_id IN (\(list: proposals))
            """
        ) { (try $0[0] as ID, try $0[1] as ID) }
        for (proposal, voice) in rows { voices[proposal, default: []].insert(voice) }
        return voices
    }

    /// All proposals of which something holds, in the order of ``ProposalOrder``.
    func proposalsBySupport(in network: ID, where condition: SQL) throws -> [ID] {
        let support = try proposalSupport(in: network, where: condition)
        let (weighed, others) = ProposalOrder.split(support)
        // Of those that count as answered by nobody nobody is read.
        let answered = Set(support.filter { $0.answers > 0 }.map(\.id))
        let voices = try voicesAnswered(weighed.filter(answered.contains), in: network)
        let known = Dictionary(uniqueKeysWithValues: weighed.map { ($0, voices[$0] ?? []) })
        return ProposalOrder.bySupport(known) + others
    }
}
