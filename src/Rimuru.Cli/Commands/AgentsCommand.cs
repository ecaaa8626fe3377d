using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Parameters;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary>
/// <c>rimuru agents</c>: the known agents, where they keep their data, and what the ledger has of each; or their programs; or a health
/// check.
/// </summary>
internal static class AgentsCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<bool> discover = CommonOptions.Of<bool>(SharedParameters.Discover);
        Option<bool> test = new("--test")
        {
            Description = "Test whether the agents on this machine can be read; the exit code is 1 if one cannot.",
        };
        Command command = new("agents", "The agents on this machine, and what the ledger has of each.")
        {
            common.Agent,
            discover,
            test,
            common.Quiet,
        };
        common.AddStore(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(discover) && result.GetValue(test))
                result.AddError("--discover and --test cannot be used together.");
            if (result.GetValue(common.Quiet) && !result.GetValue(test))
                result.AddError("--quiet needs --test.");
        });
        command.SetAction((parsed, stop) => common.AnswerAsync(parsed, () => RunAsync(parsed, stop)));
        return command;

        async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
        {
            using RimuruEngine engine = common.Open(parsed, stop);
            IReadOnlyList<string> names = common.Filter(parsed, engine).Agent;
            bool isJson = parsed.GetValue(common.Json),
                isQuiet = parsed.GetValue(common.Quiet);
            if (parsed.GetValue(discover))
            {
                List<DiscoveredAgent> found = await ListAsync(engine.Agents.Discover(names, stop), _ => true).ConfigureAwait(false);
                if (isJson)
                    JsonRows.Write(found);
                else if (found.Count > 0 || !common.ExplainEmptyHome(parsed, engine))
                    Table.Print(AgentViews.Discovered, found);
                return 0;
            }

            if (parsed.GetValue(test))
            {
                await using Core.Tracking.AdapterManager manager = engine.Agents.Adapters(names);
                List<AgentHealth> results = await ListAsync(
                        manager.CheckAsync(stop),
                        health => names.Count > 0 || health.Status != HealthStatus.Absent
                    )
                    .ConfigureAwait(false);
                if (isJson && !isQuiet)
                    JsonRows.Write(results);
                else if (!isQuiet && (results.Count > 0 || !common.ExplainEmptyHome(parsed, engine)))
                    HealthTable.Print(results);
                return results.Exists(health => health.Status == HealthStatus.Unhealthy) ? CommonOptions.SomethingIsWrong : 0;
            }

            if (common.ExplainEmptyHome(parsed, engine))
                return 0;
            common.Refresh(parsed, engine, stop);
            Agent[] agents = [.. engine.Agents.List(stop).Where(agent => Core.Reports.ReportFilter.Matches(names, agent.Name))];
            if (isJson)
                JsonRows.Write(agents);
            else
                Print(agents, isNamed: names.Count > 0);
            return 0;
        }
    }

    /// <summary>Only the agents that are here, that are off, or that were asked for: no machine has most of them.</summary>
    private static void Print(Agent[] agents, bool isNamed)
    {
        Agent[] shown = Array.FindAll(agents, agent => isNamed || agent.Detected || agent.Requests > 0 || !agent.Enabled);
        Table.Print(AgentViews.Agent, shown);
        if (agents.Length > shown.Length)
            Terminal.Say($"{agents.Length - shown.Length} other agents have left nothing here; --json lists them with the places.");
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items, Func<T, bool> isWanted)
    {
        List<T> list = [];
        await foreach (T item in items.ConfigureAwait(false))
        {
            if (isWanted(item))
                list.Add(item);
        }

        return list;
    }
}
