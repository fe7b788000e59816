internal import Database
internal import Engine
internal import Foundation

/// What somebody says who has no account yet.
struct SignUpDraft: Codable, Sendable {
    let name: String
    /// The mail address; empty for one who comes by phone.
    let email: String
    var phone: String?
    let language: String

    fileprivate var channel: Channel { phone.map { Channel(.phone, kept: $0) } ?? Channel(.mail, kept: email) }
}

extension SignInActs {
    /// Sends a code to a channel; typing it makes an account for it, or opens the one that there is – nobody learns which.
    func requestSignUp(
        name: String, by channel: Channel, from device: Device, language: Language
    ) async throws -> String {
        let name = Clean.line(name)
        guard !name.isEmpty else { throw Refusal.invalid("name", SiteWords.missing) }
        guard name.count <= 80 else { throw Refusal.invalid("name", SiteWords.tooLong) }
        let isPhone = channel.kind == .phone
        let draft = try JSONEncoder().encode(
            SignUpDraft(
                name: name, email: isPhone ? "" : channel.address, phone: isPhone ? channel.address : nil,
                language: language.rawValue))
        let box = vault.sealLoose(Array(draft), context: "sign up")
        return try await request(newFor: channel, draft: box, from: device, language: language)
    }

    /// The account of a draft: the one with this address or phone, or a new one.
    func account(of box: [UInt8], _ db: any Connection) throws -> ID? {
        guard let bytes = vault.openLoose(box, context: "sign up"),
            let draft = try? JSONDecoder().decode(SignUpDraft.self, from: Data(bytes))
        else { return nil }
        let channel = draft.channel
        if let known = try db.person(channel.kind, hash: vault.fingerprint(channel)) { return known.id }
        let person = Person(id: world.newID(), name: draft.name, language: Language(rawValue: draft.language) ?? .zh)
        try db.makeAccount(person, by: channel, vault: vault, world: world)
        return person.id
    }
}
