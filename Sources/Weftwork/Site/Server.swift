internal import HTTPTypes
internal import Database
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTPTypes
internal import ServiceLifecycle

/// The HTTP side: turns requests into ``Ask``s and ``Answer``s into responses. Nothing else imports the server library.
struct Server: Sendable {
    let app: App
    let logger: Logger

    /// What a router hands along: the caller's address.
    struct Context: RemoteAddressRequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any NIOCore.Channel

        var remoteAddress: SocketAddress? { channel.remoteAddress }

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
        }
    }

    func application(address: BindAddress, onRunning: @escaping @Sendable () -> Void) -> some ApplicationProtocol {
        // No body may be longer, whatever door it comes to.
        let longest = app.endpoints.map(\.mostBytes).max() ?? Endpoint.usualBytes
        return Application(
            router: router(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        RequestGuard(
                            limit: 2 * longest, time: .seconds(app.configuration.requestSeconds),
                            admission: app.admission, always: AlwaysAnswered(app.endpoints))
                    ],
                    idleTimeout: .seconds(75),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: address,
                serverName: nil,
                backlog: 4096,
                availableConnectionsDelegate: MaximumAvailableConnections(10_000)),
            onServerRunning: { _ in onRunning() },
            logger: logger)
    }

    private func router() -> Router<Context> {
        let router = Router(context: Context.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: Fallback(server: self))
        for endpoint in app.endpoints {
            router.on(RouterPath(endpoint.path), method: endpoint.method == .get ? .get : .post) { request, context in
                await self.respond(to: request, context, endpoint)
            }
        }
        return router
    }

    func respond(to request: Request, _ context: Context, _ endpoint: Endpoint?) async -> Response {
        let begun = ContinuousClock.now
        // In a task of its own, which goes with its frames: a task keeps the deepest stack it ever had, and that of a connection
        // lives as long as its viewer looks – sixteen kilobytes for every one of them.
        async let answer = answered(request, context, endpoint)
        let response = await answer
        app.requests.add(endpoint, status: response.status.code, since: begun)
        // The proxy's next request on this connection would come to a server that is gone.
        return app.draining.isDraining ? response.closing() : response
    }

    private func answered(_ request: Request, _ context: Context, _ endpoint: Endpoint?) async -> Response {
        var ask = ask(from: request, context)
        if let endpoint, endpoint.method == .post {
            if endpoint.isLarge, let refusal = await app.refusedBeforeReading(ask, endpoint) {
                return response(app.problem(refusal, ask, endpoint), context, ask).closing()
            }
            // Large bodies lie in memory while they come in and are worked on: few at once.
            guard !endpoint.isLarge || app.large.enter() else {
                return response(app.problem(.unavailable(retryAfter: 3), ask, endpoint), context, ask).closing()
            }
            defer { if endpoint.isLarge { app.large.leave() } }
            do {
                try await read(request, into: &ask, most: endpoint.mostBytes)
            } catch {
                return response(app.problem(error, ask, endpoint), context, ask).closing()
            }
            return await admitted(&ask, context, endpoint)
        }
        return await admitted(&ask, context, endpoint)
    }

    /// Reads the body, and takes it apart where it is a form with files.
    private func read(_ request: Request, into ask: inout Ask, most: Int) async throws(Refusal) {
        do {
            let buffer = try await request.body.collect(upTo: most)
            ask.body = Array(buffer.readableBytesView)
        } catch {
            throw error is NIOTooManyBytesError ? .tooLarge : .unreadable(SiteWords.brokenBody)
        }
        try ask.takeApart()
    }

    private func admitted(_ ask: inout Ask, _ context: Context, _ endpoint: Endpoint?) async -> Response {
        // As at the guard: these answer always.
        guard endpoint?.surface != .bare else { return response(await app.answer(&ask, endpoint), context, ask) }
        guard await app.admission.enter() else {
            return response(app.problem(.unavailable(retryAfter: 2), ask, endpoint), context, ask)
        }
        defer { app.admission.leave() }
        return response(await app.answer(&ask, endpoint), context, ask)
    }

    private func ask(from request: Request, _ context: Context) -> Ask {
        var headers: [String: String] = [:]
        for field in request.headers {
            let name = field.name.canonicalName
            headers[name] = headers[name].map { "\($0)\(name == "cookie" ? "; " : ", ")\(field.value)" } ?? field.value
        }
        var ask = Ask(
            id: app.world.newID().description,
            method: request.method == .post ? .post : .get,
            path: request.uri.path,
            remote: remote(headers, context),
            language: .zh,
            viewer: Viewer(.anonymous, language: .zh))
        ask.query = Form(encoded: request.uri.query ?? "")
        ask.headers = headers
        ask.language = app.language(of: ask)
        for (name, value) in context.parameters { ask.parameters[String(name)] = String(value) }
        return ask
    }

    private func remote(_ headers: [String: String], _ context: Context) -> String {
        if app.configuration.trustsProxy, let chain = headers["x-forwarded-for"],
            let last = chain.split(separator: ",").last
        {
            return network(of: last.filter { $0 != " " })
        }
        return network(of: context.remoteAddress?.ipAddress ?? "local")
    }

    /// Limits count an IPv6 address by its /64: whoever has one has all of them.
    private func network(of address: String) -> String {
        guard address.contains(":"), address != "::1" else { return address }
        let groups = address.split(separator: ":", omittingEmptySubsequences: false).prefix(4)
        return groups.joined(separator: ":") + "::/64"
    }

    private func response(_ answer: Answer, _ context: Context, _ ask: Ask) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { continue }
            headers.append(HTTPField(name: name, value: value))
        }
        headers[.xContentTypeOptions] = "nosniff"
        // Whoever has been here over TLS never comes in the clear again.
        if app.configuration.isSecure { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        if headers[.weftRequestID] == nil { headers[.weftRequestID] = ask.id }
        if ask.headers["traceparent"] != nil, let name = HTTPField.Name("traceparent") {
            headers[name] = ask.trace.header
        }
        let status = HTTPResponse.Status(code: answer.status)
        switch answer.body {
        case .bytes(var bytes):
            // A picture is as small as it gets.
            let isPicture = headers[.contentType]?.hasPrefix("image/jpeg") == true
            if headers[.contentEncoding] == nil, !isPicture, bytes.count >= Gzip.least,
                ask.headers["accept-encoding"]?.contains("gzip") == true, let compressed = Gzip.compress(bytes)
            {
                bytes = compressed
                headers[.contentEncoding] = "gzip"
                headers[.vary] = "Accept-Encoding"
            }
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let open):
            return Response(status: status, headers: headers, body: Server.streaming(open, context.channel))
        }
    }

    /// Without a task of its own: two thousand viewers are two thousand of whatever one costs. That the reader has gone is
    /// heard from the channel, that the server goes from the hub.
    private static func streaming(
        _ open: @escaping @Sendable () async -> LivePieces, _ channel: any NIOCore.Channel
    ) -> ResponseBody {
        ResponseBody { writer in
            try await writer.write(ByteBuffer(string: ": open\n\n"))
            let live = await open()
            channel.closeFuture.whenComplete { _ in live.end() }
            for await piece in live.pieces { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
    }
}

/// Answers what no route takes.
private struct Fallback: RouterMiddleware {
    typealias Context = Server.Context
    let server: Server

    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Server.Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            return await server.respond(to: request, context, nil)
        }
    }
}

extension HTTPField.Name {
    fileprivate static var weftRequestID: HTTPField.Name { HTTPField.Name("X-Request-Id") ?? .server }
}

extension Response {
    /// Ends the connection with this answer, so that the rest of a body that is too long is not read.
    fileprivate func closing() -> Response {
        var response = self
        response.headers[.connection] = "close"
        return response
    }
}
