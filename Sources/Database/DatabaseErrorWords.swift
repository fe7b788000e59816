extension DatabaseError: CustomStringConvertible {
    /// For operators and logs: the kind, then what the engine said.
    public var description: String {
        switch self {
        case .unique(let message): "unique: \(message)"
        case .foreignKey(let message): "foreignKey: \(message)"
        case .check(let message): "check: \(message)"
        case .notNull(let message): "notNull: \(message)"
        case .serialization: "too many came between; try again"
        case .unavailable(let message): "the store is not available: \(message)"
        case .storage(let message): "storage: \(message)"
        case .decoding(let column, let expected): "column \(column) holds no \(expected)"
        case .other(let code, let message): "\(code): \(message)"
        }
    }
}
