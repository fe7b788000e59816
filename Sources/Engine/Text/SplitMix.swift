/// A small, fast, repeatable source of random numbers for tests, simulations and fixed hash constants.
///
/// SplitMix64 (Steele, Lea, Flood 2014): one addition and a mixing of 64 bits per number, period 2^64. The same seed
/// gives the same sequence on every platform. Not for secrets.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts the sequence that belongs to `seed`.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits. Constant time.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SplitMix64.mixed(state)
    }

    /// The finaliser alone: a bijection of 64 bits in which every input bit moves half of the output bits.
    @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
