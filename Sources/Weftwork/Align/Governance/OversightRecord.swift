internal import Database
internal import Synchronization

/// What a walk along the chain of sealed events has shown.
struct ChainCheck: Sendable, Equatable {
    let at: Int64
    /// Up to this event it was walked.
    let number: Int64
    /// The first event that does not fit; nothing where all do.
    let firstBreak: Int64?
}

/// The chain as oversight reads it: how far it is sealed, and what the last walk has shown.
struct ChainState: Sendable, Equatable {
    let number: Int64
    /// When the last sealed event was; nothing where none is.
    let sealedAt: Int64?
    /// Nothing where this server has not walked it since it started.
    let check: ChainCheck?
}

/// What this server has seen of the chains. A walk reads every event there is, so no page waits for one: they are made once a day.
final class ChainChecks: Sendable {
    /// One that could not be walked is tried again this much later.
    static let again = Time.hour

    private let known = Mutex<[ID: ChainCheck]>([:])
    private let tried = Mutex<[ID: Int64]>([:])

    subscript(network: ID) -> ChainCheck? {
        get { known.withLock { $0[network] } }
        set { known.withLock { $0[network] = newValue } }
    }

    func isDue(_ network: ID, at now: Int64) -> Bool {
        let isFresh = self[network].map { now - $0.at < Time.day } ?? false
        return !isFresh && (tried.withLock { $0[network] }.map { now - $0 >= ChainChecks.again } ?? true)
    }

    func begin(_ network: ID, at now: Int64) { tried.withLock { $0[network] = now } }
}

extension GovernanceActs {
    /// So many decisions are named on the page; the rest stand in the log.
    static let mostDecisions = 30

    /// Walks the chains of networks with oversight where that is a day ago. One that can't be read is left for an hour, and keeps none of
    /// the others waiting.
    ///
    /// - Parameter failed: told of a chain that could not be read.
    func sweepChains(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now(), overseen = try await database.read { db in try db.networksOverseen() }
        for due in overseen where checks.isDue(due, at: now) {
            try Task.checkCancellation()
            checks.begin(due, at: now)
            await SweepService.trying(due, failed) {
                let check = try await database.read { db in
                    try db.takeTime()
                    return ChainCheck(
                        at: now, number: try db.newestEvent(in: due),
                        firstBreak: try EventSealer.firstBreak(in: due, db))
                }
                checks[due] = check
            }
        }
    }

    func chain(of network: ID, _ db: any Connection) throws -> ChainState {
        let number = try db.newestEvent(in: network)
        return ChainState(
            number: number, sealedAt: try db.momentOfEvent(number, in: network), check: checks[network])
    }

    /// Decisions written since a moment, as far as the reader may see them, the newest first.
    func decided(since start: Int64, by viewer: Viewer, in network: ID, _ db: any Connection) throws -> [Decided] {
        var query = DecisionQuery()
        query.seen = try db.seenProposals(by: viewer)
        return try db.decisions(query, limit: GovernanceActs.mostDecisions, in: network).filter { $0.1.at >= start }
            .map { Decided(proposal: $0, verdict: $1.verdict, at: $1.at) }
    }
}

/// A decision, as oversight reads it.
struct Decided: Sendable {
    let proposal: Proposal
    let verdict: ProposalVerdict
    let at: Int64
}
