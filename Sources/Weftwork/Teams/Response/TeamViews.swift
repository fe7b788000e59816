internal import Database

/// A team for programs: to the public what it is about and what it lacks, to members who is in it.
struct TeamView: View {
    let file: TeamFile
    let language: Language
    let isMember: Bool

    init(_ file: TeamFile, for viewer: Viewer) {
        self.file = file
        language = viewer.language
        isMember = viewer.member.map { !$0.isSuspended } ?? viewer.isOperator
    }

    private struct Named: View {
        let id: ID
        let name: String

        func write(to json: inout JSON) {
            json.object {
                $0.field("id", id)
                $0.field("name", name)
            }
        }
    }

    private func named(_ id: ID?) -> Named? {
        id.flatMap { id in isMember ? Named(id: id, name: file.names[id] ?? "") : nil }
    }

    func write(to json: inout JSON) {
        let team = file.team
        json.object { json in
            json.field("id", team.id)
            json.field("title", TeamWords.name(of: team)(language))
            json.field("origin", team.origin.rawValue)
            json.field("category", team.category.rawValue)
            json.field("area", team.area.parts)
            json.field("emergency", team.emergency?.id)
            json.field("state", team.state.rawValue)
            json.field("since", moment: team.createdAt)
            json.field("closed", moment: team.closedAt)
            json.field("closeProposed", moment: team.proposedAt)
            json.field("needCount", file.needCount)
            json.field("needs", file.needs)
            json.field("roles", file.roles.map { RoleView(listed: $0, team: self) })
            guard isMember else { return }
            json.field("purpose", team.purpose)
            json.field("keeper", named(team.keeperID))
            json.field("backup", named(team.backupID))
            json.field("asked", named(team.askedID))
            json.field("promises", file.promises)
            json.field("allowed", file.allowed)
        }
    }

    private struct RoleView: View {
        let listed: ListedRole
        let team: TeamView

        func write(to json: inout JSON) {
            let role = listed.role
            json.object { json in
                json.field("id", role.id)
                json.field("kind", role.kind.rawValue)
                json.field(
                    "name", (team.isMember ? TeamWords.name(of: role) : TeamWords.name(of: role.kind))(team.language))
                json.field("heads", role.heads)
                json.field("taken", role.taken)
                json.field("since", moment: role.openedAt)
                json.field("why", listed.reasons.map { TeamWords.why($0)(team.language) })
                guard team.isMember else { return }
                json.field("holders", listed.holders.compactMap { team.named($0) })
                json.field("asking", listed.asking.compactMap { team.named($0) })
            }
        }
    }
}

extension TeamPromise: View {
    func write(to json: inout JSON) {
        json.object {
            $0.field("need", needID)
            $0.field("item", item)
            $0.field("quantity", quantity: quantity)
            $0.field("unit", unit)
            $0.field("promisedBy", moment: promisedBy)
        }
    }
}

/// A team in a list, for programs.
struct TeamLineView: View {
    let line: TeamLine
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", line.team.id)
            json.field("title", TeamWords.name(of: line.team)(language))
            json.field("category", line.team.category.rawValue)
            json.field("area", line.team.area.parts)
            json.field("state", line.team.state.rawValue)
            json.field("since", moment: line.team.createdAt)
            json.field("needCount", line.needs)
            json.field("people", line.people)
            json.field("openRoles", line.open.map(\.kind.rawValue))
            json.field("mine", line.isMine)
        }
    }
}

/// A suggestion with its reasons, for programs.
struct TeamSuggestionView: View {
    let suggestion: TeamSuggestion
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("cluster", suggestion.key)
            json.field("category", suggestion.category.rawValue)
            json.field("area", suggestion.area.parts)
            json.field("needs", suggestion.needs.map(\.description))
            json.field("reasons", TeamWords.reasons(suggestion).map { $0(language) })
            json.field("team", suggestion.team)
        }
    }
}

/// What teams are read and written as, for the API's document.
enum TeamSchemas {
    static let team = Schema(
        name: "Team",
        definition: """
            {"type":"object","required":["id","title","state","roles","needs"],"properties":{"id":{"type":"string"},\
            "title":{"type":"string"},"origin":{"enum":["need","cluster","hand"]},"category":{"type":"string"},\
            "area":{"type":"array","items":{"type":"string"}},"emergency":{"type":["string","null"]},\
            "state":{"enum":["open","closed"]},"since":{"type":"string"},"closed":{"type":["string","null"]},\
            "closeProposed":{"type":["string","null"]},"needCount":{"type":"integer"},\
            "needs":{"type":"array","items":{"$ref":"#/components/schemas/Need"}},\
            "roles":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"kind":{"type":"string"},\
            "name":{"type":"string"},"heads":{"type":"integer"},"taken":{"type":"integer"},\
            "why":{"type":"array","items":{"type":"string"}},"holders":{"type":"array","items":{"type":"object"}},\
            "asking":{"type":"array","items":{"type":"object"}}}}},\
            "purpose":{"type":"string"},"keeper":{"type":["object","null"]},"backup":{"type":["object","null"]},\
            "asked":{"type":["object","null"]},"promises":{"type":"array","items":{"type":"object"}},\
            "allowed":{"type":"array","items":{"type":"string"}}}}
            """)
    static let teamList = list("TeamList")
    static let teamToPost = Schema(
        name: "TeamToPost",
        definition: """
            {"type":"object","required":["purpose"],"properties":{"purpose":{"type":"string"},\
            "needs":{"type":"array","items":{"type":"string"}},"cluster":{"type":"string"},"emergency":{"type":"string"},\
            "area":{"type":"string"},"category":{"type":"string"}}}
            """)
    static let action = Schema(
        name: "TeamAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["take","release","confirm","change","addNeeds",\
            "removeNeed","openRole","setHeads","looked","setBackup","offer","takeBack","accept","decline","keepOpen","close"]},\
            "role":{"type":"string"},"member":{"type":"string"},"purpose":{"type":"string"},\
            "needs":{"type":"array","items":{"type":"string"}},"need":{"type":"string"},"kind":{"type":"string"},\
            "name":{"type":"string"},"heads":{"type":["integer","string"]}}}
            """)
    static let suggestions = list("TeamSuggestionList")
    static let dismissal = Schema(
        name: "TeamDismissal",
        definition: """
            {"type":"object","required":["cluster"],"properties":{"cluster":{"type":"string"}}}
            """)

    static func list(_ name: String) -> Schema {
        Schema(
            name: name,
            definition: """
                {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object"}}}}
                """)
    }
}
