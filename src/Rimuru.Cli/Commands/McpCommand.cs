using System.CommandLine;
using Rimuru.Cli.Mcp;
using Rimuru.Cli.Output;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru mcp</c>: answers agents that speak the Model Context Protocol, until its input ends.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Command command = new("mcp", "Answer agents over the Model Context Protocol, on standard input and output.") { common.NoSync };
        common.AddLedger(command);
        command.SetAction(
            async (parsed, stop) =>
            {
                using McpSession session = new(() => common.Open(parsed, stop), parsed.GetValue(common.NoSync) ? null : Terminal.Warn);
                await session.RunAsync(stop).ConfigureAwait(false);
                return 0;
            }
        );
        return command;
    }
}
