internal import Engine

/// Why a voice is asked about a clause, and since when.
struct StanceWait: Sendable, Equatable {
    enum Reason: String, Sendable, CaseIterable {
        /// Nothing was said yet.
        case unsaid
        /// What was said is about older words.
        case otherWords
        /// The charter was kept as it is since.
        case kept
        /// It was said over a year ago.
        case aged
    }

    let reason: Reason
    let since: Int64

    /// Whether what was said may simply be said again.
    var canHold: Bool { reason == .kept || reason == .aged }
}

extension CharterRules {
    /// A stance older than this is asked for again, and is no affirmation of today.
    static let staleTime = 365 * Time.day

    /// Whether something that was said is too old to hold without being said again.
    static func isAged(_ said: StanceSaid, now: Int64) -> Bool { now - said.at > staleTime }

    /// Why a voice is asked about a clause of a version in force; nothing where what it said holds. Pure.
    static func wait(
        _ said: StanceSaid?, on clause: CharterClause, of version: CharterVersion, now: Int64
    ) -> StanceWait? {
        let start = max(version.adoptedAt ?? version.createdAt, version.lastKeptAt ?? 0)
        guard let said else { return StanceWait(reason: .unsaid, since: start) }
        guard said.isAbout(clause) else { return StanceWait(reason: .otherWords, since: start) }
        if let kept = version.lastKeptAt, said.at < kept { return StanceWait(reason: .kept, since: kept) }
        return isAged(said, now: now) ? StanceWait(reason: .aged, since: said.at + staleTime) : nil
    }
}
