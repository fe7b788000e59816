internal import Database
internal import Engine

/// A claim to post.
struct ClaimBody: Decodable {
    var line: String?
    var quantity: LooseText?
    var promisedBy: String?
    var note: String?
    var briefing: BriefingVersions?
    var second: String?

    /// One version, or several where a line takes more than one briefing.
    struct BriefingVersions: Decodable {
        let versions: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                versions = [one]
            } else {
                versions = try container.decode([String].self)
            }
        }

        init(_ versions: [String]) { self.versions = versions }
    }

    func draft(now: Int64) throws(Refusal) -> ClaimDraft {
        guard let line = line.flatMap({ ID($0) }) else { throw .invalid("line", NeedWords.unknownLine) }
        guard let amount = QuantityReading.positive(quantity?.text) else {
            throw .invalid("quantity", NeedWords.positiveQuantity)
        }
        let typed = Clean.line(promisedBy ?? "")
        let moment =
            Format.milliseconds(rfc3339: typed)
            ?? Days.parse(typed.replacing("T", with: " ")).map {
                Days.milliseconds($0, now: now, utcOffsetMinutes: 480)
            }
        guard let moment else { throw .invalid("promisedBy", NeedWords.badDate(typed)) }
        var draft = ClaimDraft(line: line, quantity: amount, promisedBy: moment, note: note ?? "")
        draft.briefings = Set(briefing?.versions ?? [])
        if let second, !second.isEmpty {
            guard let id = ID(second) else { throw .invalid("second", BriefingWords.notSecond) }
            draft.second = id
        }
        return draft
    }
}

/// What an act on a claim carries.
struct ClaimActionBody: Decodable {
    struct Waybill: Decodable {
        var carrier: String?
        var number: String?

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                number = text
                return
            }
            let container = try decoder.container(keyedBy: CodingKeys.self)
            carrier = try container.decodeIfPresent(String.self, forKey: .carrier)
            number = try container.decodeIfPresent(String.self, forKey: .number)
        }

        init(carrier: String?, number: String?) {
            self.carrier = carrier
            self.number = number
        }

        enum CodingKeys: String, CodingKey {
            case carrier, number
        }
    }

    var action: String?
    var quantity: LooseText?
    var note: String?
    var waybill: Waybill?
    var outcome: String?

    func parsed() throws(Refusal) -> ClaimAction {
        let note = String(Clean.prose(note ?? "").prefix(1000))
        switch action {
        case "progress":
            return .progress(note: note, carrier: waybill?.carrier ?? "", waybill: waybill?.number ?? "")
        case "deliver": return .deliver(quantity: try amount(), note: note)
        case "confirm": return .confirm(usable: try amount(), note: note)
        case "release": return .release(note: note)
        case "stop": return .stop(done: try amount() ?? 0, note: note)
        case "dispute": return .dispute(note: note)
        case "settle":
            guard let outcome, ["delivered", "notDelivered"].contains(outcome) else {
                throw .invalid("outcome", SiteWords.badChoice(["delivered", "notDelivered"]))
            }
            return .settle(isDelivered: outcome == "delivered", note: note)
        default: throw .invalid("action", NeedWords.actionMissing)
        }
    }

    private func amount() throws(Refusal) -> Int64? {
        guard let typed = quantity?.text, !Clean.line(typed).isEmpty else { return nil }
        guard let amount = QuantityReading.amount(typed), amount >= 0 else {
            throw .invalid("quantity", NeedWords.badQuantity(Clean.line(typed)))
        }
        return amount
    }
}

/// Quantities as claims need them: one number.
enum QuantityReading {
    static func amount(_ typed: String) -> Int64? {
        let clean = Clean.line(typed)
        if clean == "0" { return 0 }
        guard case .number(let number)? = QuantityText.parse(clean)?.quantity else { return nil }
        return number
    }

    static func positive(_ typed: String?) -> Int64? {
        guard let typed, let number = amount(typed), number > 0 else { return nil }
        return number
    }
}
