/// One page that leads to all a network settles together.
struct AlignPages {
    let frame: Frame
    let network: Network

    func page(_ lines: [AlignLine]) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(AlignWords.none))</p>"
        let list: HTML = lines.isEmpty ? none : "<ul class=\"lines card\">\(lines.map(row))</ul>"
        return frame.page(
            AlignWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(AlignWords.title))</h1><p>\(frame(AlignWords.intro))</p>\(list)\
            <p><a class="btn" href="/n/\(network.slug)">\(frame(AlignWords.toNetwork))</a></p></div>
            """)
    }

    private func row(_ line: AlignLine) -> HTML {
        let waits: HTML =
            line.waits.map { "<span class=\"badge warn\">\(frame.icon("clock"))\(frame($0))</span>" } ?? ""
        return """
            <li class="line"><span><a href="/n/\(network.slug)\(line.path)">\(frame(AlignWords.name(of: line.place)))</a><br>\
            <small>\(frame(AlignWords.about(line.place)))</small></span>\(waits)\
            <small>\(frame(line.state ?? AlignWords.notYet))</small></li>
            """
    }
}
