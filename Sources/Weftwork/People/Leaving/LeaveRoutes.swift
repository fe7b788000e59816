internal import Database

/// The doors of leaving and being forgotten.
struct LeaveRoutes: Sendable {
    let acts: MemberActs
    let people: PeopleActs
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/me/leave", .seeSelf, .page) { ask in .page(try await page(ask)) },
            Endpoint(.get, "/me/data.json", .seeSelf, .page, handle: data),
            Endpoint(.post, "/n/{slug}/me/leave", .leave, .page) { ask in
                let network = try ask.requireNetwork()
                try await people.signIns.requireFresh(ask)
                return try await trying(ask) {
                    try await acts.leave(
                        note: ask.form["note"] ?? "", blanksWords: ask.form["texts"] == "1", by: ask.viewer,
                        in: network.id)
                }
            },
            Endpoint(.post, "/n/{slug}/me/return", .join, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.comeBack(by: ask.viewer, to: network.id)
                return .redirect(to: "/n/\(network.slug)")
            },
            Endpoint(.post, "/me/forget", .seeSelf, .page) { ask in
                try await people.signIns.requireFresh(ask)
                return try await trying(ask) {
                    try await acts.askToBeForgotten(
                        note: ask.form["note"] ?? "", blanksWords: ask.form["texts"] == "1", by: ask.viewer)
                }
            },
            Endpoint(.post, "/me/stay", .seeSelf, .page) { ask in
                try await trying(ask) { try await acts.stay(by: ask.viewer) }
            },
        ]
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        guard let person = ask.person else { throw Refusal.signInRequired }
        return LeavePages(frame: frames(ask)).leave(try await acts.leavePreview(of: person.id), form, problems)
    }

    private func trying(_ ask: Ask, _ act: () async throws -> Void) async throws -> Answer {
        do {
            try await act()
            return .redirect(to: "/me/leave?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    /// Everything that is kept about oneself, as a file.
    private func data(_ ask: Ask) async throws -> Answer {
        guard let person = ask.person, let session = ask.session else { throw Refusal.signInRequired }
        try await people.signIns.requireFresh(ask)
        let account = try await people.signIns.account(of: person.id, session: session)
        return Answer.json(try await acts.ownData(of: person, account: account))
            .with("Content-Disposition", "attachment; filename=\"weftwork-data.json\"")
    }
}
