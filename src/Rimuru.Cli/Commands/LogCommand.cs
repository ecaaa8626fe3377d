using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Logging;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru log</c>: the entries of Rimuru's own log.</summary>
internal static class LogCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<int> tail = CommonOptions.Number(
            "--tail",
            "Only this many entries, the newest.",
            "N",
            (1, int.MaxValue),
            "a whole number from 1",
            null
        );
        Option<LogLevel> level = new("--level")
        {
            Description = "Only entries that are at least this severe.",
            HelpName = "LEVEL",
            DefaultValueFactory = _ => LogLevel.Debug,
        };
        Option<LogArea[]> area = new Option<LogArea[]>("--area")
        {
            Description = $"Only entries of these parts of Rimuru: {string.Join(", ", Enum.GetNames<LogArea>())}.",
            HelpName = "AREA",
            AllowMultipleArgumentsPerToken = true,
        }.Offering(_ => Enum.GetNames<LogArea>());
        Command command = new("log", "Rimuru's own log: what it did, how long it took, and what went wrong.")
        {
            tail,
            level,
            area,
            common.Json,
        };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                LogService logs = engine.Logs;
                int most = parsed.GetValue(tail) is > 0 and var newest ? newest : int.MaxValue;
                List<LogEntry> entries = [.. logs.Read(parsed.GetValue(level), parsed.GetValue(area) ?? [], most)];
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(entries);
                else if (entries.Count == 0)
                    Terminal.Line(logs.ExplainOff ?? $"{logs.File} has no such entry.");
                else
                    Table.Print(ConfigurationViews.Log, entries);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
