/// A statement whose values are bound, never pasted.
///
/// Interpolating a value binds it; literal pieces are `StaticString`, so text made at run time can't become SQL.
/// Both engines read the same text; where they differ there is a named fragment (`SQL+Fragments.swift`).
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case text(StaticString)
        case value(SQLValue)
        case fragment(sqlite: StaticString, postgres: StaticString)
        /// A table or column of the store's own schema.
        case name(String)
    }

    private(set) var pieces: [Piece]

    init(pieces: [Piece]) {
        self.pieces = pieces
    }

    public init(stringLiteral value: StaticString) {
        pieces = [.text(value)]
    }

    public init(stringInterpolation: Interpolation) {
        pieces = stringInterpolation.pieces
    }

    /// No text at all: a neutral element for conditions that are built up.
    public static let empty = SQL(pieces: [])

    public var isEmpty: Bool { pieces.isEmpty }

    public static func + (left: SQL, right: SQL) -> SQL {
        SQL(pieces: left.pieces + right.pieces)
    }

    public static func += (left: inout SQL, right: SQL) {
        left.pieces += right.pieces
    }

    /// The statement as `engine` reads it, with the values in the order of their placeholders.
    func rendered(for engine: EngineKind) -> (text: String, values: [SQLValue]) {
        var text = ""
        text.reserveCapacity(256)
        var values: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .text(let literal):
                append(literal, to: &text)
            case .fragment(let sqlite, let postgres):
                append(engine == .sqlite ? sqlite : postgres, to: &text)
            case .name(let name):
                text += "\"\(name.replacing("\"", with: "\"\""))\""
            case .value(let value):
                values.append(value)
                text += engine == .sqlite ? "?" : "$\(values.count)"
            }
        }
        return (text, values)
    }

    private func append(_ literal: StaticString, to text: inout String) {
        literal.withUTF8Buffer { text.append(contentsOf: String(decoding: $0, as: UTF8.self)) }
    }

    /// Collects the pieces of a literal.
    public struct Interpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            pieces.append(.text(literal))
        }

        public mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }

        public mutating func appendInterpolation(_ sql: SQL) {
            pieces += sql.pieces
        }

        /// A list for `IN (…)`; an empty one becomes `NULL`, which nothing equals.
        public mutating func appendInterpolation(list values: some Collection<some SQLConvertible>) {
            guard !values.isEmpty else { return pieces.append(.text("NULL")) }
            for (index, value) in values.enumerated() {
                if index > 0 { pieces.append(.text(", ")) }
                pieces.append(.value(value.sqlValue))
            }
        }
    }
}

extension Sequence where Element == SQL {
    /// The statements one after the other, with `separator` between them.
    public func joined(separator: SQL) -> SQL {
        var result = SQL.empty
        for sql in self {
            if !result.isEmpty { result += separator }
            result += sql
        }
        return result
    }
}
