internal import Database
internal import Engine

/// What a conversation showed: statements first, groups only where they are steady.
struct ConversationResultPages {
    let frame: Frame
    let network: Network
    let view: ConversationView

    private var path: String { "/n/\(network.slug)/conversations/\(view.conversation.id)" }

    /// Nothing is shown yet, or not of this reading.
    func notYet(_ words: Text) -> HTML {
        let isReading = view.untilShown == nil
        let title = isReading ? ConversationResultWords.notApart : ConversationResultWords.notYet
        let way =
            isReading
            ? ConversationResultWords.toEverybody
            : view.mayAnswer ? ConversationPageWords.toAnswering : ConversationResultWords.toConversation
        let results: HTML = isReading ? "/results" : ""
        return frame.page(
            ConversationResultWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(title))</h1>\
            <p>\(frame.said(view.conversation.question))</p><p class="note">\(frame(words))</p>\
            <p><a class="btn main" href="\(path)\(results)">\(frame(way))</a></p></div>
            """)
    }

    /// - Parameter offered: the readings of which there is something to see.
    func result(
        _ result: ConversationResult, _ comparison: ConversationComparison, offered: [ConversationSelection],
        outlets: StatementOutlets, handed: [(statement: ID, outlet: String, path: String)], newest: Int64
    ) -> HTML {
        let body: HTML =
            result.isTooSmall ? tooFew(result.selection) : shown(result, comparison, offered, outlets, handed)
        return frame.page(
            ConversationResultWords.title, area: .network,
            """
            \(live(newest), if: isOpen)\
            <div class="stack"><div class="head"><h1>\(frame(ConversationResultWords.title))</h1><span class="live" hidden></span></div>\
            <p>\(frame.said(view.conversation.question))</p>\
            <p class="small num">\(frame(ConversationResultWords.basis(result.people, result.shownAnswers)))</p>\
            \(selections(result, offered))\(body)\
            <p class="small">\(frame(ConversationResultWords.howMade))</p>\
            <p><a class="btn" href="\(path)">\(frame(ConversationResultWords.toConversation))</a></p></div>
            """)
    }

    private var isOpen: Bool { view.conversation.isOpen(at: frame.now) }

    private func live(_ newest: Int64) -> HTML {
        """
        <div data-live="\(path)/live" data-live-last="\(newest)" \
        data-live-kinds="conversationMoved conversationClosed" data-live-words-new="\(frame(ConversationResultWords.changed))" \
        data-live-words-on="\(frame(SiteWords.live))" data-live-words-off="\(frame(SiteWords.offline))">\
        <div class="new-items" role="status"></div></div>
        """
    }

    private func tooFew(_ selection: ConversationSelection) -> HTML {
        let least = ConversationRules.fewest
        let help: HTML = "<p>\(frame(ConversationResultWords.tooFewHelp))</p>"
        guard selection != .all else {
            let words = isOpen ? ConversationResultWords.tooFew(least) : ConversationResultWords.tooFewEver(least)
            return "<p class=\"note\">\(frame(words))</p>\(help, if: isOpen)"
        }
        let words =
            view.conversation.isImported && selection != .unflagged
            ? ConversationResultWords.importedReading : ConversationResultWords.tooFewCounted(least)
        return """
            <p class="note">\(frame(words))</p>\
            <p><a class="btn" href="\(path)/results">\(frame(ConversationResultWords.toEverybody))</a></p>
            """
    }

    private func selections(_ result: ConversationResult, _ offered: [ConversationSelection]) -> HTML {
        let all = ConversationSelection.allCases.filter { offered.contains($0) || $0 == result.selection }
        guard all.count > 1 else { return "" }
        let links = all.map { one -> HTML in
            let query = one == .all ? "" : "?reading=\(one.rawValue)"
            let current: HTML = one == result.selection ? " aria-current=\"true\"" : ""
            return "<a href=\"\(path)/results\(query)\"\(current)>\(frame(ConversationWords.name(of: one)))</a>"
        }
        return "<nav class=\"filters wrap\" aria-label=\"\(frame(ConversationResultWords.whose))\">\(links)</nav>"
    }

    private func shown(
        _ result: ConversationResult, _ comparison: ConversationComparison, _ offered: [ConversationSelection],
        _ outlets: StatementOutlets, _ handed: [(statement: ID, outlet: String, path: String)]
    ) -> HTML {
        let hands = HandingParts(
            frame: frame, path: path, root: "/n/\(network.slug)", outlets: outlets, handed: handed, keeps: view.keeps)
        let shared = result.shared.map { one -> HTML in
            row(one.tally, one.informed.side, hands.html(one.tally.statement, .shared))
        }
        let dividing = result.dividing.map { one -> HTML in
            row(one.tally, nil, hands.html(one.tally.statement, .dividing))
        }
        return """
            \(list(ConversationResultWords.shared, ConversationResultWords.sharedHint, shared, ConversationResultWords.sharedNone))\
            \(list(ConversationResultWords.dividing, ConversationResultWords.dividingHint, dividing, ConversationResultWords.dividingNone))\
            \(map(result))\(groups(result))\(readings(comparison, offered))\(everything(result))
            """
    }

    private func list(_ title: Text, _ hint: Text, _ rows: [HTML], _ none: Text) -> HTML {
        let empty: HTML = "<p class=\"empty\">\(frame(none))</p>"
        let items: HTML = rows.isEmpty ? empty : "<ol class=\"lines\">\(rows)</ol>"
        return """
            <section class="card"><h2>\(frame(title))</h2><p class="small">\(frame(hint))</p>\(items)</section>
            """
    }

    private func row(_ tally: StatementTally, _ side: OpinionSide?, _ hands: HTML = "") -> HTML {
        let badge: HTML =
            side.map { side in
                let kind: StaticString = side == .agree ? "badge good" : "badge warn"
                return """
                    <span class="\(HTML(stringLiteral: kind))">\(frame(ConversationResultWords.side(side)))</span>
                    """
            } ?? ""
        let few: HTML = "<small>\(frame(ConversationResultWords.few(ConversationRules.fewest)))</small>"
        let numbers = tally.showsCount ? bar(tally.count) : few
        let reporting = StatementReporting(frame: frame, network: network, conversation: view.conversation.id)
        return """
            <li class="line"><span>\(frame.said(tally.statement.words))</span>\(badge)\(numbers)\(hands)\(reporting.html(tally.statement))</li>
            """
    }

    /// Raw agreement: what was answered, as lengths and in numbers.
    private func bar(_ count: OpinionCount) -> HTML {
        let words = ConversationResultWords.bar(count.agrees, count.disagrees, count.passes)
        let seen = max(1, count.seen)
        let agrees = count.agrees * 1000 / seen, disagrees = count.disagrees * 1000 / seen
        return """
            <svg class="meter opinion" viewBox="0 0 1000 8" preserveAspectRatio="none" role="img" aria-label="\(frame(words))">\
            <rect class="agree" width="\(agrees)" height="8"/>\
            <rect class="disagree" x="\(1000 - disagrees)" width="\(disagrees)" height="8"/></svg>\
            <small aria-hidden="true">\(frame(words))</small>
            """
    }

    // MARK: The map

    private func map(_ result: ConversationResult) -> HTML {
        let value = ConversationResultPages.short(result.stability.value ?? 0)
        let words: Text =
            result.showsGroups
            ? ConversationResultWords.stable(value)
            : result.stability.isStable ? ConversationResultWords.oneGroup : ConversationResultWords.unstable(value)
        let isEarlier = result.stability.lastVote != result.picture.lastVote
        let earlier: HTML = "<p class=\"small\">\(frame(ConversationResultWords.stabilityEarlier))</p>"
        let own: Text =
            result.ownPlace.map { own in
                own.group.map { ConversationResultWords.ownGroup(OpinionPicture.letter($0)) }
                    ?? ConversationResultWords.ownNoGroup
            } ?? nowhere
        return """
            <section class="card"><h2>\(frame(ConversationResultWords.map))</h2><p class="small">\(frame(words))</p>\(earlier, if: isEarlier)\
            \(OpinionPicture(frame: frame, result: result).html)\
            <h3>\(frame(ConversationResultWords.own))</h3><p>\(frame(own))</p></section>
            """
    }

    /// Why whoever looks is not on the map.
    private var nowhere: Text {
        if view.conversation.isImported { return ConversationResultWords.ownImported }
        return view.own > 0 ? ConversationResultWords.ownNotCounted : ConversationResultWords.ownNowhere
    }

    /// Two digits, as people read them.
    static func short(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = abs(hundredths) % 100
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private func groups(_ result: ConversationResult) -> HTML {
        guard result.showsGroups else { return "" }
        let groups = result.groups
        let cards = groups.map { group -> HTML in
            let rows = group.marks.map { mark($0.mark, of: $0.statement, in: group, result.rest) }
            let list: HTML = "<ul class=\"lines\">\(rows)</ul>"
            let size: HTML = group.shownSize.map { " · \($0)" } ?? ""
            return """
                <h3><span class="group-letter g\(group.colour % 6)">\(OpinionPicture.letter(group))</span> \
                \(frame(ConversationResultWords.group(OpinionPicture.letter(group))))\(size)</h3>\
                \(list, if: !rows.isEmpty)
                """
        }
        let isWhole =
            result.rest.showsShares
            && groups.allSatisfy { group in
                group.marks.allSatisfy { group.compares($0.mark, result.rest) }
            }
        let left: HTML = "<p class=\"note\">\(frame(ConversationResultWords.numbersLeftOut))</p>"
        return """
            <section class="card"><h2>\(frame(ConversationResultWords.groups))</h2>\
            <p class="small">\(frame(ConversationResultWords.groupsHint))</p>\(left, if: !isWhole)\(cards)</section>
            """
    }

    private func mark(
        _ mark: OpinionMark, of statement: ConversationStatement, in group: ConversationGroup, _ rest: ConversationRest
    ) -> HTML {
        let said =
            group.counts(mark)
            ? ConversationResultWords.mark(mark.side, mark.taken, mark.seen)
            : ConversationWords.name(of: mark.side)
        let times: HTML = """
            <small>\(frame(ConversationResultWords.significance(
                ConversationResultPages.short(mark.repness), ConversationResultPages.short(mark.repnessTest))))</small>
            """
        return """
            <li class="line"><span>\(frame.said(statement.words))</span>\
            <span class="badge">\(frame(said))</span>\(times, if: group.compares(mark, rest))</li>
            """
    }

    // MARK: Both readings

    private func readings(_ comparison: ConversationComparison, _ offered: [ConversationSelection]) -> HTML {
        guard !view.conversation.isImported else { return "" }
        let body: HTML
        if comparison.hasFewTrusted {
            body = "<p>\(frame(ConversationResultWords.readingsFew(ConversationRules.fewest)))</p>"
        } else if comparison.isHidden {
            body = "<p>\(frame(ConversationResultWords.readingsHidden))</p>"
        } else if comparison.onlyAll.isEmpty, comparison.onlyTrusted.isEmpty {
            body = "<p>\(frame(ConversationResultWords.readingsSame(comparison.people, comparison.trustedPeople)))</p>"
        } else {
            body = """
                <p>\(frame(ConversationResultWords.readingsDiffer(comparison.people, comparison.trustedPeople)))</p>\
                \(only(ConversationResultWords.onlyAll, comparison.onlyAll))\
                \(only(ConversationResultWords.onlyTrusted, comparison.onlyTrusted))
                """
        }
        let flagged = comparison.straight + comparison.copies > 0
        let without: HTML = """
             <a href="\(path)/results?reading=unflagged">\(frame(ConversationResultWords.withoutFlags))</a>
            """
        let flags: HTML = """
            <p class="note warn">\(frame(ConversationResultWords.flags(comparison.straight, comparison.copies)))\
            \(without, if: offered.contains(.unflagged))</p>
            """
        return """
            <section class="card" id="readings"><h2>\(frame(ConversationResultWords.readings))</h2>\
            <p class="small">\(frame(ConversationResultWords.readingsHint(tellsCrowds: comparison.tellsCrowds)))</p>\(body)\(flags, if: flagged)</section>
            """
    }

    private func only(_ title: Text, _ shared: [SharedStatement]) -> HTML {
        guard !shared.isEmpty else { return "" }
        let rows = shared.map { one -> HTML in
            "<li>\(frame.said(frame(ConversationWords.held(one.statement.words, one.side))))</li>"
        }
        return "<h3>\(frame(title))</h3><ul class=\"lines\">\(rows)</ul>"
    }

    private func everything(_ result: ConversationResult) -> HTML {
        let rows = result.tallies.map { row($0, nil) }
        return """
            <details class="more card"><summary>\(frame(ConversationResultWords.all))</summary><ol class="lines">\(rows)</ol></details>
            """
    }
}

/// The buttons by which a statement goes on, and where it has gone.
struct HandingParts {
    let frame: Frame
    let path: String
    let root: String
    let outlets: StatementOutlets
    let handed: [(statement: ID, outlet: String, path: String)]
    let keeps: Bool

    func html(_ statement: ConversationStatement, _ takes: StatementOutlet.Takes) -> HTML {
        let gone = handed.filter { $0.statement == statement.id }
        let links = gone.compactMap { one -> HTML? in
            guard let outlet = outlets[one.outlet] else { return nil }
            return "<a href=\"\(root)\(one.path)\">\(frame(outlet.words))</a>"
        }
        let done: HTML = links.isEmpty ? "" : "<small>\(frame(ConversationResultWords.handed)) \(links)</small>"
        guard keeps else { return done }
        let buttons = outlets.open(takes, to: frame.ask.viewer)
            .filter { outlet in !gone.contains { $0.outlet == outlet.id } }
            .map { outlet -> HTML in
                """
                <form method="post" action="\(path)/statements/\(statement.id)/actions" class="wide">\(frame.hidden)\
                <input type="hidden" name="action" value="hand"><input type="hidden" name="outlet" value="\(outlet.id)">\
                \(targets(outlet, statement))\
                <button class="btn quiet" aria-label="\(frame(ConversationResultWords.handOn(outlet.words, statement.words)))">\
                \(frame.icon("arrow"))\(frame(outlet.words))</button></form>
                """
            }
        return "\(done)\(buttons)"
    }

    private func targets(_ outlet: StatementOutlet, _ statement: ConversationStatement) -> HTML {
        guard outlet.targets.count > 1 else { return "" }
        let fields = Fields(frame, Form(), []).of("hand-\(outlet.id)-\(statement.id)")
        return fields.select(
            "target", ConversationResultWords.handTo, outlet.targets.map { ($0.id, frame($0.name)) })
    }
}
