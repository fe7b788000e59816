internal import Database
internal import Engine

extension MemberActs {
    // MARK: Invitations

    func code(of invitation: ID) -> String { vault.linkCode("invitation", invitation) }

    /// Most places that a member's open invitations may have: a poisoned branch stays small.
    static func mostPlaces(_ standing: Standing) -> Int {
        switch standing {
        case .newcomer: 0
        case .vouched: 10
        case .trusted: 200
        case .steward: 2000
        }
    }

    /// Makes a link by which others come.
    func invite(_ draft: InvitationDraft, by viewer: Viewer, in network: ID) async throws -> Invitation {
        try Policy.require(.invite, viewer)
        let member = try own(viewer, in: network), now = world.now()
        let (uses, days, campaign, note, promise) = try InvitationRules.cleaned(draft)
        guard promise == nil || member.standing >= Vouch.Kind.identity.leastStanding else {
            throw Refusal.invalid("promises", TrustWords.notYet(.identity, Vouch.Kind.identity.leastStanding))
        }
        let invitation = Invitation(
            id: world.newID(), networkID: network, byID: member.id, uses: uses, used: 0,
            expiresAt: now + Int64(days) * Time.day, campaign: campaign, note: note, endedAt: nil,
            hasPromise: promise != nil)
        try await database.write { db in
            let made = try db.invitationsMade(by: member.id, in: network, since: now)
            guard made + uses <= MemberActs.mostPlaces(member.standing) else {
                throw Refusal.conflict(JoinWords.tooMany(MemberActs.mostPlaces(member.standing)))
            }
            let key = try db.key(of: member.personID, in: vault)
            try db.insert(
                invitation,
                promise: promise.flatMap { text in
                    key.map { vault.seal(Array(text.utf8), key: $0, context: invitation.id.bytes) }
                })
            try record(
                .memberInvited, on: invitation.id, in: network, by: viewer, audience: .stewards, db,
                [("uses", .number(Int64(uses))), ("campaign", .text(campaign))])
        }
        return invitation
    }

    func endInvitation(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let invitation = try db.invitation(id), invitation.networkID == network else {
                throw Refusal.notFound
            }
            guard invitation.byID == member.id || Policy.allows(.reviewReferrals, viewer) else {
                throw Refusal.notFound
            }
            guard try db.endInvitation(id, in: network, at: now) else { return }
            try record(.invitationEnded, on: id, in: network, by: viewer, audience: .stewards, db)
        }
    }

    func invitations(by viewer: Viewer, in network: ID) async throws -> [Invitation] {
        let member = try own(viewer, in: network)
        return try await database.read { db in try db.invitations(by: member.id, in: network) }
    }

    /// What an invitation's link shows to whoever has it.
    func invited(
        code: String
    ) async throws -> (invitation: Invitation, network: Network, inviter: String, hidden: String?) {
        guard let id = vault.id("invitation", ofLinkCode: code) else { throw Refusal.notFound }
        let now = world.now()
        return try await database.read { db in
            guard let invitation = try db.invitation(id), let network = try db.network(id: invitation.networkID) else {
                throw Refusal.notFound
            }
            guard invitation.isOpen(at: now) else { throw Refusal.conflict(JoinWords.over) }
            let names = try db.names(of: [invitation.byID], in: network.id)
            let hiding = try db.hiding(of: TextPlace(kind: .invitation, id: id), in: network.id)
            return (invitation, network, names[invitation.byID] ?? "", hiding?.reason)
        }
    }

    /// Somebody with an account comes in by a link. It vouches for nobody: the inviter is asked to do that by name – but for a
    /// link for one, whose inviter has promised it, in the hand of the one to whom they gave it.
    ///
    /// - Parameter isDirect: whether the newcomer says that they have it from the inviter.
    @discardableResult
    func accept(code: String, isDirect: Bool = false, by viewer: Viewer) async throws -> ID {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let (invitation, network, _, _) = try await invited(code: code), now = world.now()
        let weaver = try? await owner(for: .application, about: nil, except: [], in: network.id)
        let (member, isVouched) = try await database.write { db -> (ID, Bool) in
            if let place = try db.place(of: person, in: network.id), place.state.isPresent { return (place.id, false) }
            guard try db.use(invitation, at: now) else { throw Refusal.conflict(JoinWords.over) }
            let arrival = Came(
                way: .invitation, campaign: invitation.campaign, referrer: invitation.byID, seenBy: weaver)
            let member = try arrive(person, arrival, in: network.id, db)
            let name = try db.name(of: person) ?? ""
            return (member, try greet(member, named: name, by: invitation, isDirect: isDirect, db))
        }
        if isVouched { try await vouches.settle(network.id) }
        try await proposeBuddy(for: member, in: network.id)
        return member
    }

    // MARK: Arriving

    /// By which way somebody comes, and which weaver sees them.
    struct Came: Sendable {
        let way: Way
        let campaign: String
        let referrer: ID?
        let seenBy: ID?
        /// The code of what was shared with them.
        var share: ShareCode?

        /// By a code and no campaign they came by sharing; whoever shared is the one through whom they came.
        func by(_ share: ShareCode?) -> Came {
            guard let share else { return self }
            return Came(
                way: way, campaign: campaign.isEmpty ? ShareRules.campaign : campaign,
                referrer: referrer ?? share.memberID, seenBy: seenBy, share: share)
        }
    }

    /// Makes an account a newcomer, whom a weaver sees within a week.
    func arrive(_ person: ID, _ came: Came, in network: ID, _ db: any Connection) throws -> ID {
        let now = world.now()
        if let place = try db.place(of: person, in: network) {
            if place.state.isPresent { return place.id }
            // Leaving ends no suspension.
            guard try db.suspension(of: place.id, in: network) == nil else {
                throw Refusal.forbidden(SafetyWords.yours)
            }
        }
        let isBack = try db.place(of: person, in: network) != nil
        let willing = try db.willing(of: person)
        let member = try db.welcome(person: person, in: network, newID: world.newID(), at: now)
        try db.setWilling(willing, of: person)
        try copyFacts(try db.profile(of: person, vault: vault), of: person, db)
        try begin(
            Arrival(
                networkID: network, memberID: member, way: came.way, campaign: came.campaign, referrerID: came.referrer,
                joinedAt: now), seenBy: came.seenBy, db)
        // Whoever comes back came before the code did.
        if let share = came.share, !isBack { try arrived(member, by: share, db) }
        if let weaver = came.seenBy {
            let due = now + Arrival.seenWithin
            try db.start(
                Clock(
                    networkID: network, object: .newcomer, objectID: member, needID: member, step: "seen",
                    ownerID: weaver, startedAt: now, dueAt: due, stage: 0,
                    nextAt: Escalation.next(after: .none, start: now, due: due)))
            try tell(weaver, in: network, JoinWords.mailSubject, JoinWords.mailNewcomer, to: "/welcomes/\(member)", db)
        }
        try db.record(
            Event(
                .memberJoined, on: member, in: network, by: Actor(kind: .member, id: member), at: now,
                audience: .members,
                details: [("way", .text(came.way.rawValue)), ("campaign", .text(came.campaign))], id: world.newID()))
        return member
    }

    /// The welcome path begins, for those who come back anew: a buddy is looked for, a weaver sees them.
    private func begin(_ arrival: Arrival, seenBy weaver: ID?, _ db: any Connection) throws {
        let known = try db.arrival(of: arrival.memberID, in: arrival.networkID)
        var arrival = known ?? arrival
        (arrival.buddyID, arrival.buddyMetAt, arrival.buddySearchID) = (nil, nil, nil)
        (arrival.seenAt, arrival.seenByID, arrival.completedAt) = (nil, nil, nil)
        arrival.buddyNextAt = world.now()
        try startBuddySearch(&arrival, owner: weaver, db)
        if known == nil { try db.insert(arrival) } else { try db.save(arrival) }
    }

    // MARK: Other ways

    /// Asks to come in; somebody answers within days.
    ///
    /// - Parameters:
    ///   - campaign: what they came by: the part `c` of the address at which they read of it.
    ///   - share: the code of what was shared with them.
    @discardableResult
    func apply(
        _ words: String, campaign: String = "", share: String? = nil, by viewer: Viewer, in network: ID,
        once: Once? = nil
    ) async throws -> ID {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let known = try await database.read { db in
            (try db.place(of: person, in: network), try db.application(of: person, in: network))
        }
        if let place = known.0, place.state.isPresent || place.state == .suspended {
            throw Refusal.conflict(JoinWords.isMember)
        }
        if let open = known.1 { return open.id }
        let matter = try await open(
            MatterDraft(kind: .application, about: nil, words: words), by: viewer, in: network, once: once)
        let campaign = Campaigns.cleaned(campaign), code = try await shareCode(share, in: network)
        guard !campaign.isEmpty || code != nil else { return matter.id }
        try await database.write { db in
            if !campaign.isEmpty { try db.setCampaign(campaign, ofApplication: matter.id, in: network) }
            if let code { try db.setShare(code, ofApplication: matter.id) }
        }
        return matter.id
    }

    /// An application is accepted: the applicant is a newcomer.
    func admit(_ matter: Matter, by viewer: Viewer, _ db: any Connection) throws {
        guard let person = matter.personID else { return }
        let campaign = try db.campaign(ofApplication: matter.id, in: matter.networkID)
        let share = try db.share(ofApplication: matter.id, in: matter.networkID)
        let came = Came(way: .application, campaign: campaign, referrer: nil, seenBy: matter.ownerID).by(share)
        let member = try arrive(person, came, in: matter.networkID, db)
        try tell(member, in: matter.networkID, JoinWords.mailSubject, JoinWords.mailAccepted, to: "/me/welcome", db)
    }

    /// What the public page of joining knows: open ways, and where its reader's application stands.
    func joining(for viewer: Viewer, in network: ID) async throws -> JoinReading {
        let now = world.now()
        return try await database.read { db in
            let call = try db.volunteerCall(of: network).flatMap { $0.until > now ? $0 : nil }
            let matter = try viewer.personID.flatMap { try db.application(of: $0, in: network) }
            let applied = try matter.map { matter in
                JoinReading.Applied(at: matter.openedAt, dueAt: try db.clock(of: matter.id, in: network)?.dueAt)
            }
            return JoinReading(
                call: call, hasPartners: try db.partners(of: network).contains { $0.isMutual }, applied: applied)
        }
    }

    func tellApplicant(_ matter: Matter, reason: String, _ db: any Connection) throws {
        guard let person = matter.personID else { return }
        let body = JoinWords.mailDeclined(reason, link: configuration.publicURL)
        try db.tell(person: person, JoinWords.mailSubject, body, vault: vault, id: world.newID(), at: world.now())
    }

    /// Comes in by the open call for volunteers, or as a member of a partner network.
    @discardableResult
    func comeIn(
        by way: Way, campaign: String = "", share: String? = nil, _ viewer: Viewer, in network: ID
    ) async throws -> ID {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let now = world.now(), campaign = Campaigns.cleaned(campaign)
        let weaver = try? await owner(for: .application, about: nil, except: [], in: network)
        let member = try await database.write { db -> ID in
            switch way {
            case .call:
                guard let call = try db.volunteerCall(of: network), call.until > now else {
                    throw Refusal.conflict(JoinWords.noCall)
                }
            case .partner:
                guard try db.partnerThrough(person, to: network) != nil else {
                    throw Refusal.forbidden(JoinWords.noPartner)
                }
            case .entered, .invitation, .application: throw Refusal.notFound
            }
            let came = Came(way: way, campaign: campaign, referrer: nil, seenBy: weaver)
            return try arrive(person, came.by(try shareCode(share, in: network, db)), in: network, db)
        }
        try await proposeBuddy(for: member, in: network)
        return member
    }

    /// Opens the call for volunteers until a day, or ends it.
    func call(_ words: String, until: String?, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.callVolunteers, viewer)
        let words = try MatterRules.named("callWords", words), now = world.now()
        guard let day = until.flatMap(Format.endOfDay) else { throw Refusal.invalid("until", LevelWords.badDay) }
        try await database.write { db in
            try db.save(VolunteerCall(words: words, until: day), of: network, by: viewer.member?.id)
            try record(
                .settingsChanged, on: network, in: network, by: viewer, audience: .members, db,
                [("part", .text("call")), ("open", .text(day > now ? "yes" : "no"))])
        }
    }

    /// Recognises another network's members; it holds when both do.
    func recognise(_ slug: String, isOn: Bool, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.recognisePartner, viewer)
        let now = world.now()
        try await database.write { db in
            guard let partner = try db.network(slug: slug), partner.id != network else {
                throw Refusal.invalid("partner", PeopleWords.unknownNetwork(slug))
            }
            if isOn {
                try db.recognise(partner.id, by: network, member: viewer.member?.id, at: now)
            } else if try !db.endRecognition(partner.id, by: network) {
                return
            }
            try record(
                isOn ? .partnerRecognised : .partnerEnded, on: network, in: network, by: viewer, audience: .members, db,
                [("partner", .text(slug))])
        }
    }
}
