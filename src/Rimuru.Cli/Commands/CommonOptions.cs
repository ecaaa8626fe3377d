using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Errors;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Commands;

/// <summary>The options that several verbs share, and how they become an engine and a filter.</summary>
internal sealed class CommonOptions
{
    /// <summary>The exit code of a test that found something.</summary>
    public const int SomethingIsWrong = 1;

    public CommonOptions()
    {
        Home.Offering(Completions.Paths);
        Agent.Offering(_ => RimuruEngine.AgentNames());
        Model.Offering(context => InLedger(context, CostGrouping.Model));
        Project.Offering(context => InLedger(context, CostGrouping.Project));
        Machine.Offering(context => InLedger(context, CostGrouping.Machine));
        User.Offering(context => InLedger(context, CostGrouping.User));
        Session.Offering(context => InLedger(context, CostGrouping.Session));
        Since.Offering(_ => TimeExpression.Words);
        Until.Offering(_ => TimeExpression.Words);
        TimeZone.Offering(_ => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id));
    }

    public Option<string?> Home { get; } = Of<string?>(SharedParameters.HomePath);

    public Option<string?> Database { get; } = Of<string?>(SharedParameters.Database);

    public Option<bool> NoSync { get; } = Of<bool>(SharedParameters.NoSync);

    public Option<CostSource> CostSource { get; } = Of<CostSource>(SharedParameters.CostSource);

    public Option<bool> Json { get; } = new("--json") { Description = "Print a JSON array of rows in camelCase." };

    /// <summary>Of a verb that tests something: the exit code alone is the answer.</summary>
    public Option<bool> Quiet { get; } = Of<bool>(SharedParameters.Quiet);

    public Option<string[]> Agent { get; } = List(SharedParameters.Agent);

    public Option<string[]> Model { get; } = List(SharedParameters.Model);

    public Option<string[]> Project { get; } = List(SharedParameters.Project);

    public Option<string[]> Machine { get; } = List(SharedParameters.Machine);

    public Option<string[]> User { get; } = List(SharedParameters.User);

    public Option<string[]> Session { get; } = List(SharedParameters.Session);

    public Option<string?> Since { get; } = Of<string?>(SharedParameters.Since);

    public Option<string?> Until { get; } = Of<string?>(SharedParameters.Until);

    public Option<string?> TimeZone { get; } = Of<string?>(SharedParameters.TimeZone);

    /// <summary>The option for a parameter that cmdlets share.</summary>
    public static Option<T> Of<T>(SharedParameter shared) =>
        new(shared.Option!) { Description = shared.OptionHelp, HelpName = shared.ValueName };

    public static Option<string[]> List(SharedParameter shared) => List(shared.Option!, shared.OptionHelp, shared.ValueName!);

    /// <summary>The options that name the ledger.</summary>
    public void AddLedger(Command command)
    {
        command.Add(Home);
        command.Add(Database);
    }

    public void AddStore(Command command)
    {
        AddLedger(command);
        command.Add(NoSync);
        command.Add(Json);
    }

    public void AddFilter(Command command)
    {
        foreach (Option option in (Option[])[Agent, Model, Project, Machine, User, Session, Since, Until, TimeZone])
            command.Add(option);
    }

    public RimuruEngine Open(ParseResult parsed, CancellationToken stop)
    {
        TimeZoneInfo? zone = parsed.GetValue(TimeZone) is { } id ? TimeExpression.Zone(id, TimeZone.Name) : null;
        RimuruEngine engine = RimuruEngine.Open(new EngineOptions { HomePath = Given(parsed, Home), Database = Given(parsed, Database) });
        DisplayZone.Current = new(() => zone ?? engine.Config.Zone);
        engine.Stop = stop;
        engine.Note = Terminal.Warn;
        return engine;
    }

    /// <summary>The absolute path of an argument. E9001: it is empty.</summary>
    public static string PathOf(ParseResult parsed, Argument<string> argument) =>
        Path.GetFullPath(Filled(parsed.GetValue(argument)!, $"<{argument.Name}>"));

    /// <summary>A text that must not be empty. E9001: it is empty.</summary>
    public static string Filled(string text, string name) =>
        !string.IsNullOrWhiteSpace(text) ? text : throw new RimuruException(ErrorCodes.InvalidArgument, $"{name} is empty.", name);

    private static string? Given(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? Filled(text, option.Name) : null;

    /// <summary>
    /// Updates the ledger, unless the user or the login does not allow it. Progress and warnings go to standard error. E9002: it shall not
    /// be updated, and is not where the user says.
    /// </summary>
    public void Refresh(ParseResult parsed, RimuruEngine engine, CancellationToken stop)
    {
        if (!parsed.GetValue(NoSync))
        {
            using ProgressLine progress = new();
            engine.Ledger.Refresh(progress.Show, progress.Warn, stop);
        }
        else if (Given(parsed, Database) is not null && !engine.Ledger.Exists)
        {
            throw LedgerErrors.Missing(engine.Ledger.Name);
        }
    }

    /// <summary>
    /// Updates the ledger, then resolves the session ids in the filter and checks its other names. E3001, E5006, E9003: one is unknown.
    /// </summary>
    public ReportFilter Refresh(ParseResult parsed, RimuruEngine engine, ReportFilter filter, CancellationToken stop)
    {
        Refresh(parsed, engine, stop);
        engine.Reports.NameCheck().Check(filter);
        return filter.SessionId.Count == 0
            ? filter
            : filter with
            {
                SessionId = [.. filter.SessionId.Select(engine.Reports.SessionNaming().IdOf)],
            };
    }

    /// <summary>
    /// Explains that no agent has data here and that there is no ledger; true if that is so. With <c>--json</c> it prints nothing.
    /// </summary>
    public bool ExplainEmptyHome(ParseResult parsed, RimuruEngine engine)
    {
        if (parsed.GetValue(Json) || engine.Agents.ExplainEmptyHome() is not { } explanation)
            return false;
        Terminal.Line(explanation);
        return true;
    }

    public ReportFilter Filter(ParseResult parsed, RimuruEngine engine)
    {
        DateTimeOffset now = engine.Time.GetUtcNow();
        ReportFilter filter = new()
        {
            Agent = Names(parsed, Agent),
            Model = Names(parsed, Model),
            Project = Names(parsed, Project),
            Machine = Names(parsed, Machine),
            User = Names(parsed, User),
            SessionId = Names(parsed, Session),
            Since = parsed.GetValue(Since) is { } since ? TimeExpression.Parse(since, Since.Name, now, DisplayZone.Current.Value) : null,
            Until = parsed.GetValue(Until) is { } until ? TimeExpression.Parse(until, Until.Name, now, DisplayZone.Current.Value) : null,
        };
        return filter.Check(Since.Name, Until.Name, engine.Agents.Known);
    }

    /// <summary>The ledger's names for a grouping, among what the other options select. No log is read for it.</summary>
    public IReadOnlyList<string> InLedger(CompletionContext context, CostGrouping grouping)
    {
        using RimuruEngine engine = Open(context.ParseResult, CancellationToken.None);
        return engine.Reports.NamesOf(grouping, Filter(context.ParseResult, engine));
    }

    /// <summary>The names of the ledger's budgets.</summary>
    public IEnumerable<string> Budgets(CompletionContext context)
    {
        using RimuruEngine engine = Open(context.ParseResult, CancellationToken.None);
        return [.. engine.Budgets.All().Select(budget => budget.Name)];
    }

    /// <summary>The names of the ledger's hooks.</summary>
    public IEnumerable<string> Hooks(CompletionContext context)
    {
        using RimuruEngine engine = Open(context.ParseResult, CancellationToken.None);
        return [.. engine.Hooks.All().Select(hook => hook.Name)];
    }

    /// <summary>The values that a setting of hooks may have.</summary>
    public IEnumerable<string> HookValues(CompletionContext context, string setting)
    {
        using RimuruEngine engine = Open(context.ParseResult, CancellationToken.None);
        return [.. engine.Hooks.ValuesOf(setting)];
    }

    /// <summary>An option with an amount.</summary>
    public static Option<decimal?> Amount(SharedParameter parameter)
    {
        Option<decimal?> option = Of<decimal?>(parameter);
        option.CustomParser = result =>
        {
            if (decimal.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
                return number;
            result.AddError($"{option.Name} must be a number, such as 100 or 12.50.");
            return null;
        };
        return option;
    }

    public static Option<string[]> List(string name, string description, string helpName) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            AllowMultipleArgumentsPerToken = true,
        };

    /// <summary>
    /// An option for a whole number. Text that is none has no value to ask for, so the text itself is checked; <paramref name="allowed"/>
    /// follows "must be" in the error.
    /// </summary>
    public static Option<int> Number(
        string name,
        string description,
        string valueName,
        (int Least, int Most) range,
        string allowed,
        int? usual
    )
    {
        Option<int> option = new(name) { Description = description, HelpName = valueName };
        if (usual is { } given)
            option.DefaultValueFactory = _ => given;
        option.Validators.Add(result =>
        {
            bool isRight =
                result.Tokens.Count == 0
                || (
                    int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                    && number >= range.Least
                    && number <= range.Most
                );
            if (!isRight)
                result.AddError($"{name} must be {allowed}.");
        });
        return option;
    }

    /// <summary>A number of records; 0 if the option is not given.</summary>
    public static Option<int> Count(SharedParameter shared) =>
        Number(shared.Option!, shared.OptionHelp, shared.ValueName!, (1, int.MaxValue), "a whole number from 1", null);

    /// <summary>The exit code of a test. With --quiet it prints nothing, and a test that cannot be made counts as failed.</summary>
    public async Task<int> AnswerAsync(ParseResult parsed, Func<Task<int>> test)
    {
        try
        {
            return await test().ConfigureAwait(false);
        }
        catch (RimuruException) when (parsed.GetValue(Quiet))
        {
            return SomethingIsWrong;
        }
    }

    /// <summary>The names in a list option, which may be repeated or comma separated.</summary>
    public static string[] Names(ParseResult parsed, Option<string[]> option) => Split(parsed.GetValue(option));

    /// <summary>The members of an enumeration that a list option names. E9001: a name is none of them.</summary>
    public static T[] Words<T>(ParseResult parsed, Option<string[]> option, string what)
        where T : struct, Enum
    {
        string[] words = Enum.GetNames<T>();
        return [.. Names(parsed, option).Select(MemberOf)];

        T MemberOf(string name) =>
            words.Contains(name, StringComparer.OrdinalIgnoreCase)
                ? Enum.Parse<T>(name, ignoreCase: true)
                : throw new RimuruException(
                    ErrorCodes.InvalidArgument,
                    $"{option.Name} '{name}' is not a {what}.{Spelling.Hint(name, words)} Use {string.Join(", ", words)}.",
                    option.Name
                );
    }

    public static string[] Split(string[]? lists) =>
        [.. (lists ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
