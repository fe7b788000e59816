internal import Database
internal import Engine

/// What a conversation showed, on its way to where it is worked on.
struct HandedStatement: Sendable {
    let conversation: Conversation
    let statement: ConversationStatement
    let agrees: Int
    let disagrees: Int
    let seen: Int
    /// On which side all are, where they share it.
    let side: OpinionSide?
    /// Which of the outlet's places; nothing where it has but one.
    let target: String?

    /// What it says where only its words are read: what all reject says so, in the language in which it was said.
    var words: String {
        ConversationWords.held(statement.words, side ?? .agree)(SmallRules.language(of: statement.words))
    }
}

/// Where statements can go on: what all share to the charter as a suggestion, what divides to a proposal, later to an
/// agenda.
struct StatementOutlet: Sendable {
    enum Takes: String, Sendable {
        case shared, dividing
    }

    /// One of several places where it can come to stand there.
    struct Target: Sendable {
        let id: String
        let name: Text
    }

    /// By which it is known; at most one of a name.
    let id: String
    let takes: Takes
    /// What the button says.
    let words: Text
    /// Whether `viewer` may hand something there.
    let admits: @Sendable (_ viewer: Viewer) -> Bool
    /// Where there is more than one, whoever hands on chooses; the first where nobody does.
    var targets: [Target] = []
    /// Nothing is taken in: the address is that of a form, filled in with what it said. Whoever sends it does something of their own, so
    /// that it was handed on is written down nowhere, and it can be done again.
    var isForm = false
    /// Takes the statement in, in the transaction in which it is written down that it was handed on: both or neither. Gives where it
    /// stands now, behind `/n/{slug}`. Of a form it only reads.
    let take:
        @Sendable (_ statement: HandedStatement, _ viewer: Viewer, _ network: ID, _ db: any Connection) throws -> String

    /// - Throws: ``Refusal/invalid(_:)`` at `target`.
    func target(_ chosen: String?) throws(Refusal) -> String? {
        guard let chosen else { return targets.first?.id }
        guard targets.contains(where: { $0.id == chosen }) else {
            throw .invalid("target", SiteWords.badChoice(targets.map(\.id), chosen))
        }
        return chosen
    }
}

/// The outlets that other parts of aligning registered where the application is put together. There may be none.
struct StatementOutlets: Sendable {
    private(set) var all: [StatementOutlet] = []

    mutating func register(_ outlet: StatementOutlet) {
        all.removeAll { $0.id == outlet.id }
        all.append(outlet)
    }

    func open(_ takes: StatementOutlet.Takes, to viewer: Viewer) -> [StatementOutlet] {
        all.filter { $0.takes == takes && $0.admits(viewer) }
    }

    subscript(id: String) -> StatementOutlet? { all.first { $0.id == id } }
}

extension ConversationActs {
    /// Hands a statement on to where it is worked on; gives where it stands there.
    ///
    /// - Parameter target: at which of the outlet's places.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is not among what is shared, or divides; ``Refusal/forbidden(_:)`` before
    ///   whoever keeps it may see that.
    func hand(
        _ statement: ID, to outlet: String, target: String? = nil, in id: ID, by viewer: Viewer, of network: ID
    ) async throws -> String {
        let conversation = try await database.read { db in try kept(id, by: viewer, in: network, db) }
        guard let outlet = outlets[outlet], outlet.admits(viewer) else {
            throw Refusal.conflict(ConversationWords.noOutlet)
        }
        let target = try outlet.target(target)
        let known = try await database.read { db in try db.handed(of: id, in: network) }
        if let known = known.first(where: { $0.statement == statement && $0.outlet == outlet.id }) { return known.path }
        _ = try await shownView(id, for: ConversationVisitor(viewer: viewer), in: network)
        let result = try await drawn(conversation)
        let found: [(tally: StatementTally, side: OpinionSide?)] =
            outlet.takes == .shared
            ? result.shared.map { ($0.tally, $0.informed.side) } : result.dividing.map { ($0.tally, nil) }
        guard let (tally, side) = found.first(where: { $0.tally.statement.id == statement }) else {
            throw Refusal.conflict(ConversationWords.notAmong)
        }
        let handed = HandedStatement(
            conversation: conversation, statement: tally.statement, agrees: tally.count.agrees,
            disagrees: tally.count.disagrees, seen: tally.count.seen, side: side, target: target)
        guard !outlet.isForm else {
            return try await database.read { db in try outlet.take(handed, viewer, network, db) }
        }
        return try await database.write { db in
            // Handed on by two at once, it is taken in once.
            let known = try db.handed(of: id, in: network)
            if let known = known.first(where: { $0.statement == statement && $0.outlet == outlet.id }) {
                return known.path
            }
            // Its place is taken before anything is written there: whoever comes at once waits here, not in the outlet.
            try db.insertHanded(statement, to: outlet.id, in: conversation, by: viewer.member?.id, at: world.now())
            let path = try outlet.take(handed, viewer, network, db)
            try db.setHanded(statement, to: outlet.id, path: path, in: conversation)
            try record(
                .statementHanded, conversation, by: viewer, db,
                [("number", .number(Int64(tally.statement.number))), ("outlet", .text(outlet.id))], audience: .members)
            return path
        }
    }
}
