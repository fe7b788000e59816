internal import Database

/// A table in which something is kept about somebody, and what of it stands in their own data: said once for each table, so that none
/// is forgotten. A test holds this list against the schema.
struct OwnTable: Sendable {
    enum Key: Sendable {
        /// Sealed for the person.
        case own
        /// Sealed for what this column names.
        case of(String)
    }

    struct Sealed: Sendable {
        let column: String
        let key: Key
        /// The columns whose bytes it is bound to.
        let context: [String]
    }

    /// A table by which it is known who stands behind a name of its own.
    struct Through: Sendable {
        let table: String
        /// The column that names the member.
        let member: String
        /// The column with the name that the other table has.
        let name: String
    }

    let name: String
    /// The columns that name a member; or, in tables of the account, the person.
    let members: [String]
    var persons: [String] = []
    /// What stands in the open and is shown.
    let shows: [String]
    var sealed: [Sealed] = []
    /// Where `members` name somebody by another name than their membership's.
    var through: Through?

    /// A table in which no row is shown, and why.
    struct LeftOut: Sendable {
        let name: String
        let reason: String
    }

    /// What People keeps.
    static let ofPeople: [OwnTable] = [
        OwnTable(
            name: "memberships", members: [], persons: ["person_id"],
            shows: [
                "created_at", "state", "level", "roles", "area", "skills", "languages", "left_at", "ask_again_at",
                "blank_at", "signed_version", "is_anchor", "is_entered", "vouching_from", "organisation_id",
                "primer_at",
                "path_shared_at", "level_at", "active_at", "still_asked_at",
            ]),
        OwnTable(
            name: "sessions", members: [], persons: ["person_id"],
            shows: ["agent", "created_at", "seen_at", "expires_at"]),
        OwnTable(
            name: "tokens", members: [], persons: ["person_id"], shows: ["label", "scopes", "created_at", "expires_at"]),
        OwnTable(name: "devices", members: [], persons: ["person_id"], shows: ["first_at", "seen_at"]),
        OwnTable(
            name: "foreign_identities", members: [], persons: ["person_id"], shows: ["issuer", "subject", "created_at"]),
        OwnTable(
            name: "own_robots", members: [], persons: ["person_id"],
            shows: ["kind", "entered_at", "confirmed_at", "took_at", "fault_at", "broken_at"]),
        OwnTable(name: "robots", members: ["entered_by"], shows: ["id", "kind", "language", "posts", "entered_at"]),
        OwnTable(name: "credentials", members: [], persons: ["person_id"], shows: ["changed_at"]),
        OwnTable(name: "handles", members: [], persons: ["person_id"], shows: ["handle_key"]),
        OwnTable(
            name: "spokespersons", members: ["by_id"], persons: ["person_id"],
            shows: ["organisation_id", "part", "since", "given_in"]),
        OwnTable(name: "pact_signatures", members: ["member_id"], shows: ["version", "hash", "at"]),
        OwnTable(
            name: "visits", members: ["member_id"], shows: ["need_id", "in_at", "due_at", "out_at"],
            sealed: [Sealed(column: "place", key: .own, context: ["id"])]),
        OwnTable(
            name: "suspensions", members: ["member_id"], shows: ["from_at", "until_at", "ended_at"],
            sealed: [Sealed(column: "reason", key: .own, context: ["id"])]),
        OwnTable(
            name: "arrivals", members: ["member_id"],
            shows: [
                "way", "campaign", "referrer_id", "joined_at", "buddy_id", "buddy_met_at", "said_at", "primer_at",
                "first_thing_at", "seen_by", "seen_at", "completed_at", "again_at",
            ]),
        OwnTable(
            name: "buddy_offers", members: ["buddy_id"],
            shows: ["member_id", "reasons", "at", "outcome", "answered_at"]),
        // What one said of them stands as company.
        OwnTable(
            name: "small_things", members: ["member_id", "confirmed_by"],
            shows: ["kind", "taken_at", "done_at", "confirmed_at"]),
        OwnTable(
            name: "mentorships", members: ["member_id", "mentor_id"],
            shows: ["member_id", "mentor_id", "asked_at", "accepted_at", "ended_at"]),
        OwnTable(
            name: "invitations", members: ["by_id"],
            shows: ["uses", "used", "expires_at", "campaign", "note", "ended_at"]),
        OwnTable(name: "role_terms", members: ["member_id"], shows: ["role", "from_at", "until_at", "ended_at"]),
        OwnTable(
            name: "nominations", members: ["member_id"],
            shows: ["role", "by_id", "opened_at", "accepted_at", "decides_at", "outcome"],
            sealed: [Sealed(column: "words", key: .own, context: ["id"])]),
        OwnTable(name: "role_calls", members: ["by_id"], shows: ["role", "words", "until", "ended_at"]),
        OwnTable(name: "role_objections", members: ["by_id"], shows: ["nomination_id", "at", "lifted_at"]),
        OwnTable(
            name: "matter_notes", members: ["by_id"], shows: ["matter_id", "at"],
            sealed: [Sealed(column: "words", key: .of("matter_id"), context: ["id"])]),
        OwnTable(name: "standing_falls", members: ["member_id"], shows: ["at"]),
        OwnTable(name: "recognitions", members: ["by_id"], shows: ["partner_id", "at"]),
        OwnTable(
            name: "convener_promises", members: ["by_id"], shows: ["kind", "words", "until", "made_at", "ended_at"]),
        OwnTable(name: "volunteer_calls", members: ["by_id"], shows: ["words", "until"]),
        OwnTable(name: "pacts", members: ["by_id"], shows: ["version", "published_at", "due_at"]),
        OwnTable(
            name: "portraits", members: [], persons: ["person_id"], shows: ["audience", "on_passes", "changed_at"]),
        OwnTable(
            name: "channel_changes", members: [], persons: ["person_id"], shows: ["kind", "began_at", "until"]),
        OwnTable(
            name: "certificates", members: ["member_id", "by_id"],
            shows: ["member_id", "by_id", "kind", "from_at", "until_at", "ended_at"]),
        OwnTable(name: "conduct", members: ["member_id"], shows: ["counted", "sides", "until_at", "firm_until"]),
        OwnTable(
            name: "recommendations", members: ["by_id", "for_id"],
            shows: ["by_id", "for_id", "kind", "subject", "opened_at", "until_at"]),
        OwnTable(
            name: "hidings", members: ["by_id", "ended_by"],
            shows: ["kind", "reason", "by_id", "at", "appeal_id", "ended_at", "ended_by"]),
        OwnTable(
            name: "read_records", members: ["member_id"], shows: ["kind", "object_id", "first_at", "last_at"]),
        OwnTable(name: "share_codes", members: ["member_id"], shows: ["kind", "object_id", "code", "made_at"]),
        OwnTable(name: "share_arrivals", members: ["member_id"], shows: ["at"]),
        OwnTable(name: "profile_looks", members: ["member_id"], persons: ["person_id"], shows: ["member_id", "at"]),
        OwnTable(
            name: "clocks", members: ["owner_id"],
            shows: ["object", "object_id", "step", "started_at", "due_at", "stage"]),
    ]

    /// What stands elsewhere in one's data, and what is nobody's own.
    static let leftOut: [LeftOut] = [
        LeftOut(name: "persons", reason: "name, address and language stand at the top"),
        LeftOut(name: "profile_fields", reason: "stands as profile"),
        LeftOut(name: "security_log", reason: "stands as signIns"),
        LeftOut(name: "vouches", reason: "stand as vouchesGiven and vouchesReceived"),
        LeftOut(
            name: "matters", reason: "those one opened, and mediations in which one is the other side, stand as matters"
        ),
        LeftOut(name: "passes", reason: "stand as passes, with the looks at them"),
        LeftOut(name: "pass_scans", reason: "stand with the pass"),
        LeftOut(name: "vouch_asks", reason: "stand as asks"),
        LeftOut(name: "jobs", reason: "messages on their way out, gone when they are sent"),
        LeftOut(name: "channel_codes", reason: "codes that live for minutes"),
        LeftOut(name: "reported_texts", reason: "which text a report is about stands with the matter"),
        LeftOut(name: "look_alerts", reason: "when leads were told last, so that they are not told often"),
        LeftOut(name: "private_export_needs", reason: "each look stands with the need, as a reveal"),
        LeftOut(name: "alarms", reason: "what a clock says of a need, until it is sent minutes later"),
        LeftOut(name: "undoables", reason: "how a need stood before what one did, for a minute"),
        LeftOut(name: "alarm_rounds", reason: "when a message was sent last, so that not many are"),
        LeftOut(name: "sign_ins", reason: "codes that live for minutes"),
        LeftOut(name: "events", reason: "each is told by the thing it is about; the chain is the network's"),
        LeftOut(name: "trust_links", reason: "computed from the vouches"),
        LeftOut(name: "trust_seats", reason: "computed from the vouches"),
        LeftOut(name: "forgotten", reason: "names only who is not here any more"),
    ]
}

/// One row of somebody's own, as it is written out.
struct OwnRow: Sendable {
    let table: String
    let values: [(name: String, value: StoredValue)]
}

extension Connection {
    /// The rows of `tables` that name a person or one of their memberships.
    func ownRows(
        in tables: [OwnTable], person: ID, members: [ID], vault: Vault
    ) throws -> [OwnRow] {
        let stored = try storedTables()
        var rows: [OwnRow] = []
        for own in tables {
            guard let table = stored.first(where: { $0.name == own.name }) else { continue }
            let named = try own.through.map { try names(of: members, through: $0, stored) } ?? members
            let columns = own.persons.map { ($0, [person]) } + own.members.map { ($0, named) }
            var seen: Set<[StoredValue]> = []
            for (column, ids) in columns where !ids.isEmpty {
                try eachRow(of: table, where: (column, ids.map { .bytes($0.bytes) })) { values in
                    guard seen.insert(values).inserted else { return }
                    rows.append(
                        try row(
                            own, Dictionary(zip(table.columnNames, values), uniquingKeysWith: { $1 }), person, vault))
                }
            }
        }
        return rows
    }

    private func names(of members: [ID], through other: OwnTable.Through, _ stored: [StoredTable]) throws -> [ID] {
        guard let table = stored.first(where: { $0.name == other.table }), !members.isEmpty else { return [] }
        var names: [ID] = []
        try eachRow(of: table, where: (other.member, members.map { .bytes($0.bytes) })) { values in
            let row = Dictionary(zip(table.columnNames, values), uniquingKeysWith: { $1 })
            if let name = row[other.name]?.id { names.append(name) }
        }
        return names
    }

    private func row(
        _ own: OwnTable, _ values: [String: StoredValue], _ person: ID, _ vault: Vault
    ) throws -> OwnRow {
        var shown = own.shows.map { (name: $0, value: values[$0] ?? .null) }
        for sealed in own.sealed {
            let subject: ID? =
                switch sealed.key {
                case .own: person
                case .of(let column): values[column]?.id
                }
            let context = sealed.context.flatMap { values[$0]?.bytes ?? [] }
            if let subject, let key = try key(of: subject, in: vault), let box = values[sealed.column]?.bytes,
                let words = vault.open(box, key: key, context: context)
            {
                shown.append((sealed.column, .text(String(decoding: words, as: UTF8.self))))
            }
        }
        return OwnRow(table: own.name, values: shown)
    }
}

extension StoredValue {
    fileprivate var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    fileprivate var id: ID? { bytes.flatMap { ID(bytes: $0) } }
}

extension OwnRow: View {
    private static let moments: Set<String> = ["at", "until", "since", "vouching_from", "promised_by", "needed_by"]

    func write(to json: inout JSON) {
        json.object { json in
            for (name, value) in values {
                json.name(dynamic: name)
                switch value {
                case .null: json.raw("null")
                case .integer(let number) where name.hasSuffix("_at") || OwnRow.moments.contains(name):
                    json.value(Format.rfc3339(number))
                case .integer(let number): json.raw("\(number)")
                case .real(let number): json.raw("\(number)")
                case .text(let text): json.value(text)
                case .bytes(let bytes): json.value(ID(bytes: bytes)?.description ?? Hex.encode(bytes))
                }
            }
        }
    }
}
