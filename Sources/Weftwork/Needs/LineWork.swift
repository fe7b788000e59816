public import Database
internal import Engine

/// When people are wanted on a line, for how long each of them, and whether they must be there.
public struct LineWork: Sendable, Equatable {
    public var from: Int64?
    public var to: Int64?
    /// Of each person, in minutes.
    public var minutes: Int?
    /// It can be done from anywhere, or must be done there; nothing where nobody said.
    public var isRemote: Bool?

    public init(from: Int64? = nil, to: Int64? = nil, minutes: Int? = nil, isRemote: Bool? = nil) {
        (self.from, self.to, self.minutes, self.isRemote) = (from, to, minutes, isRemote)
    }

    public static let unsaid = LineWork()

    /// Nobody comes any more.
    func isOver(at now: Int64) -> Bool { to.map { $0 <= now } ?? false }

    /// From when on somebody is asked for, looked at from a moment.
    func start(at now: Int64) -> Int64 { max(now, from ?? now) }

    /// What of it makes two lines the same, as text.
    var marks: [String] {
        self == .unsaid
            ? []
            : [from, to, minutes.map(Int64.init)].map { $0.map { String($0) } ?? "" } + [isRemote.map { "\($0)" } ?? ""]
    }

    /// When and where have changed for whoever has promised to come.
    func isMoved(from old: LineWork) -> Bool {
        (from, to, isRemote ?? false) != (old.from, old.to, old.isRemote ?? false)
    }

    /// What is still true of it for a need that is asked again: no moment that is over.
    func renewed(at now: Int64) -> LineWork {
        let isPast = isOver(at: now) || (to == nil && from.map { $0 <= now } ?? false)
        return LineWork(from: isPast ? nil : from, to: isPast ? nil : to, minutes: minutes, isRemote: isRemote)
    }
}

/// Whether something else that does the same serves, too.
public enum Substitute: String, Sendable, CaseIterable, SQLConvertible {
    case yes, no
    /// She is asked first.
    case ask
}

extension NeedLine.Kind {
    /// It is done by people or at a time, and not handed over.
    var hasTime: Bool { self != .goods }
}

/// What is said of a line's time and of what may stand in for it, as it was typed. Nothing is unsaid, an empty text takes it back.
public struct LineWorkEntry: Sendable, Equatable {
    public var from: String?
    public var to: String?
    /// A bare number is minutes.
    public var minutes: String?
    /// A bare number is hours: as people write it.
    public var hours: String?
    public var remote: String?
    public var substitute: String?

    public init(
        from: String? = nil, to: String? = nil, minutes: String? = nil, hours: String? = nil, remote: String? = nil,
        substitute: String? = nil
    ) {
        (self.from, self.to, self.minutes) = (from, to, minutes)
        (self.hours, self.remote, self.substitute) = (hours, remote, substitute)
    }

    /// Something of it speaks of people's time.
    var saysTime: Bool { [from, to, minutes, hours, remote].contains { !Clean.line($0 ?? "").isEmpty } }
    var isUnsaid: Bool { self == LineWorkEntry() }
}

/// What a line's time may be. Pure.
enum LineWorkRules {
    /// From a quarter of an hour to a week's work.
    static let minutes = 15...(7 * 24 * 60)
    /// So long ago a moment may lie: clocks differ, and filling in takes its time.
    private static let grace = Time.hour

    /// What becomes of a time that is over.
    enum Past: Sendable {
        case refused
        /// Said once more, it is taken.
        case asked
        /// A list of earlier days, paper, or what was asked and said again.
        case taken

        func words(_ now: Int64) -> Text { self == .asked ? AskingWords.past(now) : LineWorkWords.over(now) }
    }

    struct Read: Sendable {
        var work: LineWork
        var substitute: Substitute?
        var problems: [FieldProblem] = []
    }

    /// What was typed over what is known; what is wrong is named at `field`, and what was known stays there.
    ///
    static func read(
        _ entry: LineWorkEntry, over old: LineWork = .unsaid, _ substitute: Substitute? = nil, kind: NeedLine.Kind,
        _ field: String, now: Int64, past: Past = .refused
    ) -> Read {
        var read = Read(work: old, substitute: substitute)
        func note(_ name: String, _ words: Text) { read.problems.append(FieldProblem("\(field).\(name)", words)) }
        if entry.saysTime, !kind.hasTime { note("kind", LineWorkWords.goodsHaveNoTime) }
        if let from = entry.from { read.work.from = moment(from, old.from, now, .start) { note("from", $0) } }
        if let to = entry.to { read.work.to = moment(to, old.to, now, .end) { note("to", $0) } }
        if let minutes = entry.minutes { read.work.minutes = length(minutes, bare: 1) { note("minutes", $0) } }
        if let hours = entry.hours { read.work.minutes = length(hours, bare: 60) { note("hours", $0) } }
        if let remote = entry.remote { read.work.isRemote = yesOrNo(remote) { note("remote", $0) } }
        if let typed = entry.substitute { read.substitute = self.substitute(typed) { note("substitute", $0) } }
        guard read.problems.isEmpty, read.work != old else { return read }
        let work = read.work, span = work.from.flatMap { from in work.to.map { $0 - from } }
        if let span, span <= 0 { note("to", LineWorkWords.endsBeforeItBegins) }
        if let span, span > 0, let minutes = work.minutes, Int64(minutes) * Time.minute > span {
            note(entry.hours == nil ? "minutes" : "hours", LineWorkWords.longerThanThat(span))
        }
        guard past != .taken else { return read }
        if let to = work.to, to != old.to, to <= now, (span ?? 1) > 0 { note("to", past.words(now)) }
        if work.to == nil, let from = work.from, from != old.from {
            // A day that has begun is not over.
            let isDay = day(entry.from ?? "").map { $0.hour == nil } ?? false
            if from + (isDay ? Time.day : grace) < now { note("from", past.words(now)) }
        }
        return read
    }

    private enum Edge { case start, end }

    /// A bare day is meant from its beginning and until its end, where the network is.
    private static func moment(
        _ typed: String, _ old: Int64?, _ now: Int64, _ edge: Edge, _ note: (Text) -> Void
    ) -> Int64? {
        let typed = Clean.line(typed)
        guard !typed.isEmpty else { return nil }
        // A field shows minutes: what was not touched is what it was.
        if let old, typed == Format.field(old) { return old }
        var moment = Clean.moment(typed)
        if moment == nil, let day = day(typed) {
            // Without a year a day is the next whose end is to come: today has begun.
            let end = Days.milliseconds(day, now: now, utcOffsetMinutes: 480)
            moment = edge == .start && day.hour == nil ? end - (Time.day - Time.minute) : end
        }
        guard let moment else {
            note(NeedWords.badDate(typed))
            return old
        }
        if moment > now + 366 * Time.day { note(NeedWords.tooFar) }
        return moment
    }

    private static func day(_ typed: String) -> DayText? { Days.parse(Clean.line(typed).replacing("T", with: " ")) }

    private static func length(_ typed: String, bare: Double, _ note: (Text) -> Void) -> Int? {
        let typed = Clean.line(typed)
        guard !typed.isEmpty else { return nil }
        let read = Double(typed).map { $0 * bare } ?? SpanText.minutes(typed)
        guard let read, read.isFinite, Double(minutes.lowerBound)...Double(minutes.upperBound) ~= read.rounded() else {
            note(LineWorkWords.badLength)
            return nil
        }
        return Int(read.rounded())
    }

    private static func yesOrNo(_ typed: String, _ note: (Text) -> Void) -> Bool? {
        let word = Clean.key(typed)
        if word.isEmpty { return nil }
        if LineWorkWords.yes.contains(word) { return true }
        if LineWorkWords.no.contains(word) { return false }
        note(SiteWords.badChoice(["yes", "no"], Clean.line(typed)))
        return nil
    }

    private static func substitute(_ typed: String, _ note: (Text) -> Void) -> Substitute? {
        let word = Clean.key(typed)
        if word.isEmpty { return nil }
        if LineWorkWords.yes.contains(word) { return .yes }
        if LineWorkWords.no.contains(word) { return .no }
        if LineWorkWords.ask.contains(word) { return .ask }
        note(SiteWords.badChoice(Substitute.allCases.map(\.rawValue), Clean.line(typed)))
        return nil
    }

    /// Whether what was said of time, place or substitutes makes the line another: a later day, fewer hours and more that would serve do
    /// not.
    static func isStricter(_ new: NeedLine, than old: NeedLine) -> Bool {
        let (now, was) = (new.work, old.work)
        if was.isRemote == true, now.isRemote != true { return true }
        if now.minutes ?? 0 > was.minutes ?? 0 { return true }
        if was.from != now.from, now.from.map({ $0 < was.from ?? Int64.min }) ?? (was.from != nil) { return true }
        if was.to != now.to, now.to.map({ $0 < was.to ?? Int64.max }) ?? false, was.to != nil { return true }
        return new.substitute != old.substitute && (new.substitute ?? .ask).room < (old.substitute ?? .ask).room
    }
}

extension Substitute {
    /// How much it lets in.
    fileprivate var room: Int {
        switch self {
        case .no: 0
        case .ask: 1
        case .yes: 2
        }
    }
}

/// The columns of a line that say it.
enum LineWorkStore {
    static let migration = Migration(
        "2026-11-26 hours of lines",
        [
            "ALTER TABLE need_lines ADD COLUMN work_from \(.int)",
            "ALTER TABLE need_lines ADD COLUMN work_to \(.int)",
            "ALTER TABLE need_lines ADD COLUMN work_minutes \(.int)",
            "ALTER TABLE need_lines ADD COLUMN is_remote \(.bool)",
            "ALTER TABLE need_lines ADD COLUMN substitute TEXT",
        ])

    static let columns: SQL = "work_from, work_to, work_minutes, is_remote, substitute"
    /// The same of what has none.
    static let none: SQL = """
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BOOLEAN), CAST(NULL AS TEXT)
        """
}

extension LineWork {
    init(row: Row, at start: Int) throws {
        self.init(
            from: try row[start], to: try row[start + 1], minutes: try row[start + 2], isRemote: try row[start + 3])
    }

    /// For programs; nothing of what nobody said.
    func fields(to json: inout JSON) {
        if let from { json.field("from", moment: from) }
        if let to { json.field("to", moment: to) }
        if let minutes { json.field("minutes", minutes) }
        if let isRemote { json.field("remote", isRemote) }
    }
}
