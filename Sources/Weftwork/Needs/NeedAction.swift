public import Database
public import Engine

/// An act on a need with what it must carry.
public enum NeedAction: Sendable {
    case acknowledge(note: String)
    case open
    case skip(reason: String)
    case verify(VerificationDraft)
    case publish(audience: Audience, reason: String)
    case reject(reason: String)
    case askInformation(question: String)
    case answer(text: String)
    case cannotReach(channel: String, retryAt: Int64?)
    /// By which way, as ``ReachWords/kept(_:)`` has it or in other words; nothing where nobody said.
    case reached(note: String, channel: String = "")
    case merge(into: ID)
    case unmerge
    case withdraw(reason: String)
    case markUnmet(reason: String, tried: String)
    case reopen(reason: String)
    case confirm(rating: Int?, note: String)
    case close
    case assess(urgency: Need.Urgency, reason: String)
    case add(text: String)
    case correct(Correction)
    /// The person for whom somebody asked agrees to publishing; who says so for them, says how they know.
    case agree(note: String)
    case stillNeeded(Bool)
    case notDelivered(note: String)
    case rate(Int)
    /// To an emergency – by id, name or `area` – or to none.
    case move(emergency: String)

    var act: Act {
        switch self {
        case .acknowledge: .acknowledge
        case .open: .openItem
        case .skip: .skip
        case .verify: .verify
        case .publish: .publish
        case .reject: .reject
        case .askInformation: .askInformation
        case .answer: .answer
        case .cannotReach: .cannotReach
        case .reached: .reached
        case .merge: .merge
        case .unmerge: .unmerge
        case .withdraw: .withdraw
        case .markUnmet: .markUnmet
        case .reopen: .reopen
        case .confirm: .confirm
        case .close: .close
        case .assess: .assess
        case .add: .add
        case .correct(let correction): correction.fieldNames == ["allowance"] ? .setAllowance : .correct
        case .agree: .agree
        case .stillNeeded: .stillNeeded
        case .notDelivered: .notDelivered
        case .rate: .rate
        case .move: .move
        }
    }
}

/// What a verifier found out.
public struct VerificationDraft: Sendable {
    public enum Finding: String, Sendable, CaseIterable, SQLConvertible {
        case yes, no, na
    }

    public struct Check: Sendable {
        public var id: String
        public var answer: Finding
        public var note: String

        public init(id: String, answer: Finding, note: String) {
            self.id = id
            self.answer = answer
            self.note = note
        }
    }

    public var confidence: Need.Confidence
    public var checks: [Check]
    public var note: String
    /// Identity and call-back number hold for all needs of the institution for a while.
    public var keepsInstitution = false
    /// What is known of the institution already and taken as answered.
    public var reliesOn: ID?

    public init(confidence: Need.Confidence, checks: [Check] = [], note: String = "") {
        self.confidence = confidence
        self.checks = checks
        self.note = note
    }
}

/// Changed fields of a need; what is nothing stays.
public struct Correction: Sendable {
    public var title: String?
    public var description: String?
    public var neededBy: Int64?
    /// The same as it was typed, which ``asTyped`` knows it by.
    var neededByTyped = ""
    /// She names no day any more.
    var takesNeededByBack = false
    public var quantities: [ID: Quantity] = [:]
    /// Lines of which she has enough.
    public var met: Set<ID> = []
    public var items: [ID: String] = [:]
    public var specifications: [ID: String] = [:]
    /// When people are wanted, and what may stand in: as it was typed.
    public var works: [ID: LineWorkEntry] = [:]
    /// What a page asked back and was told a second time, by the marks of ``AskingBack``; nothing where nobody can be asked.
    var asTyped: Set<String>?
    /// How much more than is asked for may be promised, by line, in thousandths.
    public var allowances: [ID: Int64] = [:]
    /// The same in percent, for every line with a number.
    public var allowance: Int64?
    public var address: String?
    public var receiving: String?
    public var contact: Contact?
    /// Where it is, from country to district, as it was typed.
    public var area: AreaPath?
    /// Which area is meant, by its code in the catalogue.
    public var areaCode: Int?

    public init() {}

    /// What is changed, by name: for the record, without the values.
    var fieldNames: [String] {
        var names: [String] = []
        if title != nil { names.append("title") }
        if description != nil { names.append("description") }
        if neededBy != nil || takesNeededByBack { names.append("neededBy") }
        if !(quantities.isEmpty && met.isEmpty && items.isEmpty && specifications.isEmpty && works.isEmpty) {
            names.append("lines")
        }
        if allowance != nil || !allowances.isEmpty { names.append("allowance") }
        if address != nil { names.append("address") }
        if receiving != nil { names.append("receiving") }
        if contact != nil { names.append("contact") }
        if area != nil || areaCode != nil { names.append("area") }
        return names
    }

    /// Whether what stands in `field` of an entry (`lines.2.item`, `contact.phone`) is said anew: what was typed before is no
    /// longer its original.
    func replaces(_ field: String) -> Bool {
        let part = field.split(separator: ".").first.map(String.init) ?? field
        switch field {
        case "place.address": return address != nil
        case "place.receiving": return receiving != nil
        case "place.area": return area != nil || areaCode != nil
        default: return part == "contact" ? contact != nil : fieldNames.contains(part)
        }
    }

    /// What of it is said anew: a page sends the place with all else, in the words that it showed.
    func beside(_ need: Need) -> Correction {
        var changed = self
        if need.neededBy == nil { changed.takesNeededByBack = false }
        guard areaCode == nil, let area else { return changed }
        let isSame = Language.allCases.map { need.area.shown(in: $0) }.contains { known in
            [area.province, area.city, area.district] == [known.province, known.city, known.district]
                && ["", known.country].contains(area.country)
        }
        guard isSame else { return changed }
        changed.area = nil
        return changed
    }

    var isEmpty: Bool {
        title == nil && description == nil && neededBy == nil && !takesNeededByBack && quantities.isEmpty && met.isEmpty
            && items.isEmpty
            && allowance == nil && allowances.isEmpty && specifications.isEmpty && works.isEmpty && address == nil
            && receiving == nil
            && contact == nil
            && area == nil && areaCode == nil
    }
}
