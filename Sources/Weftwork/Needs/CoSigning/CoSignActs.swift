internal import Database
internal import Engine

/// What a member reads about co-signatures: what waits for them, for whom they answer, who answers for them.
struct CoSignReading: Sendable {
    /// One with what whoever signs has to know.
    struct Row: Sendable {
        let coSign: CoSign
        let name: String
        /// Where it is theirs to sign: how much the other carries.
        let load: PromiseLoad?
        let late: Int
        let standing: Standing
        /// It counts now; what is signed by one who is trusted no more does not.
        let counts: Bool
    }

    let load: PromiseLoad
    let waiting: [Row]
    let given: [Row]
    let mine: [Row]
    /// Who could be asked, those who vouch for them first.
    let signers: [Member]
}

extension NeedActs {
    // MARK: Reading

    func coSigns(for viewer: Viewer, in network: ID) async throws -> CoSignReading {
        try Policy.require(.askCoSign, viewer)
        guard let member = viewer.member else { throw Refusal.signInRequired }
        let now = world.now()
        return try await database.read { db in
            let theirs = try db.coSigns(by: member.id, in: network, at: now)
            let mine = try db.coSigns(for: member.id, in: network, at: now)
            let rows = try theirs.compactMap { coSign in
                try db.member(coSign.memberID, in: network).map { other in
                    CoSignReading.Row(
                        coSign: coSign, name: other.name, load: try db.promiseLoad(of: other, at: now),
                        late: try db.latePromises(of: other.id, in: network, at: now), standing: other.standing,
                        counts: CoSignRules.counts(coSign, signer: member, at: now))
                }
            }
            let vouching = Set(
                try db.vouches(of: member.id, in: network).filter { $0.toID == member.id && $0.expiresAt > now }
                    .map(\.fromID))
            let asked = Set(mine.map(\.signerID)), resting = try db.restingMembers(of: network, at: now)
            let trusted = try db.members(
                of: network, where: "m.standing >= \(Standing.trusted) AND m.id <> \(member.id)", limit: 300
            ).filter { !asked.contains($0.id) && !resting.contains($0.id) }
            return CoSignReading(
                load: try db.promiseLoad(of: member, at: now), waiting: rows.filter { $0.coSign.state == .asked },
                given: rows.filter { $0.coSign.state == .signed },
                mine: try mine.map { coSign in
                    let signer = try db.member(coSign.signerID, in: network)
                    return CoSignReading.Row(
                        coSign: coSign, name: signer?.name ?? "", load: nil, late: 0,
                        standing: signer?.standing ?? .newcomer,
                        counts: CoSignRules.counts(coSign, signer: signer, at: now))
                }, signers: trusted.filter { vouching.contains($0.id) } + trusted.filter { !vouching.contains($0.id) })
        }
    }

    /// How much a member carries of what they may.
    func promiseLoad(of member: Member) async throws -> PromiseLoad {
        let now = world.now()
        return try await database.read { db in try db.promiseLoad(of: member, at: now) }
    }

    /// What waits for a member: others who ask for their name.
    static let coSignTasks: MemberActs.LaterTasks = { member, now, db in
        try db.coSigns(by: member.id, in: member.networkID, at: now).filter { $0.state == .asked }.map {
            WaitingTask(clock: $0.clock, words: CoSignWords.waits, path: "/me/co-signs#co-sign-\($0.id)")
        }
    }

    // MARK: Asking

    /// Asks somebody who is trusted to answer for more of one's own promises.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` at `signer` for one who can't, ``Refusal/conflict(_:_:)`` past the number of askings.
    @discardableResult
    func askCoSign(
        of signer: ID, for need: ID?, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> CoSign {
        try Policy.require(.askCoSign, viewer)
        guard let member = viewer.member else { throw Refusal.signInRequired }
        let now = world.now()
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.coSign(earlier, in: network)
            {
                return known
            }
            try CoSignRules.requireSigner(
                try db.member(signer, in: network), for: member.id,
                mutual: try db.answers(member.id, for: signer, in: network, at: now))
            let mine = try db.coSigns(for: member.id, in: network, at: now)
            if let same = mine.first(where: { $0.signerID == signer }) { return same }
            guard mine.filter({ $0.state == .asked }).count < CoSignRules.mostAsked else {
                throw Refusal.conflict(CoSignWords.tooManyAsked(CoSignRules.mostAsked))
            }
            let seen = try need.flatMap { try db.need($0, in: network) }.flatMap { need in
                NeedAccess.canSee(need, viewer, try db.ties(of: viewer, to: need, now: now)) ? need.id : nil
            }
            let coSign = CoSign(
                id: world.newID(), networkID: network, memberID: member.id, signerID: signer, needID: seen,
                state: .asked, more: 0, askedAt: now, answeredAt: nil, untilAt: now + CoSignRules.askLifetime)
            try db.insert(coSign)
            try record(.coSignAsked, coSign, by: viewer, db)
            // Whoever rests, or is asked often enough already, finds it among what waits for them.
            if try db.takeContact(with: signer, in: network, for: .coSign, id: world.newID(), at: now) {
                try tell(signer, in: network, CoSignWords.mailAsked(member.name), db)
            }
            try db.remember(once, object: coSign.id, by: viewer, in: network, at: now)
            return coSign
        }
    }

    // MARK: Answering

    /// Signs, declines, or lets go of one. What was promised meanwhile stays promised.
    ///
    /// - Throws: ``Refusal/notFound`` to others than the two, ``Refusal/conflict(_:_:)`` where it is over.
    @discardableResult
    func perform(_ action: CoSignAction, onCoSign id: ID, by viewer: Viewer, in network: ID) async throws -> CoSign {
        guard let member = viewer.member else { throw Refusal.signInRequired }
        let now = world.now()
        return try await database.write { db in
            guard var coSign = try db.coSign(id, in: network),
                [coSign.memberID, coSign.signerID].contains(member.id)
            else { throw Refusal.notFound }
            let isSigner = member.id == coSign.signerID
            switch action {
            case .sign(let more):
                try Policy.require(.answerCoSign, viewer)
                guard isSigner else { throw Refusal.forbidden(CoSignWords.notOneself) }
                guard coSign.isOpen(at: now), let other = try db.member(coSign.memberID, in: network),
                    !other.isSuspended
                else { throw Refusal.conflict(CoSignWords.isOver) }
                try CoSignRules.requireSigner(
                    member, for: other.id, mutual: try db.answers(other.id, for: member.id, in: network, at: now))
                try CoSignRules.requireMore(more, for: other.standing)
                let given = try db.coSigns(by: member.id, in: network, at: now).filter { $0.state == .signed }
                guard given.count < CoSignRules.mostSigned else {
                    throw Refusal.conflict(CoSignWords.tooManySigned(CoSignRules.mostSigned))
                }
                (coSign.state, coSign.more, coSign.untilAt) = (.signed, more, now + CoSignRules.lifetime)
                try tell(other.id, in: network, CoSignWords.mailSigned(member.name, more), db)
            case .decline:
                guard isSigner, coSign.isOpen(at: now) else { throw Refusal.conflict(CoSignWords.isOver) }
                coSign.state = .declined
                try tell(coSign.memberID, in: network, CoSignWords.mailDeclined(member.name), db)
            case .end:
                guard coSign.isOpen(at: now) && !isSigner || coSign.isSigned(at: now) else {
                    throw Refusal.conflict(CoSignWords.isOver)
                }
                let wasSigned = coSign.state == .signed
                coSign.state = wasSigned ? .ended : .withdrawn
                if wasSigned {
                    let other = isSigner ? coSign.memberID : coSign.signerID
                    try tell(other, in: network, CoSignWords.mailEnded(member.name), db)
                }
            }
            coSign.answeredAt = now
            try db.save(coSign)
            try record(coSign.state == .signed ? .coSigned : .coSignEnded, coSign, by: viewer, db)
            return coSign
        }
    }

    fileprivate func tell(_ member: ID, in network: ID, _ words: Text, _ db: any Connection) throws {
        guard try db.hears(member, in: network) else { return }
        try db.tell(member, in: network, CoSignWords.title, vault: vault, id: world.newID(), at: world.now()) { slug in
            MemberWords.mail(words, link: "\(configuration.publicURL)/n/\(slug)/me/co-signs")
        }
    }

    private func record(_ kind: Event.Kind, _ coSign: CoSign, by viewer: Viewer, _ db: any Connection) throws {
        try db.record(
            Event(
                kind, on: coSign.memberID, in: coSign.networkID, by: viewer.actor, at: world.now(),
                audience: .concerned,
                details: [
                    ("coSign", .text(coSign.id.description)), ("signer", .text(coSign.signerID.description)),
                    ("state", .text(coSign.state.rawValue)), ("more", .number(Int64(coSign.more))),
                ], id: world.newID()))
    }
}

extension CaseDesk {
    /// Whoever answers for somebody's promises hears when one was not kept; of the need itself they learn nothing.
    func tellSigners(of claim: Claim) throws {
        guard let name = try db.member(claim.memberID, in: network)?.name else { return }
        for coSign in try db.countingCoSigns(for: claim.memberID, in: network, at: now) {
            try acts.tell(coSign.signerID, in: network, CoSignWords.mailUnkept(name), db)
        }
    }
}

extension Connection {
    /// Whether `signer` answers for `member` at `now`, or is asked to.
    fileprivate func answers(_ signer: ID, for member: ID, in network: ID, at now: Int64) throws -> Bool {
        try coSigns(by: signer, in: network, at: now).contains { $0.memberID == member && $0.state == .signed }
    }
}
