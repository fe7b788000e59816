internal import Database
internal import Engine

/// How proposals are counted and what they come to. Pure.
enum ProposalRules {
    static let mostQuestion = 200
    static let mostContext = 8000
    static let mostOption = 300
    static let mostReason = 1500
    /// What is argued takes more than a word.
    static let leastReason = 8
    static let mostOutcome = 4000
    static let mostLinks = 10
    /// So many goals are made of one decision.
    static let mostGoals = 20
    /// So long it can be open.
    static let shortest = Time.hour
    static let longest = 90 * Time.day
    /// Where nobody says how long.
    static let usual = 7 * Time.day
    /// Those who are asked again about other words have so long at least, or as long as those before them had.
    static let again = 3 * Time.day
    /// The outcome is written within so long.
    static let outcome = 7 * Time.day
    /// A facilitator, and whoever looks at a decision again, has so long.
    static let facilitation = 7 * Time.day
    static let reviewing = 14 * Time.day
    /// A decision can be looked at again this long after.
    static let farthestReview = 5 * 366 * Time.day
    /// At this share of its time those who have said nothing are reminded, in percent.
    static let reminder: Int64 = 75
    /// And at this share those who have said that they will answer later.
    static let lastReminder: Int64 = 90
    /// What did not reach somebody, whose week was full, is tried again after so long.
    static let triesAgain = 3 * Time.hour
    /// So many proposals of one member can be open at once; a newcomer has one voice and one question at a time.
    static func mostOpen(_ standing: Standing) -> Int { standing == .newcomer ? 1 : 5 }

    // MARK: Time

    /// Until when somebody says that they will answer: of the day on which it ends, its end.
    /// - Throws: ``Refusal/invalid(_:)`` for what is over, or lies where nobody can answer any more.
    static func waitEnd(_ until: Int64, _ proposal: Proposal, at now: Int64) throws(Refusal) -> Int64 {
        guard until > now, until <= now + longest else { throw .invalid("until", ProposalWords.badUntil) }
        guard proposal.state == .open, until > proposal.closesAt else { return until }
        guard Format.dayField(until) == Format.dayField(proposal.closesAt) else {
            throw .invalid("until", ConsentWords.waitsTooLong(proposal.closesAt))
        }
        return proposal.closesAt
    }

    /// Told later than this somebody says nothing by their silence: they have had three days, or three quarters of the time where there
    /// is less.
    ///
    /// - Parameter since: when those told at once were.
    static func heardBy(since: Int64, until end: Int64) -> Int64 { end - min(again, (end - since) * 3 / 4) }

    /// Before this nobody ends it: those who were not asked about the words as they are have time to read them, and to say that they
    /// want to be. Nothing where all were asked.
    ///
    /// - Parameter changedAt: when the words became what they are.
    static func earliestEnd(_ proposal: Proposal, _ voices: [ProposalVoice], changedAt: Int64?) -> Int64? {
        guard let changedAt, voices.contains(where: { $0.askedVersion < proposal.version }) else { return nil }
        return min(proposal.closesAt, changedAt + again)
    }

    // MARK: Counting

    static func hasQuorum(answered: Int, of eligible: Int, _ terms: Proposal.Terms) -> Bool {
        answered >= terms.leastVoices && answered * 100 >= eligible * terms.quorum && answered > 0
    }

    /// Whether what a voice said last counts. About words that it was asked about again it says nothing; but an objection stands
    /// until its own voice answers, unless silence consents or nobody is left who could answer for it.
    ///
    /// - Parameters:
    ///   - version: of the words that it is about.
    ///   - asked: the version about which the voice was asked last.
    static func stands(
        _ position: Stance.Position, by voice: ID, of version: Int, asked: Int, _ terms: Proposal.Terms
    ) -> Bool {
        version >= asked
            || position == .objection && !terms.silenceConsents && terms.ballot.objectionsStand ?? true
                && !terms.ballot.isLapsed(voice)
    }

    /// Voices that have said something about the words they were asked about last.
    static func answered(_ voices: [ProposalVoice], _ stances: [Stance]) -> Set<ID> {
        let said = Dictionary(stances.map { ($0.voiceID, $0.version) }, uniquingKeysWith: { $1 })
        return Set(voices.filter { voice in said[voice.id].map { $0 >= voice.askedVersion } ?? false }.map(\.id))
    }

    /// By voice what it says in the end: itself, or by the one to whom it passed its voice on. What was said about words that it
    /// was asked about again counts for nothing, but an objection that stands.
    static func effective(
        _ voices: [ProposalVoice], _ stances: [Stance], _ terms: Proposal.Terms, _ delegations: [ID: ID]
    ) -> [ID: Stance.Position] {
        let said = Dictionary(stances.map { ($0.voiceID, $0) }, uniquingKeysWith: { $1 })
        let asked = Dictionary(voices.map { ($0.id, $0.askedVersion) }, uniquingKeysWith: { first, _ in first })
        func own(_ voice: ID) -> Stance.Position? {
            guard let stance = said[voice], let version = asked[voice],
                stands(stance.position, by: voice, of: stance.version, asked: version, terms)
            else { return nil }
            return stance.position
        }
        var result: [ID: Stance.Position] = [:]
        for voice in voices { result[voice.id] = own(voice.id) ?? delegations[voice.id].flatMap(own) }
        return result
    }

    /// Voices that speak for themselves: whom they passed theirs on to says nothing for them. What ended before objections stood
    /// was counted as if also whoever was asked again and said nothing did.
    static func spoken(_ voices: [ProposalVoice], _ stances: [Stance], _ terms: Proposal.Terms) -> Set<ID> {
        terms.ballot.objectionsStand ?? true
            ? Set(effective(voices, stances, terms, [:]).keys) : Set(stances.map(\.voiceID))
    }

    /// How it stands by what was said.
    ///
    /// - Parameter unheard: voices whose silence is no consent, where that of others is; nothing where that is not reckoned.
    static func tally(
        _ voices: [ProposalVoice], _ stances: [Stance], _ terms: Proposal.Terms, delegations: [ID: ID], waiting: Int,
        unheard: Set<ID>? = nil
    ) -> ProposalTally {
        let positions = effective(voices, stances, terms, delegations)
        let own = effective(voices, stances, terms, [:])
        var tally = ProposalTally()
        tally.eligible = voices.count
        tally.answered = positions.count
        tally.delegated = positions.count - own.count
        tally.waiting = waiting
        tally.silent = unheard.map { unheard in
            voices.count { positions[$0.id] == nil && !unheard.contains($0.id) }
        }
        tally.counts = counts(Array(positions.values))
        let vouched = voices.filter { !$0.isNew }
        if vouched.count < voices.count { tally.withoutNewcomers = counts(vouched.compactMap { positions[$0.id] }) }
        let recent = voices.count { $0.isRecent && positions[$0.id] != nil }
        if recent > 0 {
            let others = voices.filter { !$0.isRecent }.compactMap { positions[$0.id] }
            tally.withoutRecent = ProposalTally.Without(left: recent, counts: counts(others))
        }
        return tally
    }

    /// How it stands by papers: how many have cast one, and what they say together.
    static func tally(
        _ voices: [ProposalVoice], cast: Set<ID>, _ count: BallotCount, delegations: [ID: ID], waiting: Int
    ) -> ProposalTally {
        var tally = ProposalTally()
        let isHidden = count.isTooFew
        let own = isHidden ? 0 : voices.count { cast.contains($0.id) }
        let passed = voices.count { voice in
            !cast.contains(voice.id) && (delegations[voice.id].map { cast.contains($0) } ?? false)
        }
        tally.eligible = voices.count
        (tally.answered, tally.delegated, tally.waiting) = (own + passed, passed, waiting)
        tally.counts = Dictionary(
            count.counts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
        tally.ranking = count.ranking.map { $0.map(\.description) }
        tally.detail = count.detail
        return tally
    }

    private static func counts(_ positions: [Stance.Position]) -> [String: Int] {
        Dictionary(grouping: positions, by: \.rawValue).mapValues(\.count)
    }

    /// What it came to.
    ///
    /// - Parameter count: of papers; nothing where positions were taken.
    static func verdict(_ proposal: Proposal, _ tally: ProposalTally, _ count: BallotCount?) -> ProposalVerdict {
        let terms = proposal.terms
        let silent = proposal.method == .consent && terms.silenceConsents ? tally.silent ?? tally.missing : 0
        let answered = tally.answered + silent
        if proposal.method == .senseCheck { return .heard }
        guard hasQuorum(answered: answered, of: tally.eligible, terms) else { return .noQuorum }
        let agree = tally[.agree], disagree = tally[.disagree]
        switch proposal.method {
        case .consent:
            return tally[.objection] == 0 && tally[.consent] + tally[.concern] + silent > 0 ? .adopted : .notAdopted
        case .consensus: return tally[.block] == 0 && agree > disagree ? .adopted : .notAdopted
        case .simpleMajority: return agree > disagree ? .adopted : .notAdopted
        case .superMajority:
            let base = terms.ofEligible ? tally.eligible : agree + disagree
            return agree > 0 && agree * 100 >= base * terms.threshold ? .adopted : .notAdopted
        case .senseCheck: return .heard
        case .approval, .score, .ranked, .instantRunoff, .majorityJudgment, .dots, .quadratic, .matrix, .timePoll,
            .equalShares:
            guard let count else { return .noQuorum }
            if count.isTied { return .tied }
            return count.winners.isEmpty ? .notAdopted : .adopted
        }
    }

    // MARK: Who sees what

    /// Whether a reader may see how it stands.
    ///
    /// - Parameters:
    ///   - hasAnswered: each voice that the reader speaks for has said something, and there is one.
    static func seesResults(_ proposal: Proposal, hasAnswered: Bool) -> Bool {
        switch proposal.state {
        case .draft, .scheduled: false
        case .closed, .decided: true
        // Taken back, it came to nothing: what was promised not to be shown before the end stays so.
        case .open, .objected, .withdrawn: proposal.terms.results == .untilAnswered && hasAnswered
        }
    }

    /// What holds something up has to be known to be worked through: it is shown to all who may see the proposal.
    static func isAlwaysSeen(_ position: Stance.Position) -> Bool {
        position == .objection || position == .concern || position == .block
    }

    static func canSee(_ proposal: Proposal, _ viewer: Viewer, isConcerned: Bool) -> Bool {
        if isConcerned || viewer.identity == .system { return true }
        // What was never opened is whoever wrote it's, also once it is withdrawn.
        return proposal.openedAt != nil && viewer.tier <= proposal.audience
    }

    // MARK: Words

    /// Whether words quote a fixed point, in either language, or hold a link to it.
    static func touches(_ said: String, _ point: ID, _ words: Bilingual) -> Bool {
        // A word or two stand in many texts; four Han characters are as long as twelve letters.
        let quoted = [words.zh, words.en].map(folded).filter { $0.utf8.count >= 12 }
        let said = folded(said)
        return said.contains(point.description) || quoted.contains { said.contains($0) }
    }

    /// Letters and digits alone: a quotation is one whatever its marks and spaces.
    private static func folded(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" }
    }

    /// Why somebody takes a position.
    /// - Throws: ``Refusal/invalid(_:)`` where it has to be argued and is not, or is too long.
    static func reason(_ raw: String, for position: Stance.Position) throws(Refusal) -> String? {
        let reason = Clean.prose(raw)
        if position.needsReason, reason.count < leastReason {
            throw .invalid(
                "reason", position == .objection ? ProposalWords.argue(leastReason) : ProposalWords.sayWhy(leastReason))
        }
        guard reason.count <= mostReason else { throw .invalid("reason", NeedWords.tooLong(mostReason)) }
        return reason.nilIfEmpty
    }

    /// What an answer says beside its position: why, and which test fails where something is stopped by it.
    /// - Throws: ``Refusal/invalid(_:)`` with all that is missing or too long.
    static func argued(
        _ raw: String, _ test: Stance.Test?, for position: Stance.Position
    ) throws(Refusal) -> (reason: String?, test: Stance.Test?) {
        var problems: [FieldProblem] = [], said: String?
        do throws(Refusal) { said = try reason(raw, for: position) } catch {
            guard case .invalid(let found) = error else { throw error }
            problems = found
        }
        if position.needsTest, test == nil { problems.append(FieldProblem("test", ConsentWords.chooseTest)) }
        guard problems.isEmpty else { throw .invalid(problems) }
        return (said, position.needsTest ? test : nil)
    }

    static func text(_ raw: String, _ field: String, least: Int = 1, most: Int) throws(Refusal) -> String {
        let text = Clean.prose(raw)
        guard text.count >= least else {
            throw .invalid(field, least > 1 ? MatterWords.sayMore(least) : SiteWords.missing)
        }
        guard text.count <= most else { throw .invalid(field, NeedWords.tooLong(most)) }
        return text
    }
}
