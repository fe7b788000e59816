/// Everything in which the two engines are written differently, both spellings side by side.
extension SQL {
    /// 64-bit integer column.
    public static let int = SQL(pieces: [.fragment(sqlite: "INTEGER", postgres: "BIGINT")])
    /// Truth column; bound as 1 or 0 on both.
    public static let bool = SQL(pieces: [.fragment(sqlite: "INTEGER", postgres: "BOOLEAN")])
    /// Floating-point column.
    public static let real = SQL(pieces: [.fragment(sqlite: "REAL", postgres: "DOUBLE PRECISION")])
    /// Byte-string column.
    public static let blob = SQL(pieces: [.fragment(sqlite: "BLOB", postgres: "BYTEA")])
    /// Identifier column.
    public static let id = SQL(pieces: [.fragment(sqlite: "BLOB", postgres: "UUID")])
    /// What stands after `CREATE TABLE … (…)`, so that SQLite refuses a value of the wrong type as PostgreSQL does.
    public static let strict = SQL(pieces: [.fragment(sqlite: "STRICT", postgres: "")])
    /// The same for small rows found by their key alone: SQLite then keeps them in one tree instead of two.
    public static let keyed = SQL(pieces: [.fragment(sqlite: "STRICT, WITHOUT ROWID", postgres: "")])
    /// Takes rows that no other worker has taken.
    public static let skipLocked = SQL(pieces: [.fragment(sqlite: "", postgres: "FOR UPDATE SKIP LOCKED")])
    /// The full-text table: one row of tokens for each document, found by its number.
    public static let createSearch = SQL(pieces: [
        .fragment(
            sqlite: "CREATE VIRTUAL TABLE search USING fts5(tokens, tokenize = 'unicode61', detail = full)",
            postgres: """
                CREATE TABLE search (rowid BIGINT PRIMARY KEY, tokens TEXT NOT NULL,
                vector TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', tokens)) STORED)
                """
        )
    ])
    /// Its index, where the engine keeps one apart from the table.
    public static let indexSearch = SQL(pieces: [
        .fragment(sqlite: "", postgres: "CREATE INDEX search_vector ON search USING GIN (vector)")
    ])

    /// Documents that hold every one of `phrases` (each a run of tokens; one token alone finds what begins with it).
    ///
    /// Tokens are letters and digits only (`SearchText`), so quoting them is safe on both engines.
    public static func searchMatches(_ phrases: [[String]]) -> SQL {
        let sqlite = phrases.map { $0.count == 1 ? "\($0[0])*" : "\"\($0.joined(separator: " "))\"" }
        let postgres = phrases.map { $0.count == 1 ? "\($0[0]):*" : $0.joined(separator: " <-> ") }
        return SQL(pieces: [
            .fragment(sqlite: "search MATCH ", postgres: "vector @@ to_tsquery('simple', "),
            .value(.perEngine(sqlite: sqlite.joined(separator: " "), postgres: postgres.joined(separator: " & "))),
            .fragment(sqlite: "", postgres: ")"),
        ])
    }
}
