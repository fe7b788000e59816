internal import Database

/// How long a network keeps what is personal, kind by kind. What it has not settled is as the product ships it.
struct Retention: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// Contacts of needs that have ended, with everything that was said about them.
        case contacts
        /// Where people were, who scanned their passes.
        case visits
        /// What was said in applications, reports, appeals.
        case matters
        /// Names of members after they left.
        case formerNames
        /// Why somebody was suspended, after its end.
        case suspensions
        /// What an invitation said, after its end.
        case invitations
        /// Why somebody was named for a role, or objected to, after it was decided.
        case nominations
        /// Through whom somebody came, after they have settled in.
        case arrivals
        /// Who was asked for what, and what they answered.
        case askings

        /// Days where nothing else was settled.
        var usual: Int {
            switch self {
            case .contacts, .visits, .invitations: 90
            case .matters, .formerNames, .suspensions, .nominations, .arrivals, .askings: 365
            }
        }

        var bounds: ClosedRange<Int> { self == .contacts ? 7...365 : 7...1095 }
    }

    private var changed: [Kind: Int]

    init(_ changed: [Kind: Int] = [:]) {
        self.changed = changed
    }

    subscript(kind: Kind) -> Int {
        get { changed[kind] ?? kind.usual }
        set { changed[kind] = newValue }
    }

    /// The moment before which what `column` names is over, in each network of the rows; for a condition `… < cutoff`.
    ///
    /// - Parameter network: the column that holds the row's network.
    static func cutoff(_ kind: Kind, network: SQL, now: Int64) -> SQL {
        """
        (\(now) - 86400000 * coalesce((SELECT r.days FROM retention r WHERE r.network_id = \(network) AND r.kind = \(kind)),
            \(kind.usual)))
        """
    }
}

enum RetentionStore {
    static let migration = Migration(
        "2026-11-25 retention",
        [
            """
            CREATE TABLE retention (
                network_id \(.id) NOT NULL, kind TEXT NOT NULL, days \(.int) NOT NULL, PRIMARY KEY (network_id, kind)
            ) \(.strict)
            """
        ])
}

extension Connection {
    func retention(of network: ID) throws -> Retention {
        let pairs = try query("SELECT kind, days FROM retention WHERE network_id = \(network)") {
            (try $0[0] as Retention.Kind, try $0[1] as Int)
        }
        return Retention(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    func save(_ retention: Retention, of network: ID) throws {
        for kind in Retention.Kind.allCases {
            try execute(
                """
                INSERT INTO retention (network_id, kind, days) VALUES (\(network), \(kind), \(retention[kind]))
                ON CONFLICT (network_id, kind) DO UPDATE SET days = excluded.days
                """)
        }
    }
}

/// How long things are kept, for programs.
struct RetentionView: View {
    let retention: Retention

    func write(to json: inout JSON) {
        json.object { json in
            for kind in Retention.Kind.allCases {
                json.name(dynamic: kind.rawValue)
                json.raw(String(retention[kind]))
            }
        }
    }
}
