import Engine

/// By which words what comes in by a gateway is known as an offer, and what is said of it.
enum OfferInboundWords {
    /// The first word of who offers; the longer before what they begin with.
    static let offers = [
        "捐赠", "捐贈", "捐献", "捐獻", "捐助", "捐", "提供", "offering", "offer", "donate",
    ]
    /// Those that answers and appeals begin with as well: by them only goods that follow at once are offered.
    static let weak: Set<String> = ["提供", "donate"]
    /// What follows them where something is told, or asked, or money is given: no thing that can be taken.
    static let others = [
        "款", "的", "者", "人", "方", "仪式", "公告", "热线", "信息", "地址", "位置", "定位", "名单", "清单", "电话", "号码", "情况", "线索",
        "证明", "资料", "渠道", "账", "帮助", "服务",
    ]
    /// Who says one of these may be asking, whatever they begin with. Too many rather than too few: an offer that lies among the needs
    /// costs the desk a minute, a need among the offers costs her everything.
    static let asking = [
        "需", "求", "急", "救", "困", "缺", "伤", "断", "没", "沒", "不够", "不足", "用完", "已", "要", "请", "請", "帮", "幫", "接受", "收",
        "募", "征集", "徵集", "呼吁", "公告", "通知", "我院", "我校", "我县", "我镇", "我村", "我区", "我家", "本院", "本校", "本县", "本镇", "本村",
        "清单", "名单", "目录", "医院", "卫生院", "学校", "给", "給", "送到", "送往", "送至", "寄到", "寄往", "寄至", "运到", "运往", "发往", "人", "患者",
        "孩子", "吗", "嗎", "哪", "?", "？",
        "short of", "out of", "run low",
    ]
    /// The same, of languages with spaces.
    static let askingWords: Set<String> = [
        "please", "pls", "need", "needs", "needed", "needing", "want", "wants", "wanted", "request", "requests",
        "requested",
        "requesting", "require", "required", "shelter", "help", "helps", "send", "sending", "accept", "accepts",
        "accepting",
        "accepted", "urgent", "urgently", "emergency", "lack", "lacks", "lacking", "us", "our", "me", "my", "to",
        "toward",
        "towards", "trapped", "stuck", "stranded", "hurt", "injured", "wounded", "sick", "ill", "dying", "dead",
        "rescue", "save",
        "sos", "appeal", "seek", "seeking", "looking", "no", "not", "without", "where", "who", "how", "could", "would",
        "must",
        "people", "person", "persons", "children", "patients", "family", "families", "none", "don't", "haven't",
        "can't",
    ]
    /// What goods are counted in; not people, time, length, storeys, money.
    static let units: Set<String> = [
        "个", "個", "只", "隻", "件", "套", "箱", "盒", "包", "瓶", "支", "台", "辆", "张", "床", "双", "副", "付", "条", "把", "根", "片",
        "桶", "袋", "卷", "顶", "吨", "公斤", "斤", "千克", "克", "升", "毫升", "份", "罐", "筒", "捆", "粒", "枚", "颗", "具", "听", "剂",
        "pc", "pcs", "piece", "pieces", "unit", "units", "box", "boxes", "pack", "packs", "package", "packages", "bag",
        "bags",
        "bottle", "bottles", "pair", "pairs", "set", "sets", "carton", "cartons", "case", "cases", "roll", "rolls",
        "kg", "ton",
        "tons", "tonne", "tonnes", "l", "ml", "liter", "liters", "litre", "litres", "pallet", "pallets", "bundle",
        "bundles", "can",
        "cans", "tube", "tubes", "dozen", "sheet", "sheets", "kit", "kits",
    ]

    /// To whoever answers for an offer.
    static let added = Text(
        zh: "提供的人来信补充了，写在这份提供的“经过”里。",
        en: "Whoever offers this has written more about it; it stands in what happened to it."
    )
}
