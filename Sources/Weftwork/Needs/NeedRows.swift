internal import Database
internal import Engine

/// Reading and writing a need whole.
extension NeedStore {
    static let columns: SQL = """
        n.id, n.network_id, n.code, n.created_at, n.title, n.category, n.description, n.urgency_asked, n.urgency,
        n.needed_by, n.country, n.province, n.city, n.district, n.source, n.reference, n.institution, n.consent, n.state,
        n.resume_state, n.progress, n.audience, n.confidence, n.freshness, n.owner_id, n.submitter_id, n.language, n.held,
        n.voided, n.attempts, n.attempts_since, n.round, n.merged_into, n.due_at, n.changed_at, n.version,
        n.area_code, n.hidden, \(EmergencyStore.tieOfNeed), n.answer_out
        """
    /// So many columns these are.
    static let columnCount = 41

    static let lineColumns: SQL = """
        id, item, kind, quantity_kind, quantity, quantity_most, unit, specification, claimed, delivered, is_met,
        is_controlled, wanted, allowance, \(LineWorkStore.columns)
        """

    /// Less is wanted than was promised already.
    static let wanted = Migration(
        "2026-11-26 less is wanted", ["ALTER TABLE need_lines ADD COLUMN wanted \(.int)"])
}

extension Need {
    init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        code = try row[2]
        createdAt = try row[3]
        title = try row[4]
        category = try row[5]
        description = try row[6]
        urgencyAsked = try row[7]
        urgency = try row[8]
        neededBy = try row[9]
        area = AreaPath(
            country: try row[10], province: try row[11], city: try row[12], district: try row[13])
        source = try row[14]
        reference = try row[15]
        institution = try row[16]
        consent = try row[17]
        state = try row[18]
        resumeState = try row[19]
        progress = try row[20]
        audience = try row[21]
        confidence = try row[22]
        freshness = try row[23]
        ownerID = try row[24]
        submitterID = try row[25]
        language = try row[26]
        held = Set((try row[27] as String).words)
        voided = Set((try row[28] as String).words)
        attempts = try row[29]
        attemptsSince = try row[30]
        round = try row[31]
        mergedInto = try row[32]
        dueAt = try row[33]
        changedAt = try row[34]
        version = try row[35]
        areaCode = try row[36] as Int? ?? 0
        hidden = try row[37]
        emergency = try EmergencyTie.read(row, at: 38)
        isAnswerOut = try row[40]
        lines = []
    }
}

extension NeedLine {
    init(row: Row, from start: Int = 0) throws {
        id = try row[start]
        item = try row[start + 1]
        kind = try row[start + 2]
        quantity = Quantity(
            kind: try row[start + 3], least: try row[start + 4], most: try row[start + 5])
        unit = try row[start + 6]
        specification = try row[start + 7]
        claimed = try row[start + 8]
        delivered = try row[start + 9]
        isMet = try row[start + 10]
        isControlled = try row[start + 11]
        wanted = try row[start + 12]
        allowance = try row[start + 13]
        work = try LineWork(row: row, at: start + 14)
        substitute = try row[start + 18]
    }
}

extension Quantity {
    /// The word of its kind, as stored and as the API says it.
    var kind: String {
        switch self {
        case .number: "number"
        case .range: "range"
        case .unknown: "unknown"
        case .unlimited: "unlimited"
        }
    }

    var least: Int64? {
        switch self {
        case .number(let number), .range(let number, _): number
        case .unknown, .unlimited: nil
        }
    }

    var most: Int64? {
        switch self {
        case .number(let number), .range(_, let number): number
        case .unknown, .unlimited: nil
        }
    }

    init(kind: String, least: Int64?, most: Int64?) {
        switch (kind, least, most) {
        case ("number", _, let most?): self = .number(most)
        case ("range", let least?, let most?): self = .range(least, most)
        case ("unlimited", _, _): self = .unlimited
        default: self = .unknown
        }
    }
}

extension Connection {
    /// A need with its lines.
    func need(_ id: ID, in network: ID) throws -> Need? {
        guard
            var need = try first(
                "SELECT \(NeedStore.columns) FROM needs n WHERE n.network_id = \(network) AND n.id = \(id)",
                { try Need(row: $0) })
        else { return nil }
        need.lines = try lines(of: id, in: network)
        return need
    }

    func lines(of need: ID, in network: ID) throws -> [NeedLine] {
        try query(
            """
            SELECT \(NeedStore.lineColumns) FROM need_lines
            WHERE network_id = \(network) AND need_id = \(need) ORDER BY position
            """
        ) { try NeedLine(row: $0) }
    }

    /// The need of a tracking code, over all networks.
    func need(code: String) throws -> Need? {
        let place = try first("SELECT network_id, id FROM needs WHERE code = \(code)") {
            (network: try $0[0] as ID, id: try $0[1] as ID)
        }
        return try place.flatMap { try need($0.id, in: $0.network) }
    }

    func insert(_ need: Need, searchID: Int64, at place: Grid?) throws {
        try execute(
            """
            INSERT INTO needs (network_id, id, code, search_id, created_at, title, category, description, urgency_asked,
                urgency, needed_by, country, province, city, district, source, reference, institution, consent, state,
                resume_state, progress, audience, confidence, freshness, owner_id, submitter_id, language, held, voided,
                attempts, attempts_since, round, merged_into, due_at, changed_at, version, phase, rank, lines_json, grid_latitude,
                grid_longitude, area_code, emergency_id)
            VALUES (\(need.networkID), \(need.id), \(need.code), \(searchID), \(need.createdAt), \(need.title),
                \(need.category), \(need.description), \(need.urgencyAsked), \(need.urgency), \(need.neededBy),
                \(need.area.country), \(need.area.province), \(need.area.city), \(need.area.district), \(need.source),
                \(need.reference), \(need.institution), \(need.consent), \(need.state), \(need.resumeState),
                \(need.progress), \(need.audience), \(need.confidence), \(need.freshness), \(need.ownerID),
                \(need.submitterID), \(need.language), \(need.heldText), \(need.voidedText), \(need.attempts),
                \(need.attemptsSince), \(need.round), \(need.mergedInto), \(need.dueAt), \(need.changedAt),
                \(need.version), \(need.state.phase), \(NeedRules.rank(need)), \(need.linesJSON),
                \(place?.latitude), \(place?.longitude), \(need.areaCode), \(need.emergency?.id))
            """)
        let rows = need.lines.enumerated().map { position, line -> SQL in
            """
            (\(need.networkID), \(line.id), \(need.id), \(position), \(line.item), \(line.kind), \(line.quantity.kind),
            \(line.quantity.least), \(line.quantity.most), \(line.unit), \(line.specification), \(line.claimed),
            \(line.delivered), \(line.isMet), \(line.isControlled), \(line.work.from), \(line.work.to),
            \(line.work.minutes), \(line.work.isRemote), \(line.substitute))
            """
        }
        try execute(
            """
            INSERT INTO need_lines (network_id, id, need_id, position, item, kind, quantity_kind, quantity, quantity_most,
                unit, specification, claimed, delivered, is_met, is_controlled, \(LineWorkStore.columns)) VALUES \(rows.joined(separator: ", "))
            """)
    }

    /// Stores what has changed from `old` to `need`; the version goes up by one.
    /// - Throws: ``Refusal/stale`` when somebody else changed it in between.
    func save(_ need: Need, from old: Need) throws {
        let changed = try execute(
            """
            UPDATE needs SET title = \(need.title), category = \(need.category), description = \(need.description),
                urgency = \(need.urgency), needed_by = \(need.neededBy), consent = \(need.consent),
                state = \(need.state), resume_state = \(need.resumeState), progress = \(need.progress),
                audience = \(need.audience), confidence = \(need.confidence), freshness = \(need.freshness),
                owner_id = \(need.ownerID), held = \(need.heldText), voided = \(need.voidedText),
                attempts = \(need.attempts), attempts_since = \(need.attemptsSince), round = \(need.round),
                merged_into = \(need.mergedInto), due_at = \(need.dueAt), changed_at = \(need.changedAt),
                version = \(old.version + 1), phase = \(need.state.phase), rank = \(NeedRules.rank(need)),
                lines_json = \(need.linesJSON), hidden = \(need.hidden), emergency_id = \(need.emergency?.id),
                answer_out = \(need.isAnswerOut)
            WHERE network_id = \(need.networkID) AND id = \(need.id) AND version = \(old.version)
            """)
        guard changed == 1 else { throw Refusal.stale }
        for (line, before) in zip(need.lines, old.lines) where line != before {
            try execute(
                """
                UPDATE need_lines SET item = \(line.item), quantity_kind = \(line.quantity.kind),
                    quantity = \(line.quantity.least), quantity_most = \(line.quantity.most), unit = \(line.unit),
                    specification = \(line.specification), claimed = \(line.claimed), delivered = \(line.delivered),
                    is_met = \(line.isMet), is_controlled = \(line.isControlled), wanted = \(line.wanted),
                    allowance = \(line.allowance), work_from = \(line.work.from), work_to = \(line.work.to),
                    work_minutes = \(line.work.minutes), is_remote = \(line.work.isRemote), substitute = \(line.substitute)
                WHERE network_id = \(need.networkID) AND id = \(line.id)
                """)
        }
    }
}

extension Need {
    fileprivate var heldText: String { held.sorted().joined(separator: " ") }
    fileprivate var voidedText: String { voided.sorted().joined(separator: " ") }

    /// The lines as the API gives them: kept with the need, so that a list of needs is one statement.
    var linesJSON: String {
        var json = JSON()
        json.array(lines) { json, line in line.write(to: &json) }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

extension NeedLine {
    /// The first `most` of the lines that ``Need/linesJSON`` wrote.
    static func read(_ json: [UInt8], most: Int) -> [NeedLine] {
        var lines: [NeedLine] = []
        var amounts = (least: Int64?.none, most: Int64?.none, kind: "")
        func settle() {
            guard !lines.isEmpty else { return }
            lines[lines.count - 1].quantity = Quantity(
                kind: amounts.kind, least: amounts.least ?? amounts.most, most: amounts.most)
            amounts = (nil, nil, "")
        }
        FlatJSON.read(json, most: most) { object, name, value in
            if object == lines.count {
                settle()
                lines.append(NeedLine.blank)
            }
            switch (name, value) {
            case ("item", .text(let text)): lines[object].item = text.string
            case ("unit", .text(let text)): lines[object].unit = text.string
            case ("specification", .text(let text)): lines[object].specification = text.string
            case ("quantityKind", .text(let text)): amounts.kind = text.string
            case ("quantity", .number(let number)): amounts.most = number
            case ("quantityLeast", .number(let number)): amounts.least = number
            case ("claimed", .number(let number)): lines[object].claimed = number
            case ("delivered", .number(let number)): lines[object].delivered = number
            case ("wanted", .number(let number)): lines[object].wanted = number
            case ("met", .truth(let truth)): lines[object].isMet = truth
            case ("from", .text(let text)): lines[object].work.from = Format.milliseconds(rfc3339: text.string)
            case ("to", .text(let text)): lines[object].work.to = Format.milliseconds(rfc3339: text.string)
            case ("minutes", .number(let number)): lines[object].work.minutes = Int(number / 1000)
            case ("remote", .truth(let truth)): lines[object].work.isRemote = truth
            case ("substitute", .text(let text)): lines[object].substitute = Substitute(rawValue: text.string)
            default: break
            }
        }
        settle()
        return lines
    }

    /// A card shows neither the line's id nor what its kind is.
    private static let blank = NeedLine(
        id: ID(milliseconds: 0, entropy: (0, 0)), item: "", kind: .goods, quantity: .unknown, unit: "",
        specification: "",
        claimed: 0, delivered: 0, isMet: false, isControlled: false)
}

extension NeedLine: View {
    public func write(to json: inout JSON) {
        json.object { json in
            json.field("id", id)
            json.field("item", item)
            json.field("kind", kind.rawValue)
            json.field("quantity", quantity: most)
            json.field("quantityKind", quantity.kind)
            if case .range(let least, _) = quantity { json.field("quantityLeast", quantity: least) }
            json.field("unit", unit)
            json.field("specification", specification)
            work.fields(to: &json)
            if let substitute { json.field("substitute", substitute.rawValue) }
            json.field("claimed", quantity: claimed)
            json.field("delivered", quantity: delivered)
            json.field("remaining", quantity: remaining)
            if allowance > 0 { json.field("allowance", quantity: allowance) }
            if let wanted { json.field("wanted", quantity: wanted) }
            json.field("met", isMet)
        }
    }
}
