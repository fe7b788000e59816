internal import Database
internal import Engine

/// Which restrictions bind what, what covers a line, and what an authority's answer holds up. Pure.
enum RestrictionRules {
    static let longest = 366 * Time.day
    /// An answer is expected within this time: later than that nobody waits for it.
    static let longestWait = 60 * Time.day

    /// By which act a need would end while it lies with an authority.
    static let heldActs: Set<Act> = [.reject, .merge, .markUnmet, .close]

    // MARK: What is bound

    /// The restrictions in force that bind a need of `category` with these things in this area.
    ///
    /// - Parameters:
    ///   - key: the form in which names are compared, `Clean.key`, for whoever keeps what was worked out.
    ///   - things: asked for once, and only where neither place nor category has decided.
    static func binding(
        _ restrictions: [Restriction], category: Need.Category, area: AreaPath, at now: Int64,
        key: (String) -> String = Clean.key, things: () -> [RestrictedThing]
    ) -> [Restriction] {
        var read: [RestrictedThing]?
        return restrictions.filter { restriction in
            guard restriction.isInForce(at: now), reaches(restriction.area, area, key: key) else { return false }
            if restriction.categories.contains(category) { return true }
            let named = read ?? things()
            read = named
            return named.contains { names(restriction, $0) }
        }
    }

    /// Whether a restriction of `extent` reaches to `place`. What a need does not say of its place can't free it: only a part that
    /// is another does.
    static func reaches(_ extent: AreaPath, _ place: AreaPath, key: (String) -> String = Clean.key) -> Bool {
        let pairs = [
            (extent.country, place.country), (extent.province, place.province), (extent.city, place.city),
            (extent.district, place.district),
        ]
        return pairs.allSatisfy { extent, place in
            extent.isEmpty || place.isEmpty || extent == place || key(extent) == key(place)
        }
    }

    /// By the category of a thing, or by its name.
    private static func names(_ restriction: Restriction, _ thing: RestrictedThing) -> Bool {
        restriction.categories.contains(thing.category)
            || restriction.items.contains { $0.keys.contains { thing.key.holds($0) } }
    }

    // MARK: What covers it

    /// Whether a permit lets `member` promise what stands under `restriction`: accepted by somebody else, still valid, and for the
    /// whole need or for them.
    static func covers(_ permit: Permit, _ restriction: Restriction, for member: ID, at now: Int64) -> Bool {
        permit.state == .accepted && permit.restrictionID == restriction.id && permit.validUntil > now
            && (permit.forID == nil || permit.forID == member) && permit.decidedBy != member
            && restriction.takesPermits
    }

    /// The restrictions that no accepted permit covers for `member`.
    static func uncovered(
        _ restrictions: [Restriction], _ permits: [Permit], for member: ID, at now: Int64
    ) -> [Restriction] {
        restrictions.filter { restriction in !permits.contains { covers($0, restriction, for: member, at: now) } }
    }

    /// Until when these permits cover `member` for all of it; nothing where they don't.
    static func coveredUntil(
        _ restrictions: [Restriction], _ permits: [Permit], for member: ID, at now: Int64
    ) -> Int64? {
        let ends = restrictions.map { restriction in
            permits.filter { covers($0, restriction, for: member, at: now) }.map(\.validUntil).max()
        }
        return ends.contains(nil) ? nil : ends.compactMap { $0 }.min()
    }

    // MARK: What waits for an answer

    /// An act that would end a need while an authority's answer is out.
    static func isHeld(_ act: Act, in need: Need) -> Bool { need.isAnswerOut && heldActs.contains(act) }

    static func answerIsOut(_ need: Need) -> Refusal {
        .conflict(
            RestrictionWords.answerIsOut(need.state),
            Refusal.Extras(
                state: need.state.rawValue,
                allowed: NeedRules.acts.filter { NeedRules.isLegal($0, in: need) }.map(\.rawValue)))
    }

    /// Withdrawing by herself, or by who speaks for her, always works; nobody else ends it before the answer is written down.
    static func requireAnswered(_ action: NeedAction, _ need: Need, _ ties: Ties) throws(Refusal) {
        guard need.isAnswerOut, ties.isDisjoint(with: [.requester, .submitter]) else { return }
        switch action {
        case .withdraw, .stillNeeded(false): throw answerIsOut(need)
        default: return
        }
    }

    // MARK: Reading drafts

    static func cleaned(
        _ draft: RestrictionDraft, at now: Int64, _ catalogue: Catalogue, _ places: Places
    ) throws(Refusal) -> Checked {
        var problems: [FieldProblem] = []
        let categories = draft.categories.compactMap { Need.Category(rawValue: $0) }
        if categories.count < draft.categories.count {
            problems.append(
                FieldProblem("categories", SiteWords.badChoice(Need.Category.allCases.map(\.rawValue))))
        }
        let items = draft.items.compactMap { catalogue.restricted($0) }
        if items.count < draft.items.count { problems.append(FieldProblem("items", RestrictionWords.unknownItem)) }
        if draft.categories.isEmpty && draft.items.isEmpty {
            problems.append(FieldProblem("categories", RestrictionWords.nothingNamed))
        }
        let area = area(draft.area, places, &problems)
        let from = draft.from ?? now
        check(until: draft.until, from: from, now, &problems)
        let authority = line(draft.authority, "authority", most: 120, isRequired: true, &problems)
        let permit = prose(draft.permit, "permit", most: 500, &problems)
        let channel = Restriction.Channel(
            words: prose(draft.channel.words, "channel.words", most: 500, &problems),
            phone: line(draft.channel.phone, "channel.phone", most: 40, &problems),
            link: link(draft.channel.link, &problems))
        if permit.isEmpty && channel.isEmpty {
            problems.append(FieldProblem("permit", RestrictionWords.noWay))
        }
        let note = prose(draft.note, "note", most: 1000, &problems)
        guard problems.isEmpty else { throw .invalid(problems) }
        return Checked(
            categories: Set(categories), items: items, area: area, from: from, authority: authority, permit: permit,
            channel: channel, note: note)
    }

    /// What is good of a draft.
    struct Checked {
        let categories: Set<Need.Category>
        let items: [Restriction.Item]
        let area: AreaPath
        let from: Int64
        let authority: String
        let permit: String
        let channel: Restriction.Channel
        let note: String
    }

    /// The restriction with what has changed.
    static func changed(
        _ restriction: Restriction, _ change: RestrictionChange, at now: Int64
    ) throws(Refusal) -> Restriction {
        var problems: [FieldProblem] = []
        var next = restriction
        if let until = change.until {
            check(until: until, from: max(restriction.from, now), now, &problems)
            next.until = until
        }
        if let words = change.words { next.channel.words = prose(words, "channel.words", most: 500, &problems) }
        if let phone = change.phone { next.channel.phone = line(phone, "channel.phone", most: 40, &problems) }
        if let typed = change.link { next.channel.link = link(typed, &problems) }
        if let note = change.note { next.note = prose(note, "note", most: 1000, &problems) }
        if !next.takesPermits && next.channel.isEmpty {
            problems.append(FieldProblem("channel.words", RestrictionWords.noWay))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        if next != restriction { next.changedAt = now }
        return next
    }

    private static func check(until: Int64?, from: Int64, _ now: Int64, _ problems: inout [FieldProblem]) {
        if from > now + longest { problems.append(FieldProblem("from", NeedWords.tooFar)) }
        guard let until else { return }
        if until <= max(from, now) { problems.append(FieldProblem("until", NeedWords.mustBeLater)) }
        if until > now + longest { problems.append(FieldProblem("until", NeedWords.tooFar)) }
    }

    /// The area by the names of the catalogue, as needs have theirs.
    private static func area(_ parts: [String], _ places: Places, _ problems: inout [FieldProblem]) -> AreaPath {
        let typed = AreaPath(parts: parts.map { line($0, "area", most: 60, &problems) })
        switch places.read(typed) {
        case .one(let area, let rest): return places.path(of: area, rest: rest)
        case .several:
            problems.append(FieldProblem("area", PlaceWords.which))
            return typed
        case .unknown: return typed
        }
    }

    static func line(
        _ typed: String, _ field: String, most: Int, isRequired: Bool = false, _ problems: inout [FieldProblem]
    ) -> String {
        let text = Clean.line(typed)
        if isRequired, text.count < 2 { problems.append(FieldProblem(field, SiteWords.missing)) }
        if text.count > most { problems.append(FieldProblem(field, NeedWords.tooLong(most))) }
        return text
    }

    static func prose(_ typed: String, _ field: String, most: Int, _ problems: inout [FieldProblem]) -> String {
        let text = Clean.prose(typed)
        if text.count > most { problems.append(FieldProblem(field, NeedWords.tooLong(most))) }
        return text
    }

    /// A page of the authority, by a way that a browser opens as a page.
    private static func link(_ typed: String, _ problems: inout [FieldProblem]) -> String {
        let text = line(typed, "channel.link", most: 300, &problems)
        let isPage = text.hasPrefix("https://") || text.hasPrefix("http://")
        if !text.isEmpty && (!isPage || text.contains(" ")) {
            problems.append(FieldProblem("channel.link", RestrictionWords.badLink))
        }
        return text
    }
}

/// A thing that is asked for, as restrictions look at it.
struct RestrictedThing: Sendable {
    /// Its words in the form of `Clean.key`.
    let key: String
    let category: Need.Category

    init(_ item: String, _ catalogue: Catalogue) {
        key = Clean.key(item)
        category = catalogue.category(ofKey: key)
    }
}

extension Catalogue {
    /// A thing as a restriction holds it.
    func restricted(_ id: String) -> Restriction.Item? {
        guard let item = items.first(where: { $0.id == id }) else { return nil }
        let keys = ([item.zh, item.en] + item.words).map(Clean.key).filter { !$0.isEmpty }
        return Restriction.Item(id: item.id, zh: item.zh, en: item.en, keys: keys)
    }
}
