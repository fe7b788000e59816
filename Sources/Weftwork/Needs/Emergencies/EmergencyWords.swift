/// What is said about emergencies.
enum EmergencyWords {
    static let elsewhere = Text(zh: "还可以找谁", en: "Whom else you can ask")
    static let cityLine = Text(
        zh: "12345 政务服务便民热线；生命危险拨 120、119、110", en: "12345, the city's hotline; 120, 119 or 110 where life is in danger"
    )
    static func ownLine(_ contact: String) -> Text { Text(zh: "我们：\(contact)", en: "Us: \(contact)") }
    static let title = Text(zh: "应急行动", en: "Emergencies")
    static let one = Text(zh: "应急行动", en: "Emergency")
    static let about = Text(
        zh: "一场灾情一项行动：它管哪里、到哪一步、怎样保护自己，都写在它的页面上，人人可看。",
        en:
            "One for each disaster: its page says where it is, how far it has come and how to stay safe. Everybody may read it."
    )
    static let none = Text(zh: "现在没有应急行动，都是日常互助。", en: "No emergency now: everyday help goes on.")
    static let open = Text(zh: "启动应急行动", en: "Open an emergency")
    static let edit = Text(zh: "修改", en: "Change it")
    static let toPage = Text(zh: "看它的页面", en: "To its page")
    static let partOf = Text(zh: "属于应急行动：", en: "Part of the emergency:")
    /// Her receipt: who reads it when, and to which emergency it belongs.
    static func received(_ reading: Text, _ tie: EmergencyTie?) -> Text {
        guard let tie else { return reading }
        return Text(
            zh: "\(reading)它属于应急行动“\(tie.name)”，怎样保护自己、要打的电话都在您的页面上。",
            en:
                "\(reading) It is part of the emergency “\(tie.name)”: how to stay safe and whom to call stands on your page."
        )
    }
    static let toBoard = Text(zh: "它的需求看板", en: "Its board of needs")
    static let csv = Text(zh: "导出它的需求（CSV）", en: "Its needs as CSV")

    static func name(of phase: Emergency.Phase) -> Text {
        switch phase {
        case .standby: Text(zh: "待命", en: "Standby")
        case .active: Text(zh: "进行中", en: "Active")
        case .windingDown: Text(zh: "收尾", en: "Winding down")
        case .closed: Text(zh: "已结束", en: "Closed")
        }
    }

    static func name(of kind: Emergency.Kind) -> Text {
        switch kind {
        case .epidemic: Text(zh: "疫情", en: "Epidemic")
        case .flood: Text(zh: "洪水", en: "Flood")
        case .earthquake: Text(zh: "地震", en: "Earthquake")
        case .storm: Text(zh: "台风、暴雨", en: "Storm")
        case .fire: Text(zh: "火灾", en: "Fire")
        case .cold: Text(zh: "冰雪、寒潮", en: "Snow and cold")
        case .drought: Text(zh: "旱灾", en: "Drought")
        case .accident: Text(zh: "事故", en: "Accident")
        case .conflict: Text(zh: "冲突", en: "Conflict")
        case .other: Text(zh: "其他", en: "Other")
        }
    }

    static func name(of level: Emergency.Level) -> Text {
        switch level {
        case .national: Text(zh: "全国", en: "National")
        case .provincial: Text(zh: "省级", en: "Provincial")
        case .municipal: Text(zh: "市级", en: "City-wide")
        case .local: Text(zh: "本地", en: "Local")
        }
    }

    // MARK: Its page

    static func since(_ moment: Int64) -> Text { Text(zh: "从\(moment: moment)起", en: "since \(moment: moment)") }
    static let phase = Text(zh: "阶段", en: "Phase")
    static let kind = Text(zh: "哪种灾情", en: "Kind")
    static let level = Text(zh: "级别", en: "Level")
    static let area = Text(zh: "地区", en: "Area")
    static let everywhere = Text(zh: "不限地区", en: "Everywhere")
    static let lead = Text(zh: "总负责", en: "Who answers for it")
    static let advice = Text(zh: "请先保护好自己", en: "Stay safe")
    static let hotlines = Text(zh: "要打的电话", en: "Numbers to call")
    static let steps = Text(zh: "怎么走到现在", en: "How it came this far")
    static let figures = Text(zh: "到现在为止", en: "So far")
    static let asked = Text(zh: "求助", en: "Asked")
    static let openNeeds = Text(zh: "还在办", en: "Open")
    static let met = Text(zh: "已满足", en: "Met")
    static let unmet = Text(zh: "未能满足", en: "Could not be met")
    static let other = Text(zh: "撤回、合并等", en: "Withdrawn, merged …")
    static let handedOver = Text(zh: "转出去接着办", en: "Handed over")
    static let medianAnswer = Text(zh: "多久得到首次答复（中位数）", en: "First answer after (half of them)")
    static let noAnswerYet = Text(zh: "还没有数", en: "no figure yet")
    static let inTime = Text(zh: "按时答复", en: "Answered in time")
    static func share(_ part: Int, of all: Int) -> Text {
        Text(zh: "\(all) 项里的 \(part) 项", en: "\(part) of \(all)")
    }
    static let shifts = Text(zh: "班次", en: "Shifts")
    static let people = Text(zh: "出过力的成员", en: "Members who took part")
    static let category = Text(zh: "类别", en: "Category")
    static let arrived = Text(zh: "送到的东西", en: "What arrived")
    static func otherDeliveries(_ count: Int) -> Text {
        Text(zh: "另有 \(count) 行不公开的需求也送到了。", en: "And for \(count) lines of needs that are not public.")
    }

    // MARK: Moving it on

    static let move = Text(zh: "下一步", en: "Next step")
    static func begin(_ phase: Emergency.Phase) -> Text {
        switch phase {
        case .standby: Text(zh: "转为待命", en: "Put on standby")
        case .active: Text(zh: "开始行动", en: "Make it active")
        case .windingDown: Text(zh: "开始收尾", en: "Wind it down")
        case .closed: Text(zh: "结束行动…", en: "Close it …")
        }
    }
    static func hint(_ phase: Emergency.Phase) -> Text {
        switch phase {
        case .standby: Text(zh: "还没有开始，表单里不出现。", en: "Not begun yet: forms do not offer it.")
        case .active: Text(zh: "求助表单里可以选它，看板上钉着它的安全提示。", en: "Forms offer it, and boards pin its advice.")
        case .windingDown: Text(zh: "不再收新的求助，手上的接着办完。", en: "It takes no new needs; what is under way goes on.")
        case .closed: Text(zh: "已结束：留下的都还能看。", en: "Closed: all that was gathered can still be read.")
        }
    }
    static func illegal(_ phase: Emergency.Phase) -> Text {
        Text(
            zh: "现在是“\(name(of: phase))”，这一步走不了。",
            en: "It is “\(name(of: phase))”: this step isn't possible from there.")
    }

    // MARK: The form

    static let nameLabel = Text(zh: "名称", en: "Name")
    static let nameHint = Text(zh: "大家一看就懂的，例如：青云县洪水", en: "What everybody will call it, such as: Qingyun flood")
    static let areasLabel = Text(zh: "地区，一行一个", en: "Areas, one a line")
    static let areasHint = Text(zh: "例如：湖北省 武汉市。空着就是不限地区。", en: "Such as: Hubei Wuhan. Empty means everywhere.")
    static let adviceZhLabel = Text(zh: "安全提示（中文）", en: "Safety advice (Chinese)")
    static let adviceEnLabel = Text(zh: "安全提示（英文）", en: "Safety advice (English)")
    static let adviceHint = Text(zh: "钉在求助表单和看板上，短句最好。", en: "Pinned to form and board: short sentences.")
    static let hotlinesLabel = Text(zh: "要打的电话，一行一个", en: "Numbers to call, one a line")
    static let hotlinesHint = Text(zh: "先写是谁，再写号码，例如：急救 120", en: "First whose, then the number: Ambulance 120")
    static let beginLabel = Text(zh: "从哪一步开始", en: "Begin with")
    static let save = Text(zh: "保存", en: "Save")
    static let whoSees = Text(zh: "除总负责人外，写在这里的人人可见", en: "Everybody sees this, but for who answers for it")
    static let nameTaken = Text(
        zh: "已有一项没结束的行动叫这个名字。", en: "One that isn't closed has this name already.")
    static func severalAreas(_ typed: String) -> Text {
        Text(
            zh: "“\(typed)”可能是好几个地方，请把省、市写在前面。",
            en: "“\(typed)” may be several places: write its province and city before it.")
    }
    static func tooMany(_ most: Int) -> Text { Text(zh: "最多 \(most) 行。", en: "No more than \(most).") }
    static func badHotline(_ typed: String) -> Text {
        Text(
            zh: "“\(typed)”：先写是谁，最后写号码。", en: "“\(typed)”: write whose it is first, and the number last.")
    }

    // MARK: What belongs to it

    static let belongsTo = Text(zh: "属于哪项应急行动", en: "Part of which emergency")
    static let byArea = Text(zh: "按地区归入", en: "By where it is")
    static let everyday = Text(zh: "日常互助，不属于哪一项", en: "None: everyday help")
    static let moveNeed = Text(zh: "归入", en: "Move it")
    static let unknown = Text(zh: "没有这项应急行动。", en: "There is no such emergency.")
    static func takesNone(_ name: String) -> Text {
        Text(zh: "“\(name)”现在不收新的求助。", en: "“\(name)” takes no new needs now.")
    }
    static func moved(from old: String?, to new: String?) -> Text {
        let none = Text(zh: "日常互助", en: "everyday help")
        let before = old.map(Text.verbatim) ?? none, after = new.map(Text.verbatim) ?? none
        return Text(zh: "从“\(before)”归到“\(after)”", en: "Moved from “\(before)” to “\(after)”")
    }
    static func only(_ name: String) -> Text { Text(zh: "只看：\(name)", en: "Only: \(name)") }
    static let onlyEveryday = Text(zh: "只看日常互助", en: "Only everyday help")
    static let all = Text(zh: "看全部", en: "Show all")

    // MARK: Closing

    static let close = Text(zh: "结束行动", en: "Close the emergency")
    static func closing(_ name: String) -> Text { Text(zh: "结束“\(name)”", en: "Close “\(name)”") }
    static let whatHappens = Text(
        zh: "没办完的不会丢：每一项转到您选的地方，负责人、时限和认领都不变。这一刻的数字会留作总结，参与过的每个人会收到一次感谢。结束以后不能再打开。",
        en:
            "Nothing that is open is lost: each goes where you say, with its owner, clock and promises. The figures of this moment are kept for the review, and everybody who took part is thanked once. It can't be opened again."
    )
    static func openNow(needs: Int, claims: Int, shifts: Int) -> Text {
        Text(
            zh: "还开着：需求 \(needs) 项，认领 \(claims) 份，班次 \(shifts) 个。",
            en: "Still open: needs \(needs), promises \(claims), shifts \(shifts).")
    }
    static let nothingOpen = Text(zh: "没有还开着的。", en: "Nothing is open any more.")
    static let rest = Text(zh: "没有单独选的，都转到", en: "All that is not chosen below goes to")
    static let likeRest = Text(zh: "同上", en: "As said above")
    static let toEveryday = Text(zh: "日常互助", en: "Everyday help")
    static let needsOpen = Text(zh: "没办完的需求", en: "Needs that are open")
    static let shiftsOpen = Text(zh: "还没结束的班次", en: "Shifts that are not over")
    static let teamsOpen = Text(zh: "还在的小队", en: "Teams that are open")
    static let teamsGoOn = Text(
        zh: "由原来的负责人接着管；负责人会收到提醒，要在期限内说一声：继续，还是结束。",
        en: "Each stays with its keeper, who is asked to say within a set time whether it goes on or is done.")
    static let restrictionsOpen = Text(zh: "还没解除的管控", en: "Restrictions that are not over")
    static let restrictionsGoOn = Text(
        zh: "管控由主管部门决定，不会因为行动结束而解除；登记的人会收到通知。",
        en: "They stay in force, for the authority alone lifts them; whoever entered each is told.")
    static func restrictionStays(_ authority: String) -> Text {
        Text(zh: "应急行动结束了，\(authority)的管控还在", en: "An emergency closed; the restriction by \(authority) stays")
    }
    static func restrictionStaysMail(
        _ authority: String, _ emergency: String, _ target: String?, link: String
    ) -> Text {
        let into = target.map { Text.verbatim($0) } ?? toEveryday
        return Text(
            zh: "“\(emergency)”结束了。您登记的\(authority)的管控没有解除，现在归到：\(into)。主管部门解除了，请在这里写下来：\n\(link)",
            en:
                "“\(emergency)” has closed. The restriction by \(authority) that you entered is not lifted; it belongs to this now: \(into). When the authority lifts it, please say so here:\n\(link)"
        )
    }
    static func claims(_ count: Int) -> Text { Text(zh: "认领 \(count) 份", en: "promises: \(count)") }
    static func goesTo(_ what: String) -> Text { Text(zh: "“\(what)”转到", en: "“\(what)” goes to") }
    static func onlyFirst(_ count: Int) -> Text {
        Text(zh: "这里只列出前 \(count) 项，其余跟着上面走。", en: "Only the first \(count) are listed; the others go where all go.")
    }
    static let nowhere = Text(zh: "还有没办完的，请选它们转到哪里。", en: "Something is still open: say where it goes.")
    static let badTarget = Text(
        zh: "只能转到日常互助，或另一项没结束的行动。", en: "It can go to everyday help, or to another emergency that isn't closed.")

    // MARK: The review

    static let review = Text(zh: "总结", en: "The review")
    static func figuresOf(_ moment: Int64) -> Text {
        Text(zh: "结束时（\(moment: moment)）的数字", en: "The figures when it closed (\(moment: moment))")
    }
    static let wentWell = Text(zh: "哪些做得好", en: "What went well")
    static let toChange = Text(zh: "下次要改什么", en: "What to change")
    static let write = Text(zh: "写总结", en: "Write the review")
    static let notWritten = Text(zh: "还没有写。", en: "Not written yet.")
    static let wentTo = Text(zh: "没办完的去了哪里", en: "Where what was open went")
    static func went(_ count: Int, _ place: Text) -> Text {
        Text(zh: "\(place)：\(count) 项", en: "\(place): \(count)")
    }

    // MARK: Messages

    static func closedForRequester(_ name: String) -> Text {
        Text(
            zh: "“\(name)”应急行动结束了，谢谢您信任我们。还没办完的照常有人负责，页面不变。",
            en:
                "The emergency “\(name)” is over. Thank you for trusting us. What is still open goes on, with somebody who answers for it, on the same page."
        )
    }
    static func thanksSubject(_ name: String) -> Text {
        Text(zh: "“\(name)”结束了，谢谢您", en: "“\(name)” is over: thank you")
    }
    static func thanksBody(_ name: String, link: String) -> Text {
        Text(
            zh: "“\(name)”应急行动结束了。您出过力：认领、值班或办理过其中的需求。谢谢您。\n\n做成了什么、下次要改什么，在这里：\n\(link)\n\n请好好休息。\n",
            en:
                "The emergency “\(name)” is over. You took part: with a promise, a shift or work on its needs. Thank you.\n\nWhat came of it, and what to change, stands here:\n\(link)\n\nPlease take a good rest.\n"
        )
    }
    static func leadSubject(_ name: String) -> Text {
        Text(zh: "“\(name)”现在由您总负责", en: "You answer for “\(name)” now")
    }
    static func leadBody(_ name: String, link: String) -> Text {
        Text(
            zh: "“\(name)”应急行动现在由您总负责。它的页面：\n\n\(link)\n",
            en: "You answer for the emergency “\(name)” now. Its page:\n\n\(link)\n")
    }
}
