internal import Database

/// Everybody who came through one member, directly or through others: a page of them.
struct BranchReading: Sendable {
    let rootID: ID
    let rootName: String
    let lines: [BranchLine]
    let total: Int
    let next: ID?
    /// Open links of the whole branch and of the one through whom it came.
    let openLinks: Int
    /// Whether the reader may know how many reports there are about somebody.
    let showsMatters: Bool
}

/// Somebody of a branch, with what they did – counts only.
struct BranchLine: Sendable {
    let memberID: ID
    let name: String
    let throughID: ID?
    let throughName: String?
    let way: Way
    let campaign: String
    let joinedAt: Int64
    let state: Membership.State
    let againAt: Int64?
    var vouchesGiven = 0
    var vouchesReceived = 0
    var matters = 0
    var footprint = Footprint()
}

enum BranchRules {
    static let page = 50
    /// At most so many are looked at or have their links ended at once.
    static let most = 500
    /// A branch that is deeper than this is cut off there.
    static let deepest = 50
}

extension SQL {
    /// The ids of a branch, as a table `branch (id, depth)` in front of a query.
    fileprivate static func branch(of root: ID, in network: ID) -> SQL {
        """
        WITH RECURSIVE branch (id, depth) AS (
            SELECT member_id, 1 FROM arrivals WHERE network_id = \(network) AND referrer_id = \(root)
            UNION SELECT a.member_id, b.depth + 1 FROM arrivals a JOIN branch b ON a.referrer_id = b.id
            WHERE a.network_id = \(network) AND b.depth < \(BranchRules.deepest))
        """
    }
}

extension Connection {
    /// How many came through somebody.
    fileprivate func branchSize(of root: ID, in network: ID) throws -> Int {
        try value("\(SQL.branch(of: root, in: network)) SELECT count(DISTINCT id) FROM branch") ?? 0
    }

    /// Those of a branch who take part, the first who came first.
    fileprivate func branchMembers(of root: ID, in network: ID, limit: Int) throws -> [ID] {
        try query(
            """
            \(SQL.branch(of: root, in: network)) SELECT m.id FROM memberships m
            WHERE m.network_id = \(network) AND m.state IN ('welcomed', 'active', 'dormant')
                AND m.id IN (SELECT id FROM branch) ORDER BY m.id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    fileprivate func branchLines(of root: ID, in network: ID, after: ID?, limit: Int) throws -> [BranchLine] {
        let later: SQL = after.map { " AND a.member_id > \($0)" } ?? ""
        return try query(
            """
            \(SQL.branch(of: root, in: network))
            SELECT a.member_id, p.name, a.referrer_id, q.name, a.way, a.campaign, a.joined_at, m.state, a.again_at
            FROM arrivals a
            JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id JOIN persons p ON p.id = m.person_id
            LEFT JOIN memberships r ON r.network_id = a.network_id AND r.id = a.referrer_id
            LEFT JOIN persons q ON q.id = r.person_id
            WHERE a.network_id = \(network) AND a.member_id IN (SELECT id FROM branch)\(later)
            ORDER BY a.member_id LIMIT \(limit)
            """
        ) {
            BranchLine(
                memberID: try $0[0], name: try $0[1], throughID: try $0[2], throughName: try $0[3], way: try $0[4],
                campaign: try $0[5], joinedAt: try $0[6], state: try $0[7], againAt: try $0[8])
        }
    }

    /// Links that can still be used, of a branch and of the one through whom it came.
    fileprivate func branchLinks(of root: ID, in network: ID, now: Int64, limit: Int) throws -> [(id: ID, by: ID)] {
        try query(
            """
            \(SQL.branch(of: root, in: network)) SELECT id, by_id FROM invitations
            WHERE network_id = \(network) AND ended_at IS NULL AND expires_at > \(now) AND used < uses
                AND (by_id = \(root) OR by_id IN (SELECT id FROM branch)) ORDER BY id LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Vouches in force that members have given and received.
    fileprivate func vouchCounts(of members: [ID], in network: ID) throws -> (given: [ID: Int], received: [ID: Int]) {
        guard !members.isEmpty else { return ([:], [:]) }
        let list = members.map { "\($0)" as SQL }.joined(separator: ", ")
        let given = try query(
            """
            SELECT from_id, count(*) FROM vouches
            WHERE network_id = \(network) AND ended_at IS NULL AND from_id IN (\(list)) GROUP BY from_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int) }
        let received = try query(
            """
            SELECT to_id, count(*) FROM vouches
            WHERE network_id = \(network) AND ended_at IS NULL AND to_id IN (\(list)) GROUP BY to_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int) }
        return (
            Dictionary(given, uniquingKeysWith: { first, _ in first }),
            Dictionary(received, uniquingKeysWith: { first, _ in first })
        )
    }

    /// How many open reports there are about each.
    fileprivate func openReports(about members: [ID], in network: ID) throws -> [ID: Int] {
        guard !members.isEmpty else { return [:] }
        let list = members.map { "\($0)" as SQL }.joined(separator: ", ")
        let found = try query(
            """
            SELECT about_id, count(*) FROM matters WHERE network_id = \(network) AND stage <> \(Matter.Stage.closed)
                AND kind IN (\(Matter.Kind.incident), \(Matter.Kind.boughtVouch)) AND about_id IN (\(list))
            GROUP BY about_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }
}

extension MemberActs {
    func referrals(for viewer: Viewer, in network: ID) async throws -> ReferralsReading {
        try Policy.require(.reviewReferrals, viewer)
        let spread = try await spread(for: viewer, in: network)
        return try await database.read { db in
            ReferralsReading(
                tree: try db.referrals(in: network), funnels: try db.funnels(in: network),
                openings: try db.openings(in: network), applications: try db.applicationCounts(in: network),
                spread: spread)
        }
    }

    /// A branch, so many at a time.
    func branch(of root: ID, after: ID?, for viewer: Viewer, in network: ID) async throws -> BranchReading {
        try Policy.require(.reviewReferrals, viewer)
        let reader = try own(viewer, in: network), now = world.now()
        let showsMatters = reader.standing == .steward || reader.has(.coordinator)
        let (name, found, total, links) = try await database.read { db in
            (
                try db.names(of: [root], in: network)[root],
                try db.branchLines(of: root, in: network, after: after, limit: BranchRules.page),
                try db.branchSize(of: root, in: network),
                try db.branchLinks(of: root, in: network, now: now, limit: BranchRules.most).count
            )
        }
        guard let name else { throw Refusal.notFound }
        let ids = found.map(\.memberID)
        let footprints = try await holdings.footprints(of: ids, in: network)
        let (vouches, reports) = try await database.read { db in
            (
                try db.vouchCounts(of: ids, in: network),
                showsMatters ? try db.openReports(about: ids.filter { $0 != reader.id }, in: network) : [:]
            )
        }
        let lines = found.map { line -> BranchLine in
            var line = line
            line.vouchesGiven = vouches.given[line.memberID] ?? 0
            line.vouchesReceived = vouches.received[line.memberID] ?? 0
            line.matters = reports[line.memberID] ?? 0
            line.footprint = footprints[line.memberID] ?? Footprint()
            return line
        }
        return BranchReading(
            rootID: root, rootName: name, lines: lines, total: total,
            next: lines.count == BranchRules.page ? lines.last?.memberID : nil, openLinks: links,
            showsMatters: showsMatters)
    }

    /// Ends all links of a branch by which others could still come; how many.
    @discardableResult
    func endLinks(ofBranch root: ID, by viewer: Viewer, in network: ID) async throws -> Int {
        try Policy.require(.reviewReferrals, viewer)
        let now = world.now()
        return try await database.write { db in
            guard try db.names(of: [root], in: network)[root] != nil else { throw Refusal.notFound }
            let open = try db.branchLinks(of: root, in: network, now: now, limit: BranchRules.most)
            var makers: Set<ID> = []
            for link in open where try db.endInvitation(link.id, in: network, at: now) {
                makers.insert(link.by)
                try record(.invitationEnded, on: link.id, in: network, by: viewer, audience: .stewards, db)
            }
            for maker in makers.sorted() {
                try tell(maker, in: network, JoinWords.invitations, BranchWords.mailEnded, to: "/invitations", db)
            }
            try record(
                .branchLookedAt, on: root, in: network, by: viewer, audience: .stewards, db,
                [("act", .text("links")), ("count", .number(Int64(open.count)))])
            return open.count
        }
    }

    /// Asks the welcome duty – nobody of the branch – to see each of a branch once more; how many.
    @discardableResult
    func lookAgain(atBranch root: ID, by viewer: Viewer, in network: ID) async throws -> Int {
        try Policy.require(.reviewReferrals, viewer)
        let now = world.now(), due = now + Arrival.seenWithin
        let (members, duty) = try await database.read { db -> ([ID], [ID]) in
            let members = try db.branchMembers(of: root, in: network, limit: BranchRules.most)
            for roles in MatterRules.duty(.application) + [[]] {
                let duty = try db.candidates(roles, in: network, except: Set(members + [root]))
                if !duty.isEmpty { return (members, duty) }
            }
            return (members, [])
        }
        guard !duty.isEmpty else { throw Refusal.conflict(MatterWords.nobody) }
        return try await database.write { db in
            guard try db.names(of: [root], in: network)[root] != nil else { throw Refusal.notFound }
            var asked: [ID: Int] = [:]
            for (index, id) in members.enumerated() {
                // Who has not been seen for the first time is on somebody's list already.
                guard var arrival = try db.arrival(of: id, in: network), arrival.seenAt != nil, arrival.againAt == nil
                else { continue }
                let owner = duty[index % duty.count]
                arrival.againAt = now
                try db.save(arrival)
                try db.start(
                    Clock(
                        networkID: network, object: .newcomer, objectID: id, needID: id, step: "again", ownerID: owner,
                        startedAt: now, dueAt: due, stage: 0,
                        nextAt: Escalation.next(after: .none, start: now, due: due)))
                asked[owner, default: 0] += 1
            }
            for (owner, count) in asked.sorted(by: { $0.key < $1.key }) {
                try tell(owner, in: network, JoinWords.mailSubject, BranchWords.mailAgain(count), to: "/welcomes", db)
            }
            let count = asked.values.reduce(0, +)
            try record(
                .branchLookedAt, on: root, in: network, by: viewer, audience: .stewards, db,
                [("act", .text("again")), ("count", .number(Int64(count)))])
            return count
        }
    }
}
