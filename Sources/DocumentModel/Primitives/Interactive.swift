/// A clickable area.
package struct LinkPrimitive: Hashable, Sendable, Codable {
    package var box: Rectangle
    /// External address; `nil` for a link inside the document.
    package var address: String?
    /// Target page (1-based) of a link inside the document; `nil` when external or unresolved.
    package var page: Int?

    package init(box: Rectangle, address: String?, page: Int?) {
        self.box = box
        self.address = address
        self.page = page
    }
}

/// A comment, highlight, stamp or other mark-up annotation (links and form widgets are kept apart).
package struct AnnotationPrimitive: Hashable, Sendable, Codable {
    /// Subtype as the file says it: "Text", "Highlight", "FreeText" ...
    package var kind: String
    package var box: Rectangle
    package var contents: String
    package var author: String

    package init(kind: String, box: Rectangle, contents: String, author: String) {
        self.kind = kind
        self.box = box
        self.contents = contents
        self.author = author
    }
}

/// An interactive form field with its present value.
package struct FormFieldPrimitive: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable { case text, checkBox, radioButton, comboBox, listBox, pushButton, signature, other }

    package var kind: Kind
    package var box: Rectangle
    /// Fully qualified name; may be empty.
    package var name: String
    /// Value as text; empty when unset.
    package var value: String
    /// For check boxes and radio buttons; `nil` for others.
    package var isChecked: Bool?

    package init(kind: Kind, box: Rectangle, name: String, value: String, isChecked: Bool?) {
        self.kind = kind
        self.box = box
        self.name = name
        self.value = value
        self.isChecked = isChecked
    }
}

/// One node of the page's structure tree (ISO 32000-2 14.7).
package struct StructureElement: Hashable, Sendable, Codable {
    /// Standard role ("H1", "P", "Table", "TD", "L", "LI", "Figure", "Artifact" ...) as the file says it.
    package var role: String
    /// Index of the parent in `PagePrimitives.structure`; -1 at the root.
    package var parent: Int
    package var markedContents: [Int32]
    package var alternativeText: String
    package var actualText: String
    package var rowSpan: Int
    package var columnSpan: Int

    package init(
        role: String, parent: Int, markedContents: [Int32] = [], alternativeText: String = "", actualText: String = "",
        rowSpan: Int = 1, columnSpan: Int = 1
    ) {
        self.role = role
        self.parent = parent
        self.markedContents = markedContents
        self.alternativeText = alternativeText
        self.actualText = actualText
        self.rowSpan = rowSpan
        self.columnSpan = columnSpan
    }
}
