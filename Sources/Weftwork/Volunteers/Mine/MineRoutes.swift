internal import Database
internal import Engine

/// The doors to one's own week and record.
struct MineRoutes: Sendable {
    let acts: MineActs
    let frames: Frames
    var parts = PageParts()

    var endpoints: [Endpoint] {
        let page = "/n/{slug}/me", api = "/api/v1/networks/{slug}/me"
        return [
            Endpoint(.get, "\(page)/week", .seeOwnRecord, .page) { ask in
                let network = try ask.requireNetwork(), frame = frames(ask)
                let more = try await parts.html(.week, frame, network)
                let week = try await acts.week(of: ask.viewer, in: network.id)
                return .page(MinePages(frame: frame, network: network, more: more).week(week))
            },
            Endpoint(.get, "\(page)/work", .seeOwnRecord, .page) { ask in
                let network = try ask.requireNetwork(), frame = frames(ask)
                let more = try await parts.html(.record, frame, network)
                let record = try await acts.record(of: ask.viewer, in: network.id)
                return .page(MinePages(frame: frame, network: network, more: more).record(record))
            },
            Endpoint(
                .get, "\(api)/week", .seeOwnRecord, .api, "My week: promises, shifts, hours, trainings that end",
                gives: MineSchemas.week
            ) { ask in
                let week = try await acts.week(of: ask.viewer, in: try ask.requireNetwork().id)
                return .json(OwnWeekView(week: week, language: ask.language))
            },
            Endpoint(
                .get, "\(api)/work", .seeOwnRecord, .api, "What I did here, confirmed by whom",
                gives: MineSchemas.record
            ) { ask in
                let record = try await acts.record(of: ask.viewer, in: try ask.requireNetwork().id)
                return .json(WorkRecordView(record: record, language: ask.language))
            },
        ]
    }
}
