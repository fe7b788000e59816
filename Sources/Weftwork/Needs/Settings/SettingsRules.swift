internal import Engine

/// What a change makes of the settings, and what is wrong with it. Pure.
struct SettingsRules {
    private static let mostItems = 500
    private static let mostQuestions = 60
    private var settings: DeskSettings
    private var problems: [FieldProblem] = []
    /// Makes the id of something new.
    private let newID: () -> String

    /// - Parameter newID: hands in ids for new things and questions.
    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field.
    static func apply(_ changes: [SettingsChange], to settings: DeskSettings, newID: @escaping () -> String)
        throws(Refusal) -> DeskSettings
    {
        var rules = SettingsRules(settings: settings, newID: newID)
        for change in changes { try rules.apply(change) }
        guard rules.problems.isEmpty else { throw .invalid(rules.problems) }
        rules.settings.version += 1
        return rules.settings
    }

    /// A name without a way to reach them helps nobody.
    private mutating func setCompliance(_ compliance: ComplianceContact) {
        settings.about.complianceBy = line(compliance.name, "about.complianceBy", most: 120)
        settings.about.complianceContact = line(compliance.contact, "about.complianceContact", most: 200)
        if settings.about.complianceBy.isEmpty != settings.about.complianceContact.isEmpty {
            let isNameless = settings.about.complianceBy.isEmpty
            problems.append(
                FieldProblem(isNameless ? "about.complianceBy" : "about.complianceContact", SiteWords.missing))
        }
    }

    private mutating func setBriefings(_ drafts: [BriefingDraft]) {
        let isOne = drafts.count == 1
        for (number, draft) in drafts.enumerated() {
            let prefix = isOne ? "" : "briefings.\(number)."
            guard let index = settings.briefings.all.firstIndex(where: { $0.category.rawValue == draft.category })
            else {
                problems.append(
                    FieldProblem(
                        "\(prefix)category",
                        SiteWords.badChoice(Need.Category.allCases.map(\.rawValue), draft.category)))
                continue
            }
            var briefing = settings.briefings.all[index]
            if let zh = draft.zh { briefing.zh = prose(zh, "\(prefix)zh", most: 1000) }
            if let en = draft.en { briefing.en = prose(en, "\(prefix)en", most: 2000) }
            if let isAsked = draft.isAsked { briefing.isAsked = isAsked }
            if let certificate = draft.certificate {
                briefing.certificate = Certificate.Kind(rawValue: certificate)
                if !certificate.isEmpty, briefing.certificate == nil {
                    problems.append(
                        FieldProblem(
                            "\(prefix)certificate",
                            SiteWords.badChoice(Certificate.Kind.allCases.map(\.rawValue), certificate)))
                }
            }
            if briefing.isAsked, briefing.zh.isEmpty, briefing.en.isEmpty {
                problems.append(FieldProblem("\(prefix)zh", BriefingWords.empty))
            }
            settings.briefings.all[index] = briefing
        }
    }

    private mutating func prose(_ raw: String, _ field: String, most: Int) -> String {
        let clean = Clean.prose(raw)
        if clean.count > most { problems.append(FieldProblem(field, NeedWords.tooLong(most))) }
        return clean
    }

    private init(settings: DeskSettings, newID: @escaping () -> String) {
        self.settings = settings
        self.newID = newID
    }

    private mutating func apply(_ change: SettingsChange) throws(Refusal) {
        switch change {
        case .about(let runBy, let contact, let compliance):
            settings.about.runBy = line(runBy, "about.runBy", most: 120)
            settings.about.contact = line(contact, "about.contact", most: 200)
            if let compliance { setCompliance(compliance) }
        case .clocks(let draft): setClocks(draft)
        case .desk(let draft): setDesk(draft)
        case .item(let draft): setItem(draft)
        case .removeItem(let id):
            let left = settings.catalogue.items.filter { $0.id != id }
            guard left.count < settings.catalogue.items.count else { throw .notFound }
            settings.catalogue = Catalogue(left)
        case .raiseItem(let id):
            guard let item = settings.catalogue.items.first(where: { $0.id == id }) else { throw .notFound }
            settings.catalogue = Catalogue([item] + settings.catalogue.items.filter { $0.id != id })
        case .catalogue(let drafts): setCatalogue(drafts)
        case .question(let draft): setQuestion(draft)
        case .removeQuestion(let id):
            guard settings.checklist.questions.contains(where: { $0.id == id }) else { throw .notFound }
            settings.checklist.questions.removeAll { $0.id == id }
            checkEveryCategory("categories")
        case .checklist(let drafts): setChecklist(drafts)
        case .briefings(let drafts): setBriefings(drafts)
        case .reset(.briefings): settings.briefings = .shipped
        case .reset(.about): settings.about = DeskSettings.shipped.about
        case .reset(.clocks):
            settings.clocks = .shipped
            settings = settings.held(to: settings.fixed)
        case .reset(.desk): settings.desk = DeskSettings.shipped.desk
        case .reset(.catalogue): settings.catalogue = .shipped
        case .reset(.checklist): settings.checklist = .shipped
        }
    }

    // MARK: Clocks

    private mutating func setClocks(_ draft: ClocksDraft) {
        for (name, lengths) in draft.steps.sorted(by: { $0.key < $1.key }) {
            guard let step = ClockLengths.steps.first(where: { $0.rawValue == name }) else {
                problems.append(
                    FieldProblem(
                        "clocks.steps.\(name)", SiteWords.badChoice(ClockLengths.steps.map(\.rawValue), name)))
                continue
            }
            for (urgency, minutes) in lengths.sorted(by: { $0.key < $1.key }) {
                let field = "clocks.steps.\(name).\(urgency)"
                guard let urgency = Need.Urgency(name: urgency) else {
                    problems.append(
                        FieldProblem(field, SiteWords.badChoice(Need.Urgency.allCases.map(\.name), urgency)))
                    continue
                }
                guard let length = length(minutes, field) else { continue }
                if let fixed = settings.fixed, settings.isFixed(step), fixed[step, urgency] != length {
                    problems.append(FieldProblem(field, SettingsWords.rulesSet(fixed.rules)))
                } else {
                    settings.clocks.set(step, urgency, to: length)
                }
            }
        }
        if let retries = draft.retries {
            guard retries.count == ClockLengths.retryCount else {
                return problems.append(
                    FieldProblem("clocks.retries", SettingsWords.retryCount(ClockLengths.retryCount)))
            }
            let lengths = retries.enumerated().map { length($0.element, "clocks.retries.\($0.offset)") }
            settings.clocks.retries = lengths.map { $0 ?? Time.hour }
        }
        if let limit = draft.reachLimit, let length = length(limit, "clocks.reachLimit") {
            settings.clocks.reachLimit = length
        }
        checkOrder()
    }

    /// The more urgent never waits longer.
    private mutating func checkOrder() {
        for step in ClockLengths.steps {
            let all = Need.Urgency.allCases
            for (urgent, next) in zip(all, all.dropFirst())
            where settings.clocks.length(of: step, urgency: urgent) > settings.clocks.length(of: step, urgency: next) {
                problems.append(
                    FieldProblem(
                        "clocks.steps.\(step.rawValue).\(urgent.name)",
                        SettingsWords.longerThanNext(
                            RosterWords.step(step.rawValue), NeedWords.name(of: urgent), NeedWords.name(of: next))))
            }
        }
        if settings.clocks.reachLimit < settings.clocks.retries.max() ?? 0 {
            problems.append(FieldProblem("clocks.reachLimit", SettingsWords.reachLimitTooShort))
        }
    }

    private mutating func length(_ minutes: Double, _ field: String) -> Int64? {
        let bounds = Double(ClockLengths.shortest)...Double(ClockLengths.longest)
        let length = minutes * Double(Time.minute)
        guard length.isFinite, bounds.contains(length.rounded()) else {
            problems.append(
                FieldProblem(field, SettingsWords.badLength(ClockLengths.shortest, ClockLengths.longest)))
            return nil
        }
        return Int64(length.rounded())
    }

    private mutating func setDesk(_ draft: DeskDraft) {
        if let most = number(draft.mostOpen, "desk.mostOpen", 1...500) { settings.desk.mostOpen = most }
        if let share = number(draft.secondLook, "desk.secondLook", 0...100) { settings.desk.secondLook = share }
        if let hours = number(draft.restAfter, "desk.restAfter", 1...12) { settings.desk.restAfter = hours }
    }

    private mutating func number(_ value: Int?, _ field: String, _ bounds: ClosedRange<Int>) -> Int? {
        guard let value else { return nil }
        guard bounds.contains(value) else {
            problems.append(FieldProblem(field, JoinWords.between(bounds.lowerBound, bounds.upperBound)))
            return nil
        }
        return value
    }

    // MARK: Catalogue

    private mutating func setItem(_ draft: ItemDraft) {
        var items = settings.catalogue.items
        guard let item = item(draft, "") else { return }
        if let index = items.firstIndex(where: { $0.id == item.id }) {
            items[index] = item
        } else {
            items.insert(item, at: 0)
        }
        keep(items)
    }

    private mutating func setCatalogue(_ drafts: [ItemDraft]) {
        let items = drafts.enumerated().compactMap { item($0.element, "catalogue.\($0.offset).") }
        checkIDs(items.map(\.id), "catalogue")
        keep(items)
    }

    private mutating func keep(_ items: [Catalogue.Item]) {
        if items.count > SettingsRules.mostItems {
            problems.append(FieldProblem("catalogue", SettingsWords.tooMany(SettingsRules.mostItems)))
        }
        settings.catalogue = Catalogue(items)
    }

    private mutating func item(_ draft: ItemDraft, _ prefix: String) -> Catalogue.Item? {
        let zh = line(draft.zh, "\(prefix)zh", most: 40), en = line(draft.en, "\(prefix)en", most: 60)
        if zh.isEmpty && en.isEmpty { problems.append(FieldProblem("\(prefix)zh", SettingsWords.nameMissing)) }
        var words: [String] = []
        for word in draft.words.map(Clean.line) where !word.isEmpty && !words.contains(word) { words.append(word) }
        // One Latin letter is in every other word.
        if words.count > 40 || words.contains(where: { $0.count > 40 || Clean.key($0).utf8.count < 2 }) {
            problems.append(FieldProblem("\(prefix)words", SettingsWords.badWords))
        }
        guard let category = Need.Category(rawValue: draft.category) else {
            problems.append(
                FieldProblem(
                    "\(prefix)category", SiteWords.badChoice(Need.Category.allCases.map(\.rawValue), draft.category)))
            return nil
        }
        return Catalogue.Item(
            id: id(draft.id, "\(prefix)id"), zh: zh, en: en, words: words, category: category,
            isControlled: draft.isControlled)
    }

    // MARK: Checklist

    private mutating func setQuestion(_ draft: QuestionDraft) {
        guard let question = question(draft, "") else { return }
        if let index = settings.checklist.questions.firstIndex(where: { $0.id == question.id }) {
            settings.checklist.questions[index] = question
        } else {
            settings.checklist.questions.append(question)
        }
        checkCount()
        checkEveryCategory("categories")
    }

    private mutating func setChecklist(_ drafts: [QuestionDraft]) {
        settings.checklist.questions = drafts.enumerated().compactMap {
            question($0.element, "checklist.\($0.offset).")
        }
        checkIDs(settings.checklist.questions.map(\.id), "checklist")
        checkCount()
        checkEveryCategory("checklist")
    }

    private mutating func question(_ draft: QuestionDraft, _ prefix: String) -> Checklist.Question? {
        let zh = line(draft.zh, "\(prefix)zh", most: 120), en = line(draft.en, "\(prefix)en", most: 160)
        if zh.isEmpty && en.isEmpty { problems.append(FieldProblem("\(prefix)zh", SettingsWords.questionMissing)) }
        let categories = draft.categories.compactMap(Need.Category.init(rawValue:))
        guard categories.count == draft.categories.count else {
            problems.append(
                FieldProblem("\(prefix)categories", SiteWords.badChoice(Need.Category.allCases.map(\.rawValue))))
            return nil
        }
        return Checklist.Question(
            id: id(draft.id, "\(prefix)id"), zh: zh, en: en, categories: Set(categories))
    }

    private mutating func checkCount() {
        if settings.checklist.questions.count > SettingsRules.mostQuestions {
            problems.append(FieldProblem("checklist", SettingsWords.tooMany(SettingsRules.mostQuestions)))
        }
    }

    /// Nothing is verified without a question.
    private mutating func checkEveryCategory(_ field: String) {
        let bare = Need.Category.allCases.filter { settings.checklist.questions(for: $0).isEmpty }
        if let first = bare.first {
            problems.append(FieldProblem(field, SettingsWords.noQuestion(NeedWords.name(of: first))))
        }
    }

    // MARK: Shared

    private mutating func line(_ raw: String, _ field: String, most: Int) -> String {
        let clean = Clean.sentence(raw)
        if clean.count > most { problems.append(FieldProblem(field, NeedWords.tooLong(most))) }
        return clean
    }

    private mutating func id(_ typed: String, _ field: String) -> String {
        if typed.isEmpty { return newID() }
        if !SettingsRules.isID(typed) { problems.append(FieldProblem(field, SettingsWords.badID)) }
        return typed
    }

    private mutating func checkIDs(_ ids: [String], _ field: String) {
        if Set(ids).count < ids.count { problems.append(FieldProblem(field, SettingsWords.doubleID)) }
    }

    private static func isID(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}
