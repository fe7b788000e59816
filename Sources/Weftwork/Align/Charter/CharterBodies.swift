internal import Database

/// What pages and programs send, read in one way.
extension CharterRoutes {
    static func notes(_ form: Form) -> CharterNotes {
        CharterNotes(
            reason: form["reason"], learnt: form["learnt"], gains: form["gains"], bears: form["bears"],
            unheard: form["unheard"], scope: form["scope"])
    }

    /// A day as it is picked, or a moment; nothing where none is.
    static func day(_ text: String?) throws(Refusal) -> Int64? {
        guard let text, !text.isEmpty else { return nil }
        guard let day = Format.milliseconds(rfc3339: text.count == 10 ? "\(text)T12:00:00Z" : text) else {
            throw .invalid("day", SiteWords.wrongType)
        }
        return day
    }

    /// For which of their voices somebody speaks; nothing where they don't say.
    static func voice(_ typed: String?) throws(Refusal) -> ID? {
        guard let typed, !typed.isEmpty else { return nil }
        guard let id = ID(typed) else { throw .invalid("voice", CharterWords.notYourVoice) }
        return id
    }

    static func categories(_ names: [String]) throws(Refusal) -> [String] {
        for name in names where Need.Category(rawValue: name) == nil {
            throw .invalid("categories", SiteWords.badChoice(Need.Category.allCases.map(\.rawValue), name))
        }
        return Set(names).sorted()
    }

    static func action(_ name: String?, _ answer: String?, beside: String?) throws(Refusal) -> SuggestionAction {
        switch name {
        case "withdraw": return .withdraw
        case "putBeside": return .putBeside(beside.flatMap { ID($0) })
        case "taken": return .answer(.taken, answer ?? "")
        case "declined": return .answer(.declined, answer ?? "")
        case "later": return .answer(.later, answer ?? "")
        default: throw .invalid("action", SiteWords.badChoice(SuggestionAction.names, name ?? ""))
        }
    }
}

extension CharterRoutes {
    /// What was chosen, each clause by its own field, and the one of which what was said before still holds. Of what waits nothing is
    /// chosen beforehand: whoever chose something of that one, too, said something else.
    static func stances(_ form: Form) -> [StanceDraft] {
        let again = form["again"].flatMap { ID($0) }
        let chosen = form.pairs.compactMap { name, value -> StanceDraft? in
            guard name.hasPrefix("stance-"), let clause = ID(String(name.dropFirst(7))),
                let stance = ClauseStance(rawValue: value)
            else { return nil }
            return StanceDraft(clause: clause, stance: stance, reason: form["reason-\(clause)"] ?? "")
        }
        guard let again, !chosen.contains(where: { $0.clause == again }) else { return chosen }
        return chosen + [StanceDraft(again: again)]
    }
}

struct RenewalBody: Decodable {
    let reason: String?
    let learnt: String?
}

struct CharterActionBody: Decodable {
    let action: String?
    let days: Int?
    let reason: String?
}

struct CharterNotesBody: Decodable {
    let reason: String?
    let learnt: String?
    let gains: String?
    let bears: String?
    let unheard: String?
    let scope: String?

    var notes: CharterNotes {
        CharterNotes(reason: reason, learnt: learnt, gains: gains, bears: bears, unheard: unheard, scope: scope)
    }
}

struct SectionBody: Decodable {
    let section: String?
    let way: String?
    let day: String?
}

struct ClauseBody: Decodable {
    let section: String?
    let zh: String?
    let en: String?
    let kind: String?
    let level: String?
    let isCore: Bool?
    let reason: String?
    let weight: Int?
    let categories: [String]?

    func draft() throws(Refusal) -> ClauseDraft {
        var draft = ClauseDraft(
            zh: zh, en: en, kind: kind, level: level, isCore: isCore, reason: reason, weight: weight)
        if let categories { draft.categories = try CharterRoutes.categories(categories) }
        return draft
    }
}

struct SuggestionBody: Decodable {
    let about: String?
    let words: String?
}

struct SuggestionActionBody: Decodable {
    let action: String?
    let answer: String?
    let beside: String?
}

struct AmendmentBody: Decodable {
    let about: String?
    let suggestions: [String]?
    let zh: String?
    let en: String?
    let reason: String?
    let weight: Int?
    let answer: String?
}

struct MatrixBody: Decodable {
    let items: [String]?
    let days: Int?
    let action: String?
}

struct StancesBody: Decodable {
    struct One: Decodable {
        let clause: String?
        let stance: String?
        let reason: String?
        let again: Bool?
    }

    let stances: [One]?
    let voice: String?

    func drafts() throws(Refusal) -> [StanceDraft] {
        var drafts: [StanceDraft] = []
        for (index, one) in (stances ?? []).enumerated() {
            guard let clause = one.clause.flatMap({ ID($0) }) else {
                throw .invalid("stances.\(index).clause", SiteWords.missing)
            }
            if one.again == true, one.stance == nil {
                drafts.append(StanceDraft(again: clause))
                continue
            }
            guard let stance = ClauseStance(rawValue: one.stance ?? "") else {
                throw .invalid(
                    "stances.\(index).stance",
                    SiteWords.badChoice(ClauseStance.allCases.map(\.rawValue), one.stance ?? ""))
            }
            drafts.append(StanceDraft(clause: clause, stance: stance, reason: one.reason ?? ""))
        }
        return drafts
    }
}
