internal import Database
internal import Foundation

/// The sealed part of a need and the hashes by which it is found.
extension PrivatePart {
    /// A short message could reach somebody.
    var hasMobile: Bool { contacts.contains { MobileNumber.international($0.phone) != nil } }

    func sealed(by vault: Vault, key: [UInt8], need: ID) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return vault.seal([UInt8](try encoder.encode(self)), key: key, context: need.bytes)
    }

    init?(_ box: [UInt8], by vault: Vault, key: [UInt8], need: ID) {
        guard let bytes = vault.open(box, key: key, context: need.bytes),
            let value = try? JSONDecoder().decode(PrivatePart.self, from: Data(bytes))
        else { return nil }
        self = value
    }
}

extension Connection {
    /// Seals and stores the private part of a new need, under a key of its own.
    func insertPrivate(_ part: PrivatePart, of need: Need, digits: [UInt8]?, in vault: Vault) throws {
        let key = try makeKey(for: need.id, in: vault)
        let sealed = try part.sealed(by: vault, key: key, need: need.id)
        let hasEmail = part.contacts.contains { !$0.email.isEmpty }
        try execute(
            """
            INSERT INTO need_private (network_id, need_id, sealed, digits_hash, has_email, has_phone, has_wechat)
            VALUES (\(need.networkID), \(need.id), \(sealed), \(digits), \(hasEmail), \(part.hasMobile),
                \(part.wechat != nil))
            """)
    }

    func savePrivate(_ part: PrivatePart, of need: Need, digits: [UInt8]?, in vault: Vault) throws {
        guard let key = try key(of: need.id, in: vault) else { throw Refusal.notFound }
        let sealed = try part.sealed(by: vault, key: key, need: need.id)
        let hasEmail = part.contacts.contains { !$0.email.isEmpty }
        try execute(
            """
            UPDATE need_private SET sealed = \(sealed), digits_hash = \(digits), has_email = \(hasEmail),
                has_phone = \(part.hasMobile), has_wechat = \(part.wechat != nil), ask_every = \(part.reach?.askEvery ?? 1)
            WHERE network_id = \(need.networkID) AND need_id = \(need.id)
            """)
    }

    /// What is private of a need; nothing once its key was destroyed.
    func privatePart(of need: Need, in vault: Vault) throws -> PrivatePart? {
        guard let key = try key(of: need.id, in: vault) else { return nil }
        let box = try value(
            "SELECT sealed FROM need_private WHERE network_id = \(need.networkID) AND need_id = \(need.id)",
            as: [UInt8].self)
        return box.flatMap { PrivatePart($0, by: vault, key: key, need: need.id) }
    }

    /// The keyed hash of code and last four digits.
    func digitsHash(of need: Need) throws -> [UInt8]? {
        try value(
            "SELECT digits_hash FROM need_private WHERE network_id = \(need.networkID) AND need_id = \(need.id)")
    }

    func insertKeys(_ keys: [NeedKey], of need: Need) throws {
        guard !keys.isEmpty else { return }
        let rows = keys.map { key -> SQL in "(\(need.networkID), \(key.key), \(need.id), \(key.kind))" }
        try execute(
            """
            INSERT INTO need_keys (network_id, key, need_id, kind) VALUES \(rows.joined(separator: ", "))
            ON CONFLICT (network_id, key, need_id) DO NOTHING
            """)
    }

    func replaceKeys(_ keys: [NeedKey], of need: Need) throws {
        try execute("DELETE FROM need_keys WHERE network_id = \(need.networkID) AND need_id = \(need.id)")
        try insertKeys(keys, of: need)
    }

    /// Needs that ended so long ago that nobody may still hold their contact.
    func needsToForget(_ now: Int64) throws -> [(network: ID, need: ID)] {
        try query(
            """
            SELECT n.network_id, n.id FROM needs n JOIN subject_keys k ON k.subject_id = n.id
            WHERE n.phase = 3 AND n.changed_at < \(now - Int64(Retention.Kind.contacts.bounds.lowerBound) * Time.day)
                AND n.changed_at < \(Retention.cutoff(.contacts, network: "n.network_id", now: now))
                AND k.wrapped IS NOT NULL LIMIT 100
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Forgets all contacts whose time is over; how many there were.
    func forgetEnded(_ now: Int64) throws -> Int {
        var count = 0
        while true {
            let ended = try needsToForget(now)
            for (network, need) in ended { try forgetContact(of: need, in: network) }
            count += ended.count
            if ended.isEmpty { return count }
        }
    }

    /// How many needs a network has.
    func needCount(in network: ID) throws -> Int {
        try value("SELECT count(*) FROM needs WHERE network_id = \(network)") ?? 0
    }

    /// Writes the search index anew from the needs of `source`, a store of the same needs.
    func indexNeeds(
        of source: any Connection, in network: ID? = nil, progress: (KeepingStep) -> Void
    ) throws {
        let condition: SQL = network.map { "network_id = \($0)" } ?? "TRUE"
        let places = try source.query("SELECT network_id, id, search_id FROM needs WHERE \(condition)") {
            (network: try $0[0] as ID, id: try $0[1] as ID, searchID: try $0[2] as Int64)
        }
        for (number, place) in places.enumerated() {
            if let need = try source.need(place.id, in: place.network) { try index(need, searchID: place.searchID) }
            if KeepingStep.isDue(number + 1, of: places.count) { progress(.search(number + 1, of: places.count)) }
        }
    }

    /// Whether the words for the search are still to be made.
    func hasNoSearch() throws -> Bool {
        try value("SELECT 1 FROM search LIMIT 1", as: Int64.self) == nil
    }

    /// Destroys the key, and the hashes by which the contact could still be recognised.
    func forgetContact(of need: ID, in network: ID) throws {
        try execute("UPDATE subject_keys SET wrapped = \(nil as [UInt8]?) WHERE subject_id = \(need)")
        try execute(
            """
            UPDATE need_private SET digits_hash = \(nil as [UInt8]?), has_email = \(false), has_phone = \(false),
                has_wechat = \(false)
            WHERE network_id = \(network) AND need_id = \(need)
            """)
        try execute("DELETE FROM need_keys WHERE network_id = \(network) AND need_id = \(need)")
        try dropCall(of: need, in: network)
        try removeFiles(ofSubject: need)
        try forgetCheckPhotos(of: need, in: network)
        for kind in [ReadRecord.Kind.photos, .deliveryPhotos, .evidence] {
            try forgetReaders(of: kind, need, in: network)
        }
        try forgetReadersOfPosts(about: need, in: network)
        try forgetDoubles(of: need, in: network)
        try forgetLinks(of: need, in: network)
        try forgetThanks(of: need, in: network)
        try forgetKnownInstitutions(of: need, in: network)
        try forgetWords(about: need, in: network)
    }

    /// What people wrote in their own words while they worked on a need can name whom it is about: it goes with the contact. What
    /// was decided, when and by whom, stays.
    private func forgetWords(about need: ID, in network: ID) throws {
        let one: SQL = "network_id = \(network) AND need_id = \(need)"
        try execute("UPDATE claims SET note = '', parting = '', carrier = '', waybill = '' WHERE \(one)")
        try execute("UPDATE calls SET note = '' WHERE \(one)")
        try forgetPromisedOn(need: need, in: network)
        try forgetSlips(of: need, in: network)
        try forgetReferrals(of: need, in: network)
        try execute("UPDATE handovers SET note = '' WHERE \(one)")
        try execute("UPDATE disputes SET text = '', outcome = '' WHERE \(one)")
        try execute("UPDATE reveals SET purpose = '' WHERE \(one) AND purpose NOT IN ('desk', 'claim')")
        try execute(
            """
            UPDATE checks SET note = '' WHERE network_id = \(network)
                AND verification_id IN (SELECT id FROM verifications WHERE \(one))
            """)
        try execute("UPDATE verifications SET note = '' WHERE \(one)")
    }

    /// The same for a subject of which only the id is known: nothing where it is no need.
    func forgetContact(ofAny subject: ID) throws {
        if let network = try value("SELECT network_id FROM needs WHERE id = \(subject)", as: ID.self) {
            try forgetContact(of: subject, in: network)
        }
    }

    /// Forgets a contact because its owner wants it, and writes down that it was so.
    func forgetOnDemand(_ need: ID, in network: ID, at now: Int64) throws {
        try forgetContact(of: need, in: network)
        try execute(
            "INSERT INTO forgotten (subject_id, at) VALUES (\(need), \(now)) ON CONFLICT (subject_id) DO NOTHING")
    }

    /// Writes the public words of a need into the search index.
    func index(_ need: Need, searchID: Int64) throws {
        try execute("INSERT INTO search (rowid, tokens) VALUES (\(searchID), \(need.searchTokens))")
    }

    func reindex(_ need: Need) throws {
        let found = try value(
            "SELECT search_id FROM needs WHERE network_id = \(need.networkID) AND id = \(need.id)", as: Int64.self)
        guard let searchID = found else { return }
        try execute("UPDATE search SET tokens = \(need.searchTokens) WHERE rowid = \(searchID)")
    }
}

/// One hash by which a need can be found to be like another.
struct NeedKey: Sendable, Hashable {
    enum Kind: String, Sendable, SQLConvertible {
        case phone, email, wechat, institution, text
        /// The first half of an institution's name, in its city.
        case name
    }

    let kind: Kind
    let key: Int64
}
