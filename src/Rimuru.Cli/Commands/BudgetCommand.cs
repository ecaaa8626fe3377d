using System.CommandLine;
using System.Globalization;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Budgets;
using Rimuru.Core.Parameters;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru budget</c>: sets, lists, removes and checks budgets.</summary>
internal static class BudgetCommand
{
    private const int Exceeded = 3;
    private const int ForecastExceeds = 4;
    private const int Unpriced = 5;

    public static Command Create() =>
        new("budget", "Budgets of money or tokens: set, list, remove and check them.")
        {
            Set(),
            List(),
            Remove(),
            Check(),
            Trust(),
            Distrust(),
        };

    private static Command Set()
    {
        CommonOptions common = new();
        Argument<string> name = new Argument<string>("name") { Description = "The name, such as month." }.Offering(context =>
            common.Budgets(context)
        );
        Option<decimal?> amount = CommonOptions.Amount(BudgetParameters.Amount);
        Option<BudgetUnit?> unit = CommonOptions.Of<BudgetUnit?>(BudgetParameters.Unit).Offering(_ => Enum.GetNames<BudgetUnit>());
        Option<BudgetWindow?> window = CommonOptions.Of<BudgetWindow?>(BudgetParameters.Window).Offering(_ => BudgetWindows.Words);
        window.CustomParser = result =>
        {
            if (BudgetWindows.Find(result.Tokens[0].Value) is { } found)
                return found;
            result.AddError($"{window.Name} must be one of {string.Join(", ", BudgetWindows.Words)}.");
            return null;
        };
        ScopeOption[] scope =
        [
            new(BudgetParameters.Agent, _ => RimuruEngine.AgentNames()),
            new(BudgetParameters.Project, context => common.InLedger(context, CostGrouping.Project)),
            new(BudgetParameters.Branch, context => common.InLedger(context, CostGrouping.Branch)),
            new(BudgetParameters.Model, context => common.InLedger(context, CostGrouping.Model)),
            new(BudgetParameters.Provider, context => common.InLedger(context, CostGrouping.Provider)),
            new(BudgetParameters.Machine, context => common.InLedger(context, CostGrouping.Machine)),
            new(BudgetParameters.User, context => common.InLedger(context, CostGrouping.User)),
        ];
        Option<int?> soft = Percent(BudgetParameters.SoftPercent),
            hard = Percent(BudgetParameters.HardPercent),
            forecastSoft = Percent(BudgetParameters.ForecastSoftPercent),
            forecastHard = Percent(BudgetParameters.ForecastHardPercent);
        Command command = new("set", "Add a budget, or change what is given of one.") { name, amount, unit, window };
        foreach (Option option in (Option[])[.. scope.Select(one => one.Option), soft, hard, forecastSoft, forecastHard])
            command.Add(option);
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                string[]?[] names = Array.ConvertAll(scope, one => one.Names(parsed));
                Budget budget = engine.Budgets.Set(
                    new BudgetChange(CommonOptions.Filled(parsed.GetValue(name)!, "<name>"))
                    {
                        Amount = parsed.GetValue(amount),
                        Unit = parsed.GetValue(unit),
                        Window = parsed.GetValue(window),
                        Agent = names[0],
                        Project = names[1],
                        Branch = names[2],
                        Model = names[3],
                        Provider = names[4],
                        Machine = names[5],
                        User = names[6],
                        SoftPercent = parsed.GetValue(soft),
                        HardPercent = parsed.GetValue(hard),
                        ForecastSoftPercent = parsed.GetValue(forecastSoft),
                        ForecastHardPercent = parsed.GetValue(forecastHard),
                    },
                    stop
                );
                foreach (string warning in engine.Budgets.UnknownNames(budget))
                    Terminal.Warn(warning);
                Terminal.Line($"The budget is set: {budget}");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command List()
    {
        CommonOptions common = new();
        Argument<string[]> names = Names(common, ArgumentArity.ZeroOrMore);
        Option<string?> file = FileOption();
        Command command = new("list", "List the budgets.") { names, file, common.Json };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                IReadOnlyList<Budget> budgets = Selected(Counting(engine, parsed, file), parsed.GetValue(names));
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(budgets);
                else if (budgets.Count > 0)
                    Table.Print(BudgetViews.Budget, budgets);
                else
                    Terminal.Line("There are no budgets.");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Remove()
    {
        CommonOptions common = new();
        Argument<string[]> names = Names(common, ArgumentArity.OneOrMore);
        Command command = new("remove", "Remove budgets.") { names };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                foreach (Budget budget in Selected(engine.Budgets.All(), parsed.GetValue(names)))
                {
                    engine.Budgets.Remove(budget, stop);
                    Terminal.Line($"The budget is removed: {budget}");
                }

                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Check()
    {
        CommonOptions common = new();
        Argument<string[]> names = Names(common, ArgumentArity.ZeroOrMore);
        Option<string?> file = FileOption();
        Option<BudgetFormat> format = new("--format")
        {
            Description = "text: a table. json: the same as --json. github: annotations and a job summary for GitHub Actions.",
            HelpName = "FORMAT",
        };
        Option<bool> strict = CommonOptions.Of<bool>(BudgetParameters.Strict);
        Command command = new(
            "check",
            $"Check budgets. The exit code is {Exceeded} if one is exceeded, {ForecastExceeds} if a forecast exceeds one, and {Unpriced} "
                + "with --strict if tokens have no price."
        )
        {
            names,
            file,
            strict,
            format,
            common.TimeZone,
        };
        common.AddStore(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                common.Refresh(parsed, engine, stop);
                IReadOnlyList<Budget> budgets = Selected(Counting(engine, parsed, file), parsed.GetValue(names));
                List<BudgetStatus> statuses = [.. engine.Budgets.Check(budgets, DisplayZone.Current.Value, stop)];
                bool isStrict = parsed.GetValue(strict);
                BudgetFormat form = parsed.GetValue(common.Json) ? BudgetFormat.Json : parsed.GetValue(format);
                BudgetReport.Print(statuses, isStrict, form);
                return Task.FromResult(statuses.Select(status => CodeOf(status, isStrict)).DefaultIfEmpty(0).MinBy(Severity));
            }
        );
        return command;
    }

    private static int CodeOf(BudgetStatus status, bool isStrict) =>
        status.State switch
        {
            BudgetState.Exceeded => Exceeded,
            BudgetState.AtRisk => ForecastExceeds,
            _ when isStrict && BudgetErrors.HasUnpriced(status) => Unpriced,
            _ => 0,
        };

    /// <summary>The lower code is the worse, except that 0 is none.</summary>
    private static int Severity(int code) => code == 0 ? int.MaxValue : code;

    private static Command Trust()
    {
        CommonOptions common = new();
        Argument<string> file = FileArgument();
        Command command = new("trust", "Let the budgets of a repository's file count in that repository, as the file is now.") { file };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                foreach (Budget budget in engine.Budgets.Files.Trust(CommonOptions.PathOf(parsed, file)))
                    Terminal.Line($"The budget counts in this repository: {budget}");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Distrust()
    {
        CommonOptions common = new();
        Argument<string> file = FileArgument();
        Command command = new("distrust", "No longer let the budgets of a repository's file count.") { file };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                string path = CommonOptions.PathOf(parsed, file);
                engine.Budgets.Files.Distrust(path);
                Terminal.Line($"{path} is not trusted.");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Option<int?> Percent(SharedParameter parameter)
    {
        Option<int?> option = CommonOptions.Of<int?>(parameter);
        option.CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int percent))
                return percent;
            result.AddError($"{option.Name} must be a whole number from 0 to {BudgetRules.MostPercent}.");
            return null;
        };
        return option;
    }

    private static Argument<string> FileArgument() =>
        new Argument<string>("file") { Description = "The rimuru.budgets.yaml in the root of a git repository." }.Offering(
            Completions.Paths
        );

    private static Option<string?> FileOption() => CommonOptions.Of<string?>(BudgetParameters.Path).Offering(Completions.Paths);

    private static IReadOnlyList<Budget> Counting(RimuruEngine engine, ParseResult parsed, Option<string?> file) =>
        engine.Budgets.Counting(
            parsed.GetValue(file) is { } path ? Path.GetFullPath(path) : null,
            Directory.GetCurrentDirectory(),
            Terminal.Warn
        );

    private static Argument<string[]> Names(CommonOptions common, ArgumentArity arity) =>
        new Argument<string[]>("name") { Description = "The budgets, by names that may have wildcards (* and ?).", Arity = arity }.Offering(
            context => common.Budgets(context)
        );

    private static IReadOnlyList<Budget> Selected(IReadOnlyList<Budget> all, string[]? names) =>
        names is { Length: > 0 } ? [.. CommonOptions.Split(names).SelectMany(name => BudgetService.Named(all, name)).Distinct()] : all;

    /// <summary>An option for a part of a scope; without it, the budget keeps what it has.</summary>
    private sealed record ScopeOption(
        SharedParameter Parameter,
        Func<System.CommandLine.Completions.CompletionContext, IEnumerable<string>> Values
    )
    {
        public Option<string[]> Option { get; } = CommonOptions.List(Parameter).Offering(Values);

        public string[]? Names(ParseResult parsed) => parsed.GetResult(Option) is null ? null : CommonOptions.Names(parsed, Option);
    }
}
