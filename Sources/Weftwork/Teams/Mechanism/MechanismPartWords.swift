/// How the parts of the page are called, and what is asked of whoever writes them.
enum MechanismPartWords {
    static func name(of group: MechanismPart.Group) -> Text {
        switch group {
        case .purpose: Text(zh: "为什么、为谁", en: "What for, and for whom")
        case .uncertainties: Text(zh: "四个不确定，怎么应对", en: "Four things that are uncertain, and what answers them")
        case .pains: Text(zh: "难处，怎么化解", en: "What hurts, and what helps")
        case .goals: Text(zh: "两个目标", en: "Two goals")
        case .mechanisms: Text(zh: "八项机制", en: "Eight mechanisms")
        case .advantage: Text(zh: "优势", en: "Strength")
        }
    }

    static func name(of part: MechanismPart) -> Text {
        switch part {
        case .mission: Text(zh: "使命", en: "Mission")
        case .vision: Text(zh: "愿景", en: "Vision")
        case .values: Text(zh: "价值观", en: "Values")
        case .aim: Text(zh: "宗旨", en: "Aim")
        case .coreUsers: Text(zh: "核心用户", en: "Core users")
        case .serves: Text(zh: "服务对象", en: "Whom it serves")
        case .people: Text(zh: "人员不确定", en: "People are uncertain")
        case .time: Text(zh: "时间不确定", en: "Time is uncertain")
        case .ability: Text(zh: "能力不确定", en: "Ability is uncertain")
        case .place: Text(zh: "地点不确定", en: "Place is uncertain")
        default: laterName(of: part)
        }
    }

    private static func laterName(of part: MechanismPart) -> Text {
        switch part {
        case .painIdentity: Text(zh: "身份认定", en: "Who somebody is")
        case .painInformation: Text(zh: "信息缺失", en: "Missing information")
        case .painSafety: Text(zh: "安全隐患", en: "Safety")
        case .painCoordination: Text(zh: "协同缺失", en: "Missing coordination")
        case .painAbility: Text(zh: "能力不足", en: "Missing ability")
        case .goalLink: Text(zh: "高效链接资源", en: "Link resources fast")
        case .goalGrow: Text(zh: "志愿者协同成长", en: "Volunteers who work together and grow")
        case .line: Text(zh: "机制，一句话", en: "The mechanism in one line")
        case .demand: Text(zh: "需求驱动", en: "Driven by needs")
        case .trust: Text(zh: "信任背书", en: "Trust by vouching")
        case .tiers: Text(zh: "分级传播、公开透明", en: "Tiers, and openness")
        case .responsibility: Text(zh: "完全责任", en: "Whole responsibility")
        case .spread: Text(zh: "人传人", en: "Spread from person to person")
        case .points: Text(zh: "志愿积分", en: "Points")
        case .answers: Text(zh: "请求答复", en: "Every request is answered")
        case .pact: Text(zh: "伙伴契约", en: "The Pact")
        case .advantage: Text(zh: "核心优势", en: "Core strength")
        default: .verbatim(part.rawValue)
        }
    }

    /// What whoever writes is asked.
    static func prompt(for part: MechanismPart) -> Text {
        switch part {
        case .mission: Text(zh: "我们为什么在一起？一两句话。", en: "Why are we here together? One or two sentences.")
        case .vision: Text(zh: "做成了，会是什么样子？", en: "What will it be like when it has worked?")
        case .values: Text(zh: "遇到两难，我们守住什么？", en: "What do we hold to when it is hard?")
        case .aim: Text(zh: "具体要把什么做好？", en: "What exactly do we want to do well?")
        case .coreUsers: Text(zh: "谁每天用它做事？", en: "Who works with it every day?")
        case .serves: Text(zh: "最后帮到的是谁？", en: "Who is helped in the end?")
        case .people: Text(zh: "来的人不固定、互不相识，靠什么？", en: "Those who come change and are strangers: what holds?")
        case .time: Text(zh: "每个人能来的时间天天在变，怎么排？", en: "Their hours change daily: how do we plan?")
        case .ability: Text(zh: "本领差别很大，怎么分工、怎么学？", en: "What they can do differs: how is work shared and learnt?")
        case .place: Text(zh: "各地习惯和沟通方式不同，怎么办？", en: "Places and ways of talking differ: what do we do?")
        default: laterPrompt(for: part)
        }
    }

    private static func laterPrompt(for part: MechanismPart) -> Text {
        switch part {
        case .painIdentity: Text(zh: "怎么知道来的人是谁？", en: "How do we know who somebody is?")
        case .painInformation: Text(zh: "信息不全、变得快，怎么核对？", en: "It is incomplete and changes: how is it checked?")
        case .painSafety: Text(zh: "出门的人怎么保护？", en: "How are those who go out kept safe?")
        case .painCoordination: Text(zh: "怎么不重复、不落空？", en: "How is nothing done twice, and nothing left?")
        case .painAbility: Text(zh: "不会的人怎么帮上忙？", en: "How can somebody help who is new to it?")
        case .goalLink: Text(zh: "资源怎么最快到需要的地方？", en: "How do means reach a need fastest?")
        case .goalGrow: Text(zh: "志愿者怎么一起做事、一起长本领？", en: "How do volunteers work together and grow?")
        case .line: Text(zh: "它会印在卡片上，给新来的人和接班的人看。", en: "It stands on the card for newcomers and for each shift.")
        case .advantage: Text(zh: "我们有什么是别处没有的？", en: "What do we have that others don't?")
        default:
            Text(
                zh: "设置里怎么定的，页面会自己写；这里补充我们的做法。",
                en: "What the settings say stands there by itself; add how we do it.")
        }
    }
}
