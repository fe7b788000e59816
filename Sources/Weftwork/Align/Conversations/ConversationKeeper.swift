internal import Database
internal import Engine
internal import Synchronization

/// The pictures of one conversation on this node: one hand reads new answers in and draws, whoever waits gets what it drew.
actor ConversationKeeper {
    private let database: any Database
    private var ballots: ConversationBallots?
    private var pictures:
        [ConversationSelection: (picture: ConversationPicture, kept: Set<Int>?, grouping: Set<Int>?)] = [:]
    private var steady: [ConversationSelection: Steady] = [:]
    private var colours: [ConversationSelection: ConversationColours] = [:]
    private var flagged: (flags: ConversationFlags, lastVote: Int64, version: Int64)?
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// How steady the groups of a picture were, of whom that was said, and when and how dearly it was found.
    private struct Steady {
        let stability: ConversationStability
        let kept: Set<Int>?
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
        var people: [ConversationSelection: Set<Int>] = [:]
        for one in ConversationApart.order {
            if one == selection, let drawn = pictures[one]?.kept {
                people[one] = drawn
            } else {
                people[one] = try await kept(one, ballots, conversation)
            }
        }
        let answered = ballots.people.indices.filter { ballots.votes.count(of: $0) > 0 }
        let selected = people
        return ConversationApart(answered) { selected[$0]?.contains($1) ?? true }.shown.contains(selection)
    }

    private func stability(
        of picture: ConversationPicture, isOver: Bool, _ now: Int64, _ clock: () -> Int64
    ) -> ConversationStability {
        let kept = pictures[picture.selection]?.kept
        if let known = steady[picture.selection] {
            let isSame =
                known.stability.lastVote == picture.lastVote && known.stability.version == picture.version
                && known.kept == kept
            let isFresh = abs(now - known.at) < max(ConversationKeeper.pause, ConversationKeeper.worth * known.cost)
            if isSame || (isFresh && !isOver) { return known.stability }
        }
        let begun = clock()
        let stability = ConversationStability(picture)
        steady[picture.selection] = Steady(
            stability: stability, kept: kept, at: now, cost: max(0, clock() - begun))
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
        var kept = try await kept(selection, ballots, conversation), grouping: Set<Int>?
        if selection == .trusted {
            let trusted = try await trusted(ballots, conversation)
            (kept, grouping) = (trusted.voices, trusted.grouping.count < trusted.voices.count ? trusted.grouping : nil)
        }
        if let known = pictures[selection], known.picture.lastVote == ballots.lastVote,
            known.picture.version == ballots.version, known.kept == kept,
            known.grouping == grouping
        {
            return known.picture
        }
        let chosen = kept
        let picture = ConversationPicture(
            ballots, selection, keeping: { chosen?.contains($0) ?? true }, grouping: grouping)
        pictures[selection] = (picture, kept, grouping)
        return picture
    }

    /// The numbers of those whose answers count; nothing where everybody's do.
    private func kept(
        _ selection: ConversationSelection, _ ballots: ConversationBallots, _ conversation: Conversation
    ) async throws -> Set<Int>? {
        switch selection {
        case .all: return nil
        case .byLink: return Set(ballots.people.indices.filter { ballots.people[$0].kind == .device })
        case .unflagged: return Set(ballots.people.indices).subtracting(flags(ballots).all)
        case .trusted:
            return try await trusted(ballots, conversation).voices
        }
    }

    private func trusted(
        _ ballots: ConversationBallots, _ conversation: Conversation
    ) async throws -> (voices: Set<Int>, grouping: Set<Int>) {
        let found = try await database.read { db in try db.trustedParticipants(of: conversation) }
        return (
            Set(found.voices.compactMap { ballots.number(of: $0) }),
            Set(found.grouping.compactMap { ballots.number(of: $0) })
        )
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
