internal import Database

/// The card of the four certainties: on a page of its own, on the welcome path and at the start of a shift.
struct CertaintyParts {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    /// The way of a need with the clocks that hold here.
    static let steps: [NeedClocks.Step] = [.firstAnswer, .verify, .publish, .promise, .confirm]

    /// The card as a page; it is printed as it is.
    func page(_ card: Certainties) -> HTML {
        frame.page(
            CertaintyWords.title, area: .network,
            """
            <div class="stack narrow"><div class="head"><h1>\(frame(CertaintyWords.title))</h1></div>\
            <p class="small">\(frame.said(network.name))\(stand(card))</p>\(content(card))\
            <p class="no-print"><a href="\(root)/mechanism">\(frame(CertaintyWords.read))</a></p></div>
            """)
    }

    /// The card as a piece of another page.
    func card(_ card: Certainties) -> HTML {
        """
        <section class="card" id="certainties"><h2>\(frame(CertaintyWords.title))</h2>\(content(card))\
        <p class="row"><a class="btn quiet" href="\(root)/certainties">\(frame(CertaintyWords.card))</a>\
        <a class="btn quiet" href="\(root)/mechanism">\(frame(CertaintyWords.read))</a></p></section>
        """
    }

    private func stand(_ card: Certainties) -> HTML {
        guard let version = card.version else { return "" }
        return " · \(frame(MechanismWords.version(version.number, version.decidedAt ?? version.editedAt)))"
    }

    private func content(_ card: Certainties) -> HTML {
        let rows: [(Text, HTML)] = [
            (CertaintyWords.vision, written(.vision, card)), (CertaintyWords.values, written(.values, card)),
            (CertaintyWords.mechanism, written(.line, card)), (CertaintyWords.process, process(card.clocks)),
        ]
        let items = rows.map { name, words -> HTML in "<dt><strong>\(frame(name))</strong></dt><dd>\(words)</dd>" }
        return """
            <p>\(frame(CertaintyWords.uncertain))</p><dl class="facts">\(items)</dl>
            """
    }

    private func written(_ part: MechanismPart, _ card: Certainties) -> HTML {
        guard let text = card.texts.said(part, frame.language) else {
            return "<span class=\"small\">\(frame(CertaintyWords.notWritten))</span>"
        }
        return MechanismParts(frame: frame, network: network).prose(text)
    }

    private func process(_ clocks: ClockLengths) -> HTML {
        let steps = CertaintyParts.steps.map { step -> HTML in
            let words = CertaintyWords.step(
                RosterWords.step(step.rawValue), clocks.length(of: step, urgency: .critical),
                clocks.length(of: step, urgency: .normal))
            return "<li>\(frame(words))</li>"
        }
        return "<ol class=\"stack tight\">\(steps)</ol>"
    }
}
