internal import Database
internal import Engine

/// Somebody in need says that she was called by one she does not trust. It is looked into: owner, clock, alarm.
///
/// What it was found to be is said in words, sealed with the event that tells her: the column `outcome` of old stays empty.
struct CallReport: Sendable {
    let id: ID
    let needID: ID
    let at: Int64
    let closedAt: Int64?
}

extension NeedActs {
    /// So many a need may report in a day: more tells the desk nothing new.
    static let reportsADay = 5

    /// One tap on her page.
    func reportCall(of id: ID, _ words: String, by viewer: Viewer, in network: ID) async throws {
        let words = Clean.prose(words), now = world.now()
        guard words.count <= 2000 else { throw Refusal.invalid("words", NeedWords.tooLong(2000)) }
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.reportCall, viewer, ties: ties)
            let today = try db.reports(of: id, in: network).filter { $0.at > now - Time.day }
            guard today.count < NeedActs.reportsADay else { throw Refusal.tooMany(retryAfter: 3600) }
            let report = CallReport(id: world.newID(), needID: id, at: now, closedAt: nil)
            try db.insert(report, in: network)
            let due = now + desk.clocks.length(of: .report, urgency: need.urgency), owner = desk.coordinator(for: need)
            try db.start(
                Clock(
                    networkID: network, object: .report, objectID: report.id, needID: id,
                    step: NeedClocks.Step.report.rawValue, ownerID: owner, startedAt: now, dueAt: due, stage: 0,
                    nextAt: NeedClocks.firstRing(.report, start: now, due: due)))
            try desk.record(
                EventDraft(kind: .callReported, audience: .case, details: [("words", .words(words.nilIfEmpty))]),
                on: need)
            // A swindler at work calls others, too: everybody who answers for the desk hears of it now.
            let leads = Set(desk.candidates.filter { $0.member.has(.coordinator) }.map(\.member.id) + [owner])
            for lead in leads.sorted() { try desk.tell(.callReported, member: lead, about: need) }
        }
    }

    /// Whoever looked into it says what it was; she reads it.
    func endReport(_ report: ID, of id: ID, _ words: String, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.endReport, viewer, ties: ties)
            let words = try NeedTransition.required(words, "words")
            guard try db.close(report, of: id, in: network, at: now) else { throw Refusal.conflict(CallWords.noReport) }
            try db.stopClock(of: report, in: network)
            try desk.record(
                EventDraft(kind: .reportAnswered, audience: .case, details: [("words", .words(words))]), on: need)
            try desk.tellRequester(.reportAnswered, of: need)
        }
    }
}

extension Connection {
    func reports(of need: ID, in network: ID) throws -> [CallReport] {
        try query(
            """
            SELECT id, need_id, at, closed_at FROM call_reports
            WHERE network_id = \(network) AND need_id = \(need) ORDER BY at DESC LIMIT 50
            """
        ) { CallReport(id: try $0[0], needID: try $0[1], at: try $0[2], closedAt: try $0[3]) }
    }

    fileprivate func insert(_ report: CallReport, in network: ID) throws {
        try execute(
            """
            INSERT INTO call_reports (network_id, id, need_id, at)
            VALUES (\(network), \(report.id), \(report.needID), \(report.at))
            """)
    }

    fileprivate func close(_ report: ID, of need: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE call_reports SET closed_at = \(now)
            WHERE network_id = \(network) AND id = \(report) AND need_id = \(need) AND closed_at IS NULL
            """) == 1
    }
}
