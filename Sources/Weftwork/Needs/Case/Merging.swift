internal import Database

/// Duplicates: shown with reasons (`Needs/Doubles`), merged by a person, undone by a person.
extension CaseDesk {
    func merge(_ need: Need, into target: ID) throws -> NeedChange {
        guard target != need.id else { throw Refusal.invalid("into", NeedWords.mergeSelf) }
        guard let other = try db.need(target, in: network) else {
            throw Refusal.invalid("into", NeedWords.mergeUnknown)
        }
        guard other.state.isOpen else { throw Refusal.invalid("into", NeedWords.mergeEnded) }
        // Promises to this need would hang in the air: the one with promises is the one that stays.
        guard try db.claims(of: need).allSatisfy({ !$0.state.isLive }) else {
            throw Refusal.conflict(
                NeedWords.mergeHasClaims, Refusal.Extras(state: need.state.rawValue, allowed: ["merge"]))
        }
        try db.insertMerge(of: need, into: target, by: viewer.member?.id, at: now)
        try record(
            EventDraft(kind: .mergedInto, audience: .case, details: [("other", .text(need.id.description))]), on: other)
        var change = NeedChange(need: need)
        change.need.resumeState = need.state
        change.need.state = .duplicate
        change.need.mergedInto = target
        change.events = [
            EventDraft(kind: .merged, audience: .case, details: [("into", .text(target.description))])
        ]
        change.tells = .ended(.duplicate, "")
        return change
    }

    /// Everyone who asked gets an answer: what was merged into a need goes its way, and stands by itself again when that
    /// need ends without having been met.
    func answerMerged(into need: Need, from old: Need) throws {
        guard need.state != old.state, let fate = need.state.fateOfMerged else { return }
        for id in try db.mergedNeeds(into: need) {
            guard let merged = try db.need(id, in: network), merged.state == .duplicate else { continue }
            switch fate {
            case .told(let message):
                try tellRequester(message, of: merged)
                try answerMerged(into: merged.with(need.state), from: merged)
            case .restored: _ = try finish(try unmerge(merged), from: merged)
            }
        }
    }

    func unmerge(_ need: Need) throws -> NeedChange {
        try db.deleteMerge(of: need)
        try db.takeBackJobs(about: need.id, after: now)
        var change = NeedChange(need: need)
        let before = need.resumeState ?? .acknowledged
        // A wait has lost what it waited with: it goes on before it.
        change.need.state = before == .needsInformation || before == .cannotReach ? .acknowledged : before
        change.need.resumeState = nil
        change.need.mergedInto = nil
        change.events = [EventDraft(kind: .unmerged, audience: .case)]
        change.clock = .restart(due: nil)
        return change
    }
}

extension Need {
    /// The same need in another state.
    fileprivate func with(_ state: State) -> Need {
        var need = self
        need.state = state
        return need
    }
}

extension Need.State {
    fileprivate enum FateOfMerged {
        case told(NeedMessage)
        case restored
    }

    /// What a need's new state means for those that were merged into it.
    fileprivate var fateOfMerged: FateOfMerged? {
        switch self {
        case .published: .told(.published)
        case .closed: .told(.ended(.closed, ""))
        case .withdrawn, .rejected, .expired, .unmet: .restored
        default: nil
        }
    }
}

extension NeedActs {
    /// Remembers that two needs are not the same.
    /// - Throws: ``Refusal/notFound`` where the one is none of this network, ``Refusal/invalid(_:)`` where the other is none, or the same.
    func dismissDuplicate(_ id: ID, of other: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try Policy.require(.dismissDuplicate, viewer)
        guard id != other else { throw Refusal.invalid("other", NeedWords.mergeSelf) }
        try await database.write { db in
            guard try db.need(id, in: network) != nil else { throw Refusal.notFound }
            guard try db.need(other, in: network) != nil else {
                throw Refusal.invalid("other", NeedWords.mergeUnknown)
            }
            try db.insertDistinct(id, other, in: network, by: viewer.member?.id, at: now)
        }
    }
}

extension Connection {
    fileprivate func insertMerge(of need: Need, into target: ID, by member: ID?, at now: Int64) throws {
        try execute(
            """
            INSERT INTO merges (network_id, need_id, into_id, state, member_id, at)
            VALUES (\(need.networkID), \(need.id), \(target), \(need.state), \(member), \(now))
            """)
    }

    fileprivate func deleteMerge(of need: Need) throws {
        try execute("DELETE FROM merges WHERE network_id = \(need.networkID) AND need_id = \(need.id)")
    }

    /// The needs that were merged into this one, oldest merge first.
    func mergedNeeds(into need: Need) throws -> [ID] {
        try query(
            "SELECT need_id FROM merges WHERE network_id = \(need.networkID) AND into_id = \(need.id) ORDER BY at"
        ) { try $0[0] }
    }

    /// A need, then all that were merged into it, and into those.
    func withMerged(_ need: Need) throws -> [Need] {
        var all = [need], known: Set<ID> = [need.id], next = 0
        while next < all.count {
            for id in try mergedNeeds(into: all[next]) where known.insert(id).inserted {
                guard let merged = try self.need(id, in: need.networkID), merged.state == .duplicate else { continue }
                all.append(merged)
            }
            next += 1
        }
        return all
    }

    fileprivate func insertDistinct(_ id: ID, _ other: ID, in network: ID, by member: ID?, at now: Int64) throws {
        for (one, two) in [(id, other), (other, id)] {
            try execute(
                """
                INSERT INTO distinct_pairs (network_id, need_id, other_id, member_id, at)
                VALUES (\(network), \(one), \(two), \(member), \(now)) ON CONFLICT (network_id, need_id, other_id) DO NOTHING
                """)
        }
    }
}
