using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Tracking;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru watch</c>: the events in the agents' sessions, one line per event, until Ctrl-C.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<int> interval = Seconds(
            "--interval",
            "Seconds between two readings if the system does not report changes.",
            (int)SessionWatcher.Interval.TotalSeconds
        );
        Option<int> timeout = Seconds("--timeout", "Stop after this many seconds.", null);
        Option<bool> json = new("--json") { Description = "Print one JSON object per event, each on one line, in camelCase." };
        Command command = new("watch", "Follow the agents' sessions in real time, one line per event.")
        {
            common.Agent,
            interval,
            timeout,
            common.Home,
            common.Database,
            json,
        };
        command.SetAction(
            async (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
                if (engine.Agents.ExplainEmptyHome() is { } explanation)
                    Terminal.Warn(explanation);
                IReadOnlyList<string> names = common.Filter(parsed, engine).Agent;
                Terminal.Warn($"watching {(names.Count == 0 ? "every agent" : string.Join(", ", names))}; press Ctrl-C to stop.");
                if (parsed.GetValue(timeout) > 0)
                    end.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(timeout)));
                try
                {
                    await foreach (
                        SessionEvent happened in engine
                            .Agents.Watch(names, TimeSpan.FromSeconds(parsed.GetValue(interval)), Terminal.Warn, end.Token)
                            .ConfigureAwait(false)
                    )
                    {
                        if (parsed.GetValue(json))
                            JsonRows.WriteLine(happened);
                        else
                            EventLine.Print(happened);
                    }
                }
                catch (OperationCanceledException)
                {
                    // a watch ends when it is stopped
                }

                return 0;
            }
        );
        return command;
    }

    private static Option<int> Seconds(string name, string description, int? usual) =>
        CommonOptions.Number(name, description, "SECONDS", (1, 86400), "from 1 to 86400 seconds", usual);
}
