internal import Database

/// Why somebody is told how a need has ended, the strongest reason first: one is told once, with the strongest.
enum ThanksReason: String, Sendable, CaseIterable, SQLConvertible {
    /// Has promised or brought something.
    case promised
    /// Was in its team.
    case joined
    /// Was asked whether they come, whatever they answered.
    case answered
    /// Had an offer that was used or asked for.
    case offered
    /// Asked for it themselves, or for the same.
    case asked
    case followed
    case shared
}

/// Everybody who is told the end of a need. A capability further down hands in whom it knows of, so that Needs knows none of them.
struct ThanksCircle: Sendable {
    /// The members of one reason; runs in the transaction that writes down who is to be told.
    typealias Members = @Sendable (_ need: Need, _ db: any Connection) throws -> [ID]

    /// Tells those who are no members and are reached in a way of their own, each once, of a need and those merged into it, and ends what
    /// was asked for them; runs in the same transaction.
    typealias Outside = @Sendable (_ needs: [Need], _ ending: Ending, _ desk: CaseDesk) throws -> Void

    private var parts: [(reason: ThanksReason, members: Members)] = []
    private var outside: [Outside] = []

    mutating func register(_ reason: ThanksReason, _ members: @escaping Members) {
        parts.append((reason, members))
    }

    mutating func register(outside: @escaping Outside) {
        self.outside.append(outside)
    }

    func tellOutside(_ needs: [Need], _ ending: Ending, _ desk: CaseDesk) throws {
        for tell in outside { try tell(needs, ending, desk) }
    }

    /// Each member once, with the strongest reason at any of these needs.
    func members(of needs: [Need], _ db: any Connection) throws -> [ID: ThanksReason] {
        var found: [ID: ThanksReason] = [:]
        for part in parts {
            for member in try needs.flatMap({ try part.members($0, db) }) {
                found[member] = ThanksRules.stronger(found[member], part.reason)
            }
        }
        return found
    }

    /// Whom Needs itself and those before it know of.
    static let ofNeeds: ThanksCircle = {
        var circle = ThanksCircle()
        circle.register(.promised) { need, db in try db.everPromised(for: need) }
        circle.register(.asked) { need, _ in [need.submitterID].compactMap { $0 } }
        circle.register(.followed) { need, db in
            try db.follows(need.talk).filter { $0.state == .follows }.map(\.memberID)
        }
        circle.register(.shared) { need, db in try db.sharers(of: .need, need.id, in: need.networkID) }
        return circle
    }()
}

extension ThanksRules {
    static func stronger(_ left: ThanksReason?, _ right: ThanksReason) -> ThanksReason {
        guard let left else { return right }
        let order = ThanksReason.allCases
        return (order.firstIndex(of: left) ?? 0) <= (order.firstIndex(of: right) ?? 0) ? left : right
    }
}

extension Connection {
    /// Everybody who has ever promised something for a need, also those whose promise went back.
    fileprivate func everPromised(for need: Need) throws -> [ID] {
        try query(
            """
            SELECT DISTINCT member_id FROM claims WHERE network_id = \(need.networkID) AND need_id = \(need.id)
            ORDER BY member_id
            """
        ) { try $0[0] }
    }
}
