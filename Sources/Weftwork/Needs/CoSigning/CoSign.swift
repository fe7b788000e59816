internal import Database
internal import Engine

/// Somebody who is trusted answers with their name for more open promises of another than that one may have alone.
struct CoSign: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case asked, signed, declined, withdrawn, ended
    }

    let id: ID
    let networkID: ID
    /// Whose promises they are.
    let memberID: ID
    let signerID: ID
    /// What was about to be promised; nothing where it was asked for beforehand.
    let needID: ID?
    var state: State
    /// So many open promises more.
    var more: Int
    let askedAt: Int64
    var answeredAt: Int64?
    /// Until when it waits for an answer; once signed, until when it holds.
    var untilAt: Int64

    func isOpen(at now: Int64) -> Bool { state == .asked && untilAt > now }

    func isSigned(at now: Int64) -> Bool { state == .signed && untilAt > now }

    /// How it stands among what else waits for whoever is asked.
    var clock: Clock {
        Clock(
            networkID: networkID, object: .coSign, objectID: id, needID: id, step: "coSign", ownerID: signerID,
            startedAt: askedAt, dueAt: untilAt, stage: 0, nextAt: Clock.never)
    }
}

/// What is done with one that is asked for or holds.
enum CoSignAction: Sendable {
    case sign(more: Int)
    case decline
    /// Whoever asked doesn't any more, or either lets go of what was signed.
    case end
}

/// Who may answer for whom, for how much, how long. Pure.
enum CoSignRules {
    /// So long an asking waits; so long a signature holds.
    static let askLifetime = 7 * Time.day
    static let lifetime = 30 * Time.day
    /// So many askings one may have out, and for so many people one may answer at a time.
    static let mostAsked = 3
    static let mostSigned = 5

    /// At most as many again as somebody may have alone, however many sign.
    static func most(for standing: Standing) -> Int { ClaimRules.limit(for: standing) }

    static func limit(for standing: Standing, more: Int) -> Int {
        ClaimRules.limit(for: standing) + min(max(more, 0), most(for: standing))
    }

    /// A signature counts as long as whoever gave it could give it now.
    static func counts(_ coSign: CoSign, signer: Member?, at now: Int64) -> Bool {
        guard let signer else { return false }
        return coSign.isSigned(at: now) && !signer.isSuspended && signer.standing >= .trusted
    }

    /// - Parameter mutual: the one who is to be answered for answers for the signer in turn.
    static func requireSigner(_ signer: Member?, for member: ID, mutual: Bool) throws(Refusal) {
        guard let signer, !signer.isSuspended, signer.standing >= .trusted else {
            throw .invalid("signer", CoSignWords.notTrusted)
        }
        guard signer.id != member else { throw .invalid("signer", CoSignWords.notOneself) }
        // Two who answer for one another have nobody who answers for them.
        guard !mutual else { throw .invalid("signer", CoSignWords.notMutual) }
    }

    static func requireMore(_ more: Int, for standing: Standing) throws(Refusal) {
        guard (1...most(for: standing)).contains(more) else {
            throw .invalid("more", CoSignWords.badMore(most(for: standing)))
        }
    }
}

/// How many promises somebody has open, and how many they may have.
struct PromiseLoad: Sendable {
    let open: Int
    let alone: Int
    /// What others answer for besides.
    let more: Int

    init(open: Int, standing: Standing, more: Int) {
        self.open = open
        alone = ClaimRules.limit(for: standing)
        self.more = min(more, CoSignRules.most(for: standing))
    }

    var limit: Int { alone + more }
    var isFull: Bool { open >= limit }
    /// Another signature would help.
    var mayGrow: Bool { more < alone }
}
