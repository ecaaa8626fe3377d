using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Hooks;
using Rimuru.Core.Parameters;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru hooks register</c>.</summary>
internal static class RegisterHookCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Argument<string> name = new("name") { Description = "The name; a hook with the name is replaced." };
        Option<string[]> events = CommonOptions.List(HookParameters.Event).Offering(_ => Enum.GetNames<EventKind>());
        Option<HookHandler?> handler = CommonOptions.Of<HookHandler?>(HookParameters.Handler).Offering(_ => Enum.GetNames<HookHandler>());
        Dictionary<string, Option<string?>> texts = HookParameters.TextSettings.ToDictionary(
            setting => setting.Name,
            setting =>
            {
                Option<string?> option = CommonOptions.Of<string?>(setting);
                return setting == HookParameters.Path
                    ? option.Offering(Completions.Paths)
                    : option.Offering(context => common.HookValues(context, setting.Name));
            }
        );
        Option<decimal?> amount = CommonOptions.Amount(HookParameters.Amount),
            minCost = CommonOptions.Amount(HookParameters.MinCost);
        Option<BudgetWindow?> window = CommonOptions.Of<BudgetWindow?>(HookParameters.Window).Offering(_ => CostAlert.Windows);
        Option<CostGrouping?> by = CommonOptions.Of<CostGrouping?>(HookParameters.By).Offering(_ => CostAlert.Parts);
        Option<string[]> settings = new(HookParameters.MoreSettings.Option!)
        {
            Description = HookParameters.MoreSettings.OptionHelp,
            HelpName = HookParameters.MoreSettings.ValueName,
        };
        Option<string[]> customNames = CommonOptions.List(HookParameters.CustomName),
            agents = CommonOptions.List(HookParameters.Agent).Offering(_ => RimuruEngine.AgentNames()),
            projects = Filter(HookParameters.Project, CostGrouping.Project),
            branches = Filter(HookParameters.Branch, CostGrouping.Branch),
            models = Filter(HookParameters.Model, CostGrouping.Model),
            machines = Filter(HookParameters.Machine, CostGrouping.Machine),
            users = Filter(HookParameters.User, CostGrouping.User);
        Option<int?> priority = CommonOptions.Of<int?>(HookParameters.Priority),
            timeout = CommonOptions.Of<int?>(HookParameters.TimeoutSeconds);
        Option<bool> history = CommonOptions.Of<bool>(HookParameters.IncludeHistory);
        Command command = new("register", "Register a hook.") { name, events, handler };
        foreach (
            Option option in (Option[])[.. texts.Values, amount, window, by, settings, customNames, agents, projects, branches, models]
        )
            command.Add(option);
        foreach (Option option in (Option[])[machines, users, minCost, priority, timeout, history])
            command.Add(option);
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                Hook filtered = new()
                {
                    Name = CommonOptions.Filled(parsed.GetValue(name)!, "<name>"),
                    Event = [.. CommonOptions.Names(parsed, events).Select(KindOf)],
                    Setting = HookCommand.Pairs(parsed, settings),
                    CustomName = CommonOptions.Names(parsed, customNames),
                    Agent = CommonOptions.Names(parsed, agents),
                    Project = CommonOptions.Names(parsed, projects),
                    Branch = CommonOptions.Names(parsed, branches),
                    Model = CommonOptions.Names(parsed, models),
                    Machine = CommonOptions.Names(parsed, machines),
                    User = CommonOptions.Names(parsed, users),
                    MinCost = parsed.GetValue(minCost),
                };
                filtered = filtered with
                {
                    Priority = parsed.GetValue(priority) ?? filtered.Priority,
                    Timeout = parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : filtered.Timeout,
                };
                HookRequest request = new(filtered)
                {
                    Handler = parsed.GetValue(handler),
                    Amount = parsed.GetValue(amount),
                    Window = parsed.GetValue(window),
                    By = parsed.GetValue(by),
                    Texts = texts.ToDictionary(text => text.Key, text => parsed.GetValue(text.Value)),
                };
                Hook wanted = engine.Hooks.Preview(request.Complete());
                using (ProgressLine progress = new())
                    engine.Ledger.Refresh(progress.Show, progress.Warn, stop);
                Hook hook = engine.Hooks.Register(wanted, parsed.GetValue(history), stop);
                Terminal.Line($"The hook is registered: {hook}");
                foreach (string problem in engine.Hooks.MissingCredentials(hook))
                    Terminal.Warn(problem);
                return Task.FromResult(0);
            }
        );
        return command;

        Option<string[]> Filter(SharedParameter parameter, CostGrouping grouping) =>
            CommonOptions.List(parameter).Offering(context => common.InLedger(context, grouping));
    }

    private static EventKind KindOf(string text) =>
        Enum.TryParse(text, ignoreCase: true, out EventKind kind) && Enum.IsDefined(kind)
            ? kind
            : throw new RimuruException(
                Core.Errors.ErrorCodes.InvalidArgument,
                $"'{text}' is no event. The events are {string.Join(", ", Enum.GetNames<EventKind>())}.",
                HookParameters.Event.Option
            );
}
