enum DemoGovernanceWords {
    static let parts: [(GovernancePart, Text)] = [
        (
            .who,
            Text(
                zh: "每天的核实、派单由值班台定；先帮谁、钱和物资怎样分的原则由大家定；联席会议定季度计划。",
                en:
                    "The desk decides the daily checks and dispatches; all of us decide whom to help first and by which principles things are shared; the council makes the plan of a quarter."
            )
        ),
        (
            .methods,
            Text(
                zh: "先用同意法：没有说得出理由的反对，就先试。谈不拢再表决，三分之二通过。",
                en:
                    "By consent first: what nobody objects to with a reason is tried. Where that fails we vote; two thirds carry it."
            )
        ),
        (
            .quorum,
            Text(
                zh: "六成表态才算数；联席会议和监督一任一年，最多两任。",
                en: "Six of ten have to answer; a term in the council or in oversight is a year, two at most.")
        ),
        (
            .benefits,
            Text(
                zh: "捐赠直接给到求助者，网络不经手；做事的人得到的是感谢和证明。",
                en: "What is given goes straight to those who asked; whoever works gets thanks and a certificate.")
        ),
        (
            .changing,
            Text(
                zh: "谁都可以提出修改，三分之二同意就改，每年重看一次。",
                en: "Anybody may propose a change; two thirds make it. We look at all of it once a year.")
        ),
    ]
    static let reason = "一个月下来，大家问得最多的就是“这事谁说了算”。"
    static let outcome = "大家都同意。从今天起照这个来。"
    static let named = "他们从第一天起就在送物资，最知道一线缺什么。"
}
