internal import Database
internal import Engine

/// How drift is computed from what is stored, and when somebody has to look. Pure.
enum DriftRules {
    /// A stance holds so long.
    static let fresh = 365 * Time.day
    /// Effort of so long before a moment counts for it.
    static let window = 90 * Time.day
    /// So long after a charter came into force nobody is alarmed: people are still answering.
    static let grace = 30 * Time.day
    /// What was answered is not raised again for so long, unless it has grown by a tenth of the whole.
    static let quiet = 90 * Time.day
    static let growth = 1_000
    /// The owner of an alert looks at it within so long.
    static let toLook = 14 * Time.day
    /// Whoever is asked again has so long.
    static let toAnswer = 14 * Time.day
    /// So many days of a chart.
    static let mostDays = 400
    static let mostWords = 2_000

    static func day(_ moment: Int64) -> Int64 { moment / Time.day }

    /// One clause among `voices` at a moment.
    ///
    /// - Parameters:
    ///   - latest: by voice what was said of it last, until then.
    ///   - groups: the opinion group of each voice, where a conversation has shown any.
    static func drift(
        of clause: CharterClause, among voices: [ID], _ latest: [ID: StanceSaid], at moment: Int64,
        groups: [ID: Int] = [:]
    ) -> ClauseDrift {
        ClauseDrift(
            voices.map { voice in
                guard let said = latest[voice] else { return .init(.none, group: groups[voice]) }
                let isStale = moment - said.at > fresh || !said.isAbout(clause)
                return .init(stance(said.stance), isStale: isStale, group: groups[voice])
            })
    }

    static func latest(_ stances: [StanceSaid], until moment: Int64) -> [ID: StanceSaid] {
        Dictionary(stances.filter { $0.at <= moment }.map { ($0.voiceID, $0) }, uniquingKeysWith: { $1 })
    }

    private static func stance(_ said: ClauseStance) -> ClauseDrift.Stance {
        switch said {
        case .affirm: .affirm
        case .canLiveWith: .live
        case .object: .object
        case .notYet: .notYet
        }
    }

    /// The charter as a whole: the mean of its clauses; nothing where it has none.
    static func whole(_ drifts: [ClauseDrift]) -> Double? {
        drifts.isEmpty ? nil : drifts.map(\.value).reduce(0, +) / Double(drifts.count)
    }

    static func points(
        _ clauses: [(CharterClause, ClauseDrift)], _ network: ID, day: Int64
    ) -> [DriftPoint] {
        let own = clauses.map { clause, drift in
            DriftPoint(
                kind: .clause, subjectID: clause.id, day: day, value: stored(drift.value), base: drift.voices,
                unaffirmed: stored(drift.unaffirmedShare), objecting: stored(drift.objectingShare),
                polarisation: stored(drift.polarisation))
        }
        guard let whole = whole(clauses.map(\.1)) else { return [] }
        func mean(_ part: (ClauseDrift) -> Double) -> Int {
            stored(clauses.map { part($0.1) }.reduce(0, +) / Double(clauses.count))
        }
        return own + [
            DriftPoint(
                kind: .charter, subjectID: network, day: day, value: stored(whole), base: clauses[0].1.voices,
                unaffirmed: mean(\.unaffirmedShare), objecting: mean(\.objectingShare),
                polarisation: mean(\.polarisation))
        ]
    }

    static func stored(_ share: Double) -> Int { Int((share * 10_000).rounded()) }

    // MARK: Effort

    /// Effort by category laid onto the priorities that are about it. A category that several priorities name is shared by them as
    /// they weigh.
    static func effort(
        _ priorities: [CharterClause], _ spent: [EffortSpent]
    ) -> (drift: EffortDrift?, lines: [EffortLine]) {
        let weights = priorities.map { Double($0.weight) }
        let measures = [\EffortSpent.promises, \.deliveries, \.hours].map { amount in
            laid(priorities, spent.map { ($0.category, Double($0[keyPath: amount])) })
        }
        let drift = EffortDrift(weights: weights, measures: measures)
        func line(_ place: Int) -> EffortLine {
            EffortLine(
                clause: place < priorities.count ? priorities[place] : nil,
                stated: place < priorities.count ? drift?.stated[place] ?? 0 : 0,
                spent: place < priorities.count ? drift?.spent[place] ?? 0 : drift?.elsewhere ?? 0,
                promises: Int64(measures[0][place].rounded()), deliveries: Int64(measures[1][place].rounded()),
                hours: Int64(measures[2][place].rounded()))
        }
        return (drift, priorities.isEmpty ? [] : (0...priorities.count).map(line))
    }

    private static func laid(_ priorities: [CharterClause], _ amounts: [(category: String, amount: Double)]) -> [Double]
    {
        var places = [Double](repeating: 0, count: priorities.count + 1)
        for (category, amount) in amounts {
            let about = priorities.indices.filter { priorities[$0].categories.contains(category) }
            let weight = about.reduce(0.0) { $0 + Double(priorities[$1].weight) }
            if about.isEmpty { places[priorities.count] += amount }
            for place in about {
                places[place] +=
                    weight > 0 ? amount * Double(priorities[place].weight) / weight : amount / Double(about.count)
            }
        }
        return places
    }

    // MARK: When somebody has to look

    /// Whether something that stands at `value` is to be raised.
    ///
    /// - Parameter last: the alert of the same kind that closed last.
    static func isToRaise(
        _ value: Int, limit: Int, since adopted: Int64, last: DriftAlert?, now: Int64
    ) -> Bool {
        guard value >= limit * 100, now - adopted >= grace else { return false }
        guard let last, let closed = last.closedAt, closed > adopted else { return true }
        return now - closed >= quiet || value >= last.value + growth
    }

    /// Whether a year, or what the rules say instead, is over since the charter came into force or was looked at last.
    static func isToRenew(_ version: CharterVersion, _ limits: DriftLimits, last: DriftAlert?, now: Int64) -> Bool {
        guard let adopted = version.adoptedAt else { return false }
        let due = version.reviewAt ?? adopted + limits.renewalTime
        guard now >= due else { return false }
        guard let last, let closed = last.closedAt, closed > due else { return true }
        return now - closed >= limits.renewalTime
    }

    /// Which of two clauses is to be looked at first: a core one, then the one with more of it lost, then the one that stands first.
    static func isGraver(_ one: (clause: CharterClause, loss: Double), _ other: (clause: CharterClause, loss: Double))
        -> Bool
    {
        if one.clause.isCore != other.clause.isCore { return one.clause.isCore }
        if one.loss != other.loss { return one.loss > other.loss }
        func place(_ clause: CharterClause) -> (Int, Int) {
            (CharterSection.allCases.firstIndex(of: clause.section) ?? 0, clause.position)
        }
        return place(one.clause) < place(other.clause)
    }

    /// Whether what the whole charter's alert says is said of its clauses as well: it is open, or somebody looked at it lately.
    static func isSaidOfTheWhole(_ alerts: [DriftAlert], now: Int64) -> Bool {
        alerts.contains { alert in
            guard alert.kind == .consensus else { return false }
            guard let closed = alert.closedAt else { return true }
            return alert.outcome != .past && now - closed < quiet
        }
    }

    // MARK: Asking again

    /// Until when everybody is asked where they stand, since the charter was kept; nothing where that is over, or it never was.
    static func everybodyIsAsked(about version: CharterVersion, now: Int64) -> Int64? {
        guard let kept = version.lastKeptAt, now < kept + CharterRules.stanceTime else { return nil }
        return kept + CharterRules.stanceTime
    }

    /// What those who were asked say now against what they said before, clause by clause.
    ///
    /// Whoever has said something since they were asked has looked: what they left as it was still holds.
    ///
    /// - Parameters:
    ///   - asked: everybody asked, in this step and the one before it.
    ///   - history: all ever said, the oldest first.
    ///   - consents: by clause and voice where each stood when its words were adopted: what counts as said before where nothing was
    ///     said of the clause itself.
    ///   - start: when the first step began.
    ///   - groups: the opinion group of each voice, where a conversation has shown steady ones.
    static func results(
        _ clauses: [CharterClause], among voices: [ID], asked: Set<ID>, _ history: [StanceSaid],
        consents: [ID: [ID: StanceSaid]] = [:], since start: Int64, now: Int64, groups: [ID: Int] = [:]
    ) -> [AskResult] {
        let looked = Set(history.filter { $0.at > start && $0.at <= now }.map(\.voiceID)).intersection(asked)
        return clauses.map { clause in
            let said = history.filter { $0.clauseID == clause.id }
            let before = latest(said.filter { $0.isAbout(clause) }, until: start)
            let after = latest(said.filter { $0.at > start }, until: now)
            let first = voices.compactMap { before[$0] ?? consents[clause.id]?[$0] }
            func answers(_ said: [StanceSaid]) -> PairedAnswers {
                paired(said, after, looked: looked, now: now)
            }
            let parts = Dictionary(grouping: first) { groups[$0.voiceID] }.mapValues(answers)
            return AskResult(clause: clause.id, answers(first), groups: shown(parts))
        }
    }

    /// What some said before against what they say now.
    private static func paired(
        _ first: [StanceSaid], _ after: [ID: StanceSaid], looked: Set<ID>, now: Int64
    ) -> PairedAnswers {
        func count(_ was: Bool, _ does: Bool) -> Int {
            first.count {
                guard looked.contains($0.voiceID) else { return false }
                let said = after[$0.voiceID]?.stance ?? $0.stance
                return $0.stance.carries == was && said.carries == does
            }
        }
        let consented = first.filter(\.stance.carries)
        return PairedAnswers(
            consented: consented.count, voices: first.count, kept: count(true, true), turnedAway: count(true, false),
            cameRound: count(false, true), stayedAway: count(false, false),
            silent: consented.count {
                !looked.contains($0.voiceID) && after[$0.voiceID] == nil && now - $0.at > fresh
            })
    }

    /// What each opinion group says, the largest first; none where one to four people could be found out from them, or from what is
    /// left of the whole beside them; nothing where there are no groups.
    ///
    /// - Parameter parts: by group what it says; under nothing those who are in none.
    static func shown(_ parts: [Int?: PairedAnswers]) -> [AskGroup]? {
        let groups = parts.compactMap { group, answers in group.map { ($0, answers) } }
            .sorted { ($1.1.voices, $0.0) < ($0.1.voices, $1.0) }.map(\.1)
        guard groups.count > 1 else { return nil }
        let isSafe = parts.values.allSatisfy { part in
            let rest = [part.voices - part.consented, part.consented - part.kept - part.turnedAway]
            let cells = [part.voices, part.consented, part.kept, part.turnedAway, part.cameRound, part.stayedAway]
            return (cells + rest + [part.silent, rest[1] - part.silent]).allSatisfy {
                $0 == 0 || $0 >= CharterRules.smallest
            }
        }
        return isSafe ? groups.map(AskGroup.init) : []
    }

    /// What a voice said last time, as a layer to draw from: whoever carried most of it, whoever did not, whoever was not there.
    static func stratum(of voice: ID, _ clauses: [CharterClause], _ latest: [ID: [ID: StanceSaid]]) -> Int {
        let said = clauses.compactMap { latest[$0.id]?[voice] }
        guard !said.isEmpty else { return 2 }
        return said.count(where: \.stance.carries) * 2 > said.count ? 0 : 1
    }

    static func words(_ typed: String, _ field: String) throws(Refusal) -> String {
        try GovernanceRules.words(typed, field, most: mostWords)
    }
}

/// What was done about needs of one category within a time.
struct EffortSpent: Sendable, Equatable {
    let category: String
    /// Promises made and not given back.
    let promises: Int64
    /// Promises whose arrival the other side confirmed.
    let deliveries: Int64
    /// Confirmed hours, and those on site where no promise says how long it took.
    let hours: Int64
}
