internal import Database

/// The doors to the readiness check and the mindset check.
struct ReadinessRoutes: Sendable {
    let acts: ReadinessActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + rounds(AlignSheets.readiness) + rounds(AlignSheets.mindset) + programs }

    private var pages: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/align/readiness", .seeSheets, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "/n/{slug}/align/readiness", .ownPrecondition, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    let action = try ReadinessAction { form.text($0) }
                    try await acts.perform(action, by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/align/readiness?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await page(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await page(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.get, "/n/{slug}/align/mindset", .seeSheets, .page) { ask in .page(try await mindset(ask)) },
        ]
    }

    /// How a round of a kind is begun: from its own page, so that what is wrong is said there.
    private func rounds(_ kind: SheetKind) -> [Endpoint] {
        [
            Endpoint(.post, "/n/{slug}\(kind.path)/rounds", .keepSheet, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                func again(_ problems: [FieldProblem]) async throws -> HTML {
                    kind.name == AlignSheets.mindset.name
                        ? try await mindset(ask, form, problems) : try await page(ask, form, problems)
                }
                do {
                    let draft = SheetDraft(kind: kind.name, who: form.text("who"), closes: form.text("closes"))
                    let sheet = try await acts.questions.make(
                        draft, by: ask.viewer, in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/sheets/\(sheet.id)")
                } catch Refusal.invalid(let problems) {
                    return .page(try await again(problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await again([FieldProblem("", words)]), status: 409)
                }
            }
        ]
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let reading = try await acts.reading(for: ask.viewer, in: network.id)
        return ReadinessPages(frame: frames(ask), network: network, form: form, problems: problems).page(reading)
    }

    private func mindset(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork(), kind = AlignSheets.mindset
        let lines = try await acts.questions.list([kind.name], for: ask.viewer, in: network.id)
        let frame = frames(ask)
        let rounds = SheetRounds(frame: frame, network: network, fields: Fields(frame, form, problems))
        return frame.page(
            MindsetWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(MindsetWords.title))</h1><p>\(frame(MindsetWords.intro))</p>\
            \(Fields(frame, form, problems).summary)\(rounds.html(kind, lines, MindsetWords.noRounds, MindsetWords.noScore))\
            <p class="small">\(frame(MindsetWords.noScore))</p>\
            <p><a class="btn" href="/n/\(network.slug)/align">\(frame(AlignWords.toAlign))</a></p></div>
            """)
    }

    // MARK: For programs

    private struct Body: Decodable {
        let action: String?
        let precondition: String?
        let evidence: String?
        let due: String?
        let member: String?
        let kind: String?
        let shape: String?

        func value(_ name: String) -> String? {
            switch name {
            case "action": action
            case "precondition": precondition
            case "evidence": evidence
            case "due": due
            case "member": member
            case "kind": kind
            default: shape
            }
        }
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/readiness"
        return [
            Endpoint(
                .get, root, .seeSheets, .api,
                "How ready the network is: its preconditions with who answers for what is missing, kind and shape wanted",
                gives: ReadinessView.schema
            ) { ask in try await view(ask) },
            Endpoint(
                .post, "\(root)/actions", .ownPrecondition, .api,
                "Settle a precondition, hand it on, settle kind and shape",
                accepts: ReadinessView.action, gives: ReadinessView.schema
            ) { ask in
                let body = try ask.decoded(Body.self)
                let action = try ReadinessAction { body.value($0) }
                try await acts.perform(action, by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(ask)
            },
        ]
    }

    private func view(_ ask: Ask) async throws -> Answer {
        let reading = try await acts.reading(for: ask.viewer, in: try ask.requireNetwork().id)
        return .json(ReadinessView(reading: reading, language: ask.language))
    }
}

/// How ready a network is, for programs.
struct ReadinessView: View {
    let reading: ReadinessReading
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("kind", reading.wish?.kind?.rawValue)
            json.field("shape", reading.wish?.shape?.rawValue)
            json.name("preconditions")
            json.array(Precondition.allCases) { json, one in
                let state = reading.state(of: one)
                json.object { json in
                    json.field("precondition", one.rawValue)
                    json.field("name", ReadinessWords.name(of: one)(language))
                    json.field("state", state.map { $0.isMet ? "met" : "unmet" } ?? "unknown")
                    json.field("evidence", state?.evidence)
                    json.field("owner", state?.charge?.ownerID)
                    json.field("asked", state?.charge?.askedID)
                    json.field("due", moment: state?.charge?.dueAt)
                }
            }
            json.field("rounds", reading.rounds.map { SheetLineView(line: $0, language: language) })
        }
    }

    static let schema = Schema(
        name: "Readiness",
        definition: """
            {"type":"object","required":["preconditions","rounds"],"properties":{"kind":{"type":["string","null"]},\
            "shape":{"type":["string","null"]},"preconditions":{"type":"array","items":{"type":"object",\
            "required":["precondition","state"],"properties":{"precondition":{"type":"string"},\
            "state":{"enum":["met","unmet","unknown"]},"owner":{"type":["string","null"]},\
            "due":{"type":["string","null"]}}}},"rounds":{"type":"array","items":{"type":"object"}}}}
            """)
    static let action = Schema(
        name: "ReadinessAction",
        definition: """
            {"type":"object","required":["action"],"properties":{\
            "action":{"enum":["met","unmet","ask","accept","decline","settle"]},"precondition":{"type":"string"},\
            "evidence":{"type":"string"},"due":{"type":"string"},"member":{"type":"string"},"kind":{"type":"string"},\
            "shape":{"type":"string"}}}
            """)
}
