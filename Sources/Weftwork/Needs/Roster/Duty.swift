internal import Database
internal import Synchronization

/// Who can take a new need, as the roster and their load have it now.
struct DutyCandidate: Sendable, Equatable {
    let member: Member
    let isOnShift: Bool
    /// At home, and has said yes to be woken.
    var isOnCall = false
    /// They take a break: nothing new is given to them, and what is theirs stays.
    var isOnBreak = false
    /// Open needs they own.
    var load: Int
    /// Round robin: when they were given one last.
    var lastGiven: Int64
    /// More open needs than this they are not given, while somebody else can take one.
    var limit = DutyRules.limit
}

/// Chooses owners: on shift now → skills, area, language fit → fewest open → whose turn it is; with nobody on shift whoever is
/// on call, else a coordinator, else the founder. What is past the limits of those who are there goes to the coordinator who is. Pure.
enum DutyRules {
    /// As the product ships it; a network sets its own.
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

    /// When nobody is on shift between `start` and `end`.
    static func gaps(_ shifts: [Shift], from start: Int64, to end: Int64) -> [(from: Int64, to: Int64)] {
        var gaps: [(from: Int64, to: Int64)] = []
        var covered = start
        for shift in shifts.sorted(by: { $0.startsAt < $1.startsAt }) where shift.endsAt > covered {
            if shift.startsAt > covered { gaps.append((covered, min(shift.startsAt, end))) }
            covered = max(covered, shift.endsAt)
            if covered >= end { return gaps.filter { $0.from < $0.to } }
        }
        gaps.append((covered, end))
        return gaps.filter { $0.from < $0.to }
    }

    private static func key(_ candidate: DutyCandidate, _ area: AreaPath, _ language: Language) -> [Int64] {
        let member = candidate.member
        let fitsArea = member.area.map { area.parts.contains($0) } ?? false
        let fitsLanguage = member.languages.isEmpty || member.languages.contains(language.rawValue)
        return [
            turn(candidate), fitsArea ? 0 : 1, fitsLanguage ? 0 : 1, Int64(candidate.load), candidate.lastGiven,
            member.id.milliseconds,
        ]
    }

    /// Those who are there and have room; the coordinator who is there, who owns by name what is more than the others can; those at home;
    /// past every limit others who lead, and only then anybody. No need is without an owner, so nobody is left out.
    private static func turn(_ candidate: DutyCandidate) -> Int64 {
        let member = candidate.member, isCoordinator = member.has(.coordinator)
        // Whoever takes a break is given nothing while anybody else can have it.
        if candidate.isOnBreak { return isCoordinator ? 13 : 14 }
        let place: Int64 = candidate.isOnShift ? 0 : candidate.isOnCall ? 1 : 2
        let hasRoom = candidate.load < candidate.limit
        if hasRoom, candidate.isOnShift {
            let isDesk = member.has(.intake) || member.has(.verifier) || member.has(.dispatcher)
            return isDesk ? 0 : 1
        }
        if hasRoom, candidate.isOnCall { return 2 }
        if isCoordinator { return 3 + place }
        if hasRoom { return 6 }
        return (member.standing == .steward ? 7 : 10) + place
    }
}

/// What an act must know of the desk before its transaction begins: who could own a need, how the network works.
struct DutyPicture: Sendable {
    var candidates: [DutyCandidate]
    let settings: DeskSettings
}

/// A node's picture of the desk: read again when it is a second old, kept true by what this node gives out.
///
/// Read before the transaction, never in it: a count of open needs inside every intake would make intakes collide.
final class DutyRoster: Sendable {
    private struct Kept: Sendable {
        var picture: DutyPicture
        var readAt: Int64
        /// When somebody went to read it again; the others make do with this one meanwhile.
        var renewedAt: Int64
    }

    private static let lifetime = Time.second
    /// No picture older than this is used, not even while a new one is on its way.
    static let oldest = 5 * Time.second
    private let pictures = Mutex<[ID: Kept]>([:])
    /// Settings as they were read last, to be read again only where their version has changed.
    private let settings = Mutex<[ID: DeskSettings]>([:])
    private let database: any Database

    init(database: any Database) {
        self.database = database
    }

    /// Chooses who owns a new need of `network` and counts it as theirs.
    /// - Throws: ``Refusal/unavailable(retryAfter:)`` in a network without a single coordinator or founder.
    func owner(in network: ID, area: AreaPath, language: Language, except: Set<ID> = [], now: Int64) async throws -> ID
    {
        let read = try await picture(of: network, now: now).candidates
        let chosen = pictures.withLock { pictures -> ID? in
            let present = pictures[network]?.picture.candidates ?? read
            guard let id = DutyRules.choose(present, area: area, language: language, except: except) else { return nil }
            if let index = present.firstIndex(where: { $0.member.id == id }) {
                pictures[network]?.picture.candidates[index].load += 1
                pictures[network]?.picture.candidates[index].lastGiven = now
            }
            return id
        }
        guard let chosen else { throw Refusal.unavailable(retryAfter: 60) }
        return chosen
    }

    /// Counts what a clock gave to somebody.
    func count(for member: ID, in network: ID, now: Int64) {
        pictures.withLock { pictures in
            guard
                let index = pictures[network]?.picture.candidates.firstIndex(where: { $0.member.id == member })
            else { return }
            pictures[network]?.picture.candidates[index].load += 1
            pictures[network]?.picture.candidates[index].lastGiven = now
        }
    }

    /// Takes back what a need counted that went into the lane of machines: there it fills nobody's limit.
    func uncount(for member: ID, in network: ID) {
        pictures.withLock { pictures in
            guard
                let index = pictures[network]?.picture.candidates.firstIndex(where: { $0.member.id == member }),
                let load = pictures[network]?.picture.candidates[index].load, load > 0
            else { return }
            pictures[network]?.picture.candidates[index].load = load - 1
        }
    }

    func picture(of network: ID, now: Int64) async throws -> DutyPicture {
        if let known = kept(network, now: now) { return known }
        let known = settings.withLock { $0[network] }
        var picture = try await database.read { db in
            DutyPicture(
                candidates: try db.dutyCandidates(in: network, now: now),
                settings: try db.settings(of: network, known: known))
        }
        settings.withLock { $0[network] = picture.settings }
        return pictures.withLock { pictures in
            let given = Dictionary(
                (pictures[network]?.picture.candidates ?? []).map { ($0.member.id, $0.lastGiven) },
                uniquingKeysWith: max)
            for index in picture.candidates.indices {
                picture.candidates[index].limit = picture.settings.desk.mostOpen
                picture.candidates[index].lastGiven = given[picture.candidates[index].member.id] ?? 0
            }
            pictures[network] = Kept(picture: picture, readAt: now, renewedAt: now)
            return picture
        }
    }

    /// The picture, unless it is old and nobody has gone for a new one yet.
    private func kept(_ network: ID, now: Int64) -> DutyPicture? {
        pictures.withLock { pictures in
            guard var kept = pictures[network] else { return nil }
            let isFresh = abs(now - kept.readAt) < DutyRoster.lifetime
            let isAwaited = abs(now - kept.renewedAt) < DutyRoster.lifetime
            let isUsable = now >= kept.readAt && now - kept.readAt < DutyRoster.oldest
            if isFresh || (isAwaited && isUsable) { return kept.picture }
            kept.renewedAt = now
            pictures[network] = kept
            return nil
        }
    }

    /// Forgets the picture: roster or settings were changed here.
    func forget(_ network: ID) {
        _ = pictures.withLock { $0.removeValue(forKey: network) }
    }
}
