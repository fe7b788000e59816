internal import Engine

/// A map as shapes and marks in whole units, a tenth of what a phone shows as a pixel: what its page writes as SVG.
struct MapDrawing {
    struct Shape {
        let path: String
        /// The area that is shown, not one beside it.
        let isHere: Bool
    }

    struct Mark {
        let spot: NeedMap.Spot
        let name: String
        let x: Int
        let y: Int
        let radius: Int
        /// Where its area is, if the mark had to give way.
        let home: (x: Int, y: Int)
        let isMoved: Bool
        /// Where its name has room, if anywhere.
        let label: (x: Int, y: Int)?
    }

    let width: Int
    let height: Int
    let land: [Shape]
    let marks: [Mark]

    private static let labelHeight = 135.0

    /// - Parameters:
    ///   - ground: the tiles that lie under it, if there are any.
    ///   - nameWidth: how wide a letter is.
    ///   - name: what an area is called.
    init(
        _ map: NeedMap, _ places: Places, on ground: MapGround?, nameWidth: Double, name: (CatalogueArea) -> String
    ) {
        let frame = ground?.frame ?? MapFrame(places.box(of: map), around: places.shapes(of: map))
        width = Int(frame.width)
        height = Int(frame.height)
        let inside = map.line.first?.codes
        // Under a whole ground of tiles nobody would see them.
        let rings = ground?.hasGaps == false ? [] : places.outlines.rings
        land = rings.compactMap { ring in
            frame.path(of: ring).map { Shape(path: $0, isHere: inside?.contains(ring.code) ?? true) }
        }
        let most = Double(map.spots.map(\.tally.count).max() ?? 1)
        let homes = map.spots.map { spot -> MapBubble in
            let place = frame.place(spot.area.center)
            // The area of a circle says how many; the smallest still holds two digits and a thumb finds it.
            let radius = 140 + (map.spots.count > 20 ? 50 : 80) * (Double(spot.tally.count) / most).squareRoot()
            return MapBubble(x: place.x, y: place.y, radius: radius.rounded())
        }
        let bubbles = MapLayout.spread(homes, width: frame.width, height: frame.height)
        let names = map.spots.map { name($0.area) }
        let labels = MapLayout.names(
            of: bubbles, widths: names.map { Double($0.count) * nameWidth }, height: MapDrawing.labelHeight,
            in: (frame.width, frame.height))
        marks = map.spots.indices.map { index in
            let bubble = bubbles[index], home = homes[index]
            let away = ((bubble.x - home.x) * (bubble.x - home.x) + (bubble.y - home.y) * (bubble.y - home.y))
                .squareRoot()
            return Mark(
                spot: map.spots[index], name: names[index], x: Int(bubble.x.rounded()), y: Int(bubble.y.rounded()),
                radius: Int(bubble.radius), home: (Int(home.x.rounded()), Int(home.y.rounded())),
                isMoved: away > bubble.radius, label: labels[index].map { (Int($0.x.rounded()), Int($0.y.rounded())) })
        }
    }
}
