internal import Database

enum ValueStore {
    /// Which values of a survey went on to the charter's draft: each once.
    static let migration = Migration(
        "2026-11-26 values handed over",
        [
            """
            CREATE TABLE value_hands (
                network_id \(.id) NOT NULL, sheet_id \(.id) NOT NULL, option_number \(.int) NOT NULL,
                by_id \(.id) NOT NULL, at \(.int) NOT NULL, PRIMARY KEY (network_id, sheet_id, option_number)
            ) \(.keyed)
            """
        ])

    /// Which answers to what is missing went on: by a mark of their words, for those are their author's.
    static let words = Migration(
        "2026-11-28 missing values handed over",
        [
            """
            CREATE TABLE value_words (
                network_id \(.id) NOT NULL, sheet_id \(.id) NOT NULL, mark TEXT NOT NULL, by_id \(.id) NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, sheet_id, mark)
            ) \(.keyed)
            """
        ])
}

extension Connection {
    /// The numbers of the values of a sheet that were handed over.
    func valuesHanded(of sheet: ID, in network: ID) throws -> Set<Int> {
        Set(
            try query("SELECT option_number FROM value_hands WHERE network_id = \(network) AND sheet_id = \(sheet)") {
                try $0[0] as Int
            })
    }

    /// The marks of what people missed in a sheet that were handed over.
    func valueWordsHanded(of sheet: ID, in network: ID) throws -> Set<String> {
        Set(
            try query("SELECT mark FROM value_words WHERE network_id = \(network) AND sheet_id = \(sheet)") {
                try $0[0] as String
            })
    }

    /// - Returns: false where the same words were handed over already.
    func handValue(words: String, of sheet: ID, in network: ID, by member: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            INSERT INTO value_words (network_id, sheet_id, mark, by_id, at)
            VALUES (\(network), \(sheet), \(TextStamp.of(words)), \(member), \(now))
            ON CONFLICT (network_id, sheet_id, mark) DO NOTHING
            """) == 1
    }

    /// - Returns: false where it was handed over already.
    func handValue(_ number: Int, of sheet: ID, in network: ID, by member: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            INSERT INTO value_hands (network_id, sheet_id, option_number, by_id, at)
            VALUES (\(network), \(sheet), \(number), \(member), \(now))
            ON CONFLICT (network_id, sheet_id, option_number) DO NOTHING
            """) == 1
    }
}
