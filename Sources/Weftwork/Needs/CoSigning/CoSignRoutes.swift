internal import Database

/// The doors to co-signatures.
struct CoSignRoutes: Sendable {
    let acts: NeedActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}/me/co-signs", programs = "/api/v1/networks/{slug}/co-signs"
        return [
            Endpoint(.get, page, .askCoSign, .page) { ask in .page(try await self.page(ask)) },
            Endpoint(.post, page, .askCoSign, .page) { ask in
                try await shown(ask) { network in
                    let body = CoSignBody(signer: ask.form["signer"], need: ask.form.text("need"))
                    try await acts.askCoSign(
                        of: try body.signerID(), for: body.needID, by: ask.viewer, in: network, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(page)/{id}", .askCoSign, .page) { ask in
                try await shown(ask) { network in
                    let action = try CoSignActionBody(action: ask.form["action"], more: ask.form["more"]).parsed()
                    try await acts.perform(action, onCoSign: try ask.id("id"), by: ask.viewer, in: network)
                }
            },
            Endpoint(
                .get, programs, .askCoSign, .api, "Co-signatures: asked of me, given by me, for me",
                gives: CoSignSchemas.list
            ) { ask in
                .json(CoSignsView(try await acts.coSigns(for: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, programs, .askCoSign, .api, "Ask somebody who is trusted to answer for more of my promises",
                accepts: CoSignSchemas.toPost, gives: CoSignSchemas.one, status: 201
            ) { ask in
                let body = try ask.decoded(CoSignBody.self)
                let made = try await acts.askCoSign(
                    of: try body.signerID(), for: body.needID, by: ask.viewer, in: try ask.requireNetwork().id,
                    once: ask.once)
                return .json(CoSignView(made), status: 201)
            },
            Endpoint(
                .post, "\(programs)/{id}/actions", .askCoSign, .api, "Sign, decline, end",
                accepts: CoSignSchemas.action,
                gives: CoSignSchemas.one
            ) { ask in
                let action = try ask.decoded(CoSignActionBody.self).parsed()
                return .json(
                    CoSignView(
                        try await acts.perform(
                            action, onCoSign: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)))
            },
        ]
    }

    private func page(_ ask: Ask, _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let reading = try await acts.coSigns(for: ask.viewer, in: network.id)
        let form = problems.isEmpty ? Form() : ask.form
        return CoSignPages(frame: frames(ask), network: network, reading: reading, form: form, problems: problems).html(
            need: ask.query.text("need"))
    }

    private func shown(_ ask: Ask, _ body: (ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await body(network.id)
            return .redirect(to: "/n/\(network.slug)/me/co-signs?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, [FieldProblem("", words)]), status: 409)
        }
    }
}

private struct CoSignBody: Decodable {
    let signer: String?
    let need: String?

    func signerID() throws(Refusal) -> ID {
        guard let id = signer.flatMap({ ID($0) }) else { throw .invalid("signer", NeedWords.unknownMember) }
        return id
    }

    var needID: ID? { need.flatMap { ID($0) } }
}

private struct CoSignActionBody: Decodable {
    let action: String?
    let more: LooseText?

    init(action: String?, more: String?) {
        self.action = action
        self.more = more.map { LooseText($0) }
    }

    func parsed() throws(Refusal) -> CoSignAction {
        switch action {
        case "sign":
            guard let more = more.flatMap({ Int($0.text) }) else {
                throw .invalid("more", CoSignWords.badMore(ClaimRules.limit(for: .newcomer)))
            }
            return .sign(more: more)
        case "decline": return .decline
        case "end": return .end
        default: throw .invalid("action", SiteWords.badChoice(["sign", "decline", "end"], action))
        }
    }
}

/// A co-signature for the two between whom it is.
struct CoSignView: View {
    let coSign: CoSign

    init(_ coSign: CoSign) { self.coSign = coSign }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", coSign.id)
            json.field("member", coSign.memberID)
            json.field("signer", coSign.signerID)
            json.field("need", coSign.needID)
            json.field("state", coSign.state.rawValue)
            json.field("more", coSign.more)
            json.field("askedAt", moment: coSign.askedAt)
            json.field("until", moment: coSign.untilAt)
        }
    }
}

private struct CoSignsView: View {
    let reading: CoSignReading

    init(_ reading: CoSignReading) { self.reading = reading }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("open", reading.load.open)
            json.field("limit", reading.load.limit)
            json.field("coSigned", reading.load.more)
            json.name("waiting")
            json.array(reading.waiting.map { CoSignView($0.coSign) }) { $1.write(to: &$0) }
            json.name("given")
            json.array(reading.given.map { CoSignView($0.coSign) }) { $1.write(to: &$0) }
            json.name("mine")
            json.array(reading.mine.map { CoSignView($0.coSign) }) { $1.write(to: &$0) }
        }
    }
}

enum CoSignSchemas {
    static let toPost = Schema(
        name: "CoSignToPost",
        definition: """
            {"type":"object","required":["signer"],"properties":{"signer":{"type":"string"},"need":{"type":"string"}}}
            """)
    static let action = Schema(
        name: "CoSignAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"type":"string","enum":["sign","decline","end"]},\
            "more":{"type":"integer"}}}
            """)
    static let one = Schema(
        name: "CoSign",
        definition: """
            {"type":"object","required":["id","member","signer","state"],"properties":{"id":{"type":"string"},\
            "member":{"type":"string"},"signer":{"type":"string"},"need":{"type":"string"},"state":{"type":"string"},\
            "more":{"type":"integer"},"askedAt":{"type":"string"},"until":{"type":"string"}}}
            """)
    static let list = Schema(
        name: "CoSigns",
        definition: """
            {"type":"object","required":["open","limit","waiting","given","mine"],"properties":{"open":{"type":"integer"},\
            "limit":{"type":"integer"},"coSigned":{"type":"integer"},"waiting":{"type":"array","items":{"type":"object"}},\
            "given":{"type":"array","items":{"type":"object"}},"mine":{"type":"array","items":{"type":"object"}}}}
            """)
}
