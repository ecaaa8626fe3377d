namespace Rimuru.Core.Records;

/// <summary>
/// One use of a tool by a request, by names only: never an argument or a result. The same use in several copies of a request is one.
/// </summary>
/// <param name="Record">The key of the request.</param>
/// <param name="Use">Tells the uses of one request apart: a hash of the id that the log gives the use, or its place.</param>
/// <param name="Tool">The tool as the log names it.</param>
/// <param name="Server">The MCP server whose tool it is; null for any other tool.</param>
/// <param name="Skill">The skill that was used; null for any other tool.</param>
internal sealed record ToolUse(RecordKey Record, long Use, string Tool, string? Server, string? Skill)
{
    /// <summary>What text of a log may be a name; longer ones are cut.</summary>
    public const int LongestName = 128;

    private const string ServerPrefix = "mcp__";
    private const string Separator = "__";

    /// <summary>A use of a tool whose name tells its MCP server as most agents write it: <c>mcp__server__tool</c>.</summary>
    public static ToolUse Of(RecordKey record, long use, string tool, string? skill = null) =>
        new(record, use, Name(tool), Name(ServerOf(tool)), Name(skill));

    /// <summary>A use of a tool of an MCP server that the log names apart from the tool.</summary>
    public static ToolUse OfServer(RecordKey record, long use, string tool, string server) =>
        new(record, use, Name(tool), Name(server), null);

    private static string? ServerOf(string tool)
    {
        if (!tool.StartsWith(ServerPrefix, StringComparison.Ordinal))
            return null;
        int end = tool.IndexOf(Separator, ServerPrefix.Length, StringComparison.Ordinal);
        return end > ServerPrefix.Length ? tool[ServerPrefix.Length..end] : null;
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    private static string? Name(string? name) => name is { Length: > LongestName } ? name[..LongestName] : name;
}
