internal import Database

/// What single actors say of what they do. One function for each act, whatever door it came through.
struct DoingActs: Sendable {
    let members: MemberActs
    let places: Places

    var database: any Database { members.database }
    var world: World { members.world }

    /// Says what one does oneself: nobody has to agree.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` past what one person can do at once.
    func say(_ draft: DoingDraft, by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> Doing {
        try Policy.require(.sayDoing, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let what = try DoingRules.what(draft.what), category = try DoingRules.category(draft.category)
        let until = try DoingRules.until(draft.until, now: now)
        let place = TeamActs.area(draft.area, places), organisation = draft.organisation
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.doing(earlier, in: network)
            {
                return known
            }
            guard try db.doingCount(of: member.id, in: network, at: now) < DoingRules.mostAtOnce else {
                throw Refusal.conflict(DoingWords.tooMany(DoingRules.mostAtOnce))
            }
            let doing = Doing(
                id: world.newID(), networkID: network, memberID: member.id,
                organisationID: try speaking(for: organisation, member, db), what: what, category: category,
                area: place?.path ?? AreaPath(), areaCode: place?.code ?? 0, createdAt: now, until: until)
            try db.insert(doing)
            try startClock(of: doing, db)
            try record(.doingSaid, doing, by: viewer, db, [("category", .text(category.rawValue))])
            try db.remember(once, object: doing.id, by: viewer, in: network, at: now)
            return doing
        }
    }

    /// The organisation for which a member may speak.
    private func speaking(for typed: String?, _ member: Member, _ db: any Connection) throws -> ID? {
        guard let typed, !typed.isEmpty else { return nil }
        guard let id = ID(typed), try db.organisations(spokenForBy: member.personID).contains(where: { $0.id == id })
        else { throw Refusal.invalid("organisation", DoingWords.notYours) }
        return id
    }

    private func startClock(of doing: Doing, _ db: any Connection) throws {
        let now = world.now()
        try db.start(
            Clock(
                networkID: doing.networkID, object: .doing, objectID: doing.id, needID: doing.id, step: "doing",
                ownerID: doing.memberID, startedAt: now, dueAt: doing.until, stage: 0,
                nextAt: DoingRules.asking(from: now, until: doing.until)))
    }

    /// Goes on with it, ends it; says that one can help, or no longer can.
    func perform(_ action: DoingAction, on id: ID, by viewer: Viewer, in network: ID) async throws -> Doing {
        try Policy.require(action.act, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            guard var doing = try db.doing(id, in: network) else { throw Refusal.notFound }
            guard doing.isOn(at: now) else { throw Refusal.conflict(DoingWords.isOver) }
            switch action {
            case .renew(let until):
                try requireOwn(doing, member)
                doing.until = try DoingRules.until(until, now: now)
                try db.save(doing)
                try startClock(of: doing, db)
                try record(.doingRenewed, doing, by: viewer, db)
            case .end(let reason):
                doing = try end(doing, by: viewer, db, why: reason, isOwn: doing.memberID == member.id)
            case .help:
                guard doing.memberID != member.id else { throw Refusal.conflict(DoingWords.ownDoing) }
                guard try db.addHand(member.id, to: doing, at: now) else { return doing }
                try record(.doingHelped, doing, by: viewer, db)
                try members.tell(
                    doing.memberID, in: network, DoingWords.title, DoingWords.mailHelp(member.name),
                    to: "/doings/\(doing.id)", db)
            case .helpNot:
                guard try db.removeHand(member.id, from: doing) else { throw Refusal.conflict(DoingWords.notHelping) }
            }
            return doing
        }
    }

    private func requireOwn(_ doing: Doing, _ member: Member) throws(Refusal) {
        guard doing.memberID == member.id else { throw .forbidden(SiteWords.forbidden) }
    }

    /// One's own at any time; that of another takes somebody who leads, and a reason that its owner is told.
    private func end(
        _ old: Doing, by viewer: Viewer, _ db: any Connection, why typed: String?, isOwn: Bool
    ) throws -> Doing {
        guard !isOwn else { return try end(old, by: viewer, db) }
        try Policy.require(.moderate, viewer)
        let reason = try ModerationRules.reason(typed ?? "")
        let doing = try end(old, by: viewer, db, [("reason", .text(reason))])
        try members.tell(
            doing.memberID, in: doing.networkID, DoingWords.title, DoingWords.mailEnded(doing.what, reason),
            to: "/doings/\(doing.id)", db)
        return doing
    }

    private func end(
        _ old: Doing, by viewer: Viewer, _ db: any Connection, _ details: [(String, EventValue)] = []
    ) throws -> Doing {
        var doing = old
        doing.endedAt = world.now()
        try db.save(doing)
        try db.stopClock(of: doing.id, in: doing.networkID)
        // Why a lead ended it is between them and whoever did it.
        try record(.doingEnded, doing, by: viewer, db, details, details.isEmpty ? .members : .case)
        return doing
    }

    private func record(
        _ kind: Event.Kind, _ doing: Doing, by viewer: Viewer, _ db: any Connection,
        _ details: [(String, EventValue)] = [], _ audience: Audience = .members
    ) throws {
        try members.record(kind, on: doing.id, in: doing.networkID, by: viewer, audience: audience, db, details)
    }

    // MARK: Reading

    /// What is done now, for members by name.
    func list(
        after: ID? = nil, most: Int = DoingRules.page, for viewer: Viewer, in network: ID
    ) async throws -> DoingPage {
        try Policy.require(.seeOrganisation, viewer)
        let now = world.now()
        return try await database.read { db in
            let found = try db.doings(in: network, at: now, after: after, limit: most + 1)
            let shown = Array(found.prefix(most))
            return DoingPage(
                lines: try lines(shown, in: network, db), next: found.count > most ? shown.last?.id : nil,
                total: try db.doingCount(in: network, at: now))
        }
    }

    /// However many with three questions.
    private func lines(_ doings: [Doing], in network: ID, _ db: any Connection) throws -> [DoingLine] {
        let hands = try db.hands(for: doings.map(\.id), in: network)
        let names = try db.names(of: Set(doings.map(\.memberID)), in: network)
        let organisations = try db.organisationNames(Set(doings.compactMap(\.organisationID)))
        return doings.map { doing in
            DoingLine(
                doing: doing, name: doing.organisationID.flatMap { organisations[$0] } ?? names[doing.memberID] ?? "",
                hands: hands[doing.id] ?? [], names: names)
        }
    }

    /// One thing that is done; what is over is no longer anybody's to see but their own.
    func line(_ id: ID, for viewer: Viewer, in network: ID) async throws -> DoingLine {
        try Policy.require(.helpDoing, viewer)
        let now = world.now()
        return try await database.read { db in
            guard let doing = try db.doing(id, in: network),
                doing.isOn(at: now) || doing.memberID == viewer.member?.id
            else { throw Refusal.notFound }
            let hidden = try db.hiding(of: doing.text, in: network)?.reason
            guard hidden == nil || doing.memberID == viewer.member?.id || Policy.allows(.moderate, viewer) else {
                throw Refusal.notFound
            }
            var shown = try line(doing, db)
            shown.hidden = hidden
            return shown
        }
    }

    private func line(_ doing: Doing, _ db: any Connection) throws -> DoingLine {
        let hands = try db.hands(for: [doing.id], in: doing.networkID)[doing.id] ?? []
        let names = try db.names(of: Set(hands + [doing.memberID]), in: doing.networkID)
        let organisation = try doing.organisationID.flatMap { try db.organisationNames([$0])[$0] }
        return DoingLine(
            doing: doing, name: organisation ?? names[doing.memberID] ?? "", hands: hands, names: names)
    }

    /// Organisations for which a member may say what they do.
    func organisations(of viewer: Viewer) async throws -> [(id: ID, name: String)] {
        guard let person = viewer.personID else { return [] }
        return try await database.read { db in try db.organisations(spokenForBy: person) }
    }

    // MARK: What time does

    /// What waits for a member: what they do ends soon.
    static let tasks: MemberActs.LaterTasks = { member, now, db in
        try db.doings(of: member.id, in: member.networkID, at: now).compactMap { doing in
            guard let clock = try db.clock(of: doing.id, in: member.networkID), clock.stage > 0 else { return nil }
            return WaitingTask(clock: clock, words: DoingWords.waits(doing.what), path: "/doings/\(doing.id)")
        }
    }

    /// Asks whether what ends soon goes on; ends what is over, and what those who are gone did. Safe on several nodes.
    ///
    /// - Parameter failed: told of each that could not be done; it keeps the others from nothing.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for clock in try await database.read({ db in try db.clocksGoingOff([.doing], by: now, limit: 200) }) {
            do {
                try await fire(clock, at: now)
            } catch {
                failed(clock.objectID, error)
                _ = try await database.write { db in try db.advance(clock, to: clock.stage, next: now + Time.minute) }
            }
        }
        for (network, id) in try await database.read({ db in try db.doingsLeftAlone() }) {
            do { try await endAlone(id, in: network) } catch { failed(id, error) }
        }
    }

    /// What nobody needs to know any more is forgotten.
    func forgetOld() async throws {
        let now = world.now()
        try await database.write { db in try db.forgetDoings(at: now) }
    }

    private static let system = Viewer(.system, language: .zh)

    private func fire(_ clock: Clock, at now: Int64) async throws {
        try await database.write { db in
            guard let doing = try db.doing(clock.objectID, in: clock.networkID), doing.endedAt == nil else {
                return try db.stopClock(of: clock.objectID, in: clock.networkID)
            }
            guard now < doing.until else { return _ = try end(doing, by: DoingActs.system, db) }
            guard try db.advance(clock, to: 1, next: doing.until) else { return }
            try members.tell(
                doing.memberID, in: doing.networkID, DoingWords.title, DoingWords.mailEnding(doing.until),
                to: "/doings/\(doing.id)", db)
        }
    }

    private func endAlone(_ id: ID, in network: ID) async throws {
        try await database.write { db in
            guard let doing = try db.doing(id, in: network), doing.endedAt == nil else { return }
            _ = try end(doing, by: DoingActs.system, db)
        }
    }
}
