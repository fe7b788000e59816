internal import Database
internal import Engine

/// The map of a conversation as a picture, and the same as a table.
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
            let radius = min(22, Int((3 + 2.2 * Double(spot.people).squareRoot()).rounded()))
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
        let label = ConversationResultWords.mapLabel(result.people, groups.count)
        return """
            <figure class="chart"><svg class="opinion-map" viewBox="0 0 400 400" role="img" aria-label="\(frame(label))">\
            <rect class="ground" width="400" height="400"/>\(spots)\(names)\(own)</svg>\
            <figcaption class="small">\(frame(ConversationResultWords.mapHint))</figcaption></figure>\
            <details class="more"><summary>\(frame(ConversationResultWords.mapTable))</summary>\(table(map, groups))</details>
            """
    }

    /// With groups one row for each and one for who is in none, without one for each corner: they add up to everybody.
    private func table(_ map: ConversationMap, _ groups: [ConversationGroup]) -> HTML {
        let rows: [HTML] = groups.isEmpty ? corners(map) : groups.map { row(of: $0, map) } + others(groups)
        let first = groups.isEmpty ? ConversationResultWords.quarter : ConversationResultWords.group
        let place: HTML = "<th scope=\"col\">\(frame(ConversationResultWords.place))</th>"
        return """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(first))</th>\
            <th scope="col">\(frame(ConversationResultWords.people))</th>\(place, if: !groups.isEmpty)</tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private func row(of group: ConversationGroup, _ map: ConversationMap) -> HTML {
        let place = map.place(group.centre)
        let words = ConversationResultWords.place(Int((place.x * 100).rounded()), Int((place.y * 100).rounded()))
        let people = group.shownSize.map { String($0) } ?? frame(ConversationResultWords.numberLeftOut)
        return row(
            frame(ConversationResultWords.group(OpinionPicture.letter(group))), people, frame(words),
            isOwn: result.ownPlace?.group?.number == group.number)
    }

    /// Who is in none of these groups. Where those are a few, they are counted with the group that has no number, as
    /// ``ConversationRest`` has it: what is said here is what the numbers beside it leave over anyway.
    private func others(_ groups: [ConversationGroup]) -> [HTML] {
        let left = result.people - groups.reduce(0) { $0 + ($1.shownSize ?? 0) }
        guard left > 0 else { return [] }
        var name = ConversationResultWords.others, isOwn = false
        if let hidden = groups.first(where: { !$0.showsCounts }) {
            name = ConversationResultWords.othersWith(OpinionPicture.letter(hidden))
        }
        if let own = result.ownPlace { isOwn = own.group == nil }
        return [row(frame(name), String(left), "–", isOwn: isOwn)]
    }

    private func row(_ name: String, _ people: String, _ place: String?, isOwn: Bool) -> HTML {
        let area: HTML =
            place.map { "<td role=\"cell\" data-label=\"\(frame(ConversationResultWords.place))\">\($0)</td>" } ?? ""
        let own: HTML = " <span class=\"badge\">\(frame(ConversationResultWords.here))</span>"
        return """
            <tr role="row"><th scope="row">\(name)\(own, if: isOwn)</th>\
            <td role="cell" data-label="\(frame(ConversationResultWords.people))">\(people)</td>\(area)</tr>
            """
    }

    private func corners(_ map: ConversationMap) -> [HTML] {
        let own = result.ownPlace.map { map.place($0.position) }
        return [(false, false), (true, false), (false, true), (true, true)].map { right, down in
            let people = map.spots.filter { ($0.x >= 0.5) == right && ($0.y >= 0.5) == down }.reduce(0) {
                $0 + $1.people
            }
            let isOwn: Bool = own.map { ($0.x >= 0.5) == right && ($0.y >= 0.5) == down } ?? false
            return row(frame(ConversationResultWords.corner(right, down)), String(people), nil, isOwn: isOwn)
        }
    }
}
