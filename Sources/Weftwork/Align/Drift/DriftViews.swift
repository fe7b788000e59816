internal import Database
internal import Engine

/// Both drifts for programs.
struct DriftView: View {
    let reading: DriftReading
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", reading.version?.number)
            json.field("voices", reading.voices)
            json.field("consensus", number: reading.whole)
            json.field("consensusLimit", number: Double(reading.limits.consensus) / 100)
            json.field("effort", number: reading.effort?.value)
            json.field("effortLimit", number: Double(reading.limits.effort) / 100)
            json.field("asked", reading.asked)
            json.name("clauses")
            let weeks = reading.weeks
            json.array(reading.clauses) { json, line in write(line, weeks[line.clause.id] ?? [], to: &json) }
            json.name("priorities")
            json.array(reading.effortLines) { json, line in write(line, to: &json) }
            json.name("history")
            json.array(reading.history.filter { $0.kind != .clause }) { json, point in
                json.object {
                    $0.field("kind", point.kind.rawValue)
                    $0.field("at", moment: point.at)
                    $0.field("value", number: point.share)
                }
            }
            json.field("alerts", reading.alerts)
            json.field("rounds", reading.rounds)
            json.name("renewals")
            json.array(reading.renewals) { json, renewal in RenewalView.write(renewal, to: &json) }
        }
    }

    private func write(_ line: ClauseLine, _ history: [DriftPoint], to json: inout JSON) {
        json.object { json in
            json.field("clause", line.clause.id)
            json.field("text", line.clause.text(language))
            json.field("isCore", line.clause.isCore)
            json.field("drift", number: line.drift.value)
            json.field("unaffirmed", line.drift.unaffirmed)
            json.field("objecting", line.drift.objecting)
            json.field("voices", line.drift.voices)
            json.field("polarisation", number: line.drift.polarisation)
            json.field("changeInPoints", line.change)
            json.name("history")
            json.array(history) { json, point in
                json.object {
                    $0.field("at", moment: point.at)
                    $0.field("value", number: point.share)
                }
            }
        }
    }

    private func write(_ line: EffortLine, to json: inout JSON) {
        json.object {
            $0.field("clause", line.clause?.id)
            $0.field("text", line.clause?.text(language))
            $0.field("stated", number: line.stated)
            $0.field("spent", number: line.spent)
            $0.field("promises", Int(line.promises))
            $0.field("deliveries", Int(line.deliveries))
            $0.field("hours", Int(line.hours))
        }
    }
}

extension DriftAlert: View {
    func write(to json: inout JSON) {
        json.object {
            $0.field("id", id)
            $0.field("kind", kind.rawValue)
            $0.field("value", number: Double(value) / 10_000)
            $0.field("limit", number: Double(limit) / 10_000)
            $0.field("clause", clauseID)
            $0.field("owner", ownerID)
            $0.field("openedAt", moment: openedAt)
            $0.field("due", moment: isOpen ? dueAt : nil)
            $0.field("closedAt", moment: closedAt)
            $0.field("outcome", outcome?.rawValue)
            $0.field("words", words)
            $0.field("renewal", renewalID)
        }
    }
}

extension AskRound: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", id)
            json.field("step", step == .half ? "half" : "others")
            json.field("version", version)
            json.field("at", moment: at)
            json.field("due", moment: dueAt)
            json.field("closedAt", moment: closedAt)
            json.field("asked", asked)
            json.field("answered", answered)
            json.field("verdict", isOpen ? nil : verdict.rawValue)
            json.name("clauses")
            json.array(results) { json, result in
                json.object { json in
                    json.field("clause", result.clause)
                    AskRound.fields(of: result.answers, to: &json)
                    // Nothing where there are no groups, none where a few could be found out by them.
                    guard let groups = result.groups else { return }
                    json.name("groups")
                    json.array(groups) { json, group in
                        json.object { json in
                            json.field("voices", group.voices)
                            AskRound.fields(of: group.answers, to: &json)
                        }
                    }
                }
            }
        }
    }

    private static func fields(of answers: PairedAnswers, to json: inout JSON) {
        json.field("kept", answers.kept)
        json.field("turnedAway", answers.turnedAway)
        json.field("cameRound", answers.cameRound)
        json.field("z", number: answers.z)
        json.field("zAdapted", number: answers.zAdapted)
        json.field("netLoss", number: answers.netLoss)
        json.field("lapse", number: answers.lapse)
        json.field("verdict", answers.verdict.rawValue)
    }
}

/// What somebody is asked again.
struct DriftAskedView: View {
    let reading: AskedReading?
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("round", reading?.round.id)
            json.field("voice", reading?.voice.id)
            json.field("speaksFor", reading?.voice.organisation)
            json.field("due", moment: reading?.round.dueAt)
            json.name("clauses")
            json.array(reading?.lines ?? []) { json, line in
                json.object {
                    $0.field("clause", line.clause.id)
                    $0.field("text", line.clause.text(language))
                    $0.field("said", line.said?.rawValue)
                }
            }
        }
    }
}

/// A renewal for programs.
struct RenewalView: View {
    let reading: RenewalReading
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            RenewalView.fields(of: reading.renewal, to: &json)
            json.name("mindset")
            if let mindset = reading.mindset {
                SheetView(reading: mindset, language: language).write(to: &json)
            } else {
                json.raw("null")
            }
            json.name("steps")
            json.array(reading.steps) { json, step in
                json.object {
                    $0.field("step", step.kind.name)
                    $0.field("owner", step.ownerID)
                    $0.field("startedAt", moment: step.startedAt)
                    $0.field("due", moment: step.dueAt)
                    $0.field("doneAt", moment: step.doneAt)
                    $0.field("words", step.words)
                }
            }
            json.name("goals")
            json.array(reading.goals) { json, goal in
                json.object {
                    $0.field("id", goal.id)
                    $0.field("words", goal.hidden == nil ? goal.title : "")
                    $0.field("note", goal.hidden == nil ? goal.note : "")
                    $0.field("hidden", goal.hidden)
                    $0.field("priority", goal.clauseID)
                    $0.field("until", moment: goal.dueAt)
                }
            }
        }
    }

    static func write(_ renewal: Renewal, to json: inout JSON) {
        json.object { fields(of: renewal, to: &$0) }
    }

    private static func fields(of renewal: Renewal, to json: inout JSON) {
        json.field("id", renewal.id)
        json.field("reason", renewal.reason.rawValue)
        json.field("words", renewal.words)
        json.field("by", renewal.byID)
        json.field("startedAt", moment: renewal.startedAt)
        json.field("version", renewal.version)
        json.field("newVersion", renewal.newVersion)
        json.field("endedAt", moment: renewal.endedAt)
        json.field("outcome", renewal.outcome?.rawValue)
    }
}

enum DriftSchemas {
    static let drift = Schema(
        name: "Drift",
        definition: """
            {"type":"object","required":["version","consensus","effort","clauses","priorities","history","alerts","rounds",\
            "renewals"],"properties":{"version":{"type":["integer","null"]},"voices":{"type":"integer"},\
            "consensus":{"type":["number","null"]},"consensusLimit":{"type":"number"},"effort":{"type":["number","null"]},\
            "effortLimit":{"type":"number"},"asked":{"type":["string","null"]},"clauses":{"type":"array","items":{"type":"object"}},\
            "priorities":{"type":"array","items":{"type":"object"}},"history":{"type":"array","items":{"type":"object"}},\
            "alerts":{"type":"array","items":{"type":"object"}},"rounds":{"type":"array","items":{"type":"object"}},\
            "renewals":{"type":"array","items":{"type":"object"}}}}
            """)
    static let action = Schema(
        name: "DriftAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["askAgain","rebuild","renew","answer","take"]},\
            "alert":{"type":"string"},"words":{"type":"string"},"reason":{"type":"string"}}}
            """)
    static let asked = Schema(
        name: "DriftAsked",
        definition: """
            {"type":"object","required":["round","clauses"],"properties":{"round":{"type":["string","null"]},\
            "voice":{"type":["string","null"]},"speaksFor":{"type":["string","null"]},"due":{"type":["string","null"]},"clauses":{"type":"array","items":{"type":"object"}}}}
            """)
    static let renewal = Schema(
        name: "Renewal",
        definition: """
            {"type":"object","required":["id","reason","version","steps","goals"],"properties":{"id":{"type":"string"},\
            "reason":{"enum":["yearly","consensus","effort","asked"]},"words":{"type":"string"},"by":{"type":"string"},\
            "startedAt":{"type":"string"},"version":{"type":"integer"},"newVersion":{"type":["integer","null"]},\
            "endedAt":{"type":["string","null"]},"outcome":{"type":["string","null"]},"mindset":{"type":["object","null"]},\
            "steps":{"type":"array","items":{"type":"object"}},"goals":{"type":"array","items":{"type":"object"}}}}
            """)
    static let renewalAction = Schema(
        name: "RenewalAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["take","finish","goal","draft","mindset","end"]},\
            "step":{"enum":["review","realign","draft","adopt","goals"]},"words":{"type":"string"},"reason":{"type":"string"},\
            "learnt":{"type":"string"},"priority":{"type":"string"},"until":{"type":"string"}}}
            """)
}
