internal import Database
internal import Engine

/// How ready a network is: what was answered apart, what is settled of it, who answers for what is missing.
struct ReadinessActs: Sendable {
    let questions: QuestionActs

    private var members: MemberActs { questions.members }
    private var database: any Database { members.database }
    private var world: World { members.world }
    private var keeper: ChargeKeeper { ChargeKeeper(members: members) }
    private static let mostEvidence = 600

    /// Settles a precondition, kind and shape; or hands on what somebody answers for.
    func perform(_ action: ReadinessAction, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.ownPrecondition, viewer)
        let member = try members.own(viewer, in: network), leads = Policy.allows(.settleReadiness, viewer)
        try await database.write { db in
            switch action {
            case .met(let one, let evidence):
                try say(one, true, evidence, due: nil, member, viewer, leads: leads, db)
            case .unmet(let one, let evidence, let due):
                try say(one, false, evidence, due: due, member, viewer, leads: leads, db)
            case .charge(let one, let step):
                guard var state = try db.preconditions(of: network).first(where: { $0.precondition == one }),
                    let charge = state.charge, !state.isMet
                else { throw Refusal.conflict(ReadinessWords.notUnmet) }
                let changed = try keeper.perform(
                    step, on: charge, about(state), by: viewer, leads: leads, db)
                state.charge = changed
                try db.save(state)
                try keeper.start(changed, about(state), db)
                if case .accept = step { try record(.preconditionOwned, state, viewer, db) }
            case .settle(let kind, let shape): try settle(kind, shape, member, viewer, in: network, db)
            }
        }
    }

    /// Whoever leads settles it; its owner may say that it is met.
    private func say(
        _ one: Precondition, _ isMet: Bool, _ typed: String, due: String?, _ member: Member, _ viewer: Viewer,
        leads: Bool, _ db: any Connection
    ) throws {
        let network = member.networkID, now = world.now()
        let before = try db.preconditions(of: network).first { $0.precondition == one }
        guard leads || (isMet && before?.charge?.ownerID == member.id) else {
            throw Refusal.forbidden(SiteWords.forbidden)
        }
        let evidence = Clean.prose(typed)
        guard !evidence.isEmpty else { throw Refusal.invalid("evidence", ReadinessWords.evidenceMissing) }
        guard evidence.count <= ReadinessActs.mostEvidence else {
            throw Refusal.invalid("evidence", QuestionWords.tooLong(ReadinessActs.mostEvidence))
        }
        var charge: Charge?
        if !isMet {
            let until = try ChargeKeeper.due(due, now: now)
            charge = Charge(
                ownerID: before?.charge?.ownerID ?? member.id, askedID: before?.charge?.askedID, dueAt: until)
        }
        let state = PreconditionState(
            id: before?.id ?? world.newID(), networkID: network, precondition: one, isMet: isMet, evidence: evidence,
            saidByID: member.id, saidAt: now, charge: charge)
        try db.save(state)
        if let charge {
            try keeper.start(charge, about(state), db)
        } else {
            try db.stopClock(of: state.id, in: network)
        }
        try record(.preconditionSaid, state, viewer, db)
    }

    private func record(
        _ kind: Event.Kind, _ state: PreconditionState, _ viewer: Viewer, _ db: any Connection
    ) throws {
        try members.record(
            kind, on: state.id, in: state.networkID, by: viewer, audience: .members, db,
            [("precondition", .text(state.precondition.rawValue)), ("met", .text(state.isMet ? "yes" : "no"))])
    }

    private func settle(
        _ kind: String?, _ shape: String?, _ member: Member, _ viewer: Viewer, in network: ID, _ db: any Connection
    ) throws {
        guard Policy.allows(.settleReadiness, viewer) else { throw Refusal.forbidden(SiteWords.forbidden) }
        func chosen<T: RawRepresentable & CaseIterable>(_ type: T.Type, _ typed: String?, _ field: String) throws -> T?
        where T.RawValue == String {
            guard let typed, !typed.isEmpty else { return nil }
            guard let value = T(rawValue: typed) else {
                throw Refusal.invalid(field, SiteWords.badChoice(T.allCases.map(\.rawValue), typed))
            }
            return value
        }
        let before = try db.wish(of: network)
        let wish = NetworkWish(
            kind: try chosen(NetworkKind.self, kind, "kind"), shape: try chosen(WantedShape.self, shape, "shape"),
            byID: member.id, at: world.now())
        try db.save(wish, of: network)
        try members.record(
            .networkWished, on: network, in: network, by: viewer, audience: .members, db,
            FieldChange.open("kind", before?.kind?.rawValue, wish.kind?.rawValue)
                + FieldChange.open("shape", before?.shape?.rawValue, wish.shape?.rawValue))
    }

    private func about(_ state: PreconditionState) -> ChargeKeeper.About {
        let one = state.precondition
        return ChargeKeeper.About(
            object: .precondition, id: state.id, networkID: state.networkID, subject: ReadinessWords.title,
            path: "/align/readiness", asks: ReadinessWords.asks(one),
            late: ReadinessWords.mailLate(one, state.charge?.dueAt ?? 0),
            answered: { name, isYes in ReadinessWords.mailAnswered(name, one, isYes) })
    }

    // MARK: Reading

    func reading(for viewer: Viewer, in network: ID) async throws -> ReadinessReading {
        let rounds = try await questions.list([AlignSheets.readiness.name], for: viewer, in: network)
        let newest = try await questions.newestResult(of: AlignSheets.readiness.name, for: viewer, in: network)
        let (states, wish) = try await database.read { db in
            (try db.preconditions(of: network), try db.wish(of: network))
        }
        let people = states.flatMap { [$0.saidByID, $0.charge?.ownerID, $0.charge?.askedID].compactMap { $0 } }
        let names = try await database.read { db in
            try db.names(of: Set(people + [wish?.byID].compactMap { $0 }), in: network)
        }
        let own = viewer.member?.id
        let asks =
            Policy.allows(.settleReadiness, viewer) || states.contains { $0.charge.map { $0.ownerID == own } ?? false }
        let candidates = asks ? try await keeper.candidates(in: network) : []
        return ReadinessReading(
            rounds: rounds, newest: newest, states: states, wish: wish, names: names, candidates: candidates)
    }

    /// What waits for a member: what is not met and theirs, or theirs to take on.
    static let tasks: MemberActs.LaterTasks = { member, _, db in
        try db.preconditions(of: member.networkID).compactMap { state in
            guard let charge = state.charge, let clock = try db.clock(of: state.id, in: state.networkID) else {
                return nil
            }
            if charge.askedID == member.id {
                return WaitingTask(
                    clock: clock, words: ReadinessWords.asks(state.precondition), path: "/align/readiness")
            }
            guard charge.ownerID == member.id else { return nil }
            return WaitingTask(clock: clock, words: ReadinessWords.waits(state.precondition), path: "/align/readiness")
        }
    }

    /// Reminds of what is not met; what was left behind goes to those who lead. Safe on several nodes.
    ///
    /// - Parameter failed: told of what could not be moved on; the others are.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        let clocks = try await database.read { db in try db.clocksGoingOff([.precondition], by: now, limit: 50) }
        await SweepService.each(clocks, \.objectID, failed: failed) { clock in
            try await database.write { db in
                guard let state = try db.precondition(clock.objectID, in: clock.networkID), let charge = state.charge
                else { return try db.stopClock(of: clock.objectID, in: clock.networkID) }
                try keeper.fire(clock, charge, about(state), db)
            }
        }
        let leftAlone = try await database.read { db in try db.preconditionsLeftAlone() }
        await SweepService.each(leftAlone, \.id, failed: failed) { state in
            try await database.write { db in
                guard var state = try db.precondition(state.id, in: state.networkID), let charge = state.charge,
                    let heir = try keeper.heir(of: charge, in: state.networkID, db)
                else { return }
                let passed = Charge(ownerID: heir, askedID: nil, dueAt: charge.dueAt)
                state.charge = passed
                try db.save(state)
                try keeper.start(passed, about(state), db)
                try members.tell(
                    heir, in: state.networkID, ReadinessWords.title, ReadinessWords.waits(state.precondition),
                    to: "/align/readiness", db)
            }
        }
    }
}
