using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Tracking;

namespace Rimuru.Cli.Commands;

/// <summary>The options that the verbs share, and how they become an engine and a filter.</summary>
internal sealed class CommonOptions
{
    private const string DatabaseName = "--database";

    public Option<string?> Home { get; } = new("--home") { Description = "Read the agents of this home folder only; it has a ledger of its own.", HelpName = "FOLDER" };

    public Option<string?> Database { get; } = new(DatabaseName) { Description = $"The ledger: {LedgerStore.UrlForms}.", HelpName = "URL" };

    public Option<bool> NoSync { get; } = new("--no-sync") { Description = "Answer from the ledger as it is, without reading logs first." };

    public Option<CostSource> CostSource { get; } = new("--cost-source") { Description = "Whose figures the costs are: calculated, reported by the agent, or auto." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print a JSON array of rows in camelCase." };

    public Option<string[]> Agent { get; } = List("--agent", "Only these agents, comma separated; * and ? are wildcards.", "NAMES");

    public Option<string[]> Model { get; } = List("--model", "Only these models.", "NAMES");

    public Option<string[]> Project { get; } = List("--project", "Only these projects.", "NAMES");

    public Option<string[]> Machine { get; } = List("--machine", "Only these machines.", "NAMES");

    public Option<string[]> User { get; } = List("--user", "Only these users.", "NAMES");

    public Option<string[]> Session { get; } = List("--session", "Only these sessions.", "IDS");

    public Option<string?> Since { get; } = new("--since") { Description = "From this time on: 7d, 24h, today, thisweek, lastmonth, 2026-11-22, 2026-11-22T14:00+01:00.", HelpName = "TIME" };

    public Option<string?> Until { get; } = new("--until") { Description = "Up to, and without, this time.", HelpName = "TIME" };

    public Option<string?> TimeZone { get; } = new("--time-zone") { Description = "The zone of days and times, such as Europe/Berlin; the system's own otherwise.", HelpName = "ZONE" };

    public void AddStore(Command command)
    {
        foreach (Option option in (Option[])[Home, Database, NoSync, Json]) command.Add(option);
    }

    public void AddFilter(Command command)
    {
        foreach (Option option in (Option[])[Agent, Model, Project, Machine, User, Session, Since, Until, TimeZone]) command.Add(option);
    }

    public RimuruEngine Open(ParseResult parsed, CancellationToken stop)
    {
        RimuruEngine engine = RimuruEngine.Open(new EngineOptions
        {
            HomePath = Given(parsed, Home),
            Database = Given(parsed, Database),
            DatabaseParameter = DatabaseName,
        });
        engine.Stop = stop;
        return engine;
    }

    /// <summary>The path that an argument names, made absolute. E9001 where it is empty.</summary>
    public static string PathOf(ParseResult parsed, Argument<string> argument) => Path.GetFullPath(Filled(parsed.GetValue(argument)!, $"<{argument.Name}>"));

    /// <summary>A text that must name something. E9001 where it is empty.</summary>
    public static string Filled(string text, string name) => !string.IsNullOrWhiteSpace(text) ? text : throw new RimuruException(ErrorCodes.InvalidArgument, $"{name} is empty.", name);

    private static string? Given(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } text ? Filled(text, option.Name) : null;

    /// <summary>Brings the ledger up to date unless told not to or the login may only read; progress and warnings go to standard error.</summary>
    public void Refresh(ParseResult parsed, RimuruEngine engine, CancellationToken stop)
    {
        if (!parsed.GetValue(NoSync))
        {
            using ProgressLine progress = new();
            engine.Ledger.Refresh(progress.Show, progress.Warn, stop);
        }
    }

    /// <summary>The same, and then the filter with the whole ids of the sessions in it: E3001 where one is named that the ledger does not know then.</summary>
    public ReportFilter Refresh(ParseResult parsed, RimuruEngine engine, ReportFilter filter, CancellationToken stop)
    {
        Refresh(parsed, engine, stop);
        return filter.SessionId.Count == 0 ? filter : filter with { SessionId = [.. filter.SessionId.Select(engine.Reports.SessionNaming().IdOf)] };
    }

    /// <summary>True where no agent has data here and there is no ledger either; it has been explained then. With <c>--json</c> there is only the empty array.</summary>
    public bool ExplainsNothing(ParseResult parsed, RimuruEngine engine)
    {
        if (parsed.GetValue(Json) || engine.Agents.ExplainNothing() is not { } explanation) return false;
        Terminal.Line(explanation);
        if (parsed.GetValue(Home) is null) Console.Out.WriteLine("Use --home to read another home folder. The sample in the source tree shows what Rimuru does: --home samples/home");
        return true;
    }

    public ReportFilter Filter(ParseResult parsed, RimuruEngine engine)
    {
        TimeZoneInfo? named = NamedZone(parsed);
        DateTimeOffset now = engine.Time.GetUtcNow();
        ReportFilter filter = new()
        {
            Agent = Names(parsed, Agent),
            Model = Names(parsed, Model),
            Project = Names(parsed, Project),
            Machine = Names(parsed, Machine),
            User = Names(parsed, User),
            SessionId = Names(parsed, Session),
            Since = parsed.GetValue(Since) is { } since ? TimeExpression.Parse(since, "--since", now, named ?? TimeZoneInfo.Local) : null,
            Until = parsed.GetValue(Until) is { } until ? TimeExpression.Parse(until, "--until", now, named ?? TimeZoneInfo.Local) : null,
        };
        return filter.Check("--since", "--until", AgentService.Names);
    }

    public TimeZoneInfo Zone(ParseResult parsed) => NamedZone(parsed) ?? TimeZoneInfo.Local;

    /// <summary>The zone that is named; null for the system's own, which is read from files and not always needed.</summary>
    public TimeZoneInfo? NamedZone(ParseResult parsed) => parsed.GetValue(TimeZone) is { } id ? TimeExpression.Zone(id, "--time-zone") : null;

    public static Option<string[]> List(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true };

    /// <summary>The names of a list, which are given one by one or comma separated.</summary>
    public static string[] Names(ParseResult parsed, Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).SelectMany(item => item.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
