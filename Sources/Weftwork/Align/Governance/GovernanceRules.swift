internal import Database
internal import Engine

/// What rules can say, who can sit where. Pure.
enum GovernanceRules {
    static let mostWords = 4_000
    static let mostMinutes = 8_000
    /// Whoever is named says yes or no within so long; then the naming is over.
    static let toAnswer = 14 * Time.day
    /// Those whose voice counts have so long to consent to a seat, and to new rules.
    static let toConsent = 7 * Time.day

    /// The version that a draft says, in place of what it said before.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    static func apply(_ draft: GovernanceDraft, to old: GovernanceVersion) throws(Refusal) -> GovernanceVersion {
        var new = old, problems: [FieldProblem] = []
        for part in GovernancePart.allCases {
            for (language, typed) in draft.texts[part] ?? [:] {
                let words = Clean.prose(typed)
                if words.count > mostWords { problems.append(FieldProblem(part.rawValue, SiteWords.tooLong)) }
                new.texts[part, language] = words
            }
        }
        for (name, typed) in draft.settings.sorted(by: { $0.key < $1.key }) {
            guard let setting = GovernanceSetting(rawValue: name) else {
                problems.append(
                    FieldProblem(name, SiteWords.badChoice(GovernanceSetting.allCases.map(\.rawValue), name)))
                continue
            }
            if let problem = setting.set(Clean.line(typed), in: &new.settings) { problems.append(problem) }
        }
        problems += clocks(new.settings)
        guard problems.isEmpty else { throw .invalid(problems) }
        return new
    }

    /// What is wrong with the clocks of each step: all four are named or none, and the more urgent never waits longer.
    private static func clocks(_ settings: GovernanceSettings) -> [FieldProblem] {
        let all = Need.Urgency.allCases
        return ClockLengths.steps.flatMap { step -> [FieldProblem] in
            guard let named = settings.clocks?[step.rawValue] else { return [] }
            let missing = all.filter { named[$0.name] == nil }
            guard missing.isEmpty else {
                return missing.map {
                    FieldProblem(GovernanceSetting.clock(step, $0).rawValue, GovernanceWords.allFourOrNone)
                }
            }
            return zip(all, all.dropFirst()).compactMap { urgent, next in
                guard let first = named[urgent.name], let then = named[next.name], first > then else { return nil }
                return FieldProblem(
                    GovernanceSetting.clock(step, urgent).rawValue,
                    SettingsWords.longerThanNext(
                        RosterWords.step(step.rawValue), NeedWords.name(of: urgent), NeedWords.name(of: next)))
            }
        }
    }

    /// Parts without which nothing can be adopted.
    static func missing(_ version: GovernanceVersion) -> [GovernancePart] {
        GovernancePart.needed.filter { !version.texts.isWritten($0) }
    }

    /// How changing the rules is decided: the first time all consent; afterwards by the rules in force.
    static func method(after inForce: GovernanceVersion?) -> (method: ProposalMethod, threshold: Int?) {
        guard let inForce else { return (.consent, nil) }
        return (.superMajority, inForce.settings.changeThreshold)
    }

    // MARK: Seats

    /// Why somebody cannot sit in a body; nothing where they can.
    ///
    /// - Parameters:
    ///   - seats: offered and held ones, without the one in question. Whoever is only named bars nobody but themselves,
    ///     from being named for the same once more.
    ///   - organisation: for whom they would sit there.
    ///   - terms: how often they sat there before.
    static func bar(
        _ body: GovernanceBody, _ member: ID, organisation: ID?, sector: Sector?, among seats: [GovernanceSeat],
        terms: Int, _ settings: GovernanceSettings
    ) -> Text? {
        if seats.contains(where: { $0.body == body && $0.memberID == member }) { return GovernanceWords.sitsThere }
        let taken = seats.filter { $0.state != .named }
        let own = taken.filter { $0.body == body }, others = taken.filter { $0.body != body }
        if terms >= settings.terms { return GovernanceWords.termsOver(settings.terms) }
        // Whoever looks at what the council does has no part in it, neither they nor those for whom they came.
        func belongs(_ seat: GovernanceSeat) -> Bool {
            seat.memberID == member || (organisation != nil && seat.organisationID == organisation)
        }
        if others.contains(where: belongs) {
            return body == .oversight ? GovernanceWords.sitsInCouncil : GovernanceWords.sitsInOversight
        }
        switch body {
        case .council:
            // One voice each, whatever its size.
            let isTaken = organisation != nil && own.contains { $0.organisationID == organisation }
            return isTaken ? GovernanceWords.oneEach : nil
        case .oversight:
            guard let sector else { return GovernanceWords.noSector }
            // The second is of another sector than the first; from then on it is mixed.
            let sectors = Set(own.compactMap(\.sector))
            return sectors == [sector] ? GovernanceWords.severalSectors : nil
        }
    }

    /// Whether oversight can work: two sectors at least.
    static func isComplete(_ seats: [GovernanceSeat], at now: Int64) -> Bool {
        Set(seats.filter { $0.body == .oversight && $0.isHeld(at: now) }.compactMap(\.sector)).count >= 2
    }

    static func words(
        _ typed: String, _ field: String, least: Int = 4, most: Int = mostWords
    ) throws(Refusal) -> String {
        let words = Clean.prose(typed)
        guard words.count >= least else { throw .invalid(field, MatterWords.sayMore(least)) }
        guard words.count <= most else { throw .invalid(field, SiteWords.tooLong) }
        return words
    }
}
