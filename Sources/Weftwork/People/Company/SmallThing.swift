internal import Database

/// Something harmless and useful that a newcomer can do: taken, done with a line about it, confirmed by a second person.
struct SmallThing: Sendable {
    /// What there is to do. Nobody who wants to help is sent away.
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case spreadCard, findNumber, translate, readBoard, checkDistrict, learnPrimer, greetNewcomer
        case callSwitchboard, besideShift
        /// Something of one's own: what it was says the line about it.
        case other

        /// From which standing on it is offered: most need no trust at all.
        var leastStanding: Standing {
            switch self {
            case .callSwitchboard, .besideShift: .vouched
            case .spreadCard, .findNumber, .translate, .readBoard, .checkDistrict, .learnPrimer, .greetNewcomer, .other:
                .newcomer
            }
        }

        /// Whether one need not even be a member: it is named to those whose application was not accepted.
        var isForEverybody: Bool {
            switch self {
            case .spreadCard, .findNumber, .readBoard: true
            case .translate, .checkDistrict, .learnPrimer, .greetNewcomer, .callSwitchboard, .besideShift, .other: false
            }
        }
    }

    let id: ID
    let networkID: ID
    let memberID: ID
    let kind: Kind
    let takenAt: Int64
    let doneAt: Int64?
    let confirmedByID: ID?
    let confirmedAt: Int64?

    var isOpen: Bool { confirmedAt == nil }
}

enum SmallThingRules {
    /// More than this nobody has open at once.
    static let mostOpen = 3
    /// Within so long what was done is confirmed.
    static let confirming = 3 * Time.day

    /// What is offered to somebody: what their standing allows and they have not taken already.
    static func offered(to standing: Standing, open: [SmallThing]) -> [SmallThing.Kind] {
        let taken = Set(open.filter(\.isOpen).map(\.kind))
        return SmallThing.Kind.allCases.filter { standing >= $0.leastStanding && !taken.contains($0) }
    }

    /// Who may confirm what another did: the one who answers for it, their buddy, those who welcome; never oneself.
    static func mayConfirm(_ thing: SmallThing, _ viewer: Viewer, buddy: ID?, owner: ID?) -> Bool {
        guard let member = viewer.member, member.id != thing.memberID else { return false }
        return member.id == buddy || member.id == owner || Policy.allows(.welcomeNewcomers, viewer)
    }
}

extension SmallThing {
    fileprivate static let columns: SQL =
        "t.id, t.network_id, t.member_id, t.kind, t.taken_at, t.done_at, t.confirmed_by, t.confirmed_at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        kind = try row[3]
        takenAt = try row[4]
        doneAt = try row[5]
        confirmedByID = try row[6]
        confirmedAt = try row[7]
    }
}

extension Connection {
    func smallThing(_ id: ID, in network: ID) throws -> SmallThing? {
        try first(
            "SELECT \(SmallThing.columns) FROM small_things t WHERE t.network_id = \(network) AND t.id = \(id)",
            SmallThing.init(row:))
    }

    /// What somebody took on, the newest first.
    func smallThings(of member: ID, in network: ID) throws -> [SmallThing] {
        try query(
            """
            SELECT \(SmallThing.columns) FROM small_things t
            WHERE t.network_id = \(network) AND t.member_id = \(member) ORDER BY t.id DESC LIMIT 100
            """, SmallThing.init(row:))
    }

    func insert(_ thing: SmallThing) throws {
        try execute(
            """
            INSERT INTO small_things (network_id, id, member_id, kind, taken_at)
            VALUES (\(thing.networkID), \(thing.id), \(thing.memberID), \(thing.kind), \(thing.takenAt))
            """)
    }

    /// Says what was done, or that it is not done yet; false when it was confirmed meanwhile.
    func setDone(_ thing: SmallThing, words: [UInt8]?, at moment: Int64?) throws -> Bool {
        try execute(
            """
            UPDATE small_things SET words = \(words), done_at = \(moment)
            WHERE network_id = \(thing.networkID) AND id = \(thing.id) AND confirmed_at IS NULL
            """) == 1
    }

    func confirm(_ thing: SmallThing, by member: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE small_things SET confirmed_by = \(member), confirmed_at = \(now)
            WHERE network_id = \(thing.networkID) AND id = \(thing.id) AND done_at IS NOT NULL AND confirmed_at IS NULL
            """) == 1
    }

    func drop(_ thing: SmallThing) throws -> Bool {
        try execute(
            """
            DELETE FROM small_things
            WHERE network_id = \(thing.networkID) AND id = \(thing.id) AND confirmed_at IS NULL
            """) == 1
    }

    /// What somebody took on with what they said about it, the newest first.
    func ownThings(of member: ID, in network: ID, vault: Vault) throws -> [CompanyReading.Done] {
        try things(where: "t.member_id = \(member)", in: network, vault)
    }

    /// Some things by id, each with what was said about it; in one look however many they are.
    func smallThings(_ ids: [ID], in network: ID, vault: Vault) throws -> [ID: CompanyReading.Done] {
        guard !ids.isEmpty else { return [:] }
        let list = ids.map { "\($0)" as SQL }.joined(separator: ", ")
        let found = try things(where: "t.id IN (\(list))", in: network, vault).map { ($0.thing.id, $0) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    /// The words are none where their doer said nothing or is forgotten.
    private func things(where condition: SQL, in network: ID, _ vault: Vault) throws -> [CompanyReading.Done] {
        let found = try query(
            """
            SELECT \(SmallThing.columns), t.words, m.person_id FROM small_things t
            JOIN memberships m ON m.network_id = t.network_id AND m.id = t.member_id
            WHERE t.network_id = \(network) AND \(condition) ORDER BY t.id DESC LIMIT 100
            """
        ) { (thing: try SmallThing(row: $0), box: try $0[8] as [UInt8]?, person: try $0[9] as ID) }
        var keys: [ID: [UInt8]] = [:]
        for person in Set(found.filter { $0.box != nil }.map(\.person)) {
            keys[person] = try key(of: person, in: vault)
        }
        return found.map { line in
            let words = line.box.flatMap { box in
                keys[line.person].flatMap { vault.open(box, key: $0, context: line.thing.id.bytes) }
            }
            return CompanyReading.Done(thing: line.thing, words: words.map { String(decoding: $0, as: UTF8.self) })
        }
    }
}
