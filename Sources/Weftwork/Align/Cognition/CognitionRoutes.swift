internal import Database

/// The doors to shared cognition.
struct CognitionRoutes: Sendable {
    let acts: CognitionActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/align/cognition"
        return [
            Endpoint(.get, root, .seeCognition, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "\(root)/terms", .writeCognition, .page) { ask in
                try await done(ask, "glossary") { form, network in
                    _ = try await acts.add(
                        TermDraft { form.text($0) }, by: ask.viewer, in: network, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(root)/terms/{id}/actions", .writeCognition, .page) { ask in
                let id = try ask.id("id")
                return try await done(ask, "glossary") { form, network in
                    try await acts.perform(
                        try CognitionAction { form.text($0) }, onTerm: id, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/evidence", .writeCognition, .page) { ask in
                try await done(ask, "evidence") { form, network in
                    _ = try await acts.add(
                        EvidenceDraft { form.text($0) }, by: ask.viewer, in: network, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(root)/evidence/{id}/actions", .writeCognition, .page) { ask in
                let id = try ask.id("id")
                return try await done(ask, "evidence") { form, network in
                    try await acts.removeEvidence(
                        id, reason: form["reason"] ?? "", by: ask.viewer, in: network)
                }
            },
        ]
    }

    /// Does what a form asks for; what is wrong with it stands on the page, with what was typed.
    private func done(
        _ ask: Ask, _ place: String, _ act: (Form, ID) async throws -> Void
    ) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            try await act(form, network.id)
            return .redirect(to: "/n/\(network.slug)/align/cognition?done=1#\(place)")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let all = try await acts.reading(for: ask.viewer, in: network.id)
        return CognitionPages(frame: frames(ask), network: network, form: form, problems: problems).page(all)
    }

    // MARK: For programs

    private struct Body: Decodable {
        let action: String?
        let zh: String?
        let en: String?
        let meaning: String?
        let organisation: String?
        let side: String?
        let reason: String?
        let title: String?
        let link: String?
        let note: String?

        func value(_ name: String) -> String? {
            switch name {
            case "action": action
            case "zh": zh
            case "en": en
            case "meaning": meaning
            case "organisation": organisation
            case "side": side
            case "reason": reason
            case "title": title
            case "link": link
            default: note
            }
        }
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/cognition"
        return [
            Endpoint(
                .get, root, .seeCognition, .api,
                "How the network sees its matter: purpose, what talks came to, words with each side's meaning, evidence",
                gives: CognitionView.schema
            ) { ask in try await view(ask) },
            Endpoint(
                .post, "\(root)/terms", .writeCognition, .api,
                "Put a word on the list, with what one's side means by it",
                accepts: CognitionView.term, gives: CognitionView.schema, status: 201
            ) { ask in
                let body = try ask.decoded(Body.self)
                _ = try await acts.add(
                    TermDraft { body.value($0) }, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return try await view(ask, status: 201)
            },
            Endpoint(
                .post, "\(root)/terms/{id}/actions", .writeCognition, .api,
                "Say what one's side means by a word, give it the language it lacks, correct that, take back, take the word away; what another said with a reason",
                accepts: CognitionView.action, gives: CognitionView.schema
            ) { ask in
                let body = try ask.decoded(Body.self), id = try ask.id("id")
                let action = try CognitionAction { body.value($0) }
                try await acts.perform(action, onTerm: id, by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(ask)
            },
            Endpoint(
                .post, "\(root)/evidence", .writeCognition, .api, "Bring evidence: what it is, where it stands",
                accepts: CognitionView.evidence, gives: CognitionView.schema, status: 201
            ) { ask in
                let body = try ask.decoded(Body.self)
                _ = try await acts.add(
                    EvidenceDraft { body.value($0) }, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return try await view(ask, status: 201)
            },
            Endpoint(
                .post, "\(root)/evidence/{id}/actions", .writeCognition, .api,
                "Take evidence away; that of another with a reason",
                accepts: CognitionView.action, gives: CognitionView.schema
            ) { ask in
                let body = try ask.decoded(Body.self), id = try ask.id("id")
                guard body.action == "remove" else {
                    throw Refusal.invalid("action", SiteWords.badChoice(["remove"], body.action))
                }
                try await acts.removeEvidence(
                    id, reason: body.reason ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(ask)
            },
        ]
    }

    private func view(_ ask: Ask, status: Int = 200) async throws -> Answer {
        let all = try await acts.reading(for: ask.viewer, in: try ask.requireNetwork().id)
        return .json(CognitionView(all: all, language: ask.language), status: status)
    }
}

extension TermDraft {
    init(_ form: (String) -> String?) {
        self.init(
            zh: form("zh") ?? "", en: form("en") ?? "", meaning: form("meaning") ?? "",
            organisation: form("organisation"))
    }
}

extension EvidenceDraft {
    init(_ form: (String) -> String?) {
        self.init(title: form("title") ?? "", link: form("link") ?? "", note: form("note") ?? "")
    }
}
