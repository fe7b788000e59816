internal import Database
internal import Engine

/// What a page asks back before it stores a need: somebody is there who can answer. What they say a second time is taken as it
/// stands – a doubt of ours keeps nobody's need out – and every other door takes it at once.
extension NeedCleaning {
    /// What was said a second time comes with these marks, bound to what was typed.
    static func mark(area: AreaPath) -> String { "area:" + area.parts.joined(separator: "/") }
    static func mark(phone: String) -> String { "phone:" + Clean.line(phone) }
    static func mark(neededBy: String) -> String { "neededBy:" + Clean.line(neededBy).prefix(40) }
    static func mark(work: LineWorkEntry) -> String {
        "time:" + [work.from, work.to].map { String(Clean.line($0 ?? "").prefix(40)) }.joined(separator: "/")
    }
    /// A list can be long: its hash stands for it.
    static func mark(lines: String) -> String {
        let typed = lines.split(whereSeparator: \.isNewline).map { Clean.line(String($0)) }.joined(separator: "\n")
        return "lines:" + Hex.encode(Sodium.hash(Array(typed.utf8)).prefix(16))
    }

    /// So long ago a deadline may lie: clocks differ, and filling in takes its time.
    private static let grace = Time.hour

    static func isOver(_ moment: Int64, now: Int64) -> Bool { moment < now - grace }

    mutating func askBack(neededBy moment: Int64) {
        guard entry.asksArea, !entry.isCopied, NeedCleaning.isOver(moment, now: now),
            !entry.asTyped.contains(NeedCleaning.mark(neededBy: entry.neededBy))
        else { return }
        problems.append(FieldProblem("neededBy", AskingWords.past(now)))
    }

    /// A place that the catalogue doesn't know: a slip of the pen, or one that it lacks.
    mutating func askBack(_ typed: AreaPath, _ reading: AreaReading) {
        let isChina = typed.country.isEmpty || Clean.key(typed.country) == Clean.key(PlaceWords.china)
        guard entry.asksArea, !entry.isCopied, isChina, !entry.asTyped.contains(NeedCleaning.mark(area: typed)) else {
            return
        }
        switch reading {
        case .unknown:
            let known = [("district", typed.district), ("city", typed.city), ("province", typed.province)]
            guard
                let (field, words) = known.first(where: { !$0.1.isEmpty && isUnknown(typed, $0.0) })
                    ?? known.first(where: { !$0.1.isEmpty })
            else { return }
            problems.append(FieldProblem(field, AskingWords.unknownPlace(words)))
        case .one(let area, let rest):
            // Below a city people name streets and zones that no catalogue has.
            guard area.level == .province, !typed.city.isEmpty, Clean.key(rest).contains(Clean.key(typed.city)) else {
                return
            }
            problems.append(FieldProblem("city", AskingWords.unknownPlace(typed.city)))
        case .several: return
        }
    }

    /// Whether what stands in this field alone means nothing to the catalogue.
    private func isUnknown(_ typed: AreaPath, _ field: String) -> Bool {
        var alone = AreaPath()
        switch field {
        case "province": alone.province = typed.province
        case "city": alone.city = typed.city
        default: alone.district = typed.district
        }
        return places.read(alone) == .unknown
    }

    /// A thing with an amount below nothing, in words that are no thing's name – or of one that is for the cold.
    mutating func askBack(pasted: PastedLine) {
        guard entry.asksArea, !entry.isCopied, !entry.asTyped.contains(NeedCleaning.mark(lines: entry.pastedLines))
        else { return }
        if case .number(let number) = pasted.quantity, number <= 0 {
            problems.append(FieldProblem("lines", AskingWords.badAmount(pasted.item)))
            return
        }
        guard pasted.quantity == .unknown, pasted.item.wholeMatch(of: #/.*[\s:：,，]-\s*\d+(\.\d+)?\s*\p{L}{0,6}/#) != nil
        else { return }
        problems.append(FieldProblem("lines", AskingWords.badAmount(pasted.item)))
    }

    /// Numbers by which nobody reaches her: what to say of them, where there is no other way.
    ///
    /// - Parameter hasOther: she is reached by another way already; then what was typed is kept beside it for the desk to see.
    /// - Returns: the numbers that can be used.
    mutating func usable(_ numbers: [ContactText], typed: String, hasOther: Bool) -> [ContactText] {
        let good = numbers.filter {
            !$0.phone.isEmpty && !(entry.asksArea && AskingBack.isService($0.phone))
        }
        guard entry.asksArea || good.isEmpty else { return numbers }
        let isSure = good.contains { AskingBack.isWhole($0.phone) } || hasOther
        if good.isEmpty {
            if typed.contains(where: \.isNumber), !hasOther {
                let digits = String(Clean.line(typed).prefix(40))
                problems.append(
                    FieldProblem(
                        "contact.phone",
                        AskingBack.isService(Clean.line(typed))
                            ? AskingWords.service(digits) : AskingWords.short(digits)))
            }
            // A name without a number is still a name.
            return numbers.filter { $0.phone.isEmpty && !$0.name.contains(where: \.isNumber) }
        }
        if !isSure, entry.asksArea, !entry.isCopied, !entry.asTyped.contains(NeedCleaning.mark(phone: entry.phone)) {
            problems.append(FieldProblem("contact.phone", AskingWords.doubtful(String(Clean.line(typed).prefix(40)))))
        }
        return numbers.filter { !AskingBack.isService($0.phone) }
    }
}

/// Numbers that are everybody's.
enum AskingBack {
    private static let services: Set<String> = [
        "110", "112", "119", "120", "122", "911", "999", "114", "12345", "12320", "12355", "12338", "12348", "12350",
        "12369", "12395", "10086", "10010", "10000",
    ]

    static func isService(_ number: String) -> Bool { services.contains(number.filter(\.isNumber)) }

    /// Whether a number has the length of one: with its area code in front it is longer.
    static func isWhole(_ number: String) -> Bool {
        let digits = number.filter(\.isNumber)
        return digits.count >= (digits.hasPrefix("0") ? 9 : 7)
    }

    /// The marks of what this form has just been asked about, so that sending it again is an answer.
    static func marks(_ form: Form, _ problems: [FieldProblem], _ entry: NeedEntry) -> [String] {
        var marks = form.all("asTyped")
        let fields = Set(problems.map(\.field))
        if !fields.isDisjoint(with: ["province", "city", "district"]) {
            marks.append(NeedCleaning.mark(area: AreaPath(parts: entry.area.prefix(4).map { Clean.line($0) })))
        }
        if fields.contains("contact.phone") { marks.append(NeedCleaning.mark(phone: entry.phone)) }
        if fields.contains("neededBy") { marks.append(NeedCleaning.mark(neededBy: entry.neededBy)) }
        if fields.contains("lines") { marks.append(NeedCleaning.mark(lines: entry.pastedLines)) }
        for (index, line) in entry.lines.enumerated() where PeopleFields.isAbout(time: index, fields) {
            marks.append(NeedCleaning.mark(work: line.work))
        }
        return Set(marks).sorted()
    }

    /// The same for a form that corrects, where the times of lines stand in `from.ID` and `to.ID`.
    static func marks(correcting form: Form, _ problems: [FieldProblem]) -> [String] {
        let asked = problems.map { $0.field.split(separator: ".", maxSplits: 1).map(String.init) }
            .filter { $0.count == 2 && ["from", "to"].contains($0[0]) }
            .map { NeedCleaning.mark(work: LineWorkParts.entry(form, $0[1])) }
        let day =
            problems.contains { $0.field == "neededBy" } ? [NeedCleaning.mark(neededBy: form["neededBy"] ?? "")] : []
        return Set(form.all("asTyped") + asked + day).sorted()
    }
}
