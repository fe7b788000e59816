/// The briefings that ship with the product: short, and true anywhere.
enum BriefingWords {
    static let title = Text(zh: "安全须知", en: "Safety briefings")
    static let hint = Text(
        zh: "认领前要读并确认；文字改了，或过了 180 天，要再读一次。",
        en: "Read and confirmed before a promise counts; again when the words change, or after 180 days.")
    static let one = Text(zh: "安全须知", en: "Safety briefing")
    static let inChinese = Text(zh: "中文", en: "In Chinese")
    static let inEnglish = Text(zh: "英文", en: "In English")
    static let asked = Text(zh: "认领前必须确认", en: "To be confirmed before a promise counts")
    static let training = Text(
        zh: "人力和服务需要的培训证明（还要第二个人）", en: "Training that work by people takes (and a second person)")
    static let noTraining = Text(zh: "不需要", en: "None")
    static let notAsked = Text(zh: "只供查看", en: "for reading only")
    static let empty = Text(zh: "要确认的须知不能是空的。", en: "A briefing that is to be confirmed needs words.")
    static let read = Text(zh: "我读了上面的安全须知", en: "I have read the briefing above")
    static let readFirst = Text(zh: "请先读安全须知，再确认。", en: "Please read the safety briefing and confirm it.")
    static func takes(_ kind: Certificate.Kind) -> Text {
        Text(
            zh: "这件事需要培训证明“\(CertificateWords.name(of: kind))”和第二个人。请联系培训师或协调员。",
            en:
                "This takes training on record (“\(CertificateWords.name(of: kind))”) and a second person. Ask a trainer or coordinator."
        )
    }
    static let second = Text(zh: "第二个人（也有证明）", en: "The second person (with the same training)")
    static let secondHint = Text(
        zh: "对方答应，或负责人放行之后，才看得到联系方式。",
        en: "You see the contact once they say yes, or the owner lets it through.")
    static let nobodyYet = Text(zh: "还没有人，请负责人决定", en: "Nobody yet: the owner decides")
    static let notSecond = Text(
        zh: "第二个人要是另一位成员，有同样的证明，也看得到这项需求。",
        en: "The second person is another member with the same training who may see this need.")
    static let waits = Text(zh: "等第二个人答应", en: "waits for the second person")
    static let waitsToo = Text(
        zh: "第二个人答应，或负责人放行之后，才能看联系方式。",
        en: "The contact opens once the second person says yes, or the owner lets it through.")
    static let nameOne = Text(zh: "请一位第二个人", en: "Ask somebody to come along")
    static let sayYes = Text(zh: "我同行", en: "I stand by")
    static let sayNo = Text(zh: "我去不了", en: "I can't")
    static let passReason = Text(zh: "没有第二个人也放行的理由", en: "Why it may go without a second person")
    static let pass = Text(zh: "放行", en: "Let it through")
    static func stands(_ name: String) -> Text { Text(zh: "第二个人：\(name)", en: "Second person: \(name)") }
    static let notAskedOfYou = Text(zh: "这不是在问您，或者已经答过了。", en: "This was not asked of you, or is answered.")
    static let waitingSeconds = Text(zh: "等第二个人", en: "Waiting for a second person")
    static let asksYou = Text(zh: "请您做第二个人", en: "You are asked to be the second person")
    static let namesNobody = Text(zh: "还没有第二个人", en: "Nobody is named as the second person")
    static let mailAsked = Text(
        zh: "有成员认领了一件有风险的事，请您做第二个人。请看一看，答应或不答应。",
        en:
            "A member has promised something hazardous and names you as the second person. Please look, and say yes or no."
    )
    static let mailNotWritten = Text(
        zh: "没有给您请的第二个人发消息：对方这星期已经被问够了，或者正在休息。要等对方自己打开网站才看得到。急的话，请另请一位。",
        en:
            "No message went to the second person you named: they have been asked as often as they may be in a week, or rest just now. They see it when they open the site. If it is urgent, name another."
    )
    static let mailOwner = Text(
        zh: "有人认领了一件有风险的事，还没有第二个人。可以等，也可以写明理由放行。",
        en: "Something hazardous was promised without a second person. Wait for one, or let it through with a reason.")
    static let mailAnswered = Text(
        zh: "您认领的事，第二个人已经答复。", en: "The second person has answered about what you promised.")

    static let shipped: [Briefing] = [
        one(
            .medical,
            "药品和设备交给医护人员，不自己用、不教别人用。只在交接点交货，不进病区。有接触血液体液的可能，就戴手套，事后洗手。",
            "Hand drugs and devices to health workers; neither use them nor tell others how. Hand over at the agreed point, never inside a ward. Where blood or body fluids are possible wear gloves and wash your hands.",
            certificate: .medical),
        one(
            .protective, "按要求的标准带货，包装破了的不送。交接时保持距离，戴口罩，事后洗手。",
            "Bring what meets the standard asked for; nothing from a broken package. Keep your distance, wear a mask, wash your hands afterwards."
        ),
        one(
            .food, "看清保质期。冷的保持冷，热的保持热。不收拆过封的。生病时不碰食物。",
            "Mind the date. Keep cold food cold and hot food hot. Take nothing that was opened. Don't handle food when you are ill."
        ),
        one(
            .water, "只送封好的饮用水。搬重物用腿使劲，两个人抬。不蹚过流动的水。",
            "Bring sealed drinking water only. Lift with your legs, two to a heavy load. Never walk through moving water."
        ),
        one(
            .shelter, "进屋前看结构、电和燃气。有裂缝、漏气味、电线掉落，就不进去。不单独留宿陌生人。",
            "Before you go in look at walls, power and gas. With cracks, a smell of gas or fallen wires stay out. Nobody hosts strangers alone."
        ),
        one(
            .clothing, "衣物要干净干燥。整理旧物戴手套，当心尖的东西。",
            "Clothes are clean and dry. Wear gloves when you sort, and mind what is sharp."),
        one(
            .hygiene, "消毒剂不混用，稀释照说明，放在孩子够不到的地方。通风，戴手套。",
            "Never mix disinfectants; dilute as the label says; keep them from children. Air the room, wear gloves."),
        one(
            .power, "发电机放在室外，离门窗远。不碰掉落的电线，报给电力公司。燃料另外放，不抽烟。",
            "Generators stand outdoors, away from doors and windows. Don't touch fallen wires: report them. Keep fuel apart, and don't smoke."
        ),
        one(
            .transport, "累了不开车，喝了酒不开车。系好安全带，不超载。封路不闯，水淹的路不过。告诉别人路线和时间。",
            "Don't drive tired, don't drive after drinking. Belts on, no overloading. Never pass a closed road or a flooded one. Tell somebody your route and time."
        ),
        one(
            .people, "两个人一起去，先签到。只做说好的事。不单独和孩子待在一起，不收钱，不留私人联系方式。觉得不对就走，再告诉负责人。",
            "Go in pairs and check in first. Do what was agreed, no more. Never be alone with a child, take no money, leave no private contact. If it feels wrong, leave and tell whoever answers for it."
        ),
        one(
            .rescue, "先打急救或消防电话。听专业人员指挥，没有训练和装备不进现场。绝不单独行动，不下水救人。有人撤离就一起撤离。",
            "Call the emergency services first. Follow those trained for it; without training and gear stay outside. Never alone, never into the water. When others leave, leave with them.",
            isAsked: true, certificate: .danger),
        one(
            .information, "先核实再转。不传姓名、电话、住址和照片。说清来源和时间，错了就更正。",
            "Check before you pass it on. No names, numbers, addresses or pictures of people. Say where and when it is from; correct what was wrong."
        ),
        one(
            .other, "先问清楚现场有什么危险。两个人一起去，告诉别人去哪里、几点回来。觉得不安全就停下。",
            "Ask first what is dangerous there. Go in pairs, and tell somebody where you are and when you will be back. Stop when it is not safe."
        ),
    ]

    private static func one(
        _ category: Need.Category, _ zh: String, _ en: String, isAsked: Bool = false,
        certificate: Certificate.Kind? = nil
    ) -> Briefing {
        Briefing(category: category, zh: zh, en: en, isAsked: isAsked, certificate: certificate)
    }
}
