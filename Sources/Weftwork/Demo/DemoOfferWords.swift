/// What people of the demonstration network offer.
enum DemoOfferWords {
    struct Offered {
        let by: String
        let title: String
        let item: String
        let quantity: String
        let unit: String
        let kind: NeedLine.Kind
        let city: String
        let conditions: String
        var boughtFrom = ""
        var isStanding = false
        var isThrough = false
        /// How far it has come at the desk.
        var isListed = true
    }

    static let offers: [Offered] = [
        Offered(
            by: "partner2", title: "演示制造厂：医用外科口罩", item: "医用外科口罩", quantity: "20000", unit: "只", kind: .goods,
            city: "武汉市", conditions: "整箱起送，每箱 2000 只。", boughtFrom: "演示无纺布公司（原料）"),
        Offered(
            by: "volunteer", title: "两辆厢式货车，周末能跑", item: "厢式货车", quantity: "2", unit: "辆", kind: .transport,
            city: "武汉市", conditions: "市内，白天。", isStanding: true),
        Offered(
            by: "volunteer3", title: "认识一位有三辆卡车的师傅", item: "卡车", quantity: "3", unit: "辆", kind: .transport,
            city: "黄冈市", conditions: "先打个招呼，通常第二天能到。", isStanding: true, isThrough: true),
        Offered(
            by: "partner", title: "仓库一角，能放两百箱", item: "仓位", quantity: "200", unit: "箱", kind: .space,
            city: "武汉市", conditions: "有人值守，工作日 8:00-18:00 进出。"),
        Offered(
            by: "volunteer2", title: "能翻译英文和日文说明书", item: "翻译", quantity: "", unit: "", kind: .service,
            city: "", conditions: "晚上有空。", isListed: false),
    ]
    static let ask = "仓库就在医院旁边，今天能送吗？"
}
