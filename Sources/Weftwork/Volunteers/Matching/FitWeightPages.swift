internal import Database
internal import Engine

/// The page on which a network says what counts how much for suggestions, and its door for programs.
struct FitWeightPages {
    let frame: Frame
    let network: Network

    /// How the order comes about, so that whoever asks people, and whoever is asked, can doubt it.
    func details(_ weights: MatchWeights) -> HTML {
        let rows = weights.shares.map { share -> HTML in
            "<li>\(frame(FitWords.share(share.part, share.percent)))</li>"
        }
        let change: HTML = """
            <p><a class="btn" href="/n/\(network.slug)/match-weights">\(frame(FitWords.changeWeights))</a></p>
            """
        return """
            <details class="more"><summary>\(frame(FitWords.howOrdered))</summary><p class="small">\(frame(FitWords.howOrderedHint))</p>\
            <ul class="small">\(rows)</ul>\(change, if: Policy.allows(.editSettings, frame.ask.viewer))</details>
            """
    }

    func edit(_ weights: MatchWeights, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let inputs = weights.shares.map { share in
            fields.text(
                share.part.rawValue, FitWords.name(of: share.part), mode: "numeric", isRequired: true,
                value: String(share.percent))
        }
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            FitWords.weights, area: .needs,
            """
            <div class="stack narrow"><h1>\(frame(FitWords.weights))</h1>\(done)<p>\(frame(FitWords.howOrderedHint))</p>\
            <form method="post" action="/n/\(network.slug)/match-weights" class="card stack">\(frame.hidden)\(fields.summary)\
            <p class="small">\(frame(FitWords.weightsHint))</p>\(inputs)\(fields.button(MemberWords.save))</form></div>
            """)
    }
}

struct FitWeightRoutes: Sendable {
    let acts: FitActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}/match-weights", api = "/api/v1/networks/{slug}/match-weights"
        return [
            Endpoint(.get, page, .editSettings, .page) { ask in .page(try await edit(ask)) },
            Endpoint(.post, page, .editSettings, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    try await acts.setWeights(FitWeightRoutes.percents(form), by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/match-weights?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await edit(ask, form, problems), status: 422)
                }
            },
            Endpoint(
                .get, api, .seeSettings, .api, "What counts how much for suggestions, in percents",
                gives: FitWeightsView.schema
            ) { ask in .json(FitWeightsView(weights: try await acts.weights(in: try ask.requireNetwork().id))) },
            Endpoint(
                .post, api, .editSettings, .api, "Change what counts how much: all five, 100 together",
                accepts: FitWeightsView.schema, gives: FitWeightsView.schema
            ) { ask in
                let network = try ask.requireNetwork().id
                try await acts.setWeights(try ask.decoded(Body.self).percents, by: ask.viewer, in: network)
                return .json(FitWeightsView(weights: try await acts.weights(in: network)))
            },
        ]
    }

    private func edit(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return FitWeightPages(frame: frames(ask), network: network)
            .edit(try await acts.weights(in: network.id), form, problems)
    }

    /// What is no number is left out, and so refused by its name.
    private static func percents(_ form: Form) -> [MatchWeights.Part: Int] {
        let said = MatchWeights.Part.allCases.compactMap { part in
            form.text(part.rawValue).flatMap { Int($0) }.map { (part, $0) }
        }
        return Dictionary(said, uniquingKeysWith: { first, _ in first })
    }

    private struct Body: Decodable {
        let coverage: Int?
        let near: Int?
        let reliability: Int?
        let load: Int?
        let tier: Int?

        var percents: [MatchWeights.Part: Int] {
            let said: [MatchWeights.Part: Int?] = [
                .coverage: coverage, .near: near, .reliability: reliability, .load: load, .tier: tier,
            ]
            return said.compactMapValues { $0 }
        }
    }
}

/// What counts how much, for programs.
struct FitWeightsView: View {
    let weights: MatchWeights

    func write(to json: inout JSON) {
        json.object {
            $0.field("coverage", percent(.coverage))
            $0.field("near", percent(.near))
            $0.field("reliability", percent(.reliability))
            $0.field("load", percent(.load))
            $0.field("tier", percent(.tier))
        }
    }

    private func percent(_ part: MatchWeights.Part) -> Int? { weights.shares.first { $0.part == part }?.percent }

    private static let percent = """
        {"type":"integer","minimum":0,"maximum":100}
        """
    static let schema = Schema(
        name: "MatchWeights",
        definition: """
            {"type":"object","required":["coverage","near","reliability","load","tier"],"properties":{\
            "coverage":\(percent),"near":\(percent),"reliability":\(percent),"load":\(percent),"tier":\(percent)}}
            """)
}
