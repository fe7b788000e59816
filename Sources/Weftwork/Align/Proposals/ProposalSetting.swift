internal import Database
internal import Engine

/// What a form about proposals offers: the network's own rules, and of whom it could be.
struct ProposalSetting: Sendable {
    let settings: AlignSettings
    let teams: [Team]
    let organisations: [(id: ID, name: String)]
    /// How many voices there are by each way of counting.
    let counts: [VoiceUnit: Int]
    /// Organisations that nobody speaks for.
    let unspoken: [String]
    /// The version of the governance rules that sets them; nothing where none is in force.
    let rules: Int?
    /// Nobody may what the rules set.
    let mayEdit: Bool
    /// Bodies that the rules in force have: they can be asked.
    let bodies: [GovernanceBody]
    /// What a proposal can say that it touches.
    let fixedPoints: [(id: ID, words: Bilingual)]
}

extension ProposalActs {
    /// The network's rules for proposals, with who counts by them.
    func setting(for viewer: Viewer, in network: ID) async throws -> ProposalSetting {
        try Policy.require(.seeProposals, viewer)
        return try await database.read { db in
            var counts: [VoiceUnit: Int] = [:], unspoken: [String] = []
            let people = try db.voicePeople(of: network), speakers = try db.speakers(in: network)
            for unit in VoiceUnit.allCases {
                let reading = VoiceRules.voices(people, speakers: speakers, counting: unit, among: .all)
                counts[unit] = reading.voices.count
                if unit == .organisations { unspoken = reading.unspoken }
            }
            let rules = try db.governanceInForce(of: network)?.number
            let choice = TeamChoice(state: .open, viewer: viewer)
            return ProposalSetting(
                settings: try db.alignSettings(of: network),
                teams: try db.teams(in: network, where: choice.own, limit: 20),
                organisations: try db.organisations(in: network).prefix(60).map { ($0.organisation, $0.name) },
                counts: counts, unspoken: unspoken, rules: rules,
                mayEdit: rules == nil && Policy.allows(.editSettings, viewer), bodies: try db.bodies(of: network),
                fixedPoints: try keepers.fixedPoints(network, db))
        }
    }

    /// The decision log as a table: one row for each decision.
    func decisionCSV(_ query: DecisionQuery, for viewer: Viewer, in network: ID) async throws -> String {
        var query = query
        query.after = nil
        let found = try await decisions(query, limit: 5000, for: viewer, in: network)
        var rows = [
            [
                "id", "question", "method", "topic", "verdict", "winners", "decided", "by", "eligible", "answered",
                "missing", "counts", "concerns", "words", "objectionsMet", "review", "owner", "objections", "asked",
            ]
        ]
        for (proposal, outcome) in found.items {
            let counts = Stance.Position.allCases.compactMap { position in
                outcome.tally.counts[position.rawValue].map { "\(position.rawValue) \($0)" }
            }
            rows.append([
                proposal.id.description, proposal.title(viewer.language), proposal.method.rawValue,
                proposal.topic.rawValue,
                outcome.verdict.rawValue, outcome.winners.compactMap { found.options[$0] }.joined(separator: "; "),
                Format.rfc3339(outcome.at), found.names[outcome.byID] ?? "", String(outcome.tally.eligible),
                String(outcome.tally.answered), String(outcome.tally.missing), counts.joined(separator: "; "),
                String(outcome.concerns), outcome.shownWords(viewer.language), outcome.hidden == nil ? outcome.met : "",
                outcome.reviewAt.map(Format.rfc3339) ?? "",
                found.names[proposal.ownerID] ?? "",
                (found.objections[proposal.id] ?? []).map { ObjectionView(objection: $0).line }
                    .joined(separator: "\n"),
                VoiceWords.name(of: proposal.terms.scope)(viewer.language),
            ])
        }
        return CSV.write(rows, bom: true)
    }
}

extension AlignSettings: View {
    func write(to json: inout JSON) {
        json.object {
            $0.field("unit", unit.rawValue)
            $0.field("silenceConsents", silenceConsents)
            $0.field("quorum", quorum)
            $0.field("workDays", workDays)
            $0.field("mayDelegate", mayDelegate)
        }
    }
}
