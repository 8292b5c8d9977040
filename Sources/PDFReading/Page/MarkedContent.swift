import CPDFium
import DocumentModel

/// Which marked content a page object belongs to.
struct MarkedContent {
    /// Untagged files have no artifacts to look for, and the look costs a call per mark.
    let looksForArtifacts: Bool

    /// The identifier in the structure tree; -1 for none, -2 for artifacts (running headers, decoration).
    func identifier(of object: FPDF_PAGEOBJECT) -> Int32 {
        let identifier = FPDFPageObj_GetMarkedContentID(object)
        if identifier >= 0 || !looksForArtifacts { return identifier }
        return isArtifact(object) ? Glyph.artifact : -1
    }

    private func isArtifact(_ object: FPDF_PAGEOBJECT) -> Bool {
        for index in 0..<max(0, FPDFPageObj_CountMarks(object)) {
            guard let mark = FPDFPageObj_GetMark(object, UInt(index)) else { continue }
            if Self.isNamedArtifact(mark) { return true }
        }
        return false
    }

    private static let artifact = Array("Artifact".utf16)

    private static func isNamedArtifact(_ mark: FPDF_PAGEOBJECTMARK) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: artifact.count + 1) { buffer in
            var neededBytes: UInt = 0
            let sizeBytes = UInt(buffer.count * 2)
            guard FPDFPageObjMark_GetName(mark, buffer.baseAddress, sizeBytes, &neededBytes) != 0, neededBytes == sizeBytes else {
                return false
            }
            return buffer.dropLast().elementsEqual(artifact)
        }
    }
}
