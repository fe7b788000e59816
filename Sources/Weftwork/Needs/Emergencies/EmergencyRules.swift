internal import Database
internal import Engine

/// Which moves an emergency may make, what belongs to it by its place, and what of a draft can stand. Pure.
enum EmergencyRules {
    static let mostAreas = 20
    static let mostHotlines = 12
    static let mostAdvice = 4000

    // MARK: Phases

    /// Where a phase may lead. What never came about may be closed; what goes on is wound down first; closed is final.
    static func next(_ phase: Emergency.Phase) -> [Emergency.Phase] {
        switch phase {
        case .standby: [.active, .closed]
        case .active: [.windingDown]
        case .windingDown: [.active, .closed]
        case .closed: []
        }
    }

    static func require(_ phase: Emergency.Phase, after present: Emergency.Phase) throws(Refusal) {
        guard !next(present).contains(phase) else { return }
        throw .conflict(
            EmergencyWords.illegal(present),
            Refusal.Extras(state: present.rawValue, allowed: next(present).map(\.rawValue)))
    }

    /// Whoever asks may name it.
    static func takesNeeds(_ emergency: Emergency) -> Bool { emergency.phase == .active }

    // MARK: Places

    /// Whether `area` lies in one of the emergency's areas. Of a place that nobody has said nothing is known: it lies everywhere only.
    static func covers(_ emergency: Emergency, _ area: AreaPath) -> Bool {
        emergency.areas.isEmpty || emergency.areas.contains { covers($0, area) }
    }

    private static func covers(_ outer: AreaPath, _ inner: AreaPath) -> Bool {
        guard !inner.parts.isEmpty else { return false }
        let isOfCountry = outer.country.isEmpty || inner.country.isEmpty || outer.country == inner.country
        let levels = [
            (outer.province, inner.province), (outer.city, inner.city), (outer.district, inner.district),
        ]
        return isOfCountry && levels.allSatisfy { $0.0.isEmpty || $0.0 == $0.1 }
    }

    /// The one that a need of `area` belongs to: of those that cover it the one whose area is smallest, of these the newest.
    static func covering(_ area: AreaPath, among emergencies: [Emergency]) -> Emergency? {
        func depth(_ emergency: Emergency) -> Int {
            emergency.areas.filter { covers($0, area) }.map { $0.parts.count }.max() ?? 0
        }
        return emergencies.filter { takesNeeds($0) && covers($0, area) }
            .max { (depth($0), $0.openedAt, $0.id) < (depth($1), $1.openedAt, $1.id) }
    }

    // MARK: Naming one

    /// By its place: the word of the form and of the API.
    static let byArea = "area"
    /// Of none: everyday work.
    static let none = "none"

    /// The emergency that somebody named: by id, by its name, by the need's place, or none. One that takes nothing any more keeps
    /// nobody's need out: it belongs where its place says, or to everyday work.
    ///
    /// - Parameter isDesk: may name any that isn't closed, and hears of one that is; others one that takes needs.
    /// - Throws: ``Refusal/invalid(_:)`` for one that isn't there, and to the desk for one that is closed.
    static func named(
        _ typed: String, area: AreaPath, among emergencies: [Emergency], isDesk: Bool
    ) throws(Refusal) -> Emergency? {
        let word = Clean.line(typed)
        if word.isEmpty || word == none || word == EmergencyTarget.everydayWord { return nil }
        if word == byArea { return covering(area, among: emergencies) }
        let key = Clean.key(word), id = ID(word)
        let byName = emergencies.filter { Clean.key($0.name) == key }
        guard
            let found = emergencies.first(where: { $0.id == id }) ?? byName.first(where: { $0.phase != .closed })
                ?? byName.first
        else { throw .invalid("emergency", EmergencyWords.unknown) }
        if takesNeeds(found) || (isDesk && found.phase != .closed) { return found }
        guard !isDesk else { throw .invalid("emergency", EmergencyWords.takesNone(found.name)) }
        return covering(area, among: emergencies)
    }

    /// The one that a paper belongs to where nobody says: that of its batch while it isn't over, else the only one that goes on,
    /// else the one that lies there.
    static func ofPaper(_ printed: Emergency?, area: AreaPath, among active: [Emergency]) -> Emergency? {
        if let printed, printed.phase != .closed { return printed }
        let open = active.filter(takesNeeds)
        return open.count == 1 ? open[0] : covering(area, among: open)
    }

    // MARK: Drafts

    /// `emergency` with what the draft says.
    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field.
    static func changed(_ emergency: Emergency, by draft: EmergencyDraft, _ places: Places) throws(Refusal) -> Emergency
    {
        var next = emergency, problems: [FieldProblem] = []
        if let name = draft.name {
            next.name = Clean.sentence(name)
            if next.name.count < 2 { problems.append(FieldProblem("name", SiteWords.missing)) }
            if next.name.count > 80 { problems.append(FieldProblem("name", NeedWords.tooLong(80))) }
        }
        choose(draft.kind, "kind", Emergency.Kind.self, &next.kind, &problems)
        choose(draft.level, "level", Emergency.Level.self, &next.level, &problems)
        if let areas = draft.areas { next.areas = read(areas, places, &problems) }
        for (typed, field, path) in [
            (draft.adviceZh, "advice.zh", \Emergency.adviceZh), (draft.adviceEn, "advice.en", \Emergency.adviceEn),
        ] {
            guard let typed else { continue }
            next[keyPath: path] = Clean.prose(typed)
            if next[keyPath: path].count > mostAdvice {
                problems.append(FieldProblem(field, NeedWords.tooLong(mostAdvice)))
            }
        }
        if let hotlines = draft.hotlines { next.hotlines = read(hotlines, &problems) }
        if let lead = draft.lead.map(Clean.line), !lead.isEmpty {
            if let id = ID(lead) {
                next.leadID = id
            } else {
                problems.append(FieldProblem("lead", NeedWords.unknownMember))
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return next
    }

    private static func choose<Choice: RawRepresentable<String> & CaseIterable>(
        _ word: String?, _ field: String, _ type: Choice.Type, _ value: inout Choice, _ problems: inout [FieldProblem]
    ) {
        guard let word else { return }
        if let chosen = Choice(rawValue: Clean.line(word)) {
            value = chosen
        } else {
            problems.append(FieldProblem(field, SiteWords.badChoice(Choice.allCases.map(\.rawValue), word)))
        }
    }

    private static func read(
        _ typed: [[String]], _ places: Places, _ problems: inout [FieldProblem]
    ) -> [AreaPath] {
        var areas: [AreaPath] = []
        for parts in typed {
            switch EmergencyPlaces.read(parts, places) {
            case .none: continue
            case .several(let line): problems.append(FieldProblem("areas", EmergencyWords.severalAreas(line)))
            case .one(let area): areas.append(area)
            }
        }
        if areas.count > mostAreas { problems.append(FieldProblem("areas", EmergencyWords.tooMany(mostAreas))) }
        return areas
    }

    private static func read(
        _ typed: [Emergency.Hotline], _ problems: inout [FieldProblem]
    ) -> [Emergency.Hotline] {
        var hotlines: [Emergency.Hotline] = []
        for one in typed {
            let name = Clean.line(one.name), number = Clean.line(one.number)
            if name.isEmpty && number.isEmpty { continue }
            let digits = number.filter(\.isNumber).count
            let isNumber = (3...20).contains(digits) && number.allSatisfy { $0.isNumber || "+- ()".contains($0) }
            guard isNumber, !name.isEmpty, name.count <= 80 else {
                problems.append(FieldProblem("hotlines", EmergencyWords.badHotline(name.isEmpty ? number : name)))
                continue
            }
            hotlines.append(Emergency.Hotline(name: name, number: number))
        }
        if hotlines.count > mostHotlines {
            problems.append(FieldProblem("hotlines", EmergencyWords.tooMany(mostHotlines)))
        }
        return hotlines
    }

    /// Lines of a form, each with a name and, at its end, a number.
    static func hotlines(_ text: String) -> [Emergency.Hotline] {
        text.split(whereSeparator: \.isNewline).map { line in
            let line = Clean.line(String(line))
            let number = line.reversed().prefix { $0.isNumber || "+- ()".contains($0) }.reversed()
            let name = line.dropLast(number.count).drop { $0 == " " }
            return Emergency.Hotline(
                name: Clean.line(String(name).replacing(":", with: " ")), number: Clean.line(String(number)))
        }.filter { !$0.name.isEmpty || !$0.number.isEmpty }
    }

    // MARK: Closing

    /// Where each open thing goes.
    ///
    /// - Parameter things: ids of what else is still open under it: teams, restrictions.
    /// - Throws: ``Refusal/invalid(_:)`` for what has nowhere to go, naming the field.
    static func places(
        _ draft: ClosingDraft, needs: [ID], shifts: [ID], things: [ID] = [], of emergency: ID,
        among emergencies: [Emergency]
    ) throws(Refusal) -> ClosingPlan {
        var problems: [FieldProblem] = [], plan = ClosingPlan()
        func target(_ word: String, _ field: String) -> EmergencyTarget? {
            guard let target = EmergencyTarget(Clean.line(word)) else {
                problems.append(FieldProblem(field, EmergencyWords.badTarget))
                return nil
            }
            if let id = target.id,
                id == emergency || !emergencies.contains(where: { $0.id == id && $0.phase != .closed })
            {
                problems.append(FieldProblem(field, EmergencyWords.badTarget))
                return nil
            }
            return target
        }
        if let rest = draft.rest, !Clean.line(rest).isEmpty { plan.rest = target(rest, "to") }
        for (pairs, name, path) in [
            (draft.needs, "needs", \ClosingPlan.needs), (draft.shifts, "shifts", \ClosingPlan.shifts),
            (draft.teams, "teams", \ClosingPlan.things), (draft.restrictions, "restrictions", \ClosingPlan.things),
        ] {
            for pair in pairs where !Clean.line(pair.to).isEmpty {
                guard let id = ID(pair.id) else {
                    problems.append(FieldProblem("\(name).\(pair.id)", EmergencyWords.badTarget))
                    continue
                }
                if let found = target(pair.to, "\(name).\(pair.id)") { plan[keyPath: path][id] = found }
            }
        }
        let isLost =
            needs.contains { plan.needs[$0] == nil } || shifts.contains { plan.shifts[$0] == nil }
            || things.contains { plan.things[$0] == nil }
        if plan.rest == nil, isLost, !problems.contains(where: { $0.field == "to" }) {
            problems.append(FieldProblem("to", EmergencyWords.nowhere))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return plan
    }
}

/// Where each open thing of a closing emergency goes.
struct ClosingPlan: Sendable, Equatable {
    var rest: EmergencyTarget?
    var needs: [ID: EmergencyTarget] = [:]
    var shifts: [ID: EmergencyTarget] = [:]
    var things: [ID: EmergencyTarget] = [:]

    func target(ofNeed id: ID) -> EmergencyTarget? { needs[id] ?? rest }
    func target(ofShift id: ID) -> EmergencyTarget? { shifts[id] ?? rest }
    func target(ofThing id: ID) -> EmergencyTarget? { things[id] ?? rest }
}
