internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOHTTPTypes
internal import ServiceLifecycle

/// A number that people call when the pages are away.
public struct CallNumber: Sendable, Equatable {
    public let name: String
    public let number: String

    public init(name: String, number: String) {
        self.name = name
        self.number = number
    }

    /// From `WEFT_CALL_NUMBERS`: entries `name: number` with semicolons between; a number alone is one, too.
    public static func all(in text: String) -> [CallNumber] {
        text.split(whereSeparator: { $0 == ";" || $0 == "；" || $0.isNewline }).compactMap { entry in
            let entry = Clean.sentence(String(entry))
            let parts = entry.split(maxSplits: 1, whereSeparator: { $0 == ":" || $0 == "：" })
                .map { Clean.sentence(String($0)) }
            // A link has a colon of its own.
            guard parts.count == 2, !parts[0].lowercased().hasPrefix("http") else {
                return entry.isEmpty ? nil : CallNumber(name: "", number: entry)
            }
            return CallNumber(name: parts[0], number: parts[1])
        }
    }
}

/// What answers while the store is brought up to date: to everybody the same, with the numbers to call.
public struct StandIn: Sendable {
    /// Milliseconds since 1970.
    let since: Int64
    let numbers: [CallNumber]
    /// Seconds after which it is worth to look again.
    static let retryAfter = 15

    public init(since: Int64, numbers: [CallNumber]) {
        self.since = since
        self.numbers = numbers
    }

    /// The answer at `path`: the process lives, and is not ready; programs get a problem, people a page.
    func answer(at path: String, accept: String) -> Answer {
        if path == "/healthz" { return .text("ok\n") }
        let isProgram = path.hasPrefix("/api/") || (accept.contains("json") && !accept.contains("text/html"))
        var answer = isProgram ? Answer.json(bytes: problem(path)) : Answer.page(page)
        if isProgram { answer.headers[0].value = "application/problem+json; charset=utf-8" }
        answer.status = 503
        return answer.with("Retry-After", "\(StandIn.retryAfter)").with("Content-Security-Policy", "default-src 'none'")
            .with("X-Content-Type-Options", "nosniff")
    }

    private var page: HTML {
        func side(_ language: Language) -> HTML {
            let lines = numbers.map { one -> HTML in
                "<li>\(one.name) <strong>\(one.number)</strong></li>"
            }
            let call: HTML = "<h2>\(SiteWords.callInstead(language))</h2><ul>\(lines)</ul>"
            return """
                <h1>\(SiteWords.upgrading(language))</h1><p>\(SiteWords.upgradingSince(since)(language))</p>\
                <p>\(SiteWords.upgradingKept(language))</p>\(call, if: !numbers.isEmpty)
                """
        }
        return """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="\(StandIn.retryAfter)">\
            <title>\(SiteWords.upgrading(.zh)) \(SiteWords.upgrading(.en))</title></head>\
            <body>\(side(.zh))<hr><div lang="en">\(side(.en))</div></body></html>
            """
    }

    private func problem(_ path: String) -> [UInt8] {
        let refusal = Refusal.unavailable(retryAfter: StandIn.retryAfter)
        var json = JSON()
        json.object { json in
            json.field("type", Problem.type(of: refusal))
            json.field("title", "\(SiteWords.upgrading(.zh)) \(SiteWords.upgrading(.en))")
            json.field("status", refusal.status)
            json.field("detail", "\(SiteWords.upgradingSince(since)(.zh)) \(SiteWords.upgradingSince(since)(.en))")
            json.field("instance", path)
            json.name("call")
            json.array(numbers) { json, one in
                json.object {
                    $0.field("name", one.name)
                    $0.field("number", one.number)
                }
            }
        }
        return json.bytes
    }
}

extension StandIn {
    /// Answers at this address for as long as `work` takes; the address is free again when this returns.
    ///
    /// - Throws: what `work` throws, and what keeps the address from being taken: then `work` was not begun.
    public func serving<T: Sendable>(
        host: String, port: Int, logger: Logger, _ work: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        let (running, tell) = AsyncStream<Void>.makeStream()
        var configuration = ServiceGroupConfiguration(
            services: [application(host: host, port: port, logger) { tell.yield() }], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(2)
        configuration.maximumCancellationDuration = .seconds(1)
        let services = ServiceGroup(configuration: configuration)
        return try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask {
                try await services.run()
                return nil
            }
            group.addTask {
                for await _ in running { break }
                try Task.checkCancellation()
                let done = try await work()
                await services.triggerGracefulShutdown()
                return done
            }
            var done: T?
            while let one = try await group.next() { done = one ?? done }
            guard let done else { throw CancellationError() }
            return done
        }
    }

    private func application(
        host: String, port: Int, _ logger: Logger, onRunning: @escaping @Sendable () -> Void
    ) -> some ApplicationProtocol {
        Application(
            responder: CallbackResponder { (request: Request, _: Server.Context) in self.response(to: request) },
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        RequestGuard(
                            limit: Endpoint.usualBytes, time: .seconds(20), admission: Admission(processors: 64),
                            always: AlwaysAnswered([]))
                    ],
                    idleTimeout: .seconds(20))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil, backlog: 4096,
                availableConnectionsDelegate: MaximumAvailableConnections(4_000)),
            onServerRunning: { _ in onRunning() },
            logger: logger)
    }

    private func response(to request: Request) -> Response {
        let answer = answer(at: request.uri.path, accept: request.headers[.accept] ?? "")
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        // The next request is for the server that follows.
        headers[.connection] = "close"
        guard case .bytes(let bytes) = answer.body else { return Response(status: .serviceUnavailable) }
        let response = Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        return request.method == .head ? response.createHeadResponse() : response
    }
}
