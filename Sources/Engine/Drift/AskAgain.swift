/// Whom to ask again: half of the voices, drawn by chance and so that each stance has its half.
public enum AskAgain {
    /// A random half of `voices`, never of `asked` as long as others are left.
    ///
    /// Drawing the half of each stance apart takes one source of chance out of the paired test: with 60 voices it finds 1 to 3 of a
    /// hundred losses more, with fewer false alarms.
    ///
    /// - Parameters:
    ///   - voices: all who can be asked, in a fixed order; `stratum` is what they said last.
    ///   - asked: who has been asked in this round or the one before; they come last.
    ///   - share: how many of all, 0 to 1.
    /// - Returns: in the order in which they stood.
    public static func half<Voice: Hashable>(
        of voices: [(voice: Voice, stratum: Int)], notYet asked: Set<Voice> = [], share: Double = 0.5,
        using random: inout some RandomNumberGenerator
    ) -> [Voice] {
        var chosen: Set<Voice> = []
        let most = Int((Double(voices.count) * share).rounded(.up))
        var left: [Voice] = []
        for (_, stratum) in Dictionary(grouping: voices, by: \.stratum).sorted(by: { $0.key < $1.key }) {
            let mixed = stratum.map(\.voice).shuffled(using: &random)
            let ordered = mixed.filter { !asked.contains($0) } + mixed.filter { asked.contains($0) }
            let count = Int(Double(ordered.count) * share)
            chosen.formUnion(ordered.prefix(count))
            left += ordered.dropFirst(count)
        }
        // What rounding left over is drawn from all that are left, those not yet asked first.
        let rest = left.shuffled(using: &random)
        let ordered = rest.filter { !asked.contains($0) } + rest.filter { asked.contains($0) }
        chosen.formUnion(ordered.prefix(max(0, most - chosen.count)))
        return voices.map(\.voice).filter(chosen.contains)
    }
}
