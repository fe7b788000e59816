internal import Database

/// One call for help that runs in the demonstration: its first wave has been asked, nobody has answered yet.
extension Demonstration {
    static func addWaves(_ people: [String: Member], _ app: App) async throws {
        guard let lead = people["coordinator"], let verifier = people["verifier"], let caller = people["dispatcher"]
        else { return }
        func viewer(_ member: Member) -> Viewer { Viewer(.member(member), language: .zh) }
        guard let network = try await app.database.read({ db in try db.network(id: lead.networkID) }) else { return }
        var entry = NeedEntry()
        entry.title = DemoWaveWords.title
        entry.description = DemoWaveWords.description
        entry.category = Need.Category.people.rawValue
        entry.lines = [NeedEntry.Line(item: DemoWaveWords.item, quantity: "2", unit: "", kind: "people")]
        entry.name = DemoWaveWords.contact
        entry.phone = "13900009876"
        let need = try await app.needs.submit(entry, by: viewer(lead), in: network).need
        let steps: [(NeedAction, Member)] = [
            (.acknowledge(note: ""), lead),
            (.verify(VerificationDraft(confidence: .singleSource)), verifier),
            (.publish(audience: .public, reason: ""), caller),
        ]
        for (action, member) in steps {
            _ = try await app.needs.perform(action, on: need.id, by: viewer(member), in: network.id)
        }
        _ = try await app.waves.start(
            HelpDraft(line: need.lines[0].id), on: need.id, by: viewer(caller), in: network.id)
    }
}
