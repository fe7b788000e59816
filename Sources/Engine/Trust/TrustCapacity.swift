/// How many people somebody can bring in, themselves counted, by how far they are from the anchors: an anchor many, those next
/// to an anchor a share of that.
///
/// Advogato's idea (Levien 2009) with capacities that follow from the network instead of a table made by hand: the number of
/// false accounts that get in is bounded by who was deceived, never by how many accounts were made.
public struct TrustCapacity: Sendable, Equatable {
    /// By distance from the nearest anchor; each at most the one before.
    public let byDistance: [Int32]

    /// Everybody who is in may bring in two more, however far they are: a long thin network has room, too.
    public static let least: Int32 = 3

    public init(byDistance: [Int32]) {
        self.byDistance = byDistance.isEmpty ? [TrustCapacity.least] : byDistance
    }

    /// Falls by the same factor with every step, down to ``least``.
    public init(first: Int, factor: Double) {
        var capacity = [max(Int32(clamping: first), TrustCapacity.least)]
        var value = Double(first) / factor
        while value > Double(TrustCapacity.least) {
            capacity.append(Int32(value.rounded(.up)))
            value /= factor
        }
        byDistance = capacity[capacity.count - 1] > TrustCapacity.least ? capacity + [TrustCapacity.least] : capacity
    }

    /// What somebody at `distance` can bring in.
    public func at(_ distance: Int32) -> Int32 {
        byDistance[min(Int(distance), byDistance.count - 1)]
    }

    /// What one vouch of somebody with `capacity` and so many vouches carries: twice an even share, so that deceiving somebody
    /// into one vouch does not win all of their capacity.
    public static func ofVouch(capacity: Int32, vouches: Int) -> Int32 {
        guard vouches > 0 else { return 1 }
        return max(1, Int32((2 * (Int(capacity) - 1) + vouches - 1) / vouches))
    }
}
