internal import Database

/// What time does to charters: a round ends, answers are due, it is time to look again.
extension CharterActs {
    static let step = "suggestionAnswer"

    /// An answer is due so long after the round is over; whoever convenes owes it.
    static func startClock(
        of suggestion: CharterSuggestion, _ version: CharterVersion, now: Int64, _ db: any Connection
    ) throws {
        let start = max(now, version.suggestUntil ?? now), due = start + CharterRules.answerTime
        try db.start(
            Clock(
                networkID: version.networkID, object: .suggestion, objectID: suggestion.id, needID: version.subject.id,
                step: CharterActs.step, ownerID: version.convenerID, startedAt: start, dueAt: due, stage: 0,
                nextAt: Escalation.next(after: .none, start: start, due: due)))
    }

    /// Ends rounds whose time is over; reminds of answers that are due; looks again at what it is time for. Safe on several nodes.
    ///
    /// - Parameter failed: told of a charter, of a network or a team, that could not be moved on; the others are.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for due in try await database.read({ db in try db.chartersDue(by: now, limit: 100) }) {
            await SweepService.trying(due.subject.id, failed) {
                try await database.write { db in
                    guard let version = try db.charter(of: due.subject, number: due.number),
                        version.state == .suggestions, let until = version.suggestUntil, until <= now
                    else { return }
                    _ = try endRound(version, by: CharterActs.system, now: now, db)
                }
            }
        }
        for due in try await database.read({ db in try db.chartersToReview(by: now, limit: 100) }) {
            await SweepService.trying(due.subject.id, failed) {
                try await database.write { db in try beginReview(due, now: now, db) }
            }
        }
        try await sweepSections(failed: failed)
        try await tellAdopted(now, failed)
        let clocks = try await database.read { db in try db.clocksGoingOff([.suggestion], by: now, limit: 500) }
        // Many fall due together: whoever owes the answers hears of them once.
        for (key, together) in Dictionary(grouping: clocks, by: { [$0.networkID, $0.needID] }) {
            await SweepService.trying(key[1], failed) {
                try await database.write { db in try fire(together, now: now, db) }
            }
        }
    }

    private func fire(_ clocks: [Clock], now: Int64, _ db: any Connection) throws {
        var told: [Escalation: [Clock]] = [:], subject: CharterSubject?
        for clock in clocks {
            guard let suggestion = try db.suggestion(clock.objectID, in: clock.networkID, vault),
                suggestion.state == .open
            else {
                try db.stopClock(of: clock.objectID, in: clock.networkID)
                continue
            }
            subject = suggestion.subject
            let reached = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
            guard reached.rawValue > clock.stage else { continue }
            let next = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
            guard try db.advance(clock, to: reached.rawValue, next: next) else { continue }
            told[reached, default: []].append(clock)
            guard reached >= .backupTold, clock.stage < Escalation.backupTold.rawValue, let member = suggestion.memberID
            else { continue }
            // Whoever suggested hears that it is late, and that others know.
            try members.tell(
                member, in: clock.networkID, CharterWords.title, CharterWords.mailStillOpen,
                to: "\(CharterActs.path(of: suggestion.subject))/draft/suggestions", db)
        }
        guard let subject else { return }
        let leads = try db.mechanismHands(of: subject.networkID).sorted()
        for (reached, clocks) in told.sorted(by: { $0.key < $1.key }) {
            try escalate(clocks, reached, subject, leads, db)
        }
    }

    /// 75 % whoever convenes is reminded, 100 % those who lead are told, 150 % one of them answers for it, 200 % it is red for all.
    private func escalate(
        _ clocks: [Clock], _ reached: Escalation, _ subject: CharterSubject, _ leads: [ID], _ db: any Connection
    ) throws {
        let network = subject.networkID, path = "\(CharterActs.path(of: subject))/draft/suggestions"
        let owners = Set(clocks.map(\.ownerID))
        if reached == .reassigned, let next = leads.first(where: { !owners.contains($0) }) {
            for var clock in clocks {
                clock.ownerID = next
                clock.stage = reached.rawValue
                clock.nextAt = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
                try db.start(clock)
            }
        }
        let told = reached == .reminded ? owners : owners.union(leads)
        let words = reached == .reminded ? CharterWords.mailAnswer(clocks.count) : CharterWords.mailLate(clocks.count)
        for member in told.sorted() {
            try members.tell(member, in: network, CharterWords.title, words, to: path, db)
        }
    }

    // MARK: At home

    /// What waits for a member: suggestions they owe answers to, a round in which they have said nothing, clauses they have taken
    /// no stance on, or so long ago that it is asked for again, dated sections that they have to write.
    static let tasks: MemberActs.LaterTasks = { member, now, db in
        try owed(member, db) + asked(member, now, db) + unsaid(member, now, db) + sectionTasks(member, now, db)
    }

    private static func owed(_ member: Member, _ db: any Connection) throws -> [WaitingTask] {
        let leads = member.standing == .steward || member.has(.coordinator)
        return try db.suggestionClocks(in: member.networkID, of: member.id, leads: leads).map { clock, subject, count in
            WaitingTask(
                clock: clock, words: CharterWords.waitsForAnswers(count), path: "\(path(of: subject))/draft/suggestions"
            )
        }
    }

    private static func asked(_ member: Member, _ now: Int64, _ db: any Connection) throws -> [WaitingTask] {
        try db.openCharters(of: member.networkID).compactMap { version in
            guard version.state == .suggestions, let until = version.suggestUntil, until > now,
                version.convenerID != member.id, try isAsked(member, about: version.subject, db),
                try !db.hasSuggested(member.id, to: version)
            else { return nil }
            return WaitingTask(
                clock: clock(version, member, from: version.editedAt, due: until),
                words: CharterWords.waitsForSuggestion,
                path: "\(path(of: version.subject))/draft")
        }
    }

    /// Of the network's charter, and of those of teams that they are in: however many there are, with few questions.
    static func unsaid(_ member: Member, _ now: Int64, _ db: any Connection) throws -> [WaitingTask] {
        let network = member.networkID, teams = try db.openTeams(of: member.id, in: network)
        // Of theirs alone: a network may have as many charters as teams.
        let mine = try db.chartersInForce(of: [network] + teams.map(\.id), in: network)
        guard !mine.isEmpty else { return [] }
        // Whoever speaks for organisations says it for them; what those think themselves whose organisation has the voice is not
        // waited for.
        let voices = try ownVoices(of: member, in: .network(network), db).filter(\.counts).map(\.id)
        let clauses = try db.clausesInForce(of: mine.map(\.subject.id), in: network)
        let said = try db.stances(
            of: Set(voices + [member.id]).sorted(), on: clauses.values.flatMap { $0.map(\.id) }, in: network)
        return mine.compactMap { version in
            let asked = version.subject.kind == .network ? voices : [member.id]
            return unsaid(
                member, version, clauses[version.subject.id] ?? [], asked, said, now,
                team: teams.first { $0.id == version.subject.id })
        }
    }

    private static func unsaid(
        _ member: Member, _ version: CharterVersion, _ clauses: [CharterClause], _ voices: [ID],
        _ said: [ID: [ID: StanceSaid]], _ now: Int64, team: Team?
    ) -> WaitingTask? {
        guard version.adoptedAt != nil else { return nil }
        var since = now
        func waiting(_ voice: ID) -> Set<ID> {
            let waits = clauses.compactMap { clause in
                CharterRules.wait(said[voice]?[clause.id], on: clause, of: version, now: now).map { (clause.id, $0) }
            }
            since = waits.map(\.1.since).reduce(since, min)
            return Set(waits.map(\.0))
        }
        let left = voices.map { (voice: $0, clauses: waiting($0)) }.filter { !$0.clauses.isEmpty }
        guard let first = left.first else { return nil }
        let count = left.reduce(into: Set<ID>()) { $0.formUnion($1.clauses) }.count
        // The page shows the first of their voices where nothing else is said.
        let choice = first.voice == voices.first ? "" : "?voice=\(first.voice)"
        let title = team.map { CharterPageWords.teamTitle(TeamWords.name(of: $0)) } ?? CharterWords.title
        return WaitingTask(
            clock: clock(version, member, from: since, due: since + CharterRules.stanceTime),
            words: CharterWords.waitsForStance(count, of: title), path: "\(path(of: version.subject))/stances\(choice)")
    }

    private static func clock(_ version: CharterVersion, _ member: Member, from: Int64, due: Int64) -> Clock {
        Clock(
            networkID: version.networkID, object: .suggestion, objectID: version.subject.id, needID: version.subject.id,
            step: step, ownerID: member.id, startedAt: from, dueAt: due, stage: 0, nextAt: Clock.never)
    }

    static func isAsked(_ member: Member, about subject: CharterSubject, _ db: any Connection) throws -> Bool {
        try subject.kind == .network || db.presentInTeam(subject.id, in: subject.networkID).contains(member.id)
    }
}

extension CharterRules {
    /// So long people are asked where they stand, before it looks late.
    static let stanceTime = 30 * Time.day
}

extension Connection {
    /// Charters in force that are to be looked at again.
    func chartersToReview(by now: Int64, limit: Int) throws -> [CharterVersion] {
        let due = try query(
            """
            SELECT v.network_id, v.subject, v.subject_id, v.number FROM charter_versions v
            WHERE v.state = 'adopted' AND v.review_at <= \(now) ORDER BY v.review_at LIMIT \(limit)
            """
        ) { (CharterSubject(networkID: try $0[0], kind: try $0[1], id: try $0[2]), try $0[3] as Int) }
        return try due.compactMap { try charter(of: $0.0, number: $0.1) }
    }

    /// Other rules: what is in force, teams' charters too, is looked at again so much later, or earlier.
    func moveCharterReviews(of network: ID, by time: Int64) throws {
        try execute(
            """
            UPDATE charter_versions SET review_at = review_at + \(time)
            WHERE network_id = \(network) AND state IN ('adopted', 'review') AND review_at IS NOT NULL
            """)
    }

    func hasSuggested(_ member: ID, to version: CharterVersion) throws -> Bool {
        try value(
            """
            SELECT 1 FROM charter_suggestions WHERE network_id = \(version.networkID) AND member_id = \(member)
                AND subject_id = \(version.subject.id) AND version = \(version.number) AND round = \(version.round)
                AND state <> 'withdrawn' LIMIT 1
            """, as: Int64.self) != nil
    }

    /// By charter the clock of the answer that is due first, and how many are due: to whoever owes them, to those who lead what is
    /// late.
    fileprivate func suggestionClocks(
        in network: ID, of member: ID, leads: Bool
    ) throws -> [(clock: Clock, subject: CharterSubject, count: Int)] {
        let late: SQL = leads ? "OR c.stage >= \(Escalation.backupTold.rawValue)" : .empty
        let clocks = try query(
            """
            SELECT \(Clock.columns) FROM clocks c WHERE c.network_id = \(network) AND c.object = \(Clock.Object.suggestion)
                AND (c.owner_id = \(member) \(late)) ORDER BY c.due_at, c.object_id LIMIT 1000
            """
        ) { try Clock(row: $0) }
        return Dictionary(grouping: clocks, by: \.needID).sorted { $0.key < $1.key }.compactMap { id, clocks in
            let subject = id == network ? CharterSubject.network(network) : .team(id, in: network)
            return clocks.first.map { ($0, subject, clocks.count) }
        }
    }
}
