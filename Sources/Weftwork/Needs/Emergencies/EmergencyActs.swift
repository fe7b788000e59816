internal import Database
internal import Engine

/// An emergency with all that its page tells.
struct EmergencyStory: Sendable {
    let emergency: Emergency
    let steps: [EmergencyStep]
    var figures: EmergencyFigures
    /// For everybody once it is closed; before that for those who write it.
    let review: EmergencyReview?
    /// Of members, for members.
    let names: [ID: String]
    /// What was handed over when it closed, as far as this reader may know of it; and how much in all, by where it went.
    let handedOver: [(need: NeedView, into: EmergencyTie?)]
    let destinations: [(into: EmergencyTie?, count: Int)]
    /// Needs that could not be met, as far as this reader may know of them, each with why.
    let unmet: [(need: NeedView, why: SealedEvent?)]
}

extension NeedActs {
    /// Opens an emergency, on standby or active.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field.
    func openEmergency(
        _ draft: EmergencyDraft, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Emergency {
        try Policy.require(.editEmergency, viewer)
        defer { emergenciesGoingOn.forget(network) }
        let now = world.now(), new = try emergency(from: draft, by: viewer, in: network, at: now)
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.emergency(earlier, in: network)
            {
                return known
            }
            try requireFree(new, db)
            try db.insert(new)
            try db.insertStep(new.phase, of: new, by: viewer.member?.id, at: now, id: world.newID())
            try record(
                .emergencyOpened, on: new, by: viewer, at: now, db,
                [("name", .text(new.name)), ("kind", .text(new.kind.rawValue)), ("phase", .text(new.phase.rawValue))])
            try recordLead(of: new, before: nil, by: viewer, at: now, db)
            try db.remember(once, object: new.id, by: viewer, in: network, at: now)
            return new
        }
    }

    private func emergency(
        from draft: EmergencyDraft, by viewer: Viewer, in network: ID, at now: Int64
    ) throws(Refusal) -> Emergency {
        var draft = draft, problems: [FieldProblem] = []
        if Clean.line(draft.name ?? "").isEmpty { problems.append(FieldProblem("name", SiteWords.missing)) }
        if draft.kind == nil { problems.append(FieldProblem("kind", SiteWords.missing)) }
        if draft.level == nil { problems.append(FieldProblem("level", SiteWords.missing)) }
        // Whoever opens it answers for it until another is named.
        if Clean.line(draft.lead ?? "").isEmpty { draft.lead = viewer.member?.id.description }
        if draft.lead == nil { problems.append(FieldProblem("lead", SiteWords.missing)) }
        let word = Clean.line(draft.phase ?? ""), beginnings: [Emergency.Phase] = [.standby, .active]
        let phase: Emergency.Phase? = word.isEmpty ? .active : Emergency.Phase(rawValue: word)
        if phase.map(beginnings.contains) != true {
            problems.append(FieldProblem("phase", SiteWords.badChoice(beginnings.map(\.rawValue), word)))
        }
        let blank = Emergency(
            id: world.newID(), networkID: network, name: "", kind: .other, level: .local, areas: [], adviceZh: "",
            adviceEn: "", hotlines: [], phase: phase ?? .standby, phaseAt: now, leadID: network, openedAt: now,
            version: 1)
        do throws(Refusal) {
            let made = try EmergencyRules.changed(blank, by: draft, places)
            guard problems.isEmpty else { throw Refusal.invalid(problems) }
            return made
        } catch {
            guard case .invalid(let others) = error else { throw error }
            let more = others.filter { other in !problems.contains { $0.field == other.field } }
            throw .invalid(problems.isEmpty ? others : problems + more)
        }
    }

    /// No other of its name is going on, and whoever answers for it is here.
    private func requireFree(_ emergency: Emergency, _ db: any Connection) throws {
        if try db.isNamed(emergency.name, except: emergency.id, in: emergency.networkID) {
            throw Refusal.invalid("name", EmergencyWords.nameTaken)
        }
        guard let lead = try db.member(emergency.leadID, in: emergency.networkID), !lead.isSuspended else {
            throw Refusal.invalid("lead", NeedWords.unknownMember)
        }
    }

    /// Changes what is said of it: name, kind, level, area, advice, numbers, who answers for it. What was closed is not changed any more.
    ///
    /// - Throws: ``Refusal/stale`` where the draft was made from another version.
    func changeEmergency(
        _ id: ID, _ draft: EmergencyDraft, by viewer: Viewer, in network: ID
    ) async throws -> Emergency {
        try Policy.require(.editEmergency, viewer)
        defer { emergenciesGoingOn.forget(network) }
        let now = world.now(), places = places
        return try await database.write { db in
            guard let old = try db.emergency(id, in: network) else { throw Refusal.notFound }
            guard old.phase != .closed else {
                throw Refusal.conflict(
                    EmergencyWords.illegal(.closed), Refusal.Extras(state: old.phase.rawValue, allowed: []))
            }
            if let version = draft.version, version != old.version { throw Refusal.stale }
            var next = try EmergencyRules.changed(old, by: draft, places)
            guard next != old else { return old }
            try requireFree(next, db)
            try db.save(next)
            next.version += 1
            let details = EmergencyActsDetails.changes(from: old, to: next)
            if !details.isEmpty { try record(.emergencyChanged, on: next, by: viewer, at: now, db, details) }
            try recordLead(of: next, before: old.leadID, by: viewer, at: now, db)
            return next
        }
    }

    /// Moves it on, whichever door that came through: to its end by closing it, with where all goes that is still open.
    func advance(
        _ id: ID, to phase: Emergency.Phase, _ closing: ClosingDraft, by viewer: Viewer, in network: ID
    ) async throws -> Emergency {
        phase == .closed
            ? try await closeEmergency(id, closing, by: viewer, in: network)
            : try await setPhase(phase, ofEmergency: id, by: viewer, in: network)
    }

    /// Moves it on, but not to its end: that is for ``closeEmergency(_:_:by:in:)`` alone, for nothing may stay open under what is
    /// closed. In its phase already: nothing.
    func setPhase(
        _ phase: Emergency.Phase, ofEmergency id: ID, by viewer: Viewer, in network: ID
    ) async throws -> Emergency {
        try Policy.require(.editEmergency, viewer)
        // Whoever moves it on sees how it stands now.
        defer {
            emergenciesGoingOn.forget(network)
            emergencyFigures.forget(id)
        }
        let now = world.now()
        return try await database.write { db in
            guard var next = try db.emergency(id, in: network) else { throw Refusal.notFound }
            guard next.phase != phase else { return next }
            try EmergencyRules.require(phase, after: next.phase)
            guard phase != .closed else { throw Refusal.invalid("to", EmergencyWords.nowhere) }
            try move(&next, to: phase, by: viewer, at: now, db)
            return next
        }
    }

    func move(
        _ emergency: inout Emergency, to phase: Emergency.Phase, by viewer: Viewer, at now: Int64, _ db: any Connection
    ) throws {
        let before = emergency.phase
        emergency.phase = phase
        emergency.phaseAt = now
        try db.save(emergency)
        emergency.version += 1
        try db.insertStep(phase, of: emergency, by: viewer.member?.id, at: now, id: world.newID())
        try record(
            .emergencyPhased, on: emergency, by: viewer, at: now, db,
            [("name", .text(emergency.name))] + FieldChange.open("phase", before.rawValue, phase.rawValue))
    }

    /// What went well and what to change, beside the figures.
    ///
    /// - Parameter moment: when what was read before had been written, 0 for nothing; another than the one that stands is refused.
    /// - Throws: ``Refusal/stale`` where somebody else wrote it meanwhile.
    func writeReview(
        wentWell: String, toChange: String, ofEmergency id: ID, read moment: Int64? = nil, by viewer: Viewer,
        in network: ID
    ) async throws -> Emergency {
        try Policy.require(.editEmergency, viewer)
        let now = world.now(), well = Clean.prose(wentWell), change = Clean.prose(toChange)
        let problems = [("wentWell", well), ("toChange", change)].filter { $0.1.count > EmergencyRules.mostAdvice }
        guard problems.isEmpty else {
            throw Refusal.invalid(
                problems.map { FieldProblem($0.0, NeedWords.tooLong(EmergencyRules.mostAdvice)) })
        }
        return try await database.write { db in
            guard let emergency = try db.emergency(id, in: network) else { throw Refusal.notFound }
            if let moment, moment != (try db.review(of: id, in: network)?.writtenAt ?? 0) { throw Refusal.stale }
            try db.saveReview(wentWell: well, toChange: change, of: emergency, by: viewer.member?.id, at: now)
            try record(
                .emergencyReviewed, on: emergency, by: viewer, at: now, db, [("name", .text(emergency.name))])
            return emergency
        }
    }

    // MARK: What is recorded

    private func record(
        _ kind: Event.Kind, on emergency: Emergency, by viewer: Viewer, at now: Int64, _ db: any Connection,
        audience: Audience = .public, _ details: [(String, EventValue)]
    ) throws {
        try db.record(
            Event(
                kind, on: emergency.id, in: emergency.networkID, by: viewer.actor, at: now, audience: audience,
                details: details, id: world.newID()))
    }

    /// Who answers for it is for members to know, and they who do are told.
    private func recordLead(
        of emergency: Emergency, before: ID?, by viewer: Viewer, at now: Int64, _ db: any Connection
    ) throws {
        guard emergency.leadID != before else { return }
        try record(
            .emergencyLed, on: emergency, by: viewer, at: now, db, audience: .members,
            FieldChange.open("lead", before?.description, emergency.leadID.description))
        guard emergency.leadID != viewer.member?.id else { return }
        let base = configuration.publicURL
        try db.tell(
            emergency.leadID, in: emergency.networkID, EmergencyWords.leadSubject(emergency.name), vault: vault,
            id: world.newID(), at: now
        ) { EmergencyWords.leadBody(emergency.name, link: "\(base)/n/\($0)/emergencies/\(emergency.id)") }
    }

    /// Whoever leaves leads no more: a coordinator does, else whoever else answers for the network.
    func passEmergencies(from member: ID, in network: ID, by viewer: Viewer, at now: Int64) async throws {
        let candidates = try await duty.picture(of: network, now: now).candidates
        let leads = candidates.filter { $0.member.has(.coordinator) || $0.member.standing == .steward }
        try await database.write { db in
            for old in try db.emergencies(ledBy: member, in: network) {
                guard
                    let next = DutyRules.choose(
                        leads.isEmpty ? candidates : leads, area: old.areas.first ?? AreaPath(), language: .zh,
                        except: [member])
                else { continue }
                var led = old
                led.leadID = next
                try db.save(led)
                try recordLead(of: led, before: member, by: viewer, at: now, db)
            }
        }
    }
}

/// What of a change is told: texts by their beginning, lists by their length.
enum EmergencyActsDetails {
    static func changes(from old: Emergency, to new: Emergency) -> [(String, EventValue)] {
        func areas(_ emergency: Emergency) -> String {
            emergency.areas.map { $0.parts.joined(separator: "/") }.joined(separator: ", ")
        }
        func hotlines(_ emergency: Emergency) -> String {
            emergency.hotlines.map { "\($0.name) \($0.number)" }.joined(separator: ", ")
        }
        return FieldChange.open("name", old.name, new.name)
            + FieldChange.open("kind", old.kind.rawValue, new.kind.rawValue)
            + FieldChange.open("level", old.level.rawValue, new.level.rawValue)
            + FieldChange.open("areas", areas(old), areas(new))
            + FieldChange.open("advice.zh", old.adviceZh, new.adviceZh)
            + FieldChange.open("advice.en", old.adviceEn, new.adviceEn)
            + FieldChange.open("hotlines", hotlines(old), hotlines(new))
    }
}
