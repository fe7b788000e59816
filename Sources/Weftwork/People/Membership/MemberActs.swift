internal import Database

/// What members do about themselves and one another: sign, choose, ask, answer, report, leave. One function for each act; the
/// parts stand in the folders of what they are about.
public struct MemberActs: Sendable {
    let database: any Database
    let world: World
    let vault: Vault
    let configuration: Configuration
    let vouches: VouchActs
    let holdings: any Holdings
    /// Who knows of copies beyond this store.
    let copies: [any CopyHolders]
    /// Who keeps what is written in discussions; nobody where these acts decide nothing about it.
    var texts: (any TextKeeper)?
    /// Who keeps the texts of capabilities further down.
    var laterTexts: [TextPlace.Kind: any TextKeeper] = [:]
    /// Looks at what members share, until they are stored; nothing where these acts count none.
    var looks: ViewCounter?
    let kept = ForgottenProgress()
    /// Tables in which capabilities further down keep something of a member.
    var laterTables: [OwnTable] = []
    /// What waits for a member in capabilities further down.
    var laterTasks: [LaterTasks] = []

    /// Who knows which roles take a training.
    var duties: any DutyGate = OpenDuties()

    typealias LaterTasks = @Sendable (_ member: Member, _ now: Int64, _ db: any Connection) throws -> [WaitingTask]

    /// The member who asks, in the network they ask about.
    func own(_ viewer: Viewer, in network: ID) throws(Refusal) -> Member {
        guard let member = viewer.member else {
            throw viewer.personID == nil ? .signInRequired : .forbidden(SiteWords.membersOnly)
        }
        guard member.networkID == network else { throw .notFound }
        return member
    }

    /// A member as they would come in by themselves, with what they have yet to learn: for what they answer by a link.
    func viewer(of member: Member, at now: Int64, _ db: any Connection) throws -> Viewer {
        let language = try db.language(of: member.personID) ?? .zh
        guard let network = try db.network(id: member.networkID) else { throw Refusal.notFound }
        let untrained = try duties.untrained(member, in: network, at: now, db)
        var viewer = Viewer(.member(untrained.map { member.without($0.roles.keys) } ?? member), language: language)
        viewer.untrained = untrained
        return viewer
    }

    /// Writes down what was done. What was said in words about a person or a matter is for no feed: it stands, sealed with their
    /// key, in an event of its own that only those concerned may know of.
    func record(
        _ kind: Event.Kind, on object: ID, in network: ID, by viewer: Viewer, audience: Audience,
        _ db: any Connection, _ details: [(String, EventValue)] = []
    ) throws {
        func append(_ kind: Event.Kind, _ audience: Audience, _ details: [(String, EventValue)], _ words: String?)
            throws
        {
            let id = world.newID()
            let key = try words.flatMap { _ in try db.wordsKey(of: object, in: network, vault: vault) }
            let sealed = words.flatMap { text in
                key.map { vault.seal(Array(text.utf8), key: $0, context: id.bytes) }
            }
            try db.record(
                Event(
                    kind, on: object, in: network, by: viewer.actor, at: world.now(), audience: audience,
                    details: details, sealed: sealed, id: id))
        }
        let words = EventValue.encodeWords(details)
        guard words != nil, audience > .concerned else { return try append(kind, audience, details, words) }
        try append(kind, audience, details, nil)
        try append(.said, .concerned, [("about", .text(kind.rawValue))], words)
    }

    /// Tells a member by mail, with a link into their network. Whoever has left hears nothing more of what goes on there; that
    /// they left, and what became of their account, is told to the person. Whoever is suspended hears what is decided about
    /// themselves and nothing of a work they can't look at. Whoever rests hears what is theirs, and is asked for nothing.
    ///
    /// - Parameter evenSuspended: it is about themselves, and they can open what it leads to.
    func tell(
        _ member: ID, in network: ID, _ subject: Text, _ words: Text, to path: String, evenSuspended: Bool = false,
        _ db: any Connection
    ) throws {
        let hears = evenSuspended ? try !db.hasLeft(member, in: network) : try db.hears(member, in: network)
        guard hears else { return }
        let base = configuration.publicURL
        try db.tell(member, in: network, subject, vault: vault, id: world.newID(), at: world.now()) { slug in
            MemberWords.mail(words, link: "\(base)/n/\(slug)\(path)")
        }
    }
}

enum MemberStore {
    static let migration = Migration(
        "2026-11-25 members",
        [
            "ALTER TABLE networks ADD COLUMN pact_version \(.int) NOT NULL DEFAULT 0",
            "ALTER TABLE networks ADD COLUMN pact_due_at \(.int) NOT NULL DEFAULT 0",
            "ALTER TABLE memberships ADD COLUMN signed_version \(.int) NOT NULL DEFAULT 0",
            "ALTER TABLE memberships ADD COLUMN level TEXT NOT NULL DEFAULT 'participant'",
            "ALTER TABLE memberships ADD COLUMN ask_again_at \(.int)",
            "ALTER TABLE memberships ADD COLUMN left_at \(.int)",
        ])
}
