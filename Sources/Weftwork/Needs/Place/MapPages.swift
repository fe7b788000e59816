internal import Database
internal import Engine

/// The map of the board, with its table: the same figures twice, to be seen and to be read.
struct MapPages {
    let frame: Frame
    let network: Network
    let viewer: Viewer
    let places: Places
    /// The operator's tiles under the picture.
    let ground: MapGround?
    var tempo: DeskTempo?

    private var parts: PlaceParts { PlaceParts(frame: frame, places: places) }
    /// The filters, without what says which part of the map is shown.
    private var filters: Form { frame.ask.query.with("of", nil).with("cursor", nil).with("lang", nil) }

    func map(_ query: BoardQuery, _ map: NeedMap) -> HTML {
        var board = BoardPages(frame: frame, network: network, viewer: viewer, places: places, isMap: true)
        board.tempo = tempo
        let picture: HTML =
            map.spots.isEmpty
            ? """
            <div class="empty">\(frame.icon("search"))<h2>\(frame(PlaceWords.empty))</h2><p>\(frame(PlaceWords.emptyHint))</p></div>
            """
            : """
            <figure class="map">\(drawing(map))<figcaption class="small">\(frame(PlaceWords.legend)) \(legend)\
            <br>\(source)</figcaption></figure>
            """
        return frame.page(
            PlaceWords.title, area: .needs,
            """
            <div class="head"><h1>\(frame(PlaceWords.title)) <small class="num">\(frame(BoardWords.count(map.total.count,
                isExact: true)))</small></h1></div>\(board.burstNote)\(board.filters(query))\(crumbs(map))\(picture)\(listing(map))\(table(map))
            """)
    }

    // MARK: Where one is

    private func crumbs(_ map: NeedMap) -> HTML {
        var links = [crumb(wholeMap, 0, isHere: map.area == nil)]
        links += map.line.map { crumb(parts.name($0), $0.code, isHere: $0 == map.area) }
        return "<nav class=\"filters\" aria-label=\"\(frame(PlaceWords.crumbs))\">\(links)</nav>"
    }

    /// What the largest map shows.
    private var wholeMap: Text {
        places.catalogue.countries.isEmpty ? PlaceWords.wholeCountry : PlaceWords.everyCountry
    }

    private func crumb(_ name: Text, _ code: Int, isHere: Bool) -> HTML {
        let current: HTML = isHere ? " aria-current=\"true\"" : ""
        return "<a href=\"\(address(of: code))\"\(current)>\(frame(name))</a>"
    }

    /// The map of an area, with the same filters.
    private func address(of code: Int) -> String {
        "/n/\(network.slug)/needs/map?\(filters.with("areaCode", nil).with("areaOnly", nil).with("of", String(code)).encoded)"
    }

    /// The needs of an area, with the same filters.
    private func board(of code: Int, isRest: Bool = false) -> String {
        let form = filters.with("areaCode", String(code)).with("areaOnly", isRest ? "1" : nil)
        return "/n/\(network.slug)/needs?\(form.encoded)"
    }

    /// What lies behind a circle: a closer look, or the needs themselves where there is nothing smaller.
    private func target(_ spot: NeedMap.Spot) -> String {
        isSmallest(spot) ? board(of: spot.area.code, isRest: spot.isRest) : address(of: spot.area.code)
    }

    private func isSmallest(_ spot: NeedMap.Spot) -> Bool { spot.isRest || spot.area.isSmallest }

    // MARK: The picture

    private func drawing(_ map: NeedMap) -> HTML {
        let drawing = MapDrawing(map, places, on: ground, nameWidth: frame.language == .zh ? 112 : 64) {
            frame(parts.name($0))
        }
        let place = map.area.map(parts.name) ?? wholeMap
        let bubbles = drawing.marks.map { mark -> HTML in
            let tally = mark.spot.tally
            let words = PlaceWords.bubble(
                name(mark.spot), open: tally.count, critical: tally.critical, worst: NeedWords.name(of: tally.worst))
            let ring: HTML =
                tally.worst == .critical
                ? "<circle class=\"ring\" cx=\"\(mark.x)\" cy=\"\(mark.y)\" r=\"\(mark.radius + 22)\"/>" : ""
            return """
                <a href="\(target(mark.spot))" aria-label="\(frame(words))" class="u\(tally.worst.rawValue)">\
                <circle cx="\(mark.x)" cy="\(mark.y)" r="\(mark.radius)"/>\(ring)\
                <text x="\(mark.x)" y="\(mark.y)">\(tally.count)</text></a>
                """
        }
        // Names and lines are to be seen only: a link's words are its own, and its box is its circle.
        let names = drawing.marks.map { mark -> HTML in
            let line: HTML =
                mark.isMoved
                ? "<path class=\"leader\" d=\"M\(mark.home.x) \(mark.home.y)L\(mark.x) \(mark.y)\"/>" : ""
            let label: HTML =
                mark.label.map { "<text class=\"name\" x=\"\($0.x)\" y=\"\($0.y)\">\(mark.name)</text>" } ?? ""
            return "\(line)\(label)"
        }
        let land = drawing.land.map { shape -> HTML in
            "<path class=\"\(shape.isHere ? "here" : "land")\" d=\"\(shape.path)\"/>"
        }
        return """
            <svg viewBox="0 0 \(drawing.width) \(drawing.height)" role="group" \
            aria-label="\(frame(PlaceWords.drawing(place, map.spots.count, map.total.count)))">\(land)\(pieces)<g aria-hidden="true">\(names)</g>\(bubbles)</svg>
            """
    }

    /// The tiles: for whom sees them, a picture of nothing that isn't said in words.
    private var pieces: HTML {
        guard let ground else { return "" }
        let images = ground.pieces.map { piece -> HTML in
            """
            <image href="\(piece.address)" x="\(piece.place.left)" y="\(piece.place.top)" \
            width="\(piece.place.width)" height="\(piece.place.height)" preserveAspectRatio="none"/>
            """
        }
        return "<g class=\"tiles\" aria-hidden=\"true\">\(images)</g>"
    }

    /// Whom the tiles are from, and that neither they nor outlines claim a border.
    private var source: HTML {
        guard let ground else { return "\(frame(PlaceWords.borders))" }
        let whose: HTML =
            ground.attribution.isEmpty ? "" : "\(frame(PlaceWords.ground)) \(frame.said(ground.attribution))<br>"
        return "\(whose)\(frame(PlaceWords.groundBorders))"
    }

    private func name(_ spot: NeedMap.Spot) -> Text {
        spot.isRest ? PlaceWords.withoutParts(parts.name(spot.area)) : parts.name(spot.area)
    }

    private var legend: HTML {
        let ring: HTML = "<circle class=\"ring\" cx=\"12\" cy=\"12\" r=\"11\"/>"
        let keys = Need.Urgency.allCases.map { urgency -> HTML in
            let more = urgency == .critical ? ring : .empty
            return """
                <span class="key"><svg viewBox="0 0 24 24" class="u\(urgency.rawValue)" aria-hidden="true">\
                <circle cx="12" cy="12" r="8"/>\(more)</svg>\(frame(NeedWords.name(of: urgency)))</span>
                """
        }
        return "<span class=\"keys\">\(keys)</span>"
    }

    // MARK: The same figures as words

    private func listing(_ map: NeedMap) -> HTML {
        guard map.total.count > 0 else { return "" }
        let address = map.area.map { board(of: $0.code) } ?? "/n/\(network.slug)/needs?\(filters.encoded)"
        return """
            <p><a class="btn main" href="\(address)">\(frame.icon("needs"))\(frame(PlaceWords.showHere(map.total.count)))</a></p>
            """
    }

    private func table(_ map: NeedMap) -> HTML {
        var rows = map.spots.map { spot in
            row(
                name(spot), spot.tally, board(of: spot.area.code, isRest: spot.isRest),
                closer: isSmallest(spot) ? nil : spot.area)
        }
        if map.unplaced.count > 0 { rows.append(row(PlaceWords.unplaced, map.unplaced, board(of: 0), closer: nil)) }
        guard !rows.isEmpty else { return "" }
        return """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(PlaceWords.area))</th>\
            <th scope="col">\(frame(PlaceWords.open))</th><th scope="col">\(frame(PlaceWords.critical))</th>\
            <th scope="col">\(frame(PlaceWords.oldest))</th><td></td></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private func row(_ name: Text, _ tally: AreaTally, _ address: String, closer: CatalogueArea?) -> HTML {
        let link: HTML =
            closer.map { area in
                """
                <a href="\(self.address(of: area.code))" aria-label="\(frame(PlaceWords.closerAt(name)))">\(frame(PlaceWords.closer))</a>
                """
            } ?? ""
        return """
            <tr role="row"><th scope="row" role="rowheader"><a href="\(address)">\(frame(name))</a></th>\
            <td role="cell" class="num" data-label="\(frame(PlaceWords.open))">\(tally.count)</td>\
            <td role="cell" class="num" data-label="\(frame(PlaceWords.critical))">\(tally.critical)</td>\
            <td role="cell" data-label="\(frame(PlaceWords.oldest))">\(frame.ago(tally.oldest))</td>\
            <td role="cell">\(link)</td></tr>
            """
    }
}
