internal import Database

/// The word by which a requester knows that a caller is genuine: it stands on her page or on her paper's strip, and before whoever
/// may call her.
enum CheckWord {
    /// The word of a need, from sixteen unguessable bits of it: a thing that is easy to hear and two digits.
    static func words(_ bits: UInt16) -> Text {
        let thing = CheckWords.things[Int(bits >> 8) % CheckWords.things.count]
        let number = 10 + Int(bits & 0xFF) % 90
        return Text(zh: "\(thing.zh) \(number)", en: "\(thing.en) \(number)")
    }
}

extension NeedActs {
    /// The word of a need: where it came on paper the one that its strip bears, so that who has nothing but the strip can tell, too.
    func checkWord(of need: Need, _ db: any Connection) throws -> Text {
        try db.hasPaperWord(need) ? checkWord(ofPaper: need.code) : word("check word", need.id.description)
    }

    /// The word of a code that is printed before there is a need.
    func checkWord(ofPaper code: String) -> Text { word("check word on paper", code) }

    private func word(_ purpose: String, _ of: String) -> Text {
        let bytes = vault.fingerprint(purpose, of)
        return CheckWord.words(UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
    }
}
