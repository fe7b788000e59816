internal import Database

/// "Use so much of this offer for that need": what is taken from an offer, and the promise that came of it.
///
/// How much of the offer it binds follows from the promise itself, so that the two never differ: what is let go or falls
/// away is free again the same moment, what was brought stays used.
struct OfferUse: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Whoever offers has been asked; the quantity is kept for them.
        case asked
        /// Agreed: a promise on the need stands for it.
        case agreed
        case declined
        /// Nobody answered in time, or the offer was over before.
        case lapsed
        /// Taken back by whoever asked, or by the end of the need: nobody was silent.
        case takenBack
        /// The promise was let go, and what it had bound was used for something else since.
        case over
    }

    let id: ID
    let networkID: ID
    let offerID: ID
    /// The line of the offer it is taken from.
    let lineID: ID
    let needID: ID
    let needLineID: ID
    var claimID: ID?
    /// As it was asked, in thousandths; once it is agreed the claim says it.
    var quantity: Int64
    var state: State
    let askedBy: ID?
    /// Who is to answer.
    let answererID: ID
    let askedAt: Int64
    var promisedBy: Int64
    var answeredAt: Int64?
    /// When a guest, who promises nothing without an account, said yes: whoever asked promises it from then on.
    var grantedAt: Int64? = nil
    /// What was said with it; sealed with the offer's key.
    var note: String

    /// Whether it is for `viewer` to answer. What a guest has said yes to waits for nobody in particular: whoever brings offers and
    /// needs together may promise it, so that it does not lapse while the one who asked is away.
    func isAnswered(by viewer: Viewer, of offer: Offer) -> Bool {
        guard let member = viewer.member else { return false }
        return member.id == answererID || offer.isGuests && grantedAt != nil && Policy.allows(.useOffer, viewer)
    }
}

/// A use as it is wanted.
struct OfferUseDraft: Sendable {
    /// The line of the offer; nothing where it has one only.
    var line: ID?
    var need: ID
    /// The promise that is made or asked for.
    var claim: ClaimDraft
}

/// A use with what its page shows.
struct ListedUse: Sendable {
    let use: OfferUse
    let needTitle: Text
    /// The claim as it stands.
    let claimState: Claim.State?
}
