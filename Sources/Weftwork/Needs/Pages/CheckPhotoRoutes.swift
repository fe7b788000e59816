internal import Database

/// The doors to evidence for one question of a verification: at the queue, and for programs.
extension NeedRoutes {
    var checkPhotoEndpoints: [Endpoint] {
        let page = "/n/{slug}/queue/{id}/checks", program = "/api/v1/networks/{slug}/needs/{id}/checks"
        return [
            Endpoint(
                .post, "\(page)/{question}/photos", .verify, .page, mostBytes: NeedRoutes.photoBytes,
                admits: admitsVerifier
            ) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                return try await shown(ask, id) {
                    _ = try await added(ask, network.id)
                    return .redirect(to: "/n/\(network.slug)/queue/\(id)?done=1#evidence")
                }
            },
            Endpoint(.post, "\(page)/photos/remove", .verify, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                guard let file = ask.form["file"].flatMap({ ID($0) }) else { throw Refusal.notFound }
                return try await shown(ask, id) {
                    try await acts.removePhoto(file, ofCheckOf: id, by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/queue/\(id)?done=1#evidence")
                }
            },
            Endpoint(
                .get, "\(program)/photos", .seeNeed, .api, "Evidence by question, for those who see the verification"
            ) { ask in
                let network = try ask.requireNetwork()
                let photos = try await acts.checkPhotos(of: try ask.id("id"), for: ask.viewer, in: network.id)
                let views = photos.map { CheckPhotoView(photo: $0, slug: network.slug) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(program)/{question}/photos", .verify, .api,
                "Add a photo as evidence for one question: multipart/form-data with photo and words", status: 201,
                mostBytes: NeedRoutes.photoBytes, admits: admitsVerifier
            ) { ask in
                let network = try ask.requireNetwork(), file = try await added(ask, network.id)
                let address = "/api/v1/networks/\(network.slug)/files/\(files.code(of: file.id))"
                return .json(FileView(file: file, address: address), status: 201)
            },
            Endpoint(.post, "\(program)/photos/remove", .verify, .api, "Delete evidence of the round that is open") {
                ask in
                let file = try ask.decoded(FileBody.self).file.flatMap { ID($0) }
                guard let file else { throw Refusal.invalid("file", SiteWords.missing) }
                try await acts.removePhoto(
                    file, ofCheckOf: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(DoneView(id: file))
            },
        ]
    }

    private func added(_ ask: Ask, _ network: ID) async throws -> StoredFile {
        try await acts.addPhoto(
            try await files.draft(of: ask), forQuestion: ask.parameters["question"] ?? "", of: try ask.id("id"),
            by: ask.viewer, in: network, once: ask.uploadOnce)
    }

    private func admitsVerifier(_ ask: Ask) async throws {
        let id = try ask.id("id")
        try await acts.admitEvidence(for: id, by: ask.viewer, in: try ask.requireNetwork().id)
        try await limiter.check(
            .evidence, id.description, limit: NeedRoutes.photosAnHour, per: Time.hour, now: acts.world.now())
    }
}

/// One piece of evidence for programs.
private struct CheckPhotoView: View {
    let photo: CheckPhoto
    let slug: String

    func write(to json: inout JSON) {
        let file = photo.photo.file
        json.object {
            $0.field("id", file.id)
            $0.field("question", photo.question)
            $0.field("round", photo.round)
            $0.field("words", file.words)
            $0.field("at", moment: file.at)
            $0.field("address", "/api/v1/networks/\(slug)/files/\(photo.photo.code)")
        }
    }
}

/// Evidence on the page of a queue item.
struct CheckPhotoParts {
    let frame: Frame
    let slug: String

    /// Before the questions: what was photographed for each, and one more. Sending one loads the page anew, so it stands first.
    func card(_ file: CaseFile, _ questions: [Checklist.Question], _ fields: Fields) -> HTML {
        let base = "/n/\(slug)/queue/\(file.need.id)/checks"
        let now = file.checkPhotos.filter { $0.round == file.need.round }
        let left = Need.mostCheckPhotos - file.checkPhotos.count
        let parts = questions.map { question -> HTML in
            let own = fields.of("evidence-\(question.id)")
            let form = FileParts(frame).form(
                "\(base)/\(question.id)/photos", own, most: min(6, left),
                draft: "evidence-\(file.need.id)-\(question.id)", place: "evidence", back: "queue")
            let adding: HTML = left > 0 ? own.folded(QueueWords.evidenceFor(question.words), form) : ""
            return "\(gallery(now.filter { $0.question == question.id }, removal: "\(base)/photos/remove"))\(adding)"
        }
        return """
            <section class="card" id="evidence"><h2>\(frame(QueueWords.evidence))</h2>\
            <p class="small">\(frame.icon("lock"))\(frame(QueueWords.evidenceHint))</p>\(parts)</section>
            """
    }

    func gallery(_ photos: [CheckPhoto], removal: String? = nil) -> HTML {
        guard !photos.isEmpty else { return "" }
        let parts = FileParts(frame)
        let shown = photos.map { one -> HTML in
            let remove: HTML = removal.map { parts.removal($0, one.photo.file, back: "queue") } ?? ""
            return """
                <li class="stack tight">\(parts.photo(one.photo.file, at: "/n/\(slug)/files/\(one.photo.code)"))\(remove)</li>
                """
        }
        return "<ul class=\"photos\">\(shown)</ul>"
    }

    /// What one verifier answered to each question, on what.
    func answers(_ one: Verification, _ file: CaseFile, _ checklist: Checklist, isOpen: Bool) -> HTML {
        let rows = one.checks.map { check -> HTML in
            let photos = file.checkPhotos.filter { $0.round == one.round && $0.question == check.id }
            let note: HTML = check.note.isEmpty ? "" : "<br><small>\(frame.said(check.note))</small>"
            return """
                <li>\(frame.said(frame(checklist.words(of: check.id)))) <strong>\(frame(QueueWords.name(of: check.answer)))</strong>\(note)\(gallery(photos))</li>
                """
        }
        return rows.isEmpty
            ? ""
            : """
            <details class="more"\(" open", if: isOpen)><summary>\(frame(QueueWords.answers))</summary>\
            <ul class="stack">\(rows)</ul></details>
            """
    }
}
