using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru limits</c>: how much of the limits of plans is used.</summary>
internal static class LimitsCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<string?> file = CommonOptions.Of<string?>(ForecastParameters.SavedLimits).Offering(Completions.Paths);
        Command command = new("limits", "How much of the limits of plans is used, as agents have said last.")
        {
            common.Agent,
            file,
            common.Home,
            common.Database,
            common.TimeZone,
            common.Json,
        };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                ReportFilter named = new ReportFilter { Agent = CommonOptions.Names(parsed, common.Agent) }.Check(
                    "",
                    "",
                    engine.Agents.Known
                );
                IReadOnlyList<UsageLimit> limits = parsed.GetValue(file) is { } path
                    ? engine.Limits.Read(Path.GetFullPath(CommonOptions.Filled(path, file.Name)), named.Agent, stop)
                    : engine.Limits.Find(named.Agent, stop);
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(limits);
                else if (limits.Count > 0)
                    Table.Print(CostViews.Limit, limits);
                else
                    Terminal.Line(
                        "No agent has said anything about limits here. Codex does in its sessions, Claude Code to 'rimuru statusline': "
                            + "docs/reports.md."
                    );
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
