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
    private let known = Mutex<[ID: ChainCheck]>([:])

    subscript(network: ID) -> ChainCheck? {
        get { known.withLock { $0[network] } }
        set { known.withLock { $0[network] = newValue } }
    }
}

extension GovernanceActs {
    /// So many decisions are named on the page; the rest stand in the log.
    static let mostDecisions = 30

    /// Walks the chain of one network with oversight, where that is a day ago; the next one the next time.
    ///
    /// - Parameter failed: told of a chain that could not be read.
    func sweepChains(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now(), overseen = try await database.read { db in try db.networksOverseen() }
        let due = overseen.first { network in checks[network].map { now - $0.at >= Time.day } ?? true }
        guard let due else { return }
        await SweepService.trying(due, failed) {
            let check = try await database.read { db in
                try db.takeTime()
                return ChainCheck(
                    at: now, number: try db.newestEvent(in: due), firstBreak: try EventSealer.firstBreak(in: due, db))
            }
            checks[due] = check
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
