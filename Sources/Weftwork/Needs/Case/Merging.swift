internal import Database
internal import Engine

/// Duplicates: found by keys, shown with reasons, merged by a person, undone by a person.
extension CaseDesk {
    func merge(_ need: Need, into target: ID) throws -> NeedChange {
        guard target != need.id else { throw Refusal.invalid("into", NeedWords.mergeSelf) }
        guard let other = try db.need(target, in: network) else {
            throw Refusal.invalid("into", NeedWords.mergeUnknown)
        }
        guard other.state.isOpen else { throw Refusal.invalid("into", NeedWords.mergeEnded) }
        // Promises to this need would hang in the air: the one with promises is the one that stays.
        guard try db.claims(of: need).allSatisfy({ !$0.state.isLive }) else {
            throw Refusal.conflict(
                NeedWords.mergeHasClaims, Refusal.Extras(state: need.state.rawValue, allowed: ["merge"]))
        }
        try db.insertMerge(of: need, into: target, by: viewer.member?.id, at: now)
        try record(
            EventDraft(kind: .mergedInto, audience: .case, details: [("other", .text(need.id.description))]), on: other)
        var change = NeedChange(need: need)
        change.need.resumeState = need.state
        change.need.state = .duplicate
        change.need.mergedInto = target
        change.events = [
            EventDraft(kind: .merged, audience: .case, details: [("into", .text(target.description))])
        ]
        change.tells = .ended(.duplicate, "")
        return change
    }

    /// Everyone who asked gets an answer: what was merged into a need goes its way, and stands by itself again when that
    /// need ends without having been met.
    func answerMerged(into need: Need, from old: Need) throws {
        guard need.state != old.state, let fate = need.state.fateOfMerged else { return }
        for id in try db.mergedNeeds(into: need) {
            guard let merged = try db.need(id, in: network), merged.state == .duplicate else { continue }
            switch fate {
            case .told(let message):
                try tellRequester(message, of: merged)
                try answerMerged(into: merged.with(need.state), from: merged)
            case .restored: _ = try finish(try unmerge(merged), from: merged)
            }
        }
    }

    func unmerge(_ need: Need) throws -> NeedChange {
        try db.deleteMerge(of: need)
        try db.takeBackJobs(about: need.id, after: now)
        var change = NeedChange(need: need)
        let before = need.resumeState ?? .acknowledged
        // A wait has lost what it waited with: it goes on before it.
        change.need.state = before == .needsInformation || before == .cannotReach ? .acknowledged : before
        change.need.resumeState = nil
        change.need.mergedInto = nil
        change.events = [EventDraft(kind: .unmerged, audience: .case)]
        change.clock = .restart(due: nil)
        return change
    }
}

extension Need {
    /// The same need in another state.
    fileprivate func with(_ state: State) -> Need {
        var need = self
        need.state = state
        return need
    }
}

extension Need.State {
    fileprivate enum FateOfMerged {
        case told(NeedMessage)
        case restored
    }

    /// What a need's new state means for those that were merged into it.
    fileprivate var fateOfMerged: FateOfMerged? {
        switch self {
        case .published: .told(.published)
        case .closed: .told(.ended(.closed, ""))
        case .withdrawn, .rejected, .expired, .unmet: .restored
        default: nil
        }
    }
}

/// A need that may be the same as another, with the reasons.
struct DuplicateCandidate: Sendable {
    enum Reason: String, Sendable, CaseIterable {
        case phone, email, wechat, institution, text, near
    }

    let need: Need
    let reasons: [Reason]
    /// 0…1: how likely it is the same.
    let score: Double
}

enum DuplicateRules {
    /// Below this a candidate is not shown.
    static let least = 0.3

    /// The score of `other` against `need`, and why. Never a block: one person may ask for food and for heating.
    static func judge(_ need: Need, _ other: Need, shared: Set<NeedKey.Kind>) -> DuplicateCandidate {
        var reasons: [DuplicateCandidate.Reason] = []
        var unlikely = 1.0
        func add(_ reason: DuplicateCandidate.Reason, _ weight: Double) {
            reasons.append(reason)
            unlikely *= 1 - weight
        }
        if shared.contains(.phone) { add(.phone, 0.6) }
        if shared.contains(.email) { add(.email, 0.6) }
        if shared.contains(.wechat) { add(.wechat, 0.6) }
        if shared.contains(.institution), sameInstitution(need, other) { add(.institution, 0.5) }
        let likeness = Shingles.jaccard(need.likenessText, other.likenessText)
        // Many hospitals send the same list: between two named institutions that differ, text alone says little.
        let differ = !need.institution.isEmpty && !other.institution.isEmpty && !shared.contains(.institution)
        if likeness >= 0.5 { add(.text, likeness * (differ ? 0.25 : 0.7)) }
        if !reasons.isEmpty, !need.area.district.isEmpty, need.area == other.area,
            abs(need.createdAt - other.createdAt) < 7 * Time.day
        {
            add(.near, 0.2)
        }
        return DuplicateCandidate(need: other, reasons: reasons, score: 1 - unlikely)
    }

    /// A bare 红十字会 is another in every city.
    private static func sameInstitution(_ need: Need, _ other: Need) -> Bool {
        guard Institution.sameName(need.institutionName, other.institutionName) else { return false }
        return !Institution.isGeneric(need.institutionName) || need.area.city == other.area.city
    }
}

extension Need {
    /// The institution that asks: said, or what stands before the colon of the title.
    var institutionName: String {
        if !institution.isEmpty { return institution }
        return title.split(whereSeparator: { $0 == ":" || $0 == "：" }).first.map(String.init) ?? title
    }

    /// Whether a part of its words is kept from all but those who work on it: it speaks of money, or is hidden.
    func isKept(_ part: String) -> Bool { hidden != nil || held.contains(part) }

    /// What likeness is measured on: the public words.
    var likenessText: String {
        ([title] + lines.map { "\($0.item) \($0.specification)" }).joined(separator: "\n")
    }

    /// The public words as search tokens. What is held back or hidden is not found either.
    var searchTokens: String {
        var words: [String] = isKept("title") ? [] : [title]
        words += area.parts
        words.append(NeedWords.name(of: category)(.zh))
        words.append(NeedWords.name(of: category)(.en))
        if !isKept("lines") { words += lines.map { "\($0.item) \($0.specification)" } }
        return SearchText.tokens(words.joined(separator: "\n")).joined(separator: " ")
    }
}

extension NeedActs {
    /// The hashes by which a need is found to be like another.
    func duplicateKeys(of need: Need, _ secret: PrivatePart) -> [NeedKey] {
        var keys: Set<NeedKey> = []
        for contact in secret.contacts {
            if !contact.phone.isEmpty { keys.insert(key(.phone, contact.phone)) }
            if !contact.email.isEmpty { keys.insert(key(.email, contact.email)) }
            if !contact.wechat.isEmpty { keys.insert(key(.wechat, contact.wechat.lowercased())) }
        }
        let institution = Institution.key(need.institutionName)
        if institution.count >= 3 { keys.insert(key(.institution, institution)) }
        // Four of sixteen bands: two lists that are 95 % alike share one of them in 99.9 of 100 cases, and each band kept
        // is one more row at every intake.
        for (index, band) in MinHash(need.likenessText).bands.enumerated() where index % 4 == 0 {
            keys.insert(NeedKey(kind: .text, key: band))
        }
        return keys.sorted { $0.key < $1.key }
    }

    private func key(_ kind: NeedKey.Kind, _ value: String) -> NeedKey {
        NeedKey(kind: kind, key: vault.shortFingerprint(kind.rawValue, value))
    }

    /// What may be the same as `need`, likeliest first.
    func duplicates(of need: Need) async throws -> [DuplicateCandidate] {
        try await database.read { db in try db.duplicateCandidates(of: need, limit: 12) }
    }

    /// Remembers that two needs are not the same.
    func dismissDuplicate(_ id: ID, of other: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try Policy.require(.dismissDuplicate, viewer)
        try await database.write { db in
            try db.insertDistinct(id, other, in: network, by: viewer.member?.id, at: now)
        }
    }
}

extension Connection {
    func duplicateCandidates(of need: Need, limit: Int) throws -> [DuplicateCandidate] {
        let shared = try query(
            """
            SELECT o.need_id, o.kind FROM need_keys k
            JOIN need_keys o ON o.network_id = k.network_id AND o.key = k.key AND o.need_id <> k.need_id
            WHERE k.network_id = \(need.networkID) AND k.need_id = \(need.id)
                AND NOT EXISTS (SELECT 1 FROM distinct_pairs d WHERE d.network_id = k.network_id
                    AND d.need_id = k.need_id AND d.other_id = o.need_id)
            LIMIT 400
            """
        ) { (id: try $0[0] as ID, kind: try $0[1] as NeedKey.Kind) }
        let kinds = Dictionary(grouping: shared, by: \.id).mapValues { Set($0.map(\.kind)) }
        // Those that share a contact or a name first: text alone is often the same list of masks.
        let ordered = kinds.sorted { left, right in
            let (leftText, rightText) = (left.value == [.text], right.value == [.text])
            return leftText != rightText ? rightText : left.key < right.key
        }
        var candidates: [DuplicateCandidate] = []
        for (id, kinds) in ordered.prefix(40) {
            guard let other = try self.need(id, in: need.networkID), other.state != .duplicate,
                other.state != .rejected
            else { continue }
            let candidate = DuplicateRules.judge(need, other, shared: kinds)
            if candidate.score >= DuplicateRules.least { candidates.append(candidate) }
        }
        candidates.sort { ($1.score, $0.need.id) < ($0.score, $1.need.id) }
        return Array(candidates.prefix(limit))
    }

    fileprivate func insertMerge(of need: Need, into target: ID, by member: ID?, at now: Int64) throws {
        try execute(
            """
            INSERT INTO merges (network_id, need_id, into_id, state, member_id, at)
            VALUES (\(need.networkID), \(need.id), \(target), \(need.state), \(member), \(now))
            """)
    }

    fileprivate func deleteMerge(of need: Need) throws {
        try execute("DELETE FROM merges WHERE network_id = \(need.networkID) AND need_id = \(need.id)")
    }

    /// The needs that were merged into this one, oldest merge first.
    func mergedNeeds(into need: Need) throws -> [ID] {
        try query(
            "SELECT need_id FROM merges WHERE network_id = \(need.networkID) AND into_id = \(need.id) ORDER BY at"
        ) { try $0[0] }
    }

    fileprivate func insertDistinct(_ id: ID, _ other: ID, in network: ID, by member: ID?, at now: Int64) throws {
        for (one, two) in [(id, other), (other, id)] {
            try execute(
                """
                INSERT INTO distinct_pairs (network_id, need_id, other_id, member_id, at)
                VALUES (\(network), \(one), \(two), \(member), \(now)) ON CONFLICT (network_id, need_id, other_id) DO NOTHING
                """)
        }
    }
}
