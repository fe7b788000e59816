internal import Database

/// The board on paper: its needs by district, as one reader may see them.
struct DistrictList: Sendable {
    struct District: Sendable {
        let area: [String]
        var rows: [BoardRow]
    }

    var districts: [District]
    /// More matched than are listed.
    let isCutOff: Bool
    let names: [ID: String]
    let printedAt: Int64

    /// Past this a list is a book: the filter should be narrower.
    static let most = 1000
    /// Stale lists do harm: after this a print is outdated.
    static let lasts = 24 * Time.hour

    var outdatedAfter: Int64 { printedAt + DistrictList.lasts }

    /// Rows by province, city and district, those without a place last; within one in the order they came.
    static func grouped(_ rows: [BoardRow]) -> [District] {
        var districts: [District] = []
        var index: [[String]: Int] = [:]
        for row in rows {
            // At home nobody needs to be told the country.
            let country = row.area.country == PlaceWords.china ? "" : row.area.country
            let area = [country, row.area.province, row.area.city, row.area.district].filter { !$0.isEmpty }
            if let known = index[area] {
                districts[known].rows.append(row)
            } else {
                index[area] = districts.count
                districts.append(District(area: area, rows: [row]))
            }
        }
        return districts.sorted { left, right in
            left.area.isEmpty != right.area.isEmpty
                ? right.area.isEmpty : left.area.lexicographicallyPrecedes(right.area)
        }
    }
}

extension NeedActs {
    /// What a filter of the board matches, by district.
    func districtList(_ query: Form, for viewer: Viewer, in network: ID) async throws -> DistrictList {
        var form = query.with("limit", "200").with("cursor", nil)
        var rows: [BoardRow] = [], isCutOff = false
        while true {
            let page = try await board(try BoardQuery(form, viewer: viewer), for: viewer, in: network)
            rows += page.rows
            guard let next = page.next else { break }
            if rows.count >= DistrictList.most {
                isCutOff = true
                break
            }
            form = form.with("cursor", next)
        }
        let now = world.now()
        let owners =
            viewer.member == nil && !viewer.isOperator
            ? [:] : try await names.names(of: Set(rows.map(\.ownerID)), in: network, now: now)
        return DistrictList(
            districts: DistrictList.grouped(Array(rows.prefix(DistrictList.most))),
            isCutOff: isCutOff || rows.count > DistrictList.most, names: owners, printedAt: now)
    }
}

/// The same as pages to print.
struct DistrictPages {
    let frame: Frame
    let network: Network
    let reader: Viewer
    let isPublic: Bool

    func page(_ list: DistrictList) -> HTML {
        let plain = frame.ask.query.with("cursor", nil).with("lang", nil).with("for", isPublic ? nil : "public")
        let words = isPublic ? PaperWords.listOwn : PaperWords.listPublic
        let cutOff: HTML = "<p class=\"note warn\">\(frame(PaperWords.cutOff(DistrictList.most)))</p>"
        let empty: HTML = "<p class=\"empty\">\(frame(PaperWords.empty))</p>"
        return frame.page(
            PaperWords.listTitle, area: .needs,
            """
            <link rel="stylesheet" href="\(frame.assets.path("paper.css"))">\
            <div class="stack"><div class="no-print stack"><h1>\(frame(PaperWords.listTitle))</h1>\
            <p class="small">\(frame(PaperWords.listHint))</p>\
            <p><a class="btn" href="/n/\(network.slug)/needs/list?\(plain.encoded)">\(frame(words))</a></p></div>\
            \(cutOff, if: list.isCutOff)\(empty, if: list.districts.isEmpty)\(list.districts.map { district($0, list) })</div>
            """)
    }

    private func district(_ district: DistrictList.District, _ list: DistrictList) -> HTML {
        let name = district.area.isEmpty ? frame(PaperWords.noDistrict) : district.area.joined(separator: " ")
        return """
            <section class="district"><h2>\(frame.said(name)) <small class="num">\(district.rows.count)</small></h2>\
            <p class="small"><strong>\(frame(PaperWords.printed(list.printedAt, until: list.outdatedAfter)))</strong> · \
            \(frame.said(network.name))</p><ul class="sheet-list">\(district.rows.map { item($0, list) })</ul></section>
            """
    }

    private func item(_ row: BoardRow, _ list: DistrictList) -> HTML {
        let view = NeedView(row, for: reader, ownerName: list.names[row.ownerID] ?? "", now: list.printedAt)
        let parts = NeedParts(frame)
        // By code and four digits one acts as the requester: the code is for those who work the case.
        let code: HTML = Policy.allows(.seeCase, reader) ? "<code>\(row.code)</code> " : ""
        let lines: HTML =
            if case .held = view.lines {
                "<p>\(parts.kept(view))</p>"
            } else {
                "<ul class=\"plain\">\(row.firstLines(50).map { line($0, parts) })</ul>"
            }
        return """
            <li>\(code)<strong>\(parts.title(view))</strong>\
            <p class="small">\(frame(NeedWords.name(of: view.urgency))) · \(frame.ago(view.createdAt)) · \
            \(frame(PaperWords.owner))\(frame.said(view.owner.name))</p>\
            \(RestrictionParts(frame: frame, slug: network.slug).badges(view))\(lines)</li>
            """
    }

    private func line(_ line: NeedLine, _ parts: NeedParts) -> HTML {
        let amount = line.remaining.map { Format.amount($0, line.unit) } ?? parts.quantity(line)
        return
            "<li>\(frame.said(line.item)) \(frame.said(line.specification)) – \(frame.said(amount))\(parts.work(line))</li>"
    }
}
