internal import Engine
internal import Synchronization

/// The catalogue of areas as this server has it: China's, which ships, and the countries that the operator has read in.
final class AreaShelf: Sendable {
    private struct State: Sendable {
        var catalogue: AreaCatalogue
        /// What of the store it is: nothing before it was looked at.
        var sets: [AreaSet]?
    }

    private let china: AreaCatalogue
    private let state: Mutex<State>

    init(_ china: AreaCatalogue) {
        self.china = china
        state = Mutex(State(catalogue: china))
    }

    var catalogue: AreaCatalogue { state.withLock { $0.catalogue } }

    /// The countries that were read in, as far as this server knows.
    var sets: [AreaSet]? { state.withLock { $0.sets } }

    /// Puts what the store has beside China's areas.
    func put(_ areas: [ImportedArea], of sets: [AreaSet]) {
        let catalogue = china.adding(areas)
        state.withLock { $0 = State(catalogue: catalogue, sets: sets) }
    }

    /// Remembers that nothing but the reading of needs has gone on in the store.
    func put(_ sets: [AreaSet]) { state.withLock { $0.sets = sets } }
}

/// One country's areas in the store: what of them, not which.
struct AreaSet: Sendable, Equatable {
    /// Two or three letters (ISO 3166-1).
    let country: String
    /// Another with each import.
    let version: Int64
    let importedAt: Int64
    /// When needs were last read by it.
    let readAt: Int64

    /// Whether the areas are the same, whatever has been done with them.
    func isSame(as other: AreaSet) -> Bool { country == other.country && version == other.version }
}
