import DocumentModel
import HTTPTypes

/// A page that lists every route with what it takes and gives. Needs nothing from elsewhere, not even a script.
enum DocumentationPage {
    static func html(_ table: RouteTable, version: String) -> String {
        let sections = RouteSection.allCases.map { section in (section, table.routes.filter { $0.section == section }) }
            .filter { !$0.1.isEmpty }
        let links = sections.map { "<li><a href=\"#\(anchor($0.0))\">\(escaped($0.0.rawValue))</a></li>" }.joined()
        let bodies = sections.map { section, routes in
            "<section id=\"\(anchor(section))\"><h2>\(escaped(section.rawValue))</h2>\(routes.map(entry).joined())</section>"
        }
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>MIVAA API</title><style>\(style)</style></head><body><nav><strong>MIVAA API</strong> <small>\(escaped(version))</small>
            <ul>\(links)</ul><p><a href="/openapi.json">openapi.json</a></p></nav><main><h1>MIVAA API</h1>
            <p>Send <code>Authorization: Bearer …</code> or <code>X-API-Key: kai_…</code>. Answers under <code>/api/v1</code> are
            <code>{success, message, data}</code>; errors are <code>{success, error, message, details, request_id, timestamp}</code>.</p>
            \(bodies.joined())</main></body></html>
            """
    }

    private static func entry(_ route: Route) -> String {
        let query = (route.query?.properties ?? []).map(row).joined()
        let json = (route.body?.json?.properties ?? []).map(row).joined()
        let files = (route.body?.files ?? []).map {
            "<tr><td><code>\(escaped($0.name))</code></td><td>file\($0.isRepeated ? "s" : "")\($0.isRequired ? ", required" : "")</td><td>\(escaped($0.summary))</td></tr>"
        }.joined()
        let form = files + (route.body?.form?.properties ?? []).map(row).joined()
        let aliases = route.aliases.isEmpty ? "" : "<p>Also at \(route.aliases.map { "<code>\(escaped($0))</code>" }.joined(separator: ", "))</p>"
        return """
            <details id="\(route.name)"><summary><b class="\(route.method.rawValue.lowercased())">\(route.method.rawValue)</b>
            <code>\(escaped(route.path))</code> <span>\(escaped(route.summary))</span></summary>
            <p>\(access(route.access))</p>\(aliases)\(table("Query", query))\(table("JSON body", json))\(table("Form", form))
            <h4>Answers</h4><ul>\(route.replies.map(answer).joined())</ul></details>
            """
    }

    private static func row(_ property: SchemaProperty) -> String {
        let rules = property.schema.rules
        let limits = [
            rules.minimum.map { "at least \($0)" }, rules.maximum.map { "at most \($0)" }, rules.minimumCount.map { "length at least \($0)" },
            rules.maximumCount.map { "length at most \($0)" },
        ].compactMap(\.self)
        let note = ([rules.summary ?? ""] + limits).filter { !$0.isEmpty }.joined(separator: "; ")
        return
            "<tr><td><code>\(escaped(property.name))</code></td><td>\(escaped(kind(property.schema)))\(property.isRequired ? ", required" : "")</td><td>\(escaped(note))</td></tr>"
    }

    private static func kind(_ schema: Schema) -> String {
        switch schema.kind {
        case .any: "any"
        case .string: "string"
        case .choice(let choices): choices.joined(separator: " | ")
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .binary: "bytes"
        case .array(let element): "list of \(kind(element))"
        case .object, .map: "object"
        case .either(let shapes): shapes.map(kind).joined(separator: " or ")
        }
    }

    private static func answer(_ reply: ReplyShape) -> String {
        let types = reply.contents.keys.sorted().joined(separator: ", ")
        let members = reply.contents.values.compactMap { $0 }.first.map { schema in
            let data = schema.properties.first { $0.name == "data" }?.schema ?? schema
            return data.properties.map { "<code>\(escaped($0.name))</code>" }.joined(separator: " ")
        }
        return "<li>\(reply.status.code) \(escaped(types)) \(members ?? "")</li>"
    }

    private static func table(_ title: String, _ rows: String) -> String {
        rows.isEmpty ? "" : "<h4>\(title)</h4><table>\(rows)</table>"
    }

    private static func access(_ access: Access) -> String {
        switch access {
        case .open: "Open to everybody."
        case .openExtraction: "Open to everybody, unless the operator closed it."
        case .signedIn: "For everybody who has signed in."
        case .permission(let permission): "Needs the permission <code>\(permission.rawValue)</code>."
        case .administrator: "For administrators of the installation."
        }
    }

    private static func anchor(_ section: RouteSection) -> String {
        section.rawValue.lowercased().replacing(" ", with: "-")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    private static let style = """
        :root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;display:grid;grid-template-columns:15rem 1fr}
        nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem;box-sizing:border-box;border-right:1px solid #8884}
        nav ul{list-style:none;padding:0}main{padding:1.5rem 2rem;max-width:60rem;min-width:0}
        details{border:1px solid #8884;border-radius:6px;margin:.5rem 0;padding:.5rem .75rem}summary{cursor:pointer}
        summary b{display:inline-block;width:4.5rem;font-size:.8rem}summary span{opacity:.75}.get{color:#0b7a3b}.post{color:#1a5fb4}
        .delete{color:#b3261e}.patch,.put{color:#8a5a00}table{border-collapse:collapse;width:100%}td{padding:.25rem .5rem;border-top:1px solid #8884;
        vertical-align:top}code{font-family:ui-monospace,monospace;font-size:.9em}@media(prefers-color-scheme:dark){.get{color:#57e389}
        .post{color:#99c1f1}.delete{color:#ff8a80}.patch,.put{color:#f9c74f}}@media(max-width:50rem){body{display:block}nav{position:static;
        height:auto;border:0}}
        """
}
