internal import Database

/// A section that is to be written by a day has an owner and a clock, until it has words or the charter is adopted.
extension CharterActs {
    /// Lets the clocks of sections run that are dated and still empty, and ends the others: after whatever writes, takes away or plans.
    ///
    /// - Parameter owner: whoever answers for what is not written yet; a clock that runs already stays with whoever has it.
    static func followSections(of subject: CharterSubject, owner: ID, now: Int64, _ db: any Connection) throws {
        let written = try writtenSections(of: subject, db)
        for (section, plan) in try db.sectionPlans(of: subject) {
            guard let id = plan.clockID else { continue }
            let running = try db.clock(of: id, in: subject.networkID)
            guard let due = plan.day, !written.contains(section) else {
                if running != nil { try db.stopClock(of: id, in: subject.networkID) }
                continue
            }
            if running?.dueAt == due { continue }
            // A day that is over already is no time to write in.
            guard due > now else {
                if running != nil { try db.stopClock(of: id, in: subject.networkID) }
                continue
            }
            try db.start(
                Clock(
                    networkID: subject.networkID, object: .section, objectID: id, needID: subject.id,
                    step: section.rawValue, ownerID: running?.ownerID ?? owner, startedAt: now, dueAt: due, stage: 0,
                    nextAt: Escalation.next(after: .none, start: now, due: due)))
        }
    }

    /// Whoever convenes the draft that was begun answers for what was dated before.
    func beginSections(of version: CharterVersion, now: Int64, _ db: any Connection) throws {
        for (section, old) in try db.sectionPlans(of: version.subject) {
            var plan = old
            if plan.clockID == nil {
                plan.clockID = world.newID()
                try db.save(plan, for: section, of: version.subject)
            }
            guard let id = plan.clockID else { continue }
            try db.setClockOwner(version.convenerID, of: id, in: version.networkID)
        }
        try CharterActs.followSections(of: version.subject, owner: version.convenerID, now: now, db)
    }

    /// The charter is adopted, or the draft given up: nobody is waited for.
    static func endSections(of subject: CharterSubject, _ db: any Connection) throws {
        for id in try db.sectionPlans(of: subject).values.compactMap(\.clockID).sorted() {
            try db.stopClock(of: id, in: subject.networkID)
        }
    }

    /// Sections that say something: in the draft, else in what is in force.
    private static func writtenSections(of subject: CharterSubject, _ db: any Connection) throws -> Set<CharterSection>
    {
        guard let version = try db.charterOpen(of: subject) ?? db.charterInForce(of: subject) else { return [] }
        return Set(try db.clauses(of: version).map(\.section))
    }

    /// Plans that were dated before there were clocks get one: whoever convenes, else somebody who leads, answers for them.
    private func dateSections(_ subject: CharterSubject, now: Int64, _ db: any Connection) throws {
        for (section, old) in try db.sectionPlans(of: subject) where old.clockID == nil {
            var plan = old
            plan.clockID = world.newID()
            try db.save(plan, for: section, of: subject)
        }
        guard let owner = try sectionOwner(of: subject, db) else { return }
        try CharterActs.followSections(of: subject, owner: owner, now: now, db)
    }

    /// Nobody where the charter is adopted, or the team has ended: nobody is waited for.
    private func sectionOwner(of subject: CharterSubject, _ db: any Connection) throws -> ID? {
        guard try CharterActs.goesOn(subject, db) else { return nil }
        if let open = try db.charterOpen(of: subject) { return open.convenerID }
        if try db.charterInForce(of: subject) != nil { return nil }
        if subject.kind == .team { return try db.team(subject.id, in: subject.networkID)?.keeperID }
        return try db.someoneWhoLeads(in: subject.networkID)
    }

    /// Whether there is still somebody whose charter it is.
    private static func goesOn(_ subject: CharterSubject, _ db: any Connection) throws -> Bool {
        guard subject.kind == .team else { return true }
        return try db.team(subject.id, in: subject.networkID)?.state == .open
    }

    /// Nothing where the section is written meanwhile, or the team has ended.
    static func aboutSection(_ clock: Clock, _ db: any Connection) throws -> AlignClocks.About? {
        let isOfAll = clock.needID == clock.networkID
        let subject: CharterSubject =
            isOfAll ? .network(clock.networkID) : .team(clock.needID, in: clock.networkID)
        guard let section = CharterSection(rawValue: clock.step), try goesOn(subject, db),
            try !writtenSections(of: subject, db).contains(section)
        else { return nil }
        let draft = try db.charterOpen(of: subject) == nil ? "" : "/draft"
        return AlignClocks.About(
            words: CharterWords.waitsForSection(CharterWords.name(of: section)),
            path: "\(path(of: subject))\(draft)#\(section.rawValue)")
    }

    /// 75 % the owner is reminded, 100 % somebody who leads is told, 150 % they answer for it.
    func sweepSections(failed: (ID, any Error) -> Void) async throws {
        let now = world.now()
        for subject in try await database.read({ db in try db.subjectsWithoutClocks(from: now, limit: 50) }) {
            await SweepService.trying(subject.id, failed) {
                try await database.write { db in try dateSections(subject, now: now, db) }
            }
        }
        try await AlignClocks(members: members).sweep(
            [.section], about: { try CharterActs.aboutSection($0, $1) }, pass: { _, _, _ in true }, failed: failed)
    }

    static let sectionTasks = AlignClocks.tasks([.section], about: { try CharterActs.aboutSection($0, $1) })
}

extension Connection {
    /// Whose charters have sections that are dated later than `now` and have no clock.
    fileprivate func subjectsWithoutClocks(from now: Int64, limit: Int) throws -> [CharterSubject] {
        try query(
            """
            SELECT DISTINCT network_id, subject_id FROM charter_sections WHERE clock_id IS NULL AND day > \(now)
            ORDER BY network_id, subject_id LIMIT \(limit)
            """
        ) { row in
            let network: ID = try row[0], subject: ID = try row[1]
            return subject == network ? .network(network) : .team(subject, in: network)
        }
    }
}
