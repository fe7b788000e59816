/// What the first bytes of a picture say: kind, size, which way up. Read before anything is decoded, since a few bytes can claim
/// a picture that fills the memory. Pure; the ways through a file are those of the libraries that decode it, so that both see
/// the same size.
struct PictureHead: Sendable, Equatable {
    enum Kind: Sendable {
        case jpeg, png, webp
    }

    /// What bytes turn out to be.
    enum Reading: Sendable, Equatable {
        case picture(PictureHead)
        /// A kind that phones make and browsers don't show.
        case heic
        case unknown
    }

    let kind: Kind
    let width: Int
    let height: Int
    let orientation: Orientation

    var pixels: Int { width * height }

    /// No camera writes as many parts before the pixels: whoever does wants to be read for ever.
    fileprivate static let mostParts = 500

    static func read(_ bytes: ArraySlice<UInt8>) -> Reading {
        let reader = PictureBytes(bytes)
        if reader.has([0xFF, 0xD8], at: 0) { return JPEGHead(reader).reading }
        if reader.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) { return png(reader) }
        if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) { return webp(reader) }
        let brands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]
        if reader.has("ftyp", at: 4), brands.contains(where: { reader.has($0, at: 8) }) { return .heic }
        return .unknown
    }

    fileprivate static func picture(_ kind: Kind, _ width: Int, _ height: Int, _ orientation: Orientation) -> Reading {
        guard width > 0, height > 0 else { return .unknown }
        return .picture(PictureHead(kind: kind, width: width, height: height, orientation: orientation))
    }

    /// The first chunk is the one with the size; the one that says which way up stands before the pixels.
    private static func png(_ bytes: PictureBytes) -> Reading {
        guard bytes.has("IHDR", at: 12), bytes.number(at: 8, 4) == 13, let width = bytes.number(at: 16, 4),
            let height = bytes.number(at: 20, 4)
        else { return .unknown }
        var place = 33, orientation = Orientation.upright
        for _ in 0..<mostParts {
            guard let length = bytes.number(at: place, 4), !bytes.has("IDAT", at: place + 4) else { break }
            if bytes.has("eXIf", at: place + 4) {
                orientation = Orientation(exif: bytes, at: place + 8, length: length)
            }
            place += length + 12
        }
        return picture(.png, width, height, orientation)
    }

    private static func webp(_ bytes: PictureBytes) -> Reading {
        if bytes.has("VP8 ", at: 12) {
            guard bytes.has([0x9D, 0x01, 0x2A], at: 23), let width = bytes.number(at: 26, 2, isLittle: true),
                let height = bytes.number(at: 28, 2, isLittle: true)
            else { return .unknown }
            return picture(.webp, width & 0x3FFF, height & 0x3FFF, .upright)
        }
        if bytes.has("VP8L", at: 12) {
            guard bytes.has([0x2F], at: 20), let bits = bytes.number(at: 21, 4, isLittle: true) else { return .unknown }
            return picture(.webp, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, .upright)
        }
        guard bytes.has("VP8X", at: 12), let width = bytes.number(at: 24, 3, isLittle: true),
            let height = bytes.number(at: 27, 3, isLittle: true)
        else { return .unknown }
        var place = 12, orientation = Orientation.upright
        for _ in 0..<mostParts {
            guard let length = bytes.number(at: place + 4, 4, isLittle: true) else { break }
            if bytes.has("EXIF", at: place) { orientation = Orientation(exif: bytes, at: place + 8, length: length) }
            place += 8 + length + length % 2
        }
        return picture(.webp, width + 1, height + 1, orientation)
    }
}

/// The segments of a JPEG up to its first frame (ITU T.81, annex B).
private struct JPEGHead {
    private let bytes: PictureBytes

    init(_ bytes: PictureBytes) {
        self.bytes = bytes
    }

    var reading: PictureHead.Reading {
        var place = 2, orientation: Orientation?
        for _ in 0..<PictureHead.mostParts {
            guard let (marker, start) = marker(after: place) else { break }
            switch marker {
            // Restart marks and TEM stand alone.
            case 0xD0...0xD7, 0x01: place = start
            // Another beginning, the end, or pixels before a frame: no picture.
            case 0xD8, 0xD9, 0xDA: return .unknown
            default:
                guard let length = bytes.number(at: start, 2), length >= 2 else { return .unknown }
                let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
                if isFrame {
                    guard let height = bytes.number(at: start + 3, 2), let width = bytes.number(at: start + 5, 2) else {
                        return .unknown
                    }
                    return PictureHead.picture(.jpeg, width, height, orientation ?? .upright)
                }
                if marker == 0xE1, orientation == nil, bytes.has("Exif\0\0", at: start + 2) {
                    orientation = Orientation(exif: bytes, at: start + 8, length: length - 8)
                }
                place = start + length
            }
        }
        return .unknown
    }

    /// The next marker and where what belongs to it begins. What is none is passed over, as decoders do, but not for long.
    private func marker(after start: Int) -> (Int, Int)? {
        var isMarked = false
        for place in start..<start + 4096 {
            guard let byte = bytes[place] else { return nil }
            if isMarked, byte != 0xFF, byte != 0 { return (Int(byte), place + 1) }
            isMarked = byte == 0xFF
        }
        return nil
    }
}

/// Which way up a picture is to be shown (EXIF 2.32, tag 0x0112).
enum Orientation: Int, Sendable, CaseIterable {
    case upright = 1
    case mirrored, upsideDown, flipped, transposed, quarterRight, transversed, quarterLeft

    /// Width and height change places.
    var isSideways: Bool { rawValue >= 5 }

    /// Which pixel of a stored picture of `width` × `height` stands at (`x`, `y`) of the shown one.
    func source(x: Int, y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        switch self {
        case .upright: (x, y)
        case .mirrored: (width - 1 - x, y)
        case .upsideDown: (width - 1 - x, height - 1 - y)
        case .flipped: (x, height - 1 - y)
        case .transposed: (y, x)
        case .quarterRight: (y, height - 1 - x)
        case .transversed: (width - 1 - y, height - 1 - x)
        case .quarterLeft: (width - 1 - y, x)
        }
    }

    /// From the bytes of a TIFF directory; upright where they say nothing that can be read.
    fileprivate init(exif bytes: PictureBytes, at start: Int, length: Int) {
        self = Orientation.read(bytes.slice(start, length)) ?? .upright
    }

    /// From the bytes of a TIFF directory, as EXIF holds it.
    init?(tiff: ArraySlice<UInt8>) {
        guard let read = Orientation.read(PictureBytes(tiff)) else { return nil }
        self = read
    }

    private static func read(_ bytes: PictureBytes) -> Orientation? {
        let isLittle = bytes.has([0x49, 0x49], at: 0)
        guard isLittle || bytes.has([0x4D, 0x4D], at: 0), bytes.number(at: 2, 2, isLittle: isLittle) == 42,
            let start = bytes.number(at: 4, 4, isLittle: isLittle),
            let count = bytes.number(at: start, 2, isLittle: isLittle)
        else { return nil }
        for index in 0..<min(count, PictureHead.mostParts) {
            let entry = start + 2 + index * 12
            guard let tag = bytes.number(at: entry, 2, isLittle: isLittle) else { return nil }
            guard tag == 0x0112 else { continue }
            // One number of two bytes, at the front of the four that hold it.
            guard bytes.number(at: entry + 2, 2, isLittle: isLittle) == 3,
                let value = bytes.number(at: entry + 8, 2, isLittle: isLittle)
            else { return nil }
            return Orientation(rawValue: value)
        }
        return nil
    }
}

/// Bytes counted from nought, with an end that nobody reads past.
private struct PictureBytes {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    subscript(place: Int) -> UInt8? {
        place >= 0 && place < bytes.count ? bytes[bytes.startIndex + place] : nil
    }

    func has(_ wanted: [UInt8], at place: Int) -> Bool {
        place >= 0 && place + wanted.count <= bytes.count && slice(place, wanted.count).bytes.elementsEqual(wanted)
    }

    func has(_ wanted: String, at place: Int) -> Bool { has(Array(wanted.utf8), at: place) }

    /// A number of up to four bytes.
    func number(at place: Int, _ count: Int, isLittle: Bool = false) -> Int? {
        guard place >= 0, place + count <= bytes.count else { return nil }
        let own = slice(place, count).bytes
        return isLittle ? own.reversed().reduce(0) { $0 << 8 | Int($1) } : own.reduce(0) { $0 << 8 | Int($1) }
    }

    /// At most so many bytes from a place on.
    func slice(_ place: Int, _ count: Int) -> PictureBytes {
        let from = min(max(0, place), bytes.count), to = min(max(from, place + max(0, count)), bytes.count)
        return PictureBytes(bytes[bytes.startIndex + from..<bytes.startIndex + to])
    }
}
