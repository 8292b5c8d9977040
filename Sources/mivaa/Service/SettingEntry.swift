import Backends
import WebAPI

/// One setting: its name in the environment and in the file, what it does, how its text is understood.
struct SettingEntry: Sendable {
    enum Reading: Sendable {
        case failure(String)
        case success
    }

    let name: String
    let summary: String
    let isSecret: Bool
    /// `nil` when it was understood, else what is expected.
    let read: @Sendable (String, inout ServiceSettings) -> String?
    /// As it would be written; empty for none.
    let show: @Sendable (ServiceSettings) -> String
}

extension SettingEntry {
    static func text(
        _ name: String, _ path: any WritableKeyPath<ServiceSettings, String> & Sendable, _ summary: String
    ) -> SettingEntry {
        SettingEntry(
            name: name, summary: summary, isSecret: false,
            read: {
                $1[keyPath: path] = $0; return nil
            }, show: { $0[keyPath: path] })
    }

    static func optionalText(
        _ name: String, _ path: any WritableKeyPath<ServiceSettings, String?> & Sendable, _ summary: String, isSecret: Bool = false
    ) -> SettingEntry {
        SettingEntry(
            name: name, summary: summary, isSecret: isSecret,
            read: {
                $1[keyPath: path] = $0.isEmpty ? nil : $0; return nil
            },
            show: { $0[keyPath: path] ?? "" })
    }

    static func number(
        _ name: String, _ path: any WritableKeyPath<ServiceSettings, Int> & Sendable, _ range: ClosedRange<Int>, scale: Int = 1, _ summary: String
    ) -> SettingEntry {
        SettingEntry(
            name: name, summary: summary, isSecret: false,
            read: { text, settings in
                guard let value = Int(text), range.contains(value) else { return "a whole number from \(range.lowerBound) to \(range.upperBound)" }
                settings[keyPath: path] = value * scale
                return nil
            }, show: { String($0[keyPath: path] / scale) })
    }

    static func optionalNumber(
        _ name: String, _ path: any WritableKeyPath<ServiceSettings, Int?> & Sendable, _ range: ClosedRange<Int>, _ summary: String
    ) -> SettingEntry {
        SettingEntry(
            name: name, summary: summary, isSecret: false,
            read: { text, settings in
                if text.isEmpty {
                    settings[keyPath: path] = nil
                    return nil
                }
                guard let value = Int(text), range.contains(value) else { return "a whole number from \(range.lowerBound) to \(range.upperBound)" }
                settings[keyPath: path] = value
                return nil
            }, show: { $0[keyPath: path].map(String.init) ?? "" })
    }

    static func flag(
        _ name: String, _ path: any WritableKeyPath<ServiceSettings, Bool> & Sendable, _ summary: String
    ) -> SettingEntry {
        SettingEntry(
            name: name, summary: summary, isSecret: false,
            read: { text, settings in
                switch text.lowercased() {
                case "true", "yes", "on", "1": settings[keyPath: path] = true
                case "false", "no", "off", "0": settings[keyPath: path] = false
                default: return "true or false"
                }
                return nil
            }, show: { $0[keyPath: path] ? "true" : "false" })
    }

    static func list(
        _ name: String, _ path: any WritableKeyPath<ServiceSettings, Set<String>> & Sendable, _ summary: String
    ) -> SettingEntry {
        SettingEntry(
            name: name, summary: summary, isSecret: false,
            read: { text, settings in
                settings[keyPath: path] = Set(text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty })
                return nil
            }, show: { $0[keyPath: path].sorted().joined(separator: ",") })
    }

    /// Names whose order counts.
    static func orderedList(
        _ name: String, _ path: any WritableKeyPath<ServiceSettings, [String]> & Sendable, _ summary: String
    ) -> SettingEntry {
        SettingEntry(
            name: name, summary: summary, isSecret: false,
            read: { text, settings in
                let names = text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
                guard Set(names).count == names.count else { return "names without repetition" }
                settings[keyPath: path] = names
                return nil
            }, show: { $0[keyPath: path].joined(separator: ",") })
    }

    static func choice<Choice: CaseIterable & RawRepresentable & Sendable>(
        _ name: String, _ path: any WritableKeyPath<ServiceSettings, Choice> & Sendable, _ summary: String
    ) -> SettingEntry where Choice.RawValue == String {
        SettingEntry(
            name: name, summary: summary, isSecret: false,
            read: { text, settings in
                guard let value = Choice(rawValue: text) else { return "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))" }
                settings[keyPath: path] = value
                return nil
            }, show: { $0[keyPath: path].rawValue })
    }

    /// Requests per minute; 0 for no limit.
    static func rate(_ name: String, _ rateClass: RateClass, _ summary: String) -> SettingEntry {
        SettingEntry(
            name: name, summary: summary, isSecret: false,
            read: { text, settings in
                guard let requests = Int(text), (0...1_000_000).contains(requests) else { return "requests per minute, 0 for no limit" }
                settings.allowances.setRequestsPerMinute(requests, of: rateClass)
                return nil
            }, show: { String($0.allowances[rateClass]?.requests ?? 0) })
    }
}

extension ServiceSettings {
    /// All settings as administrators may see them.
    var lines: [SettingLine] {
        Self.table.map { entry in
            let value = entry.show(self)
            return SettingLine(
                name: entry.name, value: entry.isSecret && !value.isEmpty ? "(set)" : value, summary: entry.summary, isSecret: entry.isSecret)
        }
    }
}
