internal import Database

/// The doors to paper: batches, typing in, lists by district – for people and for programs.
struct PaperRoutes: Sendable {
    let acts: NeedActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let root = "/n/{slug}/paper", programs = "/api/v1/networks/{slug}/paper/batches"
        return [
            Endpoint(.get, root, .issuePaper, .page) { ask in .page(try await batches(ask)) },
            Endpoint(.post, root, .issuePaper, .page, handle: issue),
            Endpoint(.get, "\(root)/batches/{id}", .issuePaper, .page, handle: print),
            Endpoint(.get, "\(root)/type", .typePaper, .page, handle: typeForm),
            Endpoint(.post, "\(root)/type", .typePaper, .page, handle: type),
            Endpoint(.get, "/n/{slug}/needs/list", .printList, .page, handle: list),
            Endpoint(
                .post, programs, .issuePaper, .api, "Give out codes for paper forms", accepts: PaperSchemas.batchToPost,
                gives: PaperSchemas.batch, status: 201
            ) { ask in
                let body = try ask.decoded(BatchBody.self)
                let made = try await acts.issuePaper(
                    PaperDraft(count: body.count, place: body.place ?? "", emergency: body.emergency ?? ""),
                    by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(PaperBatchView(batch: made.batch, codes: made.codes), status: 201)
            },
            Endpoint(.get, programs, .issuePaper, .api, "Batches of paper forms") { ask in
                let found = try await acts.paperBatches(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = found.map { PaperBatchView(batch: $0, codes: nil) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .get, "\(programs)/{id}", .issuePaper, .api, "The codes of a batch and what became of each",
                gives: PaperSchemas.batch
            ) { ask in
                let found = try await acts.paperBatch(
                    try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(PaperBatchView(batch: found.batch, codes: found.codes))
            },
        ]
    }

    private struct BatchBody: Decodable {
        let count: Int?
        let place: String?
        let emergency: String?
    }

    // MARK: Batches

    private func batches(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return try await pages(ask, network).batches(
            try await acts.paperBatches(for: ask.viewer, in: network.id), form, problems)
    }

    private func issue(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let made = try await acts.issuePaper(
                PaperDraft(
                    count: form.text("count").flatMap(Int.init), place: form["place"] ?? "",
                    emergency: form["emergency"] ?? ""), by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/paper/batches/\(made.batch.id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await batches(ask, form, problems), status: 422)
        }
    }

    private func print(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        let found = try await acts.paperBatch(try ask.id("id"), for: ask.viewer, in: network.id)
        let about = try await acts.settings(of: network.id).about
        let keptDays = try await acts.retention(of: network.id)[.contacts]
        return .page(
            PaperForm(
                frame: frames(ask), network: network, about: about, keptDays: keptDays,
                word: acts.checkWord(ofPaper:)
            ).batch(found.batch, found.codes))
    }

    // MARK: Typing in

    /// What most papers of a pile have in common is carried on to the next.
    private static let carried = ["source.kind", "language", "country", "province", "city", "district", "emergency"]

    private func pages(_ ask: Ask, _ network: Network) async throws -> PaperPages {
        PaperPages(
            frame: frames(ask), network: network, places: acts.places,
            emergencies: try await acts.activeEmergencies(in: network.id))
    }

    private func typeForm(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        var typed: Need?
        if let code = ask.query["typed"], let need = try await acts.need(code: code), need.networkID == network.id {
            typed = need
        }
        let form = Form(
            pairs: ask.query.pairs.filter { PaperRoutes.carried.contains($0.name) }.map { ($0.name, $0.value) })
        return .page(try await pages(ask, network).type(typed: typed, form))
    }

    private func type(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        let pages = try await pages(ask, network)
        do {
            let language = form["language"].flatMap(Language.init(rawValue:)) ?? ask.language
            var entry = AskPages.entry(form, language: language)
            entry.isCopied = true
            let receipt = try await acts.submit(
                entry, by: ask.viewer, in: network, once: ask.formOnce, code: form["code"] ?? "")
            var next = Form(pairs: [("typed", receipt.need.code)])
            for name in PaperRoutes.carried { next = next.with(name, form.text(name)) }
            return .redirect(to: "/n/\(network.slug)/paper/type?\(next.encoded)")
        } catch Refusal.invalid(let problems) {
            let named = problems.map(PeopleFields.named)
            return .page(pages.type(typed: nil, form, named), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(pages.type(typed: nil, form, [FieldProblem("code", words)]), status: 409)
        }
    }

    // MARK: Lists

    private func list(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        // To be put up on a wall it holds what everybody may see, whoever prints it.
        let isPublic = ask.query["for"] == "public"
        let reader = isPublic ? Viewer(.anonymous, language: ask.language) : ask.viewer
        let found = try await acts.districtList(ask.query.withoutBlanks, for: reader, in: network.id)
        return .page(
            DistrictPages(frame: frames(ask), network: network, reader: reader, isPublic: isPublic).page(found))
    }
}

/// A batch for programs.
struct PaperBatchView: View {
    let batch: PaperBatch
    let codes: [IssuedCode]?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", batch.id)
            json.field("place", batch.place)
            json.field("issuedAt", moment: batch.issuedAt)
            json.field("count", batch.count)
            json.field("used", batch.used)
            if let emergency = batch.emergency {
                json.name("emergency")
                json.object {
                    $0.field("id", emergency.id)
                    $0.field("name", emergency.name)
                }
            }
            guard let codes else { return }
            json.name("codes")
            json.array(codes) { json, one in
                json.object {
                    $0.field("code", one.code)
                    $0.field("usedAt", moment: one.usedAt)
                    $0.field("need", one.needID)
                }
            }
        }
    }
}

enum PaperSchemas {
    static let batchToPost = Schema(
        name: "PaperBatchToPost",
        definition: """
            {"type":"object","required":["count","place"],"properties":{"count":{"type":"integer","minimum":1,"maximum":100},\
            "place":{"type":"string","maxLength":120},"emergency":{"type":"string"}}}
            """)
    static let batch = Schema(
        name: "PaperBatch",
        definition: """
            {"type":"object","required":["id","count","used"],"properties":{"id":{"type":"string"},"place":{"type":"string"},\
            "issuedAt":{"type":"string"},"count":{"type":"integer"},"used":{"type":"integer"},"emergency":{"type":"object"},"codes":{"type":"array",\
            "items":{"type":"object","properties":{"code":{"type":"string"},"usedAt":{"type":["string","null"]},\
            "need":{"type":["string","null"]}}}}}}
            """)
}
