internal import Foundation

/// Groups short texts that say alike, for people to look through: remarks on one sentence, answers to one question.
///
/// Each text is a vector of its words (English words made alike in number; pairs of Chinese characters, and single ones at
/// half), weighed by how few of the texts have the word; words of the sentence that all speak about count a quarter. Two groups are joined while the mean
/// likeness (cosine) between their texts is at least `least` – average linkage, so that a chain of half-alike texts is no
/// group. Deterministic: of equal likeness the earlier texts are joined first. Cubic at worst and fast for the few hundred
/// texts that people read; past ``most`` the rest stay by themselves.
public enum LikeTexts {
    public static let most = 400
    /// Chosen on 23 suggestions written for the purpose and looked at on the same: most pairs that belong together are found in
    /// English, about half in Chinese, seldom a wrong one; a little lower, and remarks on different things run together.
    public static let least = 0.12

    /// The groups as lists of indices into `texts`, each ascending; in the order of their first texts.
    /// - Parameter about: what all of them speak about.
    public static func groups(_ texts: [String], about: String = "") -> [[Int]] {
        let count = min(texts.count, most)
        let vectors = vectors(Array(texts.prefix(count)), about: about)
        // Sums of likeness between groups: joining two adds their rows.
        var sums = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for i in 0..<count {
            for j in (i + 1)..<max(count, i + 1) {
                sums[i][j] = cosine(vectors[i], vectors[j])
                sums[j][i] = sums[i][j]
            }
        }
        var groups = (0..<count).map { [$0] }, living = Array(0..<count)
        while let (a, b) = nearest(living, groups, sums) {
            for other in living {
                sums[a][other] += sums[b][other]
                sums[other][a] = sums[a][other]
            }
            groups[a] = (groups[a] + groups[b]).sorted()
            living.removeAll { $0 == b }
        }
        return living.map { groups[$0] }.sorted { $0[0] < $1[0] } + (count..<texts.count).map { [$0] }
    }

    /// The two groups that are most alike, where any two are alike enough; `a` is the one with the earlier text.
    private static func nearest(_ living: [Int], _ groups: [[Int]], _ sums: [[Double]]) -> (Int, Int)? {
        var best = least, found: (Int, Int)?
        for (index, a) in living.enumerated() {
            for b in living[(index + 1)...] {
                let mean = sums[a][b] / Double(groups[a].count * groups[b].count)
                // A hair above: sums in another order must not decide.
                if mean > best + 1e-9 || found == nil && mean >= best {
                    (best, found) = (mean, (a, b))
                }
            }
        }
        return found
    }

    private static func vectors(_ texts: [String], about: String) -> [[String: Double]] {
        let said = Set(SearchText.tokens(about))
        let words = texts.map(words)
        var spread: [String: Int] = [:]
        for text in words { for word in Set(text) { spread[word, default: 0] += 1 } }
        return words.map { text in
            var vector: [String: Double] = [:]
            for word in text {
                let rarity = log(1 + Double(texts.count) / Double(spread[word] ?? 1))
                vector[word, default: 0] += rarity * (said.contains(word) ? 0.25 : 1) * (isSingle(word) ? 0.5 : 1)
            }
            let length = vector.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
            return length == 0 ? [:] : vector.mapValues { $0 / length }
        }
    }

    private static func cosine(_ a: [String: Double], _ b: [String: Double]) -> Double {
        let (few, many) = a.count < b.count ? (a, b) : (b, a)
        // In a fixed order: sums of equal numbers must come out equal.
        return few.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * (many[$1.key] ?? 0) }
    }

    /// What a text is made of: words and pairs, each character of a pair by itself, without those that carry no meaning.
    private static func words(_ text: String) -> [String] {
        SearchText.tokens(text).flatMap { token -> [String] in
            let scalars = token.unicodeScalars
            guard scalars.count == 2, let first = scalars.first, Scripts.isPaired(first.value) else { return [token] }
            return [token, String(Character(first))]
        }.filter { !empty.contains($0) }
    }

    /// A Chinese character by itself.
    private static func isSingle(_ word: String) -> Bool {
        word.count == 1 && word.unicodeScalars.allSatisfy { Scripts.isPaired($0.value) }
    }

    private static let empty: Set<String> = [
        "a", "an", "the", "of", "to", "and", "or", "in", "on", "for", "with", "by", "is", "are", "be", "it", "that",
        "this",
        "we", "our", "us", "you", "they", "their", "not", "no", "as", "at", "so", "but", "if", "who", "what", "should",
        "would",
        "could", "can", "will", "have", "has", "do", "does", "also", "please", "more", "there", "from", "about", "into",
        "add", "say", "的", "了", "是", "在", "和", "与", "也", "要", "有", "不", "我", "们", "这", "那", "就", "都",
        "到", "把", "被", "请", "应", "该", "可", "以", "能", "没", "一", "个", "上", "为", "写", "加",
    ]
}
