/// How far a clause has drifted from what today's active voices stand behind. All voices weigh the same.
public struct ClauseDrift: Sendable, Equatable {
    /// What one voice has said of the clause last.
    public enum Stance: Sendable, Equatable {
        case affirm, live, object, notYet
        /// Never said anything: joined later, or was not asked.
        case none

        /// Whether it carries the clause.
        var carries: Bool { self == .affirm || self == .live }
    }

    public struct Voice: Sendable, Equatable {
        public var stance: Stance
        /// Older than twelve months, or given to wording that has changed since.
        public var isStale: Bool
        /// The opinion group that the voice belongs to, if a conversation has shown any.
        public var group: Int?

        public init(_ stance: Stance, isStale: Bool = false, group: Int? = nil) {
            self.stance = stance
            self.isStale = isStale
            self.group = group
        }
    }

    public let voices: Int
    /// Who has not affirmed it within twelve months: joined later, silent, not yet, or long ago.
    public let unaffirmed: Int
    /// Who objects now.
    public let objecting: Int
    /// How far opinion groups part on it: the share of the spread of stances that lies between groups and not within them, 0 to 1.
    public let polarisation: Double
    /// Groups smaller than this are too small to speak of.
    public static let leastGroup = 5
    /// So are those of fewer than so many in a hundred of all who are in a group.
    public static let leastShare = 3

    public init(_ voices: [Voice]) {
        self.voices = voices.count
        objecting = voices.count { $0.stance == .object && !$0.isStale }
        unaffirmed = voices.count { !($0.stance.carries && !$0.isStale) && !($0.stance == .object && !$0.isStale) }
        polarisation = ClauseDrift.polarisation(of: voices)
    }

    public var unaffirmedShare: Double { voices > 0 ? Double(unaffirmed) / Double(voices) : 0 }
    public var objectingShare: Double { voices > 0 ? Double(objecting) / Double(voices) : 0 }

    /// From 0, everybody stands behind it, to 1: who has not affirmed it, who objects, and of the rest the share on which groups
    /// part. A rest that is split is not carried by all, so it counts as far as it is split.
    public var value: Double {
        let away = unaffirmedShare + objectingShare
        return min(1, away + (1 - away) * polarisation)
    }

    /// The share of the variance that lies between groups (η²), over fresh stances in groups of at least ``leastGroup`` and
    /// ``leastShare``.
    ///
    /// Groups that all think alike give 0; one that carries it whole against one that objects whole gives 1.
    private static func polarisation(of voices: [Voice]) -> Double {
        let fresh = voices.filter { !$0.isStale && ($0.stance.carries || $0.stance == .object) && $0.group != nil }
        let groups = Dictionary(grouping: fresh, by: { $0.group ?? 0 }).values.filter {
            $0.count >= leastGroup && $0.count * 100 >= leastShare * fresh.count
        }
        guard groups.count > 1 else { return 0 }
        let counted = groups.map { group in (size: group.count, carrying: group.count { $0.stance.carries }) }
        let size = counted.reduce(0) { $0 + $1.size }, carrying = counted.reduce(0) { $0 + $1.carrying }
        let mean = Double(carrying) / Double(size), whole = Double(size) * mean * (1 - mean)
        guard whole > 0 else { return 0 }
        // In a fixed order, so that equal voices give equal bits.
        let between = counted.sorted { ($0.size, $0.carrying) < ($1.size, $1.carrying) }.reduce(0.0) { sum, group in
            let apart = Double(group.carrying) / Double(group.size) - mean
            return sum + Double(group.size) * apart * apart
        }
        return min(1, between / whole)
    }
}
