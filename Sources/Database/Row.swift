internal import CPostgres

/// One row of an answer, read by column index in the order of the statement's list. Valid only while it is decoded.
public struct Row {
    enum Source {
        case sqlite(OpaquePointer)
        case postgres(OpaquePointer, Int32)
    }

    let source: Source

    /// The value in column `index`.
    public subscript<T: SQLConvertible>(index: Int) -> T {
        get throws { try T.decode(self, index) }
    }

    /// The value in column `index`, or nothing where it is NULL.
    public subscript<T: SQLConvertible>(index: Int) -> T? {
        get throws { isNull(index) ? nil : try T.decode(self, index) }
    }

    func isNull(_ index: Int) -> Bool {
        switch source {
        case .sqlite(let statement): SQLiteColumn.isNull(statement, index)
        case .postgres(let result, let line): PQgetisnull(result, line, Int32(index)) == 1
        }
    }

    func int(_ index: Int) throws -> Int64 {
        switch source {
        case .sqlite(let statement):
            guard let value = SQLiteColumn.int(statement, index) else { throw wrong(index, "integer") }
            return value
        case .postgres:
            guard let value = try ascii(index, Int64.init) else { throw wrong(index, "integer") }
            return value
        }
    }

    func bool(_ index: Int) throws -> Bool {
        switch source {
        case .sqlite: return try int(index) != 0
        case .postgres:
            let text = try text(index)
            guard text == "t" || text == "f" || text == "1" || text == "0" else { throw wrong(index, "truth") }
            return text == "t" || text == "1"
        }
    }

    func real(_ index: Int) throws -> Double {
        switch source {
        case .sqlite(let statement):
            guard let value = SQLiteColumn.real(statement, index) else { throw wrong(index, "number") }
            return value
        case .postgres:
            guard let value = try ascii(index, Double.init) else { throw wrong(index, "number") }
            return value
        }
    }

    func text(_ index: Int) throws -> String {
        switch source {
        case .sqlite(let statement):
            guard let value = SQLiteColumn.text(statement, index) else { throw wrong(index, "text") }
            return value
        case .postgres:
            return String(decoding: try bytes(index), as: UTF8.self)
        }
    }

    /// The bytes of a text, for whoever passes them on as they are.
    public func utf8(_ index: Int) throws -> [UInt8] {
        switch source {
        case .sqlite(let statement):
            guard let value = SQLiteColumn.utf8(statement, index) else { throw wrong(index, "text") }
            return value
        case .postgres:
            return Array(try bytes(index))
        }
    }

    func blob(_ index: Int) throws -> [UInt8] {
        switch source {
        case .sqlite(let statement):
            guard let value = SQLiteColumn.blob(statement, index, { Array($0) }) else { throw wrong(index, "bytes") }
            return value
        case .postgres:
            let hex = try bytes(index)
            guard hex.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "x")]) else { throw wrong(index, "bytes") }
            return Hex.decode(hex.dropFirst(2)) ?? []
        }
    }

    func id(_ index: Int) throws -> ID {
        let value: ID? =
            switch source {
            case .sqlite(let statement): SQLiteColumn.blob(statement, index) { ID(bytes: $0) } ?? nil
            case .postgres: ID(ascii: try bytes(index))
            }
        guard let value else { throw wrong(index, "id") }
        return value
    }

    private func bytes(_ index: Int) throws -> UnsafeBufferPointer<UInt8> {
        guard case .postgres(let result, let line) = source, !isNull(index),
            let start = PQgetvalue(result, line, Int32(index))
        else { throw wrong(index, "value") }
        let count = Int(PQgetlength(result, line, Int32(index)))
        return UnsafeRawBufferPointer(start: start, count: count).bindMemory(to: UInt8.self)
    }

    private func ascii<T>(_ index: Int, _ parse: (String) -> T?) throws -> T? {
        parse(String(decoding: try bytes(index), as: UTF8.self))
    }

    private func wrong(_ index: Int, _ expected: String) -> DatabaseError {
        .decoding(column: index, expected: expected)
    }
}

/// Hexadecimal digits, as PostgreSQL writes bytes.
public enum Hex {
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var half: UInt8?
        for digit in text {
            guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
            if let high = half {
                bytes.append(high << 4 | UInt8(value))
                half = nil
            } else {
                half = UInt8(value)
            }
        }
        return half == nil ? bytes : nil
    }
}
