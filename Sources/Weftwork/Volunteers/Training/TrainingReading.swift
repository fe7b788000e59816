internal import Database

/// A module with what a reader has to do with it.
struct TrainingItem: Sendable {
    let module: TrainingModule
    let pass: TrainingPass?
    /// What takes it.
    let gates: [TrainingGate.Subject]
    /// A role of the reader's takes it.
    let isAsked: Bool
}

/// The trainings of a network, as a member sees them.
struct TrainingList: Sendable {
    let items: [TrainingItem]
    /// Shipped modules that the network has not taken yet; for those who write.
    let shipped: [ShippedTraining]
    let gates: [TrainingGate]
    let at: Int64
}

/// One module, opened.
struct OpenedTraining: Sendable {
    let item: TrainingItem
    let content: TrainingContent
    let versions: [(version: Int, at: Int64)]
    /// When the next try is possible; nothing where it is now.
    let nextAt: Int64?
    let at: Int64
}

/// Who has passed what, for those who train.
struct TrainedList: Sendable {
    struct Row: Sendable {
        let pass: TrainingPass
        let name: String
        let module: TrainingModule
    }

    let rows: [Row]
    let modules: [TrainingModule]
    let total: Int
    let next: String?
    let at: Int64
}

extension TrainingActs {
    /// All that is taught here; who writes sees what was withdrawn, and what is shipped, too.
    func list(for viewer: Viewer, in network: ID) async throws -> TrainingList {
        try Policy.require(.seeTraining, viewer)
        let writes = Policy.allows(.writeTraining, viewer), now = world.now()
        return try await database.read { db in
            let all = try db.trainingModules(of: network), gates = try db.trainingGates(of: network)
            let passes = try viewer.member.map { try db.trainingPasses(of: $0.id, in: network) } ?? []
            let keys = Set(all.map(\.key))
            return TrainingList(
                items: all.filter { $0.state == .open || writes }.map { item($0, gates, passes, viewer) },
                shipped: writes ? ShippedTraining.all.filter { !keys.contains($0.key) } : [], gates: gates, at: now)
        }
    }

    private func item(
        _ module: TrainingModule, _ gates: [TrainingGate], _ passes: [TrainingPass], _ viewer: Viewer
    ) -> TrainingItem {
        let own = gates.filter { $0.moduleID == module.id }.map(\.subject)
        let paused = viewer.untrained?.all.contains { $0.module == module.id } ?? false
        let isAsked = own.contains { subject in
            if case .role(let role) = subject { viewer.member?.has(role) == true } else { false }
        }
        return TrainingItem(
            module: module, pass: passes.first { $0.moduleID == module.id && $0.version > 0 }, gates: own,
            isAsked: isAsked || paused)
    }

    /// - Throws: ``Refusal/notFound`` for a module that is none, or was withdrawn and is not the reader's to write.
    func module(_ id: ID, for viewer: Viewer, in network: ID) async throws -> OpenedTraining {
        try Policy.require(.seeTraining, viewer)
        let writes = Policy.allows(.writeTraining, viewer), now = world.now()
        return try await database.read { db in
            guard let module = try db.trainingModule(id, in: network), module.state == .open || writes else {
                throw Refusal.notFound
            }
            let passes = try viewer.member.map { try db.trainingPasses(of: $0.id, in: network) } ?? []
            let tries = try viewer.member.map { try db.failedTries(of: $0.id, id, in: network) } ?? []
            return OpenedTraining(
                item: item(module, try db.trainingGates(of: network), passes, viewer),
                content: try db.trainingContent(of: module), versions: try db.trainingVersions(of: module),
                nextAt: TrainingRules.nextTry(tries, at: now), at: now)
        }
    }

    /// Who has passed what, those first whose pass ends first; and who must pass something and has not.
    func trained(
        module: ID?, _ paging: Paging, for viewer: Viewer, in network: ID
    ) async throws -> TrainedList {
        try Policy.require(.seeTrained, viewer)
        let now = world.now(), limit = paging.limit
        var after: (until: Int64, id: ID)?
        if paging.after.count == 2 {
            guard let until = Int64(paging.after[0]), let id = ID(paging.after[1]) else {
                throw Refusal.invalid("cursor", ListingWords.badCursor)
            }
            after = (until, id)
        }
        return try await database.read { [after] db in
            let modules = try db.trainingModules(of: network)
            let found = try db.trainingPasses(in: network, module: module, after: after, limit: limit + 1)
            let page = found.prefix(limit)
            let names = try db.names(of: Set(page.map(\.memberID)), in: network)
            let rows = page.compactMap { pass in
                modules.first { $0.id == pass.moduleID }
                    .map { TrainedList.Row(pass: pass, name: names[pass.memberID] ?? "", module: $0) }
            }
            let last = found.count > limit ? page.last : nil
            return TrainedList(
                rows: rows, modules: modules, total: try db.trainingPassCount(in: network, module: module),
                next: last.map { Paging.cursor([String($0.untilAt), $0.id.description]) }, at: now)
        }
    }
}
