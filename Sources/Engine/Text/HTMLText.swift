/// What somebody reads who is shown a piece of HTML: its text, with a line for each block. Not for showing: it makes nothing safe.
public enum HTMLText {
    private static let unread = ["script", "style", "head", "title"]
    private static let blocks: Set<String> = [
        "br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr",
        "pre",
    ]
    private static let names: [String: Character] = [
        "nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]
    private static let longestName = 10

    /// Linear in the length of `html`.
    public static func plain(_ html: String) -> String {
        // Behind the last end of a mark none begins: to look for one at each sign would take the square of the length.
        let last = html.lastIndex(of: ">") ?? html.startIndex
        var text = "", rest = Substring(html)
        while let first = rest.first {
            guard first == "<" else {
                let end = rest.firstIndex(of: "<") ?? rest.endIndex
                text += unescaped(rest[..<end])
                rest = rest[end...]
                continue
            }
            if rest.hasPrefix("<!--") {
                rest = after("-->", in: rest.dropFirst(4))
                continue
            }
            // A sign that begins no mark is one that somebody wrote.
            guard rest.startIndex < last, let next = rest.dropFirst().first,
                next.isLetter || next == "/" || next == "!",
                let end = rest.firstIndex(of: ">")
            else {
                text.append("<")
                rest = rest.dropFirst()
                continue
            }
            let mark = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            let isEnd = mark.hasPrefix("/")
            let name = mark.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
            if !isEnd, unread.contains(name), !mark.hasSuffix("/") {
                // Its end is the rest of a mark, which says nothing by itself.
                rest = after("</\(name)", in: rest)
                rest = rest.first == ">" ? rest.dropFirst() : rest
            } else if blocks.contains(name), text.last != "\n", !text.isEmpty {
                text.append("\n")
            } else if !isEnd, name == "td" || name == "th" {
                text.append(" ")
            }
        }
        return text
    }

    private static func after(_ mark: String, in rest: Substring) -> Substring {
        var rest = rest
        while !rest.isEmpty, !rest.prefix(mark.count).lowercased().hasPrefix(mark) { rest = rest.dropFirst() }
        return rest.dropFirst(mark.count)
    }

    /// Line ends within a block are blanks.
    private static func unescaped(_ text: Substring) -> String {
        var result = "", rest = text
        while let first = rest.first {
            rest = rest.dropFirst()
            guard first == "&", let end = rest.prefix(longestName).firstIndex(of: ";"),
                let character = character(rest[..<end])
            else {
                result.append(first.isNewline ? " " : first)
                continue
            }
            result.append(character)
            rest = rest[rest.index(after: end)...]
        }
        return result
    }

    private static func character(_ name: Substring) -> Character? {
        guard name.hasPrefix("#") else { return names[String(name)] }
        let digits = name.dropFirst(), isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        return UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init)
            .map(Character.init)
    }
}
