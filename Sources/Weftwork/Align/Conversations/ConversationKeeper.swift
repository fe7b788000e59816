internal import Database
internal import Engine

/// The pictures of one conversation on this node: one hand reads new answers in and draws, whoever waits gets what it drew.
actor ConversationKeeper {
    private let database: any Database
    private var ballots: ConversationBallots?
    private var pictures: [ConversationSelection: Drawn] = [:]
    /// So many drawings have begun.
    private var begun = 0
    /// What is asked next follows from the picture drawn last: read without waiting for one that is being drawn.
    private let latest = LatestPicture()
    /// Which readings may be seen, and which of their statements without numbers.
    private var knownApart: (people: [ConversationSelection: Set<Int>], lastVote: Int64, version: Int64, shown: Apart)?
    private var steady: [ConversationSelection: Steady] = [:]
    private var colours: [ConversationSelection: ConversationColours] = [:]
    private var flagged: (flags: ConversationFlags, lastVote: Int64, version: Int64)?
    /// Whom trust gives a voice, and what that was found of; of nothing once it is over.
    private var trust: (basis: ConversationTrustBasis?, participants: TrustedParticipants)?
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private struct Drawn {
        let picture: ConversationPicture
        let counted: Counted
        /// How many drawings had begun with it.
        let number: Int
        let isOver: Bool
    }

    private struct Apart {
        var selections: [ConversationSelection] = [.all]
        var withheld: [ConversationSelection: Set<ID>] = [:]
    }

    /// The numbers of those whose answers count in a picture, and of those who make up its groups; nothing where all do, nobody where
    /// all are one group.
    private struct Counted: Equatable {
        var kept: Set<Int>?
        var grouping: Set<Int>?

        /// The same of those who were there when there were so many.
        func among(first count: Int) -> Counted {
            Counted(kept: kept?.filter { $0 < count }, grouping: grouping?.filter { $0 < count })
        }
    }

    /// How steady the groups of a picture were, of whom that was said, and when and how dearly it was found.
    private struct Steady {
        let stability: ConversationStability
        let counted: Counted
        /// How many people there were.
        let people: Int
        let at: Int64
        let cost: Int64
    }

    /// Stability costs many maps: it is looked at again when so many times as long as it took has passed, and not before this.
    private static let pause = 5 * Time.second
    private static let worth: Int64 = 20

    init(database: any Database) { self.database = database }

    /// One at a time, in the order in which they came.
    private func take() async {
        guard isBusy else { return isBusy = true }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func release() {
        guard waiting.isEmpty else { return waiting.removeFirst().resume() }
        isBusy = false
    }

    /// The answers as they stand.
    func ballots(of conversation: Conversation) async throws -> ConversationBallots {
        await take()
        defer { release() }
        return try await renew(conversation)
    }

    /// Whose answers look as if nobody had thought about them.
    func flags(of conversation: Conversation) async throws -> ConversationFlags {
        await take()
        defer { release() }
        return flags(try await renew(conversation))
    }

    private func flags(_ ballots: ConversationBallots) -> ConversationFlags {
        if let flagged, flagged.lastVote == ballots.lastVote, flagged.version == ballots.version {
            return flagged.flags
        }
        let flags = ConversationFlags(ballots)
        flagged = (flags, ballots.lastVote, ballots.version)
        return flags
    }

    /// The picture with every answer that was committed when it was asked for.
    func picture(
        of conversation: Conversation, _ selection: ConversationSelection = .all
    ) async throws -> ConversationPicture {
        let asked = begun
        await take()
        defer { release() }
        return try await draw(conversation, selection, asked: asked)
    }

    /// The picture by which it is chosen what is asked next: the one drawn last, perhaps of somewhat earlier answers. One of those who
    /// ask draws it anew now and then, the others do not wait; all do where there is none yet.
    ///
    /// - Parameter clock: by which it is measured how long it took.
    nonisolated func pictureForAsking(
        of conversation: Conversation, clock: () -> Int64
    ) async throws -> ConversationPicture {
        let now = clock()
        if let known = latest.picture(at: now) { return known }
        do {
            let picture = try await picture(of: conversation)
            latest.drawn(picture, since: now, at: clock())
            return picture
        } catch {
            latest.failed()
            throw error
        }
    }

    /// The picture, how steady its groups are – known of these answers, or of some before –, the colours of its groups, and
    /// whether it may be seen beside the other selections.
    ///
    /// - Parameter clock: by which it is measured how long it took.
    func reading(
        of conversation: Conversation, _ selection: ConversationSelection, now: Int64, clock: () -> Int64
    ) async throws -> (
        picture: ConversationPicture, stability: ConversationStability, colours: [Int], isShown: Bool, withheld: Set<ID>
    ) {
        let asked = begun
        await take()
        defer { release() }
        let picture = try await draw(conversation, selection, asked: asked)
        let stability = stability(of: picture, isOver: !conversation.isOpen(at: now), now, clock)
        let colours = (colours[selection] ?? ConversationColours()).following(picture)
        self.colours[selection] = colours
        let apart = try await apart(selection, conversation)
        return (
            picture, stability, colours.ofGroups, apart.selections.contains(selection), apart.withheld[selection] ?? []
        )
    }

    /// The picture, and of which of its statements nothing may be told beside the other readings.
    func told(of conversation: Conversation, _ selection: ConversationSelection) async throws -> (
        picture: ConversationPicture, withheld: Set<ID>
    ) {
        let asked = begun
        await take()
        defer { release() }
        let picture = try await draw(conversation, selection, asked: asked)
        return (picture, try await apart(selection, conversation).withheld[selection] ?? [])
    }

    /// By the same answers, and the same people whom trust let in, as the picture that was drawn just before.
    private func apart(_ selection: ConversationSelection, _ conversation: Conversation) async throws -> Apart {
        guard selection != .all, let ballots else { return Apart() }
        let selected = try await people(ballots, conversation, drawn: selection)
        let known = knownApart
        var shown = Apart()
        if let known, known.people == selected, known.lastVote == ballots.lastVote, known.version == ballots.version {
            shown = known.shown
        } else {
            shown.selections = ConversationApart(answered(ballots)) { selected[$0]?.contains($1) ?? true }.shown
        }
        if shown.withheld[selection] == nil {
            let few = ConversationApart.withheld(ballots.votes, in: selection, beside: shown.selections) {
                selected[$0]?.contains($1) ?? true
            }
            shown.withheld[selection] = Set(few.map { ballots.statements[$0].id })
        }
        knownApart = (selected, ballots.lastVote, ballots.version, shown)
        return shown
    }

    /// The selections of which there is something to see: they may stand beside the others, and enough people are in them.
    func offered(of conversation: Conversation) async throws -> [ConversationSelection] {
        await take()
        defer { release() }
        let ballots = try await renew(conversation)
        let selected = try await people(ballots, conversation, drawn: nil), answered = answered(ballots)
        let shown = ConversationApart(answered) { selected[$0]?.contains($1) ?? true }.shown
        return shown.filter { selection in
            selection == .all
                || answered.count { selected[selection]?.contains($0) ?? true } >= ConversationRules.fewest
        }
    }

    private func answered(_ ballots: ConversationBallots) -> [Int] {
        ballots.people.indices.filter { ballots.votes.count(of: $0) > 0 }
    }

    /// Who is in each selection; one that lacks here has everybody.
    ///
    /// - Parameter drawn: the selection that was drawn just before, of which the same people are meant.
    private func people(
        _ ballots: ConversationBallots, _ conversation: Conversation, drawn selection: ConversationSelection?
    ) async throws -> [ConversationSelection: Set<Int>] {
        var people: [ConversationSelection: Set<Int>] = [:]
        for one in ConversationApart.order {
            if one == selection, let drawn = pictures[one]?.counted.kept {
                people[one] = drawn
            } else {
                people[one] = try await counted(one, ballots, conversation).kept
            }
        }
        return people
    }

    private func stability(
        of picture: ConversationPicture, isOver: Bool, _ now: Int64, _ clock: () -> Int64
    ) -> ConversationStability {
        let counted = pictures[picture.selection]?.counted ?? Counted()
        if let known = steady[picture.selection] {
            // Whom trust lets in changes groups without an answer: what was said of others says nothing of these.
            let isOfThese =
                picture.selection != .trusted
                || known.counted.among(first: known.people) == counted.among(first: known.people)
            let isSame =
                known.stability.lastVote == picture.lastVote && known.stability.version == picture.version
            let isFresh = abs(now - known.at) < max(ConversationKeeper.pause, ConversationKeeper.worth * known.cost)
            if isOfThese, isSame || (isFresh && !isOver) { return known.stability }
        }
        let begun = clock()
        let stability = ConversationStability(picture)
        steady[picture.selection] = Steady(
            stability: stability, counted: counted, people: ballots?.people.count ?? 0, at: now,
            cost: max(0, clock() - begun))
        return stability
    }

    private func renew(_ conversation: Conversation) async throws -> ConversationBallots {
        let known = ballots
        let new = try await database.read { db in
            try known?.renewed(conversation, db) ?? ConversationBallots(conversation, db)
        }
        ballots = new
        return new
    }

    /// - Parameter asked: how many drawings had begun when it was asked for: one that has begun since has all that was committed then.
    private func draw(_ conversation: Conversation, _ selection: ConversationSelection, asked: Int) async throws
        -> ConversationPicture
    {
        let isOver = conversation.closedAt != nil
        if let known = pictures[selection], known.number > asked, known.isOver == isOver, let held = self.ballots,
            known.picture.lastVote == held.lastVote, known.picture.version == held.version
        {
            return known.picture
        }
        begun += 1
        let number = begun
        let ballots = try await renew(conversation)
        let counted = try await counted(selection, ballots, conversation)
        var picture = pictures[selection]?.picture
        if picture?.lastVote != ballots.lastVote || picture?.version != ballots.version
            || pictures[selection]?.counted != counted
        {
            picture = nil
        }
        let drawn =
            picture
            ?? ConversationPicture(
                ballots, selection, keeping: { counted.kept?.contains($0) ?? true }, grouping: counted.grouping)
        pictures[selection] = Drawn(picture: drawn, counted: counted, number: number, isOver: isOver)
        return drawn
    }

    private func counted(
        _ selection: ConversationSelection, _ ballots: ConversationBallots, _ conversation: Conversation
    ) async throws -> Counted {
        switch selection {
        case .all: return Counted()
        case .byLink: return Counted(kept: Set(ballots.people.indices.filter { ballots.people[$0].kind == .device }))
        case .unflagged: return Counted(kept: Set(ballots.people.indices).subtracting(flags(ballots).all))
        case .trusted:
            let trusted = try await trusted(conversation)
            let voices = Set(trusted.voices.compactMap { ballots.number(of: $0) })
            let grouping = Set(trusted.grouping.compactMap { ballots.number(of: $0) })
            return Counted(kept: voices, grouping: grouping.count < voices.count ? grouping : nil)
        }
    }

    /// Whether the reading by trust, as it stands, tells a crowd of new accounts apart.
    func tellsCrowds(_ conversation: Conversation) async throws -> Bool {
        await take()
        defer { release() }
        return try await trusted(conversation).tellsCrowds(isOver: conversation.closedAt != nil)
    }

    /// Found anew where somebody has come, stands otherwise or answers for somebody else; once it is over, as it was written down.
    private func trusted(_ conversation: Conversation) async throws -> TrustedParticipants {
        guard conversation.closedAt == nil else {
            if let trust, trust.basis == nil { return trust.participants }
            let frozen = try await database.read { db in try db.frozenTrust(of: conversation) }
            trust = (nil, frozen)
            return frozen
        }
        let known = trust?.basis
        let new = try await database.read { db -> (basis: ConversationTrustBasis, vouches: [TrustedVouch])? in
            let basis = try db.trustBasis(of: conversation)
            return basis == known ? nil : (basis, try db.trustVouches(of: conversation.networkID))
        }
        guard let new else { return trust?.participants ?? TrustedParticipants() }
        let found = TrustedParticipants(new.basis, vouches: new.vouches)
        trust = (new.basis, found)
        return found
    }
}
