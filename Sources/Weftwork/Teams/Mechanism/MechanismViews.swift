internal import Database

/// A draft as a program sends it.
struct MechanismBody: Decodable {
    let scope: String?
    /// Part by part, in one language or both.
    let texts: [String: [String: String]]?
    /// The hash that was read with it.
    let read: String?

    /// - Throws: ``Refusal/invalid(_:)`` for a part or a language that there is none of.
    func draft() throws(Refusal) -> MechanismDraft {
        var draft = MechanismDraft(scope: scope, read: read), problems: [FieldProblem] = []
        for (name, sayings) in (texts ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let part = MechanismPart(rawValue: name) else {
                let names = MechanismPart.allCases.map(\.rawValue)
                problems.append(FieldProblem("texts.\(name)", SiteWords.badChoice(names, name)))
                continue
            }
            for (tag, text) in sayings.sorted(by: { $0.key < $1.key }) {
                guard let language = Language(rawValue: tag) else {
                    let tags = Language.allCases.map(\.rawValue)
                    problems.append(FieldProblem("texts.\(name)", SiteWords.badChoice(tags, tag)))
                    continue
                }
                draft.texts[part, default: [:]][language] = text
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return draft
    }
}

struct MechanismActionBody: Decodable {
    let action: String?
    let hash: String?
    let reason: String?
    let note: String?
}

struct MechanismRulesBody: Decodable {
    let objectionDays: Int?
}

extension MechanismTexts: View {
    func write(to json: inout JSON) {
        json.object { json in
            for part in MechanismPart.allCases where !self[part].isEmpty {
                json.name(dynamic: part.rawValue)
                json.object { json in
                    if !self[part].zh.isEmpty { json.field("zh", self[part].zh) }
                    if !self[part].en.isEmpty { json.field("en", self[part].en) }
                }
            }
        }
    }
}

extension MechanismFigures: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("from", moment: from)
            json.field("until", moment: until)
            json.field("needs", needs)
            json.field("answered", answered)
            json.field("inTimePercent", share)
            json.field("medianMinutes", median.map { Int($0 / Time.minute) })
            json.field("met", met)
            json.field("unmet", unmet)
        }
    }
}

/// How a network works, for programs.
struct MechanismView: View {
    let reading: MechanismReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", reading.version?.number ?? 0)
            json.field("objectionDays", reading.facts.objectionDays)
            if let version = reading.version { write(version, to: &json) }
            json.name("figures")
            json.object { json in
                json.field("needs", reading.figures.inAll)
                json.field("open", reading.figures.open)
                json.field("onDuty", reading.figures.onDuty)
                json.field("month", reading.figures.month)
                json.field("before", reading.version?.figures)
                json.field("after", reading.after)
            }
            json.name("versions")
            json.array(reading.versions) { json, step in
                json.object { json in
                    json.field("version", step.number)
                    json.field("publishedAt", moment: step.at)
                    json.field("changed", step.changed.map(\.rawValue))
                }
            }
        }
    }

    private func write(_ version: MechanismVersion, to json: inout JSON) {
        json.field("publishedAt", moment: version.decidedAt)
        json.field("scope", version.scope.name)
        json.field("writtenAs", version.editor.rawValue)
        json.field("decidedAs", version.decider?.rawValue)
        json.field("alone", version.isAlone)
        guard !reading.isInside else { return }
        json.field("reason", version.reason)
        json.field("texts", version.texts)
    }
}

/// The draft, for programs of those who may write it.
struct MechanismDraftView: View {
    let reading: MechanismDraftReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("state", reading.draft?.state.rawValue)
            json.field("hash", reading.hash.nilIfEmpty)
            json.field("scope", reading.scope.name)
            json.field("texts", reading.texts)
            json.field("missing", reading.missing.map(\.rawValue))
            json.field("changed", reading.changed.map(\.rawValue))
            json.field("mayConsent", reading.mayConsent)
            json.field("answer", reading.draft?.answer ?? "")
            json.field("openUntil", moment: reading.draft?.openUntil)
            json.field("consents", reading.voices.filter { !$0.isObjection }.count)
            json.name("objections")
            json.array(reading.voices.filter(\.isObjection)) { json, voice in
                json.object {
                    $0.field("by", voice.memberID)
                    $0.field("name", reading.names[voice.memberID])
                    $0.field("reason", voice.reason)
                    $0.field("at", moment: voice.at)
                }
            }
        }
    }
}

/// The card, for programs.
struct CertaintiesView: View {
    let card: Certainties

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", card.version?.number ?? 0)
            for (name, part) in [("vision", MechanismPart.vision), ("values", .values), ("mechanism", .line)] {
                let saying = card.texts[part]
                json.name(dynamic: name)
                json.object { json in
                    json.field("zh", saying.zh)
                    json.field("en", saying.en)
                }
            }
            json.name("process")
            json.array(CertaintyParts.steps) { json, step in
                json.object { json in
                    json.field("step", step.rawValue)
                    for urgency in Need.Urgency.allCases {
                        json.name(dynamic: urgency.name)
                        json.raw("\(card.clocks.length(of: step, urgency: urgency) / Time.minute)")
                    }
                }
            }
        }
    }
}

extension Schemas {
    private static let sayings = """
        {"type":"object","additionalProperties":{"type":"object","properties":{"zh":{"type":"string"},"en":{"type":"string"}}}}
        """
    static let mechanism = Schema(
        name: "Mechanism",
        definition: """
            {"type":"object","required":["version","figures","versions"],"properties":{"version":{"type":"integer"},"objectionDays":{"type":"integer"},\
            "publishedAt":{"type":["string","null"]},"scope":{"enum":["public","members"]},"reason":{"type":"string"},\
            "texts":\(sayings),"figures":{"type":"object"},"versions":{"type":"array","items":{"type":"object"}}}}
            """)
    static let mechanismDraft = Schema(
        name: "MechanismDraft",
        definition: """
            {"type":"object","required":["scope","texts","missing"],"properties":{"state":{"enum":["draft","asked",null]},\
            "hash":{"type":["string","null"]},"scope":{"enum":["public","members"]},"texts":\(sayings),\
            "missing":{"type":"array","items":{"type":"string"}},"changed":{"type":"array","items":{"type":"string"}},\
            "mayConsent":{"type":"boolean"},"answer":{"type":"string"},"openUntil":{"type":["string","null"]},\
            "consents":{"type":"integer"},"objections":{"type":"array","items":{"type":"object","properties":{"by":{"type":"string"},\
            "name":{"type":["string","null"]},"reason":{"type":"string"},"at":{"type":"string"}}}}}}
            """)
    static let mechanismToPost = Schema(
        name: "MechanismToPost",
        definition: """
            {"type":"object","properties":{"scope":{"enum":["public","members"]},"texts":\(sayings),\
            "read":{"type":"string"}}}
            """)
    static let mechanismAction = Schema(
        name: "MechanismAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["ask","consent","object","withdraw","refuse","discard"]},\
            "hash":{"type":"string"},"reason":{"type":"string"},"note":{"type":"string"}}}
            """)
    static let mechanismRules = Schema(
        name: "MechanismRules",
        definition: """
            {"type":"object","required":["objectionDays"],"properties":{"objectionDays":{"type":"integer","minimum":0,\
            "maximum":60}}}
            """)
    static let certainties = Schema(
        name: "Certainties",
        definition: """
            {"type":"object","required":["version","process"],"properties":{"version":{"type":"integer"},\
            "vision":{"type":"object"},"values":{"type":"object"},"mechanism":{"type":"object"},\
            "process":{"type":"array","items":{"type":"object","description":"minutes by urgency"}}}}
            """)
}
