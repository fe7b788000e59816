/// What the threads of a need are called, and who reads them.
enum NeedTalkWords {
    static let team = Text(zh: "办理人员之间", en: "Among the case team")
    static let withRequester = Text(zh: "与求助者", en: "With the requester")
    static let withTeam = Text(zh: "与办理人员对话", en: "Talk with those who work on it")
    static let helpers = Text(zh: "与认领的人", en: "With those who have promised something")

    static let teamReads = Text(
        zh: "只有办理人员能看到，求助者和认领的人看不到。",
        en: "Read by the case team only – not by the requester, nor by those who have promised something.")
    static let requesterReads = Text(
        zh: "求助者会看到您写的每一句，办理人员也能看到。", en: "The requester reads every word, and so does the case team.")
    static let teamReadsToo = Text(
        zh: "您和办理人员能看到，认领的人和别人看不到。",
        en: "Read by you and those who work on it; nobody else, nor those who have promised something.")
    static let helpersRead = Text(
        zh: "认领了还没完成的人和办理人员能看到，求助者看不到。",
        en: "Read by those with a promise that is not over and by the case team – not by the requester.")
}
