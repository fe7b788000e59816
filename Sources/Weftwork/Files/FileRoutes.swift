internal import Database

/// Who may see the files of each kind of object: asked of the capability that owns it.
struct FileKeepers: Sendable {
    /// Whether whoever asks may see a file of an object of theirs.
    typealias Keeper = @Sendable (Ask, StoredFile) async throws -> Bool

    private var keepers: [FileKind: Keeper] = [:]

    mutating func register(_ kind: FileKind, _ keeper: @escaping Keeper) { keepers[kind] = keeper }

    /// What nobody keeps nobody sees.
    func maySee(_ file: StoredFile, _ ask: Ask) async throws -> Bool {
        guard let keeper = keepers[file.owner.kind] else { return false }
        if let network = file.owner.network, network != ask.network?.id { return false }
        return try await keeper(ask, file)
    }
}

/// Where files are kept and read, for every capability.
struct Files: Sendable {
    let database: any Database
    let vault: Vault
    let workers = PictureWorkers()

    /// The secret part of a file's address: it names the file and nothing else, and opens nothing by itself.
    func code(of file: ID) -> String { vault.linkCode("file", file) }

    /// - Throws: ``Refusal/notFound`` for an address that this server did not make, or a file that is gone.
    func file(code: String) async throws -> StoredFile {
        guard let id = vault.id("file", ofLinkCode: code),
            let file = try await database.read({ [vault] db in try db.file(id, vault: vault) })
        else { throw Refusal.notFound }
        return file
    }

    /// The answer that shows a picture: never more than a picture, whatever its bytes say.
    func answer(_ file: StoredFile, _ form: FileForm) async throws -> Answer {
        let bytes = try await database.read { [vault] db in try db.bytes(of: file, form, vault: vault) }
        guard let bytes else { throw Refusal.notFound }
        return Answer(
            headers: [
                ("Content-Type", "image/jpeg"), ("Content-Disposition", "inline; filename=\"photo.jpg\""),
                ("Cache-Control", "private"), ("Content-Security-Policy", "default-src 'none'; sandbox"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
            ], body: .bytes(bytes))
    }

    /// What a form with a photo carries, the picture made anew.
    /// - Throws: ``Refusal/invalid(_:)`` at `photo` or `words`.
    func draft(of ask: Ask) async throws -> FileDraft {
        let part = ask.parts?.file("photo")
        guard let part else { throw Refusal.invalid("photo", FileWords.choose) }
        let words = try PictureRules.words(ask.form["words"] ?? "", field: "words")
        return FileDraft(
            picture: try await workers.picture(part.content, field: "photo"),
            name: PictureRules.name(part.fileName ?? ""), words: words)
    }
}

/// The doors to files: of a person, and of what belongs to a network.
struct FileRoutes: Sendable {
    let files: Files
    let keepers: FileKeepers

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/files/{code}", .seeFile, .page, handle: show),
            Endpoint(.get, "/n/{slug}/files/{code}", .seeFile, .page, handle: show),
            Endpoint(
                .get, "/api/v1/networks/{slug}/files/{code}", .seeFile, .api, "A file, as image/jpeg; ?size=small",
                handle: show),
        ]
    }

    private func show(_ ask: Ask) async throws -> Answer {
        let file = try await files.file(code: ask.parameters["code"] ?? "")
        guard try await keepers.maySee(file, ask) else { throw Refusal.notFound }
        return try await files.answer(file, FileForm(ask))
    }
}

extension FileForm {
    /// Which form the address asks for.
    init(_ ask: Ask) { self = ask.query["size"] == "small" ? .small : .full }
}
