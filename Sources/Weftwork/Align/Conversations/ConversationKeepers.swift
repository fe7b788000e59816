internal import Database
internal import Engine
internal import Synchronization

/// The picture by which it is chosen what is asked next.
final class LatestPicture: Sendable {
    private struct State: Sendable {
        var picture: ConversationPicture?
        var isDrawing = false
        /// From when it was drawn until then nobody draws another: where the clock was put back, somebody does.
        var drawnAt = Int64.min
        var keptUntil = Int64.min
    }

    private let state = Mutex(State())
    /// A picture is kept so many times as long as it took, and no longer than this: few of those who ask wait for one.
    private static let worth: Int64 = 20
    private static let longest = 30 * Time.second

    /// The one drawn last; nothing where whoever asks is to draw it.
    func picture(at now: Int64) -> ConversationPicture? {
        state.withLock { state in
            guard let picture = state.picture,
                state.isDrawing || (state.drawnAt <= now && now < state.keptUntil)
            else {
                state.isDrawing = true
                return nil
            }
            return picture
        }
    }

    func drawn(_ picture: ConversationPicture, since begun: Int64, at now: Int64) {
        state.withLock { state in
            state.isDrawing = false
            // Who began before may end after: of fewer answers it says less than the one that is kept.
            if let kept = state.picture, picture.lastVote < kept.lastVote || picture.version < kept.version { return }
            state.picture = picture
            state.drawnAt = now
            state.keptUntil = now + min(LatestPicture.longest, LatestPicture.worth * max(0, now - begun))
        }
    }

    func failed() { state.withLock { $0.isDrawing = false } }
}

/// The keepers of the conversations that are looked at on this node.
final class ConversationKeepers: Sendable {
    private struct State: Sendable {
        var keepers: [ID: ConversationKeeper] = [:]
        /// From the one asked for longest ago.
        var order: [ID] = []
    }

    private let database: any Database
    private let state = Mutex(State())
    /// So many are held; the one asked for longest ago goes.
    private static let most = 24

    init(database: any Database) { self.database = database }

    func keeper(of conversation: ID) -> ConversationKeeper {
        state.withLock { state in
            state.order.removeAll { $0 == conversation }
            state.order.append(conversation)
            if let known = state.keepers[conversation] { return known }
            let keeper = ConversationKeeper(database: database)
            state.keepers[conversation] = keeper
            if state.order.count > ConversationKeepers.most {
                state.keepers[state.order.removeFirst()] = nil
            }
            return keeper
        }
    }
}

/// Which colour each group of a picture has: that of the group before it which shares most people with it.
struct ConversationColours: Sendable {
    private(set) var ofGroups: [Int] = []
    private var members: [Set<ID>] = []
    private var lastVote: Int64 = -1

    /// The colours of the next picture; the largest groups choose first, a new one gets the first that is free.
    func following(_ picture: ConversationPicture) -> ConversationColours {
        let groups = picture.map.groups.map { Set($0.members.map { picture.people[$0] }) }
        guard picture.lastVote != lastVote || groups != members else { return self }
        var next = ConversationColours()
        next.members = groups
        next.lastVote = picture.lastVote
        next.ofGroups = [Int](repeating: -1, count: groups.count)
        let pairs = groups.indices.flatMap { new in
            members.indices.map { (new: new, old: $0, shared: groups[new].intersection(members[$0]).count) }
        }.filter { $0.shared > 0 }.sorted { ($1.shared, $0.new, $0.old) < ($0.shared, $1.new, $1.old) }
        for pair in pairs where next.ofGroups[pair.new] < 0 && !next.ofGroups.contains(ofGroups[pair.old]) {
            next.ofGroups[pair.new] = ofGroups[pair.old]
        }
        let bySize = groups.indices.sorted { (groups[$1].count, $0) < (groups[$0].count, $1) }
        for new in bySize where next.ofGroups[new] < 0 {
            next.ofGroups[new] = (0...groups.count).first { !next.ofGroups.contains($0) } ?? 0
        }
        return next
    }
}
