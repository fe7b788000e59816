internal import Engine

extension Places {
    /// What is counted by code as a map of an area.
    func map(_ tallies: [(code: Int, tally: AreaTally)], of code: Int?) -> NeedMap {
        let placed = tallies.compactMap { one in
            catalogue.area(one.code).map { (line: catalogue.line(of: $0), one.tally) }
        }
        let area = shown(code, placed.map(\.line))
        var spots: [Int: NeedMap.Spot] = [:], total = AreaTally(), unplaced = AreaTally()
        for (line, tally) in placed {
            guard let spot = spot(of: line, in: area) else { continue }
            var sum = spots[spot.area.code]?.tally ?? AreaTally()
            sum.add(tally)
            spots[spot.area.code] = NeedMap.Spot(area: spot.area, isRest: spot.isRest, tally: sum)
            total.add(tally)
        }
        for one in tallies where catalogue.area(one.code) == nil { unplaced.add(one.tally) }
        if area == nil { total.add(unplaced) }
        return NeedMap(
            area: area, line: area.map(catalogue.line) ?? [],
            spots: spots.values.sorted { ($1.tally.count, $0.area.code) < ($0.tally.count, $1.area.code) },
            unplaced: unplaced, total: total)
    }

    /// A district is shown within its city. Without a wish: the smallest area above districts that holds everything.
    private func shown(_ code: Int?, _ lines: [[CatalogueArea]]) -> CatalogueArea? {
        if let code {
            return catalogue.area(code).flatMap { $0.isSmallest ? $0.parent.flatMap(catalogue.area) ?? $0 : $0 }
        }
        guard var common = lines.first?.filter({ !$0.isSmallest }) else { return nil }
        for line in lines { common = zip(common, line).prefix { $0 == $1 }.map(\.0) }
        return common.last
    }

    /// Which of the areas in `area` a need at the end of `line` belongs to; nothing where it lies elsewhere.
    private func spot(of line: [CatalogueArea], in area: CatalogueArea?) -> (area: CatalogueArea, isRest: Bool)? {
        guard let area else { return line.first.map { ($0, false) } }
        guard let place = line.firstIndex(of: area) else { return nil }
        return place + 1 < line.count ? (line[place + 1], false) : (area, true)
    }

    /// The outlines that a map of `area` is fitted to: of the whole country, or of a province.
    func shapes(of map: NeedMap) -> [MapOutlines.Ring] {
        guard let area = map.area else { return map.spots.contains(where: \.area.isImported) ? [] : outlines.rings }
        return outlines.rings.filter { $0.code == area.code }
    }

    /// What of the globe a map of `area` shows: its outline, else where its parts are.
    func box(of map: NeedMap) -> GeoBox {
        let everything = outlines.box() ?? GeoBox(south: -60, north: 75, west: -180, east: 180)
        guard let area = map.area else {
            let abroad = GeoBox(map.spots.filter(\.area.isImported).map(\.area.center))
            guard let abroad else { return everything.widened(by: 0.01, least: 0) }
            let isAll = map.spots.allSatisfy(\.area.isImported)
            return (isAll ? abroad : abroad.joined(with: everything)).widened(by: 0.1, least: 1)
        }
        if let box = outlines.box(of: area.code...area.code) { return box.widened(by: 0.03, least: 0.02) }
        let parts = catalogue.children(of: area.code).filter { $0.centerLevel == $0.level }.map(\.center)
        return GeoBox(parts + [area.center])?.widened(by: 0.18, least: 0.08) ?? everything
    }
}
