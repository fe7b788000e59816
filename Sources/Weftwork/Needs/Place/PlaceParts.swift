internal import Engine

/// Pieces about places that pages share.
struct PlaceParts {
    let frame: Frame
    let places: Places

    /// Asked where what was typed is the name of several places.
    func whichPlace(_ fields: Fields) -> HTML {
        let entry = AskPages.entry(fields.form, language: frame.language)
        guard fields.isSent, case .several(let areas) = places.read(AreaPath(parts: entry.area)) else { return "" }
        return choice("place.areaCode", areas, fields)
    }

    /// Asked only where other countries' areas were read in: elsewhere all is in one country, or the path is free.
    func country(_ fields: Fields) -> HTML {
        places.catalogue.countries.isEmpty
            ? "" : fields.text("country", PlaceWords.countryLabel, who: AskWords.seenByAll)
    }

    /// Where it is, to be said anew: in the words in which it stands there, and which one where those are of several.
    func corrections(_ known: AreaPath, _ fields: Fields) -> HTML {
        let area = known.shown(in: frame.language), form = fields.form
        let isAbroad = !catalogueIsChina || !["", PlaceWords.china].contains(known.country)
        let country: HTML = isAbroad ? fields.text("country", PlaceWords.countryLabel, value: area.country) : ""
        let typed = AreaPath(parts: ["country", "province", "city", "district"].map { form[$0] ?? "" })
        var which: HTML = ""
        if fields.isSent, case .several(let areas) = places.read(typed) { which = choice("areaCode", areas, fields) }
        return """
            \(country)\(fields.text("province", AskWords.provinceLabel, value: area.province))\
            \(fields.text("city", AskWords.cityLabel, value: area.city))\
            \(fields.text("district", AskWords.districtLabel, who: AskWords.seenByAll, value: area.district))\(which)
            """
    }

    private var catalogueIsChina: Bool { places.catalogue.countries.isEmpty }

    /// What an area is called in the reader's language.
    func name(_ area: CatalogueArea) -> Text { Text(zh: "\(area.chinese)", en: "\(area.latin)") }

    /// The area with those above it, smallest first; with the name by which the people there know it, where that is another.
    func full(_ area: CatalogueArea) -> HTML {
        let line = places.catalogue.line(of: area).reversed()
        let shown = frame.language == .zh ? area.chinese : area.latin
        let own: HTML = shown == area.name ? "" : " \(frame.said(area.name))"
        switch frame.language {
        case .zh: return "\(line.map(\.chinese).joined(separator: " · "))\(own)"
        case .en: return "\(line.map(\.latin).joined(separator: ", "))\(own)"
        }
    }

    /// Which of several places is meant.
    func choice(_ field: String, _ areas: [CatalogueArea], _ fields: Fields) -> HTML {
        let options = areas.map { area -> HTML in
            let isChosen = fields.form[field] == String(area.code)
            return """
                <label><input type="radio" name="\(field)" value="\(area.code)"\(" checked", if: isChosen)> \
                \(full(area))</label>
                """
        }
        return fields.choice(field, PlaceWords.whichOne, options)
    }

    /// Where two numbers come from; it is asked beside the field, for from the numbers nobody can tell.
    func datum(_ fields: Fields) -> HTML {
        fields.select(
            "place.datum", PlaceWords.numbersFrom,
            [("", frame(PlaceWords.unsure))] + Datum.allCases.map { ($0.rawValue, frame(PlaceWords.name(of: $0))) },
            hint: PlaceWords.numbersFromHint)
    }

    /// The exact point with ways to open it on maps, each in the map's own datum.
    /// - Parameter isRough: nobody said which map it was read from.
    func exact(_ point: GeoPoint?, isRough: Bool) -> HTML {
        guard let point else { return "" }
        let rough: HTML = isRough ? "<p class=\"note warn\">\(frame(PlaceWords.mayBeOff))</p>" : ""
        let links = MapDoor.all.map { door -> HTML in
            """
            <a class="btn" rel="noreferrer noopener" href="\(door.address(of: point, called: frame(PlaceWords.marker)))">\
            \(frame(PlaceWords.name(of: door.source)))</a>
            """
        }
        return """
            <div class="stack tight"><p><small>\(frame(PlaceWords.exactPoint))</small><br>\
            <code>\(MapDoor.text(point))</code></p>\(rough)<p class="small">\(frame(PlaceWords.openIn))</p><div class="row">\(links)</div></div>
            """
    }
}

/// A way to somebody else's map. Only who sees an exact point gets one; the address says nothing but the point.
struct MapDoor {
    let source: MapLink.Source
    private let datum: Datum
    private let make: @Sendable (_ latitude: String, _ longitude: String, _ name: String) -> String

    static let all = [
        MapDoor(source: .amap, datum: .gcj02) { latitude, longitude, name in
            "https://uri.amap.com/marker?position=\(longitude),\(latitude)&name=\(name)&src=weftwork&coordinate=gaode&callnative=1"
        },
        MapDoor(source: .baidu, datum: .bd09) { latitude, longitude, name in
            "https://api.map.baidu.com/marker?location=\(latitude),\(longitude)&title=\(name)&content=\(name)"
                + "&coord_type=bd09ll&output=html&src=weftwork"
        },
        MapDoor(source: .tencent, datum: .gcj02) { latitude, longitude, name in
            "https://apis.map.qq.com/uri/v1/marker?marker=coord:\(latitude),\(longitude);title:\(name);addr:\(name)&referer=weftwork"
        },
        // Apple's map of China is Amap's.
        MapDoor(source: .apple, datum: .gcj02) { latitude, longitude, name in
            "https://maps.apple.com/?ll=\(latitude),\(longitude)&q=\(name)"
        },
        MapDoor(source: .osm, datum: .wgs84) { latitude, longitude, _ in
            "https://www.openstreetmap.org/?mlat=\(latitude)&mlon=\(longitude)#map=17/\(latitude)/\(longitude)"
        },
    ]

    /// - Parameter point: in WGS-84.
    func address(of point: GeoPoint, called name: String) -> String {
        let there = datum.fromWGS84(point)
        return make(MapDoor.number(there.latitude), MapDoor.number(there.longitude), Form.encode(name))
    }

    /// As people write it, to a tenth of a metre.
    static func text(_ point: GeoPoint) -> String { "\(number(point.latitude)), \(number(point.longitude))" }

    private static func number(_ degrees: Double) -> String {
        let millionths = Int64((degrees * 1_000_000).rounded()), whole = abs(millionths) / 1_000_000
        let rest = String(abs(millionths) % 1_000_000)
        return "\(millionths < 0 ? "-" : "")\(whole).\(String(repeating: "0", count: 6 - rest.count))\(rest)"
    }
}
