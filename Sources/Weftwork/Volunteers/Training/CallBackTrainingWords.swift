/// The shipped module on verifying by calling back.
enum CallBackTrainingWords {
    static let module = ShippedTraining(
        "call-back",
        title: ("回拨核实", "Verifying by calling back"),
        summary: (
            "一条求助是不是真的，怎样问出来。约十二分钟。", "How to find out whether a request is true. About twelve minutes."
        ),
        paragraphs: [
            (
                "号码自己找，不用对方给的。医院、学校、街道都有总机：从官方网站、114 或上级部门查到，打过去，请总机转到那个科室。对方给的手机只能说明有人接，说明不了是谁。",
                "Find the number yourself; never use the one in the request. Hospitals, schools and offices have a switchboard: take it from the official site, directory enquiries or the authority above, and ask to be put through. A mobile number in the request proves that somebody answers, not who."
            ),
            (
                "先问，别先说。问“你们现在缺什么、多少、送到哪里”，听对方说完再和单子比。您要是先把单子念一遍，对方只会说“对”。",
                "Ask before you tell. “What do you lack, how much, where to?” – listen, then compare. If you read the request out first, they will only say yes."
            ),
            (
                "对不上的要写下来：数量差十倍、收货点不在院内、要求先付款或转账，都要停下，写明，交给第二个人看。提到账号和钱的，一律不公开。",
                "Write down what does not fit: ten times the quantity, a delivery point elsewhere, money first. Stop, say so, let a second person look. Whatever names an account or money is not published."
            ),
            (
                "分清来源。官方电话确认、两个互不相干的来源、只有一个来源、还没核实，是四种不同的结果。拿不准，就选低的一级。",
                "Keep the sources apart: confirmed at an official number, by two sources that do not know each other, by a single one, not at all. If in doubt take the lower."
            ),
            (
                "自己提交的、自己要认领的，不自己核。累了就停，跳过一条写明理由，比错一条好。打电话时说出核对词，对方才知道您是真的。",
                "Nobody verifies what they submitted or mean to take on. When you are tired, stop: to pass one on with a reason is better than one mistake. Say the check word when you call, so that they know you are genuine."
            ),
        ],
        questions: [
            .init(
                "求助单上写着一个手机号。您用哪个号码回拨？", "The request gives a mobile number. Which one do you call?",
                [
                    ("单子上的手机", "That mobile"),
                    ("自己查到的单位总机，请转科室", "The switchboard that you looked up, and ask for the ward"),
                    ("哪个先接通用哪个", "Whichever answers first"),
                ], right: [1],
                why: (
                    "骗子的单子上写的就是骗子的手机。只有自己查到的号码才算数。",
                    "On a swindler's request stands the swindler's number. Only one that you found yourself counts."
                )),
            .init(
                "电话接通，您第一句问什么？", "They answer. What do you ask first?",
                [
                    ("“你们是不是缺 500 套防护服？”", "“You lack 500 gowns, don't you?”"),
                    ("“你们现在缺什么，大约多少，送到哪里？”", "“What do you lack, how much, where to?”"),
                    ("“是谁填的这张单子？”", "“Who filled in this form?”"),
                ], right: [1],
                why: (
                    "先说出答案，就问不出真话。让对方先说，再和单子比。",
                    "Once you have said the answer you will not hear the truth. Let them speak, then compare."
                )),
            .init(
                "哪些情况要停下，交给第二个人？（可多选）", "When do you stop and let a second person look? (several)",
                [
                    ("数量比床位多十倍", "Ten times more than they have beds"), ("要求先转账", "They want money first"),
                    ("单位名称用了简称", "The institution uses a short name"), ("收货点是一间民宅", "The goods go to a private flat"),
                ], right: [0, 1, 3],
                why: (
                    "简称很常见；数量离谱、要钱、收货点不对，才是危险的信号。",
                    "Short names are common. Odd quantities, money and a strange delivery point are the signs of danger."
                )),
            .init(
                "只有一位热心网友证实。结果选什么？", "One kind stranger confirms it. What is the result?",
                [
                    ("官方确认", "Official"), ("两个来源", "Two sources"), ("单一来源", "A single source"),
                ], right: [2],
                why: ("一个人说的就是一个来源，说得再肯定也是。", "What one person says is one source, however sure they are.")),
            .init(
                "这条求助是您自己昨天替人提交的。您今天能核实它吗？", "You submitted this request yourself yesterday. May you verify it today?",
                [
                    ("能，我最清楚", "Yes, I know it best"), ("不能，由别人来核", "No, somebody else does"),
                    ("急的话能", "If it is urgent"),
                ], right: [1],
                why: (
                    "提交的人和核实的人分开，谁都不用为自己作证。",
                    "Who submits and who verifies are two people: then nobody bears witness for themselves."
                )),
        ])
}
