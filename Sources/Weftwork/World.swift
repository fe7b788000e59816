public import Database
internal import Foundation
internal import Synchronization

/// What the program takes from outside itself: time and chance. Handed in once, so that a test or the demonstration can
/// play any moment and always get the same ids.
public struct World: Sendable {
    /// Milliseconds since 1970, UTC.
    public var now: @Sendable () -> Int64
    /// So many unguessable bytes.
    public var bytes: @Sendable (Int) -> [UInt8]
    private let order = IDOrder()

    public init(now: @escaping @Sendable () -> Int64, bytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.bytes = bytes
    }

    /// A new id, made now; later than every id this world has made before.
    public func newID() -> ID {
        let (milliseconds, counter) = order.next(now())
        return ID(milliseconds: milliseconds, entropy: (counter, number()))
    }

    /// A number of 64 random bits.
    public func number() -> UInt64 {
        bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The running machine's clock and its generator of unguessable bytes.
    public static let real = World(
        now: { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) },
        bytes: { Sodium.randomBytes($0) }
    )
}

/// Lengths of time in milliseconds.
public enum Time {
    public static let second: Int64 = 1000
    public static let minute = 60 * second
    public static let hour = 60 * minute
    public static let day = 24 * hour
}

/// Keeps ids of one process in the order they were made, also within a millisecond (RFC 9562, 6.2, method 1).
private final class IDOrder: Sendable {
    private let last = Mutex<(milliseconds: Int64, counter: UInt64)>((0, 0))

    func next(_ now: Int64) -> (milliseconds: Int64, counter: UInt64) {
        last.withLock { last in
            if now > last.milliseconds {
                last = (now, 0)
            } else if last.counter < 0xFFF {
                last.counter += 1
            } else {
                last = (last.milliseconds + 1, 0)
            }
            return last
        }
    }
}
