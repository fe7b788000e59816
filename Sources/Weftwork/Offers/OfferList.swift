internal import Database
internal import Engine

/// What of the offers is asked for. Every part is a parameter of the address, so that a filter is a link.
struct OfferQuery: Sendable {
    static let countLimit = 5000

    var states: [Offer.State] = []
    var categories: [Need.Category] = []
    var kinds: [NeedLine.Kind] = []
    var area = ""
    var text = ""
    var isStanding = false
    /// Nothing where it doesn't matter.
    var freshness: [Need.Freshness] = []
    /// Of whoever asks: what they offer, and what they answer for.
    var isMine = false
    /// Around a place: measured for everybody from the centre of an offer's area, or the square that its point lies in.
    var near: NearPlace?
    var paging: Paging

    /// - Throws: ``Refusal/invalid(_:)`` for a word that none of the choices has.
    init(_ query: Form) throws(Refusal) {
        paging = try Paging(query, keys: 2)
        states = try OfferQuery.choices(
            query, "state", Offer.State.init(rawValue:), Offer.State.allCases.map(\.rawValue))
        categories = try OfferQuery.choices(
            query, "category", Need.Category.init(rawValue:), Need.Category.allCases.map(\.rawValue))
        kinds = try OfferQuery.choices(
            query, "kind", NeedLine.Kind.init(rawValue:), NeedLine.Kind.allCases.map(\.rawValue))
        freshness = try OfferQuery.choices(
            query, "freshness", Need.Freshness.init(rawValue:), Need.Freshness.allCases.map(\.rawValue))
        area = Clean.line(query.text("area") ?? "")
        text = Clean.line(query.text("q") ?? "")
        isStanding = ["1", "yes", "true"].contains(query["standing"])
        isMine = query["mine"] == "1"
        near = NearPlace(query)
    }

    private static func choices<T>(
        _ query: Form, _ name: String, _ read: (String) -> T?, _ all: [String]
    ) throws(Refusal) -> [T] {
        var found: [T] = []
        for word in query.all(name).flatMap({ $0.split(separator: ",") }).map(String.init) where !word.isEmpty {
            guard let value = read(word) else { throw .invalid(name, SiteWords.badChoice(all, word)) }
            found.append(value)
        }
        return Array(found.prefix(all.count))
    }

    /// The condition on rows `n` for what `viewer` may see of it.
    /// - Parameter box: around the place that was asked for.
    func condition(
        in network: ID, for viewer: Viewer, areas: [AreaMatch],
        box: (south: Double, north: Double, west: Double, east: Double)? = nil
    ) -> SQL {
        var parts: [SQL] = ["n.network_id = \(network)", visible(to: viewer), ofStates(viewer)]
        if !categories.isEmpty { parts.append("n.category IN (\(list: categories))") }
        if !kinds.isEmpty {
            parts.append(
                """
                EXISTS (SELECT 1 FROM offer_lines l WHERE l.network_id = n.network_id AND l.offer_id = n.id
                    AND l.kind IN (\(list: kinds)))
                """)
        }
        if isStanding { parts.append("n.standing") }
        if !freshness.isEmpty { parts.append("n.freshness IN (\(list: freshness))") }
        if isMine { parts.append(mine(viewer)) }
        if let box {
            parts.append(
                """
                n.grid_latitude BETWEEN \(box.south) AND \(box.north)
                AND n.grid_longitude BETWEEN \(box.west) AND \(box.east)
                """)
        }
        // Nobody finds by its words what they may not read.
        if !text.isEmpty, !Policy.allows(.seeOfferFile, viewer) { parts.append("n.hidden IS NULL") }
        parts += areas.map(\.condition) + words
        return parts.joined(separator: " AND ")
    }

    private func mine(_ viewer: Viewer) -> SQL {
        guard let member = viewer.member?.id else { return "1 = 0" }
        return "(n.offerer_id = \(member) OR n.submitter_id = \(member))"
    }

    private func visible(to viewer: Viewer) -> SQL {
        if Policy.allows(.seeOfferFile, viewer) { return "1 = 1" }
        let listed: SQL = "(n.state = 'listed' AND n.audience >= \(max(viewer.tier, .stewards)))"
        guard let member = viewer.member?.id else { return listed }
        return "(\(listed) OR n.owner_id = \(member) OR n.offerer_id = \(member) OR n.submitter_id = \(member))"
    }

    /// Without a choice: what can be had; of one's own everything that is open.
    private func ofStates(_ viewer: Viewer) -> SQL {
        if states.isEmpty {
            return isMine
                ? "n.state IN (\(list: Offer.State.open))" : "(n.state = 'listed' AND \(OfferStore.hasLeft))"
        }
        return "(" + states.map(OfferQuery.condition).joined(separator: " OR ") + ")"
    }

    /// In use and used up follow from the uses of what is listed.
    private static func condition(of state: Offer.State) -> SQL {
        switch state {
        case .listed: "(n.state = 'listed' AND \(OfferStore.hasLeft) AND NOT \(OfferStore.hasUse))"
        case .inUse: "(n.state = 'listed' AND \(OfferStore.hasLeft) AND \(OfferStore.hasUse))"
        case .usedUp: "(n.state = 'listed' AND NOT \(OfferStore.hasLeft))"
        default: "n.state = \(state)"
        }
    }

    /// All words that were typed: each pair of characters is a token of its own, a single one the beginning of some.
    private var words: [SQL] {
        guard !text.isEmpty else { return [] }
        let tokens = SearchText.phrases(text).flatMap { $0 }.prefix(12)
        guard !tokens.isEmpty else { return ["1 = 0"] }
        return tokens.map { token in
            let isMatch: SQL =
                token.count == 1
                ? "t.token >= \(token) AND t.token < \(token + "\u{10FFFF}")" : "t.token = \(token)"
            return """
                EXISTS (SELECT 1 FROM offer_tokens t WHERE t.network_id = n.network_id AND t.offer_id = n.id AND \(isMatch))
                """
        }
    }

    /// Stale ones stand last, in each the newest first.
    private static let rank: SQL = "CASE WHEN n.freshness = 'stale' THEN 1 ELSE 0 END"

    func order() throws(Refusal) -> (by: SQL, after: SQL) {
        let by: SQL = "\(OfferQuery.rank), n.id DESC"
        guard paging.after.count == 2 else { return (by, .empty) }
        guard let key = Int(paging.after[0]), let id = ID(paging.after[1]) else {
            throw .invalid("cursor", ListingWords.badCursor)
        }
        return (
            by, " AND (\(OfferQuery.rank) > \(key) OR (\(OfferQuery.rank) = \(key) AND n.id < \(id)))"
        )
    }

    func cursor(after offer: Offer) -> String {
        Paging.cursor([offer.freshness == .stale ? "1" : "0", offer.id.description])
    }
}

/// A page of offers.
struct OfferPage: Sendable {
    let offers: [OfferView]
    let next: String?
    let total: Int
    let totalIsExact: Bool
}

/// An offer with all that its page shows to one reader.
struct OfferFile: Sendable {
    let offer: Offer
    let view: OfferView
    let ties: Ties
    let uses: [ListedUse]
    let story: [SealedEvent]
    let names: [ID: String]
    /// One's own contact; others see it by a look.
    let own: PrivatePart?
    let looks: [(name: String, at: Int64)]
    let reason: String?
    /// Needs of its uses that everybody may read: a guest reads the names of no others.
    var openNeeds: Set<ID> = []
}

extension OfferActs {
    func list(_ query: OfferQuery, for viewer: Viewer, in network: ID) async throws -> OfferPage {
        try Policy.require(.seeOffers, viewer)
        let order = try query.order(), limit = query.paging.limit, now = world.now()
        let box = try query.near?.box(needs.places, for: viewer)
        let (found, total) = try await database.read { db in
            let condition = query.condition(in: network, for: viewer, areas: areas(query.area), box: box)
            return (
                try db.offers(
                    where: "\(condition)\(order.after)", order: order.by, in: network, limit: limit + 1),
                try db.count(ofOffers: condition, most: OfferQuery.countLimit + 1)
            )
        }
        let shown = Array(found.prefix(limit))
        return OfferPage(
            offers: try await views(shown, for: viewer, in: network, now: now),
            next: found.count > limit ? shown.last.map(query.cursor) : nil,
            total: min(total, OfferQuery.countLimit), totalIsExact: total <= OfferQuery.countLimit)
    }

    /// An area by name, in whichever way it is written; what is no name of one matches what was typed.
    private func areas(_ typed: String) -> [AreaMatch] {
        guard !typed.isEmpty else { return [] }
        if case .one(let area, _) = needs.places.catalogue.read(typed) {
            return [needs.places.match(area.code, isWhole: true)]
        }
        let names = [typed] + NeedWords.areaSuffixes.map { typed + $0 }
        return [
            AreaMatch(
                condition: """
                    (n.district IN (\(list: names)) OR n.city IN (\(list: names)) OR n.province IN (\(list: names))
                        OR n.country = \(typed))
                    """)
        ]
    }

    private func views(_ offers: [Offer], for viewer: Viewer, in network: ID, now: Int64) async throws -> [OfferView] {
        let names =
            viewer.member == nil
            ? [:] : try await needs.names.names(of: Set(offers.map(\.ownerID)), in: network, now: now)
        return offers.map { OfferView($0, for: viewer, ownerName: names[$0.ownerID] ?? "", now: now) }
    }

    /// What waits for the desk, the next due first.
    func deskOffers(for viewer: Viewer, in network: ID) async throws -> [OfferView] {
        try Policy.require(.seeOfferFile, viewer)
        let found = try await database.read { db in
            try db.offers(
                where: "n.network_id = \(network) AND n.state IN (\(list: Offer.State.desk))",
                order: "n.due_at NULLS LAST, n.id", in: network, limit: 200)
        }
        return try await views(found, for: viewer, in: network, now: world.now())
    }

    func view(_ id: ID, for viewer: Viewer, in network: ID) async throws -> OfferView {
        let offer = try await database.read { db in try db.offer(id, in: network) }
        guard let offer, OfferRules.canSee(offer, viewer, offer.ties(of: viewer)) else { throw Refusal.notFound }
        let names = try await needs.names.names(of: [offer.ownerID], in: network, now: world.now())
        return OfferView(offer, for: viewer, ownerName: names[offer.ownerID] ?? "", now: world.now())
    }

    /// An offer with its uses and story, as far as this reader may know them.
    func file(_ id: ID, for viewer: Viewer, in network: ID) async throws -> OfferFile {
        let view = try await view(id, for: viewer, in: network), now = world.now()
        let (offer, uses, story, secret, looks) = try await database.read { [vault = vault] db in
            guard let offer = try db.offer(id, in: network) else { throw Refusal.notFound }
            let ties = offer.ties(of: viewer), readsFile = OfferRules.readsFile(viewer, ties)
            return (
                offer, readsFile ? try db.listedUses(of: offer, vault: vault) : [],
                try db.story(of: id, in: network, tier: readsFile ? .case : viewer.tier, vault: vault),
                readsFile ? try db.secret(of: offer, vault: vault) : nil,
                readsFile ? try db.looks(at: offer) : []
            )
        }
        let ties = offer.ties(of: viewer)
        // A guest reads who asked them, and who promised it.
        let known = Set([offer.ownerID] + (ties.contains(.requester) ? uses.map(\.use.answererID) : []))
        let names =
            viewer.member == nil && !ties.contains(.requester)
            ? [:] : try await needs.names.names(of: known, in: network, now: now)
        // Whoever answers for what an import brought takes a look like others, and it is recorded.
        let isOwn =
            ties.contains(.requesterInFull)
            || viewer.member.map { [offer.offererID, offer.submitterID].contains($0.id) } ?? false
        var file = OfferFile(
            offer: offer, view: view, ties: ties, uses: uses, story: story, names: names,
            own: isOwn ? secret?.part : nil, looks: looks, reason: secret?.reason)
        if ties.contains(.requester) {
            let ids = uses.map(\.use.needID)
            file.openNeeds = try await database.read { db in
                Set(
                    try db.needs(byID: ids, in: network).values.filter { $0.audience == .public && $0.hidden == nil }
                        .map(\.id))
            }
        }
        return file
    }
}
