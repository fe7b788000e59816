/// Where a request belongs among those of other programs: W3C Trace Context, `traceparent`.
///
/// A caller's trace goes on here; the id of a request that came without one begins it. It stands in every log line of a
/// fault and in the answer, so that a fault at the proxy, here and at a caller's can be laid side by side.
struct TraceContext: Sendable, Equatable {
    /// 32 hexadecimal digits, not all zero.
    let trace: String
    /// 16 hexadecimal digits, not all zero: this server's part of it.
    let span: String
    /// Whether whoever began it keeps a record.
    let isSampled: Bool

    /// - Parameters:
    ///   - header: what the caller sent; anything malformed counts as nothing, as the standard asks.
    ///   - id: 32 hexadecimal digits that no other request has.
    init(_ header: String?, id: String) {
        span = String(id.suffix(16))
        guard let header, let parent = TraceContext.parent(header) else {
            trace = id
            isSampled = false
            return
        }
        trace = parent.trace
        isSampled = parent.isSampled
    }

    var header: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

    private static func parent(_ header: String) -> (trace: String, isSampled: Bool)? {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4, isHex(parts[0], 2), parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            isHex(parts[1], 32), parts[1].contains(where: { $0 != "0" }), isHex(parts[2], 16),
            parts[2].contains(where: { $0 != "0" }), isHex(parts[3], 2), let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        return (parts[1], flags & 1 == 1)
    }

    private static func isHex(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
