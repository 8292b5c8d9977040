package import DocumentModel

/// Files by name. What `put` has returned from survives a power cut.
///
/// Names look like "documents/ws_1/doc_2/original.pdf": parts of letters, digits, `.`, `_` and `-`, joined by `/`; no part begins with a dot.
package protocol BlobStore: Sendable {
    /// Stores bytes; replaces what had the name before, as a whole.
    func put(_ bytes: [UInt8], at name: BlobName) async throws(StoreError)

    /// A new path of this machine for a file that is being received; `put(fileAt:)` takes it from there without copying where it can.
    func incomingPath() -> String

    /// Stores a file of this machine and removes it from where it was; the caller does not touch it any more.
    func put(fileAt path: String, at name: BlobName) async throws(StoreError)

    /// Bytes of `range`, or all; `nil` when there is no such blob. A range beyond the end is cut.
    func bytes(of name: BlobName, range: Range<Int64>?) async throws(StoreError) -> [UInt8]?

    /// Size in bytes; `nil` when there is no such blob.
    func size(of name: BlobName) async throws(StoreError) -> Int64?

    /// When its bytes were written; `nil` when there is no such blob.
    func modifiedAt(_ name: BlobName) async throws(StoreError) -> Timestamp?

    /// A path of this machine that holds the blob until `work` returns; the file must not be changed.
    func withFile<Outcome: Sendable>(
        of name: BlobName, _ work: @Sendable (String) async throws -> Outcome
    ) async throws -> Outcome

    /// Removes everything whose name is `prefix` or begins with it and a `/`. How many were removed.
    @discardableResult func removeAll(below prefix: BlobName) async throws(StoreError) -> Int

    /// Names that begin with `prefix` and a `/`, ascending, behind `after`, at most `limit`.
    func names(below prefix: BlobName, after: BlobName?, limit: Int) async throws(StoreError) -> [BlobName]

    /// Whether it can be written to now; throws why not.
    func check() async throws(StoreError)
}

/// The checked name of a blob.
package struct BlobName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// `nil` when a part is empty, begins with a dot, has other characters than letters, digits, `.`, `_` and `-`, or all is longer than 500 bytes.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= 500, parts.allSatisfy({ Self.isPart($0) }) else { return nil }
        self.text = text
    }

    /// The place of one file of a document.
    package static func document(_ document: DocumentID, in workspace: WorkspaceID, file: StaticString) -> BlobName {
        BlobName(unchecked: "documents/\(workspace)/\(document)/\(file)")
    }

    /// The place of one output of a document's processing. Of a stored document, read those of `publishedRevision`.
    package static func output(_ file: StaticString, of document: DocumentID, in workspace: WorkspaceID, revision: Int) -> BlobName {
        BlobName(unchecked: "documents/\(workspace)/\(document)/r\(revision)/\(file)")
    }

    /// The same of what corrections have made of it. Of a stored document, read those of `edition`, unless that is 0.
    package static func output(
        _ file: StaticString, of document: DocumentID, in workspace: WorkspaceID, revision: Int, edition: Int
    ) -> BlobName {
        BlobName(unchecked: "documents/\(workspace)/\(document)/r\(revision)/e\(edition)/\(file)")
    }

    /// All outputs of one edition.
    package static func outputs(of document: DocumentID, in workspace: WorkspaceID, revision: Int, edition: Int) -> BlobName {
        BlobName(unchecked: "documents/\(workspace)/\(document)/r\(revision)/e\(edition)")
    }

    /// All outputs of one processing, with those that corrections have made of them.
    package static func outputs(of document: DocumentID, in workspace: WorkspaceID, revision: Int) -> BlobName {
        BlobName(unchecked: "documents/\(workspace)/\(document)/r\(revision)")
    }

    /// Everything of an image.
    package static func folder(of image: ImageID, in workspace: WorkspaceID) -> BlobName {
        BlobName(unchecked: "images/\(workspace)/\(image)")
    }

    /// Everything of a document.
    package static func folder(of document: DocumentID, in workspace: WorkspaceID) -> BlobName {
        BlobName(unchecked: "documents/\(workspace)/\(document)")
    }

    /// The place of one file of an image; `file` is "original" or the name of a size.
    package static func image(_ image: ImageID, in workspace: WorkspaceID, file: StaticString) -> BlobName {
        BlobName(unchecked: "images/\(workspace)/\(image)/\(file)")
    }

    package static func < (left: BlobName, right: BlobName) -> Bool { left.text < right.text }
    package var description: String { text }

    private init(unchecked text: String) {
        self.text = text
    }

    private static func isPart(_ part: Substring) -> Bool {
        guard let first = part.utf8.first, first != UInt8(ascii: ".") else { return false }
        return part.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
    }
}
