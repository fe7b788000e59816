internal import Database
internal import Engine

/// What volunteers say about themselves, and who asks for them. Pages, programs and commands call the same functions.
struct VolunteerActs: Sendable {
    let members: MemberActs
    let places: Places
    /// What a network has in volunteers, by the minute asked about: several dispatchers look at once.
    let recent: Recent<SupplyKey, [VolunteerSupply]>

    /// How evenly work and asking are spread in a network.
    let spread = Recent<ID, VolunteerFairness?>(for: Time.minute, most: 200)

    struct SupplyKey: Hashable, Sendable {
        let network: ID
        /// Nothing is the present.
        let minute: Int64?
    }

    init(members: MemberActs, places: Places) {
        (self.members, self.places) = (members, places)
        let worth = Recent<SupplyKey, [VolunteerSupply]>.Worth(times: 20, clock: members.world.now)
        recent = Recent(for: 2 * Time.second, most: 8, worth: worth)
    }

    var database: any Database { members.database }
    var world: World { members.world }
    var vault: Vault { members.vault }

    // MARK: Oneself

    /// Oneself as a volunteer, with one's hours, one's skills and what one did this week.
    func own(of viewer: Viewer, in network: ID) async throws -> OwnVolunteering {
        try Policy.require(.keepVolunteer, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.read { db in try own(of: member, at: now, db) }
    }

    func own(of member: Member, at now: Int64, _ db: any Connection) throws -> OwnVolunteering {
        let profile = try db.profile(of: member.personID, vault: vault), network = member.networkID
        let volunteer = try db.volunteer(member, vault: vault)
        let busy =
            try db.busySpans(in: network, of: [member.id], from: now - VolunteerRules.week, to: Clock.never)[member.id]
            ?? []
        func said(_ field: ProfileField) -> ProfileEntry? { profile.first { $0.field == field && !$0.text.isEmpty } }
        // Whoever was entered by the operator has said nothing yet; what is known of them stands with the membership.
        let names = said(.skills).map { Clean.list($0.text) } ?? member.skills
        return OwnVolunteering(
            volunteer: volunteer,
            skills: names.map { name in
                let key = Skills.key(of: name)
                return VolunteerSkill(
                    name: name, level: volunteer.levels[key] ?? .able, evidence: volunteer.notes.evidence[key] ?? "")
            },
            languages: said(.languages).map { Clean.list($0.text) } ?? member.languages,
            area: said(.area)?.text ?? member.area, zone: said(.timeZone)?.text ?? LocalClock.usual,
            hidesSkills: said(.skills).map { $0.audience < .members } ?? false,
            hours: OwnHours(all: try db.availabilities(of: member.id, in: network, at: now), at: now),
            load: VolunteerRules.carried(busy, around: now), busy: VolunteerRules.ordered(busy))
    }

    /// One's hours alone: for the pages on which a button stands.
    func hours(of viewer: Viewer, in network: ID) async throws -> OwnHours {
        let member = try members.own(viewer, in: network), now = world.now()
        return OwnHours(
            all: try await database.read { db in try db.availabilities(of: member.id, in: network, at: now) }, at: now)
    }

    /// Changes what the draft says of oneself; skills and languages go into the profile, in the same transaction.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    func save(_ draft: VolunteerDraft, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.keepVolunteer, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await database.write { db in
            let before = try db.volunteer(member, vault: vault)
            let (changed, skills) = try VolunteerRules.apply(draft, to: before)
            var texts: [ProfileField: String] = [:]
            if let skills { texts[.skills] = skills.map(\.name).joined(separator: "、") }
            if let languages = draft.languages { texts[.languages] = languages.map(Tongues.tag).joined(separator: "、") }
            try keep(texts, of: member, at: now, db)
            guard changed != before else { return }
            var kept = changed
            kept.changedAt = now
            try db.save(kept, of: member.personID, vault: vault)
            try members.record(.volunteerChanged, on: member.id, in: network, by: viewer, audience: .concerned, db)
        }
        changed(in: network)
    }

    /// In the profile, under the audience that stands there; what is the same already stays untouched.
    private func keep(
        _ texts: [ProfileField: String], of member: Member, at now: Int64, _ db: any Connection
    ) throws {
        let profile = try db.profile(of: member.personID, vault: vault)
        var audiences: [ProfileField: String] = [:]
        let changed = texts.filter { field, text in
            let known = profile.first { $0.field == field }
            if let known { audiences[field] = known.audience.name }
            return known.map { Clean.list($0.text) != Clean.list(text) } ?? !text.isEmpty
        }
        guard !changed.isEmpty else { return }
        try members.save(try ProfileRules.cleaned(changed, audiences), of: member.personID, at: now, db)
    }

    // MARK: When

    /// Says when one is free, that it is still so, or that it is not; that one pauses, or is back.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where there is nothing to renew.
    func say(_ draft: AvailabilityDraft, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.keepVolunteer, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await database.write { db in
            let word = try say(draft, member, at: now, db)
            try members.record(
                .availabilitySaid, on: member.id, in: network, by: viewer, audience: .concerned, db,
                [("what", .text(word))])
        }
        changed(in: network)
    }

    /// What was said, in a word.
    private func say(
        _ draft: AvailabilityDraft, _ member: Member, at now: Int64, _ db: any Connection
    ) throws -> String {
        let network = member.networkID
        switch draft {
        case .now, .until, .today, .weekly, .ask:
            let zone = try own(of: member, at: now, db).zone
            let made = try AvailabilityRules.made(draft, of: member.id, in: network, zone: zone, at: now)
            return try keep(made, of: member, at: now, db)
        case .more(let hours):
            let own = try own(of: member, at: now, db)
            let made = try AvailabilityRules.longer(
                own.hours.all, by: hours, of: member.id, in: network, zone: own.zone, at: now)
            return try keep(made, of: member, at: now, db)
        case .stop:
            let held = try db.availabilities(of: member.id, in: network, at: now)
            let running = AvailabilityRules.running(held, at: now)
            guard try db.endAvailability(running.map(\.kind), of: member.id, in: network) else {
                throw Refusal.conflict(VolunteerWords.nothingToEnd)
            }
            return "stop"
        case .renew:
            let held = try db.availabilities(of: member.id, in: network, at: now).filter { !$0.kind.isOfOneDay }
            guard !held.isEmpty else { throw Refusal.conflict(VolunteerWords.nothingToRenew) }
            for var one in held {
                (one.saidAt, one.endsAt) = (now, now + one.kind.lifetime)
                try db.save(one)
            }
            return "renew"
        case .end(let name):
            let kinds = Availability.Kind.allCases.filter { name == "all" || $0.rawValue == name }
            guard !kinds.isEmpty else {
                let names = Availability.Kind.allCases.map(\.rawValue) + ["all"]
                throw Refusal.invalid("which", SiteWords.badChoice(names, name))
            }
            guard try db.endAvailability(kinds, of: member.id, in: network) else {
                throw Refusal.conflict(VolunteerWords.nothingToEnd)
            }
            return "end"
        case .pause(let until):
            try setPause(try pause(until, at: now), of: member, at: now, db)
            return "pause"
        case .resume:
            try setPause(nil, of: member, at: now, db)
            return "resume"
        }
    }

    /// Whoever says when they are free does not pause.
    private func keep(_ made: Availability, of member: Member, at now: Int64, _ db: any Connection) throws -> String {
        try db.save(made)
        try setPause(nil, of: member, at: now, db)
        return made.kind.rawValue
    }

    private func pause(_ until: String, at now: Int64) throws -> Volunteer.Pause {
        let until = Clean.line(until)
        guard !until.isEmpty else { return .open }
        guard let end = Format.endOfDay(until), end > now, end < now + 400 * Time.day else {
            throw Refusal.invalid("until", VolunteerWords.badPause)
        }
        return .until(end)
    }

    func setPause(_ pause: Volunteer.Pause?, of member: Member, at now: Int64, _ db: any Connection) throws {
        var volunteer = try db.volunteer(member, vault: vault)
        guard volunteer.pause != pause else { return }
        volunteer.pause = pause
        volunteer.changedAt = now
        try db.save(volunteer, of: member.personID, vault: vault)
    }

    // MARK: Who is free

    /// Something has changed of what a network has in volunteers.
    func changed(in network: ID) { recent.forgetPresent(of: network) }

    /// What matching takes: see ``VolunteerReading``.
    func supply(in network: ID, at moment: Int64) async throws -> [VolunteerSupply] {
        let now = world.now()
        let minute = abs(moment - now) < Time.minute ? nil : moment / Time.minute
        return try await recent.value(of: SupplyKey(network: network, minute: minute), now: now) {
            [database, places] in
            try await database.read { db in
                try VolunteerReading.supply(in: network, at: moment, now: now, places: places, db)
            }
        }
    }

    /// Who is free, for those who dispatch.
    func free(_ query: FreeQuery, _ paging: Paging, for viewer: Viewer, in network: ID) async throws -> FreeList {
        try Policy.require(.seeVolunteers, viewer)
        let moment = query.at ?? world.now()
        let (found, hidden) = FreeList.sorted(try await supply(in: network, at: moment), query, at: moment)
        let start = paging.after.first.flatMap(Int.init) ?? 0
        guard start >= 0 else { throw Refusal.invalid("cursor", ListingWords.badCursor) }
        let page = Array(found.dropFirst(start).prefix(paging.limit)), end = start + page.count
        let named = try await database.read { db in try items(page, in: network, db) }
        return FreeList(
            at: moment, items: named, total: found.count, hidden: hidden, fairness: try await fairness(in: network),
            next: end < found.count && !page.isEmpty ? Paging.cursor([String(end)]) : nil)
    }

    private func items(
        _ page: [(supply: VolunteerSupply, freedom: VolunteerSupply.Freedom)], in network: ID, _ db: any Connection
    ) throws -> [FreeList.Item] {
        let members = try page.compactMap { try db.member($0.supply.id, in: network) }
        let byID = Dictionary(members.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let dialects = try db.dialects(of: members.map(\.id), in: network, vault: vault)
        let modules = try db.trainingModules(of: network)
        return page.compactMap { one in
            guard let member = byID[one.supply.id] else { return nil }
            let skills = member.skills.map { ($0, one.supply.skills[Skills.key(of: $0)] ?? .able) }
            return FreeList.Item(
                supply: one.supply, freedom: one.freedom, name: member.name, organisation: member.organisation,
                skills: skills, dialect: dialects[member.id],
                trainings: modules.filter { one.supply.trainings.contains($0.id) }.map(\.title.words))
        }
    }

    // MARK: What time does

    /// Asks whose hours end soon whether they are still so, once each; forgets what is long over.
    func sweepHours() async throws {
        let now = world.now()
        for kind in [Availability.Kind.weekly, .ask] {
            let ending = try await database.read { db in
                try db.availabilitiesEnding(kind, after: now, by: now + kind.notice, limit: 200)
            }
            for one in ending {
                try await database.write { db in
                    guard try db.setAsked(one, at: now) else { return }
                    try members.tell(
                        one.memberID, in: one.networkID, VolunteerWords.title,
                        VolunteerWords.mailEnding(kind, one.endsAt),
                        to: "/me/volunteer", db)
                }
            }
        }
        try await database.write { db in try db.forgetAvailabilities(endedBy: now - Time.day) }
    }
}

/// Oneself as a volunteer, as one sees it.
struct OwnVolunteering: Sendable {
    let volunteer: Volunteer
    let skills: [VolunteerSkill]
    let languages: [String]
    let area: String?
    let zone: String
    /// The profile shows the skills to nobody who could ask for them.
    let hidesSkills: Bool
    let hours: OwnHours
    /// What one does in the fullest seven days around now, with all that one has promised; in milliseconds.
    let load: Int64
    /// What one has done in the last seven days, and has promised from now on.
    let busy: [RestGuard.Span]

    var at: Int64 { hours.at }
    var limit: Int { volunteer.weeklyLimit ?? VolunteerRules.usualLimit }
}

/// One's own hours that hold now.
struct OwnHours: Sendable {
    let all: [Availability]
    let at: Int64

    /// Those that one is asked about: are they still so?
    var ending: [Availability] { all.filter { $0.isEnding(at: at) } }
    /// Until when one is free by what one said of now and of today, on the clock on one's wall.
    var freeUntil: String? {
        AvailabilityRules.running(all, at: at).first.map { LocalClock($0.zone).time(end) }
    }
    /// What one said of later today, as people write it.
    var later: [String] {
        all.filter { $0.kind.isOfOneDay && $0.from > end }.sorted { $0.from < $1.from }.map(\.written)
    }

    private var end: Int64 {
        AvailabilityRules.end(of: all.filter(\.kind.isOfOneDay), from: at, until: at + VolunteerRules.week)
    }

    subscript(kind: Availability.Kind) -> Availability? { all.first { $0.kind == kind } }
}

extension Recent where Key == VolunteerActs.SupplyKey {
    /// What is asked about the present is read anew; what is asked about another time is seconds old at most.
    fileprivate func forgetPresent(of network: ID) {
        outdate(VolunteerActs.SupplyKey(network: network, minute: nil))
    }
}
