internal import Database
internal import Logging

/// What happens to every request before and after its handler: who asks, in which language, may they; what went wrong.
extension App {
    func answer(_ ask: inout Ask, _ endpoint: Endpoint?) async -> Answer {
        ask.language = language(of: ask)
        ask.viewer = Viewer(.anonymous, language: ask.language)
        guard let endpoint = endpoint ?? unknownPage(&ask) else { return problem(.notFound, ask, nil) }
        ask.pagePath = pagePath(of: ask, endpoint)
        var answer: Answer
        do {
            if endpoint.surface != .bare { try await identify(&ask, endpoint) }
            try guardForm(ask, endpoint)
            answer = await SecurityLog.$request.withValue(ask.id) { [ask] in await checked(ask, endpoint) }
        } catch {
            answer = problem(refusal(for: error, ask), ask, endpoint)
        }
        noteRefused(answer.status, ask, endpoint)
        return finished(answer, ask, endpoint)
    }

    /// One line of the log for each access that was refused: at which door, to whom.
    private func noteRefused(_ status: Int, _ ask: Ask, _ endpoint: Endpoint) {
        let note = SecurityNote.refused(
            status: status, hasToken: ask.headers["authorization"] != nil, account: ask.person?.id,
            door: "\(endpoint.method.rawValue) \(endpoint.path)")
        guard let note else { return }
        SecurityLog.$request.withValue(ask.id) { people.signIns.security.tell(note) }
    }

    /// What a door answers somebody whom the gate knows: nothing but a refusal to whom the policy doesn't name.
    func checked(_ ask: Ask, _ endpoint: Endpoint) async -> Answer {
        do {
            if !Policy.mightAllow(endpoint.act, ask.viewer) { try Policy.require(endpoint.act, ask.viewer) }
            return try await endpoint.handle(ask)
        } catch {
            return problem(refusal(for: error, ask), ask, endpoint)
        }
    }

    /// Why a large body isn't read at all: memory is kept only for those who may send one.
    func refusedBeforeReading(_ ask: Ask, _ endpoint: Endpoint) async -> Refusal? {
        var ask = ask
        do {
            try await identify(&ask, endpoint)
            if !Policy.mightAllow(endpoint.act, ask.viewer) { try Policy.require(endpoint.act, ask.viewer) }
            try await endpoint.admits(ask)
            return nil
        } catch {
            let refusal = refusal(for: error, ask)
            noteRefused(refusal.status, ask, endpoint)
            return refusal
        }
    }

    /// For a reader at an address that names nothing: the answer still knows them and the network they are in.
    private func unknownPage(_ ask: inout Ask) -> Endpoint? {
        guard ask.method == .get, ask.headers["accept"]?.contains("text/html") == true else { return nil }
        let parts = ask.path.split(separator: "/")
        if parts.count > 1, parts[0] == "n" { ask.parameters["slug"] = String(parts[1]) }
        return Endpoint(.get, ask.path, .seeNetwork, .page) { _ in throw Refusal.notFound }
    }

    /// Where what was asked for can be looked at again: a form that was refused stands at an address that may be no page.
    private func pagePath(of ask: Ask, _ endpoint: Endpoint) -> String {
        guard ask.method == .post else { return ask.path }
        var template = endpoint.path.split(separator: "/"), path = ask.path.split(separator: "/")
        while !template.isEmpty, !pages.contains("/" + template.joined(separator: "/")) {
            template.removeLast()
            path.removeLast()
        }
        return "/" + path.joined(separator: "/")
    }

    /// Any error as something people can be told; what is a fault of ours is logged once, with the request's id.
    private func refusal(for error: any Error, _ ask: Ask) -> Refusal {
        if let refusal = error as? Refusal { return refusal }
        switch error {
        case DatabaseError.unavailable, DatabaseError.serialization, DatabaseError.storage:
            logger.error(
                "storage", metadata: ["request": "\(ask.id)", "trace": "\(ask.trace.trace)", "error": "\(error)"])
            return .unavailable(retryAfter: 5)
        case is CancellationError: return .unavailable(retryAfter: 1)
        default:
            logger.error(
                "fault", metadata: ["request": "\(ask.id)", "trace": "\(ask.trace.trace)", "error": "\(error)"])
            return .fault
        }
    }

    /// The problem as a page or as RFC 9457, whichever the door speaks.
    func problem(_ refusal: Refusal, _ ask: Ask, _ endpoint: Endpoint?) -> Answer {
        let speaksPages = endpoint.map { $0.surface == .page } ?? (ask.headers["accept"]?.contains("text/html") == true)
        var answer: Answer
        if speaksPages, case .signInRequired = refusal, ask.method == .get {
            answer = .redirect(to: "/sign-in?to=\(Form.encode(ask.path))")
        } else if speaksPages {
            answer = .page(ProblemPage(refusal: refusal, ask: ask).html(frame(ask)), status: refusal.status)
        } else {
            answer = .json(Problem(refusal, in: ask.language, instance: ask.id), status: refusal.status)
            answer.headers[0] = ("Content-Type", "application/problem+json; charset=utf-8")
        }
        if let seconds = refusal.retryAfter { answer = answer.with("Retry-After", "\(seconds)") }
        if case .signInRequired = refusal, !speaksPages { answer = answer.with("WWW-Authenticate", "Bearer") }
        return answer
    }

    func language(of ask: Ask) -> Language {
        ask.query["lang"].flatMap(Language.init(rawValue:))
            ?? ask.cookie("lang").flatMap(Language.init(rawValue:))
            ?? ask.headers["accept-language"].flatMap(Language.init(accepting:))
            ?? .zh
    }

    /// Finds network, person and membership in one look.
    private func identify(_ ask: inout Ask, _ endpoint: Endpoint) async throws {
        if let header = ask.headers["authorization"] {
            guard header.lowercased().hasPrefix("bearer ") else { throw Refusal.signInRequired }
            try await people.identify(&ask, token: String(header.dropFirst(7)))
        } else {
            let session = ask.cookie(configuration.cookie("weft_session"))
            ask.session = session
            ask.visit = session ?? ask.cookie(configuration.cookie("weft_visit")) ?? ""
            if endpoint.surface == .page, ask.visit.isEmpty { ask.visit = Base64URL.encode(world.bytes(18)) }
            try await people.identify(&ask, session: session)
        }
        if let person = ask.person, ask.query["lang"] == nil, ask.cookie("lang") == nil,
            ask.headers["accept-language"] == nil
        {
            ask.language = person.language
        }
        ask.viewer.language = ask.language
        if ask.parameters["slug"] != nil, ask.network == nil { throw Refusal.notFound }
    }

    /// A form must come from a page of ours: it carries a token made from the reader's cookie, and browsers that say
    /// where a request comes from say that it comes from here.
    private func guardForm(_ ask: Ask, _ endpoint: Endpoint) throws(Refusal) {
        guard endpoint.method == .post else { return }
        let isBearer = ask.headers["authorization"] != nil
        if let site = ask.headers["sec-fetch-site"], site != "same-origin", site != "none", !isBearer {
            throw .forbidden(SiteWords.foreignForm)
        }
        guard endpoint.surface == .page || (ask.person != nil && !isBearer) else { return }
        let token = endpoint.surface == .page ? ask.form["_token"] : ask.headers["x-form-token"]
        guard FormToken.matches(token, visit: ask.visit) else { throw .forbidden(SiteWords.foreignForm) }
    }

    private func finished(_ answer: Answer, _ ask: Ask, _ endpoint: Endpoint) -> Answer {
        guard endpoint.surface == .page else { return answer }
        var answer = answer
        for (name, value) in App.pageHeaders { answer.headers.append((name, value)) }
        if ask.session == nil, ask.cookie(configuration.cookie("weft_visit")) == nil {
            answer = answer.settingCookie(
                configuration.cookie("weft_visit"), ask.visit, maxAge: 30 * 86400, isSecure: configuration.isSecure)
        }
        if let chosen = ask.query["lang"].flatMap(Language.init(rawValue:)) {
            answer = answer.settingCookie(
                "lang", chosen.rawValue, maxAge: 365 * 86400, isSecure: configuration.isSecure)
        }
        return answer
    }

    private static let pageHeaders = [
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
        ),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Vary", "Cookie, Accept-Language"),
    ]

    func frame(_ ask: Ask) -> Frame { frames(ask) }
}

extension Ask {
    /// A cookie of the request.
    func cookie(_ name: String) -> String? {
        guard let header = headers["cookie"] else { return nil }
        for pair in header.split(separator: ";") {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == name { return String(parts[1]) }
        }
        return nil
    }
}

/// The token every form carries. It is masked anew for each answer, so that compression tells nothing about it.
enum FormToken {
    static func make(visit: String, mask: [UInt8]) -> String {
        Base64URL.encode(mask + zip(mask, digest(visit)).map { $0 ^ $1 })
    }

    static func matches(_ token: String?, visit: String) -> Bool {
        guard !visit.isEmpty, let token, let bytes = Base64URL.decode(token), bytes.count == 64 else { return false }
        return Sodium.equal(zip(bytes.prefix(32), bytes.suffix(32)).map { $0 ^ $1 }, digest(visit))
    }

    private static func digest(_ visit: String) -> [UInt8] {
        Sodium.hash(Array("form \(visit)".utf8))
    }
}

/// Makes the shell for an answer; handed to every capability that has pages.
struct Frames: Sendable {
    let assets: Assets
    let world: World
    let configuration: Configuration

    func callAsFunction(_ ask: Ask) -> Frame {
        Frame(ask: ask, assets: assets, world: world, configuration: configuration)
    }
}
