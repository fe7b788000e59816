internal import Database
internal import Engine

/// Why somebody or something fits, as a person can check it.
enum FitReason: Sendable {
    /// What is offered, where it is called otherwise than what is wanted.
    case item(String)
    /// What is offered in place of what is wanted, where that will do.
    case instead(String, of: String)
    case amount(Int64, of: Int64?, unit: String)
    /// Keys of the skills, of so many that are wanted.
    case skills([String], of: Int)
    case hands
    /// What they have to drive, where something has to be fetched or brought.
    case means([Volunteer.Means])
    case near(Double)
    case anywhere
    case distanceUnknown
    case standing(Standing)
    case free(VolunteerSupply.Freedom)
    /// From when on an offer is there, where that is still to come, and until when.
    case begins(Int64)
    case until(Int64)
    /// How surely it is there as it is said.
    case checked(Need.Confidence)
    case language(String)
    /// Has passed all that must be passed here.
    case trained([Text])
    /// What they did of what they would do in a week.
    case week(Int64, Int)
    /// How they would rather be spoken to, where they have said so.
    case spokenTo(Volunteer.Channel)
    /// Nobody asked them for anything in the last fourteen days.
    case notAsked

    /// The name for programs.
    var name: String {
        switch self {
        case .item: "item"
        case .instead: "instead"
        case .amount: "amount"
        case .skills: "skills"
        case .hands: "hands"
        case .means: "means"
        case .near: "near"
        case .anywhere: "anywhere"
        case .distanceUnknown: "distanceUnknown"
        case .standing: "standing"
        case .free: "free"
        case .begins: "begins"
        case .until: "until"
        case .checked: "checked"
        case .language: "language"
        case .trained: "trained"
        case .week: "week"
        case .spokenTo: "spokenTo"
        case .notAsked: "notAsked"
        }
    }
}

extension FitMarket {
    /// What the engine says of a pair, with what stands behind it.
    func reasons(
        _ found: [MatchReason], line position: Int, _ supply: Supply, titles: [ID: Text]
    ) -> [FitReason] {
        found.flatMap { reason -> [FitReason] in
            switch (reason, supply) {
            case (.holds(let held, let wanted), .offer(_, let line, _)):
                // Who has the thing itself has all that is wanted.
                held < wanted ? [.instead(line.item, of: lines[position].line.item)] : [.item(line.item)]
            case (.holds, .volunteer(let one, _)): skills(of: one, for: position)
            case (.enough(let has), .offer(_, let line, _)): [.amount(has, of: nil, unit: line.unit)]
            case (.part(let has, let wants), .offer(_, let line, _)): [.amount(has, of: wants, unit: line.unit)]
            case (.near(let kilometres), _): [.near(kilometres)]
            case (.anywhere, _): [.anywhere]
            case (.distanceUnknown, _): [.distanceUnknown]
            case (.tier, .offer(_, _, let term)): term.confidence.map { [.checked($0)] } ?? []
            case (.tier(let tier), .volunteer): Standing(rawValue: tier).map { [.standing($0)] } ?? []
            case (.free, .offer(_, _, let term)), (.hoursUnknown, .offer(_, _, let term)):
                [term.from.map { .begins($0) }, term.until.map { .until($0) }].compactMap { $0 }
            case (.free, .volunteer(let one, let freedom)), (.hoursUnknown, .volunteer(let one, let freedom)):
                (lines[position].start.map { one.freedom(at: $0) } ?? freedom).map { [.free($0)] } ?? []
            case (.trained, _): [.trained(trainings.compactMap { titles[$0] })]
            case (.roomInWeek, .volunteer(let one, _)): [.week(one.load, one.limit)]
            case (.notAskedLately, .volunteer): [.notAsked]
            default: []
            }
        } + language(supply, for: position)
    }

    private func skills(of one: VolunteerSupply, for position: Int) -> [FitReason] {
        let wanted = market.needs[position].wanted
        let keys = wanted.compactMap { things.skill($0) }.filter { one.skills[$0] != nil }
        let vehicles = vehicles(of: one, for: position)
        return (keys.isEmpty ? [.hands] : [.skills(keys, of: wanted.count)])
            + (vehicles.isEmpty ? [] : [.means(vehicles)])
    }

    /// What somebody has to drive, where a line asks for that.
    func vehicles(of one: VolunteerSupply, for position: Int) -> [Volunteer.Means] {
        things.asksDriving(market.needs[position].wanted) ? one.means.filter(\.isVehicle) : []
    }

    /// That somebody speaks hers, and how they would rather be spoken to; who does not is not sent away, for a form says little of what she speaks.
    private func language(_ supply: Supply, for position: Int) -> [FitReason] {
        guard case .volunteer(let one, _) = supply else { return [] }
        let hers = need(at: position).language.rawValue
        let speaks = one.languages.contains { Clean.key(Tongues.tag($0)) == hers }
        return (speaks ? [.language(hers)] : []) + (one.channel == .any ? [] : [.spokenTo(one.channel)])
    }
}
