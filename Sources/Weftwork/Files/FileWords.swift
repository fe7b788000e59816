/// What files and pictures say.
enum FileWords {
    static let photo = Text(zh: "照片", en: "Photo")
    static let choose = Text(zh: "请选一张照片。", en: "Please choose a photo.")
    static let chooseHint = Text(
        zh: "JPEG、PNG 或 WebP，最大 12 MB。拍摄地点等信息会去掉。",
        en: "JPEG, PNG or WebP, 12 MB at most. Where and when it was taken is removed.")
    static let words = Text(zh: "一句话说明照片里是什么", en: "One line: what the photo shows")
    static let wordsHint = Text(zh: "看不见照片的人会听到这句话。", en: "Read out to whoever cannot see it.")
    static let wordsMissing = Text(zh: "请写一句话，说明照片里是什么。", en: "Please say in one line what the photo shows.")
    static let send = Text(zh: "上传照片", en: "Upload the photo")
    static let remove = Text(zh: "删除", en: "Delete")
    static func remove(_ words: String) -> Text { Text(zh: "删除照片：\(words)", en: "Delete the photo: \(words)") }
    static func open(_ words: String) -> Text { Text(zh: "放大看：\(words)", en: "See it large: \(words)") }

    static func tooMuch(_ megabytes: Int) -> Text {
        Text(
            zh: "照片超过 \(megabytes) MB。请选小一点的，或用截图代替。",
            en: "The photo is over \(megabytes) MB. Choose a smaller one, or take a screenshot of it.")
    }
    static func tooLarge(_ megapixels: Int) -> Text {
        Text(
            zh: "照片超过 \(megapixels) 百万像素。请调低相机分辨率，或用截图代替。",
            en: "The photo has over \(megapixels) megapixels. Set the camera lower, or take a screenshot of it.")
    }
    static let heic = Text(
        zh: "这是 HEIC 格式，很多设备打不开。请在手机“设置 > 相机 > 格式”里选“兼容性最佳”后重拍，或上传截图。",
        en:
            "This is HEIC, which many devices cannot show. Choose “Most Compatible” under Settings > Camera > Formats and take it again, or upload a screenshot of it."
    )
    static let unknownKind = Text(
        zh: "这不是能收的照片。请用 JPEG、PNG 或 WebP；其他文件可以截图上传。",
        en: "This is no photo that can be taken. Use JPEG, PNG or WebP; of another file, upload a screenshot.")
    static let broken = Text(
        zh: "这张照片打不开，可能没有传完整。请再传一次，或另选一张。",
        en: "This photo cannot be opened; perhaps it came broken. Send it again, or choose another.")
    static func tooMany(_ most: Int) -> Text {
        Text(zh: "最多 \(most) 张照片；请先删掉一张。", en: "\(most) photos at most; delete one first.")
    }

    static let sending = Text(zh: "正在上传 {p}%", en: "Sending, {p}%")
    static let sent = Text(zh: "已上传", en: "Sent")
    static let failed = Text(zh: "没有传上去", en: "It was not sent")
    static let again = Text(zh: "再传一次", en: "Send again")
}
