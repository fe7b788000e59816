/// Who may do what about offers.
extension PolicyRow {
    static let ofOffers: [PolicyRow] = {
        let desk: [Caller] = [.role(.coordinator), .role(.intake), .role(.verifier), .role(.dispatcher), .operator]
        // By code or secret link, without an account.
        let offerer: Caller = .tie(.submitter), guest: Caller = .tie(.requester)
        return [
            PolicyRow(.seeOffers, [.everyone], "The list of offers shows to each tier what is listed for it."),
            PolicyRow(
                .offer, [.everyone],
                "Whoever has something says so: by name, or as a guest who is followed by code and secret link; rate limited."
            ),
            PolicyRow(
                .importOffers, [.role(.coordinator), .role(.dataSteward), .role(.intake), .steward, .operator],
                "Many offers at once are a desk's work."),
            PolicyRow(.exportOffers, [.everyone], "An export holds only what its reader may see."),
            PolicyRow(
                .seeOfferFile, desk + [.steward, .tie(.owner), offerer, guest],
                "Working an offer takes its source, checks and uses."),
            PolicyRow(.acknowledgeOffer, desk + [.tie(.owner)], "A first answer by somebody of the desk."),
            PolicyRow(
                .verifyOffer, [.role(.verifier), .role(.coordinator)], "A trained duty, never about one's own offer."),
            PolicyRow(.listOffer, [.role(.dispatcher), .role(.coordinator)], "Listing is the dispatcher's act."),
            PolicyRow(.rejectOffer, desk + [.tie(.owner)], "With a reason that the offerer reads."),
            PolicyRow(
                .keepOffer, [offerer, guest, .tie(.owner), .role(.coordinator), .operator],
                "Whoever offers says what has changed and takes it back; whoever answers for it may do so for them."),
            PolicyRow(.reopenOffer, desk + [.tie(.owner), offerer, guest], "An end can be wrong."),
            PolicyRow(
                .useOffer, [offerer, .role(.dispatcher), .role(.coordinator)],
                "Offerer and dispatcher bring an offer and a need together."),
            PolicyRow(.answerUse, [offerer, guest], "Nobody promises in another's name."),
            PolicyRow(
                .endUse, [.role(.dispatcher), .role(.coordinator)],
                "What was asked can be taken back while nobody has answered."),
            PolicyRow(
                .lookAtOffer, desk + [.tie(.owner)],
                "Who calls the offerer sees the contact; each look is recorded and shown to them."),
        ]
    }()
}
