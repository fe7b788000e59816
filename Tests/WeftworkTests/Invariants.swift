import Database
import Testing

@testable import Weftwork

/// What holds at every instant, whatever was done.
enum Invariants {
    /// - Returns: a sentence for each thing that does not hold.
    ///
    /// - Parameter only: the needs that are looked at; all where none is named.
    static func broken(_ test: TestApp, only: [ID] = []) async throws -> [String] {
        let network = test.network.id
        return try await test.app.database.read { db in
            var faults: [String] = []
            let all =
                try only.isEmpty
                ? db.query("SELECT id FROM needs WHERE network_id = \(network)") { try $0[0] as ID } : []
            let ids = only.isEmpty ? all : only
            for id in ids {
                guard let need = try db.need(id, in: network) else { continue }
                faults += try faultsOf(need, db)
            }
            let orphans = try db.value(
                """
                SELECT count(*) FROM clocks c WHERE c.network_id = \(network) AND c.object = 'need'
                    AND NOT EXISTS (SELECT 1 FROM needs n WHERE n.network_id = c.network_id AND n.id = c.object_id AND n.phase < 3)
                """, as: Int.self)
            let ownWork = try db.value(
                """
                SELECT count(*) FROM verifications v JOIN needs n ON n.network_id = v.network_id AND n.id = v.need_id
                WHERE v.network_id = \(network) AND v.member_id = n.submitter_id
                """, as: Int.self)
            if ownWork != 0 { faults.append("somebody verified what they submitted") }
            let stranded = try db.value(
                """
                SELECT count(*) FROM needs n JOIN needs t ON t.network_id = n.network_id AND t.id = n.merged_into
                WHERE n.network_id = \(network) AND n.state = 'duplicate'
                    AND t.state IN ('withdrawn', 'rejected', 'expired', 'unmet')
                """, as: Int.self)
            if stranded != 0 { faults.append("\(stranded ?? 0) needs are merged into one that ended unmet") }
            if orphans != 0 { faults.append("\(orphans ?? 0) clocks run for needs that have ended") }
            return faults
        }
    }

    private static func faultsOf(_ need: Need, _ db: any Connection) throws -> [String] {
        var faults: [String] = []
        let clock = try db.clock(of: need.id, in: need.networkID)
        if need.state.isOpen {
            if clock == nil { faults.append("\(need.state): open without a clock") }
            if clock?.dueAt != need.dueAt { faults.append("\(need.state): its deadline differs from its clock's") }
            if clock?.ownerID != need.ownerID { faults.append("\(need.state): its owner differs from its clock's") }
            if try db.member(need.ownerID, in: need.networkID) == nil { faults.append("owned by nobody") }
            if clock?.step != NeedClocks.step(of: need)?.rawValue {
                faults.append("\(need.state): another step's clock")
            }
        } else if clock != nil {
            faults.append("\(need.state): ended with a clock")
        }
        faults += try faultsOfLines(need, db)
        if need.progress != NeedRules.progress(of: need.lines) {
            faults.append("\(need.state): progress is not its lines'")
        }
        if NeedRules.derived(need).state != need.state { faults.append("\(need.state): state is not its lines'") }
        return faults
    }

    private static func faultsOfLines(_ need: Need, _ db: any Connection) throws -> [String] {
        var faults: [String] = []
        let claims = try db.claims(of: need)
        for line in need.lines {
            let mine = claims.filter { $0.lineID == line.id }
            let bound = mine.filter { $0.state == .open || $0.state == .disputed }.reduce(0) { $0 + $1.quantity }
            let brought = mine.filter { $0.state == .delivered || $0.state == .confirmed }
                .reduce(0) { $0 + ($1.usable ?? $1.delivered) }
            if bound != line.claimed { faults.append("\(need.state): claimed \(line.claimed) but claims say \(bound)") }
            if brought != line.delivered {
                faults.append("\(need.state): delivered \(line.delivered) but claims say \(brought)")
            }
            if let most = line.most, line.claimed + line.delivered > most + line.allowance {
                faults.append("\(need.state): over-claimed")
            }
        }
        if !need.state.isOpen, claims.contains(where: { $0.state == .open || $0.state == .disputed }) {
            faults.append("\(need.state): ended with claims")
        }
        for claim in claims where claim.state == .open {
            if try db.clock(of: claim.id, in: need.networkID) == nil { faults.append("open claim without a clock") }
        }
        return faults
    }
}
