/// Names and sentences of the demonstration network. Nobody in it is real, and nobody looks it.
enum DemoWords {
    /// How two know each other, as one of them says it.
    static let how = "一起在仓库值过三个夜班，搬货、登记、打电话，从不推给别人。"
    static let network = "湖北互助（演示）"
    static let runBy = "演示协调中心"
    static let contact = "help@demo.example"
    static let country = "中国"
    static let province = "湖北省"

    struct Person {
        let address: String
        let name: String
        let organisation: String?
        let roles: [Role]
        var isAnchor = false
        var area: String?
    }

    static let people: [Person] = [
        Person(address: "coordinator", name: "演示协调员", organisation: "演示协调中心", roles: [.coordinator], isAnchor: true),
        Person(address: "verifier", name: "演示审核员一", organisation: "演示志愿队", roles: [.verifier, .intake]),
        Person(address: "verifier2", name: "演示审核员二", organisation: "演示志愿队", roles: [.verifier], area: "武汉市"),
        Person(address: "verifier3", name: "演示审核员三", organisation: "演示基金会", roles: [.verifier, .intake], area: "黄冈市"),
        Person(address: "dispatcher", name: "演示调度员一", organisation: "演示协调中心", roles: [.dispatcher]),
        Person(address: "dispatcher2", name: "演示调度员二", organisation: "演示协调中心", roles: [.dispatcher, .intake]),
        Person(address: "volunteer", name: "演示志愿者一", organisation: "演示车队", roles: []),
        Person(address: "volunteer2", name: "演示志愿者二", organisation: "演示车队", roles: []),
        Person(address: "volunteer3", name: "演示志愿者三", organisation: "演示校友会", roles: []),
        Person(address: "partner", name: "演示机构代表", organisation: "演示国际组织", roles: []),
        Person(address: "partner2", name: "演示企业代表", organisation: "演示制造厂", roles: []),
        Person(address: "steward", name: "演示数据管理员", organisation: "演示志愿队", roles: [.dataSteward]),
    ]

    /// The emergency that all its needs belong to.
    static let emergency = "湖北医院防护物资（演示）"
    static let adviceZh = "没有急事不要去医院。进门先洗手，人多的地方戴口罩。送货只到指定的收货点，不进病区。"
    static let adviceEn =
        "Don't go to a hospital without need. Wash your hands when you come in, wear a mask among people. Deliver to the named point only, never into a ward."
    static let hotlines = [
        Emergency.Hotline(name: "急救", number: "120"), Emergency.Hotline(name: "卫生热线", number: "12320"),
    ]

    static let contactNames = ["设备科", "值班室", "防疫办", "物资组", "总务科"]
    static let desks = ["北片区", "南片区", "夜班"]
    static func title(_ institution: String, _ item: String, more: Int) -> String {
        more > 0 ? "\(institution)：\(item)等 \(more + 1) 样" : "\(institution)：\(item)"
    }
    static let unlisted = "防护物资（未列清单）"
    static let unit = "只"
    static let question = "请问收货地点和可以收货的时间？"
    static let answer = "住院部一楼，上午八点到下午五点都可以。"
    static let phone = "电话"
    static let rejectReason = "打官方电话核对，对方说没有提出过这项需求。"
    static let unmetReason = "附近没有现货，承运方也排不上。"
    static let unmetTried = "问过三家厂商和两支车队，并转给了热线。"
    static let progress = "已经装车，明天上午到。"
    static let carrier = "演示物流"
    static let notDelivered = "只收到一半，数量对不上。"
    static let verifyNote = "与官方电话核对，清单一致。"
    static let withdrawReason = "别处已经送到了。"
    static let authority = "演示指挥部物资组"
    static let permit = "物资调拨单（写编号和签发人）"
    static let channel = "由负责人向物资组递交申请，一般三天内答复。"
    static let askGate = "明天送到哪个门？谁来收？"
    static let gate = "东门库房，值班的同事来收，到了打值班室电话。"
    static let onTheWay = "我这边今晚出发，谁有一辆能装两立方的车？"
    static let consentReference = "演示公函"
}
