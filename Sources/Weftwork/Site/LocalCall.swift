internal import CCurl
internal import Foundation

/// Speaks to a server on this machine through its socket.
public enum LocalCall {
    /// What a running server answers to `call`; nothing when none listens at `path`.
    public static func send(_ call: OperatorCall, to path: String) throws -> OperatorReply? {
        guard FileManager.default.fileExists(atPath: path), let handle = curl_easy_init() else { return nil }
        defer { curl_easy_cleanup(handle) }
        let body = [UInt8](try JSONEncoder().encode(call))
        let answer = Unmanaged.passRetained(Download())
        defer { answer.release() }
        _ = weft_curl_text(handle, CURLOPT_UNIX_SOCKET_PATH, path)
        _ = weft_curl_text(handle, CURLOPT_URL, "http://localhost/operator")
        _ = weft_curl_number(handle, CURLOPT_TIMEOUT, 3600)
        _ = weft_curl_number(handle, CURLOPT_POSTFIELDSIZE, body.count)
        _ = weft_curl_pointer(handle, CURLOPT_WRITEDATA, answer.toOpaque())
        _ = weft_curl_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, pointer in
            guard let bytes, let pointer else { return 0 }
            Unmanaged<Download>.fromOpaque(pointer).takeUnretainedValue()
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
        return try JSONDecoder().decode(OperatorReply.self, from: answer.takeUnretainedValue().data)
    }
}

/// The bytes of an answer as they come.
private final class Download {
    private(set) var data = Data()

    func append(_ bytes: UnsafeRawBufferPointer) {
        data.append(contentsOf: bytes)
    }
}
