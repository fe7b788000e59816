public import Database

/// "I take this much of this line, by then."
public struct Claim: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable, SQLConvertible {
        case open, delivered, confirmed, released, disputed

        /// It still binds quantity or waits for the other side.
        var isLive: Bool { self == .open || self == .delivered || self == .disputed }
    }

    public let id: ID
    public let networkID: ID
    public let needID: ID
    public let lineID: ID
    public let memberID: ID
    /// Promised, in thousandths.
    public var quantity: Int64
    /// Brought, in thousandths.
    public var delivered: Int64
    /// What of it the requester could use; nothing until she said.
    public var usable: Int64?
    public var state: State
    public var promisedBy: Int64
    public var note: String
    public var carrier: String
    public var waybill: String
    public let createdAt: Int64
    public var changedAt: Int64
}

/// What a claimant offers.
public struct ClaimDraft: Sendable {
    public var line: ID
    /// In thousandths.
    public var quantity: Int64
    public var promisedBy: Int64
    public var note: String
    /// Versions of the briefings that were read.
    public var briefings: Set<String> = []
    /// Who goes along, where it takes a second person.
    public var second: ID?

    public init(line: ID, quantity: Int64, promisedBy: Int64, note: String = "") {
        self.line = line
        self.quantity = quantity
        self.promisedBy = promisedBy
        self.note = note
    }
}

/// An act on a claim with what it carries.
public enum ClaimAction: Sendable {
    case progress(note: String, carrier: String, waybill: String)
    case deliver(quantity: Int64?, note: String)
    case confirm(usable: Int64?, note: String)
    case release(note: String)
    /// So much is done; what is left goes back, without blame.
    case stop(done: Int64, note: String)
    case dispute(note: String)
    case settle(isDelivered: Bool, note: String)

    var act: Act {
        switch self {
        case .progress: .progress
        case .deliver: .deliver
        case .confirm: .confirmDelivery
        case .release: .release
        case .stop(let done, _): done > 0 ? .deliver : .release
        case .dispute: .dispute
        case .settle: .settle
        }
    }

    /// In which states of the claim it may be done.
    var legalStates: Set<Claim.State> {
        switch self {
        case .progress: [.open, .delivered]
        case .deliver, .release, .stop: [.open]
        // What she said had not come may come after all.
        case .confirm: [.delivered, .disputed]
        case .dispute: [.open, .delivered]
        case .settle: [.disputed]
        }
    }
}

/// How claims move quantities. Pure; the sums of a line never pass what is needed.
enum ClaimRules {
    /// Live claims one person may have: what is promised must be carried.
    static func limit(for standing: Standing) -> Int {
        standing >= .trusted ? 12 : 4
    }

    static let mostQuantity: Int64 = 1_000_000_000_000

    /// The line with `quantity` promised.
    static func claimed(_ line: NeedLine, _ quantity: Int64) throws(Refusal) -> NeedLine {
        guard quantity > 0, quantity <= mostQuantity else { throw .invalid("quantity", NeedWords.positiveQuantity) }
        if let remaining = line.promisable, quantity > remaining || line.isMet {
            throw .conflict(
                NeedWords.notEnoughLeft(quantity, on: line),
                Refusal.Extras(remaining: line.isMet ? 0 : remaining))
        }
        var line = line
        line.claimed += quantity
        return line
    }

    /// Line and claim after bringing `quantity` of it; the rest goes back to the pool.
    static func delivered(
        _ line: NeedLine, _ claim: Claim, _ quantity: Int64?
    ) throws(Refusal) -> (line: NeedLine, claim: Claim) {
        let brought = quantity ?? claim.quantity
        guard brought > 0, brought <= claim.quantity else {
            throw .invalid("quantity", NeedWords.deliveredQuantity(claim.quantity))
        }
        var (line, claim) = (line, claim)
        line.claimed -= claim.quantity
        line.delivered += brought
        claim.delivered = brought
        claim.state = .delivered
        return (line, claim)
    }

    /// After the requester has counted: what she can't use returns to the pool, without a quarrel. What was in dispute has come
    /// after all, and with her count the dispute is over – unless she counts nothing: then it still has not come, and whoever looks
    /// into it goes on.
    static func confirmed(
        _ line: NeedLine, _ claim: Claim, usable: Int64?
    ) throws(Refusal) -> (line: NeedLine, claim: Claim) {
        var (line, claim) = (line, claim)
        if claim.state == .disputed {
            if usable == 0 { return (line, claim) }
            line.claimed -= claim.quantity
            line.delivered += claim.quantity
            claim.delivered = claim.quantity
        }
        let good = usable ?? claim.delivered
        guard good >= 0, good <= claim.delivered else {
            throw .invalid("quantity", NeedWords.usableQuantity(claim.delivered))
        }
        line.delivered -= claim.delivered - good
        claim.usable = good
        claim.state = .confirmed
        return (line, claim)
    }

    /// What is done counts as brought, what is left goes back to the pool: one act, in whatever state it stands.
    static func stopped(
        _ line: NeedLine, _ claim: Claim, done: Int64
    ) throws(Refusal) -> (line: NeedLine, claim: Claim) {
        guard done >= 0, done <= claim.quantity else {
            throw .invalid("quantity", ClaimWords.stopQuantity(claim.quantity))
        }
        return done == 0 ? released(line, claim) : try delivered(line, claim, done)
    }

    static func released(_ line: NeedLine, _ claim: Claim) -> (line: NeedLine, claim: Claim) {
        var (line, claim) = (line, claim)
        line.claimed -= claim.quantity
        claim.state = .released
        return (line, claim)
    }

    /// In dispute nothing counts as arrived, and what was promised stays reserved.
    static func disputed(_ line: NeedLine, _ claim: Claim) -> (line: NeedLine, claim: Claim) {
        var (line, claim) = (line, claim)
        if claim.state == .delivered {
            line.delivered -= claim.delivered
            line.claimed += claim.delivered
            claim.quantity = max(claim.delivered, 1)
            claim.delivered = 0
        }
        claim.state = .disputed
        return (line, claim)
    }

    static func settled(_ line: NeedLine, _ claim: Claim, isDelivered: Bool) -> (line: NeedLine, claim: Claim) {
        var (line, claim) = (line, claim)
        line.claimed -= claim.quantity
        if isDelivered {
            line.delivered += claim.quantity
            claim.delivered = claim.quantity
            claim.state = .confirmed
        } else {
            claim.state = .released
        }
        return (line, claim)
    }
}
