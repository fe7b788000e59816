internal import Database
internal import Engine

/// Cleans what people really type and says of each field what is wrong with it. Parse, don't validate.
struct NeedCleaning {
    let entry: NeedEntry
    let now: Int64
    let catalogue: Catalogue
    let places: Places
    var problems: [FieldProblem] = []
    /// What was typed, by field, where something else was made of it.
    private var original: [String: String] = [:]

    /// China's time: what a date without a zone is meant in.
    private static let utcOffsetMinutes = 480
    private static let mostLines = 200

    /// A desk that relays many needs is itself the way to their requesters.
    private let isRelayed: Bool

    private init(_ entry: NeedEntry, now: Int64, isRelayed: Bool, _ catalogue: Catalogue, _ places: Places) {
        self.places = places
        self.entry = entry
        self.now = now
        self.catalogue = catalogue
        self.isRelayed = isRelayed
    }

    /// The need that `entry` means.
    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field.
    static func draft(
        from entry: NeedEntry, now: Int64, isRelayed: Bool = false, _ catalogue: Catalogue, _ places: Places
    ) throws(Refusal) -> NeedDraft {
        var cleaning = NeedCleaning(entry, now: now, isRelayed: isRelayed, catalogue, places)
        let draft = cleaning.draft()
        guard cleaning.problems.isEmpty else { throw .invalid(cleaning.problems) }
        return draft
    }

    private mutating func draft() -> NeedDraft {
        let title = sentence(entry.title, "title", most: 160)
        if title.isEmpty { problems.append(FieldProblem("title", NeedWords.titleMissing)) }
        let lines = lines()
        let onBehalfOf = line(entry.onBehalfOf, "onBehalfOf", most: 200)
        let place = place()
        var draft = NeedDraft(
            title: title,
            description: text(entry.description, "description", most: 4000),
            category: category(title: title, lines: lines),
            urgency: urgency(),
            neededBy: neededBy(),
            area: place.area,
            areaCode: place.code,
            areaCandidates: place.candidates,
            lines: lines,
            source: source(),
            reference: line(entry.reference, "source.reference", most: 500),
            institution: line(entry.institution, "institution", most: 120),
            consent: consent(onBehalfOf),
            language: entry.language,
            secret: PrivatePart(
                contacts: contacts(),
                address: line(entry.address, "place.address", most: 300),
                receiving: line(entry.receiving, "place.receiving", most: 200).nilIfEmpty,
                latitude: place.point?.latitude,
                longitude: place.point?.longitude,
                onBehalfOf: onBehalfOf))
        draft.secret.isRough = place.isRough ? true : nil
        draft.secret.original = original.isEmpty ? nil : original
        return draft
    }

    /// Keeps what was typed beside what was made of it.
    mutating func keep(_ raw: String, _ field: String, if isChanged: Bool) {
        if isChanged && !raw.isEmpty { original[field] = String(raw.prefix(4000)) }
    }

    private mutating func lines() -> [NeedDraft.LineDraft] {
        var drafts: [NeedDraft.LineDraft] = []
        for (index, raw) in entry.lines.enumerated() {
            // A row of the form that was left empty is no line.
            let isBlank =
                [raw.item, raw.quantity, raw.unit, raw.specification].allSatisfy { Clean.line($0).isEmpty }
                && !raw.work.saysTime
            if isBlank && entry.lines.count > 1 { continue }
            if let draft = line(raw, at: index) { drafts.append(draft) }
        }
        keep(entry.pastedLines, "lines", if: true)
        let pastedLines = PastedLines.parse(entry.pastedLines)
        for pasted in pastedLines { askBack(pasted: pasted) }
        let substitute = work(LineWorkEntry(substitute: entry.substitute), .goods, "lines").substitute
        drafts += pastedLines.map { pasted in
            NeedDraft.LineDraft(
                item: pasted.item, kind: .goods, quantity: NeedCleaning.wanted(pasted.quantity), unit: pasted.unit,
                specification: pasted.specification, isControlled: catalogue.isControlled(pasted.item),
                substitute: substitute)
        }
        let hasProblem = problems.contains { $0.field.hasPrefix("lines") }
        if drafts.isEmpty && !hasProblem { problems.append(FieldProblem("lines", NeedWords.linesMissing)) }
        if drafts.count > NeedCleaning.mostLines {
            problems.append(FieldProblem("lines", NeedWords.tooManyLines(NeedCleaning.mostLines)))
        }
        return drafts
    }

    /// Nobody asks for nothing: such a number says only that it isn't known how much.
    private static func wanted(_ quantity: Quantity) -> Quantity {
        if case .number(let number) = quantity, number <= 0 { .unknown } else { quantity }
    }

    private mutating func line(_ raw: NeedEntry.Line, at index: Int) -> NeedDraft.LineDraft? {
        let field = "lines.\(index)"
        var item = line(raw.item, "\(field).item", most: 200)
        var specification = line(raw.specification, "\(field).specification", most: 500)
        var unit = line(raw.unit, "\(field).unit", most: 40)
        var quantity = Quantity.unknown
        if Clean.line(raw.quantity).isEmpty, unit.isEmpty, specification.isEmpty,
            let typed = PastedLines.parse(raw.item).first, PastedLines.parse(raw.item).count == 1
        {
            // "N95口罩 500只" typed into one field means what it says.
            keep(raw.item, "\(field).item", if: typed.item != raw.item)
            (item, unit, specification) = (typed.item, typed.unit, typed.specification)
            quantity = NeedCleaning.wanted(typed.quantity)
        } else if let parsed = QuantityText.parse(raw.quantity) {
            quantity = parsed.quantity
            keep(raw.quantity, "\(field).quantity", if: NeedWords.plain(quantity) != raw.quantity)
            if unit.isEmpty { unit = parsed.unit }
        } else {
            problems.append(FieldProblem("\(field).quantity", NeedWords.badQuantity(Clean.line(raw.quantity))))
        }
        if case .number(let number) = quantity, number <= 0 {
            problems.append(FieldProblem("\(field).quantity", NeedWords.badQuantity(Clean.line(raw.quantity))))
        }
        guard !item.isEmpty else {
            problems.append(FieldProblem("\(field).item", NeedWords.itemMissing))
            return nil
        }
        let kind = Clean.line(raw.kind)
        guard let kind = kind.isEmpty ? (raw.work.saysTime ? .people : .goods) : NeedLine.Kind(rawValue: kind) else {
            problems.append(FieldProblem("\(field).kind", SiteWords.badChoice(NeedLine.Kind.allCases.map(\.rawValue))))
            return nil
        }
        let said = work(raw.work, kind, field)
        return NeedDraft.LineDraft(
            item: item, kind: kind, quantity: quantity, unit: unit, specification: specification,
            isControlled: catalogue.isControlled(item), work: said.work, substitute: said.substitute)
    }

    /// When people are wanted, and what may stand in. Lists and papers speak of days that may be over.
    private mutating func work(_ raw: LineWorkEntry, _ kind: NeedLine.Kind, _ field: String) -> LineWorkRules.Read {
        let isTaken = isRelayed || entry.isCopied || entry.asTyped.contains(NeedCleaning.mark(work: raw))
        let read = LineWorkRules.read(
            raw, kind: kind, field, now: now, past: isTaken ? .taken : entry.asksArea ? .asked : .refused)
        problems += read.problems
        return read
    }

    /// The category that was chosen, else the one its things belong to.
    private mutating func category(title: String, lines: [NeedDraft.LineDraft]) -> Need.Category {
        let word = Clean.line(entry.category)
        if word.isEmpty { return catalogue.category(of: lines.map(\.item) + [title]) }
        if let category = Need.Category(rawValue: word) ?? NeedWords.category(named: word) { return category }
        problems.append(FieldProblem("category", SiteWords.badChoice(Need.Category.allCases.map(\.rawValue))))
        return .other
    }

    private mutating func urgency() -> Need.Urgency {
        let word = Clean.line(entry.urgency)
        if word.isEmpty { return .normal }
        if let urgency = Need.Urgency(name: word.lowercased()) ?? NeedWords.urgency(named: word) { return urgency }
        problems.append(FieldProblem("urgency", SiteWords.badChoice(Need.Urgency.allCases.map(\.name))))
        return .normal
    }

    private mutating func neededBy() -> Int64? {
        let word = Clean.line(entry.neededBy)
        guard !word.isEmpty else { return nil }
        guard let moment = NeedCleaning.moment(word, now: now) else {
            problems.append(FieldProblem("neededBy", NeedWords.badDate(word)))
            return nil
        }
        keep(word, "neededBy", if: true)
        askBack(neededBy: moment)
        return moment
    }

    /// The moment by which something is needed. A day without a time is meant until its end, where the network is: what is needed
    /// today is not over in the morning.
    static func moment(_ word: String, now: Int64) -> Int64? {
        let isBareDay = word.count == 10
        if !isBareDay, let moment = Format.milliseconds(rfc3339: word) { return moment }
        return Days.parse(word).map { Days.milliseconds($0, now: now, utcOffsetMinutes: utcOffsetMinutes) }
    }

    private mutating func source() -> Need.SourceKind {
        let word = Clean.line(entry.sourceKind)
        if word.isEmpty { return .`self` }
        if let kind = Need.SourceKind(rawValue: word) { return kind }
        problems.append(FieldProblem("source.kind", SiteWords.badChoice(Need.SourceKind.allCases.map(\.rawValue))))
        return .`self`
    }

    private func consent(_ onBehalfOf: String) -> Need.Consent {
        switch Clean.line(entry.consent).lowercased() {
        case "yes", "true": .yes
        // For a private person silence is no consent.
        case "": onBehalfOf.isEmpty ? .own : .no
        default: .no
        }
    }

    private mutating func contacts() -> [Contact] {
        var contacts: [Contact] = []
        let name = line(entry.name, "contact.name", most: 80)
        let email = email(), wechat = wechat()
        let preference = line(entry.preference, "contact.preference", most: 200)
        let typed = Clean.text(entry.phone)
        var numbers = Contacts.split(typed)
        if numbers.isEmpty, let phone = Contacts.phone(typed) { numbers = [ContactText(name: "", phone: phone)] }
        let hasOther = !email.isEmpty || !wechat.isEmpty || isRelayed
        if numbers.isEmpty && !typed.isEmpty && !hasOther && !typed.contains(where: \.isNumber) {
            problems.append(FieldProblem("contact.phone", NeedWords.badPhone))
        }
        numbers = usable(numbers, typed: typed, hasOther: hasOther)
        keep(entry.phone, "contact.phone", if: numbers.count != 1 || numbers[0].phone != entry.phone)
        for number in numbers.prefix(20) {
            contacts.append(
                Contact(name: number.name.isEmpty ? name : number.name, phone: number.phone, preference: preference))
        }
        if contacts.isEmpty { contacts = [Contact(name: name, preference: preference)] }
        contacts[0].email = email
        contacts[0].wechat = wechat
        let hasProblem = problems.contains { $0.field.hasPrefix("contact") }
        if !hasProblem && !isRelayed && !contacts.contains(where: \.isReachable) {
            problems.append(FieldProblem("contact.phone", NeedWords.contactMissing))
        }
        return contacts
    }

    private mutating func email() -> String {
        let typed = Clean.line(entry.email)
        guard !typed.isEmpty else { return "" }
        guard let email = Contacts.email(typed) else {
            problems.append(FieldProblem("contact.email", PeopleWords.badEmail))
            return ""
        }
        return email
    }

    private mutating func wechat() -> String {
        let typed = Clean.line(entry.wechat)
        guard !typed.isEmpty else { return "" }
        guard let wechat = Contacts.wechat(typed) else {
            problems.append(FieldProblem("contact.wechat", NeedWords.badWechat))
            return ""
        }
        return wechat
    }

    mutating func coordinate(_ raw: String, _ field: String, within limit: Double) -> Double? {
        let typed = Clean.line(raw)
        guard !typed.isEmpty else { return nil }
        guard let number = Double(typed), number.isFinite, abs(number) <= limit else {
            problems.append(FieldProblem(field, NeedWords.badCoordinate))
            return nil
        }
        return number
    }

    mutating func line(_ raw: String, _ field: String, most: Int) -> String {
        let clean = Clean.line(raw)
        keep(raw, field, if: clean != raw)
        if clean.count > most { problems.append(FieldProblem(field, NeedWords.tooLong(most))) }
        return clean
    }

    private mutating func sentence(_ raw: String, _ field: String, most: Int) -> String {
        let clean = Clean.sentence(raw)
        keep(raw, field, if: clean != raw)
        if clean.count > most { problems.append(FieldProblem(field, NeedWords.tooLong(most))) }
        return clean
    }

    private mutating func text(_ raw: String, _ field: String, most: Int) -> String {
        let clean = Clean.prose(raw)
        keep(raw, field, if: clean != raw)
        if clean.count > most { problems.append(FieldProblem(field, NeedWords.tooLong(most))) }
        return clean
    }
}
