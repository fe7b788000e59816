/// Reads a table of answers byte by byte, as half a million rows must be; a table with quotes or apostrophes goes by way of
/// ``CSV``.
struct OpinionReader {
    var people = OpinionNames()
    var statements = OpinionNames()
    private var votes: [OpinionVotes.Vote] = []
    private var times: [Int64] = []
    private let text: [UInt8]
    private let delimiter: UInt8
    /// So many answers are read.
    private let most: Int
    private var layout = Layout()

    /// Where what stands in a row.
    private struct Layout {
        var participant = 0
        var statement = 1
        var vote = 2
        var time: Int?
        /// Statement by column, where each has one of its own.
        var wide: [(column: Int, statement: Int)] = []
        var isWide = false
        /// Bytes and lines in front of the first answer.
        var start = 0
        var line = 1
        /// Rows in front of the first answer, empty ones not counted.
        var rows = 0
    }

    private static let beside = ["participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]

    init(_ bytes: [UInt8], most: Int = .max) throws(OpinionTable.Fault) {
        self.most = most
        do {
            text = try CSVText.utf8(bytes)
        } catch {
            throw .unreadable(error)
        }
        delimiter = CSVText.delimiter(text)
    }

    mutating func read() throws(OpinionTable.Fault) {
        // Quotes, and apostrophes before what looks like a formula, are for whoever reads any table.
        if text.contains(UInt8(ascii: "\"")) || text.contains(UInt8(ascii: "'")) || text.contains(0)
            || (text.contains(0x0D) && !text.contains(0x0A))
        {
            try readQuoted()
        } else {
            try readPlain()
        }
    }

    /// The answers in the order of time.
    var chronological: [OpinionVotes.Vote] {
        guard !times.isEmpty, !zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 }) else { return votes }
        return votes.indices.sorted { (times[$0], $0) < (times[$1], $1) }.map { votes[$0] }
    }

    private mutating func readQuoted() throws(OpinionTable.Fault) {
        let rows: [CSVRow]
        // The names, the answers and one too many, by which it shows that there are more.
        do { rows = try CSV.parse(text, mostRows: min(most, .max - 2) + 2) } catch { throw .unreadable(error) }
        guard let first = rows.first else { throw .empty }
        try arrange(first.cells)
        for row in rows.dropFirst(layout.rows) {
            try take(row.cells.map { Array(Clean.line($0).utf8) }, line: row.line)
        }
    }

    private mutating func take(_ cells: [[UInt8]], line: Int) throws(OpinionTable.Fault) {
        let bytes = cells.flatMap { $0 }
        var ends: [Int] = []
        for cell in cells { ends.append((ends.last ?? 0) + cell.count) }
        let ranges = ends.indices.map { ($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0] }
        let taken: Result<Void, OpinionTable.Fault> = bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(OpinionTable.Fault) in try take(bytes, ranges, line) }
        }
        try taken.get()
    }

    private mutating func readPlain() throws(OpinionTable.Fault) {
        var line = 1, start = 0
        while start < text.count, text[start] <= 0x20, text[start] != 0x09 {
            if text[start] == 0x0A { line += 1 }
            start += 1
        }
        guard start < text.count else { throw .empty }
        let end = text[start...].firstIndex(of: 0x0A) ?? text.count
        let first = text[start..<end].split(separator: delimiter, omittingEmptySubsequences: false)
        try arrange(first.map { Clean.line(String(decoding: $0, as: UTF8.self)) })
        (layout.start, layout.line) = layout.rows > 0 ? (min(end + 1, text.count), line + 1) : (start, line)
        votes.reserveCapacity(text.count / 8)
        let text = text
        let read: Result<Void, OpinionTable.Fault> = text.withUnsafeBufferPointer { bytes in
            Result { () throws(OpinionTable.Fault) in try readRows(bytes) }
        }
        try read.get()
    }

    private mutating func readRows(_ bytes: UnsafeBufferPointer<UInt8>) throws(OpinionTable.Fault) {
        var at = layout.start, line = layout.line, ranges: [Range<Int>] = []
        while at < bytes.count {
            ranges.removeAll(keepingCapacity: true)
            var start = at
            while at < bytes.count, bytes[at] != 0x0A {
                if bytes[at] == delimiter {
                    ranges.append(OpinionReader.trimmed(start..<at, bytes))
                    start = at + 1
                }
                at += 1
            }
            ranges.append(OpinionReader.trimmed(start..<at, bytes))
            at += 1
            if ranges.contains(where: { !$0.isEmpty }) { try take(bytes, ranges, line) }
            line += 1
        }
    }

    private static func trimmed(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    /// Finds out from the first line what stands where; without names it is an answer itself.
    private mutating func arrange(_ cells: [String]) throws(OpinionTable.Fault) {
        let names = cells.map { Clean.line($0).lowercased() }
        func column(_ known: [String]) -> Int? { names.firstIndex(where: known.contains) }
        let participant = column(OpinionSheet.participant), statement = column(OpinionSheet.statement)
        guard participant != nil || statement != nil else { return }
        guard let participant else { throw .noColumn("participant") }
        layout.rows = 1
        layout.participant = participant
        layout.time = column(["timestamp", "modified_ms", "modified"])
        if let statement {
            guard let vote = column(["vote", "value"]) else { throw .noColumn("vote") }
            (layout.statement, layout.vote) = (statement, vote)
        } else {
            layout.isWide = true
            layout.time = nil
            for (place, name) in cells.enumerated() where !OpinionReader.beside.contains(names[place]) {
                let number = Array(Clean.line(name).utf8).withUnsafeBufferPointer { statements.number($0) }
                layout.wide.append((place, number))
            }
        }
    }

    private mutating func take(
        _ bytes: UnsafeBufferPointer<UInt8>, _ cells: [Range<Int>], _ line: Int
    ) throws(OpinionTable.Fault) {
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        guard layout.participant < cells.count, !cells[layout.participant].isEmpty else {
            throw .bad(line: line, column: "participant", value: "")
        }
        let person = people.number(UnsafeBufferPointer(rebasing: bytes[cells[layout.participant]]))
        if layout.isWide {
            for (column, statement) in layout.wide where column < cells.count && !cells[column].isEmpty {
                guard let answer = OpinionReader.answer(bytes, cells[column]) else {
                    throw .bad(line: line, column: "vote", value: text(cells[column]))
                }
                try add(.init(participant: person, statement: statement, answer: answer))
            }
            return
        }
        guard layout.statement < cells.count, !cells[layout.statement].isEmpty else {
            throw .bad(line: line, column: "statement", value: "")
        }
        guard layout.vote < cells.count, let answer = OpinionReader.answer(bytes, cells[layout.vote]) else {
            throw .bad(line: line, column: "vote", value: layout.vote < cells.count ? text(cells[layout.vote]) : "")
        }
        let statement = statements.number(UnsafeBufferPointer(rebasing: bytes[cells[layout.statement]]))
        try add(.init(participant: person, statement: statement, answer: answer))
        guard let column = layout.time else { return }
        guard column < cells.count, let time = OpinionReader.time(bytes, cells[column]) else {
            throw .bad(line: line, column: "timestamp", value: column < cells.count ? text(cells[column]) : "")
        }
        times.append(time)
    }

    private mutating func add(_ vote: OpinionVotes.Vote) throws(OpinionTable.Fault) {
        guard votes.count < most else { throw .tooMany(most) }
        votes.append(vote)
    }

    private static func time(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int64? {
        guard (1...18).contains(range.count) else { return nil }
        var value: Int64 = 0
        for place in range {
            guard bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int64(bytes[place] - UInt8(ascii: "0"))
        }
        return value
    }

    private static func answer(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> OpinionAnswer? {
        if range.count == 1 {
            switch bytes[range.lowerBound] {
            case UInt8(ascii: "1"): return .agree
            case UInt8(ascii: "0"): return .pass
            default: return nil
            }
        }
        if range.count == 2, bytes[range.lowerBound] == UInt8(ascii: "-"),
            bytes[range.upperBound - 1] == UInt8(ascii: "1")
        {
            return .disagree
        }
        guard let value = Double(String(decoding: bytes[range], as: UTF8.self)) else { return nil }
        return [-1: .disagree, 0: .pass, 1: .agree][value]
    }
}
