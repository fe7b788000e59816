internal import Database
internal import Engine
internal import Foundation

/// What somebody promised on, as it stood when they promised or last confirmed that they had seen it.
enum SetOutStore {
    static let migration = Migration(
        "2026-11-26 what was promised on",
        [
            """
            CREATE TABLE promised_on (
                network_id \(.id) NOT NULL, claim_id \(.id) NOT NULL, line TEXT NOT NULL, place \(.blob) NOT NULL,
                PRIMARY KEY (network_id, claim_id)
            ) \(.keyed)
            """
        ])
}

/// A line with its day and district, to be compared with what they are later.
struct PromisedOn: Codable, Sendable, Equatable {
    var item: String
    var specification: String
    var quantity: String
    var unit: String
    var from: Int64?
    var to: Int64?
    var minutes: Int?
    var isRemote: Bool?
    var substitute: String?
    var neededBy: Int64?
    var area: [String]

    init(_ line: NeedLine, of need: Need) {
        (item, specification, unit) = (line.item, line.specification, line.unit)
        quantity = NeedWords.plain(line.quantity)
        (from, to, minutes) = (line.work.from, line.work.to, line.work.minutes)
        (isRemote, substitute) = (line.work.isRemote, line.substitute?.rawValue)
        (neededBy, area) = (need.neededBy, need.area.parts)
    }

    var work: LineWork { LineWork(from: from, to: to, minutes: minutes, isRemote: isRemote) }
}

/// What is otherwise than somebody promised on. Pure.
enum SetOutRules {
    /// - Parameters:
    ///   - samePlace: address, gate and point are as they were: they are compared and not told here.
    ///   - mayRead: the words of the line may be read by whoever promised.
    static func changes(
        _ old: PromisedOn, _ new: PromisedOn, samePlace: Bool, mayRead: Bool
    ) -> [Refusal.Change] {
        var changes: [Refusal.Change] = []
        // Who promised several things reads of which one it is.
        func ofLine(_ name: Text) -> Text { mayRead ? ClaimWords.changed(name, of: old.item) : name }
        func add(_ field: String, _ name: Text, _ was: Text, _ now: Text, isWords: Bool = false) {
            let shown = !isWords || mayRead
            changes.append(
                Refusal.Change(
                    field: field, name: name, was: shown ? was : ClaimWords.changedUnsaid,
                    now: shown ? now : ClaimWords.changedUnsaid))
        }
        func amount(_ seen: PromisedOn) -> Text {
            .verbatim(seen.quantity.isEmpty ? "?" : "\(seen.quantity) \(seen.unit)")
        }
        if old.item != new.item || old.specification != new.specification {
            func words(_ seen: PromisedOn) -> Text { .verbatim("\(seen.item) \(seen.specification)") }
            add("item", ofLine(ClaimWords.changedItem), words(old), words(new), isWords: true)
        }
        if old.quantity != new.quantity || old.unit != new.unit {
            add("quantity", ofLine(ClaimWords.changedQuantity), amount(old), amount(new))
        }
        if old.work != new.work {
            add("time", ofLine(ClaimWords.changedTime), LineWorkWords.line(old.work), LineWorkWords.line(new.work))
        }
        if old.substitute != new.substitute {
            func words(_ seen: PromisedOn) -> Text {
                seen.substitute.flatMap(Substitute.init(rawValue:)).map { LineWorkWords.name(of: $0) }
                    ?? LineWorkWords.unsaid
            }
            add("substitute", ofLine(LineWorkWords.substituteShort), words(old), words(new))
        }
        if old.neededBy != new.neededBy {
            func words(_ moment: Int64?) -> Text {
                moment.map { Text(zh: "\(moment: $0)", en: "\(moment: $0)") } ?? LineWorkWords.unsaid
            }
            add("neededBy", AskWords.neededByLabel, words(old.neededBy), words(new.neededBy))
        }
        if old.area != new.area {
            func words(_ area: [String]) -> Text { .verbatim(area.joined(separator: " ")) }
            add("area", AskWords.districtLabel, words(old.area), words(new.area))
        }
        if !samePlace { add("place", AskWords.addressLabel, ClaimWords.placeBefore, ClaimWords.placeNow) }
        return changes
    }
}

extension NeedActs {
    /// What has changed of a need since a member promised something of it: each change once, and the stamp of what stands now. Nothing
    /// where they have promised nothing, or nothing is otherwise.
    func changesSincePromise(
        of need: ID?, by viewer: Viewer, in network: ID
    ) async throws -> (changes: [Refusal.Change], stamp: String)? {
        guard let need, let member = viewer.member else { return nil }
        return try await database.read { db in try changes(of: need, for: member, viewer, in: network, db) }
    }

    /// They set out: what has changed must have been seen.
    /// - Throws: ``Refusal/conflict(_:_:)`` with what changed and the stamp to confirm it by.
    func setOut(to need: ID?, seen: String?, by viewer: Viewer, in network: ID, _ db: any Connection) throws {
        guard let need, let member = viewer.member,
            let found = try changes(of: need, for: member, viewer, in: network, db)
        else { return }
        guard found.stamp == seen else {
            var extras = Refusal.Extras()
            (extras.changes, extras.seen) = (found.changes, found.stamp)
            throw Refusal.conflict(ClaimWords.changedSince, extras)
        }
        guard let known = try db.need(need, in: network) else { return }
        for claim in try db.openClaims(of: member.id, on: known) { try db.keepPromisedOn(claim, known, vault) }
    }

    private func changes(
        of id: ID, for member: Member, _ viewer: Viewer, in network: ID, _ db: any Connection
    ) throws -> (changes: [Refusal.Change], stamp: String)? {
        guard let need = try db.need(id, in: network) else { return nil }
        let ties = try db.ties(of: viewer, to: need, now: world.now())
        let mayRead = NeedAccess.tier(of: viewer, ties) == .case || !need.isKept("lines")
        let mark = try db.placeMark(of: need, vault)
        var changes: [Refusal.Change] = [], parts: [String] = [Hex.encode(mark)]
        for claim in try db.openClaims(of: member.id, on: need) {
            guard let line = need.lines.first(where: { $0.id == claim.lineID }) else { continue }
            let new = PromisedOn(line, of: need)
            parts.append(try JSONEncoder.sorted.text(new))
            guard let old = try db.promisedOn(claim) else { continue }
            for change in SetOutRules.changes(old.line, new, samePlace: old.place == mark, mayRead: mayRead)
            where !changes.contains(change) { changes.append(change) }
        }
        return changes.isEmpty ? nil : (changes, TextStamp.of(parts))
    }
}

extension Connection {
    /// Keeps what a promise is made on; called with the promise, and when its maker has seen what changed.
    func keepPromisedOn(_ claim: Claim, _ need: Need, _ vault: Vault) throws {
        guard let line = need.lines.first(where: { $0.id == claim.lineID }) else { return }
        let text = try JSONEncoder.sorted.text(PromisedOn(line, of: need)), mark = try placeMark(of: need, vault)
        try execute(
            """
            INSERT INTO promised_on (network_id, claim_id, line, place)
            VALUES (\(claim.networkID), \(claim.id), \(text), \(mark))
            ON CONFLICT (network_id, claim_id) DO UPDATE SET line = excluded.line, place = excluded.place
            """)
    }

    fileprivate func promisedOn(_ claim: Claim) throws -> (line: PromisedOn, place: [UInt8])? {
        try first(
            "SELECT line, place FROM promised_on WHERE network_id = \(claim.networkID) AND claim_id = \(claim.id)"
        ) { row -> (line: PromisedOn, place: [UInt8])? in
            let line = try? JSONDecoder().decode(PromisedOn.self, from: Data((try row[0] as String).utf8))
            return try line.map { ($0, try row[1]) }
        } ?? nil
    }

    fileprivate func openClaims(of member: ID, on need: Need) throws -> [Claim] {
        try claims(of: need).filter { $0.memberID == member && $0.state == .open }
    }

    /// By which another address, gate or point is known, without telling any of them.
    fileprivate func placeMark(of need: Need, _ vault: Vault) throws -> [UInt8] {
        let part = try privatePart(of: need, in: vault)
        let point = part?.point.map { "\($0.latitude) \($0.longitude)" } ?? ""
        return vault.fingerprint(
            "promised on", [part?.address ?? "", part?.receiving ?? "", point].joined(separator: "\u{1F}"))
    }

    /// What was promised on goes with the words about a need.
    func forgetPromisedOn(need: ID, in network: ID) throws {
        try execute(
            """
            DELETE FROM promised_on WHERE network_id = \(network)
                AND claim_id IN (SELECT id FROM claims WHERE network_id = \(network) AND need_id = \(need))
            """)
    }
}

extension JSONEncoder {
    fileprivate static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }

    fileprivate func text(_ value: some Encodable) throws -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }
}
