internal import Database

/// Which roles and acts take a training in a network, read at the moment of the act.
struct TrainingGates: DutyGate {
    func untrained(_ member: Member, in network: Network, at now: Int64, _ db: any Connection) throws -> Untrained? {
        guard !member.isSuspended else { return nil }
        var untrained = Untrained()
        for (gate, title, until) in try db.gates(for: member.id, in: network.id) {
            if let until, until > now { continue }
            let lack = TrainingGates.lack(gate, title, slug: network.slug)
            switch gate.subject {
            case .role(let role):
                guard member.has(role) else { continue }
                let held = try db.roleHeld(role, member.id, in: network.id)
                if now >= TrainingRules.roleGrace(since: gate.since, held: held, ended: until) {
                    untrained.roles[role] = lack
                }
            case .act(let act):
                if now >= TrainingRules.actGrace(ended: until) ?? now { untrained.acts[act] = lack }
            }
        }
        return untrained.isEmpty ? nil : untrained
    }

    func lack(
        of role: Role, _ member: ID, in network: ID, at now: Int64, _ db: any Connection
    ) throws -> Untrained.Lack? {
        for (gate, title, until) in try db.gates(for: member, in: network) where gate.subject == .role(role) {
            if let until, until > now { continue }
            guard let slug = try db.network(id: network)?.slug else { continue }
            return TrainingGates.lack(gate, title, slug: slug)
        }
        return nil
    }

    /// What waits for a member: a module to pass by a day.
    static let tasks: MemberActs.LaterTasks = { member, _, db in
        try db.clocksOfTraining(owner: member.id, in: member.networkID).map { clock in
            WaitingTask(clock: clock, words: TrainingWords.mustPassSoon, path: "/training/\(clock.needID)")
        }
    }

    private static func lack(_ gate: TrainingGate, _ title: TrainingSaying, slug: String) -> Untrained.Lack {
        let plain =
            switch gate.subject {
            case .role(let role): TrainingWords.roleTakes(PeopleWords.name(of: role), title.words)
            case .act(let act): TrainingWords.actTakes(TrainingWords.name(of: act), title.words)
            }
        return Untrained.Lack(
            module: gate.moduleID, plain: plain,
            words: TrainingWords.found(plain, "/n/\(slug)/training/\(gate.moduleID)"))
    }
}
