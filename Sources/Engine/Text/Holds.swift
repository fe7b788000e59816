extension String {
    /// Whether the bytes of `word` stand in this text. For texts in one normal form (``Clean/key(_:)``) that is what
    /// `contains` says, which looks at characters and takes ten times as long. Linear for words of a few letters.
    public func holds(_ word: String) -> Bool {
        var text = self, word = word
        return text.withUTF8 { text in word.withUTF8 { word in text.holds(word) } }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func holds(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = word.first else { return true }
        guard word.count <= count else { return false }
        for start in 0...(count - word.count) where self[start] == first {
            if (1..<Swift.max(1, word.count)).allSatisfy({ self[start + $0] == word[$0] }) { return true }
        }
        return false
    }
}
