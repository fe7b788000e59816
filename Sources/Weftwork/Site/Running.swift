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
    /// Where they stand: relative paths begin there.
    public let folder: String

    public init(arguments: [String], input: Data, language: Language, folder: String) {
        self.arguments = arguments
        self.input = input
        self.language = language
        self.folder = folder
    }
}

/// What comes back, piece by piece as the command goes on.
public enum OperatorPiece: Codable, Sendable {
    case output(String)
    case errors(String)
    /// A file whose content is the output; whoever reads it removes it.
    case file(String)
    case status(Int32)
}

/// A socket beside the database file, for its owner only: commands go through it while the server has the file open.
public struct OperatorDoor: Sendable {
    let path: String
    let handle: @Sendable (OperatorCall, @escaping @Sendable (OperatorPiece) -> Void) async -> Void

    public init(
        path: String,
        handle: @escaping @Sendable (OperatorCall, _ tell: @escaping @Sendable (OperatorPiece) -> Void) async -> Void
    ) {
        self.path = path
        self.handle = handle
    }
}

extension App {
    /// Serves until told to stop; then ends open requests and services in order, within ten seconds.
    public func run(host: String, port: Int, door: OperatorDoor? = nil, onRunning: @escaping @Sendable () -> Void)
        async throws
    {
        let presence = presence()
        var parts = services() + [presence]
        if let door { parts.append(doorService(door)) }
        let server = Server(app: self, logger: logger)
        let main = server.application(address: .hostname(host, port: port), onRunning: onRunning)
        var configuration = ServiceGroupConfiguration(
            // The last is told to stop first.
            services: (parts + [main, draining]).map(named), gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10 + self.configuration.drainSeconds)
        configuration.maximumCancellationDuration = .seconds(5)
        do {
            // Before the first request: a key that was changed since this store was opened would seal what nobody can open.
            try await presence.announce()
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await ended(door, presence)
            throw error
        }
        await ended(door, presence)
    }

    /// The name that the library makes by itself is all that the service holds, printed: half a second of every start, and
    /// passwords in a log.
    private func named(_ service: any Service) -> ServiceGroupConfiguration.ServiceConfiguration {
        .init(service: service, serviceName: "\(type(of: service))")
    }

    private func ended(_ door: OperatorDoor?, _ presence: PresenceService) async {
        if let door { unlink(door.path) }
        await presence.withdraw()
        await database.close()
    }

    /// Tells what the command says as it says it, one JSON value a line.
    private func telling(_ call: OperatorCall, _ door: OperatorDoor) -> ResponseBody {
        ResponseBody { writer in
            var writer = writer
            let (pieces, sink) = AsyncStream<OperatorPiece>.makeStream()
            async let work: Void = {
                await door.handle(call) { sink.yield($0) }
                sink.finish()
            }()
            for await piece in pieces {
                try await writer.write(ByteBuffer(bytes: try JSONEncoder().encode(piece) + [UInt8(ascii: "\n")]))
            }
            await work
            try await writer.finish(nil)
        }
    }

    private func doorService(_ door: OperatorDoor) -> any Service {
        // What a crash left behind would keep the new socket from being made.
        unlink(door.path)
        let router = Router()
        router.post("/operator") { request, _ -> Response in
            let buffer = try await request.body.collect(upTo: OperatorCall.mostBytes)
            let call = try JSONDecoder().decode(OperatorCall.self, from: Data(buffer.readableBytesView))
            return Response(status: .ok, body: self.telling(call, door))
        }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: door.path)),
            onServerRunning: { _ in chmod(door.path, 0o600) },
            logger: logger)
    }
}
