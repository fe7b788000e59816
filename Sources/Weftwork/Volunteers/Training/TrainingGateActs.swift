public import Database

/// What takes a training, and what follows for those who lack it.
extension TrainingActs {
    /// What a network begins with: verifiers need the shipped module on calling back. It is the network's own from then on, to
    /// change and to lift.
    public func begin(in network: Network, founder: ID) async throws {
        guard let member = try await database.read({ db in try db.member(founder, in: network.id) }) else {
            throw Refusal.notFound
        }
        let viewer = Viewer(.member(member), language: network.language)
        let module = try await adopt(CallBackTrainingWords.module.key, by: viewer, in: network.id)
        try await close(.role(.verifier), to: module.id, by: viewer, in: network.id)
    }

    /// Says that a role, or an act, takes a module. Whoever holds the role without a pass has fourteen days, with a clock.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it does already, or nobody can take the module.
    func close(_ subject: TrainingGate.Subject, to id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.gateTraining, viewer)
        let now = world.now()
        let by = try viewer.member?.id ?? requireOperator(viewer)
        let gate = TrainingGate(networkID: network, subject: subject, moduleID: id, since: now, byID: by)
        try await database.write { db in
            guard let module = try db.trainingModule(id, in: network) else { throw Refusal.notFound }
            guard module.state == .open else { throw Refusal.conflict(TrainingWords.isWithdrawn) }
            guard try db.insert(gate) else { throw Refusal.conflict(TrainingWords.takesAlready) }
            try record(.trainingGated, module, by: viewer, db, [("subject", .text(subject.stored))])
            guard case .role(let role) = subject else { return }
            for holder in try holders(of: role, in: network, db) {
                try startDue(holder, gate, module, db)
            }
        }
    }

    private func requireOperator(_ viewer: Viewer) throws(Refusal) -> ID {
        guard let person = viewer.personID else { throw .signInRequired }
        return person
    }

    /// Says that it takes the module no more. Clocks that ran for it end with the next sweep.
    func open(_ subject: TrainingGate.Subject, to id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.gateTraining, viewer)
        try await database.write { db in
            guard let module = try db.trainingModule(id, in: network),
                try db.deleteGate(subject, id, in: network)
            else { throw Refusal.notFound }
            try record(.trainingUngated, module, by: viewer, db, [("subject", .text(subject.stored))])
        }
    }

    private func holders(of role: Role, in network: ID, _ db: any Connection) throws -> [Member] {
        try db.members(of: network, where: "m.roles <> ''", limit: 2000).filter { $0.has(role) && !$0.isSuspended }
    }

    /// Starts the clock of somebody who holds a role without the pass that it takes; they are told. Once, whoever finds it.
    private func startDue(
        _ holder: Member, _ gate: TrainingGate, _ module: TrainingModule, _ db: any Connection
    ) throws {
        let now = world.now(), network = module.networkID
        let known = try db.trainingPass(of: holder.id, module.id, in: network)
        if let known, known.holds(at: now) { return }
        let ended = known.flatMap { $0.version > 0 ? $0.untilAt : nil }
        let due: Int64
        switch gate.subject {
        case .role(let role):
            let held = try db.roleHeld(role, holder.id, in: network)
            due = TrainingRules.roleGrace(since: gate.since, held: held, ended: ended)
        case .act:
            guard let grace = TrainingRules.actGrace(ended: ended) else { return }
            due = grace
        }
        let pass =
            known
            ?? TrainingPass(
                id: world.newID(), networkID: network, memberID: holder.id, moduleID: module.id, version: 0, score: 0,
                passedAt: 0, untilAt: 0)
        if known == nil { try db.save(pass) }
        guard due > now, try db.clock(of: pass.id, in: network) == nil else { return }
        try db.start(
            Clock(
                networkID: network, object: .training, objectID: pass.id, needID: module.id, step: "training",
                ownerID: holder.id, startedAt: now, dueAt: due, stage: Escalation.none.rawValue,
                nextAt: Escalation.reminded.moment(start: now, due: due)))
        try members.record(
            .trainingDue, on: holder.id, in: network, by: Viewer(.system, language: .zh), audience: .concerned, db,
            [("module", .text(module.id.description)), ("due", .number(due))])
        try members.tell(
            holder.id, in: network, TrainingWords.title, TrainingWords.mailDue(module.title.words, due),
            to: "/training/\(module.id)", db)
    }

    // MARK: What time does

    /// Tells whose pass ends; starts, moves on and ends the clocks of those who must pass something. That a role pauses hangs on none
    /// of it: it is read at the act.
    func sweep() async throws {
        let now = world.now()
        try await tellOfEnds(now)
        try await database.write { db in try db.forgetTries(before: now - 366 * Time.day) }
        for network in try await database.read({ db in try db.networksWithGates() }) {
            try await startDues(in: network, now)
        }
        for clock in try await database.read({ db in try db.clocksOfTraining(limit: 1000) }) {
            try await database.write { db in try settle(clock, at: now, db) }
        }
    }

    private func tellOfEnds(_ now: Int64) async throws {
        let ending = try await database.read { db in
            try db.passesEnding(after: now, by: now + TrainingRules.notice, limit: 200)
        }
        for pass in ending {
            try await database.write { db in
                guard try db.setTold(pass, at: now),
                    let module = try db.trainingModule(pass.moduleID, in: pass.networkID), module.state == .open
                else { return }
                try members.tell(
                    pass.memberID, in: pass.networkID, TrainingWords.title,
                    TrainingWords.mailEnds(module.title.words, pass.untilAt), to: "/training/\(module.id)", db)
            }
        }
    }

    private func startDues(in network: ID, _ now: Int64) async throws {
        let found = try await database.read { db -> [(Member, TrainingGate, TrainingModule)] in
            let modules = try db.trainingModules(of: network)
            let passes = try db.validPasses(in: network, at: now)
            var due: [(Member, TrainingGate, TrainingModule)] = []
            for gate in try db.trainingGates(of: network) {
                guard let module = modules.first(where: { $0.id == gate.moduleID }) else { continue }
                let concerned: [Member] =
                    switch gate.subject {
                    case .role(let role): try holders(of: role, in: network, db)
                    case .act:
                        try db.membersPassed(module.id, in: network, endedSince: now - TrainingRules.grace, by: now)
                    }
                due += concerned.filter { passes[$0.id]?.contains(module.id) != true }.map { ($0, gate, module) }
            }
            return due
        }
        for (member, gate, module) in found {
            try await database.write { db in try startDue(member, gate, module, db) }
        }
    }

    private func settle(_ clock: Clock, at now: Int64, _ db: any Connection) throws {
        let network = clock.networkID
        let pass = try db.trainingPass(id: clock.objectID, of: clock.ownerID, in: network)
        let owner = try db.member(clock.ownerID, in: network)
        let gates = try db.trainingGates(of: network).filter { $0.moduleID == clock.needID }
        let isNeeded = gates.contains { gate in
            switch gate.subject {
            case .role(let role): owner?.has(role) == true
            case .act: true
            }
        }
        guard let pass, let module = try db.trainingModule(clock.needID, in: network), owner != nil, isNeeded,
            !pass.holds(at: now)
        else { return try db.stopClock(of: clock.objectID, in: network) }
        guard clock.nextAt <= now else { return }
        let reached = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        let stage = min(reached, .backupTold)
        let next =
            stage == .backupTold
            ? Clock.never : Escalation.next(after: stage, start: clock.startedAt, due: clock.dueAt)
        guard try db.advance(clock, to: stage.rawValue, next: next) else { return }
        try tell(of: stage, clock, module, db)
    }

    /// At the end those who train hear of it, too.
    private func tell(
        of stage: Escalation, _ clock: Clock, _ module: TrainingModule, _ db: any Connection
    ) throws {
        let network = clock.networkID, path = "/training/\(module.id)"
        guard stage == .backupTold else {
            return try members.tell(
                clock.ownerID, in: network, TrainingWords.title, TrainingWords.mailDue(module.title.words, clock.dueAt),
                to: path, db)
        }
        try members.record(
            .trainingLapsed, on: clock.ownerID, in: network, by: Viewer(.system, language: .zh), audience: .stewards,
            db,
            [("module", .text(module.id.description))])
        try members.tell(
            clock.ownerID, in: network, TrainingWords.title, TrainingWords.mailPaused(module.title.words), to: path, db)
        let trainers = try db.candidates([.trainer, .coordinator], in: network, except: [clock.ownerID])
        guard let trainer = trainers.first else { return }
        try members.tell(
            trainer, in: network, TrainingWords.title, TrainingWords.mailTrainer(module.title.words),
            to: "/trained?module=\(module.id)", db)
    }
}
