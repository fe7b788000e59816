internal import CCurl
internal import Dispatch

/// A request to another server.
struct WebRequest: Sendable {
    /// What is posted, and as what.
    struct Body: Sendable {
        let type: String
        let text: String
    }

    let url: String
    /// What faults call it; nothing for its address without what follows the `?`, which can hold secrets.
    var name: String?
    /// What is posted; nothing gets.
    var body: Body?
    /// Further headers.
    var headers: [(name: String, value: String)] = []
    /// Name and secret for basic authentication.
    var credentials: (name: String, secret: String)?

    init(url: String, name: String? = nil) {
        self.url = url
        self.name = name
    }

    /// Posts a form.
    init(url: String, form: Form, credentials: (name: String, secret: String)? = nil) {
        self.url = url
        body = Body(type: "application/x-www-form-urlencoded", text: form.encoded)
        self.credentials = credentials
    }

    fileprivate var spoken: String { name ?? String(url.prefix { $0 != "?" && $0 != "#" }) }
}

struct WebFault: Error, CustomStringConvertible {
    let description: String
    /// What the other server answered; nothing where none did.
    let status: Int?

    init(_ description: String, status: Int? = nil) {
        self.description = description
        self.status = status
    }
}

/// The way out to other servers.
protocol WebPort: Sendable {
    /// The body of an answer that says that all is well (200–299).
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
        guard CurlWeb.isSafe(request.url) else { throw WebFault("\(request.spoken) is not https") }
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

    private static func list(of request: WebRequest) -> UnsafeMutablePointer<curl_slist>? {
        var list = curl_slist_append(nil, "Accept: application/json")
        if let body = request.body { list = curl_slist_append(list, "Content-Type: \(body.type)") }
        for header in request.headers { list = curl_slist_append(list, "\(header.name): \(header.value)") }
        return list
    }

    private static func perform(_ request: WebRequest) throws -> [UInt8] {
        guard let handle = curl_easy_init() else { throw WebFault("libcurl could not be started") }
        defer { curl_easy_cleanup(handle) }
        let headers = list(of: request)
        defer { curl_slist_free_all(headers) }
        let sink = Unmanaged.passRetained(Received(most: mostBytes))
        defer { sink.release() }
        _ = weft_curl_text(handle, CURLOPT_URL, request.url)
        _ = weft_curl_text(handle, CURLOPT_PROTOCOLS_STR, "https,http")
        _ = weft_curl_list(handle, CURLOPT_HTTPHEADER, headers)
        _ = weft_curl_number(handle, CURLOPT_TIMEOUT, mostSeconds)
        _ = weft_curl_number(handle, CURLOPT_NOSIGNAL, 1)
        if let body = request.body { _ = weft_curl_text(handle, CURLOPT_COPYPOSTFIELDS, body.text) }
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
            throw WebFault("\(request.spoken): \(String(cString: curl_easy_strerror(result)))")
        }
        var status = 0
        guard weft_curl_status(handle, &status) == CURLE_OK, (200...299).contains(status) else {
            throw WebFault("\(request.spoken) answered \(status)", status: status)
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
