internal import Database
internal import Engine

/// What follows from an act: the changed need, what is recorded, what happens to its clock. Pure.
struct NeedChange: Sendable {
    enum ClockChange: Sendable {
        /// As the state asks: goes on when the step stays the same.
        case follow
        /// Starts anew, ending at a given moment or after its usual length.
        case restart(due: Int64?)
    }

    var need: Need
    var events: [EventDraft] = []
    var clock = ClockChange.follow
    /// Open claims are let go, since the need has ended.
    var releasesClaims = false
    /// The requester is told.
    var tells: NeedMessage?
    /// Why it has another owner, where that doesn't follow from the act; stands in its story.
    var ownerReason: String?

    /// A shift ended, and nobody was on shift or on call.
    static let nobodyOnShift = "nobodyOnShift"
}

/// An event before it has its place and time.
struct EventDraft: Sendable {
    var kind: Event.Kind
    var audience: Audience
    var details: [(String, EventValue)] = []
    /// Whom or what it is about besides the need.
    var object: ID?
}

extension EventDraft {
    /// A fact for `audience`; what was said about it in somebody's own words stays within the case.
    static func telling(
        _ kind: Event.Kind,
        to audience: Audience,
        _ facts: [(String, EventValue)] = [],
        words: [(String, String)]
    ) -> [EventDraft] {
        let said = words.filter { !$0.1.isEmpty }.map { ($0.0, EventValue.words($0.1)) }
        if audience == .case || said.isEmpty {
            return [EventDraft(kind: kind, audience: audience, details: facts + said)]
        }
        return [
            EventDraft(kind: kind, audience: audience, details: facts),
            EventDraft(kind: .said, audience: .case, details: [("about", .text(kind.rawValue))] + said),
        ]
    }
}

enum NeedTransition {
    /// What `action` makes of `need`; legality has been checked.
    static func apply(
        _ action: NeedAction, to need: Need, by viewer: Viewer, at now: Int64, _ clocks: ClockLengths
    ) throws(Refusal) -> NeedChange {
        var next = need
        next.changedAt = now
        var change = NeedChange(need: next)
        switch action {
        case .acknowledge(let note):
            change.need.state = .acknowledged
            change.events = [
                EventDraft(kind: .acknowledged, audience: .case, details: [("note", .words(note.nilIfEmpty))])
            ]
            change.tells = .acknowledged
        case .open:
            if need.state == .acknowledged { change.need.state = .verifying }
            change.events = need.state == .acknowledged ? [EventDraft(kind: .opened, audience: .case)] : []
        case .publish(let audience, let reason):
            try publish(to: audience, reason: reason, by: viewer, &change)
        case .askInformation(let question):
            try wait(.needsInformation, &change)
            change.events = [
                EventDraft(
                    kind: .askedInformation, audience: .case,
                    details: [("question", .words(try required(question, "question")))])
            ]
            change.clock = .restart(due: nil)
            change.tells = .question(question)
        case .answer(let text):
            resume(&change)
            change.events = [
                EventDraft(kind: .answered, audience: .case, details: [("text", .words(try required(text, "text")))])
            ]
            change.clock = .restart(due: nil)
        case .cannotReach(let channel, let retryAt):
            try cannotReach(channel, retryAt, now, clocks, &change)
        case .reached(let note, let channel):
            reached(&change)
            let way = try channel.isEmpty ? "" : required(channel, "channel")
            change.events = [reachedEvent(by: way, note)]
        case .stillNeeded(let isNeeded):
            stillNeeded(isNeeded, &change)
        case .assess(let urgency, let reason):
            change.need.urgency = urgency
            change.events = [
                EventDraft(
                    kind: .assessed, audience: .case,
                    details: [
                        ("urgency.from", .text(need.urgency.name)), ("urgency", .text(urgency.name)),
                        ("reason", .words(try required(reason, "reason"))),
                    ])
            ]
            change.clock = .restart(due: nil)
        case .add(let text):
            change.events = [
                EventDraft(kind: .added, audience: .case, details: [("text", .words(try required(text, "text")))])
            ]
        case .agree(let note):
            guard need.consent == .no else {
                throw .conflict(CaseWords.agreesAlready, Refusal.Extras(state: need.state.rawValue))
            }
            let isHers = if case .requester = viewer.identity { true } else { false }
            change.need.consent = .yes
            change.events = [
                EventDraft(
                    kind: .consentGiven, audience: .case,
                    details: [("note", .words(isHers ? Clean.prose(note).nilIfEmpty : try required(note, "note")))])
            ]
        case .rate(let rating):
            guard (1...5).contains(rating) else { throw .invalid("rating", NeedWords.badRating) }
            change.events = [EventDraft(kind: .rated, audience: .case, details: [("rating", .number(Int64(rating)))])]
        default:
            try end(action, &change)
        }
        return change
    }

    private static func publish(
        to audience: Audience, reason: String, by viewer: Viewer, _ change: inout NeedChange
    ) throws(Refusal) {
        let need = change.need
        guard need.held.isDisjoint(with: ["title", "lines"]) else {
            throw .conflict(NeedWords.heldForMoney, Refusal.Extras(state: need.state.rawValue, allowed: ["correct"]))
        }
        if need.consent == .no {
            let decides = viewer.member?.has(.coordinator) == true && !reason.isEmpty
            guard decides else {
                throw .conflict(NeedWords.noConsent, Refusal.Extras(state: need.state.rawValue, allowed: []))
            }
        }
        let isFirst = need.state == .verified, before = need.audience
        change.need.audience = audience
        if isFirst {
            change.need.state = .published
            change.need = NeedRules.derived(change.need)
        }
        change.events = EventDraft.telling(
            .published, to: audience,
            [("audience.from", .text(before == audience ? nil : before.name)), ("audience", .text(audience.name))],
            words: [("reason", reason)])
        if isFirst { change.tells = .published }
    }

    private static func cannotReach(
        _ channel: String, _ retryAt: Int64?, _ now: Int64, _ clocks: ClockLengths, _ change: inout NeedChange
    ) throws(Refusal) {
        if let retryAt, retryAt <= now { throw .invalid("retryAt", NeedWords.mustBeLater) }
        let latest = (change.need.attemptsSince ?? now) + clocks.reachLimit
        if let retryAt, retryAt > latest { throw .invalid("retryAt", NeedWords.tooLate(latest)) }
        if change.need.state != .cannotReach { try wait(.cannotReach, &change) }
        change.need.attempts += 1
        change.need.attemptsSince = change.need.attemptsSince ?? now
        change.events = [
            EventDraft(
                kind: .cannotReach, audience: .case,
                details: [
                    ("channel", .words(try required(channel, "channel"))),
                    ("attempt", .number(Int64(change.need.attempts))),
                ])
        ]
        change.clock = .restart(due: retryAt)
        change.tells = .cannotReach
    }

    private static func stillNeeded(_ isNeeded: Bool, _ change: inout NeedChange) {
        change.events = [
            EventDraft(
                kind: .stillNeeded, audience: change.need.audience,
                details: [("answer", .text(isNeeded ? "yes" : "no"))])
        ]
        guard isNeeded else {
            change.need.state = .withdrawn
            change.releasesClaims = true
            change.events.append(EventDraft(kind: .withdrawn, audience: change.need.audience))
            change.tells = .ended(.withdrawn, "")
            return
        }
        change.need.freshness = .fresh
        // Her word ends the question to her; what is in doubt about it is not put off by it.
        if !change.need.isInDoubt { change.clock = .restart(due: nil) }
    }

    /// The acts by which a need ends or comes back.
    private static func end(_ action: NeedAction, _ change: inout NeedChange) throws(Refusal) {
        let audience = change.need.audience
        switch action {
        case .reject(let reason):
            change.need.state = .rejected
            change.events = [
                EventDraft(
                    kind: .rejected, audience: .case, details: [("reason", .words(try required(reason, "reason")))])
            ]
            change.tells = .ended(.rejected, reason)
            change.releasesClaims = true
        case .withdraw(let reason):
            change.need.state = .withdrawn
            change.events = EventDraft.telling(.withdrawn, to: audience, words: [("reason", reason)])
            change.releasesClaims = true
        case .markUnmet(let reason, let tried):
            change.need.state = .unmet
            change.events = EventDraft.telling(
                .unmet, to: audience,
                words: [("reason", try required(reason, "reason")), ("tried", try required(tried, "tried"))])
            change.tells = .ended(.unmet, reason)
            change.releasesClaims = true
        case .confirm(let rating, let note):
            if let rating, !(1...5).contains(rating) { throw .invalid("rating", NeedWords.badRating) }
            change.need.state = .confirmed
            change.events = EventDraft.telling(
                .confirmed, to: audience, [("rating", .number(rating.map(Int64.init)))], words: [("note", note)])
        case .close:
            change.need.state = .closed
            change.events = [EventDraft(kind: .closed, audience: audience)]
            change.tells = .ended(.closed, "")
        case .reopen(let reason):
            change.need.state = .acknowledged
            change.need.resumeState = nil
            change.need.freshness = .fresh
            change.need.attempts = 0
            change.need.attemptsSince = nil
            change.need.round += 1
            change.events = EventDraft.telling(
                .reopened, to: audience, words: [("reason", try required(reason, "reason"))])
            change.tells = .acknowledged
        default: break
        }
    }

    private static func wait(_ state: Need.State, _ change: inout NeedChange) throws(Refusal) {
        let present = change.need.state
        if present != .needsInformation && present != .cannotReach { change.need.resumeState = present }
        change.need.state = state
    }

    /// Back to where it was; what waited before its first answer is acknowledged by now.
    static func resume(_ change: inout NeedChange) {
        let before = change.need.resumeState ?? .acknowledged
        change.need.state = before == .submitted ? .acknowledged : before
        change.need.resumeState = nil
        change.need = NeedRules.derived(change.need)
    }

    /// She has been reached: the tries in vain count no more.
    static func reached(_ change: inout NeedChange) {
        resume(&change)
        change.need.attempts = 0
        change.need.attemptsSince = nil
        change.clock = .restart(due: nil)
    }

    static func reachedEvent(by channel: String, _ note: String = "") -> EventDraft {
        EventDraft(
            kind: .reached, audience: .case,
            details: [("channel", .words(channel.nilIfEmpty)), ("note", .words(note.nilIfEmpty))])
    }

    static func required(_ text: String, _ field: String) throws(Refusal) -> String {
        let text = Clean.prose(text)
        guard !text.isEmpty else { throw .invalid(field, SiteWords.missing) }
        guard text.count <= 4000 else { throw .invalid(field, NeedWords.tooLong(4000)) }
        return text
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
