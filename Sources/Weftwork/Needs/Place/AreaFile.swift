internal import Engine

/// The areas of one country as a file has them, checked whole.
struct AreaFile: Sendable {
    struct Line: Sendable {
        let code: String
        /// The line of the area above; none above the country.
        let parent: Int?
        let level: CatalogueArea.Level
        let name: String
        let chinese: String
        let latin: String
        let others: [String]
        let center: GeoPoint?
    }

    /// Two or three letters (ISO 3166-1).
    let country: String
    /// The first number of the country's block.
    let base: Int
    let lines: [Line]
    /// Which of them is the country.
    let root: Int
    /// Where that stands in the file.
    let rootRow: Int

    static let most = 50_000

    var block: ClosedRange<Int> { base...(base + AreaCountry.block - 1) }
    var name: String { lines[root].name }

    /// The areas with their numbers: those that were known before keep theirs, new ones follow in the order of the tree, so that what
    /// lies in one area is one run of numbers.
    /// - Parameter known: numbers by code. Used up, they begin anew.
    func areas(known: [String: Int]) -> (areas: [ImportedArea], kept: Set<Int>) {
        let highest = max(base, known.values.max() ?? base)
        let kept = highest + lines.count > block.upperBound ? [:] : known
        var numbers: [Int: Int] = [root: base]
        var next = kept.isEmpty ? base + 1 : highest + 1
        for index in tree where index != root {
            if let number = kept[lines[index].code] {
                numbers[index] = number
            } else {
                numbers[index] = next
                next += 1
            }
        }
        let areas = lines.indices.compactMap { index -> ImportedArea? in
            guard let number = numbers[index] else { return nil }
            let line = lines[index]
            return ImportedArea(
                number: number, code: index == root ? country : line.code, parent: line.parent.flatMap { numbers[$0] },
                level: line.level, name: line.name, chinese: line.chinese, latin: line.latin, others: line.others,
                center: line.center)
        }
        let present = Set(numbers.values)
        return (areas, kept.isEmpty && !known.isEmpty ? [base] : Set(kept.values).intersection(present).union([base]))
    }

    /// The lines, each followed by those in it.
    private var tree: [Int] {
        var children: [Int: [Int]] = [:]
        for (index, line) in lines.enumerated() {
            if let parent = line.parent { children[parent, default: []].append(index) }
        }
        var order: [Int] = [], waiting = [root]
        while let next = waiting.popLast() {
            order.append(next)
            waiting += (children[next] ?? []).reversed()
        }
        return order
    }
}

/// What came of reading areas in.
public struct AreaReport: Sendable, View {
    public internal(set) var country = ""
    public internal(set) var name = ""
    public internal(set) var read = 0
    public internal(set) var stored = 0
    /// Areas that were not there before, and that are there no more.
    public internal(set) var added = 0
    public internal(set) var removed = 0
    /// Needs that will be read again by the new areas.
    public internal(set) var needs = 0
    public internal(set) var rejected: [ImportProblem] = []
    public internal(set) var isDryRun = false
    var language = Language.en

    public func write(to json: inout JSON) {
        json.object { json in
            json.field("country", country)
            json.field("name", name)
            json.field("read", read)
            json.field("stored", stored)
            json.field("added", added)
            json.field("removed", removed)
            json.field("needs", needs)
            if isDryRun { json.field("dryRun", true) }
            json.name("rejected")
            json.array(rejected) { json, problem in
                json.object {
                    $0.field("row", problem.row)
                    $0.field("field", problem.field)
                    $0.field("message", problem.message(language))
                    $0.field("cell", problem.cell)
                }
            }
        }
    }
}

/// A country whose areas are known, for whoever looks at the list.
public struct AreaListing: Sendable, View {
    /// `CN` for China, which ships.
    public let country: String
    public let name: String
    public let count: Int
    /// When they were read in; nothing for China's.
    public let importedAt: Int64?

    public func write(to json: inout JSON) {
        json.object {
            $0.field("country", country)
            $0.field("name", name)
            $0.field("areas", count)
            $0.field("importedAt", moment: importedAt)
        }
    }
}
