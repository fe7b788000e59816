internal import Database

extension NeedActs {
    /// Gives out codes for a batch of papers.
    /// - Throws: ``Refusal/invalid(_:)`` at `count`, `place` or `emergency`.
    func issuePaper(
        _ draft: PaperDraft, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> (batch: PaperBatch, codes: [IssuedCode]) {
        try Policy.require(.issuePaper, viewer)
        let (count, place) = try PaperRules.checked(draft), now = world.now()
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let batch = try db.paperBatch(earlier, in: network)
            {
                return (batch, try db.issuedCodes(ofBatch: earlier, in: network))
            }
            let emergency = try EmergencyRules.named(
                draft.emergency, area: AreaPath(), among: db.emergenciesInShort(in: network), isDesk: true)
            var codes: Set<String> = []
            while codes.count < count {
                let code = TrackingCode.make(world)
                if !codes.contains(code), try db.isFree(code) { codes.insert(code) }
            }
            let batch = PaperBatch(
                id: world.newID(), networkID: network, place: place, issuedAt: now, count: count, used: 0,
                emergency: emergency?.tie)
            try db.insert(batch, codes: codes.sorted(), by: viewer.member?.id)
            try db.record(
                Event(
                    .paperIssued, on: batch.id, in: network, by: viewer.actor, at: now, audience: .stewards,
                    details: [("count", .number(Int64(count))), ("emergency", .text(emergency?.name))],
                    id: world.newID()))
            try db.remember(once, object: batch.id, by: viewer, in: network, at: now)
            return (batch, codes.sorted().map { IssuedCode(code: $0, usedAt: nil, needID: nil) })
        }
    }

    func paperBatches(for viewer: Viewer, in network: ID) async throws -> [PaperBatch] {
        try Policy.require(.issuePaper, viewer)
        return try await database.read { db in try db.paperBatches(in: network) }
    }

    func paperBatch(
        _ id: ID, for viewer: Viewer, in network: ID
    ) async throws -> (batch: PaperBatch, codes: [IssuedCode]) {
        try Policy.require(.issuePaper, viewer)
        return try await database.read { db in
            guard let batch = try db.paperBatch(id, in: network) else { throw Refusal.notFound }
            return (batch, try db.issuedCodes(ofBatch: id, in: network))
        }
    }

    /// Whether a code is on a paper that was given out and not typed in yet: whoever asks with it is told so.
    func isUntyped(_ code: String?) async throws -> Bool {
        guard let code = code.flatMap(TrackingCode.read) else { return false }
        return try await database.read { db in try db.isUntyped(code) }
    }
}
