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
                mayJudge: GovernanceRules.mayJudge(finding, member.id, seated: seated))
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
    }

    func requireJudge(
        _ finding: OversightFinding, _ member: Member, _ now: Int64, _ db: any Connection
    ) throws {
        let seated = try db.seated(in: .oversight, at: now, of: finding.networkID)
        guard GovernanceRules.mayJudge(finding, member.id, seated: seated) else {
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
