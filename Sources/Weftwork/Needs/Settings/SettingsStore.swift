internal import Database
internal import Foundation

enum SettingsStore {
    /// Stands beside the parts that the desk sets itself.
    fileprivate static let rules = "rules"

    static let migration = Migration(
        "2026-11-23 settings",
        [
            // One row for each part that was changed: the others follow what ships with the product.
            """
            CREATE TABLE settings (
                network_id \(.id) NOT NULL, part TEXT NOT NULL, value TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, part)
            ) \(.strict)
            """,
            "CREATE TABLE setting_versions (network_id \(.id) PRIMARY KEY, version \(.int) NOT NULL) \(.strict)",
        ])
}

extension Connection {
    /// A network's settings: what it has changed over what ships with the product.
    /// - Parameter known: what was read before; given back while its version is still the present one.
    func settings(of network: ID, known: DeskSettings? = nil) throws -> DeskSettings {
        var settings = DeskSettings.shipped
        guard
            let version = try value(
                "SELECT version FROM setting_versions WHERE network_id = \(network)", as: Int.self)
        else { return settings }
        if let known, known.version == version { return known }
        let stored = try query("SELECT part, value FROM settings WHERE network_id = \(network) ORDER BY part") {
            (part: try $0[0] as String, value: try $0[1] as String)
        }
        for (part, value) in stored where part != SettingsStore.rules {
            let body = try JSONDecoder().decode(SettingsBody.self, from: Data("{\"\(part)\":\(value)}".utf8))
            // A part that today's rules would refuse is left as shipped: no desk stands still for a setting.
            settings = (try? SettingsRules.apply(try body.changes(), to: settings) { "" }) ?? settings
        }
        settings.version = version
        let fixed = stored.first { $0.part == SettingsStore.rules }.map(\.value)
        return settings.held(to: try fixed.map { try JSONDecoder().decode(FixedClocks.self, from: Data($0.utf8)) })
    }

    /// What adopted rules settle of the clocks from now on; nothing where they leave them to the desk.
    ///
    /// - Returns: the settings before and after, for the log.
    func fix(_ fixed: FixedClocks?, of network: ID, at now: Int64) throws -> (before: DeskSettings, after: DeskSettings)
    {
        let before = try settings(of: network)
        guard before.fixed != fixed else { return (before, before) }
        let part = SettingsStore.rules
        try execute("DELETE FROM settings WHERE network_id = \(network) AND part = \(part)")
        if let fixed {
            let value = String(decoding: try JSONEncoder().encode(fixed), as: UTF8.self)
            try execute(
                "INSERT INTO settings (network_id, part, value, at) VALUES (\(network), \(part), \(value), \(now))")
        }
        var next = before
        next.version += 1
        try saveVersion(of: next, in: network)
        return (before, try settings(of: network))
    }

    /// Stores a part that was changed.
    func save(_ settings: DeskSettings, _ part: DeskSettings.Part, of network: ID, at now: Int64) throws {
        var json = JSON()
        SettingsView(settings: settings.asSet).write(part, to: &json)
        let value = String(decoding: json.bytes, as: UTF8.self)
        try execute(
            """
            INSERT INTO settings (network_id, part, value, at)
            VALUES (\(network), \(part.rawValue), \(value), \(now))
            ON CONFLICT (network_id, part) DO UPDATE SET value = excluded.value, at = excluded.at
            """)
    }

    /// By this other nodes know that they must read again.
    func saveVersion(of settings: DeskSettings, in network: ID) throws {
        try execute(
            """
            INSERT INTO setting_versions (network_id, version) VALUES (\(network), \(settings.version))
            ON CONFLICT (network_id) DO UPDATE SET version = excluded.version
            """)
    }

    /// Forgets a change: the part follows again what ships with the product.
    func forgetSettings(_ part: DeskSettings.Part, of network: ID) throws {
        try execute("DELETE FROM settings WHERE network_id = \(network) AND part = \(part.rawValue)")
    }
}
