internal import Database
internal import Engine

/// An offer as it was typed or sent, through whatever door. What both sides have – lines, place, contact, source – is a need's entry,
/// cleaned by the one cleaning.
public struct OfferEntry: Sendable {
    var what = NeedEntry()
    var conditions = ""
    var from = ""
    var until = ""
    var radius = ""
    var ships = ""
    var standing = ""
    /// It is another's, reached through the member who says it.
    var through = ""
    var perDay = ""
    var serviceLevel = ""
    var boughtFrom = ""

    init() {}
}

/// An offer that can be stored: cleaned, checked, complete.
struct OfferDraft: Sendable {
    var what: NeedDraft
    var conditions: String
    var from: Int64?
    var until: Int64?
    var reach: Offer.Reach
    var isStanding: Bool
    var isThrough: Bool
    var perDay: Int64?
    var serviceLevel: String
    var boughtFrom: String
}

/// Cleans what offers have beyond a need.
struct OfferCleaning {
    private static let farthest = 20_000
    private let entry: OfferEntry
    private let now: Int64
    private var isGuests = false
    private var problems: [FieldProblem] = []

    private init(_ entry: OfferEntry, now: Int64) {
        self.entry = entry
        self.now = now
    }

    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field.
    ///
    /// - Parameter isGuests: whoever has it has no account, and is reached by what they leave alone.
    static func draft(
        from entry: OfferEntry, now: Int64, isGuests: Bool = false, _ catalogue: Catalogue, _ places: Places
    ) throws(Refusal) -> OfferDraft {
        var cleaning = OfferCleaning(entry, now: now)
        cleaning.isGuests = isGuests
        let what = cleaning.what(catalogue, places)
        let rest = cleaning.rest(of: what)
        guard cleaning.problems.isEmpty, let rest else { throw .invalid(cleaning.problems) }
        return rest
    }

    /// Its ways to be reached may be missing where a member has it: they are one themselves.
    private mutating func what(_ catalogue: Catalogue, _ places: Places) -> NeedDraft? {
        var typed = entry.what
        if Clean.line(typed.title).isEmpty { typed.title = title(of: typed) }
        // The emptiness of an offer is said in the words of offers.
        let isBare = Clean.line(typed.pastedLines).isEmpty && typed.lines.allSatisfy { Clean.line($0.item).isEmpty }
        do {
            return try NeedCleaning.draft(from: typed, now: now, isRelayed: !isGuests, catalogue, places)
        } catch {
            guard case .invalid(let found) = error else {
                problems.append(FieldProblem("", error.words))
                return nil
            }
            for problem in found where !(isBare && ["title", "lines"].contains(problem.field)) {
                problems.append(problem)
            }
            if isBare { problems.append(FieldProblem("lines", OfferWords.linesMissing)) }
            return nil
        }
    }

    /// What has no title is called by its first thing.
    private func title(of typed: NeedEntry) -> String {
        let first = typed.lines.map(\.item).first { !Clean.line($0).isEmpty } ?? typed.pastedLines
        return String(Clean.text(first).prefix { !$0.isNewline }.prefix(160))
    }

    private mutating func rest(of what: NeedDraft?) -> OfferDraft? {
        let from = moment(entry.from, "from"), until = moment(entry.until, "until")
        if let until, until <= now {
            problems.append(FieldProblem("until", NeedWords.mustBeLater))
        } else if let until, let from, until <= from {
            problems.append(FieldProblem("until", OfferWords.beforeItBegins))
        }
        let perDay = amount(entry.perDay, "perDay")
        let conditions = prose(entry.conditions, "conditions", most: 1000)
        let serviceLevel = prose(entry.serviceLevel, "serviceLevel", most: OfferRules.mostOfTerms)
        let boughtFrom = prose(entry.boughtFrom, "boughtFrom", most: OfferRules.mostOfTerms)
        let reach = Offer.Reach(radiusKm: radius(), ships: yes(entry.ships, "ships"))
        let isStanding = yes(entry.standing, "standing"), isThrough = yes(entry.through, "through")
        guard let what else { return nil }
        return OfferDraft(
            what: what, conditions: conditions, from: from, until: until, reach: reach, isStanding: isStanding,
            isThrough: isThrough || !what.secret.onBehalfOf.isEmpty, perDay: perDay, serviceLevel: serviceLevel,
            boughtFrom: boughtFrom)
    }

    private mutating func moment(_ typed: String, _ field: String) -> Int64? {
        do {
            return try MomentReading.moment(typed, field, now: now)
        } catch {
            if case .invalid(let found) = error { problems += found }
            return nil
        }
    }

    private mutating func amount(_ typed: String, _ field: String) -> Int64? {
        guard !Clean.line(typed).isEmpty else { return nil }
        // Tables say 0 where they know nothing.
        guard let number = QuantityReading.amount(typed), number >= 0 else {
            problems.append(FieldProblem(field, NeedWords.badQuantity(Clean.line(typed))))
            return nil
        }
        return number == 0 ? nil : number
    }

    private mutating func radius() -> Int? {
        let typed = Clean.line(entry.radius)
        guard !typed.isEmpty else { return nil }
        guard let number = Int(typed), (0...OfferCleaning.farthest).contains(number) else {
            problems.append(FieldProblem("radiusKm", OfferWords.badRadius(OfferCleaning.farthest)))
            return nil
        }
        return number == 0 ? nil : number
    }

    private mutating func yes(_ typed: String, _ field: String) -> Bool {
        guard let answer = OfferWords.yesOrNo(typed) else {
            problems.append(FieldProblem(field, SiteWords.badChoice(["yes", "no"], Clean.line(typed))))
            return false
        }
        return answer
    }

    private mutating func prose(_ typed: String, _ field: String, most: Int) -> String {
        let clean = Clean.prose(typed)
        if clean.count > most { problems.append(FieldProblem(field, NeedWords.tooLong(most))) }
        return clean
    }
}

extension OfferDraft {
    /// What makes two offers the same, as bytes.
    var content: String {
        var parts = [what.title, what.description, what.category.rawValue, conditions, serviceLevel, boughtFrom]
        parts += what.area.parts + [what.institution, what.reference, what.secret.address, what.secret.onBehalfOf]
        parts += [from, until, perDay].map { $0.map(String.init) ?? "" } + [isStanding, isThrough].map { "\($0)" }
        for line in what.lines {
            parts += [line.item, "\(line.quantity)", line.unit, line.specification, line.kind.rawValue]
        }
        for contact in what.secret.contacts { parts += [contact.name, contact.phone, contact.email, contact.wechat] }
        return parts.joined(separator: "\u{1F}")
    }
}
