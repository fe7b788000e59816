internal import Database

/// The doors to the Pact.
struct PactRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}/pact", api = "/api/v1/networks/{slug}/pact"
        return [
            Endpoint(.get, page, .seeNetwork, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    pages(ask, network).pact(
                        try await reading(ask), try await acts.holdings.compliance(of: network.id)))
            },
            Endpoint(.get, "\(page)/edit", .publishPact, .page) { ask in
                .page(pages(ask, try ask.requireNetwork()).edit(try await reading(ask)))
            },
            Endpoint(.post, page, .publishPact, .page, handle: publish),
            Endpoint(.post, "\(page)/signatures", .signPact, .page) { ask in
                let network = try ask.requireNetwork()
                _ = try await acts.sign(hash: ask.form["hash"] ?? "", by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/pact?done=1")
            },
            Endpoint(.get, api, .seeNetwork, .api, "The Pact in force", gives: Schemas.pact) { ask in
                .json(PactView(reading: try await reading(ask)))
            },
            Endpoint(
                .post, api, .publishPact, .api, "Publish a version of the Pact", accepts: Schemas.pactToPost,
                gives: Schemas.pact, status: 201
            ) { ask in
                let body = try ask.decoded(PactBody.self), network = try ask.requireNetwork().id
                try await acts.publish(
                    PactDraft(zh: body.zh ?? "", en: body.en ?? "", days: body.days), by: ask.viewer, in: network)
                return .json(PactView(reading: try await reading(ask)), status: 201)
            },
            Endpoint(
                .post, "\(api)/signatures", .signPact, .api, "Sign the Pact", accepts: Schemas.signature,
                gives: Schemas.pact, status: 201
            ) { ask in
                let body = try ask.decoded(SignatureBody.self)
                _ = try await acts.sign(hash: body.hash ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(PactView(reading: try await reading(ask)), status: 201)
            },
        ]
    }

    private func pages(_ ask: Ask, _ network: Network) -> PactPages { PactPages(frame: frames(ask), network: network) }

    private func reading(_ ask: Ask) async throws -> PactReading {
        let version = try ask.query.text("version").map { text throws(Refusal) -> Int in
            guard let number = Int(text), number > 0 else { throw .notFound }
            return number
        }
        return try await acts.pact(of: try ask.requireNetwork().id, version: version, for: ask.viewer)
    }

    private func publish(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let draft = PactDraft(
                zh: form["zh"] ?? "", en: form["en"] ?? "", days: form.text("days").flatMap(Int.init))
            try await acts.publish(draft, by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/pact?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(pages(ask, network).edit(try await reading(ask), form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            let problems = [FieldProblem("zh", words)]
            return .page(pages(ask, network).edit(try await reading(ask), form, problems), status: 409)
        }
    }
}

private struct PactBody: Decodable {
    let zh: String?
    let en: String?
    let days: Int?
}

private struct SignatureBody: Decodable {
    let hash: String?
}

/// The Pact for programs.
struct PactView: View {
    let reading: PactReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", reading.pact?.version ?? 0)
            guard let pact = reading.pact else { return }
            json.field("zh", pact.zh)
            json.field("en", pact.en)
            json.field("hash", Hex.encode(pact.hash))
            json.field("publishedAt", moment: pact.publishedAt)
            json.field("dueAt", moment: pact.dueAt)
            json.field("signed", reading.signed)
            json.field("members", reading.members)
            if let at = reading.signedAt { json.field("signedAt", moment: at) }
        }
    }
}
