/// How the demonstration network says that it works; nobody's real words.
enum DemoMechanismWords {
    static let reason = "第一次写下来，给新来的人看"

    static let texts: [MechanismPart: (zh: String, en: String)] = [
        .mission: ("让每一家开口求助的医院都等到回音。", "Every hospital that asks hears back."),
        .vision: (
            "下一次灾害来的时候，隔着千里的人也能在一天之内接上头、各尽其力。",
            "When the next disaster comes, people a thousand miles apart find one another within a day, and each does their part."
        ),
        .values: (
            "- 先求真，再求快\n- 谁答应的谁负责\n- 求助的人不欠我们什么",
            "- True first, then fast\n- Whoever promised answers for it\n- Those who ask owe us nothing"
        ),
        .aim: (
            "核对清楚每一张清单，送到该去的科室，送到为止。",
            "Check each list, bring it to the ward it is for, and stay with it until it is there."
        ),
        .coreUsers: (
            "下班之后来帮忙的普通人：司机、会计、学生、退休护士。", "People who help after work: drivers, clerks, students, retired nurses."
        ),
        .serves: (
            "湖北各地的医院、卫生院和社区，以及在那里等着的人。", "Hospitals, clinics and neighbourhoods in Hubei, and those who wait there."
        ),
        .people: (
            "来的人互不相识：先做小事，有人背书再做大事。", "Those who come are strangers: small things first, more once somebody vouches."
        ),
        .time: (
            "谁什么时候有空都不一定：八小时一班，接班先看简报。",
            "Nobody knows who is free when: eight-hour shifts, and each begins with the briefing."
        ),
        .ability: (
            "有人会打电话，有人会开车：按清单做，第二个人再看一眼。",
            "Some can call, some can drive: work by the checklist, and a second pair of eyes."
        ),
        .place: (
            "人在各地，求助的人说方言：按地区分工，能打电话就不打字。",
            "We are all over, and callers speak dialect: share work by area, and call rather than type."
        ),
        .painIdentity: ("打官方电话核对，通行证可以当场查验。", "Call back at the official number; a pass can be checked at the gate."),
        .painInformation: ("每张清单都有核实日期，过期就去问。", "Each list has a date of checking; when it is old we ask."),
        .painSafety: ("出门前读安全须知，按时报平安。", "Read the safety briefing before going out, and report back in time."),
        .painCoordination: ("一项需求一个负责人，认领多少写多少。", "One person for each need, and promises in numbers."),
        .painAbility: ("先看十五分钟的入门，再跟一个班。", "Fifteen minutes of primer, then a shift beside somebody."),
        .goalLink: ("从开口到装车，不超过两天。", "From the first word to a loaded lorry in two days."),
        .goalGrow: ("来过的人，走的时候多会一样本事。", "Whoever has been here leaves able to do one thing more."),
        .line: (
            "有需求才找人，核实了才公布，一项一人负责到底，送到了要对方点头。",
            "People are called for needs; what is published was checked; one person sees each need through; she says when it has arrived."
        ),
        .demand: ("清单上缺什么，群里就喊什么人。", "What the list lacks is whom we call for."),
        .trust: ("背书的人要和对方一起做过事。", "Whoever vouches has worked with them."),
        .responsibility: ("做不完不丢人，早说，马上有人接。", "Not finishing is no shame: say so early, and somebody takes over."),
        .answers: ("暂时没办法，也要回一声。", "Even when there is nothing to offer, we answer."),
        .advantage: (
            "车队、校友、厂家各有各的门路，平时就在一起。",
            "Drivers, alumni, makers: each has ways of their own, and we know one another before it burns."
        ),
    ]
}
