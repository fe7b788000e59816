internal import CCurl
internal import Dispatch

/// A request to another server.
struct WebRequest: Sendable {
    let url: String
    /// The fields of a form that is posted; nothing gets.
    var form: Form?
    /// Name and secret for basic authentication.
    var credentials: (name: String, secret: String)?
}

struct WebFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// The way out to other servers.
protocol WebPort: Sendable {
    /// The body of an answer with status 200.
    /// - Throws: ``WebFault`` for everything else.
    func fetch(_ request: WebRequest) async throws -> [UInt8]
}

/// HTTP through libcurl, which blocks: on a queue of its own. Over TLS only, but on this machine itself; follows nobody
/// elsewhere, waits ten seconds, reads a quarter of a megabyte.
struct CurlWeb: WebPort {
    private static let mostBytes = 256 * 1024
    private static let mostSeconds = 10
    private let queue = DispatchQueue(label: "weft.web", attributes: .concurrent)

    func fetch(_ request: WebRequest) async throws -> [UInt8] {
        guard CurlWeb.isSafe(request.url) else { throw WebFault("\(request.url) is not https") }
        return try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<[UInt8], any Error>) in
            queue.async { continuation.resume(with: Result { try CurlWeb.perform(request) }) }
        }
    }

    /// Whether what goes there can be read on the way by nobody.
    static func isSafe(_ url: String) -> Bool {
        let own = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        return url.hasPrefix("https://")
            || own.contains { url == $0 || url.hasPrefix($0 + ":") || url.hasPrefix($0 + "/") }
    }

    private static func perform(_ request: WebRequest) throws -> [UInt8] {
        guard let handle = curl_easy_init() else { throw WebFault("libcurl could not be started") }
        defer { curl_easy_cleanup(handle) }
        let headers = curl_slist_append(nil, "Accept: application/json")
        defer { curl_slist_free_all(headers) }
        let sink = Unmanaged.passRetained(Received(most: mostBytes))
        defer { sink.release() }
        _ = weft_curl_text(handle, CURLOPT_URL, request.url)
        _ = weft_curl_text(handle, CURLOPT_PROTOCOLS_STR, "https,http")
        _ = weft_curl_list(handle, CURLOPT_HTTPHEADER, headers)
        _ = weft_curl_number(handle, CURLOPT_TIMEOUT, mostSeconds)
        _ = weft_curl_number(handle, CURLOPT_NOSIGNAL, 1)
        if let form = request.form { _ = weft_curl_text(handle, CURLOPT_COPYPOSTFIELDS, form.encoded) }
        if let credentials = request.credentials {
            _ = weft_curl_text(handle, CURLOPT_USERNAME, Form.encode(credentials.name))
            _ = weft_curl_text(handle, CURLOPT_PASSWORD, Form.encode(credentials.secret))
        }
        _ = weft_curl_pointer(handle, CURLOPT_WRITEDATA, sink.toOpaque())
        _ = weft_curl_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, pointer in
            guard let bytes, let pointer else { return 0 }
            let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Unmanaged<Received>.fromOpaque(pointer).takeUnretainedValue().take(buffer)
        }
        let result = curl_easy_perform(handle)
        guard result == CURLE_OK else {
            throw WebFault("\(request.url): \(String(cString: curl_easy_strerror(result)))")
        }
        var status = 0
        guard weft_curl_status(handle, &status) == CURLE_OK, status == 200 else {
            throw WebFault("\(request.url) answered \(status)")
        }
        return sink.takeUnretainedValue().bytes
    }
}

/// What libcurl has read so far.
private final class Received {
    private(set) var bytes: [UInt8] = []
    private let most: Int

    init(most: Int) {
        self.most = most
    }

    /// Takes a piece; none of one that is too much, which ends the transfer.
    func take(_ piece: UnsafeRawBufferPointer) -> Int {
        guard bytes.count + piece.count <= most else { return 0 }
        bytes += piece
        return piece.count
    }
}
