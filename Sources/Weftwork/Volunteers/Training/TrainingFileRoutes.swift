internal import Database

/// The doors to the pictures of a module.
extension TrainingRoutes {
    private static let mostBytes = Picture.mostBytes + 64 * 1024
    /// Pictures of one module that are decoded in an hour, whatever becomes of them.
    private static let anHour = 60

    var fileEndpoints: [Endpoint] {
        let page = "/n/{slug}/training/{id}/pictures", program = "/api/v1/networks/{slug}/training/{id}/files"
        return [
            Endpoint(
                .post, page, .writeTraining, .page, mostBytes: TrainingRoutes.mostBytes, admits: admit, handle: add),
            Endpoint(.post, "\(page)/remove", .writeTraining, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                guard let file = ask.form["file"].flatMap({ ID($0) }) else { throw Refusal.notFound }
                try await acts.removePicture(file, of: id, by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/training/\(id)?saved=1#pictures")
            },
            Endpoint(.get, program, .seeTraining, .api, "The pictures of a module") { ask in
                let network = try ask.requireNetwork()
                let pictures = try await acts.pictures(of: try ask.id("id"), for: ask.viewer, in: network.id)
                let views = pictures.map { view($0.file, network) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, program, .writeTraining, .api, "Add a picture: multipart/form-data with photo and words",
                status: 201, mostBytes: TrainingRoutes.mostBytes, admits: admit
            ) { ask in
                let network = try ask.requireNetwork()
                let file = try await acts.addPicture(
                    try await files.draft(of: ask), to: try ask.id("id"), by: ask.viewer, in: network.id,
                    once: ask.uploadOnce)
                return .json(view(file, network), status: 201)
            },
            Endpoint(.post, "\(program)/remove", .writeTraining, .api, "Delete a picture of a module") { ask in
                guard let file = try ask.decoded(FileBody.self).file.flatMap({ ID($0) }) else {
                    throw Refusal.invalid("file", SiteWords.missing)
                }
                try await acts.removePicture(
                    file, of: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(DoneView(id: file))
            },
        ]
    }

    private struct FileBody: Decodable {
        let file: String?
    }

    private func view(_ file: StoredFile, _ network: Network) -> FileView {
        FileView(file: file, address: "/api/v1/networks/\(network.slug)/files/\(files.code(of: file.id))")
    }

    /// Before a body is read.
    private func admit(_ ask: Ask) async throws {
        try Policy.require(.writeTraining, ask.viewer)
        let id = try ask.id("id")
        _ = try await acts.module(id, for: ask.viewer, in: try ask.requireNetwork().id)
        try await limiter.check(
            .upload, id.description, limit: TrainingRoutes.anHour, per: Time.hour, now: acts.world.now())
    }

    private func add(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        func again(_ problems: [FieldProblem], _ status: Int) async throws -> Answer {
            .page(try await one(ask, ask.form, problems), status: status)
        }
        do {
            _ = try await acts.addPicture(
                try await files.draft(of: ask), to: id, by: ask.viewer, in: network.id, once: ask.uploadOnce)
            return .redirect(to: "/n/\(network.slug)/training/\(id)?saved=1#pictures")
        } catch Refusal.invalid(let problems) {
            return try await again(problems, 422)
        } catch Refusal.conflict(let words, _) {
            return try await again([FieldProblem("", words)], 409)
        }
    }
}

/// The pictures on a module's page.
struct TrainingPictureParts {
    let frame: Frame
    let network: Network

    func card(_ pictures: [TrainingPicture], of module: TrainingModule, _ fields: Fields) -> HTML {
        let writes = Policy.allows(.writeTraining, frame.ask.viewer)
        guard !pictures.isEmpty || writes else { return "" }
        let parts = FileParts(frame), base = "/n/\(network.slug)/training/\(module.id)/pictures"
        let shown = pictures.map { picture -> HTML in
            let removal: HTML = writes ? parts.removal("\(base)/remove", picture.file) : ""
            return """
                <li class="stack tight">\(parts.photo(picture.file, at: "/n/\(network.slug)/files/\(picture.code)"))\(removal)</li>
                """
        }
        let list: HTML = shown.isEmpty ? "" : "<ul class=\"photos\">\(shown)</ul>"
        let left = TrainingModule.mostPictures - pictures.count
        let form: HTML =
            writes && left > 0
            ? fields.folded(
                TrainingWords.addPicture, parts.form(base, fields, most: left, draft: "training-\(module.id)")) : ""
        return """
            <section class="card" id="pictures"><h2>\(frame(TrainingWords.pictures))</h2>\(list)\(form)</section>
            """
    }
}
