internal import Database

/// Asking for an offer from where it is suggested, and what has been asked already.
extension FitPages {
    /// To the offer's own form, filled in: what is agreed with it, its conditions and contact stand there.
    func asking(_ fit: Fit, for line: NeedLine, _ need: ID) -> HTML {
        guard let ask = fit.ask, ask.isAllowed, case .offer(let id, _, _, _) = fit.who else { return "" }
        let words = ask.quantity.map { FitWords.ask($0, line.unit) } ?? FitWords.ask
        return way(to: id, line: ask.line, need: need, needLine: line.id, words, isMain: ask.quantity != nil)
    }

    func using(_ fit: OfferFit, _ line: NeedLine, of offer: OfferView) -> HTML {
        guard offer.file?.allowed.contains("use") == true, frame.ask.viewer.member != nil else { return "" }
        return way(
            to: offer.id, line: line.id, need: fit.need.id, needLine: fit.line.id, FitWords.useHere, isMain: false)
    }

    private func way(to offer: ID, line: ID, need: ID, needLine: ID, _ words: Text, isMain: Bool) -> HTML {
        """
        <span class="wide"><a class="btn\(" main", if: isMain)" \
        href="\(root)/offers/\(offer)\(choosing(line, need, needLine))#use">\(frame.said(frame(words)))</a></span>
        """
    }

    /// With which the form of an offer's page is filled in.
    private func choosing(_ line: ID, _ need: ID, _ needLine: ID) -> HTML {
        "?need=\(need)&amp;needLine=\(needLine)&amp;line=\(line)"
    }

    /// What was asked for a line and waits, what that leaves, and who said no or nothing.
    func asks(_ group: FitGroup) -> HTML {
        guard !group.waiting.isEmpty || !group.ended.isEmpty else { return "" }
        let sum: HTML =
            group.waiting.isEmpty
            ? ""
            : "<p class=\"note\">\(frame.said(frame(FitWords.asked(group.asked, open: group.open, group.line.unit))))</p>"
        let rows = (group.waiting + group.ended).map { row($0, unit: group.line.unit) }
        return "\(sum)<ul class=\"lines\">\(rows)</ul>"
    }

    private func row(_ one: FitAsks.One, unit: String) -> HTML {
        let use = one.use, title: HTML = one.title.map { frame.said($0) } ?? "\(frame(BoardWords.heldText))"
        // Whoever did not answer may be asked once more, after the others.
        let again: HTML = use.state == .lapsed ? choosing(use.lineID, use.needID, use.needLineID) : ""
        return """
            <li class="line"><span><a href="\(root)/offers/\(use.offerID)\(again)#use-\(use.id)">\(title)</a></span>\
            <span class="num small">\(frame.said(frame(OfferPageWords.asked(use.quantity, unit))))</span>\
            <small>\(frame(FitWords.state(of: use, due: one.dueAt)))</small></li>
            """
    }
}
