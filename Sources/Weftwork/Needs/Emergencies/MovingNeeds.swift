internal import Database

/// What belongs to which emergency, and how that changes.
extension CaseDesk {
    /// Gives a need to another emergency, or to everyday work. Its owner and its clock stay.
    ///
    /// - Parameter word: an emergency's id or name, `area`, `none` or nothing.
    func move(_ need: Need, to word: String) throws -> NeedChange {
        let all = try db.emergencies(in: network)
        let target = try EmergencyRules.named(word, area: need.area, among: all, isDesk: true)
        return moved(need, to: target?.tie)
    }

    func moved(_ need: Need, to target: EmergencyTie?) -> NeedChange {
        var change = NeedChange(need: need)
        guard need.emergency?.id != target?.id else { return change }
        change.need.emergency = target
        change.events = [
            EventDraft(
                kind: .moved, audience: need.audience,
                details: FieldChange.open("emergency", need.emergency?.name, target?.name))
        ]
        return change
    }

    /// A need that comes back after its emergency was closed is everyday work; it counts there as handed over.
    func leaveClosedEmergency(_ need: inout Need) throws -> [EventDraft] {
        guard let tie = need.emergency, let emergency = try db.emergency(tie.id, in: network),
            emergency.phase == .closed
        else { return [] }
        let events = moved(need, to: nil).events
        need.emergency = nil
        try db.insertHandover(
            of: need.id, .need, from: tie.id, to: nil, in: network, by: viewer.member?.id, at: now)
        return events
    }
}

/// What can be handed over when an emergency closes.
enum HandedKind: String, Sendable, SQLConvertible {
    case need, shift, team, restriction
}

extension Connection {
    /// - Throws: ``Refusal/invalid(_:)`` where something shall belong to an emergency that is closed, or not there.
    func requireOpen(_ tie: EmergencyTie?, in network: ID) throws {
        guard let tie else { return }
        guard let found = try emergency(tie.id, in: network) else {
            throw Refusal.invalid("emergency", EmergencyWords.unknown)
        }
        guard found.phase != .closed else { throw Refusal.invalid("emergency", EmergencyWords.takesNone(found.name)) }
    }

    /// Whether something that was to belong to this emergency still can: it may have been closed a moment ago.
    func isOpen(_ tie: EmergencyTie, in network: ID) throws -> Bool {
        try emergency(tie.id, in: network).map { $0.phase != .closed } ?? false
    }

    func insertHandover(
        of object: ID, _ kind: HandedKind, from emergency: ID, to target: ID?, in network: ID, by member: ID?,
        at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO emergency_handovers (network_id, emergency_id, object_id, kind, into_id, at, by_id)
            VALUES (\(network), \(emergency), \(object), \(kind), \(target), \(now), \(member))
            ON CONFLICT (network_id, emergency_id, object_id) DO UPDATE SET into_id = excluded.into_id, at = excluded.at,
                by_id = excluded.by_id
            """)
    }

    /// What is open under an emergency, the oldest first.
    func openNeeds(under emergency: ID, in network: ID, limit: Int) throws -> [ID] {
        try query(
            """
            SELECT id FROM needs WHERE network_id = \(network) AND emergency_id = \(emergency) AND phase < 3
            ORDER BY id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    /// Its shifts that run or are to come.
    func openShifts(under emergency: ID, in network: ID, at now: Int64) throws -> [Shift] {
        try query(
            """
            SELECT \(Shift.columns) FROM \(Shift.source)
            WHERE s.network_id = \(network) AND s.emergency_id = \(emergency) AND s.ends_at > \(now)
            ORDER BY s.starts_at, s.id
            """, Shift.init(row:))
    }

    func moveShift(_ id: ID, to emergency: ID?, in network: ID) throws {
        try execute(
            "UPDATE shifts SET emergency_id = \(emergency) WHERE network_id = \(network) AND id = \(id)")
    }
}

extension NeedImport.Read {
    /// The emergency that its row names; nothing where it isn't known here, or is over.
    func emergency(
        in area: AreaPath, among emergencies: [Emergency], by viewer: Viewer
    ) -> EmergencyTie? {
        let isDesk = Policy.allows(.move, viewer)
        return try? EmergencyRules.named(entry.emergency, area: area, among: emergencies, isDesk: isDesk)?.tie
    }

    /// An emergency that is not known here, or is over: the table may come from elsewhere, and the need is stored as everyday work.
    func notes(on draft: NeedDraft, among emergencies: [Emergency]) -> [ImportProblem] {
        do throws(Refusal) {
            _ = try EmergencyRules.named(entry.emergency, area: draft.area, among: emergencies, isDesk: true)
            return []
        } catch {
            guard case .invalid(let problems) = error else { return [] }
            return self.problems(problems)
        }
    }
}
