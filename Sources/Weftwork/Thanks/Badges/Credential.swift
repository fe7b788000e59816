internal import Database

/// A badge as the standard has it: what stands in it, and the same signed.
struct SignedCredential: Sendable {
    /// The body as JSON.
    let body: [UInt8]
    /// Signed, in compact form.
    let token: String
    let name: String
}

/// Writes Open Badges 3.0 credentials and lists of what was revoked as VC-JWT, signed with Ed25519. The issuer is the key itself
/// (did:key), so that a verifier needs no server; which keys are a network's own stands on its public page.
struct BadgeSigner: Sendable {
    let base: String
    let network: Network
    let key: BadgeKey

    private static let contexts = [
        "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]

    private var root: String { "\(base)/n/\(network.slug)" }
    /// Each key has a list of its own, which it alone signs: a new key leaves what was signed before as it was.
    private var listAddress: String { "\(root)/badges/status/\(key.id)" }

    // MARK: Badges

    /// - Parameter mail: the holder's address, where they agreed; only a salted hash of it is written.
    func badge(_ badge: Badge, _ kind: BadgeKind, mail: String?) -> SignedCredential {
        let language = network.language
        let about = badge.about.isEmpty ? "" : " · \(badge.about)"
        let name = kind.name(language) + about
        var json = JSON()
        json.object { json in
            json.field("@context", BadgeSigner.contexts)
            json.field("id", "urn:uuid:\(badge.id)")
            json.field("type", ["VerifiableCredential", "OpenBadgeCredential"])
            json.field("name", name)
            issuer(&json)
            json.field("validFrom", BadgeSigner.moment(badge.issuedAt))
            json.name("credentialSubject")
            json.object { json in
                json.field("id", "urn:uuid:\(badge.subject)")
                json.field("type", ["AchievementSubject"])
                if let mail { identifier(mail, badge.salt, &json) }
                achievement(name, kind, &json)
            }
            evidence(badge, &json)
            status(badge, &json)
            registered(&json, id: "urn:uuid:\(badge.id)", subject: "urn:uuid:\(badge.subject)", at: badge.issuedAt)
        }
        return SignedCredential(body: json.bytes, token: sign(json.bytes), name: name)
    }

    private func issuer(_ json: inout JSON) {
        json.name("issuer")
        json.object { json in
            json.field("id", key.identity.did)
            json.field("type", ["Profile"])
            json.field("name", network.name)
            json.field("url", "\(root)/badges")
        }
    }

    private func identifier(_ mail: String, _ salt: String, _ json: inout JSON) {
        let digest = Hex.encode(Crypto.sha256(Array((mail + salt).utf8)))
        json.name("identifier")
        json.array([digest]) { json, digest in
            json.object { json in
                json.field("type", "IdentityObject")
                json.field("hashed", true)
                json.field("identityHash", "sha256$\(digest)")
                json.field("identityType", "emailAddress")
                json.field("salt", salt)
            }
        }
    }

    private func achievement(_ name: String, _ kind: BadgeKind, _ json: inout JSON) {
        let criteria = kind.criteria(network.language)
        json.name("achievement")
        json.object { json in
            json.field("id", "\(root)/badges#\(kind.key)")
            json.field("type", ["Achievement"])
            json.field("achievementType", "Badge")
            json.field("name", name)
            json.field("description", criteria)
            json.name("criteria")
            json.object { $0.field("narrative", criteria) }
        }
    }

    private func evidence(_ badge: Badge, _ json: inout JSON) {
        guard !badge.evidence.isEmpty else { return }
        json.name("evidence")
        json.array([badge.evidence]) { json, words in
            json.object { json in
                json.field("type", ["Evidence"])
                json.field("narrative", words)
            }
        }
    }

    private func status(_ badge: Badge, _ json: inout JSON) {
        json.name("credentialStatus")
        json.object { json in
            json.field("id", "\(listAddress)#\(badge.place)")
            json.field("type", "BitstringStatusListEntry")
            json.field("statusPurpose", "revocation")
            json.field("statusListIndex", "\(badge.place)")
            json.field("statusListCredential", listAddress)
        }
    }

    /// The claims of the token, which stand beside the credential's own.
    private func registered(_ json: inout JSON, id: String, subject: String?, at moment: Int64) {
        json.field("iss", key.identity.did)
        json.field("jti", id)
        if let subject { json.field("sub", subject) }
        json.field("nbf", Int(moment / Time.second))
    }

    // MARK: What was revoked

    /// The list of this key (Bitstring Status List 1.0): one bit for each badge.
    func statusList(_ places: [Int], at now: Int64) throws -> String {
        var bits = [UInt8](repeating: 0, count: BadgeRules.listBits / 8)
        for place in places where place < BadgeRules.listBits { bits[place / 8] |= 0x80 >> UInt8(place % 8) }
        guard let packed = Gzip.compress(bits) else { throw Refusal.unavailable(retryAfter: 60) }
        // A minute back: clocks differ, and a list from the future is none.
        let from = now - Time.minute
        var json = JSON()
        json.object { json in
            json.field("@context", ["https://www.w3.org/ns/credentials/v2"])
            json.field("id", listAddress)
            json.field("type", ["VerifiableCredential", "BitstringStatusListCredential"])
            json.field("issuer", key.identity.did)
            json.field("validFrom", BadgeSigner.moment(from))
            json.field("validUntil", BadgeSigner.moment(now + BadgeRules.listFor))
            json.name("credentialSubject")
            json.object { json in
                json.field("id", "\(listAddress)#list")
                json.field("type", "BitstringStatusList")
                json.field("statusPurpose", "revocation")
                json.field("encodedList", "u\(Base64URL.encode(packed))")
            }
            registered(&json, id: listAddress, subject: nil, at: from)
            json.field("exp", Int((now + BadgeRules.listFor) / Time.second))
        }
        return sign(json.bytes)
    }

    // MARK: Signing

    private func sign(_ body: [UInt8]) -> String {
        var header = JSON()
        header.object { json in
            json.field("alg", "EdDSA")
            json.field("typ", "JWT")
            json.field("kid", key.identity.kid)
        }
        let signed = "\(Base64URL.encode(header.bytes)).\(Base64URL.encode(body))"
        return "\(signed).\(Base64URL.encode(Ed25519.sign(Array(signed.utf8), seed: key.secret)))"
    }

    /// Whole seconds, as the token's own times have them.
    private static func moment(_ moment: Int64) -> String {
        String(Format.rfc3339(moment).prefix(19)) + "Z"
    }
}
