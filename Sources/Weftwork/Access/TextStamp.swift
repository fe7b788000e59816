/// By which it is known that what was read is what stands: whoever decides about words decides about those they have read.
enum TextStamp {
    static func of(_ parts: String...) -> String { of(parts) }

    static func of(_ parts: [String]) -> String {
        Base64URL.encode(Sodium.hash(Array(parts.joined(separator: "\u{1F}").utf8)).prefix(9))
    }

    /// - Parameters:
    ///   - seen: the stamp of what was read; nothing where the caller doesn't say.
    ///   - words: what stands now.
    /// - Throws: ``Refusal/stale`` where it has changed meanwhile.
    static func require(_ seen: String?, _ words: String?) throws(Refusal) {
        guard let seen, seen != words.map({ of($0) }) else { return }
        throw .stale
    }
}
