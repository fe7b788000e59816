/// How soon something is needed.
public enum MatchUrgency: Int, Sendable, CaseIterable {
    case low, normal, high, critical
}

/// Things and people are matched alike but counted apart: of a thing any amount goes anywhere, a person is in one place.
public enum MatchKind: Sendable {
    case goods, people
}

/// One line of a need as matching sees it. Items, skills, languages, training and units are numbers that the caller gives them;
/// the line itself is known by its position in ``MatchMarket/needs``.
public struct MatchNeed: Sendable, Equatable {
    public var kind: MatchKind
    /// What would serve it. The more of these one has, and the rarer they are, the better it fits; one of them at least.
    public var wanted: [Int32]
    /// What nobody can do without; belongs to `wanted` without being named there.
    public var required: [Int32] = []
    /// Thousandths; a person is 1 000. 87 % of real lines have no number.
    public var amount: Quantity = .unknown
    /// What the amount counts; 0 is pieces, or nobody said.
    public var unit: Int32 = 0
    public var urgency: MatchUrgency = .normal
    public var place: GeoPoint?
    /// Kilometres from which help may come.
    public var radius: Double?
    /// Work that can be done from anywhere.
    public var isRemote = false
    /// When it has to be done; empty is "whenever".
    public var slots: [HourSlot] = []
    /// What it takes of one person's week.
    public var minutes: Int32 = 0
    /// The standing one must have, 0 to 3.
    public var tier: Int8 = 0
    /// One of these must be spoken; empty is any.
    public var languages: [Int32] = []
    /// All of these one must have learnt.
    public var training: [Int32] = []

    public init(_ kind: MatchKind, wanted: [Int32]) {
        self.kind = kind
        self.wanted = wanted
    }

    /// Everything that serves, each once, in rising order.
    var things: [Int32] { required.isEmpty && wanted.count == 1 ? wanted : Set(wanted + required).sorted() }
}

/// One line of an offer, or one volunteer, as matching sees it; known by its position in ``MatchMarket/supplies``.
public struct MatchSupply: Sendable, Equatable {
    public var kind: MatchKind
    /// Items or skills.
    public var holds: [Int32]
    /// What is left of it in thousandths. For a person the duties that may be given at once, 1 000 for each.
    public var amount: Quantity
    public var unit: Int32 = 0
    public var place: GeoPoint?
    /// Kilometres to which it comes; none is as far as it takes.
    public var radius: Double?
    /// Goods that are shipped anywhere; a person who works from anywhere.
    public var isRemote = false
    public var availability = MatchAvailability.unknown
    /// Minutes of the present week that are taken already.
    public var minutesTaken: Int32 = 0
    /// The most minutes of a week; none is no limit.
    public var minutesLimit: Int32?
    /// Hours whose own week has no room left for what takes them, though the present one may have.
    public var full = WeekHours.none
    public var tier: Int8 = 0
    /// Empty is not known.
    public var languages: [Int32] = []
    public var training: [Int32] = []
    /// What was accepted and done, and what was accepted and not done.
    public var kept = 0.0
    public var missed = 0.0
    /// Paused, resting, or gone.
    public var isPaused = false
    /// How often this person was asked for anything in the last fourteen days.
    public var asked = 0
    /// How they answered when they were asked before, for plans; nothing is nobody to be asked.
    public var answers: Answers?
    /// Needs that this one was asked for already or does not want: nobody is asked twice for the same.
    public var passedOver: [Int32] = []

    /// How often somebody said yes, and no or nothing at all. Small, as a market holds many.
    public struct Answers: Sendable, Equatable {
        public let yes: Int16
        public let no: Int16

        public init(yes: Int = 0, no: Int = 0) {
            (self.yes, self.no) = (Int16(clamping: yes), Int16(clamping: no))
        }
    }

    public init(_ kind: MatchKind, holds: [Int32]) {
        self.kind = kind
        self.holds = holds
        amount = kind == .people ? .number(1000) : .unknown
    }

    /// What it holds, each once.
    var things: [Int32] {
        holds.count < 2 ? holds : holds.indices.filter { !holds[..<$0].contains(holds[$0]) }.map { holds[$0] }
    }
}

/// What counts how much; a network's own and shown to everybody. The five shares sum up to 1.
public struct MatchWeights: Sendable, Equatable {
    public var coverage = 0.40
    public var near = 0.20
    public var reliability = 0.20
    public var load = 0.10
    public var tier = 0.10
    /// Kilometres at which being near counts a third.
    public var nearKm = 15.0
    /// What being near counts where a place is not known, and at least for what is shipped.
    public var unplaced = 0.3
    /// How much more a line weighs by its urgency, from low to critical.
    public var urgency = [1.0, 1.5, 2.0, 3.0]
    /// What each further step of filling one line, or of loading one person, is lowered by, so that few do not get everything.
    public var fairness = 0.05

    public init() {}
}
