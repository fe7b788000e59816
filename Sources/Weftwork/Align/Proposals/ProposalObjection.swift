internal import Database
internal import Engine

/// An objection, a concern or a block as a voice once gave it: it stays on record, with what that voice said after.
struct ProposalObjection: Sendable, Equatable {
    /// What the same voice said next: how it was met, as whoever raised it sees it.
    struct After: Sendable, Equatable {
        /// Nothing where the reader may not see it yet.
        var position: Stance.Position?
        let version: Int
        let byID: ID
        let at: Int64
    }

    let proposalID: ID
    /// Of its reason; nothing where that is not known any more.
    let textID: ID?
    let voiceID: ID
    /// As the voice is called now.
    let name: String
    let position: Stance.Position
    /// Nothing where its words are forgotten, or hidden from the reader.
    var reason: String?
    let test: Stance.Test?
    /// The version of the words that it is about.
    let version: Int
    let byID: ID
    let at: Int64
    /// Why others don't read the reason; nothing where they do.
    let hidden: String?
    /// Nothing where it is what the voice said last.
    var after: After?

    /// Whoever raised it said the same about the same words in other words: those hold in its place.
    var isMended: Bool { after.map { ($0.position, $0.version, $0.byID) == (position, version, byID) } ?? false }
}

extension SaidSight {
    func readable(_ objection: ProposalObjection) -> ProposalObjection {
        var objection = objection
        objection.reason = readable(objection.reason, hidden: objection.hidden, by: objection.byID)
        // What somebody says now sways nobody before they have answered themselves.
        if let after = objection.after, let position = after.position,
            !shows(position, of: objection.voiceID, by: after.byID)
        {
            objection.after?.position = nil
        }
        return objection
    }
}

extension Connection {
    /// What was objected to some proposals, worried about or blocked, the first first; of secret papers nobody knows it.
    func objections(to proposals: [Proposal], vault: Vault) throws -> [ProposalObjection] {
        let open = proposals.filter { !$0.usesPaper }
        guard let network = open.first?.networkID else { return [] }
        var keys: [ID: [UInt8]] = [:]
        return try query(
            """
            SELECT l.proposal_id, l.text_id, l.voice_id, coalesce(o.name, p.name, ''), l.position, l.test, l.version, l.by_id,
                l.at, n.position, n.version, n.by_id, n.at, l.reason, a.person_id,
                coalesce(\(TextPlace.hidden("'reason'", network: "l.network_id", text: "l.text_id")),
                    \(Self.hiddenThen))
            FROM proposal_stance_log l
            LEFT JOIN proposal_stance_log n ON n.network_id = l.network_id AND n.proposal_id = l.proposal_id
                AND n.voice_id = l.voice_id AND n.number = l.number + 1
            LEFT JOIN memberships a ON a.network_id = l.network_id AND a.id = l.by_id
            LEFT JOIN memberships m ON m.network_id = l.network_id AND m.id = l.voice_id
            LEFT JOIN persons p ON p.id = m.person_id
            LEFT JOIN organisations o ON o.id = l.voice_id
            WHERE l.network_id = \(network) AND l.proposal_id IN (\(list: open.map(\.id)))
                AND l.position IN ('objection', 'concern', 'block')
            ORDER BY l.at, l.voice_id, l.number
            """
        ) { row -> (ProposalObjection, [UInt8]?, ID?) in
            let next: Stance.Position? = try row[9]
            let after = try next.map {
                ProposalObjection.After(position: $0, version: try row[10], byID: try row[11], at: try row[12])
            }
            let found = ProposalObjection(
                proposalID: try row[0], textID: try row[1], voiceID: try row[2], name: try row[3],
                position: try row[4], reason: nil, test: try row[5], version: try row[6], byID: try row[7],
                at: try row[8], hidden: try row[15], after: after)
            return (found, try row[13], try row[14])
        }.filter { !$0.0.isMended }.map { found, box, person in
            var one = found
            // Whether it was hidden can't be known of a text that isn't: nobody reads it then.
            guard one.textID != nil else { return one }
            one.reason = try words(box, of: person, one.proposalID.bytes + one.voiceID.bytes, vault, &keys)
            return one
        }
    }

    /// Of what was said in `l`, and after it in `n`: it was hidden while it stood, and shown again when other words stood in the same
    /// text. Whoever showed them had read those.
    private static var hiddenThen: SQL {
        """
        (SELECT h.reason FROM hidings h WHERE h.network_id = l.network_id AND h.kind = 'reason' AND h.text_id = l.text_id
            AND h.at <= n.at AND EXISTS (SELECT 1 FROM proposal_stance_log w WHERE w.network_id = l.network_id
                AND w.proposal_id = l.proposal_id AND w.voice_id = l.voice_id AND w.number > l.number
                AND w.text_id = l.text_id AND w.reason IS NOT NULL AND w.at < h.ended_at)
            ORDER BY h.at DESC, h.id DESC LIMIT 1)
        """
    }
}

/// An objection that stays on record, for programs and tables.
struct ObjectionView: View {
    let objection: ProposalObjection

    func write(to json: inout JSON) {
        json.object { json in
            json.field("text", objection.textID)
            json.field("voice", objection.voiceID)
            json.field("name", objection.name)
            json.field("position", objection.position.rawValue)
            json.field("test", objection.test?.rawValue)
            json.field("reason", objection.reason)
            json.field("hidden", objection.hidden)
            json.field("version", objection.version)
            json.field("by", objection.byID)
            json.field("at", moment: objection.at)
            json.name("after")
            guard let after = objection.after else { return json.raw("null") }
            json.object {
                $0.field("position", after.position?.rawValue)
                $0.field("version", after.version)
                $0.field("at", moment: after.at)
            }
        }
    }

    /// In one line of a table's cell: “objection 1 purpose Ana: They would be found. > consent 2”.
    var line: String {
        let words = [
            objection.position.rawValue, String(objection.version), objection.test?.rawValue ?? "", objection.name,
        ]
        let after = objection.after.map { " > \($0.position?.rawValue ?? "") \($0.version)" } ?? ""
        let reason = objection.hidden == nil ? Clean.sentence(objection.reason ?? "") : ""
        return "\(words.filter { !$0.isEmpty }.joined(separator: " ")): \(reason)\(after)"
    }
}
