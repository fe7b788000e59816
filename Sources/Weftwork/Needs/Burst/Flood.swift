internal import Database
internal import Engine
internal import Synchronization

/// What looks made by a machine: kept in a lane of its own, owned and clocked like any other, decided by cluster, never refused
/// by itself – a hospital's ward can look like a machine, too.
enum FloodStore {
    static let migration = Migration(
        "2026-11-25 floods",
        [
            """
            CREATE TABLE flood_needs (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, cluster \(.blob) NOT NULL, reason TEXT NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, need_id)
            ) \(.keyed)
            """,
            "CREATE INDEX flood_needs_cluster ON flood_needs (network_id, cluster)",
        ])

    /// Marks that were seen more than once, for all nodes and across restarts. A need's id tells when it came. What came from a hand
    /// keeps its row, so that no node which still has it in memory puts it back.
    static let marks = Migration(
        "2026-11-26 intake marks",
        [
            """
            CREATE TABLE intake_marks (
                network_id \(.id) NOT NULL, mark \(.blob) NOT NULL, need_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, mark, need_id)
            ) \(.keyed)
            """,
            "CREATE INDEX intake_marks_need ON intake_marks (need_id)",
            "ALTER TABLE flood_needs ADD COLUMN cleared_at \(.int)",
        ])
}

/// How a need came in, as far as that tells a hand from a machine. Nothing of it is kept longer than ten minutes: as keyed hashes, in
/// memory and, where one came more than once, in the store.
public struct IntakeTrace: Sendable {
    /// The browser's own cookie; programs and those without cookies have none.
    var device: String?
    /// How long the form was open; nothing where it was not a form of ours.
    var filledIn: Int64?

    public init(device: String? = nil, filledIn: Int64? = nil) {
        self.device = device
        self.filledIn = filledIn
    }
}

/// Why something looks made by a machine. Pure.
enum FloodRules {
    enum Reason: String, Sendable, CaseIterable {
        case sameText, sameDevice, tooFast
    }

    /// So long marks are looked back at, and so many of one kind in that time are a flood.
    static let window = 10 * Time.minute
    /// A long text is not written twice by chance; “masks, urgently” is.
    static func sameText(_ shape: String) -> Int { shape.count >= 40 ? 5 : 20 }
    static let sameDevice = 10
    /// Nobody reads and fills in the form in less, not even with a pasted list – but somebody who asks again may: it takes several.
    static let fastest = 3 * Time.second
    static let severalFast = 5

    /// - Parameters:
    ///   - texts: needs of the last ten minutes with the same shape of text, this one not counted.
    ///   - devices: the same of the same device.
    static func reason(_ shape: String, texts: Int, devices: Int, filledIn: Int64?) -> Reason? {
        if texts + 1 >= sameText(shape) { return .sameText }
        if devices + 1 >= sameDevice { return .sameDevice }
        if let filledIn, filledIn < fastest, max(texts, devices) + 1 >= severalFast { return .tooFast }
        return nil
    }

    /// A text without its numbers and the order of its things: what a machine varies least.
    static func shape(title: String, description: String, lines: [String]) -> String {
        let words = ([title, description] + lines.sorted()).map { Clean.key($0).filter { !$0.isNumber } }
        return words.joined(separator: "\u{1F}")
    }
}

/// A flood that a need seems to belong to, with those that came before it.
struct FloodFinding: Sendable {
    let cluster: [UInt8]
    let reason: FloodRules.Reason
    let earlier: [ID]
}

/// What is known of a need's marks: the flood that it seems to belong to, and what other nodes must know.
struct FloodLook: Sendable {
    var finding: FloodFinding?
    /// Marks that came before, with the needs that bore them.
    var repeated: [(mark: [UInt8], needs: [ID])] = []
}

/// What came in on this node within the last ten minutes.
final class FloodWatch: Sendable {
    private struct Seen: Sendable {
        let at: Int64
        let need: ID
    }

    /// So many marks are remembered; past that the watch begins anew rather than growing.
    private static let most = 50_000
    /// So many of one mark are looked back at: the others are in the lane already.
    static let mostEarlier = 200
    private let seen = Mutex<(marks: [[UInt8]: [Seen]], prunedAt: Int64)>(([:], 0))

    /// Needs that came with this mark lately; this one is remembered.
    func earlier(_ mark: [UInt8], than need: ID, now: Int64) -> [ID] {
        seen.withLock { seen in
            let since = now - FloodRules.window
            if seen.marks.count >= FloodWatch.most {
                seen.marks.removeAll()
            } else if now - seen.prunedAt > Time.minute {
                seen.marks = seen.marks.filter { ($0.value.last?.at ?? 0) > since }
                seen.prunedAt = now
            }
            let earlier = (seen.marks[mark] ?? []).filter { $0.at > since && $0.need != need }.suffix(
                FloodWatch.mostEarlier)
            seen.marks[mark] = earlier + [Seen(at: now, need: need)]
            return earlier.map(\.need)
        }
    }

    /// Needs that came from a hand after all make no later one suspect, and are not put back with them.
    func forget(_ cleared: Set<ID>) {
        seen.withLock { seen in
            for (mark, needs) in seen.marks where needs.contains(where: { cleared.contains($0.need) }) {
                seen.marks[mark] = needs.filter { !cleared.contains($0.need) }
            }
        }
    }
}

extension NeedActs {
    /// Whether a need that somebody without an account sends looks made by a machine.
    func flood(of need: Need, _ trace: IntakeTrace?, now: Int64) async throws -> FloodLook {
        guard need.submitterID == nil, let trace else { return FloodLook() }
        let shape = FloodRules.shape(
            title: need.title, description: need.description, lines: need.lines.map(\.item))
        // A network's own: what comes to another network on this server makes nothing here suspect.
        let place = need.networkID.description
        let text = vault.fingerprint("intake text of \(place)", shape)
        let device = trace.device.map { vault.fingerprint("intake device of \(place)", $0) }
        var look = FloodLook()
        let texts = try await earlier(text, than: need, now: now, &look)
        let devices = if let device { try await earlier(device, than: need, now: now, &look) } else { [ID]() }
        guard
            let reason = FloodRules.reason(
                shape, texts: texts.count, devices: devices.count, filledIn: trace.filledIn)
        else { return look }
        let isText = reason == .sameText || reason == .tooFast && texts.count >= devices.count
        look.finding = FloodFinding(
            cluster: isText ? text : device ?? text, reason: reason, earlier: isText ? texts : devices)
        return look
    }

    /// What came with a mark lately, on whatever node. A mark that is new to this one costs no statement: each node may be late by one.
    private func earlier(_ mark: [UInt8], than need: Need, now: Int64, _ look: inout FloodLook) async throws -> [ID] {
        let here = floods.earlier(mark, than: need.id, now: now)
        guard !here.isEmpty else { return [] }
        look.repeated.append((mark, here.suffix(2) + [need.id]))
        return try await database.read { db in
            let anywhere = try db.marked(mark, in: need.networkID, since: now - FloodRules.window)
            let earlier = Set(here + anywhere).subtracting([need.id])
            // What another node's desk has cleared is still in the memory of this one.
            let suspect = earlier.subtracting(try db.cleared(Array(earlier), in: need.networkID))
            return Array(suspect.sorted().suffix(FloodWatch.mostEarlier))
        }
    }

    /// Marks that are too old to say anything are not kept.
    func forgetMarks(now: Int64) async throws {
        let moment = now - FloodRules.window
        guard try await database.read({ db in try db.hasMarks(before: moment) }) else { return }
        try await database.write { db in try db.forgetMarks(before: moment) }
    }

    /// What a form carries to tell how long it was open; only this server can make it.
    func openedMark(now: Int64) -> String {
        "\(now).\(Hex.encode(vault.fingerprint("form opened", "\(now)").prefix(8)))"
    }

    /// How long the form with this mark was open; nothing where the mark is none of ours.
    func openFor(_ mark: String?, now: Int64) -> Int64? {
        guard let mark, let opened = mark.split(separator: ".").first.flatMap({ Int64($0) }),
            openedMark(now: opened) == mark
        else { return nil }
        return now - opened
    }
}

extension CaseDesk {
    /// Puts a need, and those that came just so before it, into the lane of floods, and lets other nodes know of its marks.
    func keep(_ look: FloodLook, for need: Need) throws {
        try db.insertMarks(look.repeated, in: network)
        guard let finding = look.finding else { return }
        try db.insertFlood(finding, of: [need.id] + finding.earlier, in: network, at: now)
    }
}

extension NeedActs {
    /// Somebody says that this one is from a hand after all.
    func clearFlood(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.openItem, viewer)
        let now = world.now()
        try await database.write { db in
            guard try db.clearFloods([id], in: network, at: now) == 1 else {
                throw Refusal.conflict(TriageWords.noFlood)
            }
        }
        floods.forget([id])
    }
}

extension Connection {
    /// Only what nobody has answered yet goes into the lane, and nothing goes back that came from a hand.
    fileprivate func insertFlood(_ finding: FloodFinding, of needs: [ID], in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO flood_needs (network_id, need_id, cluster, reason, at)
            SELECT network_id, id, \(finding.cluster), \(finding.reason.rawValue), \(now) FROM needs
            WHERE network_id = \(network) AND id IN (\(list: needs)) AND state = \(Need.State.submitted)
            ON CONFLICT (network_id, need_id) DO NOTHING
            """)
    }

    /// Whether a need came into the lane, and nobody has said that it came from a hand.
    func isFlood(_ need: Need) throws -> Bool {
        try value(
            """
            SELECT 1 FROM flood_needs
            WHERE network_id = \(need.networkID) AND need_id = \(need.id) AND cleared_at IS NULL
            """, as: Int64.self) != nil
    }

    /// How many were in the lane; they make no later one suspect.
    @discardableResult
    func clearFloods(_ needs: [ID], in network: ID, at now: Int64) throws -> Int {
        try execute("DELETE FROM intake_marks WHERE network_id = \(network) AND need_id IN (\(list: needs))")
        return try execute(
            """
            UPDATE flood_needs SET cleared_at = \(now)
            WHERE network_id = \(network) AND need_id IN (\(list: needs)) AND cleared_at IS NULL
            """)
    }

    fileprivate func cleared(_ needs: [ID], in network: ID) throws -> [ID] {
        try query(
            """
            SELECT need_id FROM flood_needs
            WHERE network_id = \(network) AND need_id IN (\(list: needs)) AND cleared_at IS NOT NULL
            """
        ) { try $0[0] }
    }

    /// The newest needs that came with a mark.
    fileprivate func marked(_ mark: [UInt8], in network: ID, since moment: Int64) throws -> [ID] {
        try query(
            """
            SELECT need_id FROM intake_marks WHERE network_id = \(network) AND mark = \(mark)
                AND need_id > \(ID(milliseconds: moment, entropy: (0, 0))) ORDER BY need_id DESC LIMIT \(FloodWatch.mostEarlier)
            """
        ) { try $0[0] }
    }

    fileprivate func insertMarks(_ marks: [(mark: [UInt8], needs: [ID])], in network: ID) throws {
        let rows = marks.flatMap { mark, needs in needs.map { need -> SQL in "(\(network), \(mark), \(need))" } }
        guard !rows.isEmpty else { return }
        try execute(
            """
            INSERT INTO intake_marks (network_id, mark, need_id) VALUES \(rows.joined(separator: ", "))
            ON CONFLICT (network_id, mark, need_id) DO NOTHING
            """)
    }

    fileprivate func hasMarks(before moment: Int64) throws -> Bool {
        let first = ID(milliseconds: moment, entropy: (0, 0))
        return try value("SELECT 1 FROM intake_marks WHERE need_id < \(first) LIMIT 1", as: Int64.self) != nil
    }

    fileprivate func forgetMarks(before moment: Int64) throws {
        try execute("DELETE FROM intake_marks WHERE need_id < \(ID(milliseconds: moment, entropy: (0, 0)))")
    }
}
