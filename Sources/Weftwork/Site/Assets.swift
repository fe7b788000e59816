internal import Foundation

/// Style sheets, scripts and icons: read once at the start, served under a name that changes with their content.
struct Assets: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        let compressed: [UInt8]?
        let type: String
    }

    let files: [String: File]
    /// Part of every asset's address; another as soon as one byte of them is.
    let version: String

    static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    ]

    init() throws {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Resources/assets")
        var files: [String: File] = [:]
        var content: [UInt8] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            guard let type = Assets.types[(name as NSString).pathExtension] else { continue }
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            files[name] = File(bytes: bytes, compressed: Gzip.compress(bytes, level: 9), type: type)
            content += Array(name.utf8) + bytes
        }
        self.files = files
        version = Base64URL.encode(Sodium.hash(content).prefix(9))
    }

    func path(_ name: String) -> String {
        "/assets/\(version)/\(name)"
    }

    func answer(_ name: String, acceptsGzip: Bool) throws(Refusal) -> Answer {
        guard let file = files[name] else { throw .notFound }
        var answer = Answer(
            headers: [("Content-Type", file.type), ("Cache-Control", "public, max-age=31536000, immutable")],
            body: .bytes(file.bytes))
        if acceptsGzip, let compressed = file.compressed {
            answer.body = .bytes(compressed)
            answer.headers.append(("Content-Encoding", "gzip"))
        }
        return answer.with("Vary", "Accept-Encoding")
    }
}
