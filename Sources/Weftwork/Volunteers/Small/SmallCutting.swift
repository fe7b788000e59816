internal import Database
internal import Engine

/// Cutting: when somebody comes to help, from what is public just then; where nothing is needed there is nothing.
extension SmallActs {
    /// So many of the newest public needs are looked at.
    private static let looked = 120
    /// Of so many a double is looked for: each is a search.
    private static let compared = 12

    /// Sees to it that there is something to do where something is needed. Many who come at once wait for one reading.
    func cut(in network: ID) async throws {
        _ = try await cuts.value(of: network, now: world.now()) { [self] in
            try await cutNow(in: network)
            return true
        }
    }

    private func cutNow(in network: ID) async throws {
        let now = world.now(), limits = try await needs.limits(of: network)
        let drafts = try await database.read { db -> [SmallTask] in
            let open = try db.smallCounts(.open, in: network)
            let room = SmallTask.Kind.allCases.filter { open[$0, default: 0] < $0.most }
            guard !room.isEmpty else { return [] }
            let found = try db.publicNeeds(in: network, limit: SmallActs.looked)
            let known = room.contains(.findNumber) ? try db.knownInstitutionKeys(in: network, at: now) : []
            var drafts = found.flatMap { need in
                room.filter { $0 != .spotDouble }.compactMap { kind -> SmallTask? in
                    if kind == .findNumber, let key = needs.institutionKey(of: need.publicWords),
                        known.contains(key.key)
                    {
                        return nil
                    }
                    return draft(kind, need, nil, now, limits)
                }
            }
            if room.contains(.spotDouble) { drafts += try doubles(among: found, now, limits, db) }
            return try chosen(drafts, open, in: network, db)
        }
        guard !drafts.isEmpty else { return }
        try await database.write { db in for draft in drafts { try db.insert(draft) } }
    }

    private func draft(
        _ kind: SmallTask.Kind, _ need: Need, _ other: Need?, _ now: Int64, _ limits: RestrictionReading
    ) -> SmallTask? {
        guard let subject = SmallRules.subject(kind, need, other, now: now, limits: limits) else { return nil }
        return SmallTask(
            id: world.newID(), networkID: need.networkID, kind: kind, needID: need.id, otherID: other?.id,
            stamp: SmallRules.stamp(kind, need, other, subject), rank: need.urgency.rawValue, state: .open, cutAt: now,
            lockUntil: 0)
    }

    /// Each once, none that was cut before, the most urgent first, no more of a kind than there is room for.
    private func chosen(
        _ drafts: [SmallTask], _ open: [SmallTask.Kind: Int], in network: ID, _ db: any Connection
    ) throws -> [SmallTask] {
        let known = try db.knownStamps(drafts.map(\.stamp), in: network)
        var seen = known, count = open, chosen: [SmallTask] = []
        for draft in drafts.sorted(by: { ($0.rank, $0.id) < ($1.rank, $1.id) })
        where count[draft.kind, default: 0] < draft.kind.most && seen.insert(draft.stamp).inserted {
            count[draft.kind, default: 0] += 1
            chosen.append(draft)
        }
        return chosen
    }

    /// Pairs that may be one need by what everybody reads, and are too little alike for the desk to be shown them.
    private func doubles(
        among found: [Need], _ now: Int64, _ limits: RestrictionReading, _ db: any Connection
    ) throws -> [SmallTask] {
        var drafts: [SmallTask] = []
        for need in found.prefix(SmallActs.compared) {
            // The keys of what only the desk knows must not be what strangers are sent looking by.
            let keys = try db.keys(of: need).filter { key in
                key.kind == .text || need.institution.isEmpty && [.institution, .name].contains(key.kind)
            }
            let search = DuplicateSearch(need: need.publicWords, keys: keys, isStored: true, isPublic: true)
            let alike = try db.duplicateCandidates(search, limit: 3, least: SmallRules.leastAlike)
            for other in alike where other.score < DuplicateRules.leastAtDesk {
                guard try !db.isSettledPair(need.id, other.need.id, in: need.networkID),
                    let whole = try db.need(other.need.id, in: need.networkID)
                else { continue }
                if let draft = draft(.spotDouble, need, whole, now, limits) { drafts.append(draft) }
            }
        }
        return drafts
    }

    // MARK: What time does

    /// Ends what has gone from the public, or was asked of nobody for too long; forgets answers that serve nobody any more.
    ///
    /// - Parameter failed: told of each task that could not be ended; it keeps the others from nothing.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        var last: ID?
        repeat {
            let (tasks, gone) = try await database.read { [last] db in
                let tasks = try db.smallTasksUnderWay(after: last, limit: 200)
                return (tasks, try self.gone(among: tasks, at: now, db))
            }
            for task in gone {
                do { try await end(task, at: now) } catch { failed(task.id, error) }
            }
            last = tasks.count == 200 ? tasks.last?.id : nil
        } while last != nil
        if try await database.read({ db in try db.hasSmallAnswersToBlank(at: now) }) {
            try await database.write { db in try db.blankSmallAnswers(at: now) }
        }
    }

    private func end(_ task: SmallTask, at now: Int64) async throws {
        try await database.write { db in
            if try db.move(task, to: .ended, isFreed: true, at: now) {
                try db.stopClock(of: task.id, in: task.networkID)
            }
        }
    }

    /// Tasks whose words are public no more, or are others.
    private func gone(among tasks: [SmallTask], at now: Int64, _ db: any Connection) throws -> [SmallTask] {
        var gone: [SmallTask] = []
        for (network, tasks) in Dictionary(grouping: tasks, by: \.networkID) {
            let needs = try db.needs(byID: tasks.map(\.needID) + tasks.compactMap(\.otherID), in: network)
            for task in tasks {
                let other = task.otherID.flatMap { needs[$0] }
                let subject = needs[task.needID].flatMap { self.subject(of: task, $0, other, at: now, .none) }
                if subject == nil { gone.append(task) }
            }
        }
        return gone
    }

    /// What a task shows now; nothing where its words are not public any more, or are others.
    func subject(
        of task: SmallTask, at now: Int64, _ limits: RestrictionReading, _ db: any Connection
    ) throws -> SmallSubject? {
        guard let need = try db.need(task.needID, in: task.networkID) else { return nil }
        let other = try task.otherID.flatMap { try db.need($0, in: task.networkID) }
        return self.subject(of: task, need, other, at: now, limits)
    }

    private func subject(
        of task: SmallTask, _ need: Need, _ other: Need?, at now: Int64, _ limits: RestrictionReading
    ) -> SmallSubject? {
        guard let subject = SmallRules.subject(task.kind, need, other, now: now, limits: limits),
            SmallRules.stamp(task.kind, need, other, subject) == task.stamp
        else { return nil }
        return subject
    }
}
