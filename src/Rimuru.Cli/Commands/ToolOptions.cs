using System.CommandLine;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Commands;

/// <summary>The options that select requests by what they used.</summary>
internal sealed class ToolOptions(CommonOptions common)
{
    public Option<string[]> Tool { get; } = Of(common, ToolParameters.Tool, CostGrouping.Tool);

    public Option<string[]> McpServer { get; } = Of(common, ToolParameters.McpServer, CostGrouping.McpServer);

    public Option<string[]> Skill { get; } = Of(common, ToolParameters.Skill, CostGrouping.Skill);

    public ToolFilter Of(ParseResult parsed) =>
        new(CommonOptions.Names(parsed, Tool), CommonOptions.Names(parsed, McpServer), CommonOptions.Names(parsed, Skill));

    private static Option<string[]> Of(CommonOptions common, SharedParameter parameter, CostGrouping grouping) =>
        CommonOptions.List(parameter).Offering(context => common.InLedger(context, grouping));
}
