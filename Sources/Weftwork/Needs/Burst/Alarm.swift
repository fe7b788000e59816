internal import Database

/// Alarms of clocks, gathered: whoever has many that are late gets one message in ten minutes, not one for each.
enum AlarmStore {
    static let migration = Migration(
        "2026-11-25 alarms",
        [
            """
            CREATE TABLE alarms (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL,
                kind TEXT NOT NULL, at \(.int) NOT NULL, PRIMARY KEY (network_id, member_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE alarm_rounds (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, sent_at \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id)
            ) \(.keyed)
            """,
        ])
}

/// What a clock has to tell somebody about one need.
struct Alarm: Sendable {
    /// The name under which it is kept until it is sent.
    enum Kind: String, Sendable, SQLConvertible {
        case clockReminded, clockBackup, clockReassigned, leftAtNight

        var message: MemberMessage {
            switch self {
            case .clockReminded: .clockReminded
            case .clockBackup: .clockBackup
            case .clockReassigned: .clockReassigned
            case .leftAtNight: .leftAtNight
            }
        }
    }

    let needID: ID
    let title: Text
    let kind: Kind
    let at: Int64
    /// When the need's clock runs out.
    let dueAt: Int64?
}

extension NeedActs {
    /// So long after one message the next is held back and gathers what comes meanwhile.
    static let alarmPause = 10 * Time.minute

    /// Sends what has gathered: to each person at most one message in ten minutes.
    func sendAlarms(now: Int64) async throws {
        let due = try await database.read { db in try db.alarmsDue(by: now - NeedActs.alarmPause) }
        for (network, member) in due {
            try await database.write { db in
                // Another node may have been faster.
                guard try db.takeAlarmRound(of: member, in: network, at: now, after: now - NeedActs.alarmPause) else {
                    return
                }
                let alarms = try db.takeAlarms(of: member, in: network)
                guard let first = alarms.first else { return }
                try db.tell(
                    member, in: network, NeedWords.alarmSubject(alarms), vault: vault, id: world.newID(), at: now
                ) { slug in
                    let root = "\(configuration.publicURL)/n/\(slug)"
                    return alarms.count == 1
                        ? NeedWords.alarm(first, link: "\(root)/needs/\(first.needID)")
                        : NeedWords.alarms(alarms, now: now, link: "\(configuration.publicURL)/home")
                }
            }
        }
    }
}

extension MemberMessage {
    /// Clocks can go off in hundreds at once: what they tell is gathered.
    var alarm: Alarm.Kind? {
        switch self {
        case .clockReminded: .clockReminded
        case .clockBackup: .clockBackup
        case .clockReassigned: .clockReassigned
        case .leftAtNight: .leftAtNight
        default: nil
        }
    }
}

extension Connection {
    func insertAlarm(_ kind: Alarm.Kind, of need: Need, for member: ID, at now: Int64, id: ID) throws {
        try execute(
            """
            INSERT INTO alarms (network_id, member_id, id, need_id, kind, at)
            VALUES (\(need.networkID), \(member), \(id), \(need.id), \(kind), \(now))
            """)
    }

    /// Whom something waits for, and whose last message is older than `moment`.
    fileprivate func alarmsDue(by moment: Int64) throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT DISTINCT a.network_id, a.member_id FROM alarms a
            LEFT JOIN alarm_rounds r ON r.network_id = a.network_id AND r.member_id = a.member_id
            WHERE r.sent_at IS NULL OR r.sent_at <= \(moment) ORDER BY a.network_id, a.member_id LIMIT 500
            """
        ) { (try $0[0], try $0[1]) }
    }

    fileprivate func takeAlarmRound(of member: ID, in network: ID, at now: Int64, after moment: Int64) throws -> Bool {
        try execute(
            """
            INSERT INTO alarm_rounds (network_id, member_id, sent_at) VALUES (\(network), \(member), \(now))
            ON CONFLICT (network_id, member_id) DO UPDATE SET sent_at = excluded.sent_at
                WHERE alarm_rounds.sent_at <= \(moment)
            """) == 1
    }

    /// What has gathered for somebody about needs that are still open, the oldest first; it is gone from here then.
    fileprivate func takeAlarms(of member: ID, in network: ID) throws -> [Alarm] {
        let found = try query(
            """
            SELECT a.need_id, n.title, n.hidden, a.kind, a.at, n.due_at FROM alarms a
            JOIN needs n ON n.network_id = a.network_id AND n.id = a.need_id
            WHERE a.network_id = \(network) AND a.member_id = \(member) AND n.phase < 3 ORDER BY a.at, a.id
            """
        ) { row -> Alarm? in
            guard let kind = Alarm.Kind(rawValue: try row[3]) else { return nil }
            let title: String = try row[1], hidden: String? = try row[2]
            return Alarm(
                needID: try row[0], title: hidden.map(ModerationWords.stub) ?? .verbatim(title), kind: kind,
                at: try row[4], dueAt: try row[5])
        }
        try execute("DELETE FROM alarms WHERE network_id = \(network) AND member_id = \(member)")
        var last: [ID: Alarm] = [:]
        for alarm in found.compactMap({ $0 }) {
            last[alarm.needID] =
                last[alarm.needID].map { first in
                    Alarm(
                        needID: alarm.needID, title: alarm.title, kind: alarm.kind, at: first.at, dueAt: alarm.dueAt)
                } ?? alarm
        }
        return last.values.sorted { ($0.at, $0.needID) < ($1.at, $1.needID) }
    }
}
