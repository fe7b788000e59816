internal import Database

/// How a need has ended may still have to be said by somebody who is there: what is open passes on with its owner, what has ended has only
/// the call.
extension CaseDesk {
    /// Who is to call: whoever has the need; once it has ended and they are gone or off shift, somebody who is there.
    func caller(about need: Need) throws -> ID {
        guard !need.state.isOpen, viewer.member?.id != need.ownerID else { return need.ownerID }
        let awake = candidates.filter { $0.isOnShift || $0.isOnCall }
        if awake.contains(where: { $0.member.id == need.ownerID }) { return need.ownerID }
        if awake.isEmpty, try db.hears(need.ownerID, in: network) { return need.ownerID }
        return DutyRules.choose(
            awake.isEmpty ? candidates : awake, area: need.area, language: need.language, except: [need.ownerID])
            ?? need.ownerID
    }

    /// - Parameter isTold: the new one learns of it by mail, as of needs that somebody who has left passes on.
    fileprivate func passCall(about need: Need, from member: ID, to next: ID, isTold: Bool) throws {
        guard let call = try db.openCall(of: need.id, in: network), let clock = try db.clock(of: call.id, in: network),
            clock.ownerID == member
        else { return }
        try db.setClockOwner(next, of: call.id, in: network)
        if isTold { try tell(.passedOn, member: next, about: need) }
    }
}

extension NeedActs {
    /// A call about a need that is over passes to somebody who is there.
    ///
    /// - Throws: ``Refusal/unavailable`` where nobody is.
    func passCall(
        about id: ID, from member: ID, in network: ID, isTold: Bool = false, at now: Int64
    ) async throws {
        guard let need = try await database.read({ db in try db.need(id, in: network) }), !need.state.isOpen else {
            return
        }
        let next = try await duty.owner(
            in: network, area: need.area, language: need.language, except: [member], now: now)
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            let desk = CaseDesk(
                acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now,
                picture: picture)
            try desk.passCall(about: need, from: member, to: next, isTold: isTold)
        }
    }

    /// The calls that somebody was to make about needs that are over pass to others when they leave.
    func passCalls(from member: ID, in network: ID, at now: Int64) async throws {
        let calls = try await database.read { db in try db.needsToCallAbout(by: member, in: network) }
        for need in calls {
            do {
                try await passCall(about: need, from: member, in: network, isTold: true, at: now)
            } catch is Refusal {
                // Nobody is left, or it changed meanwhile: its clock finds somebody.
                continue
            }
        }
    }
}

extension Connection {
    /// Needs that are over and about which a member has yet to call, the next due first.
    ///
    /// - Parameter end: only what they had by then.
    func needsToCallAbout(by member: ID, in network: ID, until end: Int64? = nil) throws -> [ID] {
        try query(
            """
            SELECT c.need_id FROM clocks c JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
            WHERE c.network_id = \(network) AND c.owner_id = \(member) AND c.object = \(Clock.Object.call)
                AND n.phase = 3 AND c.started_at <= \(end ?? Clock.never) ORDER BY c.due_at, c.object_id LIMIT 500
            """
        ) { try $0[0] }
    }
}

extension CaseFile {
    /// Who is to call her, or was.
    var whoCalls: String { recentCall?.ownerID.flatMap { names[$0] } ?? view.owner.name }
}
