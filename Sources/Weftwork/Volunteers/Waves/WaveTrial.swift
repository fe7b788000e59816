internal import Database
public import Engine

/// The rules of waves for whoever has no store: `weft bench` asks by them, not by a copy that could differ.
public enum WaveTrial {
    /// Somebody who could be asked.
    public struct Person: Sendable {
        /// In the market.
        public var match: MatchCandidate
        /// How far they would have to come.
        public var kilometres: Double?
        /// Minutes that they carry in the present week.
        public var load: Int
        /// What they were asked lately, for whatever.
        public var contacts: [ContactBudget.Contact]
        /// Whether they have the time, within their own limit.
        public var isFree: Bool

        public init(
            _ match: MatchCandidate, kilometres: Double?, load: Int, contacts: [ContactBudget.Contact], isFree: Bool
        ) {
            (self.match, self.kilometres, self.load) = (match, kilometres, load)
            (self.contacts, self.isFree) = (contacts, isFree)
        }
    }

    /// Who is asked now.
    public struct Wave: Sendable {
        /// By their position in the market, each with how likely they say yes.
        public let asked: [(position: Int, chance: Double)]
        /// How long they are waited for; then the next are asked.
        public let wait: Int64
    }

    /// A call without a time of its own ends after so long.
    public static let lifetime = WaveRules.lifetime

    /// - Parameters:
    ///   - people: best first, without those whom this call has asked already.
    ///   - left: how many more must say yes.
    public static func next(
        _ people: [Person], wanted left: Int, budget: ContactBudget, urgency: MatchUrgency, at now: Int64
    ) -> Wave {
        let plan = WaveRules.plan(
            people.map(candidate), nobody: nil, wanted: left, budget: budget, urgency: Need.Urgency(urgency), at: now)
        let model = Acceptance()
        return Wave(
            asked: plan.first.map { ($0.match.position, model.probability($0.asking)) }, wait: plan.wait)
    }

    private static func candidate(_ person: Person) -> WaveCandidate {
        WaveCandidate(
            member: ID(milliseconds: Int64(person.match.position), entropy: (0, 0)), match: person.match,
            load: person.load, isFull: !person.isFree, contacts: person.contacts,
            asking: Acceptance.Asking(score: person.match.score, asked: person.contacts.count),
            minutes: WaveRules.usualMinutes,
            reach: WaveRules.reach(kilometres: person.kilometres, isAnywhere: false))
    }
}

extension Need.Urgency {
    fileprivate init(_ urgency: MatchUrgency) {
        self =
            switch urgency {
            case .critical: .critical
            case .high: .high
            case .normal: .normal
            case .low: .low
            }
    }
}
