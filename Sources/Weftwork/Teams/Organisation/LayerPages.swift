internal import Database

/// The organisation in its five layers, on one page that a phone can read: counts, what is lacking, who and what by name.
struct LayerPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    func page(_ reading: LayerReading) -> HTML {
        frame.page(
            LayerWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(LayerWords.title))</h1><p>\(frame(LayerWords.intro))</p>\
            \(Layer.allCases.map { layer($0, reading) })\
            <p class="small">\(frame(PipelineWords.asOf)) \(frame.moment(reading.at))</p></div>
            """)
    }

    private func layer(_ layer: Layer, _ reading: LayerReading) -> HTML {
        let facts = LayerFact.allCases.filter { $0.layer == layer }.compactMap { fact -> HTML? in
            reading.counts[fact].map { "<dt>\(frame(LayerWords.name(of: fact)))</dt><dd>\($0)</dd>" }
        }
        let missing = reading.holes.filter { $0.layer == layer }.map(hole)
        let holes: HTML = """
            <div class="note warn"><strong>\(frame(LayerWords.holes))</strong><ul class="links">\(missing)</ul></div>
            """
        let rows = (reading.items[layer] ?? []).map(item)
        let items: HTML = "<ul class=\"lines\">\(rows)</ul>"
        return """
            <section class="card" id="\(layer.name)"><h2>\(frame(LayerWords.name(of: layer)))</h2>\
            <p class="small">\(frame(LayerWords.serves(layer)))</p><dl class="facts end num">\(facts)</dl>\
            \(holes, if: !missing.isEmpty)\(items, if: !rows.isEmpty)\(way(layer))</section>
            """
    }

    private func hole(_ hole: LayerHole) -> HTML {
        let words = frame.said(frame(LayerWords.words(hole)))
        guard let path = LayerViews.path(of: hole, for: frame.ask.viewer) else { return "<li>\(words)</li>" }
        return "<li><a href=\"\(root)\(path)\">\(words)</a></li>"
    }

    private func item(_ item: LayerItem) -> HTML {
        let detail: HTML = item.detail.map { "<small>\(frame.said(frame($0)))</small>" } ?? ""
        return """
            <li class="line"><a href="\(root)\(item.path)">\(frame.said(frame(item.name)))</a>\(detail)</li>
            """
    }

    private func way(_ layer: Layer) -> HTML {
        guard let path = LayerViews.path(of: layer, for: frame.ask.viewer) else { return "" }
        return "<p><a class=\"btn\" href=\"\(root)\(path)\">\(frame(LayerWords.way(layer)))</a></p>"
    }
}
