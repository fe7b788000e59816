public import Database
internal import Engine

/// Where a need comes from: asked again from an earlier one of hers, or given in as the same as a public one.
struct NeedLink: Sendable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case again, follow
    }

    let kind: Kind
    /// The need it comes from, as the desk may know it.
    let other: ID
    let title: String
    let state: Need.State
}

/// What a requester says her need comes from, with the proof of it.
public struct NeedOrigin: Sendable {
    /// The tracking code of an earlier need of hers with its secret, or with the mark of a device that is hers.
    public var again: (code: String, proof: Proof)?
    /// A need that she can see, and that is hers too.
    public var follow: ID?

    public enum Proof: Sendable {
        case secret(String)
        case mark(String)
    }

    public init(again: (code: String, proof: Proof)? = nil, follow: ID? = nil) {
        self.again = again
        self.follow = follow
    }
}

extension NeedActs {
    /// The earlier need that a code and its proof stand for, and whether its contact may be read with it; nothing where they
    /// prove nothing.
    func earlier(_ code: String, _ proof: NeedOrigin.Proof, in network: ID) async throws -> (need: Need, full: Bool)? {
        guard let need = try await need(code: code), need.networkID == network else { return nil }
        switch proof {
        case .secret(let secret): return isSecret(secret, of: need.id) ? (need, true) : nil
        case .mark(let mark):
            guard case .requester(_, let full)? = identity(mark: mark, need: need.id) else { return nil }
            return (need, full)
        }
    }

    /// The links that an origin proves. What it doesn't prove is left out: a need is never refused for it.
    func links(from origin: NeedOrigin, by viewer: Viewer, in network: ID) async throws -> [(NeedLink.Kind, ID)] {
        var links: [(NeedLink.Kind, ID)] = []
        if let again = origin.again, let found = try await earlier(again.code, again.proof, in: network) {
            links.append((.again, found.need.id))
        }
        if let followed = try await followed(origin.follow, by: viewer, in: network) {
            links.append((.follow, followed.id))
        }
        return links
    }

    /// The need that somebody says is hers too: open, and one that she can see.
    func followed(_ id: ID?, by viewer: Viewer, in network: ID) async throws -> Need? {
        guard let id else { return nil }
        let now = world.now()
        return try await database.read { db in
            guard let need = try db.need(id, in: network), need.state.isOpen else { return nil }
            return NeedAccess.canSee(need, viewer, try db.ties(of: viewer, to: need, now: now)) ? need : nil
        }
    }

    /// What an earlier need of hers fills a form with: things and place; contact and address for who holds the secret link.
    func entry(from need: Need, full: Bool) async throws -> NeedEntry {
        let part = full ? try await database.read { [vault] db in try db.privatePart(of: need, in: vault) } : nil
        var entry = NeedEntry()
        entry.title = need.title
        entry.take(need.lines, in: need.language, at: world.now())
        entry.area = [
            need.area.country == PlaceWords.china ? "" : need.area.country, need.area.province, need.area.city,
            need.area.district,
        ]
        entry.category = need.category.rawValue
        entry.institution = need.institution
        entry.language = need.language
        guard let part else { return entry }
        (entry.address, entry.receiving) = (part.address, part.receiving ?? "")
        guard let first = part.contacts.first else { return entry }
        (entry.name, entry.phone, entry.email) = (first.name, first.phone, first.email)
        (entry.wechat, entry.preference) = (first.wechat, first.preference)
        return entry
    }
}

extension NeedEntry {
    /// Lines as somebody would type them again: goods as a list, what people do each by itself, without a moment that is over.
    ///
    /// - Parameter amounts: how much was asked for comes along.
    mutating func take(_ old: [NeedLine], in language: Language, at now: Int64, amounts: Bool = true) {
        func amount(_ line: NeedLine) -> String {
            guard amounts else { return "" }
            return line.quantity == .unlimited
                ? AskWords.noLimit(language) : NeedWords.plain(line.quantity) + line.unit
        }
        let goods = old.filter { !$0.kind.hasTime }
        pastedLines = goods.map { line in
            [line.item, line.specification, amount(line)].filter { !$0.isEmpty }.joined(separator: " ")
        }.joined(separator: "\n")
        // One answer for all of them, where it was one.
        let said = Set(goods.map(\.substitute))
        substitute = said.count == 1 ? goods.first?.substitute?.rawValue ?? "" : ""
        lines = old.filter(\.kind.hasTime).map { line in
            let work = line.work.renewed(at: now)
            return Line(
                item: line.item, quantity: amount(line), specification: line.specification, kind: line.kind.rawValue,
                work: LineWorkEntry(
                    from: work.from.map(Format.field), to: work.to.map(Format.field),
                    hours: work.minutes.map { Format.decimal(Int64($0) * 1000 / 60) },
                    remote: work.isRemote.map { $0 ? "yes" : "no" }))
        }
    }
}

extension Connection {
    func insertLinks(_ links: [(NeedLink.Kind, ID)], of need: Need, at now: Int64) throws {
        for (kind, other) in links {
            try execute(
                """
                INSERT INTO need_links (network_id, need_id, kind, other_id, at)
                VALUES (\(need.networkID), \(need.id), \(kind), \(other), \(now))
                """)
        }
    }

    /// Where a need comes from.
    func links(of need: Need) throws -> [NeedLink] {
        try query(
            """
            SELECT l.kind, l.other_id, n.title, n.state FROM need_links l
            JOIN needs n ON n.network_id = l.network_id AND n.id = l.other_id
            WHERE l.network_id = \(need.networkID) AND l.need_id = \(need.id) AND l.kind IN ('again', 'follow')
            ORDER BY l.kind
            """
        ) { NeedLink(kind: try $0[0], other: try $0[1], title: try $0[2], state: try $0[3]) }
    }

    /// That two needs are one person's goes with her contact.
    func forgetLinks(of need: ID, in network: ID) throws {
        try execute("DELETE FROM need_links WHERE network_id = \(network) AND need_id = \(need)")
        try execute("DELETE FROM need_links WHERE network_id = \(network) AND other_id = \(need)")
    }
}
