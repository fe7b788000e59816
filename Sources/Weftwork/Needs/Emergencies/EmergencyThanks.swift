internal import Database

/// Thanks to everybody who asked, promised, was on shift or answered: once each person, however often a run is repeated.
extension NeedActs {
    /// So many are told in one transaction.
    private static let inOneMessage = 50

    /// Thanks whoever was not thanked yet; done for good once nobody is left.
    func thank(_ emergency: Emergency) async throws {
        let now = world.now(), network = emergency.networkID
        let picture = try await duty.picture(of: network, now: now)
        let waiting = try await database.read { db in try db.unthanked(of: emergency, at: now) }
        for start in stride(from: 0, to: waiting.count, by: NeedActs.inOneMessage) {
            let some = waiting[start..<min(start + NeedActs.inOneMessage, waiting.count)]
            try await database.write { db in
                let desk = CaseDesk(
                    acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now,
                    picture: picture)
                for one in some {
                    guard try db.insertThanks(to: one.id, of: emergency, at: now) else { continue }
                    try thank(one, emergency, desk)
                }
            }
        }
        try await database.write { db in try db.setThanked(emergency, at: now) }
    }

    private func thank(_ one: Thanked, _ emergency: Emergency, _ desk: CaseDesk) throws {
        guard one.isNeed else {
            guard try desk.db.member(one.id, in: desk.network) != nil else { return }
            let base = configuration.publicURL
            return try desk.db.tell(
                one.id, in: desk.network, EmergencyWords.thanksSubject(emergency.name), vault: vault, id: world.newID(),
                at: desk.now
            ) { EmergencyWords.thanksBody(emergency.name, link: "\(base)/n/\($0)/emergencies/\(emergency.id)") }
        }
        guard let need = try desk.db.need(one.id, in: desk.network) else { return }
        try desk.tellRequester(.emergencyClosed(emergency.name), of: need)
    }

    /// Thanks those of emergencies that were closed, and goes on where a run broke off. One that fails keeps no other waiting; it is
    /// tried again by the next run.
    func sweepThanks() async throws {
        var failure: (any Error)?
        for emergency in try await database.read({ db in try db.emergenciesToThank() }) {
            do {
                try await thank(emergency)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}

/// Somebody to be thanked: a member, or – by her need – whoever asked.
struct Thanked: Sendable, Equatable {
    let id: ID
    let isNeed: Bool
}

/// Who among those who asked is told by which need. Pure.
enum ThanksRules {
    /// A need with the keyed hashes of its ways to reach her, and the member who asked for themselves.
    struct Asked: Sendable {
        let need: ID
        let keys: [Int64]
        let own: ID?
    }

    /// One need for each person, the newest: several of the same phone, mail or WeChat are one; a member is told as a member.
    static func needs(_ asked: [Asked], members: Set<ID>) -> [ID] {
        var seen: Set<Int64> = [], chosen: [ID] = []
        for one in asked.sorted(by: { $1.need < $0.need }) {
            let isKnown = one.keys.contains(where: seen.contains)
            seen.formUnion(one.keys)
            if isKnown || one.own.map(members.contains) == true { continue }
            chosen.append(one.need)
        }
        return chosen.sorted()
    }
}

extension Connection {
    /// Members first, then those who asked.
    fileprivate func unthanked(of emergency: Emergency, at now: Int64) throws -> [Thanked] {
        let network = emergency.networkID
        let people = EmergencyFiguresStore.people(of: emergency.id, in: network, at: now)
        let members = try query("SELECT p.id FROM (\(people)) AS p ORDER BY p.id") { try $0[0] as ID }
        let asked = try asked(of: emergency)
        let done = Set(
            try query(
                "SELECT object_id FROM emergency_thanks WHERE network_id = \(network) AND emergency_id = \(emergency.id)"
            ) { try $0[0] as ID })
        let needs = ThanksRules.needs(asked, members: Set(members))
        return members.map { Thanked(id: $0, isNeed: false) }.filter { !done.contains($0.id) }
            + needs.map { Thanked(id: $0, isNeed: true) }.filter { !done.contains($0.id) }
    }

    /// Those who asked; not what was turned away, which may have been nobody's need.
    private func asked(of emergency: Emergency) throws -> [ThanksRules.Asked] {
        let network = emergency.networkID, needs = EmergencyFiguresStore.needs(of: emergency.id, in: network)
        let keys = Dictionary(
            grouping: try query(
                """
                SELECT f.id, k.key FROM (\(needs)) AS f
                JOIN need_keys k ON k.network_id = \(network) AND k.need_id = f.id
                WHERE k.kind IN ('phone', 'email', 'wechat')
                """
            ) { (need: try $0[0] as ID, key: try $0[1] as Int64) }, by: \.need)
        return try query(
            """
            SELECT n.id, CASE WHEN n.consent = \(Need.Consent.own) THEN n.submitter_id END
            FROM (\(needs)) AS f JOIN needs n ON n.network_id = \(network) AND n.id = f.id
            WHERE n.state <> \(Need.State.rejected)
            """
        ) { row in
            let id: ID = try row[0]
            return ThanksRules.Asked(need: id, keys: (keys[id] ?? []).map(\.key), own: try row[1])
        }
    }

    /// Whether `object` had not been thanked yet.
    fileprivate func insertThanks(to object: ID, of emergency: Emergency, at now: Int64) throws -> Bool {
        try execute(
            """
            INSERT INTO emergency_thanks (network_id, emergency_id, object_id, at)
            VALUES (\(emergency.networkID), \(emergency.id), \(object), \(now))
            ON CONFLICT (network_id, emergency_id, object_id) DO NOTHING
            """) == 1
    }

    fileprivate func setThanked(_ emergency: Emergency, at now: Int64) throws {
        try execute(
            """
            UPDATE emergency_reviews SET thanked_at = \(now) WHERE network_id = \(emergency.networkID)
                AND emergency_id = \(emergency.id) AND thanked_at IS NULL
            """)
    }

    fileprivate func emergenciesToThank() throws -> [Emergency] {
        try query(
            """
            SELECT network_id, emergency_id FROM emergency_reviews WHERE closed_at IS NOT NULL AND thanked_at IS NULL
            ORDER BY closed_at LIMIT 100
            """
        ) { (network: try $0[0] as ID, id: try $0[1] as ID) }
        .compactMap { try emergency($0.id, in: $0.network) }
    }
}
