internal import CCrypto
internal import CQREncode

/// The calls to libcrypto that the product makes: what libsodium lacks.
enum Crypto {
    /// The version of the library that is linked.
    static var version: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }

    static func hmacSHA1(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        let isDone = weft_hmac_sha1(key, Int32(key.count), message, message.count, &digest)
        precondition(isDone == 1, "libcrypto has no SHA-1")
        return digest
    }

    static func sha256(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        precondition(weft_sha256(message, message.count, &digest) == 1, "libcrypto has no SHA-256")
        return digest
    }

    /// Whether `signature` is that of `message` by the RSA key with this modulus and exponent (RS256).
    static func isSignature(_ signature: [UInt8], of message: [UInt8], modulus: [UInt8], exponent: [UInt8]) -> Bool {
        weft_rsa_verify(
            modulus, Int32(clamping: modulus.count), exponent, Int32(clamping: exponent.count), message, message.count,
            signature, signature.count) == 1
    }
}

/// One-time codes of an authenticator app (RFC 6238): six digits for each half minute.
enum TOTP {
    static let step = 30 * Time.second
    /// Clocks of phones go a little wrong: the step before and after are taken, too.
    static let drift: Int64 = 1

    static func code(secret: [UInt8], counter: Int64) -> String {
        let bits = UInt64(bitPattern: counter)
        let digest = Crypto.hmacSHA1(
            key: secret, (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) })
        let start = Int(digest[19] & 15)
        let number = digest[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        return String(String(1_000_000 + number % 1_000_000).dropFirst())
    }

    /// The step whose code this is; nothing for a wrong one, or one that is not later than `used`: each is good once.
    static func counter(of code: String, secret: [UInt8], now: Int64, after used: Int64) -> Int64? {
        let present = now / step
        return (present - drift...present + drift).first { counter in
            counter > used && Sodium.equal(Array(self.code(secret: secret, counter: counter).utf8), Array(code.utf8))
        }
    }

    /// As authenticator apps take it in.
    static func address(secret: [UInt8], account: String, issuer: String) -> String {
        "otpauth://totp/\(Form.encode(issuer)):\(Form.encode(account))?secret=\(Base32.encode(secret))"
            + "&issuer=\(Form.encode(issuer))"
    }
}

/// Base32 (RFC 4648, section 6) without padding.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    static func encode(_ bytes: [UInt8]) -> String {
        var text = "", held: UInt32 = 0, bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(held >> UInt32(bits)) & 31])
            }
        }
        if bits > 0 { text.append(alphabet[Int(held << UInt32(5 - bits)) & 31]) }
        return text
    }
}

/// QR codes as pictures.
enum QRPicture {
    /// The code of `text` as dark and light modules, without the quiet margin; nothing for what is too long for one.
    static func modules(_ text: String) -> (width: Int, isDark: [Bool])? {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        return (width, (0..<width * width).map { data[$0] & 1 == 1 })
    }

    /// An SVG of the code of `text`, with the quiet margin it needs; nothing for what is too long for one.
    static func svg(_ text: String, label: String) -> HTML? {
        guard let (width, isDark) = modules(text) else { return nil }
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, isDark[row * width + column] { column += 1 }
                if column > start { path += "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z" }
                column += 1
            }
        }
        return """
            <svg class="qr" viewBox="0 0 \(width + 8) \(width + 8)" role="img" aria-label="\(label)" shape-rendering="crispEdges">\
            <rect width="100%" height="100%" class="paper"/><path d="\(path)"/></svg>
            """
    }
}
