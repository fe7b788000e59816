internal import Database
internal import Engine

/// How people answered one statement.
struct StatementTally: Sendable, Equatable {
    let statement: ConversationStatement
    let count: OpinionCount
    /// Whether its numbers may be told: not where one would read what fewer than five answered.
    var showsCount = true
}

/// A group as it is spoken of.
struct ConversationGroup: Sendable {
    let number: Int
    let colour: Int
    let size: Int
    /// Whether its numbers may stand beside everybody's.
    var showsCounts = true
    let centre: SIMD2<Double>
    /// What tells it from the others.
    let marks: [(statement: ConversationStatement, mark: OpinionMark)]
    /// Statements, by their places, of which the numbers may not stand beside everybody's: a few people would be left over.
    fileprivate(set) var leftOut: Set<Int> = []
    /// Those of which it may not be said how often others answer so, either.
    fileprivate(set) var uncompared: Set<Int> = []

    /// Whether the numbers of a mark may be told.
    func counts(_ mark: OpinionMark) -> Bool { showsCounts && !leftOut.contains(mark.statement) }

    /// Whether it may be told how the others answer what a mark is about.
    func compares(_ mark: OpinionMark, _ rest: ConversationRest) -> Bool {
        counts(mark) && rest.showsShares && !uncompared.contains(mark.statement)
    }

    /// How many people it is, where that may be said.
    var shownSize: Int? { showsCounts ? size : nil }
}

/// What a conversation shows, as far as it may be said: nothing of fewer than five people, no groups that single answers would
/// turn round.
struct ConversationResult: Sendable {
    let conversation: Conversation
    let selection: ConversationSelection
    let picture: ConversationPicture
    let stability: ConversationStability
    private let colours: [Int]
    /// Statements of which no number may be told beside the other readings.
    fileprivate let withheld: Set<ID>
    /// Everybody's answers, whose groups stand beside these.
    private let everybody: ConversationPicture?
    /// A few people are what tells a group from one of everybody's: no number of a group may be told.
    private var hidesGroups = false
    /// People who took part and stand in this picture, and answers in it.
    let people: Int
    let answers: Int
    /// What may be said of groups, so that nobody is left over.
    let rest: ConversationRest
    /// Groups that are large enough, the largest first; none while groups are not spoken of.
    private(set) var groups: [ConversationGroup] = []
    /// Where whoever looks stands; nothing for who is not in the picture.
    var own: Int?

    init(
        _ conversation: Conversation, _ picture: ConversationPicture, _ stability: ConversationStability,
        _ colours: [Int] = [], withheld: Set<ID> = [], beside everybody: ConversationPicture? = nil
    ) {
        (self.conversation, self.picture, self.stability, self.colours) = (conversation, picture, stability, colours)
        (self.withheld, self.everybody) = (withheld, everybody)
        selection = picture.selection
        people = picture.map.participantCount
        answers = picture.votes.count
        let sizes = picture.map.groups.map(\.members.count)
        rest = ConversationRest(
            people: people, grouped: sizes.reduce(0, +),
            spoken: picture.map.largeGroups.reduce(0) { $0 + sizes[$1] })
        if let everybody, showsGroups {
            hidesGroups = picture.map.largeGroups.contains { picture.leavesFew($0, beside: everybody) }
        }
        groups = spokenGroups()
    }

    private var map: OpinionMap { picture.map }

    var isTooSmall: Bool { picture.isTooSmall }

    /// The answers in it, where they don't give, all that is told taken from them, the number of the one statement of which none is.
    var shownAnswers: Int? { tallies.count { !$0.showsCount } == 1 ? nil : answers }

    /// Whether groups are spoken of: they are steady, and there are two that are large enough.
    var showsGroups: Bool { !isTooSmall && stability.isStable && map.largeGroups.count > 1 }

    /// What most of every group, and all together, take one side on; the strongest first.
    var shared: [(tally: StatementTally, informed: OpinionInformed)] {
        picture.shared(without: withheld).map { (tally($0.statement), $0) }
    }

    /// What divides, the widest first.
    var dividing: [(tally: StatementTally, rift: OpinionRift)] {
        picture.dividing(byGroups: showsGroups, without: withheld).map { (tally($0.statement), $0) }
    }

    /// Every statement that is asked about and that somebody answered, in its order.
    var tallies: [StatementTally] {
        guard !isTooSmall else { return [] }
        return map.statements.indices.filter { map.statements[$0].state == .open }.map(tally)
    }

    private func spokenGroups() -> [ConversationGroup] {
        guard showsGroups else { return [] }
        var groups = map.largeGroups.map { number in
            let group = map.groups[number]
            return ConversationGroup(
                number: number, colour: number < colours.count ? colours[number] : number, size: group.members.count,
                centre: group.centre,
                marks: group.marks.filter { !ConversationApart.isFew($0.seen) }
                    .map { (picture.statements[$0.statement], $0) })
        }.sorted { ($1.size, $0.number) < ($0.size, $1.number) }
        if rest.hidesSmallest { groups[groups.count - 1].showsCounts = false }
        // Without one group's size the others' and everybody's would give it.
        if hidesGroups { for place in groups.indices { groups[place].showsCounts = false } }
        let counted = groups.filter(\.showsCounts)
        for place in groups.indices {
            let number = groups[place].number, marked = groups[place].marks.map { $0.mark.statement }
            groups[place].leftOut = Set(
                marked.filter { statement in
                    leavesFew(statement, of: counted)
                        || everybody.map { picture.leavesFew(number, beside: $0, who: statement) } ?? false
                })
            groups[place].uncompared = Set(marked.filter { leavesFew($0, beside: number) })
        }
        return groups
    }

    private func showsCount(_ statement: Int) -> Bool { picture.tells(statement, without: withheld) }

    /// Whether it may be told how all groups together hold a statement, or how far they are apart: that tells what those answered
    /// who are in a large group.
    func showsShares(_ statement: Int) -> Bool {
        guard rest.showsShares, !hidesGroups, showsCount(statement) else { return false }
        let all = map.statements[statement].everybody.seen
        let grouped = map.groups.reduce(0) { $0 + $1.counts[statement].seen }
        return ConversationRest.showsShares(
            all, grouped: grouped, large: map.largeGroups.map { map.groups[$0].counts[statement].seen })
    }

    /// Whether the width of a rift may be told.
    func showsWidth(_ rift: OpinionRift) -> Bool {
        rift.most == nil ? showsCount(rift.statement) : showsShares(rift.statement)
    }

    /// Whether the numbers of a statement that stand with these groups leave over a few of everybody, or are those of a few.
    private func leavesFew(_ statement: Int, of groups: [ConversationGroup]) -> Bool {
        guard showsCount(statement) else { return true }
        let marked = groups.filter { group in group.marks.contains { $0.mark.statement == statement } }
        let seen = marked.map { map.groups[$0.number].counts[statement].seen }
        return seen.contains(where: ConversationApart.isFew)
            || ConversationRest.leavesFew(map.statements[statement].everybody.seen, seen)
    }

    /// What tells a group from the others tells what those answered who are in another group: whether these, or those in none, are a
    /// few.
    private func leavesFew(_ statement: Int, beside group: Int) -> Bool {
        let grouped = map.groups.reduce(0) { $0 + $1.counts[statement].seen }
        let others = grouped - map.groups[group].counts[statement].seen
        return ConversationApart.isFew(others)
            || ConversationApart.isFew(map.statements[statement].everybody.seen - grouped)
    }

    private func tally(_ place: Int) -> StatementTally {
        StatementTally(
            statement: picture.statements[place], count: map.statements[place].everybody, showsCount: showsCount(place))
    }

    /// Where somebody stands: their place, and their group where groups are spoken of and theirs is one of them.
    var ownPlace: (position: SIMD2<Double>, group: ConversationGroup?)? {
        guard !isTooSmall, let own, let position = map.positions[own] else { return nil }
        return (position, groups.first { $0.number == map.groupOf[own] })
    }
}

extension ConversationActs {
    /// The conversation of which `visitor` may see now what the answers show: by every door, for the host like for anybody.
    ///
    /// - Throws: ``Refusal/forbidden(_:)`` to who has to answer first, ``Refusal/notFound`` to whom it is not for.
    func shownView(
        _ id: ID, for visitor: ConversationVisitor, in network: ID
    ) async throws -> ConversationView {
        let view = try await view(id, for: visitor, in: network)
        if let wanted = view.untilShown {
            throw Refusal.forbidden(
                view.conversation.showsAfter == Conversation.untilClosed
                    ? ConversationWords.shownWhenClosed : ConversationWords.answerFirst(wanted))
        }
        return view
    }

    /// What the answers show.
    ///
    /// - Throws: ``Refusal/forbidden(_:)`` to who has to answer first, ``Refusal/notFound`` to whom it is not for.
    func result(
        _ id: ID, _ selection: ConversationSelection = .all, for visitor: ConversationVisitor, in network: ID
    ) async throws -> ConversationResult {
        let conversation = try await shownView(id, for: visitor, in: network).conversation
        var (result, isShown) = try await apart(conversation, selection)
        guard isShown else { throw Refusal.forbidden(ConversationWords.tooFewApart) }
        let person = try await database.read { db in try participant(visitor, in: conversation, db) }
        result.own = person.flatMap { result.picture.place(of: $0.id) }
        return result
    }

    /// The result, whoever asks: what the readings are made of.
    func drawn(_ conversation: Conversation, _ selection: ConversationSelection = .all) async throws
        -> ConversationResult
    {
        try await apart(conversation, selection).result
    }

    private func apart(_ conversation: Conversation, _ selection: ConversationSelection) async throws
        -> (result: ConversationResult, isShown: Bool)
    {
        let keeper = keepers.keeper(of: conversation.id)
        let found = try await keeper.reading(of: conversation, selection, now: world.now(), clock: world.now)
        let everybody = selection == .all ? nil : try await keeper.picture(of: conversation)
        return (
            ConversationResult(
                conversation, found.picture, found.stability, found.colours, withheld: found.withheld,
                beside: everybody), found.isShown
        )
    }

    /// Both readings side by side, and what tells them apart.
    func compared(_ conversation: Conversation, to all: ConversationResult) async throws -> ConversationComparison {
        let keeper = keepers.keeper(of: conversation.id)
        let trusted =
            all.selection == .trusted
            ? (picture: all.picture, withheld: all.withheld) : try await keeper.told(of: conversation, .trusted)
        let everybody = all.selection == .all ? all.picture : try await keeper.picture(of: conversation)
        return ConversationComparison(
            everybody, trusted.picture, try await keeper.flags(of: conversation), withheld: trusted.withheld,
            tellsCrowds: try await keeper.tellsCrowds(conversation))
    }
}

/// What all share, and on which side they are: a statement that all reject is shared, too.
struct SharedStatement: Sendable {
    let statement: ConversationStatement
    let side: OpinionSide

    func isSame(as other: SharedStatement) -> Bool { statement.id == other.statement.id && side == other.side }
}

/// The two readings: of all, and of those whom trust lets in.
struct ConversationComparison: Sendable {
    let all: [SharedStatement]
    let trusted: [SharedStatement]
    let people: Int
    let trustedPeople: Int
    let straight: Int
    let copies: Int
    /// Whether a crowd of new accounts behind few vouches could not change the second.
    let tellsCrowds: Bool
    /// Statements of which the second may not say whether they are shared.
    private let untold: Set<ID>

    /// - Parameter withheld: statements of which the second may tell nothing beside the first.
    init(
        _ all: ConversationPicture, _ trusted: ConversationPicture, _ flags: ConversationFlags,
        withheld: Set<ID> = [], tellsCrowds: Bool
    ) {
        self.tellsCrowds = tellsCrowds
        func shared(_ picture: ConversationPicture, without withheld: Set<ID> = []) -> [SharedStatement] {
            picture.shared(without: withheld).map {
                SharedStatement(statement: picture.statements[$0.statement], side: $0.side)
            }
        }
        (self.all, self.trusted) = (shared(all), shared(trusted, without: withheld))
        untold = Set(
            trusted.statements.indices.filter { !trusted.tells($0, without: withheld) }.map {
                trusted.statements[$0].id
            })
        (people, trustedPeople) = (all.map.participantCount, trusted.map.participantCount)
        (straight, copies) = (flags.straight.count, flags.copies.count)
    }

    /// Of those whom trust does not let in so few that one would read their answers out of the difference.
    var isHidden: Bool { (1..<ConversationRules.fewest).contains(people - trustedPeople) || hasFewTrusted }

    /// Of those whom trust lets in too few have answered for a reading of their own.
    var hasFewTrusted: Bool { trustedPeople < ConversationRules.fewest }

    /// What only one of the two lists holds; on the other side it is something else.
    var onlyAll: [SharedStatement] {
        all.filter { one in !untold.contains(one.statement.id) && !trusted.contains(where: one.isSame) }
    }
    var onlyTrusted: [SharedStatement] { trusted.filter { one in !all.contains(where: one.isSame) } }
}
