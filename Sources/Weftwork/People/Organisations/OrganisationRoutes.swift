internal import Database

/// The doors to organisations.
struct OrganisationRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let root = "/n/{slug}/organisations"
        return [
            Endpoint(.get, root, .seeMembers, .page) { ask in .page(try await list(ask)) },
            Endpoint(.post, root, .claimOrganisation, .page) { ask in
                let network = try ask.requireNetwork()
                do {
                    try await acts.belong(to: ask.form["organisation"] ?? "", by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/organisations?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await list(ask, ask.form, problems), status: 422)
                }
            },
            Endpoint(.get, "\(root)/{id}", .seeMembers, .page) { ask in .page(try await one(ask)) },
            Endpoint(.post, "\(root)/{id}", .editOrganisation, .page) { ask in
                try await trying(ask) { id, network in
                    let form = ask.form
                    let draft = OrganisationDraft(
                        name: form["name"] ?? "", nameEnglish: form["nameEnglish"] ?? "", sector: form["sector"] ?? "",
                        size: form["size"] ?? "",
                        regions: form["regions"] ?? "", website: form["website"] ?? "")
                    try await acts.save(draft, of: id, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/{id}/claim", .claimOrganisation, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.claim(organisation: id, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/{id}/delegates", .editOrganisation, .page) { ask in
                try await trying(ask) { id, network in
                    guard let member = ask.form["member"].flatMap({ ID($0) }) else {
                        throw Refusal.invalid("member", OrganisationWords.notTheirs)
                    }
                    try await acts.setDelegate(
                        member, isOn: ask.form["on"] == "1", of: id, by: ask.viewer, in: network)
                }
            },
        ]
    }

    private func list(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let all = try await acts.database.read { db in try db.organisations(in: network.id) }
        return OrganisationPages(frame: frames(ask), network: network).list(all, form, problems)
    }

    private func one(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let reading = try await acts.organisation(try ask.id("id"), for: ask.viewer, in: network.id)
        return OrganisationPages(frame: frames(ask), network: network).one(reading, form, problems)
    }

    private func trying(_ ask: Ask, _ act: (ID, ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            try await act(id, network.id)
            return .redirect(to: "/n/\(network.slug)/organisations/\(id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await one(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await one(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }
}
