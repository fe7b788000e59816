internal import Engine

/// Reads where something is needed: typed areas become those of the catalogue, points become WGS-84. What was typed is kept.
extension NeedCleaning {
    struct Place {
        var area = AreaPath()
        /// Nothing (0) where the catalogue has no one area for what was typed.
        var code = 0
        /// Where it has several: somebody has to say which.
        var candidates: [CatalogueArea] = []
        var point: GeoPoint?
        /// Numbers of which nobody said what they are measured against, where maps don't agree on that.
        var isRough = false
    }

    mutating func place() -> Place {
        let typed = AreaPath(parts: entry.area.prefix(4).map { line($0, "place.area", most: 60) })
        var place = Place(area: typed, point: point())
        place.isRough = place.point.map(Datum.isShifted) == true && isDatumUnsaid
        let reading = places.read(typed)
        if let chosen = chosen(reading) {
            take(chosen, rest: "", &place)
        } else if case .one(let area, let rest) = reading {
            take(area, rest: rest, &place)
        } else if case .several(let areas) = reading {
            place.candidates = areas
            // A page can ask at once; a program's need is stored as it was typed, and the desk asks.
            if entry.asksArea { problems.append(FieldProblem("place.areaCode", PlaceWords.which)) }
        }
        if place.code == 0 || reading != .unknown { askBack(typed, reading) }
        if place.area != typed { keep(typed.parts.joined(separator: " / "), "place.area", if: true) }
        return place
    }

    private func take(_ area: CatalogueArea, rest: String, _ place: inout Place) {
        place.area = places.path(of: area, rest: rest)
        place.code = area.code
    }

    /// The area that was chosen by its code. On a page the choice belongs to the words it was asked for: other words, another choice.
    private mutating func chosen(_ reading: AreaReading) -> CatalogueArea? {
        let word = Clean.line(entry.areaCode)
        guard !word.isEmpty else { return nil }
        guard let code = Int(word), let area = places.catalogue.area(code) else {
            problems.append(FieldProblem("place.areaCode", PlaceWords.noSuchArea))
            return nil
        }
        guard entry.asksArea else { return area }
        if case .several(let areas) = reading { return areas.first { $0.code == code } }
        return nil
    }

    // MARK: Points

    /// A program's two fields are WGS-84 by contract; what people type into one comes from whatever map they looked at.
    private var isDatumUnsaid: Bool {
        let link = Clean.line(entry.mapLink)
        return !link.isEmpty && Clean.line(entry.datum).isEmpty && !MapLink.saysItsDatum(link)
    }

    private mutating func point() -> GeoPoint? {
        let link = Clean.line(entry.mapLink)
        if !link.isEmpty { return point(ofLink: link) }
        let latitude = coordinate(entry.latitude, "place.latitude", within: 90)
        let longitude = coordinate(entry.longitude, "place.longitude", within: 180)
        guard let datum = saidDatum(), let latitude, let longitude else { return nil }
        if datum != .wgs84 {
            keep(entry.latitude, "place.latitude", if: true)
            keep(entry.longitude, "place.longitude", if: true)
            keep(datum.rawValue, "place.datum", if: true)
        }
        return datum.toWGS84(GeoPoint(latitude: latitude, longitude: longitude))
    }

    private mutating func saidDatum() -> Datum? {
        if let datum = PlaceWords.datum(entry.datum) { return datum }
        problems.append(FieldProblem("place.datum", SiteWords.badChoice(Datum.allCases.map(\.rawValue))))
        return nil
    }

    /// A link says its datum by itself, whatever stands beside it.
    private mutating func point(ofLink link: String) -> GeoPoint? {
        keep(link, "place.link", if: true)
        guard let datum = saidDatum() else { return nil }
        switch MapLink.read(link, numbersIn: datum) {
        case .point(let read):
            let isSaid = !Clean.line(entry.datum).isEmpty && !MapLink.saysItsDatum(link)
            keep(datum.rawValue, "place.datum", if: isSaid)
            return read.wgs84
        case .noPoint: problems.append(FieldProblem("place.link", PlaceWords.linkWithoutPoint))
        case .unreadable: problems.append(FieldProblem("place.link", PlaceWords.badLink))
        }
        return nil
    }
}
