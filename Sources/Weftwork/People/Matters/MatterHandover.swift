internal import Database

/// How a matter comes to another who answers for it.
extension MemberActs {
    /// Passes a matter to another who may answer for it. One about a text of which nobody may learn who wrote it goes to whoever is found
    /// next: who could choose a name would learn from what is refused whose it is.
    ///
    /// - Parameter other: who is to answer for it; nobody where the next is found.
    /// - Throws: ``Refusal/invalid(_:)`` where they can't or nobody may be named, ``Refusal/forbidden(_:)``,
    ///   ``Refusal/conflict(_:_:)`` where nobody else is there, or it is closed.
    func handOver(_ id: ID, to other: ID?, by viewer: Viewer, network: ID) async throws {
        let member = try own(viewer, in: network)
        let except = try await database.read { db in
            try exceptFound(try readable(id, member, network, db), by: viewer, db)
        }
        let next: ID
        if let except {
            guard other == nil else { throw Refusal.invalid("to", MatterWords.nobodyNamed) }
            next = try await owner(for: except.kind, about: nil, except: except.members, in: network)
        } else {
            guard let other else { throw Refusal.invalid("to", MatterWords.notThey) }
            next = other
        }
        try await database.write { db in
            let known = try readable(id, member, network, db)
            guard known.ownerID == member.id || (except == nil && Policy.allows(.assignMatter, viewer)) else {
                throw Refusal.forbidden(SiteWords.forbidden)
            }
            if except == nil { try requireMayAnswer(next, known, db) }
            let matter = known.passed(to: next)
            guard try db.save(matter) else { throw Refusal.conflict(MatterWords.closed) }
            try db.setClockOwner(next, of: id, in: network)
            try record(
                .matterHandedOver, on: id, in: network, by: viewer, audience: .concerned, db,
                [("to", .text(next.description))])
            try tellOwner(matter, db)
        }
    }

    /// Where nobody is chosen by name: who must not be found. Only whoever answers for it passes that on.
    private func exceptFound(
        _ matter: Matter, by viewer: Viewer, _ db: any Connection
    ) throws -> (kind: Matter.Kind, members: Set<ID>)? {
        guard let place = try db.reportedText(of: matter)?.place, place.kind.isUnsigned else { return nil }
        guard matter.ownerID == viewer.member?.id else { throw Refusal.forbidden(SiteWords.forbidden) }
        let author = try keeper(of: place.kind).author(ofText: place.id, in: matter.networkID, db).memberID
        let others = [author, matter.aboutID, matter.openedByID, matter.ownerID, try decider(matter, db)]
        return (matter.kind, Set(others.compactMap { $0 }))
    }

    private func requireMayAnswer(_ other: ID, _ matter: Matter, _ db: any Connection) throws {
        guard let next = try db.member(other, in: matter.networkID), next.standing >= .trusted,
            MatterRules.canDecide(matter.kind, next),
            MatterRules.mayOwn(matter, other, decidedBy: try decider(matter, db))
        else { throw Refusal.invalid("to", MatterWords.notThey) }
    }
}
