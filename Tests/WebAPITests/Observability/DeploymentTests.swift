import Foundation
import TestSupport
import Testing

@testable import WebAPI

@Suite("Dashboards, alerts and documentation of metrics")
struct DeploymentTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOf: Project.folder.appending(path: path), encoding: .utf8)
    }

    /// Names of metrics in a text, those of a histogram's parts as its own.
    private func names(in text: String) -> Set<String> {
        let histograms = Set(MetricFamily.all.filter { if case .histogram = $0.kind { true } else { false } }.map(\.name))
        return Set(
            text.matches(of: /mivaa_[a-z_]+/).map { match in
                let name = String(match.output)
                let parts = ["_bucket", "_sum", "_count"].filter(name.hasSuffix).map { String(name.dropLast($0.count)) }
                return parts.first { histograms.contains($0) } ?? name
            })
    }

    private var known: Set<String> { Set(MetricFamily.all.map(\.name)) }

    @Test(
        "the dashboard and the alerts use only metrics that there are",
        arguments: [
            "deploy/grafana/mivaa.json", "deploy/prometheus/alerts.yml", "deploy/prometheus/alerts_test.yml",
        ])
    func deployment(path: String) throws {
        let used = try names(in: text(path))
        #expect(used.count > 5)
        #expect(used.subtracting(known).sorted() == [])
    }

    @Test("labels in them are those of their metrics", arguments: ["deploy/grafana/mivaa.json", "deploy/prometheus/alerts.yml"])
    func labels(path: String) throws {
        let ownByScraping: Set = ["instance", "job", "le"]
        let byName = Dictionary(uniqueKeysWithValues: MetricFamily.all.map { ($0.name, Set($0.labels)) })
        for match in try text(path).matches(of: /(mivaa_[a-z_]+)\{([^}]*)\}/) {
            let name = try #require(names(in: String(match.1)).first)
            let used = Set(String(match.2).matches(of: /([a-z_]+)(?:=|!=|=~|!~)\\?"/).map { String($0.1) })
            #expect(used.subtracting(ownByScraping).subtracting(byName[name] ?? []).isEmpty, "\(match.0)")
        }
    }

    @Test("operators find every metric explained, and every alert")
    func documentation() throws {
        let operations = try text("docs/operations.md")
        #expect(known.subtracting(names(in: operations)).sorted() == [])
        #expect(names(in: operations).subtracting(known).sorted() == [])
        for match in try text("deploy/prometheus/alerts.yml").matches(of: /alert: ([A-Za-z]+)/) {
            #expect(operations.contains("\(match.1)"), "\(match.1)")
        }
    }

    @Test("the dashboard is one, and its panels do not overlap")
    func dashboard() throws {
        let dashboard = JSONNode(parsing: Data(try text("deploy/grafana/mivaa.json").utf8))
        let panels = dashboard["panels"].elements
        #expect(panels.count > 20 && Set(panels.compactMap { $0["id"].integer }).count == panels.count)
        var taken: Set<[Int]> = []
        for panel in panels {
            let place = panel["gridPos"]
            let (x, y, w, h) = (place["x"].integer ?? -1, place["y"].integer ?? -1, place["w"].integer ?? 0, place["h"].integer ?? 0)
            #expect(x >= 0 && x + w <= 24 && y >= 0)
            for column in x..<x + w {
                for line in y..<y + h { #expect(taken.insert([column, line]).inserted, "\(panel["title"].text ?? "")") }
            }
        }
    }
}
