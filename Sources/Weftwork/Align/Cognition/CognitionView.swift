internal import Database

/// How a network sees its matter, for programs.
struct CognitionView: View {
    let all: Cognition
    let language: Language

    /// What a program reads of a text: nothing of one that is hidden.
    private func words(_ words: String, _ hidden: String?) -> String? { hidden == nil ? words : nil }

    func write(to json: inout JSON) {
        json.object { json in
            json.name("purpose")
            json.array(all.purpose) { json, clause in
                json.object {
                    $0.field("words", clause.words.text(language))
                    $0.field("kind", clause.kind.rawValue)
                }
            }
            json.field("purposeInForce", all.isInForce)
            json.name("talks")
            json.array(all.talks) { json, talk in
                json.object {
                    $0.field("title", talk.title(language))
                    $0.field("people", talk.people)
                    $0.field("shared", talk.shared.map { $0(language) })
                    $0.field("rejected", talk.rejected.map { $0(language) })
                    $0.field("divided", talk.divided.map { $0(language) })
                }
            }
            json.name("terms")
            json.array(all.terms) { json, term in
                json.object { json in
                    json.field("id", term.id)
                    json.field("zh", words(term.words.zh, term.hidden(.zh)))
                    json.field("en", words(term.words.en, term.hidden(.en)))
                    json.field("hidden", term.hidden)
                    json.field("added", term.other?.id)
                    json.field("addedLanguage", term.other?.language.rawValue)
                    json.field("addedBy", term.other.flatMap { all.names[$0.memberID] })
                    json.field("addedHidden", term.other?.hidden)
                    json.name("meanings")
                    json.array(term.meanings) { json, meaning in
                        json.object {
                            $0.field("id", meaning.id)
                            $0.field("side", meaning.sideID)
                            $0.field("name", all.side(meaning))
                            $0.field("words", words(meaning.words, meaning.hidden))
                            $0.field("hidden", meaning.hidden)
                            $0.field("at", moment: meaning.at)
                        }
                    }
                }
            }
            json.name("evidence")
            json.array(all.evidence) { json, one in
                json.object {
                    $0.field("id", one.id)
                    $0.field("title", words(one.title, one.hidden))
                    $0.field("link", one.link.isEmpty ? nil : words(one.link, one.hidden))
                    $0.field("note", words(one.note, one.hidden))
                    $0.field("hidden", one.hidden)
                    $0.field("by", all.names[one.byID])
                    $0.field("at", moment: one.at)
                }
            }
        }
    }

    static let schema = Schema(
        name: "Cognition",
        definition: """
            {"type":"object","required":["purpose","talks","terms","evidence"],"properties":{\
            "purpose":{"type":"array","items":{"type":"object"}},"purposeInForce":{"type":"boolean"},\
            "talks":{"type":"array","items":{"type":"object"}},"terms":{"type":"array","items":{"type":"object",\
            "required":["id","zh","en","meanings"]}},"evidence":{"type":"array","items":{"type":"object",\
            "required":["id","title","at"]}}}}
            """)
    static let term = Schema(
        name: "TermToPost",
        definition: """
            {"type":"object","required":["meaning"],"properties":{"zh":{"type":"string"},"en":{"type":"string"},\
            "meaning":{"type":"string"},"organisation":{"type":"string"}}}
            """)
    static let evidence = Schema(
        name: "EvidenceToPost",
        definition: """
            {"type":"object","required":["title"],"properties":{"title":{"type":"string"},"link":{"type":"string"},\
            "note":{"type":"string"}}}
            """)
    static let action = Schema(
        name: "CognitionAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["addLanguage","changeLanguage","takeBackLanguage","mean","takeBack","remove"]},\
            "zh":{"type":"string"},"en":{"type":"string"},\
            "meaning":{"type":"string"},"organisation":{"type":"string"},"side":{"type":"string"},\
            "reason":{"type":"string"}}}
            """)
}

extension AlignParts {
    /// The line of shared cognition.
    mutating func addCognition(_ acts: CognitionActs) {
        register { viewer, network in
            guard Policy.allows(.seeCognition, viewer) else { return [] }
            let (terms, evidence) = try await acts.database.read { db in
                (try db.termCount(in: network), try db.evidenceCount(in: network))
            }
            let state = terms + evidence > 0 ? CognitionWords.counts(terms, evidence) : nil
            return [AlignLine(.cognition, "/align/cognition", state: state)]
        }
    }
}
