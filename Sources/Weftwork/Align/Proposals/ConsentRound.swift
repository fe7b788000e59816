internal import Database

/// One question by consent as a machine of its own: open → objected; objected → amended → open; over once its proposal is closed.
/// What it came to is ``ProposalRules/verdict(_:_:_:)``. Pure: it knows neither clock nor storage, and follows from what was
/// said, in which order.
struct ConsentRound: Sendable, Equatable {
    enum State: Sendable, Equatable {
        case open
        /// An objection stands.
        case objected
        /// Nothing is said any more.
        case over
    }

    struct Answer: Sendable, Equatable {
        let position: Stance.Position
        /// The version of the words that it is about.
        let version: Int
    }

    /// After so many versions with an objection a facilitator takes care of it.
    static let versions = 3

    private(set) var state = State.open
    /// Of the words; it counts from 1.
    private(set) var version: Int
    /// By voice the version about which it was asked last: what was said about an earlier one counts no more.
    private(set) var asked: [ID: Int]
    private(set) var answers: [ID: Answer]
    /// When the first objection was raised.
    private(set) var objectedAt: Int64?
    /// A facilitator takes care of it.
    private(set) var isEscalated: Bool
    let terms: Proposal.Terms

    /// As it was stored.
    init(_ proposal: Proposal, _ voices: [ProposalVoice], _ stances: [Stance]) {
        version = proposal.version
        asked = Dictionary(voices.map { ($0.id, $0.askedVersion) }, uniquingKeysWith: { first, _ in first })
        answers = Dictionary(
            stances.map { ($0.voiceID, Answer(position: $0.position, version: $0.version)) },
            uniquingKeysWith: { $1 })
        objectedAt = proposal.objectedAt
        isEscalated = proposal.facilitatorID != nil
        terms = proposal.terms
        state = proposal.state.isAnswered ? (objectors.isEmpty ? .open : .objected) : .over
    }

    // MARK: What counts

    /// What a voice says about the words as they are; nothing where it was asked again and has not answered.
    func answer(of voice: ID) -> Answer? {
        guard let asked = asked[voice], let answer = answers[voice], answer.version >= asked else { return nil }
        return answer
    }

    func count(_ position: Stance.Position) -> Int { asked.keys.count { answer(of: $0)?.position == position } }

    /// Voices whose objection stands.
    var objectors: Set<ID> { Set(asked.keys.filter { answer(of: $0)?.position == .objection }) }

    /// Voices that were asked and have said nothing.
    var missing: Set<ID> { Set(asked.keys.filter { answer(of: $0) == nil }) }

    private var isRunning: Bool { state == .open || state == .objected }

    // MARK: What happens

    /// A voice says something, or something else than before.
    /// - Returns: whether it may: the round runs and the voice is one of those asked.
    mutating func answer(_ voice: ID, _ position: Stance.Position, at now: Int64) -> Bool {
        guard isRunning, asked[voice] != nil else { return false }
        answers[voice] = Answer(position: position, version: version)
        if position == .objection { objectedAt = objectedAt ?? now }
        settle(at: now)
        return true
    }

    /// Other words: those whom the change could affect are asked again, and whoever objects always.
    ///
    /// - Parameter affected: nothing where it is everybody.
    /// - Returns: the voices that are asked again; nothing where the round is over.
    mutating func amend(affecting affected: Set<ID>?, at now: Int64) -> Set<ID>? {
        guard isRunning else { return nil }
        let again = affected.map { $0.intersection(asked.keys).union(objectors) } ?? Set(asked.keys)
        version += 1
        for voice in again { asked[voice] = version }
        settle(at: now)
        return again
    }

    /// Somebody who was not asked again wants to be.
    mutating func askAgain(_ voice: ID, at now: Int64) -> Bool {
        guard isRunning, let before = asked[voice], before < version else { return false }
        asked[voice] = version
        settle(at: now)
        return true
    }

    /// Time passes: what has had an objection for too long goes to a facilitator.
    mutating func pass(to now: Int64) {
        guard isRunning else { return }
        settle(at: now)
    }

    private mutating func settle(at now: Int64) {
        state = objectors.isEmpty ? .open : .objected
        guard state == .objected, let since = objectedAt else { return }
        if version >= ConsentRound.versions || now >= since + Int64(terms.workDays) * Time.day { isEscalated = true }
    }
}
