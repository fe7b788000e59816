/// Pieces that a page shows without knowing whose they are. A capability further down the list hands them in where the
/// application is put together, so that no arrow turns round: the welcome path shows what Teams says and does not know Teams.
struct PageParts: Sendable {
    /// Where a piece can stand.
    enum Place: Sendable {
        /// On the page of one's own welcome path.
        case welcome
        /// At the head of the briefing, for whoever's shift has just begun.
        case shift
        /// Among the ways that lead on from a network's page.
        case network
        /// At home, above what waits.
        case home
        /// At the head of the board.
        case board
        /// On the page of a need that is on the board.
        case need
    }

    typealias Part = @Sendable (_ frame: Frame, _ network: Network) async throws -> HTML

    private var parts: [Place: [Part]] = [:]

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
