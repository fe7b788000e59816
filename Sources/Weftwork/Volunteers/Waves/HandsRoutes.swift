internal import Database

/// The doors to which a group's robot leads: whoever signs in says whether they come.
struct HandsRoutes: Sendable {
    let acts: WaveActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}/hands/{id}", programs = "/api/v1/networks/{slug}/hands/{id}"
        return [
            Endpoint(.get, page, .seeCall, .page) { ask in .page(try await shown(ask)) },
            Endpoint(.post, page, .answerCall, .page, handle: answer),
            Endpoint(
                .get, programs, .seeCall, .api, "What everybody may read of a call for help", gives: HandsSchemas.call
            ) { ask in .json(try await view(ask)) },
            Endpoint(
                .post, "\(programs)/actions", .answerCall, .api, "Say whether one comes", accepts: HandsSchemas.answer,
                gives: HandsSchemas.call
            ) { ask in
                let body = try ask.decoded(AnswerBody.self), network = try ask.requireNetwork().id
                let seen = body.minutes.map { CallTerms(from: body.from.flatMap(Clean.moment), minutes: $0) }
                _ = try await acts.answerCall(
                    try read(body.answer), try ask.id("id"), seen: seen, by: ask.viewer, in: network)
                return .json(try await view(ask))
            },
        ]
    }

    private struct AnswerBody: Decodable {
        let answer: String?
        let from: String?
        let minutes: Int?
    }

    private func read(_ text: String?) throws(Refusal) -> AskedAnswer {
        guard let answer = text.flatMap(AskedAnswer.init(rawValue:)) else {
            throw .invalid("answer", SiteWords.badChoice(AskedAnswer.allCases.map(\.rawValue), text ?? ""))
        }
        return answer
    }

    private func view(_ ask: Ask) async throws -> HandsCallView {
        HandsCallView(
            view: try await acts.hands(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id),
            language: ask.language)
    }

    private func shown(_ ask: Ask, problem: Text? = nil) async throws -> HTML {
        let network = try ask.requireNetwork()
        let view = try await acts.hands(try ask.id("id"), for: ask.viewer, in: network.id)
        return HandsPages(frame: frames(ask), network: network).page(view, problem: problem)
    }

    private func answer(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        let seen = form["minutes"].flatMap { Int($0) }.map {
            CallTerms(from: form["from"].flatMap(Clean.moment), minutes: $0)
        }
        do {
            _ = try await acts.answerCall(try read(form["answer"]), id, seen: seen, by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/hands/\(id)")
        } catch Refusal.conflict(let words, _) {
            return .page(try await shown(ask, problem: words), status: 409)
        } catch Refusal.forbidden(let words) {
            return .page(try await shown(ask, problem: words), status: 403)
        } catch Refusal.invalid(let problems) {
            return .page(try await shown(ask, problem: problems.first?.message ?? SiteWords.invalid), status: 422)
        }
    }
}

/// A call for everybody, for programs.
struct HandsCallView: View {
    let view: HandsView
    let language: Language

    func write(to json: inout JSON) {
        let said = view.said, call = said.call
        json.object { json in
            json.field("id", call.id)
            json.field("need", call.needID)
            json.field("title", said.need.title)
            json.field("item", said.line.item)
            json.field("share", quantity: call.share)
            json.field("unit", said.line.unit)
            json.field("area", said.need.area.parts)
            json.field("from", moment: call.terms.from)
            json.field("hours", quantity: call.terms.hours)
            json.field("minutes", call.terms.length)
            json.field("moved", said.isMoved)
            json.field("until", moment: call.untilAt)
            json.field("wanted", call.wanted)
            json.field("yes", view.yes)
            json.field("state", view.stage.rawValue)
            json.field("said", view.isElsewhere ? nil : view.own?.said?.rawValue)
            json.field("claim", view.isElsewhere ? nil : view.own?.claimID)
        }
    }
}

enum HandsSchemas {
    private static let text = #"{"type":["string","null"]}"#
    /// `from` and `minutes` are those that were read: a yes to a time that has been changed since is refused.
    static let answer = Schema(
        name: "AnswerOfAnybody",
        definition: """
            {"type":"object","required":["answer"],"properties":{"answer":{"enum":["yes","no","notThisWeek"]},"from":\(text),\
            "minutes":{"type":["integer","null"]}}}
            """)
    static let call = Schema(
        name: "CallForEverybody",
        definition: """
            {"type":"object","required":["id","need","state","wanted","yes"],"properties":{"id":{"type":"string"},\
            "need":{"type":"string"},"title":\(text),"item":{"type":"string"},"share":{"type":"number"},\
            "unit":{"type":"string"},"area":{"type":"array","items":{"type":"string"}},"from":\(text),\
            "hours":{"type":"number"},"minutes":{"type":"integer"},"moved":{"type":"boolean"},"until":{"type":"string"},"wanted":{"type":"integer"},"yes":{"type":"integer"},\
            "state":{"enum":["open","enough","ended"]},"said":\(text),"claim":\(text)}}
            """)
}
