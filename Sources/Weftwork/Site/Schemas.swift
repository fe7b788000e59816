/// Shapes of JSON bodies for the API's document.
enum Schemas {
    static let problem = Schema(
        name: "Problem",
        definition: """
            {"type":"object","required":["type","title","status","detail"],"properties":{"type":{"type":"string"},\
            "title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"instance":{"type":"string"},\
            "errors":{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},\
            "message":{"type":"string"}}}},"state":{"type":"string"},"allowed":{"type":"array","items":{"type":"string"}},\
            "remaining":{"type":["number","null"]},"training":{"type":"string"},"next":{"type":"string"},"seen":{"type":"string"},\
            "changes":{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"name":{"type":"string"},\
            "was":{"type":"string"},"now":{"type":"string"}}}}}}
            """)
    static let me = object("Me", ["name": "string", "language": "string"])
    static let needToPost = Schema(
        name: "NeedToPost",
        definition: """
            {"type":"object","required":["title","lines","contact"],"properties":{"title":{"type":"string","maxLength":160},\
            "description":{"type":"string"},"category":{"type":"string"},\
            "urgency":{"enum":["critical","high","normal","low"]},"neededBy":{"type":"string"},\
            "place":{"type":"object","properties":{"address":{"type":"string"},"receiving":{"type":"string"},"area":{"type":"array",\
            "items":{"type":"string"}},"latitude":{"type":"number"},"longitude":{"type":"number"},"datum":{"enum":["wgs84","gcj02","bd09"]},\
            "link":{"type":"string"},"areaCode":{"type":["string","integer"]}}},\
            "lines":{"type":"array","minItems":1,"items":{"type":"object","required":["item"],"properties":{\
            "item":{"type":"string"},"quantity":{"type":["number","string","null"]},"unit":{"type":"string"},\
            "specification":{"type":"string"},"kind":{"type":"string"},"from":{"type":"string"},"to":{"type":"string"},\
            "minutes":{"type":["integer","string","null"]},"remote":{"type":["boolean","string","null"]},\
            "substitute":{"type":["boolean","string","null"]}}}},"source":{"type":"object"},\
            "contact":{"type":"object","properties":{"name":{"type":"string"},"phone":{"type":"string"},\
            "email":{"type":"string"},"wechat":{"type":"string"}}},"institution":{"type":"string"},\
            "onBehalfOf":{"type":"string"},"consent":{"type":["string","boolean"]},"follow":{"type":"string"},"code":{"type":"string"},"emergency":{"type":"string"},\
            "again":{"type":"object","properties":{"code":{"type":"string"},"secret":{"type":"string"}}}}}
            """)
    static let needToCompare = Schema(
        name: "NeedToCompare",
        definition: """
            {"type":"object","properties":{"title":{"type":"string"},"institution":{"type":"string"},"place":{"type":"object",\
            "properties":{"area":{"type":"array","items":{"type":"string"}}}},"lines":{"type":"array","items":{"type":"object",\
            "properties":{"item":{"type":"string"},"specification":{"type":"string"}}}}}}
            """)
    static let similarNeeds = Schema(
        name: "SimilarNeeds",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "properties":{"need":{"$ref":"#/components/schemas/Need"},"reasons":{"type":"array",\
            "items":{"enum":["institution","closeName","text","near"]}}}}}}}
            """)
    static let knownInstitution = Schema(
        name: "KnownInstitution",
        definition: """
            {"type":"object","required":["known"],"properties":{"known":{"type":["object","null"],"properties":{\
            "id":{"type":"string"},"name":{"type":"string"},"need":{"type":"string"},"by":{"type":"string"},\
            "at":{"type":"string"},"until":{"type":"string"}}}}}
            """)
    static let undoables = Schema(
        name: "Undoables",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "properties":{"id":{"type":"string"},"need":{"type":"string"},"act":{"type":"string"},"at":{"type":"string"},\
            "until":{"type":"string"}}}}}}
            """)
    static let look = object("SecondLook", ["answer": "string", "note": "string"], required: ["answer"])
    static let handAll = object("HandAll", ["to": "string", "note": "string"], required: ["to"])
    static let handoversAnswer = Schema(
        name: "HandoversAnswer",
        definition: """
            {"type":"object","required":["accepts"],"properties":{"accepts":{"type":"boolean"},\
            "handovers":{"type":"array","items":{"type":"string"}}}}
            """)
    static let briefing = Schema(
        name: "ShiftBriefing",
        definition: """
            {"type":"object","required":["states","late","critical"],"properties":{"states":{"type":"object"},\
            "late":{"type":"integer"},"critical":{"type":"array","items":{"type":"object"}},"mine":{"type":"integer"},\
            "before":{"type":"array","items":{"type":"object"}},"floods":{"type":"integer"},"reports":{"type":"integer"},\
            "bursts":{"type":"integer"}}}
            """)
    static let reasonToPost = object("ReasonToPost", ["reason": "string"], required: ["reason"])
    static let receipt = object(
        "Receipt",
        ["id": "string", "trackingCode": "string", "trackingURL": "string", "state": "string", "reading": "object"])
    static let need = object(
        "Need",
        ["id": "string", "state": "string", "progress": "string", "category": "string", "restrictions": "array"])
    static let needList = Schema(
        name: "NeedList",
        definition: """
            {"type":"object","required":["items","next","total"],"properties":{"items":{"type":"array",\
            "items":{"$ref":"#/components/schemas/Need"}},"next":{"type":["string","null"]},\
            "total":{"type":"integer"},"totalIsExact":{"type":"boolean"}}}
            """)
    static let settings = Schema(
        name: "Settings",
        definition: """
            {"type":"object","properties":{"version":{"type":"integer"},"about":{"type":"object","properties":{\
            "runBy":{"type":"string"},"contact":{"type":"string"},"complianceBy":{"type":"string"},\
            "complianceContact":{"type":"string"}}},"briefings":{"type":"array","items":{"type":"object","properties":{\
            "category":{"type":"string"},"zh":{"type":"string"},"en":{"type":"string"},"asked":{"type":"boolean"},\
            "certificate":{"enum":["","medical","psychological","minors","danger"]},"version":{"type":"string"}}}},"clocks":{"type":"object","description":"minutes",\
            "properties":{"steps":{"type":"object","additionalProperties":{"type":"object",\
            "additionalProperties":{"type":"number"}}},"retries":{"type":"array","items":{"type":"number"}},\
            "reachLimit":{"type":"number"}}},"catalogue":{"type":"array","items":{"type":"object","properties":{\
            "id":{"type":"string"},"zh":{"type":"string"},"en":{"type":"string"},"words":{"type":"array",\
            "items":{"type":"string"}},"category":{"type":"string"},"controlled":{"type":"boolean"}}}},\
            "checklist":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},\
            "zh":{"type":"string"},"en":{"type":"string"},"categories":{"type":"array","items":{"type":"string"}}}}},\
            "reset":{"type":"array","items":{"enum":["about","clocks","catalogue","checklist","briefings"]}},\
            "fixed":{"type":"object","description":"what the adopted rules set","properties":{"rules":{"type":"integer"},\
            "steps":{"type":"array","items":{"type":"string"}}}}}}
            """)
    static let action = object("Action", ["action": "string"], required: ["action"])
    static let claimToPost = Schema(
        name: "ClaimToPost",
        definition: """
            {"type":"object","required":["line","quantity","promisedBy"],"properties":{"line":{"type":"string"},\
            "quantity":{"type":["number","string"]},"promisedBy":{"type":"string"},"note":{"type":"string"},"briefing":{"type":["string","array"],\
            "items":{"type":"string"}},"second":{"type":"string"}}}
            """)
    static let claim = object("Claim", ["id": "string", "state": "string"])
    static let claimAction = object("ClaimAction", ["action": "string"], required: ["action"])
    static let promise = object(
        "Promise", ["id": "string", "state": "string", "sameTime": "array", "promisedByOthers": "number"])
    static let reveal = object("RevealToPost", ["purpose": "string"])
    static let contact = object("Contact", ["contact": "object"])
    static let handover = object("HandoverToPost", ["to": "string"], required: ["to"])
    static let handoverAction = object("HandoverAction", ["action": "string"], required: ["action"])

    static let call = object("Call", ["outcome": "string", "note": "string"], required: ["outcome"])
    static let note = object("Note", ["note": "string"], required: ["note"])
    static let bounce = object("Bounce", ["address": "string"], required: ["address"])

    static let member = object(
        "Member",
        [
            "id": "string", "name": "string", "roles": "array", "skills": "array", "languages": "array",
            "standing": "string",
        ], required: ["id", "name"])
    static let memberList = list("MemberList")
    static let vouchToPost = Schema(
        name: "VouchToPost",
        definition: """
            {"type":"object","required":["kind","how"],"properties":{"kind":{"enum":["identity","integrity","stewardship",\
            "skill","representation"]},"subject":{"type":"string"},"how":{"type":"string","minLength":10,"maxLength":1000},\
            "organisation":{"type":"string"}}}
            """)
    static let vouch = object(
        "Vouch", ["id": "string", "from": "string", "to": "string", "kind": "string", "expiresAt": "string"])
    static let vouchList = list("VouchList")
    static let vouchAskToPost = object(
        "VouchAskToPost", ["to": "string", "kind": "string", "subject": "string", "words": "string"],
        required: ["to", "kind", "words"])
    static let vouchAsk = object(
        "VouchAsk",
        [
            "id": "string", "origin": "string", "asked": "string", "about": "string", "kind": "string",
            "until": "string",
        ],
        required: ["id", "origin"])
    static let vouchAskList = list("VouchAskList")
    static let vouchAskAction = object(
        "VouchAskAction",
        ["action": "string", "how": "string", "shared": "boolean", "organisation": "string", "words": "string"],
        required: ["action"])
    static let recommendationToPost = object(
        "RecommendationToPost",
        ["for": "string", "kind": "string", "subject": "string", "how": "string", "signers": "array"],
        required: ["for", "kind", "how", "signers"])
    static let recommendation = object(
        "Recommendation", ["id": "string", "for": "string", "signed": "array", "asked": "array"],
        required: ["id", "for"])
    static let recommendationList = list("RecommendationList")
    static let vouchAction = object("VouchAction", ["action": "string", "reason": "string"], required: ["action"])
    static let standingChanges = list("StandingChanges")
    static let standing = object(
        "Standing", ["standing": "string", "because": "string", "chains": "integer", "shortest": "array"],
        required: ["standing", "because"])
    static let trustHealth = object(
        "TrustHealth", ["anchors": "array", "enoughAnchors": "boolean", "communitiesWithoutAnchor": "array"])

    static let pact = object(
        "Pact", ["version": "integer", "zh": "string", "en": "string", "hash": "string", "dueAt": "string"],
        required: ["version"])
    static let pactToPost = object(
        "PactToPost", ["zh": "string", "en": "string", "days": "integer"], required: ["zh", "en", "days"])
    static let signature = object("Signature", ["hash": "string"], required: ["hash"])
    static let membership = object(
        "Membership", ["level": "string", "state": "string", "promises": "array"], required: ["level", "state"])
    static let levelToPost = object("LevelToPost", ["level": "string", "askAgain": "string"], required: ["level"])

    static let matter = object(
        "Matter", ["id": "string", "kind": "string", "stage": "string", "owner": "string"], required: ["id", "kind"])
    static let matterList = list("MatterList")
    static let matterToPost = object(
        "MatterToPost", ["kind": "string", "about": "string", "words": "string", "organisation": "string"],
        required: ["kind", "words"])
    static let matterAction = object(
        "MatterAction",
        ["action": "string", "words": "string", "outcome": "string", "to": "string", "agreement": "string"],
        required: ["action"])
    static let invitation = object(
        "Invitation", ["id": "string", "link": "string", "uses": "integer", "used": "integer", "expiresAt": "string"],
        required: ["id", "link"])
    static let invitationList = list("InvitationList")
    static let invitationToPost = object(
        "InvitationToPost",
        ["uses": "integer", "days": "integer", "campaign": "string", "note": "string", "promise": "string"],
        required: ["uses", "days"])
    static let memberAction = object(
        "MemberAction", ["action": "string", "reason": "string", "days": "integer", "abuse": "boolean"],
        required: ["action"])
    static let roles = object(
        "Roles", ["holders": "array", "nominations": "array", "calls": "array", "anchors": "array"],
        required: ["holders"])
    static let roleAction = object(
        "RoleAction",
        [
            "action": "string", "nomination": "string", "member": "string", "role": "string", "words": "string",
            "call": "string", "days": "integer",
        ],
        required: ["action"])
    static let path = object(
        "Path", ["deliveries": "integer", "primer": "boolean", "next": "array", "smallThings": "array"],
        required: ["deliveries", "next"])
    static let company = object(
        "Company", ["buddyOffers": "array", "newcomers": "array", "things": "array", "offered": "array"],
        required: ["things", "offered"])
    static let companyAction = object(
        "CompanyAction", ["action": "string", "id": "string", "kind": "string", "words": "string"],
        required: ["action"])
    static let rest = object(
        "RestToPost", ["rests": "boolean", "keepRoles": "boolean", "note": "string"], required: ["rests"])
    static let profileToPost = Schema(
        name: "ProfileToPost",
        definition: """
            {"type":"object","properties":{"name":{"type":"string"},"language":{"enum":["zh","en"]},\
            "willing":{"type":"array","items":{"enum":["buddy","mentor","roles"]}},\
            "fields":{"type":"array","items":{"type":"object","required":["field","text"],"properties":{\
            "field":{"type":"string"},"text":{"type":"string"},"audience":{"type":"string"}}}}}}
            """)
    static let profile = object("Profile", ["fields": "array"], required: ["fields"])
    static let reportToPost = object(
        "ReportToPost", ["kind": "string", "id": "string", "words": "string"], required: ["kind", "id", "words"])
    static let hiding = Schema(
        name: "Hiding",
        definition: """
            {"type":"object","required":["hidden"],"properties":{"hidden":{"type":["string","null"]},\
            "at":{"type":["string","null"]},"appeal":{"type":"object"}}}
            """)
    static let textToPost = object("TextToPost", ["words": "string"], required: ["words"])
    static let textAction = object(
        "TextAction", ["action": "string", "reason": "string", "words": "string"], required: ["action"])
    static let exportToPost = object(
        "ExportToPost", ["purpose": "string", "filter": "object"], required: ["purpose"])
    static let export = object(
        "Export", ["id": "string", "state": "string", "needs": "integer", "contacts": "integer"],
        required: ["id", "state"])
    static let exportList = list("ExportList")
    static let exportAction = object("ExportAction", ["action": "string", "note": "string"], required: ["action"])
    static let retention = object("Retention", ["contacts": "integer", "visits": "integer", "matters": "integer"])

    private static func list(_ name: String) -> Schema {
        object(name, ["items": "array", "total": "integer"], required: ["items", "total"])
    }

    private static func object(_ name: String, _ fields: [String: String], required: [String] = []) -> Schema {
        let properties = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":{\"type\":\"\($0.value)\"}" }
        let names = required.map { "\"\($0)\"" }.joined(separator: ",")
        return Schema(
            name: name,
            definition: "{\"type\":\"object\",\"required\":[\(names)],"
                + "\"properties\":{\(properties.joined(separator: ","))}}")
    }
}
