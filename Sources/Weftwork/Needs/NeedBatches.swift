internal import Database

/// Many needs for a page that shows many: a few statements, however many they are.
extension Connection {
    /// Needs with their lines, by their ids; what is not there is left out.
    func needs(byID ids: some Sequence<ID>, in network: ID) throws -> [ID: Need] {
        var needs: [ID: Need] = [:]
        for some in Set(ids).sorted().stretches {
            let found = try query(
                "SELECT \(NeedStore.columns) FROM needs n WHERE n.network_id = \(network) AND n.id IN (\(list: some))"
            ) { try Need(row: $0) }
            for need in found { needs[need.id] = need }
            let lines = try query(
                """
                SELECT need_id, \(NeedStore.lineColumns) FROM need_lines
                WHERE network_id = \(network) AND need_id IN (\(list: some)) ORDER BY need_id, position
                """
            ) { (need: try $0[0] as ID, line: try NeedLine(row: $0, from: 1)) }
            for one in lines { needs[one.need]?.lines.append(one.line) }
        }
        return needs
    }

    /// What ties `viewer` to each of these.
    func ties(of viewer: Viewer, to needs: some Sequence<Need>, now: Int64) throws -> [ID: Ties] {
        var ties: [ID: Ties] = [:]
        guard case .member(let member) = viewer.identity else {
            for need in needs { ties[need.id] = try self.ties(of: viewer, to: need, now: now) }
            return ties
        }
        for need in needs {
            ties[need.id] = []
            if need.ownerID == member.id { ties[need.id, default: []].insert(.owner) }
            if need.submitterID == member.id { ties[need.id, default: []].insert(.submitter) }
        }
        for some in ties.keys.sorted().stretches {
            for (need, tie) in try storedTies(of: member, to: some, now: now) {
                ties[need, default: []].insert(tie)
            }
        }
        return ties
    }

    private func storedTies(of member: Member, to needs: [ID], now: Int64) throws -> [(ID, Ties)] {
        let those: SQL = """
            network_id = \(member.networkID) AND member_id = \(member.id) AND need_id IN (\(list: needs))
            """
        return try query(
            """
            SELECT need_id, 'claim' FROM claims WHERE \(those) AND state IN ('open', 'delivered', 'disputed')
            UNION SELECT need_id, 'lock' FROM queue_locks WHERE \(those) AND until > \(now)
            UNION SELECT need_id, 'check' FROM verifications WHERE \(those)
            UNION SELECT need_id, 'handover' FROM handovers WHERE network_id = \(member.networkID)
                AND to_id = \(member.id) AND need_id IN (\(list: needs)) AND state = 'offered'
            """
        ) { row in
            let tie: Ties =
                switch try row[1] as String {
                case "claim": .claimant
                case "lock": .holder
                case "check": .verifier
                default: .invited
                }
            return (try row[0], tie)
        }
    }

    /// Members by their ids; whoever is gone is left out.
    func members(byID ids: some Sequence<ID>, in network: ID) throws -> [ID: Member] {
        var members: [ID: Member] = [:]
        for some in Set(ids).sorted().stretches {
            let found = try query(
                """
                SELECT \(PeopleStore.columns) FROM memberships m JOIN persons p ON p.id = m.person_id
                JOIN networks n ON n.id = m.network_id LEFT JOIN organisations o ON o.id = m.organisation_id
                WHERE m.network_id = \(network) AND m.id IN (\(list: some))
                """
            ) { try Identity(row: $0).member }
            for case let member? in found { members[member.id] = member }
        }
        return members
    }
}
