/// What the teams of the demonstration are for, and what its people do by themselves.
enum DemoTeamWords {
    static let cluster = "把这一带医院缺的东西一起找、一起送"
    static let single = "先把这家医院急缺的送到"
    static let plan = "周三上午先跑最急的两家，车我来联系。"
    static let answer = "收到，我带一辆厢式货车。"

    struct Done: Sendable {
        let by: String
        let what: String
        let category: Need.Category
        let area: String
    }

    static let doings = [
        Done(by: "volunteer2", what: "每天傍晚接送下夜班的护士", category: .transport, area: "武汉市江汉区"),
        Done(by: "partner", what: "给隔壁三家医院代收快递", category: .other, area: "武汉市武昌区"),
        Done(by: "volunteer3", what: "把英文物资标准译成中文", category: .information, area: ""),
    ]
}
