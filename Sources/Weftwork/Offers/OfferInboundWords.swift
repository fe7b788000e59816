import Engine

/// By which words what comes in by a gateway is known as an offer, and what is said of it.
enum OfferInboundWords {
    /// The first word of who offers; the longer before what they begin with.
    static let offers = [
        "捐赠", "捐贈", "捐献", "捐獻", "捐助", "捐", "提供", "offering", "offer", "donate",
    ]
    /// What begins like one of them and offers nothing that can be taken: money.
    static let others = ["捐款"]
    /// Who says one of these may be asking, whatever they begin with.
    static let asking = [
        "缺", "急需", "急求", "求助", "求援", "需求", "我们需要", "我们要", "we need", "we lack", "short of", "help us", "send us",
    ]

    /// To whoever answers for an offer.
    static let added = Text(
        zh: "提供的人来信补充了，写在这份提供的“经过”里。",
        en: "Whoever offers this has written more about it; it stands in what happened to it."
    )
}
