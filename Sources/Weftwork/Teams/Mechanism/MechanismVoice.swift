internal import Database

/// What one of those who decide has said about a draft: they consent, or they object and say why. Each has one voice.
struct MechanismVoice: Sendable {
    let memberID: ID
    let isObjection: Bool
    /// Why somebody objects; empty where they consent.
    let reason: String
    let hand: MechanismVersion.Hand
    let at: Int64
}

enum MechanismVoiceStore {
    static let migration = Migration(
        "2026-11-26 mechanism objections",
        [
            // So many days a draft is open for objections; a network without a row decides at once.
            """
            CREATE TABLE mechanism_rules (
                network_id \(.id) PRIMARY KEY, objection_days \(.int) NOT NULL, changed_at \(.int) NOT NULL
            ) \(.keyed)
            """,
            "ALTER TABLE mechanism_versions ADD COLUMN open_until \(.int)",
            """
            CREATE TABLE mechanism_voices (
                network_id \(.id) NOT NULL, number \(.int) NOT NULL, member_id \(.id) NOT NULL,
                is_objection \(.bool) NOT NULL, reason TEXT NOT NULL, hand TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, number, member_id)
            ) \(.keyed)
            """,
        ])
}

extension Connection {
    func objectionDays(of network: ID) throws -> Int {
        try value("SELECT objection_days FROM mechanism_rules WHERE network_id = \(network)", as: Int.self) ?? 0
    }

    func setObjectionDays(_ days: Int, of network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO mechanism_rules (network_id, objection_days, changed_at) VALUES (\(network), \(days), \(now))
            ON CONFLICT (network_id) DO UPDATE SET objection_days = excluded.objection_days,
                changed_at = excluded.changed_at
            """)
    }

    /// What has been said about a draft, in the order in which it was said.
    func mechanismVoices(about version: MechanismVersion) throws -> [MechanismVoice] {
        try query(
            """
            SELECT member_id, is_objection, reason, hand, at FROM mechanism_voices
            WHERE network_id = \(version.networkID) AND number = \(version.number) ORDER BY at, member_id
            """
        ) {
            MechanismVoice(
                memberID: try $0[0], isObjection: try $0[1], reason: try $0[2], hand: try $0[3], at: try $0[4])
        }
    }

    /// In place of what the member said before.
    func save(_ voice: MechanismVoice, about version: MechanismVersion) throws {
        try execute(
            """
            INSERT INTO mechanism_voices (network_id, number, member_id, is_objection, reason, hand, at)
            VALUES (\(version.networkID), \(version.number), \(voice.memberID), \(voice.isObjection), \(voice.reason),
                \(voice.hand), \(voice.at))
            ON CONFLICT (network_id, number, member_id) DO UPDATE SET is_objection = excluded.is_objection,
                reason = excluded.reason, hand = excluded.hand, at = excluded.at
            """)
    }

    /// False where the member does not object.
    func withdrawObjection(of member: ID, to version: MechanismVersion) throws -> Bool {
        try execute(
            """
            DELETE FROM mechanism_voices WHERE network_id = \(version.networkID) AND number = \(version.number)
                AND member_id = \(member) AND is_objection
            """) == 1
    }

    /// Other words, or nobody asks any more: nothing that was said holds on, and no time runs.
    func forgetVoices(about version: MechanismVersion) throws {
        try execute(
            """
            DELETE FROM mechanism_voices
            WHERE network_id = \(version.networkID) AND number = \(version.number)
            """)
        try stopClock(of: version.networkID, in: version.networkID)
    }
}
