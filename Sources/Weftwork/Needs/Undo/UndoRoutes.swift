internal import Database

/// The button right after an act, and where it leads.
struct UndoParts {
    let frame: Frame
    let slug: String

    /// Says that something was done, with the button that takes it back while it can be.
    func toast(_ words: Text, _ undoables: [Undoable], back: String = "") -> HTML {
        guard !undoables.isEmpty else { return frame.toast(words) }
        let ids = undoables.map { "<input type=\"hidden\" name=\"act\" value=\"\($0.id)\">" as HTML }
        return toast(
            words, "\(ids)<input type=\"hidden\" name=\"back\" value=\"\(back)\">",
            undoables.count == 1 ? UndoWords.undo : UndoWords.undoAll)
    }

    /// The same of a cluster that was decided as a whole.
    func toast(_ words: Text, _ cluster: FloodPick, isAny: Bool) -> HTML {
        isAny ? toast(words, cluster.fields, UndoWords.undoAll) : frame.toast(words)
    }

    private func toast(_ words: Text, _ hidden: HTML, _ button: Text) -> HTML {
        """
        \(frame.toast(words))<div class="note row" id="undo"><span class="small">\(frame(UndoWords.hint))</span>\
        <form method="post" action="/n/\(slug)/undo">\(frame.hidden)\(hidden)\
        <button class="btn">\(frame.icon("undo"))\(frame(button))</button></form></div>
        """
    }
}

extension NeedRoutes {
    var undoEndpoints: [Endpoint] {
        [Endpoint(.post, "/n/{slug}/undo", .undo, .page, handle: undo)]
    }

    /// Several at once where many were decided at once: those that can't be undone any more are told of.
    private func undo(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        if let cluster = FloodPick(ask.form) {
            return try await undone(try await acts.undo(cluster, by: ask.viewer, in: network.id), ask)
        }
        let ids = ask.form.all("act").compactMap { ID($0) }
        guard !ids.isEmpty, ids.count <= NeedActs.triageMost else { throw Refusal.notFound }
        if ids.count == 1, let id = ids.first { return try await undoOne(id, ask, network) }
        return try await undone(
            try await acts.undo(ids.map { (act: $0, need: $0) }, by: ask.viewer, in: network.id), ask)
    }

    private func undone(_ report: TriageReport, _ ask: Ask) async throws -> Answer {
        .page(try await triagePage(ask, report: report, undone: true), status: report.left.isEmpty ? 200 : 409)
    }

    private func undoOne(_ id: ID, _ ask: Ask, _ network: Network) async throws -> Answer {
        // Whose act it was and about which need: known before it is gone.
        let known = try await acts.undoables(of: ask.viewer, in: network.id).first { $0.id == id }
        let area = ask.form["back"] == "queue" ? "queue" : "needs"
        guard let known else {
            let words = UndoWords.tooLate
            throw Refusal.conflict(words)
        }
        return try await shown(ask, known.needID) {
            let need = try await acts.undo(id, by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/\(area)/\(need.id)?undone=1")
        }
    }
}

extension NeedAPI {
    var undoEndpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(network)/undo", .undo, .api, "What I can still take back", gives: Schemas.undoables
            ) { ask in
                let items = try await acts.undoables(of: ask.viewer, in: try ask.requireNetwork().id)
                return .json(
                    Listing(items: items, next: nil, total: items.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(network)/undo/{id}", .undo, .api, "Take back an act within a minute", gives: Schemas.need
            ) { ask in
                let network = try ask.requireNetwork().id
                let need = try await acts.undo(try ask.id("id"), by: ask.viewer, in: network)
                return .json(try await acts.view(need.id, for: ask.viewer, in: network))
            },
        ]
    }
}

extension Undoable: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", id)
            json.field("need", needID)
            json.field("act", act)
            json.field("at", Format.rfc3339(at))
            json.field("until", Format.rfc3339(until))
        }
    }
}
