/// The short course on joining: what a collaborative network is and asks.
enum PrimerWords {
    /// One chapter: a page to read and one question on it.
    struct Chapter: Sendable {
        let title: Text
        let paragraphs: [Text]
        let question: Text
        let options: [Text]
        /// Index of the right option.
        let right: Int
        let why: Text
    }

    /// All chapters, in the order in which they are read.
    static let chapters: [Chapter] = [
        whatItIs,
        whatItCanDo,
        formsAndKinds,
        readiness,
        mindset,
        howWeTreatOneAnother,
    ]

    private static let whatItIs = Chapter(
        title: Text(zh: "什么是合作网络", en: "What a collaborative network is"),
        paragraphs: [
            Text(
                zh: "合作网络，是一些互不隶属的个人和机构，借着彼此的关系，一起去做成共同想做的事。要面对的难题，无论是社会的还是生态的，往往牵一发而动全身，谁也没法单独解决，所以要一起学，一起做。",
                en:
                    "A collaborative network is people and organisations who do not work for each other, and who use the ties between them to reach something they all want. They learn and act together, because the problem, social or ecological, is too tangled for anyone alone."
            ),
            Text(
                zh: "把大家连在一起的，是共同的目标和彼此的信任，不是命令，也不是雇佣关系。各家保有自己的工作、名字和自主权；没有谁是谁的上级，每个人只承诺自己愿意做的事。",
                en:
                    "What holds it together is a shared purpose and trust, not orders or employment. Everybody keeps their own work, name and independence. Nobody is above the others, and each promises only what they choose to."
            ),
            Text(
                zh: "医院、村庄、企业、机关、学校，这个大环境我们想改变，自己也身在其中。合作网络就从这里长出来；我们相处的方式变了，周围也会一点点跟着变。",
                en:
                    "Hospitals, villages, companies, offices, schools: we are part of the larger system that we want to change. The network grows out of it. When our way of working with each other changes, things around us begin to change too."
            ),
        ],
        question: Text(zh: "是什么把合作网络连在一起？", en: "What holds a collaborative network together?"),
        options: [
            Text(zh: "一家牵头机构，由它分派工作", en: "A leading organisation that hands out the work"),
            Text(zh: "共同的目标和彼此的信任", en: "A shared purpose, and trust in one another"),
            Text(zh: "一份合同和一笔共同的经费", en: "A contract and a common budget"),
        ],
        right: 1,
        why: Text(
            zh: "这里没有人能命令别人，经费也总有用完的时候；目标一致、彼此信得过，大家才会留下来。",
            en: "Nobody here can give orders, and budgets end; people stay for what they share and whom they trust."))

    private static let whatItCanDo = Chapter(
        title: Text(zh: "合作网络能做什么", en: "What it can do"),
        paragraphs: [
            Text(
                zh: "聚得快，散得也容易。几个互相信得过的人，当天就能开始；事情做完了，好好道别。经验留下来，交情也留下来，下次再聚不必从头开始。",
                en:
                    "It forms easily and ends easily. A few people who trust each other can begin today; when the work is done they part well. What was learnt stays, and so do the ties: next time nobody starts from nothing."
            ),
            Text(
                zh:
                    "能随时应对新情况。谁看到需要，谁就说出来，愿意做的人自然聚拢。2020 年抗疫时，官员、学者、企业家、员工和社会工作者就这样做了志愿者，一起回应求助；组织的样子不是事先画好的，是跟着需求长出来的。",
                en:
                    "It turns to what is new. Whoever sees a need says so, and those who want to help gather around it. In the epidemic of 2020, officials, scholars, entrepreneurs, employees and social workers became volunteers in this way. Nobody drew the chart first: the organisation grew from what was needed."
            ),
            Text(
                zh: "把人和资源重新组合。一家有车，一家有仓库，还有一位熟悉病房的护士：单看都不稀奇，凑到一起，就能做成以前做不成的事。",
                en:
                    "It combines people and means afresh. One has a lorry, one a warehouse, and a nurse knows the wards: nothing special by itself, but together they can do what none of them could before."
            ),
        ],
        question: Text(
            zh: "一个小组围着的需求已经满足，没有别的事了。接下来怎么办？",
            en: "The need that a group gathered around is met, and nothing is left to do. What now?"),
        options: [
            Text(
                zh: "好好收尾：交接剩下的事，记下经验，道一声谢",
                en: "End well: hand over what is open, note what was learnt, say thank you"),
            Text(zh: "再找些新任务，让小组一直办下去", en: "Look for new tasks, so that the group can go on"),
            Text(zh: "先放着不管，说不定以后用得上", en: "Leave it as it is; it may be useful one day"),
        ],
        right: 0,
        why: Text(
            zh: "能轻松收场也是合作网络的长处：人腾出手来，信任和经验都还在。",
            en: "Ending easily is a strength: hands are free again, while trust and experience remain."))

    private static let formsAndKinds = Chapter(
        title: Text(zh: "网络的形态和类型", en: "Forms and kinds of network"),
        paragraphs: [
            Text(
                zh:
                    "网络有各种形态。有的围着一个中心，像会员制协会；有的有好几个枢纽，像在各地设分会的组织；有的没有中心，分散在各处，像众多本地服务机构；有的很紧密，几乎人人相识，像联盟和学习社群。网络之间还能再连起来，成为“网络的网络”，比如维基百科。",
                en:
                    "Networks take many forms. Some have one centre, like a membership association; some have several hubs, like an organisation with local chapters. Some spread without a centre, like the many service providers of a region; some are dense, like alliances or learning communities, where nearly everybody knows everybody. And networks can join into a network of networks, as with Wikipedia."
            ),
            Text(
                zh: "按用途分，有三类。学习型让知识流动，大家一起弄懂一个问题；行动型不光学，还要协调一致地行动；动态型把前两类连起来，互通消息、配合行动，扶持刚萌芽的新网络。",
                en:
                    "By what they are for, there are three kinds. A learning network lets knowledge flow, so that all understand one question better. An action network also acts in concert. A dynamic network links the first two, shares news between them and helps new networks to grow."
            ),
            Text(zh: "没有哪一种永远最好，要看眼下的目标需要什么。", en: "None is best for ever; look at what the purpose needs now."),
        ],
        question: Text(
            zh: "几个网络想互通消息、配合行动，还想扶持新的网络。这属于哪一类？",
            en: "Several networks want to share news, act in step and help new ones to start. Which kind is this?"),
        options: [
            Text(zh: "学习型网络", en: "A learning network"),
            Text(zh: "行动型网络", en: "An action network"),
            Text(zh: "动态型网络", en: "A dynamic network"),
        ],
        right: 2,
        why: Text(
            zh: "动态型网络把学习的和行动的连在一起，成为“网络的网络”。",
            en: "A dynamic network links those that learn and those that act: a network of networks."))

    private static let readiness = Chapter(
        title: Text(zh: "什么时候需要合作网络", en: "When a network is the right answer"),
        paragraphs: [
            Text(
                zh:
                    "合作网络很花时间，先问六句：难题是不是盘根错节？有见解的人是不是不止一个？需要的力量是不是一家机构、一个行业拿不出来？各方对起因和办法是不是各有说法？情况和资源是不是一直在变？以前的努力是不是没能深入？“是”越多，越值得一试。",
                en:
                    "A network takes time, so ask six things first. Is the challenge tangled? Does more than one person see something important in it? Does it take more than one organisation or sector can give? Do people disagree on causes and cures? Do conditions and means keep changing? Did earlier efforts stay shallow? The more often you say yes, the better the case."
            ),
            Text(
                zh: "路子清楚、一家就能办好的事，让那一家去办；只差一个决定，开一次会就够。",
                en:
                    "If the way is clear and one organisation can do it, let it. If only one decision is missing, hold one meeting."
            ),
            Text(
                zh: "动手前看四样：有受人敬重、能团结各方的带头人；大家都觉得不能再等；有起步的资源，最好头两三年资金稳定；有合作的底子，彼此信得过，也了解情况。缺哪样就直说，先补上。",
                en:
                    "Before starting, four things should be there: respected leaders who unite different people; urgency that is felt; means to begin, ideally secure for two or three years; and some ground to build on: trust, shared work, knowledge of the field. Say openly what is missing, and find that first."
            ),
        ],
        question: Text(zh: "下面哪件事最需要合作网络？", en: "Which of these most needs a network?"),
        options: [
            Text(zh: "医院屋顶漏水，已经有公司答应来修", en: "A hospital roof leaks, and a company has agreed to mend it"),
            Text(
                zh: "河谷年年受淹，各方说法不一，谁也没法单独解决",
                en: "A valley floods every year; views differ, and nobody can solve it alone"),
            Text(zh: "一个协会要在两个新标志里选一个", en: "An association has to choose between two new logos"),
        ],
        right: 1,
        why: Text(
            zh: "起因复杂、看法不一、单靠一家不行，才值得花时间织网；另外两件直接办就好。",
            en: "Tangled, disputed, too big for one: that is worth weaving for. The other two can simply be done."))

    private static let mindset = Chapter(
        title: Text(zh: "心态：合作网络请每个人做什么", en: "Mindset: what it asks of each of us"),
        paragraphs: [
            Text(
                zh: "平时做事，我们习惯把计划定死，做强自己那一块，把信息留在手里，由少数人拍板。在网络里要换个想法：抓得松一点，给意料之外的好事留余地；多牵线，少单干；知识公开，决定一起做；相信众人的智慧。",
                en:
                    "At work we learn to plan tightly, strengthen our own part, keep knowledge close and let a few decide. A network asks for something else: hold loosely and leave room for surprises, connect rather than go it alone, share knowledge and decisions, trust the wisdom of many."
            ),
            Text(
                zh: "先给予。介绍一个人，拿出一小时，或者说句实话“这个我们做不到”，都是给予。信任就这样慢慢长出来，下命令是要不来的。信任有了，消息通了，本身就是成果。",
                en:
                    "Give first. An introduction, an hour, an honest “that we cannot do”: all are gifts. Trust grows this way, and nobody can order it. Trust, and news that flows freely, are results in themselves."
            ),
            Text(
                zh: "放在中心的是使命，不是哪家机构。少问“出了什么问题，怎么解决”，多问“有什么可能，我能做点什么”。参与多少由您定：核心团队、参与者、朋友，或者再想想，随时能改。",
                en:
                    "The mission is at the centre, not an organisation. Ask less “what is wrong, and how is it fixed?” and more “what is possible, and what can I add to it?” How much you take on is yours to say: core team, participant, friend or undecided, and you may change it any day."
            ),
        ],
        question: Text(
            zh: "您的机构有一份很好用的运输联系人名单。怎样做最合适？",
            en: "Your organisation has a good list of transport contacts. What suits a network best?"),
        options: [
            Text(zh: "先不拿出来，看看别家给什么", en: "Keep it back until others have shown what they give"),
            Text(zh: "把所有人的电话贴到公开页面上", en: "Put all the phone numbers on a public page"),
            Text(zh: "先问过名单上的人，愿意的就介绍给大家", en: "Ask the people on it, and introduce those who agree"),
        ],
        right: 2,
        why: Text(
            zh: "先给予，别人才会跟着给；先问一声，也守住了别人对您的信任。",
            en: "Giving first starts trust; asking first keeps the trust that people already have in you."))

    private static let howWeTreatOneAnother = Chapter(
        title: Text(zh: "我们怎样相处", en: "How we treat one another"),
        paragraphs: [
            Text(
                zh: "四样东西指引我们：愿景，朝哪里去；目标，为什么要有这个网络；价值与原则，按什么做决定；战略优先事项，先做什么。它们由大家一起写，哪一条都可以提修改建议。",
                en:
                    "Four statements guide us: vision, where we are headed; purpose, why we exist; values and principles, by what we decide; priorities, what comes first. We write them together, and you may suggest a change to any clause."
            ),
            Text(
                zh: "认真听，好好说。别人在这里讲的话，本人同意才外传；材料得到许可才转发。承诺全凭自愿，但会公开；做不到就早点说，没有人因此受罚。",
                en:
                    "Listen well and speak to build up. What people say here is passed on only if they agree, and materials only with permission. Promises are free but public; if you cannot keep one, say so early; nobody is punished for it."
            ),
            Text(
                zh:
                    "三件事没有例外。每个请求都有答复，哪怕是“这次没办成”。每件事始终只有一位负责人，对方接受了才算交接。平台从不经手钱和物：只核实、对接信息，给的人和收的人直接往来。谁以我们的名义要钱、要验证码，都别信。",
                en:
                    "Three things always hold. Every request gets an answer, even if it is “we could not”. Every matter has one accountable owner, and is handed over only when accepted. The platform never holds money or goods: it verifies and matches information, and giver and receiver deal directly. Never believe anyone who asks for money or codes in our name."
            ),
        ],
        question: Text(
            zh: "一家公司想把 500 只口罩寄给我们转交医院，这件事由您负责。您怎么做？",
            en: "A company wants to send us 500 masks for a hospital, and you own the matter. What do you do?"),
        options: [
            Text(
                zh: "介绍一家核实过的医院，请他们直接寄，跟进到有结果",
                en: "Name a verified hospital, let them send it there, and follow up to the end"),
            Text(zh: "先收下来，再尽快转给医院", en: "Take them in, and pass them on as fast as you can"),
            Text(zh: "回一句“我们不收物资”，就算办完了", en: "Answer “we take no goods”, and call it done"),
        ],
        right: 0,
        why: Text(
            zh: "物资不经过我们的手，但请求要有答复，负责的人要跟到底。",
            en: "Goods do not pass through us; still, the request gets an answer and its owner sees it through."))
}
