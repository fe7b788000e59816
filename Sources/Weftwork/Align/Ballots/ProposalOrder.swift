internal import Database
internal import Engine

/// How many voices have answered one running proposal: nothing of what it says, nor of what they said.
struct ProposalSupport: Sendable, Equatable {
    let id: ID
    /// None of a secret ballot too small to be shown.
    let answers: Int
}

/// The order of a list of open proposals.
///
/// It is made of all that run, not of one page of them, in bounded memory: an id and a number for each of at most ``most``,
/// and at most ``mostAnswers`` answers besides (those of one proposal that has more alone), under 10 MB in all.
enum ProposalOrder {
    /// So many of the newest that run have a place in the list.
    static let most = 10_000
    /// So many of them are weighed against each other, and so many answers of theirs.
    static let mostWeighed = 500
    static let mostAnswers = 50_000

    /// Those to weigh, the most answered first, and the others, which stand behind them in this order.
    static func split(_ support: [ProposalSupport]) -> (weighed: [ID], others: [ID]) {
        let sorted = support.sorted { ($1.answers, $1.id) < ($0.answers, $0.id) }
        var answers = 0, count = 0
        for one in sorted.prefix(mostWeighed) {
            answers += one.answers
            if count > 0, answers > mostAnswers { break }
            count += 1
        }
        return (sorted.prefix(count).map(\.id), sorted.dropFirst(count).map(\.id))
    }

    /// Those that many take part in stand first, each voice's part split among all it takes part in: ten copies of one proposal don't
    /// push the others off the page. Taking part counts, not what was said; of a secret ballot too small to be shown it doesn't.
    ///
    /// - Parameter voices: of each proposal, who has answered it.
    /// - Complexity: O(proposals² + proposals · answers).
    static func bySupport(_ voices: [ID: Set<ID>]) -> [ID] {
        let oldest = voices.keys.sorted()
        var numbers: [ID: Int] = [:]
        let supporters = oldest.map { proposal -> Set<Int> in
            Set(
                (voices[proposal] ?? []).map { voice in
                    let number = numbers[voice, default: numbers.count]
                    numbers[voice] = number
                    return number
                })
        }
        return HarmonicOrder.order(supporters).map { oldest[$0.proposal] }
    }
}

/// The place in a list of proposals after which a page begins.
struct ProposalCursor: Sendable, Equatable {
    /// The last of the page before.
    let id: ID
    /// How many stood before the page, where the list has another order than that of ids: it counts if that one has ended meanwhile.
    var place: Int?

    init(id: ID, place: Int? = nil) {
        (self.id, self.place) = (id, place)
    }

    /// - Throws: ``Refusal/invalid(_:)`` for one that no list gave.
    init(_ text: String) throws(Refusal) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let id = ID(String(parts[0])) else { throw .invalid("cursor", ListingWords.badCursor) }
        self.id = id
        guard parts.count > 1 else { return }
        guard let place = Int(parts[1]), place >= 0 else { throw .invalid("cursor", ListingWords.badCursor) }
        self.place = place
    }

    var text: String { place.map { "\(id).\($0)" } ?? id.description }
}
