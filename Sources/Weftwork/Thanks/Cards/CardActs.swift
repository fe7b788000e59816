internal import Database

/// What members show to the outside: cards of needs, cards of their own, public records. Pages and programs call the same functions.
struct CardActs: Sendable {
    let needs: NeedActs
    let members: MemberActs
    let printer: CardPrinter

    var database: any Database { needs.database }
    var world: World { needs.world }
    var vault: Vault { needs.vault }
    var base: String { needs.configuration.publicURL }

    // MARK: Needs

    /// The card of a public need.
    /// - Throws: ``Refusal/notFound`` for one that is not public.
    func card(of id: ID, in network: Network, withOthers: Bool = true) async throws -> NeedCard {
        let found = try await database.read { db in try db.need(id, in: network.id) }
        guard let need = found, let shown = CardRules.publicView(need, now: world.now()) else {
            throw Refusal.notFound
        }
        return NeedCard(
            network: network, view: shown.view, title: shown.title,
            over: try await needs.outdated(need, withOthers: withOthers),
            code: nil)
    }

    /// The card with the code of `viewer`, where they have shared it.
    func card(of id: ID, for viewer: Viewer, in network: Network) async throws -> NeedCard {
        var card = try await card(of: id, in: network)
        if let member = viewer.member, Policy.allows(.share, viewer) {
            card.code = try await database.read { db in
                try db.shareCode(of: member.id, .need, id, in: network.id)?.code
            }
        }
        return card
    }

    /// Makes the code by which `viewer` shares a public need.
    /// - Throws: ``Refusal/conflict(_:_:)`` for one that asks for nothing any more.
    func share(need id: ID, by viewer: Viewer, in network: Network) async throws -> NeedCard {
        try Policy.require(.share, viewer)
        var card = try await card(of: id, in: network)
        guard card.over == nil else { throw Refusal.conflict(CardPageWords.isOver) }
        card.code = try await shareCode(.need, id, by: viewer, in: network.id)
        return card
    }

    /// The code of a thing that everybody may see; what is shared, and by whom, is for nobody else to know.
    func shareCode(_ kind: ShareCode.Kind, _ object: ID, by viewer: Viewer, in network: ID) async throws -> String {
        try await database.write { db in
            let member = try members.own(viewer, in: network)
            let known = try db.shareCode(of: member.id, kind, object, in: network)
            let code = try members.share(kind, object, by: viewer, in: network, db)
            if known == nil {
                try members.record(
                    .shared, on: object, in: network, by: viewer, audience: .concerned, db,
                    [("kind", .text(kind.rawValue))])
            }
            return code.code
        }
    }

    /// The picture of a card; by a sharer's code of this need it leads to it by that code.
    func picture(
        of id: ID, in network: Network, _ language: Language, code text: String? = nil
    ) async throws -> [UInt8] {
        var card = try await card(of: id, in: network, withOthers: false)
        if let code = try await members.shareCode(text, in: network.id), code.objectID == id { card.code = code.code }
        return try await printer.png(card.pictureWords(language, base), now: world.now())
    }

    /// What is shared by a code, looked at by somebody who is no member: counted, and the code is kept by their visit.
    ///
    /// - Returns: the code, where it is one of this object.
    func look(_ text: String?, at object: ID, in network: ID, _ ask: Ask) async throws -> String? {
        guard ask.viewer.member == nil, ask.method == .get,
            let code = try await members.shareCode(text, in: network), code.objectID == object
        else { return nil }
        let isAhead = ask.headers["sec-purpose"]?.contains("prefetch") == true || ask.headers["purpose"] == "prefetch"
        if !isAhead { members.look(at: code, from: ask.remote, agent: ask.headers["user-agent"] ?? "") }
        return code.code
    }

    // MARK: What one shared

    /// What `viewer` shared, with what it is and what came of it.
    func shares(of viewer: Viewer, in network: Network) async throws -> [OwnShare] {
        let shared = try await members.shares(of: viewer, in: network.id), now = world.now()
        return try await database.read { db in
            try shared.map { thing in
                switch thing.code.kind {
                case .need:
                    let need = try db.need(thing.code.objectID, in: network.id)
                    let title = need.flatMap { CardRules.publicView($0, now: now)?.title }
                    return OwnShare(
                        thing: thing, title: title.map(Text.verbatim) ?? CardWords.gone,
                        path: title == nil ? nil : "/n/\(network.slug)/needs/\(thing.code.objectID)")
                case .card:
                    return OwnShare(
                        thing: thing, title: CardPageWords.myCard,
                        path: "/n/\(network.slug)/cards/\(thing.code.objectID)")
                case .record:
                    return OwnShare(
                        thing: thing, title: RecordWords.title,
                        path: "/n/\(network.slug)/records/\(thing.code.objectID)")
                }
            }
        }
    }
}

/// One thing that somebody shared, as they read of it.
struct OwnShare: Sendable {
    let thing: SharedThing
    let title: Text
    /// Its page; nothing where it is public no more.
    let path: String?
}
