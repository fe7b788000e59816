internal import Database

extension CaseDesk {
    /// A need ended, or goes on again: everybody who had to do with it is told of its end, once that can't be undone any more.
    func noteEnding(of need: Need, from old: Need) throws {
        guard let ending = Ending(need.state), ending != Ending(old.state) else { return }
        try db.insertEnding(
            NeedEnding(
                networkID: network, needID: need.id, round: need.round, ending: ending, at: now, dueAt: sendsAt,
                byID: viewer.member?.id))
    }
}

/// Telling the end: who is to be told is written down once for each end, and each is told once – all that waits for them in one
/// message, and no second within the hour.
extension NeedActs {
    /// So many ends, and so many people, are looked at by one run.
    private static let inOneRun = 200, inOneMessage = 50
    static let thanksPause = Time.hour

    func sweepEndings() async throws {
        try await settleEndings()
        try await tellThanks()
    }

    private func settleEndings() async throws {
        let now = world.now(), most = NeedActs.inOneRun
        let due = try await database.read { db in try db.endingsDue(by: now, limit: most) }
        var failure: (any Error)?
        for end in due {
            do {
                let picture = try await duty.picture(of: end.networkID, now: now)
                try await database.write { db in
                    try settle(
                        end,
                        CaseDesk(
                            acts: self, db: db, viewer: Viewer(.system, language: .zh), network: end.networkID,
                            now: now,
                            picture: picture))
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Writes down who is told of an end.
    private func settle(_ end: NeedEnding, _ desk: CaseDesk) throws {
        let (db, now) = (desk.db, desk.now)
        guard let need = try db.need(end.needID, in: end.networkID), need.round == end.round,
            let ending = Ending(need.state)
        else { return try db.deleteEnding(end) }
        guard ending == end.ending, try db.settle(end, at: now) else { return }
        // What was merged into it has no end of its own: whoever had to do with that waits for this one.
        let needs = try db.withMerged(need), told = try db.releasedByEnd(end)
        for (member, reason) in try circle.members(of: needs, db).sorted(by: { $0.key < $1.key })
        where member != end.byID {
            guard let known = try db.member(member, in: end.networkID), !known.isSuspended else { continue }
            try db.insertThanks(
                of: end, to: member, isNeed: false, reason, told: told.contains(member) ? end.at : nil, at: now)
        }
        let waiting = Set(try needs.flatMap { try db.needsWaiting(with: $0) }).subtracting(needs.map(\.id))
        for other in waiting.sorted() {
            try db.insertThanks(of: end, to: other, isNeed: true, .asked, told: nil, at: now)
        }
        try circle.tellOutside(needs, ending, desk)
    }

    private func tellThanks() async throws {
        let now = world.now(), since = now - NeedActs.thanksPause, most = NeedActs.inOneRun
        let due = try await database.read { db in try db.thanksDue(since: since, limit: most) }
        for (network, people) in Dictionary(grouping: due, by: \.networkID).sorted(by: { $0.key < $1.key }) {
            let picture = try await duty.picture(of: network, now: now)
            for start in stride(from: 0, to: people.count, by: NeedActs.inOneMessage) {
                let some = people[start..<min(start + NeedActs.inOneMessage, people.count)]
                try await database.write { db in
                    let desk = CaseDesk(
                        acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now,
                        picture: picture)
                    for one in some { try desk.thank(one) }
                }
            }
        }
    }
}

extension CaseDesk {
    /// Tells one person all that waits for them.
    fileprivate func thank(_ due: ThanksDue) throws {
        let lines = try db.takeThanks(due, at: now).sorted { $0.needID < $1.needID }
        guard !lines.isEmpty else { return }
        if due.isNeed {
            guard let own = try db.need(due.objectID, in: network), own.state.isOpen else { return }
            for line in lines.prefix(1) {
                guard let need = try db.need(line.needID, in: network) else { continue }
                try tellRequester(.sameEnded(EndingWords.name(of: need), line.ending), of: own)
            }
            return
        }
        guard let member = try db.member(due.objectID, in: network), !member.isSuspended else { return }
        let told = try lines.prefix(EndingWords.mostLines).compactMap { line in try known(line, to: member) }
        let base = acts.configuration.publicURL, more = lines.count - told.count
        try db.tell(
            member.id, in: network, EndingWords.subject(lines.count), vault: acts.vault, id: acts.world.newID(), at: now
        ) { slug in
            let link = told.first.map { "\(base)/n/\(slug)/needs/\($0.line.needID)" } ?? "\(base)/n/\(slug)/needs"
            return EndingWords.body(told.map { ($0.title, $0.line) }, more: more, link: link)
        }
    }

    /// A line with the title as this member may read it in a mail; the title stays away from whom it is hidden now.
    private func known(_ line: ThanksLine, to member: Member) throws -> (title: Text, line: ThanksLine)? {
        guard let need = try db.need(line.needID, in: network) else { return nil }
        let viewer = Viewer(.member(member), language: need.language)
        let sees = NeedAccess.canSee(need, viewer, try db.ties(of: viewer, to: need, now: now))
        return (sees ? need.titleInMail : EndingWords.someNeed, line)
    }
}
