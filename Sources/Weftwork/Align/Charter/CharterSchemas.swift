/// The shapes of the charter's bodies for OpenAPI.
extension Schemas {
    private static func object(_ name: String, _ properties: String, required: String = "") -> Schema {
        let needed = required.isEmpty ? "" : "\"required\":[\(required)],"
        return Schema(name: name, definition: "{\"type\":\"object\",\(needed)\"properties\":{\(properties)}}")
    }

    private static let text = "{\"type\":\"string\"}"
    private static let whole = "{\"type\":\"integer\"}"
    private static let list = "{\"type\":\"array\",\"items\":{\"type\":\"object\"}}"
    private static let names = "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"

    static let charter = object(
        "Charter",
        "\"version\":\(whole),\"state\":\(text),\"scope\":\(text),\"clauses\":\(list),\"versions\":\(list),\"sections\":\(list)",
        required: "\"version\",\"clauses\"")
    static let charterDraft = object(
        "CharterDraft",
        "\"version\":\(whole),\"state\":\(text),\"clauses\":\(list),\"removed\":\(list),\"sections\":\(list),\"lacks\":\(names),\"core\":\(names),\"waiting\":\(whole)",
        required: "\"version\",\"state\",\"clauses\"")
    static let charterClause = object(
        "CharterClause",
        "\"clause\":{\"type\":\"object\"},\"version\":\(whole),\"history\":\(list),\"said\":\(list),\"gone\":{\"type\":\"object\"}"
    )
    static let charterComparison = object(
        "CharterComparison", "\"from\":\(whole),\"to\":\(whole),\"reason\":\(text),\"changes\":\(list)")
    static let charterFigures = object(
        "CharterFigures",
        "\"version\":\(whole),\"voices\":\(whole),\"clauses\":\(list),\"levels\":\(list),\"groups\":\(list)")
    static let charterStances = object(
        "CharterStances", "\"version\":\(whole),\"voice\":\(text),\"voices\":\(list),\"stances\":\(list)")
    static let charterSuggestions = object("CharterSuggestions", "\"version\":\(whole),\"items\":\(list)")
    static let charterRenewal = object("CharterRenewal", "\"reason\":\(text),\"learnt\":\(text)")
    static let charterNotes = object(
        "CharterNotes",
        "\"reason\":\(text),\"learnt\":\(text),\"gains\":\(text),\"bears\":\(text),\"unheard\":\(text),\"scope\":{\"enum\":[\"public\",\"members\"]}"
    )
    static let charterSection = object(
        "CharterSection", "\"section\":\(text),\"way\":\(text),\"day\":\(text)", required: "\"section\",\"way\"")
    static let charterMend = object(
        "CharterMend", "\"changes\":\(list),\"reason\":\(text),\"affects\":\(names),\"credits\":\(names)",
        required: "\"changes\",\"reason\"")
    static let clauseToPost = object(
        "ClauseToPost",
        "\"section\":\(text),\"zh\":\(text),\"en\":\(text),\"kind\":\(text),\"level\":\(text),\"isCore\":{\"type\":\"boolean\"},\"reason\":\(text),\"weight\":\(whole),\"categories\":\(names)"
    )
    static let clauseAction = object(
        "ClauseAction", "\"action\":{\"enum\":[\"remove\",\"up\",\"down\"]},\"reason\":\(text)", required: "\"action\"")
    static let charterAction = object(
        "CharterAction",
        "\"action\":{\"enum\":[\"askSuggestions\",\"closeSuggestions\",\"askConsent\",\"drop\",\"review\",\"keep\"]},\"days\":\(whole),\"reason\":\(text)",
        required: "\"action\"")
    static let suggestionToPost = object(
        "SuggestionToPost", "\"about\":\(text),\"words\":\(text)", required: "\"about\",\"words\"")
    static let suggestionAction = object(
        "SuggestionAction",
        "\"action\":{\"enum\":[\"taken\",\"declined\",\"later\",\"putBeside\",\"withdraw\"]},\"answer\":\(text),\"beside\":\(text)",
        required: "\"action\"")
    static let amendmentToPost = object(
        "AmendmentToPost",
        "\"about\":\(text),\"suggestions\":\(names),\"zh\":\(text),\"en\":\(text),\"reason\":\(text),\"weight\":\(whole),\"answer\":\(text)",
        required: "\"about\",\"suggestions\",\"answer\"")
    static let matrixToPost = object(
        "CharterMatrixToPost", "\"items\":\(names),\"days\":\(whole)", required: "\"items\"")
    static let matrixAction = object(
        "CharterMatrixAction", "\"action\":{\"enum\":[\"handOver\"]}", required: "\"action\"")
    static let charterStancesToPost = object(
        "CharterStancesToPost",
        "\"voice\":\(text),\"stances\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"clause\"],\"properties\":{\"clause\":\(text),\"stance\":\(text),\"reason\":\(text),\"again\":{\"type\":\"boolean\"}}}}"
    )
}
