internal import Database

enum NeedStore {
    static let migrations = [needs, desk, claims, roster, SettingsStore.migration, skips]
    /// What came after the tables of people.
    static let later = [ConductStore.migration, LetThroughStore.migration]
    /// What real emergencies added.
    static let emergencies = [
        AlarmStore.migration, BurstStore.migration, OnCallStore.migration, FloodStore.migration, WayStore.migration,
    ]
    /// What came with moderation and exports with contacts.
    static let latest = [RevealStore.migration, ExportStore.migration]

    private static let needs = Migration(
        "2026-11-21 needs",
        [
            // The schema itself refuses an open need without owner and deadline.
            """
            CREATE TABLE needs (
                network_id \(.id) NOT NULL REFERENCES networks (id), id \(.id) NOT NULL, code TEXT NOT NULL UNIQUE,
                search_id \(.int) NOT NULL UNIQUE, created_at \(.int) NOT NULL, title TEXT NOT NULL,
                category TEXT NOT NULL, description TEXT NOT NULL, urgency_asked \(.int) NOT NULL,
                urgency \(.int) NOT NULL, needed_by \(.int), country TEXT NOT NULL, province TEXT NOT NULL,
                city TEXT NOT NULL, district TEXT NOT NULL, source TEXT NOT NULL, reference TEXT NOT NULL,
                institution TEXT NOT NULL, consent TEXT NOT NULL, state TEXT NOT NULL, resume_state TEXT,
                progress TEXT NOT NULL, audience \(.int) NOT NULL, confidence TEXT, freshness TEXT NOT NULL,
                owner_id \(.id) NOT NULL, submitter_id \(.id), language TEXT NOT NULL, held TEXT NOT NULL,
                voided TEXT NOT NULL, attempts \(.int) NOT NULL, attempts_since \(.int), round \(.int) NOT NULL,
                merged_into \(.id), due_at \(.int), changed_at \(.int) NOT NULL, version \(.int) NOT NULL,
                phase \(.int) NOT NULL, rank \(.int) NOT NULL, lines_json TEXT NOT NULL,
                grid_latitude \(.real), grid_longitude \(.real),
                PRIMARY KEY (network_id, id),
                CHECK (phase = 3 OR due_at IS NOT NULL)
            ) \(.strict)
            """,
            "CREATE INDEX needs_board ON needs (network_id, phase, rank, id DESC, audience)",
            "CREATE INDEX needs_category ON needs (network_id, phase, category, rank, id DESC, audience)",
            "CREATE INDEX needs_province ON needs (network_id, phase, province, rank, id DESC, audience)",
            "CREATE INDEX needs_city ON needs (network_id, phase, city, rank, id DESC, audience)",
            "CREATE INDEX needs_district ON needs (network_id, phase, district, rank, id DESC, audience)",
            """
            CREATE INDEX needs_grid ON needs (network_id, phase, grid_latitude, grid_longitude)
            WHERE grid_latitude IS NOT NULL
            """,
            "CREATE INDEX needs_ended ON needs (changed_at) WHERE phase = 3",
            "CREATE INDEX needs_owner ON needs (network_id, owner_id, phase, due_at)",
            "CREATE INDEX needs_due ON needs (network_id, due_at, id DESC)",
            // Most needs wait untouched: an index of the others costs an intake nothing.
            """
            CREATE INDEX needs_progress ON needs (network_id, phase, progress, rank, id DESC, audience)
            WHERE progress <> 'open'
            """,
            """
            CREATE TABLE need_lines (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, position \(.int) NOT NULL,
                item TEXT NOT NULL, kind TEXT NOT NULL, quantity_kind TEXT NOT NULL, quantity \(.int), quantity_most \(.int),
                unit TEXT NOT NULL, specification TEXT NOT NULL, claimed \(.int) NOT NULL, delivered \(.int) NOT NULL,
                is_met \(.bool) NOT NULL, is_controlled \(.bool) NOT NULL,
                PRIMARY KEY (network_id, need_id, position), UNIQUE (network_id, id),
                CHECK (claimed >= 0 AND delivered >= 0),
                CHECK (quantity_most IS NULL OR claimed + delivered <= quantity_most)
            ) \(.keyed)
            """,
            """
            CREATE TABLE need_private (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, sealed \(.blob) NOT NULL,
                digits_hash \(.blob), has_email \(.bool) NOT NULL, PRIMARY KEY (network_id, need_id)
            ) \(.keyed)
            """,
            // What duplicates are found by: keyed hashes of contacts, of the institution's name, of text bands.
            """
            CREATE TABLE need_keys (
                network_id \(.id) NOT NULL, key \(.int) NOT NULL, need_id \(.id) NOT NULL, kind TEXT NOT NULL,
                PRIMARY KEY (network_id, key, need_id)
            ) \(.keyed)
            """,
            "CREATE INDEX need_keys_need ON need_keys (network_id, need_id)",
            .createSearch,
            .indexSearch,
        ])

    private static let desk = Migration(
        "2026-11-21 desk",
        [
            """
            CREATE TABLE queue_locks (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, member_id \(.id) NOT NULL, until \(.int) NOT NULL,
                PRIMARY KEY (network_id, need_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE verifications (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                round \(.int) NOT NULL, confidence TEXT NOT NULL, note TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX verifications_need ON verifications (network_id, need_id, at)",
            """
            CREATE TABLE checks (
                network_id \(.id) NOT NULL, verification_id \(.id) NOT NULL, question TEXT NOT NULL,
                answer TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (network_id, verification_id, question)
            ) \(.keyed)
            """,
            """
            CREATE TABLE calls (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                channel TEXT NOT NULL, outcome TEXT NOT NULL, note TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX calls_need ON calls (network_id, need_id, at)",
            """
            CREATE TABLE merges (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, into_id \(.id) NOT NULL, state TEXT NOT NULL,
                member_id \(.id), at \(.int) NOT NULL, PRIMARY KEY (network_id, need_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE distinct_pairs (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, other_id \(.id) NOT NULL, member_id \(.id),
                at \(.int) NOT NULL, PRIMARY KEY (network_id, need_id, other_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE reveals (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                purpose TEXT NOT NULL, at \(.int) NOT NULL, is_desk \(.bool) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX reveals_need ON reveals (network_id, need_id, at)",
            "CREATE INDEX reveals_member ON reveals (network_id, member_id, at)",
            """
            CREATE TABLE handovers (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, from_id \(.id) NOT NULL,
                to_id \(.id) NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX handovers_open ON handovers (network_id, need_id) WHERE state = 'offered'",
            "CREATE INDEX handovers_to ON handovers (network_id, to_id) WHERE state = 'offered'",
        ])

    private static let claims = Migration(
        "2026-11-21 claims",
        [
            """
            CREATE TABLE claims (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, line_id \(.id) NOT NULL,
                member_id \(.id) NOT NULL, quantity \(.int) NOT NULL, delivered \(.int) NOT NULL, usable \(.int),
                state TEXT NOT NULL, promised_by \(.int) NOT NULL, note TEXT NOT NULL, carrier TEXT NOT NULL,
                waybill TEXT NOT NULL, created_at \(.int) NOT NULL, changed_at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id), CHECK (quantity > 0 AND delivered >= 0)
            ) \(.keyed)
            """,
            "CREATE INDEX claims_need ON claims (network_id, need_id, created_at)",
            "CREATE INDEX claims_member ON claims (network_id, member_id, state)",
            """
            CREATE TABLE disputes (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, claim_id \(.id) NOT NULL,
                owner_id \(.id) NOT NULL, opened_by TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL,
                outcome TEXT NOT NULL, at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX disputes_open ON disputes (network_id, claim_id) WHERE state = 'open'",
            "CREATE INDEX disputes_need ON disputes (network_id, need_id)",
        ])

    private static let skips = Migration(
        "2026-11-23 skips",
        [
            """
            CREATE TABLE queue_skips (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, need_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id, need_id)
            ) \(.keyed)
            """
        ])

    private static let roster = Migration(
        "2026-11-21 roster",
        [
            """
            CREATE TABLE shifts (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, desk TEXT NOT NULL,
                starts_at \(.int) NOT NULL, ends_at \(.int) NOT NULL, is_settled \(.bool) NOT NULL,
                PRIMARY KEY (network_id, id), CHECK (ends_at > starts_at)
            ) \(.strict)
            """,
            "CREATE INDEX shifts_time ON shifts (network_id, ends_at)",
            """
            CREATE TABLE import_maps (
                network_id \(.id) NOT NULL, name TEXT NOT NULL, mapping TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, name)
            ) \(.strict)
            """,
        ])
}
