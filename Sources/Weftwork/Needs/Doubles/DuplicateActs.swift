internal import Database
internal import Engine

/// Finding what may be the same need: of a stored one, of one that is being typed, and continually beside intake.
extension NeedActs {
    /// The hashes by which a need is found to be like another.
    func duplicateKeys(of need: Need, _ secret: PrivatePart) -> [NeedKey] {
        var keys: Set<NeedKey> = []
        for contact in secret.contacts {
            if !contact.phone.isEmpty { keys.insert(key(.phone, contact.phone)) }
            if !contact.email.isEmpty { keys.insert(key(.email, contact.email)) }
            if !contact.wechat.isEmpty { keys.insert(key(.wechat, contact.wechat.lowercased())) }
        }
        if let key = institutionKey(of: need) { keys.insert(key) }
        let half = nameKey(of: need)
        if let half { keys.insert(half) }
        // Four of sixteen bands: two lists that are 95 % alike share one of them in 99.9 of 100 cases, and each band kept
        // is one more row at every intake. Where half a name is kept three must do (99.4). What is less alike is found by
        // its place.
        for (index, band) in MinHash(need.likenessText).bands.enumerated() where index % 4 == 0 {
            if half == nil || index < 12 { keys.insert(NeedKey(kind: .text, key: band)) }
        }
        return keys.sorted { $0.key < $1.key }
    }

    /// The key of the institution that asks; none where nobody says which.
    func institutionKey(of need: Need) -> NeedKey? {
        guard let name = need.institutionInFull else { return nil }
        let plain = Institution.key(name)
        return plain.count >= 3 ? key(.institution, plain) : nil
    }

    /// The first half of its name in its city: a slip in the second half, which is mostly the kind of house, leaves it as it
    /// is, and few houses of a city share it.
    private func nameKey(of need: Need) -> NeedKey? {
        guard let name = need.institutionInFull else { return nil }
        let plain = Institution.key(name)
        guard plain.count >= 5 else { return nil }
        return key(.name, "\(plain.prefix((plain.count + 1) / 2)) \(need.area.cityKey)")
    }

    func key(_ kind: NeedKey.Kind, _ value: String) -> NeedKey {
        NeedKey(kind: kind, key: vault.shortFingerprint(kind.rawValue, value))
    }

    /// What may be the same as `need`, likeliest first.
    func duplicates(of need: Need) async throws -> [DuplicateCandidate] {
        try await database.read { db in
            let search = DuplicateSearch(need: need, keys: try db.keys(of: need), isStored: true)
            return try db.duplicateCandidates(search, limit: 12)
        }
    }

    /// What may be the same as a need that is not stored, by all that its entry says: for whoever may know contacts.
    func duplicates(
        of entry: NeedEntry, in network: ID, limit: Int = 12, least: Double = DuplicateRules.leastAtDesk
    ) async throws -> [DuplicateCandidate] {
        guard let sketch = try await sketch(entry, in: network, withContacts: true) else { return [] }
        let search = DuplicateSearch(need: sketch.need, keys: sketch.keys, isStored: false)
        return try await database.read { db in try db.duplicateCandidates(search, limit: limit, least: least) }
    }

    /// Public needs that may be the one that is being typed: found by public words alone, so that the answer tells nobody
    /// whether a number or an institution is known here.
    func similar(to entry: NeedEntry, in network: ID, for language: Language) async throws -> [SimilarNeed] {
        guard let sketch = try await sketch(entry, in: network, withContacts: false) else { return [] }
        let search = DuplicateSearch(need: sketch.need, keys: sketch.keys, isStored: false, isPublic: true)
        let stranger = Viewer(.anonymous, language: language), now = world.now()
        let limits = try await limits(of: network)
        return try await database.read { db in
            try db.duplicateCandidates(search, limit: 3, least: DuplicateRules.leastInPublic).map { candidate in
                SimilarNeed(
                    view: NeedView(
                        candidate.need, for: stranger, ties: [], ownerName: "", now: now, limits: limits),
                    reasons: candidate.reasons)
            }
        }
    }
}

/// A public need that may be the one somebody is about to ask for, as everybody may see it.
struct SimilarNeed: View {
    let view: NeedView
    let reasons: [DuplicateCandidate.Reason]

    func write(to json: inout JSON) {
        json.object { json in
            json.field("need", view)
            json.field("reasons", reasons.map(\.rawValue))
        }
    }
}

// MARK: Beside intake

extension NeedActs {
    /// How many needs of a network one sweep compares: a few in three seconds are a quarter of a million a day, and cost
    /// a busy server next to nothing.
    private static let comparedInASweep = 12
    /// Ids of so young needs may still be followed by smaller ones, from transactions that have not ended.
    private static let settled = 10 * Time.second
    /// Where nobody has looked yet, what is older is left alone.
    private static let firstLook = 3 * Time.day

    /// Marks for the queue which new or corrected needs may be doubles. Idempotent; two nodes do the same.
    func sweepDoubles() async throws {
        let now = world.now()
        for network in try await database.read({ db in try db.networks() }) {
            try await compare(in: network.id, now: now)
        }
    }

    private func compare(in network: ID, now: Int64) async throws {
        let most = NeedActs.comparedInASweep
        let limit = ID(milliseconds: now - NeedActs.settled, entropy: (0, 0))
        let (mark, next) = try await database.read { db in
            let mark =
                try db.doubleMark(in: network) ?? ID(milliseconds: now - NeedActs.firstLook, entropy: (0, 0))
            return (mark, try db.needsToCompare(in: network, after: mark, before: limit, most: most))
        }
        guard !next.again.isEmpty || !next.new.isEmpty else { return }
        for id in Set(next.again).union(next.new).sorted() {
            let found = try await database.read { db -> [ID] in
                guard let need = try db.need(id, in: network), need.state.isOpen else { return [] }
                let search = DuplicateSearch(need: need, keys: try db.keys(of: need), isStored: true)
                return try db.duplicateCandidates(search, limit: 6).map(\.need.id)
            }
            let isAgain = next.again.contains(id)
            guard isAgain || !found.isEmpty else { continue }
            try await database.write { db in
                try db.insertDoubles(of: id, found, in: network, at: now)
                if isAgain { try db.endRecheck(of: id, in: network) }
            }
        }
        if let last = next.new.last, last > mark {
            try await database.write { db in try db.setDoubleMark(last, in: network) }
        }
    }
}
