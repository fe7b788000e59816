internal import Database
internal import Engine

/// A need that may be the same as another, with the reasons.
struct DuplicateCandidate: Sendable {
    enum Reason: String, Sendable, CaseIterable {
        case phone, email, wechat, institution, closeName, text, near, follow
        /// Two volunteers looked at both cards and took them for one.
        case spotted
    }

    let need: Need
    let reasons: [Reason]
    /// 0…1: how likely it is the same.
    let score: Double
}

/// What a search found of another need before it is read whole: by which keys, what it is called, where and when.
struct DuplicateTrace: Sendable {
    enum Kind: String, Sendable, SQLConvertible {
        case phone, email, wechat, institution, text, name
        /// Of the same place, lately.
        case near
        /// One of the two was given in as the other; two volunteers took them for one.
        case follow, spotted
    }

    let id: ID
    let title: String
    let institution: String
    /// Something of it is kept from the public.
    let isHeld: Bool
    let area: AreaPath
    let createdAt: Int64
    var kinds: Set<Kind> = []
    /// The text keys it shares.
    var textKeys: Set<Int64> = []
}

/// What makes two needs likely the same. Pure.
enum DuplicateRules {
    /// Below this the desk is shown no candidate: a human decides there, and a double that nobody sees costs more than a look in
    /// vain. `weft bench duplicates` prints what other limits would give.
    static let leastAtDesk = 0.4
    /// Below this nothing is suggested to whoever asks: who takes another's need for theirs asks for nothing.
    static let leastInPublic = 0.5
    /// How many are read whole and judged.
    static let mostJudged = 48

    /// The score of `other` against `need`, and why. Never a block: one person may ask for food and for heating.
    static func judge(_ need: Need, _ other: Need, shared: Set<DuplicateTrace.Kind>) -> DuplicateCandidate {
        var reasons: [DuplicateCandidate.Reason] = []
        var unlikely = 1.0
        func add(_ reason: DuplicateCandidate.Reason, _ weight: Double) {
            reasons.append(reason)
            unlikely *= 1 - weight
        }
        let names = relation(need, other), differ = names == .different
        if shared.contains(.follow) { add(.follow, 0.9) }
        if shared.contains(.spotted) { add(.spotted, 0.5) }
        // Who asks for several houses leaves one number for all of them.
        let contact = differ ? 0.25 : 0.6
        if shared.contains(.phone) { add(.phone, contact) }
        if shared.contains(.email) { add(.email, contact) }
        if shared.contains(.wechat) { add(.wechat, contact) }
        let isElsewhere = need.area.contradicts(other.area)
        if names == .same { add(.institution, isElsewhere ? 0.2 : 0.5) }
        if names == .close, !isElsewhere { add(.closeName, need.area.isSamePlace(as: other.area) ? 0.4 : 0.25) }
        let likeness = likeness(need, other)
        // Many hospitals send the same list: between two named institutions that differ, text alone says little.
        if likeness >= 0.5 { add(.text, likeness * (differ ? 0.2 : isElsewhere ? 0.35 : 0.7)) }
        // Two houses in one town are not one for it.
        if !reasons.isEmpty, !differ, need.area.isSamePlace(as: other.area),
            abs(need.createdAt - other.createdAt) < 7 * Time.day
        {
            add(.near, 0.2)
        }
        return DuplicateCandidate(need: other, reasons: reasons, score: 1 - unlikely)
    }

    /// How the institutions of two needs stand to each other; nothing where one names none.
    static func relation(_ need: Need, _ other: Need) -> Institution.Relation? {
        guard let one = need.institutionInFull, let two = other.institutionInFull else { return nil }
        return Institution.relation(one, two, inOnePlace: need.area.isSamePlace(as: other.area))
    }

    /// How alike the public words are. Where one has no list yet – it is being typed – by the titles.
    private static func likeness(_ need: Need, _ other: Need) -> Double {
        need.lines.isEmpty || other.lines.isEmpty
            ? Shingles.jaccard(need.title, other.title) : Shingles.jaccard(need.likenessText, other.likenessText)
    }

    /// The traces that are worth reading whole: contacts first, then institutions, then texts – a key that few share says
    /// more than one that all share –, the nearest in place and time before the others.
    static func closest(_ traces: [DuplicateTrace], to need: Need, most: Int = mostJudged) -> [DuplicateTrace] {
        var sharers: [Int64: Int] = [:]
        for trace in traces { for key in trace.textKeys { sharers[key, default: 0] += 1 } }
        let title = Shingles.Pairs(need.title), name = need.institutionName.map { Shingles.Pairs($0) }
        let weighed = traces.map { trace -> (trace: DuplicateTrace, weight: Double) in
            var weight = kindWeight(trace.kinds)
            weight += trace.textKeys.reduce(0) { $0 + 60 / Double(sharers[$1] ?? 1).squareRoot() }
            var likeness = title.likeness(to: Shingles.Pairs(trace.title))
            if let name, !trace.institution.isEmpty {
                likeness = max(likeness, name.likeness(to: Shingles.Pairs(trace.institution)))
            }
            weight += 150 * likeness
            if need.area.isSamePlace(as: trace.area) { weight += 30 }
            if need.area.contradicts(trace.area) { weight -= 60 }
            weight += 10 / (1 + Double(abs(need.createdAt - trace.createdAt)) / Double(Time.day))
            return (trace, weight)
        }
        return weighed.sorted { ($1.weight, $0.trace.id) < ($0.weight, $1.trace.id) }.prefix(most).map(\.trace)
    }

    private static func kindWeight(_ kinds: Set<DuplicateTrace.Kind>) -> Double {
        var weight = 0.0
        if kinds.contains(.follow) { weight += 2000 }
        if kinds.contains(.spotted) { weight += 1000 }
        for kind in [.phone, .email, .wechat] as [DuplicateTrace.Kind] where kinds.contains(kind) { weight += 400 }
        if kinds.contains(.institution) { weight += 250 }
        if kinds.contains(.name) { weight += 80 }
        return weight
    }
}

extension AreaPath {
    /// The city by which areas are compared: 武汉 and 武汉市 are one.
    var cityKey: String { AreaPath.key(city) }
    private var districtKey: String { AreaPath.key(district) }

    /// Both say a district, and it is the same; or neither does, and the city is.
    func isSamePlace(as other: AreaPath) -> Bool {
        if contradicts(other) { return false }
        let (one, two) = (districtKey, other.districtKey)
        return one.isEmpty && two.isEmpty ? !cityKey.isEmpty && cityKey == other.cityKey : !one.isEmpty && one == two
    }

    /// Both say where, and it is not one place.
    func contradicts(_ other: AreaPath) -> Bool {
        func differ(_ one: String, _ two: String) -> Bool { !one.isEmpty && !two.isEmpty && one != two }
        return differ(cityKey, other.cityKey) || differ(districtKey, other.districtKey)
    }

    private static func key(_ name: String) -> String {
        let key = Clean.key(name)
        return key.count > 2 && NeedWords.areaSuffixes.contains(String(key.suffix(1))) ? String(key.dropLast()) : key
    }
}

extension Need {
    /// The institution that asks: said, or what the title begins with; nothing where neither names one.
    var institutionName: String? { institution.isEmpty ? Institution.leading(title) : institution }

    /// The same with its place, where the name alone is one that every town has: 红十字会 in 武汉市 is 武汉市红十字会; nothing
    /// where nobody says which town.
    var institutionInFull: String? {
        guard let name = institutionName, Institution.isGeneric(name) else { return institutionName }
        let bare = name.drop { NeedWords.ours.contains($0) }
        // 县医院 is the county's, 市医院 and a bare 人民医院 the city's.
        let level = bare.first.map(String.init) ?? ""
        let place =
            level == NeedWords.provinceSuffix
            ? area.province : NeedWords.districtSuffixes.contains(level) ? area.district : area.city
        guard !place.isEmpty else { return nil }
        return place + (NeedWords.areaSuffixes.contains(level) && place.hasSuffix(level) ? bare.dropFirst() : bare)
    }

    /// What likeness is measured on: the public words.
    var likenessText: String {
        ([title] + lines.map { "\($0.item) \($0.specification)" }).joined(separator: "\n")
    }

    /// The need by its public words alone: as whoever may not know more compares it.
    var publicWords: Need {
        var need = self
        need.institution = ""
        if isKept("title") { need.title = "" }
        if isKept("lines") { need.lines = [] }
        return need
    }

    /// The stamp of all that is read before it is verified or published; who owns it and how far it has come is no part of it.
    ///
    /// - Parameter corrected: the newest correction: contact and address are read by a look, and none of them leaves in a stamp.
    func stamp(photos: [ID], corrected: ID?) -> String {
        var parts = [
            title, description, category.rawValue, urgency.name, neededBy.map { String($0) } ?? "", source.rawValue,
            reference, institution, "\(consent)", corrected?.description ?? "",
        ]
        parts += area.parts + [String(areaCode)]
        for line in lines {
            parts += [line.item, "\(line.quantity)", line.unit, line.specification, line.kind.rawValue]
            parts += line.work.marks + [line.substitute?.rawValue ?? ""]
        }
        return TextStamp.of(parts + photos.sorted().map(\.description))
    }

    /// Whether a part of its words is kept from all but those who work on it: it speaks of money, or is hidden.
    func isKept(_ part: String) -> Bool { hidden != nil || held.contains(part) }

    /// The public words as search tokens. What is held back or hidden is not found either.
    var searchTokens: String {
        var words: [String] = isKept("title") ? [] : [title]
        words += area.parts
        words.append(NeedWords.name(of: category)(.zh))
        words.append(NeedWords.name(of: category)(.en))
        if !isKept("lines") { words += lines.map { "\($0.item) \($0.specification)" } }
        return SearchText.tokens(words.joined(separator: "\n")).joined(separator: " ")
    }
}
