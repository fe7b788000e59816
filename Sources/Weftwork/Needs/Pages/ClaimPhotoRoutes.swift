internal import Database

/// The doors to photos of what was brought: on the need's page for whoever promised it, and for programs.
extension NeedRoutes {
    var claimPhotoEndpoints: [Endpoint] {
        let page = "/n/{slug}/claims/{id}/photos", program = "/api/v1/networks/{slug}/claims/{id}/photos"
        return [
            Endpoint(
                .post, page, .progress, .page, mostBytes: NeedRoutes.photoBytes, admits: admitsClaimant
            ) { ask in
                let (network, claim) = try await claim(ask)
                return try await shown(ask, claim.needID) {
                    try await acts.addPhoto(
                        try await files.draft(of: ask), toClaim: claim.id, by: ask.viewer, in: network.id,
                        once: ask.uploadOnce)
                    return .redirect(to: "/n/\(network.slug)/needs/\(claim.needID)?done=1#claim-\(claim.id)")
                }
            },
            Endpoint(.post, "\(page)/remove", .progress, .page) { ask in
                let (network, claim) = try await claim(ask)
                guard let file = ask.form["file"].flatMap({ ID($0) }) else { throw Refusal.notFound }
                return try await shown(ask, claim.needID) {
                    _ = try await acts.removePhoto(file, ofClaim: claim.id, by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/needs/\(claim.needID)?done=1#claim-\(claim.id)")
                }
            },
            Endpoint(.get, program, .seeNeed, .api, "Photos of what was brought, for those who may see them") { ask in
                let (network, claim) = try await claim(ask)
                let photos = try await acts.claimPhotos(of: claim.needID, for: ask.viewer, in: network.id)
                return list(photos.filter { $0.file.owner.id == claim.id }) {
                    "/api/v1/networks/\(network.slug)/files/\($0)"
                }
            },
            Endpoint(
                .post, program, .progress, .api,
                "Add a photo of what was brought, or of its waybill: multipart/form-data with photo and words",
                status: 201, mostBytes: NeedRoutes.photoBytes, admits: admitsClaimant
            ) { ask in
                let (network, claim) = try await claim(ask)
                let file = try await acts.addPhoto(
                    try await files.draft(of: ask), toClaim: claim.id, by: ask.viewer, in: network.id,
                    once: ask.uploadOnce)
                let address = "/api/v1/networks/\(network.slug)/files/\(files.code(of: file.id))"
                return .json(FileView(file: file, address: address), status: 201)
            },
            Endpoint(.post, "\(program)/remove", .progress, .api, "Delete a photo of one's own promise") { ask in
                let (network, claim) = try await claim(ask)
                let file = try ask.decoded(FileBody.self).file.flatMap { ID($0) }
                guard let file else { throw Refusal.invalid("file", SiteWords.missing) }
                _ = try await acts.removePhoto(file, ofClaim: claim.id, by: ask.viewer, in: network.id)
                return .json(DoneView(id: file))
            },
            Endpoint(
                .get, "/api/v1/track/{code}/delivery-photos", .track, .api,
                "Photos of what was brought to one's own need"
            ) { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                return list(try await acts.claimPhotos(of: need.id, for: viewer, in: need.networkID)) {
                    "/api/v1/track/\(need.code)/photos/\($0)"
                }
            },
        ]
    }

    private func claim(_ ask: Ask) async throws -> (Network, Claim) {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        guard let claim = try await acts.database.read({ db in try db.claim(id, in: network.id) }) else {
            throw Refusal.notFound
        }
        return (network, claim)
    }

    private func admitsClaimant(_ ask: Ask) async throws {
        let id = try ask.id("id")
        try await acts.admitPhoto(toClaim: id, by: ask.viewer, in: try ask.requireNetwork().id)
        try await limiter.check(
            .upload, id.description, limit: NeedRoutes.photosAnHour, per: Time.hour, now: acts.world.now())
    }
}

/// Photos of what was brought, on pages.
struct ClaimPhotoParts {
    let frame: Frame

    /// In the row of a promise on the need's page: what is there, and – for whoever promised – one more.
    func row(_ claim: Claim, _ file: CaseFile, slug: String, _ fields: Fields) -> HTML {
        let photos = file.claimPhotos[claim.id] ?? [], base = "/n/\(slug)/claims/\(claim.id)/photos"
        let isMine = frame.ask.viewer.member?.id == claim.memberID
        let mayAdd = isMine && claim.state.isLive && file.need.state.isOpen
        let list = gallery(photos, at: { "/n/\(slug)/files/\($0)" }, removal: mayAdd ? "\(base)/remove" : nil)
        guard mayAdd, photos.count < Claim.mostPhotos else { return list }
        let own = fields.of("photo-\(claim.id)"), left = Claim.mostPhotos - photos.count
        let form = FileParts(frame).form(
            base, own, most: left, draft: "claim-photos-\(claim.id)", place: "claim-\(claim.id)")
        return """
            \(list)\(own.folded(ClaimWords.addPhoto, "<p class=\"small\">\(frame.icon("lock"))\(frame(ClaimWords.photoWho))</p>\(form)"))
            """
    }

    /// On her page: what was brought, as whoever brought it saw it.
    func card(_ file: CaseFile) -> HTML {
        let photos = file.claims.flatMap { file.claimPhotos[$0.claim.id] ?? [] }
        guard !photos.isEmpty else { return "" }
        let list = gallery(photos, at: { "/t/\(file.need.code)/photos/\($0)" }, removal: nil)
        return """
            <section class="card" id="delivery-photos"><h2>\(frame(ClaimWords.photos))</h2>\
            <p class="small">\(frame.icon("lock"))\(frame(ClaimWords.photoWho))</p>\(list)</section>
            """
    }

    private func gallery(_ photos: [CasePhoto], at source: (String) -> String, removal: String?) -> HTML {
        guard !photos.isEmpty else { return "" }
        let parts = FileParts(frame)
        let shown = photos.map { photo -> HTML in
            let remove: HTML = removal.map { parts.removal($0, photo.file) } ?? ""
            return "<li class=\"stack tight\">\(parts.photo(photo.file, at: source(photo.code)))\(remove)</li>"
        }
        return "<ul class=\"photos\">\(shown)</ul>"
    }
}
