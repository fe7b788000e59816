internal import Database

/// The card of a second look at its need, and the figures of all.
struct LookParts {
    let frame: Frame

    /// - Parameter seen: hidden field with the stamp of what is read here.
    func card(_ look: SecondLook, path: String, seen: HTML, _ fields: Fields) -> HTML {
        """
        <section class="card" id="look"><h2>\(frame(SecondLookWords.title)) <small>\(frame.ago(look.drawnAt))</small></h2>\
        <p class="small">\(frame(SecondLookWords.why))</p><form method="post" action="\(path)/look" class="stack">\(fields.hidden)\(seen)\
        <input type="hidden" name="back" value="queue">\(fields.area("note", SecondLookWords.note, rows: 2))<div class="row">\
        <button class="btn main" name="answer" value="same">\(frame.icon("check"))\(frame(SecondLookWords.same))</button>\
        <button class="btn" name="answer" value="otherwise">\(frame(SecondLookWords.otherwise))</button></div></form></section>
        """
    }

    func figures(_ figures: LookFigures) -> HTML {
        let share: HTML =
            figures.agreement.map {
                "<dt>\(frame(SecondLookWords.agreement))</dt><dd>\(frame(SecondLookWords.percent($0)))</dd>"
            } ?? ""
        return """
            <section class="card"><h2>\(frame(SecondLookWords.title))</h2><dl class="facts end num">\(share)\
            <dt>\(frame(SecondLookWords.looked))</dt><dd>\(figures.same + figures.otherwise)</dd>\
            <dt>\(frame(SecondLookWords.differed))</dt><dd>\(figures.otherwise)</dd>\
            <dt>\(frame(SecondLookWords.waiting))</dt><dd>\(figures.waiting)</dd>\
            <dt>\(frame(SecondLookWords.dropped))</dt><dd>\(figures.dropped)</dd></dl></section>
            """
    }
}

extension NeedRoutes {
    var lookEndpoints: [Endpoint] {
        [Endpoint(.post, "/n/{slug}/needs/{id}/look", .lookAgain, .page, handle: lookAgain)]
    }

    private func lookAgain(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        return try await shown(ask, id) {
            _ = try await acts.lookAgain(
                at: id, form["answer"] ?? "", note: form["note"] ?? "", seen: form.text("seen"), by: ask.viewer,
                in: network.id)
            return .redirect(to: "/n/\(network.slug)/queue?lane=\(QueueLane.second.rawValue)&done=1")
        }
    }
}

private struct LookBody: Decodable {
    let answer: String?
    let note: String?
}

extension NeedAPI {
    var lookEndpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(network)/needs/{id}/look", .lookAgain, .api, "Say what a second look has shown",
                accepts: Schemas.look, gives: Schemas.need
            ) { ask in
                let body = try ask.decoded(LookBody.self), id = try ask.id("id"), network = try ask.requireNetwork().id
                let need = try await acts.lookAgain(
                    at: id, body.answer ?? "", note: body.note ?? "", versions: versions(ask), by: ask.viewer,
                    in: network)
                return .json(try await acts.view(need.id, for: ask.viewer, in: network))
            },
            Endpoint(.get, "\(network)/second-looks", .seeLoad, .api, "How often second looks agree") { ask in
                .json(try await acts.lookFigures(of: try ask.requireNetwork().id))
            },
        ]
    }
}

extension LookFigures: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("agreement", agreement)
            json.field("same", same)
            json.field("otherwise", otherwise)
            json.field("dropped", dropped)
            json.field("waiting", waiting)
        }
    }
}

extension CasePages {
    var lookCard: HTML {
        secondLook.map { LookParts(frame: frame).card($0, path: path, seen: seen, fields.of("look")) } ?? ""
    }
}
