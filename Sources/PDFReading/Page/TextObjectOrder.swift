import CPDFium

/// Drawing positions of a page's text objects, looked up in (nearly) the order in which they were added.
struct TextObjectOrder {
    private var objects: [(object: FPDF_PAGEOBJECT, order: Int32)] = []
    private var positions: [FPDF_PAGEOBJECT: Int] = [:]
    private var cursor = 0

    var count: Int { objects.count }

    mutating func append(_ object: FPDF_PAGEOBJECT, order: Int32) {
        objects.append((object, order))
    }

    /// Drawing position of `object`; 0 when it is unknown.
    mutating func order(of object: FPDF_PAGEOBJECT) -> Int32 {
        // Characters come in the order of the objects but for a few lines that PDFium sorts: mostly the next one is meant.
        if cursor < objects.count, objects[cursor].object == object {
            cursor += 1
            return objects[cursor - 1].order
        }
        if positions.isEmpty { index() }
        guard let position = positions[object] else { return 0 }
        cursor = position + 1
        return objects[position].order
    }

    private mutating func index() {
        positions.reserveCapacity(objects.count)
        for (position, entry) in objects.enumerated() { positions[entry.object] = position }
    }
}
