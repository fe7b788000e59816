/// Shapes of JSON bodies about emergencies, for the API's document.
enum EmergencySchemas {
    private static let kinds = Emergency.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    private static let levels = Emergency.Level.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    private static let phases = Emergency.Phase.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    private static let said = """
        "name":{"type":"string","minLength":2,"maxLength":80},"kind":{"enum":[\(kinds)]},"level":{"enum":[\(levels)]},\
        "areas":{"type":"array","maxItems":20,"items":{"type":"array","items":{"type":"string"}}},\
        "advice":{"type":"object","properties":{"zh":{"type":"string"},"en":{"type":"string"}}},\
        "hotlines":{"type":"array","maxItems":12,"items":{"type":"object","required":["name","number"],\
        "properties":{"name":{"type":"string"},"number":{"type":"string"}}}},"lead":{"type":"string"}
        """
    static let emergencyToPost = Schema(
        name: "EmergencyToPost",
        definition: """
            {"type":"object","required":["name","kind","level"],"properties":{\(said),"phase":{"enum":["standby","active"]}}}
            """)
    static let emergencyToChange = Schema(
        name: "EmergencyToChange",
        definition: "{\"type\":\"object\",\"properties\":{\(said),\"version\":{\"type\":\"integer\"}}}")
    static let emergency = Schema(
        name: "Emergency",
        definition: """
            {"type":"object","required":["id","name","kind","level","phase","since"],"properties":{"id":{"type":"string"},\
            "name":{"type":"string"},"kind":{"enum":[\(kinds)]},"level":{"enum":[\(levels)]},"phase":{"enum":[\(phases)]},\
            "since":{"type":"string"},"openedAt":{"type":"string"},"version":{"type":"integer"},"next":{"type":"array","items":{"enum":[\(phases)]}},\
            "areas":{"type":"array","items":{"type":"array","items":{"type":"string"}}},"advice":{"type":"object"},\
            "hotlines":{"type":"array","items":{"type":"object"}},"lead":{"type":"object"},\
            "steps":{"type":"array","items":{"type":"object"}},"figures":{"type":"object"},"review":{"type":"object"}}}
            """)
    static let emergencyList = Schema(
        name: "EmergencyList",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array",\
            "items":{"$ref":"#/components/schemas/Emergency"}}}}
            """)
    static let phaseToPost = Schema(
        name: "EmergencyPhaseToPost",
        definition: """
            {"type":"object","required":["phase"],"properties":{"phase":{"enum":[\(phases)]},"to":{"type":"string"},\
            "needs":{"type":"object","additionalProperties":{"type":"string"}},\
            "shifts":{"type":"object","additionalProperties":{"type":"string"}},\
            "teams":{"type":"object","additionalProperties":{"type":"string"}},\
            "restrictions":{"type":"object","additionalProperties":{"type":"string"}}}}
            """)
    static let reviewToPost = Schema(
        name: "EmergencyReviewToPost",
        definition: """
            {"type":"object","properties":{"wentWell":{"type":"string"},"toChange":{"type":"string"}}}
            """)
    static let openUnder = Schema(
        name: "OpenUnderEmergency",
        definition: """
            {"type":"object","required":["needCount","claimCount","needs","shifts","targets"],"properties":{\
            "needCount":{"type":"integer"},"claimCount":{"type":"integer"},"needs":{"type":"array","items":{"type":"object"}},\
            "shifts":{"type":"array","items":{"type":"object"}},"teams":{"type":"array","items":{"type":"object"}},\
            "restrictions":{"type":"array","items":{"type":"object"}},"targets":{"type":"array","items":{"type":"string"}}}}
            """)
}
