internal import Database

/// What a member answers for in capabilities further down, where all of it is handed over.
protocol LaterDuties: Sendable {
    func count(of member: ID, in network: ID) async throws -> Int
    func offered(to member: ID, in network: ID) async throws -> [WaitingHandover]
    /// Offers all that whoever asks answers for to one person; how much that is.
    func handOver(to receiver: ID, note: String, by viewer: Viewer, in network: ID) async throws -> Int
    /// - Parameter chosen: which; all that are offered where none is named. What is not theirs is passed over.
    func answer(_ chosen: [ID], accepts: Bool, by viewer: Viewer, in network: ID) async throws -> TriageReport
}

/// Everything that a member answers for, needs and what else there is: read, handed over and taken in one go.
struct AllDuties: Sendable {
    let acts: NeedActs
    var later: [any LaterDuties] = []

    func briefing(for viewer: Viewer, in network: ID) async throws -> ShiftBriefing {
        var briefing = try await acts.briefing(for: viewer, in: network)
        guard let member = viewer.member else { return briefing }
        for one in later {
            briefing.mine += try await one.count(of: member.id, in: network)
            briefing.offered += try await one.offered(to: member.id, in: network)
        }
        return briefing
    }

    /// Offers everything open that one answers for to one person; how much that is.
    /// - Throws: ``Refusal/conflict(_:_:)`` where one answers for nothing.
    func handOver(to receiver: ID, note: String = "", by viewer: Viewer, in network: ID) async throws -> Int {
        let needs = try await unlessNone {
            try await acts.handOverAll(to: receiver, note: note, by: viewer, in: network)
        }
        var others = 0
        for one in later { others += try await one.handOver(to: receiver, note: note, by: viewer, in: network) }
        guard needs != nil || others > 0 else { throw Refusal.conflict(ShiftWords.nothing) }
        return (needs ?? 0) + others
    }

    /// Answers many hand-overs in one go.
    /// - Throws: ``Refusal/conflict(_:_:)`` where nothing is offered.
    func answer(_ chosen: [ID], accepts: Bool, by viewer: Viewer, in network: ID) async throws -> TriageReport {
        let needs = try await unlessNone {
            try await acts.answerHandovers(chosen, accepts: accepts, by: viewer, in: network)
        }
        var others = TriageReport()
        for one in later {
            let report = try await one.answer(chosen, accepts: accepts, by: viewer, in: network)
            others.done += report.done
            others.left += report.left
        }
        guard needs != nil || !(others.done.isEmpty && others.left.isEmpty) else {
            throw Refusal.conflict(NeedWords.handoverOver)
        }
        var report = needs ?? TriageReport()
        report.done += others.done
        report.left += others.left
        return report
    }

    /// Nothing where there is none of it among needs.
    private func unlessNone<T>(_ body: () async throws -> T) async throws -> T? {
        do {
            return try await body()
        } catch let refusal as Refusal where refusal.status == 409 {
            return nil
        }
    }
}
