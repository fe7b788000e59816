internal import Database

struct BadgeBody: Decodable {
    let kind: String?
    let about: String?
    let evidence: String?

    var draft: BadgeDraft { BadgeDraft(kind: kind ?? "", about: about ?? "", evidence: evidence ?? "") }
}

struct BadgeKindBody: Decodable {
    let nameZh: String?
    let nameEn: String?
    let criteriaZh: String?
    let criteriaEn: String?

    var draft: BadgeKindDraft {
        BadgeKindDraft(
            nameZh: nameZh ?? "", nameEn: nameEn ?? "", criteriaZh: criteriaZh ?? "", criteriaEn: criteriaEn ?? "")
    }
}

struct BadgeChoiceBody: Decodable {
    let isShown: Bool?
    let showsName: Bool?
    let hasMail: Bool?

    var choice: BadgeChoice {
        BadgeChoice(isShown: isShown ?? false, showsName: showsName ?? false, hasMail: hasMail ?? false)
    }
}

/// A badge, for its holder and whoever gives.
struct BadgeView: View {
    let badge: Badge

    func write(to json: inout JSON) {
        json.object { fields(&$0) }
    }

    fileprivate func fields(_ json: inout JSON) {
        json.field("id", badge.id)
        json.field("kind", badge.kind)
        json.field("about", badge.about.nilIfEmpty)
        json.field("evidence", badge.evidence.nilIfEmpty)
        json.field("issuedAt", moment: badge.issuedAt)
        json.field("revokedAt", moment: badge.revokedAt)
        json.field("byRule", badge.byID == nil)
    }
}

/// One's own badge with what one shows of it.
struct OwnBadgeView: View {
    let own: OwnBadge
    let address: String

    func write(to json: inout JSON) {
        json.object { json in
            BadgeView(badge: own.badge).fields(&json)
            json.field("isShown", own.badge.choice.isShown)
            json.field("showsName", own.badge.choice.showsName)
            json.field("hasMail", own.badge.choice.hasMail)
            json.field("page", own.badge.choice.isShown ? address : nil)
        }
    }
}

/// A badge as the standard has it.
struct CredentialView: View {
    let credential: SignedCredential

    func write(to json: inout JSON) {
        json.object { json in
            json.field("jwt", credential.token)
            json.name("credential")
            json.raw(credential.body)
        }
    }
}

/// What is given here, and who signs: the keys as identifiers and as JSON Web Keys (RFC 8037).
struct BadgeShelfView: View {
    let shelf: BadgeShelf

    func write(to json: inout JSON) {
        json.object { json in
            json.name("kinds")
            json.array(shelf.kinds) { json, kind in
                json.object { json in
                    json.field("kind", kind.key)
                    json.name("name")
                    json.object { write(kind.name, &$0) }
                    json.name("criteria")
                    json.object { write(kind.criteria, &$0) }
                    json.field("byRule", kind.rule != .given)
                }
            }
            json.name("keys")
            json.array(shelf.keys) { json, key in
                json.object { json in
                    json.field("did", key.identity.did)
                    json.field("kid", key.identity.kid)
                    json.field("kty", "OKP")
                    json.field("crv", "Ed25519")
                    json.field("x", Base64URL.encode(key.publicKey))
                    json.field("since", moment: key.madeAt)
                    json.field("until", moment: key.retiredAt)
                }
            }
        }
    }

    private func write(_ text: Text, _ json: inout JSON) {
        json.field("zh", text(.zh))
        json.field("en", text(.en))
    }
}

/// What a stranger learns of a certificate: what its holder agreed to, and whether it is good.
struct CertificateStateView: View {
    let seen: SeenCertificate?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("state", seen?.state.rawValue ?? "unknown")
            guard let seen else { return }
            json.field("kind", seen.kind.key)
            json.field("about", seen.badge.about.nilIfEmpty)
            json.field("network", seen.network.slug)
            json.field("name", seen.name)
            json.field("issuedAt", moment: seen.badge.issuedAt)
            json.field("issuer", seen.key.did)
        }
    }
}

enum BadgeSchemas {
    private static let fields = """
        "id":{"type":"string"},"kind":{"type":"string"},"about":{"type":["string","null"]},"evidence":{"type":["string","null"]},\
        "issuedAt":{"type":"string"},"revokedAt":{"type":["string","null"]},"byRule":{"type":"boolean"}
        """
    static let badge = Schema(
        name: "Badge",
        definition: """
            {"type":"object","required":["id","kind","issuedAt"],"properties":{\(fields)}}
            """)
    static let list = Schema(
        name: "OwnBadges",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object","properties":{\(fields),\
            "isShown":{"type":"boolean"},"showsName":{"type":"boolean"},"hasMail":{"type":"boolean"},"page":{"type":["string","null"]}}}}}}
            """)
    static let credential = Schema(
        name: "BadgeCredential",
        definition: """
            {"type":"object","required":["jwt","credential"],"properties":{"jwt":{"type":"string"},"credential":{"type":"object"}}}
            """)
    static let choice = Schema(
        name: "BadgeChoice",
        definition: """
            {"type":"object","properties":{"isShown":{"type":"boolean"},"showsName":{"type":"boolean"},"hasMail":{"type":"boolean"}}}
            """)
    static let give = Schema(
        name: "BadgeToGive",
        definition: """
            {"type":"object","required":["kind","evidence"],"properties":{"kind":{"type":"string"},"about":{"type":"string"},\
            "evidence":{"type":"string"}}}
            """)
    static let kind = Schema(
        name: "BadgeKindToPost",
        definition: """
            {"type":"object","required":["nameZh","nameEn","criteriaZh","criteriaEn"],"properties":{"nameZh":{"type":"string"},\
            "nameEn":{"type":"string"},"criteriaZh":{"type":"string"},"criteriaEn":{"type":"string"}}}
            """)
    static let shelf = Schema(
        name: "BadgeShelf",
        definition: """
            {"type":"object","required":["kinds","keys"],"properties":{"kinds":{"type":"array","items":{"type":"object"}},\
            "keys":{"type":"array","items":{"type":"object","required":["did","kid","kty","crv","x"],"properties":{"did":{"type":"string"},\
            "kid":{"type":"string"},"kty":{"const":"OKP"},"crv":{"const":"Ed25519"},"x":{"type":"string"}}}}}}
            """)
    static let certificate = Schema(
        name: "CertificateState",
        definition: """
            {"type":"object","required":["state"],"properties":{"state":{"enum":["valid","revoked","unknown"]},"kind":{"type":"string"},\
            "about":{"type":["string","null"]},"network":{"type":"string"},"name":{"type":["string","null"]},\
            "issuedAt":{"type":"string"},"issuer":{"type":"string"}}}
            """)
}
