import Engine
import Testing

@Suite struct SearchTextTests {
    @Test(arguments: [
        ("失业救助", ["失业", "业救", "救助", "助"]), ("失業", ["失业", "业"]), ("缺", ["缺"]), ("", []), ("。！", []),
        ("N95口罩1000个", ["n95", "口罩", "罩", "1000", "个"]), ("GB19083-2010", ["gb19083", "2010"]),
        ("Masks, gloves & boxes", ["mask", "glove", "box"]), ("Café naïve", ["cafe", "naive"]), ("Ｎ９５", ["n95"]),
        ("マスク", ["マス", "スク", "ク"]), ("武汉，口罩", ["武汉", "汉", "口罩", "罩"]),
    ])
    func tokens(text: String, tokens: [String]) {
        #expect(SearchText.tokens(text) == tokens)
    }

    @Test(arguments: [
        ("失业救助", [["失业", "业救", "救助"]]), ("失", [["失"]]), ("N95口罩", [["n95"], ["口罩"]]), ("  ", []),
        ("N95 masks", [["n95"], ["mask"]]), ("武漢 口罩", [["武汉"], ["口罩"]]), ("\"; DROP * ' | & !", [["drop"]]),
    ])
    func phrases(query: String, phrases: [[String]]) {
        #expect(SearchText.phrases(query) == phrases)
    }

    @Test(arguments: [
        ("mask", "masks"), ("battery", "batteries"), ("box", "boxes"), ("glass", "glasses"), ("headache", "headaches"),
        ("brush", "brushes"), ("potato", "potatoes"), ("virus", "viruses"), ("house", "houses"), ("shoe", "shoes"),
        ("movie", "movies"), ("tie", "ties"), ("size", "sizes"),
    ])
    func singularAndPluralMeet(one: String, many: String) {
        #expect(SearchText.tokens(one) == SearchText.tokens(many))
    }

    /// Whatever piece of an indexed text is searched, its tokens follow one another there.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func everyPieceIsFound(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        let text = String((0..<60).map { _ in "武汉市急需医疗口罩防护服，护目镜。".randomElement(using: &numbers)! })
        let start = Int.random(in: 0..<50, using: &numbers), length = Int.random(in: 1...9, using: &numbers)
        let piece = String(Array(text)[start..<start + length])
        let tokens = SearchText.tokens(text)
        for phrase in SearchText.phrases(piece) {
            let isPrefix = phrase.count == 1 && phrase[0].count == 1
            let found = tokens.indices.contains { index in
                isPrefix ? tokens[index].hasPrefix(phrase[0]) : tokens[index...].starts(with: phrase)
            }
            #expect(found, "seed \(seed): \(piece) in \(text)")
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func tokensHoldOnlyLettersAndDigits(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        for token in SearchText.tokens(Hostile.text(&numbers, count: 300)) {
            #expect(!token.isEmpty && token.allSatisfy { $0.isLetter || $0.isNumber }, "seed \(seed): \(token)")
        }
    }

    @Test func longWordsAreCut() {
        #expect(SearchText.tokens(String(repeating: "a", count: 100_000)).map(\.count) == [64])
    }
}
