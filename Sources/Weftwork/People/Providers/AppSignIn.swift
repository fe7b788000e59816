internal import Foundation
internal import Synchronization

/// Sign-in with an account at a platform whose way resembles OAuth but is its own: an adapter knows its documented addresses.
protocol AppSignIn: Sendable {
    /// Its name in addresses.
    var slug: String { get }
    var label: Text { get }
    /// Where the browser goes to sign in.
    ///
    /// - Parameter agent: the browser's own description: within the platform's own app another door is the right one.
    func address(state: String, back: String, agent: String) -> String
    /// Who the platform says that the browser's user is.
    /// - Throws: ``WebFault`` when it can't be asked or says that something is wrong.
    func identity(code: String, back: String, agent: String, by client: AppClient) async throws -> ForeignIdentity
}

/// Asks platforms, and keeps the tokens that they give for a time.
final class AppClient: Sendable {
    private let web: any WebPort
    private let world: World
    private let tokens = Mutex<[String: (text: String, until: Int64)]>([:])

    init(web: any WebPort, world: World) {
        self.web = web
        self.world = world
    }

    func fetch<T: Decodable>(_ type: T.Type, _ request: WebRequest) async throws -> T {
        let body = try await web.fetch(request)
        // What else it said is not told on: tokens can stand in it.
        guard let value = try? JSONDecoder().decode(type, from: Data(body)) else {
            throw WebFault("an answer that its documentation does not have: \(type)")
        }
        return value
    }

    func get<T: Decodable>(_ type: T.Type, _ url: String, _ query: [(String, String)]) async throws -> T {
        try await fetch(type, WebRequest(url: "\(url)?\(Form(pairs: query).encoded)"))
    }

    func post<T: Decodable>(_ type: T.Type, _ url: String, json fields: [(String, String)]) async throws -> T {
        var json = JSON()
        json.object { json in
            for (name, value) in fields {
                json.name(dynamic: name)
                json.value(value)
            }
        }
        var request = WebRequest(url: url)
        request.body = WebRequest.Body(
            type: "application/json; charset=utf-8", text: String(decoding: json.bytes, as: UTF8.self))
        return try await fetch(type, request)
    }

    /// A token that holds for a time, fetched anew when it is over.
    func token(
        _ name: String, fetch: () async throws -> (text: String, seconds: Int64)
    ) async throws -> String {
        let now = world.now()
        if let kept = tokens.withLock({ $0[name] }), kept.until > now { return kept.text }
        let fresh = try await fetch()
        tokens.withLock { $0[name] = (fresh.text, now + (fresh.seconds - 300) * Time.second) }
        return fresh.text
    }

    /// A token turned out to hold no longer.
    func drop(token name: String) {
        tokens.withLock { $0[name] = nil }
    }
}

/// How an adapter is set up: its app, its secret, and – for tests – a base in place of the platform's own hosts.
struct AppSettings: Sendable {
    let app: String
    let secret: String
    private let base: String?

    /// Nothing where a part is missing. `WEFT_<NAME>_<APP>`, `WEFT_<NAME>_SECRET`, `WEFT_<NAME>_BASE`.
    init?(_ name: String, app: String = "APP", _ environment: [String: String]) {
        guard let id = environment["WEFT_\(name)_\(app)"], let secret = environment["WEFT_\(name)_SECRET"],
            !id.isEmpty, !secret.isEmpty
        else { return nil }
        self.app = id
        self.secret = secret
        let base = environment["WEFT_\(name)_BASE"]
        if let base, !CurlWeb.isSafe(base) { return nil }
        self.base = base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    /// An address of the platform.
    func url(_ host: String, _ path: String) -> String { (base ?? "https://\(host)") + path }
}

enum AppProviders {
    /// The platforms that the environment names.
    static func all(_ environment: [String: String]) -> [any AppSignIn] {
        let found: [(any AppSignIn)?] = [
            WeChatSignIn(environment), WeComSignIn(environment), DingTalkSignIn(environment), FeishuSignIn(environment),
        ]
        return found.compactMap { $0 }
    }

    /// - Throws: ``WebFault`` for a code that says that something is wrong.
    static func require(_ code: Int?, _ name: StaticString) throws {
        guard let code, code != 0 else { return }
        throw WebFault("\(name) answered with error \(code)")
    }

    /// An identifier as platforms give them.
    /// - Throws: ``WebFault`` for none.
    static func subject(_ text: String?, _ name: StaticString) throws -> String {
        guard let text, !text.isEmpty, text.utf8.count <= 200 else { throw WebFault("\(name) names nobody") }
        return text
    }
}
