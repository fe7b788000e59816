internal import Database
internal import Engine

/// What is stored of a network's trust, as it was read.
struct StoredTrust: Sendable {
    struct Ends: Hashable, Sendable {
        let from: ID
        let to: ID
    }

    let members: [(id: ID, isAnchor: Bool, isEntered: Bool)]
    let vouches: [(from: ID, to: ID, kind: Vouch.Kind)]
    /// Between whom something has changed since it was computed: laid afterwards, change by change.
    let changed: Set<Ends>
    let seats: [(tier: Int, member: ID, seat: TrustNetwork.Seat)]
    let links: [(from: ID, to: ID, limits: TrustNetwork.Entry.Limits)]
    let tables: [TrustCapacity]

    /// The flow of it.
    ///
    /// - Parameter gone: an anchor that is looked at as if it were one no more.
    func laid(_ numbers: [ID: Int], withoutAnchor gone: ID? = nil) -> TrustNetwork {
        var limits: [Ends: TrustNetwork.Entry.Limits] = [:]
        for link in links { limits[Ends(from: link.from, to: link.to)] = link.limits }
        var tiers: [Ends: Int] = [:]
        for vouch in vouches where !changed.contains(Ends(from: vouch.from, to: vouch.to)) {
            let ends = Ends(from: vouch.from, to: vouch.to)
            tiers[ends] = max(tiers[ends] ?? 0, vouch.kind.tier)
        }
        // Between whom something has changed: what it carried so far is laid, too, to be taken back in order.
        for ends in changed {
            let carried = limits[ends] ?? [0, 0, 0]
            let tier = (0..<3).last { carried[$0] > 0 }.map { $0 + 1 } ?? 0
            if tier > 0 { tiers[ends] = tier }
        }
        let entries = tiers.compactMap { ends, tier -> TrustNetwork.Entry? in
            guard let from = numbers[ends.from], let to = numbers[ends.to], from != to else { return nil }
            return .init(vouch: .init(from: from, to: to, tier: tier), limits: limits[ends] ?? [0, 0, 0])
        }
        var places = [[Int: TrustNetwork.Seat]](repeating: [:], count: 3)
        for seat in seats { if let member = numbers[seat.member] { places[seat.tier - 1][member] = seat.seat } }
        let roots = TrustRoots(
            anchors: Set(members.filter { $0.isAnchor && $0.id != gone }.compactMap { numbers[$0.id] }),
            entered: Set(members.filter(\.isEntered).compactMap { numbers[$0.id] }))
        return TrustNetwork(memberCount: numbers.count, entries: entries, roots: roots, seats: places, tables: tables)
    }
}

/// What several changes of trust come to.
struct TrustTally: Sendable {
    var tiers: [Int: (before: Int, after: Int)] = [:]
    var seats: [[Int]: TrustNetwork.SeatChange] = [:]
    var limits: [[Int]: TrustNetwork.LimitChange] = [:]

    mutating func add(
        _ changes: [TrustNetwork.Change],
        _ settled: (seats: [TrustNetwork.SeatChange], limits: [TrustNetwork.LimitChange])
    ) {
        for change in changes { tiers[change.member] = (tiers[change.member]?.before ?? change.before, change.after) }
        for seat in settled.seats { seats[[seat.member, seat.tier]] = seat }
        for link in settled.limits { limits[[link.from, link.to]] = link }
    }
}

extension Connection {
    /// What is stored of a network's trust.
    func storedTrust(of network: ID, _ head: TrustHead) throws -> StoredTrust {
        StoredTrust(
            members: try trustMembers(of: network), vouches: try trustVouches(of: network),
            changed: Set(
                try changedVouches(of: network, after: head.computed).map {
                    StoredTrust.Ends(from: $0.from, to: $0.to)
                }),
            seats: try trustSeats(of: network), links: try trustLinks(of: network), tables: head.tables)
    }
}
