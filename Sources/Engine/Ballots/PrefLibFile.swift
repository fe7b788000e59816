/// Ranked ballots as PrefLib keeps them: `.soc`, `.soi`, `.toc`, `.toi` (Mattei, Walsh 2013).
public struct PrefLibFile: Sendable, Equatable {
    public let options: [BallotOption]
    public let ballots: RankedBallots

    /// Whether a file is one of these.
    static func isOne(_ text: [UInt8]) -> Bool { text.first == UInt8(ascii: "#") }

    /// - Throws: ``BallotFault`` with the line. Linear; an option that a line names twice is an error.
    public init(_ bytes: [UInt8]) throws(BallotFault) {
        let text: [UInt8]
        do { text = try CSVText.utf8(bytes) } catch { throw .unreadable(error) }
        var reader = Reader(text)
        try reader.readHeader()
        try reader.readBallots()
        options = reader.options
        ballots = reader.ballots
    }

    private struct Reader {
        let text: [UInt8]
        var at = 0
        var line = 1
        var options: [BallotOption] = []
        var ballots = RankedBallots(optionCount: 0)
        /// The last ballot that names an option, by option.
        var named: [Int] = []

        init(_ text: [UInt8]) { self.text = text }

        private var endOfLine: Int {
            var end = at
            while end < text.count, text[end] != 0x0A { end += 1 }
            return end
        }

        mutating func readHeader() throws(BallotFault) {
            while at < text.count, text[at] == UInt8(ascii: "#") {
                let end = endOfLine, words = Clean.line(String(decoding: text[at..<end], as: UTF8.self))
                let parts = words.dropFirst().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let key = parts[0].split(separator: " ")
                if parts.count == 2, key.count == 3, key[0] == "ALTERNATIVE", key[1] == "NAME" {
                    guard Int(key[2]) == options.count + 1 else {
                        throw .bad(line: line, column: "alternative", value: String(key[2]))
                    }
                    options.append(BallotOption(id: String(key[2]), name: Clean.line(String(parts[1]))))
                }
                (at, line) = (end + 1, line + 1)
            }
            guard !options.isEmpty, options.count < 32_768 else { throw .noColumn("ALTERNATIVE NAME") }
            ballots = RankedBallots(optionCount: options.count)
            named = [Int](repeating: 0, count: options.count)
        }

        mutating func readBallots() throws(BallotFault) {
            while at < text.count {
                let end = endOfLine
                var start = at
                while start < end, text[start] <= 0x20 { start += 1 }
                if start < end { try readBallot(start, end) }
                (at, line) = (end + 1, line + 1)
            }
        }

        private func fault(_ start: Int, _ end: Int) -> BallotFault {
            .bad(line: line, column: "ballot", value: Clean.line(String(decoding: text[start..<end], as: UTF8.self)))
        }

        private mutating func readBallot(_ start: Int, _ end: Int) throws(BallotFault) {
            var number = -1, count = -1, isBraced = false, isLevel = false
            for place in start...end {
                let byte = place < end ? text[place] : UInt8(ascii: ",")
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    number = max(0, number) * 10 + Int(byte - UInt8(ascii: "0"))
                    guard number < 1 << 40 else { throw fault(start, end) }
                case UInt8(ascii: ":") where count < 0 && number >= 0: (count, number) = (number, -1)
                case UInt8(ascii: "{") where count >= 0 && !isBraced: (isBraced, isLevel) = (true, false)
                case UInt8(ascii: ","), UInt8(ascii: "}"):
                    if number >= 0 {
                        guard count >= 0, (1...options.count).contains(number), named[number - 1] != line else {
                            throw fault(start, end)
                        }
                        named[number - 1] = line
                        ballots.append(number - 1, isLevel: isLevel)
                        isLevel = isBraced
                        number = -1
                    }
                    if byte == UInt8(ascii: "}") { (isBraced, isLevel) = (false, false) }
                case 0x20, 0x09, 0x0D: break
                default: throw fault(start, end)
                }
            }
            guard count >= 0, !isBraced else { throw fault(start, end) }
            ballots.end(count: count)
        }
    }
}
