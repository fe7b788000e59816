import Foundation
import Logging
import Synchronization
import Weftwork

/// Log lines as JSON, one object a line, for whoever gathers the logs of several nodes: `WEFT_LOG=json`.
struct JSONLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .notice
    let label: String

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var json = JSON()
        json.object { json in
            json.field("at", moment: World.real.now())
            json.field("level", event.level.rawValue)
            json.field("message", "\(event.message)")
            json.field("source", event.source)
            for (name, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
                $0.key < $1.key
            }) {
                json.name(dynamic: name)
                json.value("\(value)")
            }
        }
        FileHandle.standardError.write(Data(json.bytes + [UInt8(ascii: "\n")]))
    }

    /// Makes all logs JSON where the environment asks for it; once, at the start.
    static func begin() {
        guard ProcessInfo.processInfo.environment["WEFT_LOG"] == "json" else { return }
        LoggingSystem.bootstrap { JSONLog(label: $0) }
    }
}
