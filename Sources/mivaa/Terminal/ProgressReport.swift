import Synchronization

/// Tells on standard error how far the work is: a bar that is drawn over on a terminal, one line for each finished file elsewhere.
final class ProgressReport: Sendable {
    private struct State {
        var donePages: [Int: Int] = [:]
        var pages: [Int: Int] = [:]
        var doneFiles = 0
        var shown = ""
        var lastDrawn: ContinuousClock.Instant?
    }

    /// Often enough to look alive, seldom enough to cost nothing.
    private static let redrawInterval = Duration.milliseconds(100)
    private static let barWidth = 30

    private let state = Mutex(State())
    private let fileCount: Int
    private let isBar: Bool
    private let isQuiet: Bool

    init(fileCount: Int, isQuiet: Bool) {
        self.fileCount = fileCount
        self.isQuiet = isQuiet
        isBar = Terminal.errorIsTerminal && !isQuiet
    }

    /// Pages done and to do of one file.
    func update(file: Int, done: Int, of pages: Int) {
        guard isBar else { return }
        state.withLock { state in
            state.donePages[file] = max(done, state.donePages[file] ?? 0)
            state.pages[file] = pages
            let now = ContinuousClock.now
            if let last = state.lastDrawn, now - last < Self.redrawInterval { return }
            state.lastDrawn = now
            draw(&state)
        }
    }

    /// One file is finished; `line` says how.
    ///
    /// - Parameter isRemarkable: worth a line even where the bar or the output itself says enough.
    func finish(_ line: String, isFailure: Bool, isRemarkable: Bool = false) {
        state.withLock { state in
            state.doneFiles += 1
            clear(&state)
            if isFailure || (!isQuiet && (isRemarkable || (!isBar && fileCount > 1))) { Terminal.writeError(line + "\n") }
            if isBar && state.doneFiles < fileCount { draw(&state) }
        }
    }

    private func draw(_ state: inout State) {
        let done = state.donePages.values.reduce(0, +)
        let known = max(1, state.pages.values.reduce(0, +))
        let share = (Double(state.doneFiles) + (fileCount == 1 ? Double(done) / Double(known) : 0)) / Double(fileCount)
        let filled = min(Self.barWidth, Int(share * Double(Self.barWidth)))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
        let files = fileCount == 1 ? "\(done)/\(known) pages" : "\(state.doneFiles)/\(fileCount) files, \(done) pages"
        state.shown = "\r\(bar) \(files)"
        Terminal.writeError(state.shown + "\u{1B}[K")
    }

    private func clear(_ state: inout State) {
        guard !state.shown.isEmpty else { return }
        state.shown = ""
        Terminal.writeError("\r\u{1B}[K")
    }
}
