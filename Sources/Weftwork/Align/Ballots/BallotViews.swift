internal import Database
internal import Engine

/// A paper as a program reads it.
struct BallotView: View {
    let file: BallotFile
    let language: Language

    init(_ file: BallotFile, _ language: Language) { (self.file, self.language) = (file, language) }

    func write(to json: inout JSON) {
        let proposal = file.proposal
        json.object { json in
            json.field("proposal", proposal.id)
            json.field("method", proposal.method.rawValue)
            json.field("rule", ProposalMethodWords.rule(of: proposal.method)(language))
            json.field("tieRule", ProposalTieWords.rule(of: proposal)?(language))
            json.field("voice", file.voice.id)
            json.field("secret", proposal.terms.isSecret)
            json.field("cast", file.isCast)
            json.field("changeable", !(proposal.terms.isSecret && file.isCast))
            json.field("closesAt", moment: proposal.closesAt)
            json.field("carries", file.carries.count)
            json.field("passedOn", file.passedTo != nil)
            json.name("options")
            json.array(file.options) { json, option in
                json.object {
                    $0.field("id", option.id)
                    $0.field("words", option.words)
                    $0.field("cost", quantity: option.cost)
                    $0.field("startsAt", moment: option.startsAt)
                    $0.field("endsAt", moment: option.endsAt)
                }
            }
            json.name("marks")
            json.array(file.paper?.marks ?? []) { write($1, to: &$0) }
        }
    }

    private func write(_ mark: BallotMark, to json: inout JSON) {
        json.object { json in
            json.field("option", mark.option)
            if file.proposal.method == .timePoll {
                json.field("value", TimePoll.Answer.stored[mark.value]?.rawValue)
            } else {
                json.field("value", mark.value)
            }
            if let effort = mark.effort { json.field("effort", effort) }
        }
    }

    static let schema = Schema(
        name: "Ballot",
        definition: """
            {"type":"object","required":["proposal","method","rule","voice","secret","cast","changeable","options","marks"],\
            "properties":{"proposal":{"type":"string"},"method":{"type":"string"},"rule":{"type":"string"},"tieRule":{"type":["string","null"]},\
            "voice":{"type":"string"},"secret":{"type":"boolean"},"cast":{"type":"boolean"},"changeable":{"type":"boolean"},\
            "closesAt":{"type":"string"},"carries":{"type":"integer"},"passedOn":{"type":"boolean"},\
            "options":{"type":"array","items":{"type":"object"}},"marks":{"type":"array","items":{"type":"object"}}}}
            """)
}

/// That a paper is in: of a secret ballot the same bytes whatever it says.
struct BallotCastView: View {
    let cast: BallotActs.Cast

    func write(to json: inout JSON) {
        json.object {
            $0.field("proposal", cast.proposal.id)
            $0.field("voice", cast.voice.id)
            $0.field("cast", true)
            $0.field("secret", cast.proposal.terms.isSecret)
            $0.field("changeable", !cast.proposal.terms.isSecret)
        }
    }

    static let schema = Schema(
        name: "BallotCast",
        definition: """
            {"type":"object","required":["proposal","voice","cast","secret","changeable"],"properties":{\
            "proposal":{"type":"string"},"voice":{"type":"string"},"cast":{"type":"boolean"},"secret":{"type":"boolean"},\
            "changeable":{"type":"boolean"}}}
            """)
}
