internal import Database

extension [ID] {
    /// The last repeated up to the next power of two: a statement that lists them has a dozen shapes and not a thousand, for each stays
    /// prepared.
    var shaped: [ID] {
        guard let last else { return [] }
        var size = 1
        while size < count { size *= 2 }
        return self + [ID](repeating: last, count: size - count)
    }

    /// In their order, at most 256 at a time, each as ``shaped`` has it.
    var stretches: [[ID]] {
        stride(from: 0, to: count, by: 256).map { [ID](self[$0..<Swift.min(count, $0 + 256)]).shaped }
    }
}
