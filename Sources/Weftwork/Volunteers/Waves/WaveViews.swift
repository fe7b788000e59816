internal import Database
internal import Engine

/// A call for help, for programs of those who dispatch.
struct HelpCallView: View {
    let reading: HelpCallReading
    let language: Language
    /// With whom it asked.
    let isWhole: Bool
    var refused: [(member: ID, why: WaveStop)] = []

    func write(to json: inout JSON) {
        let call = reading.call
        json.object { json in
            json.field("id", call.id)
            json.field("need", call.needID)
            json.field("line", call.lineID)
            json.field("item", reading.line?.item)
            json.field("state", call.state.rawValue)
            json.field("wanted", call.wanted)
            json.field("yes", reading.yes)
            json.field("share", quantity: call.share)
            json.field("from", moment: call.terms.from)
            json.field("hours", quantity: call.terms.hours)
            json.field("minutes", call.terms.length)
            json.field("wave", call.wave)
            json.field("nextWaveAt", moment: call.state == .running ? call.dueAt : nil)
            json.field("until", moment: call.untilAt)
            json.field("owner", call.ownerID)
            json.field("nobody", call.why?.name)
            json.field("nobodyBecause", call.why.map { WaveWords.words($0)(language) })
            guard isWhole else { return }
            json.name("asked")
            json.array(reading.asked) { write($1, to: &$0) }
            json.name("refused")
            json.array(refused) { json, one in
                json.object {
                    $0.field("member", one.member)
                    $0.field("why", one.why.name)
                    $0.field("words", WaveWords.words(ofOne: one.why)(language))
                }
            }
        }
    }

    private func write(_ one: HelpCallReading.Asked, to json: inout JSON) {
        json.object { json in
            json.field("member", one.asking.memberID)
            json.field("name", one.name)
            json.field("wave", one.asking.wave)
            json.field("at", moment: one.asking.askedAt)
            json.field("state", one.asking.state.rawValue)
            json.field("byHand", one.asking.isPicked)
            json.field("letGo", one.isLetGo)
        }
    }
}

struct HelpCallsView: View {
    let calls: [HelpCallReading]
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.name("items")
            json.array(calls) { HelpCallView(reading: $1, language: language, isWhole: false).write(to: &$0) }
        }
    }
}

struct ContactBudgetView: View {
    let perWeek: Int

    func write(to json: inout JSON) { json.object { $0.field("perWeek", perWeek) } }
}

/// One's own askings and record, for one's own programs.
struct OwnAskingsView: View {
    let record: VolunteerRecord
    let askings: [AskedView]
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.name("record")
            json.object { json in
                json.field("kept", record.kept)
                json.field("missed", record.missed)
                json.field(
                    "reliability", number: record.kept + record.missed > 0 ? record.reliability.expected : nil)
                json.field("asked", record.asked)
                json.field("yes", record.answers.yes)
                json.field(
                    "answersWithinMinutes", number: record.answers.minutes.isEmpty ? nil : record.response.median)
                json.field("contactsThisWeek", record.contacts)
                json.field("contactsPerWeek", record.perWeek)
            }
            json.name("items")
            json.array(askings) { write($1, to: &$0) }
        }
    }

    private func write(_ view: AskedView, to json: inout JSON) {
        json.object { json in
            json.field("id", view.asking.id)
            json.field("need", view.asking.needID)
            json.field("title", view.need?.title)
            json.field("item", view.line?.item)
            json.field("area", view.need?.area.parts ?? [])
            let terms = view.asking.terms(of: view.call.terms)
            json.field("from", moment: terms.from)
            json.field("hours", quantity: terms.hours)
            json.field("minutes", terms.length)
            json.field("at", moment: view.asking.askedAt)
            json.field("until", moment: view.asking.untilAt)
            json.field("state", view.stage.rawValue)
            json.field("said", view.asking.said?.rawValue)
            json.field("claim", view.asking.claimID)
            json.field("why", view.asking.why.words(language))
            json.field("handsFull", view.full != nil)
        }
    }
}

enum WaveSchemas {
    private static let text = "{\"type\":[\"string\",\"null\"]}"
    private static let asked = """
        {"type":"array","items":{"type":"object","required":["member","state","wave"],"properties":{"member":{"type":"string"},\
        "name":{"type":"string"},"wave":{"type":"integer"},"at":{"type":"string"},\
        "state":{"enum":["asked","accepted","declined","withdrawn","lapsed"]},"byHand":{"type":"boolean"},\
        "letGo":{"type":"boolean"}}}}
        """
    private static let fields = """
        "id":{"type":"string"},"need":{"type":"string"},"line":{"type":"string"},"item":\(text),\
        "state":{"enum":["running","short","met","ended","over"]},"wanted":{"type":"integer"},"yes":{"type":"integer"},\
        "share":{"type":["number","null"]},"from":\(text),"hours":{"type":"number"},"minutes":{"type":"integer"},"wave":{"type":"integer"},\
        "nextWaveAt":\(text),"until":\(text),"owner":{"type":"string"},"nobody":\(text),"nobodyBecause":\(text)
        """
    static let call = Schema(
        name: "HelpCall",
        definition: """
            {"type":"object","required":["id","need","line","state","wanted","yes","asked"],"properties":{\(fields),\
            "asked":\(asked),"refused":{"type":"array","items":{"type":"object","properties":{"member":{"type":"string"},\
            "why":{"type":"string"},"words":{"type":"string"}}}}}}
            """)
    static let calls = Schema(
        name: "HelpCalls",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "required":["id","state"],"properties":{\(fields)}}}}}
            """)
    static let callToPost = Schema(
        name: "HelpCallToPost",
        definition: """
            {"type":"object","required":["line"],"properties":{"line":{"type":"string"},"wanted":{"type":"integer"},\
            "from":{"type":"string"},"hours":{"type":"number","maximum":12},"minutes":{"type":"integer","minimum":15,"maximum":720},\
            "members":{"type":"array","items":{"type":"string"}}}}
            """)
    static let action = Schema(
        name: "HelpCallAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["end","again","ask"]},\
            "members":{"type":"array","items":{"type":"string"}}}}
            """)
    static let budget = Schema(
        name: "ContactBudget",
        definition: """
            {"type":"object","required":["perWeek"],"properties":{"perWeek":{"type":"integer","minimum":1,"maximum":14}}}
            """)
    static let answer = Schema(
        name: "AskingAnswer",
        definition: """
            {"type":"object","required":["answer"],"properties":{"answer":{"enum":["yes","no","notThisWeek"]}}}
            """)
    static let own = Schema(
        name: "OwnAskings",
        definition: """
            {"type":"object","required":["record","items"],"properties":{"record":{"type":"object","properties":{\
            "kept":{"type":"integer"},"missed":{"type":"integer"},"reliability":{"type":["number","null"]},\
            "asked":{"type":"integer"},"yes":{"type":"integer"},"answersWithinMinutes":{"type":["number","null"]},\
            "contactsThisWeek":{"type":"integer"},"contactsPerWeek":{"type":"integer"}}},"items":{"type":"array",\
            "items":{"type":"object","required":["id","need","state"],"properties":{"id":{"type":"string"},\
            "need":{"type":"string"},"title":\(text),"item":\(text),"area":{"type":"array","items":{"type":"string"}},\
            "from":\(text),"hours":{"type":"number"},"minutes":{"type":"integer"},"at":{"type":"string"},"until":{"type":"string"},\
            "state":{"enum":["open","accepted","declined","enough","ended","lapsed"]},"said":\(text),"claim":\(text),\
            "why":{"type":"string"},"handsFull":{"type":"boolean"}}}}}}
            """)
}
