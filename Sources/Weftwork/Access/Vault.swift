public import Database
internal import Foundation

/// Seals private fields: each subject (a person, a requester) has a key of its own, wrapped by the master key, so that
/// forgetting somebody is destroying one key. Look-up is by keyed hash only.
public struct Vault: Sendable {
    private let master: [UInt8]
    private let lookup: [UInt8]
    private let world: World

    /// - Parameters:
    ///   - master: 32 secret bytes, kept outside the database and its backups.
    ///   - sealedLookup: the key for looking things up, where an earlier master key made it.
    ///   - world: where keys and nonces come from.
    public init(master: [UInt8], sealedLookup: [UInt8]? = nil, world: World) {
        self.master = Sodium.hash(Array("weft master".utf8), key: master)
        let kept = sealedLookup.flatMap { [master = self.master] box in
            Sodium.open(box, key: master, context: Array(Vault.lookupContext.utf8))
        }
        lookup = kept ?? Sodium.hash(Array("weft lookup".utf8), key: master)
        self.world = world
    }

    private static let lookupContext = "lookup"

    private init(derived master: [UInt8], lookup: [UInt8], world: World) {
        self.master = master
        self.lookup = lookup
        self.world = world
    }

    /// The same vault under another master key: what is looked up stays found.
    func rotated(to master: [UInt8]) -> Vault {
        Vault(derived: Sodium.hash(Array("weft master".utf8), key: master), lookup: lookup, world: world)
    }

    /// The key for looking things up, sealed, to be kept where another master key follows.
    var sealedLookup: [UInt8] { sealLoose(lookup, context: Vault.lookupContext) }

    /// A subject's key as it is stored.
    func wrap(_ key: [UInt8], for subject: ID) -> [UInt8] { seal(key, key: master, context: subject.bytes) }

    /// A subject's key, and how it is stored.
    public func newKey(for subject: ID) -> (key: [UInt8], wrapped: [UInt8]) {
        let key = world.bytes(Sodium.keyLength)
        return (key, seal(key, key: master, context: subject.bytes))
    }

    /// The subject's key from its stored form.
    public func unwrap(_ wrapped: [UInt8], for subject: ID) -> [UInt8]? {
        Sodium.open(wrapped, key: master, context: subject.bytes)
    }

    /// `message` sealed with a subject's `key`; opens only for the same `context` (the row it belongs to).
    public func seal(_ message: [UInt8], key: [UInt8], context: [UInt8]) -> [UInt8] {
        Sodium.seal(message, key: key, nonce: world.bytes(Sodium.nonceLength), context: context)
    }

    public func open(_ box: [UInt8], key: [UInt8], context: [UInt8]) -> [UInt8]? {
        Sodium.open(box, key: key, context: context)
    }

    /// What belongs to no subject (a mail that waits): sealed with the master key.
    public func sealLoose(_ message: [UInt8], context: String) -> [UInt8] {
        seal(message, key: master, context: Array(context.utf8))
    }

    public func openLoose(_ box: [UInt8], context: String) -> [UInt8]? {
        Sodium.open(box, key: master, context: Array(context.utf8))
    }

    /// The keyed hash by which `value` is found again; `kind` keeps a phone from matching a mail address.
    public func fingerprint(_ kind: String, _ value: String) -> [UInt8] {
        Sodium.hash(Array(kind.utf8) + [0] + Array(value.utf8), key: lookup)
    }

    /// By which two servers know that they have the same master key; it tells nothing of the key.
    public var keyCheck: String { Hex.encode(Sodium.hash(Array("key check".utf8), key: master).prefix(12)) }

    /// The same as stores wrote it before a master key could be changed.
    var formerKeyCheck: String { Hex.encode(fingerprint("key check", "weftwork").prefix(12)) }

    /// The secret part of a link to the object `id`: computed from it, kept nowhere (decision 4).
    func linkCode(_ kind: String, _ id: ID) -> String {
        Base64URL.encode(id.bytes + fingerprint(kind, id.description).prefix(12))
    }

    /// The object to which a link leads; nothing for a code that this server did not make.
    func id(_ kind: String, ofLinkCode code: String) -> ID? {
        guard let bytes = Base64URL.decode(code), bytes.count == 28, let id = ID(bytes: bytes.prefix(16)),
            Sodium.equal(bytes, id.bytes + fingerprint(kind, id.description).prefix(12))
        else { return nil }
        return id
    }

    /// A fingerprint folded to 64 bits, for indexes in which a rare false match does no harm.
    public func shortFingerprint(_ kind: String, _ value: String) -> Int64 {
        Int64(bitPattern: fingerprint(kind, value).prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}

extension Vault {
    /// What is said of a secret that can be guessed.
    public static var weakKey: Text { SiteWords.weakMasterKey }

    /// The master key in the file at `path`, made there (readable by its owner only) if there is none. Several who come at once
    /// end with the same key: a key that another has replaced would leave unreadable what was sealed with it.
    public static func masterKey(at path: String, world: World) throws -> [UInt8] {
        if let key = try storedKey(at: path) { return key }
        let draft = "\(path).\(world.newID())"
        let made = FileManager.default.createFile(
            atPath: draft,
            contents: Data((Base64URL.encode(world.bytes(Sodium.keyLength)) + "\n").utf8),
            attributes: [.posixPermissions: 0o600])
        guard made else { throw Refusal.unreadable(SiteWords.badMasterKey(path)) }
        // A link takes the name only while nobody has it, and with it the whole content.
        _ = link(draft, path)
        unlink(draft)
        guard let key = try storedKey(at: path) else { throw Refusal.unreadable(SiteWords.badMasterKey(path)) }
        return key
    }

    private static func storedKey(at path: String) throws -> [UInt8]? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        guard let key = fileKey([UInt8](data)) else { throw Refusal.unreadable(SiteWords.badMasterKey(path)) }
        return key
    }

    /// The key as its file holds it.
    private static func fileKey(_ content: [UInt8]) -> [UInt8]? {
        let text = String(decoding: content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return Base64URL.decode(text).flatMap { $0.count == Sodium.keyLength ? $0 : nil }
    }

    /// The keys that a copy can mean: the one of a file, or the text of `WEFT_MASTER_KEY`.
    static func keys(in copy: [UInt8]) -> [[UInt8]] {
        let text = String(decoding: copy, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return [fileKey(copy), Array(text.utf8)].compactMap { $0 }
    }
}

extension Vault {
    /// What was sealed with the key of `subject`, which stands beside it; nothing once that is destroyed.
    func value<T: Decodable>(
        _ type: T.Type, in box: [UInt8], wrapped: [UInt8]?, of subject: ID, context: [UInt8]
    ) -> T? {
        guard let wrapped, let key = unwrap(wrapped, for: subject), let bytes = open(box, key: key, context: context)
        else { return nil }
        return try? JSONDecoder().decode(type, from: Data(bytes))
    }
}

extension Connection {
    /// A value sealed with the key of `subject`; nothing once that is destroyed.
    func sealed(_ value: some Encodable, of subject: ID, context: [UInt8], in vault: Vault) throws -> [UInt8]? {
        guard let key = try key(of: subject, in: vault) else { return nil }
        return vault.seal([UInt8](try JSONEncoder().encode(value)), key: key, context: context)
    }
}

extension Connection {
    /// Makes and stores a key for `subject`.
    func makeKey(for subject: ID, in vault: Vault) throws -> [UInt8] {
        let (key, wrapped) = vault.newKey(for: subject)
        try execute("INSERT INTO subject_keys (subject_id, wrapped) VALUES (\(subject), \(wrapped))")
        return key
    }

    /// The key of `subject`; nothing when it was destroyed, or sealed with a master key that is lost.
    /// - Throws: ``Refusal/unavailable(retryAfter:)`` when the store has been given another master key than this vault's.
    func key(of subject: ID, in vault: Vault) throws -> [UInt8]? {
        let wrapped = try value(
            "SELECT wrapped FROM subject_keys WHERE subject_id = \(subject)", as: [UInt8].self)
        guard let wrapped else { return nil }
        if let key = vault.unwrap(wrapped, for: subject) { return key }
        // A store that was given another key must not look as if everybody in it had been forgotten.
        if try otherKey(than: vault) != nil { throw Refusal.unavailable(retryAfter: 60) }
        return nil
    }
}
