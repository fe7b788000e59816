internal import Foundation
internal import Synchronization

/// The standing of a network's members as it follows from their vouches, kept up to date change by change.
///
/// Each tier is a flow among those of the tier below. What a member and a vouch can carry is settled when they come in and does
/// not shrink until all is derived anew, so that nobody loses their place by somebody else's new vouch.
public struct TrustNetwork: Sendable {
    /// What a member's place in a tier rests on; kept with the network's data.
    public struct Seat: Sendable, Equatable {
        public let distance: Int32
        public let capacity: Int32
        /// Smaller is longer in.
        public let since: Int64

        public init(distance: Int32, capacity: Int32, since: Int64) {
            self.distance = distance
            self.capacity = capacity
            self.since = since
        }
    }

    /// A vouch with what it carries in each tier.
    public struct Entry: Sendable {
        public let vouch: VouchGraph.Vouch
        /// For the tiers 1 to 3; 0 where it carries nothing yet.
        public var limits: Limits
        public typealias Limits = [3 of Int32]

        public init(vouch: VouchGraph.Vouch, limits: Limits = [0, 0, 0]) {
            self.vouch = vouch
            self.limits = limits
        }
    }

    /// Somebody whose tier has changed.
    public struct Change: Sendable, Equatable {
        public let member: Int
        public let before: Int
        public let after: Int
    }

    struct Level: Sendable {
        var flow: TrustFlow
        var order: TrustFlow.Order
        var seats: [Seat?]
        var table: TrustCapacity
        /// Whom somebody answers for here, and whom no way reaches now.
        var waiting: Set<Int> = []
    }

    var levels: [Level]
    /// The tier of each vouch; 0 for one that was taken back.
    var tiers: [Int]
    let roots: TrustRoots

    /// The tiers that those had, before the change at hand, whom it touches.
    var touched: [Int: Int] = [:]
    /// What the change at hand has settled anew: places by member and level, vouches by number.
    var settledSeats: Set<[Int]> = []
    var settledPipes: Set<Int> = []

    public var memberCount: Int { levels[0].seats.count }

    /// What somebody who comes in can carry, for each tier.
    public var tables: [TrustCapacity] { levels.map(\.table) }

    /// Somebody's tier now: 0 for a newcomer.
    public func tier(of member: Int) -> Int {
        levels.lastIndex { $0.flow.places[member].isAccepted }.map { $0 + 1 } ?? 0
    }

    /// Whether somebody is vouched for by those in a tier and has no place in it: there is no room for them.
    public func isWaiting(_ member: Int, tier: Int) -> Bool { levels[tier - 1].waiting.contains(member) }

    /// With whom trust begins in a tier.
    public func rootMembers(tier: Int) -> Set<Int> { roots.of(tier: tier).all }

    /// What the place of a member in a tier rests on.
    public func seat(of member: Int, tier: Int) -> Seat? { levels[tier - 1].seats[member] }

    /// What a vouch carries in each tier.
    public func limits(from: Int, to: Int) -> Entry.Limits {
        guard let number = levels[0].flow.number(from: from, to: to) else { return [0, 0, 0] }
        return Entry.Limits { self.levels[$0].flow.pipes[number].limit }
    }

    /// A place that was given or taken.
    public struct SeatChange: Sendable {
        public let member: Int
        public let tier: Int
        public let seat: Seat?
    }

    /// A vouch that carries something else than before.
    public struct LimitChange: Sendable {
        public let from: Int
        public let to: Int
        public let limits: Entry.Limits
    }

    /// What is to be kept after the last change.
    public var settled: (seats: [SeatChange], limits: [LimitChange]) {
        (
            settledSeats.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map {
                SeatChange(member: $0[0], tier: $0[1] + 1, seat: levels[$0[1]].seats[$0[0]])
            },
            settledPipes.sorted().map { number in
                let pipe = levels[0].flow.pipes[number]
                return LimitChange(
                    from: Int(pipe.from), to: Int(pipe.to),
                    limits: Entry.Limits { self.levels[$0].flow.pipes[number].limit })
            }
        )
    }

    /// Lays the flows as they were kept: who had a place has it again.
    ///
    /// - Parameters:
    ///   - memberCount: how many members there are.
    ///   - entries: their vouches, one between two, with what each carries.
    ///   - roots: where trust begins.
    ///   - seats: the places in each tier, by member.
    ///   - tables: what somebody who comes in can carry, for each tier.
    /// - Complexity: three maximal flows, side by side.
    public init(
        memberCount: Int, entries: [Entry], roots: TrustRoots, seats: [[Int: Seat]], tables: [TrustCapacity]
    ) {
        let entries = entries.sorted { $0.vouch.isBefore($1.vouch) }
        let graph = VouchGraph(memberCount: memberCount, vouches: entries.map(\.vouch))
        precondition(graph.vouches.count == entries.count, "one vouch between two members, none for oneself")
        self.roots = roots
        tiers = graph.vouches.map(\.tier)
        // What a member and a vouch carry is kept for each tier, so that no tier waits for the flow of another.
        let laid = Mutex<[Level?]>([nil, nil, nil])
        DispatchQueue.concurrentPerform(iterations: 3) { index in
            let level = Level(
                graph, entries, index, roots: roots.of(tier: index + 1), seats: seats[index], table: tables[index])
            laid.withLock { $0[index] = level }
        }
        levels = laid.withLock { $0.compactMap(\.self) }
        for level in levels.indices {
            for member in 0..<memberCount where isInside(member, level) { levels[level].flow.want(member) }
            levels[level].waiting = levels[level].flow.waiting
        }
    }
}

extension TrustNetwork.Level {
    /// Lays one tier's flow as it was kept.
    fileprivate init(
        _ graph: VouchGraph, _ entries: [TrustNetwork.Entry], _ index: Int, roots: TrustRoots,
        seats: [Int: TrustNetwork.Seat], table: TrustCapacity
    ) {
        let all = roots.all
        let held = (0..<graph.memberCount).map { member in
            all.contains(member)
                ? TrustNetwork.Seat(ofRoot: roots.anchors.contains(member), table, before: seats[member])
                : seats[member]
        }
        flow = TrustFlow(
            graph, roots: roots, capacity: held.map { $0?.capacity ?? 0 },
            limit: entries.map { held[$0.vouch.from] == nil ? 0 : $0.limits[index] }, isWanting: held.map { $0 != nil })
        flow.fill()
        order = .init(distance: held.map { $0?.distance ?? .max }, seniority: held.map { $0?.since ?? .max })
        self.seats = held
        self.table = table
    }
}

extension TrustNetwork.Seat {
    /// A root's place, which nobody has given it: it carries no less than before.
    fileprivate init(ofRoot isAnchor: Bool, _ table: TrustCapacity, before: TrustNetwork.Seat?) {
        distance = isAnchor ? 0 : 1
        capacity = Swift.max(table.at(distance), before?.capacity ?? 0)
        since = .min
    }
}
