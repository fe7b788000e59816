internal import Database

/// What came to the tables of charters later.
extension CharterStore {
    /// Dated sections are waited for by a clock.
    static let sections = Migration(
        "2026-11-28 clocks of charter sections", ["ALTER TABLE charter_sections ADD COLUMN clock_id \(.id)"])

    /// Those who owe a stance on what came into force are told once.
    static let telling = Migration(
        "2026-11-28 telling of charters in force", ["ALTER TABLE charter_versions ADD COLUMN told_at \(.int)"])

    /// Why a version was kept, and why a clause was left out of one.
    static let reasons = Migration(
        "2026-11-28 why a charter is kept and a clause left out",
        [
            "ALTER TABLE charter_versions ADD COLUMN kept_at \(.int)",
            "ALTER TABLE charter_versions ADD COLUMN kept_reason TEXT",
            """
            CREATE TABLE charter_removals (
                network_id \(.id) NOT NULL, subject_id \(.id) NOT NULL, version \(.int) NOT NULL, clause_id \(.id) NOT NULL,
                reason TEXT NOT NULL, PRIMARY KEY (network_id, subject_id, version, clause_id)
            ) \(.keyed)
            """,
        ])
}
