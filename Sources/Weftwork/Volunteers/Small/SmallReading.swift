internal import Database
internal import Engine

/// A task with what it shows.
struct SmallItem: Sendable {
    let task: SmallTask
    /// Nothing where its words are not public any more.
    let subject: SmallSubject?
    /// For whoever did it, looks at it or settles it.
    var answer: SmallAnswer?
    var check: SmallCheck?
    /// Till when something is due, for the desk.
    var clock: Clock?
}

/// What there is to do for somebody.
struct SmallBoard: Sendable {
    let at: Int64
    /// Has put their name under the Pact in force.
    let isSigned: Bool
    /// In their hands now.
    let held: [SmallItem]
    /// How many of each kind they could take.
    let free: [SmallTask.Kind: Int]
    /// How many answers of others they could look at.
    let toCheck: Int
    /// What they did last, with what became of it.
    let done: [SmallTask]
    let hours: OwnHours

    var isEmpty: Bool { free.isEmpty && toCheck == 0 && held.isEmpty }
}

extension SmallActs {
    /// Past this nobody counts.
    private static let counted = 100

    func board(for viewer: Viewer, in network: ID) async throws -> SmallBoard {
        try Policy.require(.doSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await cut(in: network)
        let limits = try await needs.limits(of: network)
        return try await database.read { db in
            let held = try db.heldSmallTasks(by: member.id, in: network, at: now).map { task in
                SmallItem(task: task, subject: try subject(of: task, at: now, limits, db))
            }
            let inHand = Set(held.map(\.task.id)), most = SmallActs.counted
            let free = try db.freeSmallTasks(for: member, toCheck: false, kind: nil, at: now, limit: most)
            let check = try db.freeSmallTasks(for: member, toCheck: true, kind: nil, at: now, limit: most)
            return SmallBoard(
                at: now, isSigned: try db.hasSigned(member.id, in: network), held: held,
                free: Dictionary(grouping: free.filter { !inHand.contains($0.id) }, by: \.kind).mapValues(\.count),
                toCheck: check.count { !inHand.contains($0.id) },
                done: try db.smallTasks(
                    in: network, where: "t.doer_id = \(member.id)", order: "t.done_at DESC, t.id DESC", limit: 10),
                hours: OwnHours(all: try db.availabilities(of: member.id, in: network, at: now), at: now))
        }
    }

    /// How much waits for somebody as the second person, at a glance: for their first page.
    func toCheck(for member: Member) async throws -> Int {
        let now = world.now()
        return try await database.read { db in
            try db.freeSmallTasks(for: member, toCheck: true, kind: nil, at: now, limit: 20).count
        }
    }

    /// One task, for whoever has it in hand or did it. Opening it again renews the quarter of an hour.
    /// - Throws: ``Refusal/notFound`` to everybody else.
    func item(_ id: ID, for viewer: Viewer, in network: ID) async throws -> SmallItem {
        try Policy.require(.doSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let limits = try await needs.limits(of: network)
        return try await database.write { db in
            guard var task = try db.smallTask(id, in: network) else { throw Refusal.notFound }
            let isMine = task.lockBy == member.id && [.open, .done].contains(task.state)
            guard isMine || task.doerID == member.id else { throw Refusal.notFound }
            let isOld = task.lockUntil < now + SmallRules.lockLength - Time.minute
            if isMine, isOld, try db.lock(task, for: member.id, at: now) {
                task.lockUntil = now + SmallRules.lockLength
            }
            var item = SmallItem(task: task, subject: try subject(of: task, at: now, limits, db))
            item.answer = try db.smallAnswer(of: task, vault: vault)
            // Whoever did it reads what the second said; not who it was.
            if task.doerID == member.id { item.check = try db.smallCheck(of: task, vault: vault) }
            return item
        }
    }

    // MARK: The desk

    /// What waits for somebody at the desk: disagreements first, then what is proposed.
    func desk(for viewer: Viewer, in network: ID) async throws -> [SmallItem] {
        try Policy.require(.settleSmallTask, viewer)
        return try await database.read { db in
            let disputed = try db.smallTasks(
                in: network, where: "t.state = \(SmallTask.State.disputed)", order: "t.done_at, t.id", limit: 100)
            let proposed = try db.smallTasks(
                in: network, where: "t.state = \(SmallTask.State.accepted) AND t.used_at IS NULL",
                order: "t.settled_at, t.id", limit: 200
            ).filter(\.isProposal)
            return try (disputed + proposed).compactMap { task in try deskItem(task, for: viewer, db) }
        }
    }

    func deskItem(_ id: ID, for viewer: Viewer, in network: ID) async throws -> SmallItem {
        try Policy.require(.settleSmallTask, viewer)
        return try await database.read { db in
            guard let task = try db.smallTask(id, in: network), let item = try deskItem(task, for: viewer, db) else {
                throw Refusal.notFound
            }
            return item
        }
    }

    /// A pair that is two is nothing to do anything about, and so is what its author has taken with them.
    private func deskItem(_ task: SmallTask, for viewer: Viewer, _ db: any Connection) throws -> SmallItem? {
        let now = world.now()
        var item = SmallItem(task: task, subject: try subject(of: task, at: now, .none, db))
        item.answer = try db.smallAnswer(of: task, vault: vault)
        item.check = try db.smallCheck(of: task, vault: vault)
        item.clock = try db.clock(of: task.id, in: task.networkID)
        if task.isProposal, task.kind == .spotDouble, item.answer?.isSame != true { return nil }
        return item.answer == nil && task.isProposal ? nil : item
    }

    // MARK: On the page of a need

    /// The words of a need in the other language, by a volunteer and a second; nothing where the words are others by now.
    func translation(of need: Need) async throws -> SmallItem? {
        let now = world.now()
        // Most are read by those who can read them.
        guard let subject = SmallRules.subject(.translate, need, nil, now: now, limits: .none) else { return nil }
        let stamp = SmallRules.stamp(.translate, need, nil, subject)
        return try await database.read { db in
            guard let task = try db.translation(of: need.id, in: need.networkID), task.stamp == stamp,
                try db.hiding(of: TextPlace(kind: .translation, id: task.id), in: need.networkID) == nil,
                let answer = try db.smallAnswer(of: task, vault: vault)
            else { return nil }
            return SmallItem(task: task, subject: subject, answer: answer)
        }
    }

    /// What was found out about a need, for those who work on it: a number is a hint, verified by nobody.
    func hints(for need: Need, viewer: Viewer, in network: ID) async throws -> [SmallItem] {
        guard Policy.allows(.settleSmallTask, viewer) else { return [] }
        return try await database.read { db in
            var tasks = try db.smallProposals(for: need.id, in: network)
            // The desk knows who asks, also where the public title does not say it.
            if let name = need.institutionInFull {
                let stamp = SmallRules.stamp(institution: name)
                if let found = try db.foundNumber(stamp: stamp, in: network),
                    !tasks.contains(where: { $0.id == found.id })
                {
                    tasks.append(found)
                }
            }
            return try tasks.compactMap { task in
                let answer = try db.smallAnswer(of: task, vault: vault)
                return answer.map { SmallItem(task: task, subject: nil, answer: $0) }
            }
        }
    }
}
