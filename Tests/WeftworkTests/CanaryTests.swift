import Database
import Foundation
import Testing

@testable import Weftwork

/// A canary in every private field about people; every page and every door for programs, read by every kind of caller; the store's
/// own bytes. Whoever sees a canary that is not theirs to see fails the test by name and address.
@Suite struct CanaryTests {
    /// A canary, and who may see it.
    struct Canary {
        let text: String
        let seers: Set<String>
    }

    @Test func noSurfaceShowsWhatIsNotForItsReader() async throws {
        let test = try await TestApp()
        let planted = try await plant(test)
        var looks = 0, sightings: [String: Set<String>] = [:]
        for endpoint in test.app.endpoints where endpoint.method == .get && endpoint.surface != .bare {
            for parameters in planted.addresses(of: endpoint, in: test.network) {
                for name in ["anonymous"] + test.members.keys.sorted() {
                    let viewer = try await test.present(name)
                    for query in queries(of: endpoint) {
                        guard let text = await test.body(endpoint, parameters, query, as: viewer) else { continue }
                        looks += 1
                        for canary in planted.canaries where text.contains(canary.text) {
                            #expect(canary.seers.contains(name), "\(name) sees \(canary.text) at \(endpoint.path)")
                            sightings[canary.text, default: []].insert(name)
                        }
                    }
                }
            }
        }
        #expect(looks > 700, "\(looks)")
        // A canary that nobody saw where somebody may was not planted: the test would prove nothing.
        for canary in planted.canaries where !canary.seers.isEmpty {
            #expect(sightings[canary.text] == canary.seers, "\(canary.text): seen by \(sightings[canary.text] ?? [])")
        }
        try await nothingStandsInTheClear(test, planted.canaries)
        await test.app.database.close()
    }

    /// Each thread of a talk stands at an address of its own.
    private func queries(of endpoint: Endpoint) -> [Form] {
        guard endpoint.path.hasSuffix("/talk") || endpoint.path.hasSuffix("/posts") else { return [Form()] }
        return [Form()] + ["team", "requester", "helpers"].map { Form(pairs: [("thread", $0)]) }
    }

    /// What is sealed can't be read from the file of the store.
    private func nothingStandsInTheClear(_ test: TestApp, _ canaries: [Canary]) async throws {
        let tables = try await test.app.database.read { db in
            try db.storedTables().map(\.name)
        }
        #expect(tables.count > 50)
        for table in tables {
            let rows = try await test.app.database.read { db in
                var text = ""
                guard let stored = try db.storedTables().first(where: { $0.name == table }), stored.has("network_id")
                else {
                    return text
                }
                try db.eachRow(of: stored, where: ("network_id", [.bytes(test.network.id.bytes)])) { values in
                    text += "\(values)\n"
                }
                return text
            }
            for canary in canaries { #expect(!rows.contains(canary.text), "\(canary.text) in the clear in \(table)") }
        }
    }

    struct Planted {
        var canaries: [Canary] = []
        var ids: [String: [ID]] = [:]
        var codes: [String: String] = [:]

        /// Every address of a door that leads to something that was planted.
        func addresses(of endpoint: Endpoint, in network: Network) -> [[String: String]] {
            var found: [[String: String]] = [["slug": network.slug]]
            let parts = endpoint.path.split(separator: "/").map(String.init)
            for (index, part) in parts.enumerated() where part.hasPrefix("{") && part != "{slug}" {
                let name = String(part.dropFirst().dropLast()), before = index > 0 ? parts[index - 1] : ""
                let values = codes[before].map { [$0] } ?? ids[before]?.map(\.description) ?? ["\(Sample.id)"]
                found = found.flatMap { known in values.map { known.merging([name: $0]) { _, new in new } } }
            }
            return found
        }
    }

    private func plant(_ test: TestApp) async throws -> Planted {
        let acts = test.app.members, network = test.network.id, founder = test.viewer("founder")
        let (anna, bert, carl) = (test.viewer("volunteer"), test.viewer("volunteer2"), test.viewer("volunteer3"))
        func id(_ name: String) throws -> ID { try #require(test.members[name]).id }
        var planted = Planted()

        // Profiles: all for oneself; all for stewards.
        for (viewer, name, audience, seers) in [
            (anna, "volunteer", Audience.case, ["volunteer"]),
            (bert, "volunteer2", .stewards, ["volunteer2", "founder", "dispatcher"]),
        ] {
            let fields = ProfileField.allCases.filter { ![.phone, .publicEmail, .walk, .timeZone].contains($0) }
            try await acts.save(
                name: name, language: "en",
                Dictionary(uniqueKeysWithValues: fields.map { ($0, "canary-\($0.rawValue)-\(name)-z") }),
                Dictionary(uniqueKeysWithValues: fields.map { ($0, audience.name) }), by: viewer)
            for field in fields {
                let own: Set<String> = [name]
                // How somebody is reached stands on no page of others: it takes an act.
                planted.canaries.append(
                    Canary(
                        text: "canary-\(field.rawValue)-\(name)-z",
                        seers: field.isSealedForSafety || field.isContact ? own : Set(seers)))
            }
        }

        // How two know each other.
        let vouch = try await test.app.vouches.give(
            VouchDraft(kind: .identity, subject: "", how: "canary-how we met"), to: try id("volunteer"), by: carl,
            in: network)
        planted.canaries.append(Canary(text: "canary-how", seers: ["volunteer", "volunteer3", "founder"]))

        let skill = try await test.app.vouches.give(
            VouchDraft(kind: .skill, subject: "driving", how: "canary-driving together"), to: try id("volunteer2"),
            by: carl,
            in: network)
        try await test.app.vouches.revoke(skill.id, reason: "canary-taken back", by: carl, in: network)
        planted.canaries += [
            Canary(text: "canary-driving", seers: []),
            Canary(text: "canary-taken", seers: ["volunteer2", "volunteer3", "founder"]),
        ]

        // Who asks for a vouch, and in which words; what several sign.
        let asked = try await acts.askForVouch(
            of: try id("volunteer3"), VouchDraft(kind: .integrity, how: "canary-asking words"), by: bert, in: network)
        let together = try await acts.recommend(
            try id("volunteer2"),
            RecommendationDraft(
                vouch: VouchDraft(kind: .identity, how: "canary-together words"), signers: [try id("volunteer3")]),
            by: anna, in: network)
        planted.canaries += [
            Canary(text: "canary-asking", seers: ["volunteer2", "volunteer3", "founder"]),
            Canary(text: "canary-together", seers: ["volunteer", "volunteer2", "volunteer3", "founder"]),
        ]

        // Matters: an incident, what was said in it, a mediation.
        let incident = try await acts.open(
            MatterDraft(kind: .incident, about: try id("volunteer2"), words: "canary-incident words"), by: anna,
            in: network)
        try await acts.say("canary-note in it", in: incident.id, by: anna, network: network)
        let talk = try await acts.open(
            MatterDraft(kind: .mediation, about: try id("volunteer3"), words: "canary-mediation words"), by: anna,
            in: network)
        #expect(incident.ownerID == (try id("founder")) && talk.ownerID == incident.ownerID)
        planted.canaries += [
            Canary(text: "canary-incident", seers: ["volunteer", "founder"]),
            Canary(text: "canary-note", seers: ["volunteer", "founder"]),
            Canary(text: "canary-mediation", seers: ["volunteer", "volunteer3", "founder"]),
        ]

        // Where somebody went.
        let visit = try await acts.checkIn(
            VisitDraft(place: "canary-place", hours: 2, hasReadSafety: true, need: nil), by: bert, in: network)
        planted.canaries.append(Canary(text: "canary-place", seers: []))

        // Why somebody is suspended.
        try await acts.suspend(
            try id("intake"), SuspensionDraft(reason: "canary-reason", days: 3, isAbuse: false), by: founder,
            in: network)
        planted.canaries.append(Canary(text: "canary-reason", seers: ["intake"]))

        // The secret of a link, which only its maker passes on.
        let invitation = try await acts.invite(
            InvitationDraft(uses: 1, days: 1, campaign: "c", note: "n"), by: carl, in: network)
        planted.canaries.append(
            Canary(text: acts.code(of: invitation.id), seers: ["volunteer3"]))
        let pass = try await acts.makePass(PassDraft(task: "masks", hours: 2, claim: nil), by: anna, in: network)
        planted.canaries.append(Canary(text: acts.code(ofPass: pass.id), seers: ["volunteer"]))

        // What is said among the case team, with the requester, with those who have promised something.
        let need = try await test.published(), desk = test.viewer("verifier")
        _ = try await test.app.needs.claim(
            ClaimDraft(
                line: try #require(need.lines.first).id, quantity: 1000, promisedBy: test.clock.now + Time.day, note: ""
            ),
            on: need.id, by: bert, in: network)
        let team: Set<String> = ["founder", "verifier", "verifier2", "dispatcher"]
        var posts: [ID] = []
        for (thread, seers) in [
            ("team", team), ("requester", team), ("helpers", team.union(["volunteer2"])),
        ] {
            posts.append(
                try await test.app.talk.post(
                    PostDraft(thread: thread, words: "canary-\(thread)-said"), to: need.talk, by: desk
                ).id)
            planted.canaries.append(Canary(text: "canary-\(thread)-said", seers: seers))
        }
        let held = try await test.app.talk.post(
            PostDraft(thread: "helpers", words: "canary-held: send it by paypal"), to: need.talk, by: bert)
        #expect(held.isHeld)
        planted.canaries.append(Canary(text: "canary-held", seers: team.union(["volunteer2"])))

        // Everybody's address for signing in: on no page at all.
        for name in test.members.keys { planted.canaries.append(Canary(text: "\(name)@example.org", seers: [])) }

        planted.ids = [
            "members": [try id("volunteer"), try id("volunteer2"), try id("intake")],
            "matters": [incident.id, talk.id],
            "visits": [visit.id], "vouches": [vouch.id], "invitations": [invitation.id], "passes": [pass.id],
            "needs": [try await test.submit().id, need.id], "posts": posts + [held.id],
            "asks": [asked.id], "recommendations": [together.id],
        ]
        // Whether a need suits one stands at its own address.
        planted.ids["matches"] = planted.ids["needs"]
        return planted
    }
}

extension TestApp {
    /// Somebody as they are now: standing and state as the store has them.
    func present(_ name: String) async throws -> Viewer {
        guard let member = members[name] else { return Viewer(.anonymous, language: .en) }
        let now = try await app.database.read { db in try db.member(member.id, in: network.id) }
        return Viewer(.member(now ?? member), language: .en)
    }

    /// The text that a door answers somebody; nothing where it has none.
    func body(
        _ endpoint: Endpoint, _ parameters: [String: String], _ query: Form = Form(), as viewer: Viewer
    ) async -> String? {
        var ask = Ask(
            id: "test", method: .get, path: endpoint.path, remote: "192.0.2.\(Int.random(in: 1...250))", language: .en,
            viewer: viewer)
        ask.parameters = parameters
        ask.query = query
        ask.network = network
        ask.session = "none"
        if let member = viewer.member { ask.person = Person(id: member.personID, name: member.name, language: .en) }
        guard case .bytes(let bytes) = await app.checked(ask, endpoint).body else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
