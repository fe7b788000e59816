internal import Database
internal import Synchronization

/// Who can take a new need, as the roster and their load have it now.
struct DutyCandidate: Sendable, Equatable {
    let member: Member
    let isOnShift: Bool
    /// Open needs they own.
    var load: Int
    /// Round robin: when they were given one last.
    var lastGiven: Int64
}

/// Chooses owners: on shift now → skills, area, language fit → fewest open → whose turn it is; with nobody on shift a
/// coordinator, else the founder. Pure.
enum DutyRules {
    /// More open needs than this nobody is given, while somebody else can take it.
    static let limit = 15

    /// The candidates in the order in which they would own it.
    static func ranked(_ candidates: [DutyCandidate], area: AreaPath, language: Language) -> [DutyCandidate] {
        candidates.sorted { left, right in
            key(left, area, language).lexicographicallyPrecedes(key(right, area, language))
        }
    }

    /// The owner, and the backup: the next in the chain who isn't the owner.
    static func choose(
        _ candidates: [DutyCandidate], area: AreaPath, language: Language, except: Set<ID> = []
    ) -> ID? {
        ranked(candidates.filter { !except.contains($0.member.id) }, area: area, language: language).first?.member.id
    }

    private static func key(_ candidate: DutyCandidate, _ area: AreaPath, _ language: Language) -> [Int64] {
        let member = candidate.member
        let isDesk = member.has(.intake) || member.has(.verifier) || member.has(.dispatcher)
        let fitsArea = member.area.map { area.parts.contains($0) } ?? false
        let fitsLanguage = member.languages.isEmpty || member.languages.contains(language.rawValue)
        // On shift; else coordinators; else whoever was here first (the founder).
        let tier: Int64 = candidate.isOnShift && isDesk ? 0 : candidate.isOnShift ? 1 : member.has(.coordinator) ? 2 : 3
        let isFull = candidate.load >= limit && tier < 2
        return [
            isFull ? 1 : 0, tier, fitsArea ? 0 : 1, fitsLanguage ? 0 : 1, Int64(candidate.load), candidate.lastGiven,
            member.id.milliseconds,
        ]
    }
}

/// A node's picture of the roster: read again when it is a second old, kept true by what this node gives out.
///
/// Read before the transaction, never in it: a count of open needs inside every intake would make intakes collide.
final class DutyRoster: Sendable {
    private struct Picture: Sendable {
        var candidates: [DutyCandidate]
        var readAt: Int64
        /// When somebody went to read it again; the others make do with this one meanwhile.
        var renewedAt: Int64
    }

    private static let lifetime = Time.second
    /// No picture older than this is used, not even while a new one is on its way.
    private static let oldest = 5 * Time.second
    private let pictures = Mutex<[ID: Picture]>([:])
    private let database: any Database

    init(database: any Database) {
        self.database = database
    }

    /// Chooses who owns a new need of `network` and counts it as theirs.
    /// - Throws: ``Refusal/unavailable(retryAfter:)`` in a network without a single coordinator or founder.
    func owner(in network: ID, area: AreaPath, language: Language, except: Set<ID> = [], now: Int64) async throws -> ID
    {
        let candidates = try await candidates(in: network, now: now)
        let chosen = pictures.withLock { pictures -> ID? in
            let present = pictures[network]?.candidates ?? candidates
            guard let id = DutyRules.choose(present, area: area, language: language, except: except) else { return nil }
            if let index = present.firstIndex(where: { $0.member.id == id }) {
                pictures[network]?.candidates[index].load += 1
                pictures[network]?.candidates[index].lastGiven = now
            }
            return id
        }
        guard let chosen else { throw Refusal.unavailable(retryAfter: 60) }
        return chosen
    }

    func candidates(in network: ID, now: Int64) async throws -> [DutyCandidate] {
        if let picture = picture(of: network, now: now) { return picture.candidates }
        let read = try await database.read { db in try db.dutyCandidates(in: network, now: now) }
        return pictures.withLock { pictures in
            let given = Dictionary(
                (pictures[network]?.candidates ?? []).map { ($0.member.id, $0.lastGiven) }, uniquingKeysWith: max)
            let candidates = read.map { candidate in
                var candidate = candidate
                candidate.lastGiven = given[candidate.member.id] ?? 0
                return candidate
            }
            pictures[network] = Picture(candidates: candidates, readAt: now, renewedAt: now)
            return candidates
        }
    }

    /// The picture, unless it is old and nobody has gone for a new one yet.
    private func picture(of network: ID, now: Int64) -> Picture? {
        pictures.withLock { pictures in
            guard var picture = pictures[network] else { return nil }
            let isFresh = abs(now - picture.readAt) < DutyRoster.lifetime
            let isAwaited = abs(now - picture.renewedAt) < DutyRoster.lifetime
            let isUsable = now >= picture.readAt && now - picture.readAt < DutyRoster.oldest
            if isFresh || (isAwaited && isUsable) { return picture }
            picture.renewedAt = now
            pictures[network] = picture
            return nil
        }
    }

    /// Forgets the picture: the roster was changed here.
    func forget(_ network: ID) {
        _ = pictures.withLock { $0.removeValue(forKey: network) }
    }
}
