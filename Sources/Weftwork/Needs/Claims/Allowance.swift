internal import Database
internal import Engine

/// How much more than a line asks for may be promised: nothing, unless whoever answers for the need says so.
enum AllowanceStore {
    /// The schema itself holds the sum, so the table is laid anew with the bound that knows the allowance.
    static let migration = Migration(
        "2026-11-26 more than asked for may be promised",
        [
            """
            CREATE TABLE need_lines_allowing (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, position \(.int) NOT NULL,
                item TEXT NOT NULL, kind TEXT NOT NULL, quantity_kind TEXT NOT NULL, quantity \(.int), quantity_most \(.int),
                unit TEXT NOT NULL, specification TEXT NOT NULL, claimed \(.int) NOT NULL, delivered \(.int) NOT NULL,
                is_met \(.bool) NOT NULL, is_controlled \(.bool) NOT NULL, wanted \(.int), allowance \(.int) NOT NULL DEFAULT 0,
                PRIMARY KEY (network_id, need_id, position), UNIQUE (network_id, id),
                CHECK (claimed >= 0 AND delivered >= 0 AND allowance >= 0),
                CHECK (quantity_most IS NULL OR claimed + delivered <= quantity_most + allowance)
            ) \(.keyed)
            """,
            """
            INSERT INTO need_lines_allowing (network_id, id, need_id, position, item, kind, quantity_kind, quantity,
                quantity_most, unit, specification, claimed, delivered, is_met, is_controlled, wanted)
            SELECT network_id, id, need_id, position, item, kind, quantity_kind, quantity, quantity_most, unit,
                specification, claimed, delivered, is_met, is_controlled, wanted FROM need_lines
            """,
            "DROP TABLE need_lines",
            "ALTER TABLE need_lines_allowing RENAME TO need_lines",
        ])
}

/// What an allowance may be. Pure.
enum AllowanceRules {
    /// An amount as typed; nothing where none was.
    static func amount(_ typed: String?, _ field: String) throws(Refusal) -> Int64? {
        guard let typed, !Clean.line(typed).isEmpty else { return nil }
        guard let amount = QuantityReading.amount(typed), amount >= 0 else {
            throw .invalid(field, NeedWords.badQuantity(Clean.line(typed)))
        }
        return amount
    }

    /// A share in percent as typed; nothing where none was.
    static func percent(_ typed: String?) throws(Refusal) -> Int64? {
        guard let typed, !Clean.line(typed).isEmpty else { return nil }
        let digits = Clean.line(typed).replacing("%", with: "").trimmingPrefix(" ")
        guard let percent = Int64(digits), (0...100).contains(percent) else {
            throw .invalid("allowance", ClaimWords.allowanceRange)
        }
        return percent
    }

    /// A share of a quantity; of whole things whole ones.
    static func share(_ percent: Int64, of most: Int64) -> Int64 {
        let part = most / 100 * percent + most % 100 * percent / 100
        return most % 1000 == 0 ? part / 1000 * 1000 : part
    }

    /// What is promised already stays so: the allowance sinks no lower.
    static func require(_ allowed: Int64, on line: NeedLine, _ field: String) throws(Refusal) {
        let over = line.claimed + line.delivered - (line.most ?? 0)
        guard allowed >= over else { throw .invalid(field, ClaimWords.allowanceInUse(over)) }
    }
}

extension Correction {
    /// The allowance that a line is to have; nothing where it stays.
    func allowance(of line: NeedLine, at index: Int) throws(Refusal) -> Int64? {
        if let fixed = allowances[line.id] {
            guard let most = line.most else {
                throw .invalid("lines.\(index).allowance", ClaimWords.allowanceNeedsNumber)
            }
            guard fixed <= most else { throw .invalid("lines.\(index).allowance", ClaimWords.allowanceMost(most)) }
            try AllowanceRules.require(fixed, on: line, "lines.\(index).allowance")
            return fixed
        }
        guard let allowance, let most = line.most else { return nil }
        let share = AllowanceRules.share(allowance, of: most)
        try AllowanceRules.require(share, on: line, "allowance")
        return share
    }
}

/// The field for it, on her page and at the desk.
struct AllowanceParts {
    let frame: Frame

    func content(_ need: Need, _ fields: Fields) -> HTML {
        let present = need.lines.filter { $0.allowance > 0 }.map { line -> HTML in
            "<li>\(frame.said(line.item)): +<span class=\"num\">\(frame.said(Format.amount(line.allowance, line.unit)))</span></li>"
        }
        let list: HTML = present.isEmpty ? "" : "<ul class=\"small\">\(present)</ul>"
        return """
            <p class="small">\(frame(ClaimWords.allowanceHint))</p>\(list)\
            \(fields.text("allowance", ClaimWords.allowance, mode: "numeric", isRequired: true))
            """
    }
}

extension CasePages {
    /// For those who work on the need and those who send things on their way; the requester has it on her own page.
    var allowanceForm: HTML {
        guard may(.setAllowance), file.need.state.phase == .board, file.need.lines.contains(where: { $0.most != nil })
        else {
            return ""
        }
        let own = fields.of("allowance")
        return own.folded(
            ClaimWords.allowanceShort,
            """
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="correct">\(back)\(AllowanceParts(frame: frame).content(file.need, own))\
            <button class="btn">\(frame(ClaimWords.allowanceShort))</button></form>
            """)
    }
}
