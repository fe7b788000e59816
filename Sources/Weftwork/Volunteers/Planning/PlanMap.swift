internal import Database
internal import Engine

/// Where a plan's needs are: the board's picture, and the same figures as a table.
struct PlanMap {
    let frame: Frame
    let places: Places
    let report: PlanReport
    /// The address of the plan, without what chooses an area.
    let address: String

    private var parts: PlaceParts { PlaceParts(frame: frame, places: places) }

    var section: HTML {
        guard !report.map.spots.isEmpty || report.map.unplaced.count > 0 else { return "" }
        return """
            <section class="stack" id="map"><h2>\(frame(PlanWords.map))</h2>\(crumbs)\(picture)\(table)</section>
            """
    }

    private func address(of code: Int) -> String { "\(address)?of=\(code)#map" }

    private var crumbs: HTML {
        guard report.map.area != nil else { return "" }
        let whole: HTML = "<a href=\"\(address(of: 0))\">\(frame(PlanWords.everywhere))</a>"
        let line = report.map.line.map { area -> HTML in
            let current: HTML = area == report.map.area ? " aria-current=\"true\"" : ""
            return "<a href=\"\(address(of: area.code))\"\(current)>\(frame(parts.name(area)))</a>"
        }
        return "<nav class=\"filters\" aria-label=\"\(frame(PlaceWords.crumbs))\">\(whole)\(line)</nav>"
    }

    private var picture: HTML {
        guard !report.map.spots.isEmpty else { return "" }
        let drawing = MapDrawing(
            report.map, places, on: nil, nameWidth: frame.language == .zh ? 112 : 64
        ) { frame(parts.name($0)) }
        let land = drawing.land.map { shape -> HTML in
            "<path class=\"\(shape.isHere ? "here" : "land")\" d=\"\(shape.path)\"/>"
        }
        let names = drawing.marks.map { mark -> HTML in
            let line: HTML =
                mark.isMoved ? "<path class=\"leader\" d=\"M\(mark.home.x) \(mark.home.y)L\(mark.x) \(mark.y)\"/>" : ""
            let label: HTML =
                mark.label.map { "<text class=\"name\" x=\"\($0.x)\" y=\"\($0.y)\">\(mark.name)</text>" } ?? ""
            return "\(line)\(label)"
        }
        let place = report.map.area.map(parts.name) ?? PlaceWords.wholeCountry
        return """
            <figure class="map"><svg viewBox="0 0 \(drawing.width) \(drawing.height)" role="group" \
            aria-label="\(frame(PlaceWords.drawing(place, report.map.spots.count, report.map.total.count)))">\(land)\
            <g aria-hidden="true">\(names)</g>\(drawing.marks.map(bubble))</svg>\
            <figcaption class="small">\(frame(PlanWords.legend))<br>\(frame(PlaceWords.borders))</figcaption></figure>
            """
    }

    private func bubble(_ mark: MapDrawing.Mark) -> HTML {
        let spot = mark.spot, tally = spot.tally
        let words = PlanWords.bubble(name(spot), tally.count, planned(spot), open(spot))
        let ring: HTML =
            tally.worst == .critical
            ? "<circle class=\"ring\" cx=\"\(mark.x)\" cy=\"\(mark.y)\" r=\"\(mark.radius + 22)\"/>" : ""
        return """
            <a href="\(address(of: spot.area.code))" aria-label="\(frame(words))" class="u\(tally.worst.rawValue)">\
            <circle cx="\(mark.x)" cy="\(mark.y)" r="\(mark.radius)"/>\(ring)\
            <text x="\(mark.x)" y="\(mark.y)">\(tally.count)</text></a>
            """
    }

    private func name(_ spot: NeedMap.Spot) -> Text {
        spot.isRest ? PlaceWords.withoutParts(parts.name(spot.area)) : parts.name(spot.area)
    }

    private func key(_ spot: NeedMap.Spot) -> Int { spot.isRest ? -spot.area.code : spot.area.code }
    private func planned(_ spot: NeedMap.Spot) -> Int { report.planned[key(spot)] ?? 0 }
    private func open(_ spot: NeedMap.Spot) -> Int { report.open[key(spot)] ?? 0 }

    private var table: HTML {
        var rows = report.map.spots.map { spot in
            row(name(spot), spot.tally.count, planned(spot), open(spot), code: spot.area.code)
        }
        if report.map.unplaced.count > 0, report.map.area == nil {
            rows.append(
                row(
                    PlaceWords.unplaced, report.map.unplaced.count, report.planned[0] ?? 0, report.open[0] ?? 0, code: 0
                ))
        }
        return """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(PlaceWords.area))</th>\
            <th scope="col">\(frame(PlanWords.needsHere))</th><th scope="col">\(frame(PlanWords.plannedHere))</th>\
            <th scope="col">\(frame(PlanWords.openHere))</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    /// - Parameter code: 0 where there is no area to look closer at.
    private func row(_ name: Text, _ needs: Int, _ planned: Int, _ open: Int, code: Int) -> HTML {
        let link: HTML = "<a href=\"\(address(of: code))\">\(frame(name))</a>", plain: HTML = "\(frame(name))"
        return """
            <tr role="row"><th scope="row" role="rowheader">\(code == 0 ? plain : link)</th>\
            <td role="cell" class="num" data-label="\(frame(PlanWords.needsHere))">\(needs)</td>\
            <td role="cell" class="num" data-label="\(frame(PlanWords.plannedHere))">\(planned)</td>\
            <td role="cell" class="num" data-label="\(frame(PlanWords.openHere))">\(open)</td></tr>
            """
    }
}
