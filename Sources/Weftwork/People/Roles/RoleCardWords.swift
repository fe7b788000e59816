/// What each role is for and what it does, in our words.
enum RoleCardWords {
    /// What the role is for, in one sentence.
    static func purpose(of role: Role) -> Text {
        switch role {
        case .coordinator:
            Text(
                zh: "让网络的系统、流程和活动顺畅运转；下一步是什么、谁负责、风险在哪里，随时看得见。",
                en:
                    "Keeps systems, processes and activities running; the next step, its owner and the risks are always in plain sight."
            )
        case .intake:
            Text(
                zh: "让每个求助很快有人接、有人负责，得到一句实在的答复。",
                en: "Sees that whoever asks is heard soon, knows who is in charge and gets an honest answer.")
        case .verifier:
            Text(
                zh: "查明需求是真的、准的、还需要，让出力的人放心，让求助的人不白等。",
                en:
                    "Finds out that a need is real, exact and still there, so that helpers can trust it and nobody waits in vain."
            )
        case .dispatcher:
            Text(
                zh: "让需求和帮得上忙的人、物资尽快对上，不让人干等，也不让人白跑。",
                en:
                    "Brings needs together with the people and goods that can meet them; nobody waits idle or travels in vain."
            )
        case .trainer:
            Text(
                zh: "带没有专业背景的志愿者学会这里的做法，安全、安心地上手。",
                en:
                    "Helps people without special training to learn how we work, so that they start safely and at ease."
            )
        case .weaver:
            Text(
                zh: "让成员彼此认识、常有往来，把一段段关系织成一张结实的网。",
                en: "Helps members to know one another and stay in touch, until single ties become a strong net.")
        case .facilitator:
            Text(
                zh: "主持会议、讨论和活动，让人人说得上话，散会时有下一步。",
                en:
                    "Leads meetings, discussions and gatherings, so that everybody is heard and all leave with a next step."
            )
        case .knowledgeWeaver:
            Text(
                zh: "把大家在会议、讨论和活动里学到的收拢起来，让人人找得到、用得上。",
                en:
                    "Gathers what people learn in meetings, talks and gatherings, so that everybody can find and use it."
            )
        case .communicator:
            Text(
                zh: "写好、发好网络内外的消息，该知道的人都知道，想加入的人找得到门。",
                en:
                    "Writes and sends our news, inside and outside: those concerned know, and those who want to join find the door."
            )
        case .dataSteward:
            Text(
                zh: "让网络的数据真实、好用、守得住，大家看得清我们做成了什么。",
                en: "Keeps our data true, useful and safe, so that all can see what we have achieved.")
        case .fundraiser:
            Text(zh: "为网络寻找伙伴和经费，让大家的事做得下去。", en: "Finds partners and funding, so that our work together can go on.")
        }
    }

    /// What whoever holds the role does, the most usual first.
    static func duties(of role: Role) -> [Text] {
        switch role {
        case .coordinator:
            [
                Text(
                    zh: "召集创建网络的工作坊和每年的共识更新，看每一关的条件是否具备。",
                    en: "Call the founding workshops and the yearly renewal; see that each gate is truly met."),
                Text(
                    zh: "选好、搭好、管好大家用的系统，多听使用者的意见。",
                    en: "Choose, set up and look after the tools we share, with an ear for those who use them."),
                Text(
                    zh: "和大家一起分配时间和经费，管好收支记录、合同和法律文件。",
                    en:
                        "Share out hours and budget with the others; keep accounts, contracts and legal papers in order."
                ),
                Text(
                    zh: "排好决策的日程，让相关的人都来得及参与。",
                    en: "Keep the calendar of decisions, early enough for everybody concerned to take part."),
                Text(
                    zh: "需要添人时负责招募：找人、面试、选定，一直送到欢迎的人手里。",
                    en: "Lead recruitment: search, interviews, choice, and a warm hand-over to those who welcome."),
                Text(
                    zh: "值班有空缺、需求没人接、核实意见不一时，先接住，再商量。",
                    en: "When a shift is empty, a need has nobody or verifiers disagree: catch it first, then talk."),
            ]
        case .intake:
            [
                Text(
                    zh: "尽快给求助者第一声答复：收到了，谁在负责，接下来会怎样。",
                    en: "Give the first answer fast: we have it, this person owns it, this comes next."),
                Text(
                    zh: "把电话里、纸上、群里的求助整理成清楚的条目，原话也留着。",
                    en: "Turn what comes by phone, paper or chat into clear lines, and keep the original words."),
                Text(
                    zh: "缺什么就问清楚：要多少、送到哪里、几点收、找谁。",
                    en: "Ask for what is missing: how much, where to, at what hours, whom to call."),
                Text(
                    zh: "消息送不到就打电话；联系不上，换时间、换渠道再试，还不行就请另一个人试。",
                    en:
                        "If a message does not arrive, call; if nobody answers, try other hours and channels, then let a second person try."
                ),
                Text(
                    zh: "分清轻重缓急，看看是不是有人已经提过。",
                    en: "Sort by urgency, and look whether somebody has asked for the same already."),
                Text(
                    zh: "下班前把手上的需求交出去，对方接受了才算交接。",
                    en: "Before the shift ends, hand over every open need; it counts only once accepted."),
            ]
        case .verifier:
            [
                Text(zh: "按核实清单一项项查，写下依据。", en: "Go through the checklist and write down what each answer rests on."),
                Text(
                    zh: "用官方公开的号码回拨，不用陌生人给的号码。",
                    en: "Call back at an official number, not at one that a stranger gave."),
                Text(
                    zh: "辨认重复的需求，合并前多看一眼：名字像，不一定是同一家。",
                    en: "Spot doubles, and look twice before merging: alike in name is not always the same."),
                Text(
                    zh: "看到要钱、账号或可疑的内容，先拦下，写明原因。",
                    en: "Hold back what asks for money, names an account or looks wrong, and say why."),
                Text(
                    zh: "自己提交的、打算认领的，请别人核实；管控物资要再有第二个人核实。",
                    en:
                        "Leave to others what you submitted or mean to claim; controlled goods need a second verifier."
                ),
                Text(zh: "需求改了，就重新核实改过的地方。", en: "When a need changes, verify again what has changed."),
            ]
        case .dispatcher:
            [
                Text(
                    zh: "盯着需求板，先管最急的和等得最久的。",
                    en: "Watch the board; the most urgent and the longest waiting come first."),
                Text(
                    zh: "给需求找合适的人和供给，也给有空的人找合适的事。",
                    en: "Find the right people and offers for a need, and the right thing to do for whoever is free."),
                Text(zh: "分批邀约，别老找同样几个人。", en: "Ask in waves, and not always the same few."),
                Text(
                    zh: "出发前再确认一遍：还需要吗？时间地点对吗？",
                    en: "Check once more before anybody sets out: still needed? right place, right hour?"),
                Text(
                    zh: "认领到时限没有消息就去问；做不了没关系，放回去让别人接。",
                    en: "When a claim goes quiet, ask; who cannot do it puts it back for others, without blame."),
                Text(zh: "看到有人太累，劝他们歇一歇。", en: "When somebody is worn out, tell them to rest."),
            ]
        case .trainer:
            [
                Text(
                    zh: "写短小易懂的课程和小测验，做法变了就更新。",
                    en: "Write short, plain lessons and quizzes, and renew them when the way of working changes."),
                Text(
                    zh: "陪新人走完入门，把疑问答到明白为止。", en: "Go through the Primer with newcomers and answer until it is clear."),
                Text(
                    zh: "上岗前讲清安全须知；有危险的事，没受过培训的人不去做。",
                    en: "Explain safety before anybody starts; nobody is sent into danger untrained."),
                Text(zh: "培训快到期时，提醒大家温习。", en: "Remind people to refresh what they learnt before it runs out."),
                Text(
                    zh: "从差错和常见的疑问里找原因，把课程改好。",
                    en: "Look for the cause behind mistakes and common questions, and improve the lessons."),
                Text(
                    zh: "看到谁做得稳，带他们走下一步，鼓励他们再教别人。",
                    en: "See who does well, show them the next step, and let them teach others."),
            ]
        case .weaver:
            [
                Text(
                    zh: "新成员来了，七天之内打个招呼，帮他们找到伙伴和第一件小事。",
                    en: "Greet newcomers within seven days; help them to a buddy and a first small thing to do."),
                Text(
                    zh: "常和成员聊聊，听听需要什么、能给什么，推荐合适的活动。",
                    en: "Talk with members often: what do they need, what can they give, which gathering suits them?"),
                Text(
                    zh: "给帮得上彼此的人牵线，双方都愿意才介绍。",
                    en: "Introduce people who can help each other, once both have said yes."),
                Text(
                    zh: "留意谁还没来、谁渐渐没了声音，主动去邀请、去问候。",
                    en: "Notice who is missing and invite them; notice who has gone quiet and ask after them."),
                Text(
                    zh: "办活动时排好时间，把不同的人混搭分组，会后跟进。",
                    en: "Arrange times for gatherings, mix people who have not met, and follow up afterwards."),
                Text(zh: "在群里抛个话题，让大家聊起来。", en: "Drop a question into the group now and then, so that talk begins."),
            ]
        case .facilitator:
            [
                Text(zh: "事先定好目的、议程和每段的时间。", en: "Settle purpose, agenda and timing beforehand."),
                Text(
                    zh: "开场说清约定：认真听，哪些话不外传。",
                    en: "Open with our rules: listen well, and what is said here stays here."),
                Text(zh: "请安静的人开口，也请话多的人留点时间给别人。", en: "Invite the quiet to speak, and the talkative to leave room."),
                Text(
                    zh: "用投票、分组和小结，帮大家看清分歧，走到一起。",
                    en: "Use polls, small groups and summaries to show where views differ and where they meet."),
                Text(zh: "散会前定下来：谁，哪天之前，做什么。", en: "Before closing, settle who does what by which day."),
                Text(zh: "邀请成员一起主持，慢慢放手让他们来。", en: "Ask members to lead with you, and bit by bit let them lead alone."),
            ]
        case .knowledgeWeaver:
            [
                Text(
                    zh: "收集活动里的见解：记说了什么，不记谁说的，除非本人同意。",
                    en: "Collect insights: note what was said, not by whom, unless that person agrees."),
                Text(
                    zh: "整理成简明的文档、工具和模板，注明出处。",
                    en: "Turn them into short papers, tools and templates, and name the source."),
                Text(zh: "放在大家都能找到、能补充的地方。", en: "Keep them where all can find them and add to them."),
                Text(
                    zh: "听故事、写故事；讲到谁，先问过谁。",
                    en: "Listen for stories and write them down; ask whoever is in them first."),
                Text(
                    zh: "把好做法传给别的伙伴，记下谁试过、结果怎样。",
                    en: "Pass good practice on, with a note of who tried it and how it went."),
                Text(
                    zh: "请成员轮流来记录，学会一起积累。",
                    en: "Let members take turns as note-takers, so that keeping knowledge is a shared habit."),
            ]
        case .communicator:
            [
                Text(
                    zh: "写邀请函和活动提醒，让人一看就懂、愿意来。",
                    en: "Write invitations and reminders that are clear at a glance and make people want to come."),
                Text(
                    zh: "按时出通讯：办成了什么、决定了什么、接下来有什么。",
                    en: "Send the newsletter on time: what was done, what was decided, what comes next."),
                Text(zh: "更新活动日历，把新机会告诉大家。", en: "Keep the calendar current, and let everybody know of new chances."),
                Text(zh: "和成员合写文章，请人看过再发。", en: "Write articles with members, and have them read before they go out."),
                Text(
                    zh: "打理网站和社交媒体，过时的消息及时撤下。",
                    en: "Look after the website and social media; take down what is out of date."),
                Text(
                    zh: "和数据管理员一起挑选数字和故事，如实地讲给外面听。",
                    en: "With the data steward, choose figures and stories and tell them truthfully to the world."),
            ]
        case .dataSteward:
            [
                Text(
                    zh: "维护成员资料：重复的合并，过时的请本人更新。",
                    en: "Look after the member database: merge doubles, ask people to renew what is old."),
                Text(
                    zh: "和大家商量量什么、怎么量，不给人添负担。",
                    en: "Settle with the others what to measure and how, without making it a burden."),
                Text(
                    zh: "用问卷、访谈和故事收集数据，每个数字都有依据。",
                    en: "Collect data by surveys, talks and stories; every figure has its evidence."),
                Text(zh: "做出简明的小结，请成员一起解读。", en: "Make short summaries, and ask members to read them together."),
                Text(zh: "和协调员一起选用、打理系统。", en: "Choose and look after the systems together with the coordinator."),
                Text(
                    zh: "守住隐私：只收用得上的，只给该看的人看。",
                    en: "Guard privacy: collect only what is used, show it only to those it is for."),
            ]
        case .fundraiser:
            [
                Text(
                    zh: "想清楚经费从哪里来，听听成员的意见再定。",
                    en: "Work out where funding can come from, and hear the members before it is settled."),
                Text(
                    zh: "寻找方向一致的资助机会，记下到了哪一步、谁在跟进。",
                    en: "Look for funders who want what we want; note how far each is and who follows it up."),
                Text(
                    zh: "用真实的数字和故事介绍我们，练好了再去讲。",
                    en: "Present us with true figures and stories, and practise before the day."),
                Text(zh: "和资助方保持稳定的联系，好消息坏消息都说。", en: "Stay in steady touch with funders, in good news and bad."),
                Text(zh: "写提案、谈条件，请成员提意见。", en: "Write proposals and negotiate terms, with members' remarks taken in."),
                Text(
                    zh: "备齐尽职调查的材料，合同里写清要做的事；钱由双方直接往来，不经过平台。",
                    en:
                        "Have the due-diligence papers ready and the work clear in the contract; money never passes through the platform."
                ),
            ]
        }
    }
}
