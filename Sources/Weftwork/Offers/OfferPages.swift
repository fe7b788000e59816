internal import Database
internal import Engine

/// The form, the list, one's own offers and the desk's.
struct OfferPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var fields: Fields { Fields(frame, form, problems) }
    private var parts: OfferParts { OfferParts(frame: frame, slug: network.slug) }
    private var viewer: Viewer { frame.ask.viewer }
    private var root: String { "/n/\(network.slug)/offers" }

    // MARK: The form

    /// - Parameter guests: what somebody without an account is told.
    func offerForm(_ places: Places, guests: GuestOfferForm? = nil) -> HTML {
        if let guests, viewer.member == nil {
            return guests.page(fields, lines: kinds, more: more(places, isGuests: true), self)
        }
        let first = ["title", "lines", "kind", "whose", "consent", "standing"]
        let hasMore = problems.contains { problem in !first.contains { problem.field.hasPrefix($0) } }
        let whose = [("mine", frame(OfferPageWords.mine)), ("through", frame(OfferPageWords.through))]
        return frame.page(
            OfferPageWords.formTitle,
            """
            <div class="stack narrow"><h1>\(frame(OfferPageWords.formTitle))</h1><p class="note">\(frame(OfferPageWords.formHint))</p>\
            \(fields.summary)<form method="post" action="/n/\(network.slug)/offer" class="stack loose" \
            data-draft="offer-\(network.slug)" data-draft-saved="\(frame(SiteWords.saved))">\(frame.hidden)\
            \(fields.area("lines", OfferPageWords.linesLabel, rows: 4, hint: OfferPageWords.linesHint, who: AskWords.seenByAll,
                isRequired: true))\
            \(fields.select("kind", OfferWords.kindLabel, kinds, hint: OfferPageWords.kindHint))\
            \(fields.text("title", OfferWords.titleLabel, who: AskWords.seenByAll))\
            \(fields.choice("whose", OfferPageWords.whose, whose, chosen: "mine"))\
            \(box("consent", OfferPageWords.agrees))\(box("standing", OfferWords.standingLabel))\
            <details class="more"\(" open", if: hasMore)><summary>\(frame(OfferPageWords.more))</summary>\(more(places))</details>\
            <div class="act"><button class="btn main wide">\(frame(OfferPageWords.send))</button></div></form></div>
            """)
    }

    private var kinds: [(value: String, label: String)] {
        NeedLine.Kind.allCases.map { ($0.rawValue, frame(OfferWords.name(of: $0))) }
    }

    func box(_ name: String, _ label: Text) -> HTML {
        """
        <label class="option"><input type="checkbox" name="\(name)" value="yes"\(" checked", if: form[name] == "yes")>\
        <span>\(frame(label))</span></label>
        """
    }

    private func more(_ places: Places, isGuests: Bool = false) -> HTML {
        let contact: HTML =
            isGuests
            ? """
            \(fields.text("contact.email", AskWords.emailLabel, who: OfferDoorWords.seenByDesk, kind: "email", mode: "email",
                autocomplete: "email"))\
            \(fields.text("contact.wechat", AskWords.wechatLabel, who: OfferDoorWords.seenByDesk))
            """
            : """
            \(fields.text("contact.name", AskWords.nameLabel, who: AskWords.seenByCase))\
            \(fields.text("contact.phone", AskWords.phoneLabel, who: AskWords.seenByCase, kind: "tel", mode: "tel"))
            """
        let categories =
            [("", frame(AskWords.categoryGuess))]
            + Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        return """
            <div class="stack">\
            \(fields.area("conditions", OfferWords.conditionsLabel, rows: 2, who: AskWords.seenByAll))\
            \(fields.text("from", OfferWords.fromLabel, who: AskWords.seenByAll, kind: "datetime-local"))\
            \(fields.text("until", OfferWords.untilLabel, who: AskWords.seenByAll, kind: "datetime-local"))\
            \(fields.text("perDay", OfferWords.perDayLabel, who: AskWords.seenByAll, mode: "decimal"))\
            \(fields.text("serviceLevel", OfferWords.serviceLevelLabel, who: AskWords.seenByAll))\
            \(fields.text("boughtFrom", OfferWords.boughtFromLabel, hint: OfferWords.boughtFromHint, who: AskWords.seenByAll))\
            \(fields.text("radiusKm", OfferWords.radiusLabel, who: AskWords.seenByAll, mode: "numeric"))\
            \(box("ships", OfferWords.shipsLabel))\
            \(PlaceParts(frame: frame, places: places).country(fields))\
            \(fields.text("province", AskWords.provinceLabel, who: AskWords.seenByAll))\
            \(fields.text("city", AskWords.cityLabel, who: AskWords.seenByAll))\
            \(fields.text("district", AskWords.districtLabel, who: AskWords.seenByAll))\
            \(PlaceParts(frame: frame, places: places).whichPlace(fields))\
            \(fields.text("place.address", AskWords.addressLabel, who: AskWords.seenByCase, autocomplete: "street-address"))\
            \(contact)\
            \(fields.text("institution", AskWords.institutionLabel, who: AskWords.seenByMembers,
                autocomplete: "organization"))\
            \(fields.select("category", AskWords.categoryLabel, categories))\
            \(fields.area("description", OfferWords.descriptionLabel, rows: 3, who: AskWords.seenByMembers))</div>
            """
    }

    // MARK: Lists

    func list(_ query: OfferQuery, _ page: OfferPage) -> HTML {
        let cards = page.offers.map(parts.card)
        let empty: HTML = """
            <div class="empty">\(frame.icon("search"))<h2>\(frame(OfferPageWords.empty))</h2><p>\(frame(OfferPageWords.emptyHint))</p></div>
            """
        return frame.page(
            OfferPageWords.title, area: .needs,
            """
            <div class="head"><h1>\(frame(OfferPageWords.title)) \
            <small class="num">\(frame(OfferPageWords.count(page.total, isExact: page.totalIsExact)))</small></h1>\
            <a class="btn main" href="/n/\(network.slug)/offer">\(frame.icon("plus"))\(frame(OfferPageWords.offer))</a></div>\
            \(ways)\(filter(query))<div class="grid">\(cards)</div>\(empty, if: cards.isEmpty)\(pager(page))\(tools)
            """)
    }

    /// Offers, one's own, the desk's.
    private var ways: HTML {
        var links: [HTML] = ["<a href=\"/n/\(network.slug)/needs\">\(frame(SiteWords.needs))</a>"]
        if viewer.member != nil {
            links.append("<a href=\"/n/\(network.slug)/me/offers\">\(frame(OfferPageWords.myOffers))</a>")
        }
        if viewer.member?.area != nil {
            links.append("<a href=\"\(root)?near=me&amp;radiusKm=50\">\(frame(PlaceWords.nearMe))</a>")
        }
        if Policy.allows(.seeOfferFile, viewer) {
            links.append("<a href=\"\(root)/desk\">\(frame(OfferPageWords.desk))</a>")
        }
        return "<nav class=\"filters\" aria-label=\"\(frame(PlaceWords.views))\">\(links)</nav>"
    }

    private func filter(_ query: OfferQuery) -> HTML {
        let own = Fields(frame, frame.ask.query, problems)
        let states = [Offer.State.listed, .inUse, .usedUp].map { ($0.rawValue, frame(OfferWords.name(of: $0))) }
        let freshness = Need.Freshness.allCases.map { ($0.rawValue, frame(OfferPageWords.name(of: $0))) }
        let isOpen = !query.text.isEmpty || !query.area.isEmpty || query.near != nil || !problems.isEmpty
        return """
            <details class="more"\(" open", if: isOpen)><summary>\(frame(BoardWords.filters))</summary>\
            <form class="stack" action="\(root)"><div class="grid">\
            \(own.text("q", BoardWords.words, kind: "search", isRequired: true))\
            \(own.text("area", BoardWords.area, isRequired: true))\
            \(own.text("near", PlaceWords.near, hint: PlaceWords.nearHint, isRequired: true))\
            \(own.text("radiusKm", PlaceWords.nearRadius, mode: "numeric", isRequired: true))\
            \(own.select("category", BoardWords.category, [("", frame(BoardWords.anyCategory))]
                + Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }))\
            \(own.select("kind", OfferWords.kindLabel, [("", frame(OfferPageWords.anyKind))] + kinds))\
            \(own.select("state", BoardWords.state, [("", frame(BoardWords.everyState))] + states))\
            \(own.select("freshness", OfferPageWords.freshness, [("", frame(OfferPageWords.anyFreshness))] + freshness))\
            </div><label class="option"><input type="checkbox" name="standing" value="1"\(" checked", if: query.isStanding)>\
            <span>\(frame(OfferPageWords.onlyStanding))</span></label>\
            <button class="btn">\(frame.icon("filter"))\(frame(BoardWords.apply))</button></form></details>
            """
    }

    private func pager(_ page: OfferPage) -> HTML {
        let query = frame.ask.query.with("lang", nil)
        let first: HTML =
            query["cursor"] == nil
            ? ""
            : "<a class=\"btn\" href=\"\(root)?\(query.with("cursor", nil).encoded)\">\(frame(SiteWords.pageFirst))</a>"
        let next: HTML =
            page.next.map {
                "<a class=\"btn\" rel=\"next\" href=\"\(root)?\(query.with("cursor", $0).encoded)\">\(frame(SiteWords.pageNext))</a>"
            } ?? ""
        return first.isEmpty && next.isEmpty ? "" : "<nav class=\"pager\">\(first)\(next)</nav>"
    }

    private var tools: HTML {
        let query = frame.ask.query.with("cursor", nil).with("lang", nil).encoded
        let importing: HTML =
            Policy.allows(.importOffers, viewer)
            ? "<a class=\"btn quiet\" href=\"\(root)/import\">\(frame.icon("plus"))\(frame(OfferPageWords.importOffers))</a>"
            : ""
        return """
            <p class="row"><a class="btn quiet" href="\(root).csv?\(query)" download>\
            \(frame.icon("download"))\(frame(OfferPageWords.export))</a>\(importing)</p>
            """
    }

    /// What a member offers, or what waits for the desk.
    func plain(_ title: Text, _ offers: [OfferView], empty words: Text) -> HTML {
        let cards = offers.map(parts.card)
        let empty: HTML = "<p class=\"empty\">\(frame(words))</p>"
        let sent: HTML = frame.ask.query["sent"] == "1" ? frame.toast(OfferPageWords.sent) : ""
        return frame.page(
            title, area: .needs,
            """
            \(sent)<div class="head"><h1>\(frame(title))</h1>\
            <a class="btn main" href="/n/\(network.slug)/offer">\(frame.icon("plus"))\(frame(OfferPageWords.offer))</a></div>\
            <p><a href="\(root)">\(frame(OfferPageWords.title))</a></p>\
            <div class="grid">\(cards)</div>\(empty, if: cards.isEmpty)
            """)
    }
}
