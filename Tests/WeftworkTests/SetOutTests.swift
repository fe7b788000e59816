import Database
import Engine
import Testing

@testable import Weftwork

/// Whoever sets out sees what has changed since they promised; photos of what was brought and of what was checked are for few.
@Suite struct SetOutTests {
    private static func seen(_ change: (inout PromisedOn) -> Void) -> [String] {
        let line = NeedLine(
            id: ID(milliseconds: 1, entropy: (1, 1)), item: "drivers", kind: .people, quantity: .number(2000), unit: "",
            specification: "", claimed: 0, delivered: 0, isMet: false, isControlled: false)
        let old = PromisedOn(line)
        var new = old
        change(&new)
        return SetOutRules.changes(old, new, samePlace: true, mayRead: true).map(\.field)
    }

    @Test func onlyWhatIsOtherwiseIsSaid() {
        #expect(SetOutTests.seen { _ in } == [])
        #expect(SetOutTests.seen { $0.quantity = "1" } == ["quantity"])
        #expect(SetOutTests.seen { ($0.item, $0.from) = ("nurses", 5) } == ["item", "time"])
        #expect(
            SetOutTests.seen { ($0.neededBy, $0.area, $0.substitute) = (5, ["x"], "no") } == [
                "substitute", "neededBy", "area",
            ])
    }

    @Test func eachChangeOfALineNamesWhatWasPromised() {
        let line = NeedLine(
            id: ID(milliseconds: 1, entropy: (1, 1)), item: "drivers", kind: .people, quantity: .number(2000), unit: "",
            specification: "", claimed: 0, delivered: 0, isMet: false, isControlled: false)
        let old = PromisedOn(line)
        var new = old
        (new.quantity, new.from, new.substitute, new.neededBy) = ("1", 5, "no", 5)
        func names(mayRead: Bool) -> [String] {
            SetOutRules.changes(old, new, samePlace: false, mayRead: mayRead).map { $0.name(.en) }
        }
        let named = names(mayRead: true)
        #expect(named.count == 5 && named.prefix(3).allSatisfy { $0.hasPrefix("drivers: ") }, "\(named)")
        #expect(named.suffix(2).allSatisfy { !$0.contains("drivers") }, "the day and the place are the need's")
        #expect(names(mayRead: false).allSatisfy { !$0.contains("drivers") }, "what is kept back is not named")
    }

    @Test(arguments: TestApp.kinds) func whoDoesNotGoOutHasSeenNothing(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, acts = test.app.needs
        let need = try await test.published(), line = need.lines[0].id, goes = test.viewer("volunteer")
        _ = try await acts.claim(
            ClaimDraft(line: line, quantity: 1000, promisedBy: test.clock.now + Time.day), on: need.id, by: goes,
            in: network)
        var draft = VisitDraft(place: "the ward", hours: 2, hasReadSafety: true, need: need.id, insurance: nil)
        _ = try await test.app.members.checkIn(draft, by: goes, in: network)
        var correction = Correction()
        correction.quantities[line] = .number(50_000)
        _ = try await acts.perform(.correct(correction), on: need.id, by: test.requester(need.id), in: network)
        let found = try #require(try await acts.changesSincePromise(of: need.id, by: goes, in: network))
        draft.seen = found.stamp
        // Still out, they can't set out once more: nothing of that act is kept.
        await #expect(throws: Refusal.self) {
            _ = try await test.app.members.checkIn(draft, by: goes, in: network)
        }
        #expect(try await acts.changesSincePromise(of: need.id, by: goes, in: network)?.stamp == found.stamp)
        try await test.app.members.checkOut(by: goes, in: network)
        _ = try await test.app.members.checkIn(draft, by: goes, in: network)
        #expect(try await acts.changesSincePromise(of: need.id, by: goes, in: network) == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoSetsOutConfirmsWhatChanged(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        var entry = test.entry("A clinic lacks drivers")
        entry.address = "1 High Street"
        let work = LineWorkEntry(from: Format.rfc3339(test.clock.now + 20 * Time.hour), hours: "2")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "2", kind: "people", work: work)]
        let need = try await test.published(entry), line = need.lines[0].id, acts = test.app.needs
        _ = try await acts.claim(
            ClaimDraft(line: line, quantity: 1000, promisedBy: test.clock.now + Time.day), on: need.id,
            by: test.viewer("volunteer"), in: network)
        var draft = VisitDraft(place: "the ward", hours: 2, hasReadSafety: true, need: need.id, insurance: nil)
        func out() async throws { try await test.app.members.checkOut(by: test.viewer("volunteer"), in: network) }
        _ = try await test.app.members.checkIn(draft, by: test.viewer("volunteer"), in: network)
        try await out()
        var correction = Correction()
        correction.works[line] = LineWorkEntry(from: Format.rfc3339(test.clock.now + 22 * Time.hour))
        correction.quantities[line] = .number(1000)
        correction.address = "2 Low Street"
        _ = try await acts.perform(.correct(correction), on: need.id, by: test.requester(need.id), in: network)
        func refused() async -> Refusal.Extras? {
            do {
                _ = try await test.app.members.checkIn(draft, by: test.viewer("volunteer"), in: network)
                return nil
            } catch {
                guard case .conflict(_, let extras)? = error as? Refusal else { return nil }
                return extras
            }
        }
        let extras = try #require(await refused())
        #expect(extras.changes.map(\.field) == ["quantity", "time", "place"])
        #expect(
            extras.changes.allSatisfy { !$0.now(.en).contains("Low Street") && !$0.was(.en).contains("High Street") })
        #expect(try await test.app.members.openVisit(of: test.viewer("volunteer"), in: network) == nil)
        // What was seen before it changed once more is not what stands now.
        draft.seen = extras.seen
        correction = Correction()
        correction.works[line] = LineWorkEntry(from: Format.rfc3339(test.clock.now + 23 * Time.hour))
        _ = try await acts.perform(.correct(correction), on: need.id, by: test.requester(need.id), in: network)
        let again = try #require(await refused())
        #expect(again.seen != extras.seen)
        draft.seen = again.seen
        let visit = try await test.app.members.checkIn(draft, by: test.viewer("volunteer"), in: network)
        #expect(visit.needID == need.id)
        // Seen once is seen; whoever promised nothing is told nothing.
        try await out()
        draft.seen = nil
        _ = try await test.app.members.checkIn(draft, by: test.viewer("volunteer"), in: network)
        _ = try await test.app.members.checkIn(draft, by: test.viewer("volunteer2"), in: network)
        // It goes with the words about the need.
        try await test.app.database.write { db in try db.forgetContact(of: need.id, in: network) }
        let left = try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM promised_on", as: Int.self)
        }
        #expect(left == 0)
        await test.app.database.close()
    }

    // MARK: Photos

    private func draft(_ words: String) async throws -> FileDraft {
        FileDraft(
            picture: try await PictureWorkers().picture(Sample.png(width: 60, height: 40)[...], field: "photo"),
            name: "IMG_1.png",
            words: words)
    }

    private func sees(_ test: TestApp, _ keeper: FileKeepers.Keeper, _ file: StoredFile, _ name: String) async throws
        -> Bool
    {
        var ask = Ask(
            id: "test", method: .get, path: "/", remote: "192.0.2.1", language: .en, viewer: test.viewer(name))
        ask.network = test.network
        return try await keeper(ask, file)
    }

    /// What she reads of a photo that was deleted.
    private func removal(_ test: TestApp, _ need: ID) async throws -> String? {
        let file = try await test.app.needs.file(need, for: test.requester(need), in: test.network.id)
        return file.story.last { $0.kind == .photoRemoved }.flatMap { StoryWords.line(for: $0, names: [:])?(.en) }
    }

    @Test(arguments: TestApp.kinds) func whatWasBroughtIsForHerTheOwnerAndWhoBroughtIt(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.published(), line = need.lines[0].id
        func claimed(_ name: String) async throws -> Claim {
            try await acts.claim(
                ClaimDraft(line: line, quantity: 10_000, promisedBy: test.clock.now + Time.day), on: need.id,
                by: test.viewer(name), in: network
            ).claim
        }
        let claim = try await claimed("volunteer"), other = try await claimed("volunteer2")
        let hers = test.viewer("volunteer"), drawn = try await draft("boxes at the gate")
        let file = try await acts.addPhoto(drawn, toClaim: claim.id, by: hers, in: network)
        let owner = try #require(test.members.first { $0.value.id == need.ownerID }?.key)
        for (name, may) in [("volunteer", true), (owner, true), ("volunteer2", false), ("volunteer3", false)] {
            #expect(try await sees(test, acts.claimPhotoKeeper, file, name) == may, "\(name)")
        }
        let she = try await acts.file(need.id, for: test.requester(need.id), in: network)
        // A look at it is none at her own photos; whose photo it is looks at their own.
        #expect(she.photoReaders.isEmpty && she.evidenceReaders.isEmpty && she.deliveryReaders.map(\.name) == [owner])
        let brought = try await acts.file(need.id, for: hers, in: network)
        #expect(brought.deliveryReaders.isEmpty, "who brings something else is no business of theirs")
        #expect(she.claimPhotos[claim.id]?.map(\.file.id) == [file.id] && she.claimPhotos[other.id]?.isEmpty == true)
        let outside = try await acts.claimPhotos(of: need.id, for: test.viewer("nobody"), in: network)
        #expect(outside.isEmpty, "never public")
        for name in ["volunteer2", owner] {
            await #expect(throws: Refusal.self, "\(name)") {
                try await acts.addPhoto(drawn, toClaim: claim.id, by: test.viewer(name), in: network)
            }
        }
        for _ in 1..<Claim.mostPhotos { try await acts.addPhoto(drawn, toClaim: claim.id, by: hers, in: network) }
        await #expect(throws: Refusal.self) {
            try await acts.addPhoto(drawn, toClaim: claim.id, by: hers, in: network)
        }
        _ = try await acts.removePhoto(file.id, ofClaim: claim.id, by: hers, in: network)
        #expect(try await removal(test, need.id)?.contains("Whoever brings it deleted") == true)
        _ = try await acts.perform(.release(note: ""), onClaim: other.id, by: test.viewer("volunteer2"), in: network)
        await #expect(throws: Refusal.self) {
            try await acts.addPhoto(drawn, toClaim: other.id, by: test.viewer("volunteer2"), in: network)
        }
        try await test.app.database.write { db in try db.forgetContact(of: need.id, in: network) }
        #expect(try await acts.claimPhotos(of: need.id, for: hers, in: network).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func evidenceHangsOnOneQuestion(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit(), drawn = try await draft("the official letter"),
            verifier = test.viewer("verifier")
        await #expect(throws: Refusal.self, "nothing is to be verified yet") {
            try await acts.addPhoto(drawn, forQuestion: "document", of: need.id, by: verifier, in: network)
        }
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        await #expect(throws: Refusal.self, "no question here") {
            try await acts.addPhoto(drawn, forQuestion: "weather", of: need.id, by: verifier, in: network)
        }
        try await test.act(.open, need.id, "verifier")
        await #expect(throws: Refusal.self, "another has it open") {
            try await acts.addPhoto(
                drawn, forQuestion: "document", of: need.id, by: test.viewer("verifier2"), in: network)
        }
        let file = try await acts.addPhoto(drawn, forQuestion: "document", of: need.id, by: verifier, in: network)
        for (name, may) in [("verifier", true), ("verifier2", true), ("volunteer", false)] {
            #expect(try await sees(test, acts.checkPhotoKeeper, file, name) == may, "\(name)")
        }
        let (she, desk) = (test.requester(need.id), test.viewer("verifier2"))
        let (hers, theirs) = (
            try await acts.file(need.id, for: she, in: network), try await acts.file(need.id, for: desk, in: network)
        )
        #expect(hers.photoReaders.isEmpty && hers.evidenceReaders.isEmpty, "she may not see it, nor who did")
        #expect(theirs.photoReaders.isEmpty && Set(theirs.evidenceReaders.map(\.name)) == ["verifier", "verifier2"])
        try await acts.admitEvidence(for: need.id, by: verifier, in: network)
        await #expect(throws: Refusal.self, "another has it open") {
            try await acts.admitEvidence(for: need.id, by: desk, in: network)
        }
        let wrong = try await acts.addPhoto(drawn, forQuestion: "document", of: need.id, by: verifier, in: network)
        try await acts.removePhoto(wrong.id, ofCheckOf: need.id, by: verifier, in: network)
        #expect(try await removal(test, need.id)?.contains("Evidence was deleted") == true)
        await #expect(throws: Refusal.self, "it is gone") {
            try await acts.removePhoto(wrong.id, ofCheckOf: need.id, by: verifier, in: network)
        }
        await #expect(throws: Refusal.self) {
            _ = try await acts.checkPhotos(of: need.id, for: test.requester(need.id), in: network)
        }
        var finding = VerificationDraft(confidence: .official)
        finding.checks = [VerificationDraft.Check(id: "document", answer: .yes, note: "stamped")]
        try await test.act(.verify(finding), need.id, "verifier")
        let seen = try await acts.file(need.id, for: test.viewer("verifier2"), in: network)
        #expect(seen.checkPhotos.map(\.question) == ["document"] && seen.checkPhotos.map(\.round) == [0])
        #expect(seen.verifications.first?.checks.map(\.note) == ["stamped"])
        #expect(try await acts.file(need.id, for: test.requester(need.id), in: network).checkPhotos.isEmpty)
        // What a finding rests on stays once it is found.
        await #expect(throws: Refusal.self) {
            try await acts.removePhoto(file.id, ofCheckOf: need.id, by: verifier, in: network)
        }
        try await test.app.database.write { db in try db.forgetContact(of: need.id, in: network) }
        let left = try await test.app.database.read { db in
            (
                try db.value("SELECT count(*) FROM check_photos", as: Int.self),
                try db.value("SELECT count(*) FROM read_records", as: Int.self)
            )
        }
        #expect(left.0 == 0 && left.1 == 0)
        await test.app.database.close()
    }
}

extension PromisedOn {
    /// A line by itself.
    fileprivate init(_ line: NeedLine) {
        let need = Need(
            id: line.id, networkID: line.id, code: "", createdAt: 0, title: "", category: .other, description: "",
            urgencyAsked: .normal, urgency: .normal, neededBy: nil, area: AreaPath(), source: .`self`, reference: "",
            institution: "", consent: .own, state: .published, resumeState: nil, progress: .open, audience: .public,
            confidence: nil, freshness: .fresh, ownerID: line.id, submitterID: nil, language: .en, held: [], voided: [],
            attempts: 0, attemptsSince: nil, round: 0, mergedInto: nil, dueAt: nil, changedAt: 0, version: 1,
            lines: [line])
        self.init(line, of: need)
    }
}
