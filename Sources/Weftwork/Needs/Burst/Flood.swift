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
}

/// How a need came in, as far as that tells a hand from a machine. Nothing of it is stored: it stays in memory for ten minutes, as
/// keyed hashes.
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

/// What came in on this node within the last ten minutes.
final class FloodWatch: Sendable {
    private struct Seen: Sendable {
        let at: Int64
        let need: ID
    }

    /// So many marks are remembered; past that the watch begins anew rather than growing.
    private static let most = 50_000
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
            let earlier = (seen.marks[mark] ?? []).filter { $0.at > since && $0.need != need }.suffix(200)
            seen.marks[mark] = earlier + [Seen(at: now, need: need)]
            return earlier.map(\.need)
        }
    }

    /// A need that came from a hand after all makes no later one suspect, and is not put back with them.
    func forget(_ need: ID) {
        seen.withLock { seen in
            for (mark, needs) in seen.marks where needs.contains(where: { $0.need == need }) {
                seen.marks[mark] = needs.filter { $0.need != need }
            }
        }
    }
}

extension NeedActs {
    /// Whether a need that somebody without an account sends looks made by a machine.
    func flood(of need: Need, _ trace: IntakeTrace?, now: Int64) -> FloodFinding? {
        guard need.submitterID == nil, let trace else { return nil }
        let shape = FloodRules.shape(
            title: need.title, description: need.description, lines: need.lines.map(\.item))
        // A network's own: what comes to another network on this server makes nothing here suspect.
        let place = need.networkID.description
        let text = vault.fingerprint("intake text of \(place)", shape)
        let device = trace.device.map { vault.fingerprint("intake device of \(place)", $0) }
        let texts = floods.earlier(text, than: need.id, now: now)
        let devices = device.map { floods.earlier($0, than: need.id, now: now) } ?? []
        guard
            let reason = FloodRules.reason(
                shape, texts: texts.count, devices: devices.count, filledIn: trace.filledIn)
        else { return nil }
        switch reason {
        case .sameText: return FloodFinding(cluster: text, reason: reason, earlier: texts)
        case .sameDevice: return FloodFinding(cluster: device ?? text, reason: reason, earlier: devices)
        case .tooFast:
            let isText = texts.count >= devices.count
            return FloodFinding(
                cluster: isText ? text : device ?? text, reason: reason, earlier: isText ? texts : devices)
        }
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
    /// Puts a need, and those that came just so before it, into the lane of floods.
    func keep(_ finding: FloodFinding, for need: Need) throws {
        try db.insertFlood(finding, of: [need.id] + finding.earlier, in: network, at: now)
    }
}

extension NeedActs {
    /// Somebody says that this one is from a hand after all.
    func clearFlood(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.openItem, viewer)
        try await database.write { db in
            guard try db.clearFlood(id, in: network) else { throw Refusal.conflict(TriageWords.noFlood) }
        }
        floods.forget(id)
    }
}

extension Connection {
    /// Only what nobody has answered yet goes into the lane.
    fileprivate func insertFlood(_ finding: FloodFinding, of needs: [ID], in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO flood_needs (network_id, need_id, cluster, reason, at)
            SELECT network_id, id, \(finding.cluster), \(finding.reason.rawValue), \(now) FROM needs
            WHERE network_id = \(network) AND id IN (\(list: needs)) AND state = \(Need.State.submitted)
            ON CONFLICT (network_id, need_id) DO NOTHING
            """)
    }

    fileprivate func clearFlood(_ need: ID, in network: ID) throws -> Bool {
        try execute("DELETE FROM flood_needs WHERE network_id = \(network) AND need_id = \(need)") == 1
    }

    /// Which of a network's needs are in the lane of floods, with their cluster and why.
    func floodNeeds(in network: ID) throws -> [ID: (cluster: String, reason: FloodRules.Reason)] {
        let rows = try query(
            """
            SELECT f.need_id, f.cluster, f.reason FROM flood_needs f
            JOIN needs n ON n.network_id = f.network_id AND n.id = f.need_id
            WHERE f.network_id = \(network) AND n.phase = 0 LIMIT 2000
            """
        ) { (try $0[0] as ID, Hex.encode(try $0[1] as [UInt8]), FloodRules.Reason(rawValue: try $0[2]) ?? .sameText) }
        return Dictionary(rows.map { ($0.0, (cluster: $0.1, reason: $0.2)) }, uniquingKeysWith: { first, _ in first })
    }
}
