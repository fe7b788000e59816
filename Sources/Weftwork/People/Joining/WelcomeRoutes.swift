internal import Database

/// The doors of the welcome path.
struct WelcomeRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames
    let parts: PageParts

    var endpoints: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/me/welcome", .seeOwnPath, .page) { ask in .page(try await own(ask)) },
            Endpoint(.post, "\(root)/me/welcome", .seeOwnPath, .page) { ask in
                let network = try ask.requireNetwork()
                guard let step = ask.form["step"].flatMap(Arrival.Step.init(rawValue:)) else { throw Refusal.notFound }
                do {
                    try await acts.take(step, by: ask.viewer, in: network.id)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await own(ask, [FieldProblem("", words)]), status: 409)
                }
                return .redirect(to: "/n/\(network.slug)/me/welcome?done=1")
            },
            Endpoint(.get, "\(root)/me/primer", .seeOwnPath, .page) { ask in
                .page(pages(ask, try ask.requireNetwork()).primer())
            },
            Endpoint(.post, "\(root)/me/primer", .seeOwnPath, .page, handle: primer),
            Endpoint(.get, "\(root)/welcomes", .welcomeNewcomers, .page) { ask in
                let network = try ask.requireNetwork()
                let found = try await acts.welcomes(for: ask.viewer, in: network.id)
                return .page(pages(ask, network).list(found.all, found.names))
            },
            Endpoint(.get, "\(root)/welcomes/{id}", .welcomeNewcomers, .page) { ask in .page(try await newcomer(ask)) },
            Endpoint(.post, "\(root)/welcomes/{id}/seen", .welcomeNewcomers, .page) { ask in
                try await trying(ask) { id, network in try await acts.see(id, by: ask.viewer, in: network) }
            },
            Endpoint(.post, "\(root)/welcomes/{id}/buddy", .welcomeNewcomers, .page) { ask in
                try await trying(ask) { id, network in
                    guard let buddy = ask.form["buddy"].flatMap({ ID($0) }) else {
                        throw Refusal.invalid("buddy", JoinWords.badBuddy)
                    }
                    try await acts.setBuddy(buddy, of: id, by: ask.viewer, in: network)
                }
            },
        ]
    }

    private func pages(_ ask: Ask, _ network: Network) -> WelcomePages {
        WelcomePages(frame: frames(ask), network: network)
    }

    private func own(_ ask: Ask, _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork(), member = try ask.requireMember()
        let frame = frames(ask)
        return WelcomePages(frame: frame, network: network).own(
            try await acts.welcome(of: member.id, for: ask.viewer, in: network.id),
            start: try await parts.html(.start, frame, network),
            met: try await parts.html(.welcome, frame, network), problems)
    }

    private func newcomer(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let reading = try await acts.welcome(of: try ask.id("id"), for: ask.viewer, in: network.id)
        let buddies = try await acts.buddies(in: network.id)
        return pages(ask, network).newcomer(reading, buddies: buddies, form, problems)
    }

    private func trying(_ ask: Ask, _ act: (ID, ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            try await act(id, network.id)
            return .redirect(to: "/n/\(network.slug)/welcomes/\(id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await newcomer(ask, ask.form, problems), status: 422)
        }
    }

    /// Right answers to all questions are the step; others say where to look again.
    private func primer(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        let isRight = PrimerWords.chapters.enumerated().allSatisfy { index, chapter in
            form["q\(index)"] == "\(chapter.right)"
        }
        if isRight { try await acts.finishPrimer(by: ask.viewer, in: network.id) }
        return .page(pages(ask, network).primer(form, isDone: isRight))
    }
}
