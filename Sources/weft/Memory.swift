import CMalloc

/// How the C library's allocator keeps memory.
enum Memory {
    /// A server answers with pages of a hundred kilobytes: taken from the system and given back for each of them, they
    /// cost page faults; kept by an arena for every thread, they cost memory for nothing.
    static func tune() {
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, 4 << 20)
        mallopt(M_TRIM_THRESHOLD, 4 << 20)
    }
}
