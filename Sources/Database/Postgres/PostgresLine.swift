internal import CPostgres
internal import Foundation

/// Where a PostgreSQL is and how one gets there, as libpq reads it from a URL and the environment.
public struct PostgresLine: Sendable, Equatable {
    /// The hosts that are tried in turn; a path is a socket of this machine.
    public let hosts: [String]
    public let mode: String?
    /// A service that is not read here says where it leads.
    private let isOpen: Bool

    /// Nothing for what libpq can't read.
    ///
    /// - Parameter environment: the process's own where nothing is said.
    public init?(url: String, environment: [String: String]? = nil) {
        let environment = environment ?? ProcessInfo.processInfo.environment
        guard let options = PQconninfoParse(url, nil) else { return nil }
        defer { PQconninfoFree(options) }
        var said: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { said[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        let service = said["service"] ?? environment["PGSERVICE"]
        let (named, mode) = PostgresLine.end(said, service == nil ? environment : [:])
        // A service is a file of the operator's that is not read here, and it goes before the environment: the line may lead
        // anywhere, and nobody has to prove anything there, unless the URL itself says both. Where it says no address, the
        // file may: then only a host that proves its name is known.
        isOpen = service != nil && (named == nil || mode == nil || said["hostaddr"] == nil && mode != "verify-full")
        hosts = ((isOpen ? service : named) ?? "").split(separator: ",").map(String.init)
        self.mode = isOpen ? nil : mode
    }

    /// An address is where the line goes, whatever the host is called.
    private static func end(
        _ said: [String: String], _ environment: [String: String]
    ) -> (host: String?, mode: String?) {
        (
            said["hostaddr"] ?? environment["PGHOSTADDR"] ?? said["host"] ?? environment["PGHOST"],
            said["sslmode"] ?? environment["PGSSLMODE"]
        )
    }

    /// Whether the server has to prove that it is the host it is said to be.
    public var isServerProved: Bool { mode == "verify-full" }

    /// Whether any of its hosts is another machine.
    public var leavesMachine: Bool { isOpen || !hosts.allSatisfy(PostgresLine.isHere) }

    private static func isHere(_ host: String) -> Bool {
        if host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
