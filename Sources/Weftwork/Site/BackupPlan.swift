internal import Foundation

/// Where backups are made by themselves, how often, and how many are kept.
public struct BackupPlan: Sendable {
    public var folder: String
    /// Milliseconds from one to the next.
    public var period: Int64
    public var kept: Int

    private static let prefix = "weft-"
    private static let suffix = ".sqlite"

    /// From `WEFT_BACKUP_DIR`, `WEFT_BACKUP_HOURS` (24) and `WEFT_BACKUP_KEEP` (7); none without a folder.
    public init?(environment: [String: String]) {
        guard let folder = environment["WEFT_BACKUP_DIR"], !folder.isEmpty else { return nil }
        self.folder = folder
        let hours = environment["WEFT_BACKUP_HOURS"].flatMap(Double.init) ?? 24
        period = max(1000, Int64(hours * Double(Time.hour)))
        kept = max(1, environment["WEFT_BACKUP_KEEP"].flatMap(Int.init) ?? 7)
    }

    /// The file of a backup made at `moment`: names sort by time.
    func path(at moment: Int64) -> String {
        let stamp = Format.rfc3339(moment).filter { $0.isNumber || $0 == "T" }
        return "\(folder)/\(BackupPlan.prefix)\(stamp)\(BackupPlan.suffix)"
    }

    /// The backups that are there, oldest first.
    func present() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix(BackupPlan.prefix) && $0.hasSuffix(BackupPlan.suffix) }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// When the newest was finished, in milliseconds since 1970.
    func newest() -> Int64? {
        guard let last = present().last,
            let date = try? FileManager.default.attributesOfItem(atPath: last)[.modificationDate] as? Date
        else { return nil }
        return Int64(date.timeIntervalSince1970 * 1000)
    }

    /// Removes all but the newest ones.
    func rotate() throws {
        for path in present().dropLast(kept) { try FileManager.default.removeItem(atPath: path) }
    }
}
