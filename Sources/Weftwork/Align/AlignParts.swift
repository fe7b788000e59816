internal import Database

/// One line of the page on which a network finds what it agrees on: where it leads, and how it stands now.
struct AlignLine: Sendable {
    /// What a line leads to, in the order of the page.
    enum Place: String, CaseIterable, Sendable {
        case charter, conversations, proposals, decisions, readiness, mindset, values, roadMap, cognition, governance,
            drift
    }

    let place: Place
    /// Behind `/n/{slug}`, with its slash.
    let path: String
    /// How it stands, in a few words; nothing where there is nothing yet.
    let state: Text?
    /// What waits there for whoever looks; nothing where nothing does.
    let waits: Text?

    init(_ place: Place, _ path: String, state: Text? = nil, waits: Text? = nil) {
        (self.place, self.path, self.state, self.waits) = (place, path, state, waits)
    }
}

/// The lines of that page. Each part of aligning hands in its own where the application is put together; what has none is not
/// on the page, so that no line leads to a closed door.
struct AlignParts: Sendable {
    /// The lines for whoever looks; none that lead to a closed door.
    typealias Lines = @Sendable (_ viewer: Viewer, _ network: ID) async throws -> [AlignLine]

    private var makers: [Lines] = []
    /// What kind of network is wanted, as far as whoever looks may know it.
    var kind: @Sendable (_ viewer: Viewer, _ network: ID) async throws -> NetworkKind? = { _, _ in nil }

    mutating func register(_ lines: @escaping Lines) { makers.append(lines) }

    /// All lines in the order of the page: what the kind of network leans on first, then the others as everywhere.
    func lines(for viewer: Viewer, in network: ID) async throws -> (lines: [AlignLine], kind: NetworkKind?) {
        var lines: [AlignLine] = []
        for maker in makers { lines += try await maker(viewer, network) }
        let kind = try await kind(viewer, network)
        let order = AlignLine.Place.order(for: kind)
        return (order.flatMap { place in lines.filter { $0.place == place } }, kind)
    }

    /// The one way that leads there from a network's page.
    static let ways: PageParts.Ways = { _, network in
        [WayOn(.network, "flag", AlignWords.title, "/n/\(network.slug)/align")]
    }
}

extension NetworkKind {
    /// What a network of this kind begins with, in the order of the page: conversations are what gathers it, how it sees the matter is
    /// what it knows, goals are what it plans.
    var leansOn: [AlignLine.Place] {
        switch self {
        case .learning: [.conversations, .cognition]
        case .action: [.conversations, .cognition, .roadMap]
        case .dynamic: [.roadMap, .conversations, .cognition]
        }
    }
}

extension AlignLine.Place {
    /// A kind sets what comes first, and leaves nothing out.
    static func order(for kind: NetworkKind?) -> [AlignLine.Place] {
        let first = kind?.leansOn ?? []
        return first + allCases.filter { !first.contains($0) }
    }
}
