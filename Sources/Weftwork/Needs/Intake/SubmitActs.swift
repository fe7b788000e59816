internal import Database
internal import Engine

/// What a requester gets at once: code, secret link, owner and deadline.
public struct Receipt: Sendable {
    public let need: Need
    public let trackingURL: String
    public let ownerName: String
    /// Another request had made it already.
    public let isRepeated: Bool
    /// The areas that its place may mean, where there are several.
    let areaCandidates: [AreaChoice]
    /// The one it belongs to, with what to do and whom to call.
    let emergency: Emergency?
}

extension NeedActs {
    /// The same content within this time is the same need, sent twice.
    static let repeatWindow = Time.minute
    /// A list is often imported again, with a few new rows: the same row within this time is the same need, while that is
    /// open.
    static let importWindow = OnceStore.lifetime

    /// Takes in a need; the one function behind form, API, import and demonstration.
    ///
    /// - Parameters:
    ///   - origin: the need it comes from; what proves nothing is left out.
    ///   - tie: the emergency that a need which is relayed belongs to; what is sent in names its own.
    ///   - code: the pre-issued code of the paper on which it was written; the need takes it.
    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field; nothing is stored then.
    public func submit(
        _ entry: NeedEntry, by viewer: Viewer, in network: Network, once: Once? = nil, isRelayed: Bool = false,
        under tie: EmergencyTie? = nil, trace: IntakeTrace? = nil, from origin: NeedOrigin? = nil, code: String? = nil
    ) async throws -> Receipt {
        let speaksForOthers = viewer.member != nil || viewer.isOperator
        try Policy.require(speaksForOthers ? .submitFor : .submit, viewer)
        let now = world.now()
        let paper = try PaperRules.code(code, by: viewer), entry = paper == nil ? entry : try PaperRules.checked(entry)
        let settings = try await settings(of: network.id)
        let draft = try NeedCleaning.draft(
            from: entry, now: now, isRelayed: isRelayed || paper != nil, settings.catalogue, places)
        let owner = try await duty.owner(in: network.id, area: draft.area, language: draft.language, now: now)
        let links = try await links(from: origin ?? NeedOrigin(), by: viewer, in: network.id)
        var prepared = prepare(
            draft, by: viewer, owner: owner, in: network.id, now: now, settings.clocks, paper: paper)
        prepared.links = links
        let emergency =
            isRelayed
            ? tie
            : try await emergency(
                named: entry.emergency, area: draft.area, by: viewer, in: network.id, once: once, paper: paper)
        prepared.need.emergency = emergency
        let picture = try await duty.picture(of: network.id, now: now)
        let reading = isRelayed ? nil : BurstWords.reading(try await tempo(of: network.id))
        let stored: (need: Need, isRepeated: Bool)
        do {
            stored = try await store(
                prepared, by: viewer, once: once, isImported: isRelayed, now: now, picture, trace, reading)
        } catch DatabaseError.unique {
            // A tracking code or search number that was drawn twice: draw again.
            var again = prepare(
                draft, by: viewer, owner: owner, in: network.id, now: now, settings.clocks, paper: paper)
            again.links = links
            again.need.emergency = emergency
            stored = try await store(
                again, by: viewer, once: once, isImported: isRelayed, now: now, picture, trace, reading)
        }
        let names = try await names.names(of: [stored.need.ownerID], in: network.id, now: now)
        return Receipt(
            need: stored.need, trackingURL: trackingURL(of: stored.need),
            ownerName: names[stored.need.ownerID] ?? "", isRepeated: stored.isRepeated,
            areaCandidates: choices(draft.areaCandidates), emergency: try await self.emergency(of: stored.need))
    }

    /// The need as the public would see it were it checked and published; nothing is stored.
    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field.
    func preview(_ entry: NeedEntry, by viewer: Viewer, in network: Network) async throws -> Need {
        let now = world.now()
        let settings = try await settings(of: network.id)
        let draft = try NeedCleaning.draft(from: entry, now: now, settings.catalogue, places)
        var need = prepare(draft, by: viewer, owner: world.newID(), in: network.id, now: now, settings.clocks).need
        need.state = .published
        need.audience = .public
        return need
    }

    /// A need made of what was typed so far, with the keys by which others like it are found; nothing of too little.
    ///
    /// - Parameter withContacts: its ways to be reached count too; otherwise nobody's answer depends on them.
    func sketch(
        _ entry: NeedEntry, in network: ID, withContacts: Bool
    ) async throws -> (need: Need, keys: [NeedKey])? {
        let now = world.now()
        let settings = try await settings(of: network)
        var typed = entry.publicPart
        if withContacts { (typed.phone, typed.email, typed.wechat) = (entry.phone, entry.email, entry.wechat) }
        let lacksLines = typed.pastedLines.isEmpty && typed.lines.allSatisfy { Clean.line($0.item).isEmpty }
        if lacksLines { (typed.lines, typed.pastedLines) = ([], typed.title) }
        if Clean.line(typed.title).isEmpty {
            typed.title = typed.lines.first?.item ?? String(typed.pastedLines.prefix { !$0.isNewline }.prefix(100))
        }
        guard Clean.key(typed.title).count >= 3,
            let draft = try? NeedCleaning.draft(from: typed, now: now, isRelayed: true, settings.catalogue, places)
        else { return nil }
        let stranger = Viewer(.anonymous, language: entry.language)
        let prepared = prepare(
            draft, by: stranger, owner: world.newID(), in: network, now: now, settings.clocks)
        guard lacksLines else { return (prepared.need, prepared.keys) }
        var need = prepared.need
        need.lines = []
        return (need, duplicateKeys(of: need, prepared.secret))
    }

    /// All that is made of a draft before the transaction begins.
    private struct Prepared: Sendable {
        var need: Need
        let secret: PrivatePart
        let digits: [UInt8]?
        let keys: [NeedKey]
        let searchID: Int64
        let content: [UInt8]
        /// Where it comes from.
        var links: [(NeedLink.Kind, ID)] = []
        /// It was written on paper that bears its code.
        var isPaper = false
    }

    private func prepare(
        _ draft: NeedDraft, by viewer: Viewer, owner: ID, in network: ID, now: Int64, _ clocks: ClockLengths,
        paper: String? = nil
    ) -> Prepared {
        let lines = draft.lines.map { line in
            NeedLine(
                id: world.newID(), item: line.item, kind: line.kind, quantity: line.quantity, unit: line.unit,
                specification: line.specification, claimed: 0, delivered: 0, isMet: false,
                isControlled: line.isControlled, work: line.work, substitute: line.substitute)
        }
        let due = now + clocks.length(of: .firstAnswer, urgency: draft.urgency)
        let need = Need(
            id: world.newID(), networkID: network, code: paper ?? TrackingCode.make(world), createdAt: now,
            title: draft.title,
            category: draft.category, description: draft.description, urgencyAsked: draft.urgency,
            urgency: draft.urgency, neededBy: draft.neededBy, area: draft.area, areaCode: draft.areaCode,
            source: draft.source,
            reference: draft.reference, institution: draft.institution, consent: draft.consent, state: .submitted,
            resumeState: nil, progress: .open, audience: .case, confidence: nil, freshness: .fresh, ownerID: owner,
            submitterID: viewer.member?.id, language: draft.language,
            held: NeedRules.held(title: draft.title, description: draft.description, lines: lines), voided: [],
            attempts: 0, attemptsSince: nil, round: 0, mergedInto: nil, dueAt: due, changedAt: now, version: 1,
            lines: lines)
        return Prepared(
            need: need, secret: draft.secret, digits: digits(of: draft.secret, code: need.code),
            keys: duplicateKeys(of: need, draft.secret),
            searchID: now << 20 | Int64(world.number() & 0xF_FFFF),
            content: contentMark(of: draft), isPaper: paper != nil)
    }

    private func store(
        _ prepared: Prepared, by viewer: Viewer, once: Once?, isImported: Bool, now: Int64, _ picture: DutyPicture,
        _ trace: IntakeTrace?, _ reading: Text?
    ) async throws -> (need: Need, isRepeated: Bool) {
        let ready = prepared.need, look = try await flood(of: ready, trace, now: now)
        if look.finding != nil { duty.uncount(for: ready.ownerID, in: ready.networkID) }
        return try await database.write { db in
            var need = ready
            let lately = try db.lately(prepared.content, in: need.networkID, since: now - NeedActs.repeatWindow)
            // Two papers with the same words are two papers: only the one of this code is known again.
            if let earlier = try db.earlier(once, by: viewer, in: need.networkID)
                ?? (prepared.isPaper ? db.paperNeed(need.code, in: need.networkID, lately: lately) : lately),
                let known = try db.need(earlier, in: need.networkID)
            {
                return (known, true)
            }
            if isImported, let known = try db.imported(prepared.content, in: need.networkID, now: now) {
                return (known, true)
            }
            try db.takePaper(of: need, isPaper: prepared.isPaper, at: now)
            // What is over a moment too early keeps nobody's need out: then it is everyday work.
            if let tie = need.emergency, !(try db.isOpen(tie, in: need.networkID)) { need.emergency = nil }
            try db.insert(
                need, searchID: prepared.searchID,
                at: Grid(places.catalogue.area(need.areaCode), prepared.secret.point))
            try db.insertPrivate(prepared.secret, of: need, digits: prepared.digits, in: vault)
            try db.insertKeys(prepared.keys, of: need)
            try db.index(need, searchID: prepared.searchID)
            try db.start(NeedClocks.clock(of: need, step: .firstAnswer, now: now, picture.settings.clocks))
            try db.record(
                Event(
                    .submitted, on: need.id, in: need.networkID, by: viewer.actor, at: now, audience: .case,
                    details: [
                        ("urgency", .text(need.urgency.name)), ("lines", .number(Int64(need.lines.count))),
                        ("owner", .text(need.ownerID.description)), ("emergency", .text(need.emergency?.name)),
                    ],
                    id: world.newID()))
            try recordLinks(prepared.links, of: need, by: viewer, at: now, in: db)
            let desk = CaseDesk(
                acts: self, db: db, viewer: viewer, network: need.networkID, now: now, picture: picture)
            // What looks made by a machine rings once for all of it, by the sweep.
            if look.finding == nil, desk.mustRing(need, from: nil) { try desk.ring(need) }
            try desk.keep(look, for: need)
            if let reading {
                let words = EmergencyWords.received(reading, need.emergency)
                try desk.tellRequester(.received(words), of: need, fresh: prepared.secret)
            }
            try db.remember(once, object: need.id, by: viewer, in: need.networkID, at: now)
            try db.rememberLately(prepared.content, object: need.id, in: need.networkID, at: now)
            return (need, false)
        }
    }

    private func recordLinks(
        _ links: [(NeedLink.Kind, ID)], of need: Need, by viewer: Viewer, at now: Int64, in db: any Connection
    ) throws {
        try db.insertLinks(links, of: need, at: now)
        for (kind, other) in links {
            try db.record(
                Event(
                    kind == .again ? .askedAgain : .followed, on: need.id, in: need.networkID, by: viewer.actor,
                    at: now,
                    audience: .case, details: [("of", .text(other.description))], id: world.newID()))
        }
    }

    /// By which the same content is known again; keyed, for it holds the contact.
    func contentMark(of draft: NeedDraft) -> [UInt8] {
        vault.fingerprint("content", draft.content)
    }

    /// The keyed hash by which code and last four digits are known.
    func digits(of secret: PrivatePart, code: String) -> [UInt8]? {
        guard let phone = secret.contacts.first(where: { !$0.phone.isEmpty })?.phone else { return nil }
        return digitsHash(code: code, digits: Contacts.lastFour(phone))
    }

    func digitsHash(code: String, digits: String) -> [UInt8] {
        vault.fingerprint("digits", "\(code) \(digits)")
    }
}

/// The short code by which a need is followed: eight characters that are not mistaken for one another.
enum TrackingCode {
    static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")

    static func make(_ world: World) -> String {
        // 240 is the largest multiple of 30 in a byte: what lies above is drawn again, so that no letter is likelier.
        var code = ""
        while code.count < 8 {
            for byte in world.bytes(12) where byte < 240 && code.count < 8 { code.append(alphabet[Int(byte) % 30]) }
        }
        return code
    }

    /// The code somebody typed or was told: letters raised, spaces and hyphens gone.
    static func read(_ typed: String) -> String? {
        let code = Clean.line(typed).uppercased().filter { $0 != " " && $0 != "-" }
        return code.count == 8 && code.allSatisfy { alphabet.contains($0) } ? code : nil
    }
}

extension NeedDraft {
    /// What makes two submissions the same, as bytes.
    fileprivate var content: String {
        var parts = [title, description, category.rawValue, urgency.name, neededBy.map { String($0) } ?? ""]
        parts += area.parts + [institution, reference, secret.address, secret.onBehalfOf]
        for line in lines {
            parts += [line.item, "\(line.quantity)", line.unit, line.specification, line.kind.rawValue]
            parts += line.work.marks + (line.substitute.map { [$0.rawValue] } ?? [])
        }
        for contact in secret.contacts { parts += [contact.name, contact.phone, contact.email, contact.wechat] }
        return parts.joined(separator: "\u{1F}")
    }
}

extension Connection {
    /// What came with the same content a moment ago.
    func lately(_ content: [UInt8], in network: ID, since moment: Int64) throws -> ID? {
        try value(
            """
            SELECT object_id FROM onces WHERE network_id = \(network) AND actor = 'content' AND key = \(content)
                AND at > \(moment)
            """)
    }

    /// The open need that an import of the same row made.
    func imported(_ content: [UInt8], in network: ID, now: Int64) throws -> Need? {
        guard let id = try lately(content, in: network, since: now - NeedActs.importWindow),
            let known = try need(id, in: network), known.state.isOpen
        else { return nil }
        return known
    }

    func rememberLately(_ content: [UInt8], object: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO onces (network_id, actor, key, content, object_id, at)
            VALUES (\(network), 'content', \(content), \(content), \(object), \(now))
            ON CONFLICT (network_id, actor, key) DO UPDATE SET object_id = excluded.object_id, at = excluded.at
            """)
    }
}
