internal import Database

/// What somebody has said to a charter, for programs.
struct OwnStancesView: View {
    let reading: OwnStancesReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", reading.version.number)
            json.field("voice", reading.voice.id)
            json.field("speaksFor", reading.speaksFor)
            json.field("advises", reading.advises)
            json.name("voices")
            json.array(reading.voices) { json, voice in
                json.object {
                    $0.field("voice", voice.id)
                    $0.field("organisation", voice.organisation)
                    $0.field("counts", voice.counts)
                }
            }
            json.name("stances")
            json.array(reading.clauses) { json, clause in
                json.object { json in
                    json.field("clause", clause.id)
                    let said = reading.said[clause.id]
                    json.field("stance", said?.stance.rawValue)
                    json.field("reason", said.flatMap { reading.reasons[$0.id] })
                    json.field("isAboutPresentWords", said?.isAbout(clause) ?? false)
                    if let at = said?.at { json.field("saidAt", moment: at) }
                    json.field("waits", reading.waits[clause.id]?.reason.rawValue)
                }
            }
        }
    }
}
