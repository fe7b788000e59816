internal import CSodium

/// The few calls to libsodium that the product makes.
enum Sodium {
    /// XChaCha20-Poly1305 makes nonces long enough to be drawn at random.
    static let nonceLength = 24
    static let keyLength = 32

    /// libsodium chooses its fastest code once; every call after the first does nothing.
    private static let isReady: Bool = sodium_init() >= 0

    /// The version of the library that is linked.
    static var version: String { String(cString: sodium_version_string()) }

    static func randomBytes(_ count: Int) -> [UInt8] {
        precondition(isReady, "libsodium could not be started: no source of randomness")
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// BLAKE2b of `message`, keyed where there is a key; 32 bytes. A key longer than BLAKE2b takes (64 bytes) is hashed first.
    static func hash(_ message: [UInt8], key: [UInt8] = []) -> [UInt8] {
        precondition(isReady)
        let key = key.count > 64 ? hash(key) : key
        var digest = [UInt8](repeating: 0, count: 32)
        let status = crypto_generichash(
            &digest, 32, message, UInt64(message.count), key.isEmpty ? nil : key, key.count)
        precondition(status == 0, "libsodium refused to hash")
        return digest
    }

    /// HMAC-SHA256 (RFC 2104) with a key of any length; 32 bytes.
    static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        precondition(isReady)
        var state = crypto_auth_hmacsha256_state(), digest = [UInt8](repeating: 0, count: 32)
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &digest)
        return digest
    }

    /// A password as it is stored: Argon2id with its salt and costs (RFC 9106), 64 MiB and two passes. Takes a fifth of a second.
    static func passwordHash(_ password: String) -> String? {
        precondition(isReady)
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let status = crypto_pwhash_str(
            &text, password, UInt64(password.utf8.count), UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE),
            Int(crypto_pwhash_MEMLIMIT_INTERACTIVE))
        guard status == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func isPassword(_ password: String, of hash: String) -> Bool {
        precondition(isReady)
        return crypto_pwhash_str_verify(hash, password, UInt64(password.utf8.count)) == 0
    }

    /// `nonce ‖ ciphertext ‖ tag`; `context` is authenticated with it, so that it opens nowhere else.
    static func seal(_ message: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]) -> [UInt8] {
        precondition(isReady && key.count == keyLength && nonce.count == nonceLength)
        var box = [UInt8](repeating: 0, count: message.count + 16)
        crypto_aead_xchacha20poly1305_ietf_encrypt(
            &box, nil, message, UInt64(message.count), context, UInt64(context.count), nil, nonce, key)
        return nonce + box
    }

    /// What was sealed, or nothing where key or context is another, or a bit has changed.
    static func open(_ box: [UInt8], key: [UInt8], context: [UInt8]) -> [UInt8]? {
        precondition(isReady && key.count == keyLength)
        guard box.count >= nonceLength + 16 else { return nil }
        let nonce = Array(box.prefix(nonceLength)), cipher = Array(box.dropFirst(nonceLength))
        var message = [UInt8](repeating: 0, count: cipher.count - 16)
        let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &message, nil, nil, cipher, UInt64(cipher.count), context, UInt64(context.count), nonce, key)
        return status == 0 ? message : nil
    }

    /// Compares without telling by its time where the difference is.
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }
}

/// Base64 for addresses (RFC 4648, section 5), without padding.
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(held >> UInt32(bits)) & 63])
            }
        }
        if bits > 0 { text.append(alphabet[Int(held << UInt32(6 - bits)) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            held = held << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        return bytes
    }
}
