internal import Database
internal import Engine

/// What becomes of an answer that two agree about, and of one about which they don't.
extension SmallActs {
    /// It is right by the word of a second person: it goes where it is of use, it counts for its doer. Points, badges and whatever
    /// else follows are told by the event where to look; who checked whom is nobody else's to read.
    func confirmed(_ task: SmallTask, doer: ID, checker: ID, by viewer: Viewer, _ db: any Connection) throws {
        let now = world.now(), network = task.networkID
        try members.record(
            .smallTaskConfirmed, on: task.id, in: network, by: viewer, audience: .concerned, db,
            [("kind", .text(task.kind.rawValue)), ("need", .text(task.needID.description))])
        try place(task, doer: doer, at: now, db)
        // A newcomer's first thing, whichever way they found it.
        guard var arrival = try db.arrival(of: doer, in: network), arrival.firstThingAt == nil,
            try db.member(doer, in: network) != nil
        else { return }
        arrival.firstThingAt = now
        try members.settle(&arrival, now, db)
        try members.tell(doer, in: network, SmallWords.title, SmallWords.mailFirst, to: "/me/work", db)
    }

    /// Where the result is of use: always a proposal, never a change.
    private func place(_ task: SmallTask, doer: ID, at now: Int64, _ db: any Connection) throws {
        guard let need = try db.need(task.needID, in: task.networkID) else { return }
        switch task.kind {
        case .sortList: break
        case .spotDouble:
            guard let other = task.otherID, try db.smallAnswer(of: task, vault: vault)?.isSame == true else {
                // Two that are two are nothing to do anything about.
                _ = try db.setUsed(task, at: now)
                return
            }
            try db.insertSpotted(task.needID, other, in: task.networkID, at: now)
        // A number waits for whoever verifies, a translation stands beside the words: nobody has to do anything.
        case .findNumber, .translate, .hangPoster: return
        }
        try start(
            .use, of: task, doer: doer, owner: try settler(task, need, doer, db), for: SmallRules.using, at: now, db
        )
    }

    /// Whoever answers for the need, unless they are one of the two.
    private func settler(_ task: SmallTask, _ need: Need, _ doer: ID, _ db: any Connection) throws -> ID {
        let sides = Set([doer, try db.smallCheck(of: task, vault: vault)?.memberID].compactMap { $0 })
        guard sides.contains(need.ownerID) else { return need.ownerID }
        for roles in [[.coordinator], [], [.intake, .verifier, .dispatcher]] as [[Role]] {
            if let one = try db.candidates(roles, in: task.networkID, except: sides).first { return one }
        }
        return need.ownerID
    }

    /// Tells whoever did it; nobody where they have left.
    private func tell(_ doer: ID, of task: SmallTask, isRight: Bool, _ reason: String, _ db: any Connection) throws {
        guard try db.member(doer, in: task.networkID) != nil else { return }
        try members.tell(
            doer, in: task.networkID, SmallWords.title, SmallDeskWords.mailDecided(isRight, reason),
            to: "/me/small-tasks/\(task.id)", db)
    }

    // MARK: The desk

    /// Somebody at the desk says which of two is right; neither of the two.
    func decide(_ id: ID, isRight: Bool, _ reason: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.settleSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let reason = try SmallRules.words(reason, "reason", isNeeded: true)
        try await database.write { db in
            guard let task = try db.smallTask(id, in: network) else { throw Refusal.notFound }
            guard task.state == .disputed, let check = try db.smallCheck(of: task, vault: vault), let doer = task.doerID
            else {
                throw Refusal.conflict(
                    SmallDeskWords.notDisputed, Refusal.Extras(state: task.state.rawValue, allowed: []))
            }
            guard ![doer, check.memberID].contains(member.id) else { throw Refusal.forbidden(SmallWords.notOneself) }
            let box = try db.sealed(reason, of: member.personID, context: task.id.bytes, in: vault)
            guard try db.move(task, to: isRight ? .accepted : .refused, isFreed: !isRight, at: now),
                try db.decide(task, by: member.id, isRight: isRight, box, at: now)
            else { throw Refusal.conflict(SmallDeskWords.notDisputed) }
            try db.stopClock(of: id, in: network)
            if isRight {
                try confirmed(task, doer: doer, checker: member.id, by: viewer, db)
            } else {
                try members.record(
                    .smallTaskRefused, on: id, in: network, by: viewer, audience: .concerned, db,
                    [("kind", .text(task.kind.rawValue))])
            }
            try tell(doer, of: task, isRight: isRight, reason, db)
        }
    }

    /// Takes a translation off the page of its need. It is not handed out again, for the same two would put it back; words that
    /// change are translated anew.
    func takeDown(_ id: ID, reason: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.settleSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let reason = try SmallRules.words(reason, "reason", isNeeded: true)
        try await database.write { db in
            guard let task = try db.smallTask(id, in: network) else { throw Refusal.notFound }
            guard task.isShown, let doer = task.doerID, try db.move(task, to: .refused, at: now) else {
                throw Refusal.conflict(
                    SmallDeskWords.notShown, Refusal.Extras(state: task.state.rawValue, allowed: []))
            }
            let box = try db.sealed(reason, of: member.personID, context: task.id.bytes, in: vault)
            _ = try db.decide(task, by: member.id, isRight: false, box, at: now)
            try members.record(
                .smallTaskRefused, on: id, in: network, by: viewer, audience: .concerned, db,
                [("kind", .text(task.kind.rawValue)), ("need", .text(task.needID.description))])
            try tell(doer, of: task, isRight: false, reason, db)
        }
    }

    /// A proposal is taken over into the case, by the same act by which anything is added to it, or laid aside.
    func use(_ id: ID, adds: Bool, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.settleSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let (task, answer) = try await proposal(id, in: network, for: member)
        if let other = task.otherID {
            guard adds else {
                try await needs.dismissDuplicate(task.needID, of: other, by: viewer, in: network)
                return try await setUsed(task, adds: false, by: viewer, at: now)
            }
            _ = try await needs.perform(.merge(into: other), on: task.needID, by: viewer, in: network)
        } else if adds {
            guard let answer else { throw Refusal.conflict(SmallDeskWords.notWaiting) }
            let text = SmallDeskWords.added(task.kind, answer)(viewer.language)
            _ = try await needs.perform(.add(text: text), on: task.needID, by: viewer, in: network)
        }
        try await setUsed(task, adds: adds, by: viewer, at: now)
    }

    /// What waits to be taken over, for anybody but the two.
    private func proposal(_ id: ID, in network: ID, for member: Member) async throws -> (SmallTask, SmallAnswer?) {
        try await database.read { db in
            guard let task = try db.smallTask(id, in: network) else { throw Refusal.notFound }
            let answer = try db.smallAnswer(of: task, vault: vault)
            guard task.isProposal, task.kind != .spotDouble || answer?.isSame == true else {
                throw Refusal.conflict(
                    SmallDeskWords.notWaiting, Refusal.Extras(state: task.state.rawValue, allowed: []))
            }
            let second = try db.smallCheck(of: task, vault: vault)?.memberID
            guard ![task.doerID, second].contains(member.id) else { throw Refusal.forbidden(SmallWords.notOneself) }
            return (task, answer)
        }
    }

    private func setUsed(_ task: SmallTask, adds: Bool, by viewer: Viewer, at now: Int64) async throws {
        try await database.write { db in
            // A number that was laid aside is no hint any more: it may be looked for anew.
            guard try db.setUsed(task, isFreed: !adds && task.kind == .findNumber, at: now) else { return }
            try db.stopClock(of: task.id, in: task.networkID)
            try members.record(
                adds ? .smallTaskUsed : .smallTaskLaidAside, on: task.id, in: task.networkID, by: viewer,
                audience: .concerned, db,
                [("kind", .text(task.kind.rawValue)), ("need", .text(task.needID.description))])
        }
    }
}
