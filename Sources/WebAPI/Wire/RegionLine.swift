import DocumentModel

/// A place on a page.
struct RegionLine: APIMessage {
    var page: Int
    /// Left, top, right, bottom in points from the top-left corner.
    var boundingBox: [Double]

    init(_ region: Region) {
        page = region.page
        let place = region.rectangle
        boundingBox = [place.left, place.top, place.right, place.bottom]
    }
}
