internal import Database

/// What waits for a member among people: whose matter, by when, where to.
struct WaitingTask: Sendable {
    let clock: Clock
    let words: Text
    /// Within the network.
    let path: String
}

extension MemberActs {
    /// Clocks of people's objects that wait for a member; to those who lead, also what has gone red.
    func waiting(for member: Member) async throws -> [WaitingTask] {
        let now = world.now()
        return try await database.read { db in try waiting(for: member, now: now, db) }
    }

    func waiting(for member: Member, now: Int64, _ db: any Connection) throws -> [WaitingTask] {
        let leads = member.standing == .steward || member.has(.coordinator)
        let own = try db.clocksOfPeople(in: member.networkID, owner: member.id)
        let red = leads ? try db.redClocksOfPeople(in: member.networkID, except: member.id) : []
        let asks = try db.vouchAsks(waitingFor: member.id, in: member.networkID, at: now)
        let asked = try db.openBuddyOffers(to: member.id, in: member.networkID).compactMap { offer in
            try buddyTask(offer, db)
        }
        return try asked + mediationTasks(member, db) + laterTasks.flatMap { try $0(member, now, db) }
            + (own + red + asks.map(\.clock)).compactMap { clock in
                if clock.object == .matter, let matter = try db.matter(clock.objectID, in: member.networkID),
                    !MatterRules.mayRead(matter, member)
                {
                    return nil
                }
                if try isForAnother(clock, db) { return nil }
                let (words, path) = PeopleClocks.about(clock)
                return WaitingTask(clock: clock, words: words, path: path)
            }
    }

    /// While somebody is asked to be a buddy it is theirs to answer; the welcome duty sees it when the time is nearly over.
    private func isForAnother(_ clock: Clock, _ db: any Connection) throws -> Bool {
        // Anybody can be the second person: whoever answers for it sees it when the time is nearly over.
        if clock.object == .smallTask, clock.step == "smallCheck" { return clock.stage == Escalation.none.rawValue }
        guard clock.object == .buddy, clock.stage == Escalation.none.rawValue else { return false }
        return try db.openBuddyOffer(for: clock.needID, in: clock.networkID) != nil
    }

    private func buddyTask(_ offer: BuddyOffer, _ db: any Connection) throws -> WaitingTask? {
        guard let search = try db.arrival(of: offer.memberID, in: offer.networkID)?.buddySearchID,
            let clock = try db.clock(of: search, in: offer.networkID)
        else { return nil }
        return WaitingTask(clock: clock, words: CompanyWords.beBuddy, path: "/me/company")
    }

    /// Lets the clocks of people's objects go off.
    func sweepClocks() async throws {
        let now = world.now()
        for clock in try await database.read({ db in
            try db.clocksGoingOff(Clock.Object.ofPeople, by: now, limit: 200)
        }) {
            try await fire(clock, now: now)
        }
    }

    /// One clock's next step: the owner is reminded, who leads is told, another takes over, everybody who leads sees it in red.
    private func fire(_ clock: Clock, now: Int64) async throws {
        let stage = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        let words = PeopleClocks.about(clock)
        let backup = try await backup(of: clock)
        try await database.write { db in
            let next = Escalation.next(after: stage, start: clock.startedAt, due: clock.dueAt)
            guard try db.advance(clock, to: stage.rawValue, next: next) else { return }
            let isTaken = stage >= .reassigned && clock.stage < Escalation.reassigned.rawValue
            let system = Viewer(.system, language: .zh)
            if isTaken, let backup {
                try pass(clock, to: backup, db)
                try tell(
                    backup, in: clock.networkID, MatterWords.mailSubject, MatterWords.mailTaken(words.0), to: words.1,
                    db)
            } else {
                let mail = stage == .reminded ? MatterWords.mailReminder(words.0) : MatterWords.mailLate(words.0)
                for one in Set([clock.ownerID] + (stage == .reminded ? [] : [backup].compactMap { $0 })).sorted() {
                    try tell(one, in: clock.networkID, MatterWords.mailSubject, mail, to: words.1, db)
                }
            }
            try record(
                PeopleClocks.event(stage), on: clock.objectID, in: clock.networkID, by: system, audience: .concerned,
                db,
                [("step", .text(clock.step))])
        }
    }

    /// - Parameter note: what whoever had it says to whoever has it now.
    func pass(_ clock: Clock, to member: ID, note: String = "", _ db: any Connection) throws {
        try db.setClockOwner(member, of: clock.objectID, in: clock.networkID)
        guard clock.object == .matter, let matter = try db.matter(clock.objectID, in: clock.networkID) else { return }
        if !note.isEmpty {
            try db.addNote(
                note, to: matter, by: clock.ownerID, id: world.newID(), vault: vault, at: world.now())
        }
        _ = try db.save(matter.passed(to: member))
    }

    /// Who takes over what its owner leaves lying.
    func backup(of clock: Clock) async throws -> ID? {
        try await database.read { db in try backup(of: clock, db) }
    }

    private func backup(of clock: Clock, _ db: any Connection) throws -> ID? {
        let matter = clock.object == .matter ? try db.matter(clock.objectID, in: clock.networkID) : nil
        if let matter, matter.kind == .nameInText { return nil }
        var except: Set<ID> = [clock.ownerID]
        if clock.object == .visit, let visit = try db.visit(clock.objectID, in: clock.networkID) {
            except.insert(visit.memberID)
        }
        // Nobody confirms what they did themselves.
        if [.smallThing, .smallTask].contains(clock.object) { except.insert(clock.needID) }
        if let matter {
            let others = [matter.aboutID, matter.openedByID, try decider(matter, db)]
            except.formUnion(others.compactMap { $0 })
        }
        return try db.someoneWhoLeads(in: clock.networkID, except: except)
    }
}

extension Connection {
    /// What of people's objects has gone red and is another's: by way of the few objects that are open, not of all clocks.
    fileprivate func redClocksOfPeople(in network: ID, except member: ID) throws -> [Clock] {
        try query(
            """
            SELECT \(Clock.columns) FROM clocks c
            WHERE c.network_id = \(network) AND c.stage >= \(Escalation.reassigned.rawValue) AND c.owner_id <> \(member)
                AND c.object_id IN (
                    SELECT id FROM matters WHERE network_id = \(network) AND stage IN ('open', 'choosing', 'talking', 'signing')
                    UNION ALL SELECT id FROM visits WHERE network_id = \(network) AND out_at IS NULL
                    UNION ALL SELECT member_id FROM arrivals
                        WHERE network_id = \(network) AND (seen_at IS NULL OR again_at IS NOT NULL)
                    UNION ALL SELECT buddy_search_id FROM arrivals
                        WHERE network_id = \(network) AND buddy_search_id IS NOT NULL
                    UNION ALL SELECT id FROM small_things
                        WHERE network_id = \(network) AND done_at IS NOT NULL AND confirmed_at IS NULL
                    UNION ALL SELECT id FROM small_tasks WHERE network_id = \(network) AND (state IN ('done', 'disputed')
                        OR state = 'accepted' AND used_at IS NULL AND kind IN ('sortList', 'spotDouble')))
            ORDER BY c.due_at, c.object_id LIMIT 50
            """
        ) { try Clock(row: $0) }
    }
}

/// What the clocks of people's objects are called.
enum PeopleClocks {
    static func about(_ clock: Clock) -> (Text, String) {
        switch clock.object {
        case .newcomer:
            (clock.step == "again" ? BranchWords.seeAgain : JoinWords.seeNewcomer, "/welcomes/\(clock.objectID)")
        case .visit: (VisitWords.notBack, "/visits/\(clock.objectID)")
        case .buddy: (CompanyWords.findBuddy, "/welcomes/\(clock.needID)")
        case .smallThing: (SmallThingWords.toConfirm, "/me/company")
        case .smallTask where clock.step == "smallCheck": (SmallThingWords.secondLook, "/me/small-tasks")
        case .smallTask: (SmallThingWords.taskWaits, "/small-tasks/\(clock.objectID)")
        // Whoever decides about an export decides where they see what is in it.
        case .matter where clock.step == Matter.Kind.privateExport.rawValue:
            (MatterWords.name(of: .privateExport), "/exports/\(clock.objectID)")
        case .ask:
            (
                VouchAsk.Origin(rawValue: clock.step).map(VouchAskWords.waits) ?? VouchAskWords.title,
                "/asks/\(clock.objectID)"
            )
        case .matter, .need, .claim, .dispute, .call, .report, .permit, .channel, .permitWait, .referral, .mechanism,
            .offer,
            .offerUse, .training, .team, .teamRole, .doing, .helpCall, .asking, .proposal, .coSign,
            .sheet, .precondition, .goal, .conversation,
            .driftAlert, .renewal, .finding, .seat, .suggestion, .section:
            (Matter.Kind(rawValue: clock.step).map(MatterWords.name) ?? MatterWords.title, "/matters/\(clock.objectID)")
        }
    }

    static func event(_ stage: Escalation) -> Event.Kind {
        switch stage {
        case .none, .reminded: .clockReminded
        case .backupTold: .clockBackup
        case .reassigned: .clockReassigned
        case .red: .clockRed
        }
    }
}
