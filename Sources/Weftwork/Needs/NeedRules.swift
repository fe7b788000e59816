internal import Database
internal import Engine

/// The life of a need: which act is legal in which state, and what follows. Pure.
enum NeedRules {
    /// From which states an act may be done; the one table for every door.
    static func isLegal(_ act: Act, in need: Need) -> Bool {
        let state = need.state
        if RestrictionRules.isHeld(act, in: need) { return false }
        switch act {
        case .acknowledge: return state == .submitted
        case .openItem, .skip: return state.phase == .desk || (state.isOpen && !need.voided.isEmpty)
        case .verify:
            return state == .acknowledged || state == .verifying
                || (!need.voided.isEmpty && [.verified, .published, .inProgress, .delivered].contains(state))
        case .publish: return [.verified, .published, .inProgress].contains(state)
        case .askInformation:
            return [.acknowledged, .submitted, .verifying, .verified, .published, .inProgress].contains(state)
        case .answer: return state == .needsInformation
        case .cannotReach:
            return state.isOpen && ![.delivered, .confirmed].contains(state)
        case .reached: return state == .cannotReach
        case .reject, .merge: return state.isOpen && ![.delivered, .confirmed].contains(state)
        case .withdraw, .markUnmet: return state.isOpen && state != .confirmed
        case .reopen: return (!state.isOpen && state != .duplicate) || state == .confirmed
        case .confirm: return state == .delivered
        case .close: return state == .confirmed
        case .notDelivered: return state == .delivered || state == .inProgress || state == .confirmed
        case .stillNeeded: return [.published, .inProgress].contains(state)
        case .claim: return state.phase == .board
        case .assess, .add, .addPhoto, .removePhoto, .move: return state.isOpen
        case .referNeed: return state.isOpen && ![.delivered, .confirmed].contains(state)
        case .correct, .agree, .setAllowance, .statePermit, .passToAuthority: return state.isOpen && state != .confirmed
        case .rate: return [.confirmed, .closed].contains(state)
        case .offerHandover, .assign, .reveal: return state.isOpen
        case .unmerge: return state == .duplicate
        default: return true
        }
    }

    /// Acts on a need that a conflict answer and a page can name.
    static let acts: [Act] = [
        .acknowledge, .skip, .verify, .publish, .reject, .askInformation, .answer, .cannotReach, .reached, .merge,
        .unmerge,
        .withdraw, .markUnmet, .reopen, .confirm, .close, .notDelivered, .stillNeeded, .claim, .correct, .assess,
        .move,
    ]

    static func require(_ act: Act, in need: Need) throws(Refusal) {
        guard !isLegal(act, in: need) else { return }
        if RestrictionRules.isHeld(act, in: need) { throw RestrictionRules.answerIsOut(need) }
        throw .conflict(
            NeedWords.illegal(need.state),
            Refusal.Extras(state: need.state.rawValue, allowed: acts.filter { isLegal($0, in: need) }.map(\.rawValue)))
    }

    /// How far the lines have come together.
    static func progress(of lines: [NeedLine]) -> Need.Progress {
        if lines.allSatisfy(\.isDelivered) { return .delivered }
        if lines.contains(where: { $0.delivered > 0 }) { return .partDelivered }
        if lines.allSatisfy(\.isClaimed) { return .claimed }
        return lines.contains { $0.claimed > 0 } ? .partClaimed : .open
    }

    /// The need with progress and state as its lines have them: published, in progress and delivered follow from them.
    static func derived(_ need: Need) -> Need {
        var need = need
        need.lines = need.lines.map(\.sunk)
        need.progress = progress(of: need.lines)
        guard [.published, .inProgress, .delivered].contains(need.state) else { return need }
        switch need.progress {
        case .delivered: need.state = .delivered
        case .open: need.state = .published
        default: need.state = .inProgress
        }
        return need
    }

    /// The rank by which boards order: urgency first, what is stale after all else.
    static func rank(_ need: Need) -> Int {
        need.urgency.rawValue * 10 + (need.freshness == .stale ? 50 : 0)
    }

    /// A few words about money in any text hold that text back.
    static func held(title: String, description: String, lines: [NeedLine]) -> Set<String> {
        var held: Set<String> = []
        if MoneyWords.find(in: title) != nil { held.insert("title") }
        if MoneyWords.find(in: description) != nil { held.insert("description") }
        let linesText = lines.map { "\($0.item) \($0.specification)" }.joined(separator: "\n")
        if MoneyWords.find(in: linesText) != nil { held.insert("lines") }
        return held
    }

    /// Whether `verifier` may verify: not what they submitted, own a claim on, or verified first in this round.
    static func mayVerify(_ need: Need, by verifier: ID, isClaimant: Bool) throws(Refusal) {
        guard need.submitterID != verifier else { throw .forbidden(NeedWords.ownSubmission) }
        guard !isClaimant else { throw .forbidden(NeedWords.ownClaim) }
    }
}
