internal import Database
internal import Engine
internal import Synchronization

/// The pictures of one conversation on this node: one hand reads new answers in and draws, whoever waits gets what it drew.
actor ConversationKeeper {
    private let database: any Database
    private var ballots: ConversationBallots?
    private var pictures: [ConversationSelection: (picture: ConversationPicture, counted: Counted)] = [:]
    private var steady: [ConversationSelection: Steady] = [:]
    private var colours: [ConversationSelection: ConversationColours] = [:]
    private var flagged: (flags: ConversationFlags, lastVote: Int64, version: Int64)?
    /// Whom trust gives a voice, and what that was found of; of nothing once it is over.
    private var trust: (basis: ConversationTrustBasis?, participants: TrustedParticipants)?
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

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
        await take()
        defer { release() }
        return try await draw(conversation, selection)
    }

    /// The picture, how steady its groups are – known of these answers, or of some before –, the colours of its groups, and
    /// whether it may be seen beside the other selections.
    ///
    /// - Parameter clock: by which it is measured how long it took.
    func reading(
        of conversation: Conversation, _ selection: ConversationSelection, now: Int64, clock: () -> Int64
    ) async throws -> (
        picture: ConversationPicture, stability: ConversationStability, colours: [Int], isShown: Bool
    ) {
        await take()
        defer { release() }
        let picture = try await draw(conversation, selection)
        let stability = stability(of: picture, isOver: !conversation.isOpen(at: now), now, clock)
        let colours = (colours[selection] ?? ConversationColours()).following(picture)
        self.colours[selection] = colours
        return (picture, stability, colours.ofGroups, try await isShown(selection, conversation))
    }

    /// By the same answers, and the same people whom trust let in, as the picture that was drawn just before.
    private func isShown(_ selection: ConversationSelection, _ conversation: Conversation) async throws -> Bool {
        guard selection != .all, let ballots else { return true }
        return try await shown(ballots, conversation, drawn: selection).apart.shown.contains(selection)
    }

    /// The selections of which there is something to see: they may stand beside the others, and enough people are in them.
    func offered(of conversation: Conversation) async throws -> [ConversationSelection] {
        await take()
        defer { release() }
        let shown = try await shown(try await renew(conversation), conversation, drawn: nil)
        return shown.apart.shown.filter { selection in
            selection == .all
                || shown.answered.count { shown.people[selection]?.contains($0) ?? true }
                    >= ConversationRules.fewest
        }
    }

    /// - Parameter drawn: the selection that was drawn just before, of which the same people are meant.
    private func shown(
        _ ballots: ConversationBallots, _ conversation: Conversation, drawn selection: ConversationSelection?
    ) async throws -> (apart: ConversationApart, people: [ConversationSelection: Set<Int>], answered: [Int]) {
        var people: [ConversationSelection: Set<Int>] = [:]
        for one in ConversationApart.order {
            if one == selection, let drawn = pictures[one]?.counted.kept {
                people[one] = drawn
            } else {
                people[one] = try await counted(one, ballots, conversation).kept
            }
        }
        let answered = ballots.people.indices.filter { ballots.votes.count(of: $0) > 0 }
        let selected = people
        return (ConversationApart(answered) { selected[$0]?.contains($1) ?? true }, selected, answered)
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

    private func draw(_ conversation: Conversation, _ selection: ConversationSelection) async throws
        -> ConversationPicture
    {
        let ballots = try await renew(conversation)
        let counted = try await counted(selection, ballots, conversation)
        if let known = pictures[selection], known.picture.lastVote == ballots.lastVote,
            known.picture.version == ballots.version, known.counted == counted
        {
            return known.picture
        }
        let picture = ConversationPicture(
            ballots, selection, keeping: { counted.kept?.contains($0) ?? true }, grouping: counted.grouping)
        pictures[selection] = (picture, counted)
        return picture
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

/// The keepers of the conversations that are looked at on this node.
final class ConversationKeepers: Sendable {
    private struct State: Sendable {
        var keepers: [ID: ConversationKeeper] = [:]
        /// From the one asked for longest ago.
        var order: [ID] = []
    }

    private let database: any Database
    private let state = Mutex(State())
    /// So many are held; the one asked for longest ago goes.
    private static let most = 24

    init(database: any Database) { self.database = database }

    func keeper(of conversation: ID) -> ConversationKeeper {
        state.withLock { state in
            state.order.removeAll { $0 == conversation }
            state.order.append(conversation)
            if let known = state.keepers[conversation] { return known }
            let keeper = ConversationKeeper(database: database)
            state.keepers[conversation] = keeper
            if state.order.count > ConversationKeepers.most {
                state.keepers[state.order.removeFirst()] = nil
            }
            return keeper
        }
    }
}

/// Which colour each group of a picture has: that of the group before it which shares most people with it.
struct ConversationColours: Sendable {
    private(set) var ofGroups: [Int] = []
    private var members: [Set<ID>] = []
    private var lastVote: Int64 = -1

    /// The colours of the next picture; the largest groups choose first, a new one gets the first that is free.
    func following(_ picture: ConversationPicture) -> ConversationColours {
        let groups = picture.map.groups.map { Set($0.members.map { picture.people[$0] }) }
        guard picture.lastVote != lastVote || groups != members else { return self }
        var next = ConversationColours()
        next.members = groups
        next.lastVote = picture.lastVote
        next.ofGroups = [Int](repeating: -1, count: groups.count)
        let pairs = groups.indices.flatMap { new in
            members.indices.map { (new: new, old: $0, shared: groups[new].intersection(members[$0]).count) }
        }.filter { $0.shared > 0 }.sorted { ($1.shared, $0.new, $0.old) < ($0.shared, $1.new, $1.old) }
        for pair in pairs where next.ofGroups[pair.new] < 0 && !next.ofGroups.contains(ofGroups[pair.old]) {
            next.ofGroups[pair.new] = ofGroups[pair.old]
        }
        let bySize = groups.indices.sorted { (groups[$1].count, $0) < (groups[$0].count, $1) }
        for new in bySize where next.ofGroups[new] < 0 {
            next.ofGroups[new] = (0...groups.count).first { !next.ofGroups.contains($0) } ?? 0
        }
        return next
    }
}
