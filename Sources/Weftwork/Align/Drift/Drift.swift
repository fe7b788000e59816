internal import Database
internal import Engine

/// What is measured, day by day.
enum DriftKind: String, Sendable, CaseIterable, SQLConvertible {
    /// One clause of the charter.
    case clause
    /// The charter as a whole: the mean of its clauses. The subject is the network.
    case charter
    /// Where effort went against where it was to go. The subject is the network.
    case effort
}

/// One measured day of one thing. Can be thrown away and computed anew.
struct DriftPoint: Sendable, Equatable {
    let kind: DriftKind
    /// The clause; else the network.
    let subjectID: ID
    /// Days since 1970, UTC.
    let day: Int64
    /// In ten-thousandths.
    let value: Int
    /// How many voices it counts, or how much effort.
    let base: Int
    /// Of a clause or the charter, in ten-thousandths: who has not affirmed, who objects, how far groups part.
    var unaffirmed = 0
    var objecting = 0
    var polarisation = 0

    var at: Int64 { day * Time.day }
    var share: Double { Double(value) / 10_000 }
}

/// One priority with the effort that went to it.
struct EffortLine: Sendable, Equatable {
    /// Nothing for what no priority covers.
    let clause: CharterClause?
    /// Shares, 0 to 1.
    let stated: Double
    let spent: Double
    let promises: Int64
    let deliveries: Int64
    /// Helping hands: hours as lines say them, else as visits took.
    let hours: Int64
}

/// A clause as it stands now.
struct ClauseLine: Sendable {
    let clause: CharterClause
    let drift: ClauseDrift
    /// In points of a hundred against thirty days ago; nothing where nothing was measured then.
    let change: Int?
}

/// Both drifts now.
struct DriftReading: Sendable {
    private(set) var version: CharterVersion?
    private(set) var clauses: [ClauseLine] = []
    private(set) var voices = 0
    private(set) var whole: Double?
    private(set) var effort: EffortDrift?
    private(set) var effortLines: [EffortLine] = []
    /// Since when effort counts.
    let effortSince: Int64
    let history: [DriftPoint]
    let alerts: [DriftAlert]
    let rounds: [AskRound]
    let renewals: [Renewal]
    let limits: DriftLimits
    let names: [ID: String]
    /// The round in which whoever looks is asked and has not answered.
    let asked: ID?

    /// What was measured of each clause, one point a week, the oldest first.
    var weeks: [ID: [DriftPoint]] {
        Dictionary(grouping: history.filter { $0.kind == .clause }, by: \.subjectID).mapValues { points in
            let last = points.last?.day ?? 0
            return points.filter { (last - $0.day) % 7 == 0 }
        }
    }

    /// The same with how it stands.
    func with(_ state: DriftState) -> DriftReading {
        var reading = self
        let then = DriftRules.day(state.facts.moment) - 30
        reading.clauses = state.drifts.map { clause, drift in
            let before = history.last { $0.kind == .clause && $0.subjectID == clause.id && $0.day <= then }
            return ClauseLine(
                clause: clause, drift: drift,
                change: before.map { Int(((drift.value - $0.share) * 100).rounded()) })
        }
        (reading.version, reading.voices) = (state.facts.version, state.facts.voices.count)
        reading.whole = DriftRules.whole(state.drifts.map(\.1))
        (reading.effort, reading.effortLines) = (state.effort.drift, state.effort.lines)
        return reading
    }
}

/// From when on somebody has to look at it; set by the governance rules.
struct DriftLimits: Sendable, Equatable {
    /// Percent.
    var consensus = 40
    var effort = 30
    var renewalMonths = 12

    static let percent = 5...95
    static let months = 3...36

    /// So long after a charter came into force, or was kept, it is looked at again.
    var renewalTime: Int64 { Int64(renewalMonths) * 365 * Time.day / 12 }
}

/// Something has drifted, or it is time to agree anew: somebody looks at it by a day.
struct DriftAlert: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case consensus, effort, yearly
        /// One clause has thinned out, while the charter as a whole still holds.
        case clause
        /// Asked again, people no longer stand behind it.
        case asked
    }

    enum Outcome: String, Sendable, CaseIterable, SQLConvertible {
        /// A renewal began.
        case renewal
        /// Looked at, with an answer that everybody reads.
        case answered
        /// It is below its limit again, or not yet time any more.
        case past
    }

    let id: ID
    let networkID: ID
    let kind: Kind
    /// In ten-thousandths, when it was raised.
    let value: Int
    let limit: Int
    /// The clause it is about, of the whole the worst: core ones first; nothing where it is about none.
    var clauseID: ID?
    var ownerID: ID
    let openedAt: Int64
    var dueAt: Int64
    var closedAt: Int64?
    var outcome: Outcome?
    var words: String
    var renewalID: ID?

    var isOpen: Bool { closedAt == nil }
}

/// Asking a part of the network again whether what was agreed still holds.
struct AskRound: Sendable, Equatable {
    enum Step: Int, Sendable, SQLConvertible {
        /// Half of the voices.
        case half = 1
        /// The others, because the first answers left it unclear.
        case others = 2
    }

    let id: ID
    let networkID: ID
    let step: Step
    /// The round that it goes on from.
    let before: ID?
    /// The version of the charter that is asked about.
    let version: Int
    /// Who began it; nobody where the product did.
    let byID: ID?
    let at: Int64
    let dueAt: Int64
    var closedAt: Int64?
    /// How it came out, clause by clause.
    var results: [AskResult]
    let asked: Int
    var answered: Int

    var isOpen: Bool { closedAt == nil }
    var verdict: PairedAnswers.Verdict { AskResult.worst(results) }
}

/// What asking again showed about one clause.
struct AskResult: Sendable, Equatable, Codable {
    let clause: String
    let consented: Int
    let voices: Int
    let kept: Int
    let turnedAway: Int
    let cameRound: Int
    let stayedAway: Int
    let silent: Int
    /// By opinion group, the largest first; none where a few could be found out by them, nothing where no groups are known.
    var groups: [AskGroup]?

    init(clause: ID, _ answers: PairedAnswers, groups: [AskGroup]? = nil) {
        self.clause = clause.description
        (consented, voices, silent) = (answers.consented, answers.voices, answers.silent)
        (kept, turnedAway) = (answers.kept, answers.turnedAway)
        (cameRound, stayedAway) = (answers.cameRound, answers.stayedAway)
        self.groups = groups
    }

    var answers: PairedAnswers {
        PairedAnswers(
            consented: consented, voices: voices, kept: kept, turnedAway: turnedAway, cameRound: cameRound,
            stayedAway: stayedAway, silent: silent)
    }

    /// While others are still asked: the difference between two readings of one group would say what a few have said.
    var withoutGroups: AskResult {
        var result = self
        result.groups = nil
        return result
    }

    /// What the clauses say together: the gravest of them.
    static func worst(_ results: [AskResult]) -> PairedAnswers.Verdict {
        let verdicts = Set(results.map(\.answers.verdict))
        return [.drift, .unclear, .steady].first(where: verdicts.contains) ?? .tooFew
    }
}

/// What asking again showed about one clause within one opinion group.
struct AskGroup: Sendable, Equatable, Codable {
    let consented: Int
    let voices: Int
    let kept: Int
    let turnedAway: Int
    let cameRound: Int
    let stayedAway: Int
    let silent: Int

    init(_ answers: PairedAnswers) {
        (consented, voices, silent) = (answers.consented, answers.voices, answers.silent)
        (kept, turnedAway) = (answers.kept, answers.turnedAway)
        (cameRound, stayedAway) = (answers.cameRound, answers.stayedAway)
    }

    var answers: PairedAnswers {
        PairedAnswers(
            consented: consented, voices: voices, kept: kept, turnedAway: turnedAway, cameRound: cameRound,
            stayedAway: stayedAway, silent: silent)
    }
}

/// Who says what about one of the questions.
enum DriftAction: Sendable {
    case askAgain
    case rebuild
    case renew(reason: String)
    case answer(alert: ID, words: String)
    case take(alert: ID)

    static let names = ["askAgain", "rebuild", "renew", "answer", "take"]
}
