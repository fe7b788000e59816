internal import Database

/// One way to try to reach her: by which channel, whom of her contacts, and why it stands where it does.
struct ReachStep: Sendable, Equatable {
    enum Channel: String, Sendable, CaseIterable {
        case phone, wechat, sms, email
    }

    enum Why: Sendable, Equatable {
        /// She has said that she wants it.
        case chosen
        case untried
        /// So often in vain.
        case tried(Int)
        /// What goes out by itself went out by it.
        case messaged
        case cameBack
        case wrongNumber
        /// These are the hours that were named, and it is one of them, or none.
        case inHours(DayHours)
        case outOfHours(DayHours)
        /// Hours were named in words of which nobody but a person makes sense.
        case hoursStated
        case night
    }

    let channel: Channel
    /// Which of her contacts: 0 for the first.
    let contact: Int
    let why: [Why]
}

/// From when to when on a day, in minutes; over midnight where the end is before the beginning.
struct DayHours: Sendable, Equatable {
    let from: Int
    let to: Int

    func contains(_ minute: Int) -> Bool { from <= to ? (from..<to).contains(minute) : minute >= from || minute < to }

    /// The minute of the day in the network's time.
    static func minute(of moment: Int64) -> Int { Int((moment + 8 * Time.hour) / Time.minute % 1440) }

    /// Nobody is rung now for what can wait.
    static let night = DayHours(from: 22 * 60, to: 7 * 60)
    static let day = DayHours(from: night.to, to: night.from)

    /// How many minutes from one of the day until these begin; none within them.
    func wait(from minute: Int) -> Int { contains(minute) ? 0 : (from - minute + 1440) % 1440 }
}

/// When her contacts were last said anew.
struct ContactChanges: Sendable, Equatable {
    /// Only the first, which is corrected in place.
    var first = Int64.min
    /// One was taken away: those behind it stand in another place now.
    var all = Int64.min

    /// What was tried then was another contact.
    func isOver(_ moment: Int64, _ contact: Int) -> Bool { moment < all || (contact == 0 && moment < first) }
}

/// By which way to try next, from what is known. Pure.
enum ReachRules {
    /// What has been tried by a channel and a contact.
    struct Tried: Sendable, Equatable {
        var inVain = 0
        var isWrong = false
    }

    struct Key: Sendable, Hashable {
        let channel: ReachStep.Channel
        let contact: Int
    }

    /// Every way that her contacts have, the one to try next first: what works and is in its hours before what is not, what was not
    /// tried before what was, what she chose, a call before writing.
    ///
    /// - Parameters:
    ///   - hasGateway: short messages can be sent at all.
    ///   - ways: by which messages went, and what came of them.
    ///   - tried: what people have tried.
    ///   - isCritical: she is rung at night, too.
    static func steps(
        _ contacts: [Contact], _ reach: Reach?, hasWeChat: Bool, hasGateway: Bool, ways: [KnownWay],
        tried: [Key: Tried], isCritical: Bool, now: Int64
    ) -> [ReachStep] {
        let minute = DayHours.minute(of: now), wrong = wrongNumbers(contacts, tried)
        var ranked: [(rank: [Int], step: ReachStep)] = []
        for (index, contact) in contacts.enumerated() {
            for (order, channel) in ReachStep.Channel.allCases.enumerated()
            where has(channel, contact, hasWeChat && index == 0) && (hasGateway || channel != .sms) {
                let isWrong = [.phone, .sms].contains(channel) && wrong.contains(number(of: contact))
                // A stranger reads nothing of hers.
                if channel == .sms, isWrong { continue }
                var rank = 0, why: [ReachStep.Why] = []
                let known = way(of: channel, contacts, index).flatMap { way in ways.first { $0.way == way } }
                let own = tried[Key(channel: channel, contact: index)] ?? Tried()
                let isChosen = reach?.channel == (channel == .phone ? "call" : channel.rawValue)
                if isChosen { why.append(.chosen) }
                if known?.state == .failed {
                    why.append(.cameBack)
                    rank = 2
                }
                if isWrong || own.isWrong {
                    why.append(.wrongNumber)
                    rank = 2
                }
                if own.inVain > 0 { why.append(.tried(own.inVain)) }
                if let known, known.state != .failed { why.append(.messaged) }
                if known == nil, own == Tried() { why.append(.untried) }
                if let hours = hours(of: channel, contact, index == 0 ? reach : nil, minute, isCritical) {
                    why.append(hours)
                    switch hours {
                    case .outOfHours, .night: rank = max(rank, 1)
                    default: break
                    }
                }
                let tries = own.inVain + (known == nil ? 0 : 1)
                ranked.append(
                    (
                        [rank, tries, isChosen ? 0 : 1, order, index],
                        ReachStep(channel: channel, contact: index, why: why)
                    ))
            }
        }
        return ranked.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.step)
    }

    /// Numbers at which somebody else answered: whichever contact has them, and for messages, too.
    private static func wrongNumbers(_ contacts: [Contact], _ tried: [Key: Tried]) -> Set<String> {
        Set(
            tried.compactMap { key, tried in
                guard tried.isWrong, [.phone, .sms].contains(key.channel), contacts.indices.contains(key.contact) else {
                    return nil
                }
                return number(of: contacts[key.contact]).nilIfEmpty
            })
    }

    private static func number(of contact: Contact) -> String {
        MobileNumber.international(contact.phone) ?? contact.phone
    }

    /// No short message reaches her by the number to which they go.
    static func isSMSWrong(_ contacts: [Contact], _ tried: [Key: Tried]) -> Bool {
        let mobile = contacts.lazy.compactMap { MobileNumber.international($0.phone) }.first
        return mobile.map(wrongNumbers(contacts, tried).contains) ?? false
    }

    /// What people tried in vain by the contacts as they are now: a number that was said anew is untried.
    static func tried(_ calls: [CallRecord], _ contacts: [Contact], since changes: ContactChanges) -> [Key: Tried] {
        var tried: [Key: Tried] = [:]
        for call in calls where call.outcome != CallOutcome.spoke.rawValue {
            guard let key = ReachWords.key(of: call.channel, contacts), !changes.isOver(call.at, key.contact) else {
                continue
            }
            tried[key, default: Tried()].inVain += 1
            if call.outcome == CallOutcome.wrongNumber.rawValue { tried[key]?.isWrong = true }
        }
        return tried
    }

    /// When she is tried again: a time at night, or outside the hours that were named, becomes the beginning of those in which
    /// somebody answers. The critical waits for no morning, and what is written comes at any hour.
    static func retry(at due: Int64, _ contacts: [Contact], _ reach: Reach?, isCritical: Bool) -> Int64 {
        guard !isCritical else { return due }
        let minute = DayHours.minute(of: due)
        let waits = contacts.enumerated().filter { !$0.element.phone.isEmpty }.map { index, contact -> Int in
            let words = contact.hours?.nilIfEmpty ?? (index == 0 ? reach?.hours.nilIfEmpty : nil)
            return (words.flatMap(HoursWords.read) ?? DayHours.day).wait(from: minute)
        }
        guard let wait = waits.min(), wait > 0 else { return due }
        return due - due % Time.minute + Int64(wait) * Time.minute
    }

    private static func has(_ channel: ReachStep.Channel, _ contact: Contact, _ isLinked: Bool) -> Bool {
        switch channel {
        case .phone: !contact.phone.isEmpty
        case .sms: MobileNumber.international(contact.phone) != nil
        case .email: !contact.email.isEmpty
        case .wechat: isLinked || !contact.wechat.isEmpty
        }
    }

    /// Messages go to the first contact that has the way alone.
    private static func way(of channel: ReachStep.Channel, _ contacts: [Contact], _ index: Int) -> MessageWay? {
        switch channel {
        case .phone: nil
        case .wechat: index == 0 ? .wechat : nil
        case .email: contacts.firstIndex { !$0.email.isEmpty } == index ? .email : nil
        case .sms: contacts.firstIndex { MobileNumber.international($0.phone) != nil } == index ? .sms : nil
        }
    }

    /// A call takes somebody who answers now; what is written can be read later.
    private static func hours(
        of channel: ReachStep.Channel, _ contact: Contact, _ reach: Reach?, _ minute: Int, _ isCritical: Bool
    ) -> ReachStep.Why? {
        guard channel == .phone else { return nil }
        if let words = (contact.hours?.nilIfEmpty ?? reach?.hours.nilIfEmpty) {
            guard let named = HoursWords.read(words) else { return .hoursStated }
            return named.contains(minute) ? .inHours(named) : .outOfHours(named)
        }
        return !isCritical && DayHours.night.contains(minute) ? .night : nil
    }
}

extension NeedActs {
    /// The ways to try next, for those who work on a need: no contact stands in them.
    func reachSteps(of need: Need, _ calls: [CallRecord], _ ways: [KnownWay], _ db: any Connection) throws
        -> [ReachStep]
    {
        guard need.state.isOpen, let part = try db.privatePart(of: need, in: vault) else { return [] }
        // Only what was tried in vain is laid beside what was said anew.
        let isTried = calls.contains { $0.outcome != CallOutcome.spoke.rawValue }
        let changes = isTried ? try db.contactChanges(of: need) : ContactChanges()
        let tried = ReachRules.tried(calls, part.contacts, since: changes)
        return ReachRules.steps(
            part.contacts, part.reach, hasWeChat: part.openID(configuration) != nil,
            hasGateway: configuration.offersPhone, ways: ways, tried: tried, isCritical: need.urgency == .critical,
            now: world.now())
    }
}
