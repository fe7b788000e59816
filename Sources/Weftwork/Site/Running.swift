internal import Database
public import Foundation
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// What the operator's command line says to a running server, and what comes back.
public struct OperatorCall: Codable, Sendable {
    public let arguments: [String]
    /// The content of a file that the command reads.
    public let input: Data
    /// What whoever calls reads.
    public let language: Language

    public init(arguments: [String], input: Data, language: Language) {
        self.arguments = arguments
        self.input = input
        self.language = language
    }
}

public struct OperatorReply: Codable, Sendable {
    public let status: Int32
    public let output: String
    public let errors: String

    public init(status: Int32, output: String, errors: String) {
        self.status = status
        self.output = output
        self.errors = errors
    }
}

/// A socket beside the database file, for its owner only: commands go through it while the server has the file open.
public struct OperatorDoor: Sendable {
    let path: String
    let handle: @Sendable (OperatorCall) async -> OperatorReply

    public init(path: String, handle: @escaping @Sendable (OperatorCall) async -> OperatorReply) {
        self.path = path
        self.handle = handle
    }
}

extension App {
    /// Serves until told to stop; then ends open requests and services in order, within ten seconds.
    public func run(host: String, port: Int, door: OperatorDoor? = nil, onRunning: @escaping @Sendable () -> Void)
        async throws
    {
        var parts = services()
        if let door { parts.append(doorService(door)) }
        let server = Server(app: self, logger: logger)
        let main = server.application(address: .hostname(host, port: port), onRunning: onRunning)
        var configuration = ServiceGroupConfiguration(
            services: parts + [main], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        configuration.maximumCancellationDuration = .seconds(5)
        try await ServiceGroup(configuration: configuration).run()
        if let door { unlink(door.path) }
        await database.close()
    }

    private func doorService(_ door: OperatorDoor) -> any Service {
        // What a crash left behind would keep the new socket from being made.
        unlink(door.path)
        let router = Router()
        router.post("/operator") { request, _ -> Response in
            let buffer = try await request.body.collect(upTo: 2 * Server.importLimit)
            let call = try JSONDecoder().decode(OperatorCall.self, from: Data(buffer.readableBytesView))
            let reply = try JSONEncoder().encode(await door.handle(call))
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: reply)))
        }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: door.path)),
            onServerRunning: { _ in chmod(door.path, 0o600) },
            logger: logger)
    }
}
