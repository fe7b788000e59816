import Database
import Testing

@testable import Weftwork

/// What a goal serves may leave the charter: the goal stays, and can be changed.
@Suite struct GoalPriorityTests {
    /// A charter in force with one priority.
    private func charter(_ number: Int, _ words: String, _ test: TestApp) async throws -> ID {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        let id = test.app.world.newID(), network = test.network.id
        let version = CharterVersion(
            subject: .network(network), number: number, state: .adopted, convenerID: founder.id, createdAt: now,
            editedAt: now, adoptedAt: now)
        let clause = CharterClause(
            id: id, section: .priorities, level: .goal, position: 1, en: words, since: number, weight: 1000)
        try await test.app.database.write { db in
            if var before = try db.charterInForce(of: .network(network)) {
                (before.state, before.endedAt) = (.renewed, now)
                try db.save(before)
            }
            try db.save(version)
            try db.save(clause, in: version)
        }
        return id
    }

    @Test(arguments: TestApp.kinds)
    func aGoalCanBeChangedWhenItsPriorityIsGone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.goals, network = test.network.id
        let founder = test.viewer("founder")
        let old = try await charter(1, "Masks first", test)
        func draft(_ title: String, _ clause: ID?, parent: ID? = nil) -> GoalDraft {
            GoalDraft(
                title: title, parent: parent?.description, clause: clause?.description,
                due: Format.dayField(test.clock.now + 60 * Time.day))
        }
        let stage = try await acts.set(draft("Masks everywhere", old), by: founder, in: network)
        let step = try await acts.set(
            draft("Masks in one county", nil, parent: stage.id), by: founder, in: network)
        #expect(step.clauseID == old)
        let new = try await charter(2, "Gowns first", test)
        for goal in [stage, step] {
            let changed = try await acts.perform(
                .change(draft("Masks by spring", old)), on: goal.id, by: founder, in: network)
            #expect(changed.title == "Masks by spring" && changed.clauseID == old)
        }
        let door = try #require(
            test.app.endpoints.first { $0.path == "/n/{slug}/align/road-map/{id}" && $0.method == .get })
        let parameters = ["slug": test.network.slug, "id": stage.id.description]
        let body = await test.body(door, parameters, as: founder)
        let page = try #require(body)
        #expect(page.contains(RoadMapWords.gonePriority(.en)) && page.contains(RoadMapWords.goneChoice(.en)))
        // Another is chosen, and the old one can't be given anew.
        let moved = try await acts.perform(
            .change(draft("Gowns by spring", new)), on: stage.id, by: founder, in: network)
        #expect(moved.clauseID == new)
        await #expect(throws: Refusal.self) {
            try await acts.perform(.change(draft("Masks again", old)), on: stage.id, by: founder, in: network)
        }
        await test.app.database.close()
    }
}
