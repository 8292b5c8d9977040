import Ingestion

extension CommandFailure {
    init(_ refusal: Refusal) {
        let hint: String? =
            switch refusal.kind {
            case .passwordRequired: "Put the password in a file and pass it with --password-file FILE."
            case .passwordWrong: "Check the password file: its first line is taken as it is, spaces included."
            case .damaged: "The file may be cut short: compare its size with the original's."
            case .notAPDF, .notAnImage, .overLimit, .other, .unsupportedSecurity, .crashed, .timedOut, .outOfMemory, .notStarted,
                .infected:
                nil
            }
        self.init(refusal.detail, hint: hint)
    }
}
