internal import Engine
internal import Synchronization

/// The restrictions of a network as one reads needs by them.
struct RestrictionReading: Sendable {
    static let none = RestrictionReading(restrictions: [], catalogue: .shipped)

    let restrictions: [Restriction]
    let catalogue: Catalogue
    private let names: RestrictedNames

    init(restrictions: [Restriction], catalogue: Catalogue) {
        self.restrictions = restrictions
        self.catalogue = catalogue
        names = RestrictedNames(catalogue)
    }

    var isEmpty: Bool { restrictions.isEmpty }

    /// Those under which a need stands.
    func binding(_ need: Need, at now: Int64) -> [Restriction] {
        binding(need.category, need.area, at: now) { need.lines.map(\.item) }
    }

    /// Those under which one line of a need stands.
    func binding(_ line: NeedLine, of need: Need, at now: Int64) -> [Restriction] {
        binding(need.category, need.area, at: now) { [line.item] }
    }

    /// Those that mark an open need with these items for a reader.
    func marks(
        _ category: Need.Category, _ area: AreaPath, _ state: Need.State, at now: Int64,
        items: @autoclosure () -> [String]
    ) -> [Restriction] {
        guard state.isOpen else { return [] }
        return binding(category, area, at: now, items: items)
    }

    /// Those in force that bind a category with these items in an area. The items are read only where they matter.
    func binding(
        _ category: Need.Category, _ area: AreaPath, at now: Int64, items: () -> [String]
    ) -> [Restriction] {
        guard !restrictions.isEmpty else { return [] }
        return RestrictionRules.binding(
            restrictions, category: category, area: area, at: now, key: names.key,
            things: { items().map(names.thing) })
    }
}

/// Names as restrictions compare them, each worked out once for a reading: a board names the same things and places again and
/// again.
private final class RestrictedNames: Sendable {
    /// More than a board has; an import of nonsense must not fill the memory.
    private static let most = 5000

    private let catalogue: Catalogue
    private let keys = Mutex<[String: String]>([:])
    private let things = Mutex<[String: RestrictedThing]>([:])

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
    }

    func key(_ name: String) -> String {
        if let known = keys.withLock({ $0[name] }) { return known }
        let key = Clean.key(name)
        keys.withLock { known in
            if known.count >= RestrictedNames.most { known.removeAll() }
            known[name] = key
        }
        return key
    }

    func thing(_ item: String) -> RestrictedThing {
        if let known = things.withLock({ $0[item] }) { return known }
        let thing = RestrictedThing(item, catalogue)
        things.withLock { known in
            if known.count >= RestrictedNames.most { known.removeAll() }
            known[item] = thing
        }
        return thing
    }
}
