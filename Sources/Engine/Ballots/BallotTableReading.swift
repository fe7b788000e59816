/// What the values of a table mean to a method.
extension BallotTable {
    /// Whole numbers of each voter, by option; nothing said is zero.
    func wholes() throws(BallotFault) -> [[Int]] {
        var ballots = [[Int]](repeating: [Int](repeating: 0, count: options.count), count: voterCount)
        for (entry, value) in try numbers() {
            guard value == value.rounded(), abs(value) < 1e6 else { throw bad(entry) }
            ballots[entry.voter][entry.option] = Int(value)
        }
        return ballots
    }

    /// Values such as `4/2`: importance, then effort, from 1 to `scale`.
    func matrix(scale: Int) throws(BallotFault) -> PriorityMatrix {
        var matrix = PriorityMatrix(itemCount: options.count, scale: scale)
        for entry in entries where !entry.value.isEmpty {
            let parts = entry.value.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let importance = parts[0], let effort = parts[1],
                matrix.add(.init(importance: importance, effort: effort), of: entry.option)
            else { throw bad(entry) }
        }
        return matrix
    }

    /// How each time suits: yes, ifNeedBe (or maybe), no; who says nothing isn't counted.
    func times() throws(BallotFault) -> TimePoll {
        var poll = TimePoll(slotCount: options.count)
        for entry in entries {
            switch entry.value.lowercased() {
            case "yes", "1", "true", "x": poll.add(.yes, to: entry.option)
            case "ifneedbe", "if need be", "maybe": poll.add(.ifNeedBe, to: entry.option)
            case "no", "0", "false": poll.add(.no, to: entry.option)
            case "": continue
            default: throw bad(entry)
            }
        }
        return poll
    }

    private func bad(_ entry: Entry) -> BallotFault { .bad(line: entry.line, column: "value", value: entry.value) }
}
