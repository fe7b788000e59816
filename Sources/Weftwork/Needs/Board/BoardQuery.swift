internal import Database
internal import Engine
internal import Foundation

/// What of the board is asked for. Every part is a parameter of the address, so that a filter is a link.
struct BoardQuery: Sendable, Equatable {
    enum Sort: String, Sendable, CaseIterable {
        case urgency, newest, due
    }

    /// So old a need is at most.
    enum Age: String, Sendable, CaseIterable {
        case day = "1d"
        case threeDays = "3d"
        case week = "7d"

        var length: Int64 {
            switch self {
            case .day: Time.day
            case .threeDays: 3 * Time.day
            case .week: 7 * Time.day
            }
        }
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
    /// Around a place: measured for everybody from the centre of a need's area, or the square that its point lies in.
    var near: NearPlace?
    /// Nothing where it doesn't matter.
    var age: Age?
    var sort = Sort.urgency
    var paging: Paging
    /// What was asked for, without the page: by it a count is known again.
    let words: String

    static func == (left: BoardQuery, right: BoardQuery) -> Bool {
        left.states == right.states && left.categories == right.categories && left.urgencies == right.urgencies
            && left.words == right.words && left.area == right.area
            && left.text == right.text && left.sort == right.sort
            && left.paging == right.paging
    }

    /// The parameters that choose; not those that page and order.
    static let choosing: Set = [
        "q", "area", "areaCode", "areaOnly", "category", "urgency", "state", "progress", "late", "stale", "owner",
        "near", "radiusKm", "emergency", "age",
    ]

    /// The same for programs.
    static let parameters: [QueryParameter] = [
        .text("q"), .text("area"), .text("areaCode"), .text("category"), .text("urgency"), .text("state"),
        .text("progress"), .text("emergency"), .choice("age", Age.allCases.map(\.rawValue)), .text("near"),
        QueryParameter(name: "radiusKm", definition: "{\"type\":\"number\"}"),
        .choice("sort", Sort.allCases.map(\.rawValue)), .text("cursor"),
        QueryParameter(name: "limit", definition: "{\"type\":\"integer\"}"),
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
        age = try BoardQuery.choice(query, "age", Age.init(rawValue:), Age.allCases.map(\.rawValue))
        near = NearPlace(query)
    }

    /// The moment from which needs are young enough, to the minute: so long a count of them holds.
    func since(_ now: Int64) -> Int64? { age.map { (now - $0.length) / Time.minute * Time.minute } }

    /// By what a count is known again; nothing where it changes though nothing happens.
    func countWords(at now: Int64) -> String? {
        guard !isLate, near?.isAroundReader != true else { return nil }
        return since(now).map { "\(words)&since=\($0)" } ?? words
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
