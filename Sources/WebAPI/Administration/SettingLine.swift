/// A setting as administrators may see it. Secrets are not shown.
package struct SettingLine: APIMessage {
    package var name: String
    /// "(set)" for a secret that is set.
    package var value: String
    package var summary: String
    package var isSecret: Bool

    package init(name: String, value: String, summary: String, isSecret: Bool) {
        self.name = name
        self.value = value
        self.summary = summary
        self.isSecret = isSecret
    }
}

struct SettingList: APIMessage {
    var settings: [SettingLine]
}
