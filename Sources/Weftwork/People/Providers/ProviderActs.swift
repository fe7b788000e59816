internal import Database
internal import Engine

/// Accounts elsewhere: by them one comes in, once they are linked.
extension SignInActs {
    /// Lets in whom a provider says that somebody is: who has come from there before, or who has the mail address that it has
    /// verified. Nobody becomes a member by it.
    func enter(as identity: ForeignIdentity, by label: Text, from device: Device) async throws -> Entrance? {
        let now = world.now(), token = newToken()
        let fingerprint = identity.email.flatMap { Contacts.email($0) }.map { vault.fingerprint("email", $0) }
        let (entrance, linked) = try await write { db, notes -> (Entrance?, Person?) in
            if let known = try db.person(issuer: identity.issuer, subject: identity.subject) {
                return (try open(token, for: known, from: device, db, notes), nil)
            }
            guard let fingerprint, let person = try db.person(emailHash: fingerprint) else { return (nil, nil) }
            try db.link(issuer: identity.issuer, subject: identity.subject, to: person.id, at: now)
            try log(.providerLinked, of: person.id, agent: device.agent, db, notes)
            return (try open(token, for: person.id, from: device, db, notes), person)
        }
        if let linked { try await notify(linked, SignInWords.mailLinked(label)) }
        return entrance
    }

    /// Links an account elsewhere, which its owner has proved, with the one that is signed in.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is another's.
    func link(_ identity: ForeignIdentity, by label: Text, to person: Person, agent: String) async throws {
        let now = world.now()
        try await write { db, notes in
            if let holder = try db.person(issuer: identity.issuer, subject: identity.subject) {
                guard holder == person.id else { throw Refusal.conflict(ProviderWords.isOthers) }
                return
            }
            try db.link(issuer: identity.issuer, subject: identity.subject, to: person.id, at: now)
            try log(.providerLinked, of: person.id, agent: agent, db, notes)
            try tell(person.id, ProviderWords.linkedMail(label), db)
        }
    }

    /// Takes an account elsewhere off one's own.
    func unlink(issuer: String, subject: String, from person: Person, agent: String) async throws {
        let label = configuration.label(ofIssuer: issuer)
        try await write { db, notes in
            guard try db.unlink(issuer: issuer, subject: subject, from: person.id) else { throw Refusal.notFound }
            try log(.providerUnlinked, of: person.id, agent: agent, db, notes)
            try tell(person.id, ProviderWords.unlinkedMail(label), db)
        }
    }
}

extension Configuration {
    /// All by which somebody can sign in with an account elsewhere, by name in addresses.
    var signInProviders: [(slug: String, label: Text)] {
        apps.map { ($0.slug, $0.label) } + providers.map { ($0.slug, .verbatim($0.label)) }
    }

    func label(of slug: String) -> Text? { signInProviders.first { $0.slug == slug }?.label }

    /// What people call the one whom an issuer stands for; the issuer itself, where it is no longer set up.
    func label(ofIssuer issuer: String) -> Text {
        if let provider = providers.first(where: { $0.issuer == issuer }) { return .verbatim(provider.label) }
        let slug = issuer.split(separator: ":").first.map(String.init) ?? issuer
        return apps.first { $0.slug == slug }?.label ?? .verbatim(issuer)
    }
}
