internal import Database
internal import Engine

/// What stands between somebody and a line of a need, as they can change it.
enum FitObstacle: Sendable {
    /// Keys of the skills of which one would do.
    case skills([String])
    /// They have the skills, and their profile shows them to nobody who asks people.
    case hidden
    /// So many kilometres away, where they go so far.
    case distance(Double?, limit: Int?)
    /// The standing it is open to.
    case standing(Standing)
    /// A module they hold no pass of.
    case training(ID, Text)
    /// Asked to come at a moment, and to stay until another where the line says it, for which they said something else.
    case hours(Int64, until: Int64?, said: SaidHours)
    /// Asked for now, and they have not said that they are free now.
    case notFreeNow
    /// It takes so many minutes from now on, and they have said less.
    case takes(Int)
    /// They have promised something else at that time.
    case promised(RestGuard.Span)
    /// What they did and promised in a week of what they would do, and the minutes it takes.
    case week(Int64, limit: Int, takes: Int32)
    case paused
    /// They were asked for it already, or have had a part in it.
    case asked
    /// What others know of them is older than what they have said.
    case behind

    /// The name for programs.
    var name: String {
        switch self {
        case .skills: "skills"
        case .hidden: "hidden"
        case .distance: "distance"
        case .standing: "standing"
        case .training: "training"
        case .hours: "hours"
        case .notFreeNow: "notFreeNow"
        case .takes: "takes"
        case .promised: "promised"
        case .week: "week"
        case .paused: "paused"
        case .asked: "asked"
        case .behind: "behind"
        }
    }

    /// Where it can be changed, or looked into, below the network's own address.
    var way: String? {
        switch self {
        case .skills, .distance, .week: "/me/volunteer#what"
        case .hidden: "/me/profile"
        case .standing: "/me/standing"
        case .training(let id, _): "/training/\(id)"
        case .hours: "/me/volunteer#when"
        case .notFreeNow, .takes: "/me/free"
        case .promised: "/me/week"
        case .paused: "/me/volunteer#pause"
        case .asked: "/me/askings"
        case .behind: nil
        }
    }

    /// The way from the server's root: a profile is of all networks.
    func address(in network: String) -> String? {
        way.map { if case .hidden = self { $0 } else { "/n/\(network)\($0)" } }
    }
}

/// What somebody said of the day on which they would be asked to come.
struct SaidHours: Sendable, Equatable {
    /// As people write them, on their own clock.
    let ranges: [String]
    /// The hours of the week held until then, before that day.
    let endedAt: Int64?

    init(_ hours: [Availability], onDayOf moment: Int64) {
        var ranges: [String] = [], ended: Int64?
        for one in hours where one.kind != .ask {
            let clock = LocalClock(one.zone), day = clock.name(ofDay: moment)
            let zone = one.zone == LocalClock.usual ? "" : " (\(one.zone))"
            switch one.kind {
            case .ask: break
            case .now, .today:
                if clock.name(ofDay: one.from) == day {
                    ranges.append(one.written + zone)
                }
            case .weekly:
                if one.endsAt <= moment { ended = one.endsAt }
                guard one.endsAt > moment, !one.except.contains(day) else { continue }
                let said = one.week.ranges(of: clock.hourOfWeek(moment) / 24)
                ranges += said.map { "\($0.from)–\($0.to)\(zone)" }
            }
        }
        self.ranges = ranges
        endedAt = ended
    }
}
