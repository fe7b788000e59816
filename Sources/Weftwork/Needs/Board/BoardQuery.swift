internal import Database
internal import Engine
internal import Foundation

/// What of the board is asked for. Every part is a parameter of the address, so that a filter is a link.
struct BoardQuery: Sendable, Equatable {
    enum Sort: String, Sendable, CaseIterable {
        case urgency, newest, due
    }

    /// Counting stops here: past it a total tells nobody anything.
    static let countLimit = 5000
    /// Of what matches the words, so many of the newest are looked at.
    static let searchLimit = countLimit + 1

    var states: [Need.State] = []
    var categories: [Need.Category] = []
    var urgencies: [Need.Urgency] = []
    var area = ""
    /// An area by its code in the catalogue; 0 for needs without one.
    var areaCode: Int?
    /// With all that lies in it; else only what has no smaller area.
    var isWholeArea = true
    var text = ""
    var progress: [Need.Progress] = []
    var isLate = false
    var isStale = false
    var owner: ID?
    /// Of one emergency alone.
    var emergency: ID?
    /// Of no emergency: everyday work.
    var isEveryday = false
    /// The box around a circle, in degrees.
    var box: (south: Double, north: Double, west: Double, east: Double)?
    var sort = Sort.urgency
    var paging: Paging
    /// What was asked for, without the page: by it a count is known again.
    let words: String

    static func == (left: BoardQuery, right: BoardQuery) -> Bool {
        left.states == right.states && left.categories == right.categories && left.urgencies == right.urgencies
            && left.words == right.words && left.area == right.area
            && left.box.map { "\($0)" } == right.box.map { "\($0)" }
            && left.text == right.text && left.sort == right.sort
            && left.paging == right.paging
    }

    /// The parameters that choose; not those that page and order.
    static let choosing: Set = [
        "q", "area", "areaCode", "areaOnly", "category", "urgency", "state", "progress", "late", "stale", "owner",
        "near", "radiusKm", "emergency",
    ]

    /// Reads the parameters.
    /// - Throws: ``Refusal/invalid(_:)`` for a word that none of the choices has.
    init(_ query: Form, viewer: Viewer) throws(Refusal) {
        sort = try BoardQuery.choice(query, "sort", Sort.init(rawValue:), Sort.allCases.map(\.rawValue)) ?? .urgency
        paging = try Paging(query, keys: 2)
        words = query.pairs.filter { !["cursor", "limit", "sort", "lang", "of"].contains($0.name) }
            .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        states = try BoardQuery.choices(query, "state", Need.State.init(rawValue:), Need.State.allCases.map(\.rawValue))
        categories = try BoardQuery.choices(
            query, "category", Need.Category.init(rawValue:), Need.Category.allCases.map(\.rawValue))
        urgencies = try BoardQuery.choices(
            query, "urgency", Need.Urgency.init(name:), Need.Urgency.allCases.map(\.name))
        progress = try BoardQuery.choices(
            query, "progress", Need.Progress.init(rawValue:), Need.Progress.allCases.map(\.rawValue))
        area = Clean.line(query.text("area") ?? "")
        if let code = query.text("areaCode") {
            guard let number = Int(Clean.line(code)), (0..<AreaCountry.end).contains(number) else {
                throw .invalid("areaCode", PlaceWords.noSuchArea)
            }
            areaCode = number
        }
        isWholeArea = query["areaOnly"] != "1"
        text = Clean.line(query.text("q") ?? "")
        isLate = query["late"] == "1"
        isStale = query["stale"] == "1"
        if query["owner"] == "me" { owner = viewer.member?.id }
        if let word = query.text("emergency") {
            isEveryday = word == EmergencyRules.none
            emergency = ID(word)
            if emergency == nil && !isEveryday { throw .invalid("emergency", EmergencyWords.unknown) }
        }
        if let near = query.text("near") { box = try BoardQuery.box(near, query.text("radiusKm")) }
    }

    /// Places are known to the board by a grid no finer than a district (`Grid`): a box is as exact as that.
    static func box(
        _ near: String, _ radius: String?
    ) throws(Refusal) -> (south: Double, north: Double, west: Double, east: Double) {
        let parts = near.split(separator: ",").compactMap { Double(Clean.line(String($0))) }
        guard parts.count == 2, abs(parts[0]) <= 90, abs(parts[1]) <= 180 else {
            throw .invalid("near", NeedWords.badCoordinate)
        }
        guard let kilometres = Double(radius ?? "50"), kilometres > 0, kilometres <= 20_000 else {
            throw .invalid("radiusKm", NeedWords.badCoordinate)
        }
        let height = kilometres / 111.2
        let width = min(180, height / max(0.01, abs(cos(parts[0] * .pi / 180))))
        return (parts[0] - height, parts[0] + height, parts[1] - width, parts[1] + width)
    }

    private static func choices<T>(
        _ query: Form, _ name: String, _ read: (String) -> T?, _ all: [String]
    ) throws(Refusal) -> [T] {
        var found: [T] = []
        for word in query.all(name).flatMap({ $0.split(separator: ",") }).map(String.init) where !word.isEmpty {
            guard let value = read(word) else { throw .invalid(name, SiteWords.badChoice(all)) }
            found.append(value)
        }
        // Each number of words is another statement: no more than there are choices.
        return Array(found.prefix(all.count))
    }

    private static func choice<T>(
        _ query: Form, _ name: String, _ read: (String) -> T?, _ all: [String]
    ) throws(Refusal) -> T? {
        try choices(query, name, read, all).first
    }
}
