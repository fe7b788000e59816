internal import Database

extension ProposalActs {
    /// What divides in a conversation goes on as a question to all: the form of a proposal with its words, a way to work objections
    /// through, and the way back. How people answered is not told there: each sees that once they have answered themselves.
    var outlet: StatementOutlet {
        StatementOutlet(
            id: "proposal", takes: .dividing, words: ProposalOutletWords.outlet,
            admits: { viewer in Policy.allows(.propose, viewer) }, isForm: true,
            take: { handed, viewer, network, db in
                guard let slug = try db.network(id: network)?.slug else { throw Refusal.notFound }
                let place = "\(members.configuration.publicURL)/n/\(slug)/conversations/\(handed.conversation.id)"
                let context = ProposalOutletWords.context(handed.conversation.question)(viewer.language)
                let form = Form(pairs: [
                    ("question", handed.words), ("context", "\(context)\n\(place)"),
                    ("method", ProposalMethod.consent.rawValue),
                ])
                return "/proposals/new?\(form.encoded)"
            })
    }
}
