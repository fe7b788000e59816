public import Database

/// Why an act was not done. The one kind of error that people and programs are told about; anything else is a fault.
public enum Refusal: Error, Sendable {
    case notFound
    case signInRequired
    case forbidden(Text)
    case invalid([FieldProblem])
    /// The thing is in a state in which this can't be done; the extras go into the problem answer.
    case conflict(Text, Extras = Extras())
    /// Somebody else changed it since it was read (`If-Match`).
    case stale
    case tooMany(retryAfter: Int)
    case unavailable(retryAfter: Int)
    case unreadable(Text)
    case tooLarge
    /// An idempotency key that was used before for something else.
    case reusedKey
    /// A fault of ours; what it was stands in the log under the request's id.
    case fault

    /// What a conflict says besides its words.
    public struct Extras: Sendable {
        public var state: String?
        public var allowed: [String]?
        /// What is left of a line, in thousandths.
        public var remaining: Int64?
        /// The module to pass first.
        public var training: ID?
        /// Where else the same is wanted, or what stands there for it already.
        public var next: ID?
        /// What is otherwise than it was, and the stamp by which it is confirmed to have been seen.
        public var changes: [Change] = []
        public var seen: String?

        public init(
            state: String? = nil, allowed: [String]? = nil, remaining: Int64? = nil, training: ID? = nil
        ) {
            self.state = state
            self.allowed = allowed
            self.remaining = remaining
            self.training = training
        }
    }

    /// One thing that is otherwise than it was.
    public struct Change: Sendable, Equatable {
        public let field: String
        let name: Text
        let was: Text
        let now: Text

        public static func == (left: Change, right: Change) -> Bool {
            left.field == right.field && left.name(.zh) == right.name(.zh) && left.was(.zh) == right.was(.zh)
                && left.now(.zh) == right.now(.zh)
        }
    }

    /// One field is wrong.
    public static func invalid(_ field: String, _ message: Text) -> Refusal {
        .invalid([FieldProblem(field, message)])
    }

    public var status: Int {
        switch self {
        case .notFound: 404
        case .signInRequired: 401
        case .forbidden: 403
        case .invalid, .reusedKey: 422
        case .conflict: 409
        case .stale: 412
        case .tooMany: 429
        case .unavailable: 503
        case .unreadable: 400
        case .tooLarge: 413
        case .fault: 500
        }
    }

    public var retryAfter: Int? {
        switch self {
        case .tooMany(let seconds), .unavailable(let seconds): seconds
        default: nil
        }
    }

    /// What happened, what was kept, what to do.
    public var words: Text {
        switch self {
        case .notFound: SiteWords.notFound
        case .signInRequired: SiteWords.signInRequired
        case .forbidden(let words), .conflict(let words, _), .unreadable(let words): words
        case .invalid: SiteWords.invalid
        case .stale: SiteWords.stale
        case .tooMany(let seconds): SiteWords.tooMany(seconds)
        case .unavailable: SiteWords.unavailable
        case .tooLarge: SiteWords.tooLarge
        case .reusedKey: SiteWords.reusedKey
        case .fault: SiteWords.fault
        }
    }
}

/// One wrong field and what is wrong with it.
public struct FieldProblem: Sendable {
    public let field: String
    public let message: Text

    public init(_ field: String, _ message: Text) {
        self.field = field
        self.message = message
    }
}

/// A problem answer (RFC 9457).
struct Problem: View {
    let status: Int
    let type: String
    let title: String
    let detail: String
    let instance: String
    let errors: [(field: String, message: String)]
    let extras: Refusal.Extras
    private let changes: [(field: String, name: String, was: String, now: String)]

    /// What the kind of problem is named by.
    static func type(of refusal: Refusal) -> String { "https://weftwork.example/problems/\(refusal.status)" }

    init(_ refusal: Refusal, in language: Language, instance: String) {
        status = refusal.status
        type = Problem.type(of: refusal)
        title = SiteWords.title(of: refusal.status)(language)
        detail = refusal.words(language)
        self.instance = instance
        if case .invalid(let problems) = refusal {
            errors = problems.map { ($0.field, $0.message(language)) }
        } else {
            errors = []
        }
        if case .conflict(_, let extras) = refusal { self.extras = extras } else { extras = Refusal.Extras() }
        changes = extras.changes.map { ($0.field, $0.name(language), $0.was(language), $0.now(language)) }
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("type", type)
            json.field("title", title)
            json.field("status", status)
            json.field("detail", detail)
            json.field("instance", instance)
            if !errors.isEmpty {
                json.name("errors")
                json.array(errors) { json, error in
                    json.object {
                        $0.field("field", error.field)
                        $0.field("message", error.message)
                    }
                }
            }
            if let state = extras.state { json.field("state", state) }
            if let allowed = extras.allowed { json.field("allowed", allowed) }
            if let remaining = extras.remaining { json.field("remaining", quantity: remaining) }
            if let training = extras.training { json.field("training", training) }
            if let next = extras.next { json.field("next", next) }
            guard let seen = extras.seen else { return }
            json.field("seen", seen)
            json.name("changes")
            json.array(changes) { json, change in
                json.object {
                    $0.field("field", change.field)
                    $0.field("name", change.name)
                    $0.field("was", change.was)
                    $0.field("now", change.now)
                }
            }
        }
    }
}
