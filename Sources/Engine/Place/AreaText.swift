internal import Foundation

/// How words for areas are taken apart and compared.
public enum AreaText {
    /// A key for comparing: folded as ``Clean/key(_:)`` does, and without accents (`Wǔhàn`).
    public static func key(_ word: String) -> String {
        let key = Clean.key(word)
        if key.utf8.allSatisfy({ $0 < 0x80 }) || isHan(key) { return key }
        return key.folding(options: .diacriticInsensitive, locale: nil)
    }

    public static func isHan(_ text: String) -> Bool { text.unicodeScalars.contains { Scripts.isHan($0.value) } }

    /// What stands between separators; of a text with Han characters, between spaces too.
    static func parts(_ text: String) -> [String] {
        Clean.line(text).split { ",，、/›>·;|\\".contains($0) }.flatMap { part -> [String] in
            isHan(String(part)) ? part.split(separator: " ").map(String.init) : [Clean.line(String(part))]
        }.filter { !$0.isEmpty }
    }

    /// Latin words without those that only say which kind of area it is: `City of Wuhan`, `Jianghan District`, `Wuhan Shi`.
    static func named(_ words: [String]) -> [String] {
        let start = words.count > 2 && words[1].lowercased() == "of" && isKind(words[0]) ? 2 : 0
        return words[start...].enumerated().filter { $0.offset == 0 || !isKind($0.element) }.map(\.element)
    }

    static func isKind(_ word: String) -> Bool { kinds.contains(word.lowercased()) }

    /// Words for a kind of area in English and in pinyin.
    private static let kinds: Set<String> = [
        "province", "city", "district", "county", "prefecture", "municipality", "region", "autonomous", "special",
        "administrative", "banner", "league", "new", "area", "of", "the", "sheng", "shi", "qu", "xian", "diqu", "zhou",
        // What other countries call theirs.
        "state", "governorate", "oblast", "raion", "department", "commune", "division", "regency", "subcounty",
        "sub-county", "township",
        "ward", "canton", "parish", "emirate", "voivodeship", "upazila", "tehsil", "kabupaten", "kota",
    ]

    /// Where a word was written as one with its kind: `wuhanshi`, `jianghanqu`.
    static func withoutKind(_ word: String) -> [String] {
        let key = key(word)
        return ["sheng", "shi", "qu", "xian", "city", "district", "county", "province"].compactMap { kind in
            key.hasSuffix(kind) && key.count >= kind.count + 3 ? String(key.dropLast(kind.count)) : nil
        }
    }

    /// The name without the character that says its kind, with that character: 松滋县 was made 松滋市.
    static func stem(_ name: String) -> (stem: String, kind: Character)? {
        let key = key(name)
        guard let kind = key.last, "市区县旗州盟".contains(kind), key.count >= 3 else { return nil }
        return (String(key.dropLast()), kind)
    }

    /// 内罗毕郡 as people say it: without the character that says its kind. Nothing where too little would be left.
    static func shortHan(_ name: String) -> String? {
        guard isHan(name), name.count >= 3, let kind = name.last, "省州市郡区县邦".contains(kind) else { return nil }
        return String(name.dropLast())
    }

    /// Words for China as a whole, which every other country's name is not.
    static let china: Set<String> = ["中国", "中华人民共和国", "china", "cn", "prc", "zhongguo"]
}
