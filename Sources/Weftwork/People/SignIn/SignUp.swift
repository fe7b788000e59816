internal import Database
internal import Engine
internal import Foundation

/// What somebody says who has no account yet.
struct SignUpDraft: Codable, Sendable {
    let name: String
    let email: String
    let language: String
}

extension SignInActs {
    /// Sends a code to an address; typing it makes an account for it, or opens the one that there is – nobody learns which.
    func requestSignUp(name: String, email: String, language: Language) async throws -> String {
        let name = Clean.line(name)
        guard !name.isEmpty else { throw Refusal.invalid("name", SiteWords.missing) }
        guard name.count <= 80 else { throw Refusal.invalid("name", SiteWords.tooLong) }
        let draft = try JSONEncoder().encode(SignUpDraft(name: name, email: email, language: language.rawValue))
        let box = vault.sealLoose(Array(draft), context: "sign up")
        return try await request(newFor: email, draft: box, language: language)
    }

    /// The account of a draft: the one with this address, or a new one.
    func account(of box: [UInt8], _ db: any Connection) throws -> ID? {
        guard let bytes = vault.openLoose(box, context: "sign up"),
            let draft = try? JSONDecoder().decode(SignUpDraft.self, from: Data(bytes))
        else { return nil }
        let hash = vault.fingerprint("email", draft.email)
        if let known = try db.person(emailHash: hash) { return known.id }
        let person = world.newID(), key = try db.makeKey(for: person, in: vault)
        try db.insert(
            Person(id: person, name: draft.name, language: Language(rawValue: draft.language) ?? .zh),
            emailSealed: vault.seal(Array(draft.email.utf8), key: key, context: person.bytes), emailHash: hash,
            at: world.now())
        return person
    }
}
