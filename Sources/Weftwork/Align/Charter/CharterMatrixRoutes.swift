internal import Database
internal import Engine

/// The doors to matrices about the charter's priorities: the network's own charter alone has them.
extension CharterRoutes {
    var matrices: [Endpoint] { matrixPages + matrixPrograms }

    private var matrixPages: [Endpoint] {
        let root = "/n/{slug}/charter/draft/matrix"
        return [
            Endpoint(.post, root, .draftCharter, .page) { ask in
                try await onDraft(ask, "#matrix") { form, subject in
                    let items = (form["items"] ?? "").split(whereSeparator: \.isNewline).map(String.init)
                    _ = try await acts.beginMatrix(
                        items, days: form.text("days").map { Int($0) ?? -1 }, by: ask.viewer, in: subject.networkID,
                        once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(root)/{proposal}", .draftCharter, .page) { ask in
                try await onDraft(ask, "#matrix") { _, subject in
                    try await acts.handOver(
                        matrix: try ask.id("proposal"), by: ask.viewer, in: subject.networkID)
                }
            },
        ]
    }

    private var matrixPrograms: [Endpoint] {
        let root = "/api/v1/networks/{slug}/charter/matrices"
        return [
            Endpoint(
                .post, root, .draftCharter, .api,
                "Have priorities placed by importance and effort; what comes out is suggested to the draft",
                accepts: Schemas.matrixToPost, gives: Schemas.charterDraft, status: 201
            ) { ask in
                let body = try ask.decoded(MatrixBody.self)
                _ = try await acts.beginMatrix(
                    body.items ?? [], days: body.days, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(try await draftView(ask), status: 201)
            },
            Endpoint(
                .post, "\(root)/{proposal}/actions", .draftCharter, .api,
                "Hand the outcome of a matrix over to the draft", accepts: Schemas.matrixAction,
                gives: Schemas.charterDraft
            ) { ask in
                let body = try ask.decoded(MatrixBody.self)
                guard body.action == "handOver" else {
                    throw Refusal.invalid("action", SiteWords.badChoice(["handOver"], body.action ?? ""))
                }
                try await acts.handOver(
                    matrix: try ask.id("proposal"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(try await draftView(ask))
            },
        ]
    }

    private func draftView(_ ask: Ask) async throws -> CharterDraftView {
        CharterDraftView(
            reading: try await acts.draft(of: .network(try ask.requireNetwork().id), for: ask.viewer))
    }
}
