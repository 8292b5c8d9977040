/// Which part of a list a client asks for: `limit` and `offset`, or `page` and `page_size` as older clients say.
struct PageOfList {
    var limit: Int
    var offset: Int

    init(limit: Int?, offset: Int?, page: Int?, pageSize: Int?, standard: Int) {
        let size = pageSize ?? limit ?? standard
        self.limit = size
        self.offset = page.map { ($0 - 1) * size } ?? offset ?? 0
    }

    /// From 1.
    var page: Int { offset / max(1, limit) + 1 }
}
