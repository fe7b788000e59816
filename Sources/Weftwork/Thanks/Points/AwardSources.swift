internal import Database

/// What one sealed event was about: the least that says where to look again.
struct EventStep: Sendable {
    let number: Int64
    /// Nothing for a kind that this server does not know.
    let kind: Event.Kind?
    let objectID: ID
}

/// Who knows what became of something. An event only says where to look; what is said is what holds now, so that looking twice,
/// or late, or again from the beginning gives the same ledger.
protocol AwardSource: Sendable {
    /// After which events to look.
    var kinds: Set<Event.Kind> { get }

    /// All outcomes of what an event is about, those that do not stand among them.
    func outcomes(about object: ID, in network: ID, _ db: any Connection) throws -> [Outcome]
}

/// What was brought to a need, and who answered it in time.
struct NeedAwards: AwardSource {
    let vault: Vault

    var kinds: Set<Event.Kind> {
        [.claimConfirmed, .confirmed, .notDelivered, .disputed, .settled, .undone, .reopened, .closed]
    }

    func outcomes(about object: ID, in network: ID, _ db: any Connection) throws -> [Outcome] {
        guard let need = try db.need(object, in: network) else { return [] }
        return try db.deliveryOutcomes(of: need) + answer(need, db)
    }

    /// Whoever answered first, in time, once the requester herself has said that it came.
    private func answer(_ need: Need, _ db: any Connection) throws -> [Outcome] {
        guard let answer = try db.firstAnswer(to: need) else { return [] }
        let end = try db.lastEnd(of: need)
        let stands = answer.isInTime && end?.kind == .confirmed && end?.isRequester == true
        return [
            Outcome(
                kind: .answer, objectID: need.id, memberID: answer.by, stands: stands, at: end?.at ?? answer.at,
                side: try db.counterpart(of: need, vault: vault), sayers: [need.submitterID].compactMap { $0 })
        ]
    }
}

/// Trainings passed: thanks without points, for a quiz is no other side.
struct TrainingAwards: AwardSource {
    let vault: Vault

    var kinds: Set<Event.Kind> { [.trainingPassed] }

    func outcomes(about object: ID, in network: ID, _ db: any Connection) throws -> [Outcome] {
        try db.passedModules(of: object, in: network).map { module, at in
            Outcome(
                kind: .training, objectID: module, memberID: object, stands: true, at: at,
                side: vault.fingerprint("training", module.description))
        }
    }
}

/// Small tasks that a second person looked at and found right.
struct SmallTaskAwards: AwardSource {
    let vault: Vault

    var kinds: Set<Event.Kind> { [.smallTaskConfirmed, .smallTaskDisputed, .smallTaskRefused] }

    func outcomes(about object: ID, in network: ID, _ db: any Connection) throws -> [Outcome] {
        guard let task = try db.smallTask(object, in: network), let doer = task.doerID,
            let second = try db.secondOf(task: object, in: network)
        else { return [] }
        return [
            Outcome(
                kind: .smallTask, objectID: object, memberID: doer, stands: task.state == .accepted, at: second.at,
                side: vault.fingerprint("second", second.member.description), sayers: [second.member])
        ]
    }
}

/// How a need ended, or that it did not.
struct EndStep: Sendable {
    let kind: Event.Kind
    let isRequester: Bool
    let at: Int64
}

extension Connection {
    /// Every promise on a need, with its confirmed delivery where there is one.
    func deliveryOutcomes(of need: Need) throws -> [Outcome] {
        try query(
            """
            SELECT c.id, c.member_id, d.at, d.counterpart, d.by_member, d.confirmed_by FROM claims c
            LEFT JOIN deliveries d ON d.network_id = c.network_id AND d.member_id = c.member_id AND d.claim_id = c.id
            WHERE c.network_id = \(need.networkID) AND c.need_id = \(need.id) ORDER BY c.id
            """
        ) { row in
            let at: Int64? = try row[2], side: [UInt8]? = try row[3]
            let sayers: [ID?] = [try row[4], try row[5]]
            return Outcome(
                kind: .delivery, objectID: try row[0], memberID: try row[1], stands: at != nil, at: at ?? 0,
                side: side ?? [], sayers: sayers.compactMap { $0 })
        }
    }

    /// Who answered a need first, as it is kept there.
    func firstAnswer(to need: Need) throws -> (by: ID, at: Int64, isInTime: Bool)? {
        try first(
            """
            SELECT answered_by, answered_at, coalesce(is_in_time, \(false)) FROM needs
            WHERE network_id = \(need.networkID) AND id = \(need.id) AND answered_by IS NOT NULL AND answered_at IS NOT NULL
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    func lastEnd(of need: Need) throws -> EndStep? {
        try first(
            """
            SELECT kind, actor_kind, at FROM events WHERE network_id = \(need.networkID) AND object_id = \(need.id)
                AND kind IN ('confirmed', 'reopened', 'notDelivered') ORDER BY at DESC, id DESC LIMIT 1
            """
        ) { row in
            let actor: Actor.Kind = try row[1]
            return EndStep(kind: try row[0], isRequester: actor == .requester, at: try row[2])
        }
    }

    /// Who said last that a small task was done right.
    func secondOf(task: ID, in network: ID) throws -> (member: ID, at: Int64)? {
        try first(
            """
            SELECT coalesce(decided_by, member_id), coalesce(decided_at, at) FROM small_checks
            WHERE network_id = \(network) AND task_id = \(task)
            """
        ) { (try $0[0], try $0[1]) }
    }

    func passedModules(of member: ID, in network: ID) throws -> [(module: ID, at: Int64)] {
        try query(
            """
            SELECT module_id, passed_at FROM training_passes
            WHERE network_id = \(network) AND member_id = \(member) AND version > 0 ORDER BY module_id
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Their own limit of hours in seven days.
    func weeklyLimit(of member: ID, in network: ID) throws -> Int {
        try ownLimit(of: member, in: network) ?? VolunteerRules.usualLimit
    }
}
