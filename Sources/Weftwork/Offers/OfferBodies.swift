internal import Database
internal import Engine

/// The JSON of an offer to post: a need's place, lines, source and contact, with what offers have beyond them.
struct OfferBody: Decodable {
    var title: String?
    var description: String?
    var category: String?
    var conditions: String?
    var place: NeedBody.Place?
    var radiusKm: LooseText?
    var ships: LooseText?
    var from: String?
    var until: String?
    var standing: LooseText?
    var perDay: LooseText?
    var serviceLevel: String?
    var boughtFrom: String?
    var lines: [NeedBody.Line]?
    var source: NeedBody.Source?
    var contact: NeedBody.ContactBody?
    var institution: String?
    var onBehalfOf: String?
    /// It is another's, reached through whoever says it.
    var through: LooseText?
    var consent: LooseText?

    func entry(_ language: Language) -> OfferEntry {
        var body = NeedBody()
        (body.title, body.description, body.category) = (title, description, category)
        (body.place, body.lines, body.source, body.contact) = (place, lines, source, contact)
        (body.institution, body.onBehalfOf, body.consent) = (institution, onBehalfOf, consent)
        var entry = OfferEntry()
        entry.what = body.entry(language)
        entry.conditions = conditions ?? ""
        (entry.from, entry.until) = (from ?? "", until ?? "")
        (entry.radius, entry.ships) = (radiusKm?.text ?? "", ships?.text ?? "")
        (entry.standing, entry.through) = (standing?.text ?? "", through?.text ?? "")
        (entry.perDay, entry.serviceLevel, entry.boughtFrom) = (
            perDay?.text ?? "", serviceLevel ?? "", boughtFrom ?? ""
        )
        return entry
    }
}

/// What an act on an offer carries: from JSON, or from a form with the same names.
struct OfferActionBody: Decodable {
    struct LineChange: Decodable {
        var id: String?
        var quantity: LooseText?
    }

    struct Check: Decodable {
        var id: String?
        var answer: String?
    }

    var action: String?
    var note: String?
    var confidence: String?
    var checks: [Check]?
    var audience: String?
    var reason: String?
    var answer: LooseText?
    var lines: [LineChange]?
    var conditions: String?
    var from: String?
    var until: String?
    var perDay: LooseText?
    var serviceLevel: String?
    var boughtFrom: String?
    var consent: LooseText?
    var contact: NeedBody.ContactBody?

    /// The act that is meant.
    /// - Throws: ``Refusal/invalid(_:)`` for an unknown act or a value that can't be read.
    func parsed(now: Int64) throws(Refusal) -> OfferAction {
        switch action {
        case "acknowledge": return .acknowledge(note: String(Clean.prose(note ?? "").prefix(1000)))
        case "verify": return .verify(try verification())
        case "list":
            guard let audience = audience.flatMap(Audience.init(name:)), audience > .case else {
                throw .invalid(
                    "audience", SiteWords.badChoice(Audience.allCases.filter { $0 > .case }.map(\.name), audience))
            }
            return .list(audience: audience)
        case "reject": return .reject(reason: reason ?? "")
        case "withdraw": return .withdraw(reason: reason ?? "")
        case "stillThere":
            guard let answer, !answer.text.isEmpty, let isThere = OfferWords.yesOrNo(answer.text) else {
                throw .invalid("answer", SiteWords.badChoice(["yes", "no"], answer?.text))
            }
            return .stillThere(isThere)
        case "change": return .change(try change(now: now))
        case "reopen": return .reopen(reason: reason ?? "")
        default: throw .invalid("action", NeedWords.actionMissing)
        }
    }

    private func verification() throws(Refusal) -> OfferVerification {
        guard let confidence = confidence.flatMap(Need.Confidence.init(rawValue:)) else {
            throw .invalid("confidence", SiteWords.badChoice(Need.Confidence.allCases.map(\.rawValue), confidence))
        }
        var found = OfferVerification(confidence: confidence, note: String(Clean.prose(note ?? "").prefix(2000)))
        for (index, check) in (checks ?? []).enumerated() {
            guard let question = check.id.flatMap(OfferVerification.Question.init(rawValue:)) else {
                throw .invalid(
                    "checks.\(index).id",
                    SiteWords.badChoice(OfferVerification.Question.allCases.map(\.rawValue), check.id))
            }
            guard let answer = check.answer.flatMap(VerificationDraft.Finding.init(rawValue:)) else {
                throw .invalid(
                    "checks.\(index).answer",
                    SiteWords.badChoice(VerificationDraft.Finding.allCases.map(\.rawValue), check.answer))
            }
            found.checks[question] = answer
        }
        return found
    }

    private func change(now: Int64) throws(Refusal) -> OfferChange {
        var change = OfferChange()
        for (index, line) in (lines ?? []).enumerated() {
            guard let id = line.id.flatMap({ ID($0) }) else {
                throw .invalid("lines.\(index).id", NeedWords.unknownLine)
            }
            guard let typed = line.quantity?.text else { continue }
            // Nothing is left of it: that can be said, too.
            if QuantityReading.amount(typed) == 0 {
                change.quantities[id] = .number(0)
                continue
            }
            guard let parsed = QuantityText.parse(typed) else {
                throw .invalid("lines.\(index).quantity", NeedWords.badQuantity(Clean.line(typed)))
            }
            change.quantities[id] = parsed.quantity
        }
        change.conditions = conditions
        change.from = try MomentReading.moment(from, "from", now: now)
        change.until = try MomentReading.moment(until, "until", now: now)
        if let typed = perDay?.text, !Clean.line(typed).isEmpty {
            guard let amount = QuantityReading.positive(typed) else {
                throw .invalid("perDay", NeedWords.badQuantity(Clean.line(typed)))
            }
            change.perDay = amount
        }
        (change.serviceLevel, change.boughtFrom) = (serviceLevel, boughtFrom)
        if let typed = consent?.text, !typed.isEmpty {
            guard let agrees = OfferWords.yesOrNo(typed) else {
                throw .invalid("consent", SiteWords.badChoice(["yes", "no"], typed))
            }
            change.agrees = agrees
        }
        if let contact {
            change.contact = Contact(
                name: contact.name ?? "", phone: contact.phone ?? "", email: contact.email ?? "",
                wechat: contact.wechat ?? "")
        }
        return change
    }
}

/// A use of an offer to post, and what answers one.
struct OfferUseBody: Decodable {
    /// The line of the offer.
    var line: String?
    var need: String?
    /// The line of the need.
    var needLine: String?
    var quantity: LooseText?
    var promisedBy: String?
    var note: String?
    var briefing: ClaimBody.BriefingVersions?
    var second: String?
    var action: String?

    func draft(now: Int64) throws(Refusal) -> OfferUseDraft {
        guard let need = need.flatMap({ ID($0) }) else { throw .invalid("need", OfferPageWords.target) }
        var offered: ID?
        if let line, !line.isEmpty {
            guard let id = ID(line) else { throw .invalid("line", NeedWords.unknownLine) }
            offered = id
        }
        return OfferUseDraft(line: offered, need: need, claim: try claim(of: needLine, quantity: quantity, now: now))
    }

    /// - Parameter use: what is answered; what is not said stays as it was asked.
    func answer(_ use: OfferUse, now: Int64) throws(Refusal) -> UseAnswer {
        switch action {
        case "accept":
            var body = self
            if Clean.line(promisedBy ?? "").isEmpty { body.promisedBy = Format.rfc3339(use.promisedBy) }
            let typed = Clean.line(quantity?.text ?? "").isEmpty ? LooseText(Format.decimal(use.quantity)) : quantity
            return .accept(try body.claim(of: use.needLineID.description, quantity: typed, now: now))
        case "decline": return .decline(note: note ?? "")
        case "takeBack": return .takeBack
        default: throw .invalid("action", SiteWords.badChoice(["accept", "decline", "takeBack"], action))
        }
    }

    private func claim(of line: String?, quantity: LooseText?, now: Int64) throws(Refusal) -> ClaimDraft {
        var body = ClaimBody()
        (body.line, body.quantity, body.promisedBy, body.note) = (line, quantity, promisedBy, note)
        (body.briefing, body.second) = (briefing, second)
        do {
            return try body.draft(now: now)
        } catch {
            // There it is called by its own name.
            guard case .invalid(let problems) = error else { throw error }
            throw .invalid(problems.map { $0.field == "line" ? FieldProblem("needLine", $0.message) : $0 })
        }
    }
}

extension OfferEntry {
    /// The fields of the form; every door fills the same entry.
    init(_ form: Form, language: Language) {
        what = AskPages.entry(form, language: language)
        if let kind = form.text("kind"), kind != NeedLine.Kind.goods.rawValue { what.take(kind) }
        conditions = form["conditions"] ?? ""
        from = form["from"] ?? ""
        until = form["until"] ?? ""
        radius = form["radiusKm"] ?? ""
        ships = form["ships"] ?? ""
        standing = form["standing"] ?? ""
        through = form["whose"] == "through" ? "yes" : ""
        perDay = form["perDay"] ?? ""
        serviceLevel = form["serviceLevel"] ?? ""
        boughtFrom = form["boughtFrom"] ?? ""
    }
}

extension NeedEntry {
    /// What is pasted as one text is of one kind.
    fileprivate mutating func take(_ kind: String) {
        lines += PastedLines.parse(pastedLines).map { pasted in
            Line(
                item: pasted.item, quantity: NeedWords.plain(pasted.quantity), unit: pasted.unit,
                specification: pasted.specification, kind: kind)
        }
        pastedLines = ""
    }
}

extension OfferActionBody {
    init(_ form: Form) {
        action = form["action"]
        note = form["note"]
        confidence = form["confidence"]
        checks = OfferVerification.Question.allCases.compactMap { question in
            form.text("check.\(question.rawValue)").map { Check(id: question.rawValue, answer: $0) }
        }
        audience = form["audience"]
        reason = form["reason"]
        answer = form["answer"].map { LooseText($0) }
        lines = form.pairs.filter { $0.name.hasPrefix("quantity.") && !$0.value.isEmpty }.map {
            LineChange(id: String($0.name.dropFirst(9)), quantity: LooseText($0.value))
        }
        conditions = form["conditions"]
        from = form["from"]
        until = form["until"]
        perDay = form["perDay"].map { LooseText($0) }
        serviceLevel = form["serviceLevel"]
        boughtFrom = form["boughtFrom"]
        consent = form["consent"].map { LooseText($0) }
        if form["contact.phone"] != nil || form["contact.email"] != nil {
            contact = NeedBody.ContactBody(
                name: form["contact.name"], phone: form["contact.phone"], email: form["contact.email"],
                wechat: form["contact.wechat"])
        }
    }
}

extension OfferChoice {
    /// As a link names it, or as the form that was sent did.
    init?(_ form: Form) {
        let target = (form["target"] ?? "").split(separator: " ").map(String.init)
        guard let need = (target.first ?? form["need"]).flatMap({ ID($0) }) else { return nil }
        self.need = need
        needLine = (target.count > 1 ? target[1] : form.text("needLine")).flatMap { ID($0) }
        line = form.text("line").flatMap { ID($0) }
    }
}

extension OfferUseBody {
    /// What whoever was asked says by their link: yes to all of it, or no. Nothing is taken back by it.
    init(byLink form: Form) {
        note = form["note"]
        action = form["action"].flatMap { ["accept", "decline"].contains($0) ? $0 : nil }
    }

    /// Whether a use stands as this would have it.
    func isSaid(by state: OfferUse.State) -> Bool {
        action == "accept" && state == .agreed || action == "decline" && state == .declined
    }

    init(_ form: Form) {
        line = form["line"]
        // One choice of a page names need and line.
        let target = (form["target"] ?? "").split(separator: " ").map(String.init)
        need = target.first
        needLine = target.count > 1 ? target[1] : nil
        quantity = form["quantity"].map { LooseText($0) }
        promisedBy = form["promisedBy"]
        note = form["note"]
        briefing = .init(form.all("briefing"))
        action = form["action"]
    }
}
