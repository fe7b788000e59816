import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// The page of drift: what has to be looked at stands open, the rest is folded; where there is no alert it says how far each is from one.
@Suite struct DriftPageTests {
    private func adopted(_ test: TestApp, clauses count: Int) async throws -> [CharterClause] {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        let version = CharterVersion(
            subject: .network(test.network.id), number: 1, state: .adopted, convenerID: founder.id, createdAt: now,
            editedAt: now, adoptedAt: now)
        let clauses = (1...count).map { number in
            CharterClause(
                id: test.app.world.newID(), section: .purpose, level: .goal, position: number, zh: "第\(number)",
                en: "Clause number \(number)", since: 1)
        }
        try await test.app.database.write { db in
            try db.save(version)
            for clause in clauses { try db.save(clause, in: version) }
        }
        return clauses
    }

    private func say(_ stance: ClauseStance, on clauses: [CharterClause], _ test: TestApp) async throws {
        let people = Array(test.members.values), now = test.clock.now, network = test.network.id
        try await test.app.database.write { db in
            for clause in clauses {
                for member in people {
                    try db.say(
                        StanceSaid(
                            id: test.app.world.newID(), clauseID: clause.id, voiceID: member.id, memberID: member.id,
                            version: 1, stance: stance, at: now, isLatest: true), person: member.personID, words: nil,
                        in: network)
                }
            }
        }
    }

    private func page(_ test: TestApp) async throws -> String {
        let path = "/n/{slug}/drift"
        let door = try #require(test.app.endpoints.first { $0.path == path && $0.method == .get })
        return try #require(await test.body(door, ["slug": test.network.slug], as: test.viewer("founder")))
    }

    @Test func whatNobodyHasToLookAtIsFoldedAndNamedWithItsLimit() async throws {
        let test = try await TestApp(), clauses = try await adopted(test, clauses: 6)
        try await say(.affirm, on: clauses, test)
        try await test.app.drift.sweep()
        var shown = try await page(test)
        #expect(shown.contains("No alert:") && shown.contains("0%, beneath its limit of 40%"))
        #expect(shown.contains("<summary>6 others, beneath the limit</summary>") && !shown.contains("over the limit"))
        #expect(shown.contains("<summary>Each clause over time</summary>"))
        // One of them is lost: it stands open, with its history, and the others behind one line.
        test.clock.pass(40 * Time.day)
        try await say(.object, on: [clauses[0]], test)
        try await test.app.drift.sweep()
        shown = try await page(test)
        #expect(shown.contains("A clause has thinned out") && !shown.contains("No alert:"))
        #expect(shown.contains("<summary>5 others, beneath the limit</summary>") && shown.contains("over the limit"))
        let open = try #require(shown.range(of: "<summary>No. 1 ")?.lowerBound)
        let folded = try #require(shown.range(of: "<summary>Each clause over time")?.lowerBound)
        #expect(open < folded)
        #expect(try #require(shown.range(of: "<summary>No. 2 ")?.lowerBound) > folded)
        // Looked at: no alert, and the page says why there is none above the limit.
        let founder = test.viewer("founder"), network = test.network.id
        let alert = try #require(try await test.app.drift.reading(of: network, for: founder).alerts.first)
        _ = try await test.app.drift.perform(
            .answer(alert: alert.id, words: "We talk about it on Monday"), by: founder, in: network)
        shown = try await page(test)
        #expect(shown.contains("No alert:") && shown.contains("1 clause is over the limit"))
        #expect(shown.contains("<summary>Earlier ones (1)</summary>"))
    }

    @Test func aValueNeverReadsAsItsLimitBeforeItIsThere() {
        #expect(DriftPages.percent(0.3999) == 39 && DriftPages.percent(0.4) == 40)
        #expect(DriftWords.stands(DriftWords.effort, 39, 40)(.en).contains("beneath its limit of 40%"))
        #expect(DriftWords.stands(DriftWords.effort, 40, 40)(.en).contains("over its limit of 40%"))
    }

    @Test func waysToTryBeginARowWithACapitalAndAreKeptAsTheyWere() {
        for channel in ReachStep.Channel.allCases {
            let row = ReachWords.row(channel, 1)(.en), name = ReachWords.name(channel, 1)
            #expect(row.first?.isUppercase == true && row.lowercased() == name(.en).lowercased())
            #expect(ReachWords.row(channel, 0)(.zh) == ReachWords.name(channel, 0)(.zh))
        }
    }
}
