internal import CCurl
internal import Database
internal import Foundation

/// The system's libraries that this program runs with: their faults are ours.
enum Libraries {
    static var versions: [(name: String, version: String)] {
        [
            ("libpq", PostgresDatabase.libraryVersion), ("libcurl", String(cString: curl_version())),
            ("libsodium", Sodium.version), ("libcrypto", Crypto.version),
        ]
    }

    /// Whether SQLite of this version can damage a file that two processes write to: the WAL-reset fault, in all from 3.7.0 on,
    /// mended in 3.51.3 and in the later 3.50.7 and 3.44.6.
    static func hasResetFault(sqlite version: String) -> Bool {
        let parts = version.split(separator: ".").map { Int($0) ?? 0 } + [0, 0, 0]
        let (minor, patch) = (parts[1], parts[2])
        guard parts[0] == 3, minor >= 7 else { return false }
        switch minor {
        case 44: return patch < 6
        case 50: return patch < 7
        case 51: return patch < 3
        default: return minor < 51
        }
    }

    /// Processes of this user that have a file open besides this one, by number and name; where the system doesn't tell, none.
    static func others(with path: String) -> [String] {
        let files = FileManager.default, wanted = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let own = "\(ProcessInfo.processInfo.processIdentifier)"
        let processes = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { $0 != own && $0.allSatisfy(\.isNumber) }.filter { process in
            let folder = "/proc/\(process)/fd"
            let open = (try? files.contentsOfDirectory(atPath: folder)) ?? []
            return open.contains { (try? files.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == wanted }
        }.map { process in
            let name = files.contents(atPath: "/proc/\(process)/comm").map { String(decoding: $0, as: UTF8.self) } ?? ""
            return "\(process) \(name.trimmingCharacters(in: .whitespacesAndNewlines))"
        }
    }
}
