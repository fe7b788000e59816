/// Pages about needs.
struct NeedRoutes: Sendable {
    let acts: NeedActs
    let limiter: RateLimiter
    let frames: Frames
    var endpoints: [Endpoint] { [] }
}
