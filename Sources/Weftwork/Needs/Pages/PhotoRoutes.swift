internal import Database

/// The doors to a need's photos: on the requester's page, on the case's, and for programs.
extension NeedRoutes {
    var photoEndpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/t/{code}/photos", .track, .page, mostBytes: NeedRoutes.photoBytes, admits: admitsRequester,
                handle: addOnTrack),
            Endpoint(.post, "/t/{code}/photos/remove", .track, .page, handle: removeOnTrack),
            // Under the address to which her device's mark is sent.
            Endpoint(.get, "/t/{code}/photos/{file}", .track, .page) { ask in
                guard let (need, viewer) = try await requester(ask) else { throw Refusal.notFound }
                return try await photo(ask, of: need.id, for: viewer, in: need.networkID)
            },
            Endpoint(
                .post, "/n/{slug}/needs/{id}/photos", .addPhoto, .page, mostBytes: NeedRoutes.photoBytes,
                admits: admitsMember, handle: addOnCase),
            Endpoint(.post, "/n/{slug}/needs/{id}/photos/remove", .removePhoto, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                try await acts.removePhoto(try fileID(ask), of: id, by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/needs/\(id)?done=1#photos")
            },
        ] + photoPrograms
    }

    /// A photo, its words and what every form carries.
    static let photoBytes = Picture.mostBytes + 64 * 1024
    /// Photos of one need that are decoded in an hour, whatever becomes of them.
    static let photosAnHour = 60

    private func fileID(_ ask: Ask) throws(Refusal) -> ID {
        guard let id = ask.form["file"].flatMap({ ID($0) }) else { throw .notFound }
        return id
    }

    /// One photo of a need, for whoever may see its photos.
    private func photo(_ ask: Ask, of need: ID, for viewer: Viewer, in network: ID) async throws -> Answer {
        let photos =
            try await acts.photos(of: need, for: viewer, in: network)
            + acts.claimPhotos(of: need, for: viewer, in: network)
        guard let found = photos.first(where: { $0.code == ask.parameters["file"] }) else { throw Refusal.notFound }
        return try await files.answer(found.file, FileForm(ask))
    }

    // MARK: Before a body is read

    private func admitsRequester(_ ask: Ask) async throws {
        guard let (need, viewer) = try await requester(ask) else { throw Refusal.notFound }
        try await admit(need.id, viewer, need.networkID)
    }

    private func admitsMember(_ ask: Ask) async throws {
        try await admit(try ask.id("id"), ask.viewer, try ask.requireNetwork().id)
    }

    private func admitsProgram(_ ask: Ask) async throws {
        let (need, viewer) = try await acts.requester(ask, limiter)
        try await admit(need.id, viewer, need.networkID)
    }

    private func admit(_ id: ID, _ viewer: Viewer, _ network: ID) async throws {
        let now = acts.world.now()
        try await acts.database.read { db in
            guard let need = try db.need(id, in: network) else { throw Refusal.notFound }
            let ties = try db.ties(of: viewer, to: need, now: now)
            guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.notFound }
            try Policy.require(.addPhoto, viewer, ties: ties)
            try NeedRules.require(.addPhoto, in: need)
        }
        try await limiter.check(
            .upload, id.description, limit: NeedRoutes.photosAnHour, per: Time.hour, now: now)
    }

    // MARK: The requester's page

    private func addOnTrack(_ ask: Ask) async throws -> Answer {
        try await onHerPage(ask) { need, viewer in
            _ = try await acts.addPhoto(
                try await files.draft(of: ask), to: need.id, by: viewer, in: need.networkID, once: ask.uploadOnce)
            return "#photos"
        }
    }

    private func removeOnTrack(_ ask: Ask) async throws -> Answer {
        try await onHerPage(ask) { need, viewer in
            try await acts.removePhoto(try fileID(ask), of: need.id, by: viewer, in: need.networkID)
            return "#photos"
        }
    }

    // MARK: The case's page

    private func addOnCase(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        return try await shown(ask, id) {
            try await acts.addPhoto(
                try await files.draft(of: ask), to: id, by: ask.viewer, in: network.id, once: ask.uploadOnce)
            return .redirect(to: "/n/\(network.slug)/needs/\(id)?done=1#photos")
        }
    }

    // MARK: For programs

    private var photoPrograms: [Endpoint] {
        let member = "/api/v1/networks/{slug}/needs/{id}/photos", own = "/api/v1/track/{code}/photos"
        return [
            Endpoint(.get, member, .seeNeed, .api, "Photos of a need, for those on the case") { ask in
                let network = try ask.requireNetwork()
                let photos = try await acts.photos(of: try ask.id("id"), for: ask.viewer, in: network.id)
                return list(photos) { "/api/v1/networks/\(network.slug)/files/\($0)" }
            },
            Endpoint(
                .post, member, .addPhoto, .api, "Add a photo: multipart/form-data with photo and words", status: 201,
                mostBytes: NeedRoutes.photoBytes, admits: admitsMember
            ) { ask in
                let network = try ask.requireNetwork()
                let file = try await acts.addPhoto(
                    try await files.draft(of: ask), to: try ask.id("id"), by: ask.viewer, in: network.id,
                    once: ask.uploadOnce)
                let address = "/api/v1/networks/\(network.slug)/files/\(files.code(of: file.id))"
                return .json(FileView(file: file, address: address), status: 201)
            },
            Endpoint(.get, own, .track, .api, "The photos of one's own need") { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                return list(try await acts.photos(of: need.id, for: viewer, in: need.networkID)) {
                    "/api/v1/track/\(need.code)/photos/\($0)"
                }
            },
            Endpoint(
                .post, own, .track, .api, "Add a photo as the requester: multipart/form-data with photo and words",
                status: 201, mostBytes: NeedRoutes.photoBytes, admits: admitsProgram
            ) { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                let file = try await acts.addPhoto(
                    try await files.draft(of: ask), to: need.id, by: viewer, in: need.networkID, once: ask.uploadOnce)
                let address = "/api/v1/track/\(need.code)/photos/\(files.code(of: file.id))"
                return .json(FileView(file: file, address: address), status: 201)
            },
            Endpoint(.get, "\(own)/{file}", .track, .api, "One photo, as image/jpeg; ?size=small") { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                return try await photo(ask, of: need.id, for: viewer, in: need.networkID)
            },
            Endpoint(.post, "\(own)/remove", .track, .api, "Delete a photo as the requester") { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                let file = try ask.decoded(FileBody.self).file.flatMap { ID($0) }
                guard let file else { throw Refusal.invalid("file", SiteWords.missing) }
                try await acts.removePhoto(file, of: need.id, by: viewer, in: need.networkID)
                return .json(DoneView(id: file))
            },
        ]
    }

    struct FileBody: Decodable {
        let file: String?
    }

    func list(_ photos: [CasePhoto], _ address: (String) -> String) -> Answer {
        let views = photos.map { FileView(file: $0.file, address: address($0.code)) }
        return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
    }
}

/// The photos on the pages of a need.
struct PhotoParts {
    let frame: Frame

    init(_ frame: Frame) {
        self.frame = frame
    }

    /// - Parameters:
    ///   - need: whose photos they are.
    ///   - base: where the pages of this need are, for adding and deleting.
    ///   - source: the address of a photo by its code.
    func card(
        _ photos: [CasePhoto], of need: ID, base: String, source: (String) -> String, mayAdd: Bool, mayRemove: Bool,
        hint: Text,
        _ fields: Fields
    ) -> HTML {
        guard !photos.isEmpty || mayAdd else { return "" }
        let parts = FileParts(frame)
        let shown = photos.map { photo -> HTML in
            let removal: HTML = mayRemove ? parts.removal("\(base)/photos/remove", photo.file) : ""
            return "<li class=\"stack tight\">\(parts.photo(photo.file, at: source(photo.code)))\(removal)</li>"
        }
        let list: HTML = shown.isEmpty ? "" : "<ul class=\"photos\">\(shown)</ul>"
        let left = Need.mostPhotos - photos.count
        let form: HTML =
            mayAdd && left > 0 ? parts.form("\(base)/photos", fields, most: left, draft: "photos-\(need)") : ""
        return """
            <section class="card" id="photos"><h2>\(frame(CaseWords.photos))</h2>\
            <p class="small">\(frame.icon("lock"))\(frame(hint))</p>\(list)\(form)</section>
            """
    }
}
