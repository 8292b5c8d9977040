import CPDFium
import DocumentModel

/// Reads a page's part of the structure tree.
struct StructureReader {
    private(set) var elements: [StructureElement] = []
    private let limits: ExtractionLimits

    /// Nesting of structure elements; real files stay below 30, and each level costs stack.
    private static let depthLimit = 200

    init(limits: ExtractionLimits) {
        self.limits = limits
    }

    mutating func read(_ page: OpenPage) {
        guard let tree = FPDF_StructTree_GetForPage(page.handle) else { return }
        defer { FPDF_StructTree_Close(tree) }
        for index in 0..<max(0, FPDF_StructTree_CountChildren(tree)) {
            guard let element = FPDF_StructTree_GetChildAtIndex(tree, index) else { continue }
            read(element, parent: -1, depth: 0)
        }
    }

    private mutating func read(_ element: FPDF_STRUCTELEMENT, parent: Int, depth: Int) {
        guard depth < Self.depthLimit, elements.count < limits.structureElementsPerPage else { return }
        let position = elements.count
        elements.append(description(of: element, parent: parent))
        for index in 0..<max(0, FPDF_StructElement_CountChildren(element)) {
            let content = FPDF_StructElement_GetChildMarkedContentID(element, index)
            if content >= 0 {
                elements[position].markedContents.append(content)
            } else if let child = FPDF_StructElement_GetChildAtIndex(element, index) {
                read(child, parent: position, depth: depth + 1)
            }
        }
    }

    private func description(of element: FPDF_STRUCTELEMENT, parent: Int) -> StructureElement {
        let role = NativeText.utf16 { FPDF_StructElement_GetType(element, $0, $1) }
        var description = StructureElement(
            role: role, parent: parent,
            alternativeText: NativeText.utf16 { FPDF_StructElement_GetAltText(element, $0, $1) },
            actualText: NativeText.utf16 { FPDF_StructElement_GetActualText(element, $0, $1) })
        if role == "TD" || role == "TH" {
            description.rowSpan = Self.number("RowSpan", of: element) ?? 1
            description.columnSpan = Self.number("ColSpan", of: element) ?? 1
        }
        return description
    }

    /// A positive whole attribute; `nil` when there is none.
    private static func number(_ name: String, of element: FPDF_STRUCTELEMENT) -> Int? {
        for index in 0..<max(0, FPDF_StructElement_GetAttributeCount(element)) {
            guard let attribute = FPDF_StructElement_GetAttributeAtIndex(element, index),
                let value = FPDF_StructElement_Attr_GetValue(attribute, name)
            else { continue }
            var number: Float = 0
            // A thousand columns are more than any page shows; larger numbers are damage.
            if FPDF_StructElement_Attr_GetNumberValue(value, &number) != 0, number >= 1, number <= 1000 { return Int(number) }
        }
        return nil
    }
}
