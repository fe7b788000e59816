internal import Database

/// The charter for programs: each page has its twin.
struct CharterAPI: Sendable {
    let acts: CharterActs

    func endpoints(_ place: String) -> [Endpoint] {
        let root = "/api/v1/networks/{slug}\(place)"
        return reading(root) + writing(root) + rounds(root)
    }

    private func reading(_ root: String) -> [Endpoint] {
        [
            Endpoint(
                .get, root, .seeCharter, .api, "The charter in force, or an older version of it", gives: Schemas.charter
            ) {
                ask in ask.tagged(try await charter(ask))
            },
            Endpoint(
                .get, "\(root)/clauses/{clause}", .seeCharter, .api,
                "A clause with its history and what is said about it",
                gives: Schemas.charterClause
            ) { ask in
                .json(
                    ClauseView(
                        reading: try await acts.clause(
                            try ask.id("clause"), of: try CharterRoutes.subject(ask), for: ask.viewer)))
            },
            Endpoint(
                .get, "\(root)/comparison", .seeCharter, .api, "What changed between two versions, word by word",
                gives: Schemas.charterComparison
            ) { ask in
                .json(
                    ComparisonView(
                        reading: try await acts.comparison(
                            from: ask.query.text("from").flatMap(Int.init), to: ask.query.text("to").flatMap(Int.init),
                            of: try CharterRoutes.subject(ask), for: ask.viewer)))
            },
            Endpoint(
                .get, "\(root)/figures", .seeCharter, .api,
                "How strong the agreement is, at what level, and for whom it is missing", gives: Schemas.charterFigures
            ) { ask in
                ask.tagged(
                    CharterFiguresView(
                        reading: try await acts.figures(of: try CharterRoutes.subject(ask), for: ask.viewer)))
            },
            Endpoint(
                .get, "\(root)/stances", .takeStance, .api,
                "Where the caller stands: for their own voice or an organisation that they speak for, the first where none is named",
                gives: Schemas.charterStances, queries: [.text("voice")]
            ) {
                ask in .json(try await stances(ask, for: try CharterRoutes.voice(ask.query["voice"])))
            },
            Endpoint(
                .post, "\(root)/stances", .takeStance, .api,
                "Say where one stands on clauses, or that what one said still holds, for one of one's voices: the first where none is named",
                accepts: Schemas.charterStancesToPost, gives: Schemas.charterStances
            ) { ask in
                let body = try ask.decoded(StancesBody.self), voice = try CharterRoutes.voice(body.voice)
                _ = try await acts.say(
                    try body.drafts(), for: voice, in: try CharterRoutes.subject(ask), by: ask.viewer)
                return .json(try await stances(ask, for: voice))
            },
        ]
    }

    private func writing(_ root: String) -> [Endpoint] {
        [
            Endpoint(
                .post, root, .draftCharter, .api, "Begin a draft; of a charter in force its renewal",
                accepts: Schemas.charterRenewal, gives: Schemas.charterDraft, status: 201
            ) { ask in
                let body = try ask.decoded(RenewalBody.self)
                _ = try await acts.begin(
                    RenewalDraft(reason: body.reason ?? "", learnt: body.learnt ?? ""),
                    of: try CharterRoutes.subject(ask), by: ask.viewer, once: ask.once)
                return .json(try await draft(ask), status: 201)
            },
            Endpoint(
                .get, "\(root)/draft", .suggestToCharter, .api, "The draft that is open", gives: Schemas.charterDraft
            ) {
                ask in .json(try await draft(ask))
            },
            Endpoint(
                .post, "\(root)/draft", .draftCharter, .api, "Say what the draft does to whom; what is not named stays",
                accepts: Schemas.charterNotes, gives: Schemas.charterDraft
            ) { ask in
                let body = try ask.decoded(CharterNotesBody.self)
                _ = try await acts.describe(body.notes, of: try CharterRoutes.subject(ask), by: ask.viewer)
                return .json(try await draft(ask))
            },
            Endpoint(
                .post, "\(root)/sections", .draftCharter, .api, "How and by when a section comes about",
                accepts: Schemas.charterSection, gives: Schemas.charter
            ) { ask in
                let body = try ask.decoded(SectionBody.self)
                guard let section = CharterSection(rawValue: body.section ?? "") else {
                    throw Refusal.invalid(
                        "section", SiteWords.badChoice(CharterSection.allCases.map(\.rawValue), body.section ?? ""))
                }
                try await acts.plan(
                    body.way ?? "", day: try CharterRoutes.day(body.day), for: section,
                    of: try CharterRoutes.subject(ask), by: ask.viewer)
                return .json(try await charter(ask))
            },
            Endpoint(
                .post, "\(root)/draft/clauses", .draftCharter, .api, "Write a new clause",
                accepts: Schemas.clauseToPost,
                gives: Schemas.charterDraft, status: 201
            ) { ask in
                let body = try ask.decoded(ClauseBody.self)
                _ = try await acts.write(
                    try body.draft(), clause: nil, in: CharterSection(rawValue: body.section ?? ""),
                    of: try CharterRoutes.subject(ask), by: ask.viewer)
                return .json(try await draft(ask), status: 201)
            },
            Endpoint(
                .post, "\(root)/draft/clauses/{clause}", .draftCharter, .api,
                "Change a clause; what is not named stays",
                accepts: Schemas.clauseToPost, gives: Schemas.charterDraft
            ) { ask in
                let body = try ask.decoded(ClauseBody.self)
                _ = try await acts.write(
                    try body.draft(), clause: try ask.id("clause"), in: nil, of: try CharterRoutes.subject(ask),
                    by: ask.viewer)
                return .json(try await draft(ask))
            },
            Endpoint(
                .post, "\(root)/draft/clauses/{clause}/actions", .draftCharter, .api,
                "Take a clause out – with the reason where it is in force –, or move it",
                accepts: Schemas.clauseAction, gives: Schemas.charterDraft
            ) { ask in
                let body = try ask.decoded(CharterActionBody.self)
                guard let action = ClauseAction(rawValue: body.action ?? "") else {
                    throw Refusal.invalid(
                        "action", SiteWords.badChoice(ClauseAction.allCases.map(\.rawValue), body.action ?? ""))
                }
                try await acts.perform(
                    action, on: try ask.id("clause"), because: body.reason ?? "", of: try CharterRoutes.subject(ask),
                    by: ask.viewer)
                return .json(try await draft(ask))
            },
        ]
    }

    private func rounds(_ root: String) -> [Endpoint] {
        [
            Endpoint(
                .post, "\(root)/actions", .draftCharter, .api,
                "Ask for suggestions or for consent, end the round, give the draft up, review what is in force, or keep it with the reason: then every voice is asked again",
                accepts: Schemas.charterAction, gives: Schemas.charter
            ) { ask in
                let body = try ask.decoded(CharterActionBody.self)
                guard let action = CharterAction(rawValue: body.action ?? "") else {
                    throw Refusal.invalid(
                        "action", SiteWords.badChoice(CharterAction.allCases.map(\.rawValue), body.action ?? ""))
                }
                _ = try await acts.perform(
                    action, days: body.days, because: body.reason ?? "", of: try CharterRoutes.subject(ask),
                    by: ask.viewer)
                return .json(try await charter(ask))
            },
            Endpoint(
                .get, "\(root)/suggestions", .suggestToCharter, .api,
                "The suggestions to the draft, grouped by likeness",
                gives: Schemas.charterSuggestions
            ) { ask in .json(try await suggestions(ask)) },
            Endpoint(
                .post, "\(root)/suggestions", .suggestToCharter, .api,
                "One suggestion for a clause, or for what a section lacks; another time it changes",
                accepts: Schemas.suggestionToPost,
                gives: Schemas.charterSuggestions, status: 201
            ) { ask in
                let body = try ask.decoded(SuggestionBody.self)
                guard let about = SuggestionTarget(encoded: body.about ?? "") else {
                    throw Refusal.invalid("about", SiteWords.missing)
                }
                _ = try await acts.suggest(
                    body.words ?? "", about: about, to: try CharterRoutes.subject(ask), by: ask.viewer, once: ask.once)
                return .json(try await suggestions(ask), status: 201)
            },
            Endpoint(
                .post, "\(root)/suggestions/{suggestion}/actions", .suggestToCharter, .api,
                "Answer a suggestion, put it beside another, take one's own back", accepts: Schemas.suggestionAction,
                gives: Schemas.charterSuggestions
            ) { ask in
                let body = try ask.decoded(SuggestionActionBody.self)
                _ = try await acts.perform(
                    try CharterRoutes.action(body.action, body.answer, beside: body.beside),
                    on: try ask.id("suggestion"),
                    in: try ask.requireNetwork().id, by: ask.viewer)
                return .json(try await suggestions(ask))
            },
            Endpoint(
                .post, "\(root)/amendments", .answerSuggestions, .api, "Merge suggestions into new words of a clause",
                accepts: Schemas.amendmentToPost, gives: Schemas.charterDraft, status: 201
            ) { ask in
                let body = try ask.decoded(AmendmentBody.self)
                guard let about = SuggestionTarget(encoded: body.about ?? "") else {
                    throw Refusal.invalid("about", SiteWords.missing)
                }
                let draft = AmendmentDraft(
                    about: about, suggestions: (body.suggestions ?? []).compactMap { ID($0) }, zh: body.zh, en: body.en,
                    reason: body.reason, weight: body.weight, answer: body.answer ?? "")
                _ = try await acts.amend(draft, of: try CharterRoutes.subject(ask), by: ask.viewer)
                return .json(try await self.draft(ask), status: 201)
            },
        ]
    }

    private func charter(_ ask: Ask) async throws -> CharterView {
        let number = try ask.query.text("version").map { text throws(Refusal) -> Int in
            guard let number = Int(text), number > 0 else { throw .notFound }
            return number
        }
        return CharterView(
            reading: try await acts.reading(of: try CharterRoutes.subject(ask), number: number, for: ask.viewer))
    }

    private func draft(_ ask: Ask) async throws -> CharterDraftView {
        CharterDraftView(reading: try await acts.draft(of: try CharterRoutes.subject(ask), for: ask.viewer))
    }

    private func suggestions(_ ask: Ask) async throws -> SuggestionsView {
        SuggestionsView(reading: try await acts.suggestions(to: try CharterRoutes.subject(ask), for: ask.viewer))
    }

    private func stances(_ ask: Ask, for voice: ID?) async throws -> OwnStancesView {
        OwnStancesView(
            reading: try await acts.ownStances(in: try CharterRoutes.subject(ask), as: voice, for: ask.viewer))
    }
}
