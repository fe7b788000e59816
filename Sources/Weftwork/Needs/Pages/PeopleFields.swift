internal import Database
internal import Engine

/// The groups of a form in which people are asked for, one for each kind of work; what is handed over stands in the list above them.
struct PeopleFields {
    let frame: Frame

    /// The names of one group's fields, behind `people.0.`.
    private static let names = ["item", "quantity", "kind", "specification", "from", "to", "hours", "remote"]
    private static let most = 20
    private static let kinds: [NeedLine.Kind] = [.people, .service, .transport, .space, .information]

    private static func name(_ index: Int, _ name: String) -> String { "people.\(index).\(name)" }

    /// How many groups a form has: those that were filled in, and some more.
    private static func count(_ form: Form) -> Int {
        let last = (0..<most).last { isFilled(form, $0) } ?? -1
        return min(most, last + 4)
    }

    private static func isFilled(_ form: Form, _ index: Int) -> Bool {
        names.contains { $0 != "kind" && form.text(name(index, $0)) != nil }
    }

    /// What was typed, one line a group; groups that were left empty stand between, so that each is found by its number.
    static func lines(_ form: Form) -> [NeedEntry.Line] {
        guard let last = (0..<most).last(where: { isFilled(form, $0) }) else { return [] }
        return (0...last).map { index in
            func typed(_ field: String) -> String? { form.text(name(index, field)) }
            guard isFilled(form, index) else { return NeedEntry.Line(item: "") }
            return NeedEntry.Line(
                item: typed("item") ?? "", quantity: typed("quantity") ?? "",
                specification: typed("specification") ?? "",
                kind: typed("kind") ?? NeedLine.Kind.people.rawValue,
                work: LineWorkEntry(
                    from: typed("from"), to: typed("to"), hours: typed("hours"), remote: typed("remote")))
        }
    }

    /// The same problem at the field in which the form asks for it.
    static func named(_ problem: FieldProblem) -> FieldProblem {
        let parts = problem.field.split(separator: ".").map(String.init)
        guard parts.first == "lines" else { return problem }
        guard parts.count == 3, let index = Int(parts[1]) else { return FieldProblem("lines", problem.message) }
        let field = names.contains(parts[2]) ? parts[2] : "item"
        return FieldProblem(name(index, field), problem.message)
    }

    /// Whether one of these fields asks for the time of a group.
    static func isAbout(time index: Int, _ fields: Set<String>) -> Bool {
        fields.contains(name(index, "from")) || fields.contains(name(index, "to"))
    }

    /// The fields that bring these lines into a form again.
    static func pairs(_ lines: [NeedEntry.Line]) -> [(String, String)] {
        lines.prefix(most).enumerated().flatMap { index, line in
            [
                ("item", line.item), ("quantity", line.quantity + line.unit),
                ("kind", line.kind == NeedLine.Kind.people.rawValue ? "" : line.kind),
                ("specification", line.specification), ("from", line.work.from ?? ""), ("to", line.work.to ?? ""),
                ("hours", line.work.hours ?? ""), ("remote", line.work.remote ?? ""),
            ].map { (name(index, $0.0), $0.1) }
        }
    }

    func html(_ fields: Fields) -> HTML {
        groups(from: 0, fields)
    }

    /// One group and, folded within, those after it: without a script, and Enter still sends the form.
    private func groups(from index: Int, _ fields: Fields) -> HTML {
        let count = PeopleFields.count(fields.form)
        guard index < count else { return "" }
        let isOpen = (index..<count).contains { isUsed($0, fields) }
        let hint: HTML = "<p class=\"small\">\(frame(LineWorkWords.peopleHint))</p>"
        return """
            <details class="more"\(" open", if: isOpen)><summary>\(frame(index == 0 ? LineWorkWords.people : LineWorkWords.another))</summary>\
            <div class="stack">\(hint, if: index == 0)\(group(index, fields))\(groups(from: index + 1, fields))</div></details>
            """
    }

    private func isUsed(_ index: Int, _ fields: Fields) -> Bool {
        PeopleFields.isFilled(fields.form, index)
            || fields.problems.contains { $0.field.hasPrefix(PeopleFields.name(index, "")) }
    }

    private func group(_ index: Int, _ fields: Fields) -> HTML {
        func name(_ field: String) -> String { PeopleFields.name(index, field) }
        let kinds = PeopleFields.kinds.map { ($0 == .people ? "" : $0.rawValue, frame(LineWorkWords.name(of: $0))) }
        return """
            <fieldset class="group stack"><legend>\(frame(LineWorkWords.group(index + 1)))</legend>\
            \(fields.text(name("item"), LineWorkWords.skill, hint: LineWorkWords.skillHint, who: AskWords.seenByAll))\
            \(fields.text(name("quantity"), LineWorkWords.count, mode: "decimal"))\
            \(fields.text(name("from"), LineWorkWords.from, hint: LineWorkWords.zone, kind: "datetime-local"))\
            \(fields.text(name("to"), LineWorkWords.to, hint: LineWorkWords.zone, kind: "datetime-local"))\
            \(fields.text(name("hours"), LineWorkWords.hours, hint: LineWorkWords.hoursHint))\
            \(fields.select(name("remote"), LineWorkWords.place, LineWorkParts.places(frame)))\
            \(fields.text(name("specification"), LineWorkWords.requirements, who: AskWords.seenByAll))\
            \(fields.select(name("kind"), LineWorkWords.kind, kinds))</fieldset>
            """
    }
}

/// The same of a line that is there already.
struct LineWorkParts {
    let frame: Frame

    static func places(_ frame: Frame) -> [(value: String, label: String)] {
        [
            ("", frame(LineWorkWords.unsaid)), ("no", frame(LineWorkWords.onSite)),
            ("yes", frame(LineWorkWords.remote)),
        ]
    }

    static func substitutes(_ frame: Frame) -> [(value: String, label: String)] {
        [("", frame(LineWorkWords.unsaid))]
            + Substitute.allCases.map { ($0.rawValue, frame(LineWorkWords.name(of: $0))) }
    }

    /// What of a line's time can be corrected, or whether something else may stand in for it.
    func corrections(_ line: NeedLine, _ fields: Fields) -> HTML {
        guard line.kind.hasTime else {
            return fields.select(
                "substitute.\(line.id)", LineWorkWords.of(LineWorkWords.substitute, line.item),
                LineWorkParts.substitutes(frame), chosen: line.substitute?.rawValue ?? "")
        }
        let work = line.work
        let hours = work.minutes.map { Format.decimal(Int64($0) * 1000 / 60) }
        return """
            \(fields.text("from.\(line.id)", LineWorkWords.of(LineWorkWords.from, line.item), hint: LineWorkWords.zone,
                kind: "datetime-local", value: work.from.map(Format.field)))\
            \(fields.text("to.\(line.id)", LineWorkWords.of(LineWorkWords.to, line.item), kind: "datetime-local",
                value: work.to.map(Format.field)))\
            \(fields.text("hours.\(line.id)", LineWorkWords.of(LineWorkWords.hours, line.item),
                hint: LineWorkWords.hoursHint, value: hours))\
            \(fields.select("remote.\(line.id)", LineWorkWords.of(LineWorkWords.place, line.item),
                LineWorkParts.places(frame), chosen: work.isRemote.map { $0 ? "yes" : "no" } ?? ""))
            """
    }

    /// The fields of a form that say it of the line with this id; nothing where the form asks nothing of the kind.
    static func entry(_ form: Form, _ id: String) -> LineWorkEntry {
        LineWorkEntry(
            from: form["from.\(id)"], to: form["to.\(id)"], hours: form["hours.\(id)"], remote: form["remote.\(id)"],
            substitute: form["substitute.\(id)"])
    }
}
