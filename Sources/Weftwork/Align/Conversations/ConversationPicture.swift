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
