internal import Database
internal import Foundation

/// A kind of object that files hang on, named by the capability that owns it.
struct FileKind: RawRepresentable, Sendable, Hashable {
    let rawValue: String
}

/// What a file hangs on. Files knows none of these objects: who may see one is asked of its keeper.
struct FileOwner: Sendable, Equatable {
    let kind: FileKind
    let id: ID
    /// Whose key seals it, and with whom it is forgotten: a person, a need.
    let subject: ID
    /// Nothing for what is a person's own in all their networks.
    let network: ID?
}

/// A file as lists tell of it, its words opened; the bytes are read by themselves.
struct StoredFile: Sendable, Equatable {
    let id: ID
    let owner: FileOwner
    /// As the sender's device called it.
    let name: String
    /// What it shows, in one line.
    let words: String
    let width: Int
    let height: Int
    /// Bytes of its large form, as stored.
    let size: Int
    let at: Int64
}

/// What is to be kept: the picture made anew, with what was said about it.
struct FileDraft: Sendable {
    let picture: Picture
    let name: String
    let words: String
}

/// Which of its two forms.
enum FileForm: String, Sendable {
    case full, small
}

enum FileStore {
    static let migration = Migration(
        "2026-11-25 files",
        [
            // By subject, as their keys: a person's photo goes with them into each of their networks, a need's with its need.
            """
            CREATE TABLE files (
                subject_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, object_id \(.id) NOT NULL,
                in_network \(.id), label \(.blob) NOT NULL, width \(.int) NOT NULL, height \(.int) NOT NULL,
                size \(.int) NOT NULL, at \(.int) NOT NULL, PRIMARY KEY (subject_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX files_id ON files (id)",
            "CREATE INDEX files_object ON files (kind, object_id, id)",
            // In pieces: whoever copies tables holds some hundred rows at once.
            """
            CREATE TABLE file_pieces (
                subject_id \(.id) NOT NULL, file_id \(.id) NOT NULL, form TEXT NOT NULL, number \(.int) NOT NULL,
                bytes \(.blob) NOT NULL, PRIMARY KEY (subject_id, file_id, form, number)
            ) \(.strict)
            """,
        ])

    fileprivate static let pieceLength = 64 * 1024
}

/// What is sealed of a file beside its bytes.
private struct FileLabel: Codable {
    let name: String
    let words: String
}

extension StoredFile {
    fileprivate static let columns: SQL = """
        f.id, f.kind, f.object_id, f.subject_id, f.in_network, f.width, f.height, f.size, f.at, f.label, k.wrapped
        """
    fileprivate static let tables: SQL = "files f JOIN subject_keys k ON k.subject_id = f.subject_id"

    /// Nothing where its subject was forgotten.
    fileprivate init?(row: Row, vault: Vault) throws {
        id = try row[0]
        owner = FileOwner(
            kind: FileKind(rawValue: try row[1]), id: try row[2], subject: try row[3], network: try row[4])
        width = try row[5]
        height = try row[6]
        size = try row[7]
        at = try row[8]
        guard
            let label = vault.value(
                FileLabel.self, in: try row[9], wrapped: try row[10], of: owner.subject,
                context: StoredFile.context(id, "label"))
        else { return nil }
        name = label.name
        words = label.words
    }

    fileprivate static func context(_ id: ID, _ part: String) -> [UInt8] { id.bytes + Array(part.utf8) }
}

extension Connection {
    /// Keeps a file; the object has no more than `most`.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it has as many, ``Refusal/notFound`` where its subject was forgotten.
    func keep(_ draft: FileDraft, of owner: FileOwner, most: Int, id: ID, vault: Vault, at now: Int64) throws
        -> StoredFile
    {
        guard let key = try key(of: owner.subject, in: vault) else { throw Refusal.notFound }
        guard try fileCount(of: owner) < most else { throw Refusal.conflict(FileWords.tooMany(most)) }
        let picture = draft.picture
        let label = try JSONEncoder().encode(FileLabel(name: draft.name, words: draft.words))
        func sealed(_ bytes: [UInt8], _ part: String) -> [UInt8] {
            vault.seal(bytes, key: key, context: StoredFile.context(id, part))
        }
        try execute(
            """
            INSERT INTO files (subject_id, id, kind, object_id, in_network, label, width, height, size, at)
            VALUES (\(owner.subject), \(id), \(owner.kind.rawValue), \(owner.id), \(owner.network),
                \(sealed([UInt8](label), "label")), \(picture.width), \(picture.height), \(picture.full.count), \(now))
            """)
        for (form, bytes) in [(FileForm.full, picture.full), (.small, picture.small)] {
            try insertPieces(of: id, owner.subject, form, sealed(bytes, form.rawValue))
        }
        return StoredFile(
            id: id, owner: owner, name: draft.name, words: draft.words, width: picture.width, height: picture.height,
            size: picture.full.count, at: now)
    }

    private func insertPieces(of file: ID, _ subject: ID, _ form: FileForm, _ box: [UInt8]) throws {
        let length = FileStore.pieceLength
        for (number, start) in stride(from: 0, to: box.count, by: length).enumerated() {
            try execute(
                """
                INSERT INTO file_pieces (subject_id, file_id, form, number, bytes)
                VALUES (\(subject), \(file), \(form.rawValue), \(number),
                    \(Array(box[start..<min(start + length, box.count)])))
                """)
        }
    }

    func fileCount(of owner: FileOwner) throws -> Int {
        try value("SELECT count(*) FROM files WHERE kind = \(owner.kind.rawValue) AND object_id = \(owner.id)") ?? 0
    }

    /// The files of an object, the first first; none once its subject was forgotten.
    func files(of owner: FileOwner, vault: Vault) throws -> [StoredFile] {
        try query(
            """
            SELECT \(StoredFile.columns) FROM \(StoredFile.tables)
            WHERE f.kind = \(owner.kind.rawValue) AND f.object_id = \(owner.id) ORDER BY f.id LIMIT 200
            """
        ) { try StoredFile(row: $0, vault: vault) }.compactMap { $0 }
    }

    /// Everything that is sealed with one subject's key.
    func files(ofSubject subject: ID, vault: Vault) throws -> [StoredFile] {
        try query(
            """
            SELECT \(StoredFile.columns) FROM \(StoredFile.tables) WHERE f.subject_id = \(subject) ORDER BY f.id LIMIT 1000
            """
        ) { try StoredFile(row: $0, vault: vault) }.compactMap { $0 }
    }

    func file(_ id: ID, vault: Vault) throws -> StoredFile? {
        try first("SELECT \(StoredFile.columns) FROM \(StoredFile.tables) WHERE f.id = \(id)") {
            try StoredFile(row: $0, vault: vault)
        } ?? nil
    }

    /// One form of a file, opened; nothing once its subject was forgotten.
    func bytes(of file: StoredFile, _ form: FileForm, vault: Vault) throws -> [UInt8]? {
        guard let key = try key(of: file.owner.subject, in: vault) else { return nil }
        let pieces = try query(
            """
            SELECT bytes FROM file_pieces WHERE subject_id = \(file.owner.subject) AND file_id = \(file.id)
                AND form = \(form.rawValue) ORDER BY number
            """
        ) { try $0[0] as [UInt8] }
        return vault.open(Array(pieces.joined()), key: key, context: StoredFile.context(file.id, form.rawValue))
    }

    @discardableResult
    func removeFile(_ id: ID, of owner: FileOwner) throws -> Bool {
        let isGone =
            try execute(
                """
                DELETE FROM files WHERE subject_id = \(owner.subject) AND id = \(id) AND kind = \(owner.kind.rawValue)
                    AND object_id = \(owner.id)
                """) == 1
        if isGone { try execute("DELETE FROM file_pieces WHERE subject_id = \(owner.subject) AND file_id = \(id)") }
        return isGone
    }

    /// Removes what hangs on an object that is gone.
    func removeFiles(of owner: FileOwner) throws {
        let ids = try query(
            "SELECT id FROM files WHERE kind = \(owner.kind.rawValue) AND object_id = \(owner.id)"
        ) { try $0[0] as ID }
        for id in ids { try removeFile(id, of: owner) }
    }

    /// Removes what was sealed for somebody who is forgotten: without their key nobody can open it any more.
    func removeFiles(ofSubject subject: ID) throws {
        try execute("DELETE FROM file_pieces WHERE subject_id = \(subject)")
        try execute("DELETE FROM files WHERE subject_id = \(subject)")
    }
}

/// A file for programs: everything but its bytes, and where these are.
struct FileView: View {
    let file: StoredFile
    let address: String

    func write(to json: inout JSON) {
        json.object {
            $0.field("id", file.id)
            $0.field("words", file.words)
            $0.field("width", file.width)
            $0.field("height", file.height)
            $0.field("size", file.size)
            $0.field("at", moment: file.at)
            $0.field("address", address)
        }
    }
}
