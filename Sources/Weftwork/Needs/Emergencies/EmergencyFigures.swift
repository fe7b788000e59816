internal import Database

/// What came of an emergency so far, in numbers. Names nobody, and no need.
struct EmergencyFigures: Sendable, Equatable, Codable {
    /// The needs of one category, by what became of them.
    struct Tally: Sendable, Equatable, Codable {
        var asked = 0
        var open = 0
        var met = 0
        var unmet = 0
        /// Still open when it closed, and handed over; what its requester had confirmed by then was met.
        var handedOver = 0
        /// Rejected, withdrawn, merged, expired.
        var other = 0
    }

    /// How much of one thing has arrived, in thousandths.
    struct Amount: Sendable, Equatable, Codable {
        let item: String
        let unit: String
        let quantity: Int64
    }

    var all = Tally()
    var categories: [String: Tally] = [:]
    /// Needs by state, for those that were not handed over.
    var states: [String: Int] = [:]
    /// Needs of whose first answer it is known whether it came in time; those that had it in time; how long half of those who were
    /// answered waited at most.
    var answered = 0
    var inTime = 0
    var medianAnswer: Int64?
    /// What has arrived, of needs that everybody may read.
    var delivered: [Amount] = []
    /// Lines of other needs of which something has arrived.
    var otherDeliveries = 0
    var shifts = 0
    /// Members who promised, were on shift or worked on its needs.
    var people = 0

    mutating func add(_ count: Int, _ category: Need.Category, _ state: Need.State, isHandedOver: Bool) {
        func counted(_ tally: Tally) -> Tally {
            var tally = tally
            tally.asked += count
            switch state {
            case .confirmed, .closed: tally.met += count
            case _ where isHandedOver: tally.handedOver += count
            case .unmet: tally.unmet += count
            case .rejected, .duplicate, .withdrawn, .expired: tally.other += count
            default: tally.open += count
            }
            return tally
        }
        all = counted(all)
        categories[category.rawValue] = counted(categories[category.rawValue] ?? Tally())
        if !isHandedOver { states[state.rawValue, default: 0] += count }
    }
}

enum EmergencyFiguresStore {
    static let mostAmounts = 40

    /// The ids of an emergency's needs: those that belong to it, and those that were handed over when it closed.
    static func needs(of emergency: ID, in network: ID) -> SQL {
        """
        SELECT id FROM needs WHERE network_id = \(network) AND emergency_id = \(emergency)
        UNION SELECT object_id FROM emergency_handovers
        WHERE network_id = \(network) AND emergency_id = \(emergency) AND kind = 'need'
        """
    }

    /// What somebody does about a need of their own.
    private static let asking: [Event.Kind] = [
        .submitted, .askedAgain, .followed, .added, .stillNeeded, .confirmed, .rated, .withdrawn,
    ]

    /// The ids of members who promised something, were on shift or worked on its needs. Handing over what is open is no work on it, nor
    /// is asking for oneself.
    static func people(of emergency: ID, in network: ID, at now: Int64) -> SQL {
        let needs = needs(of: emergency, in: network)
        return """
            SELECT c.member_id AS id FROM (\(needs)) AS f JOIN claims c ON c.network_id = \(network) AND c.need_id = f.id
            UNION SELECT member_id FROM shifts
            WHERE network_id = \(network) AND emergency_id = \(emergency) AND starts_at <= \(now) AND accepted_at IS NOT NULL
            UNION SELECT v.actor_id FROM (\(needs)) AS g JOIN needs o ON o.network_id = \(network) AND o.id = g.id
            JOIN events v ON v.network_id = \(network) AND v.object_id = g.id
            WHERE v.actor_kind = 'member' AND v.actor_id IS NOT NULL AND v.kind <> \(Event.Kind.moved)
                AND NOT (v.kind IN (\(list: asking)) AND o.consent = \(Need.Consent.own)
                    AND o.submitter_id IS NOT DISTINCT FROM v.actor_id)
            """
    }
}

extension Connection {
    /// Counts anew: linear in the needs of the emergency and what was done about them.
    func figures(of emergency: Emergency, at now: Int64) throws -> EmergencyFigures {
        let network = emergency.networkID
        let needs = EmergencyFiguresStore.needs(of: emergency.id, in: network)
        var figures = EmergencyFigures()
        let rows = try query(
            """
            SELECT n.category, n.state, (h.object_id IS NOT NULL) AS is_over, count(*), count(n.answered_at),
                count(n.is_in_time), count(CASE WHEN n.is_in_time THEN 1 END)
            FROM (\(needs)) AS f JOIN needs n ON n.network_id = \(network) AND n.id = f.id
            LEFT JOIN emergency_handovers h ON h.network_id = n.network_id AND h.emergency_id = \(emergency.id)
                AND h.object_id = n.id
            GROUP BY n.category, n.state, is_over ORDER BY n.category, n.state, is_over
            """
        ) { row in
            (
                category: try row[0] as Need.Category, state: try row[1] as Need.State, isOver: try row[2] as Bool,
                count: try row[3] as Int, answered: try row[4] as Int, judged: try row[5] as Int,
                inTime: try row[6] as Int
            )
        }
        for row in rows {
            figures.add(row.count, row.category, row.state, isHandedOver: row.isOver)
            figures.answered += row.judged
            figures.inTime += row.inTime
        }
        figures.medianAnswer = try medianAnswer(needs, of: rows.reduce(0) { $0 + $1.answered }, in: network)
        (figures.delivered, figures.otherDeliveries) = try delivered(needs, in: network)
        figures.shifts =
            try value(
                """
                SELECT count(*) FROM shifts WHERE network_id = \(network) AND emergency_id = \(emergency.id)
                    AND starts_at <= \(now) AND accepted_at IS NOT NULL
                """) ?? 0
        let people = EmergencyFiguresStore.people(of: emergency.id, in: network, at: now)
        figures.people = try value("SELECT count(*) FROM (\(people)) AS p") ?? 0
        return figures
    }

    private func medianAnswer(_ needs: SQL, of count: Int, in network: ID) throws -> Int64? {
        guard count > 0 else { return nil }
        return try value(
            """
            SELECT n.answered_at - n.created_at FROM (\(needs)) AS f JOIN needs n ON n.network_id = \(network) AND n.id = f.id
            WHERE n.answered_at IS NOT NULL ORDER BY n.answered_at - n.created_at LIMIT 1 OFFSET \(count / 2)
            """)
    }

    /// What has arrived. The words of lines that not everybody may read are counted, not shown: the review is public.
    private func delivered(
        _ needs: SQL, in network: ID
    ) throws -> (amounts: [EmergencyFigures.Amount], others: Int) {
        let rows = try query(
            """
            SELECT l.item, l.unit, (n.audience = \(Audience.public) AND n.hidden IS NULL AND n.held = '') AS is_open,
                CAST(sum(l.delivered) AS BIGINT), count(*)
            FROM (\(needs)) AS f JOIN needs n ON n.network_id = \(network) AND n.id = f.id
            JOIN need_lines l ON l.network_id = n.network_id AND l.need_id = n.id
            WHERE l.delivered > 0 GROUP BY l.item, l.unit, is_open ORDER BY 4 DESC, l.item, l.unit
            """
        ) { row in
            (
                item: try row[0] as String, unit: try row[1] as String, isOpen: try row[2] as Bool,
                quantity: try row[3] as Int64, lines: try row[4] as Int
            )
        }
        let shown = rows.filter(\.isOpen).prefix(EmergencyFiguresStore.mostAmounts)
        let hidden = rows.filter { !$0.isOpen } + rows.filter(\.isOpen).dropFirst(EmergencyFiguresStore.mostAmounts)
        return (
            shown.map { EmergencyFigures.Amount(item: $0.item, unit: $0.unit, quantity: $0.quantity) },
            hidden.reduce(0) { $0 + $1.lines }
        )
    }
}
