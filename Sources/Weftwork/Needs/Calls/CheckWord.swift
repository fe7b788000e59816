internal import Database

/// The word by which a requester knows that a caller is genuine: it stands on her page, and before whoever may call her.
enum CheckWord {
    /// The word of a need, from sixteen unguessable bits of it: a thing that is easy to hear and two digits.
    static func words(_ bits: UInt16) -> Text {
        let thing = CheckWords.things[Int(bits >> 8) % CheckWords.things.count]
        let number = 10 + Int(bits & 0xFF) % 90
        return Text(zh: "\(thing.zh) \(number)", en: "\(thing.en) \(number)")
    }
}

extension NeedActs {
    func checkWord(of need: ID) -> Text {
        let bytes = vault.fingerprint("check word", need.description)
        return CheckWord.words(UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
    }
}
