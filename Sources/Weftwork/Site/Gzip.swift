internal import CZlib

/// Compresses answers: the two-command set-up has no proxy to do it.
enum Gzip {
    /// Less than this isn't worth it.
    static let least = 1024

    /// `bytes` as a gzip member; nothing when zlib refuses.
    static func compress(_ bytes: [UInt8], level: Int32 = 4) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window; 16 more ask for the gzip format.
        let version = String(cString: zlibVersion())
        let status = deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, version, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let count = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target -> Int? in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : nil
            }
        }
        return count.map { Array(output.prefix($0)) }
    }
}
