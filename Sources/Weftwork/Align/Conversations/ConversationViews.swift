internal import Database
internal import Engine

extension ConversationView: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", conversation.id)
            json.field("question", conversation.question)
            json.field("background", conversation.background)
            json.field("who", conversation.who.rawValue)
            json.field("moderation", conversation.moderation.rawValue)
            json.field("host", hostName)
            json.field("openedAt", moment: conversation.openedAt)
            json.field("closesAt", moment: conversation.closesAt)
            json.field("closedAt", moment: conversation.closedAt)
            json.field("imported", conversation.isImported)
            json.name("showsAfter")
            if conversation.showsAfter == Conversation.untilClosed {
                json.value("closed")
            } else {
                json.raw("\(conversation.showsAfter)")
            }
            json.field("statements", openCount)
            json.field("waiting", waitingCount)
            json.field("people", people)
            json.field("byLink", byLink)
            json.field("own", own)
            json.field("mayAnswer", mayAnswer)
            json.field("untilShown", untilShown)
        }
    }
}

/// A statement, for whoever may read its words.
struct StatementView: View {
    let statement: ConversationStatement
    /// Words that were taken out are shown to their host and to who said them.
    var showsWords = true

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", statement.id)
            json.field("number", statement.number)
            json.field("words", showsWords || statement.state == .open ? statement.words : nil)
            json.field("state", statement.state.rawValue)
            json.field("seed", statement.isSeed)
            json.field("reason", statement.reason?.rawValue)
            json.field("at", moment: statement.at)
        }
    }
}

/// What is asked next.
struct TurnView: View {
    let turn: ConversationTurn

    func write(to json: inout JSON) {
        json.object { json in
            json.name("next")
            if let next = turn.next { StatementView(statement: next).write(to: &json) } else { json.raw("null") }
            json.field("own", turn.view.own)
            json.field("statements", turn.view.openCount)
            json.field("untilShown", turn.view.untilShown)
            json.field("said", turn.said.map { StatementView(statement: $0) })
        }
    }
}

struct OwnAnswersView: View {
    let answers: [OwnAnswer]

    func write(to json: inout JSON) {
        json.object { json in
            json.name("items")
            json.array(answers) { json, own in
                json.object {
                    $0.field("statement", own.statement.id)
                    $0.field("number", own.statement.number)
                    $0.field("words", own.statement.words)
                    $0.field("answer", own.answer.name)
                }
            }
        }
    }
}

struct AnswerReceiptView: View {
    let receipt: AnswerReceipt

    func write(to json: inout JSON) {
        json.object { json in
            json.field("statement", receipt.statement.id)
            json.field("answer", receipt.answer.name)
            json.field("before", receipt.before?.name)
            json.field("changed", receipt.number != nil)
        }
    }
}

/// What a conversation shows. Nothing in it but what follows from the answers: equal answers give equal bytes, from whatever
/// store, in whatever order they came; where whoever asks stands is the only thing beside them.
struct ConversationResultView: View {
    let result: ConversationResult
    var showsOwn = true

    func write(to json: inout JSON) {
        json.object { json in
            json.field("selection", result.selection.rawValue)
            json.field("people", result.people)
            json.field("answers", result.shownAnswers)
            json.field("tooFew", result.isTooSmall)
            json.field("stability", number: result.isTooSmall ? nil : result.stability.value)
            json.field(
                "stabilityIsCurrent",
                result.stability.lastVote == result.picture.lastVote
                    && result.stability.version == result.picture.version)
            json.field("showsGroups", result.showsGroups)
            writeLists(to: &json)
            writeGroups(to: &json)
            json.name("statements")
            json.array(result.tallies) { write($1, to: &$0) }
            writeMap(to: &json)
            guard showsOwn else { return }
            json.name("you")
            guard let own = result.ownPlace else { return json.raw("null") }
            json.object { json in
                json.field("x", number: own.position.x)
                json.field("y", number: own.position.y)
                json.field(
                    "group", own.group.flatMap { group in result.groups.firstIndex { $0.number == group.number } })
            }
        }
    }

    private func write(_ tally: StatementTally, to json: inout JSON) {
        json.object { fields(of: tally, to: &$0) }
    }

    private func fields(of tally: StatementTally, to json: inout JSON) {
        json.field("number", tally.statement.number)
        json.field("words", tally.statement.words)
        json.field("agrees", tally.showsCount ? tally.count.agrees : nil)
        json.field("disagrees", tally.showsCount ? tally.count.disagrees : nil)
        json.field("passes", tally.showsCount ? tally.count.passes : nil)
    }

    private func writeLists(to json: inout JSON) {
        json.name("shared")
        json.array(result.shared) { json, one in
            json.object { json in
                fields(of: one.tally, to: &json)
                json.field("side", one.informed.side.rawValue)
                let showsShares = result.showsShares(one.informed.statement)
                json.field("mean", number: showsShares ? one.informed.mean : nil)
                json.field("least", number: showsShares ? one.informed.least : nil)
            }
        }
        json.name("dividing")
        json.array(result.dividing) { json, one in
            json.object { json in
                fields(of: one.tally, to: &json)
                json.field("width", number: result.showsWidth(one.rift) ? one.rift.width : nil)
            }
        }
    }

    private func writeGroups(to json: inout JSON) {
        json.name("groups")
        json.array(result.groups) { json, group in
            json.object { json in
                json.field("size", group.shownSize)
                json.field("x", number: group.centre.x)
                json.field("y", number: group.centre.y)
                json.name("representative")
                json.array(group.marks) { json, one in
                    json.object { write(one.mark, of: one.statement, in: group, to: &$0) }
                }
            }
        }
    }

    private func write(
        _ mark: OpinionMark, of statement: ConversationStatement, in group: ConversationGroup, to json: inout JSON
    ) {
        let (isCounted, isCompared) = (group.counts(mark), group.compares(mark, result.rest))
        json.field("number", statement.number)
        json.field("words", statement.words)
        json.field("stance", mark.side.rawValue)
        json.field("taken", isCounted ? mark.taken : nil)
        json.field("seen", isCounted ? mark.seen : nil)
        json.field("repness", number: isCompared ? mark.repness : nil)
        json.field("repnessTest", number: isCompared ? mark.repnessTest : nil)
        json.field("p", number: isCounted ? mark.probability : nil)
        json.field("pTest", number: isCounted ? mark.probabilityTest : nil)
    }

    /// People by the square of the map in which they stand: nobody's exact place, and no number of a few people.
    private func writeMap(to json: inout JSON) {
        json.name("map")
        json.array(ConversationMap(result).spots) { json, spot in
            json.object { json in
                json.field("x", number: spot.x)
                json.field("y", number: spot.y)
                json.field("group", spot.group)
                json.field("people", spot.shown)
            }
        }
    }
}

/// Both readings, for programs: what is shared, and which of it all reject.
struct ConversationComparisonView: View {
    let comparison: ConversationComparison

    func write(to json: inout JSON) {
        json.object { json in
            json.field("people", comparison.people)
            json.field("trustedPeople", comparison.isHidden ? nil : Int?(comparison.trustedPeople))
            json.field("hidden", comparison.isHidden)
            json.field("tellsCrowds", comparison.tellsCrowds)
            let trusted = comparison.isHidden ? [] : comparison.trusted
            write("shared", comparison.all, to: &json)
            write("rejected", comparison.all.filter { $0.side == .disagree }, to: &json)
            write("sharedByTrusted", trusted, to: &json)
            write("rejectedByTrusted", trusted.filter { $0.side == .disagree }, to: &json)
            json.field("straight", comparison.straight)
            json.field("copies", comparison.copies)
        }
    }

    private func write(_ name: StaticString, _ shared: [SharedStatement], to json: inout JSON) {
        json.name(name)
        json.array(shared) { $0.raw("\($1.statement.number)") }
    }
}
