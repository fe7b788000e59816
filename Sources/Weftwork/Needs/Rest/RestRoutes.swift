internal import Database

extension NeedRoutes {
    var breakEndpoints: [Endpoint] {
        [
            Endpoint(.post, "/n/{slug}/break", .takeBreak, .page) { ask in
                let network = try ask.requireNetwork()
                _ = try await acts.takeBreak(by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/queue")
            },
            Endpoint(.post, "/n/{slug}/break/end", .takeBreak, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.endBreak(by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/queue")
            },
        ]
    }

    /// What the queue says to whoever has looked at it for long.
    func restAdvice(_ ask: Ask) async throws -> HTML {
        guard let member = ask.viewer.member, Policy.allows(.takeBreak, ask.viewer),
            let advice = try await acts.restAdvice(for: member)
        else { return "" }
        let frame = frames(ask), root = "/n/\(try ask.requireNetwork().slug)/break"
        switch advice {
        case .tired(let length):
            return """
                <div class="note"><p>\(frame(RestWords.tired(length)))</p><form method="post" action="\(root)">\(frame.hidden)\
                <button class="btn">\(frame(RestWords.take))</button></form></div>
                """
        case .resting(let until):
            return """
                <div class="note"><p>\(frame(RestWords.resting(until: until)))</p><form method="post" action="\(root)/end">\
                \(frame.hidden)<button class="btn">\(frame(RestWords.back))</button></form></div>
                """
        }
    }
}

extension NeedAPI {
    var breakEndpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(network)/me/break", .takeBreak, .api,
                "Rest for twenty minutes; nothing new is given meanwhile"
            ) { ask in
                .json(BreakView(until: try await acts.takeBreak(by: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(.post, "\(network)/me/break/end", .takeBreak, .api, "Back at work") { ask in
                try await acts.endBreak(by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(BreakView(until: nil))
            },
        ]
    }
}

private struct BreakView: View {
    let until: Int64?

    func write(to json: inout JSON) {
        json.object { $0.field("until", until.map(Format.rfc3339)) }
    }
}
