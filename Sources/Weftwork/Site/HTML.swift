public import Database

/// Markup whose values are escaped. Interpolating a string escapes it; only literals and other `HTML` go in as they are.
public struct HTML: Sendable, ExpressibleByStringInterpolation {
    /// The markup as bytes of UTF-8.
    public private(set) var bytes: [UInt8]

    public init(stringLiteral value: StaticString) {
        bytes = value.withUTF8Buffer { Array($0) }
    }

    public init(stringInterpolation: Interpolation) {
        bytes = stringInterpolation.bytes
    }

    public static let empty: HTML = ""

    public var isEmpty: Bool { bytes.isEmpty }

    /// The markup as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public static func += (left: inout HTML, right: HTML) {
        left.bytes += right.bytes
    }

    public static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum += right
        return sum
    }

    /// Collects literal markup and escaped values.
    public struct Interpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 64)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        public mutating func appendInterpolation(_ value: String) {
            var value = value
            value.withUTF8 { HTML.escape($0, into: &bytes) }
        }

        public mutating func appendInterpolation(_ number: some BinaryInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        public mutating func appendInterpolation(_ id: ID) {
            bytes.append(contentsOf: id.description.utf8)
        }

        public mutating func appendInterpolation(_ html: HTML) {
            bytes += html.bytes
        }

        /// Each part in turn.
        public mutating func appendInterpolation(_ parts: [HTML]) {
            bytes.reserveCapacity(bytes.count + parts.reduce(0) { $0 + $1.bytes.count })
            for part in parts { bytes += part.bytes }
        }

        /// `html` where `condition` holds, else nothing.
        public mutating func appendInterpolation(_ html: @autoclosure () -> HTML, if condition: Bool) {
            if condition { bytes += html().bytes }
        }
    }

    /// Appends what stands between two special characters in one piece.
    private static func escape(_ value: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
        var start = 0
        for index in value.indices {
            guard let entity = entity(for: value[index]) else { continue }
            bytes.append(contentsOf: value[start..<index])
            entity.withUTF8Buffer { bytes.append(contentsOf: $0) }
            start = index + 1
        }
        bytes.append(contentsOf: value[start...])
    }

    @inline(__always)
    private static func entity(for byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

extension Sequence where Element == HTML {
    /// The parts one after the other.
    public func joined() -> HTML {
        reduce(into: HTML.empty) { $0 += $1 }
    }
}
