/// A round mark on a map.
public struct MapBubble: Sendable, Equatable {
    public var x: Double
    public var y: Double
    public let radius: Double

    public init(x: Double, y: Double, radius: Double) {
        self.x = x
        self.y = y
        self.radius = radius
    }
}

/// Keeps marks and names on a map apart, always in the same way.
public enum MapLayout {
    /// Moves bubbles until none covers another, each as little as can be, all within the picture. Quadratic: for some hundred.
    public static func spread(_ bubbles: [MapBubble], width: Double, height: Double, gap: Double = 16) -> [MapBubble] {
        var moved = bubbles
        for round in 0..<120 {
            var isStill = true
            for first in moved.indices {
                for second in moved.indices.dropFirst(first + 1) {
                    let least = moved[first].radius + moved[second].radius + gap
                    var east = moved[second].x - moved[first].x, south = moved[second].y - moved[first].y
                    var apart = (east * east + south * south).squareRoot()
                    guard apart < least else { continue }
                    isStill = false
                    if apart < 1 {
                        // Two at one place part in a direction that their order says.
                        (east, south, apart) = (first % 2 == 0 ? 1 : -1, second % 2 == 0 ? 1 : -1, 2.0.squareRoot())
                    }
                    let push = (least - apart) / 2 / apart
                    moved[first].x -= east * push
                    moved[first].y -= south * push
                    moved[second].x += east * push
                    moved[second].y += south * push
                }
            }
            for index in moved.indices {
                // At first each is drawn home a little, so that none strays.
                let pull = round < 80 ? 0.02 : 0
                moved[index].x += (bubbles[index].x - moved[index].x) * pull
                moved[index].y += (bubbles[index].y - moved[index].y) * pull
                let edge = moved[index].radius + 8
                moved[index].x = min(max(moved[index].x, edge), max(edge, width - edge))
                moved[index].y = min(max(moved[index].y, edge), max(edge, height - edge))
            }
            if isStill { break }
        }
        return moved
    }

    /// Where names stand beside their bubbles, by their middle: below, above, right or left, the first way that covers nothing. Nothing
    /// for a name that has no room; those before it come first.
    public static func names(
        of bubbles: [MapBubble], widths: [Double], height: Double, in size: (width: Double, height: Double)
    ) -> [(x: Double, y: Double)?] {
        var taken: [(left: Double, right: Double, top: Double, bottom: Double)] = []
        return zip(bubbles, widths).map { bubble, width in
            let down = bubble.radius + height * 0.6, aside = bubble.radius + width / 2 + height * 0.25
            let ways = [(0, down), (0, -down), (aside, 0), (-aside, 0)]
            for way in ways {
                let x = bubble.x + way.0, y = bubble.y + way.1
                let box = (left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2)
                guard box.left >= 0, box.right <= size.width, box.top >= 0, box.bottom <= size.height else { continue }
                let isFree =
                    taken.allSatisfy {
                        box.right < $0.left || box.left > $0.right || box.bottom < $0.top || box.top > $0.bottom
                    }
                    && bubbles.allSatisfy { other in
                        let x = min(max(other.x, box.left), box.right) - other.x
                        let y = min(max(other.y, box.top), box.bottom) - other.y
                        return other == bubble || x * x + y * y > other.radius * other.radius
                    }
                guard isFree else { continue }
                taken.append(box)
                return (x, y)
            }
            return nil
        }
    }
}
