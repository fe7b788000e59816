internal import Database
internal import Engine

/// What is read of emergencies.
extension NeedActs {
    /// All of them: what goes on first, then what is on standby, then what is over.
    func emergencies(for viewer: Viewer, in network: ID) async throws -> [Emergency] {
        try Policy.require(.seeEmergencies, viewer)
        let all = try await database.read { db in try db.emergencies(in: network) }
        let order: [Emergency.Phase] = [.active, .windingDown, .standby, .closed]
        return order.flatMap { phase in all.filter { $0.phase == phase } }
    }

    /// Those that go on now: what forms offer and pages pin.
    func activeEmergencies(in network: ID) async throws -> [Emergency] {
        try await emergenciesGoingOn.value(of: network, now: world.now()) {
            try await database.read { db in try db.emergencies(in: network, [.active]) }
        }
    }

    /// The one that a need belongs to, with advice and numbers.
    func emergency(of need: Need) async throws -> Emergency? {
        guard let tie = need.emergency else { return nil }
        let active = try await activeEmergencies(in: need.networkID)
        if let known = active.first(where: { $0.id == tie.id }) { return known }
        return try await database.read { db in try db.emergency(tie.id, in: need.networkID) }
    }

    /// Those that something may be moved to.
    func openEmergencies(in network: ID) async throws -> [Emergency] {
        try await database.read { db in try db.emergencies(in: network, [.active, .windingDown, .standby]) }
    }

    /// Those that a board pins and filters by, with the one that it shows alone.
    func boardEmergencies(_ query: BoardQuery, in network: ID) async throws -> [Emergency] {
        let active = try await activeEmergencies(in: network)
        guard let id = query.emergency, !active.contains(where: { $0.id == id }) else { return active }
        return active + [try await database.read { db in try db.emergency(id, in: network) }].compactMap { $0 }
    }

    /// - Throws: ``Refusal/notFound``.
    func emergency(_ id: ID, for viewer: Viewer, in network: ID) async throws -> EmergencyStory {
        try Policy.require(.seeEmergencies, viewer)
        var story = try await story(of: id, for: viewer, in: network)
        if story.emergency.phase != .closed || story.review?.figures == nil {
            let now = world.now(), emergency = story.emergency
            story.figures = try await emergencyFigures.value(of: id, now: now) {
                try await database.read { db in try db.figures(of: emergency, at: now) }
            }
        }
        return story
    }

    /// The story but for the figures of now: those of its end, where it has them.
    private func story(of id: ID, for viewer: Viewer, in network: ID) async throws -> EmergencyStory {
        let now = world.now(), vault = vault
        return try await database.read { db in
            guard let emergency = try db.emergency(id, in: network) else { throw Refusal.notFound }
            let maySeeReview = emergency.phase == .closed || Policy.allows(.editEmergency, viewer)
            let review = maySeeReview ? try db.review(of: id, in: network) : nil
            func views(_ rows: [BoardRow]) -> [NeedView] {
                rows.map { NeedView($0, for: viewer, ownerName: "", now: now) }
            }
            let handed = try db.handedOver(by: emergency, for: viewer)
            let unmet = try db.unmetNeeds(of: emergency, for: viewer)
            let tier = Policy.allows(.seeCase, viewer) ? Audience.case : viewer.tier
            let why = try db.reasons(ofUnmet: unmet.map(\.id), in: network, tier: tier, vault: vault)
            return EmergencyStory(
                emergency: emergency, steps: try db.steps(of: emergency),
                figures: review?.figures ?? EmergencyFigures(), review: review,
                names: viewer.member != nil || viewer.isOperator ? try db.memberNames(in: network) : [:],
                handedOver: zip(views(handed.map(\.row)), handed).map { ($0, $1.into) },
                destinations: try db.destinations(of: emergency),
                unmet: views(unmet).map { ($0, why[$0.id]) })
        }
    }
}

private enum Listed {
    static let most = 50

    /// What of rows `n` a reader may know of; the desk all.
    static func visible(to viewer: Viewer) -> SQL {
        Policy.allows(.seeCase, viewer) ? "" : " AND n.audience >= \(max(viewer.tier, .stewards))"
    }
}

extension Connection {
    fileprivate func handedOver(
        by emergency: Emergency, for viewer: Viewer
    ) throws -> [(row: BoardRow, into: EmergencyTie?)] {
        try query(
            """
            SELECT \(BoardRow.columns), h.into_id,
                (SELECT e.name FROM emergencies e WHERE e.network_id = h.network_id AND e.id = h.into_id)
            FROM emergency_handovers h JOIN needs n ON n.network_id = h.network_id AND n.id = h.object_id
            WHERE h.network_id = \(emergency.networkID) AND h.emergency_id = \(emergency.id)
                AND h.kind = 'need'\(Listed.visible(to: viewer))
            ORDER BY n.id DESC LIMIT \(Listed.most)
            """
        ) { (row: try BoardRow(row: $0), into: try EmergencyTie.read($0, at: BoardRow.columnCount)) }
    }

    fileprivate func destinations(of emergency: Emergency) throws -> [(into: EmergencyTie?, count: Int)] {
        try query(
            """
            SELECT h.into_id, (SELECT e.name FROM emergencies e WHERE e.network_id = \(emergency.networkID) AND e.id = h.into_id),
                count(*) FROM emergency_handovers h
            WHERE h.network_id = \(emergency.networkID) AND h.emergency_id = \(emergency.id) AND h.kind = 'need'
            GROUP BY h.into_id ORDER BY 3 DESC, h.into_id
            """
        ) { (into: try EmergencyTie.read($0, at: 0), count: try $0[2]) }
    }

    fileprivate func unmetNeeds(of emergency: Emergency, for viewer: Viewer) throws -> [BoardRow] {
        try query(
            """
            SELECT \(BoardRow.columns) FROM needs n
            WHERE n.network_id = \(emergency.networkID) AND n.emergency_id = \(emergency.id) AND n.phase = 3
                AND n.state = \(Need.State.unmet)\(Listed.visible(to: viewer))
            ORDER BY n.id DESC LIMIT \(Listed.most)
            """
        ) { try BoardRow(row: $0) }
    }

    /// Why each of these needs could not be met, as far as `tier` may know it: what was said about it last.
    fileprivate func reasons(
        ofUnmet needs: [ID], in network: ID, tier: Audience, vault: Vault
    ) throws -> [ID: SealedEvent] {
        guard !needs.isEmpty else { return [:] }
        let events = try query(
            """
            SELECT coalesce(e.number, 0), e.id, e.at, e.actor_kind, e.actor_id, NULL, e.kind, e.object_id,
                e.audience, e.details, e.sealed, k.wrapped, e.object_id
            FROM events e LEFT JOIN subject_keys k ON k.subject_id = e.object_id
            WHERE e.network_id = \(network) AND e.object_id IN (\(list: needs)) AND e.audience >= \(tier)
                AND e.kind IN (\(Event.Kind.unmet), \(Event.Kind.said)) ORDER BY e.at, e.id
            """
        ) { try SealedEvent(row: $0, vault: vault) }
        return Dictionary(
            events.filter { $0.details.contains("\"reason\"") }.map { ($0.objectID, $0) }, uniquingKeysWith: { $1 })
    }
}

extension NeedActs {
    /// The emergency that a need which is being sent in names, or lies in. What was sent before is answered as it was then.
    ///
    /// - Parameter paper: the code of the paper it stands on, whose batch speaks where nobody names one.
    func emergency(
        named typed: String, area: AreaPath, by viewer: Viewer, in network: ID, once: Once?, paper: String? = nil
    ) async throws -> EmergencyTie? {
        guard !Clean.line(typed).isEmpty else {
            guard let paper else { return nil }
            return try await database.read { db in
                let active = try db.emergenciesInShort(in: network, [.active])
                let printed = try db.emergency(ofPaper: paper, in: network)
                return EmergencyRules.ofPaper(printed, area: area, among: active)?.tie
            }
        }
        // Who types papers in works at the desk.
        let isDesk = paper != nil || Policy.allows(.move, viewer)
        return try await database.read { db in
            if try db.earlier(once, by: viewer, in: network) != nil { return nil }
            // Hardly ever is one named that doesn't go on: only then are the others read.
            let active = try db.emergenciesInShort(in: network, [.active])
            do throws(Refusal) {
                return try EmergencyRules.named(typed, area: area, among: active, isDesk: isDesk)?.tie
            } catch {
                let all = try db.emergenciesInShort(in: network)
                return try EmergencyRules.named(typed, area: area, among: all, isDesk: isDesk)?.tie
            }
        }
    }
}
