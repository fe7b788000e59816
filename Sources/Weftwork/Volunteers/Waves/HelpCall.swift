internal import Database
internal import Engine

/// A call for help on one line of a need: so many people are wanted, and they are asked in waves until enough have said yes.
struct HelpCall: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Waves go out.
        case running
        /// Nobody is left to ask, or its time is over: whoever called is told. Whoever was asked can still say yes.
        case short
        /// Enough have said yes.
        case met
        /// Whoever called ended it.
        case ended
        /// The need is open no more, or somebody else has taken what was wanted.
        case over

        var isOpen: Bool { self == .running || self == .short }
        static let open: [State] = [.running, .short]
    }

    let id: ID
    let networkID: ID
    let needID: ID
    let lineID: ID
    /// Who answers for it: whoever called.
    var ownerID: ID
    /// How many people.
    var wanted: Int
    /// What each of them promises, in thousandths.
    let share: Int64
    /// As it was opened with; ``WaveRules/current(_:on:at:)`` says which hold now.
    var terms: CallTerms
    var state: State
    /// How many waves have gone out.
    var wave: Int
    let openedAt: Int64
    /// When the next wave goes.
    var dueAt: Int64
    /// Until when anybody can say yes.
    var untilAt: Int64
    var endedAt: Int64?
    /// Why it is short: what the last one left fell by, or that its time is over.
    var why: WaveStop?

    /// Nobody can say yes to it any more, though nobody has ended it.
    func isPast(at now: Int64) -> Bool { untilAt <= now }
}

/// When help is wanted, and for how long.
struct CallTerms: Sendable, Equatable {
    /// How long, where nobody says.
    static let usual = PromisedHours.usualMinutes

    /// From when on; nothing is as soon as somebody can.
    var from: Int64?
    /// For so many minutes; nothing is as the line says, or ``usual``.
    var minutes: Int?

    /// In minutes.
    var length: Int { minutes ?? CallTerms.usual }
    var lasts: Int64 { Int64(length) * Time.minute }
    /// The same as programs are told it, in thousandths of an hour.
    var hours: Int64 { Int64(length) * 1000 / 60 }

    init(from: Int64? = nil, hours: Int? = nil) {
        self.init(from: from, minutes: hours.map { $0 * 60 })
    }

    init(from: Int64? = nil, minutes: Int?) {
        self.from = from
        self.minutes = minutes
    }

    /// The hours of whoever says yes at a moment.
    func span(at now: Int64) -> RestGuard.Span {
        let start = max(from ?? now, now)
        return RestGuard.Span(start: start, end: start + lasts)
    }
}

/// One person is asked once.
struct Asking: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case asked, accepted, declined
        /// Enough said yes before, or the call ended. Whoever had not said no may be asked again.
        case withdrawn
        /// Its time is over without an answer.
        case lapsed
    }

    enum Said: String, Sendable, SQLConvertible {
        case yes, no
    }

    let id: ID
    let networkID: ID
    let callID: ID
    let needID: ID
    let lineID: ID
    let memberID: ID
    let wave: Int
    let askedAt: Int64
    let untilAt: Int64
    /// For so many minutes, where they have less time than the call asks for.
    var minutes: Int?
    /// Chosen by hand, where the engine would have chosen others.
    let isPicked: Bool
    var state: State
    /// What they said; a yes that came too late is one, too.
    var said: Said?
    var answeredAt: Int64?
    var claimID: ID?
    /// The hours they promised.
    var span: RestGuard.Span?
    /// Why they.
    let why: WhyAsked

    func isOpen(at now: Int64) -> Bool { state == .asked && untilAt > now }
}

/// A call as somebody wants it.
struct HelpDraft: Sendable {
    var line: ID
    /// As many as the line still takes, where nothing is said.
    var wanted: Int?
    var terms = CallTerms()
    /// The first to be asked; those whom the engine proposes, where nothing is said.
    var members: [ID]?
}

/// Hand-picked people for one line of one need.
struct WavePick: Sendable {
    let need: ID
    let line: ID
    let members: [ID]
    /// How many are wanted of it; nothing is as many as are picked.
    var wanted: Int?
    /// The engine chose them by the hours they said, and nobody has spoken to them: they are asked for none besides.
    var isProposed: Bool

    init(need: ID, line: ID, members: [ID], wanted: Int? = nil, isProposed: Bool = false) {
        self.need = need
        self.line = line
        self.members = members
        self.wanted = wanted
        self.isProposed = isProposed
    }
}

/// What became of one pick.
struct PickedAnswer: Sendable {
    let need: ID
    let line: ID
    /// The call that was opened or extended; nothing where the whole pick was refused.
    var call: ID?
    var asked: [ID] = []
    var refused: [(member: ID, why: WaveStop)] = []
    /// Why the whole pick was refused.
    var problem: Text?
}

/// Why somebody is not asked.
enum WaveStop: String, Sendable, CaseIterable, SQLConvertible {
    /// As the engine has it.
    case thing, distance, required, paused, tier, training, language, unit, hours, load, askedBefore
    /// She wants people at another time than they would be asked for.
    case moved
    /// Was asked often enough this week, for whatever.
    case budget
    /// Has promised something here, or has checked it.
    case onCase
    /// Takes no part any more.
    case gone
    /// The call's time is over.
    case time
    /// What it asks for is to be checked or released first, or an authority keeps it to itself.
    case held, restricted

    /// Nobody is asked until that is settled; whoever could come is still there.
    var isPause: Bool { self == .held || self == .restricted }

    init(_ rule: MatchRule) {
        switch rule {
        case .thing: self = .thing
        case .distance: self = .distance
        case .required: self = .required
        case .paused: self = .paused
        case .tier: self = .tier
        case .training: self = .training
        case .language: self = .language
        case .unit: self = .unit
        case .hours: self = .hours
        case .load: self = .load
        case .askedBefore: self = .askedBefore
        }
    }

    /// The name for programs.
    var name: String { rawValue }
}

/// What somebody answers.
enum AskedAnswer: String, Sendable, CaseIterable {
    case yes, no
    /// Not this time, and nothing else for seven days.
    case notThisWeek
}
