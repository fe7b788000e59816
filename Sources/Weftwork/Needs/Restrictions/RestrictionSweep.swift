internal import Database
internal import Engine

/// Whom a restriction that begins or ends concerns, and with which of their needs.
struct RestrictionRound: Sendable {
    /// By member: the needs that they answer for or have promised something for, each once.
    private(set) var needs: [ID: [RestrictedNeed]] = [:]
    /// The open promises that it binds.
    var claims: [ID] = []

    mutating func add(_ need: RestrictedNeed, for member: ID) {
        guard needs[member, default: []].last?.id != need.id else { return }
        needs[member, default: []].append(need)
    }
}

extension NeedActs {
    private static let needsAtOnce = 500, promisesAtOnce = 50

    /// Tells what has begun and what is over: to each whose needs or promises it concerns one message with all of them. Nothing is
    /// let go or ended by it: promises that it binds wait for a permit from then on. Safe on several nodes.
    ///
    /// - Parameter failed: told of each that could not be; it keeps the others from nothing, and is tried again by the next sweep.
    func sweepRestrictions(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for (restriction, hasBegun) in try await database.read({ db in try db.restrictionsUntold(at: now) }) {
            do {
                try await tell(of: restriction, hasBegun: hasBegun, at: now)
            } catch {
                failed(restriction.id, error)
            }
        }
        try await sweepPermits(failed: failed)
    }

    private func tell(of restriction: Restriction, hasBegun: Bool, at now: Int64) async throws {
        let isOver = restriction.isOver(at: now)
        // What began and was over again before anybody was told is told to nobody.
        let round = isOver && !hasBegun ? RestrictionRound() : try await round(of: restriction)
        let picture = try await duty.picture(of: restriction.networkID, now: now)
        if !isOver { try await bind(round.claims, by: restriction, picture, at: now) }
        try await database.write { db in
            let isOurs =
                isOver ? try db.takeEnd(of: restriction, at: now) : try db.takeBeginning(of: restriction, at: now)
            guard isOurs else { return }
            try record(
                isOver ? .restrictionEnded : .restrictionBegan, restriction, by: Viewer(.system, language: .zh),
                at: now, db, [("authority", .text(restriction.authority))])
            if isOver { try db.settleWaits(under: restriction, at: now) }
            let waits = isOver ? [:] : try db.permitWaits(under: restriction)
            try tell(round, restriction, waits, isOver: isOver, at: now, db)
        }
    }

    /// What it binds waits for a permit from now on: by the fifty, so that nobody's writing stands still for thousands. Done again it
    /// does nothing, so a sweep that broke off is taken up by the next.
    private func bind(
        _ claims: [ID], by restriction: Restriction, _ picture: DutyPicture, at now: Int64
    ) async throws {
        for start in stride(from: 0, to: claims.count, by: NeedActs.promisesAtOnce) {
            let some = claims[start..<min(start + NeedActs.promisesAtOnce, claims.count)]
            try await database.write { db in
                let desk = CaseDesk(
                    acts: self, db: db, viewer: Viewer(.system, language: .zh), network: restriction.networkID,
                    now: now, picture: picture)
                for claim in some { try desk.bind(claim, by: restriction) }
            }
        }
    }

    /// Linear in the open needs of the network, once for each beginning and end.
    private func round(of restriction: Restriction) async throws -> RestrictionRound {
        let network = restriction.networkID
        let reading = restriction.whileItHolds(try await settings(of: network).catalogue)
        var round = RestrictionRound(), last: ID?
        while true {
            let needs = try await database.read { [last] db in
                try db.needsToLookAt(in: network, after: last, limit: NeedActs.needsAtOnce)
            }
            let bound = needs.filter { reading.concerns($0, items: $0.items) }
            let promises = try await database.read { db in try db.promises(at: bound.map(\.id), in: network) }
            for need in bound {
                round.add(need, for: need.ownerID)
                for promise in promises
                where promise.need == need.id && reading.concerns(need, items: [promise.item]) {
                    round.add(need.outside, for: promise.member)
                    round.claims.append(promise.claim)
                }
            }
            guard needs.count == NeedActs.needsAtOnce, let end = needs.last?.id else { return round }
            last = end
        }
    }

    private func tell(
        _ round: RestrictionRound, _ restriction: Restriction, _ waits: [ID: [PermitWait]], isOver: Bool, at now: Int64,
        _ db: any Connection
    ) throws {
        for (member, needs) in round.needs.sorted(by: { $0.key < $1.key }) {
            let subject = isOver ? RestrictionWords.endedSubject : RestrictionWords.beganSubject
            try db.tell(
                member, in: restriction.networkID, subject(restriction.authority), vault: vault, id: world.newID(),
                at: now
            ) { slug in
                let root = "\(configuration.publicURL)/n/\(slug)"
                let one = needs.count == 1 ? needs.first : nil
                let own = waits[member] ?? []
                return RestrictionWords.told(
                    restriction, needs.map(\.title), isOver: isOver,
                    waiting: own.map(\.dueAt).min().map { (own.count, $0) },
                    link: one.map { "\(root)/needs/\($0.id)#restrictions" } ?? "\(root)/restrictions")
            }
        }
    }
}

extension Restriction {
    /// It alone, to see what it binds while it holds, whatever the time is now.
    fileprivate func whileItHolds(_ catalogue: Catalogue) -> RestrictionReading {
        var holding = self
        (holding.until, holding.liftedAt) = (nil, nil)
        return RestrictionReading(restrictions: [holding], catalogue: catalogue)
    }
}

extension RestrictionReading {
    /// Whether any of them binds these things of a need once they have all begun.
    fileprivate func concerns(_ need: RestrictedNeed, items: [String]) -> Bool {
        let begun = restrictions.map(\.from).max() ?? 0
        return !binding(need.category, need.area, at: begun) { items }.isEmpty
    }
}
