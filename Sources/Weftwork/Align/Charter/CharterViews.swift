internal import Database
internal import Engine

extension JSON {
    /// How and by when each section comes about.
    fileprivate mutating func sections(_ subject: CharterSubject, _ plans: [CharterSection: SectionPlan]) {
        name("sections")
        array(subject.sections) { json, section in
            json.object {
                $0.field("section", section.rawValue)
                $0.field("way", plans[section]?.way.rawValue)
                if let day = plans[section]?.day { $0.field("day", moment: day) }
            }
        }
    }

    fileprivate mutating func clause(_ clause: CharterClause, _ said: Affirmation? = nil, _ credits: [String] = []) {
        object { json in
            json.field("id", clause.id)
            json.field("section", clause.section.rawValue)
            json.field("kind", clause.kind.rawValue)
            json.field("level", clause.level.rawValue)
            json.field("zh", clause.zh)
            json.field("en", clause.en)
            json.field("isCore", clause.isCore)
            json.field("since", clause.since)
            json.field("reason", clause.reason)
            if clause.section == .priorities {
                json.field("weight", clause.weight / 10)
                json.field("categories", clause.categories)
            }
            if !credits.isEmpty { json.field("credits", credits) }
            guard let said else { return }
            json.name("affirmation")
            json.affirmation(said)
        }
    }

    /// What a clause is beside its words; nothing where there is none.
    fileprivate mutating func marks(_ clause: CharterClause?) {
        object { json in
            guard let clause else { return }
            json.field("level", clause.level.rawValue)
            json.field("isCore", clause.isCore)
            guard clause.section == .priorities else { return }
            json.field("weight", clause.weight / 10)
            json.field("categories", clause.categories)
        }
    }

    fileprivate mutating func affirmation(_ said: Affirmation) {
        object { json in
            json.field("voices", said.voices)
            json.field("affirm", said.affirm)
            json.field("canLiveWith", said.canLiveWith)
            json.field("object", said.object)
            json.field("notYet", said.notYet)
            json.field("aged", said.aged)
            json.field("participation", said.participation)
            json.field("strength", said.strength)
        }
    }

    fileprivate mutating func version(_ version: CharterVersion) {
        field("version", version.number)
        field("state", version.state.rawValue)
        field("scope", version.scope.name)
        field("reason", version.reason)
        field("learnt", version.learnt)
        field("gains", version.gains)
        field("bears", version.bears)
        field("unheard", version.unheard)
        field("round", version.round)
        if let until = version.suggestUntil { field("suggestUntil", moment: until) }
        if let proposal = version.proposalID { field("proposal", proposal) }
        if let at = version.adoptedAt { field("adoptedAt", moment: at) }
        if let at = version.reviewAt { field("reviewAt", moment: at) }
        if let at = version.keptAt {
            field("keptAt", moment: at)
            field("keptReason", version.keptReason)
        }
    }
}

/// The charter for programs.
struct CharterView: View {
    let reading: CharterReading

    func write(to json: inout JSON) {
        json.object { json in
            if let version = reading.version { json.version(version) } else { json.field("version", 0) }
            json.name("clauses")
            json.array(reading.clauses) { $0.clause($1, reading.figures[$1.id]) }
            json.name("versions")
            json.array(reading.versions) { json, version in
                json.object {
                    $0.field("version", version.number)
                    $0.field("state", version.state.rawValue)
                    if let at = version.adoptedAt { $0.field("adoptedAt", moment: at) }
                }
            }
            json.sections(reading.subject, reading.plans)
            json.field("draft", reading.open?.state.rawValue)
        }
    }
}

struct CharterDraftView: View {
    let reading: DraftReading

    func write(to json: inout JSON) {
        json.object { json in
            json.version(reading.version)
            json.name("clauses")
            json.array(reading.clauses) {
                $0.clause($1.explained(by: reading.reasons[$1.id]), nil, reading.credits[$1.id] ?? [])
            }
            json.name("removed")
            json.array(reading.gone) { json, clause in
                json.object { json in
                    json.field("clause", clause.id)
                    json.field("reason", reading.removed[clause.id] ?? "")
                }
            }
            json.sections(reading.subject, reading.plans)
            json.field("lacks", reading.lacks.map(\.rawValue))
            json.field("core", reading.core.map(\.id.description))
            json.field("suggestions", reading.suggestions)
            json.field("waiting", reading.waiting)
            json.name("matrices")
            json.array(reading.matrices) { json, one in
                json.object {
                    $0.field("proposal", one.proposal.id)
                    $0.field("state", one.proposal.state.rawValue)
                    $0.field("isOver", one.isOver)
                    $0.field("isHandedOver", one.isHanded)
                }
            }
        }
    }
}

struct SuggestionsView: View {
    let reading: SuggestionsReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", reading.version.number)
            json.name("items")
            json.array(rows) { json, row in json.object { write(row.suggestion, group: row.group, to: &$0) } }
        }
    }

    private var rows: [(suggestion: CharterSuggestion, group: Int)] {
        reading.piles.flatMap { target in
            target.piles.enumerated().flatMap { index, pile in pile.map { ($0, index + 1) } }
        }
    }

    private func write(_ suggestion: CharterSuggestion, group: Int, to json: inout JSON) {
        let isYours = suggestion.memberID != nil && suggestion.memberID == reading.viewerID
        json.field("id", suggestion.id)
        json.field("about", suggestion.about.encoded)
        json.field("group", group)
        json.field("by", suggestion.memberID.flatMap { reading.names[$0] })
        json.field("isYours", isYours)
        json.field("words", suggestion.hidden == nil || isYours || reading.mayAnswer ? suggestion.words : nil)
        json.field("hidden", suggestion.hidden)
        if let weight = suggestion.weight { json.field("weight", weight) }
        if !suggestion.source.isEmpty { json.field("source", suggestion.source) }
        json.field("state", suggestion.state.rawValue)
        json.field("answer", suggestion.isBack ? "" : suggestion.answer)
        if suggestion.isBack { json.field("earlierAnswer", suggestion.answer) }
        json.field("answeredBy", suggestion.answeredByID.flatMap { reading.names[$0] })
        if let amendment = suggestion.amendmentID { json.field("amendment", amendment) }
        if let due = reading.due[suggestion.id] { json.field("due", moment: due) }
    }
}

struct ClauseView: View {
    let reading: ClauseReading

    func write(to json: inout JSON) {
        json.object { json in
            json.name("clause")
            json.clause(reading.clause, reading.figures)
            json.field("version", reading.version.number)
            json.name("history")
            json.array(reading.steps) { json, step in
                json.object { json in
                    json.field("version", step.version)
                    if let at = step.at { json.field("at", moment: at) }
                    json.field("zh", step.after.zh)
                    json.field("en", step.after.en)
                    json.name("before")
                    json.marks(step.before)
                    json.name("after")
                    json.marks(step.after)
                    json.field("reason", step.after.reason)
                    json.field("credits", step.credits)
                }
            }
            if let gone = reading.gone {
                json.name("gone")
                json.object {
                    $0.field("version", gone.version)
                    if let at = gone.at { $0.field("at", moment: at) }
                    $0.field("reason", gone.reason)
                }
            }
            json.name("said")
            json.array(reading.said) { json, said in
                json.object {
                    $0.field("name", said.name)
                    $0.field("stance", said.stance.rawValue)
                    $0.field("id", said.text.id)
                    $0.field("reason", said.reason)
                    $0.field("hidden", said.hidden)
                    $0.field("isAdvice", said.isAdvice)
                    $0.field("isOlder", said.isOlder)
                    $0.field("at", moment: said.at)
                }
            }
        }
    }
}

struct ComparisonView: View {
    let reading: ComparisonReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("from", reading.from.number)
            json.field("to", reading.to.number)
            json.field("reason", reading.to.reason)
            json.name("changes")
            json.array(reading.changes) { json, change in
                json.object { json in
                    json.field("section", change.section.rawValue)
                    json.field("clause", change.id?.description)
                    for language in Language.allCases {
                        let before = change.before.map { language == .zh ? $0.zh : $0.en } ?? ""
                        let after = change.after.map { language == .zh ? $0.zh : $0.en } ?? ""
                        if language == .zh { json.name("zh") } else { json.name("en") }
                        json.array(WordChanges.between(before, after)) { json, piece in
                            json.object {
                                $0.field("kind", SchemaNames.name(of: piece.kind))
                                $0.field("text", piece.text)
                            }
                        }
                    }
                    json.name("before")
                    json.marks(change.before)
                    json.name("after")
                    json.marks(change.after)
                    json.field("why", reading.why(change))
                    json.field("credits", change.id.flatMap { reading.credits[$0] } ?? [])
                }
            }
        }
    }
}

private enum SchemaNames {
    static func name(of kind: WordChanges.Piece.Kind) -> String {
        switch kind {
        case .same: "same"
        case .removed: "removed"
        case .added: "added"
        }
    }
}

struct CharterFiguresView: View {
    let reading: FiguresReading

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", reading.version.number)
            json.field("voices", reading.voices)
            json.name("clauses")
            json.array(reading.clauses.filter { reading.figures[$0.id] != nil }) { json, clause in
                json.clause(clause, reading.figures[clause.id])
            }
            json.name("levels")
            json.array(reading.levels) { json, level in
                json.object { json in
                    json.field("level", level.level.rawValue)
                    json.name("affirmation")
                    json.affirmation(level.said)
                }
            }
            json.name("groups")
            json.array(reading.groups) { json, grouping in
                json.object { json in
                    json.field("by", grouping.grouping.rawValue)
                    json.name("groups")
                    json.array(grouping.groups) { json, group in
                        json.object { json in
                            json.field("name", group.name)
                            json.field("voices", group.voices)
                            json.name("affirmation")
                            json.affirmation(group.said)
                        }
                    }
                }
            }
        }
    }
}
