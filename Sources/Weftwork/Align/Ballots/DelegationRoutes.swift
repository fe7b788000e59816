internal import Database

/// The doors to voices passed on.
struct DelegationRoutes: Sendable {
    let acts: DelegationActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/delegations"
        return [
            Endpoint(.get, root, .passVoice, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, root, .passVoice, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    _ = try await acts.pass(
                        form.text("topic"), to: form.text("to"), by: ask.viewer, in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/delegations?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await page(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await page(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.post, "\(root)/{id}/actions", .passVoice, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.revoke(try ask.id("id"), by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/delegations?done=1")
            },
        ]
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let file = try await acts.file(for: ask.viewer, in: network.id)
        return DelegationPages(frame: frames(ask), network: network, form: form, problems: problems).page(file)
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/delegations"
        return [
            Endpoint(
                .get, root, .passVoice, .api, "What the caller has passed on, with its chain, and for whom they speak",
                gives: DelegationsView.schema
            ) { ask in
                let network = try ask.requireNetwork()
                return .json(DelegationsView(file: try await acts.file(for: ask.viewer, in: network.id)))
            },
            Endpoint(
                .post, root, .passVoice, .api, "Passes the caller's voice on for one topic to one member",
                accepts: DelegationBody.schema, gives: DelegationView.schema, status: 201
            ) { ask in
                let network = try ask.requireNetwork(), body = try ask.decoded(DelegationBody.self)
                let new = try await acts.pass(body.topic, to: body.to, by: ask.viewer, in: network.id, once: ask.once)
                return .json(DelegationView(delegation: new, onwards: []), status: 201)
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .passVoice, .api, "Takes it back: {\"action\":\"revoke\"}",
                accepts: DelegationAction.schema, gives: DelegationView.schema
            ) { ask in
                let network = try ask.requireNetwork()
                guard try ask.decoded(DelegationAction.self).action == "revoke" else {
                    throw Refusal.invalid("action", SiteWords.badChoice(["revoke"], nil))
                }
                let ended = try await acts.revoke(try ask.id("id"), by: ask.viewer, in: network.id)
                return .json(DelegationView(delegation: ended, onwards: []))
            },
        ]
    }
}

struct DelegationBody: Decodable {
    let topic: String?
    let to: String?

    static let schema = Schema(
        name: "DelegationDraft",
        definition: """
            {"type":"object","required":["topic","to"],"properties":{"topic":{"type":"string"},\
            "to":{"type":"string","description":"a member's id or whole name"}}}
            """)
}

struct DelegationAction: Decodable {
    let action: String?

    static let schema = Schema(
        name: "DelegationAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["revoke"]}}}
            """)
}

/// One voice passed on.
struct DelegationView: View {
    let delegation: Delegation
    let onwards: [String]

    func write(to json: inout JSON) {
        json.object {
            $0.field("id", delegation.id)
            $0.field("topic", delegation.topic.rawValue)
            $0.field("to", delegation.toID)
            $0.field("from", delegation.fromID)
            $0.field("since", moment: delegation.fromAt)
            $0.field("until", moment: delegation.untilAt)
            $0.field("onwards", onwards)
        }
    }

    static let schema = Schema(
        name: "Delegation",
        definition: """
            {"type":"object","required":["id","topic","to","from","since","until","onwards"],"properties":{\
            "id":{"type":"string"},"topic":{"type":"string"},"to":{"type":"string"},"from":{"type":"string"},\
            "since":{"type":"string"},"until":{"type":["string","null"]},"onwards":{"type":"array","items":{"type":"string"}}}}
            """)
}

/// What one has passed on, and for whom one speaks.
struct DelegationsView: View {
    let file: DelegationFile

    func write(to json: inout JSON) {
        json.object { json in
            json.field("on", file.isOn)
            json.field(
                "given", file.given.map { DelegationView(delegation: $0.delegation, onwards: $0.onwards) })
            json.name("carried")
            json.array(file.carried) { json, one in
                json.object {
                    $0.field("topic", one.topic.rawValue)
                    $0.field("weight", one.names.count)
                    $0.field("names", one.names)
                }
            }
        }
    }

    static let schema = Schema(
        name: "Delegations",
        definition: """
            {"type":"object","required":["on","given","carried"],"properties":{"on":{"type":"boolean"},\
            "given":{"type":"array","items":{"type":"object"}},"carried":{"type":"array","items":{"type":"object"}}}}
            """)
}
