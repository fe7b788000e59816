import Database
import Testing

@testable import Weftwork

/// What is not in the table is refused; no door is without a row.
@Suite struct PolicyTests {
    @Test func everyActHasOneRowWithAReason() {
        for act in Act.allCases {
            let rows = Policy.rows.filter { $0.act == act }
            #expect(rows.count == 1, "\(act)")
            #expect(rows.first.map { !$0.allowed.isEmpty && !$0.reason.isEmpty } == true, "\(act)")
        }
    }

    @Test func everyDoorAsksForAnActAndOnlyOneStandsAtEachAddress() async throws {
        let test = try await TestApp()
        let addresses = test.app.endpoints.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(addresses).count == addresses.count)
        #expect(addresses.count > 50)
        for endpoint in test.app.endpoints {
            #expect(Policy.rows.contains { $0.act == endpoint.act }, "\(endpoint.path)")
            // A door that changes something is for programs with a token or for forms with one: never bare.
            if endpoint.method == .post { #expect(endpoint.surface != .bare, "\(endpoint.path)") }
        }
        await test.app.database.close()
    }

    /// Every door, as every kind of caller: whoever the table doesn't name is refused before the handler runs.
    @Test func everyDoorRefusesWhomTheTableDoesNotName() async throws {
        let test = try await TestApp()
        let need = try await test.submit()
        let callers: [(String, Viewer)] = [
            ("anonymous", Viewer(.anonymous, language: .en)), ("member", test.viewer("volunteer")),
            ("verifier", test.viewer("verifier")), ("dispatcher", test.viewer("dispatcher")),
            ("founder", test.viewer("founder")),
        ]
        for endpoint in test.app.endpoints where endpoint.surface == .page && endpoint.method == .get {
            for (name, viewer) in callers where !Policy.mightAllow(endpoint.act, viewer) {
                #expect(throws: Refusal.self, "\(name) at \(endpoint.path)") {
                    try Policy.require(endpoint.act, viewer)
                }
            }
        }
        #expect(!Policy.mightAllow(.seeQueue, callers[0].1))
        #expect(!Policy.allows(.verify, callers[1].1))
        #expect(!Policy.allows(.publish, callers[2].1))
        #expect(Policy.allows(.publish, callers[3].1))
        // A stranger may not even learn that it exists.
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.view(need.id, for: callers[0].1, in: test.network.id)
        }
        await test.app.database.close()
    }

    @Test(arguments: Audience.allCases.filter { $0 != .concerned })
    func aNeedIsSeenByItsTierAndThoseBefore(_ audience: Audience) {
        var need = Sample.need()
        need.state = .published
        need.audience = audience
        for tier in Audience.allCases where tier > .case {
            let viewer = Sample.viewer(of: tier)
            #expect(
                NeedAccess.canSee(need, viewer, [])
                    == (Policy.allows(.seeCase, viewer) || audience > .case && viewer.tier <= audience), "\(tier)")
        }
    }

    @Test func theRedactionKeepsTheDescriptionAndTheFactsFromThePublic() {
        var need = Sample.need()
        need.description = "canary-description"
        need.reference = "canary-reference"
        need.institution = "canary-institution"
        need.audience = .public
        need.state = .published
        let view = NeedView(need, for: Viewer(.anonymous, language: .en), ties: [], ownerName: "canary-owner", now: 1)
        let text = String(decoding: view.json, as: UTF8.self)
        for canary in ["canary-description", "canary-reference", "canary-institution", need.code, "canary-owner"] {
            #expect(!text.contains(canary), "\(canary)")
        }
        let inside = NeedView(
            need, for: Viewer(.anonymous, language: .en), ties: .requester, ownerName: "canary-owner", now: 1)
        #expect(String(decoding: inside.json, as: UTF8.self).contains("canary-description"))
    }

    @Test func textHeldForMoneyIsShownToTheDeskOnly() {
        var need = Sample.need()
        need.title = "canary-title"
        need.held = ["title", "lines"]
        need.audience = .public
        need.state = .published
        for viewer in [Viewer(.anonymous, language: .en), Sample.viewer(of: .members)] {
            let text = String(
                decoding: NeedView(need, for: viewer, ties: [], ownerName: "", now: 1).json, as: UTF8.self)
            #expect(!text.contains("canary-title") && !text.contains("N95"))
        }
    }
}

extension Sample {
    static func viewer(of tier: Audience) -> Viewer {
        switch tier {
        case .concerned, .case, .stewards: Viewer(.member(member("s", [.dispatcher])), language: .en)
        case .trusted: Viewer(.member(member("t", [])), language: .en)
        case .members, .partners:
            Viewer(
                .member(
                    Member(
                        id: id, personID: id, networkID: id, name: "n", organisation: nil, standing: .newcomer,
                        roles: [],
                        area: nil, skills: [], languages: [])), language: .en)
        case .public: Viewer(.anonymous, language: .en)
        }
    }
}
