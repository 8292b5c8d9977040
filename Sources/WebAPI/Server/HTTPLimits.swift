/// What a request may be at most.
package struct HTTPLimits: Hashable, Sendable {
    /// Of a JSON body. The largest messages are lists of a hundred addresses.
    package var jsonBytes = 1 << 20
    /// Of an uploaded document.
    package var fileBytes = 50 << 20
    /// Of an uploaded picture.
    package var imageBytes = 10 << 20
    /// Of all parts of a form together, files included.
    package var formBytes = 2 << 30
    /// Of one text field of a form.
    package var fieldBytes = 256 << 10
    /// Files of one form.
    package var filesPerForm = 500
    /// How long a request may take to arrive in full.
    package var secondsToReceive = 600.0

    package init() {}
}
