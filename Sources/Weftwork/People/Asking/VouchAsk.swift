internal import Database
internal import Engine

/// Somebody is asked to vouch: by the one concerned, with others in a joint recommendation, or because somebody came by their
/// link. What comes of it is an ordinary vouch, or nothing.
struct VouchAsk: Sendable, Equatable {
    enum Origin: String, Sendable, CaseIterable, SQLConvertible {
        /// The one concerned asks.
        case request
        /// A member asks others to sign with them.
        case recommendation
        /// Somebody came by the asked one's link, which vouches for nobody by itself.
        case arrival
    }

    enum Outcome: String, Sendable, CaseIterable, SQLConvertible {
        case vouched, declined, withdrawn, reported, lapsed
    }

    let id: ID
    let networkID: ID
    let origin: Origin
    let askedID: ID
    /// Whom the vouch would be for.
    let aboutID: ID
    /// Who asks; nobody where a link was used.
    let byID: ID?
    let kind: Vouch.Kind
    let subject: String
    let recommendationID: ID?
    let openedAt: Int64
    let untilAt: Int64
    var outcome: Outcome?

    func isOpen(at now: Int64) -> Bool { outcome == nil && untilAt > now }

    /// How it stands among what else waits for somebody.
    var clock: Clock {
        Clock(
            networkID: networkID, object: .ask, objectID: id, needID: id, step: origin.rawValue, ownerID: askedID,
            startedAt: openedAt, dueAt: untilAt, stage: 0, nextAt: Clock.never)
    }

    /// The other of the two between whom it is.
    func other(than member: ID) -> ID { member == askedID ? byID ?? aboutID : askedID }
}

/// Several sign one recommendation; each signature is a vouch of its own.
struct Recommendation: Sendable {
    let id: ID
    let networkID: ID
    let forID: ID
    let byID: ID
    let kind: Vouch.Kind
    let subject: String
    let openedAt: Int64
    let untilAt: Int64
}

/// How somebody who is asked vouches: in words of their own, or – where several sign – in those that all have read.
struct VouchAnswer: Sendable {
    let how: String
    let takesShared: Bool
    let organisation: ID?
}

/// How often one may ask, how long it waits, who may read it. Pure.
enum VouchAskRules {
    /// So many open requests, and so many open recommendations, one may have.
    static let mostOpen = 5
    static let signers = 1...12

    static func lifetime(_ origin: VouchAsk.Origin) -> Int64 {
        switch origin {
        case .request, .arrival: 30 * Time.day
        case .recommendation: 14 * Time.day
        }
    }

    /// The two between whom it is, the one whom it is about, and the stewards, as with what a vouch says.
    static func mayRead(_ ask: VouchAsk, _ member: Member) -> Bool {
        [ask.askedID, ask.byID, ask.aboutID].contains(member.id) || member.standing == .steward
    }

    /// The words of the vouch that somebody gives.
    ///
    /// - Parameter shared: what all have read; nothing where each says it in their own words.
    /// - Throws: ``Refusal/invalid(_:)`` where nothing was said and the shared words were not taken knowingly.
    static func words(_ answer: VouchAnswer, shared: String?) throws(Refusal) -> String {
        let own = Clean.text(answer.how)
        if !own.isEmpty { return own }
        guard let shared else { throw .invalid("how", TrustWords.sayHow) }
        guard answer.takesShared else { throw .invalid("how", VouchAskWords.sayOrTake) }
        return shared
    }

    /// Those who are asked to sign, each once.
    /// - Throws: ``Refusal/invalid(_:)`` for none, too many, oneself or the one recommended.
    static func signers(_ all: [ID], by opener: ID, for member: ID) throws(Refusal) -> [ID] {
        let all = Set(all).sorted()
        guard !all.contains(opener), !all.contains(member) else { throw .invalid("signers", VouchAskWords.othersOnly) }
        guard signers.contains(all.count) else {
            throw .invalid("signers", JoinWords.between(signers.lowerBound, signers.upperBound))
        }
        return all
    }
}
