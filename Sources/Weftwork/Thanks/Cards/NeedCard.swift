internal import Database

/// What of a public need goes from hand to hand: nothing that its public page does not show.
struct NeedCard: Sendable {
    let network: Network
    /// As everybody may see it.
    let view: NeedView
    let title: String
    /// That it asks for nothing any more.
    let over: Outdated?
    /// The sharer's code, where somebody shares it.
    var code: String?
}

enum CardRules {
    /// What everybody may see of a need, where it is public and its title may be read; nothing else has a card.
    static func publicView(_ need: Need, now: Int64) -> (view: NeedView, title: String)? {
        guard need.audience == .public else { return nil }
        let view = NeedView(
            need, for: Viewer(.anonymous, language: need.language), ties: [], ownerName: "", now: now)
        return view.title.map { (view, $0) }
    }

    /// The lines that something is still lacking of.
    static func lacking(_ view: NeedView) -> [NeedLine] {
        guard case .full(let lines) = view.lines else { return [] }
        return lines.filter { line in !line.isDelivered && line.remaining != 0 }
    }

    /// The place, no more exactly than the board says it.
    static func place(_ area: AreaPath) -> String {
        let shown = [area.city, area.district].filter { !$0.isEmpty }
        return (shown.count == 2 ? shown : Array(area.parts.suffix(2))).joined(separator: " · ")
    }
}

extension NeedCard {
    private var path: String { "/n/\(network.slug)/needs/\(view.id)" }

    /// The address of the need, without anybody's code.
    func address(_ base: String) -> String { base + path }

    /// The address that is passed on.
    func link(_ base: String) -> String {
        code.map { "\(base)\(path)?\(ShareRules.parameter)=\($0)" } ?? address(base)
    }

    /// The picture, under an address that changes with what it shows: a chat keeps what it once had. Whoever shares gets one that leads to
    /// the need by their code; a preview, which is nobody's, one without.
    func picture(_ base: String, _ language: Language) -> String {
        let address = "\(base)/api/v1/networks/\(network.slug)/needs/\(view.id)/card.png"
        let shared = code.map { "&\(ShareRules.parameter)=\($0)" } ?? ""
        return "\(address)?lang=\(language.rawValue)&v=\(view.changedAt)\(shared)"
    }

    func poster(_ base: String) -> String {
        code.map { "\(base)\(path)/poster?\(ShareRules.parameter)=\($0)" } ?? "\(base)\(path)/poster"
    }

    /// What its picture says.
    func pictureWords(_ language: Language, _ base: String) -> CardPicture.Words {
        let place = CardRules.place(view.area)
        var lines = over == nil ? [CardWords.lacking(view, most: 3)(language)] : []
        lines.append(contentsOf: [place].filter { !$0.isEmpty })
        let badge = over.map { EndingWords.short($0.kind) } ?? NeedWords.name(of: view.urgency)
        return CardPicture.Words(
            band: network.name, badge: badge(language), isOver: over != nil, title: title, lines: lines,
            foot: CardWords.foot(asked: view.createdAt)(language), address: link(base))
    }
}

/// What a preview in a chat is made from.
struct PreviewHead {
    let frame: Frame
    let title: String
    let description: Text
    /// The address without anybody's code.
    let address: String
    /// The path of its picture.
    let picture: String

    var html: HTML {
        let words = frame(description), name = frame.ask.network?.name ?? frame(SiteWords.product)
        let locale = frame.language == .zh ? "zh_CN" : "en_GB"
        return """
            <link rel="canonical" href="\(address)"><meta name="description" content="\(words)">\
            <meta property="og:type" content="website"><meta property="og:site_name" content="\(name)">\
            <meta property="og:title" content="\(title)"><meta property="og:description" content="\(words)">\
            <meta property="og:url" content="\(address)"><meta property="og:locale" content="\(locale)">\
            <meta property="og:image" content="\(frame.publicURL)\(picture)"><meta property="og:image:type" content="image/png">\
            <meta property="og:image:width" content="\(CardPicture.width)"><meta property="og:image:height" content="\(CardPicture.height)">\
            <meta name="twitter:card" content="summary_large_image">
            """
    }

    /// WeChat makes its preview from the first picture of a page that is large enough, and from its title.
    var pictureForWeChat: HTML {
        guard frame.ask.isInWeChat else { return "" }
        return
            "<img class=\"visually-hidden\" src=\"\(picture)\" width=\"\(CardPicture.width)\" height=\"\(CardPicture.height)\" alt=\"\">"
    }
}

extension Ask {
    /// Whether this is read in WeChat's own browser.
    var isInWeChat: Bool { headers["user-agent"]?.contains("MicroMessenger") == true }
}
