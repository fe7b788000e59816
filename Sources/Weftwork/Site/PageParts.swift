/// Pieces that a page shows without knowing whose they are. A capability further down the list hands them in where the
/// application is put together, so that no arrow turns round: the welcome path shows what Teams says and does not know Teams.
struct PageParts: Sendable {
    /// Where a piece can stand.
    enum Place: Sendable {
        /// On the page of one's own welcome path.
        case welcome
        /// At the head of the briefing, for whoever's shift has just begun.
        case shift
        /// At home, above what waits.
        case home
        /// At home, below what waits: what one could do besides.
        case homeLater
        /// Under the head of a network's own page.
        case network
        /// At the head of the board.
        case board
        /// On the page of a need that is on the board.
        case need
        /// On the page of an offer that is listed, for whom it concerns where it is needed.
        case offer
        /// On a member's page.
        case member
        /// At the head of one's own welcome path, before its steps.
        case start
        /// At the head of the page of small things to do.
        case smallThings
        /// At the end of one's own week, and of one's own record.
        case week, record
    }

    /// Ways on for whoever looks; none that lead to a closed door.
    typealias Ways = @Sendable (_ frame: Frame, _ network: Network) -> [WayOn]
    typealias Part = @Sendable (_ frame: Frame, _ network: Network) async throws -> HTML

    private var parts: [Place: [Part]] = [:]
    private var wayMakers: [Ways] = []

    /// Adds ways that lead on from a network's page.
    mutating func register(ways: @escaping Ways) { wayMakers.append(ways) }

    /// All ways on, as they were registered.
    func ways(_ frame: Frame, _ network: Network) -> [WayOn] { wayMakers.flatMap { $0(frame, network) } }

    /// Adds a piece after those that stand there already.
    mutating func register(_ place: Place, _ part: @escaping Part) {
        parts[place, default: []].append(part)
    }

    /// All pieces of a place, one after the other.
    func html(_ place: Place, _ frame: Frame, _ network: Network) async throws -> HTML {
        var html: HTML = ""
        for part in parts[place] ?? [] { html += try await part(frame, network) }
        return html
    }
}
