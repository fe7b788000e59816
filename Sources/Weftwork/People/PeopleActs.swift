public import Database
internal import Engine

/// What is done about people: entering them, letting them in. One function for each act, whatever door it came through.
public struct PeopleActs: Sendable {
    let database: any Database
    let world: World
    let vault: Vault
    let configuration: Configuration
    let signIns: SignInActs
    private let duties: any DutyGate
    private let addresses: NetworkAddresses
    private let seen = SeenMembers()

    init(
        database: any Database, world: World, vault: Vault, configuration: Configuration, security: SecurityLog,
        duties: any DutyGate = OpenDuties()
    ) {
        self.database = database
        self.world = world
        self.vault = vault
        self.configuration = configuration
        signIns = SignInActs(
            database: database, world: world, vault: vault, configuration: configuration, security: security)
        self.duties = duties
        addresses = NetworkAddresses()
    }

    // MARK: The operator's door

    /// Makes a network with its founder, who is its first anchor and coordinator; the one-time link and an operator's token.
    public func found(
        slug: String, name: String, founder: MemberDraft, language: Language
    ) async throws -> (network: Network, member: ID, link: String, token: String) {
        guard Network.isSlug(slug) else { throw Refusal.invalid("network", PeopleWords.badSlug) }
        let name = Clean.line(name)
        guard !name.isEmpty else { throw Refusal.invalid("name", SiteWords.missing) }
        // What is wrong with the founder must not leave a network without one.
        _ = try normal(founder.email)
        guard !Clean.line(founder.name).isEmpty else { throw Refusal.invalid("founderName", SiteWords.missing) }
        let network = Network(id: world.newID(), slug: slug, name: name, language: language)
        let now = world.now()
        let taken = try await database.write { db in
            if try db.network(slug: slug) != nil { return true }
            try db.insert(network, at: now)
            try db.record(
                Event(
                    .networkMade, on: network.id, in: network.id, by: Actor(kind: .operator, id: nil), at: now,
                    audience: .public, id: world.newID()))
            return false
        }
        if taken { throw Refusal.conflict(PeopleWords.networkExists(slug)) }
        var founder = founder
        founder.isAnchor = true
        founder.roles = Array(Set(founder.roles + [.coordinator])).sorted { $0.rawValue < $1.rawValue }
        let (member, personID) = try await enter(founder, in: network)
        let token = try await makeToken(person: personID, network: network.id, scopes: Scope.allCases, days: 365)
        let link = try await signIns.link(for: personID)
        return (network, member, link, token)
    }

    /// Enters a member, recorded as done by the operator; the membership and a token for it.
    public func addMember(_ draft: MemberDraft, to slug: String) async throws -> (member: ID, token: String) {
        let network = try await network(slug)
        let (member, personID) = try await enter(draft, in: network)
        let token = try await makeToken(person: personID, network: network.id, scopes: [.read, .write], days: 365)
        return (member, token)
    }

    /// A token for somebody who is a member.
    public func createToken(slug: String, email: String, scopes: [Scope], days: Int) async throws -> String {
        let network = try await network(slug)
        guard (1...3650).contains(days) else { throw Refusal.invalid("days", PeopleWords.badDays) }
        let hash = try emailHash(email)
        let found = try await database.read { db -> Person? in
            guard let person = try db.person(emailHash: hash) else { return nil }
            return try db.isMember(person.id, of: network.id) ? person : nil
        }
        guard let person = found else { throw Refusal.invalid("email", PeopleWords.unknownMember) }
        let chosen = scopes.isEmpty ? [.read, .write] : scopes
        let token = try await makeToken(person: person.id, network: network.id, scopes: chosen, days: days)
        try await signIns.write { db, notes in
            try signIns.log(.tokenMade, of: person.id, agent: "weft", db, notes)
            try signIns.tell(person.id, SignInWords.mailToken(network.name), db)
        }
        return token
    }

    public func networks() async throws -> [Network] {
        try await database.read { db in try db.networks() }
    }

    /// Somebody as a viewer of a network: `public`, or a member by mail address.
    public func viewer(as name: String, in network: Network) async throws -> Viewer {
        guard name != "public" else { return Viewer(.anonymous, language: network.language) }
        let hash = try emailHash(name)
        let member = try await database.read { db -> Member? in
            guard let person = try db.person(emailHash: hash) else { return nil }
            return try db.members(of: network.id).first { $0.personID == person.id }
        }
        guard let member else { throw Refusal.invalid("as", PeopleWords.unknownMember) }
        return Viewer(.member(member), language: network.language)
    }

    public func network(_ slug: String) async throws -> Network {
        guard let network = try await database.read({ db in try db.network(slug: slug) }) else {
            throw Refusal.invalid("network", PeopleWords.unknownNetwork(slug))
        }
        return network
    }

    func enter(_ draft: MemberDraft, in network: Network) async throws -> (member: ID, person: ID) {
        let (email, name) = (try normal(draft.email), Clean.line(draft.name))
        guard !name.isEmpty else { throw Refusal.invalid("name", SiteWords.missing) }
        let mail = Channel(.mail, kept: email), hash = vault.fingerprint(mail), now = world.now()
        return try await database.write { db in
            let person: ID
            if let known = try db.person(emailHash: hash) {
                person = known.id
            } else {
                person = world.newID()
                try db.makeAccount(
                    Person(id: person, name: name, language: network.language), by: mail, vault: vault, world: world)
            }
            let organisation = try draft.organisation.map { name in
                try db.organisation(named: Clean.line(name), key: Clean.key(name), newID: world.newID(), at: now)
            }
            let member = try db.enter(
                draft, person: person, organisation: organisation, network: network.id, newID: world.newID(), at: now)
            try db.record(
                Event(
                    .memberEntered, on: member, in: network.id, by: Actor(kind: .operator, id: nil), at: now,
                    audience: .members, details: [("roles", .text(draft.roles.map(\.rawValue).joined(separator: " ")))],
                    id: world.newID()))
            return (member, person)
        }
    }

    func normal(_ email: String) throws -> String {
        guard let email = Contacts.email(email) else { throw Refusal.invalid("email", PeopleWords.badEmail) }
        return email
    }

    func emailHash(_ email: String) throws -> [UInt8] {
        vault.fingerprint("email", try normal(email))
    }
}

extension PeopleActs {
    /// A one-time link for somebody, by mail address or mobile number, for the operator to pass on.
    public func operatorLink(email: String) async throws -> String {
        let isPhone = !email.contains("@"), kind = isPhone ? Channel.Kind.phone : .mail
        let hash = vault.fingerprint(try Channel(kind, typed: email, field: "email"))
        guard let person = try await database.read({ db in try db.person(kind, hash: hash) }) else {
            throw Refusal.invalid("email", PeopleWords.unknownMember)
        }
        return try await signIns.link(for: person.id)
    }
}

// MARK: - Who asks

extension PeopleActs {
    func identify(_ ask: inout Ask, session: String?) async throws {
        let slug = ask.parameters["slug"], now = world.now()
        if let session {
            let hash = Sodium.hash(Array(session.utf8))
            try await signIns.touch(hash, now: now)
            if let (identity, isPartner, heldUntil, untrained) = try await database.read({ db in
                try holder(of: hash, slug: slug, now: now, db)
            }) {
                ask.person = identity.person
                ask.network = identity.network
                if let member = identity.member {
                    ask.isNewcomer = identity.isNewcomer
                    ask.isResting = identity.isResting
                    await noteActive(member, now: now)
                    ask.pactDueAt = identity.pactDueAt
                    ask.lacksSecondStep = member.needsSecondStep && !identity.hasSecondStep
                    let isHeld = ask.lacksSecondStep && configuration.requiresSecondStep
                    ask.viewer = Viewer(
                        .member(active(member, isHeld: isHeld, untrained)), language: ask.language)
                    ask.viewer.untrained = untrained
                }
                ask.viewer.personID = identity.person.id
                ask.viewer.heldUntil = heldUntil
                ask.viewer.isPartner = isPartner
                return
            }
        }
        if let slug { ask.network = try await network(slug: slug, now: now) }
    }

    /// The member with the powers that they have now.
    private func active(_ member: Member, isHeld: Bool, _ untrained: Untrained?) -> Member {
        let trained = untrained.map { member.without($0.roles.keys) } ?? member
        return isHeld ? trained.withoutPowers : trained
    }

    private func untrained(_ identity: Identity, now: Int64, _ db: any Connection) throws -> Untrained? {
        guard let member = identity.member, let network = identity.network else { return nil }
        return try duties.untrained(member, in: network, at: now, db)
    }

    /// Whose session it is, whether they come from a partner network, until when their device is held, and what they may not do yet: one
    /// look.
    private func holder(
        of session: [UInt8], slug: String?, now: Int64, _ db: any Connection
    ) throws -> (identity: Identity, isPartner: Bool, heldUntil: Int64?, untrained: Untrained?)? {
        guard let identity = try db.identity(session: session, slug: slug, now: now) else { return nil }
        var heldUntil = Hold.until(changedAt: identity.channelChangedAt, knownSince: nil, now: now)
        if heldUntil != nil {
            heldUntil = Hold.until(
                changedAt: identity.channelChangedAt, knownSince: try db.deviceKnownSince(session: session), now: now)
        }
        guard identity.member == nil, let network = identity.network else {
            return (identity, false, heldUntil, try untrained(identity, now: now, db))
        }
        return (identity, try db.partnerThrough(identity.person.id, to: network.id) != nil, heldUntil, nil)
    }

    /// That a member was here; the reader is answered even where this can't be written, for it is written again tomorrow.
    private func noteActive(_ member: Member, now: Int64) async {
        guard !member.isSuspended, seen.isDue(member.id, now: now) else { return }
        try? await database.write { db in try db.setActive(member.id, in: member.networkID, at: now) }
    }

    /// The network of an address, for strangers remembered for a second: a board that everybody looks at asks for the same
    /// one again and again.
    private func network(slug: String, now: Int64) async throws -> Network? {
        if let network = addresses.network(at: slug, now: now) { return network }
        guard let network = try await database.read({ db in try db.network(slug: slug) }) else { return nil }
        addresses.remember(network, at: slug, now: now)
        return network
    }

    /// - Throws: ``Refusal/signInRequired`` for a token that is unknown or over.
    func identify(_ ask: inout Ask, token: String) async throws {
        let hash = Sodium.hash(Array(token.utf8)), slug = ask.parameters["slug"], now = world.now()
        let read = try await database.read { db in
            try db.identity(token: hash, slug: slug, now: now).map { ($0, try untrained($0.identity, now: now, db)) }
        }
        guard let (found, lacks) = read else { throw Refusal.signInRequired }
        ask.scopes = Set(found.scopes)
        ask.person = found.identity.person
        guard ask.method == .get || ask.scopes.contains(Scope.write.rawValue) else {
            throw Refusal.forbidden(PeopleWords.readOnlyToken)
        }
        guard slug == nil || slug == found.identity.network?.slug else { throw Refusal.notFound }
        ask.network = found.identity.network
        if let member = found.identity.member {
            await noteActive(member, now: now)
            // A program's token gives no more than its owner has by signing in.
            let isHeld =
                configuration.requiresSecondStep && member.needsSecondStep && !found.identity.hasSecondStep
                && !ask.scopes.contains(Scope.operator.rawValue)
            let isOperator = ask.scopes.contains(Scope.operator.rawValue), untrained = isOperator ? nil : lacks
            ask.viewer = Viewer(
                .member(active(member, isHeld: isHeld, untrained)), language: ask.language, isOperator: isOperator)
            ask.viewer.untrained = untrained
        }
        ask.viewer.personID = found.identity.person.id
        ask.viewer.heldUntil = Hold.until(
            changedAt: found.identity.channelChangedAt, knownSince: found.madeAt, now: now)
    }
}
