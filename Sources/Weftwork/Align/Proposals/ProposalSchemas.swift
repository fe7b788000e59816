/// What proposals are read and written as, for the API's document.
enum ProposalSchemas {
    private static let text = "{\"type\":\"string\"}"
    private static let number = "{\"type\":[\"integer\",\"string\"]}"

    static let proposal = Schema(
        name: "Proposal",
        definition: """
            {"type":"object","required":["id","question","method","rule","state","terms","allowed"],"properties":{"id":\(text),\
            "question":\(text),"context":\(text),"hidden":{"type":["string","null"]},"method":\(text),"rule":\(text),"tieRule":{"type":["string","null"]},"topic":\(text),"audience":\(text),\
            "state":{"enum":["draft","scheduled","open","objected","closed","decided","withdrawn"]},"version":{"type":"integer"},\
            "terms":{"type":"object"},"reviewAt":{"type":["string","null"]},"options":{"type":"array","items":{"type":"object"}},"eligible":{"type":"integer"},\
            "answered":{"type":["integer","null"]},"own":{"type":"array","items":{"type":"object","properties":{"voice":\(text),"kind":\(text),"name":\(text),"answered":{"type":"boolean"},\
            "carries":{"type":"array","items":\(text),"description":"for whom it counts besides; not of what is on paper"},\
            "answeredForMe":{"type":["string","null"],"description":"who has answered for it while it says nothing itself; not of what is on paper"}}}},\
            "tally":{"type":["object","null"],"properties":{"silentConsent":{"type":"integer","description":"once it is closed, where silence consents"}}},\
            "stances":{"type":"array","items":{"type":"object"}},"earlier":{"type":"array","items":{"type":"object"}},"waits":{"type":"array","items":{"type":"object"}},\
            "advice":{"type":"array","items":{"type":"object"}},"versions":{"type":"array","items":{"type":"object"}},\
            "outcome":{"type":["object","null"]},"core":{"type":"array","items":\(text)},"allowed":{"type":"array","items":\(text)},\
            "endsNotBefore":{"type":["string","null"],"description":"from when on it may be closed early, where that is not now yet"}}}
            """)
    static let proposalToPost = Schema(
        name: "ProposalToPost",
        definition: """
            {"type":"object","required":["question"],"properties":{"question":\(text),"context":\(text),"method":\(text),\
            "options":{"type":"array","items":{"type":"object","properties":{"words":\(text),"cost":\(number),"startsAt":\(text),\
            "endsAt":\(text)}}},"topic":\(text),"audience":\(text),"unit":{"enum":["persons","organisations","both"]},\
            "scope":{"type":"string","description":"all, tier:…, role:…, team:ID, organisations:ID,ID, members:ID,ID, council or oversight: those with a seat, one voice each, where the rules in force have that body"},\
            "quorum":\(number),"leastVoices":\(number),"threshold":\(number),"ofEligible":{"type":"boolean"},\
            "tieBreak":{"enum":["again","supporters","earlier","owner"]},"results":{"enum":["untilAnswered","untilClosed"]},\
            "secret":{"type":"boolean"},"seats":\(number),"lowest":\(number),"highest":\(number),"credits":\(number),\
            "budget":\(number),"budgetUnit":\(text),"opensAt":\(text),"closesAt":\(text),"reviewAt":\(text),"touches":{"type":"array","items":\(text)},"open":{"type":"boolean"}}}
            """)
    static let action = Schema(
        name: "ProposalAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["change","open","answer","advise","wait","amend",\
            "askMe","close","endRound","decide","review","link","goal","withdraw","ask","accept","decline"]},"member":\(text),"voice":\(text),"position":\(text),"version":\(number),"reason":\(text),\
            "test":{"enum":["purpose","safety"],"description":"with an objection or a block: which test fails"},\
            "until":\(text),"question":\(text),"context":\(text),"affects":{"type":["array","null"],"items":\(text)},\
            "credits":{"type":"array","items":\(text)},"closesAt":\(text),"words":\(text),"met":\(text),\
            "winners":{"type":"array","items":\(text)},"reviewAt":\(text),"links":{"type":"array","items":{"type":"object"}},\
            "kind":{"enum":["kept","again","ended"]},"title":\(text),"path":\(text),"parent":\(text),\
            "clause":\(text),"from":\(text),"due":\(text)}}
            """)
    static let settings = Schema(
        name: "ProposalRules",
        definition: """
            {"type":"object","properties":{"unit":{"enum":["persons","organisations","both"]},"silenceConsents":{"type":"boolean",\
            "description":"true by adopted governance rules alone"},\
            "quorum":\(number),"workDays":\(number),"mayDelegate":{"type":"boolean"}}}
            """)
    static let list = Schema(
        name: "ProposalList",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object","properties":{"id":\(text),\
            "question":\(text),"hidden":{"type":["string","null"]},"method":\(text),"topic":\(text),"state":\(text),"closesAt":\(text),\
            "eligible":{"type":"integer"},"answered":{"type":["integer","null"]},"waitsForMe":{"type":"boolean"},\
            "answeredForMe":{"type":["string","null"],"description":"who has answered for you, where all that is missing was passed on"},\
            "until":{"type":["string","null"],"description":"until when you have said that you will answer"},"verdict":{"type":["string","null"]}}}}}}
            """)
    static let decisions = TeamSchemas.list("DecisionList")
}
