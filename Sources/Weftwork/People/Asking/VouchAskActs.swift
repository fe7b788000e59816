internal import Database
internal import Engine

/// An ask as one of those whom it concerns sees it.
struct VouchAskReading: Sendable {
    let ask: VouchAsk
    let words: String?
    let names: [ID: String]
    /// Organisations in whose name the reader may vouch.
    let speaksFor: [(id: ID, name: String)]

    var asked: String { names[ask.askedID] ?? "" }
    var about: String { names[ask.aboutID] ?? "" }
}

/// What a member is asked, has asked, and recommends with others.
struct VouchAsksReading: Sendable {
    let waiting: [VouchAsk]
    let mine: [VouchAsk]
    let recommendations: [Recommendation]
    let names: [ID: String]
}

extension MemberActs {
    // MARK: Asking

    /// Asks a member to vouch for oneself.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` past the number of open requests, ``Refusal/invalid(_:)``.
    @discardableResult
    func askForVouch(
        of asked: ID, _ draft: VouchDraft, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> VouchAsk {
        try Policy.require(.askForVouch, viewer)
        let member = try own(viewer, in: network), now = world.now()
        let draft = try VouchRules.cleaned(draft)
        guard asked != member.id else { throw Refusal.invalid("to", TrustWords.notOneself) }
        return try await database.write { db in
            if let known = try db.earlier(once, by: viewer, in: network), let ask = try db.vouchAsk(known, in: network)
            {
                return ask
            }
            guard try db.member(asked, in: network) != nil, let key = try db.key(of: member.personID, in: vault) else {
                throw Refusal.invalid("to", TrustWords.unknownMember)
            }
            let open = try db.vouchAsks(by: member.id, in: network).filter { $0.isOpen(at: now) }
            let same = open.first { $0.askedID == asked && $0.kind == draft.kind && $0.subject == draft.subject }
            if let same { return same }
            guard open.count < VouchAskRules.mostOpen else {
                throw Refusal.conflict(VouchAskWords.tooMany(VouchAskRules.mostOpen))
            }
            let ask = newAsk(
                .request, asked: asked, about: member.id, by: member.id, draft.kind, draft.subject, in: network)
            let words = vault.seal(Array(draft.how.utf8), key: key, context: ask.id.bytes)
            try insert(ask, words: words, by: viewer, VouchAskWords.mailRequest(member.name, draft.kind), db)
            try db.remember(once, object: ask.id, by: viewer, in: network, at: now)
            return ask
        }
    }

    func newAsk(
        _ origin: VouchAsk.Origin, asked: ID, about: ID, by opener: ID?, _ kind: Vouch.Kind, _ subject: String,
        recommendation: ID? = nil, in network: ID
    ) -> VouchAsk {
        let now = world.now()
        return VouchAsk(
            id: world.newID(), networkID: network, origin: origin, askedID: asked, aboutID: about, byID: opener,
            kind: kind, subject: subject, recommendationID: recommendation, openedAt: now,
            untilAt: now + VouchAskRules.lifetime(origin), outcome: nil)
    }

    /// Keeps an ask and tells the one who is asked.
    func insert(_ ask: VouchAsk, words: [UInt8]?, by viewer: Viewer, _ mail: Text, _ db: any Connection) throws {
        try db.insert(ask, words: words)
        try record(
            .vouchAsked, on: ask.id, in: ask.networkID, by: viewer, audience: .concerned, db,
            [("origin", .text(ask.origin.rawValue)), ("kind", .text(ask.kind.rawValue))])
        try self.ask(
            ask.askedID, for: .vouch, in: ask.networkID, VouchAskWords.mailSubject, mail, to: "/asks/\(ask.id)", db)
    }

    // MARK: Reading

    func vouchAsk(_ id: ID, for viewer: Viewer, in network: ID) async throws -> VouchAskReading {
        let member = try own(viewer, in: network)
        return try await database.read { [vault] db in
            guard let ask = try db.vouchAsk(id, in: network), VouchAskRules.mayRead(ask, member) else {
                throw Refusal.notFound
            }
            let ids = Set([ask.askedID, ask.aboutID, ask.byID].compactMap { $0 })
            return VouchAskReading(
                ask: ask, words: try db.words(of: ask, vault: vault), names: try db.names(of: ids, in: network),
                speaksFor: try db.organisations(spokenForBy: member.personID))
        }
    }

    func vouchAsks(for viewer: Viewer, in network: ID) async throws -> VouchAsksReading {
        let member = try own(viewer, in: network), now = world.now()
        return try await database.read { db in
            let waiting = try db.vouchAsks(waitingFor: member.id, in: network, at: now)
            let mine = try db.vouchAsks(by: member.id, in: network)
            let recommendations = try db.recommendations(of: member.id, in: network)
            let ids = Set(
                (waiting + mine).flatMap { [$0.askedID, $0.aboutID, $0.byID].compactMap { $0 } }
                    + recommendations.flatMap { [$0.forID, $0.byID] })
            return VouchAsksReading(
                waiting: waiting, mine: mine, recommendations: recommendations,
                names: try db.names(of: ids, in: network))
        }
    }

    // MARK: Answering

    /// Who was asked vouches: an ordinary vouch, with all that it takes.
    @discardableResult
    func vouch(answering id: ID, _ answer: VouchAnswer, by viewer: Viewer, in network: ID) async throws -> Vouch {
        let member = try own(viewer, in: network), now = world.now()
        let made = try await database.write { db in
            let ask = try open(ask: id, of: member, in: network, now, db)
            let shared = ask.origin == .recommendation ? try db.words(of: ask, vault: vault) : nil
            let how = try VouchAskRules.words(answer, shared: shared)
            let draft = try VouchRules.cleaned(
                VouchDraft(kind: ask.kind, subject: ask.subject, how: how, organisation: answer.organisation))
            let vouch = try vouches.give(draft, to: ask.aboutID, by: viewer, in: network, db)
            // Giving it has closed the ask.
            try recordClosed(ask, .vouched, by: viewer, db)
            if let other = ask.byID, other != ask.aboutID {
                try tell(
                    other, in: network, VouchAskWords.mailSubject, VouchAskWords.mailSigned(member.name),
                    to: "/recommendations/\(ask.recommendationID?.description ?? "")", db)
            }
            return vouch
        }
        try await vouches.settle(network)
        return made
    }

    /// Who was asked says no, or who asked takes it back. Nobody is blamed for either.
    func close(ask id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let ask = try db.vouchAsk(id, in: network), [ask.askedID, ask.byID].contains(member.id) else {
                throw Refusal.notFound
            }
            let outcome: VouchAsk.Outcome = ask.askedID == member.id ? .declined : .withdrawn
            guard ask.isOpen(at: now), try db.close(ask, outcome, at: now) else {
                throw Refusal.conflict(VouchAskWords.isOver)
            }
            try recordClosed(ask, outcome, by: viewer, db)
            if outcome == .declined, ask.origin == .request {
                try tell(
                    ask.aboutID, in: network, VouchAskWords.mailSubject, VouchAskWords.mailDeclined(member.name),
                    to: "/asks", db)
            }
        }
    }

    /// Something was offered or asked for in return for a vouch: a matter with an owner and a clock, with what was written in
    /// the ask. Either side may say so.
    @discardableResult
    func report(ask id: ID, _ words: String, by viewer: Viewer, in network: ID, once: Once? = nil) async throws
        -> Matter
    {
        try Policy.require(.openMatter, viewer)
        let member = try own(viewer, in: network), now = world.now()
        let reading = try await vouchAsk(id, for: viewer, in: network), ask = reading.ask
        guard ask.origin != .arrival, [ask.askedID, ask.byID].contains(member.id) else { throw Refusal.notFound }
        let words = Clean.prose(words)
        guard words.count <= 2000 else { throw Refusal.invalid("words", SiteWords.tooLong) }
        let text = VouchAskWords.reported(ask.kind, asked: reading.words ?? "", said: words)(viewer.language)
        return try await open(
            MatterDraft(kind: .boughtVouch, about: ask.other(than: member.id), words: text), by: viewer, in: network,
            once: once
        ) { _, db in
            if try db.close(ask, .reported, at: now) { try recordClosed(ask, .reported, by: viewer, db) }
        }
    }

    private func open(
        ask id: ID, of member: Member, in network: ID, _ now: Int64, _ db: any Connection
    ) throws -> VouchAsk {
        guard let ask = try db.vouchAsk(id, in: network), ask.askedID == member.id else { throw Refusal.notFound }
        guard ask.isOpen(at: now) else { throw Refusal.conflict(VouchAskWords.isOver) }
        return ask
    }

    private func recordClosed(
        _ ask: VouchAsk, _ outcome: VouchAsk.Outcome, by viewer: Viewer, _ db: any Connection
    ) throws {
        try record(
            .vouchAskClosed, on: ask.id, in: ask.networkID, by: viewer, audience: .concerned, db,
            [("outcome", .text(outcome.rawValue))])
    }

    /// Asks that nobody has answered end with their time.
    func lapseVouchAsks() async throws {
        let now = world.now()
        guard try await database.read({ db in try db.hasAsksToLapse(by: now) }) else { return }
        try await database.write { db in try db.lapseAsks(by: now) }
    }
}
