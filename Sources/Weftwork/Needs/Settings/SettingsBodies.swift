internal import Foundation

/// Settings as JSON, for the API and for the storage alike. Lengths are minutes.
struct SettingsView: View {
    let settings: DeskSettings

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", settings.version)
            for part in DeskSettings.Part.allCases {
                json.name(dynamic: part.rawValue)
                write(part, to: &json)
            }
            guard let fixed = settings.fixed else { return }
            json.name("fixed")
            json.object { json in
                json.field("rules", fixed.rules)
                json.field("steps", fixed.steps.map(\.rawValue))
            }
        }
    }

    /// One part by itself.
    func write(_ part: DeskSettings.Part, to json: inout JSON) {
        switch part {
        case .about:
            json.object {
                $0.field("runBy", settings.about.runBy)
                $0.field("contact", settings.about.contact)
                guard let compliance = settings.about.compliance else { return }
                $0.field("complianceBy", compliance.name)
                $0.field("complianceContact", compliance.contact)
            }
        case .clocks: writeClocks(to: &json)
        case .desk:
            json.object {
                $0.field("mostOpen", settings.desk.mostOpen)
                $0.field("secondLook", settings.desk.secondLook)
                $0.field("restAfter", settings.desk.restAfter)
            }
        case .briefings: writeBriefings(to: &json)
        case .catalogue:
            json.array(settings.catalogue.items) { json, item in
                json.object {
                    $0.field("id", item.id)
                    $0.field("zh", item.zh)
                    $0.field("en", item.en)
                    $0.field("words", item.words)
                    $0.field("category", item.category.rawValue)
                    $0.field("controlled", item.isControlled)
                }
            }
        case .checklist:
            json.array(settings.checklist.questions) { json, question in
                json.object {
                    $0.field("id", question.id)
                    $0.field("zh", question.zh)
                    $0.field("en", question.en)
                    $0.field("categories", Need.Category.allCases.filter(question.categories.contains).map(\.rawValue))
                }
            }
        }
    }

    private func writeBriefings(to json: inout JSON) {
        json.array(settings.briefings.all) { json, briefing in
            json.object {
                $0.field("category", briefing.category.rawValue)
                $0.field("zh", briefing.zh)
                $0.field("en", briefing.en)
                $0.field("asked", briefing.isAsked)
                $0.field("certificate", briefing.certificate?.rawValue ?? "")
                $0.field("version", briefing.version)
            }
        }
    }

    private func writeClocks(to json: inout JSON) {
        func minutes(_ milliseconds: Int64) -> String { Format.decimal(milliseconds * 1000 / Time.minute) }
        json.object { json in
            json.name("steps")
            json.object { json in
                for step in ClockLengths.steps {
                    json.name(dynamic: step.rawValue)
                    json.object { json in
                        for urgency in Need.Urgency.allCases {
                            json.name(dynamic: urgency.name)
                            json.raw(minutes(settings.clocks.length(of: step, urgency: urgency)))
                        }
                    }
                }
            }
            json.name("retries")
            json.array(settings.clocks.retries) { $0.raw(minutes($1)) }
            json.name("reachLimit")
            json.raw(minutes(settings.clocks.reachLimit))
        }
    }
}

/// The parts of the settings that a program sets; a list takes the place of the whole list.
struct SettingsBody: Decodable {
    struct About: Decodable {
        var runBy: String?
        var contact: String?
        var complianceBy: String?
        var complianceContact: String?

        var compliance: ComplianceContact? {
            guard complianceBy != nil || complianceContact != nil else { return nil }
            return ComplianceContact(name: complianceBy ?? "", contact: complianceContact ?? "")
        }
    }

    struct Briefing: Decodable {
        var category: String?
        var zh: String?
        var en: String?
        var asked: Bool?
        var certificate: String?
    }

    struct Clocks: Decodable {
        var steps: [String: [String: Double]]?
        var retries: [Double]?
        var reachLimit: Double?
    }

    struct Desk: Decodable {
        var mostOpen: Int?
        var secondLook: Int?
        var restAfter: Int?
    }

    struct Item: Decodable {
        var id: String?
        var zh: String?
        var en: String?
        var words: [String]?
        var category: String?
        var controlled: Bool?
    }

    struct Question: Decodable {
        var id: String?
        var zh: String?
        var en: String?
        var categories: [String]?
    }

    var version: Int?
    var about: About?
    var clocks: Clocks?
    var desk: Desk?
    var catalogue: [Item]?
    var checklist: [Question]?
    var briefings: [Briefing]?
    /// Parts that go back to what ships with the product.
    var reset: [String]?

    /// - Throws: ``Refusal/invalid(_:)`` when it changes nothing or resets what there isn't.
    func changes() throws(Refusal) -> [SettingsChange] {
        var changes: [SettingsChange] = []
        for name in reset ?? [] {
            guard let part = DeskSettings.Part(rawValue: name) else {
                throw .invalid("reset", SiteWords.badChoice(DeskSettings.Part.allCases.map(\.rawValue), name))
            }
            changes.append(.reset(part))
        }
        if let about {
            changes.append(
                .about(runBy: about.runBy ?? "", contact: about.contact ?? "", compliance: about.compliance))
        }
        if let briefings {
            changes.append(
                .briefings(
                    briefings.map {
                        BriefingDraft(
                            category: $0.category ?? "", zh: $0.zh, en: $0.en, isAsked: $0.asked,
                            certificate: $0.certificate)
                    }))
        }
        if let clocks {
            changes.append(
                .clocks(
                    ClocksDraft(steps: clocks.steps ?? [:], retries: clocks.retries, reachLimit: clocks.reachLimit)))
        }
        if let desk {
            changes.append(
                .desk(
                    DeskDraft(mostOpen: desk.mostOpen, secondLook: desk.secondLook, restAfter: desk.restAfter)))
        }
        if let catalogue {
            changes.append(
                .catalogue(
                    catalogue.map {
                        ItemDraft(
                            id: $0.id ?? "", zh: $0.zh ?? "", en: $0.en ?? "", words: $0.words ?? [],
                            category: $0.category ?? "", isControlled: $0.controlled ?? false)
                    }))
        }
        if let checklist {
            changes.append(
                .checklist(
                    checklist.map {
                        QuestionDraft(
                            id: $0.id ?? "", zh: $0.zh ?? "", en: $0.en ?? "", categories: $0.categories ?? [])
                    }))
        }
        guard !changes.isEmpty else { throw .invalid("about", SettingsWords.nothing) }
        return changes
    }
}
