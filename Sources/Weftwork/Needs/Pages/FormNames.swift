internal import Database

/// What the fields of the forms about a need are called, for the summary of what is wrong with them.
struct FormNames: Sendable {
    let lines: [NeedLine]
    let checklist: Checklist
    /// Which form was sent.
    let scope: String

    /// Nothing for what no form asks for.
    func name(of field: String) -> Text? {
        let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
        guard let first = parts.first, parts.count > 1 else { return FormNames.name(of: field, in: scope) }
        switch first {
        case "check", "checknote": return checklist.words(of: parts[1])
        case "contact": return NeedWords.fieldName(field)
        default:
            guard let line = lines.first(where: { $0.id.description == parts[1] }) else { return nil }
            let label = FormNames.ofLine(first)
            return label.map { LineWorkWords.of($0, line.item) } ?? .verbatim(line.item)
        }
    }

    private static func ofLine(_ field: String) -> Text? {
        switch field {
        case "from": LineWorkWords.from
        case "to": LineWorkWords.to
        case "hours": LineWorkWords.hours
        case "remote": LineWorkWords.place
        case "substitute": LineWorkWords.substituteShort
        case "allowance": ClaimWords.allowanceShort
        default: nil
        }
    }

    private static func name(of field: String, in scope: String) -> Text? {
        switch field {
        case "confidence": QueueWords.confidence
        case "note": scope == "verify" ? QueueWords.note : CaseWords.note
        case "reason": scope == "skip" ? QueueWords.skipReason : CaseWords.reason
        case "question": QueueWords.question
        case "channel": QueueWords.channel
        case "retryAt": QueueWords.retryAt
        case "tried": CaseWords.tried
        case "urgency": BoardWords.urgency
        case "audience": CaseWords.publishTo
        case "emergency": EmergencyWords.one
        case "line": CaseWords.line
        case "quantity": quantity(scope)
        case "promisedBy": CaseWords.promisedBy
        case "second": BriefingWords.second
        case "briefing": BriefingWords.one
        case "carrier": CaseWords.carrier
        case "waybill": CaseWords.waybill
        case "outcome": CaseWords.settle
        case "purpose": CaseWords.purpose
        case "to": CaseWords.handoverTo
        case "rating": TrackWords.rating
        case "text": scope == "answer" ? TrackWords.answer : TrackWords.add
        case "title": AskWords.titleLabel
        case "description": AskWords.descriptionLabel
        case "neededBy": AskWords.neededByLabel
        case "address": AskWords.addressLabel
        case "receiving": AskWords.receivingLabel
        case "areaCode": CaseWords.place
        default: nil
        }
    }

    private static func quantity(_ scope: String) -> Text {
        if scope.hasPrefix("deliver-") { return CaseWords.delivered }
        if scope.hasPrefix("confirm-") { return CaseWords.received }
        return scope.hasPrefix("stop-") ? ClaimWords.stopDone : CaseWords.quantity
    }
}

extension Fields {
    /// The same, whose summary names the fields of the forms about a need.
    func naming(_ need: Need, _ checklist: Checklist = .shipped) -> Fields {
        let names = FormNames(lines: need.lines, checklist: checklist, scope: sentScope)
        return naming { names.name(of: $0) }
    }
}
