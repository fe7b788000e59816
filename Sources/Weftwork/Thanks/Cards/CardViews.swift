internal import Database

/// The card of a need for programs.
struct NeedCardView: View {
    let card: NeedCard
    let base: String
    let language: Language
    let now: Int64

    func write(to json: inout JSON) {
        let link = card.link(base)
        json.object { json in
            json.field("need", card.view.id)
            json.field("title", card.title)
            json.field("description", CardWords.description(card, now: now)(language))
            json.field("text", CardWords.chat(card, link: link, now: now)(language))
            json.field("url", link)
            json.field("canonical", card.address(base))
            json.field("picture", card.picture(base, language))
            json.field("poster", card.poster(base))
            json.field("code", card.code)
            json.name("outdated")
            guard let over = card.over else { return json.raw("null") }
            json.object { json in
                json.field("kind", over.kind.name)
                json.field("at", moment: over.at)
                json.field("words", EndingWords.over(over)(language))
                json.name("others")
                json.array(over.others) { json, view in
                    json.object {
                        $0.field("id", view.id)
                        $0.field("title", view.title)
                    }
                }
            }
        }
    }
}

extension JSON {
    /// How far a spread came.
    fileprivate mutating func field(_ count: SpreadCount) {
        field("shared", count.shared)
        field("views", count.views)
        field("joined", count.joined)
        field("vouched", count.vouched)
        field("active", count.active)
    }
}

/// One thing that somebody shared, for themselves.
struct OwnShareView: View {
    let share: OwnShare
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("kind", share.thing.code.kind.rawValue)
            json.field("object", share.thing.code.objectID)
            json.field("code", share.thing.code.code)
            json.field("title", share.title(language))
            json.field("madeAt", moment: share.thing.code.madeAt)
            json.field(share.thing.count)
        }
    }
}

/// The spread of a network.
struct SpreadLineView: View {
    let line: SpreadLine

    func write(to json: inout JSON) {
        json.object { json in
            json.field("kind", line.kind.rawValue)
            json.field(line.count)
        }
    }
}

enum CardSchemas {
    static let card = Schema(
        name: "NeedCard",
        definition: """
            {"type":"object","required":["need","title","text","url","picture"],"properties":{"need":{"type":"string"},\
            "title":{"type":"string"},"description":{"type":"string"},"text":{"type":"string"},"url":{"type":"string"},\
            "canonical":{"type":"string"},"picture":{"type":"string"},"poster":{"type":"string"},\
            "code":{"type":["string","null"]},"outdated":{"type":["object","null"]}}}
            """)
    static let shares = Schema(
        name: "Shares",
        definition: """
            {"type":"object","required":["items","total"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "properties":{"kind":{"type":"string"},"views":{"type":"integer"},"joined":{"type":"integer"},\
            "vouched":{"type":"integer"},"active":{"type":"integer"}}}},"total":{"type":"integer"}}}
            """)
    static let ownCardToPost = Schema(
        name: "OwnCardToPost",
        definition: """
            {"type":"object","required":["name","why","consents"],"properties":{"name":{"type":"string"},\
            "from":{"type":"string"},"why":{"type":"string"},"consents":{"type":"boolean"}}}
            """)
    static let ownCard = Schema(
        name: "OwnCard",
        definition: """
            {"type":"object","required":["state"],"properties":{"id":{"type":"string"},"state":{"type":"string"},\
            "name":{"type":"string"},"from":{"type":"string"},"why":{"type":"string"},"url":{"type":"string"}}}
            """)
    static let recordToPost = Schema(
        name: "RecordToPost",
        definition: """
            {"type":"object","required":["consents"],"properties":{"organisation":{"type":"string"},"consents":{"type":"boolean"}}}
            """)
    static let record = Schema(
        name: "PublicRecord",
        definition: """
            {"type":"object","required":["id","kind","name","figures"],"properties":{"id":{"type":"string"},\
            "kind":{"type":"string"},"name":{"type":"string"},"since":{"type":"string"},"figures":{"type":"object"},\
            "vouchers":{"type":"array","items":{"type":"string"}},"url":{"type":"string"}}}
            """)
    static let recordAction = Schema(
        name: "RecordAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"type":"string","enum":["end","agree","takeBack"]}}}
            """)
}
