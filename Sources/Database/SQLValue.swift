/// What a statement can bind and a row can hold.
public enum SQLValue: Sendable, Hashable {
    case null
    case int(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
    case id(ID)
    case bool(Bool)
    /// Text that each engine spells differently (a full-text query).
    case perEngine(sqlite: String, postgres: String)
}

/// A type that a statement binds and a row gives back.
public protocol SQLConvertible: Sendable {
    var sqlValue: SQLValue { get }
    /// The value in column `index` of `row`; throws ``DatabaseError/decoding(column:expected:)`` for another type.
    static func decode(_ row: Row, _ index: Int) throws -> Self
}

extension Int64: SQLConvertible {
    public var sqlValue: SQLValue { .int(self) }
    public static func decode(_ row: Row, _ index: Int) throws -> Int64 { try row.int(index) }
}

extension Int: SQLConvertible {
    public var sqlValue: SQLValue { .int(Int64(self)) }
    public static func decode(_ row: Row, _ index: Int) throws -> Int { Int(try row.int(index)) }
}

extension Double: SQLConvertible {
    public var sqlValue: SQLValue { .real(self) }
    public static func decode(_ row: Row, _ index: Int) throws -> Double { try row.real(index) }
}

extension String: SQLConvertible {
    public var sqlValue: SQLValue { .text(self) }
    public static func decode(_ row: Row, _ index: Int) throws -> String { try row.text(index) }
}

extension Bool: SQLConvertible {
    public var sqlValue: SQLValue { .bool(self) }
    public static func decode(_ row: Row, _ index: Int) throws -> Bool { try row.bool(index) }
}

extension ID: SQLConvertible {
    public var sqlValue: SQLValue { .id(self) }
    public static func decode(_ row: Row, _ index: Int) throws -> ID { try row.id(index) }
}

extension [UInt8]: SQLConvertible {
    public var sqlValue: SQLValue { .blob(self) }
    public static func decode(_ row: Row, _ index: Int) throws -> [UInt8] { try row.blob(index) }
}

/// Enumerations of words are stored as their word.
extension SQLConvertible where Self: RawRepresentable, RawValue == String {
    public var sqlValue: SQLValue { .text(rawValue) }
    public static func decode(_ row: Row, _ index: Int) throws -> Self {
        guard let value = Self(rawValue: try row.text(index)) else {
            throw DatabaseError.decoding(column: index, expected: "\(Self.self)")
        }
        return value
    }
}

/// Enumerations of numbers are stored as their number, so that they order in SQL.
extension SQLConvertible where Self: RawRepresentable, RawValue == Int {
    public var sqlValue: SQLValue { .int(Int64(rawValue)) }
    public static func decode(_ row: Row, _ index: Int) throws -> Self {
        guard let value = Self(rawValue: Int(try row.int(index))) else {
            throw DatabaseError.decoding(column: index, expected: "\(Self.self)")
        }
        return value
    }
}
