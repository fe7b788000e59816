internal import Database
internal import Engine

/// Teams among all that a member answers for: handed over and taken in one go with needs and offers.
extension TeamActs: LaterDuties {
    func count(of member: ID, in network: ID) async throws -> Int {
        try await database.read { db in try db.teamCount(where: TeamStore.isKept(by: member), in: network) }
    }

    func offered(to member: ID, in network: ID) async throws -> [WaitingHandover] {
        try await database.read { db in
            let asked = try db.teams(
                in: network, where: "t.asked_id = \(member) AND t.state = 'open'", order: "t.asked_at, t.id", limit: 200
            )
            let language = try db.member(member, in: network).flatMap { try db.language(of: $0.personID) } ?? .zh
            let names = try db.names(of: Set(asked.map(\.keeperID)), in: network)
            // A team is handed over as itself: its own number names the hand-over.
            return asked.map { team in
                WaitingHandover(
                    id: team.id, needID: team.id, title: TeamWords.name(of: team)(language),
                    fromName: names[team.keeperID] ?? "", at: team.askedAt ?? team.changedAt)
            }
        }
    }

    func handOver(to receiver: ID, note: String, by viewer: Viewer, in network: ID) async throws -> Int {
        try Policy.require(.handOverAll, viewer)
        guard let member = viewer.member else { throw Refusal.signInRequired }
        guard receiver != member.id else { throw Refusal.invalid("to", ShiftWords.toOneself) }
        let now = world.now(), picture = try await needs.duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = TeamDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let kept = try db.teamsKept(by: member.id, in: network)
            guard !kept.isEmpty else { return 0 }
            guard try db.isAwake(receiver, in: network) else { throw Refusal.invalid("to", NeedWords.unknownMember) }
            for (place, team) in kept.enumerated() { _ = try desk.ask(receiver, team, isTold: place == 0) }
            return kept.count
        }
    }

    func answer(_ chosen: [ID], accepts: Bool, by viewer: Viewer, in network: ID) async throws -> TriageReport {
        try Policy.require(.handOverAll, viewer)
        guard let member = viewer.member else { throw Refusal.signInRequired }
        let wanted = Set(chosen)
        var report = TriageReport()
        for one in try await offered(to: member.id, in: network) where wanted.isEmpty || wanted.contains(one.id) {
            do {
                try await perform(accepts ? .accept : .decline, on: one.id, by: viewer, in: network)
                report.done.append(one.id)
            } catch Refusal.conflict(let words, _) {
                report.left.append((one.id, words))
            } catch Refusal.notFound {
                report.left.append((one.id, NeedWords.handoverOver))
            }
        }
        return report
    }
}

extension TeamStore {
    fileprivate static func isKept(by member: ID) -> SQL { "t.keeper_id = \(member) AND t.state = 'open'" }
}

extension Connection {
    /// Open teams that a member keeps.
    func teamsKept(by member: ID, in network: ID) throws -> [Team] {
        try teams(in: network, where: TeamStore.isKept(by: member), order: "t.id", limit: 500)
    }
}
