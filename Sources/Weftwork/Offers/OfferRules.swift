internal import Database
internal import Engine

/// The life of an offer: which act is legal in which state, what it binds, who sees it. Pure.
enum OfferRules {
    /// A standing offer is confirmed again after half a year; after a month more it counts as stale, after two it ends.
    static let standing = 182 * Time.day
    static let standingGrace = 30 * Time.day

    static func isLegal(_ action: String, in state: Offer.State) -> Bool {
        switch action {
        case "acknowledge": state == .submitted
        case "verify": [.acknowledged, .verified, .listed].contains(state)
        case "list": [.verified, .listed].contains(state)
        case "reject", "withdraw", "change": Offer.State.open.contains(state)
        case "stillThere", "use": state == .listed
        case "reopen": !state.isOpen
        default: false
        }
    }

    static let actions = [
        "acknowledge", "verify", "list", "reject", "withdraw", "change", "stillThere", "use", "reopen",
    ]

    static func require(_ action: String, in offer: Offer) throws(Refusal) {
        guard !isLegal(action, in: offer.state) else { return }
        throw .conflict(
            OfferWords.illegal(offer.shownState),
            Refusal.Extras(
                state: offer.shownState.rawValue, allowed: actions.filter { isLegal($0, in: offer.state) }))
    }

    // MARK: Quantities

    /// Whether so much of a line can still be taken.
    /// - Throws: ``Refusal/conflict(_:_:)`` with what is left.
    static func requireLeft(_ quantity: Int64, of line: NeedLine) throws(Refusal) {
        guard quantity > 0, quantity <= ClaimRules.mostQuantity else {
            throw .invalid("quantity", NeedWords.positiveQuantity)
        }
        guard let left = line.remaining, quantity > left else { return }
        throw .conflict(OfferWords.notEnoughLeft(left, line.unit), Refusal.Extras(remaining: left))
    }

    /// What of a day is left to ask for, where an offer brings so much a day and that much of it was asked for.
    static func dayLeft(of perDay: Int64?, after brought: Int64?) -> Int64? {
        perDay.map { max(0, $0 - (brought ?? 0)) }
    }

    /// So much of a line is best asked for: what is `open` on the line of the need, no more than is left here or is brought in a day.
    /// Nothing where the need has no number – then whoever asks says how much –, or where nothing is open.
    static func suggested(of line: NeedLine, open: Int64?, perDay: Int64?) -> Int64? {
        guard let open else { return nil }
        let least = [open, line.remaining, perDay].compactMap { $0 }.min() ?? open
        return least > 0 ? least : nil
    }

    /// By when something is best asked for: as the need says, where that is still to come; else in a day, or a day after it is there.
    static func suggestedDay(neededBy: Int64?, from: Int64?, now: Int64) -> Int64 {
        let longest = now + 365 * Time.day
        if let neededBy, neededBy > now + Time.minute, neededBy < longest { return neededBy }
        return min(max(now, from ?? now) + Time.day, longest)
    }

    /// The lines with other quantities; less than what is bound or was brought no line can have.
    static func changed(_ lines: [NeedLine], to quantities: [ID: Quantity]) throws(Refusal) -> [NeedLine] {
        var lines = lines
        for (id, quantity) in quantities.sorted(by: { $0.key < $1.key }) {
            guard let index = lines.firstIndex(where: { $0.id == id }) else {
                throw .invalid("lines", NeedWords.unknownLine)
            }
            lines[index].quantity = quantity
            let bound = lines[index].claimed + lines[index].delivered
            if let most = lines[index].most, most < bound {
                throw .invalid("lines.\(index).quantity", OfferWords.alreadyBound(bound, lines[index].unit))
            }
        }
        return lines
    }

    /// Whether more is offered than was checked.
    static func isMore(_ new: [NeedLine], than old: [NeedLine]) -> Bool {
        zip(new, old).contains { new, old in
            guard new.quantity != old.quantity else { return false }
            guard let most = new.most, let former = old.most else { return new.most == nil || old.most == nil }
            return most > former
        }
    }

    // MARK: Public words

    /// The most letters of what can be relied on, and of where it is bought.
    static let mostOfTerms = 200

    /// - Throws: ``Refusal/invalid(_:)`` that names the field where it is too long.
    static func terms(_ typed: String?, _ field: String) throws(Refusal) -> String? {
        guard let typed else { return nil }
        let clean = Clean.prose(typed)
        guard clean.count <= mostOfTerms else { throw .invalid(field, NeedWords.tooLong(mostOfTerms)) }
        return clean
    }

    /// Fields whose words speak of money or say how somebody is reached.
    static func held(_ offer: Offer) -> Set<String> {
        var held = NeedRules.held(title: offer.title, description: offer.description, lines: offer.lines)
        let conditions = [offer.conditions, offer.serviceLevel, offer.boughtFrom].joined(separator: "\n")
        if MoneyWords.find(in: conditions) != nil || namesContact(conditions) { held.insert("conditions") }
        if namesContact(offer.title) { held.insert("title") }
        if namesContact(offer.description) { held.insert("description") }
        let items = offer.lines.map { "\($0.item) \($0.specification)" }.joined(separator: "\n")
        if namesContact(items) { held.insert("lines") }
        return held
    }

    /// A mobile number, a land line with its area code, a mail address: none of them belongs into a text for everybody.
    static func namesContact(_ text: String) -> Bool {
        let runs = digitRuns(Clean.text(text))
        let isPhone = runs.indices.contains { index in
            let run = runs[index]
            if isMobile(run.digits) || namesMobile(runs[...index]) { return true }
            guard index > 0, run.joins, (7...8).contains(run.digits.count) else { return false }
            return runs[index - 1].digits.first == "0" && (3...4).contains(runs[index - 1].digits.count)
        }
        return isPhone || text.split(whereSeparator: \.isWhitespace).contains { Contacts.email(String($0)) != nil }
    }

    /// A Chinese mobile number, with or without its country.
    private static func isMobile(_ digits: String) -> Bool {
        for country in ["0086", "86"] where digits.count == 11 + country.count && digits.hasPrefix(country) {
            return isMobile(String(digits.dropFirst(country.count)))
        }
        return digits.count == 11 && digits.first == "1" && "3456789".contains(digits.dropFirst().prefix(1))
    }

    /// Whether the last three runs are a mobile number as people write it, 138 0013 8000.
    private static func namesMobile(_ runs: ArraySlice<(digits: String, joins: Bool)>) -> Bool {
        let last = Array(runs.suffix(3))
        return last.map(\.digits.count) == [3, 4, 4] && last[1].joins && last[2].joins
            && isMobile(last.map(\.digits).joined())
    }

    /// Runs of digits; `joins` where only a hyphen or a space stands between it and the run before.
    private static func digitRuns(_ text: String) -> [(digits: String, joins: Bool)] {
        var runs: [(digits: String, joins: Bool)] = []
        var isInRun = false, gap = ""
        for character in text {
            if character.isASCII, character.isNumber {
                if isInRun {
                    runs[runs.count - 1].digits.append(character)
                } else {
                    runs.append((String(character), gap == "-" || gap == " "))
                }
                isInRun = true
            } else {
                gap = isInRun ? String(character) : gap + String(character)
                isInRun = false
            }
        }
        return runs
    }

    /// Whether it may be shown to `audience`.
    static func requireListable(_ offer: Offer, to audience: Audience) throws(Refusal) {
        guard audience > .stewards else { return }
        let held = offer.held.subtracting(["description"])
        guard held.isEmpty else { throw .conflict(OfferWords.held, Refusal.Extras(state: offer.state.rawValue)) }
        guard offer.consent != .no else {
            throw .conflict(OfferWords.noConsent, Refusal.Extras(state: offer.state.rawValue))
        }
    }

    // MARK: Who sees it

    /// Who works on it, has it, or speaks for whoever has it.
    static func readsFile(_ viewer: Viewer, _ ties: Ties) -> Bool {
        viewer.identity == .system || Policy.allows(.seeOfferFile, viewer, ties: ties)
    }

    static func canSee(_ offer: Offer, _ viewer: Viewer, _ ties: Ties) -> Bool {
        readsFile(viewer, ties) || offer.state == .listed && offer.audience > .case && viewer.tier <= offer.audience
    }

    /// Nobody checks what is theirs.
    static func requireOther(_ offer: Offer, than verifier: ID?) throws(Refusal) {
        guard let verifier, [offer.offererID, offer.submitterID].contains(verifier) else { return }
        throw .forbidden(OfferWords.ownOffer)
    }
}

extension Offer {
    /// What ties a viewer to it: who answers for it, and who has it or speaks for whoever has it.
    func ties(of viewer: Viewer) -> Ties {
        if case .requester(let id, let full) = viewer.identity, id == self.id, isGuests {
            return full ? [.requester, .requesterInFull] : .requester
        }
        guard let member = viewer.member else { return [] }
        let isTheirs = [offererID, submitterID].contains(member.id)
        var ties: Ties = []
        // Whoever is suspended answers for nothing, and keeps what is theirs.
        if ownerID == member.id, !member.isSuspended { ties.insert(.owner) }
        if speakerID == member.id, !member.isSuspended || isTheirs { ties.insert(.submitter) }
        return ties
    }
}
