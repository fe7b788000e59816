internal import Database

/// What clocks do about permits and authorities.
extension CaseDesk {
    /// What lies with an authority ends by no clock: it is looked at again later.
    func isHeld(_ clock: Clock, _ need: Need, for length: Int64) throws -> Bool {
        guard need.isAnswerOut else { return false }
        _ = try db.advance(clock, to: clock.stage, next: now + max(length, Time.hour))
        return true
    }

    /// A permit that nobody has looked at passes to another who may.
    func otherReader(of clock: Clock, _ need: Need) throws -> ID? {
        guard let permit = try db.permit(clock.objectID, in: network, vault: acts.vault) else { return nil }
        return try permitReader(of: permit, need, except: clock.ownerID)
    }
}

extension NeedActs {
    /// The permits that a member was to look at pass to others when they leave.
    func passPermits(from member: ID, in network: ID, by viewer: Viewer, at now: Int64) async throws {
        let permits = try await database.read { db in try db.permitsToLookAt(by: member, in: network) }
        guard !permits.isEmpty else { return }
        let picture = try await duty.picture(of: network, now: now)
        for permit in permits {
            try await database.write { db in
                guard let clock = try db.clock(of: permit, in: network), clock.ownerID == member,
                    let need = try db.need(clock.needID, in: network)
                else { return }
                let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
                let next = try desk.otherReader(of: clock, need) ?? need.ownerID
                guard next != member else { return }
                try db.setClockOwner(next, of: permit, in: network)
                try desk.tell(.permitStated, member: next, about: need)
            }
        }
    }
}

extension NeedChange {
    /// While an authority's answer was out, nobody waited for her: she has her time again from the answer on.
    mutating func goesOn(at now: Int64) {
        switch NeedClocks.step(of: need) {
        case .freshness, .information: clock = .restart(due: nil)
        case .retry:
            need.attemptsSince = now
            clock = .restart(due: nil)
        default: break
        }
    }
}

extension Connection {
    fileprivate func permitsToLookAt(by member: ID, in network: ID) throws -> [ID] {
        try query(
            """
            SELECT c.object_id FROM clocks c
            WHERE c.network_id = \(network) AND c.owner_id = \(member) AND c.object = \(Clock.Object.permit)
            ORDER BY c.object_id
            """
        ) { try $0[0] }
    }
}
