/// A table as it lies in the store, for copies of whole stores: the one place where rows move without being understood.
public struct StoredTable: Sendable, Equatable {
    /// What a column holds, as far as the engine tells: SQLite keeps truths as integers and ids as bytes.
    enum Kind: Sendable, Equatable {
        case integer, real, text, bytes, id, truth
    }

    struct Column: Sendable, Equatable {
        let name: String
        let kind: Kind
    }

    public let name: String
    let columns: [Column]
    /// The names of its key's columns, in their order.
    let key: [String]

    public var columnNames: [String] { columns.map(\.name) }
    public func has(_ column: String) -> Bool { columns.contains { $0.name == column } }
}

/// A value that means the same in every store: ids as their bytes, truths as 0 and 1.
public enum StoredValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])

    /// As a column of this kind takes it.
    func sqlValue(_ kind: StoredTable.Kind) throws -> SQLValue {
        switch (self, kind) {
        case (.null, _): return .null
        case (.integer(let number), .truth): return .bool(number != 0)
        case (.integer(let number), .real): return .real(Double(number))
        case (.integer(let number), _): return .int(number)
        case (.real(let number), _): return .real(number)
        case (.text(let text), _): return .text(text)
        case (.bytes(let bytes), .id):
            guard let id = ID(bytes: bytes) else { throw DatabaseError.check("an id of \(bytes.count) bytes") }
            return .id(id)
        case (.bytes(let bytes), _): return .blob(bytes)
        }
    }
}

extension SQL {
    /// The name of a table or column, quoted. Names come from the store's own schema, never from people.
    static func name(_ name: String) -> SQL { SQL(pieces: [.name(name)]) }

    /// Several names with commas between.
    static func names(_ names: [String]) -> SQL { names.map(SQL.name).joined(separator: ", ") }
}
