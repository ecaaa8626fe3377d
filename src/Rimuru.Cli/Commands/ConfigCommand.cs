using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Config;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru config</c>: shows, changes and checks the configuration.</summary>
internal static class ConfigCommand
{
    private const string FromInput = "-";

    public static Command Create()
    {
        Command command = Show("config", "The configuration: every key with its value, and where it is set.");
        command.Add(Show("get", "Show keys, as without a verb."));
        command.Add(Set());
        command.Add(Reset());
        command.Add(Test());
        return command;
    }

    private static Command Show(string verb, string description)
    {
        Argument<string[]> keys = new Argument<string[]>("key")
        {
            Description = "Only these keys, such as sync.*; wildcards (* and ?) are allowed.",
            Arity = ArgumentArity.ZeroOrMore,
        }.Offering(_ => RimuruEngine.Configuration().Names);
        CommonOptions common = new();
        Command command = new(verb, description) { keys, common.Json };
        command.SetAction(parsed =>
        {
            ConfigurationService configuration = RimuruEngine.Configuration();
            string[] names = parsed.GetValue(keys) ?? [];
            foreach (string name in names.Where(name => !ReportFilter.IsPattern(name)))
                configuration.CheckName(name, keys.Name);
            ConfigurationSetting[] settings = [.. configuration.Settings.Where(setting => ReportFilter.Matches(names, setting.Name))];
            if (parsed.GetValue(common.Json))
                JsonRows.Write(settings);
            else
                Table.Print(ConfigurationViews.Setting, settings);
        });
        return command;
    }

    private static Command Set()
    {
        Argument<string> key = Key();
        Argument<string[]> values = new Argument<string[]>("value")
        {
            Description =
                "The value, several for a list; - reads it from standard input, so that a password is not in the list of processes.",
            Arity = ArgumentArity.OneOrMore,
        }.Offering(context => RimuruEngine.Configuration().ChoicesOf(context.ParseResult.GetValue(key)!));
        Command command = new("set", "Set a key in the settings file, and change nothing else in it.") { key, values };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(key)!;
            string[] given = parsed.GetValue(values)!;
            if (given is [FromInput])
                given = [Console.In.ReadLine() ?? ""];
            ConfigurationService configuration = RimuruEngine.Configuration();
            WarnOf(configuration.Set(name, given, values.Name));
            Terminal.Line($"{name} is {configuration.Preview(name, given, values.Name)} in {configuration.File}");
        });
        return command;
    }

    private static Command Reset()
    {
        Argument<string> key = Key();
        Command command = new("reset", "Remove a key from the settings file, so that its default applies.") { key };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(key)!;
            ConfigurationService configuration = RimuruEngine.Configuration();
            configuration.CheckName(name, key.Name);
            WarnOf(configuration.Reset(name));
            Terminal.Line($"{name} is not set in {configuration.File}");
        });
        return command;
    }

    private static Command Test()
    {
        CommonOptions common = new();
        Command command = new("test", "Test every source of the configuration; the exit code is 1 if one of them is wrong.")
        {
            common.Quiet,
            common.Json,
        };
        command.SetAction(parsed =>
        {
            ConfigurationCheck[] checks = [.. RimuruEngine.Configuration().Check()];
            if (parsed.GetValue(common.Json) && !parsed.GetValue(common.Quiet))
            {
                JsonRows.Write(checks);
            }
            else if (!parsed.GetValue(common.Quiet))
            {
                Table.Print(ConfigurationViews.Check, checks);
                foreach (ConfigurationCheck check in checks.Where(check => check.Status != CheckStatus.Passed))
                    Terminal.Line($"{check.Source}: {check.Detail} {check.Advice}");
            }
            return Array.TrueForAll(checks, check => check.Passed) ? 0 : CommonOptions.SomethingIsWrong;
        });
        return command;
    }

    private static Argument<string> Key() =>
        new Argument<string>("key") { Description = "The key, such as sync.interval_hours." }.Offering(_ =>
            RimuruEngine.Configuration().Names
        );

    private static void WarnOf(IReadOnlyList<string> warnings)
    {
        foreach (string warning in warnings)
            Terminal.Warn(warning);
    }
}
