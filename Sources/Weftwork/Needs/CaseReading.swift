internal import Database
internal import Engine

/// Everything about one need that its page shows, as its viewer may see it.
struct CaseFile: Sendable {
    let need: Need
    let ties: Ties
    let view: NeedView
    let story: [SealedEvent]
    let claims: [ClaimRow]
    /// Of the claimants, newcomers who wait to be let through to the contact.
    let newcomers: Set<ID>
    let verifications: [Verification]
    let calls: [CallRecord]
    let reveals: [Reveal]
    let lock: QueueLock?
    let handover: Handover?
    let names: [ID: String]
    let clock: Clock?
    /// The need that this one was merged into.
    let target: Need?
    /// Only for the requester by her secret link.
    let secret: PrivatePart?
    let disputes: [ID: Dispute]
    /// By when each is to be settled.
    let disputeDue: [ID: Int64]
    /// What those who stopped say to those who go on: for them and for the desk, not for her.
    let partings: [ID: String]
    /// The second persons of promises that take one, by promise.
    let seconds: [ID: Second]
    /// For the case team and the requester: what she has photographed.
    let photos: [CasePhoto]
    /// What was photographed of what was brought, by promise, as far as its reader may see it.
    let claimPhotos: [ID: [CasePhoto]]
    /// What verifiers photographed, by question: for those who see what they found.
    let checkPhotos: [CheckPhoto]
    /// Who of the case team has looked at what she has photographed.
    let photoReaders: [ReadRecord]
    /// Who has looked at what was photographed of what was brought: for those who may see all of it.
    let deliveryReaders: [ReadRecord]
    /// Who has looked at what verifiers photographed: for those who may see it.
    let evidenceReaders: [ReadRecord]
    /// The call that somebody has to make.
    let call: CallItem?
    /// The same for her, and for a day after it: looking at her page is being told.
    let recentCall: RecentCall?
    let reports: [CallReport]
    /// What is known of the ways by which messages go to her.
    let ways: [KnownWay]
    /// How to try to reach her, for those who work on it.
    let reachSteps: [ReachStep]
    /// For her and those who may call her.
    let checkWord: Text?
    /// Where it comes from, for the desk.
    let links: [NeedLink]
    /// Who drives for whoever promised something, as long as their slips are good.
    let slips: [Slip]
    /// What authorities keep of it, with permits and ways to them.
    let restricted: RestrictedFile
    /// To which partner networks it was offered, and what became of that.
    let referrals: ReferralFile
    /// Whether its reader was woken for it and nobody has taken it yet.
    let isRung: Bool
    /// The one it belongs to: what to do and whom to call stands on her page.
    let emergency: Emergency?
    /// The newest correction, for those who decide about what they have read.
    let lastCorrection: ID?
    /// How many were thanked at its end: for the case team and for her.
    let thanked: [ThanksReason: Int]

    /// Whoever may call her: who answers for the need while it is open, and who has promised something.
    var callers: (owner: String?, helpers: [String]) {
        let live = claims.filter { $0.claim.state.isLive && $0.claim.memberID != need.ownerID }
        return (need.state.isOpen ? view.owner.name : nil, Set(live.map(\.memberName)).sorted())
    }
}

extension NeedActs {
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it.
    func view(_ id: ID, for viewer: Viewer, in network: ID) async throws -> NeedView {
        let now = world.now()
        let (need, ties) = try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            return (need, ties)
        }
        return try await view(of: need, ties, for: viewer)
    }

    func view(of need: Need, _ ties: Ties, for viewer: Viewer) async throws -> NeedView {
        let now = world.now()
        let names = try await names.names(of: [need.ownerID], in: need.networkID, now: now)
        let limits = try await limits(of: need.networkID)
        return view(of: need, ties, for: viewer, ownerName: names[need.ownerID] ?? "", now: now, limits)
    }

    private func view(
        of need: Need, _ ties: Ties, for viewer: Viewer, ownerName: String, now: Int64, _ limits: RestrictionReading
    ) -> NeedView {
        var view = NeedView(need, for: viewer, ties: ties, ownerName: ownerName, now: now, limits: limits)
        if view.caseFacts != nil { view.areaCandidates = choices(places.candidates(for: need)) }
        return view
    }

    func choices(_ areas: [CatalogueArea]) -> [AreaChoice] {
        areas.map { AreaChoice(area: $0, path: places.path(of: $0)) }
    }

    /// The whole file of a need.
    func file(_ id: ID, for viewer: Viewer, in network: ID) async throws -> CaseFile {
        let now = world.now(), limits = try await limits(of: network)
        return try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            let tier = NeedAccess.tier(of: viewer, ties)
            let isCase = tier == .case, isInside = isCase || viewer.member != nil
            let names = try db.memberNames(in: network)
            let claims = isInside ? try db.claimRows(of: need) : []
            var disputes: [ID: Dispute] = [:], disputeDue: [ID: Int64] = [:]
            for row in claims where isCase && row.claim.state == .disputed {
                let dispute = try db.openDispute(of: row.claim.id, in: network)
                disputes[row.claim.id] = dispute
                disputeDue[row.claim.id] = try dispute.flatMap { try db.clock(of: $0.id, in: network)?.dueAt }
            }
            let readsPartings =
                isInside && !ties.contains(.requester)
                && (isCase && !NeedAccess.speaksForHer(viewer, ties) || ties.contains(.claimant))
            let calls = isCase ? try db.calls(of: need) : [], ways = isCase ? try db.ways(of: need) : []
            return CaseFile(
                need: need,
                ties: ties,
                view: view(of: need, ties, for: viewer, ownerName: names[need.ownerID] ?? "", now: now, limits),
                // Why one verifier passed it on, or trusts an institution no more, is the desk's own matter.
                story: try db.withoutHidden(
                    db.story(of: id, in: network, tier: tier, vault: vault), in: network, tier: tier
                )
                .filter { ![.skipped, .institutionDoubted, .posted].contains($0.kind) || !ties.contains(.requester) }
                .filter { !$0.isOfOnePromise || !NeedAccess.speaksForHer(viewer, ties) }
                .map { NeedAccess.speaksForHer(viewer, ties) ? $0.withoutDesksNote : $0 },
                claims: claims, newcomers: isInside ? try db.newcomersWaiting(at: need) : [],
                verifications: isCase ? try db.verifications(of: need) : [],
                calls: calls,
                reveals: isCase ? try db.reveals(of: need) : [],
                lock: isCase ? try db.lock(of: need, now: now) : nil,
                handover: isCase || ties.contains(.invited) ? try db.openHandover(of: need) : nil,
                names: names,
                clock: try db.clock(of: id, in: network),
                target: try need.mergedInto.flatMap { try db.need($0, in: network) },
                secret: ties.contains(.requesterInFull) ? try db.privatePart(of: need, in: vault) : nil,
                disputes: disputes, disputeDue: disputeDue,
                partings: readsPartings ? try db.partings(of: need) : [:],
                seconds: isInside ? try db.seconds(need: id, in: network) : [:],
                photos: isCase ? try photos(of: need, db) : [],
                claimPhotos: try claimPhotos(claims.map(\.claim), for: viewer, ties, db),
                checkPhotos: NeedActs.seesEvidence(viewer, ties) ? try checkPhotos(of: need, db) : [],
                photoReaders: isCase ? try db.readers(of: .photos, id, in: network) : [],
                deliveryReaders: Claim.showsAllPhotos(to: viewer, ties)
                    ? try db.readers(of: .deliveryPhotos, id, in: network) : [],
                evidenceReaders: NeedActs.seesEvidence(viewer, ties)
                    ? try db.readers(of: .evidence, id, in: network) : [],
                call: isCase ? try db.openCall(of: id, in: network) : nil,
                recentCall: isCase ? try db.recentCall(of: need, since: now - CallRules.told) : nil,
                reports: isCase ? try db.reports(of: id, in: network) : [],
                ways: ways,
                reachSteps: isCase && !NeedAccess.speaksForHer(viewer, ties)
                    ? try reachSteps(of: need, calls, ways, db) : [],
                checkWord: NeedAccess.mayCall(ties) ? try checkWord(of: need, db) : nil,
                links: Policy.allows(.seeQueue, viewer) ? try db.links(of: need) : [],
                slips: isCase ? try db.slipsInForce(of: need, at: now, vault: vault) : [],
                restricted: try restrictedFile(of: need, limits, for: viewer, ties, db),
                referrals: try referrals(of: need, for: viewer, ties, db),
                isRung: try need.state == .submitted && db.rings(for: viewer, need: id, in: network),
                emergency: try need.emergency.flatMap { try db.emergency($0.id, in: network) },
                lastCorrection: isCase ? try db.lastCorrection(of: need) : nil,
                thanked: isCase && Ending(need.state) != nil ? try db.thanked(for: need) : [:])
        }
    }
}
