internal import Database
internal import Engine

/// The public intake: one screen, one minute, no account.
struct AskPages {
    let frame: Frame
    let network: Network
    let settings: DeskSettings
    let tempo: DeskTempo
    let places: Places
    /// By which it is known how long the form was open.
    let opened: String
    /// So long a contact is kept after the end.
    let keptDays: Int
    var extras = AskExtras()
    /// What authorities keep to themselves here.
    var limits = RestrictionReading.none
    /// Those that go on: what one must know first, and what the need may belong to.
    var emergencies: [Emergency] = []
    /// The way past the limit of an address.
    var pass = IntakePass.Step.none

    /// - Parameter preview: what was typed, to be shown as everybody will see it.
    func form(_ form: Form, _ problems: [FieldProblem], preview: Need? = nil) -> HTML {
        let fields = Fields(frame, form, problems)
        let urgencies = Need.Urgency.allCases.map {
            ($0.name, "\(frame(NeedWords.name(of: $0))) · \(frame(NeedWords.hint(of: $0)))")
        }
        let first = ["title", "lines", "urgency", "contact.phone", "contact.name", "emergency"]
        let hasMore =
            problems.contains { !first.contains($0.field) && !$0.field.hasPrefix("people.") }
            || form.pairs.contains { pair in
                !pair.value.isEmpty && !["_", "people."].contains(where: pair.name.hasPrefix)
                    && !(first + ["do"]).contains(pair.name)
            }
        let draft = "ask-\(network.slug)"
        let beside = SimilarParts(frame: frame, slug: network.slug)
        let parts = EmergencyParts(frame: frame, slug: network.slug)
        return frame.page(
            AskWords.title,
            """
            <div class="stack narrow"><h1>\(frame(AskWords.title))</h1><p class="note">\(frame(AskWords.promise)) \
            \(frame(AskWords.firstAnswer(settings.clocks.length(of: .firstAnswer, urgency: .critical),
                settings.clocks.length(of: .firstAnswer, urgency: .normal))))</p>\
            <p class="small"><strong>\(frame(BurstWords.reading(tempo)))</strong> \(frame(AskWords.inDanger))</p>\
            \(parts.pinned(emergencies))\(restricted.asking(limits.restrictions))\(fields.summary)\(beside.earlier(extras.earlier))\(preview.map(card) ?? "")\(beside.section(extras.similar, form))\
            <form method="post" action="/n/\(network.slug)/ask" class="stack loose"\(frame.draft(draft)) \
            data-similar="/n/\(network.slug)/ask/similar">\(frame.hidden)\
            \(beside.origin(extras))\
            <input type="hidden" name="_opened" value="\(form["_opened"] ?? opened)">\(asTyped(form, problems))\
            \(fields.text("title", AskWords.titleLabel, hint: AskWords.titleHint, who: AskWords.seenByAll, isRequired: true))\
            \(fields.area("lines", AskWords.linesLabel, rows: 4, hint: AskWords.linesHint, who: AskWords.seenByAll,
                isRequired: true))\(picks)\(PeopleFields(frame: frame).html(fields))<div data-similar-list aria-live="polite"></div>\
            \(fields.choice("urgency", AskWords.urgencyLabel, urgencies, chosen: "normal"))\(parts.choice(fields, emergencies))\
            \(fields.text("contact.phone", AskWords.phoneLabel, hint: AskWords.wayHint, who: AskWords.seenByCase, kind: "tel",
                mode: "tel", autocomplete: "tel", isRequired: true))\
            \(fields.text("contact.name", AskWords.nameLabel, who: AskWords.seenByCase, autocomplete: "name"))\
            <details class="more"\(" open", if: hasMore)><summary>\(frame(AskWords.more))</summary>\(more(fields))</details>\
            <p class="small">\(frame.icon("lock"))\(frame.said(frame(AskWords.runBy(settings.about, network.name)))) \
            \(frame(AskWords.keeping(keptDays)))</p>\
            \(IntakePassParts(frame: frame).html(pass, fields))\
            <div class="act"><button class="btn main wide">\(frame(AskWords.send))</button></div>\
            <p><button class="btn" name="do" value="preview">\(frame.icon("eye"))\(frame(AskWords.preview))</button></p>\
            \(beside.apart(extras))\
            <p class="small">\(frame(AskWords.afterwards))</p></form></div>
            """)
    }

    private func asTyped(_ form: Form, _ problems: [FieldProblem]) -> HTML {
        AskingBack.marks(form, problems, AskPages.entry(form, language: frame.language)).map { mark -> HTML in
            "<input type=\"hidden\" name=\"asTyped\" value=\"\(mark)\">"
        }.joined()
    }

    /// What people ask for most, to be tapped instead of typed; it needs JavaScript and is hidden without.
    private var picks: HTML {
        let names = settings.catalogue.items.map { item -> HTML in
            "<button type=\"button\" class=\"btn quiet\">\(frame.said(item.name(in: frame.language)))</button>"
        }
        return """
            <details class="more picks" data-picks="f-lines" hidden><summary>\(frame(AskWords.picks))</summary>\
            <div class="row">\(names)</div></details>
            """
    }

    private var restricted: RestrictionParts { RestrictionParts(frame: frame, slug: network.slug) }

    /// The public card as it will look, made by the same redaction.
    private func card(_ need: Need) -> HTML {
        let view = NeedView(
            need, for: Viewer(.anonymous, language: frame.language), ties: [], ownerName: "", now: frame.now,
            limits: limits)
        let parts = NeedParts(frame)
        let lines: HTML =
            if case .full(let lines) = view.lines { "\(lines.map { parts.line($0) })" } else {
                "\(frame(BoardWords.heldText))"
            }
        return """
            <section class="card" id="preview" role="status"><p class="small">\(frame.icon("eye"))\(frame(AskWords.previewHint))</p>\
            <div class="row">\(parts.urgency(view.urgency))<span class="small">\(parts.area(view.area))</span></div>\
            <h2>\(frame.said(view.title ?? frame(BoardWords.heldText)))</h2><div class="lines">\(lines)</div>\
            \(restricted.beforeSending(view.restrictions))</section>
            """
    }

    private func more(_ fields: Fields) -> HTML {
        let categories =
            [("", frame(AskWords.categoryGuess))]
            + Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        let sources = Need.SourceKind.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        let consent = [("yes", frame(CaseWords.yes)), ("no", frame(CaseWords.no))]
        return """
            <div class="stack">\
            \(fields.text("contact.email", AskWords.emailLabel, who: AskWords.seenByCase, kind: "email", mode: "email",
                autocomplete: "email"))\
            \(fields.text("contact.wechat", AskWords.wechatLabel, who: AskWords.seenByCase))\
            \(fields.text("contact.preference", AskWords.preferenceLabel, who: AskWords.seenByCase))\
            \(fields.text("institution", AskWords.institutionLabel, who: AskWords.seenByCase, autocomplete: "organization"))\
            \(PlaceParts(frame: frame, places: places).country(fields))\
            \(fields.text("province", AskWords.provinceLabel, who: AskWords.seenByAll))\
            \(fields.text("city", AskWords.cityLabel, who: AskWords.seenByAll))\
            \(fields.text("district", AskWords.districtLabel, who: AskWords.seenByAll))\(PlaceParts(frame: frame, places: places).whichPlace(fields))\
            \(fields.text("place.address", AskWords.addressLabel, who: AskWords.seenByCase, autocomplete: "street-address"))\
            \(fields.text("place.link", PlaceWords.linkLabel, hint: PlaceWords.linkHint, who: PlaceWords.seenExact))\(PlaceParts(frame: frame, places: places).datum(fields))\
            \(fields.text("place.receiving", AskWords.receivingLabel, who: AskWords.seenByCase))\
            \(fields.text("neededBy", AskWords.neededByLabel, who: AskWords.seenByAll, kind: "datetime-local"))\
            \(fields.select("substitute", LineWorkWords.substitute, LineWorkParts.substitutes(frame)))\
            \(fields.select("category", AskWords.categoryLabel, categories))\
            \(fields.area("description", AskWords.descriptionLabel, rows: 3, who: AskWords.seenByMembers))\
            \(fields.select("source.kind", AskWords.sourceLabel, sources))\
            \(fields.text("source.reference", AskWords.referenceLabel, who: AskWords.seenByCase))\
            \(fields.text("onBehalfOf", AskWords.onBehalfLabel, who: AskWords.seenByCase))\
            \(fields.choice("consent", AskWords.consentLabel, consent))</div>
            """
    }

    /// The form's fields as an entry; every door fills the same one.
    static func entry(_ form: Form, language: Language) -> NeedEntry {
        var entry = NeedEntry()
        entry.title = form["title"] ?? ""
        entry.pastedLines = form["lines"] ?? ""
        entry.substitute = form["substitute"] ?? ""
        entry.lines = PeopleFields.lines(form)
        entry.description = form["description"] ?? ""
        entry.category = form["category"] ?? ""
        entry.urgency = form["urgency"] ?? ""
        entry.neededBy = (form["neededBy"] ?? "").replacing("T", with: " ")
        let area = [form["province"] ?? "", form["city"] ?? "", form["district"] ?? ""]
        let country = form["country"] ?? ""
        entry.area = country.isEmpty && area.allSatisfy(\.isEmpty) ? [] : [country] + area
        entry.address = form["place.address"] ?? ""
        entry.areaCode = form["place.areaCode"] ?? ""
        entry.mapLink = form["place.link"] ?? ""
        entry.datum = form["place.datum"] ?? ""
        entry.asksArea = true
        entry.asTyped = Set(form.all("asTyped"))
        entry.receiving = form["place.receiving"] ?? ""
        entry.sourceKind = form["source.kind"] ?? ""
        entry.reference = form["source.reference"] ?? ""
        entry.institution = form["institution"] ?? ""
        entry.onBehalfOf = form["onBehalfOf"] ?? ""
        entry.consent = form["consent"] ?? ""
        entry.name = form["contact.name"] ?? ""
        entry.phone = form["contact.phone"] ?? ""
        entry.email = form["contact.email"] ?? ""
        entry.wechat = form["contact.wechat"] ?? ""
        entry.preference = form["contact.preference"] ?? ""
        entry.emergency = form["emergency"] ?? ""
        entry.language = language
        return entry
    }
}
