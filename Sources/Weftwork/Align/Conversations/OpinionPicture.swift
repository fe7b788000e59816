internal import Database
internal import Engine

/// The map of a conversation as a picture, and the same as tables.
struct OpinionPicture {
    let frame: Frame
    let result: ConversationResult

    private static let size = 400.0, edge = 24.0

    static func letter(_ group: ConversationGroup) -> String {
        String(UnicodeScalar(UInt8(65 + min(group.colour, 25))))
    }

    private func at(_ share: Double) -> Int {
        Int((OpinionPicture.edge + share * (OpinionPicture.size - 2 * OpinionPicture.edge)).rounded())
    }

    var html: HTML {
        let map = ConversationMap(result), groups = result.groups
        let spots = map.spots.map { spot -> HTML in
            let colour = spot.group.map { "g\(groups[$0].colour % 6)" } ?? "g"
            let radius = spot.shown.map { min(22, Int((3 + 2.2 * Double($0).squareRoot()).rounded())) } ?? 5
            return "<circle class=\"\(colour)\" cx=\"\(at(spot.x))\" cy=\"\(at(spot.y))\" r=\"\(radius)\"/>"
        }
        let names = groups.map { group -> HTML in
            let centre = map.place(group.centre)
            return "<text x=\"\(at(centre.x))\" y=\"\(at(centre.y) + 7)\">\(OpinionPicture.letter(group))</text>"
        }
        let own: HTML =
            result.ownPlace.map { own in
                let place = map.place(own.position)
                return """
                    <g class="own"><circle cx="\(at(place.x))" cy="\(at(place.y))" r="9"/>\
                    <text x="\(at(place.x))" y="\(at(place.y) - 14)">\(frame(ConversationResultWords.me))</text></g>
                    """
            } ?? ""
        let title = ConversationResultWords.mapTitle(result.people, groups.count)
        let hint = ConversationResultWords.mapHint(ConversationRules.fewest)
        return """
            <figure class="chart"><svg class="opinion-map" viewBox="0 0 400 400" role="img" \
            aria-labelledby="opinion-map-title opinion-map-desc"><title id="opinion-map-title">\(frame(title))</title>\
            <desc id="opinion-map-desc">\(frame(hint)) \(frame(ConversationResultWords.mapTableSays))</desc>\
            <rect class="ground" width="400" height="400"/>\(spots)\(names)\(own)</svg>\
            <figcaption class="small">\(frame(hint))</figcaption></figure>\
            <details class="more"><summary>\(frame(ConversationResultWords.mapTable))</summary>\
            \(groupTable(map, groups), if: !groups.isEmpty)\(squares(map, groups))</details>
            """
    }

    private func table(_ first: Text, _ heads: [Text], _ rows: [HTML]) -> HTML {
        let others = heads.map { "<th scope=\"col\">\(frame($0))</th>" as HTML }
        return """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(first))</th>\(others)</tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    /// One row for each group and one for who is in none: they add up to everybody.
    private func groupTable(_ map: ConversationMap, _ groups: [ConversationGroup]) -> HTML {
        table(
            ConversationResultWords.group, [ConversationResultWords.people, ConversationResultWords.place],
            groups.map { row(of: $0, map) } + others(groups))
    }

    /// The circles: a row for each whose number is said, the others together by the corner in which they are.
    private func squares(_ map: ConversationMap, _ groups: [ConversationGroup]) -> HTML {
        func cells(_ people: Int?, _ group: Int?) -> [(Text, String)] {
            let number = people.map { String($0) } ?? frame(ConversationResultWords.numberLeftOut)
            let letter = group.map { OpinionPicture.letter(groups[$0]) } ?? "–"
            return [(ConversationResultWords.people, number)]
                + (groups.isEmpty ? [] : [(ConversationResultWords.group, letter)])
        }
        var rows: [HTML] = [], small: [[Int]: [Int]] = [:]
        for (number, spot) in map.spots.enumerated() {
            guard let people = spot.shown else {
                small[[spot.y < 0.5 ? 0 : 1, spot.x < 0.5 ? 0 : 1, spot.group ?? groups.count], default: []].append(
                    number)
                continue
            }
            let words = ConversationResultWords.place(percent(spot.x), percent(spot.y))
            rows.append(row(frame(words), cells(people, spot.group), isOwn: map.own == number))
        }
        for (key, numbers) in small.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let corner = ConversationResultWords.corner(key[1] == 1, key[0] == 1)
            rows.append(
                row(
                    frame(ConversationResultWords.smaller(corner, numbers.count)),
                    cells(nil, key[2] < groups.count ? key[2] : nil),
                    isOwn: map.own.map(numbers.contains) ?? false))
        }
        let heads = [ConversationResultWords.people] + (groups.isEmpty ? [] : [ConversationResultWords.group])
        return """
            <p class="small">\(frame(ConversationResultWords.squaresHint(ConversationRules.fewest)))</p>\
            \(table(ConversationResultWords.place, heads, rows))
            """
    }

    private func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }

    private func row(of group: ConversationGroup, _ map: ConversationMap) -> HTML {
        let place = map.place(group.centre)
        let words = ConversationResultWords.place(percent(place.x), percent(place.y))
        let people = group.shownSize.map { String($0) } ?? frame(ConversationResultWords.numberLeftOut)
        return row(
            frame(ConversationResultWords.group(OpinionPicture.letter(group))),
            [(ConversationResultWords.people, people), (ConversationResultWords.place, frame(words))],
            isOwn: result.ownPlace?.group?.number == group.number)
    }

    /// Who is in none of these groups. Where those are a few, they are counted with the group that has no number, as
    /// ``ConversationRest`` has it: what is said here is what the numbers beside it leave over anyway. Nothing where no group has one.
    private func others(_ groups: [ConversationGroup]) -> [HTML] {
        guard groups.isEmpty || groups.contains(where: \.showsCounts) else { return [] }
        let left = result.people - groups.reduce(0) { $0 + ($1.shownSize ?? 0) }
        guard left > 0 else { return [] }
        var name = ConversationResultWords.others, isOwn = false
        if let hidden = groups.first(where: { !$0.showsCounts }) {
            name = ConversationResultWords.othersWith(OpinionPicture.letter(hidden))
        }
        if let own = result.ownPlace { isOwn = own.group == nil }
        return [
            row(
                frame(name), [(ConversationResultWords.people, String(left)), (ConversationResultWords.place, "–")],
                isOwn: isOwn)
        ]
    }

    private func row(_ name: String, _ cells: [(label: Text, value: String)], isOwn: Bool) -> HTML {
        let values = cells.map { cell -> HTML in
            "<td role=\"cell\" data-label=\"\(frame(cell.label))\">\(cell.value)</td>"
        }
        let own: HTML = " <span class=\"badge\">\(frame(ConversationResultWords.here))</span>"
        return "<tr role=\"row\"><th scope=\"row\">\(name)\(own, if: isOwn)</th>\(values)</tr>"
    }
}
