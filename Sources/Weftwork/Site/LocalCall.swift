internal import CCurl
internal import Foundation

extension OperatorCall {
    /// A file that is handed over may be this long as JSON.
    static let mostBytes = 32 * 1024 * 1024
}

/// Speaks to a server on this machine through its socket.
public enum LocalCall {
    /// Has a running server do `call` and tells each piece of what it says as it comes.
    ///
    /// - Returns: the command's exit code; nothing when no server listens at `path`.
    public static func send(_ call: OperatorCall, to path: String, tell: @escaping (OperatorPiece) -> Void) throws
        -> Int32?
    {
        guard FileManager.default.fileExists(atPath: path), let handle = curl_easy_init() else { return nil }
        defer { curl_easy_cleanup(handle) }
        let body = [UInt8](try JSONEncoder().encode(call))
        let answer = Unmanaged.passRetained(Pieces(tell))
        defer { answer.release() }
        _ = weft_curl_text(handle, CURLOPT_UNIX_SOCKET_PATH, path)
        _ = weft_curl_text(handle, CURLOPT_URL, "http://localhost/operator")
        _ = weft_curl_number(handle, CURLOPT_TIMEOUT, 86400)
        _ = weft_curl_number(handle, CURLOPT_POSTFIELDSIZE, body.count)
        _ = weft_curl_pointer(handle, CURLOPT_WRITEDATA, answer.toOpaque())
        _ = weft_curl_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, pointer in
            guard let bytes, let pointer else { return 0 }
            Unmanaged<Pieces>.fromOpaque(pointer).takeUnretainedValue()
                .append(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        let status = body.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            _ = weft_curl_text(handle, CURLOPT_POSTFIELDS, start)
            return curl_easy_perform(handle)
        }
        if status == CURLE_COULDNT_CONNECT { return nil }
        guard status == CURLE_OK else { throw MailFault(String(cString: curl_easy_strerror(status))) }
        guard let code = answer.takeUnretainedValue().status else {
            throw MailFault("the server ended in the midst of it")
        }
        return code
    }
}

/// The lines of an answer as they come.
private final class Pieces {
    private let tell: (OperatorPiece) -> Void
    private var rest = Data()
    private(set) var status: Int32?

    init(_ tell: @escaping (OperatorPiece) -> Void) {
        self.tell = tell
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        rest.append(contentsOf: bytes)
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = Data(rest[..<end])
            rest = Data(rest[(end + 1)...])
            guard let piece = try? JSONDecoder().decode(OperatorPiece.self, from: line) else { continue }
            if case .status(let code) = piece { status = code } else { tell(piece) }
        }
    }
}
