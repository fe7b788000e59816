internal import Database
internal import Engine

/// Whether a row still holds, as things are now.
enum PlanCheck: Sendable {
    /// So much of it, by then.
    case still(Int64, by: Int64)
    case gone(Text)

    var why: Text? { if case .gone(let words) = self { words } else { nil } }

    static func offer(
        _ row: PlanRow, of plan: Plan, _ offer: ID, _ offerLine: ID, at now: Int64, _ db: any Connection
    ) throws -> PlanCheck {
        let network = plan.networkID
        guard let need = try db.need(row.needID, in: network), need.state.phase == .board, need.hidden == nil else {
            return .gone(PlanWords.needGone)
        }
        guard let line = need.lines.first(where: { $0.id == row.lineID }), !line.isClaimed else {
            return .gone(PlanWords.lineMet)
        }
        let asked = try db.askedOfOffers(for: line.id, in: network)
        let wanted = line.remaining.map { $0 - asked } ?? row.quantity
        guard wanted > 0 else { return .gone(PlanWords.lineAsked) }
        guard let has = try db.offer(offer, in: network), has.state == .listed,
            let left = has.lines.first(where: { $0.id == offerLine })
        else { return .gone(PlanWords.offerGone) }
        guard left.remaining != 0 else { return .gone(PlanWords.offerUsed) }
        if let until = has.until, until <= now { return .gone(PlanWords.offerGone) }
        var today = left.remaining ?? row.quantity
        if let left = try db.dayLeft(of: has, at: now) { today = min(today, left) }
        guard today > 0 else { return .gone(PlanWords.dayIsFull) }
        guard try !db.wasAsked(offerLine, for: row.needID, in: network) else { return .gone(PlanWords.askedBefore) }
        let quantity = min(row.quantity, wanted, today)
        return .still(quantity, by: PlanRules.promisedBy(need, plan.filter.terms, at: now))
    }
}
