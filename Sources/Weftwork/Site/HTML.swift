public import Database

/// Markup whose values are escaped. Interpolating a string escapes it; only literals and other `HTML` go in as they are.
public struct HTML: Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String

    public init(stringLiteral value: StaticString) {
        text = value.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    }

    public init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
    }

    public static let empty: HTML = ""

    public var isEmpty: Bool { text.isEmpty }

    /// The markup as bytes of UTF-8.
    public var bytes: [UInt8] { Array(text.utf8) }

    public static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }

    public static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum += right
        return sum
    }

    /// Collects literal markup and escaped values.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
        }

        public mutating func appendInterpolation(_ value: String) {
            HTML.escape(value, into: &text)
        }

        public mutating func appendInterpolation(_ number: some BinaryInteger) {
            text += String(number)
        }

        public mutating func appendInterpolation(_ id: ID) {
            text += id.description
        }

        public mutating func appendInterpolation(_ html: HTML) {
            text += html.text
        }

        /// Each part in turn.
        public mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { text += part.text }
        }

        /// `html` where `condition` holds, else nothing.
        public mutating func appendInterpolation(_ html: @autoclosure () -> HTML, if condition: Bool) {
            if condition { text += html().text }
        }
    }

    private static func escape(_ value: String, into text: inout String) {
        let special = value.utf8.contains { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }
        guard special else { return text += value }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Sequence where Element == HTML {
    /// The parts one after the other.
    public func joined() -> HTML {
        reduce(into: HTML.empty) { $0 += $1 }
    }
}
