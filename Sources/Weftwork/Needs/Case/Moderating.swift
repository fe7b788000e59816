internal import Database
internal import Foundation

/// What moderation and second persons decide about needs.
extension NeedActs {
    func author(ofNeed id: ID, seenBy viewer: Viewer, in network: ID) async throws -> ID? {
        let now = world.now()
        return try await database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            guard NeedAccess.canSee(need, viewer, try db.ties(of: viewer, to: need, now: now)) else {
                throw Refusal.notFound
            }
            return need.submitterID
        }
    }

    /// Hides the public words of a need from all but those who work on it, or shows them again. What is asked for stays asked
    /// for: its owner, its clock and its promises go on.
    func setHidden(_ reason: String?, need id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {
        let now = world.now()
        guard let old = try db.need(id, in: network) else { throw Refusal.notFound }
        var need = old
        need.hidden = reason
        need.changedAt = now
        try db.save(need, from: old)
        try db.reindex(need)
        let desk = CaseDesk(
            acts: self, db: db, viewer: viewer, network: network, now: now,
            picture: DutyPicture(candidates: [], settings: .shipped))
        // Whoever may know of the need reads the stub: the reason is no secret.
        try desk.record(
            EventDraft(
                kind: reason == nil ? .textShown : .textHidden, audience: max(.case, old.audience),
                details: [("reason", .text(reason))]), on: need)
        try desk.tellRequester(reason.map { .hidden($0) } ?? .shown, of: need)
        guard let author = need.submitterID else { return }
        try matters.tell(
            author, in: network, ModerationWords.mailSubject,
            reason.map { ModerationWords.mailHidden(.need, .verbatim($0)) } ?? ModerationWords.mailShown(.need),
            to: "/texts/need/\(id)", db)
    }

    func settle(
        _ matter: Matter, _ outcome: Matter.Outcome, reason: String, by viewer: Viewer, _ db: any Connection
    ) throws {
        switch matter.kind {
        case .privateExport: try settleExport(matter, outcome, by: viewer, db)
        case .looks: try settleLooks(matter, outcome, reason: reason, by: viewer, db)
        case .textAppeal where outcome == .upheld && matter.openedByID == nil:
            guard let place = try db.reportedText(of: matter)?.place, place.kind == .need,
                let need = try db.need(place.id, in: matter.networkID)
            else { return }
            let desk = CaseDesk(
                acts: self, db: db, viewer: viewer, network: matter.networkID, now: world.now(),
                picture: DutyPicture(candidates: [], settings: .shipped))
            try desk.tellRequester(.hidingUpheld(reason), of: need)
        default: break
        }
    }
}

extension Connection {
    /// Of some needs, those whose words are hidden.
    func hiddenNeeds(among ids: Set<ID>, in network: ID) throws -> Set<ID> {
        guard !ids.isEmpty,
            try value(
                "SELECT 1 FROM needs WHERE network_id = \(network) AND hidden IS NOT NULL LIMIT 1", as: Int64.self)
                != nil
        else { return [] }
        return Set(
            try query(
                """
                SELECT id FROM needs WHERE network_id = \(network) AND hidden IS NOT NULL AND id IN (\(list: ids.sorted()))
                """
            ) { try $0[0] as ID })
    }

    /// The same events as somebody reads them who is not on the case: what was told of a need before its words were hidden
    /// names nothing of it any more.
    func withoutHidden(_ events: [SealedEvent], in network: ID, tier: Audience) throws -> [SealedEvent] {
        guard tier > .case else { return events }
        let hidden = try hiddenNeeds(among: Set(events.map(\.objectID)), in: network)
        return hidden.isEmpty ? events : events.map { hidden.contains($0.objectID) ? $0.withoutItem : $0 }
    }
}

extension SealedEvent {
    /// Without what is asked for; how much and by whom stays.
    fileprivate var withoutItem: SealedEvent {
        guard let object = (try? JSONSerialization.jsonObject(with: Data(details.utf8))) as? [String: Any],
            object["item"] != nil
        else { return self }
        let rest = object.filter { $0.key != "item" }
        guard let data = try? JSONSerialization.data(withJSONObject: rest, options: .sortedKeys) else { return self }
        return with(details: String(decoding: data, as: UTF8.self))
    }
}
