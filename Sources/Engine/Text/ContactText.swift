/// A person or office and one number, as read from a contact field.
public struct ContactText: Sendable, Equatable {
    /// Who answers, with their role as it was written; may be empty.
    public var name: String
    /// Digits only, see `Contacts.phone`; empty when only a name was given.
    public var phone: String

    /// A contact from its parts.
    public init(name: String, phone: String) {
        self.name = name
        self.phone = phone
    }
}

/// Brings phone numbers, mail addresses and WeChat ids into one form, in which they can be compared.
public enum Contacts {
    /// The digits of a number: `+86`, `0086` or `86` before a mobile number of 11 digits goes, before a land line with
    /// + or 00 it becomes the 0 of its area code; an extension (`转801`, `x801`, `ext. 801`) is dropped. `nil` for fewer
    /// than 5 or more than 15 digits. Any digits are accepted: whether they can be dialled is for a call to find out.
    public static func phone(_ raw: String) -> String? {
        guard raw.utf8.count <= 1000 else { return nil }
        let folded = FoldedLine(raw).folded
        var digits = "", isAbroad = false
        for (index, character) in folded.enumerated() {
            if character == "+" && digits.isEmpty { isAbroad = true }
            if Numerals.isDigit(character) {
                digits.append(character)
            } else if !digits.isEmpty && isExtension(folded[index...]) {
                break
            }
        }
        digits = national(digits, isAbroad: isAbroad)
        // No number begins so once the way out of the country is gone.
        return (5...15).contains(digits.count) && !digits.hasPrefix("00") ? digits : nil
    }

    /// The last four digits, with which a requester without her link shows who she is; fewer when there are no more.
    public static func lastFour(_ phone: String) -> String {
        String(FoldedLine(phone).folded.filter(Numerals.isDigit).suffix(4))
    }

    private static func national(_ digits: String, isAbroad: Bool) -> String {
        var rest = Substring(digits), isForeign = isAbroad
        if !isAbroad && rest.hasPrefix("00") {
            rest = rest.dropFirst(2)
            isForeign = true
        }
        guard rest.hasPrefix("86") else { return String(rest) }
        let number = rest.dropFirst(2)
        if number.count == 11 && number.first == "1" { return String(number) }
        return isForeign && number.count >= 9 ? (number.first == "0" ? "" : "0") + number : String(rest)
    }

    static func isExtension(_ text: ArraySlice<Character>) -> Bool {
        let text = text.drop { $0 == " " || $0 == "-" || $0 == "," }
        return ["转", "分机", "x", "ext", "#"].contains { text.starts(with: $0) }
    }

    // MARK: Mail and WeChat

    /// A mail address in lower case, or `nil` when it cannot be one: one `@`, a local part of at most 64 characters of
    /// those in use, a domain of at least two labels. `mailto:` is taken off.
    public static func email(_ raw: String) -> String? {
        guard raw.utf8.count <= 1000 else { return nil }
        var text = Clean.line(raw).lowercased()
        if text.hasPrefix("mailto:") { text.removeFirst(7) }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else { return nil }
        guard parts[0].allSatisfy(isLocal), isDotted(parts[0]) else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(isLabel), labels.last?.count ?? 0 >= 2 else { return nil }
        return labels.last?.allSatisfy(\.isNumber) == true ? nil : text
    }

    private static func isLocal(_ character: Character) -> Bool {
        character.isLetter || Numerals.isDigit(character) || ".!#$%&'*+/=?^_`{|}~-".contains(character)
    }

    private static func isDotted(_ local: Substring) -> Bool {
        local.first != "." && local.last != "." && !local.contains("..")
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else { return false }
        return label.allSatisfy { $0.isLetter || Numerals.isDigit($0) || $0 == "-" }
    }

    /// A WeChat id in lower case, 5 to 20 letters, digits, `_` or `-`: people also give the phone or QQ number they can
    /// be found by. A leading label (`微信:`, `wx:`) is taken off; `nil` for anything else.
    public static func wechat(_ raw: String) -> String? {
        guard raw.utf8.count <= 1000 else { return nil }
        var text = Substring(FoldedLine(raw).key)
        for label in ["微信号", "微信", "wechat id", "wechat", "weixin", "vx", "wx"] where text.hasPrefix(label) {
            let rest = text.dropFirst(label.count)
            // wx20200101 may be the id itself, so a Latin label counts only when something parts it from the id.
            guard let next = rest.first, next == ":" || next == " " || label.hasPrefix("微") else { continue }
            text = rest.drop { $0 == ":" || $0 == " " }
            break
        }
        let isShaped = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        return isShaped && (5...20).contains(text.count) ? String(text) : nil
    }
}
