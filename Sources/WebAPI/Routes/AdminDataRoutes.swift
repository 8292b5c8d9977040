package import Backends
import DocumentModel
import HTTPTypes

/// What administrators look at of the data as a whole: export, usage, settings.
package struct AdminDataRoutes: Sendable {
    /// Records read from a store at a time.
    private static let recordsAtATime = 500

    private let documents: any DocumentStore
    private let queue: any JobQueue
    private let usage: any UsageStore
    private let settings: [SettingLine]
    private let metrics: @Sendable () async -> [JSONTree]
    private let clock: ServiceClock

    /// - Parameter metrics: one record for each metric.
    package init(
        documents: any DocumentStore, queue: any JobQueue, usage: any UsageStore, settings: [SettingLine],
        metrics: @escaping @Sendable () async -> [JSONTree], clock: ServiceClock
    ) {
        self.documents = documents
        self.queue = queue
        self.usage = usage
        self.settings = settings
        self.metrics = metrics
        self.clock = clock
    }

    package var routes: [Route] { [export, usageReport, workspaceUsage, settingList] }

    private func route(_ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String) -> Route {
        Route(method, "/api/v1/admin/\(path)", name, summary, in: .administration, access: .administrator, rate: .admin)
    }

    private var settingList: Route {
        route(.get, "settings", "admin_settings", "Settings as they are; secrets are not shown")
            .answering(SettingList.self) { _ in SettingList(settings: settings) }
    }

    private var usageReport: Route {
        route(.get, "usage", "admin_usage", "Documents, pages, searches and active users by day").query(UsageQuery.self)
            .answering(UsageReport.self) { call in try await report(try call.query(UsageQuery.self).days, .installation) }
    }

    private var workspaceUsage: Route {
        Route(
            .get, "/api/v1/usage", "workspace_usage", "The workspace's documents, pages, searches and active users by day", in: .accounts,
            access: .signedIn
        )
        .query(UsageQuery.self)
        .answering(UsageReport.self) { call in try await report(try call.query(UsageQuery.self).days, try call.scope()) }
    }

    private func report(_ count: Int, _ scope: Scope) async throws -> UsageReport {
        let now = clock.now()
        let first = now.adding(seconds: -86_400 * Double(count - 1)).isoDay
        let days = try await usage.days(from: first, to: now.isoDay, in: scope)
        let held = try await documents.usage(of: scope, since: now)
        return UsageReport(
            days: days.map(UsageReport.Day.init), now: .init(documents: held.documents, pages: held.pages, storedBytes: held.storedBytes))
    }

    // MARK: Export

    private var export: Route {
        route(.get, "data/export", "admin_export", "Records as JSON or CSV").query(ExportQuery.self)
            .reply(.ok, "The records.", ExportReply.self).reply(.ok, "The records.", mediaTypes: "text/csv")
            .replying { call in
                let query = try call.query(ExportQuery.self)
                let records = try await records(query.dataType, limit: query.limit)
                if query.format == .csv {
                    return .text(RecordTable.csv(records), "text/csv").asDownload(named: "\(query.dataType.rawValue).csv")
                }
                let info = ExportReply.Info(
                    format: query.format.rawValue, dataType: query.dataType.rawValue, recordCount: records.count,
                    exportedAt: clock.now().iso8601)
                return try .json(ExportReply(message: "\(records.count) records", data: records, exportInfo: info))
            }
    }

    private func records(_ kind: ExportQuery.Kind, limit: Int) async throws -> [JSONTree] {
        switch kind {
        case .jobs:
            return try await all(limit) { part, offset in
                var query = JobQuery()
                query.limit = part
                query.offset = offset
                return try await queue.jobs(query, in: .installation).items.map { try WireCoding.tree(AdminJob($0)) }
            }
        case .documents:
            return try await all(limit) { part, offset in
                var query = DocumentQuery()
                query.limit = part
                query.offset = offset
                return try await documents.documents(query, in: .installation).items.map { try WireCoding.tree(DocumentLine($0)) }
            }
        case .metrics: return Array(await metrics().prefix(limit))
        case .usage: return try await report(366, .installation).days.suffix(limit).map { try WireCoding.tree($0) }
        }
    }

    private func all(_ limit: Int, _ read: (Int, Int) async throws -> [JSONTree]) async throws -> [JSONTree] {
        var records: [JSONTree] = []
        while records.count < limit {
            let part = try await read(min(Self.recordsAtATime, limit - records.count), records.count)
            records += part
            if part.isEmpty { break }
        }
        return records
    }
}

/// Records as a table.
enum RecordTable {
    /// Columns are the names of all records, ascending; what is no plain value stands there as JSON.
    static func csv(_ records: [JSONTree]) -> String {
        let names = Set(
            records.flatMap { record -> [String] in
                if case .object(let members) = record { Array(members.keys) } else { [] }
            }
        ).sorted()
        let rows = records.map { record in names.map { text(record[$0]) } }
        let table = TableRecord(
            id: "", page: 1, rectangle: Rectangle(left: 0, top: 0, right: 0, bottom: 0), caption: nil, headers: names, rows: rows, confidence: 1)
        return StoredTableFiles.csv(table)
    }

    private static func text(_ value: JSONTree?) -> String {
        switch value {
        case nil, .null?: ""
        case .string(let text)?: text
        case .boolean(let truth)?: String(truth)
        case .integer(let number)?: String(number)
        case .number(let number)?: String(number)
        case .array?, .object?: String(decoding: (try? WireCoding.encodeVerbatim(value ?? .null)) ?? [], as: UTF8.self)
        }
    }
}
