internal import Database
internal import Foundation

/// What a change of settings says in the log: only what has changed, from what to what. Pure.
enum SettingsDifference {
    /// So many entries are told one by one.
    private static let most = 8

    static func details(_ part: DeskSettings.Part, from old: DeskSettings, to new: DeskSettings) -> [(
        String, EventValue
    )] {
        let before = entries(of: part, old), after = entries(of: part, new)
        let was = Dictionary(before, uniquingKeysWith: { first, _ in first })
        let isNow = Dictionary(after, uniquingKeysWith: { first, _ in first })
        var names: [String] = []
        for (name, _) in after + before where was[name] != isNow[name] && !names.contains(name) { names.append(name) }
        var details = names.prefix(most).flatMap { FieldChange.open($0, was[$0] ?? "", isNow[$0] ?? "") }
        if names.count > most { details.append(("more", .number(Int64(names.count - most)))) }
        if names.isEmpty, before.map(\.0) != after.map(\.0) {
            details += FieldChange.open("first", before.first?.0, after.first?.0)
        }
        return details
    }

    /// The entries of a part, by name, each in a few words.
    private static func entries(of part: DeskSettings.Part, _ settings: DeskSettings) -> [(String, String)] {
        switch part {
        case .about:
            [
                ("runBy", settings.about.runBy), ("contact", settings.about.contact),
                ("complianceBy", settings.about.complianceBy),
                ("complianceContact", settings.about.complianceContact),
            ]
        case .clocks:
            ClockLengths.steps.flatMap { step in
                Need.Urgency.allCases.map { urgency in
                    (
                        "\(step.rawValue).\(urgency.name)",
                        minutes(settings.clocks.length(of: step, urgency: urgency))
                    )
                }
            } + settings.clocks.retries.enumerated().map { ("retry.\($0.offset + 1)", minutes($0.element)) }
                + [("reachLimit", minutes(settings.clocks.reachLimit))]
        case .desk:
            [
                ("mostOpen", String(settings.desk.mostOpen)), ("secondLook", String(settings.desk.secondLook)),
                ("restAfter", String(settings.desk.restAfter)),
            ]
        case .briefings:
            settings.briefings.all.map { briefing in
                let marks = [
                    briefing.isAsked ? "✓" : "", briefing.certificate?.rawValue ?? "", briefing.zh, briefing.en,
                ]
                return (
                    "briefing.\(briefing.category.rawValue)", marks.filter { !$0.isEmpty }.joined(separator: " · ")
                )
            }
        case .catalogue:
            settings.catalogue.items.map { item in
                let marks = [item.zh, item.en, item.category.rawValue, item.isControlled ? "!" : ""]
                return (item.id, (marks + item.words).filter { !$0.isEmpty }.joined(separator: " · "))
            }
        case .checklist:
            settings.checklist.questions.map { question in
                let categories = question.categories.map(\.rawValue).sorted().joined(separator: " ")
                return (
                    question.id, [question.zh, question.en, categories].filter { !$0.isEmpty }.joined(separator: " · ")
                )
            }
        }
    }

    private static func minutes(_ length: Int64) -> String { "\(length / Time.minute) min" }

    // MARK: Reading it again

    /// Which part an event is about.
    static func part(of event: SealedEvent) -> String { values(of: event)["part"] ?? "" }

    /// What an event of a change says, one line for each entry.
    static func lines(of event: SealedEvent) -> [Text] {
        let values = values(of: event)
        return values.keys.filter { $0.hasSuffix(".from") }.sorted().map { key in
            let name = String(key.dropLast(5))
            return SettingsWords.changed(label(of: name), values[key] ?? "", values[name] ?? "")
        }
    }

    /// What an entry is called where the product has a word for it.
    private static func label(of name: String) -> Text {
        if let kind = Retention.Kind(rawValue: name) { return RetentionWords.name(of: kind) }
        let parts = name.split(separator: ".").map(String.init)
        if parts.count == 2, let urgency = Need.Urgency(name: parts[1]) {
            return SettingsWords.step(RosterWords.step(parts[0]), NeedWords.name(of: urgency))
        }
        if parts.count == 2, parts[0] == "briefing", let category = Need.Category(rawValue: parts[1]) {
            return SettingsWords.briefing(NeedWords.name(of: category))
        }
        switch parts.first {
        case "runBy": return SettingsWords.runBy
        case "contact": return SettingsWords.contact
        case "complianceBy": return SettingsWords.complianceBy
        case "complianceContact": return SettingsWords.complianceContact
        case "mostOpen": return SettingsWords.mostOpen
        case "secondLook": return SettingsWords.secondLook
        case "restAfter": return SettingsWords.restAfter
        case "retry": return SettingsWords.retries
        case "reachLimit": return SettingsWords.reachLimit
        default: return SettingsWords.entry
        }
    }

    private static func values(of event: SealedEvent) -> [String: String] {
        let object = (try? JSONSerialization.jsonObject(with: Data(event.details.utf8))) as? [String: Any]
        return (object ?? [:]).mapValues { "\($0)" }
    }
}
