internal import Database
internal import Engine

/// What drift at one moment is computed from: what people had said and done until then.
struct DriftFacts: Sendable {
    let networkID: ID
    let moment: Int64
    /// The version of the charter that was in force.
    let version: CharterVersion?
    let clauses: [CharterClause]
    /// Whose voice counted.
    let voices: [ID]
    /// By clause and voice what was said last.
    let latest: [ID: [ID: StanceSaid]]
    let spent: [EffortSpent]
}

extension DriftFacts {
    /// As they stand now.
    init(of network: ID, at now: Int64, _ db: any Connection) throws {
        let version = try db.charterInForce(of: .network(network))
        let clauses = try version.map { try db.clauses(of: $0) } ?? []
        let said = Dictionary(grouping: try db.stances(on: clauses.map(\.id), in: network), by: \.clauseID)
        let unit = try db.alignSettings(of: network).unit
        self.init(
            networkID: network, moment: now, version: version, clauses: clauses,
            voices: try VoiceReading.voices(of: network, counting: unit, db).voices.map(\.id),
            latest: said.mapValues { DriftRules.latest($0, until: now) },
            spent: try db.effortSpent(in: network, from: now - DriftRules.window, to: now))
    }
}

/// Both drifts at one moment. Pure.
struct DriftState: Sendable {
    let facts: DriftFacts
    let drifts: [(CharterClause, ClauseDrift)]
    let effort: (drift: EffortDrift?, lines: [EffortLine])

    /// - Parameter groups: the opinion group of each voice, where a conversation has shown any.
    init(_ facts: DriftFacts, groups: [ID: Int]) {
        self.facts = facts
        drifts = facts.clauses.map { clause in
            let drift = DriftRules.drift(
                of: clause, among: facts.voices, facts.latest[clause.id] ?? [:], at: facts.moment, groups: groups)
            return (clause, drift)
        }
        effort = DriftRules.effort(facts.clauses.filter { $0.section == .priorities }, facts.spent)
    }

    var points: [DriftPoint] {
        let day = DriftRules.day(facts.moment), own = DriftRules.points(drifts, facts.networkID, day: day)
        guard let drift = effort.drift else { return own }
        // How many promises, deliveries and hours it counts.
        let efforts = facts.spent.reduce(0) { $0 + $1.promises + $1.deliveries + $1.hours }
        return own + [
            DriftPoint(
                kind: .effort, subjectID: facts.networkID, day: day, value: DriftRules.stored(drift.value),
                base: Int(efforts))
        ]
    }

    /// Nothing where it is not known: there is no effort yet, or the charter has no clauses.
    func value(of kind: DriftAlert.Kind) -> Int? {
        switch kind {
        case .consensus: DriftRules.whole(drifts.map(\.1)).map(DriftRules.stored)
        case .effort: effort.drift.map { DriftRules.stored($0.value) }
        case .yearly, .clause, .asked: nil
        }
    }

    /// Clauses that have drifted so many percent or more: core ones first, then the worst.
    func lost(atLeast percent: Int) -> [(clause: CharterClause, value: Int)] {
        drifts.map { (clause: $0, value: DriftRules.stored($1.value)) }.filter { $0.value >= percent * 100 }
            .sorted { DriftRules.isGraver(($0.clause, Double($0.value)), ($1.clause, Double($1.value))) }
    }
}

/// Everything that was said and done, read at once, to compute the days that have gone.
struct DriftPast: Sendable {
    let networkID: ID
    let unit: VoiceUnit
    /// Versions that are or were in force with their clauses, the newest first.
    let versions: [(version: CharterVersion, clauses: [CharterClause])]
    /// The oldest first.
    let stances: [StanceSaid]
    let people: [VoiceThen]
    /// Since when it is known that somebody speaks for each organisation: nobody's voice is counted for one for which nobody does.
    let spoken: [ID: Int64]
    let done: [EffortDone]
    let visits: [EffortVisit]
    /// Visits that ended before are not kept any more.
    let visitsSince: Int64
    /// What holds today is counted as it is counted every day.
    let present: DriftFacts

    init(of network: ID, at now: Int64, _ db: any Connection) throws {
        networkID = network
        present = try DriftFacts(of: network, at: now, db)
        unit = try db.alignSettings(of: network).unit
        versions = try db.charterVersions(of: .network(network)).filter { $0.adoptedAt != nil }.map {
            ($0, try db.clauses(of: $0))
        }
        let clauses = Set(versions.flatMap { $0.clauses.map(\.id) })
        stances = try db.stanceHistory(on: clauses.sorted(), in: network)
        people = try db.voicesThen(of: network)
        // What was said for it was said by somebody who spoke for it, whoever that was.
        let said = Dictionary(stances.map { ($0.voiceID, $0.at) }, uniquingKeysWith: { first, _ in first })
        spoken = try db.spokenSince(in: network).reduce(into: [:]) { $0[$1.key] = min($1.value, said[$1.key] ?? .max) }
        let first = (DriftRules.day(now) - Int64(DriftRules.mostDays)) * Time.day - DriftRules.window
        done = try db.effortDone(in: network, since: first)
        visits = try db.effortVisits(in: network, from: first, to: now)
        visitsSince = try db.visitsKeptSince(in: network, at: now)
    }

    /// Effort of days before this one can't be computed anew: of the time they look back on visits are gone.
    var effortSince: Int64 { DriftRules.day(visitsSince + DriftRules.window) }

    /// From the first day on which a charter was in force until today, as far back as is kept.
    var days: [Int64] {
        let today = DriftRules.day(present.moment)
        guard let first = versions.compactMap(\.version.adoptedAt).min() else { return [] }
        let start = max(DriftRules.day(first), today - Int64(DriftRules.mostDays))
        return start > today ? [] : Array(start...today)
    }

    /// What is measured on each of these days, each at its end, today as it stands.
    ///
    /// - Complexity: linear in what was said, and days × (voices × clauses + effort).
    func points(groups: [ID: Int]) -> [DriftPoint] {
        let today = DriftRules.day(present.moment)
        var latest: [ID: [ID: StanceSaid]] = [:], read = 0
        return days.flatMap { day -> [DriftPoint] in
            guard day < today else { return DriftState(present, groups: groups).points }
            let moment = (day + 1) * Time.day - 1
            while read < stances.count, stances[read].at <= moment {
                latest[stances[read].clauseID, default: [:]][stances[read].voiceID] = stances[read]
                read += 1
            }
            return DriftState(facts(at: moment, latest), groups: groups).points
        }
    }

    private func facts(at moment: Int64, _ latest: [ID: [ID: StanceSaid]]) -> DriftFacts {
        let held = versions.first {
            ($0.version.adoptedAt ?? .max) <= moment && ($0.version.endedAt ?? .max) > moment
        }
        return DriftFacts(
            networkID: networkID, moment: moment, version: held?.version, clauses: held?.clauses ?? [],
            voices: DriftRules.voices(people, spoken: spoken, counting: unit, at: moment), latest: latest,
            spent: DriftRules.spent(done, visits, from: moment - DriftRules.window, to: moment))
    }
}

/// Somebody who takes part or did.
struct VoiceThen: Sendable {
    let id: ID
    let organisation: ID?
    let joinedAt: Int64
    let leftAt: Int64?
}

/// One promise, as far as it counts for effort.
struct EffortDone: Sendable {
    let category: String
    let promisedAt: Int64
    let changedAt: Int64
    let isReleased: Bool
    let isConfirmed: Bool
    /// Helping hands, in thousandths of an hour.
    let hours: Int64
}

/// A visit of a need, as far as it counts for effort.
struct EffortVisit: Sendable {
    let category: String
    let inAt: Int64
    let outAt: Int64
    /// When promises said how long that need took.
    let said: [Int64]

    /// In thousandths of an hour. Nobody means to stay longer than two days: past that they forgot to say that they are back.
    var hours: Int64 {
        let most = Int64(VisitRules.hours.upperBound * Double(Time.hour))
        return min(max(0, outAt - inAt), most) * 1000 / Time.hour
    }
}

/// What is added up of one category; hours in thousandths.
struct EffortSum: Sendable {
    var promises: Int64 = 0
    var deliveries: Int64 = 0
    var hours: Int64 = 0
}

extension DriftRules {
    /// Who counted at a moment: of today's kind, whoever was there then; of organisations those for which somebody speaks since then or
    /// longer.
    static func voices(
        _ people: [VoiceThen], spoken: [ID: Int64], counting unit: VoiceUnit, at moment: Int64
    ) -> [ID] {
        let there = people.filter { $0.joinedAt <= moment && ($0.leftAt ?? .max) > moment }
        let own = there.filter { unit == .persons || (unit == .both && $0.organisation == nil) }.map(\.id)
        guard unit != .persons else { return own }
        return own + Set(there.compactMap(\.organisation)).filter { spoken[$0] ?? .max <= moment }.sorted()
    }

    /// Effort within a time, by category.
    static func spent(
        _ done: [EffortDone], _ visits: [EffortVisit], from start: Int64, to end: Int64
    ) -> [EffortSpent] {
        var sums: [String: EffortSum] = [:]
        for one in done where one.promisedAt <= end && one.changedAt >= start {
            var sum = sums[one.category] ?? EffortSum()
            if one.promisedAt >= start, !one.isReleased { sum.promises += 1 }
            if one.isConfirmed, one.changedAt <= end {
                sum.deliveries += 1
                sum.hours += one.hours
            }
            sums[one.category] = sum
        }
        return spent(sums, visits, from: start, to: end)
    }

    /// The same with the time of visits that ended until then. Where a promise has said within that time how long a need took, its visits
    /// are that time and count no second time – whoever made them: a promise is often kept by others than whoever gave it. What was
    /// said before it counts no more, so visits since then do.
    static func spent(
        _ promised: [String: EffortSum], _ visits: [EffortVisit], from start: Int64, to end: Int64
    ) -> [EffortSpent] {
        var sums = promised
        for visit in visits
        where visit.outAt >= start && visit.outAt <= end && !visit.said.contains(where: { $0 >= start && $0 <= end }) {
            sums[visit.category, default: EffortSum()].hours += visit.hours
        }
        return sums.sorted { $0.key < $1.key }.map {
            EffortSpent(
                category: $0.key, promises: $0.value.promises, deliveries: $0.value.deliveries,
                hours: $0.value.hours / 1000)
        }
    }
}
