internal import Database
internal import Foundation

/// The doors to calls, to how she wants to be reached, and to calls that she reports.
extension NeedRoutes {
    var callEndpoints: [Endpoint] {
        [
            Endpoint(.post, "/n/{slug}/needs/{id}/calls", .logCall, .page, handle: endCall),
            Endpoint(.post, "/n/{slug}/needs/{id}/reports/{report}", .endReport, .page, handle: endReport),
            // Being there is all: whatever she does on her page says that she has read it.
            Endpoint(.post, "/t/{code}/read", .track, .page) { ask in try await onTrack(ask) { _, _, _ in } },
            Endpoint(.post, "/t/{code}/report", .track, .page) { ask in
                try await onTrack(ask) { need, viewer, form in
                    try await acts.reportCall(of: need.id, form["words"] ?? "", by: viewer, in: need.networkID)
                }
            },
            Endpoint(.post, "/t/{code}/reach", .track, .page) { ask in
                try await onTrack(ask) { need, viewer, form in
                    try await acts.setReach(CallForm.reach(form), of: need.id, by: viewer, in: need.networkID)
                }
            },
            Endpoint(.post, "/t/{code}/contacts", .track, .page) { ask in
                try await onTrack(ask) { need, viewer, form in
                    try await acts.addContact(CallForm.contact(form), to: need.id, by: viewer, in: need.networkID)
                }
            },
            Endpoint(.post, "/t/{code}/contacts/{index}/end", .track, .page) { ask in
                try await onTrack(ask) { need, viewer, _ in
                    // All forms of her page bear one key: used here, it must not keep the others from acting.
                    try await acts.removeContact(
                        at: Int(ask.parameters["index"] ?? "") ?? -1, of: need.id, by: viewer, in: need.networkID,
                        once: ask.formOnce?.under("contacts"))
                }
            },
        ]
    }

    private func endCall(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        do {
            _ = try await acts.endCall(
                of: id, form["outcome"] ?? "", note: form["note"] ?? "", by: ask.viewer, in: network.id)
        } catch Refusal.invalid(let problems) {
            return try await again(ask, id, problems, status: 422)
        } catch Refusal.conflict(let words, _) {
            return try await again(ask, id, [FieldProblem("", words)], status: 409)
        }
        return .redirect(to: "/n/\(network.slug)/queue/\(id)?done=1")
    }

    private func endReport(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            try await acts.endReport(
                try ask.id("report"), of: id, ask.form["words"] ?? "", by: ask.viewer, in: network.id)
        } catch Refusal.invalid(let problems) {
            return try await again(ask, id, problems, status: 422)
        } catch Refusal.conflict(let words, _) {
            return try await again(ask, id, [FieldProblem("", words)], status: 409)
        }
        return .redirect(to: "/n/\(network.slug)/queue/\(id)")
    }

    /// The item again, with what was wrong; what was typed stays.
    private func again(_ ask: Ask, _ id: ID, _ problems: [FieldProblem], status: Int) async throws -> Answer {
        var pages = try await pages(ask, id)
        pages.form = ask.form
        pages.problems = problems
        return .page(try await queueItem(pages, ask), status: status)
    }

    /// An act of the requester on her page.
    private func onTrack(
        _ ask: Ask, _ act: (Need, Viewer, Form) async throws -> Void
    ) async throws -> Answer {
        try await onHerPage(ask) { need, viewer in
            try await act(need, viewer, ask.form)
            return ""
        }
    }
}

/// What the forms about reaching her mean.
enum CallForm {
    static func reach(_ form: Form) -> Reach {
        Reach(
            channel: form["channel"] ?? "", hours: form["hours"] ?? "",
            askEvery: form.text("askEvery").flatMap(Int.init) ?? 1)
    }

    static func contact(_ form: Form) -> Contact {
        Contact(name: form["name"] ?? "", phone: form["phone"] ?? "", hours: form["hours"])
    }
}

/// The same for programs.
extension NeedAPI {
    var callEndpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(network)/needs/{id}/calls", .logCall, .api, "Write down how a call ended",
                accepts: Schemas.call, gives: Schemas.need
            ) { ask in
                let body = try ask.decoded(CallBody.self), id = try ask.id("id"), slug = try ask.requireNetwork().id
                _ = try await acts.endCall(
                    of: id, body.outcome ?? "", note: body.note ?? "", by: ask.viewer, in: slug)
                return .json(try await acts.view(id, for: ask.viewer, in: slug))
            },
            Endpoint(
                .post, "\(network)/needs/{id}/reports/{report}/actions", .endReport, .api,
                "Say what a reported call was", accepts: Schemas.note
            ) { ask in
                let body = try ask.decoded(CallBody.self), id = try ask.id("id")
                try await acts.endReport(
                    try ask.id("report"), of: id, body.note ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(DoneView(id: id))
            },
            Endpoint(
                .post, "\(network)/bounces", .operate, .api, "An address to which nothing can be delivered",
                accepts: Schemas.bounce
            ) { ask in
                let body = try ask.decoded(BounceBody.self)
                let count = try await acts.bounced(
                    body.address ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(CountView(count: count))
            },
            Endpoint(
                .post, "/api/v1/track/{code}/read", .track, .api, "She has read her page: nobody need call about it"
            ) { ask in
                let (need, viewer) = try await requester(ask)
                try await acts.hasRead(need, by: viewer)
                return .json(DoneView(id: need.id))
            },
            Endpoint(.post, "/api/v1/track/{code}/reach", .track, .api, "How she wants to be reached") { ask in
                let (need, viewer) = try await requester(ask), body = try ask.decoded(ReachBody.self)
                let reach = Reach(
                    channel: body.channel ?? "", hours: body.hours ?? "", askEvery: body.askEvery ?? 1)
                try await acts.setReach(reach, of: need.id, by: viewer, in: need.networkID)
                return .json(DoneView(id: need.id))
            },
            Endpoint(.post, "/api/v1/track/{code}/contacts", .track, .api, "One more contact with hours") { ask in
                let (need, viewer) = try await requester(ask), body = try ask.decoded(ContactBody.self)
                try await acts.addContact(
                    Contact(name: body.name ?? "", phone: body.phone ?? "", hours: body.hours), to: need.id,
                    by: viewer, in: need.networkID)
                return .json(DoneView(id: need.id))
            },
            Endpoint(
                .post, "/api/v1/track/{code}/contacts/{index}/end", .track, .api,
                "Take a contact away: by its place among the contacts, the first is 0"
            ) { ask in
                let (need, viewer) = try await requester(ask)
                try await acts.removeContact(
                    at: Int(ask.parameters["index"] ?? "") ?? -1, of: need.id, by: viewer, in: need.networkID,
                    once: ask.once)
                return .json(DoneView(id: need.id))
            },
            Endpoint(.post, "/api/v1/track/{code}/sms", .track, .api, "Send her link to her own telephone") { ask in
                let (need, viewer) = try await requester(ask)
                try await acts.sendLink(of: need.id, by: viewer, in: need.networkID, limiter)
                return .json(DoneView(id: need.id))
            },
            Endpoint(.post, "/api/v1/track/{code}/reports", .track, .api, "Report a suspicious call") { ask in
                let (need, viewer) = try await requester(ask), body = try ask.decoded(CallBody.self)
                try await acts.reportCall(of: need.id, body.note ?? "", by: viewer, in: need.networkID)
                return .json(DoneView(id: need.id))
            },
        ]
    }
}

private struct CallBody: Decodable {
    let outcome: String?
    let note: String?
}

private struct BounceBody: Decodable {
    let address: String?
}

private struct ReachBody: Decodable {
    let channel: String?
    let hours: String?
    let askEvery: Int?
}

private struct ContactBody: Decodable {
    let name: String?
    let phone: String?
    let hours: String?
}

/// How many were concerned.
struct CountView: View {
    let count: Int

    func write(to json: inout JSON) {
        json.object { $0.field("count", count) }
    }
}
