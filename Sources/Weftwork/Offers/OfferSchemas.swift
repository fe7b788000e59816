/// Shapes of the JSON about offers, for the API's document.
enum OfferSchemas {
    private static let fields = """
        "title":{"type":"string"},"description":{"type":"string"},"category":{"type":"string"},"conditions":{"type":"string"},\
        "radiusKm":{"type":["integer","string","null"]},"ships":{"type":["boolean","string"]},"from":{"type":"string"},\
        "until":{"type":"string"},"standing":{"type":["boolean","string"]},"perDay":{"type":["number","string","null"]},\
        "serviceLevel":{"type":"string"},"boughtFrom":{"type":"string"},"institution":{"type":"string"}
        """
    static let offerToPost = Schema(
        name: "OfferToPost",
        definition: """
            {"type":"object","required":["lines"],"properties":{\(fields),\
            "place":{"type":"object","properties":{"address":{"type":"string"},"area":{"type":"array","items":{"type":"string"}},\
            "latitude":{"type":"number"},"longitude":{"type":"number"},"datum":{"enum":["wgs84","gcj02","bd09"]},\
            "link":{"type":"string"},"areaCode":{"type":["string","integer"]}}},\
            "lines":{"type":"array","minItems":1,"items":{"type":"object","required":["item"],"properties":{\
            "item":{"type":"string"},"quantity":{"type":["number","string","null"]},"unit":{"type":"string"},\
            "specification":{"type":"string"},"kind":{"enum":["goods","people","service","space","transport","information"]}}}},\
            "source":{"type":"object"},"contact":{"type":"object"},"onBehalfOf":{"type":"string"},\
            "through":{"type":["boolean","string"]},"consent":{"type":["boolean","string"]}}}
            """)
    static let receipt = Schema(
        name: "OfferReceipt",
        definition: """
            {"type":"object","required":["id","state","owner"],"properties":{"id":{"type":"string"},"state":{"type":"string"},\
            "owner":{"type":"object"},"due":{"type":["string","null"]},"repeated":{"type":"boolean"},\
            "trackingCode":{"type":"string"},"trackingURL":{"type":"string"}}}
            """)
    private static let states = """
        {"enum":["submitted","acknowledged","verified","listed","inUse","usedUp","withdrawn","expired","rejected"]}
        """
    static let offer = Schema(
        name: "Offer",
        definition: """
            {"type":"object","required":["id","state","lines"],"properties":{"id":{"type":"string"},\
            "title":{"type":["string","null"]},"category":{"type":"string"},"state":\(states),\
            "lines":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"item":{"type":"string"},\
            "kind":{"type":"string"},"quantity":{"type":["number","null"]},"unit":{"type":"string"},\
            "specification":{"type":"string"},"inUse":{"type":"number"},"used":{"type":"number"},\
            "left":{"type":["number","null"]}}}},"conditions":{"type":["string","null"]},\
            "area":{"type":"array","items":{"type":"string"}},"radiusKm":{"type":["integer","null"]},\
            "ships":{"type":"boolean"},"from":{"type":["string","null"]},"until":{"type":["string","null"]},\
            "standing":{"type":"boolean"},"perDay":{"type":["number","null"]},"serviceLevel":{"type":["string","null"]},\
            "boughtFrom":{"type":["string","null"]},\
            "confidence":{"type":["string","null"]},"freshness":{"enum":["fresh","asked","stale"]},\
            "age":{"type":"integer"},"audience":{"type":"string"},"through":{"type":"boolean"},"guest":{"type":"boolean"},\
            "hidden":{"type":"string"},"owner":{"type":"object"},"awaitsSecond":{"type":"boolean"},\
            "allowed":{"type":"array","items":{"type":"string"}}}}
            """)
    static let offerList = list("OfferList", of: "Offer")
    static let action = Schema(
        name: "OfferAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["acknowledge","verify","list","reject",\
            "withdraw","stillThere","change","reopen"]},"note":{"type":"string"},"confidence":{"type":"string"},\
            "checks":{"type":"array","items":{"type":"object"}},"audience":{"type":"string"},"reason":{"type":"string"},\
            "answer":{"type":["string","boolean"]},"lines":{"type":"array","items":{"type":"object"}},\
            "conditions":{"type":"string"},"from":{"type":"string"},"until":{"type":"string"},\
            "perDay":{"type":["number","string"]},"serviceLevel":{"type":"string"},"boughtFrom":{"type":"string"},\
            "consent":{"type":["string","boolean"]},\
            "contact":{"type":"object","description":"of a guest, by their secret link"}}}
            """)
    static let useToPost = Schema(
        name: "OfferUseToPost",
        definition: """
            {"type":"object","required":["need","needLine","quantity","promisedBy"],"properties":{"line":{"type":"string"},\
            "need":{"type":"string"},"needLine":{"type":"string"},"quantity":{"type":["number","string"]},\
            "promisedBy":{"type":"string"},"note":{"type":"string"},"briefing":{"type":["string","array"]},\
            "second":{"type":"string"}}}
            """)
    static let useAction = Schema(
        name: "OfferUseAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["accept","decline","takeBack"]},\
            "quantity":{"type":["number","string"]},"promisedBy":{"type":"string"},"note":{"type":"string"},\
            "briefing":{"type":["string","array"]},"second":{"type":"string"}}}
            """)
    static let use = Schema(
        name: "OfferUse",
        definition: """
            {"type":"object","required":["id","offer","need","quantity","state"],"properties":{"id":{"type":"string"},\
            "offer":{"type":"string"},"line":{"type":"string"},"need":{"type":"string"},"needLine":{"type":"string"},\
            "quantity":{"type":"number"},"state":{"enum":["asked","agreed","declined","lapsed","takenBack","over"]},\
            "claim":{"type":["string","null"]},"claimState":{"type":["string","null"]},"promisedBy":{"type":"string"},\
            "grantedAt":{"type":["string","null"]},\
            "note":{"type":"string"}}}
            """)
    static let useList = list("OfferUseList", of: "OfferUse")

    private static func list(_ name: String, of item: String) -> Schema {
        Schema(
            name: name,
            definition: """
                {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":\
                {"$ref":"#/components/schemas/\(item)"}}}}
                """)
    }
}
