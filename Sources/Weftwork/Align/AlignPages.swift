/// One page that leads to all a network settles together.
struct AlignPages {
    let frame: Frame
    let network: Network

    /// - Parameter kind: of network, whose order the lines have; nothing where none is settled.
    func page(_ lines: [AlignLine], kind: NetworkKind? = nil) -> HTML {
        let first = kind?.leansOn.filter { place in lines.contains { $0.place == place } } ?? []
        let order: HTML =
            kind.map {
                """
                <p class="small"><a href="/n/\(network.slug)/align/readiness">\(frame(ReadinessWords.name(of: $0)))</a>: \
                \(frame(ReadinessWords.leansOn(first))) \(frame(ReadinessWords.noFence))</p>
                """
            } ?? ""
        let none: HTML = "<p class=\"empty\">\(frame(AlignWords.none))</p>"
        let list: HTML = lines.isEmpty ? none : "<ul class=\"lines card\">\(lines.map(row))</ul>"
        return frame.page(
            AlignWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(AlignWords.title))</h1><p>\(frame(AlignWords.intro))</p>\(list)\(order, if: !first.isEmpty)\
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
