/// Finds words about money and account numbers, so that a text with them is held for review and never published:
/// 27 of 227 real hospital needs carried the details of a bank account.
public enum MoneyWords {
    /// The first offending piece of the text, in its cleaned form, or `nil`.
    ///
    /// Chinese words are found in either script and with spaces inside (`账 户 名`); English ones as whole words. Numbers
    /// count as an account from 12 digits on, also in groups (`9331 3857 7468`) and as an IBAN with a right check
    /// number; not inside a web address, nor as a phone number, a date or a row of quantities. Linear in the text.
    public static func find(in text: String) -> String? {
        let line = FoldedLine(text)
        if let word = chinese(line) { return word }
        var outside = line.folded
        blankAddresses(&outside)
        return english(outside) ?? AccountNumbers.find(in: outside)
    }

    // MARK: Chinese

    private static let words: [Character: [[Character]]] = Dictionary(
        grouping: [
            "户名", "开户", "账号", "帐号", "账户", "帐户", "银行卡", "支付宝", "微信支付", "微信转", "收款", "转账", "转帐", "汇款", "打款",
            "汇入", "付款码", "捐款码",
        ].map { Array($0) }
    ) { $0[0] }

    private static func chinese(_ line: FoldedLine) -> String? {
        let indices = line.folded.indices.filter { line.folded[$0] != " " }
        for (position, index) in indices.enumerated() {
            for word in words[line.folded[index]] ?? [] where position + word.count <= indices.count {
                let places = indices[position..<position + word.count]
                guard places.map({ line.folded[$0] }) == word else { continue }
                let before = position > 0 ? line.folded[indices[position - 1]] : " "
                let after = position + word.count < indices.count ? line.folded[indices[position + word.count]] : " "
                if isOrdinary(word, before, after) { continue }
                return String(places.map { line.shown[$0] })
            }
        }
        return nil
    }

    /// 户名 is also the middle of 用户名 (a login) and 贫困户名单 (a list of households).
    private static func isOrdinary(_ word: [Character], _ before: Character, _ after: Character) -> Bool {
        word == ["户", "名"] && (before == "用" || "单册额".contains(after))
    }

    // MARK: English

    private static let phrases: [[Character]] = [
        "iban", "swift code", "bic code", "bank account", "bank details", "bank card", "account number", "account no",
        "account name", "wire transfer", "bank transfer", "money transfer", "paypal", "venmo", "zelle", "western union",
        "moneygram", "alipay", "wechat pay", "sort code", "routing number", "cash app",
    ].map { Array($0) }

    private static func english(_ text: [Character]) -> String? {
        var isStart = true
        for index in text.indices {
            defer { isStart = !isWord(text[index]) }
            guard isStart, text[index].isASCII, text[index].isLetter else { continue }
            for phrase in phrases where text[index...].starts(with: phrase) {
                let end = index + phrase.count
                if end == text.count || !isWord(text[end]) { return String(phrase) }
            }
        }
        return nil
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }

    // MARK: Web addresses

    /// Puts blanks in place of web addresses, which run to the next space whatever stands in them: those of Chinese
    /// sites hold Chinese words and long numbers.
    private static func blankAddresses(_ text: inout [Character]) {
        let starts = ["http://", "https://", "www."].map { Array($0) }
        var index = 0
        while index < text.count {
            guard text[index] == "h" || text[index] == "w", starts.contains(where: { text[index...].starts(with: $0) })
            else {
                index += 1
                continue
            }
            while index < text.count, text[index] != " " {
                text[index] = " "
                index += 1
            }
        }
    }
}
