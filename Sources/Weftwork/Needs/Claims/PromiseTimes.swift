internal import Database

/// How long promises of a kind took in a network, from "I take it" until the other side confirmed it.
struct PromiseTimes: Sendable {
    struct Past: Sendable {
        let kind: NeedLine.Kind
        let province: String
        let span: Int64
    }

    struct Estimate: Sendable, Equatable {
        /// The middle one of all, in milliseconds.
        let span: Int64
        let count: Int
        /// From this province alone.
        let isNear: Bool
    }

    /// Of fewer nothing is said: a few tell of those few only.
    static let least = 5
    /// What is older tells of other times.
    static let reach = 180 * Time.day

    private let near: [NeedLine.Kind: [String: [Int64]]]
    private let all: [NeedLine.Kind: [Int64]]

    init(_ past: [Past]) {
        var near: [NeedLine.Kind: [String: [Int64]]] = [:], all: [NeedLine.Kind: [Int64]] = [:]
        for one in past {
            near[one.kind, default: [:]][one.province, default: []].append(one.span)
            all[one.kind, default: []].append(one.span)
        }
        (self.near, self.all) = (near, all)
    }

    /// How long such usually takes: in the same province where that is known, else anywhere.
    func estimate(_ kind: NeedLine.Kind, in area: AreaPath) -> Estimate? {
        if !area.province.isEmpty, let here = near[kind]?[area.province], here.count >= PromiseTimes.least {
            return Estimate(span: PromiseTimes.middle(of: here), count: here.count, isNear: true)
        }
        guard let known = all[kind], known.count >= PromiseTimes.least else { return nil }
        return Estimate(span: PromiseTimes.middle(of: known), count: known.count, isNear: false)
    }

    private static func middle(of spans: [Int64]) -> Int64 {
        let sorted = spans.sorted(), half = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}

extension NeedActs {
    /// How long promises took lately in a network; a few minutes old at most.
    func promiseTimes(of network: ID) async throws -> PromiseTimes {
        let now = world.now()
        return try await recentTimes.value(of: network, now: now) { [database] in
            PromiseTimes(
                try await database.read { db in try db.pastPromises(in: network, since: now - PromiseTimes.reach) })
        }
    }

    /// What each line of a need usually takes; nothing for lines of which too little is known.
    func estimates(of view: NeedView, in network: ID) async throws -> [(line: ID, estimate: PromiseTimes.Estimate)] {
        guard case .full(let lines) = view.lines else { return [] }
        let times = try await promiseTimes(of: network)
        return lines.compactMap { line in times.estimate(line.kind, in: view.area).map { (line.id, $0) } }
    }
}

extension Connection {
    private static var mostPast: Int { 2000 }

    fileprivate func pastPromises(in network: ID, since moment: Int64) throws -> [PromiseTimes.Past] {
        try query(
            """
            SELECT l.kind, n.province, d.at - c.created_at FROM deliveries d
            JOIN claims c ON c.network_id = d.network_id AND c.id = d.claim_id
            JOIN need_lines l ON l.network_id = c.network_id AND l.id = c.line_id
            JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
            WHERE d.network_id = \(network) AND d.at > \(moment) ORDER BY d.at DESC LIMIT \(Self.mostPast)
            """
        ) { PromiseTimes.Past(kind: try $0[0], province: try $0[1], span: max(0, try $0[2] as Int64)) }
    }
}

/// What the lines of a need usually take, for programs.
struct EstimatesView: View {
    static let schema = Schema(
        name: "Estimates",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "properties":{"line":{"type":"string"},"minutes":{"type":"integer"},"count":{"type":"integer"},\
            "basis":{"enum":["province","network"]}}}}}}
            """)

    let estimates: [(line: ID, estimate: PromiseTimes.Estimate)]

    func write(to json: inout JSON) {
        json.object { json in
            json.name("items")
            json.array(estimates) { json, one in
                json.object {
                    $0.field("line", one.line)
                    $0.field("minutes", Int(one.estimate.span / Time.minute))
                    $0.field("count", one.estimate.count)
                    $0.field("basis", one.estimate.isNear ? "province" : "network")
                }
            }
        }
    }
}

extension CasePages {
    /// What a line usually takes, said as what it is.
    func usual(_ line: NeedLine) -> HTML {
        guard file.need.state.isOpen, let estimate = times?.estimate(line.kind, in: file.need.area) else { return "" }
        let words = ClaimWords.usual(estimate.span, of: estimate.count, isNear: estimate.isNear)
        return "<p class=\"small\">\(frame(words))</p>"
    }
}
