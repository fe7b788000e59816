internal import Database

/// A matter as one of those whom it concerns sees it.
struct MatterReading: Sendable {
    let matter: Matter
    let words: String?
    let notes: [MatterNote]
    let clock: Clock?
    /// Names of the members in it.
    let names: [ID: String]
    let applicantName: String?
    /// Of an appeal: the reason of what is appealed from.
    let appealedReason: Text?
    /// The text that it is about.
    let text: TextReading?
    /// Of a mediation: what the neutral proposed last, with who has signed it.
    let agreement: MatterAgreement?
    let organisationName: String?
    /// Who has read it, but for whoever opened it.
    let readers: [ReadRecord]
}

extension MemberActs {
    // MARK: Opening

    /// Opens a matter; whoever answers for it is found at once.
    ///
    /// - Parameters:
    ///   - excluded: who must not answer for it.
    ///   - beside: what is stored with it, in the same transaction.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` in a network where nobody could answer for it.
    @discardableResult
    func open(
        _ draft: MatterDraft, by viewer: Viewer, in network: ID, not excluded: Set<ID> = [], once: Once? = nil,
        beside: @Sendable @escaping (Matter, any Connection) throws -> Void = { _, _ in }
    ) async throws -> Matter {
        let opener = draft.needsMember ? try own(viewer, in: network) : viewer.member
        let words = try MatterRules.cleaned(draft.words)
        if let about = draft.about, about == opener?.id { throw Refusal.invalid("about", MatterWords.notOneself) }
        let owner = try await owner(
            for: draft.kind, about: draft.about,
            except: excluded.union([opener?.id, draft.about].compactMap { $0 }), in: network)
        return try await database.write { db in
            if let known = try db.earlier(once, by: viewer, in: network), let matter = try db.matter(known, in: network)
            {
                return matter
            }
            if let about = draft.about, try db.member(about, in: network) == nil {
                throw Refusal.invalid("about", TrustWords.unknownMember)
            }
            if let organisation = draft.organisation { try requireSpeaks(opener, for: organisation, db) }
            let matter = newMatter(draft, opener: opener?.id, person: viewer.personID, owner: owner, in: network)
            try db.insert(matter, words: words, vault: vault)
            try beside(matter, db)
            try begin(matter, by: viewer, db)
            try db.remember(once, object: matter.id, by: viewer, in: network, at: matter.openedAt)
            return matter
        }
    }

    /// An organisation asks through those who speak for it.
    private func requireSpeaks(_ member: Member?, for organisation: ID, _ db: any Connection) throws {
        let speaks = try db.spokespersons(of: organisation).contains { $0.personID == member?.personID }
        guard speaks else { throw Refusal.invalid("organisation", MatterWords.notSpokesperson) }
    }

    func newMatter(_ draft: MatterDraft, opener: ID?, person: ID?, owner: ID, in network: ID) -> Matter {
        Matter(
            id: world.newID(), networkID: network, kind: draft.kind, aboutID: draft.about, openedByID: opener,
            personID: draft.kind == .application ? person : nil, organisationID: draft.organisation, ownerID: owner,
            stage: draft.kind == .mediation ? .choosing : .open, outcome: nil, openedAt: world.now(), closedAt: nil,
            openerAccepts: false, otherAccepts: false)
    }

    /// Starts its clock, writes it down, tells who answers for it.
    func begin(_ matter: Matter, by viewer: Viewer, _ db: any Connection) throws {
        try db.start(clock(of: matter))
        try record(
            .matterOpened, on: matter.id, in: matter.networkID, by: viewer, audience: .concerned, db,
            [("kind", .text(matter.kind.rawValue)), ("owner", .text(matter.ownerID.description))])
        try tellOwner(matter, db)
        if matter.kind == .mediation, let other = matter.aboutID {
            try ask(
                other, for: .talk, in: matter.networkID, MatterWords.mailSubject, MatterWords.mailAsked,
                to: "/matters/\(matter.id)", db)
        }
    }

    func tellOwner(_ matter: Matter, _ db: any Connection) throws {
        let due = matter.openedAt + MatterRules.length(matter.kind, matter.stage)
        try tell(
            matter.ownerID, in: matter.networkID, MatterWords.mailSubject, MatterWords.mailYours(matter.kind, due),
            to: "/matters/\(matter.id)", db)
    }

    func clock(of matter: Matter) -> Clock {
        let now = world.now(), due = now + MatterRules.length(matter.kind, matter.stage)
        return Clock(
            networkID: matter.networkID, object: .matter, objectID: matter.id, needID: matter.id,
            step: matter.kind.rawValue, ownerID: matter.ownerID, startedAt: now, dueAt: due, stage: 0,
            nextAt: Escalation.next(after: .none, start: now, due: due))
    }

    /// Who is to answer for a kind of matter: of those whose duty it is, the one with the least on their hands.
    /// - Throws: ``Refusal/unavailable(retryAfter:)`` where nobody is left.
    func owner(for kind: Matter.Kind, about: ID?, except: Set<ID>, in network: ID) async throws -> ID {
        if kind == .nameInText, let about { return about }
        let found = try await database.read { db -> ID? in
            for roles in MatterRules.duty(kind) + [[]] {
                if let first = try db.candidates(roles, in: network, except: except).first { return first }
            }
            return nil
        }
        guard let found else { throw Refusal.conflict(MatterWords.nobody) }
        return found
    }

    // MARK: Reading

    func matter(_ id: ID, for viewer: Viewer, in network: ID) async throws -> MatterReading {
        let member = try own(viewer, in: network)
        let reading = try await database.read { db in
            let matter = try readable(id, member, network, db), seen = try seen(matter, by: member.id, db)
            let ids = Set([seen.aboutID, seen.openedByID, seen.ownerID].compactMap { $0 })
            return MatterReading(
                matter: seen, words: try db.words(of: matter, vault: vault),
                notes: try notes(of: matter, as: seen, db),
                clock: try db.clock(of: id, in: network), names: try db.names(of: ids, in: network),
                applicantName: try matter.personID.flatMap { try db.name(of: $0) },
                appealedReason: try appealedReason(matter, db), text: try text(of: matter, for: member, db),
                agreement: try db.agreement(of: matter, vault: vault),
                organisationName: try matter.organisationID.flatMap { try db.organisation($0)?.name },
                readers: try db.readers(of: .matter, id, in: network))
        }
        if reading.matter.openedByID != member.id {
            try await readRecords.note(.matter, id, by: viewer, in: network)
        }
        if let text = reading.text, let since = text.heldSince {
            try await readRecords.note(.heldPosts, text.place.id, changedAt: since, by: viewer, in: network)
        }
        return reading
    }

    /// The matter as one who may read it sees it: of a statement nobody but whoever decides learns who said it.
    func seen(_ matter: Matter, by member: ID, _ db: any Connection) throws -> Matter {
        guard try db.reportedText(of: matter)?.place.kind.isUnsigned == true else { return matter }
        return matter.withoutAuthor(for: member)
    }

    private func notes(of matter: Matter, as seen: Matter, _ db: any Connection) throws -> [MatterNote] {
        try db.notes(of: matter, vault: vault).map { note in
            guard let by = note.byID, by == matter.openedByID, seen.openedByID == nil else { return note }
            var note = note
            (note.byID, note.byName) = (nil, nil)
            return note
        }
    }

    private func appealedReason(_ matter: Matter, _ db: any Connection) throws -> Text? {
        if matter.kind == .textAppeal {
            guard let place = try db.reportedText(of: matter)?.place else { return nil }
            return try db.hiding(of: place, in: matter.networkID).map { why($0.reason, place.kind) }
        }
        guard matter.kind == .appeal, let opener = matter.openedByID,
            let suspension = try db.suspension(of: opener, in: matter.networkID),
            let member = try db.member(opener, in: matter.networkID),
            let key = try db.key(of: member.personID, in: vault)
        else { return nil }
        return try db.suspensionReason(suspension.id, in: matter.networkID, key: key, vault: vault)
            .map { .verbatim($0) }
    }

    func readable(_ id: ID, _ member: Member, _ network: ID, _ db: any Connection) throws -> Matter {
        guard let matter = try db.matter(id, in: network), MatterRules.mayRead(matter, member) else {
            throw Refusal.notFound
        }
        return matter
    }

    /// What a member has opened, and what those who answer for the network have before them.
    func matters(for viewer: Viewer, in network: ID) async throws -> (
        mine: [Matter], open: [Matter], names: [ID: String]
    ) {
        let member = try own(viewer, in: network)
        return try await database.read { db in
            let mine = try db.matters(openedBy: member.id, in: network).map { try seen($0, by: member.id, db) }
            let open = try db.openMatters(of: network).filter {
                MatterRules.mayRead($0, member) && $0.openedByID != member.id
            }.map { try seen($0, by: member.id, db) }
            let ids = Set((mine + open).flatMap { [$0.aboutID, $0.openedByID, $0.ownerID].compactMap { $0 } })
            return (mine, open, try db.names(of: ids, in: network))
        }
    }

    // MARK: Acting

    /// Says something in a matter.
    func say(_ words: String, in id: ID, by viewer: Viewer, network: ID) async throws {
        let member = try own(viewer, in: network), words = try MatterRules.cleaned(words, least: 2), now = world.now()
        try await database.write { db in
            let matter = try readable(id, member, network, db)
            guard matter.isOpen else { throw Refusal.conflict(MatterWords.closed) }
            try db.addNote(words, to: matter, by: member.id, id: world.newID(), vault: vault, at: now)
            try record(.matterSaid, on: id, in: network, by: viewer, audience: .concerned, db)
            try tellOthers(of: matter, than: member.id, MatterWords.mailSaid(matter.kind), db)
        }
    }

    /// The one who decided what is appealed from: another looks at it.
    func decider(_ matter: Matter, _ db: any Connection) throws -> ID? {
        switch matter.kind {
        case .appeal:
            return try matter.openedByID.flatMap { try db.suspension(of: $0, in: matter.networkID)?.byID }
        case .textAppeal:
            return try db.reportedText(of: matter).flatMap { try db.hiding(of: $0.place, in: matter.networkID)?.byID }
        default: return nil
        }
    }

    /// Ends a matter with an outcome and its reason, which whoever opened it reads.
    ///
    /// - Parameter seen: the stamp of the text that was read; one that was changed meanwhile is neither hidden nor shown nor let through.
    func close(
        _ id: ID, _ outcome: String, reason: String, seen: String? = nil, by viewer: Viewer, network: ID
    ) async throws {
        let member = try own(viewer, in: network), now = world.now()
        let reason = try MatterRules.cleaned(reason, least: 4)
        let isRelease = outcome == Matter.Outcome.letThrough.rawValue
        let release = isRelease ? try await texts?.release(in: network, by: viewer) : nil
        try await database.write { db in
            let matter = try readable(id, member, network, db)
            let isWithdrawn = outcome == Matter.Outcome.withdrawn.rawValue && matter.openedByID == member.id
            guard isWithdrawn || mayClose(matter, member) else { throw Refusal.forbidden(MatterWords.notYours) }
            let choices = MatterRules.outcomes(matter.kind)
            guard let outcome = Matter.Outcome(rawValue: outcome), isWithdrawn || choices.contains(outcome) else {
                throw Refusal.invalid("outcome", SiteWords.badChoice(choices.map(\.rawValue), outcome))
            }
            // A text is hidden, shown again or let through by those who may.
            if outcome == .hidden || outcome == .shown { try Policy.require(.moderate, viewer) }
            if outcome == .letThrough { try Policy.require(.releasePost, viewer) }
            if [.hidden, .shown, .letThrough].contains(outcome), let seen {
                try TextStamp.require(seen, try text(of: matter, for: member, db)?.words)
            }
            try close(matter, outcome, by: viewer, at: now, db)
            try db.addNote(reason, to: matter, by: member.id, id: world.newID(), vault: vault, at: now)
            if let release, let text = try db.reportedText(of: matter)?.place { try release(text.id, db) }
            try follow(matter, outcome, reason: reason, by: viewer, db)
        }
        if outcome == Matter.Outcome.accepted.rawValue { try await findBuddies() }
    }

    /// Whoever answers for it; about an export, any second person who may decide.
    private func mayClose(_ matter: Matter, _ member: Member) -> Bool {
        if matter.ownerID == member.id { return true }
        return matter.kind == .privateExport && MatterRules.canDecide(matter.kind, member)
            && MatterRules.mayOwn(matter, member.id, decidedBy: nil)
    }

    /// Ends a matter, its clock with it.
    func close(
        _ known: Matter, _ outcome: Matter.Outcome, by viewer: Viewer, at now: Int64, _ db: any Connection
    ) throws {
        var matter = known
        matter.stage = .closed
        matter.outcome = outcome
        matter.closedAt = now
        guard try db.save(matter) else { throw Refusal.conflict(MatterWords.closed) }
        try db.stopClock(of: matter.id, in: matter.networkID)
        try record(
            .matterClosed, on: matter.id, in: matter.networkID, by: viewer, audience: .concerned, db,
            [("outcome", .text(outcome.rawValue))])
    }

    /// What an outcome does beyond the matter.
    private func follow(
        _ matter: Matter, _ outcome: Matter.Outcome, reason: String, by viewer: Viewer, _ db: any Connection
    ) throws {
        switch (matter.kind, outcome) {
        case (.application, .accepted): try admit(matter, by: viewer, db)
        case (.application, _): try tellApplicant(matter, reason: reason, db)
        case (.appeal, .lifted):
            if let member = matter.openedByID {
                try lift(member, in: matter.networkID, reason: reason, by: viewer, db)
            }
        case (.report, _), (.textAppeal, _), (.heldPost, _):
            try settleText(matter, outcome, reason: reason, by: viewer, db)
        case (.privateExport, _), (.looks, _): try holdings.settle(matter, outcome, reason: reason, by: viewer, db)
        default: break
        }
        try tellOthers(of: matter, than: viewer.member?.id, MatterWords.mailClosed(matter.kind), db)
    }

    /// Tells everybody whom a matter concerns, but for the one who did it.
    func tellOthers(of matter: Matter, than member: ID?, _ words: Text, _ db: any Connection) throws {
        for other in MatterRules.concerned(matter).sorted() where other != member {
            // Who is suspended opens no matters: what becomes of their appeal stands where they wrote it.
            let isAppeal = matter.kind == .appeal && other == matter.openedByID
            try tell(
                other, in: matter.networkID, MatterWords.mailSubject, words,
                to: isAppeal ? "/me/suspension" : "/matters/\(matter.id)",
                evenSuspended: isAppeal || matter.kind == .textAppeal, db)
        }
    }
}
