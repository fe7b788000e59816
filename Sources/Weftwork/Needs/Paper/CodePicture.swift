internal import CGD

/// The code as a picture to keep among one's photos: its letters large, and below them a QR code of the address at which it is
/// asked for. The secret is not in it: a photo is shown around.
enum CodePicture {
    /// Dark and light dots, row by row.
    struct Bitmap: Sendable, Equatable {
        let width: Int
        let height: Int
        private(set) var isDark: [Bool]

        init(width: Int, height: Int) {
            self.width = width
            self.height = height
            isDark = Array(repeating: false, count: width * height)
        }

        /// Makes a square dark, as far as it lies in the picture.
        mutating func fill(x: Int, y: Int, side: Int) {
            for row in max(0, y)..<max(0, min(height, y + side)) {
                for column in max(0, x)..<max(0, min(width, x + side)) { isDark[row * width + column] = true }
            }
        }

        subscript(x: Int, y: Int) -> Bool { isDark[y * width + x] }
    }

    static let side = 720
    private static let margin = 40, letterDot = 12, letterRows = 7

    /// The picture of a code; nothing for letters that no code has, or an address that is too long.
    static func bitmap(_ code: String, address: String) -> Bitmap? {
        guard let letters = letters(code), let modules = QRPicture.modules(address) else { return nil }
        let moduleDots = (side - 2 * margin) / modules.width
        guard moduleDots >= 4 else { return nil }
        let top = 2 * margin + letterRows * letterDot
        var picture = Bitmap(width: side, height: top + moduleDots * modules.width + margin)
        let width = (letters.count * 6 - 1) * letterDot
        for (index, rows) in letters.enumerated() {
            let left = (side - width) / 2 + index * 6 * letterDot
            for (y, row) in rows.enumerated() {
                for x in 0..<5 where row >> UInt8(4 - x) & 1 == 1 {
                    picture.fill(x: left + x * letterDot, y: margin + y * letterDot, side: letterDot)
                }
            }
        }
        let left = (side - moduleDots * modules.width) / 2
        for y in 0..<modules.width {
            for x in 0..<modules.width where modules.isDark[y * modules.width + x] {
                picture.fill(x: left + x * moduleDots, y: top + y * moduleDots, side: moduleDots)
            }
        }
        return picture
    }

    private static func letters(_ code: String) -> [[UInt8]]? {
        let found = code.compactMap { CodeLetters.rows[$0] }
        return found.count == code.count && !found.isEmpty && found.count <= 8 ? found : nil
    }

    /// The same as PNG.
    static func png(_ bitmap: Bitmap) -> [UInt8]? {
        guard let image = gdImageCreate(Int32(bitmap.width), Int32(bitmap.height)) else { return nil }
        defer { gdImageDestroy(image) }
        // The first colour of a picture is its ground.
        _ = gdImageColorAllocate(image, 255, 255, 255)
        let ink = gdImageColorAllocate(image, 0, 0, 0)
        for y in 0..<bitmap.height {
            for x in 0..<bitmap.width where bitmap[x, y] { gdImageSetPixel(image, Int32(x), Int32(y), ink) }
        }
        var count: Int32 = 0
        guard let bytes = gdImagePngPtr(image, &count) else { return nil }
        defer { gdFree(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
}

/// The letters of tracking codes, five dots wide and seven high: each row is five bits, the left one first.
enum CodeLetters {
    static let rows: [Character: [UInt8]] = [
        "2": [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        "3": [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110],
        "4": [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        "5": [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        "6": [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        "7": [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        "8": [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        "9": [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        "A": [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        "B": [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
        "C": [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110],
        "D": [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
        "E": [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        "F": [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
        "G": [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111],
        "H": [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        "J": [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100],
        "K": [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
        "M": [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        "N": [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
        "P": [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        "Q": [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
        "R": [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
        "S": [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        "T": [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        "V": [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
        "W": [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
        "X": [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001],
        "Y": [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100],
        "Z": [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111],
    ]
}
