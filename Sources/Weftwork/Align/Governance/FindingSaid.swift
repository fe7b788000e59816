internal import Database

/// One answer to a finding, or what its reader said was still missing.
struct FindingSaid: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case answer
        /// It was put again, and why.
        case again
    }

    let kind: Kind
    let byID: ID
    let words: String
    let at: Int64
}

/// A finding with all that was said to it, the oldest first.
struct FindingReading: Sendable {
    let finding: OversightFinding
    let said: [FindingSaid]
    let names: [ID: String]
    /// Whether the reader may say that an answer will do, or put it again.
    let mayJudge: Bool

    /// All its words, as others read them.
    var words: String { FindingReading.words(of: finding, said) }

    static func words(of finding: OversightFinding, _ said: [FindingSaid]) -> String {
        ([finding.words] + said.map(\.words)).joined(separator: "\n")
    }
}

extension GovernanceRules {
    /// Who says whether an answer will do: whoever found it; once they sit there no more also anybody who does and did not write that
    /// answer, so that no finding is stuck.
    static func mayJudge(_ finding: OversightFinding, _ member: ID, seated: Set<ID>) -> Bool {
        if member == finding.byID { return true }
        return !seated.contains(finding.byID) && seated.contains(member) && finding.answeredByID != member
    }

    /// Whether it is for those who lead to say so: whoever found it has left or rests, and nobody who sits there may.
    ///
    /// - Parameter awake: those of whoever sits there and the finder who take part.
    static func isLeftToLead(_ finding: OversightFinding, seated: Set<ID>, awake: Set<ID>) -> Bool {
        !awake.contains(finding.byID)
            && !seated.contains { awake.contains($0) && mayJudge(finding, $0, seated: seated) }
    }
}

extension Connection {
    fileprivate func isLeftToLead(_ finding: OversightFinding, seated: Set<ID>) throws -> Bool {
        let awake = try seated.union([finding.byID]).filter { try isAwake($0, in: finding.networkID) }
        return GovernanceRules.isLeftToLead(finding, seated: seated, awake: awake)
    }
}

extension GovernanceActs {
    func finding(_ id: ID, for viewer: Viewer, in network: ID) async throws -> FindingReading {
        try Policy.require(.seeOversight, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.read { db in
            guard let finding = try db.finding(id, in: network) else { throw Refusal.notFound }
            let said = try db.said(to: finding), seated = try db.seated(in: .oversight, at: now, of: network)
            let people = Set([finding.byID, finding.ownerID] + said.map(\.byID))
            return FindingReading(
                finding: finding, said: said, names: try db.names(of: people, in: network),
                mayJudge: try mayJudge(finding, member, viewer, seated: seated, db))
        }
    }

    /// Those who say whether the answer will do hear that there is one.
    func tellAnswered(_ finding: OversightFinding, _ now: Int64, _ db: any Connection) throws {
        let seated = try db.seated(in: .oversight, at: now, of: finding.networkID)
        let judges = seated.filter { GovernanceRules.mayJudge(finding, $0, seated: seated) }
        for one in judges.union([finding.byID]).sorted() {
            try members.tell(
                one, in: finding.networkID, GovernanceWords.findings,
                one == finding.byID ? GovernanceWords.mailAnswered : GovernanceWords.mailJudge,
                to: "/governance/findings/\(finding.id)", db)
        }
        try tellLeftToLead(finding, seated: seated, db)
    }

    /// One of those who lead hears that it is for them, where it is.
    private func tellLeftToLead(_ finding: OversightFinding, seated: Set<ID>, _ db: any Connection) throws {
        guard try db.isLeftToLead(finding, seated: seated) else { return }
        let others = Set([finding.byID, finding.answeredByID].compactMap { $0 })
        guard let lead = try db.someoneWhoLeads(in: finding.networkID, except: others) else { return }
        try members.tell(
            lead, in: finding.networkID, GovernanceWords.findings, GovernanceWords.mailJudgeLeft,
            to: "/governance/findings/\(finding.id)", db)
    }

    /// A seat of oversight is over: an answer that nobody else there may judge is for those who lead now.
    func tellLeftToLead(by seat: GovernanceSeat, _ now: Int64, _ db: any Connection) throws {
        guard seat.body == .oversight else { return }
        let seated = try db.seated(in: .oversight, at: now, of: seat.networkID)
        for finding in try db.findings(of: seat.networkID)
        where finding.state == .answered && finding.answeredByID != seat.memberID {
            try tellLeftToLead(finding, seated: seated, db)
        }
    }

    private func mayJudge(
        _ finding: OversightFinding, _ member: Member, _ viewer: Viewer, seated: Set<ID>, _ db: any Connection
    ) throws -> Bool {
        if GovernanceRules.mayJudge(finding, member.id, seated: seated) { return true }
        guard Policy.allows(.keepDrift, viewer), finding.answeredByID != member.id else { return false }
        return try db.isLeftToLead(finding, seated: seated)
    }

    func requireJudge(
        _ finding: OversightFinding, _ member: Member, _ viewer: Viewer, _ now: Int64, _ db: any Connection
    ) throws {
        let seated = try db.seated(in: .oversight, at: now, of: finding.networkID)
        guard try mayJudge(finding, member, viewer, seated: seated, db) else {
            throw Refusal.forbidden(GovernanceWords.finderOnly)
        }
    }
}

/// One finding for programs, with all that was said to it.
struct FindingView: View {
    let reading: FindingReading

    func write(to json: inout JSON) {
        json.object { json in
            reading.finding.fields(&json)
            json.name("said")
            json.array(reading.finding.hidden == nil ? reading.said : []) { json, one in
                json.object {
                    $0.field("kind", one.kind.rawValue)
                    $0.field("by", one.byID)
                    $0.field("words", one.words)
                    $0.field("at", moment: one.at)
                }
            }
        }
    }
}
