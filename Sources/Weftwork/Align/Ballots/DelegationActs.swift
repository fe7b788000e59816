internal import Database
internal import Engine

/// What a member has passed on, and what others have passed on to them.
struct DelegationFile: Sendable {
    struct Given: Sendable {
        let delegation: Delegation
        let name: String
        /// Further along the chain, by name; empty where it ends there.
        let onwards: [String]
    }

    struct Carried: Sendable {
        let topic: Proposal.Topic
        /// All who would be spoken for, over any number of steps.
        let names: [String]
    }

    /// The network has switched it on.
    let isOn: Bool
    let given: [Given]
    let carried: [Carried]
    /// Whoever takes part, but oneself: to whom it can be passed.
    let members: [(id: ID, name: String)]
}

/// Passing one's voice on: for one topic, to one member, until it is taken back.
struct DelegationActs: Sendable {
    let members: MemberActs

    private var database: any Database { members.database }
    private var world: World { members.world }

    /// Passes one's voice on for a topic, in place of whomever had it.
    ///
    /// - Parameter to: a member's id or whole name.
    /// - Throws: ``Refusal/conflict(_:_:)`` where the network has not switched it on, ``Refusal/invalid(_:)`` for a circle, for
    ///   oneself, and for somebody who takes no part.
    func pass(
        _ topic: String?, to typed: String?, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Delegation {
        try Policy.require(.passVoice, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        guard let topic = topic.flatMap(Proposal.Topic.init(rawValue:)) else {
            throw Refusal.invalid("topic", DelegationWords.badTopic)
        }
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.delegation(earlier, in: network)
            {
                return known
            }
            guard try db.alignSettings(of: network).mayDelegate else { throw Refusal.conflict(DelegationWords.off) }
            let to = try found(typed, in: network, db)
            var chosen = try db.delegations(in: network, on: topic, at: nil)
            chosen[member.id] = nil
            try DelegationRules.check(from: member.id, to: to, chosen)
            try db.endDelegation(of: member.id, on: topic, in: network, at: now)
            let new = Delegation(
                id: world.newID(), networkID: network, fromID: member.id, topic: topic, toID: to, fromAt: now)
            try db.insert(new)
            try record(.voicePassedOn, topic, by: viewer, member.id, in: network, db)
            try members.tell(
                to, in: network, DelegationWords.title,
                DelegationWords.mail(member.name, DelegationWords.name(of: topic)), to: "/delegations", db)
            try db.remember(once, object: new.id, by: viewer, in: network, at: now)
            return new
        }
    }

    private func found(_ typed: String?, in network: ID, _ db: any Connection) throws -> ID {
        guard let found = try db.memberTakingPart(typed ?? "", in: network) else {
            throw Refusal.invalid("to", DelegationWords.notMember)
        }
        return found
    }

    /// Takes back what one passed on.
    /// - Throws: ``Refusal/notFound`` where there is nothing of one's own by that id, or it is over.
    @discardableResult
    func revoke(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Delegation {
        try Policy.require(.passVoice, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            guard var delegation = try db.delegation(id, in: network), delegation.fromID == member.id,
                delegation.untilAt == nil
            else { throw Refusal.notFound }
            try db.endDelegation(of: member.id, on: delegation.topic, in: network, at: now)
            try record(.voiceTakenBack, delegation.topic, by: viewer, member.id, in: network, db)
            delegation.untilAt = now
            return delegation
        }
    }

    /// Ends what leads from or to somebody who takes no part any more: who rests, has left or is suspended has no voice, and nobody
    /// speaks for them.
    ///
    /// - Parameter failed: told of one that could not be ended; the others are.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now(), most = 100
        var wrong: Set<ID> = []
        for _ in 0..<20 {
            // Those that can't be ended stand before the others again.
            let limit = most + wrong.count
            let found = try await database.read { db in try db.delegationsLeftAlone(in: nil, limit: limit) }
            await SweepService.each(
                found.filter { !wrong.contains($0.id) }, \.id,
                failed: { id, error in
                    wrong.insert(id)
                    failed(id, error)
                }
            ) { one in
                try await database.write { db in try end(one, at: now, db) }
            }
            if found.count < limit { break }
        }
    }

    /// The same of one network, in the transaction of what is counted.
    ///
    /// - Returns: whether there may be more.
    func endLeftAlone(in network: ID, at now: Int64, _ db: any Connection) throws -> Bool {
        let most = 100, found = try db.delegationsLeftAlone(in: network, limit: most)
        for one in found { try end(one, at: now, db) }
        return found.count == most
    }

    private func end(_ one: Delegation, at now: Int64, _ db: any Connection) throws {
        guard try db.endDelegation(of: one.fromID, on: one.topic, in: one.networkID, at: now) else { return }
        try record(.voiceTakenBack, one.topic, by: ProposalActs.system, one.fromID, in: one.networkID, db)
        guard try db.isAwake(one.fromID, in: one.networkID) else { return }
        let name = try db.names(of: [one.toID], in: one.networkID)[one.toID] ?? ""
        try members.tell(
            one.fromID, in: one.networkID, DelegationWords.title,
            DelegationWords.mailEnded(name, DelegationWords.name(of: one.topic)), to: "/delegations", db)
    }

    /// To whom is between the two: the story says the topic alone.
    private func record(
        _ kind: Event.Kind, _ topic: Proposal.Topic, by viewer: Viewer, _ member: ID, in network: ID,
        _ db: any Connection
    ) throws {
        try members.record(
            kind, on: member, in: network, by: viewer, audience: .case, db, [("topic", .text(topic.rawValue))])
    }

    func file(for viewer: Viewer, in network: ID) async throws -> DelegationFile {
        try Policy.require(.passVoice, viewer)
        let member = try members.own(viewer, in: network)
        return try await database.read { db in
            let isOn = try db.alignSettings(of: network).mayDelegate, people = try db.voicePeople(of: network)
            let own = try db.delegations(of: member.id, in: network).filter { $0.fromID == member.id }
            var given: [DelegationFile.Given] = [], carried: [DelegationFile.Carried] = []
            for topic in Proposal.Topic.allCases {
                let chosen = try db.delegations(in: network, on: topic, at: nil)
                guard !chosen.isEmpty else { continue }
                let from = DelegationRules.carried(by: member.id, chosen)
                let chain = DelegationRules.chain(from: member.id, chosen)
                let names = try db.names(of: from.union(chain), in: network)
                if let delegation = own.first(where: { $0.topic == topic }) {
                    given.append(
                        .init(
                            delegation: delegation, name: names[delegation.toID] ?? "",
                            onwards: chain.dropFirst().compactMap { names[$0] }))
                }
                if !from.isEmpty { carried.append(.init(topic: topic, names: from.sorted().compactMap { names[$0] })) }
            }
            return DelegationFile(
                isOn: isOn, given: given, carried: carried,
                members: people.filter { $0.id != member.id }.map { ($0.id, $0.name) }.sorted {
                    ($0.1, $0.0) < ($1.1, $1.0)
                })
        }
    }
}
