internal import Database
internal import Engine

/// One volunteer as matching takes them: what they can do, where, when, how much more – without a name or a contact.
struct VolunteerSupply: Sendable {
    /// The member.
    let id: ID
    let standing: Standing
    /// By the key of the skill.
    let skills: [String: Volunteer.Level]
    /// Names and tags as they wrote them.
    let languages: [String]
    let area: String?
    /// The middle of their area, where the catalogue knows it; never their address.
    let point: GeoPoint?
    let isRemote: Bool
    let radius: Int?
    let means: [Volunteer.Means]
    let channel: Volunteer.Channel
    /// Modules of which they hold a pass now.
    let trainings: Set<ID>
    var hours: [Availability]
    /// Hours in seven days.
    let limit: Int
    /// What they do in the fullest seven days around the moment asked about, with all that they have promised; in milliseconds.
    let load: Int64
    let isPaused: Bool
    let isResting: Bool
    /// What they have done in the seven days before that moment, and have promised after it.
    var busy: [RestGuard.Span] = []

    /// Nobody asks them now, whatever they could do.
    var isHidden: Bool { isPaused || isResting || VolunteerRules.isFull(load: load, limit: limit) }

    /// How somebody is free at a moment.
    enum Freedom: Sendable, Equatable {
        /// As they said for that day, until then.
        case today(until: Int64)
        /// By their week.
        case weekly(until: Int64)
        /// They may be asked.
        case ask

        var order: Int {
            switch self {
            case .today: 0
            case .weekly: 1
            case .ask: 2
            }
        }

        /// The same, where something else begins at a moment.
        func ending(by moment: Int64) -> Freedom {
            switch self {
            case .today(let until): .today(until: min(until, moment))
            case .weekly(let until): .weekly(until: min(until, moment))
            case .ask: .ask
            }
        }
    }

    /// The surest way in which they are free, until what they have promised next begins; nothing where they are not, or are busy then.
    func freedom(at moment: Int64) -> Freedom? {
        guard promise(during: RestGuard.Span(start: moment, end: moment + 1)) == nil else { return nil }
        let next = busy.filter { $0.start > moment }.map(\.start).min()
        return saidFreedom(at: moment).map { said in next.map(said.ending) ?? said }
    }

    /// What they are busy with at a time.
    func promise(during time: RestGuard.Span) -> RestGuard.Span? {
        busy.first { $0.start < time.end && $0.end > time.start }
    }

    /// The surest way in which they have said to be free, whatever they have promised.
    func saidFreedom(at moment: Int64) -> Freedom? {
        // What was said of now and of today goes on from one to the other.
        let today = hours.filter(\.kind.isOfOneDay)
        let end = AvailabilityRules.end(of: today, from: moment, until: moment + VolunteerRules.week)
        if end > moment { return .today(until: end) }
        for hours in hours where hours.kind == .weekly {
            if let end = AvailabilityRules.end(of: hours, from: moment) { return .weekly(until: end) }
        }
        return hours.contains { $0.kind == .ask && $0.holds(at: moment) } ? .ask : nil
    }

    /// Whether they are free, by their own hours and without another promise, from then to then.
    func isFree(from start: Int64, to end: Int64) -> Bool {
        AvailabilityRules.end(of: hours, from: start, until: end) >= end
            && promise(during: RestGuard.Span(start: start, end: end)) == nil
    }

    /// The hours from a moment on in which they are free by their own word: what an engine takes as windows.
    func mask(from start: Int64, hours count: Int = WeekMask.hours) -> [Bool] {
        (0..<count).map { isFree(from: start + Int64($0) * Time.hour, to: start + Int64($0 + 1) * Time.hour) }
    }
}

/// What a network has in volunteers.
enum VolunteerReading {
    /// Everybody who takes part and has said something about themselves as a volunteer, by id.
    ///
    /// - Parameters:
    ///   - moment: for which it is asked; what they do until then counts as theirs already, and what they have promised after it.
    ///   - now: the present.
    static func supply(
        in network: ID, at moment: Int64, now: Int64, places: Places, _ db: any Connection
    ) throws -> [VolunteerSupply] {
        let members = try db.volunteering(in: network), said = try db.volunteers(of: network)
        let hours = try db.availabilities(in: network, at: now), passes = try db.validPasses(in: network, at: now)
        let busy = try db.busySpans(in: network, from: moment - VolunteerRules.week, to: Clock.never)
        let resting = try db.restingMembers(of: network, at: now)
        var points: [String: GeoPoint?] = [:]
        return members.filter { !$0.isSuspended }.map { member in
            let volunteer = said[member.id] ?? Volunteer(networkID: network, memberID: member.id)
            if let area = member.area, points[area] == nil { points[area] = .some(places.middle(of: area)) }
            let spans = busy[member.id] ?? []
            return VolunteerSupply(
                id: member.id, standing: member.standing, skills: skills(member, volunteer),
                languages: member.languages,
                area: member.area, point: member.area.flatMap { points[$0] ?? nil }, isRemote: volunteer.isRemote,
                radius: volunteer.radius, means: volunteer.means, channel: volunteer.channel,
                trainings: passes[member.id] ?? [], hours: hours[member.id] ?? [],
                limit: volunteer.weeklyLimit ?? VolunteerRules.usualLimit,
                load: VolunteerRules.carried(spans, around: moment), isPaused: volunteer.isPaused(at: moment),
                isResting: resting.contains(member.id), busy: VolunteerRules.ordered(spans))
        }
    }

    /// What members may know of their skills, each with its level.
    static func skills(_ member: Member, _ volunteer: Volunteer) -> [String: Volunteer.Level] {
        let pairs = member.skills.map { Skills.key(of: $0) }.map { ($0, volunteer.levels[$0] ?? .able) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}

extension Places {
    /// The middle of an area that was typed as one text; nothing where it is unknown or may mean several.
    fileprivate func middle(of text: String) -> GeoPoint? {
        guard case .one(let area, _) = catalogue.read(text) else { return nil }
        return area.center
    }
}

/// Whom a dispatcher looks for.
struct FreeQuery: Sendable {
    /// When; now where nothing is said.
    var at: Int64?
    var skill: String?
    var language: String?
    var area: String?
    var isRemote = false
    var training: ID?
    var standing: Standing?

    /// - Throws: ``Refusal/invalid(_:)`` naming each filter that can't be read.
    init(_ form: Form) throws(Refusal) {
        var problems: [FieldProblem] = []
        if let text = form.text("at") {
            at = Clean.moment(text)
            if at == nil { problems.append(FieldProblem("at", VolunteerWords.badMoment)) }
        }
        skill = form.text("skill").map(Skills.key(of:))
        language = form.text("language").map { Clean.key(Tongues.tag($0)) }
        area = form.text("area").map(Clean.key)
        isRemote = form["remote"] == "1"
        if let text = form.text("training") {
            training = ID(text)
            if training == nil { problems.append(FieldProblem("training", TrainingWords.unknown)) }
        }
        if let text = form.text("tier") {
            standing = Standing.allCases.first { $0.name == text }
            if standing == nil {
                problems.append(FieldProblem("tier", SiteWords.badChoice(Standing.allCases.map(\.name), text)))
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    func matches(_ one: VolunteerSupply) -> Bool {
        if let skill, one.skills[skill] == nil { return false }
        if let language, !one.languages.contains(where: { Clean.key(Tongues.tag($0)) == language }) { return false }
        if let area, !(one.area.map { Clean.key($0).contains(area) } ?? false) { return false }
        if isRemote, !one.isRemote { return false }
        if let training, !one.trainings.contains(training) { return false }
        if let standing, one.standing < standing { return false }
        return true
    }
}

extension Clean {
    /// A moment as a program or a `datetime-local` field has it.
    static func moment(_ text: String) -> Int64? {
        guard text.count != "2026-11-26T14:00".count else {
            return Format.milliseconds(rfc3339: text + ":00Z").map { $0 - 8 * Time.hour }
        }
        return text.count > 10 ? Format.milliseconds(rfc3339: text) : nil
    }
}

/// Who is free then: the surest first, whoever did least before others.
struct FreeList: Sendable {
    struct Item: Sendable {
        let supply: VolunteerSupply
        let freedom: VolunteerSupply.Freedom
        let name: String
        let organisation: String?
        /// As they wrote them, with their levels.
        let skills: [(name: String, level: Volunteer.Level)]
        let dialect: String?
        /// Names of what they are trained in.
        let trainings: [Text]
    }

    let at: Int64
    let items: [Item]
    let total: Int
    /// How many would fit and be free, and are not named: they pause, rest, or have done enough this week.
    let hidden: Int
    /// Nothing where too few are willing.
    let fairness: VolunteerFairness?
    let next: String?

    /// Who fits and is free, in the order in which they are offered; how many are kept back. Pure.
    static func sorted(
        _ supply: [VolunteerSupply], _ query: FreeQuery, at moment: Int64
    ) -> (free: [(supply: VolunteerSupply, freedom: VolunteerSupply.Freedom)], hidden: Int) {
        let fitting = supply.filter(query.matches).compactMap { one in
            one.freedom(at: moment).map { (supply: one, freedom: $0) }
        }
        let shown = fitting.filter { !$0.supply.isHidden }.sorted { left, right in
            (left.freedom.order, left.supply.load, left.supply.id) < (
                right.freedom.order, right.supply.load, right.supply.id
            )
        }
        return (shown, fitting.count - shown.count)
    }
}
