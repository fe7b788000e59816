public import Database
internal import Engine

/// Shifts and loads: who is on duty, who carries how much.
extension NeedActs {
    /// Plans a shift.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong, and where it passes what somebody else has said to do.
    @discardableResult
    public func planShift(
        member: ID, desk: String, from start: Int64, to end: Int64, isOnCall: Bool = false,
        emergency: ID? = nil, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> ID {
        try Policy.require(.editRoster, viewer)
        let now = world.now()
        guard end > start else { throw Refusal.invalid("endsAt", RosterWords.endsBeforeStart) }
        guard end - start <= 24 * Time.hour else { throw Refusal.invalid("endsAt", RosterWords.tooLong) }
        guard end > now else { throw Refusal.invalid("endsAt", NeedWords.mustBeLater) }
        let desk = Clean.line(desk)
        guard !desk.isEmpty, desk.count <= 60 else { throw Refusal.invalid("desk", NeedWords.tooLong(60)) }
        // Who is to be woken at home must have said yes beforehand.
        let isOthers = isOnCall && viewer.member?.id != member
        let shift = Shift(
            id: world.newID(), memberID: member, memberName: "", desk: desk, startsAt: start, endsAt: end,
            isOnCall: isOnCall, acceptedAt: isOthers ? nil : now, plannedBy: viewer.member?.id,
            emergency: emergency.map { EmergencyTie(id: $0, name: "") })
        let planned = try await database.write { db -> ID in
            if let earlier = try db.earlier(once, by: viewer, in: network) { return earlier }
            guard try db.member(member, in: network) != nil else {
                throw Refusal.invalid("member", NeedWords.unknownMember)
            }
            try db.requireOpen(shift.emergency, in: network)
            try requireRoom(for: shift, by: viewer, in: network, db)
            try db.insert(shift, in: network)
            try recordPlanned(shift, by: viewer, in: network, now: now, db)
            try db.remember(once, object: shift.id, by: viewer, in: network, at: now)
            // What is asked on another's behalf counts as every such thing does; past that it stands at their home alone.
            let message = world.newID()
            guard isOthers else { return shift.id }
            guard try db.takeContact(with: member, in: network, for: .onCall, id: message, at: now) else {
                try tellNotWritten(shift, in: network, db)
                return shift.id
            }
            try db.tell(member, in: network, RosterWords.onCallSubject, vault: vault, id: message, at: now) {
                RosterWords.onCallBody(start, end, link: "\(configuration.publicURL)/n/\($0)/roster")
            }
            return shift.id
        }
        duty.forget(network)
        tempos.forget(network)
        return planned
    }

    /// Whoever plans for somebody waits for an answer: they know that nobody was written to.
    private func tellNotWritten(_ shift: Shift, in network: ID, _ db: any Connection) throws {
        guard let planner = shift.plannedBy else { return }
        try db.tell(
            planner, in: network, RosterWords.notWrittenSubject, vault: vault, id: world.newID(), at: world.now()
        ) {
            RosterWords.notWrittenBody(
                shift.startsAt, shift.endsAt, link: "\(configuration.publicURL)/n/\($0)/roster")
        }
    }

    func recordPlanned(
        _ shift: Shift, by viewer: Viewer, in network: ID, now: Int64, _ db: any Connection
    ) throws {
        try record(.shiftPlanned, shift, by: viewer, in: network, now: now, db)
    }

    /// What happened to a line of the roster: members may know of it.
    func record(
        _ kind: Event.Kind, _ shift: Shift, by viewer: Viewer, in network: ID, now: Int64, _ db: any Connection
    ) throws {
        try db.record(
            Event(
                kind, on: shift.id, in: network, by: viewer.actor, at: now, audience: .members,
                details: [
                    ("desk", .text(shift.desk)), ("starts", .number(shift.startsAt)), ("ends", .number(shift.endsAt)),
                ],
                id: world.newID()))
    }

    /// Ends a running shift now, or strikes one that has not begun: by its holder or by a coordinator.
    public func endShift(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        let isLead = Policy.allows(.editRoster, viewer)
        guard isLead || viewer.member != nil else { throw Refusal.forbidden(SiteWords.membersOnly) }
        let own = isLead ? nil : viewer.member?.id
        let isDone = try await database.write { db in
            if try db.endShift(id, of: own, in: network, at: now) { return true }
            return try isLead && db.deleteShift(id, in: network, notBegunBy: now)
        }
        guard isDone else { throw Refusal.notFound }
        duty.forget(network)
        tempos.forget(network)
    }

    func shifts(in network: ID, from start: Int64, to end: Int64) async throws -> [Shift] {
        try await database.read { db in try db.shifts(in: network, from: start, to: end) }
    }

    /// What a coordinator sees: load per owner, counts per state, what is overdue.
    func overview(of network: ID) async throws -> Overview {
        let now = world.now()
        return try await database.read { db in try overview(of: network, now: now, db) }
    }

    func overview(of network: ID, now: Int64, _ db: any Connection) throws -> Overview {
        Overview(
            loads: try db.loads(in: network, now: now), names: try db.memberNames(in: network),
            states: try counts.states(in: network, db), onShift: try db.shifts(in: network, from: now, to: now + 1),
            late: try db.lateItems(in: network, now: now))
    }
}

/// A network's desk at a glance.
struct Overview: Sendable {
    let loads: [Load]
    let names: [ID: String]
    let states: [Need.State: Int]
    let onShift: [Shift]
    let late: [WaitingItem]
}
