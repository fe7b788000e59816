internal import Database

/// What came into force asks everybody for a stance: those who owe one hear of it.
extension CharterActs {
    /// What was adopted longer ago than this, while no server ran, is found at home.
    static let tellingTime = 3 * Time.day

    /// Asks those who owe a stance on what came into force, once and some at a time; whoever convenes was told with the adoption.
    func tellAdopted(_ now: Int64, _ failed: (ID, any Error) -> Void) async throws {
        let fresh = try await database.read { db in
            try db.chartersUntold(since: now - CharterActs.tellingTime, limit: 20)
        }
        for version in fresh {
            await SweepService.trying(version.subject.id, failed) {
                // Whoever marks it tells: on several nodes nobody hears of it twice.
                guard try await database.write({ db in try db.setTold(version, at: now) }) else { return }
                let network = version.networkID, subject = version.subject
                let people = try await database.read { db in try CharterActs.people(of: subject, db) }
                try await members.ask(
                    each: people.filter { $0 != version.convenerID }, for: .voice, in: network, CharterWords.title,
                    CharterWords.mailStances(version.number), to: "\(CharterActs.path(of: subject))/stances"
                ) { id, db in
                    guard let member = try db.member(id, in: network) else { return false }
                    return try CharterActs.unsaid(member, now, db).contains { $0.clock.needID == subject.id }
                }
            }
        }
    }
}

extension Connection {
    fileprivate func chartersUntold(since start: Int64, limit: Int) throws -> [CharterVersion] {
        let fresh = try query(
            """
            SELECT v.network_id, v.subject, v.subject_id, v.number FROM charter_versions v
            WHERE v.state = 'adopted' AND v.told_at IS NULL AND v.adopted_at > \(start)
            ORDER BY v.adopted_at, v.subject_id LIMIT \(limit)
            """
        ) { (CharterSubject(networkID: try $0[0], kind: try $0[1], id: try $0[2]), try $0[3] as Int) }
        return try fresh.compactMap { try charter(of: $0.0, number: $0.1) }
    }

    fileprivate func setTold(_ version: CharterVersion, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE charter_versions SET told_at = \(now) WHERE network_id = \(version.networkID)
                AND subject_id = \(version.subject.id) AND number = \(version.number) AND told_at IS NULL
            """) == 1
    }
}
