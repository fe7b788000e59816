internal import Database

/// A post for programs, as its reader may see it.
struct PostView: View {
    let post: Post
    let name: String
    let isMine: Bool

    init(_ post: Post, _ name: String, for viewer: Viewer) {
        self.post = post
        self.name = name
        isMine = TalkRules.isAuthor(viewer, of: post)
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", post.id)
            json.field("thread", post.thread)
            json.field("by", post.byID)
            json.field("byName", name)
            json.field("byRequester", post.isByRequester)
            json.field("mine", isMine)
            json.field("answers", post.answers)
            json.field("at", moment: post.at)
            json.field("words", post.words)
            json.field("editedAt", moment: post.editedAt)
            json.field("removedAt", moment: post.removedAt)
            json.field("held", post.isHeld)
            if let words = post.words { json.field("seen", TextStamp.of(words)) }
            json.field("hidden", post.hidden?.reason)
        }
    }
}

/// What somebody hears of, for programs.
struct FollowView: View {
    let follow: FollowState?

    func write(to json: inout JSON) {
        json.object { $0.field("follow", follow?.rawValue) }
    }
}

extension Schemas {
    static let post = Schema(
        name: "Post",
        definition: """
            {"type":"object","required":["id","thread","at","held"],"properties":{"id":{"type":"string"},\
            "thread":{"type":"string"},"by":{"type":["string","null"]},"byName":{"type":"string"},\
            "byRequester":{"type":"boolean"},"mine":{"type":"boolean"},"answers":{"type":["string","null"]},\
            "at":{"type":"string"},"words":{"type":["string","null"]},"editedAt":{"type":["string","null"]},\
            "removedAt":{"type":["string","null"]},"held":{"type":"boolean"},"hidden":{"type":["string","null"]},\
            "seen":{"type":"string","description":"the stamp of these words: sent back with release, others are not let through (412)"}}}
            """)
    static let postList = Schema(
        name: "PostList",
        definition: """
            {"type":"object","required":["items","next","total"],"properties":{"items":{"type":"array",\
            "items":{"$ref":"#/components/schemas/Post"}},"next":{"type":["string","null"]},\
            "total":{"type":"integer"},"totalIsExact":{"type":"boolean"}}}
            """)
    static let postToPost = Schema(
        name: "PostToPost",
        definition: """
            {"type":"object","required":["words"],"properties":{"thread":{"type":"string"},\
            "words":{"type":"string","maxLength":2000},"answers":{"type":["string","null"]}}}
            """)
    static let postAction = Schema(
        name: "PostAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["edit","remove","release"]},\
            "words":{"type":"string","maxLength":2000},"seen":{"type":"string"}}}
            """)
    static let followToPost = Schema(
        name: "FollowToPost",
        definition: """
            {"type":"object","required":["follow"],"properties":{"follow":{"type":"boolean"}}}
            """)
}
