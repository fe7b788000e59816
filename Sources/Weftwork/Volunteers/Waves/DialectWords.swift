/// Names of dialects that do not carry the place in them, with where they are spoken.
enum DialectWords {
    struct Family: Sendable {
        let names: [String]
        /// Provinces.
        let places: [String]
    }

    /// Words for what a place is, the longer ones first.
    static let endings = [
        "维吾尔自治区", "特别行政区", "壮族自治区", "回族自治区", "自治区", "自治州", "地区", "省", "市", "区", "县", "州",
    ]

    static let families = [
        Family(names: ["粤语", "广府话", "白话", "广东话", "Cantonese"], places: ["广东", "广西", "香港", "澳门"]),
        Family(names: ["闽南语", "闽南话", "台语", "Hokkien", "Minnan"], places: ["福建", "台湾"]),
        Family(names: ["潮汕话", "潮州话", "Teochew"], places: ["广东"]),
        Family(names: ["客家话", "客语", "Hakka"], places: ["广东", "江西", "福建", "台湾", "广西"]),
        Family(names: ["吴语", "上海话", "苏州话", "Shanghainese"], places: ["上海", "江苏", "浙江"]),
        Family(names: ["湘语", "长沙话"], places: ["湖南"]),
        Family(names: ["赣语", "南昌话"], places: ["江西"]),
        Family(names: ["晋语"], places: ["山西", "内蒙古", "陕西"]),
        Family(names: ["东北话"], places: ["辽宁", "吉林", "黑龙江"]),
        Family(names: ["西南官话", "四川话", "川话", "Sichuanese"], places: ["四川", "重庆", "云南", "贵州", "湖北"]),
        Family(names: ["中原官话", "河南话"], places: ["河南", "陕西"]),
        Family(names: ["藏语", "Tibetan"], places: ["西藏", "青海"]),
        Family(names: ["维吾尔语", "维语", "Uyghur"], places: ["新疆"]),
        Family(names: ["蒙古语", "蒙语", "Mongolian"], places: ["内蒙古"]),
        Family(names: ["壮语", "Zhuang"], places: ["广西"]),
        Family(names: ["彝语"], places: ["四川", "云南"]),
    ]
}
