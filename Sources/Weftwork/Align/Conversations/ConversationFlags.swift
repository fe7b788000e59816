internal import Database
internal import Engine

/// Answers that look as if nobody had thought about them: always the same one, or the same as many others' at the same time.
///
/// Nobody is taken out for it: the result is shown with them and without. Pure.
struct ConversationFlags: Sendable, Equatable {
    /// People who answered everything alike, by their numbers.
    private(set) var straight: Set<Int> = []
    /// People who came at the same time as others with exactly the same answers.
    private(set) var copies: Set<Int> = []

    /// Fewer answers than this can be alike by chance.
    static let fewest = 8
    /// Two can agree in everything; three at once seldom do.
    static let crowd = 3
    static let together = 10 * Time.minute

    var all: Set<Int> { straight.union(copies) }

    /// Linear in the answers, and the sorting of who answered the same.
    init(_ ballots: ConversationBallots) {
        var alike: [[Int8]: [Int]] = [:]
        for person in 0..<ballots.votes.participantCount
        where ballots.votes.count(of: person) >= ConversationFlags.fewest {
            let row = ConversationFlags.row(of: person, ballots)
            let given = row.filter { $0 != ConversationFlags.none }
            if let first = given.first, given.allSatisfy({ $0 == first }) { straight.insert(person) }
            alike[row, default: []].append(person)
        }
        for people in alike.values where people.count >= ConversationFlags.crowd {
            copies.formUnion(ConversationFlags.burst(people, ballots.people))
        }
    }

    private static let none: Int8 = 9

    private static func row(of person: Int, _ ballots: ConversationBallots) -> [Int8] {
        (0..<ballots.votes.statementCount).map { statement in
            guard ballots.statements[statement].state != .rejected else { return none }
            return ballots.votes.answer(of: person, to: statement)?.rawValue ?? none
        }
    }

    /// Those of some people who came within a few minutes of enough others.
    private static func burst(_ people: [Int], _ all: [ConversationParticipant]) -> Set<Int> {
        let known = people.filter { all[$0].kind != .imported }.sorted { all[$0].at < all[$1].at }
        var found: Set<Int> = []
        for start in known.indices {
            let end = known[start...].prefix { all[$0].at - all[known[start]].at <= together }
            if end.count >= crowd { found.formUnion(end) }
        }
        return found
    }
}
