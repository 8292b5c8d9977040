import ArgumentParser
import WebAPI

/// `mivaa mcp`: the documents of a data folder as tools for an assistant on this machine.
struct MCPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract: "Offer the documents of a data folder to an AI assistant (Model Context Protocol on standard input and output).",
        discussion: "An assistant starts it and talks to it; the service may run meanwhile, and offers the same at /mcp.")

    @OptionGroup var data: DataOptions

    @Option(help: "Workspace in the data folder; the only one when there is one.")
    var workspace: String?

    func run() async throws {
        let stored = try await StoredAnswers(data, workspace: workspace)
        let server = MCPServer(tools: stored.tools, version: Mivaa.version)
        await StandardStreams(server: server, caller: MCPServer.Caller(workspace: stored.workspace, readsDocuments: true)).serve()
    }
}
