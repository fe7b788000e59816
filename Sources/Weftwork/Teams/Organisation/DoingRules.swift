internal import Database
internal import Engine

/// What may be said of what one does, and how long it holds. Pure.
enum DoingRules {
    static let most = 160
    static let usual = 14 * Time.day
    static let longest = 90 * Time.day
    /// So much before its end one is asked whether it goes on.
    static let notice = 2 * Time.day
    /// So many at a time.
    static let mostAtOnce = 20
    /// So many stand on one page of the list.
    static let page = 50

    static func what(_ typed: String) throws(Refusal) -> String {
        let line = Clean.line(typed)
        guard !line.isEmpty else { throw .invalid("what", DoingWords.whatMissing) }
        guard line.count <= most else { throw .invalid("what", NeedWords.tooLong(most)) }
        guard MoneyWords.find(in: line) == nil, !OfferRules.namesContact(line) else {
            throw .invalid("what", TeamWords.noContacts)
        }
        return line
    }

    static func category(_ typed: String?) throws(Refusal) -> Need.Category {
        guard let typed, !typed.isEmpty else { return .other }
        guard let category = Need.Category(rawValue: typed) ?? NeedWords.category(named: typed) else {
            throw .invalid("category", SiteWords.badChoice(Need.Category.allCases.map(\.rawValue), typed))
        }
        return category
    }

    /// Until when it holds: a day to its end, or a moment.
    static func until(_ typed: String?, now: Int64) throws(Refusal) -> Int64 {
        guard let typed, !Clean.line(typed).isEmpty else { return now + usual }
        let line = Clean.line(typed)
        guard let moment = Format.endOfDay(line) ?? Format.milliseconds(rfc3339: line) else {
            throw .invalid("until", NeedWords.badDate(line))
        }
        guard moment > now, moment <= now + longest else { throw .invalid("until", DoingWords.badUntil) }
        return moment
    }

    /// When one is asked whether it goes on.
    static func asking(from start: Int64, until end: Int64) -> Int64 { max(start + (end - start) / 2, end - notice) }
}
