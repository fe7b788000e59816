/// Form controls with label, hint, error and who will see them.
struct Fields {
    let frame: Frame
    /// What was typed; shown again when something was wrong with it.
    let form: Form
    let problems: [FieldProblem]
    /// Which of the page's forms these stand in; empty where the page has one.
    let scope: String
    /// What a field is called where the words of a problem don't say it: "This is missing" is said of which?
    private var names: @Sendable (String) -> Text? = { _ in nil }

    init(_ frame: Frame, _ form: Form = Form(), _ problems: [FieldProblem] = [], scope: String = "") {
        self.frame = frame
        self.form = form
        self.problems = problems
        self.scope = scope
    }

    /// The fields of one form among several: what was typed, and what was wrong with it, belongs to the form that was sent.
    func of(_ scope: String) -> Fields {
        form[Fields.scopeField] == scope
            ? Fields(frame, form, problems, scope: scope) : Fields(frame, Form(), [], scope: scope)
    }

    /// The same, whose summary names each field.
    func naming(_ names: @escaping @Sendable (_ field: String) -> Text?) -> Fields {
        var fields = self
        fields.names = names
        return fields
    }

    /// The form that was sent.
    var sentScope: String { form[Fields.scopeField] ?? "" }

    private static let scopeField = "_form"

    /// The hidden fields of this form.
    var hidden: HTML {
        "\(frame.hidden)<input type=\"hidden\" name=\"\(Fields.scopeField)\" value=\"\(scope)\">"
    }

    /// Whether this is the form that was sent.
    var isSent: Bool { !form.pairs.isEmpty }

    /// Folded away until it is wanted; open when it was sent and refused.
    func folded(_ words: Text, _ content: HTML) -> HTML {
        """
        <details class="more"\(" open", if: !problems.isEmpty)><summary>\(frame(words))</summary>\(content)</details>
        """
    }

    /// The error summary: what is wrong, with a link to each field.
    var summary: HTML {
        guard !problems.isEmpty else { return "" }
        let items = problems.map { problem -> HTML in
            problem.field.isEmpty
                ? "<li>\(frame(problem.message))</li>"
                : "<li><a href=\"#\(of(sentScope).id(problem.field))\">\(frame.said(frame(said(problem))))</a></li>"
        }
        return """
            <div class="errors" role="alert" tabindex="-1"><h2>\(frame(problems.allSatisfy(\.field.isEmpty) ? SiteWords.notDone : SiteWords.invalid))</h2><ul>\(items)</ul></div>
            """
    }

    private func said(_ problem: FieldProblem) -> Text {
        guard let name = names(problem.field) else { return problem.message }
        return Text(zh: "\(name)：\(problem.message)", en: "\(name): \(problem.message)")
    }

    func text(
        _ name: String,
        _ label: Text,
        hint: Text? = nil,
        who: Text? = nil,
        kind: StaticString = "text",
        mode: StaticString = "text",
        autocomplete: StaticString = "off",
        isRequired: Bool = false,
        isFirst: Bool = false,
        value: String? = nil
    ) -> HTML {
        """
        <div class="field\(bad(name))"><label for="\(id(name))">\(frame.said(frame(label)))\(optional(isRequired))</label>\
        \(hintPart(name, hint))\(error(name))\
        <input id="\(id(name))" name="\(name)" type="\(HTML(stringLiteral: kind))" inputmode="\(HTML(stringLiteral: mode))" \
        autocomplete="\(HTML(stringLiteral: autocomplete))" value="\(form[name] ?? value ?? "")"\(describedBy(name, hint))\(" autofocus", if: isFirst)>\
        \(whoPart(who))</div>
        """
    }

    /// One photo: from the camera or from what is on the device.
    func file(_ name: String, _ label: Text, hint: Text? = nil) -> HTML {
        """
        <div class="field\(bad(name))"><label for="\(id(name))">\(frame.said(frame(label)))</label>\
        \(hintPart(name, hint))\(error(name))\
        <input id="\(id(name))" name="\(name)" type="file" accept="image/jpeg,image/png,image/webp"\(describedBy(name, hint))></div>
        """
    }

    func area(
        _ name: String,
        _ label: Text,
        rows: Int = 3,
        hint: Text? = nil,
        who: Text? = nil,
        isRequired: Bool = false,
        value: String? = nil
    ) -> HTML {
        """
        <div class="field\(bad(name))"><label for="\(id(name))">\(frame.said(frame(label)))\(optional(isRequired))</label>\
        \(hintPart(name, hint))\(error(name))\
        <textarea id="\(id(name))" name="\(name)" rows="\(rows)"\(describedBy(name, hint))>\(form[name] ?? value ?? "")</textarea>\
        \(whoPart(who))</div>
        """
    }

    func select(
        _ name: String,
        _ label: Text,
        _ options: [(value: String, label: String)],
        chosen: String? = nil,
        hint: Text? = nil
    ) -> HTML {
        let current = form[name] ?? chosen
        let items = options.map { option -> HTML in
            "<option value=\"\(option.value)\"\(" selected", if: option.value == current)>\(option.label)</option>"
        }
        return """
            <div class="field\(bad(name))"><label for="\(id(name))">\(frame.said(frame(label)))</label>\(hintPart(name, hint))\(error(name))\
            <select id="\(id(name))" name="\(name)"\(describedBy(name, hint))>\(items)</select></div>
            """
    }

    func choice(
        _ name: String,
        _ label: Text,
        _ options: [(value: String, label: String)],
        chosen: String? = nil
    ) -> HTML {
        let current = form[name] ?? chosen
        let items = options.map { option -> HTML in
            """
            <label><input type="radio" name="\(name)" value="\(option.value)"\(" checked", if: option.value == current)> \
            \(option.label)</label>
            """
        }
        return choice(name, label, items)
    }

    /// A choice whose answers are made already.
    func choice(_ name: String, _ label: Text, _ items: [HTML]) -> HTML {
        """
        <fieldset class="choice" id="\(id(name))"><legend>\(frame(label))</legend>\(error(name))\(items)</fieldset>
        """
    }

    /// Several fields that are one answer.
    func group(_ name: String, _ label: Text, _ items: [HTML]) -> HTML {
        """
        <fieldset class="group\(bad(name))" id="\(id(name))"><legend>\(frame.said(frame(label)))</legend>\(error(name))\(items)</fieldset>
        """
    }

    func button(_ label: Text, kind: StaticString = "main", name: String? = nil, value: String = "") -> HTML {
        let pair: HTML = name.map { " name=\"\($0)\" value=\"\(value)\"" } ?? ""
        return "<button class=\"btn \(HTML(stringLiteral: kind))\"\(pair)>\(frame(label))</button>"
    }

    private static func anchor(_ name: String) -> String {
        name.map { $0.isLetter || $0.isNumber || $0 == "_" ? String($0) : "-" }.joined()
    }

    func id(_ name: String) -> String { Fields.anchor(scope.isEmpty ? "f-\(name)" : "f-\(scope)-\(name)") }

    private func bad(_ name: String) -> HTML {
        problems.contains { $0.field == name } ? " bad" : ""
    }

    func error(_ name: String) -> HTML {
        guard let problem = problems.first(where: { $0.field == name }) else { return "" }
        return "<span class=\"err\" id=\"\(id(name))-err\">\(frame(problem.message))</span>"
    }

    private func hintPart(_ name: String, _ hint: Text?) -> HTML {
        hint.map { "<span class=\"hint\" id=\"\(id(name))-hint\">\(frame($0))</span>" } ?? ""
    }

    private func whoPart(_ who: Text?) -> HTML {
        who.map { "<span class=\"who\">\(frame.icon("eye"))\(frame($0))</span>" } ?? ""
    }

    private func optional(_ isRequired: Bool) -> HTML {
        isRequired ? "" : " <small>\(frame(SiteWords.optional))</small>"
    }

    private func describedBy(_ name: String, _ hint: Text?) -> HTML {
        let isBad = problems.contains { $0.field == name }
        var ids: [String] = []
        if hint != nil { ids.append("\(id(name))-hint") }
        if isBad { ids.append("\(id(name))-err") }
        let described: HTML = ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
        return "\(described)\(" aria-invalid=\"true\"", if: isBad)"
    }
}
