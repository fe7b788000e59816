internal import Foundation

/// Text in the encodings that people's programs still write.
public enum Charset {
    /// GB18030 holds GBK and GB2312; the numbers are CoreFoundation's, as Foundation names no constants.
    static let gb18030 = String.Encoding(rawValue: 0x8000_0632)
    private static let big5 = String.Encoding(rawValue: 0x8000_0A03)

    private static let named: [String: String.Encoding] = [
        "gb18030": gb18030, "gbk": gb18030, "gb2312": gb18030, "cp936": gb18030, "x-gbk": gb18030,
        "big5": big5, "big5-hkscs": big5, "iso-8859-1": .isoLatin1, "latin1": .isoLatin1,
        "windows-1252": .windowsCP1252,
        "iso-2022-jp": .iso2022JP, "shift_jis": .shiftJIS, "utf-16": .utf16, "utf-16le": .utf16LittleEndian,
        "utf-16be": .utf16BigEndian, "windows-1251": .windowsCP1251, "iso-8859-2": .isoLatin2,
    ]

    /// Bytes as the text that they are, where they say so themselves: UTF-8 is never read as anything else, and what is in no known
    /// encoding as GB18030, else byte by byte, so that nothing is lost.
    ///
    /// - Parameter name: of the encoding, as mails name it; nothing where they don't.
    public static func text(_ bytes: [UInt8], named name: String?) -> String {
        let named = name.flatMap { Charset.named[$0.lowercased()] }
        if named == nil || named == gb18030, let text = String(validating: bytes, as: UTF8.self) { return text }
        for encoding in [named, gb18030].compactMap({ $0 }) {
            if let text = String(bytes: bytes, encoding: encoding), !text.unicodeScalars.contains("\u{FFFD}") {
                return text
            }
        }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
