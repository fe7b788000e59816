internal import Database
internal import Engine

/// Who came in lately, and by one vouch at most. Pure.
///
/// Whoever wants many voices has to deceive one member: all accounts that they make hang on that vouch then, however they vouch for
/// each other. What is decided is told with and without them.
enum TrustEntry {
    struct Entered: Sendable {
        let id: ID
        /// Trust begins with them.
        let isRoot: Bool
        let joinedAt: Int64
    }

    struct Link: Sendable {
        let from: ID
        let to: ID
        /// Since when one has vouched for the other; renewing it is no new way in.
        let since: Int64
    }

    static let lately = 30 * Time.day

    /// Members to whom every way of trust leads by one same vouch, or none does, and who came lately or by a vouch that did.
    ///
    /// - Complexity: a few looks through members and vouches.
    static func recent(_ members: [Entered], _ links: [Link], at now: Int64) -> Set<ID> {
        let start = now - lately, count = members.count
        let numbers = Dictionary(members.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        // A vouch is a place of its own on the way: then what stands on every way can be one.
        var out = [[Int]](repeating: [], count: count), ends: [(to: Int, since: Int64)] = []
        for link in links {
            guard let from = numbers[link.from], let to = numbers[link.to], from != to else { continue }
            out[from].append(count + ends.count)
            ends.append((to, link.since))
        }
        func next(_ node: Int) -> [Int] { node < count ? out[node] : [ends[node - count].to] }
        let roots = members.indices.filter { members[$0].isRoot }
        let before = Dominators.immediate(count: count + ends.count, roots: roots, successors: next)
        let reached = GraphWalk(from: roots, count: count + ends.count, next).isReached
        /// The vouches that stand on every way to a node: none, some, one of them new.
        var known = [(isOne: Bool, isNew: Bool)?](repeating: nil, count: count + ends.count)
        func vouches(on node: Int) -> (isOne: Bool, isNew: Bool) {
            var path: [Int] = [], at = node
            while at >= 0, known[at] == nil {
                path.append(at)
                at = before[at]
            }
            let none = (isOne: false, isNew: false)
            var all = at >= 0 ? known[at] ?? none : none
            for node in path.reversed() {
                if node >= count { all = (true, all.isNew || ends[node - count].since >= start) }
                known[node] = all
            }
            return all
        }
        let found = members.indices.filter { number in
            guard !members[number].isRoot else { return false }
            let isNew = members[number].joinedAt >= start
            guard reached[number] else { return isNew }
            let only = vouches(on: number)
            return only.isOne && (isNew || only.isNew)
        }
        return Set(found.map { members[$0].id })
    }
}

extension Connection {
    /// Members of a network who came in lately, by one vouch at most, as it stands now.
    func cameByOneVouch(to network: ID, at now: Int64) throws -> Set<ID> {
        let roots = Set(try trustMembers(of: network).filter { $0.isAnchor || $0.isEntered }.map(\.id))
        let members = try query(
            "SELECT id, created_at FROM memberships WHERE network_id = \(network) ORDER BY created_at, id"
        ) { (id: try $0[0] as ID, joinedAt: try $0[1] as Int64) }
        let links = try query(
            """
            SELECT from_id, to_id, min(created_at) FROM vouches
            WHERE network_id = \(network) AND kind IN ('identity', 'integrity', 'stewardship')
            GROUP BY from_id, to_id HAVING count(CASE WHEN ended_at IS NULL THEN 1 END) > 0 ORDER BY from_id, to_id
            """
        ) { TrustEntry.Link(from: try $0[0], to: try $0[1], since: try $0[2]) }
        return TrustEntry.recent(
            members.map { TrustEntry.Entered(id: $0.id, isRoot: roots.contains($0.id), joinedAt: $0.joinedAt) }, links,
            at: now)
    }
}
