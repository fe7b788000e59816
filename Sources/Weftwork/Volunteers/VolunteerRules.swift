internal import Database
internal import Engine

/// What a volunteer's own words come to, and when nobody asks them. Pure.
enum VolunteerRules {
    /// Whoever said no limit of their own is not asked for more than a working week.
    static let usualLimit = 40
    static let limits = 1...60
    static let radii = 1...2000
    static let mostSkills = 20
    /// Hours are counted over so long.
    static let week = 7 * Time.day

    /// The volunteer as the draft has it, and the skills that go into the profile where the draft says some.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    static func apply(
        _ draft: VolunteerDraft, to volunteer: Volunteer
    ) throws(Refusal) -> (volunteer: Volunteer, skills: [VolunteerSkill]?) {
        var changed = volunteer, problems: [FieldProblem] = []
        if let isRemote = draft.isRemote { changed.isRemote = isRemote }
        if let text = draft.radius { changed.radius = number(text, "radiusKm", radii, &problems) }
        if let text = draft.weeklyLimit { changed.weeklyLimit = number(text, "weeklyLimit", limits, &problems) }
        if let name = draft.channel { changed.channel = choice(name, "channel", .any, &problems) }
        if let means = draft.means {
            changed.means = Volunteer.Means.allCases.filter { means.contains($0.rawValue) }
            let names = Volunteer.Means.allCases.map(\.rawValue)
            if let unknown = means.first(where: { !names.contains($0) }) {
                problems.append(FieldProblem("means", SiteWords.badChoice(names, unknown)))
            }
        }
        if let text = draft.ownMeans { changed.notes.ownMeans = line(text, "ownMeans", 200, &problems) }
        if let text = draft.dialect { changed.notes.dialect = line(text, "dialect", 60, &problems) }
        let skills = draft.skills.map { cleaned($0, &problems) }
        if let skills { take(skills, into: &changed) }
        guard problems.isEmpty else { throw .invalid(problems) }
        return (changed, skills)
    }

    private static func take(_ skills: [VolunteerSkill], into volunteer: inout Volunteer) {
        let pairs = skills.map { ($0.key, $0.level) }
        volunteer.levels = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        let said = skills.filter { !$0.evidence.isEmpty }.map { ($0.key, $0.evidence) }
        volunteer.notes.evidence = Dictionary(said, uniquingKeysWith: { first, _ in first })
    }

    private static func cleaned(
        _ drafts: [VolunteerDraft.SkillDraft], _ problems: inout [FieldProblem]
    ) -> [VolunteerSkill] {
        var found: [VolunteerSkill] = []
        for draft in drafts {
            // A comma would make two of it in the profile.
            for name in Clean.list(draft.name) {
                // Past the bound it is refused anyway: looking further would cost by the square of what was typed.
                guard found.count <= mostSkills, problems.count <= mostSkills else { break }
                var skill = VolunteerSkill(name: name)
                if name.count > 60 { problems.append(FieldProblem("skills", SiteWords.tooLong)) }
                skill.level = choice(draft.level ?? Volunteer.Level.able.rawValue, "skills", .able, &problems)
                skill.evidence = line(draft.evidence ?? "", "skills", 200, &problems)
                if !skill.key.isEmpty, !found.contains(where: { $0.key == skill.key }) { found.append(skill) }
            }
        }
        if found.count > mostSkills {
            problems.append(FieldProblem("skills", VolunteerWords.tooManySkills(mostSkills)))
        }
        return found
    }

    private static func number(
        _ text: String, _ field: String, _ bounds: ClosedRange<Int>, _ problems: inout [FieldProblem]
    ) -> Int? {
        let text = Clean.line(text)
        guard !text.isEmpty else { return nil }
        guard let number = Int(text), bounds.contains(number) else {
            problems.append(FieldProblem(field, JoinWords.between(bounds.lowerBound, bounds.upperBound)))
            return nil
        }
        return number
    }

    private static func line(
        _ text: String, _ field: String, _ most: Int, _ problems: inout [FieldProblem]
    ) -> String {
        let line = Clean.sentence(text)
        if line.count > most { problems.append(FieldProblem(field, SiteWords.tooLong)) }
        return line
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ field: String, _ usual: Choice, _ problems: inout [FieldProblem]
    ) -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: name) { return choice }
        problems.append(FieldProblem(field, SiteWords.badChoice(Choice.allCases.map(\.rawValue), name)))
        return usual
    }

    /// How long somebody was busy in the time before a moment, seven days of it: what overlaps is counted once.
    static func load(_ spans: [(from: Int64, to: Int64)], at moment: Int64, over length: Int64 = week) -> Int64 {
        let start = moment - length
        let clipped = spans.map { (from: max($0.from, start), to: min($0.to, moment)) }.filter { $0.from < $0.to }
            .sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        var covered = start, sum: Int64 = 0
        for span in clipped where span.to > covered {
            sum += span.to - max(span.from, covered)
            covered = span.to
        }
        return sum
    }

    /// What somebody does in the fullest seven days that hold a moment, with what they have promised; to the minute.
    static func carried(_ spans: [(from: Int64, to: Int64)], around moment: Int64) -> Int64 {
        let near = ordered(spans).filter { $0.end > moment - week && $0.start <= moment + week }
        let instant = RestGuard.Span(start: moment, end: moment + 1)
        return near.isEmpty ? 0 : RestGuard(minutes: 0).load(of: instant, with: near) * Time.minute
    }

    static func ordered(_ spans: [(from: Int64, to: Int64)]) -> [RestGuard.Span] {
        spans.map { RestGuard.Span(start: $0.from, end: $0.to) }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    static func isFull(load: Int64, limit: Int?) -> Bool {
        load >= Int64(limit ?? usualLimit) * Time.hour
    }
}
