package import Backends

/// Why a correction is not taken.
package enum CorrectionRefusal: Error, Hashable, Sendable {
    case noDocument
    /// It is still being read, failed, or was processed without its text.
    case noText
    /// The document was processed again since it was looked at.
    case otherRevision
    /// Another text stands there than the one that was looked at: somebody else has corrected it.
    case otherText(index: Int)
    case noSuchPlace(index: Int)
    /// Two proposals are about one place.
    case samePlace(index: Int)
    case noCorrection
    /// The correction was changed since it was looked at.
    case otherVersion
    /// More than the document may have.
    case tooMany(Int)
    case store(StoreError)

    static func storing<Value>(_ work: () async throws(StoreError) -> Value) async throws(CorrectionRefusal) -> Value {
        do throws(StoreError) {
            return try await work()
        } catch {
            throw .store(error)
        }
    }
}
