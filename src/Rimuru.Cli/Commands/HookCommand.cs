using System.CommandLine;
using System.Globalization;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Hooks;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru hooks</c>: registers and manages hooks, sends events, and delivers what is due.</summary>
internal static class HookCommand
{
    public static Command Create() =>
        new("hooks", "What is to happen when something happens: register hooks, try them, deliver to them.")
        {
            RegisterHookCommand.Create(),
            List(),
            Change(
                "enable",
                "Let hooks get events from now on, and let this machine deliver them.",
                "enabled",
                (e, h, s) => e.Enable(h, s)
            ),
            Change("disable", "Keep events from hooks.", "disabled", (engine, hook, stop) => engine.Disable(hook, stop)),
            Change("unregister", "Remove hooks.", "removed", (engine, hook, stop) => engine.Unregister(hook, stop), "remove"),
            Test(),
            Send(),
            Deliver(),
            Runs(),
            Resend(),
        };

    private static Command List()
    {
        CommonOptions common = new();
        Argument<string[]> names = Names(common, ArgumentArity.ZeroOrMore);
        Command command = new("list", "List the hooks.") { names, common.Json };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                IReadOnlyList<Hook> hooks = Selected(engine, parsed.GetValue(names));
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(hooks);
                else if (hooks.Count > 0)
                    Table.Print(HookViews.Hook, hooks);
                else
                    Terminal.Line("There are no hooks.");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Change(
        string verb,
        string description,
        string done,
        Action<HookManager, Hook, CancellationToken> change,
        params string[] aliases
    )
    {
        CommonOptions common = new();
        Argument<string[]> names = Names(common, ArgumentArity.OneOrMore);
        Command command = new(verb, description) { names };
        Array.ForEach(aliases, command.Aliases.Add);
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                foreach (Hook hook in Selected(engine, parsed.GetValue(names)))
                {
                    change(engine.Hooks, hook, stop);
                    Terminal.Line($"The hook {hook.Name} is {done}.");
                }

                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Test()
    {
        CommonOptions common = new();
        Argument<string[]> names = Names(common, ArgumentArity.OneOrMore);
        Command command = new("test", "Send hooks a sample of the first event that they want.") { names, common.Json };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                return Task.FromResult(
                    Print(
                        parsed,
                        common,
                        [.. Selected(engine, parsed.GetValue(names)).Select(hook => engine.Hooks.Test(hook, Terminal.Warn, stop))]
                    )
                );
            }
        );
        return command;
    }

    private static Command Send()
    {
        CommonOptions common = new();
        Argument<string> name = new("name") { Description = "The name of the event." };
        Option<string[]> data = new("--data") { Description = "What the event tells.", HelpName = "NAME=VALUE" };
        Command command = new("send", "Send an event with a name of its own, and deliver what is due.") { name, data, common.Json };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                CustomEvent told = new() { Name = CommonOptions.Filled(parsed.GetValue(name)!, "<name>"), Data = Pairs(parsed, data) };
                if (!engine.Hooks.Raise(told, stop))
                    Terminal.Warn("no hook wants custom events, so nothing was sent.");
                return Task.FromResult(Print(parsed, common, engine.Hooks.Deliver(actionsOnly: false, Terminal.Warn, stop)));
            }
        );
        return command;
    }

    private static Command Deliver()
    {
        CommonOptions common = new();
        Command command = new("deliver", "Deliver what is due.") { common.Json };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                return Task.FromResult(Print(parsed, common, engine.Hooks.Deliver(actionsOnly: false, Terminal.Warn, stop)));
            }
        );
        return command;
    }

    private static Command Runs()
    {
        CommonOptions common = new();
        Argument<string[]> names = Names(common, ArgumentArity.ZeroOrMore);
        Option<HookRunState[]> states = States();
        Command command = new("runs", "List what became of events at hooks, latest first.") { names, states, common.Json };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                Print(parsed, common, Found(engine, parsed, names, states, stop), "There is no such run.");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Resend()
    {
        CommonOptions common = new();
        Argument<string[]> names = Names(common, ArgumentArity.ZeroOrMore);
        Command command = new("resend", "Send the events that failed for good again.") { names, common.Json };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                IEnumerable<HookRun> failed = Found(engine, parsed, names, null, stop).Where(run => run.State == HookRunState.Failed);
                return Task.FromResult(
                    Print(
                        parsed,
                        common,
                        [.. failed.ToList().Select(run => engine.Hooks.Again(run, Terminal.Warn, stop))],
                        "Nothing has failed for good."
                    )
                );
            }
        );
        return command;
    }

    private static Option<HookRunState[]> States() =>
        new Option<HookRunState[]>("--state")
        {
            Description = "Only runs in these states.",
            HelpName = "STATE",
            AllowMultipleArgumentsPerToken = true,
        }.Offering(_ => Enum.GetNames<HookRunState>());

    private static IReadOnlyList<HookRun> Found(
        RimuruEngine engine,
        ParseResult parsed,
        Argument<string[]> names,
        Option<HookRunState[]>? states,
        CancellationToken stop
    )
    {
        string[] given = parsed.GetValue(names) ?? [];
        HashSet<string> hooks = new(Selected(engine, given).Select(hook => hook.Name), StringComparer.OrdinalIgnoreCase);
        HookRunState[] wanted = states is null ? [] : parsed.GetValue(states) ?? [];
        return
        [
            .. engine
                .Hooks.Runs(stop)
                .Where(run => (given.Length == 0 || hooks.Contains(run.Hook)) && (wanted.Length == 0 || wanted.Contains(run.State))),
        ];
    }

    /// <summary>1 if one failed.</summary>
    private static int Print(ParseResult parsed, CommonOptions common, IReadOnlyList<HookRun> runs, string none = "Nothing was due.")
    {
        if (parsed.GetValue(common.Json))
            JsonRows.Write(runs);
        else if (runs.Count > 0)
            Table.Print(HookViews.Run, runs);
        else
            Terminal.Line(none);
        return runs.Any(run => run.State is HookRunState.Failed or HookRunState.Retrying) ? 1 : 0;
    }

    private static Argument<string[]> Names(CommonOptions common, ArgumentArity arity) =>
        new Argument<string[]>("name") { Description = "The hooks, by names that may have wildcards (* and ?).", Arity = arity }.Offering(
            context => common.Hooks(context)
        );

    private static IReadOnlyList<Hook> Selected(RimuruEngine engine, string[]? names) =>
        names is { Length: > 0 }
            ? [.. CommonOptions.Split(names).SelectMany(engine.Hooks.Named).DistinctBy(hook => hook.Name)]
            : engine.Hooks.All();

    /// <summary>The names and values of an option that is given as NAME=VALUE.</summary>
    public static Dictionary<string, string> Pairs(ParseResult parsed, Option<string[]> option)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(option) ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new RimuruException(
                    Core.Errors.ErrorCodes.InvalidArgument,
                    string.Create(CultureInfo.InvariantCulture, $"{option.Name} '{text}' is not NAME=VALUE."),
                    option.Name
                );
            pairs[text[..equals]] = text[(equals + 1)..];
        }

        return pairs;
    }
}
