internal import Database
internal import Engine

/// Plays the planned past through the same acts as everybody's.
struct Play {
    enum Step: Sendable {
        case submit, acknowledge, open, verify, publish, ask, cannotReach, claim(Double), claimAll, progress, deliver
        case notDelivered, confirm, reject, withdraw, unmet, stillNeeded
    }

    private struct Planned {
        let at: Int64
        let index: Int
        let step: Step
    }

    private struct Case {
        let entry: NeedEntry
        var id: ID?
        var verifier: Member?
        var claimant: Member?
    }

    private let app: App
    private let clock: PlayedClock
    private let people: [String: Member]
    private let now: Int64
    private var random: SplitMix64
    private var plan: [Planned] = []
    private var cases: [Case] = []
    private var network: Network?
    /// The emergency that all of it belongs to.
    private var emergency: Emergency?

    init(app: App, clock: PlayedClock, people: [String: Member], now: Int64, seed: UInt64) {
        self.app = app
        self.clock = clock
        self.people = people
        self.now = now
        random = SplitMix64(seed: seed)
    }

    /// Eight-hour shifts for two weeks back and three days on; today's are running.
    mutating func planShifts() async throws {
        let network = try await app.people.network(Demonstration.slug)
        self.network = network
        let coordinator = viewer("coordinator")
        _ = try await app.needs.change(
            [.about(runBy: DemoWords.runBy, contact: DemoWords.contact)], by: coordinator, in: network.id)
        let emergency = try await app.needs.openEmergency(
            EmergencyDraft(
                name: DemoWords.emergency, kind: Emergency.Kind.epidemic.rawValue,
                level: Emergency.Level.provincial.rawValue, areas: [[DemoWords.province]], adviceZh: DemoWords.adviceZh,
                adviceEn: DemoWords.adviceEn, hotlines: DemoWords.hotlines), by: coordinator, in: network.id)
        self.emergency = emergency
        let desk = ["verifier", "dispatcher", "verifier2", "dispatcher2", "verifier3"]
        let start = clock.now + 1
        for slot in 0..<Int((17 * Time.day) / (8 * Time.hour)) {
            let begins = start + Int64(slot) * 8 * Time.hour
            for place in 0..<3 {
                guard let member = people[desk[(slot + place) % desk.count]] else { continue }
                try await app.needs.planShift(
                    member: member.id, desk: DemoWords.desks[place], from: begins, to: begins + 8 * Time.hour,
                    emergency: emergency.id, by: coordinator, in: network.id)
            }
        }
    }

    /// Gives every need its fate and its moments.
    mutating func schedule(_ sources: [Demonstration.Source]) {
        for (index, source) in sources.enumerated() {
            let fate = Fate.draw(&random)
            cases.append(Case(entry: entry(source, fate)))
            let hours = Double.random(in: fate.age.0...fate.age.1, using: &random)
            var moment = now - Int64(hours * Double(Time.hour))
            plan.append(Planned(at: moment, index: index, step: .submit))
            for (minutes, step) in fate.steps {
                moment += Int64(Int.random(in: minutes, using: &random)) * Time.minute
                // What would lie ahead has not happened yet.
                if moment < now { plan.append(Planned(at: moment, index: index, step: step)) }
            }
            // Whoever still needs it says so when asked, but for those whose silence makes it stale.
            if fate != .stale, now - moment > 20 * Time.hour, [.published, .partClaimed, .partDelivered].contains(fate)
            {
                plan.append(Planned(at: now - 3 * Time.hour, index: index, step: .stillNeeded))
            }
        }
        plan.sort { ($0.at, $0.index) < ($1.at, $1.index) }
    }

    private mutating func entry(_ source: Demonstration.Source, _ fate: Fate) -> NeedEntry {
        var entry = NeedEntry()
        let first = source.lines.first?.item ?? DemoWords.unlisted
        let short = first.split(whereSeparator: { "|/".contains($0) }).first.map { Clean.line(String($0)) } ?? first
        entry.title = DemoWords.title(source.name, short, more: source.lines.count - 1)
        entry.area = [DemoWords.country, DemoWords.province, source.city, source.district]
        entry.address = source.address
        entry.institution = source.name
        entry.sourceKind = "official"
        entry.reference = "\(DemoWords.consentReference) \(source.id)"
        // Thirteen of the 227 gave no list: one line that says so.
        let lines =
            source.lines.isEmpty
            ? [Demonstration.Source.Line(item: DemoWords.unlisted, quantity: "", specification: "")] : source.lines
        entry.lines = lines.map {
            NeedEntry.Line(
                item: $0.item, quantity: $0.quantity, unit: Int($0.quantity) == nil ? "" : DemoWords.unit,
                specification: $0.specification)
        }
        entry.phone = source.phones.joined(separator: "|")
        entry.emergency = emergency?.id.description ?? ""
        entry.name = DemoWords.contactNames[source.id % DemoWords.contactNames.count]
        let urgencies: [Need.Urgency] =
            switch fate {
            // What is stale or long closed was not critical: that would have had its own course.
            case .late: [.high, .critical]
            case .stale: [.normal]
            case .closed: [.high, .normal]
            default: [.critical, .high, .high, .normal, .normal, .normal, .normal, .low]
            }
        entry.urgency = (urgencies.randomElement(using: &random) ?? .normal).name
        return entry
    }

    /// Does step after step, with the clocks going off in between.
    mutating func run(_ progress: @escaping @Sendable (Int, Int) -> Void) async throws {
        var swept = clock.now
        for (done, planned) in plan.enumerated() {
            while swept + Time.hour < planned.at {
                swept += Time.hour
                clock.set(swept)
                try await app.needs.sweep()
            }
            clock.set(planned.at)
            do {
                try await perform(planned)
            } catch let refusal as Refusal where refusal.status == 409 || refusal.status == 403 {
                // A clock was faster (released, reassigned, expired): that is how a day goes.
            }
            if done % 50 == 0 { progress(done, plan.count) }
        }
        clock.set(now)
        try await app.needs.sweep()
        try await mergeDoubles()
        try await restrict()
        if let network {
            try await OfferPlay(app: app, people: people, network: network, now: now).run(for: cases.compactMap(\.id))
        }
        try await talk()
        progress(plan.count, plan.count)
    }

    private func viewer(_ address: String) -> Viewer {
        guard let member = people[address] else { return Viewer(.operator, language: .zh) }
        return Viewer(.member(member), language: .zh)
    }

    private mutating func pick(_ addresses: [String]) -> Viewer {
        viewer(addresses.randomElement(using: &random) ?? "coordinator")
    }

    private mutating func perform(_ planned: Planned) async throws {
        guard let network else { return }
        var one = cases[planned.index]
        defer { cases[planned.index] = one }
        if case .submit = planned.step {
            let receipt = try await app.needs.submit(one.entry, by: Viewer(.anonymous, language: .zh), in: network)
            one.id = receipt.need.id
            return
        }
        guard let id = one.id else { return }
        let requester = Viewer(.requester(need: id, full: true), language: .zh)
        func act(_ action: NeedAction, _ viewer: Viewer) async throws {
            _ = try await app.needs.perform(action, on: id, by: viewer, in: network.id)
        }
        switch planned.step {
        case .submit: break
        case .acknowledge: try await act(.acknowledge(note: ""), pick(["verifier", "dispatcher2", "verifier3"]))
        case .open:
            let verifier = pick(["verifier", "verifier2", "verifier3"])
            one.verifier = verifier.member
            try await act(.open, verifier)
        case .verify:
            guard let verifier = one.verifier else { return }
            try await act(.verify(verification()), Viewer(.member(verifier), language: .zh))
        case .publish: try await act(.publish(audience: .public, reason: ""), pick(["dispatcher", "dispatcher2"]))
        case .ask: try await act(.askInformation(question: DemoWords.question), pick(["verifier", "verifier3"]))
        case .cannotReach:
            try await act(.cannotReach(channel: DemoWords.phone, retryAt: nil), pick(["verifier", "verifier2"]))
        case .notDelivered: try await act(.notDelivered(note: DemoWords.notDelivered), requester)
        case .confirm: try await act(.confirm(rating: Int.random(in: 4...5, using: &random), note: ""), requester)
        case .reject: try await act(.reject(reason: DemoWords.rejectReason), pick(["verifier", "verifier2"]))
        case .withdraw: try await act(.withdraw(reason: DemoWords.withdrawReason), requester)
        case .unmet:
            try await act(
                .markUnmet(reason: DemoWords.unmetReason, tried: DemoWords.unmetTried),
                pick(["dispatcher", "dispatcher2"]))
        case .stillNeeded: try await act(.stillNeeded(true), requester)
        case .claim, .claimAll, .progress, .deliver: try await carry(planned.step, id, &one, network.id)
        }
    }

    private mutating func verification() -> VerificationDraft {
        let confidence = [Need.Confidence.official, .official, .twoSources, .singleSource].randomElement(using: &random)
        let checks = ["said-by", "called-back", "plausible", "delivery-point"].map {
            VerificationDraft.Check(id: $0, answer: .yes, note: "")
        }
        return VerificationDraft(confidence: confidence ?? .official, checks: checks, note: DemoWords.verifyNote)
    }

    /// What claimants do: promise, report, bring.
    private mutating func carry(_ step: Step, _ id: ID, _ one: inout Case, _ network: ID) async throws {
        let acts = app.needs
        guard let need = try await app.database.read({ db in try db.need(id, in: network) }) else { return }
        switch step {
        case .claim(let share):
            let viewer = pick(["volunteer", "volunteer2", "volunteer3", "partner", "partner2"])
            one.claimant = viewer.member
            for line in need.lines.prefix(share == 1 ? need.lines.count : 2) where line.remaining != 0 {
                try await claim(line, share, id, viewer, network)
            }
        case .claimAll:
            for line in need.lines where line.remaining != 0 {
                let viewer = pick(["volunteer2", "volunteer3", "partner", "partner2"])
                try await claim(line, 1, id, Viewer(viewer.identity, language: .zh, isOperator: true), network)
            }
        case .progress, .deliver:
            let claims = try await app.database.read { db in try db.claims(of: need) }
            for claim in claims where claim.state == .open {
                guard let member = people.values.first(where: { $0.id == claim.memberID }) else { continue }
                let viewer = Viewer(.member(member), language: .zh)
                let waybill = "DEMO\(1000 + Int.random(in: 0..<9000, using: &random))"
                if case .deliver = step {
                    _ = try await acts.perform(
                        .deliver(quantity: nil, note: ""), onClaim: claim.id, by: viewer, in: network)
                } else {
                    _ = try await acts.perform(
                        .progress(note: DemoWords.progress, carrier: DemoWords.carrier, waybill: waybill),
                        onClaim: claim.id, by: viewer, in: network)
                }
            }
        default: break
        }
    }

    private mutating func claim(_ line: NeedLine, _ share: Double, _ id: ID, _ viewer: Viewer, _ network: ID)
        async throws
    {
        let whole = line.remaining ?? 200_000
        let part = max(1000, Int64(Double(whole / 1000) * share) * 1000)
        var draft = ClaimDraft(
            line: line.id, quantity: min(part, whole),
            promisedBy: clock.now + Int64.random(in: 20...60, using: &random) * Time.hour)
        draft.briefings = Set(Briefings.shipped.all.map(\.version))
        _ = try await app.needs.claim(draft, on: id, by: viewer, in: network)
    }

    /// Ventilators, medicines and thermometers are kept by the authority from now on.
    private func restrict() async throws {
        guard let network else { return }
        var draft = RestrictionDraft()
        draft.items = ["ventilator", "medicines", "thermometers"]
        draft.area = [DemoWords.country, DemoWords.province]
        draft.until = now + 30 * Time.day
        draft.authority = DemoWords.authority
        draft.permit = DemoWords.permit
        draft.channel = Restriction.Channel(words: DemoWords.channel, phone: "", link: "")
        _ = try await app.needs.setRestriction(draft, by: viewer("coordinator"), in: network.id)
    }

    /// A few words among those who carry something out, and with her for whom they do.
    private mutating func talk() async throws {
        guard let network else { return }
        var told = 0
        for one in cases where told < 4 {
            guard let id = one.id, let claimant = one.claimant, one.entry.urgency != "low",
                let need = try await app.database.read({ db in try db.need(id, in: network.id) }),
                need.state == .published, need.lines.contains(where: { $0.claimed > 0 })
            else { continue }
            told += 1
            let owner = people.values.first { $0.id == need.ownerID } ?? claimant
            let requester = Viewer(.requester(need: id, full: true), language: .zh)
            let said: [(String, String, Viewer)] = [
                ("requester", DemoWords.askGate, Viewer(.member(owner), language: .zh)),
                ("requester", DemoWords.gate, requester),
                ("helpers", DemoWords.onTheWay, Viewer(.member(claimant), language: .zh)),
            ]
            for (thread, words, viewer) in said {
                try await app.talk.post(PostDraft(thread: thread, words: words), to: need.talk, by: viewer)
            }
        }
    }

    /// Of the seven hospitals that came twice, three are merged; the others wait for a verifier to see it.
    private mutating func mergeDoubles() async throws {
        guard let network else { return }
        var seen: [String: ID] = [:]
        var merged = 0
        for one in cases where merged < 3 {
            guard let id = one.id else { continue }
            let key = Institution.key(one.entry.institution) + one.entry.area.joined()
            guard let first = seen[key] else {
                seen[key] = id
                continue
            }
            let verifier = pick(["verifier", "verifier2"])
            do {
                _ = try await app.needs.perform(.merge(into: first), on: id, by: verifier, in: network.id)
                merged += 1
            } catch is Refusal {
                // It has claims, or one of the two has ended: left as it is.
            }
        }
    }
}
