internal import Database
internal import Engine

/// What is done about points: weighed from what was confirmed, shown to whom they belong, ruled by those who answer.
struct PointsActs: Sendable {
    let members: MemberActs
    let keeper: AwardKeeper
    let sources: [any AwardSource]

    /// - Parameter later: sources of capabilities that bring their own.
    init(members: MemberActs, badges: BadgeKeeper, later: [any AwardSource] = []) {
        self.members = members
        keeper = AwardKeeper(members: members, badges: badges)
        let vault = members.vault
        sources =
            [NeedAwards(vault: vault), SmallTaskAwards(vault: vault), TrainingAwards(vault: vault)] + later
    }

    var database: any Database { members.database }
    var world: World { members.world }

    /// So many events are looked through at a time.
    static let most = 500

    // MARK: Weighing

    /// Looks at what was confirmed or undone since, in every network.
    ///
    /// - Parameter failed: told of each network, and of each thing looked at, that could not be weighed; it keeps the others from
    ///   nothing.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        for network in try await database.read({ db in try db.networksToWeigh() }) {
            do {
                while try await weigh(network, failed) {}
            } catch {
                failed(network, error)
            }
        }
    }

    func forgetOld() async throws {
        let now = world.now()
        try await database.write { db in try db.forgetReasonsOfThanks(now) }
    }

    /// - Returns: whether there may be more.
    private func weigh(_ network: ID, _ failed: (ID, any Error) -> Void) async throws -> Bool {
        let most = PointsActs.most
        let (position, steps) = try await database.read { db in
            let position = try db.awardPosition(of: network)
            return (position, try db.eventSteps(in: network, after: position, limit: most))
        }
        guard let last = steps.last else { return false }
        let looks = self.looks(steps)
        do {
            try await settle(looks, in: network, from: position, to: last.number)
        } catch {
            // One of them can't be settled: each is tried by itself, so that it holds up none but itself.
            for look in looks { try await settleAlone(look, in: network, failed) }
            try await settle([], in: network, from: position, to: last.number)
        }
        return steps.count == most
    }

    private func settle(_ looks: [Look], in network: ID, from position: Int64, to number: Int64) async throws {
        try await database.write { [keeper] db in
            // Another node was quicker: it has weighed these.
            guard try db.awardPosition(of: network) == position else { return }
            try PointsActs.settle(looks, in: network, keeper, db)
            try db.setAwardPosition(number, of: network)
        }
    }

    private static func settle(_ looks: [Look], in network: ID, _ keeper: AwardKeeper, _ db: any Connection) throws {
        let ruling = try db.awardRuling(of: network)
        for look in looks {
            for outcome in try look.source.outcomes(about: look.object, in: network, db) {
                try keeper.settle(outcome, in: network, ruling, db)
            }
        }
    }

    /// A badge that can't be signed costs nobody the thanks themselves: it comes with the next of them.
    private func settleAlone(_ look: Look, in network: ID, _ failed: (ID, any Error) -> Void) async throws {
        do {
            try await database.write { [keeper] db in try PointsActs.settle([look], in: network, keeper, db) }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            failed(look.object, error)
            var bare = keeper
            bare.badges = nil
            do {
                try await database.write { [bare] db in try PointsActs.settle([look], in: network, bare, db) }
            } catch {
                failed(look.object, error)
            }
        }
    }

    /// Somewhere to look.
    private struct Look: Sendable {
        let source: any AwardSource
        let object: ID
    }

    /// Where to look, each thing once.
    private func looks(_ steps: [EventStep]) -> [Look] {
        var looks: [Look] = []
        for source in sources {
            var seen: Set<ID> = []
            let kinds = source.kinds
            for step in steps {
                guard let kind = step.kind, kinds.contains(kind), seen.insert(step.objectID).inserted
                else { continue }
                looks.append(Look(source: source, object: step.objectID))
            }
        }
        return looks
    }

    // MARK: Rules

    /// The rules in force and how they came to be; for everybody.
    func rulings(of network: ID) async throws -> (now: AwardRuling, all: [AwardRuling]) {
        let all = try await database.read { db in try db.awardRulings(of: network) }
        return (all.first ?? AwardRuling(), all)
    }

    /// Changes the rules from now on: what was given stays as it was given.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where another has changed them meanwhile.
    @discardableResult
    func change(_ draft: AwardRulingDraft, by viewer: Viewer, in network: ID) async throws -> AwardRuling {
        try Policy.require(.keepPoints, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { [members] db in
            let old = try db.awardRuling(of: network)
            if let read = draft.read, Int(read) != old.version { throw Refusal.conflict(PointsWords.otherRules) }
            var ruling = try AwardRules.changed(old, draft)
            ruling.byID = member.id
            ruling.at = now
            try db.insert(ruling, of: network)
            try members.record(
                .pointRulesChanged, on: network, in: network, by: viewer, audience: .public, db,
                [("version", .number(Int64(ruling.version)))])
            return ruling
        }
    }

    // MARK: By whoever leads

    /// Takes a line of the ledger back, with the reason that its owner reads.
    func reverse(_ id: ID, reason: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.reverseAward, viewer)
        _ = try members.own(viewer, in: network)
        let words = try MatterRules.named("reason", reason)
        let back = world.newID()
        try await database.write { [keeper, members] db in
            guard let line = try db.award(id, in: network), line.reversesID == nil,
                let owner = try db.member(line.memberID, in: network)
            else { throw Refusal.notFound }
            let lines = try db.awards(of: line.memberID, for: line.kind, line.objectID, in: network)
            guard !lines.contains(where: { $0.reversesID == line.id }) else {
                throw Refusal.conflict(PointsWords.isReversed)
            }
            let key = try db.key(of: owner.personID, in: members.vault)
            let sealed = key.map { members.vault.seal(Array(words.utf8), key: $0, context: back.bytes) }
            try keeper.takeBack(line, by: viewer, reason: sealed, id: back, db)
            if line.kind.isWork {
                try keeper.settleAfter(line.memberID, in: network, try db.awardRuling(of: network), db)
            }
            try members.tell(
                line.memberID, in: network, PointsWords.title, PointsWords.mailReversed, to: "/me/thanks", db)
        }
    }

    /// The ledger of a member, for whoever may take a line back.
    func ledger(of member: ID, by viewer: Viewer, in network: ID) async throws -> (Member, [OwnThanks.Line]) {
        try Policy.require(.reverseAward, viewer)
        return try await database.read { [members] db in
            guard let found = try db.member(member, in: network) else { throw Refusal.notFound }
            return (
                found, try db.thanksLines(of: member, in: network, vault: members.vault, person: found.personID)
            )
        }
    }

    func endedShifts(for viewer: Viewer, in network: ID) async throws -> [EndedShift] {
        try Policy.require(.confirmShift, viewer)
        let now = world.now(), own = viewer.member?.id
        return try await database.read { db in
            try db.endedShifts(in: network, since: now - AwardRules.shiftFor, until: now)
        }.filter { $0.memberID != own }
    }

    /// Says that somebody was on their shift. Two who say it at once thank once.
    func confirm(shift id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.confirmShift, viewer)
        let own = try members.own(viewer, in: network), now = world.now()
        try await database.write { [keeper, members] db in
            let found = try db.endedShifts(in: network, since: now - AwardRules.shiftFor, until: now, id: id)
            guard let shift = found.first else {
                throw Refusal.conflict(PointsWords.noSuchShift)
            }
            guard shift.memberID != own.id else { throw Refusal.forbidden(PointsWords.ownShift) }
            let outcome = Outcome(
                kind: .shift, objectID: id, memberID: shift.memberID, stands: true, at: shift.endsAt,
                side: members.vault.fingerprint("shift", own.id.description), sayers: [own.id])
            try keeper.settle(outcome, in: network, try db.awardRuling(of: network), db)
        }
    }

    // MARK: One's own

    func own(of viewer: Viewer, in network: ID) async throws -> OwnThanks {
        try Policy.require(.seeThanks, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.read { [keeper, members] db in
            let week = try keeper.week(of: member.id, in: network, at: now, db)
            return OwnThanks(
                points: try db.points(of: member.id, in: network),
                lines: try db.thanksLines(
                    of: member.id, in: network, vault: members.vault, person: member.personID),
                counts: try db.awardCounts(of: member.id, in: network),
                choice: try db.thanksChoice(of: member.id, in: network), needsRest: week.needsRest, hours: week.hours,
                limit: week.limit)
        }
    }

    /// For a line at home.
    func glance(of member: Member, in network: ID) async throws -> (level: ThanksLevel, needsRest: Bool) {
        let now = world.now()
        return try await database.read { [keeper] db in
            (
                ThanksLevel.of(try db.points(of: member.id, in: network)),
                try keeper.week(of: member.id, in: network, at: now, db).needsRest
            )
        }
    }

    /// What others may see; each is off until one says otherwise.
    func choose(_ choice: ThanksChoice, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.seeThanks, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await database.write { db in try db.save(choice, of: member.id, in: network, at: now) }
    }

    func board(for viewer: Viewer, in network: ID) async throws -> ThanksBoard {
        try Policy.require(.seeThanks, viewer)
        let now = world.now()
        return try await database.read { db in
            try db.thanksBoard(of: network, since: now - AwardRules.season, for: viewer.tier)
        }
    }

    /// What somebody shows on their page; nothing where they have not agreed.
    func shown(_ member: ID, in network: ID) async throws -> (level: ThanksLevel, counts: [AwardKind: Int])? {
        try await database.read { db in
            guard try db.thanksChoice(of: member, in: network).onProfile,
                try db.member(member, in: network)?.isSuspended == false
            else { return nil }
            return (
                ThanksLevel.of(try db.points(of: member, in: network)),
                try db.awardCounts(of: member, in: network)
            )
        }
    }
}
