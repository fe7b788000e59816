internal import Database
internal import Engine

/// Which part of what is open is planned; all of it where nothing is said.
struct PlanFilter: Sendable, Equatable {
    var emergency: ID?
    /// What belongs to no emergency.
    var isEveryday = false
    var categories: [Need.Category] = []
    /// An area of the catalogue with all that lies in it.
    var areaCode: Int?
    /// When people are to come: now where nothing is said. Who has one duty then may have others at other times.
    var terms = CallTerms()

    init() {}

    /// Reads what a form or a program says.
    /// - Throws: ``Refusal/invalid(_:)`` naming each part that can't be read.
    init(emergency: String?, categories names: [String], area: String?, _ catalogue: AreaCatalogue) throws(Refusal) {
        var problems: [FieldProblem] = []
        if let word = emergency.map(Clean.line)?.nilIfEmpty {
            isEveryday = word == EmergencyRules.none
            self.emergency = ID(word)
            if self.emergency == nil, !isEveryday {
                problems.append(FieldProblem("emergency", EmergencyWords.unknown))
            }
        }
        for name in names.map(Clean.line) where !name.isEmpty {
            if let category = Need.Category(rawValue: name) {
                categories.append(category)
            } else {
                problems.append(
                    FieldProblem("category", SiteWords.badChoice(Need.Category.allCases.map(\.rawValue), name)))
            }
        }
        categories = Need.Category.allCases.filter(categories.contains)
        if let text = area.map(Clean.line)?.nilIfEmpty {
            areaCode = PlanFilter.code(of: text, catalogue)
            if areaCode == nil { problems.append(FieldProblem("area", PlanWords.whichArea)) }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    /// By its code, or by a name that means one area.
    private static func code(of text: String, _ catalogue: AreaCatalogue) -> Int? {
        if let code = Int(text) { return catalogue.area(code)?.code }
        if case .one(let area, let rest) = catalogue.read(text), rest.isEmpty { return area.code }
        return nil
    }

    /// As it is stored, and as an address has it.
    var stored: String {
        var form = Form()
        if isEveryday { form = form.with("emergency", EmergencyRules.none) }
        if let emergency { form = form.with("emergency", emergency.description) }
        if !categories.isEmpty { form = form.with("category", categories.map(\.rawValue).joined(separator: " ")) }
        if let areaCode { form = form.with("area", String(areaCode)) }
        if let from = terms.from { form = form.with("from", String(from)) }
        if let minutes = terms.minutes { form = form.with("minutes", String(minutes)) }
        return form.encoded
    }

    init(stored: String) {
        let form = Form(encoded: stored)
        let word = form["emergency"]
        isEveryday = word == EmergencyRules.none
        emergency = word.flatMap { ID($0) }
        categories = (form["category"] ?? "").words.compactMap(Need.Category.init(rawValue:))
        areaCode = form["area"].flatMap { Int($0) }
        terms.from = form["from"].flatMap { Int64($0) }
        terms.minutes = form["minutes"].flatMap { Int($0) }
    }

    func matches(_ need: Need, _ catalogue: AreaCatalogue) -> Bool {
        if isEveryday, need.emergency != nil { return false }
        if let emergency, need.emergency?.id != emergency { return false }
        if !categories.isEmpty, !categories.contains(need.category) { return false }
        guard let areaCode else { return true }
        guard let outer = catalogue.area(areaCode) else { return false }
        guard let inner = catalogue.area(need.areaCode) else { return need.area.parts.contains(outer.name) }
        return catalogue.codes(in: outer).contains { $0.contains(inner.code) }
    }
}
