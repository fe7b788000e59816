internal import Database

/// The desk's load and tempo for programs, and the word that more comes than it can do.
extension NeedAPI {
    var burstEndpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(network)/load", .seeLoad, .api,
                "Who carries how much, what is overdue, how fast the desk works",
                gives: BurstSchemas.load
            ) { ask in
                let network = try ask.requireNetwork().id
                return .json(
                    LoadView(
                        overview: try await acts.overview(of: network),
                        tempo: TempoView(tempo: try await acts.tempo(of: network), language: ask.language)))
            },
            Endpoint(
                .post, "\(network)/burst", .editRoster, .api,
                "Say openly that more comes in than the desk can do; alarms, words and reserve follow",
                accepts: BurstSchemas.burstToPost, gives: BurstSchemas.tempo, status: 201
            ) { ask in
                let network = try ask.requireNetwork().id
                try await acts.declareBurst(
                    hours: try ask.decoded(BurstBody.self).hours ?? 0, by: ask.viewer, in: network, once: ask.once)
                return .json(
                    TempoView(tempo: try await acts.tempo(of: network), language: ask.language), status: 201)
            },
            Endpoint(
                .post, "\(network)/burst/end", .editRoster, .api, "Say that it is over", gives: BurstSchemas.tempo
            ) { ask in
                let network = try ask.requireNetwork().id
                try await acts.endBurst(by: ask.viewer, in: network)
                return .json(TempoView(tempo: try await acts.tempo(of: network), language: ask.language))
            },
        ]
    }
}

private struct BurstBody: Decodable {
    let hours: Int?
}

/// When somebody reads what is sent now, and how long an answer takes: no more than is said to whoever asks.
struct ReadingView: View {
    let tempo: DeskTempo
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("words", BurstWords.reading(tempo)(language))
            json.field("isRead", tempo.isStaffed)
            json.field("waitMinutes", TempoView.minutes(tempo.expectedWait))
            json.field("readAt", moment: tempo.isStaffed ? nil : tempo.nextShiftAt)
            json.field("wakesForCritical", !tempo.isStaffed && tempo.hasOnCall)
            json.field("isBurst", tempo.isBurst)
        }
    }
}

/// How fast the desk works, for whoever answers for it.
struct TempoView: View {
    let tempo: DeskTempo
    let language: Language

    /// Begun minutes count.
    static func minutes(_ span: Int64?) -> Int? {
        span.map { Int(($0 + Time.minute - 1) / Time.minute) }
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("arrivals", tempo.arrivals)
            json.field("answered", tempo.answered)
            json.field("waiting", tempo.waiting)
            json.field("usualWaitMinutes", Self.minutes(tempo.usualWait))
            json.field("onShift", tempo.onShift)
            json.field("burstSince", moment: tempo.burstSince)
            json.field("reading", ReadingView(tempo: tempo, language: language))
        }
    }
}

/// A network's desk at a glance.
private struct LoadView: View {
    let overview: Overview
    let tempo: TempoView

    func write(to json: inout JSON) {
        let onShift = Set(overview.onShift.map(\.memberID))
        json.object { json in
            json.name("loads")
            json.array(overview.loads) { json, load in
                json.object {
                    $0.field("member", load.memberID)
                    $0.field("name", overview.names[load.memberID] ?? "")
                    $0.field("open", load.open)
                    $0.field("late", load.late)
                    $0.field("onShift", onShift.contains(load.memberID))
                }
            }
            json.name("states")
            json.object { json in
                for state in Need.State.allCases {
                    guard let count = overview.states[state] else { continue }
                    json.name(dynamic: state.rawValue)
                    json.raw("\(count)")
                }
            }
            json.name("late")
            json.array(overview.late) { WaitingView.write($1, to: &$0) }
            json.field("tempo", tempo)
        }
    }
}

extension NeedActs {
    /// What is true of the reading of a need that waits for its first answer; nothing of another.
    func reading(of need: Need, in language: Language) async throws -> ReadingView? {
        guard need.state == .submitted else { return nil }
        return ReadingView(tempo: try await tempo(of: need.networkID), language: language)
    }

    /// The requester's view of her need as it is now.
    func trackView(of need: Need, for viewer: Viewer) async throws -> TrackView {
        let file = try await file(need.id, for: viewer, in: need.networkID)
        return TrackView(file: file, reading: try await reading(of: file.need, in: viewer.language))
    }
}

enum BurstSchemas {
    static let burstToPost = Schema(
        name: "BurstToPost",
        definition: """
            {"type":"object","required":["hours"],"properties":{"hours":{"type":"integer","minimum":1,"maximum":72}}}
            """)
    static let reading = Schema(
        name: "Reading",
        definition: """
            {"type":"object","required":["words","isRead","waitMinutes","readAt","wakesForCritical","isBurst"],"properties":{\
            "words":{"type":"string"},"isRead":{"type":"boolean"},"waitMinutes":{"type":["integer","null"]},\
            "readAt":{"type":["string","null"]},"wakesForCritical":{"type":"boolean"},"isBurst":{"type":"boolean"}}}
            """)
    static let tempo = Schema(
        name: "DeskTempo",
        definition: """
            {"type":"object","required":["arrivals","answered","waiting","onShift","burstSince"],"properties":{\
            "arrivals":{"type":"integer"},"answered":{"type":"integer"},"waiting":{"type":"integer"},\
            "usualWaitMinutes":{"type":["integer","null"]},"onShift":{"type":"integer"},\
            "burstSince":{"type":["string","null"]},"reading":\(reading.definition)}}
            """)
    static let load = Schema(
        name: "DeskLoad",
        definition: """
            {"type":"object","required":["loads","states","late","tempo"],"properties":{"loads":{"type":"array","items":{\
            "type":"object","properties":{"member":{"type":"string"},"name":{"type":"string"},"open":{"type":"integer"},\
            "late":{"type":"integer"},"onShift":{"type":"boolean"}}}},"states":{"type":"object"},\
            "late":{"type":"array","items":{"type":"object"}},"tempo":\(tempo.definition)}}
            """)
}
