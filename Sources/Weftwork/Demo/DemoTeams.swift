internal import Database

/// Two teams of the demonstration, one grown from what piles up in one place, one from a single need; and what some do by themselves.
extension Demonstration {
    static func addTeams(_ people: [String: Member], _ app: App) async throws {
        guard let lead = people["coordinator"], let dispatcher = people["dispatcher"] else { return }
        let network = lead.networkID
        func viewer(_ member: Member) -> Viewer { Viewer(.member(member), language: .zh) }
        let all = try await app.teams.suggestions(for: viewer(lead), in: network)
        var rest = all.dropFirst().flatMap(\.needs)
        if let first = all.first {
            var draft = TeamDraft(needs: Array(first.needs.prefix(12)), purpose: DemoTeamWords.cluster)
            draft.isFromCluster = true
            let team = try await app.teams.open(draft, by: viewer(lead), in: network)
            try await fill(team, [.transport: "volunteer", .callDesk: "volunteer3"], people, app)
            try await app.talk.post(
                PostDraft(thread: nil, words: DemoTeamWords.plan), to: team.talk, by: viewer(lead))
            if let driver = people["volunteer"] {
                try await app.talk.post(
                    PostDraft(thread: nil, words: DemoTeamWords.answer), to: team.talk, by: viewer(driver))
            }
            rest += first.needs.dropFirst(12)
        }
        if let need = rest.first {
            let team = try await app.teams.open(
                TeamDraft(needs: [need], purpose: DemoTeamWords.single), by: viewer(dispatcher), in: network)
            try await fill(team, [.purchase: "partner2"], people, app)
        }
        for one in DemoTeamWords.doings {
            guard let member = people[one.by] else { continue }
            let draft = DoingDraft(what: one.what, category: one.category.rawValue, area: one.area)
            let doing = try await app.doings.say(draft, by: viewer(member), in: network)
            guard one.by == "partner", let helper = people["volunteer"] else { continue }
            _ = try await app.doings.perform(.help, on: doing.id, by: viewer(helper), in: network)
        }
    }

    private static func fill(
        _ team: Team, _ wanted: [TeamRole.Kind: String], _ people: [String: Member], _ app: App
    ) async throws {
        let roles = try await app.database.read { db in try db.teamRoles(of: team.id, in: team.networkID) }
        for role in roles {
            guard let name = wanted[role.kind], let member = people[name] else { continue }
            try await app.teams.perform(
                .take(role: role.id), on: team.id, by: Viewer(.member(member), language: .zh), in: team.networkID)
            guard !TeamRules.isInAtOnce(member.standing, role.kind),
                let keeper = people.values.first(where: { $0.id == team.keeperID })
            else { continue }
            try await app.teams.perform(
                .confirm(role: role.id, member: member.id), on: team.id,
                by: Viewer(.member(keeper), language: .zh), in: team.networkID)
        }
    }
}
