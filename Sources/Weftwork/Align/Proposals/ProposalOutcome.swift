internal import Database
internal import Foundation

/// How it stands, or came out: numbers, never who.
struct ProposalTally: Sendable, Equatable, Codable {
    /// Voices that may answer.
    var eligible = 0
    /// Different voices that did, by what they said themselves or another for them.
    var answered = 0
    /// Of those, by another to whom they passed their voice on.
    var delegated = 0
    /// Said why they have not answered yet.
    var waiting = 0
    /// Where silence consents: voices that were told, could answer and said nothing. What was counted before that lacks it.
    var silent: Int?
    var counts: [String: Int] = [:]
    /// The same without voices of newcomers, where there are any.
    var withoutNewcomers: [String: Int]?
    /// The same without those who came in lately by one vouch at most, where any of them answered and it may be told.
    var withoutRecent: Without?
    /// Of open papers: the same without voices of newcomers, where it may be told.
    var papersWithoutNewcomers: Without?
    /// Of a paper: options in the order of the result, those that are alike in one place.
    var ranking: [[String]] = []
    /// How it was counted, in words for machines; Ballots' own.
    var detail: String?

    /// How it came out without some.
    struct Without: Sendable, Equatable, Codable {
        /// Voices that are left out.
        var left = 0
        var counts: [String: Int] = [:]
        /// Of a paper.
        var winners: [String] = []
        var ranking: [[String]] = []
    }

    /// Voices that said nothing.
    var missing: Int { max(0, eligible - answered) }

    subscript(position: Stance.Position) -> Int { counts[position.rawValue] ?? 0 }

    var encoded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    init() {}

    init(encoded: String) {
        self = (try? JSONDecoder().decode(ProposalTally.self, from: Data(encoded.utf8))) ?? ProposalTally()
    }
}

/// How a proposal came out, by its rule.
enum ProposalVerdict: String, Sendable, CaseIterable, SQLConvertible {
    case adopted, notAdopted
    /// Too few answered.
    case noQuorum
    /// Alike, and the rules name nothing that would part them.
    case tied
    /// Nothing was to be decided: what people think is known now.
    case heard
}

/// What came of a proposal, as the decision log keeps it.
struct ProposalOutcome: Sendable, Equatable {
    struct Link: Sendable, Equatable {
        let title: String
        /// Within the network, or a whole address.
        let path: String
    }

    let proposal: Proposal
    var verdict: ProposalVerdict
    /// Options that won, the first first.
    var winners: [ID]
    var tally: ProposalTally
    /// What was decided, in its owner's words.
    var words: String
    /// How the objections were met.
    var met: String
    /// Of concerns that go with it to the review.
    var concerns: Int
    var byID: ID
    var at: Int64
    var reviewAt: Int64?
    /// What it created.
    var links: [Link] = []
    /// Goals that were made of it, as they stand on the road map now.
    var goals: [Goal] = []
    /// What was said when it was looked at again.
    var reviews: [Review] = []
    /// Why others don't read what it says; nothing where they do.
    var hidden: String?

    /// Something was adopted: it can be made a goal.
    var isCarried: Bool { verdict == .adopted }

    /// A look back at a decision.
    struct Review: Sendable, Equatable {
        enum Kind: String, Sendable, CaseIterable, SQLConvertible {
            /// It holds on.
            case kept
            /// It is put again.
            case again
            /// It is over.
            case ended
        }

        let id: ID
        let kind: Kind
        var words: String
        let byID: ID
        let at: Int64
        /// Why others don't read its words; nothing where they do.
        var hidden: String?
    }
}
