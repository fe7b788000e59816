internal import Database

/// One question by consent as a machine of its own: open → objected; objected → amended, and asked again → open once whoever
/// objected says so; over once its proposal is closed. What it came to is ``ProposalRules/verdict(_:_:_:)``. Pure: it knows neither
/// clock nor storage, and follows from what was said, in which order.
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
    /// Until when those asked last may answer.
    private(set) var until: Int64
    /// When the first objection was raised.
    private(set) var objectedAt: Int64?
    /// A facilitator takes care of it.
    private(set) var isEscalated: Bool
    /// When those asked last were.
    private(set) var askedAt: Int64
    /// Whose objection has lapsed stands with them.
    private(set) var terms: Proposal.Terms

    /// As it was stored.
    ///
    /// - Parameter askedAt: when the words became what they are.
    init(_ proposal: Proposal, _ voices: [ProposalVoice], _ stances: [Stance], askedAt: Int64?) {
        self.askedAt = askedAt ?? proposal.openedAt ?? proposal.createdAt
        version = proposal.version
        asked = Dictionary(voices.map { ($0.id, $0.askedVersion) }, uniquingKeysWith: { first, _ in first })
        answers = Dictionary(
            stances.map { ($0.voiceID, Answer(position: $0.position, version: $0.version)) },
            uniquingKeysWith: { $1 })
        (until, objectedAt) = (proposal.closesAt, proposal.objectedAt)
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

    /// What counts for a voice: what it says about the words as they are, or an objection that nobody but itself can take away.
    private func standing(of voice: ID) -> Stance.Position? {
        guard let asked = asked[voice], let answer = answers[voice],
            ProposalRules.stands(answer.position, by: voice, of: answer.version, asked: asked, terms)
        else { return nil }
        return answer.position
    }

    func count(_ position: Stance.Position) -> Int { asked.keys.count { standing(of: $0) == position } }

    /// Voices whose objection stands: until they answer themselves, whatever becomes of the words meanwhile.
    var objectors: Set<ID> { Set(asked.keys.filter { standing(of: $0) == .objection }) }

    /// Voices that were asked and have said nothing about the words as they are.
    var missing: Set<ID> { Set(asked.keys.filter { answer(of: $0) == nil }) }

    /// Every objection that stands was met with other words, and whoever raised it has not said whether these will do.
    var waitsForObjectors: Bool { !objectors.isEmpty && objectors.isSubset(of: missing) }

    /// When a facilitator takes care of it, where nothing happens until then: after so many days or versions; where whoever objected
    /// is asked about other words, not before they have had a fair time to answer – unless the words change again and again.
    var facilitatedAt: Int64? {
        guard state == .objected, let since = objectedAt else { return nil }
        let worked = since + Int64(terms.workDays) * Time.day
        // However far off the end is put: the days that the rules give hold, too.
        if waitsForObjectors {
            return version > ConsentRound.versions ? since : min(until, max(worked, askedAt + ProposalRules.again))
        }
        return version >= ConsentRound.versions ? since : worked
    }

    private var isRunning: Bool { state == .open || state == .objected }

    // MARK: What happens

    /// A voice says something, or something else than before.
    /// - Returns: whether it may: the round runs and the voice is one of those asked.
    mutating func answer(_ voice: ID, _ position: Stance.Position, at now: Int64) -> Bool {
        guard isRunning, asked[voice] != nil else { return false }
        answers[voice] = Answer(position: position, version: version)
        terms.ballot.speaks(voice)
        if position == .objection { objectedAt = objectedAt ?? now }
        settle(at: now)
        return true
    }

    /// Other words: those whom the change could affect are asked again, and whoever objects always. No objection goes by it.
    ///
    /// - Parameters:
    ///   - affected: nothing where it is everybody.
    ///   - end: until when those asked again may answer.
    ///   - gone: voices for which nobody may speak any more: who would say whether the words meet their objection?
    /// - Returns: the voices that are asked again; nothing where the round is over.
    mutating func amend(
        affecting affected: Set<ID>?, until end: Int64, gone: Set<ID> = [], at now: Int64
    ) -> Set<ID>? {
        guard isRunning else { return nil }
        let again = affected.map { $0.intersection(asked.keys).union(objectors) } ?? Set(asked.keys)
        terms.ballot.lapse(objectors.intersection(gone))
        (version, until, askedAt) = (version + 1, end, now)
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

    /// The time of those asked is over: what objected to earlier words, and can be answered for by nobody, lapses.
    /// - Returns: whose objections did.
    mutating func lapse(_ gone: Set<ID>, at now: Int64) -> Set<ID> {
        guard isRunning else { return [] }
        let over = objectors.intersection(missing).intersection(gone)
        terms.ballot.lapse(over)
        settle(at: now)
        return over
    }

    /// Time passes: what has had an objection for too long goes to a facilitator.
    mutating func pass(to now: Int64) {
        guard isRunning else { return }
        settle(at: now)
    }

    private mutating func settle(at now: Int64) {
        state = objectors.isEmpty ? .open : .objected
        if let at = facilitatedAt, now >= at { isEscalated = true }
    }
}
