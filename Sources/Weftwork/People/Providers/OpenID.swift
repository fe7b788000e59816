internal import Foundation
internal import Synchronization

/// An organisation's own sign-in that this server trusts to say whose mail address is whose (OpenID Connect Core 1.0).
public struct OpenIDProvider: Sendable {
    /// Its name in addresses.
    let slug: String
    /// What the button says.
    let label: String
    let issuer: String
    let client: String
    let secret: String

    /// The providers that the environment names: `WEFT_OIDC=one,two`, and of each `WEFT_OIDC_ONE_ISSUER`, `…_CLIENT`,
    /// `…_SECRET` and, for the button, `…_LABEL`. One that lacks a part is left out.
    static func all(_ environment: [String: String]) -> [OpenIDProvider] {
        (environment["WEFT_OIDC"] ?? "").split(separator: ",").compactMap { name in
            let slug = name.lowercased(), prefix = "WEFT_OIDC_\(name.uppercased())_"
            guard Network.isSlug(slug), let issuer = environment[prefix + "ISSUER"], CurlWeb.isSafe(issuer),
                let client = environment[prefix + "CLIENT"], let secret = environment[prefix + "SECRET"]
            else { return nil }
            return OpenIDProvider(
                slug: slug, label: environment[prefix + "LABEL"] ?? String(name), issuer: issuer, client: client,
                secret: secret)
        }
    }
}

/// Whom a provider says that somebody is.
struct ForeignIdentity: Sendable {
    let issuer: String
    let subject: String
    /// Only one that the provider has verified.
    let email: String?
}

/// What a browser keeps, sealed, between leaving for a provider and coming back.
struct OpenIDVisit: Codable, Sendable {
    let provider: String
    let state: String
    let nonce: String
    /// The secret behind the code challenge (RFC 7636).
    let verifier: String
    let to: String?
    /// The account that is to be linked, where somebody signed in left for that.
    var linking: String?
    let until: Int64

    static let lifetime = 10 * Time.minute
    private static let context = "openid visit"

    func sealed(by vault: Vault) throws -> String {
        Base64URL.encode(vault.sealLoose(Array(try JSONEncoder().encode(self)), context: OpenIDVisit.context))
    }

    init?(sealed text: String, vault: Vault, now: Int64) {
        guard let box = Base64URL.decode(text), let bytes = vault.openLoose(box, context: OpenIDVisit.context),
            let visit = try? JSONDecoder().decode(OpenIDVisit.self, from: Data(bytes)), visit.until > now
        else { return nil }
        self = visit
    }

    init(provider: String, to: String?, linking: String? = nil, world: World) {
        self.provider = provider
        self.linking = linking
        state = Base64URL.encode(world.bytes(24))
        nonce = Base64URL.encode(world.bytes(24))
        verifier = Base64URL.encode(world.bytes(48))
        self.to = to
        until = world.now() + OpenIDVisit.lifetime
    }
}

/// The relying party's side of OpenID Connect: authorization code flow with PKCE, tokens signed with RS256.
final class OpenIDClient: Sendable {
    private let web: any WebPort
    private let world: World
    private let backURL: String
    private let known = Mutex<[String: Known]>([:])

    /// - Parameter publicURL: of this server; providers send browsers back to it.
    init(web: any WebPort, world: World, publicURL: String) {
        self.web = web
        self.world = world
        backURL = "\(publicURL)/sign-in/with"
    }

    private struct Known {
        let document: Discovery
        var keys: [JSONWebKey]
        var at: Int64
    }

    struct Discovery: Decodable {
        let issuer: String
        let authorizationEndpoint: String
        let tokenEndpoint: String
        let keysURL: String

        enum CodingKeys: String, CodingKey {
            case issuer
            case authorizationEndpoint = "authorization_endpoint"
            case tokenEndpoint = "token_endpoint"
            case keysURL = "jwks_uri"
        }
    }

    struct JSONWebKey: Decodable {
        let kty: String
        let kid: String?
        let use: String?
        let n: String?
        let e: String?
    }

    private struct KeySet: Decodable {
        let keys: [JSONWebKey]
    }

    private func back(_ provider: OpenIDProvider) -> String { "\(backURL)/\(provider.slug)/back" }

    /// Where the browser goes to sign in.
    func address(of provider: OpenIDProvider, for visit: OpenIDVisit) async throws -> String {
        let document = try await document(of: provider)
        let query = Form(pairs: [
            ("response_type", "code"), ("client_id", provider.client), ("redirect_uri", back(provider)),
            ("scope", "openid email"), ("state", visit.state), ("nonce", visit.nonce),
            ("code_challenge", Base64URL.encode(Crypto.sha256(Array(visit.verifier.utf8)))),
            ("code_challenge_method", "S256"),
        ])
        let joint = document.authorizationEndpoint.contains("?") ? "&" : "?"
        return document.authorizationEndpoint + joint + query.encoded
    }

    /// Whom the provider says that the browser's user is.
    /// - Throws: ``WebFault`` when the provider can't be asked or what it says does not hold.
    func identity(code: String, from provider: OpenIDProvider, for visit: OpenIDVisit) async throws -> ForeignIdentity {
        struct Tokens: Decodable {
            let identity: String

            enum CodingKeys: String, CodingKey { case identity = "id_token" }
        }
        let document = try await document(of: provider)
        let body = try await web.fetch(
            WebRequest(
                url: document.tokenEndpoint,
                form: Form(pairs: [
                    ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back(provider)),
                    ("code_verifier", visit.verifier),
                ]),
                credentials: (provider.client, provider.secret)))
        let token = try decoded(Tokens.self, body).identity
        let claims = try await claims(of: token, from: provider)
        return try claims.identity(for: provider, nonce: visit.nonce, now: world.now())
    }

    // MARK: What the provider publishes

    private static let keeping = Time.hour

    private func document(of provider: OpenIDProvider) async throws -> Discovery {
        try await known(provider, isFresh: { $0.at > self.world.now() - OpenIDClient.keeping }).document
    }

    private func known(
        _ provider: OpenIDProvider, isFresh: @Sendable (Known) -> Bool
    ) async throws -> Known {
        if let known = known.withLock({ $0[provider.slug] }), isFresh(known) { return known }
        let base = provider.issuer.hasSuffix("/") ? String(provider.issuer.dropLast()) : provider.issuer
        let body = try await web.fetch(WebRequest(url: "\(base)/.well-known/openid-configuration"))
        let document = try decoded(Discovery.self, body)
        guard document.issuer == provider.issuer else {
            throw WebFault("\(provider.issuer) says it is \(document.issuer)")
        }
        let keys = try decoded(KeySet.self, try await web.fetch(WebRequest(url: document.keysURL))).keys
        let fresh = Known(document: document, keys: keys, at: world.now())
        known.withLock { $0[provider.slug] = fresh }
        return fresh
    }

    /// The keys that a token may be signed with; fetched anew, at most once a minute, for one that is unknown.
    private func keys(of provider: OpenIDProvider, id: String?) async throws -> [JSONWebKey] {
        func fitting(_ keys: [JSONWebKey]) -> [JSONWebKey] {
            keys.filter { $0.kty == "RSA" && ($0.use ?? "sig") == "sig" && (id == nil || $0.kid == id) }
        }
        let now = world.now()
        let found = fitting(try await known(provider, isFresh: { $0.at > now - OpenIDClient.keeping }).keys)
        if !found.isEmpty { return found }
        return fitting(try await known(provider, isFresh: { $0.at > now - Time.minute }).keys)
    }

    // MARK: The token

    private struct Header: Decodable {
        let alg: String
        let kid: String?
    }

    /// The claims of a token whose signature is right.
    private func claims(of token: String, from provider: OpenIDProvider) async throws -> IDClaims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let head = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw WebFault("\(provider.slug): the token is none") }
        let header = try decoded(Header.self, head)
        // The algorithm is ours to say: a token that names another, "none" above all, is refused.
        guard header.alg == "RS256" else { throw WebFault("\(provider.slug): the token is signed with \(header.alg)") }
        let message = Array("\(parts[0]).\(parts[1])".utf8)
        let isSigned = try await keys(of: provider, id: header.kid).contains { key in
            guard let modulus = key.n.flatMap(Base64URL.decode), let exponent = key.e.flatMap(Base64URL.decode),
                modulus.count >= 256
            else { return false }
            return Crypto.isSignature(signature, of: message, modulus: modulus, exponent: exponent)
        }
        guard isSigned else { throw WebFault("\(provider.slug): the token's signature is wrong") }
        return try decoded(IDClaims.self, payload)
    }

    private func decoded<T: Decodable>(_ type: T.Type, _ bytes: [UInt8]) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw WebFault("not what OpenID Connect says: \(type)")
        }
    }
}

/// What an ID token claims (OpenID Connect Core 1.0, section 2).
struct IDClaims: Decodable, Sendable {
    let iss: String
    let sub: String
    let aud: Audiences
    let azp: String?
    let exp: Double
    let iat: Double
    let nonce: String?
    let email: String?
    let isEmailVerified: Bool?

    enum CodingKeys: String, CodingKey {
        case iss, sub, aud, azp, exp, iat, nonce, email
        case isEmailVerified = "email_verified"
    }

    /// One audience or several.
    struct Audiences: Decodable, Sendable {
        let all: [String]

        init(_ all: [String]) {
            self.all = all
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                all = [one]
            } else {
                all = try container.decode([String].self)
            }
        }
    }

    /// How far the clocks of two servers may be apart, in seconds.
    private static let drift = 120.0

    /// The identity, if everything that the standard asks of the token holds (section 3.1.3.7).
    func identity(for provider: OpenIDProvider, nonce expected: String, now: Int64) throws -> ForeignIdentity {
        let seconds = Double(now) / 1000
        guard iss == provider.issuer else { throw WebFault("\(provider.slug): the token is of another issuer") }
        guard aud.all.contains(provider.client), aud.all.count == 1 || azp == provider.client else {
            throw WebFault("\(provider.slug): the token is for somebody else")
        }
        guard exp > seconds - IDClaims.drift, abs(seconds - iat) < 600 + IDClaims.drift else {
            throw WebFault("\(provider.slug): the token is over")
        }
        guard let nonce, Sodium.equal(Array(nonce.utf8), Array(expected.utf8)) else {
            throw WebFault("\(provider.slug): the token is of another visit")
        }
        guard !sub.isEmpty, sub.utf8.count <= 255 else { throw WebFault("\(provider.slug): the token names nobody") }
        return ForeignIdentity(issuer: iss, subject: sub, email: isEmailVerified == true ? email : nil)
    }
}
