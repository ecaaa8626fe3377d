using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru agents</c>: the agents that are known, where they were looked for, and what the ledger has of each.</summary>
internal static class AgentsCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Command command = new("agents", "The agents on this machine and what the ledger has of each.");
        common.AddStore(command);
        command.SetAction((parsed, stop) =>
        {
            using RimuruEngine engine = common.Open(parsed);
            common.Refresh(parsed, engine, stop);
            if (parsed.GetValue(common.Json)) JsonRows.Write(engine.Agents(stop));
            else AgentTable.Print(engine.Agents(stop));
            return Task.FromResult(0);
        });
        return command;
    }
}
