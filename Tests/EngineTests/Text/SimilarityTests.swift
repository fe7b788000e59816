import Engine
import Testing

@Suite struct SimilarityTests {
    private let need = "武汉市中心医院急需医用防护口罩五千只，防护服两千套"

    @Test func sameWordsAreTheSame() {
        let other = MinHash("武漢市中心醫院 急需醫用防護口罩五千隻，防護服兩千套！")
        #expect(MinHash(need).similarity(to: other) > 0.8)
        #expect(MinHash(need) == MinHash(" " + need + "。\u{200B}"))
        #expect(Shingles.jaccard(need, need) == 1)
        #expect(Shingles.jaccard("abc", "abd") == 1.0 / 3)
    }

    @Test func emptyTextsAreLikeNothing() {
        #expect(MinHash("").bands.isEmpty && MinHash("。！").bands.isEmpty)
        #expect(MinHash("").similarity(to: MinHash("")) == 0)
        #expect(Shingles.jaccard("", "") == 0 && Shingles.jaccard(need, "") == 0)
        #expect(MinHash("急").bands.count == 16)
    }

    /// Stored signatures outlive a version: these values must never change.
    @Test func valuesAreFixed() {
        #expect(Array(MinHash("口罩").values.prefix(3)) == [2_990_137_401, 3_971_362_166, 1_096_297_641])
        #expect(MinHash.length == 64 && MinHash(need).values.count == 64 && Set(MinHash(need).bands).count == 16)
    }

    /// The estimate stays within five standard errors of the truth, and without bias over many pairs.
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func estimatesTheLikeness(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        var sum = 0.0
        for _ in 0..<40 {
            let first = (0..<120).map { _ in han(&numbers) }
            let cut = Int.random(in: 0...120, using: &numbers)
            let second = first[..<cut] + (cut..<120).map { _ in han(&numbers) }
            let exact = Shingles.jaccard(String(first), String(second))
            let error = MinHash(String(first)).similarity(to: MinHash(String(second))) - exact
            #expect(abs(error) < 5 / 16, "seed \(seed)")
            sum += error
        }
        #expect(abs(sum / 40) < 0.04, "seed \(seed)")
    }

    @Test func bandsFindLikeTexts() {
        let first = MinHash(need + "，每天八点到二十点收货"), second = MinHash(need + "，每天八点到十八点收货")
        #expect(!Set(first.bands).isDisjoint(with: second.bands))
        #expect(Set(first.bands).isDisjoint(with: MinHash("需要两名会粤语的心理志愿者，线上").bands))
    }

    @Test func bytesRoundTrip() {
        let hash = MinHash(need)
        #expect(hash.bytes.count == 256 && MinHash(bytes: hash.bytes) == hash)
        #expect(MinHash(bytes: []) == nil && MinHash(bytes: Array(repeating: 0, count: 255)) == nil)
    }

    private func han(_ numbers: inout SplitMix64) -> Character {
        Unicode.Scalar(UInt32.random(in: 0x4E00...0x9000, using: &numbers)).map(Character.init) ?? "一"
    }
}
