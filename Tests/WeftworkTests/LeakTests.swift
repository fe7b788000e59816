import Database
import Foundation
import Logging
import Testing

@testable import Weftwork

/// Canaries where no page shows them: mails that wait, files, streams, error pages, logs.
@Suite struct LeakTests {
    /// A canary, and who may read it – on whatever way.
    fileprivate struct Canary {
        let text: String
        let readers: Set<String>
    }

    private static let desk: Set<String> = ["founder", "intake", "verifier", "verifier2", "dispatcher"]
    private static let callers = ["anonymous", "volunteer", "volunteer2", "volunteer3", "verifier", "founder"]

    fileprivate struct Planted {
        var canaries: [Canary] = []
        var ids: [String: [ID]] = [:]
        var need: Need?
    }

    /// The need with its secrets, and what people say about one another.
    private func plant(_ test: TestApp) async throws -> Planted {
        let network = test.network.id, members = test.app.members, needs = test.app.needs
        var planted = Planted()
        func add(_ text: String, _ readers: Set<String>) {
            planted.canaries.append(Canary(text: text, readers: readers))
        }
        var entry = test.entry("Hospital lacks masks")
        entry.name = "canary-contact-name"
        entry.email = "canary-mail@example.org"
        entry.address = "canary-address 7"
        entry.preference = "canary-preference"
        entry.description = "canary-description in her words"
        let need = try await test.published(entry)
        planted.need = need
        for text in ["canary-contact-name", "canary-mail", "canary-address", "canary-preference"] { add(text, []) }
        add("canary-description", Set(test.members.keys))
        // What she answers is for the case.
        _ = try await needs.perform(
            .add(text: "canary-added by her"), on: need.id, by: test.requester(need.id), in: network)
        add("canary-added", LeakTests.desk)
        let draft = ClaimDraft(
            line: need.lines[0].id, quantity: 1_000, promisedBy: test.clock.now + Time.day, note: "canary-claim note")
        let claim = try await needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: network).claim
        add("canary-claim", LeakTests.desk.union(["volunteer"]))
        try await needs.letThrough(claim: claim.id, by: test.viewer("founder"), in: network)

        func id(_ name: String) throws -> ID { try #require(test.members[name]).id }
        let nomination = try await members.nominate(
            try id("volunteer3"), for: "weaver", "canary-nomination words", by: test.viewer("founder"), in: network)
        try await members.answer(nomination.id, accepts: true, by: test.viewer("volunteer3"), in: network)
        try await members.object(
            to: nomination.id, "canary-objection words", by: test.viewer("volunteer2"), in: network)
        for text in ["canary-nomination", "canary-objection"] { add(text, Set(test.members.keys)) }
        try await members.suspend(
            try id("verifier2"), SuspensionDraft(reason: "canary-suspended because", days: 3, isAbuse: false),
            by: test.viewer("founder"), in: network)
        // Those who judge the appeal read from what.
        add("canary-suspended", ["verifier2", "founder", "lead"])
        _ = try await test.app.people.addMember(
            MemberDraft(email: "lead@example.org", name: "lead", roles: [.coordinator]), to: "test")
        let appeal = try await members.appeal(
            "canary-appeal words", by: try await test.present("verifier2"), in: network)
        add("canary-appeal", ["verifier2", "founder", "lead"])
        let pass = try await members.makePass(
            PassDraft(task: "masks", hours: 2, claim: nil), by: test.viewer("volunteer"), in: network)
        _ = try await members.scan(members.code(ofPass: pass.id), agent: "canary-agent at the gate")
        add("canary-agent", ["volunteer"])
        add(members.code(ofPass: pass.id), ["volunteer"])
        let export = try await needs.askForExport(
            ExportDraft(purpose: "canary-purpose of the export", filter: Form()), by: test.viewer("founder"),
            in: network)
        add("canary-purpose", ["founder", "lead"])
        planted.ids = [
            "needs": [need.id], "claims": [claim.id], "members": [try id("volunteer3")], "matters": [appeal],
            "exports": [export.id], "passes": [pass.id], "need": [need.id],
        ]
        return planted
    }

    private func check(_ text: String, for name: String, _ canaries: [Canary], _ place: String) {
        for canary in canaries where text.contains(canary.text) {
            #expect(canary.readers.contains(name), "\(name) reads \(canary.text) in \(place)")
        }
    }

    @Test func mailsFilesAndOwnDataHoldOnlyWhatTheirReaderMaySee() async throws {
        let test = try await TestApp(), planted = try await plant(test), network = test.network.id
        // Mails that wait: opened as only the server can.
        let mails = try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }
        #expect(mails.count > 5)
        for mail in mails {
            let name = String(mail.to.prefix { $0 != "@" })
            // To her own address goes what is hers.
            if name == "canary-mail" { continue }
            check("\(mail.subject)\n\(mail.body)", for: name, planted.canaries, "a mail")
        }
        // Everything about oneself, and nothing about others.
        for (name, member) in test.members {
            let person = Person(id: member.personID, name: name, language: .en)
            let account = try await test.app.people.signIns.account(of: person.id, session: "none")
            let data = try await test.app.members.ownData(of: person, account: account).json
            check(String(decoding: data, as: UTF8.self), for: name, planted.canaries, "own data")
        }
        for name in LeakTests.callers {
            let csv = try await test.app.needs.exportCSV(by: try await test.present(name), in: network, bom: false)
            check(csv, for: name, planted.canaries, "the CSV export")
        }
        // With contacts: once, to whoever asked; and in it nothing but contacts.
        let export = try #require(planted.ids["exports"]?.first)
        let lead = try #require(
            try await test.app.database.read { db in try db.members(of: network).first { $0.name == "lead" } })
        try await test.app.needs.decideExport(
            export, .approved, note: "Fine by me", by: Viewer(.member(lead), language: .en), in: network)
        let file = try await test.app.needs.downloadExport(export, by: test.viewer("founder"), in: network)
        for text in ["canary-contact-name", "canary-mail", "canary-address"] { #expect(file.contains(text), "\(text)") }
        for text in ["canary-added", "canary-claim", "canary-suspended", "canary-nomination", "canary-description"] {
            #expect(!file.contains(text), "\(text)")
        }
        await test.app.database.close()
    }

    @Test func streamsAndFeedsHoldOnlyWhatTheirReaderMaySee() async throws {
        let test = try await TestApp(), planted = try await plant(test), network = test.network.id
        let api = NeedAPI(
            acts: test.app.needs, members: test.app.members, limiter: test.app.limiter, hub: test.app.hub,
            duties: AllDuties(acts: test.app.needs))
        var pieces = 0
        for name in LeakTests.callers {
            let viewer = try await test.present(name)
            let tier = Policy.allows(.seeCase, viewer) ? Audience.case : max(viewer.tier, .stewards)
            let expected = try await test.app.database.read { db in
                try db.events(in: network, after: 0, tier: tier, limit: 500, vault: test.app.vault).count
            }
            let answer = try await api.live(network, tier, 0, showsActors: viewer.member != nil)
            guard case .stream(let open) = answer.body else { return #expect(Bool(false), "no stream") }
            let live = await open()
            var read = 0
            for await piece in live.pieces {
                check(String(decoding: piece, as: UTF8.self), for: name, planted.canaries, "the stream")
                read += 1
                if read == expected { break }
            }
            live.end()
            pieces += read
        }
        #expect(pieces > 60, "\(pieces)")
        await test.app.database.close()
    }

    /// Bad input at every door, as each caller: what the answers and the log say.
    @Test func refusalsAndLogsHoldNothingOfOthers() async throws {
        let test = try await TestApp(), planted = try await plant(test)
        // Doors whose whole point is to show a contact, on record.
        let showing = ["/reveals", "/looks", "/file"]
        var answers = 0
        for endpoint in test.app.endpoints where endpoint.method == .post && endpoint.surface != .bare {
            if showing.contains(where: endpoint.path.hasSuffix) { continue }
            for name in LeakTests.callers {
                let viewer = try await test.present(name)
                let body =
                    endpoint.surface == .api ? "{\"action\":\"\",\"words\":7}" : "action=nonsense&kind=nonsense&days=x"
                let text = await test.answer(
                    endpoint, planted.parameters(of: endpoint, in: test.network), body, as: viewer)
                check(text, for: name, planted.canaries, "the answer of \(endpoint.path)")
                answers += 1
            }
        }
        #expect(answers > 300, "\(answers)")
        test.app.logger.trace("a line", metadata: ["error": "to be seen"])
        #expect(test.log.all.contains { $0.contains("to be seen") }, "whatever is logged is looked through")
        for line in test.log.all {
            for canary in planted.canaries {
                #expect(!line.contains(canary.text), "\(canary.text) in the log: \(line)")
            }
            #expect(!line.contains("@example.org"), "an address in the log: \(line)")
        }
        await test.app.database.close()
    }
}

extension LeakTests.Planted {
    /// The address of a door that leads to what was planted.
    fileprivate func parameters(of endpoint: Endpoint, in network: Network) -> [String: String] {
        var found = ["slug": network.slug]
        let parts = endpoint.path.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() where part.hasPrefix("{") && part != "{slug}" {
            let name = String(part.dropFirst().dropLast()), before = index > 0 ? parts[index - 1] : ""
            switch name {
            case "kind": found[name] = "need"
            case "code": found[name] = need?.code ?? ""
            default:
                let key = before == "{kind}" ? "need" : before
                found[name] = (ids[key]?.first ?? Sample.id).description
            }
        }
        return found
    }
}

extension TestApp {
    /// What a door answers to a post.
    func answer(
        _ endpoint: Endpoint, _ parameters: [String: String], _ body: String, as viewer: Viewer
    ) async -> String {
        var ask = Ask(
            id: "test", method: .post, path: endpoint.path, remote: "192.0.2.\(Int.random(in: 1...250))", language: .en,
            viewer: viewer)
        ask.parameters = parameters
        ask.network = network
        ask.session = "none"
        ask.body = Array(body.utf8)
        if let member = viewer.member { ask.person = Person(id: member.personID, name: member.name, language: .en) }
        guard case .bytes(let bytes) = await app.checked(ask, endpoint).body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
