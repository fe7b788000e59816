internal import Database
internal import Engine

/// Around a place: needs or offers.
struct NearPlace: Sendable {
    /// A point, an area's name, or `me`: where whoever asks says they are.
    let words: String
    let radius: String?

    var isAroundReader: Bool { words == "me" }

    init?(_ query: Form) {
        guard let words = query.text("near").map(Clean.line), !words.isEmpty else { return nil }
        self.words = words
        radius = query.text("radiusKm").map(Clean.line)
    }

    /// - Throws: ``Refusal/invalid(_:)`` at `near` where no place is known by it, at `radiusKm`.
    func box(
        _ places: Places, for viewer: Viewer
    ) throws(Refusal) -> (south: Double, north: Double, west: Double, east: Double) {
        let typed = isAroundReader ? viewer.member?.area ?? "" : words
        if case .one(let area, _) = places.catalogue.read(typed) {
            let center = area.center
            return try BoardQuery.box("\(center.latitude),\(center.longitude)", radius)
        }
        return try BoardQuery.box(typed, radius)
    }
}

extension FieldProblem {
    /// Of the place around which something is looked for, not of another filter.
    var isOfNear: Bool { ["near", "radiusKm"].contains(field) }
}
