/// Shapes of what programs send to conversations and get from them.
enum ConversationSchemas {
    private static let words = "{\"type\":\"string\"}"

    private static func object(_ name: String, _ fields: String, required: String = "") -> Schema {
        Schema(
            name: name, definition: "{\"type\":\"object\",\"required\":[\(required)],\"properties\":{\(fields)}}")
    }

    private static let led = """
        "question":{"type":"string","maxLength":160},"background":{"type":"string"},\
        "who":{"enum":["members","link","public"]},"moderation":{"enum":["before","after"]},\
        "showsAfter":{"type":["integer","string"]},"closes":{"type":"string"},\
        "seeds":{"type":"array","items":{"type":"string","maxLength":140}}
        """
    static let toOpen = object("ConversationToOpen", led, required: "\"question\"")
    static let action = object(
        "ConversationAction", "\"action\":{\"enum\":[\"change\",\"seed\",\"renewLink\",\"close\"]},\(led)",
        required: "\"action\"")
    static let toImport = object(
        "ConversationToImport",
        "\"question\":\(words),\"votes\":\(words),\"statements\":\(words)", required: "\"question\",\"votes\"")
    static let conversation = object(
        "Conversation",
        """
        "id":{"type":"string"},"question":{"type":"string"},"background":{"type":"string"},\
        "who":{"enum":["members","link","public"]},"moderation":{"enum":["before","after"]},"host":{"type":"string"},\
        "openedAt":{"type":"string"},"closesAt":{"type":["string","null"]},"closedAt":{"type":["string","null"]},\
        "imported":{"type":"boolean"},"showsAfter":{"type":["integer","string"]},"statements":{"type":"integer"},\
        "waiting":{"type":"integer"},"people":{"type":"integer"},"byLink":{"type":"integer"},"own":{"type":"integer"},\
        "mayAnswer":{"type":"boolean"},"untilShown":{"type":["integer","null"]}
        """, required: "\"id\",\"question\"")
    static let list = object(
        "Conversations",
        """
        "items":{"type":"array","items":{"$ref":"#/components/schemas/Conversation"}},"next":{"type":["string","null"]},\
        "total":{"type":"integer"},"totalIsExact":{"type":"boolean"}
        """, required: "\"items\"")
    static let statement = object(
        "ConversationStatement",
        """
        "id":{"type":"string"},"number":{"type":"integer"},"words":{"type":["string","null"]},\
        "state":{"enum":["waiting","open","rejected"]},"seed":{"type":"boolean"},\
        "reason":{"enum":["twice","offTopic","several","unclear","insult","personal","untrue","spam","other","late",null]},\
        "at":{"type":"string"}
        """, required: "\"id\",\"state\"")
    static let desk = object(
        "ConversationDesk",
        """
        "link":{"type":["string","null"]},"items":{"type":"array",\
        "items":{"$ref":"#/components/schemas/ConversationStatement"}}
        """)
    static let statementAction = object(
        "ConversationStatementAction",
        """
        "action":{"enum":["accept","reject","report","appeal","hand"]},"reason":{"type":"string"},"words":{"type":"string"},\
        "outlet":{"type":"string"},"target":{"type":"string"}
        """, required: "\"action\"")
    static let door = object("ConversationDoor", "\"link\":\(words)")
    static let device = object("ConversationDevice", "\"participant\":\(words)", required: "\"participant\"")
    static let turn = object(
        "ConversationTurn",
        """
        "next":{"type":["object","null"]},"own":{"type":"integer"},"statements":{"type":"integer"},\
        "untilShown":{"type":["integer","null"]},"said":{"type":"array","items":{"type":"object"}}
        """)
    static let answer = object(
        "ConversationAnswer", "\"statement\":\(words),\"answer\":{\"enum\":[\"agree\",\"disagree\",\"pass\"]}",
        required: "\"statement\",\"answer\"")
    static let receipt = object(
        "ConversationReceipt",
        """
        "statement":{"type":"string"},"answer":{"type":"string"},"before":{"type":["string","null"]},\
        "changed":{"type":"boolean"}
        """)
    static let answers = object("ConversationAnswers", "\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}}")
    static let said = object(
        "ConversationWordsToSay", "\"words\":{\"type\":\"string\",\"maxLength\":140}", required: "\"words\"")
    static let result = object(
        "ConversationResult",
        """
        "selection":{"enum":["all","trusted","byLink","unflagged"]},"people":{"type":"integer"},\
        "answers":{"type":["integer","null"]},"tooFew":{"type":"boolean"},"stability":{"type":["number","null"]},\
        "stabilityIsCurrent":{"type":"boolean"},"showsGroups":{"type":"boolean"},\
        "shared":{"type":"array","items":{"type":"object"}},"dividing":{"type":"array","items":{"type":"object"}},\
        "groups":{"type":"array","items":{"type":"object"}},"statements":{"type":"array","items":{"type":"object"}},\
        "map":{"type":"array","items":{"type":"object"}},"you":{"type":["object","null"]}
        """)
    static let readings = object(
        "ConversationReadings",
        """
        "people":{"type":"integer"},"trustedPeople":{"type":["integer","null"]},"hidden":{"type":"boolean"},\
        "tellsCrowds":{"type":"boolean"},\
        "shared":{"type":"array","items":{"type":"integer"}},"rejected":{"type":"array","items":{"type":"integer"}},\
        "sharedByTrusted":{"type":"array","items":{"type":"integer"}},\
        "rejectedByTrusted":{"type":"array","items":{"type":"integer"}},\
        "straight":{"type":"integer"},"copies":{"type":"integer"}
        """)
    static let log = object(
        "ConversationLog",
        """
        "waiting":{"type":"integer"},"open":{"type":"integer"},"rejected":{"type":"integer"},\
        "items":{"type":"array","items":{"type":"object"}}
        """)
}
