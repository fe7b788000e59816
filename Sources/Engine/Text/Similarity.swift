/// A short signature of a text from which the likeness of two texts is estimated without the texts.
///
/// MinHash (Broder 1997) over the pairs of neighbouring characters of `Clean.key`: the share of equal values estimates
/// the Jaccard likeness of the two sets of pairs with a standard error of at most 1/16. Bands of the signature
/// (locality-sensitive hashing) find candidates by key among any number of texts: with 16 bands of 4 a pair at likeness
/// 0.8 shares a band in 99.98 % of cases, one at 0.2 in 2.5 %.
public struct MinHash: Sendable, Equatable {
    /// How many values a signature has.
    public static let length = 64

    /// The smallest hash of any pair under each of the 64 functions; all `UInt32.max` for a text without letters.
    public let values: [UInt32]

    /// The signature of a text. Linear: 32 mixings of 64 bits, two values each, for each different character pair.
    public init(_ text: String) {
        let seeds = MinHash.seeds
        var lowest = [UInt32](repeating: .max, count: MinHash.length)
        for shingle in Shingles.set(text) {
            for lane in 0..<seeds.count {
                let hash = SplitMix64.mixed(shingle ^ seeds[lane])
                lowest[2 * lane] = min(lowest[2 * lane], UInt32(truncatingIfNeeded: hash))
                lowest[2 * lane + 1] = min(lowest[2 * lane + 1], UInt32(truncatingIfNeeded: hash >> 32))
            }
        }
        values = lowest
    }

    /// The estimated likeness from 0 to 1; 0 when one of the texts is empty, since nothing is known then.
    public func similarity(to other: MinHash) -> Double {
        guard !isEmpty && !other.isEmpty else { return 0 }
        let same = zip(values, other.values).count { $0 == $1 }
        return Double(same) / Double(MinHash.length)
    }

    /// Sixteen keys, one for each band of four values: texts that share a key are candidates. The number of the band is
    /// part of its key. An empty text has none.
    public var bands: [Int64] {
        guard !isEmpty else { return [] }
        return stride(from: 0, to: MinHash.length, by: 4).map { start in
            let key = values[start..<start + 4].reduce(UInt64(start)) { SplitMix64.mixed($0 ^ UInt64($1)) }
            return Int64(bitPattern: key)
        }
    }

    /// A stored signature: 64 values of four bytes, lowest byte first; `nil` for any other length.
    public init?(bytes: [UInt8]) {
        guard bytes.count == MinHash.length * 4 else { return nil }
        values = stride(from: 0, to: bytes.count, by: 4).map { start in
            bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    /// The signature to be stored, 256 bytes.
    public var bytes: [UInt8] {
        values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    }

    private var isEmpty: Bool { values.allSatisfy { $0 == .max } }

    /// Fixed for ever: stored signatures are compared with new ones.
    private static let seeds: [UInt64] = {
        var numbers = SplitMix64(seed: 0x5EED_0001)
        return (0..<length / 2).map { _ in numbers.next() }
    }()
}

/// The sets of neighbouring character pairs that likeness of texts is measured by.
public enum Shingles {
    /// The exact likeness of two texts, 0 to 1: shared pairs through all pairs of both (Jaccard). Texts are compared by
    /// `Clean.key`; an empty one is like nothing. Linear in both.
    public static func jaccard(_ a: String, _ b: String) -> Double {
        Pairs(a).likeness(to: Pairs(b))
    }

    /// The pairs of one text, made once to be compared with many.
    public struct Pairs: Sendable {
        private let values: Set<UInt64>

        public init(_ text: String) {
            values = Shingles.set(text)
        }

        /// The exact likeness of two texts (``Shingles/jaccard(_:_:)``).
        public func likeness(to other: Pairs) -> Double {
            guard !values.isEmpty && !other.values.isEmpty else { return 0 }
            let (few, many) = values.count < other.values.count ? (values, other.values) : (other.values, values)
            let shared = few.count { many.contains($0) }
            return Double(shared) / Double(values.count + other.values.count - shared)
        }
    }

    /// Each pair once, as two code points in one number; a text of one character is one pair with nothing.
    static func set(_ text: String) -> Set<UInt64> {
        let scalars = Clean.keyScalars(text)
        var out = Set<UInt64>(minimumCapacity: scalars.count)
        guard var previous = scalars.first else { return out }
        for scalar in scalars.dropFirst() {
            out.insert(UInt64(previous.value) << 32 | UInt64(scalar.value))
            previous = scalar
        }
        if out.isEmpty { out.insert(UInt64(previous.value) << 32) }
        return out
    }
}
