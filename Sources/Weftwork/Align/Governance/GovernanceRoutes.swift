internal import Database
internal import Engine

/// The doors to the rules a network gives itself.
struct GovernanceRoutes: Sendable {
    let acts: GovernanceActs
    let frames: Frames

    var endpoints: [Endpoint] {
        pages + programs + BodyRoutes(acts: acts, frames: frames).endpoints
            + RoleDecisionRoutes(acts: acts, frames: frames).endpoints
    }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/governance"
        return [
            Endpoint(.get, root, .seeGovernance, .page) { ask in
                let network = try ask.requireNetwork()
                let reading = try await acts.reading(of: network.id, number: try number(ask), for: ask.viewer)
                return .page(GovernancePages(frame: frames(ask), network: network).page(reading))
            },
            Endpoint(.get, "\(root)/draft", .seeOversight, .page) { ask in
                .page(try await draft(ask, ask.query["write"]))
            },
            Endpoint(.post, root, .draftGovernance, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                let language = form["write"].flatMap(Language.init(rawValue:)) ?? ask.language
                var draft = GovernanceDraft(read: form.text("read"))
                for part in GovernancePart.allCases {
                    if let text = form[part.rawValue] { draft.texts[part] = [language: text] }
                }
                for setting in GovernanceSetting.allCases {
                    let typed = form[setting.formField]
                    // Lengths as people write them; what is none stays as it was typed and is refused by its name.
                    let minutes = setting.isClock ? typed.flatMap { SpanText.minutes($0) } : nil
                    draft.settings[setting.rawValue] =
                        minutes.flatMap { Int(exactly: $0.rounded()) }.map(String.init) ?? typed
                }
                return try await trying(
                    ask, to: "/governance/draft?write=\(language.rawValue)&done=1", language.rawValue
                ) {
                    try await acts.save(draft, by: ask.viewer, in: network.id)
                }
            },
            Endpoint(.post, "\(root)/actions", .draftGovernance, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    let proposal = try await act(
                        form["action"], form["mark"], form["reason"], by: ask.viewer, in: network.id, once: ask.formOnce
                    )
                    return .redirect(
                        to: "/n/\(network.slug)" + (proposal.map { "/proposals/\($0.id)" } ?? "/governance?done=1"))
                } catch Refusal.invalid(let problems) {
                    return .page(try await draft(ask, nil, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await draft(ask, nil, form, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private func number(_ ask: Ask) throws(Refusal) -> Int? {
        guard let text = ask.query.text("version") else { return nil }
        guard let number = Int(text), number > 0 else { throw .notFound }
        return number
    }

    private func trying(_ ask: Ask, to path: String, _ write: String, _ body: () async throws -> Void) async throws
        -> Answer
    {
        do {
            try await body()
            return .redirect(to: "/n/\(try ask.requireNetwork().slug)\(path)")
        } catch Refusal.invalid(let problems) {
            let named = problems.map { problem in
                GovernanceSetting(rawValue: problem.field).map { FieldProblem($0.formField, problem.message) }
                    ?? problem
            }
            return .page(try await draft(ask, write, ask.form, named), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await draft(ask, write, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func draft(
        _ ask: Ask, _ write: String?, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let reading = try await acts.reading(of: network.id, for: ask.viewer)
        return GovernancePages(frame: frames(ask), network: network, form: form, problems: problems)
            .draft(reading, writing: write.flatMap(Language.init(rawValue:)) ?? ask.language)
    }

    private func act(
        _ action: String?, _ mark: String?, _ reason: String?, by viewer: Viewer, in network: ID, once: Once?
    ) async throws -> Proposal? {
        switch action {
        case "ask": return try await acts.ask(mark ?? "", reason: reason ?? "", by: viewer, in: network, once: once)
        case "discard":
            try await acts.discard(mark ?? "", by: viewer, in: network)
            return nil
        default: throw Refusal.invalid("action", SiteWords.badChoice(["ask", "discard"], action))
        }
    }

    // MARK: For programs

    private struct Body: Decodable {
        let texts: [String: [String: String]]?
        let settings: [String: Setting]?
        let read: String?

        /// A number, a yes or no, or a word.
        enum Setting: Decodable {
            case words(String)

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                if value.decodeNil() {
                    self = .words("")
                } else if let yes = try? value.decode(Bool.self) {
                    self = .words(yes ? "yes" : "no")
                } else if let number = try? value.decode(Int.self) {
                    self = .words(String(number))
                } else {
                    self = .words(try value.decode(String.self))
                }
            }

            var words: String {
                switch self {
                case .words(let words): words
                }
            }
        }

        func draft() throws(Refusal) -> GovernanceDraft {
            var draft = GovernanceDraft(read: read)
            for (name, texts) in texts ?? [:] {
                guard let part = GovernancePart(rawValue: name) else {
                    throw .invalid("texts", SiteWords.badChoice(GovernancePart.allCases.map(\.rawValue), name))
                }
                for (code, text) in texts {
                    guard let language = Language(rawValue: code) else {
                        throw .invalid("texts", SiteWords.badChoice(Language.allCases.map(\.rawValue), code))
                    }
                    draft.texts[part, default: [:]][language] = text
                }
            }
            draft.settings = (settings ?? [:]).mapValues(\.words)
            return draft
        }
    }

    private struct ActionBody: Decodable {
        let action: String?
        let mark: String?
        let reason: String?
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/governance"
        return [
            Endpoint(
                .get, root, .seeGovernance, .api,
                "The governance rules in force, their versions, the settings that follow",
                gives: GovernanceSchemas.governance
            ) { ask in
                let network = try ask.requireNetwork().id
                return .json(
                    GovernanceView(
                        reading: try await acts.reading(of: network, number: try number(ask), for: ask.viewer)))
            },
            Endpoint(
                .post, root, .draftGovernance, .api, "Write the draft of the rules; what is not named stays",
                accepts: GovernanceSchemas.toPost, gives: GovernanceSchemas.governance
            ) { ask in
                let body = try ask.decoded(Body.self), network = try ask.requireNetwork().id
                try await acts.save(try body.draft(), by: ask.viewer, in: network)
                return .json(GovernanceView(reading: try await acts.reading(of: network, for: ask.viewer)))
            },
            Endpoint(
                .post, "\(root)/actions", .draftGovernance, .api,
                "Put the draft to those whose voice counts, or throw it away",
                accepts: GovernanceSchemas.action, gives: GovernanceSchemas.governance
            ) { ask in
                let body = try ask.decoded(ActionBody.self), network = try ask.requireNetwork().id
                _ = try await act(body.action, body.mark, body.reason, by: ask.viewer, in: network, once: ask.once)
                return .json(GovernanceView(reading: try await acts.reading(of: network, for: ask.viewer)))
            },
        ]
    }
}
