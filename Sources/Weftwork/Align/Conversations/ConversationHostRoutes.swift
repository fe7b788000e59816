internal import Database

/// The doors of whoever keeps a conversation.
struct ConversationHostRoutes: Sendable {
    let acts: ConversationActs
    let frames: Frames

    private func host(
        _ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let desk = try await acts.desk(try ask.id("id"), for: ask.viewer, in: network.id)
        return ConversationHostPages(
            frame: frames(ask), network: network, form: form, problems: problems, view: desk.view, left: desk.left
        ).host(desk.statements, desk.link)
    }

    private func back(_ ask: Ask, _ anchor: String = "") throws -> Answer {
        .redirect(
            to: "/n/\(try ask.requireNetwork().slug)/conversations/\(try ask.id("id"))/host?done=1\(anchor)")
    }

    /// Does something and comes back; what is wrong stands beside what was typed.
    private func doing(_ ask: Ask, _ body: (ID, ID) async throws -> Void) async throws -> Answer {
        do {
            try await body(try ask.id("id"), try ask.requireNetwork().id)
            return try back(ask)
        } catch Refusal.invalid(let problems) {
            return .page(try await host(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await host(ask, ask.form, [FieldProblem("", words)]), status: 409)
        } catch Refusal.forbidden(let words) {
            // Whoever may not keep it does not come to its page either.
            return .page(try await host(ask, ask.form, [FieldProblem("", words)]), status: 403)
        }
    }

    var endpoints: [Endpoint] {
        let root = ConversationRoutes.root, one = "\(root)/{id}"
        return [
            Endpoint(.get, "\(root)/import", .importConversation, .page) { ask in
                .page(ConversationListPages(frame: frames(ask), network: try ask.requireNetwork()).reading())
            },
            Endpoint(
                .post, "\(root)/import", .importConversation, .page, mostBytes: ConversationFiles.mostBytes
            ) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                // A file stands before what was typed.
                let votes = ask.parts?.file("votesFile").map { Array($0.content) } ?? Array((form["votes"] ?? "").utf8)
                let statements =
                    ask.parts?.file("statementsFile").map { Array($0.content) }
                    ?? form.text("statements").map { Array($0.utf8) }
                do {
                    let made = try await acts.readIn(
                        question: form["question"] ?? "", votes: votes, statements: statements, by: ask.viewer,
                        in: network.id)
                    return .redirect(to: "/n/\(network.slug)/conversations/\(made.id)/results")
                } catch Refusal.invalid(let problems) {
                    let pages = ConversationListPages(
                        frame: frames(ask), network: network, form: form, problems: problems)
                    return .page(pages.reading(), status: 422)
                }
            },
            Endpoint(.get, "\(one)/host", .keepConversation, .page) { ask in .page(try await host(ask)) },
            Endpoint(.get, "\(one)/export", .keepConversation, .page) { ask in
                do {
                    return try await ConversationRoutes.file(
                        ask, acts, try ask.id("id"), try ask.requireNetwork().id)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await host(ask, Form(), [FieldProblem("", words)]), status: 409)
                } catch Refusal.forbidden(let words) {
                    return .page(try await host(ask, Form(), [FieldProblem("", words)]), status: 403)
                }
            },
            Endpoint(.post, "\(one)/actions", .keepConversation, .page) { ask in
                try await doing(ask) { id, network in
                    let action = try ConversationAction(ask.form["action"], ConversationDraft(ask.form))
                    // A page has several forms: each content is a promise of its own.
                    let once = ask.formOnce?.ofContent("conversation action")
                    _ = try await acts.perform(action, on: id, by: ask.viewer, in: network, once: once)
                }
            },
            Endpoint(.post, "\(one)/statements/{statement}/actions", .keepConversation, .page) { ask in
                let statement = try ask.id("statement"), form = ask.form
                if form["action"] == "hand" {
                    let slug = try ask.requireNetwork().slug, network = try ask.requireNetwork().id
                    let path = try await acts.hand(
                        statement, to: form["outlet"] ?? "", target: form.text("target"), in: try ask.id("id"),
                        by: ask.viewer,
                        of: network)
                    return .redirect(to: "/n/\(slug)\(path)")
                }
                return try await doing(ask) { id, network in
                    let verdict = try StatementVerdict(form["action"], reason: form["reason"], words: form["words"])
                    _ = try await acts.judge(verdict, of: statement, in: id, by: ask.viewer, of: network)
                }
            },
        ]
    }
}
