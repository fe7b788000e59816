internal import Database
internal import Engine

/// What the answers show, of everybody or of some: a value of the answers alone.
struct ConversationPicture: Sendable {
    let selection: ConversationSelection
    /// The number of the last answer in it.
    let lastVote: Int64
    let version: Int64
    let map: OpinionMap
    let votes: OpinionVotes
    /// The map in which the groups were found, and its answers: those of whoever makes up groups.
    let grouped: (map: OpinionMap, votes: OpinionVotes)
    /// The statement at each place of the map.
    let statements: [ConversationStatement]
    /// Who stands at each place of the map.
    let people: [ID]
    /// Nobody makes up groups: all are one, which no answer turns round.
    let isOneGroup: Bool
    private let places: [ID: Int]

    /// - Parameters:
    ///   - isKept: whether a person, by their number in the ballots, counts.
    ///   - grouping: those who make up groups, where not all do: the others count with everybody and are in none. Where nobody does,
    ///     all are one group.
    /// - Complexity: that of the map.
    init(
        _ ballots: ConversationBallots, _ selection: ConversationSelection = .all,
        keeping isKept: (Int) -> Bool = { _ in true }, grouping: Set<Int>? = nil
    ) {
        let own = ballots.votes.arranged(keeping: isKept)
        self.selection = selection
        (lastVote, version, votes) = (ballots.lastVote, ballots.version, own.votes)
        statements = own.statements.map { ballots.statements[$0] }
        people = own.people.map { ballots.people[$0].id }
        places = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
        let states = own.statements.map(ballots.state)
        isOneGroup = grouping?.isEmpty ?? false
        guard let grouping else {
            map = OpinionMap(own.votes, states: states)
            grouped = (map, own.votes)
            return
        }
        guard !grouping.isEmpty else {
            map = OpinionMap(own.votes, states: states, groups: own.people.map { _ in 0 })
            grouped = (map, own.votes)
            return
        }
        let those = ballots.votes.arranged { isKept($0) && grouping.contains($0) }
        let found = OpinionMap(those.votes, states: those.statements.map(ballots.state))
        var groupOf = [Int?](repeating: nil, count: ballots.people.count)
        for (place, person) in those.people.enumerated() { groupOf[person] = found.groupOf[place] }
        map = OpinionMap(own.votes, states: states, groups: own.people.map { groupOf[$0] })
        grouped = (found, those.votes)
    }

    var isTooSmall: Bool { map.participantCount < ConversationRules.fewest }

    /// The place of somebody on the map, where they have one.
    func place(of participant: ID) -> Int? { places[participant] }

    /// How much an answer to a statement would tell; what nobody answered counts as one that is new.
    func priorities() -> [ID: Double] {
        Dictionary(uniqueKeysWithValues: statements.enumerated().map { ($1.id, map.statements[$0].priority) })
    }

    /// Of a statement that nobody has answered yet.
    static let unanswered = OpinionMap(OpinionVotes(statementCount: 1)).statements[0].priority

}

/// What of it may be told.
extension ConversationPicture {
    /// A list is no longer.
    private static let longest = 10

    /// Whether anything of a statement may be told, by its place: it was seen by enough, and beside the other readings nobody is left
    /// over.
    func tells(_ statement: Int, without withheld: Set<ID>) -> Bool {
        !ConversationApart.isFew(map.statements[statement].everybody.seen)
            && !withheld.contains(statements[statement].id)
    }

    /// What all share: a statement that stands there tells how those who saw it answered.
    func shared(without withheld: Set<ID>) -> [OpinionInformed] {
        let told = map.shared(limit: statements.count).filter { tells($0.statement, without: withheld) }
        return isTooSmall ? [] : Array(told.prefix(ConversationPicture.longest))
    }

    /// What divides. Between groups it tells how those of each group answered who saw it: of none that may be a few.
    func dividing(byGroups: Bool, without withheld: Set<ID>) -> [OpinionRift] {
        let told = map.dividing(limit: statements.count, byGroups: byGroups).filter { rift in
            tells(rift.statement, without: withheld)
                && (rift.most == nil
                    || !map.largeGroups.contains {
                        ConversationApart.isFew(map.groups[$0].counts[rift.statement].seen)
                    })
        }
        return isTooSmall ? [] : Array(told.prefix(ConversationPicture.longest))
    }

    /// Whether a group, taken from one of those another picture may speak of or the other way round, leaves a few people. Of a
    /// statement, where one is given by its place: a few of who saw it, beside those groups that it tells from others.
    ///
    /// - Complexity: linear in the people of the group.
    func leavesFew(_ group: Int, beside other: ConversationPicture, who saw: Int? = nil) -> Bool {
        let there = saw.flatMap { saw in other.statements.firstIndex { $0.id == statements[saw].id } }
        guard saw == nil || there != nil else { return false }
        func size(_ group: OpinionMap.Group, _ statement: Int?) -> Int {
            statement.map { group.counts[$0].seen } ?? group.members.count
        }
        var both: [Int: Int] = [:]
        for member in map.groups[group].members {
            if let saw, votes.answer(of: member, to: saw) == nil { continue }
            guard let place = other.place(of: people[member]), let number = other.map.groupOf[place] else { continue }
            both[number, default: 0] += 1
        }
        return other.map.largeGroups.contains { number in
            let beside = other.map.groups[number]
            if let there, !beside.marks.contains(where: { $0.statement == there }) { return false }
            return ConversationApart.isFew(
                size(map.groups[group], saw) + size(beside, there) - 2 * (both[number] ?? 0))
        }
    }
}

/// How steady the groups are, and of which answers that is said.
struct ConversationStability: Sendable {
    /// Nothing where nobody is in a group.
    let value: Double?
    let lastVote: Int64
    let version: Int64

    /// Whether the groups are spoken of.
    var isStable: Bool { (value ?? 0) >= OpinionStability.least }

    init(_ picture: ConversationPicture) {
        value = picture.isOneGroup ? 1 : OpinionStability(picture.grouped.map, of: picture.grouped.votes)?.value
        (lastVote, version) = (picture.lastVote, picture.version)
    }
}
