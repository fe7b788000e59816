internal import Foundation

/// A form with files in it (RFC 7578), taken apart. Pure over its bytes, linear in them; a part is a piece of the body, not a
/// copy of it.
struct Multipart: Sendable, Equatable {
    struct Part: Sendable, Equatable {
        let name: String
        /// What the sender's device calls the file; nothing for a field that was typed. Empty where no file was chosen.
        let fileName: String?
        let content: ArraySlice<UInt8>
    }

    /// No form of ours has as many fields.
    static let mostParts = 64
    /// Name and file name in the scripts of the world, with room.
    static let mostHead = 8 * 1024

    let parts: [Part]

    /// What separates the parts, as the header says it; nothing where the body is no form with files, or is said to be one in a
    /// way that no sender uses.
    static func boundary(of contentType: String) -> String? {
        let pieces = contentType.split(separator: ";", omittingEmptySubsequences: false)
        guard let kind = pieces.first, trimmed(kind).lowercased() == "multipart/form-data" else { return nil }
        for piece in pieces.dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, trimmed(pair[0]).lowercased() == "boundary" else { continue }
            var value = trimmed(pair[1])
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            return isBoundary(value) ? value : nil
        }
        return nil
    }

    /// - Returns: nothing where the body breaks off, has too many parts, or is no such form.
    init?(_ body: [UInt8], boundary: String) {
        guard Multipart.isBoundary(boundary) else { return nil }
        var reader = MultipartReader(body, boundary: boundary)
        guard let parts = reader.parts() else { return nil }
        self.parts = parts
    }

    /// The fields that were typed.
    var form: Form {
        Form(
            pairs: parts.filter { $0.fileName == nil }.map { ($0.name, String(decoding: $0.content, as: UTF8.self)) })
    }

    /// The file of a field; nothing where none was chosen.
    func file(_ name: String) -> Part? {
        parts.first { $0.name == name && $0.fileName != nil && !$0.content.isEmpty }
    }

    /// RFC 2046, 5.1.1: up to seventy of these, the last no space.
    private static func isBoundary(_ text: String) -> Bool {
        (1...70).contains(text.utf8.count) && text.utf8.last != 32
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || "'()+_,-./:=? ".utf8.contains(byte)
            }
    }

    private static func trimmed(_ text: Substring) -> String {
        text.trimmingCharacters(in: .whitespaces)
    }
}

/// Walks through a body once.
private struct MultipartReader {
    private let body: [UInt8]
    /// What begins a line between two parts.
    private let delimiter: [UInt8]
    private var at = 0

    init(_ body: [UInt8], boundary: String) {
        self.body = body
        delimiter = Array("--\(boundary)".utf8)
    }

    mutating func parts() -> [Multipart.Part]? {
        guard has(delimiter, at: 0) else { return nil }
        at = delimiter.count
        var found: [Multipart.Part] = []
        while let line = lineEnd(after: at) {
            switch line {
            case .last: return found
            case .next(let start): at = start
            }
            guard found.count < Multipart.mostParts, let head = head(), let end = contentEnd() else { return nil }
            if let name = head.name {
                found.append(Multipart.Part(name: name, fileName: head.fileName, content: body[at..<end]))
            }
            at = end + 2 + delimiter.count
        }
        return nil
    }

    private enum LineEnd {
        /// No part follows; what stands behind means nothing.
        case last
        /// Where the next part begins.
        case next(Int)
    }

    /// What follows a delimiter: two hyphens, or the end of its line, before which white space may stand.
    private func lineEnd(after place: Int) -> LineEnd? {
        if has([45, 45], at: place) { return .last }
        var place = place
        while place < body.count, body[place] == 32 || body[place] == 9 { place += 1 }
        return has([13, 10], at: place) ? .next(place + 2) : nil
    }

    /// The lines about a part; leaves `at` where its content begins.
    private mutating func head() -> (name: String?, fileName: String?)? {
        var name: String?, fileName: String?
        let most = min(body.count, at + Multipart.mostHead)
        while true {
            guard let end = find([13, 10], from: at, to: most) else { return nil }
            let line = String(decoding: body[at..<end], as: UTF8.self)
            at = end + 2
            if line.isEmpty { return (name, fileName) }
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2, name == nil, pair[0].lowercased() == "content-disposition" else { continue }
            (name, fileName) = (value("name", in: pair[1]), value("filename", in: pair[1]))
        }
    }

    /// A value of the disposition. Browsers write a quotation mark in it as %22, and line ends likewise; nothing else is escaped.
    private func value(_ wanted: String, in line: Substring) -> String? {
        var rest = line[...]
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].split(whereSeparator: { $0 == ";" || $0 == " " || $0 == "\t" }).last ?? ""
            rest = rest[rest.index(after: equals)...]
            let value: Substring
            if rest.first == "\"" {
                rest = rest.dropFirst()
                value = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(value.count + 1)
            } else {
                value = rest.prefix { $0 != ";" }
                rest = rest.dropFirst(value.count)
            }
            guard name.lowercased() == wanted else { continue }
            return String(value).replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
        }
        return nil
    }

    /// Where the content that begins at `at` ends: before the line end that belongs to the next delimiter. A line that only begins
    /// like one is content.
    private func contentEnd() -> Int? {
        let line = [13, 10] + delimiter
        var from = at
        while let place = find(line, from: from, to: body.count) {
            if lineEnd(after: place + line.count) != nil { return place }
            from = place + 2
        }
        return nil
    }

    private func has(_ bytes: [UInt8], at place: Int) -> Bool {
        place + bytes.count <= body.count && body[place..<place + bytes.count].elementsEqual(bytes)
    }

    /// The first place of `wanted` between two others. Its first byte stands in it only once, so that no byte is compared more than
    /// twice.
    private func find(_ wanted: [UInt8], from: Int, to: Int) -> Int? {
        body.withUnsafeBytes { all -> Int? in
            guard let base = all.baseAddress, let first = wanted.first else { return nil }
            var place = from
            while place + wanted.count <= to {
                let rest = to - wanted.count + 1 - place
                guard let hit = memchr(base + place, Int32(first), rest) else { return nil }
                place = UnsafeRawPointer(hit) - base
                if memcmp(base + place, wanted, wanted.count) == 0 { return place }
                place += 1
            }
            return nil
        }
    }
}
