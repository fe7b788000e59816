internal import Database
internal import Engine

/// What a member is asked about their offer, as the link shows it; without a contact of anybody.
struct LinkedUse: Sendable {
    let use: OfferUse
    let offer: Offer
    let network: Network
    let line: NeedLine?
    /// As whoever was asked may know of it; nothing where they may not any more, or few may and the link could have been passed on.
    let need: NeedView?
    /// Until when it waits; nothing where it waits no more.
    let until: Int64?

    /// They speak for whoever has it, and say how they know that the other agrees.
    var isThrough: Bool { offer.offererID == nil }
}

extension OfferActs {
    /// The links by which members answer for their offers in a network.
    func links(in slug: String) -> MarkedLink {
        MarkedLink(
            kind: "offer use", root: "/n/\(slug)/offer-asked", mark: "weft_u_", vault: vault,
            configuration: needs.configuration)
    }

    /// What a link asks. Nothing is done by opening it.
    /// - Throws: ``Refusal/notFound`` for a link of elsewhere, or that is no longer theirs to answer.
    func asked(_ id: ID, in network: Network) async throws -> LinkedUse {
        let now = world.now(), limits = try await needs.limits(of: network.id)
        return try await database.read { [vault] db in
            guard let use = try db.use(id, in: network.id, vault: vault),
                let offer = try db.offer(use.offerID, in: network.id), !offer.isGuests,
                let member = try db.member(use.answererID, in: network.id), !member.isSuspended,
                let need = try db.need(use.needID, in: network.id)
            else { throw Refusal.notFound }
            let until = use.state == .asked ? try db.clock(of: use.id, in: network.id)?.dueAt : nil
            let viewer = Viewer(.member(member.withoutPowers), language: network.language)
            // Once it is answered or over only what everybody may read stays behind the link.
            let isShown =
                try NeedAccess.canSee(need, viewer, db.ties(of: viewer, to: need, now: now))
                && need.audience >= (until == nil ? .public : .members)
            let view = isShown ? NeedView(need, for: viewer, ties: [], ownerName: "", now: now, limits: limits) : nil
            return LinkedUse(
                use: use, offer: offer, network: network, line: offer.lines.first { $0.id == use.lineID }, need: view,
                until: until)
        }
    }

    /// Answers by the link, without signing in: in the name of whoever was asked, with all that their own answer takes.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where a yes can't be kept, with why; nothing has happened then.
    func answer(_ body: OfferUseBody, asked id: ID, in network: Network, _ members: MemberActs) async throws {
        let now = world.now(), known = try await asked(id, in: network).use
        let answer = try body.answer(known, now: now)
        let viewer = try await database.read { db in
            guard let member = try db.member(known.answererID, in: network.id) else { throw Refusal.notFound }
            return try members.viewer(of: member, at: now, db)
        }
        do {
            _ = try await self.answer(answer, use: id, by: viewer, in: network.id)
        } catch Refusal.invalid(let problems) where problems.contains(where: { $0.field != "note" }) {
            // A briefing to read, say: that takes the offer's own page.
            throw Refusal.conflict(OfferAskedWords.byThePage(problems.first?.message ?? SiteWords.invalid))
        }
    }

    /// What somebody's own robot says of a use, while it still waits.
    static func isWaiting(_ use: ID, in network: ID, at now: Int64, _ vault: Vault, _ db: any Connection) throws -> Bool
    {
        guard let known = try db.use(use, in: network, vault: vault), known.state == .asked,
            let clock = try db.clock(of: use, in: network)
        else { return false }
        return clock.dueAt > now
    }
}

extension OfferDesk {
    /// Asks the member who has it, or speaks for whoever has it: by a link with its two buttons, as volunteers are asked.
    func ask(_ use: OfferUse, of offer: Offer, by due: Int64) throws {
        guard let member = try db.member(use.answererID, in: network), !member.isSuspended,
            let place = try db.network(id: network)
        else { return }
        let language = try db.language(of: member.personID) ?? offer.language
        let mail = OfferAskedMail(
            offer: offer, use: use, until: due, link: acts.links(in: place.slug).address(of: use.id))
        try db.send(
            OwnMessage(
                message: mail.message(in: place.name, language),
                instead: RobotPost.Instead(subject: mail.subject(language), body: mail.body(language)),
                topic: .use(use.id, network: network)),
            to: member, vault: acts.vault, id: acts.world.newID(), at: now)
    }
}
