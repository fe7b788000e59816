/// Vouches as a table has them, with the names of the members.
public struct TrustTable: Sendable {
    /// Names in their order: numbers by value before other words by their letters.
    public let names: [String]
    public let vouches: [VouchGraph.Vouch]
    public let anchors: [Int]

    /// What is wrong with a row.
    public enum Fault: Error, Equatable, Sendable {
        case empty
        /// A row with fewer than two columns, or a name that is empty.
        case noEnds(line: Int)
        /// A weight that is none of 1, 2, 3.
        case badTier(line: Int, String)
        /// An anchor that is empty.
        case noAnchors
    }

    private static let headers: Set<String> = ["from", "src", "source", "voucher"]

    /// - Parameters:
    ///   - rows: voucher, member and, where there is one, the tier for which the vouch counts; a header is passed over.
    ///   - anchors: names; who is in no row is a member, too.
    /// - Throws: ``Fault`` with the line. Time is O(m log m).
    public init(rows: [CSVRow], anchors: [String]) throws(Fault) {
        let rows =
            rows.first.map { TrustTable.headers.contains($0.cells[0].lowercased()) } == true
            ? rows.dropFirst() : rows[...]
        guard !rows.isEmpty else { throw .empty }
        guard !anchors.isEmpty, !anchors.contains("") else { throw .noAnchors }
        var known = Set(anchors)
        for row in rows {
            guard row.cells.count >= 2, !row.cells[0].isEmpty, !row.cells[1].isEmpty else {
                throw .noEnds(line: row.line)
            }
            known.insert(row.cells[0])
            known.insert(row.cells[1])
        }
        names = TrustTable.ordered(known)
        let number = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var vouches: [VouchGraph.Vouch] = []
        vouches.reserveCapacity(rows.count)
        for row in rows {
            vouches.append(
                .init(
                    from: number[row.cells[0]] ?? 0, to: number[row.cells[1]] ?? 0,
                    tier: try TrustTable.tier(row)))
        }
        self.vouches = vouches
        self.anchors = Set(anchors).compactMap { number[$0] }.sorted()
    }

    private static func tier(_ row: CSVRow) throws(Fault) -> Int {
        guard row.cells.count > 2, !row.cells[2].isEmpty else { return 1 }
        guard let weight = Double(row.cells[2]), [1, 2, 3].contains(weight) else {
            throw .badTier(line: row.line, row.cells[2])
        }
        return Int(weight)
    }

    private static func ordered(_ names: Set<String>) -> [String] {
        names.map { (name: $0, number: Int($0)) }.sorted { left, right in
            switch (left.number, right.number) {
            case (let l?, let r?): l != r ? l < r : left.name < right.name
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): left.name < right.name
            }
        }.map(\.name)
    }
}
