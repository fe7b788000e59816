/// Who may do what about volunteers' hours and about training.
extension PolicyRow {
    static let ofVolunteers: [PolicyRow] = [
        PolicyRow(.keepVolunteer, [.member], "What one can do, and when, is one's own to say."),
        PolicyRow(
            .seeVolunteers, [.role(.coordinator), .role(.dispatcher), .steward, .operator],
            "Who is free is for those who ask people to help; never for the public."),
        PolicyRow(
            .seeMatches, [.role(.coordinator), .role(.dispatcher), .steward, .operator],
            "Who fits a need is for those who ask people to help; never for the public."),
        PolicyRow(
            .seeOfferMatches,
            [.role(.coordinator), .role(.dispatcher), .steward, .operator, .tie(.submitter), .tie(.owner)],
            "Where an offer is of use is for those who dispatch, who answers for it, and whose it is."),
        PolicyRow(
            .callForHelp, [.role(.coordinator), .role(.dispatcher), .steward],
            "Whoever dispatches calls people, and answers for the call by name."),
        PolicyRow(
            .answerAsking, [.everyone], "Whoever was asked answers by their own link; opening it does nothing."),
        PolicyRow(.seeOwnAskings, [.member], "What one was asked, and how one keeps one's word, is one's own."),
        PolicyRow(
            .seeCall, [.everyone],
            "What was asked in a group's chat shows what everybody may read; whoever may not know of it gets 404."),
        PolicyRow(.answerCall, [.member], "Whoever comes by themselves says so by name, with all gates of a promise."),
        PolicyRow(
            .keepRobots, [.role(.coordinator), .steward],
            "What is said in groups in the network's name is for those who answer for it."),
        PolicyRow(
            .planAll, [.role(.coordinator), .role(.dispatcher), .steward, .operator],
            "A plan over all that is open is a working paper of those who dispatch."),
        PolicyRow(
            .acceptPlan, [.role(.coordinator), .role(.dispatcher)],
            "Whoever asks people and those who offer does so by name."),
        PolicyRow(.seeOwnMatches, [.member], "Every member may find what they can do."),
        PolicyRow(
            .doSmallTask, [.member],
            "Small tasks take no trust: they show only what is public, and a second person looks; the rule says who."),
        PolicyRow(
            .settleSmallTask,
            [.role(.coordinator), .role(.intake), .role(.verifier), .role(.dispatcher), .steward],
            "Where two disagree, and what is proposed, is the desk's to settle; never by one of the two."),
        PolicyRow(.seeOwnRecord, [.member], "What one does this week, and what one did, is one's own to see."),
        PolicyRow(.seeTraining, [.member, .operator], "Every member may read what is taught."),
        PolicyRow(.takeTraining, [.member], "Everybody takes it for themselves."),
        PolicyRow(
            .writeTraining, [.role(.trainer), .role(.coordinator), .steward],
            "A trainer writes what is taught; where there is none, those who lead."),
        PolicyRow(
            .gateTraining, [.role(.coordinator), .steward, .operator],
            "What takes a training is decided by those who answer for the network."),
        PolicyRow(
            .seeTrained, [.role(.trainer), .role(.coordinator), .steward, .operator],
            "Who has passed what is for those who train and those who lead."),
    ]
}
