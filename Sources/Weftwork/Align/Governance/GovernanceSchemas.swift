/// What governance is read and written as, for the API's document.
enum GovernanceSchemas {
    static let done = Schema(
        name: "GovernanceDone",
        definition: """
            {"type":"object","properties":{"id":{"type":"string"}}}
            """)
    static let governance = Schema(
        name: "Governance",
        definition: """
            {"type":"object","required":["rules","draft","versions","settings","setBy"],"properties":{\
            "rules":{"type":["object","null"]},"draft":{"type":["object","null"]},"versions":{"type":"array",\
            "items":{"type":"object"}},"settings":{"type":"object"},"setBy":{"type":["integer","null"]}}}
            """)
    static let toPost = Schema(
        name: "GovernanceToPost",
        definition: """
            {"type":"object","properties":{"texts":{"type":"object","additionalProperties":{"type":"object",\
            "additionalProperties":{"type":"string"}}},"settings":{"type":"object"},"read":{"type":"string"}}}
            """)
    static let action = Schema(
        name: "GovernanceAction",
        definition: """
            {"type":"object","required":["action","mark"],"properties":{"action":{"enum":["ask","discard"]},\
            "mark":{"type":"string"},"reason":{"type":"string"}}}
            """)
    static let seat = Schema(
        name: "GovernanceSeat",
        definition: """
            {"type":"object","required":["id","body","state"],"properties":{"id":{"type":"string"},\
            "body":{"enum":["council","oversight"]},"member":{"type":"string"},"organisation":{"type":["string","null"]},\
            "sector":{"type":["string","null"]},"state":{"type":"string"},"proposal":{"type":["string","null"]},\
            "from":{"type":["string","null"]},"until":{"type":["string","null"]}}}
            """)
    static let seatToPost = Schema(
        name: "SeatToPost",
        definition: """
            {"type":"object","properties":{"member":{"type":"string"},"words":{"type":"string"}}}
            """)
    static let seatAction = Schema(
        name: "SeatAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["accept","decline","layDown"]}}}
            """)
    static let finding = Schema(
        name: "OversightFinding",
        definition: """
            {"type":"object","required":["id","about","words","state"],"properties":{"id":{"type":"string"},\
            "about":{"type":"string"},"words":{"type":"string"},"by":{"type":"string"},"at":{"type":"string"},\
            "owner":{"type":"string"},"due":{"type":["string","null"]},"state":{"enum":["open","answered","settled"]},\
            "answer":{"type":"string"},"answeredAt":{"type":["string","null"]},"again":{"type":"integer"},\
            "settledAt":{"type":["string","null"]},"said":{"type":"array","items":{"type":"object","properties":{\
            "kind":{"enum":["answer","again"]},"by":{"type":"string"},"words":{"type":"string"},"at":{"type":"string"}}}}}}
            """)
    static let findingToPost = Schema(
        name: "FindingToPost",
        definition: """
            {"type":"object","properties":{"about":{"type":"string"},"words":{"type":"string"}}}
            """)
    static let findingAction = Schema(
        name: "FindingAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["answer","settle","again","take"]},\
            "words":{"type":"string"}}}
            """)
    static let oversight = Schema(
        name: "Oversight",
        definition: """
            {"type":"object","required":["exists","isComplete","seats","findings","proposals","decided","chain","figures"],"properties":{\
            "exists":{"type":"boolean"},"isComplete":{"type":"boolean"},"seats":{"type":"array","items":{"type":"object"}},\
            "findings":{"type":"array","items":{"type":"object"}},"proposals":{"type":"array","items":{"type":"object"}},\
            "decided":{"type":"array","items":{"type":"object"}},"chain":{"type":["object","null"]},\
            "figures":{"type":["object","null"]}}}
            """)
    static let council = Schema(
        name: "Council",
        definition: """
            {"type":"object","required":["exists","seats","proposals","minutes"],"properties":{"exists":{"type":"boolean"},\
            "seats":{"type":"array","items":{"type":"object"}},"proposals":{"type":"array","items":{"type":"object"}},\
            "minutes":{"type":"array","items":{"type":"object"}}}}
            """)
    static let questionToPost = Schema(
        name: "CouncilQuestion",
        definition: """
            {"type":"object","required":["question"],"properties":{"question":{"type":"string"},"context":{"type":"string"},"method":{"type":"string"}}}
            """)
    static let roleToDecide = Schema(
        name: "RoleToDecide",
        definition: """
            {"type":"object","required":["words"],"properties":{"words":{"type":"string"}}}
            """)
    static let minutesToPost = Schema(
        name: "CouncilMinutes",
        definition: """
            {"type":"object","properties":{"day":{"type":"string"},"audience":{"type":"string"},"words":{"type":"string"}}}
            """)
}
