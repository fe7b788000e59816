internal import CSodium

/// Ed25519 signatures (RFC 8032) by libsodium: the same message and key give the same signature.
enum Ed25519 {
    static let seedLength = 32

    /// The public key of a secret seed.
    static func publicKey(seed: [UInt8]) -> [UInt8] { pair(seed).public }

    static func sign(_ message: [UInt8], seed: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        let status = crypto_sign_detached(&signature, nil, message, UInt64(message.count), pair(seed).secret)
        precondition(status == 0, "libsodium refused to sign")
        return signature
    }

    static func isSignature(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == Int(crypto_sign_BYTES), publicKey.count == Int(crypto_sign_PUBLICKEYBYTES) else {
            return false
        }
        return crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }

    private static func pair(_ seed: [UInt8]) -> (public: [UInt8], secret: [UInt8]) {
        precondition(seed.count == seedLength)
        // Any call of ours readies the library.
        _ = Sodium.hash([])
        var open = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        var secret = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        let status = crypto_sign_seed_keypair(&open, &secret, seed)
        precondition(status == 0, "libsodium made no key")
        return (open, secret)
    }
}

/// Base58 as Bitcoin writes it, for identifiers that name their own key (did:key).
enum Base58 {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    /// - Complexity: O(n²), for keys of some dozens of bytes.
    static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            var carry = Int(byte)
            for index in digits.indices {
                carry += Int(digits[index]) << 8
                digits[index] = UInt8(carry % 58)
                carry /= 58
            }
            while carry > 0 {
                digits.append(UInt8(carry % 58))
                carry /= 58
            }
        }
        let zeros = bytes.prefix { $0 == 0 }.map { _ in alphabet[0] }
        return String(decoding: zeros + digits.reversed().map { alphabet[Int($0)] }, as: UTF8.self)
    }
}

/// The identifier that is an Ed25519 key itself: whoever has it can check a signature and needs to ask nobody.
struct DIDKey: Sendable, Equatable {
    /// The multibase form of the key with its kind before it.
    let name: String

    init(publicKey: [UInt8]) {
        name = "z" + Base58.encode([0xED, 0x01] + publicKey)
    }

    var did: String { "did:key:\(name)" }
    /// The key within the identifier, as a signature names it.
    var kid: String { "\(did)#\(name)" }
}
