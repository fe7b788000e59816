internal import Database

/// A proposal for programs.
struct ProposalView: View {
    let file: ProposalFile
    let language: Language

    private var proposal: Proposal { file.proposal }

    func write(to json: inout JSON) {
        json.object { json in
            writeHead(to: &json)
            json.name("terms")
            write(proposal.terms, to: &json)
            json.name("options")
            json.array(file.options) { json, option in
                json.object {
                    $0.field("id", option.id)
                    $0.field("number", option.number)
                    $0.field("words", said(option.words))
                    $0.field("cost", quantity: option.cost)
                    $0.field("startsAt", moment: option.startsAt)
                    $0.field("endsAt", moment: option.endsAt)
                }
            }
            json.field("eligible", file.voices.count)
            json.field("answered", file.answeredCount)
            json.field(
                "own",
                file.own.map {
                    VoiceView(voice: $0, hasAnswered: file.answered.contains($0.id), passing: file.passing[$0.id])
                })
            json.field("tally", tally)
            writeStances(to: &json)
            writeVersions(to: &json)
            json.field(
                "outcome",
                file.outcome.map { OutcomeView(outcome: $0, objections: file.objections, names: file.names) })
            json.field("allowed", file.allowed)
            json.field("endsNotBefore", moment: file.endsNotBefore)
        }
    }

    /// Whose silence consents is settled at the end: before, most have not had their time.
    private var tally: ProposalTally? {
        var tally = file.tally
        if proposal.closedAt == nil { tally?.silent = nil }
        return tally
    }

    /// What is hidden is nobody's to read here.
    private func said(_ words: String) -> String { proposal.hidden == nil ? words : "" }

    private func writeHead(to json: inout JSON) {
        json.field("id", proposal.id)
        json.field("question", said(proposal.question))
        json.field("context", said(proposal.context))
        json.field("hidden", proposal.hidden)
        json.field("method", proposal.method.rawValue)
        json.field("rule", ProposalMethodWords.rule(of: proposal.method)(language))
        json.field("tieRule", ProposalTieWords.rule(of: proposal)?(language))
        let tests = ProposalMethodWords.tests(of: proposal.method, until: proposal.reviewAt)
        json.field("tests", tests.map { $0(language) })
        json.field("topic", proposal.topic.rawValue)
        json.field("audience", proposal.audience.name)
        json.field("state", proposal.state.rawValue)
        json.field("version", proposal.version)
        json.field("proposer", named(proposal.proposerID))
        json.field("owner", named(proposal.ownerID))
        json.field("asked", proposal.askedID.map(named))
        json.field("facilitator", proposal.facilitatorID.map(named))
        json.field("opensAt", moment: proposal.opensAt)
        json.field("openedAt", moment: proposal.openedAt)
        json.field("closesAt", moment: proposal.closesAt)
        json.field("closedAt", moment: proposal.closedAt)
        json.field("reviewAt", moment: proposal.reviewAt)
        json.field("subject", file.subject?.title(language))
        let core = file.subject?.core ?? []
        json.field("core", core + file.core.map { $0.text(language) }.filter { !core.contains($0) })
    }

    private func named(_ id: ID) -> NamedView { NamedView(id: id, name: file.names[id] ?? "") }

    private func write(_ terms: Proposal.Terms, to json: inout JSON) {
        json.object {
            $0.field("unit", terms.unit.rawValue)
            $0.field("scope", terms.scope.encoded)
            $0.field("quorum", terms.quorum)
            $0.field("leastVoices", terms.leastVoices)
            $0.field("threshold", terms.threshold)
            $0.field("ofEligible", terms.ofEligible)
            $0.field("silenceConsents", terms.silenceConsents)
            $0.field("tieBreak", terms.tieBreak.rawValue)
            $0.field("results", terms.results.rawValue)
            $0.field("secret", terms.isSecret)
            $0.field("seats", terms.ballot.seats)
            $0.field("lowest", terms.ballot.lowest)
            $0.field("highest", terms.ballot.highest)
            $0.field("credits", terms.ballot.credits)
            $0.field("budget", quantity: terms.ballot.budget)
            $0.field("budgetUnit", terms.ballot.budgetUnit)
        }
    }

    private func writeStances(to json: inout JSON) {
        let voices = Dictionary(file.voices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        json.name("stances")
        json.array(file.stances) { json, stance in
            json.object {
                $0.field("id", stance.id)
                $0.field("voice", stance.voiceID)
                $0.field("name", voices[stance.voiceID]?.name)
                $0.field("position", stance.position.rawValue)
                $0.field("reason", stance.reason)
                $0.field("test", stance.test?.rawValue)
                $0.field("hidden", stance.hidden)
                $0.field("version", stance.version)
                let asked = voices[stance.voiceID]?.askedVersion ?? 1
                $0.field(
                    "counts",
                    ProposalRules.stands(
                        stance.position, by: stance.voiceID, of: stance.version, asked: asked, proposal.terms))
                $0.field("by", stance.byID)
                $0.field("at", moment: stance.at)
            }
        }
        json.field("earlier", file.objections.filter { $0.after != nil }.map { ObjectionView(objection: $0) })
        json.name("waits")
        json.array(file.waits) { json, wait in
            json.object {
                $0.field("id", wait.id)
                $0.field("voice", wait.voiceID)
                $0.field("name", voices[wait.voiceID]?.name)
                $0.field("reason", wait.reason)
                $0.field("hidden", wait.hidden)
                $0.field("until", moment: wait.until)
            }
        }
        json.name("advice")
        json.array(file.advice) { json, advice in
            json.object {
                $0.field("id", advice.id)
                $0.field("voice", advice.voiceID)
                $0.field("by", named(advice.memberID))
                $0.field("position", advice.position.rawValue)
                $0.field("reason", advice.reason)
                $0.field("hidden", advice.hidden)
            }
        }
    }

    private func writeVersions(to json: inout JSON) {
        json.name("versions")
        json.array(file.versions) { json, version in
            json.object {
                $0.field("version", version.number)
                $0.field("question", said(version.question))
                $0.field("context", said(version.context))
                $0.field("by", named(version.byID))
                $0.field("at", moment: version.at)
                $0.field("reason", said(version.reason))
                $0.field("credits", version.credits.map(named))
                $0.field("askedAgain", version.asked?.count)
            }
        }
    }
}

private struct NamedView: View {
    let id: ID
    let name: String

    func write(to json: inout JSON) {
        json.object {
            $0.field("id", id)
            $0.field("name", name)
        }
    }
}

private struct VoiceView: View {
    let voice: ProposalVoice
    let hasAnswered: Bool
    /// Nothing where it counts on papers, or answers are taken no more.
    let passing: VoicePassing?

    func write(to json: inout JSON) {
        json.object {
            $0.field("voice", voice.id)
            $0.field("kind", voice.kind.rawValue)
            $0.field("name", voice.name)
            $0.field("answered", hasAnswered)
            if let passing {
                $0.field("carries", passing.carries)
                $0.field("answeredForMe", passing.passedTo)
            }
        }
    }
}

extension ProposalTally: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("eligible", eligible)
            json.field("answered", answered)
            json.field("delegated", delegated)
            json.field("missing", missing)
            json.field("waiting", waiting)
            if let silent { json.field("silentConsent", silent) }
            json.name("counts")
            ProposalTally.write(counts, to: &json)
            if let withoutNewcomers {
                json.name("withoutNewcomers")
                ProposalTally.write(withoutNewcomers, to: &json)
            }
            if let withoutRecent {
                json.name("withoutRecent")
                ProposalTally.write(withoutRecent, to: &json)
            }
            if let papersWithoutNewcomers {
                json.name("papersWithoutNewcomers")
                ProposalTally.write(papersWithoutNewcomers, to: &json)
            }
            ProposalTally.write(ranking, to: &json)
            if let detail {
                json.name("detail")
                json.raw(detail)
            }
        }
    }

    private static func write(_ without: Without, to json: inout JSON) {
        json.object { json in
            json.field("left", without.left)
            json.name("counts")
            write(without.counts, to: &json)
            json.field("winners", without.winners)
            write(without.ranking, to: &json)
        }
    }

    private static func write(_ ranking: [[String]], to json: inout JSON) {
        json.name("ranking")
        json.array(ranking) { json, place in
            json.array(place) { json, option in json.value(option) }
        }
    }

    private static func write(_ counts: [String: Int], to json: inout JSON) {
        json.object { json in
            for position in Stance.Position.allCases {
                guard let count = counts[position.rawValue] else { continue }
                json.name(dynamic: position.rawValue)
                json.raw("\(count)")
            }
        }
    }
}

/// What came of a proposal, for programs.
struct OutcomeView: View {
    let outcome: ProposalOutcome
    let objections: [ProposalObjection]
    let names: [ID: String]

    func write(to json: inout JSON) {
        json.object { json in
            json.field("verdict", outcome.verdict.rawValue)
            json.field("winners", outcome.winners.map(\.description))
            json.field("words", outcome.words)
            json.field("hidden", outcome.hidden)
            json.field("objectionsMet", outcome.met)
            json.field("objections", objections.map { ObjectionView(objection: $0) })
            json.field("concerns", outcome.concerns)
            json.field("tally", outcome.tally)
            json.field("by", NamedView(id: outcome.byID, name: names[outcome.byID] ?? ""))
            json.field("at", moment: outcome.at)
            json.field("reviewAt", moment: outcome.reviewAt)
            json.name("links")
            json.array(outcome.links) { json, link in
                json.object {
                    $0.field("title", link.title)
                    $0.field("path", link.path)
                }
            }
            json.name("goals")
            json.array(outcome.goals) { json, goal in
                json.object {
                    $0.field("id", goal.id)
                    $0.field("kind", goal.kind.rawValue)
                    $0.field("title", goal.hidden == nil ? goal.title : "")
                    $0.field("hidden", goal.hidden)
                    $0.field("state", goal.state.rawValue)
                    $0.field("due", moment: goal.dueAt)
                }
            }
            json.name("reviews")
            json.array(outcome.reviews) { json, review in
                json.object {
                    $0.field("id", review.id)
                    $0.field("kind", review.kind.rawValue)
                    $0.field("words", review.words)
                    $0.field("hidden", review.hidden)
                    $0.field("at", moment: review.at)
                }
            }
        }
    }
}

/// A decision in the log, for programs.
struct DecisionView: View {
    let proposal: Proposal
    let outcome: ProposalOutcome
    let objections: [ProposalObjection]
    let names: [ID: String]

    func write(to json: inout JSON) {
        json.object { json in
            json.field("proposal", proposal.id)
            json.field("question", proposal.hidden == nil ? proposal.question : "")
            json.field("hidden", proposal.hidden)
            json.field("method", proposal.method.rawValue)
            json.field("topic", proposal.topic.rawValue)
            json.field("scope", proposal.terms.scope.encoded)
            json.field("outcome", OutcomeView(outcome: outcome, objections: objections, names: names))
        }
    }
}
