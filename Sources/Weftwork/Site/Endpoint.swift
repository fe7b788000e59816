internal import Database

/// One door of the server: where, who may, what it does. Router, policy test and OpenAPI read the one list of them.
struct Endpoint: Sendable {
    enum Surface: Sendable {
        /// HTML for people; errors are pages, posts carry a form token.
        case page
        /// JSON for programs; errors are problem details.
        case api
        /// No sessions, no network: health and assets.
        case bare
    }

    let method: Ask.Method
    /// With parameters in braces: `/n/{slug}/needs/{id}`.
    let path: String
    let act: Act
    let surface: Surface
    /// What it does, for the API's readers.
    let summary: String
    let accepts: Schema?
    let gives: Schema?
    /// What of its address chooses and orders; no one has to say any of it.
    let queries: [QueryParameter]
    let status: Int
    /// A body may be this long.
    let mostBytes: Int
    /// What is asked beside the policy before a body longer than most is read: memory is kept only for those who may send one.
    let admits: @Sendable (Ask) async throws -> Void
    let handle: @Sendable (Ask) async throws -> Answer

    static let usualBytes = 512 * 1024
    /// A body as long as this is read for few at once.
    var isLarge: Bool { mostBytes > Endpoint.usualBytes }

    init(
        _ method: Ask.Method,
        _ path: String,
        _ act: Act,
        _ surface: Surface,
        _ summary: String = "",
        accepts: Schema? = nil,
        gives: Schema? = nil,
        queries: [QueryParameter] = [],
        status: Int = 200,
        mostBytes: Int = Endpoint.usualBytes,
        admits: @escaping @Sendable (Ask) async throws -> Void = { _ in },
        handle: @escaping @Sendable (Ask) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.act = act
        self.surface = surface
        self.summary = summary
        self.accepts = accepts
        self.gives = gives
        self.queries = queries
        self.status = status
        self.mostBytes = mostBytes
        self.admits = admits
        self.handle = handle
    }

    var parameterNames: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}

/// A parameter after the question mark, as OpenAPI 3.1 wants it.
struct QueryParameter: Sendable {
    let name: String
    /// A JSON Schema object.
    let definition: String

    static func text(_ name: String) -> QueryParameter {
        QueryParameter(name: name, definition: "{\"type\":\"string\"}")
    }

    static func choice(_ name: String, _ words: [String]) -> QueryParameter {
        let quoted = words.map { "\"\($0)\"" }.joined(separator: ",")
        return QueryParameter(name: name, definition: "{\"enum\":[\(quoted)]}")
    }
}

/// The shape of a JSON body, as OpenAPI 3.1 wants it.
struct Schema: Sendable {
    let name: String
    /// A JSON Schema object.
    let definition: String
}

/// A capability's doors, steps of the schema and clocks, handed to `App`.
struct Capability: Sendable {
    var migrations: [Migration] = []
    var endpoints: [Endpoint] = []
}
