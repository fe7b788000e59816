internal import Database
internal import Engine

/// What somebody whose text is hidden can know and do about it.
struct HidingReading: Sendable {
    let hiding: Hiding
    /// Why, in words for whoever reads it.
    let why: Text
    /// The appeal, where there is one: whether it is still open, how it ended, with which words.
    let appeal: (isOpen: Bool, outcome: Matter.Outcome?, words: String?)?
}

extension MemberActs {
    // MARK: Reporting

    /// Somebody says that a text must not stand as it is; one who leads answers within a day. What is said about a text that is
    /// being looked at already joins the matter that is open.
    ///
    /// - Parameter reads: whoever calls knows that they may read the text, and that it is not theirs.
    /// - Throws: ``Refusal/notFound`` where they may not read the text, ``Refusal/invalid(_:)``.
    @discardableResult
    func report(
        _ draft: ReportDraft, by viewer: Viewer, in network: ID, reads: Bool = false, once: Once? = nil
    ) async throws -> ID {
        try Policy.require(.reportText, viewer)
        let words = try MatterRules.cleaned(draft.words), place = draft.place, now = world.now()
        let authors =
            reads
            ? try await database.read { db in try self.authors(of: place, in: network, db) }
            : try await self.authors(of: place, seenBy: viewer, in: network)
        // About her own need she may say that somebody else's words stand in it.
        let isHers = try await isHers(place, viewer, in: network)
        if (isHers && place.kind != .need) || viewer.member.map({ authors.contains($0.id) }) == true {
            throw Refusal.invalid("words", MatterWords.notOneself)
        }
        let known = try await database.write { db -> ID? in
            guard let open = try db.openMatter(.report, about: place, in: network) else { return nil }
            // Sent twice, it is said once.
            guard try db.earlier(once, by: viewer, in: network) == nil else { return open.id }
            try db.addNote(words, to: open, by: viewer.member?.id, id: world.newID(), vault: vault, at: now)
            try db.remember(once, object: open.id, by: viewer, in: network, at: now)
            return open.id
        }
        if let known { return known }
        let about = place.kind == .organisation ? nil : authors.first
        let draft = MatterDraft(kind: .report, about: about, words: words)
        return try await open(draft, by: viewer, in: network, not: authors, once: once) { matter, db in
            try db.insertReported(place, in: matter)
        }.id
    }

    /// The members whose text it is.
    /// - Throws: ``Refusal/notFound`` where there is no such text for this reader.
    private func authors(of place: TextPlace, seenBy viewer: Viewer, in network: ID) async throws -> Set<ID> {
        if place.kind == .need {
            return Set([try await holdings.author(ofNeed: place.id, seenBy: viewer, in: network)].compactMap { $0 })
        }
        if place.kind.isKept {
            return try await database.read { db in
                try keeper(of: place.kind).requireReader(ofText: place.id, viewer, in: network, db)
                return try authors(of: place, in: network, db)
            }
        }
        _ = try own(viewer, in: network)
        return try await database.read { db in try authors(of: place, in: network, db) }
    }

    /// - Throws: ``Refusal/notFound`` to whom may not read it, ``Refusal/signInRequired`` where only members may say what they think of it.
    func requireReportable(_ place: TextPlace, by viewer: Viewer, in network: ID) async throws {
        switch place.kind {
        // Of a need that they may not know of, nobody learns here that it is there.
        case .need: _ = try await holdings.author(ofNeed: place.id, seenBy: viewer, in: network)
        case .profile, .organisation, .invitation, .post: if viewer.member == nil { throw Refusal.signInRequired }
        default:
            try await database.read { db in
                try keeper(of: place.kind).requireReader(ofText: place.id, viewer, in: network, db)
            }
        }
    }

    /// Whether `viewer`, who has no account, wrote it.
    private func isHers(_ place: TextPlace, _ viewer: Viewer, in network: ID) async throws -> Bool {
        guard case .requester(let need, _) = viewer.identity else { return false }
        guard place.kind.isKept else { return place == TextPlace(kind: .need, id: need) }
        return try await database.read { db in
            try keeper(of: place.kind).author(ofText: place.id, in: network, db).needID == need
        }
    }

    private func authors(of place: TextPlace, in network: ID, _ db: any Connection) throws -> Set<ID> {
        switch place.kind {
        case .need: return []
        case .profile:
            guard try db.member(place.id, in: network) != nil else { throw Refusal.notFound }
            return [place.id]
        case .invitation:
            guard let invitation = try db.invitation(place.id), invitation.networkID == network else {
                throw Refusal.notFound
            }
            return [invitation.byID]
        case .organisation:
            guard try db.organisation(place.id) != nil else { throw Refusal.notFound }
            return Set(
                try db.spokespersons(of: place.id).compactMap { try db.place(of: $0.personID, in: network)?.id })
        default:
            let author = try keeper(of: place.kind).author(ofText: place.id, in: network, db)
            return Set([author.memberID].compactMap { $0 })
        }
    }

    // MARK: Hiding

    /// Hides a text for everybody but those who work on it; a stub with the reason stands in its place.
    ///
    /// - Parameter seen: the stamp of the post that was read.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is hidden already, ``Refusal/stale`` where it was changed meanwhile,
    ///   ``Refusal/forbidden(_:)`` to whoever wrote it themselves where its keeper leaves that to others.
    func hide(
        _ place: TextPlace, reason: String, seen: String? = nil, by viewer: Viewer, in network: ID
    ) async throws {
        try Policy.require(.moderate, viewer)
        let reason = try ModerationRules.reason(reason)
        try await database.read { db in try requireMayJudge(place, viewer, in: network, db) }
        try await database.write { db in
            guard try db.hiding(of: place, in: network) == nil else { throw Refusal.conflict(ModerationWords.isHidden) }
            _ = try authors(of: place, in: network, db)
            try requireSeen(seen, place, in: network, db)
            try endReport(about: place, reason, by: viewer, in: network, db)
            try hide(place, reason: reason, by: viewer, in: network, db)
        }
    }

    /// What was reported is answered by hiding it, wherever that is done; but nobody answers a report about their own text.
    private func endReport(
        about place: TextPlace, _ reason: String, by viewer: Viewer, in network: ID, _ db: any Connection
    ) throws {
        guard let member = viewer.member?.id, let matter = try db.openMatter(.report, about: place, in: network),
            matter.aboutID != member, try !authors(of: place, in: network, db).contains(member)
        else { return }
        let now = world.now()
        try close(matter, .hidden, by: viewer, at: now, db)
        try db.addNote(reason, to: matter, by: member, id: world.newID(), vault: vault, at: now)
        try tellOthers(of: matter, than: member, MatterWords.mailClosed(matter.kind), db)
    }

    private func hide(
        _ place: TextPlace, reason: String, by viewer: Viewer, for keeper: ID? = nil, in network: ID,
        _ db: any Connection
    ) throws {
        guard try db.hiding(of: place, in: network) == nil else { return }
        try db.insert(
            Hiding(
                id: world.newID(), place: place, reason: reason, byID: keeper ?? viewer.member?.id, at: world.now(),
                appealID: nil), in: network)
        if place.kind == .profile { try db.setFacts(skills: "", languages: "", of: place.id, in: network) }
        try follow(place, hidden: reason, by: viewer, in: network, db)
    }

    /// Hides a text in the place that somebody keeps, such as the host of a conversation; who keeps it is for the caller to know.
    ///
    /// - Parameter keeper: who had to answer for it, where time has decided or somebody else ends it: an appeal goes to another.
    func hide(
        _ place: TextPlace, reason: String, byKeeper viewer: Viewer, for keeper: ID? = nil, in network: ID,
        _ db: any Connection
    ) throws {
        try hide(place, reason: try ModerationRules.reason(reason), by: viewer, for: keeper, in: network, db)
    }

    /// Hides several texts of one kind for one reason, where somebody keeps them; whoever wrote several of them hears of it once. What
    /// becomes of the texts themselves is for the caller to do.
    ///
    /// - Parameter all: where whoever wrote several finds them, to appeal.
    func hide(
        _ places: [TextPlace], reason: String, byKeeper viewer: Viewer, for keeper: ID, in network: ID, to all: String,
        _ db: any Connection
    ) throws {
        let reason = try ModerationRules.reason(reason)
        var hidden: [ID: [TextPlace]] = [:]
        for place in places where try db.hiding(of: place, in: network) == nil {
            try db.insert(
                Hiding(id: world.newID(), place: place, reason: reason, byID: keeper, at: world.now(), appealID: nil),
                in: network)
            try recordHidden(reason, place, by: viewer, in: network, db)
            for author in try authors(of: place, in: network, db) { hidden[author, default: []].append(place) }
        }
        for (author, own) in hidden.sorted(by: { $0.key < $1.key }) {
            guard let first = own.first else { continue }
            try tell(
                author, in: network, ModerationWords.mailSubject,
                own.count == 1
                    ? ModerationWords.mailHidden(first.kind, why(reason, first.kind))
                    : ModerationWords.mailHidden(own.count, first.kind, why(reason, first.kind)),
                to: own.count == 1 ? "/texts/\(first.kind.rawValue)/\(first.id)" : all, evenSuspended: true, db)
        }
    }

    /// Shows a hidden text again.
    func show(_ place: TextPlace, seen: String? = nil, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.moderate, viewer)
        try await database.read { db in try requireMayJudge(place, viewer, in: network, db) }
        try await database.write { db in
            try requireSeen(seen, place, in: network, db)
            try show(place, by: viewer, in: network, db)
        }
    }

    private func requireSeen(_ seen: String?, _ place: TextPlace, in network: ID, _ db: any Connection) throws {
        guard let seen, place.kind.isKept else { return }
        try TextStamp.require(seen, try keeper(of: place.kind).words(ofText: place.id, in: network, db)?.words)
    }

    private func show(_ place: TextPlace, by viewer: Viewer, in network: ID, _ db: any Connection) throws {
        guard let hiding = try db.hiding(of: place, in: network),
            try db.end(hiding, in: network, by: viewer.member?.id, at: world.now())
        else { return }
        if place.kind == .profile, let member = try db.member(place.id, in: network) {
            let entries = try db.profile(of: member.personID, vault: vault)
            try db.setFacts(
                skills: ProfileRules.openList(entries, .skills).joined(separator: "\n"),
                languages: ProfileRules.openList(entries, .languages).joined(separator: " "), of: place.id, in: network)
        }
        try follow(place, hidden: nil, by: viewer, in: network, db)
    }

    /// Writes it down and tells those whose text it is.
    private func follow(
        _ place: TextPlace, hidden reason: String?, by viewer: Viewer, in network: ID, _ db: any Connection
    ) throws {
        guard place.kind != .need else {
            return try holdings.setHidden(reason, need: place.id, in: network, by: viewer, db)
        }
        if place.kind.isKept {
            try keeper(of: place.kind).follow(
                reason.map { .hidden($0) } ?? .shown, text: place.id, in: network, by: viewer, db)
        }
        try recordHidden(reason, place, by: viewer, in: network, db)
        for author in try authors(of: place, in: network, db).sorted() {
            try tell(
                author, in: network, ModerationWords.mailSubject,
                reason.map { ModerationWords.mailHidden(place.kind, why($0, place.kind)) }
                    ?? ModerationWords.mailShown(place.kind),
                to: "/texts/\(place.kind.rawValue)/\(place.id)", evenSuspended: true, db)
        }
    }

    private func recordHidden(
        _ reason: String?, _ place: TextPlace, by viewer: Viewer, in network: ID, _ db: any Connection
    ) throws {
        // Not every member may know that there is a discussion, or an offer.
        try record(
            reason == nil ? .textShown : .textHidden, on: place.id, in: network, by: viewer,
            audience: place.kind.isKept ? .case : .members, db,
            [
                ("text", .text(place.kind.rawValue)), ("reason", .text(reason.map { recorded($0, place.kind) })),
            ])
    }

    // MARK: Appeal

    /// Asks, once, that another than the one who decided looks at it.
    ///
    /// - Throws: ``Refusal/forbidden(_:)`` to whom the text is not, ``Refusal/conflict(_:_:)`` where it isn't hidden or there was
    ///   an appeal already.
    @discardableResult
    func appeal(about place: TextPlace, _ words: String, by viewer: Viewer, in network: ID) async throws -> ID {
        try await requireAuthor(of: place, viewer, in: network)
        let found = try await hiding(of: place, for: viewer, in: network)
        guard let hiding = found?.hiding else { throw Refusal.conflict(ModerationWords.notHidden) }
        guard hiding.appealID == nil else { throw Refusal.conflict(ModerationWords.appealedOnce) }
        let draft = MatterDraft(kind: .textAppeal, about: nil, words: words)
        return try await open(draft, by: viewer, in: network, not: Set([hiding.byID].compactMap { $0 })) { matter, db in
            guard try db.setAppeal(matter.id, against: hiding, in: network) else {
                throw Refusal.conflict(ModerationWords.appealedOnce)
            }
            try db.insertReported(place, in: matter)
        }.id
    }

    /// That one's own text is hidden, and what became of one's appeal; nothing where it is not hidden.
    /// - Throws: ``Refusal/forbidden(_:)`` to whom the text is not, and who doesn't lead.
    func hiding(of place: TextPlace, for viewer: Viewer, in network: ID) async throws -> HidingReading? {
        if !Policy.allows(.moderate, viewer) { try await requireAuthor(of: place, viewer, in: network) }
        return try await database.read { db in
            guard let hiding = try db.hiding(of: place, in: network) else { return nil }
            let matter = try hiding.appealID.flatMap { try db.matter($0, in: network) }
            return HidingReading(
                hiding: hiding, why: why(hiding.reason, place.kind),
                appeal: try matter.map { matter in
                    let last = matter.isOpen ? nil : try db.notes(of: matter, vault: vault).last?.words
                    return (matter.isOpen, matter.outcome, last)
                })
        }
    }

    private func requireAuthor(of place: TextPlace, _ viewer: Viewer, in network: ID) async throws {
        if try await isHers(place, viewer, in: network) { return }
        // Who reads a discussion no more still wrote what they wrote.
        let authors =
            place.kind.isKept
            ? try await database.read { db in try self.authors(of: place, in: network, db) }
            : try await self.authors(of: place, seenBy: viewer, in: network)
        guard let member = viewer.member?.id, authors.contains(member) else {
            throw Refusal.forbidden(SiteWords.forbidden)
        }
    }

    /// The text that a matter is about; what a keeper keeps with its words, for those who decide.
    func text(of matter: Matter, for member: Member, _ db: any Connection) throws -> TextReading? {
        let reading = try db.reportedText(of: matter)
        guard let reading, reading.place.kind.isKept, member.id != matter.openedByID else { return reading }
        let found = try? keeper(of: reading.place.kind).words(ofText: reading.place.id, in: matter.networkID, db)
        let isAuthor = member.id == matter.aboutID
        return TextReading(place: reading.place, words: found?.words, heldSince: isAuthor ? nil : found?.heldSince)
    }

    /// What the outcome of a report or an appeal does to the text.
    func settleText(
        _ matter: Matter, _ outcome: Matter.Outcome, reason: String, by viewer: Viewer, _ db: any Connection
    ) throws {
        guard let place = try db.reportedText(of: matter)?.place else { return }
        switch outcome {
        case .hidden:
            let reason = try ModerationRules.reason(reason, field: "words")
            try hide(place, reason: reason, by: viewer, in: matter.networkID, db)
        case .shown: try show(place, by: viewer, in: matter.networkID, db)
        case .upheld where place.kind.isKept:
            try keeper(of: place.kind).follow(.upheld(reason), text: place.id, in: matter.networkID, by: viewer, db)
        default: if place.kind == .need { try holdings.settle(matter, outcome, reason: reason, by: viewer, db) }
        }
    }
}
