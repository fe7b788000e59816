internal import Database
internal import Engine

/// What a reader sees of the pact.
struct PactReading: Sendable {
    let pact: Pact?
    let versions: [(version: Int, publishedAt: Int64)]
    /// When the reader signed it.
    let signedAt: Int64?
    let signed: Int
    let members: Int
}

extension MemberActs {
    func pact(of network: ID, version: Int?, for viewer: Viewer) async throws -> PactReading {
        try await database.read { db in
            let pact = try db.pact(of: network, version: version)
            if version != nil, pact == nil { throw Refusal.notFound }
            let counts = try pact.map { try db.signatures(of: network, version: $0.version) } ?? (signed: 0, members: 0)
            let signedAt = try pact.flatMap { pact in
                try viewer.member.flatMap { try db.signature(of: $0.id, in: network, version: pact.version) }
            }
            return PactReading(
                pact: pact, versions: try db.pactVersions(of: network), signedAt: signedAt, signed: counts.signed,
                members: counts.members)
        }
    }

    /// Publishes a version; everybody is asked to sign it within its days.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` when nothing has changed.
    @discardableResult
    func publish(_ draft: PactDraft, by viewer: Viewer, in network: ID) async throws -> Pact {
        try Policy.require(.publishPact, viewer)
        let (zh, en, days) = try PactRules.cleaned(draft), now = world.now()
        let (pact, members) = try await database.write { db -> (Pact, [ID]) in
            let last = try db.pact(of: network)
            if let last, last.hash == Pact.hash(zh: zh, en: en) { throw Refusal.conflict(PactPageWords.unchanged) }
            let pact = Pact(
                networkID: network, version: (last?.version ?? 0) + 1, zh: zh, en: en, publishedAt: now,
                dueAt: now + Int64(days) * Time.day)
            try db.publish(pact, by: viewer.member?.id)
            try record(
                .pactPublished, on: network, in: network, by: viewer, audience: .members, db,
                [("version", .number(Int64(pact.version))), ("hash", .text(Hex.encode(pact.hash)))])
            return (pact, try db.presentMembers(of: network))
        }
        try await tellAll(members, in: network, PactPageWords.mailNew(until: pact.dueAt), to: "/pact")
        return pact
    }

    /// Tells many, some at a time, so that no transaction grows with the network.
    private func tellAll(_ members: [ID], in network: ID, _ words: Text, to path: String) async throws {
        for start in stride(from: 0, to: members.count, by: 100) {
            try await database.write { db in
                for member in members[start..<min(start + 100, members.count)] {
                    try tell(member, in: network, PactPageWords.title, words, to: path, db)
                }
            }
        }
    }

    /// A member puts their name under the version in force.
    ///
    /// - Parameter hash: of the text that they have read.
    /// - Throws: ``Refusal/conflict(_:_:)`` when another text is in force by now.
    func sign(hash: String, by viewer: Viewer, in network: ID) async throws -> Int64 {
        let member = try own(viewer, in: network), now = world.now()
        return try await database.write { db in
            guard let pact = try db.pact(of: network) else { throw Refusal.notFound }
            guard Hex.encode(pact.hash) == hash else { throw Refusal.conflict(PactPageWords.otherText) }
            if try db.sign(pact, by: member.id, at: now) {
                try record(
                    .pactSigned, on: member.id, in: network, by: viewer, audience: .members, db,
                    [("version", .number(Int64(pact.version)))])
                if var arrival = try db.arrival(of: member.id, in: network) { try settle(&arrival, now, db) }
            }
            return try db.signature(of: member.id, in: network, version: pact.version) ?? now
        }
    }
}
