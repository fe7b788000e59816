internal import Database

/// Pieces on the page of a need by capabilities further down, which see the file that is shown and not whose page it is.
struct CaseParts: Sendable {
    /// What is added to one page.
    struct Piece: Sendable {
        /// In the document's head.
        var head: HTML = ""
        /// At its top, before everything else.
        var top: HTML = ""
        /// After what is needed.
        var below: HTML = ""
        /// Kept by the visit until the browser is closed.
        var cookie: (name: String, value: String)?

        static func + (left: Piece, right: Piece) -> Piece {
            Piece(
                head: left.head + right.head, top: left.top + right.top, below: left.below + right.below,
                cookie: right.cookie ?? left.cookie)
        }
    }

    typealias Part = @Sendable (_ frame: Frame, _ network: Network, _ file: CaseFile, Outdated?) async throws -> Piece

    private var parts: [Part] = []

    mutating func register(_ part: @escaping Part) { parts.append(part) }

    func piece(_ frame: Frame, _ network: Network, _ file: CaseFile, _ over: Outdated?) async throws -> Piece {
        var piece = Piece()
        for part in parts { piece = piece + (try await part(frame, network, file, over)) }
        return piece
    }
}
