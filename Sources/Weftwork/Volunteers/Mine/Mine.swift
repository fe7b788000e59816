internal import Database
internal import Engine

/// One's own week: what one has promised and is on the roster for, when one is free, how much of one's limit is used.
struct OwnWeek: Sendable {
    /// Something one has promised to bring or do.
    struct Promise: Sendable {
        let claim: Claim
        /// Nothing where its words are kept from them.
        let title: String?
        /// What of it, and how much; empty where it is kept from them.
        var thing = ""
        /// The hours that they said yes to when they were asked.
        var agreed: RestGuard.Span?
        /// She has corrected the need since they said yes.
        var isCorrected = false
        /// When the line wants them; unsaid where it is kept from them.
        var work = LineWork.unsaid

        /// From when on they are there, and until when.
        var start: Int64? { agreed?.start ?? work.from }
        var end: Int64? { agreed?.end ?? work.to }

        /// The line wants people at another time by now than the one agreed on. What was agreed beyond its hours from the start – who is
        /// somewhere else first comes after that – has not moved.
        var isMoved: Bool {
            guard let agreed, isCorrected else { return false }
            return agreed.start < work.from ?? agreed.start || agreed.end > work.to ?? agreed.end
        }
    }

    /// A training that ends soon.
    struct Ending: Sendable {
        let module: ID
        let title: Text
        let until: Int64
    }

    let shifts: [Shift]
    let promises: [Promise]
    let held: [SmallTask]
    let own: OwnVolunteering
    /// On shift and promised in the seven days to come, what overlaps counted once; in milliseconds.
    let ahead: Int64
    let endings: [Ending]

    var at: Int64 { own.at }
}

/// Who said that it was so: a role, never a name – a record can be shown to others.
enum Confirmer: Sendable, Equatable {
    case requester
    case member(Role?)
}

/// What one did here, as others confirmed it.
struct WorkRecord: Sendable {
    struct Delivery: Sendable {
        let title: String
        let at: Int64
        let by: Confirmer
    }

    struct Small: Sendable {
        let kind: SmallTask.Kind
        let at: Int64
        let by: Confirmer
    }

    struct Thing: Sendable {
        let kind: SmallThing.Kind
        let at: Int64
        let by: Confirmer
    }

    struct Pass: Sendable {
        let title: Text
        let passedAt: Int64
        let until: Int64
    }

    let at: Int64
    let name: String
    let since: Int64?
    /// On shift and on site, what overlaps counted once; in milliseconds.
    let hours: Int64
    let shiftCount: Int
    let verified: Int
    let deliveries: [Delivery]
    let small: [Small]
    /// All that were confirmed, also those that are not listed.
    let smallCount: Int
    /// Answers of others that they looked at.
    let checkedCount: Int
    let things: [Thing]
    let passes: [Pass]
}

enum MineRules {
    /// Trainings that end by then are named.
    static let ending = 60 * Time.day

    /// How long it was in all; what overlaps is counted once.
    static func total(_ spans: [(from: Int64, to: Int64)]) -> Int64 {
        var covered = Int64.min, sum: Int64 = 0
        for span in spans.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where span.to > max(covered, span.from) {
            sum += span.to - max(span.from, covered)
            covered = span.to
        }
        return sum
    }

    /// The role in which somebody confirms: the one that answers for most.
    static func role(of roles: Set<Role>) -> Role? { Role.allCases.first { roles.contains($0) } }
}
