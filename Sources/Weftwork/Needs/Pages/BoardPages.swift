internal import Database
internal import Engine

/// The board: what is needed, with filters that are links.
struct BoardPages {
    let frame: Frame
    let network: Network
    let viewer: Viewer
    let places: Places
    /// Where its filters lead: the list, or its map.
    var isMap = false
    /// Those that go on, and the one that alone is shown.
    var emergencies: [Emergency] = []
    /// What of the filters could not be read.
    var problems: [FieldProblem] = []
    /// What others put at its head.
    var more: HTML = ""
    /// How fast the desk works now; said while more comes than it can do.
    var tempo: DeskTempo?

    /// When somebody who asks now is answered, while many do.
    var burstNote: HTML {
        guard let tempo, tempo.isBurst else { return "" }
        return "<p class=\"note warn\" id=\"burst\">\(frame(BurstWords.reading(tempo)))</p>"
    }

    private var emergencyParts: EmergencyParts { EmergencyParts(frame: frame, slug: network.slug) }

    func board(_ query: BoardQuery, _ page: BoardPage) -> HTML {
        let parts = NeedParts(frame)
        let cards = page.rows.map { row -> HTML in
            let view = NeedView(row, for: viewer, ownerName: "", now: frame.now)
            return parts.card(view, lines: row.firstLines(3), more: max(0, row.lineCount - 3), slug: network.slug)
        }
        return frame.page(
            BoardWords.title, area: .needs,
            """
            <div data-live="/api/v1/networks/\(network.slug)/events" data-live-last="\(page.newest)" \
            data-live-kinds="published claimed claimDelivered claimReleased claimConfirmed withdrawn stale" \
            data-live-words-new="\(frame(SiteWords.newItems))" data-live-words-on="\(frame(SiteWords.live))" \
            data-live-words-off="\(frame(SiteWords.offline))"><div class="new-items" role="status"></div></div>\
            <div class="head"><h1>\(frame(BoardWords.title)) \
            <small class="num">\(frame(BoardWords.count(page.total, isExact: page.totalIsExact)))</small></h1>\
            <span class="live" hidden></span>\(more)\
            <a class="btn main" href="/n/\(network.slug)/ask">\(frame.icon("plus"))\(frame(BoardWords.ask))</a></div>\
            \(burstNote)\(emergencyParts.pinned(emergencies.filter(EmergencyRules.takesNeeds)))\(filters(query))\
            <div class="grid">\(cards)</div>\(empty, if: cards.isEmpty)\(pager(page))\(tools)
            """)
    }

    /// List or map, and what narrows them: the same for both.
    func filters(_ query: BoardQuery) -> HTML {
        let form = frame.ask.query.with("cursor", nil).with("lang", nil).with("of", nil)
        let ways = [(PlaceWords.asList, "needs", !isMap), (PlaceWords.asMap, "needs/map", isMap)].map {
            words, path, isNow -> HTML in
            let current: HTML = isNow ? " aria-current=\"true\"" : ""
            let query = form.encoded
            return """
                <a href="/n/\(network.slug)/\(path)\(query.isEmpty ? "" : "?\(query)")"\(current)>\(frame(words))</a>
                """
        }
        return """
            <nav class="filters" aria-label="\(frame(PlaceWords.views))">\(ways)</nav>\(areaNote(query))\(emergencyNote(query))\(filterLinks(query))\(filterForm(query))
            """
    }

    /// Which area alone is shown, and the way out of it.
    private func areaNote(_ query: BoardQuery) -> HTML {
        guard let code = query.areaCode, !isMap else { return "" }
        let name: HTML =
            places.catalogue.area(code).map { PlaceParts(frame: frame, places: places).full($0) }
            ?? "\(frame(PlaceWords.unplaced))"
        let free = frame.ask.query.with("cursor", nil).with("lang", nil).with("areaCode", nil).with("areaOnly", nil)
        return """
            <p class="row"><span>\(frame(PlaceWords.onlyHere)) <strong>\(name)</strong></span>\
            <a href="\(address(free))">\(frame(PlaceWords.everywhere))</a></p>
            """
    }

    /// Of which emergency alone needs are shown, and the way out of it.
    private func emergencyNote(_ query: BoardQuery) -> HTML {
        let free = frame.ask.query.with("cursor", nil).with("lang", nil).with("emergency", nil)
        return emergencyParts.note(query, emergencies, free: address(free))
    }

    /// What a link of the map has said stays when the form is sent.
    private var kept: [HTML] {
        ["areaCode", "areaOnly", "of", "emergency"].compactMap { name in
            frame.ask.query.text(name).map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" }
        }
    }

    /// The filters people take most, one tap each.
    private func filterLinks(_ query: BoardQuery) -> HTML {
        var links: [HTML] = []
        func add(_ words: Text, _ form: Form, _ isCurrent: Bool) {
            let current: HTML = isCurrent ? " aria-current=\"true\"" : ""
            links.append("<a href=\"\(address(form))\"\(current)>\(frame(words))</a>")
        }
        let plain = frame.ask.query.with("cursor", nil).with("lang", nil)
        add(BoardWords.all, Form(), plain == Form())
        for urgency in [Need.Urgency.critical, .high] {
            let isOn = query.urgencies == [urgency]
            add(NeedWords.name(of: urgency), plain.with("urgency", isOn ? nil : urgency.name), isOn)
        }
        for category in [Need.Category.protective, .medical, .hygiene, .people, .transport] {
            let isOn = query.categories == [category]
            add(NeedWords.name(of: category), plain.with("category", isOn ? nil : category.rawValue), isOn)
        }
        for emergency in emergencies where EmergencyRules.takesNeeds(emergency) {
            let isOn = query.emergency == emergency.id
            add(.verbatim(emergency.name), plain.with("emergency", isOn ? nil : emergency.id.description), isOn)
        }
        if viewer.member?.area != nil {
            let isOn = query.near?.isAroundReader == true
            add(
                PlaceWords.nearMe, plain.with("near", isOn ? nil : "me").with("radiusKm", isOn ? nil : "50"), isOn)
        }
        if Policy.allows(.seeCase, viewer) {
            add(
                BoardWords.open, plain.with("state", "published,inProgress"), query.states == [.published, .inProgress])
            add(BoardWords.late, plain.with("late", query.isLate ? nil : "1"), query.isLate)
            if !emergencies.isEmpty {
                add(
                    EmergencyWords.everyday,
                    plain.with("emergency", query.isEveryday ? nil : EmergencyRules.none), query.isEveryday)
            }
            add(BoardWords.mine, plain.with("owner", query.owner == nil ? "me" : nil), query.owner != nil)
        }
        return "<nav class=\"filters\" aria-label=\"\(frame(BoardWords.filters))\">\(links)</nav>"
    }

    private func filterForm(_ query: BoardQuery) -> HTML {
        let fields = Fields(frame, frame.ask.query, problems)
        let isDesk = Policy.allows(.seeCase, viewer)
        let states: [Need.State] =
            isDesk ? Need.State.allCases : [.published, .inProgress, .delivered, .confirmed, .closed]
        let isOpen =
            !query.area.isEmpty || !query.text.isEmpty || query.near != nil || query.age != nil || !problems.isEmpty
        return """
            <details class="more"\(" open", if: isOpen)><summary>\(frame(BoardWords.filters))</summary>\
            <form class="stack" action="/n/\(network.slug)/\(place)">\(kept)<div class="grid">\
            \(fields.text("q", BoardWords.words, kind: "search", isRequired: true))\
            \(fields.text("area", BoardWords.area, hint: BoardWords.areaHint, isRequired: true))\
            \(fields.text("near", PlaceWords.near, hint: PlaceWords.nearHint, isRequired: true))\
            \(fields.text("radiusKm", PlaceWords.nearRadius, mode: "numeric", isRequired: true))\
            \(fields.select("age", BoardWords.age, [("", frame(BoardWords.anyAge))]
                + BoardQuery.Age.allCases.map { ($0.rawValue, frame(BoardWords.name(of: $0))) }))\
            \(fields.select("category", BoardWords.category, [("", frame(BoardWords.anyCategory))]
                + Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }))\
            \(fields.select("urgency", BoardWords.urgency, [("", frame(BoardWords.anyUrgency))]
                + Need.Urgency.allCases.map { ($0.name, frame(NeedWords.name(of: $0))) }))\
            \(fields.select("state", BoardWords.state, [("", frame(BoardWords.everyState))]
                + states.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }))\
            \(fields.select("sort", BoardWords.sort, BoardQuery.Sort.allCases.map { ($0.rawValue, frame(BoardWords.name(of: $0))) }))\
            </div><button class="btn">\(frame.icon("filter"))\(frame(BoardWords.apply))</button></form></details>
            """
    }

    private var empty: HTML {
        """
        <div class="empty">\(frame.icon("search"))<h2>\(frame(BoardWords.empty))</h2><p>\(frame(BoardWords.emptyHint))</p></div>
        """
    }

    private func pager(_ page: BoardPage) -> HTML {
        let query = frame.ask.query.with("lang", nil)
        let first: HTML =
            query["cursor"] == nil
            ? "" : "<a class=\"btn\" href=\"\(address(query.with("cursor", nil)))\">\(frame(SiteWords.pageFirst))</a>"
        let next: HTML =
            page.next.map {
                "<a class=\"btn\" rel=\"next\" href=\"\(address(query.with("cursor", $0)))\">\(frame(SiteWords.pageNext))</a>"
            }
            ?? ""
        return first.isEmpty && next.isEmpty ? "" : "<nav class=\"pager\">\(first)\(next)</nav>"
    }

    private var tools: HTML {
        let query = frame.ask.query.with("cursor", nil).with("lang", nil)
        let importing: HTML =
            Policy.allows(.importNeeds, viewer)
            ? "<a class=\"btn quiet\" href=\"/n/\(network.slug)/import\">\(frame.icon("plus"))\(frame(BoardWords.importNeeds))</a>"
            : ""
        let privately: HTML =
            Policy.allows(.exportPrivate, viewer)
            ? "<a class=\"btn quiet\" href=\"/n/\(network.slug)/exports?\(query.encoded)\">\(frame.icon("lock"))\(frame(ExportWords.title))</a>"
            : ""
        return """
            <p class="row"><a class="btn quiet" href="/n/\(network.slug)/needs.csv?\(query.encoded)" download>\
            \(frame.icon("download"))\(frame(BoardWords.exportCSV))</a>\
            <a class="btn quiet" href="/n/\(network.slug)/needs.geojson?\(query.encoded)" download>\
            \(frame.icon("download"))\(frame(PlaceWords.exportGeoJSON))</a>\(PaperParts(frame: frame).tools(network, query))\(privately)\(importing)</p>
            """
    }

    private func address(_ form: Form) -> String {
        let query = form.encoded
        return "/n/\(network.slug)/\(place)" + (query.isEmpty ? "" : "?\(query)")
    }

    private var place: String { isMap ? "needs/map" : "needs" }
}
