internal import Database
internal import Foundation

/// An account elsewhere that signs in to one here.
struct LinkedIdentity: Sendable {
    let issuer: String
    let subject: String
    let linkedAt: Int64
}

/// An account elsewhere that was proved and is linked with none here; a browser keeps it, sealed, until its user consents.
struct PendingIdentity: Codable, Sendable {
    let provider: String
    let issuer: String
    let subject: String
    let to: String?
    let until: Int64

    static let lifetime = 30 * Time.minute
    private static let context = "foreign identity"

    init(_ identity: ForeignIdentity, provider: String, to: String?, now: Int64) {
        self.provider = provider
        issuer = identity.issuer
        subject = identity.subject
        self.to = to
        until = now + PendingIdentity.lifetime
    }

    init?(sealed text: String, vault: Vault, now: Int64) {
        guard let box = Base64URL.decode(text), let bytes = vault.openLoose(box, context: PendingIdentity.context),
            let kept = try? JSONDecoder().decode(PendingIdentity.self, from: Data(bytes)), kept.until > now
        else { return nil }
        self = kept
    }

    func sealed(by vault: Vault) throws -> String {
        Base64URL.encode(vault.sealLoose(Array(try JSONEncoder().encode(self)), context: PendingIdentity.context))
    }

    var identity: ForeignIdentity { ForeignIdentity(issuer: issuer, subject: subject, email: nil) }
}

extension Connection {
    func person(issuer: String, subject: String) throws -> ID? {
        try value("SELECT person_id FROM foreign_identities WHERE issuer = \(issuer) AND subject = \(subject)")
    }

    func link(issuer: String, subject: String, to person: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO foreign_identities (issuer, subject, person_id, created_at)
            VALUES (\(issuer), \(subject), \(person), \(now))
            """)
    }

    func unlink(issuer: String, subject: String, from person: ID) throws -> Bool {
        try execute(
            """
            DELETE FROM foreign_identities
            WHERE issuer = \(issuer) AND subject = \(subject) AND person_id = \(person)
            """) == 1
    }

    func linkedIdentities(of person: ID) throws -> [LinkedIdentity] {
        try query(
            """
            SELECT issuer, subject, created_at FROM foreign_identities
            WHERE person_id = \(person) ORDER BY created_at, issuer, subject
            """
        ) { LinkedIdentity(issuer: try $0[0], subject: try $0[1], linkedAt: try $0[2]) }
    }
}
