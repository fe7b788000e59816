internal import Database
internal import Engine
internal import Foundation

/// A wall clock somewhere: moments as days and hours there, summer time and all. Pure; it knows no now.
struct LocalClock: Sendable {
    let zone: TimeZone

    /// Where nobody said otherwise; the networks' own time.
    static let usual = "Asia/Shanghai"

    /// - Parameter name: of a zone; what this machine doesn't know is read as ``usual``.
    init(_ name: String?) {
        zone = name.flatMap(TimeZone.init(identifier:)) ?? TimeZone(identifier: LocalClock.usual) ?? .gmt
    }

    /// Milliseconds on the wall clock, as if it were UTC.
    func wall(_ moment: Int64) -> Int64 {
        moment + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment) / 1000))) * Time.second
    }

    /// The moment at which the wall clock shows `wall`. What it never shows is as much later as the clock was put forward; what it
    /// shows twice is the first time.
    func moment(wall: Int64) -> Int64 {
        let before = wall - offset(at: wall - Time.day), after = wall - offset(at: wall + Time.day)
        return [before, after].sorted().first { self.wall($0) == wall } ?? before
    }

    private func offset(at moment: Int64) -> Int64 { wall(moment) - moment }

    /// The day, counted since 1970.
    func day(_ moment: Int64) -> Int64 { floored(wall(moment), Time.day) }

    /// The hour of the week, 0 being Monday at midnight.
    func hourOfWeek(_ moment: Int64) -> Int {
        let wall = wall(moment), day = floored(wall, Time.day)
        // 1 January 1970 was a Thursday.
        let weekday = Int(((day + 3) % 7 + 7) % 7)
        return weekday * 24 + Int((wall - day * Time.day) / Time.hour)
    }

    /// The first moment of the day that `moment` is on, and of the next one.
    func bounds(ofDay moment: Int64) -> (start: Int64, end: Int64) {
        let day = day(moment)
        return (self.moment(wall: day * Time.day), self.moment(wall: (day + 1) * Time.day))
    }

    /// When the hour that runs on the wall clock is over.
    func nextHour(after moment: Int64) -> Int64 {
        let wall = wall(moment)
        return moment + Time.hour - (wall - floored(wall, Time.hour) * Time.hour)
    }

    /// The day as `2026-12-24`.
    func name(ofDay moment: Int64) -> String { String(Format.rfc3339(wall(moment)).prefix(10)) }

    /// The time of day as `14:30`.
    func time(_ moment: Int64) -> String { String(Format.rfc3339(wall(moment)).dropFirst(11).prefix(5)) }

    private func floored(_ value: Int64, _ unit: Int64) -> Int64 {
        value >= 0 ? value / unit : (value - unit + 1) / unit
    }
}

extension Availability {
    /// The hours of one day as people write them, on the clock they were meant on.
    var written: String {
        let clock = LocalClock(zone)
        return "\(clock.time(from))–\(clock.time(to))"
    }
}

/// What hours people write, and what of them holds when. Pure.
enum AvailabilityRules {
    static let quickHours = 1...12
    static let mostExceptions = 40

    /// What the draft says, for a clock on somebody's wall.
    /// - Throws: ``Refusal/invalid(_:)``.
    static func made(
        _ draft: AvailabilityDraft, of member: ID, in network: ID, zone: String, at now: Int64
    ) throws(Refusal) -> Availability {
        let clock = LocalClock(zone)
        switch draft {
        case .now(let hours):
            let end = try now + quick(hours)
            return hoursOfToday(.now, (now, end), of: member, in: network, zone, at: now)
        case .until(let to):
            let span = try span(clock.time(now), to, clock, now)
            return hoursOfToday(.now, span, of: member, in: network, zone, at: now)
        case .today(let from, let to):
            return hoursOfToday(.today, try span(from, to, clock, now), of: member, in: network, zone, at: now)
        case .weekly(let days, let except):
            return Availability(
                networkID: network, memberID: member, kind: .weekly, zone: zone, week: try mask(days),
                except: try exceptions(except), saidAt: now, endsAt: now + Availability.Kind.weekly.lifetime)
        case .ask:
            return Availability(
                networkID: network, memberID: member, kind: .ask, zone: zone, saidAt: now,
                endsAt: now + Availability.Kind.ask.lifetime)
        case .more, .stop, .renew, .end, .pause, .resume: throw .notFound
        }
    }

    /// So many hours more than somebody is free by their own word; from now on where they are not. Never further ahead than can be said
    /// at once.
    /// - Throws: ``Refusal/invalid(_:)``, also where they are free for that long already: nothing would change.
    static func longer(
        _ held: [Availability], by hours: Int?, of member: ID, in network: ID, zone: String, at now: Int64
    ) throws(Refusal) -> Availability {
        let more = try quick(hours), running = running(held, at: now)
        let end = end(of: held.filter(\.kind.isOfOneDay), from: now, until: now + VolunteerRules.week)
        let most = now + Int64(quickHours.upperBound) * Time.hour
        guard end < most else { throw .invalid("hours", VolunteerWords.freeForLong(quickHours.upperBound)) }
        // Since when they are free stays: what began since then suits them as before.
        let span = (from: running.map(\.from).min() ?? now, to: min(end + more, most))
        return hoursOfToday(.now, span, of: member, in: network, running.first?.zone ?? zone, at: now)
    }

    /// The hours of one day that run now.
    static func running(_ hours: [Availability], at now: Int64) -> [Availability] {
        hours.filter { $0.kind.isOfOneDay && $0.from <= now && now < $0.to }
    }

    private static func hoursOfToday(
        _ kind: Availability.Kind, _ span: (from: Int64, to: Int64), of member: ID, in network: ID, _ zone: String,
        at now: Int64
    ) -> Availability {
        // What goes on past midnight holds until it is over.
        Availability(
            networkID: network, memberID: member, kind: kind, zone: zone, from: span.from, to: span.to,
            saidAt: now, endsAt: max(LocalClock(zone).bounds(ofDay: now).end, span.to))
    }

    /// So many full hours as are said in one tap.
    private static func quick(_ hours: Int?) throws(Refusal) -> Int64 {
        guard let hours, quickHours.contains(hours) else {
            throw .invalid("hours", JoinWords.between(quickHours.lowerBound, quickHours.upperBound))
        }
        return Int64(hours) * Time.hour
    }

    /// Today from then to then; what ends no later than it begins goes on past midnight.
    private static func span(
        _ from: String, _ to: String, _ clock: LocalClock, _ now: Int64
    ) throws(Refusal) -> (from: Int64, to: Int64) {
        guard let start = minutes(from), start < 1440 else { throw .invalid("from", VolunteerWords.badTime) }
        guard let end = minutes(to) else { throw .invalid("to", VolunteerWords.badTime) }
        let midnight = clock.day(now) * Time.day
        let last = end > start ? end : end + 1440
        let span = (
            from: clock.moment(wall: midnight + Int64(start) * Time.minute),
            to: clock.moment(wall: midnight + Int64(last) * Time.minute)
        )
        guard span.to > now else { throw .invalid("to", VolunteerWords.isOver) }
        return span
    }

    /// `14`, `14:30`, `14点`; as minutes since midnight, 24:00 too.
    static func minutes(_ text: String) -> Int? {
        let parts = Clean.line(text).split { VolunteerWords.hourMarks.contains($0) }
        guard let first = parts.first, parts.count <= 2, first.count <= 2, let hour = Int(first) else { return nil }
        let minute = parts.count == 2 ? Int(parts[1]) : 0
        guard let minute, (0...59).contains(minute), (0...23).contains(hour) || (hour == 24 && minute == 0) else {
            return nil
        }
        return hour * 60 + minute
    }

    /// - Throws: ``Refusal/invalid(_:)`` naming the day whose hours can't be read, or that no hour was said at all.
    static func mask(_ days: [String]) throws(Refusal) -> WeekMask {
        var mask = WeekMask(), problems: [FieldProblem] = []
        for (day, text) in days.prefix(7).enumerated() {
            for range in Clean.list(text) {
                let ends = range.split { VolunteerWords.rangeMarks.contains($0) }.map { minutes(String($0)) }
                guard ends.count == 2, let from = ends[0], let to = ends[1], from % 60 == 0, to % 60 == 0, from < 1440
                else {
                    problems.append(FieldProblem("day\(day + 1)", VolunteerWords.badHours))
                    break
                }
                mask.add(day: day, from: from / 60, to: to / 60)
            }
        }
        if problems.isEmpty, mask.isEmpty { problems = [FieldProblem("day1", VolunteerWords.noHours)] }
        guard problems.isEmpty else { throw .invalid(problems) }
        return mask
    }

    static func exceptions(_ text: String) throws(Refusal) -> [String] {
        let days = text.split { $0.isWhitespace || "、，,;；".contains($0) }.map { Clean.line(String($0)) }
        guard days.allSatisfy({ Format.endOfDay($0) != nil }), days.count <= mostExceptions else {
            throw .invalid("except", VolunteerWords.badDays)
        }
        return Array(Set(days)).sorted()
    }

    // MARK: What holds when

    /// Until when, and no further than `limit`, somebody who said these hours is free without a break from a moment on; that moment where they
    /// are not free then. "Ask me" says nothing of it.
    static func end(of hours: [Availability], from moment: Int64, until limit: Int64) -> Int64 {
        var covered = moment
        while covered < limit {
            let ends = hours.filter { $0.kind != .ask }.compactMap { end(of: $0, from: covered) }
            guard let next = ends.max(), next > covered else { return covered }
            covered = next
        }
        return limit
    }

    /// Until when somebody is free who is free at `moment` by this; nothing where they are not. Looked at for a week at most.
    static func end(of availability: Availability, from moment: Int64) -> Int64? {
        guard availability.holds(at: moment) else { return nil }
        switch availability.kind {
        case .ask: return nil
        case .now, .today:
            return availability.from <= moment && moment < availability.to ? availability.to : nil
        case .weekly:
            let clock = LocalClock(availability.zone)
            func isFree(_ at: Int64) -> Bool {
                at < availability.endsAt && availability.week[clock.hourOfWeek(at)]
                    && (availability.except.isEmpty || !availability.except.contains(clock.name(ofDay: at)))
            }
            var end = moment
            while isFree(end), end < moment + VolunteerRules.week { end = clock.nextHour(after: end) }
            return end > moment ? min(end, availability.endsAt) : nil
        }
    }
}
