internal import Database
internal import Engine
internal import Foundation

/// How much a permit allows of each thing, and what of it is left. Pure.
extension PermitRules {
    /// The amounts that were typed beside a permit, by line; what is left empty says none.
    ///
    /// - Parameter lines: what its restriction binds of the need.
    /// - Throws: ``Refusal/invalid(_:)`` at `amounts.` and the line.
    static func amounts(
        _ typed: [(line: String, text: String)], of lines: [NeedLine]
    ) throws(Refusal) -> [ID: Int64] {
        var amounts: [ID: Int64] = [:], problems: [FieldProblem] = []
        for one in typed where !Clean.line(one.text).isEmpty {
            let field = "amounts.\(one.line.prefix(40))", text = Clean.line(one.text)
            guard let line = lines.first(where: { $0.id.description == one.line }) else {
                problems.append(FieldProblem(field, PermitWords.notBound))
                continue
            }
            if let most = QuantityReading.positive(text), most <= ClaimRules.mostQuantity {
                amounts[line.id] = most
            } else {
                problems.append(FieldProblem(field, NeedWords.badQuantity(String(text.prefix(40)))))
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return amounts
    }

    /// The permits on which a promise leans, one for each restriction: of those that cover it the one with the least left that is
    /// enough, so that what has no limit is kept for what is large.
    ///
    /// - Parameter end: by when it is promised: a permit that has run out by then lets nobody through.
    /// - Throws: ``Refusal/invalid(_:)`` at `permit` where none covers it, at `promisedBy` where none does for so long,
    ///   ``Refusal/conflict(_:_:)`` with what is left where none is enough.
    static func leaning(
        _ restrictions: [Restriction], _ permits: [Permit], on line: ID, _ quantity: Int64, for member: ID,
        until end: Int64, at now: Int64
    ) throws(Refusal) -> [Permit] {
        var chosen: [Permit] = [], missing: [Restriction] = []
        for restriction in restrictions {
            let known = permits.filter {
                $0.names(line) && RestrictionRules.covers($0, restriction, for: member, at: now)
            }
            guard let last = known.map(\.validUntil).max() else {
                missing.append(restriction)
                continue
            }
            let covering = known.filter { $0.validUntil >= end }
            guard !covering.isEmpty else {
                throw .invalid("promisedBy", PermitWords.endsBefore(restriction.authority, last))
            }
            let enough = covering.filter { $0.left(of: line) >= quantity }
            guard let best = enough.min(by: { ($0.left(of: line), $0.id) < ($1.left(of: line), $1.id) }) else {
                let left = covering.map { $0.left(of: line) }.max() ?? 0
                throw .conflict(PermitWords.notEnough(restriction.authority, left), Refusal.Extras(remaining: left))
            }
            chosen.append(best)
        }
        guard missing.isEmpty else {
            throw .invalid(missing.map { FieldProblem("permit", RestrictionWords.permitFirst($0)) })
        }
        return chosen
    }
}

extension Permit {
    /// A permit that states amounts covers what it names and no more.
    func names(_ line: ID) -> Bool { amounts.isEmpty || amounts[line] != nil }

    /// How much of a line may still be promised under it; without end where it states no amount.
    func left(of line: ID) -> Int64 {
        guard let most = amounts[line] else { return .max }
        return max(0, most - (used[line] ?? 0))
    }

    /// Amounts as they are stored: always in the same order, nothing where there are none.
    var amountsText: String {
        get throws {
            guard !amounts.isEmpty else { return "" }
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let named = Dictionary(amounts.map { ($0.key.description, $0.value) }, uniquingKeysWith: { $1 })
            return String(decoding: try encoder.encode(named), as: UTF8.self)
        }
    }

    static func amounts(_ text: String) -> [ID: Int64] {
        guard !text.isEmpty, let named = try? JSONDecoder().decode([String: Int64].self, from: Data(text.utf8)) else {
            return [:]
        }
        return Dictionary(
            named.compactMap { name, most in ID(name).map { ($0, most) } }, uniquingKeysWith: { first, _ in first })
    }
}

extension Connection {
    /// The permits of a need with what has been promised and brought under each.
    func withUse(_ permits: [Permit], of need: ID, in network: ID) throws -> [Permit] {
        guard permits.contains(where: { !$0.amounts.isEmpty }) else { return permits }
        let rows = try query(
            """
            SELECT s.permit_id, c.line_id, CAST(sum(CASE WHEN c.state IN (\(Claim.State.open), \(Claim.State.disputed))
                THEN c.quantity ELSE c.delivered END) AS BIGINT)
            FROM claim_permits s JOIN claims c ON c.network_id = s.network_id AND c.id = s.claim_id
            WHERE s.network_id = \(network) AND s.need_id = \(need) AND c.state <> \(Claim.State.released)
            GROUP BY s.permit_id, c.line_id
            """
        ) { (permit: try $0[0] as ID, line: try $0[1] as ID, used: try $0[2] as Int64) }
        return permits.map { permit in
            var permit = permit
            for row in rows where row.permit == permit.id { permit.used[row.line] = row.used }
            return permit
        }
    }

    /// What leaned on permits that were taken back leans on the one accepted now, where that is for it: else its amount would be
    /// promised a second time.
    func leanAnew(on permit: Permit, at now: Int64) throws {
        let mine: SQL =
            permit.forID.map {
                " AND claim_id IN (SELECT c.id FROM claims c WHERE c.network_id = \(permit.networkID) AND c.member_id = \($0))"
            } ?? ""
        try execute(
            """
            UPDATE claim_permits SET permit_id = \(permit.id), at = \(now)
            WHERE network_id = \(permit.networkID) AND need_id = \(permit.needID)
                AND restriction_id = \(permit.restrictionID) AND permit_id IN (SELECT p.id FROM permits p
                    WHERE p.network_id = \(permit.networkID) AND p.need_id = \(permit.needID)
                        AND p.state = \(Permit.State.refused))\(mine)
            """)
    }

    /// A promise leans on a permit: of its restriction on this one alone.
    func lean(_ claim: Claim, on permit: Permit, at now: Int64) throws {
        try execute(
            """
            INSERT INTO claim_permits (network_id, need_id, claim_id, restriction_id, permit_id, at)
            VALUES (\(claim.networkID), \(claim.needID), \(claim.id), \(permit.restrictionID), \(permit.id), \(now))
            ON CONFLICT (network_id, need_id, claim_id, restriction_id) DO UPDATE SET permit_id = excluded.permit_id,
                at = excluded.at
            """)
    }
}
