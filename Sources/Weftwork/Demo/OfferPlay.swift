internal import Database
internal import Engine

/// What people of the demonstration have, through the same acts as everybody's: most of it checked and listed, one thing promised, one
/// asked for.
struct OfferPlay {
    let app: App
    let people: [String: Member]
    let network: Network
    let now: Int64

    /// - Parameter needs: what it may be used for.
    func run(for needs: [ID]) async throws {
        var listed: [ID] = []
        for offered in DemoOfferWords.offers {
            let id = try await app.offers.submit(entry(offered), by: viewer(offered.by), in: network).offer.id
            guard offered.isListed else { continue }
            try await list(id, offered)
            listed.append(id)
        }
        if let first = listed.first { try await use(first, for: needs) }
    }

    private func viewer(_ address: String) -> Viewer {
        people[address].map { Viewer(.member($0), language: .zh) } ?? Viewer(.operator, language: .zh)
    }

    private func entry(_ offered: DemoOfferWords.Offered) -> OfferEntry {
        var entry = OfferEntry()
        entry.what.title = offered.title
        entry.what.lines = [
            NeedEntry.Line(
                item: offered.item, quantity: offered.quantity, unit: offered.unit, kind: offered.kind.rawValue)
        ]
        if !offered.city.isEmpty { entry.what.area = [DemoWords.country, DemoWords.province, offered.city] }
        entry.what.consent = "yes"
        (entry.conditions, entry.boughtFrom) = (offered.conditions, offered.boughtFrom)
        (entry.standing, entry.through) = (offered.isStanding ? "yes" : "", offered.isThrough ? "yes" : "")
        return entry
    }

    private func list(_ id: ID, _ offered: DemoOfferWords.Offered) async throws {
        let found = OfferVerification(
            confidence: offered.isThrough ? .singleSource : .official, checks: [.calledBack: .yes],
            note: DemoWords.verifyNote)
        let steps: [(OfferAction, String)] = [
            (.acknowledge(note: ""), "dispatcher2"), (.verify(found), "verifier"),
            (.list(audience: offered.isThrough ? .members : .public), "dispatcher"),
        ]
        for (action, by) in steps {
            _ = try await app.offers.perform(action, on: id, by: viewer(by), in: network.id)
        }
    }

    /// Promised for one need by whoever has it; for another a dispatcher asks for a part of it.
    private func use(_ offer: ID, for needs: [ID]) async throws {
        let callers = ["partner2", "dispatcher"], network = network.id
        var uses = 0
        for id in needs where uses < callers.count {
            guard let need = try await app.database.read({ db in try db.need(id, in: network) }),
                need.state == .published,
                let line = need.lines.first(where: { $0.kind == .goods && $0.remaining != 0 })
            else { continue }
            let claim = ClaimDraft(
                line: line.id, quantity: min(line.remaining ?? 2_000_000, 2_000_000), promisedBy: now + Time.day,
                note: uses == 0 ? "" : DemoOfferWords.ask)
            do {
                _ = try await app.offers.use(
                    OfferUseDraft(need: id, claim: claim), of: offer, by: viewer(callers[uses]), in: network)
                uses += 1
            } catch is Refusal {
                // It stands under a restriction, takes a briefing, or the promise is one too many: another will do.
            }
        }
    }
}
