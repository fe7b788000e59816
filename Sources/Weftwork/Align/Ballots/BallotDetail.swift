internal import Foundation

/// How papers were counted: all that a page or a program needs to follow it. Kept with the outcome; it names options and
/// numbers, never who.
struct BallotDetail: Sendable, Equatable, Codable {
    /// One option: its figures stand in the order of ``BallotWords/columns(of:)``.
    struct Row: Sendable, Equatable, Codable {
        /// Its id.
        let option: String
        let figures: [Double?]
        /// Of a priority matrix.
        var quarter: String?
    }

    /// One count of a runoff.
    struct Round: Sendable, Equatable, Codable {
        /// By option, as they are listed; nothing of who is out.
        let votes: [Double?]
        let continuing: Int
        let dropped: String?
    }

    /// Papers that were counted; a paper for which voices were passed on counts for those, too.
    var papers = 0
    var voices = 0
    var rows: [Row] = []
    var winners: [String] = []
    /// How many put one before another: rows and columns as the options are listed.
    var pairwise: [[Int]]?
    var rounds: [Round]?
    /// Of money or time that is shared out, in thousandths.
    var budget: Int64?
    var spent: Int64?
    /// What the most wanted for its cost, taken while it lasts, would have been.
    var greedy: [String]?
    var greedySpent: Int64?
    /// Options alike that the rules parted, or could not.
    var alike: [String] = []
    /// What parted them; nothing where there were none.
    var partedBy: String?
    /// Fewer papers than may be shown; all else is empty.
    var isTooFew = false

    var encoded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Nothing for what none of these wrote.
    static func decode(_ text: String?) -> BallotDetail? {
        text.flatMap { try? JSONDecoder().decode(BallotDetail.self, from: Data($0.utf8)) }
    }
}
