internal import CGD
internal import Dispatch
internal import Foundation
internal import Synchronization

/// The picture of a card as a chat shows it: 1200 by 630 dots, drawn with a font of the system.
enum CardPicture {
    /// What stands in it.
    struct Words: Sendable, Hashable {
        /// The network, at the top.
        let band: String
        /// What marks it: how urgent, or that it is over.
        let badge: String
        let isOver: Bool
        let title: String
        let lines: [String]
        let foot: String
        /// For whom no font is there to write the words with: where they stand.
        let address: String
    }

    static let width = 1200, height = 630
    private static let margin = 60, bandHeight = 96

    private struct Ink {
        let paper: Int32, band: Int32, text: Int32, soft: Int32, mark: Int32
    }

    /// The picture as PNG. Without a font that has all its letters: a QR code of the address, since a picture of boxes says nothing.
    static func png(_ words: Words, font: CardFont?) -> [UInt8]? {
        guard let image = gdImageCreateTrueColor(Int32(width), Int32(height)) else { return nil }
        defer { gdImageDestroy(image) }
        let ink = Ink(
            paper: 0xFFFFFF, band: words.isOver ? 0x5B6470 : 0x1F5F4A, text: 0x1B1F23, soft: 0x59626B,
            mark: words.isOver ? 0x5B6470 : 0xA8380B)
        gdImageFilledRectangle(image, 0, 0, Int32(width - 1), Int32(height - 1), ink.paper)
        gdImageFilledRectangle(image, 0, 0, Int32(width - 1), Int32(bandHeight - 1), ink.band)
        if let font = font?.reading(words) {
            write(words, font, ink, on: image)
        } else {
            code(words.address, ink.text, on: image)
        }
        var count: Int32 = 0
        guard let bytes = gdImagePngPtrEx(image, &count, 9) else { return nil }
        defer { gdFree(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }

    private static func write(_ words: Words, _ font: String, _ ink: Ink, on image: gdImagePtr) {
        let room = width - 2 * margin
        func draw(_ text: String, _ size: Double, _ color: Int32, x: Int = margin, base: Int) {
            _ = Glyphs.draw(text, size: size, color: color, x: x, y: base, font: font, on: image)
        }
        draw(Glyphs.cut(words.band, size: 30, font: font, room: room), 30, ink.paper, base: 63)
        var base = bandHeight + 64
        if !words.badge.isEmpty {
            draw(Glyphs.cut(words.badge, size: 32, font: font, room: room), 32, ink.mark, base: base)
            base += 92
        } else {
            base += 30
        }
        for line in Glyphs.wrapped(words.title, size: 54, font: font, room: room, most: 2) {
            draw(line, 54, ink.text, base: base)
            base += 84
        }
        for line in words.lines.prefix(3) where base < height - 80 {
            draw(Glyphs.cut(line, size: 35, font: font, room: room), 35, ink.soft, base: base)
            base += 60
        }
        draw(Glyphs.cut(words.foot, size: 24, font: font, room: room), 24, ink.soft, base: height - 32)
    }

    private static func code(_ address: String, _ color: Int32, on image: gdImagePtr) {
        guard let modules = QRPicture.modules(address) else { return }
        let dots = (height - bandHeight - 2 * 40) / modules.width
        guard dots >= 2 else { return }
        let left = (width - dots * modules.width) / 2, top = bandHeight + 40
        for y in 0..<modules.width {
            for x in 0..<modules.width where modules.isDark[y * modules.width + x] {
                let (fromX, fromY) = (Int32(left + x * dots), Int32(top + y * dots)), side = Int32(dots - 1)
                gdImageFilledRectangle(image, fromX, fromY, fromX + side, fromY + side, color)
            }
        }
    }
}

/// Letters drawn by the font library.
private enum Glyphs {
    /// Draws a line, or only measures it where there is no picture: how wide it is.
    static func draw(
        _ text: String, size: Double, color: Int32, x: Int, y: Int, font: String, on image: gdImagePtr?
    ) -> Int {
        // The library reads entities in what it draws.
        let plain = text.replacing("&", with: "&#38;")
        var box = [Int32](repeating: 0, count: 8)
        let failed = gdImageStringFT(image, &box, color, font, size, 0, Int32(x), Int32(y), plain) != nil
        return failed ? 0 : Int(box[2] - box[0])
    }

    static func width(_ text: String, size: Double, font: String) -> Int {
        draw(text, size: size, color: 0, x: 0, y: 0, font: font, on: nil)
    }

    /// Where a line may break: between words, and after each Chinese letter.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = [], word = ""
        for letter in text {
            if letter.isASCII, !letter.isWhitespace {
                word.append(letter)
                continue
            }
            if !word.isEmpty { pieces.append(word) }
            word = ""
            pieces.append(String(letter))
        }
        return word.isEmpty ? pieces : pieces + [word]
    }

    /// A text in lines of at most `room` dots; what does not fit ends in dots.
    static func wrapped(_ text: String, size: Double, font: String, room: Int, most: Int) -> [String] {
        var lines: [String] = [], line = "", used = 0
        for piece in pieces(String(text.prefix(200))) {
            let wide = width(piece, size: size, font: font) + (piece == " " ? Int(size / 3) : 0)
            if used + wide > room, !line.isEmpty {
                lines.append(line)
                if lines.count > most { break }
                (line, used) = ("", 0)
                if piece == " " { continue }
            }
            line += piece
            used += wide
        }
        if !line.isEmpty { lines.append(line) }
        guard lines.count > most else { return lines.map { cut($0, size: size, font: font, room: room) } }
        let kept = Array(lines.prefix(most - 1))
        return kept + [cut(lines[most - 1] + "…", size: size, font: font, room: room, isCut: true)]
    }

    /// As much of a text as fits into one line.
    static func cut(_ text: String, size: Double, font: String, room: Int, isCut: Bool = false) -> String {
        guard width(text, size: size, font: font) > room else { return text }
        var kept = String(text.prefix(120)), end = "…"
        if isCut { kept.removeLast() }
        while !kept.isEmpty, width(kept + end, size: size, font: font) > room { kept.removeLast() }
        if kept.isEmpty { end = "" }
        return kept + end
    }
}

/// The font of pictures: a file of the system, or the one that the operator names.
struct CardFont: Sendable {
    let path: String
    let readsChinese: Bool

    /// Where Debian and others put fonts with Chinese letters; last one that has none.
    private static let known: [(path: String, readsChinese: Bool)] = [
        ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", true),
        ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", true),
        ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", true),
        ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", true),
        ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", true),
        ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", true),
        ("/usr/share/fonts/truetype/arphic/uming.ttc", true),
        ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", false),
    ]

    /// - Parameter named: the file that the operator names; nothing looks where systems have them.
    static func find(_ named: String?) -> CardFont? {
        if let named {
            return FileManager.default.isReadableFile(atPath: named) ? CardFont(path: named, readsChinese: true) : nil
        }
        return known.first { FileManager.default.isReadableFile(atPath: $0.path) }
            .map { CardFont(path: $0.path, readsChinese: $0.readsChinese) }
    }

    /// The file, where its letters are those of the words.
    fileprivate func reading(_ words: CardPicture.Words) -> String? {
        guard !readsChinese else { return path }
        let all = [words.band, words.badge, words.title, words.foot] + words.lines
        return all.joined().unicodeScalars.allSatisfy { $0.value < 0x2E80 } ? path : nil
    }
}

/// Draws pictures of cards on a thread of its own, one after the other, and keeps them for a while: what spreads is asked for by many
/// at once. Whoever would wait too long is told to come again.
final class CardPrinter: Sendable {
    static let keptFor = 10 * Time.minute
    private static let mostWaiting = 32
    private let queue = DispatchQueue(label: "weft.cards")
    private let waiting = Mutex(0)
    private let kept = Recent<CardPicture.Words, [UInt8]>(for: CardPrinter.keptFor, most: 200)
    let font: CardFont?

    init(font: CardFont?) {
        self.font = font
    }

    /// - Throws: ``Refusal/unavailable(retryAfter:)`` when too many wait.
    func png(_ words: CardPicture.Words, now: Int64) async throws -> [UInt8] {
        try await kept.value(of: words, now: now) { [self] in try await drawn(words) }
    }

    private func drawn(_ words: CardPicture.Words) async throws -> [UInt8] {
        let isIn = waiting.withLock { waiting in
            guard waiting < CardPrinter.mostWaiting else { return false }
            waiting += 1
            return true
        }
        guard isIn else { throw Refusal.unavailable(retryAfter: 3) }
        defer { waiting.withLock { $0 -= 1 } }
        let made = await withCheckedContinuation { continuation in
            queue.async { [font] in continuation.resume(returning: CardPicture.png(words, font: font)) }
        }
        guard let made else { throw Refusal.unavailable(retryAfter: 3) }
        return made
    }
}
