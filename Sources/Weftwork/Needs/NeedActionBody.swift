internal import Database
internal import Engine
internal import Foundation

/// What an act on a need carries: from JSON, or from a form with the same names.
struct ActionBody: Decodable {
    struct Check: Decodable {
        var id: String?
        var answer: String?
        var note: String?
    }

    struct LineChange: Decodable {
        var id: String?
        var item: String?
        var quantity: LooseText?
        var specification: String?
        var met: Bool?
        var allowance: LooseText?
        var from: String?
        var to: String?
        var minutes: LooseText?
        /// As people write it on a page.
        var hours: String?
        var remote: LooseText?
        var substitute: LooseText?

        var work: LineWorkEntry {
            LineWorkEntry(
                from: from, to: to, minutes: minutes?.text, hours: hours, remote: remote?.text,
                substitute: substitute?.text)
        }
    }

    var action: String?
    var note: String?
    var confidence: String?
    var checks: [Check]?
    var keepInstitution: Bool?
    var reliesOn: String?
    var audience: String?
    var reason: String?
    var question: String?
    var text: String?
    var channel: String?
    var retryAt: String?
    var into: String?
    var tried: String?
    var rating: LooseText?
    var urgency: String?
    var answer: LooseText?
    var title: String?
    var description: String?
    var neededBy: String?
    var address: String?
    var receiving: String?
    var lines: [LineChange]?
    var contact: NeedBody.ContactBody?
    /// Country, province, city, district.
    var area: [String]?
    var areaCode: LooseText?
    var allowance: LooseText?
    var emergency: String?
    /// From a page, which can ask back: what it was told a second time.
    var asTyped: [String]?

    /// The act that is meant.
    /// - Throws: ``Refusal/invalid(_:)`` for an unknown act or a value that can't be read.
    func parsed(now: Int64) throws(Refusal) -> NeedAction {
        switch action {
        case "acknowledge": return .acknowledge(note: Clean.prose(note ?? ""))
        case "open": return .open
        case "skip": return .skip(reason: reason ?? "")
        case "verify": return .verify(try verification())
        case "publish": return .publish(audience: try audienceValue(), reason: Clean.prose(reason ?? ""))
        case "reject": return .reject(reason: reason ?? "")
        case "askInformation": return .askInformation(question: question ?? "")
        case "answer": return .answer(text: text ?? answer?.text ?? "")
        case "cannotReach": return .cannotReach(channel: channel ?? "", retryAt: try moment(retryAt, "retryAt", now))
        case "reached": return .reached(note: Clean.prose(note ?? ""), channel: Clean.line(channel ?? ""))
        case "merge":
            guard let id = into.flatMap({ ID(Clean.line($0)) }) else { throw .invalid("into", NeedWords.mergeUnknown) }
            return .merge(into: id)
        case "unmerge": return .unmerge
        case "withdraw": return .withdraw(reason: Clean.prose(reason ?? ""))
        case "markUnmet": return .markUnmet(reason: reason ?? "", tried: tried ?? "")
        case "reopen": return .reopen(reason: reason ?? "")
        case "confirm": return .confirm(rating: try ratingValue(isRequired: false), note: Clean.prose(note ?? ""))
        case "close": return .close
        case "assess":
            guard let urgency = urgency.flatMap(Need.Urgency.init(name:)) else {
                throw .invalid("urgency", SiteWords.badChoice(Need.Urgency.allCases.map(\.name)))
            }
            return .assess(urgency: urgency, reason: reason ?? "")
        case "add": return .add(text: text ?? note ?? "")
        case "correct": return .correct(try correction(now: now))
        case "agree": return .agree(note: note ?? "")
        case "stillNeeded": return .stillNeeded(try yesOrNo())
        case "notDelivered": return .notDelivered(note: note ?? "")
        case "move": return .move(emergency: emergency ?? "")
        case "rate": return .rate(try ratingValue(isRequired: true) ?? 0)
        default: throw .invalid("action", NeedWords.actionMissing)
        }
    }

    private func verification() throws(Refusal) -> VerificationDraft {
        guard let confidence = confidence.flatMap(Need.Confidence.init(rawValue:)) else {
            throw .invalid("confidence", SiteWords.badChoice(Need.Confidence.allCases.map(\.rawValue), self.confidence))
        }
        var draft = VerificationDraft(confidence: confidence, note: String(Clean.prose(note ?? "").prefix(2000)))
        for (index, check) in (checks ?? []).enumerated() {
            guard let id = check.id else { throw .invalid("checks.\(index).id", SiteWords.missing) }
            guard let answer = check.answer.flatMap(VerificationDraft.Finding.init(rawValue:)) else {
                throw .invalid(
                    "checks.\(index).answer", SiteWords.badChoice(VerificationDraft.Finding.allCases.map(\.rawValue)))
            }
            draft.checks.append(
                VerificationDraft.Check(
                    id: id, answer: answer, note: String(Clean.prose(check.note ?? "").prefix(1000))))
        }
        draft.keepsInstitution = keepInstitution ?? false
        if let typed = reliesOn.map(Clean.line), !typed.isEmpty {
            guard let id = ID(typed) else { throw .invalid("reliesOn", KnownInstitutionWords.holdsNoMore) }
            draft.reliesOn = id
        }
        return draft
    }

    private func audienceValue() throws(Refusal) -> Audience {
        guard let audience = audience.flatMap(Audience.init(name:)) else {
            throw .invalid("audience", SiteWords.badChoice(Audience.allCases.filter { $0 != .concerned }.map(\.name)))
        }
        return audience
    }

    private func ratingValue(isRequired: Bool) throws(Refusal) -> Int? {
        guard let typed = rating?.text, !typed.isEmpty else {
            if isRequired { throw .invalid("rating", NeedWords.badRating) }
            return nil
        }
        guard let number = Int(typed) else { throw .invalid("rating", NeedWords.badRating) }
        return number
    }

    private func yesOrNo() throws(Refusal) -> Bool {
        switch answer?.text.lowercased() {
        case "yes", "true": return true
        case "no", "false": return false
        default: throw .invalid("answer", SiteWords.badChoice(["yes", "no"]))
        }
    }

    private func moment(_ typed: String?, _ field: String, _ now: Int64) throws(Refusal) -> Int64? {
        guard let typed = typed.map(Clean.line), !typed.isEmpty else { return nil }
        if let moment = Format.milliseconds(rfc3339: typed) { return moment }
        guard let day = Days.parse(typed.replacing("T", with: " ")) else {
            throw .invalid(field, NeedWords.badDate(typed))
        }
        return Days.milliseconds(day, now: now, utcOffsetMinutes: 480)
    }

    /// As intake reads it: the same day said again is no other day.
    private func day(_ typed: String?, _ field: String, _ now: Int64) throws(Refusal) -> Int64? {
        if let read = NeedCleaning.moment(Clean.line(typed ?? ""), now: now) { return read }
        return try moment(typed, field, now)
    }

    private func correction(now: Int64) throws(Refusal) -> Correction {
        var correction = Correction()
        correction.asTyped = asTyped.map { Set($0) }
        correction.title = title
        correction.description = description
        correction.neededBy = try day(neededBy, "neededBy", now)
        correction.neededByTyped = neededBy ?? ""
        correction.takesNeededByBack = neededBy.map { Clean.line($0).isEmpty } ?? false
        correction.address = address
        correction.receiving = receiving
        correction.allowance = try AllowanceRules.percent(allowance?.text)
        for (index, line) in (lines ?? []).enumerated() {
            guard let id = line.id.flatMap({ ID($0) }) else {
                throw .invalid("lines.\(index).id", NeedWords.unknownLine)
            }
            if let typed = line.quantity?.text {
                guard let parsed = QuantityText.parse(typed) else {
                    throw .invalid("lines.\(index).quantity", NeedWords.badQuantity(Clean.line(typed)))
                }
                correction.quantities[id] = parsed.quantity
            }
            if let item = line.item { correction.items[id] = item }
            if let specification = line.specification { correction.specifications[id] = specification }
            if line.met == true { correction.met.insert(id) }
            if !line.work.isUnsaid { correction.works[id] = line.work }
            correction.allowances[id] = try AllowanceRules.amount(line.allowance?.text, "lines.\(index).allowance")
        }
        correction.area = area.map { AreaPath(parts: $0.prefix(4).map { String(Clean.line($0).prefix(60)) }) }
        if let code = areaCode?.text {
            guard let number = Int(Clean.line(code)) else { throw .invalid("areaCode", PlaceWords.noSuchArea) }
            correction.areaCode = number
        }
        if let contact {
            correction.contact = Contact(
                name: contact.name ?? "", phone: contact.phone ?? "", email: contact.email ?? "",
                wechat: contact.wechat ?? "", preference: contact.preference ?? "")
        }
        return correction
    }
}
