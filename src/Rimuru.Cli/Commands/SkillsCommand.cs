using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Skills;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru skills</c>: the skills of the user's agents.</summary>
internal static class SkillsCommand
{
    public static Command Create() =>
        new("skills", "The skills of your agents: list, test, find, install, update, translate and remove them.")
        {
            List(),
            Test(),
            New(),
            InstallSkillsCommand.Create(),
            InstallSkillsCommand.CreateUpdate(),
            Remove(),
            Restore(),
            Switch("enable", "Let agents read skills again.", "enabled", isEnabled: true),
            Switch("disable", "Move skills aside, so that no agent reads them.", "disabled", isEnabled: false),
            Convert(),
            Find(),
            Recommend(),
            Measure(),
        };

    private static Command List()
    {
        SkillOptions options = new();
        Argument<string[]> names = options.Names(ArgumentArity.ZeroOrMore);
        Option<bool> removed = new("--removed") { Description = "List the skills in the trash instead." };
        Command command = new("list", "List the installed skills.") { names, removed, options.Json };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(removed))
                options.Print(parsed, SkillViews.Removed, options.Service.Removed(), "The trash has no skills.");
            else
                options.Print(parsed, SkillViews.Skill, options.Selected(parsed, names), "No skill is installed.");
        });
        return command;
    }

    private static Command Test()
    {
        SkillOptions options = new();
        Argument<string[]> names = options.Names(ArgumentArity.ZeroOrMore, "The names of installed skills, or folders.");
        Option<bool> noScan = new("--no-scan") { Description = "Only Rimuru's own rules, not the scan of skillkit." };
        CommonOptions common = new();
        Command command = new("test", "Test skills for what makes them invalid or looks harmful. Exit code 1: one does not pass.")
        {
            names,
            noScan,
            common.Quiet,
            options.Json,
        };
        options.AddTo(command);
        command.SetAction(
            (parsed, stop) =>
                common.AnswerAsync(
                    parsed,
                    () =>
                    {
                        SkillCheck[] checks =
                        [
                            .. options
                                .Folders(parsed, names)
                                .Select(folder => options.Service.Test(folder, !parsed.GetValue(noScan), Terminal.Warn, stop)),
                        ];
                        if (!parsed.GetValue(common.Quiet))
                            Show(options, parsed, checks);
                        return Task.FromResult(checks.All(check => check.Passed) ? 0 : CommonOptions.SomethingIsWrong);
                    }
                )
        );
        return command;
    }

    private static void Show(SkillOptions options, ParseResult parsed, SkillCheck[] checks)
    {
        options.Print(parsed, SkillViews.Check, checks, "No skill is installed.");
        if (parsed.GetValue(options.Json))
            return;
        foreach (SkillFinding finding in checks.SelectMany(check => check.Findings))
        {
            string place = finding.Line is { } line ? $"{finding.Path}:{line}" : finding.Path;
            Terminal.Line($"{place}: {finding.Severity} {finding.Rule}: {finding.Message} ({finding.Scanner})");
        }
    }

    private static Command New()
    {
        SkillOptions options = new();
        Argument<string> name = new("name") { Description = "The name: small letters and digits, with hyphens between them." };
        Argument<string> description = new("description") { Description = "What it is for, and when it is to be used." };
        Command command = new("new", "Make a new skill.") { name, description };
        options.AddTo(command);
        command.SetAction(
            (parsed, stop) =>
            {
                IReadOnlyList<SkillPlan> plans = options.Service.PreviewNew(
                    parsed.GetValue(name)!,
                    parsed.GetValue(description)!,
                    CommonOptions.Names(parsed, options.Agent),
                    options.ScopeIn(parsed) ?? SkillScope.User,
                    options.Project(parsed)
                );
                foreach (Skill skill in options.Service.Apply(plans, "New", keepExecutable: false, stop))
                    Terminal.Line($"{skill.Name}: made in {skill.Path}");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Remove()
    {
        SkillOptions options = new();
        Argument<string[]> names = options.Names(ArgumentArity.OneOrMore);
        Option<bool> preview = CommonOptions.Of<bool>(SharedParameters.WhatIf);
        Command command = new("remove", "Move skills to the trash.") { names, preview };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (Skill skill in options.Selected(parsed, names))
            {
                if (parsed.GetValue(preview))
                    Terminal.Line($"{skill.Name}: would be moved to the trash from {skill.Path}");
                else
                    Terminal.Line($"{skill.Name}: in the trash as {options.Service.Uninstall(skill, options.Project(parsed)).Id}");
            }
        });
        return command;
    }

    private static Command Restore()
    {
        SkillOptions options = new();
        Argument<string[]> names = new Argument<string[]>("name")
        {
            Description = "The names or ids of skills in the trash.",
            Arity = ArgumentArity.OneOrMore,
        }.Offering(_ => options.Service.Removed().Select(skill => skill.Name));
        Option<bool> force = Confirmation.Option("Move what is in its place to the trash.");
        Option<string?> project = options.ProjectPath;
        Command command = new("restore", "Bring skills back from the trash.") { names, force, project };
        command.SetAction(parsed =>
        {
            foreach (string name in parsed.GetValue(names)!)
            {
                RemovedSkill removed = options.Service.RemovedOf(name);
                Skill skill = options.Service.Restore(removed, options.Project(parsed), parsed.GetValue(force));
                Terminal.Line($"{skill.Name}: back in {skill.Path}");
            }
        });
        return command;
    }

    private static Command Switch(string verb, string description, string done, bool isEnabled)
    {
        SkillOptions options = new();
        Argument<string[]> names = options.Names(ArgumentArity.OneOrMore);
        Command command = new(verb, description) { names };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (Skill skill in options.Selected(parsed, names))
            {
                Skill now = options.Service.Switch(skill, isEnabled, options.Project(parsed));
                Terminal.Line($"{now.Name}: {done} for {string.Join(", ", now.Agents)} in {now.Path}");
            }
        });
        return command;
    }

    private static Command Convert()
    {
        SkillOptions options = new();
        Argument<string[]> names = options.Names(ArgumentArity.OneOrMore, "The names of installed skills, or folders.");
        Option<SkillTarget> to = new("--to")
        {
            Description = "The agent that it is for.",
            HelpName = "AGENT",
            Required = true,
        };
        Option<string?> folder = new Option<string?>("--output-folder")
        {
            Description = "Write the file there, instead of its text to the output.",
            HelpName = "FOLDER",
        }.Offering(Completions.Paths);
        Option<bool> force = Confirmation.Option("Replace a file that is there.");
        Command command = new("convert", "Write skills in the form of another agent.") { names, to, folder, force };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (string place in options.Folders(parsed, names))
            {
                SkillTranslation made = SkillService.Translate(place, parsed.GetValue(to));
                if (made.Lost.Count > 0)
                    Terminal.Warn($"{made.Name} for {made.To} loses: {string.Join(", ", made.Lost)}");
                if (parsed.GetValue(folder) is { } given)
                {
                    string file = Path.Combine(Path.GetFullPath(CommonOptions.Filled(given, folder.Name)), made.FileName);
                    Terminal.Line($"{made.Name}: written to {SkillService.WriteTo(made, file, parsed.GetValue(force)).Path}");
                }
                else
                    Console.Out.WriteLine(made.Content);
            }
        });
        return command;
    }

    private static Command Find()
    {
        SkillOptions options = new();
        Argument<string[]> words = new("word") { Description = "The words.", Arity = ArgumentArity.OneOrMore };
        Option<int> most = CommonOptions.Number(
            "--most",
            "The most of SkillKit's list.",
            "N",
            (1, SkillService.MostMatches),
            $"a whole number from 1 to {SkillService.MostMatches}",
            SkillService.UsualMatches
        );
        Command command = new("find", "Find skills by words, in SkillKit's list and among those installed.") { words, most, options.Json };
        command.Add(options.ProjectPath);
        command.SetAction(
            (parsed, stop) =>
            {
                string query = string.Join(' ', parsed.GetValue(words)!);
                IReadOnlyList<SkillMatch> found = options.Service.Find(
                    query,
                    parsed.GetValue(most),
                    options.Project(parsed),
                    Terminal.Warn,
                    stop
                );
                options.Print(parsed, SkillViews.Match, found, $"No skill has '{query}'.");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Measure()
    {
        SkillOptions options = new();
        CommonOptions common = new();
        Argument<string[]> names = options.Names(ArgumentArity.ZeroOrMore, "The names of skills; * and ? are wildcards.");
        Command command = new("measure", "How much skills were used, and what the requests that used them cost.")
        {
            names,
            common.Machine,
            common.User,
            common.Since,
            common.Until,
            options.ProjectPath,
            common.NoSync,
            options.Json,
        };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                ReportFilter filter = common.Filter(parsed, engine);
                common.Refresh(parsed, engine, stop);
                CostReport report = engine.Reports.Costs(SkillMeter.Question(filter, DisplayZone.Current.Value));
                IReadOnlyList<SkillUsage> skills = SkillMeter.Of(
                    report.Run(stop),
                    engine.Skills.Installed(options.Project(parsed), []),
                    parsed.GetValue(names) ?? []
                );
                options.Print(parsed, SkillViews.Usage, skills, "No skill was used or is installed.");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Recommend()
    {
        SkillOptions options = new();
        CommonOptions common = new();
        Command command = new("recommend", "Skills that a project may want, each with the reason.")
        {
            options.ProjectPath,
            common.NoSync,
            options.Json,
        };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                common.Refresh(parsed, engine, stop);
                IReadOnlyList<SkillRecommendation> found = engine.Skills.Recommend(
                    options.Project(parsed),
                    Terminal.Warn,
                    Terminal.Say,
                    stop
                );
                options.Print(parsed, SkillViews.Recommendation, found, "Nothing speaks for a skill.");
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
