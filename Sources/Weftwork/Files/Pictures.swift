internal import CGD
internal import Dispatch
internal import Engine
internal import Synchronization

/// A picture as it is kept: JPEG made anew from its pixels, so that nothing of what a camera writes beside them – place, time,
/// device – is left.
struct Picture: Sendable {
    let full: [UInt8]
    /// For lists.
    let small: [UInt8]
    let width: Int
    let height: Int

    /// The longest side of each, in pixels.
    static let fullSide = 1600, smallSide = 320
    /// More would fill the memory while it is decoded; a phone's largest has fewer.
    static let mostPixels = 50_000_000
    /// A photo as it comes from a phone, with room.
    static let mostBytes = 12 * 1024 * 1024
}

/// The calls to libgd that the product makes.
enum GD {
    /// libgd says by itself what it thinks of a broken picture; from here on it doesn't.
    private static let isQuiet: Bool = {
        weft_gd_be_quiet()
        return true
    }()

    /// The picture that `bytes` hold, upright and no larger than it is kept; nothing where they can't be decoded.
    static func picture(_ bytes: ArraySlice<UInt8>, _ head: PictureHead) -> Picture? {
        guard isQuiet, let image = decoded(bytes, head) else { return nil }
        defer { gdImageDestroy(image) }
        // What was decoded is what the head said: else it was no picture but a trap.
        guard Int(image.pointee.sx) == head.width, Int(image.pointee.sy) == head.height,
            let full = shrunk(image, to: Picture.fullSide)
        else { return nil }
        defer { gdImageDestroy(full) }
        guard let upright = turned(full, head.orientation) else { return nil }
        defer { gdImageDestroy(upright) }
        guard let small = shrunk(upright, to: Picture.smallSide) else { return nil }
        defer { gdImageDestroy(small) }
        guard let fullBytes = encoded(upright, quality: 82), let smallBytes = encoded(small, quality: 75) else {
            return nil
        }
        return Picture(
            full: fullBytes, small: smallBytes, width: Int(upright.pointee.sx), height: Int(upright.pointee.sy))
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>, _ head: PictureHead) -> gdImagePtr? {
        guard bytes.count <= Picture.mostBytes else { return nil }
        var own = Array(bytes)
        let count = Int32(own.count)
        return own.withUnsafeMutableBytes { buffer in
            switch head.kind {
            case .jpeg: gdImageCreateFromJpegPtr(count, buffer.baseAddress)
            case .png: gdImageCreateFromPngPtr(count, buffer.baseAddress)
            case .webp: gdImageCreateFromWebpPtr(count, buffer.baseAddress)
            }
        }
    }

    /// On white, where the picture lets something through; a copy where it is small enough.
    private static func shrunk(_ image: gdImagePtr, to side: Int) -> gdImagePtr? {
        let (width, height) = (Int(image.pointee.sx), Int(image.pointee.sy)), longest = max(width, height)
        let (newWidth, newHeight) =
            longest <= side ? (width, height) : (max(1, width * side / longest), max(1, height * side / longest))
        guard let copy = gdImageCreateTrueColor(Int32(newWidth), Int32(newHeight)) else { return nil }
        gdImageFilledRectangle(copy, 0, 0, Int32(newWidth - 1), Int32(newHeight - 1), 0xFFFFFF)
        gdImageCopyResampled(
            copy, image, 0, 0, 0, 0, Int32(newWidth), Int32(newHeight), Int32(width), Int32(height))
        return copy
    }

    /// The picture as it is to be seen.
    private static func turned(_ image: gdImagePtr, _ orientation: Orientation) -> gdImagePtr? {
        let (width, height) = (Int(image.pointee.sx), Int(image.pointee.sy))
        let (newWidth, newHeight) = orientation.isSideways ? (height, width) : (width, height)
        guard let copy = gdImageCreateTrueColor(Int32(newWidth), Int32(newHeight)),
            let from = image.pointee.tpixels, let to = copy.pointee.tpixels
        else { return nil }
        for y in 0..<newHeight {
            guard let row = to[y] else { continue }
            for x in 0..<newWidth {
                let source = orientation.source(x: x, y: y, width: width, height: height)
                if let line = from[source.y] { row[x] = line[source.x] }
            }
        }
        return copy
    }

    private static func encoded(_ image: gdImagePtr, quality: Int32) -> [UInt8]? {
        var count: Int32 = 0
        guard let bytes = gdImageJpegPtr(image, &count, quality) else { return nil }
        defer { gdFree(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
}

/// Decodes pictures on a thread of its own, one after the other: fifty megapixels take 200 MB while they are decoded, and nobody
/// else waits. Whoever would wait too long is told to come again, while that is still cheap.
final class PictureWorkers: Sendable {
    private static let mostWaiting = 16
    private let queue = DispatchQueue(label: "weft.pictures")
    private let waiting = Mutex(0)

    /// What `bytes` show, made anew.
    /// - Throws: ``Refusal/invalid(_:)`` at `field` for what is no picture that is taken, ``Refusal/unavailable(retryAfter:)`` when
    ///   too many wait.
    func picture(_ bytes: ArraySlice<UInt8>, field: String) async throws -> Picture {
        let head = try PictureRules.checked(bytes, field: field)
        let isIn = waiting.withLock { waiting in
            guard waiting < PictureWorkers.mostWaiting else { return false }
            waiting += 1
            return true
        }
        guard isIn else { throw Refusal.unavailable(retryAfter: 3) }
        defer { waiting.withLock { $0 -= 1 } }
        let made = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: GD.picture(bytes, head)) }
        }
        guard let made else { throw Refusal.invalid(field, FileWords.broken) }
        return made
    }
}

/// Which bytes are taken as a picture. Pure.
enum PictureRules {
    /// - Throws: ``Refusal/invalid(_:)`` at `field`, with words that say what to do instead.
    static func checked(_ bytes: ArraySlice<UInt8>, field: String) throws(Refusal) -> PictureHead {
        guard !bytes.isEmpty else { throw .invalid(field, FileWords.choose) }
        guard bytes.count <= Picture.mostBytes else {
            throw .invalid(field, FileWords.tooMuch(Picture.mostBytes / 1024 / 1024))
        }
        switch PictureHead.read(bytes) {
        case .heic: throw .invalid(field, FileWords.heic)
        case .unknown: throw .invalid(field, FileWords.unknownKind)
        case .picture(let head):
            guard head.pixels <= Picture.mostPixels else {
                throw .invalid(field, FileWords.tooLarge(Picture.mostPixels / 1_000_000))
            }
            return head
        }
    }

    /// What the sender's device called it, short and without a path.
    static func name(_ sent: String) -> String {
        let last = sent.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        return String(Clean.line(last).prefix(80))
    }

    /// The line of words about a picture.
    static func words(_ typed: String, field: String) throws(Refusal) -> String {
        let words = Clean.sentence(typed)
        guard !words.isEmpty else { throw .invalid(field, FileWords.wordsMissing) }
        guard words.count <= 200 else { throw .invalid(field, SiteWords.tooLong) }
        return words
    }
}
