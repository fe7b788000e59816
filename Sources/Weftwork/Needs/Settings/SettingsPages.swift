internal import Database

/// How the desk of a network works, to be read by its members and changed by those who answer for it.
struct SettingsPages {
    let frame: Frame
    let network: Network
    let settings: DeskSettings
    let retention: Retention
    /// The latest changes.
    var story: [SealedEvent] = []

    var mayEdit: Bool { Policy.allows(.editSettings, frame.ask.viewer) }
    var path: String { "/n/\(network.slug)/settings" }

    func all(_ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let saved: HTML =
            frame.ask.query["done"] == "1"
            ? frame.toast(SettingsWords.saved) : ""
        let leads: HTML = "<p class=\"note\">\(frame(SettingsWords.onlyLeads))</p>"
        return frame.page(
            SettingsWords.title, area: .network,
            """
            \(saved)<h1>\(frame(SettingsWords.title))</h1><p>\(frame(SettingsWords.hint))</p>\(leads, if: !mayEdit)\
            \(fields.summary)<div class="stack loose">\(aboutCard(fields))\(clocksCard(fields))\(deskCard(fields))\(briefingsCard)\(checklistCard)\(catalogueCard)\
            \(keepingCard(fields))\(storyCard)</div>
            """)
    }

    // MARK: Who runs it

    private func aboutCard(_ fields: Fields) -> HTML {
        let own = fields.of("about"), about = settings.about
        let content: HTML =
            mayEdit
            ? """
            <form method="post" action="\(path)" class="stack narrow">\(own.hidden)\
            \(own.text("about.runBy", SettingsWords.runBy, value: about.runBy))\
            \(own.text("about.contact", SettingsWords.contact, value: about.contact))\
            \(own.text("about.complianceBy", SettingsWords.complianceBy, hint: SettingsWords.complianceHint,
                value: about.complianceBy))\
            \(own.text("about.complianceContact", SettingsWords.complianceContact, value: about.complianceContact))\
            <div class="row">\(saveButton)\(resetButton(.about))</div></form>
            """
            : """
            <dl class="facts"><dt>\(frame(SettingsWords.runBy))</dt><dd>\(frame.said(about.runBy))</dd>\
            <dt>\(frame(SettingsWords.contact))</dt><dd>\(frame.said(about.contact))</dd>\
            <dt>\(frame(SettingsWords.complianceBy))</dt><dd>\(frame.said(about.complianceBy))</dd>\
            <dt>\(frame(SettingsWords.complianceContact))</dt><dd>\(frame.said(about.complianceContact))</dd></dl>
            """
        return card("about", SettingsWords.about, SettingsWords.aboutHint, content)
    }

    // MARK: Clocks

    private func clocksCard(_ fields: Fields) -> HTML {
        card(
            "clocks", SettingsWords.clocks, mayEdit ? SettingsWords.clocksHint : nil,
            mayEdit ? clocksForm(fields.of("clocks")) : clocksTable)
    }

    private func clocksForm(_ own: Fields) -> HTML {
        let steps = ClockLengths.steps.map { step -> HTML in
            if settings.isFixed(step) { return fixedStep(step) }
            let cells = Need.Urgency.allCases.map { urgency in
                own.text(
                    "clocks.steps.\(step.rawValue).\(urgency.name)", NeedWords.name(of: urgency), isRequired: true,
                    value: typed(settings.clocks.length(of: step, urgency: urgency)))
            }
            return """
                <fieldset class="group"><legend>\(frame(RosterWords.step(step.rawValue)))</legend>\
                <div class="four">\(cells)</div></fieldset>
                """
        }
        let retries = settings.clocks.retries.enumerated().map { index, length in
            own.text(
                "clocks.retries.\(index)", SettingsWords.attempt(index + 1), isRequired: true, value: typed(length))
        }
        return """
            <form method="post" action="\(path)" class="stack loose">\(own.hidden)\
            <input type="hidden" name="version" value="\(settings.version)">\(steps)\
            <fieldset class="group"><legend>\(frame(SettingsWords.retries))</legend><div class="four">\(retries)\
            \(own.text("clocks.reachLimit", SettingsWords.reachLimit, isRequired: true,
                value: typed(settings.clocks.reachLimit)))</div></fieldset>\
            <div class="row">\(saveButton)\(resetButton(.clocks))</div></form>
            """
    }

    /// A step of which the adopted rules say how long it may take.
    private func fixedStep(_ step: NeedClocks.Step) -> HTML {
        let rows = Need.Urgency.allCases.map { urgency -> HTML in
            let length = typed(settings.clocks.length(of: step, urgency: urgency))
            return "<dt>\(frame(NeedWords.name(of: urgency)))</dt><dd class=\"num\">\(length)</dd>"
        }
        return """
            <fieldset class="group"><legend>\(frame(RosterWords.step(step.rawValue)))</legend>\
            <dl class="facts">\(rows)</dl>\(byRules)</fieldset>
            """
    }

    private var byRules: HTML {
        guard let fixed = settings.fixed else { return "" }
        return """
            <p class="note">\(frame.icon("lock"))<a href="/n/\(network.slug)/governance#settings">\(frame(SettingsWords.rulesSet(fixed.rules)))</a></p>
            """
    }

    private var clocksTable: HTML {
        let heads = Need.Urgency.allCases.map { "<th scope=\"col\">\(frame(NeedWords.name(of: $0)))</th>" as HTML }
        let rows = ClockLengths.steps.map { step -> HTML in
            let cells = Need.Urgency.allCases.map { urgency -> HTML in
                """
                <td role="cell" class="num" data-label="\(frame(NeedWords.name(of: urgency)))">\
                \(typed(settings.clocks.length(of: step, urgency: urgency)))</td>
                """
            }
            return """
                <tr role="row"><th scope="row" role="rowheader">\(frame(RosterWords.step(step.rawValue)))\
                \(byRules, if: settings.isFixed(step))</th>\(cells)</tr>
                """
        }
        return """
            <table class="data" role="table"><thead><tr role="row"><td></td>\(heads)</tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private func typed(_ length: Int64) -> String { Format.exactSpan(length, in: frame.language) }

    // MARK: Sharing the work

    private func deskCard(_ fields: Fields) -> HTML {
        let own = fields.of("desk"), desk = settings.desk
        let rows: [(name: String, words: Text, value: Int)] = [
            ("desk.mostOpen", SettingsWords.mostOpen, desk.mostOpen),
            ("desk.secondLook", SettingsWords.secondLook, desk.secondLook),
            ("desk.restAfter", SettingsWords.restAfter, desk.restAfter),
        ]
        let inputs = rows.map {
            own.text($0.name, $0.words, mode: "numeric", isRequired: true, value: String($0.value))
        }
        let facts = rows.map { "<dt>\(frame($0.words))</dt><dd class=\"num\">\($0.value)</dd>" as HTML }
        let content: HTML =
            mayEdit
            ? """
            <form method="post" action="\(path)" class="stack narrow">\(own.hidden)\(inputs)\
            <div class="row">\(saveButton)\(resetButton(.desk))</div></form>
            """ : "<dl class=\"facts\">\(facts)</dl>"
        return card("desk", SettingsWords.desk, SettingsWords.deskHint, content)
    }

    // MARK: Lists

    private var checklistCard: HTML {
        let rows = settings.checklist.questions.map { question in
            listed(
                "\(path)/questions/\(question.id)", frame(question.words),
                "<span>\(frame(categories(question.categories)))</span>")
        }
        return listCard(
            "checklist", SettingsWords.checklist, SettingsWords.checklistHint, rows, add: "\(path)/questions/new",
            SettingsWords.addQuestion, .checklist)
    }

    private var catalogueCard: HTML {
        let rows = settings.catalogue.items.map { item in
            let mark: HTML =
                item.isControlled
                ? "<span class=\"badge warn\">\(frame.icon("shield"))\(frame(SettingsWords.controlledMark))</span>" : ""
            return listed(
                "\(path)/items/\(item.id)", item.name(in: frame.language),
                "<span>\(frame(NeedWords.name(of: item.category)))</span>\(mark)")
        }
        return listCard(
            "catalogue", SettingsWords.catalogue, SettingsWords.catalogueHint, rows, add: "\(path)/items/new",
            SettingsWords.addItem, .catalogue)
    }

    func listed(_ address: String, _ name: String, _ facts: HTML) -> HTML {
        mayEdit
            ? """
            <a class="wait" data-item href="\(address)"><strong>\(frame.said(name))</strong>\(frame.icon("arrow"))\
            <span class="small row">\(facts)</span></a>
            """
            : "<div class=\"wait\"><strong>\(frame.said(name))</strong><span class=\"small row\">\(facts)</span></div>"
    }

    private func listCard(
        _ id: StaticString, _ title: Text, _ hint: Text, _ rows: [HTML], add: String, _ addWords: Text,
        _ part: DeskSettings.Part
    ) -> HTML {
        let buttons: HTML =
            mayEdit
            ? """
            <form method="post" action="\(path)" class="row">\(frame.hidden)\
            <a class="btn" href="\(add)">\(frame.icon("plus"))\(frame(addWords))</a>\(resetButton(part))</form>
            """ : ""
        return card(
            id, title, hint,
            "<details class=\"more\"><summary>\(frame(title)) <small class=\"num\">\(rows.count)</small></summary>\(rows)</details>\(buttons)"
        )
    }

    func categories(_ categories: Set<Need.Category>) -> Text {
        if categories.count == Need.Category.allCases.count { return SettingsWords.everyCategory }
        if categories.isEmpty { return SettingsWords.noCategory }
        let names = Need.Category.allCases.filter(categories.contains).map { frame(NeedWords.name(of: $0)) }
        return .verbatim(names.joined(separator: frame(SiteWords.listComma)))
    }

    func card(_ id: StaticString, _ title: Text, _ hint: Text?, _ content: HTML) -> HTML {
        let words: HTML = hint.map { "<p class=\"small\">\(frame($0))</p>" } ?? ""
        return
            "<section class=\"card\" id=\"\(HTML(stringLiteral: id))\"><h2>\(frame(title))</h2>\(words)\(content)</section>"
    }

    var saveButton: HTML { "<button class=\"btn main\">\(frame(SettingsWords.save))</button>" }

    func resetButton(_ part: DeskSettings.Part) -> HTML {
        guard settings.isChanged(part) else { return "" }
        return
            "<button class=\"btn quiet\" name=\"reset\" value=\"\(part.rawValue)\">\(frame(SettingsWords.reset))</button>"
    }

    // MARK: One entry

    func item(_ item: Catalogue.Item?, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let options = Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        let isControlled = form.pairs.isEmpty ? item?.isControlled == true : form["controlled"] == "1"
        let words = item?.words.joined(separator: frame(SiteWords.listComma))
        let raise: HTML =
            item == nil
            ? "" : "<button class=\"btn\" name=\"do\" value=\"raise\">\(frame(SettingsWords.raise))</button>"
        return entry(
            SettingsWords.item, fields, "items/\(item?.id ?? "new")",
            """
            \(fields.text("zh", SettingsWords.nameZh, value: item?.zh))\(fields.text("en", SettingsWords.nameEn, value: item?.en))\
            \(fields.area("words", SettingsWords.words, rows: 2, hint: SettingsWords.wordsHint, value: words))\
            \(fields.select("category", AskWords.categoryLabel, options, chosen: item?.category.rawValue))\
            <label class="option"><input type="checkbox" name="controlled" value="1"\(" checked", if: isControlled)>\
            <span>\(frame(SettingsWords.controlled))</span></label>
            """, others: raise, remove: item == nil ? nil : SettingsWords.remove)
    }

    func question(_ question: Checklist.Question?, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let chosen =
            form.pairs.isEmpty
            ? Set((question?.categories ?? Set(Need.Category.allCases)).map(\.rawValue)) : Set(form.all("categories"))
        let boxes = Need.Category.allCases.map { category -> HTML in
            """
            <label><input type="checkbox" name="categories" value="\(category.rawValue)"\
            \(" checked", if: chosen.contains(category.rawValue))> \(frame(NeedWords.name(of: category)))</label>
            """
        }
        return entry(
            SettingsWords.question, fields, "questions/\(question?.id ?? "new")",
            """
            \(fields.text("zh", SettingsWords.questionZh, value: question?.zh))\
            \(fields.text("en", SettingsWords.questionEn, value: question?.en))\
            <fieldset class="choice" id="f-categories"><legend>\(frame(SettingsWords.askedFor))</legend>\(boxes)</fieldset>
            """, others: "", remove: question == nil ? nil : SettingsWords.removeQuestion)
    }

    func entry(
        _ title: Text, _ fields: Fields, _ place: String, _ content: HTML, others: HTML, remove: Text?
    ) -> HTML {
        let removal: HTML =
            remove.map {
                "<button class=\"btn quiet\" name=\"do\" value=\"remove\">\(frame.icon("cross"))\(frame($0))</button>"
            } ?? ""
        return frame.page(
            title, area: .network,
            """
            <div class="stack narrow"><p><a href="\(path)">\(frame(SettingsWords.back))</a></p><h1>\(frame(title))</h1>\
            \(fields.summary)<form method="post" action="\(path)/\(place)" class="stack">\(frame.hidden)\(content)\
            <div class="row">\(saveButton)\(others)\(removal)</div></form></div>
            """)
    }
}

extension DeskSettings {
    /// Whether a part differs from what ships with the product.
    func isChanged(_ part: Part) -> Bool {
        let shipped = DeskSettings.shipped
        return switch part {
        case .about: about != shipped.about
        case .clocks: clocks != shipped.clocks
        case .desk: desk != shipped.desk
        case .catalogue: catalogue != shipped.catalogue
        case .checklist: checklist != shipped.checklist
        case .briefings: briefings != shipped.briefings
        }
    }
}
