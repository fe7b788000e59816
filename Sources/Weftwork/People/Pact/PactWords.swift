/// The words of the Pact (伙伴契约): what members promise each other on joining.
///
/// An empty line ends a paragraph, "# " begins a heading and "- " a list item; there is no other markup.
enum PactWords {
    /// The Pact a network begins with; it can change every word of it.
    static let text = Text(
        zh: """
            这是我们彼此的约定。每句话都可以一起商量着改；有了新版本，会请您再签一次。\
            逾期未签，信任等级只是暂停，签了就恢复。

            # 我们是什么关系

            我们互不隶属，都是自愿来的。谁也不命令谁，机构不分大小。

            - 承诺什么由您自己定；承诺是公开的，别人好接着往下做。
            - 做不到就早点说，把承诺交还回来，没有人因此受罚。
            - 每件事只有一位负责人，对方接受了才算交接。

            # 怎样相处

            - 尊重每个人，认真听，好好说。
            - 不因出身、民族、性别、性取向、年龄、疾病、残障、信仰或贫富亏待任何人。
            - 不骚扰、不威胁、不羞辱；别人说“不”，就停下。
            - 只为真正了解的人背书；不花钱买，也不收钱。
            - 在我们帮助的人当中，不传教，不做广告，不推销。

            # 信息怎样分享

            - 公开页面谁都可以看；大家在这里说的话留在这里，说的人同意了才外传。
            - 别人的材料，得到许可才转发。
            - 有难处的人，本人同意才拍照、才给别人看；未成年人还要监护人同意。
            - 活动遵守查塔姆大厦规则：听到的内容可以用，但不说是谁讲的、有谁在场，除非本人同意。
            - 有人身处危险，就告诉能帮忙的人，也只告诉他们。

            # 个人资料

            - 联系方式只用在眼下这件事上。
            - 不抄进自己的名单，不转给别人；事情办完，手机里、纸上的都删干净。
            - 谁看过您不公开的资料，您查得到；您自己的资料，随时可以查看、导出、删除。

            # 安全

            - 危险的地方、医疗或心理帮助、和未成年人有关的事：受过规定的培训，并有第二个人一起，才做。
            - 去现场之前，留下紧急联系人；到了签到，离开签退。
            - 觉得不安全就停下，不必等谁批准。
            - 有生命危险，先打当地的急救、报警电话。安全事件都要报告，差一点出事的也算。

            # 钱和物

            - 帮助是免费的：不以任何名义向求助者收费。
            - 我们的人不会向您要钱、要费用、要验证码。谁来要，什么都别给，请报告。
            - 捐的钱和物由给的人直接交给收的人，不经过平台，但要有记录。

            # 法律

            - 在哪里做事，就守哪里的法律；政府管控的事，走官方渠道。
            - 网络有一位合规联系人。拿不准合不合法，先停下来问。

            # 出了问题怎么办

            - 早点说，最好直接跟当事人说。说不通，就请双方都接受的人来调解，谈话保密。
            - 有人受到伤害、骚扰或欺骗，请马上报告，不必先找对方谈。报告有人负责，有时限，有答复。
            - 为了保护大家，可以暂停一位成员；要有理由，有结束日期，本人可以申诉。

            # 离开

            - 哪天走都可以，不用说理由。
            - 您负责的事会转给别人接手；愿意的话，留几句交代。
            - 走之前，您会看到什么删除、什么留下、为什么。别人的事，走后也请保密。
            """,
        en: """
            These are the promises we make to each other. Together we can change any sentence; then we ask you to sign \
            again. If the time for that runs out, your standing is only paused, and returns when you sign.

            # What we are to each other

            We do not work for each other, and we came of our own free will. Nobody commands anybody; small and large \
            organisations count the same.

            - You choose what you promise. Your commitments are public, so that others can build on them.
            - If you cannot keep one, say so early and give it back. Nobody is punished for that.
            - Every matter has one owner; a handover counts once it is accepted.

            # How we treat people

            - Respect everybody. Listen well and speak kindly.
            - Treat nobody worse for their origin, ethnicity, gender, sexual orientation, age, illness, disability, \
            belief or means.
            - No harassment, threats or humiliation. When somebody says no, stop.
            - Vouch only for people you really know. Never pay for a vouch or take pay for one.
            - Among the people we help, do not preach, advertise or sell.

            # What we share

            - Public pages are for everybody. What people say among us stays here unless they allow more.
            - Pass on other people's materials only with their permission.
            - Take or show no photo of people in need without their consent, and a guardian's too if they are minors.
            - Gatherings follow the Chatham House rule: use what you heard, but do not say who said it or who was \
            there, unless they agree.
            - If somebody is in danger, tell those who can help, and only them.

            # Personal data

            - Use a contact only for the purpose at hand.
            - Do not copy contacts into lists of your own or pass them on. Afterwards, delete what is left on \
            your phone and on paper.
            - You can see who has looked at your private details. You can see, export and erase your own any day.

            # Safety

            - Dangerous places, medical or psychological help, work with minors: only with the training required, and \
            with a second person.
            - Before you go on site, leave an emergency contact. Check in on arrival, check out on leaving.
            - If it does not feel safe, stop. You need nobody's permission.
            - If a life is in danger, call the local emergency number first. Report every incident, near misses \
            too.

            # Money and goods

            - Help is free: take no fee, whatever it is called, from those who ask for it.
            - Nobody from here asks you for money, fees or codes. If somebody does, give nothing and report it.
            - Gifts of money or goods go straight from giver to receiver, never through the platform, and are recorded.

            # Law

            - The law of the place where you act applies. What the authorities control goes through official channels.
            - The network has a compliance contact. If unsure whether something is lawful, stop and ask first.

            # When something goes wrong

            - Say it early, to the person concerned if you can. If that fails, ask for mediation by somebody whom both \
            sides accept; what is said there is confidential.
            - If somebody is harmed, harassed or cheated, report it at once; you need not face the other side first. \
            Every report has an owner, a deadline and an answer.
            - To protect people, a member can be suspended: with a reason, an end date and the right to appeal.

            # Leaving

            - You may leave any day, without giving a reason.
            - What you owned passes on to others; leave them a note if you like.
            - Before you go you see what is erased, what stays, and why. Keep what you know about others \
            confidential afterwards too.
            """)
}
