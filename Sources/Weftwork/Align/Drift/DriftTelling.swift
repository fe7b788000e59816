internal import Database

/// Who hears of asking again and of renewals, besides whoever answers for them: each once, some at a time.
extension DriftActs {
    /// At 75 % of a round those who have not answered are reminded, once.
    func remind(_ round: AskRound, _ now: Int64) async throws {
        let soon = Escalation.reminded.moment(start: round.at, due: round.dueAt), network = round.networkID
        guard now >= soon, now < round.dueAt, try await database.read({ db in try !db.isReminded(round) }),
            try await database.write({ db in try db.setReminded(round, at: now) })
        else { return }
        let people = try await database.read { db in try db.speakersAsked(in: round.id, network) }
        try await members.ask(
            each: people, for: .voice, in: network, DriftWords.title, DriftWords.mailAskedSoon(round.dueAt),
            to: "/drift/again"
        ) { id, db in
            guard let member = try db.member(id, in: network) else { return false }
            return try DriftActs.unanswered(by: member, db)?.round.id == round.id
        }
    }

    /// Everybody who takes part hears that a renewal began; whoever began it and whoever has the first step know.
    func tellBegun(_ now: Int64, _ failed: (ID, any Error) -> Void) async throws {
        for renewal in try await database.read({ db in try db.renewalsUntold(since: now - 3 * Time.day, limit: 20) }) {
            await SweepService.trying(renewal.networkID, failed) {
                guard try await database.write({ db in try db.setTold(renewal, at: now) }) else { return }
                let people = try await database.read { db -> [ID] in
                    let first = try db.renewalSteps(of: renewal.id, in: renewal.networkID).first?.ownerID
                    return try db.voicePeople(of: renewal.networkID).map(\.id)
                        .filter { $0 != renewal.byID && $0 != first }
                }
                try await members.ask(
                    each: people, for: .voice, in: renewal.networkID, RenewalWords.title,
                    RenewalWords.mailBegun(renewal.words, hasMindset: renewal.sheetID != nil),
                    to: "/renewals/\(renewal.id)")
            }
        }
    }

    /// Whoever answers for a step that is not done hears that nobody waits for it any more.
    func tellEnded(_ renewal: Renewal, _ words: String, by viewer: Viewer, _ db: any Connection) throws {
        let left = try db.renewalSteps(of: renewal.id, in: renewal.networkID).filter { $0.doneAt == nil }
        for owner in Set(left.map(\.ownerID)).sorted() where owner != viewer.member?.id {
            try members.tell(
                owner, in: renewal.networkID, RenewalWords.title, RenewalWords.mailEnded(words),
                to: "/renewals/\(renewal.id)", db)
        }
    }
}

extension Connection {
    fileprivate func isReminded(_ round: AskRound) throws -> Bool {
        try value(
            """
            SELECT 1 FROM drift_rounds WHERE network_id = \(round.networkID) AND id = \(round.id)
                AND reminded_at IS NOT NULL
            """, as: Int64.self) != nil
    }

    fileprivate func setReminded(_ round: AskRound, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE drift_rounds SET reminded_at = \(now) WHERE network_id = \(round.networkID) AND id = \(round.id)
                AND reminded_at IS NULL AND closed_at IS NULL
            """) == 1
    }

    /// Whoever speaks for a voice that is asked.
    fileprivate func speakersAsked(in round: ID, _ network: ID) throws -> [ID] {
        try query(
            """
            SELECT DISTINCT member_id FROM drift_asked WHERE network_id = \(network) AND round_id = \(round)
            ORDER BY member_id
            """
        ) { try $0[0] as ID }
    }

    fileprivate func renewalsUntold(since start: Int64, limit: Int) throws -> [Renewal] {
        let fresh = try query(
            """
            SELECT r.network_id, r.id FROM renewals r WHERE r.ended_at IS NULL AND r.told_at IS NULL
                AND r.started_at > \(start) ORDER BY r.id LIMIT \(limit)
            """
        ) { (network: try $0[0] as ID, id: try $0[1] as ID) }
        return try fresh.compactMap { try renewal($0.id, in: $0.network) }
    }

    fileprivate func setTold(_ renewal: Renewal, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE renewals SET told_at = \(now) WHERE network_id = \(renewal.networkID) AND id = \(renewal.id)
                AND told_at IS NULL
            """) == 1
    }
}
