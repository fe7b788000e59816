internal import Database

extension CharterActs {
    /// What all share in a conversation goes on as a suggestion to the network's draft: what its purpose may lack. It is answered
    /// like the others.
    var outlet: StatementOutlet {
        StatementOutlet(
            id: "charter", takes: .shared, words: CharterWords.outlet,
            admits: { viewer in Policy.allows(.suggestToCharter, viewer) },
            take: { handed, _, network, db in
                let subject = CharterSubject.network(network), source = "/conversations/\(handed.conversation.id)"
                let taken = try handOver(
                    handed.statement.words, from: source, to: .purpose, of: subject, at: world.now(), db)
                guard taken != nil else { throw Refusal.conflict(CharterWords.noDraftToTake) }
                return "\(CharterActs.path(of: subject))/draft/suggestions"
            })
    }
}
