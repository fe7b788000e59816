internal import Database

extension CharterActs {
    /// What all share in a conversation goes on as a suggestion to the network's draft: what a section may lack, the purpose where
    /// nobody names another. It is answered like the others, put beside those to the same section and merged with them. What all
    /// reject goes on as well, since that a network does not want something is often what it agrees on; the suggestion says so.
    var outlet: StatementOutlet {
        StatementOutlet(
            id: "charter", takes: .shared, words: CharterWords.outlet,
            admits: { viewer in Policy.allows(.suggestToCharter, viewer) },
            targets: CharterActs.handedTo.map {
                StatementOutlet.Target(id: $0.rawValue, name: CharterWords.name(of: $0))
            },
            take: { handed, _, network, db in
                let subject = CharterSubject.network(network), source = "/conversations/\(handed.conversation.id)"
                let section = handed.target.flatMap(CharterSection.init(rawValue:)) ?? .purpose
                let taken = try handOver(handed.words, from: source, to: section, of: subject, at: world.now(), db)
                guard taken != nil else { throw Refusal.conflict(CharterWords.noDraftToTake) }
                return "\(CharterActs.path(of: subject))/draft/suggestions"
            })
    }

    /// The purpose first: most conversations are about why a network exists.
    private static let handedTo: [CharterSection] = [.purpose] + CharterSection.allCases.filter { $0 != .purpose }
}
