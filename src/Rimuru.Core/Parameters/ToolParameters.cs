namespace Rimuru.Core.Parameters;

/// <summary>The parameters that select requests by what they used.</summary>
internal static class ToolParameters
{
    private const string Cost = "RimuruCost";
    private const string Names = "NAME,...";
    private const string Details =
        "The cost of a request that used one is its whole cost: no log tells which part of it a tool caused. A name that the ledger "
        + "does not have is an error.";

    public static SharedParameter Tool { get; } =
        new("Tool", SharedParameter.List, "Only requests that used one of these tools, by the names in the logs.")
        {
            Details = Details,
            HasWildcards = true,
            Option = "--tool",
            ValueName = Names,
            Noun = Cost,
        };

    public static SharedParameter McpServer { get; } =
        new("McpServer", SharedParameter.List, "Only requests that used a tool of one of these MCP servers.")
        {
            Details = Details,
            HasWildcards = true,
            Option = "--mcp-server",
            ValueName = Names,
            Noun = Cost,
        };

    public static SharedParameter Skill { get; } =
        new("Skill", SharedParameter.List, "Only requests that used one of these skills.")
        {
            Details = Details,
            HasWildcards = true,
            Option = "--skill",
            ValueName = Names,
            Noun = Cost,
        };

    public static IReadOnlyList<SharedParameter> All { get; } = [Tool, McpServer, Skill];
}
