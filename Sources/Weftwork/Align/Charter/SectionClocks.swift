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

    /// Nothing where the section is written meanwhile.
    static func aboutSection(_ clock: Clock, _ db: any Connection) throws -> AlignClocks.About? {
        let isOfAll = clock.needID == clock.networkID
        let subject: CharterSubject =
            isOfAll ? .network(clock.networkID) : .team(clock.needID, in: clock.networkID)
        guard let section = CharterSection(rawValue: clock.step),
            try !writtenSections(of: subject, db).contains(section)
        else { return nil }
        let draft = try db.charterOpen(of: subject) == nil ? "" : "/draft"
        return AlignClocks.About(
            words: CharterWords.waitsForSection(CharterWords.name(of: section)),
            path: "\(path(of: subject))\(draft)#\(section.rawValue)")
    }

    /// 75 % the owner is reminded, 100 % somebody who leads is told, 150 % they answer for it.
    func sweepSections(failed: (ID, any Error) -> Void) async throws {
        try await AlignClocks(members: members).sweep(
            [.section], about: { try CharterActs.aboutSection($0, $1) }, pass: { _, _, _ in true }, failed: failed)
    }

    static let sectionTasks = AlignClocks.tasks([.section], about: { try CharterActs.aboutSection($0, $1) })
}
