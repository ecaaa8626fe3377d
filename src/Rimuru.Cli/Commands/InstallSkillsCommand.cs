using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core.Parameters;
using Rimuru.Core.Skills;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru skills install</c> and <c>update</c>: the only verbs of skills that go out.</summary>
internal static class InstallSkillsCommand
{
    public static Command Create()
    {
        SkillOptions options = new();
        Options own = new();
        Argument<string> source = new("source") { Description = "A folder, a .zip, OWNER/REPOSITORY on GitHub, or a URL of git." };
        Option<string[]> names = CommonOptions.List(SkillParameters.Name);
        Option<string?> reference = new("--ref") { Description = "The branch or tag of a repository.", HelpName = "NAME" };
        Command command = new("install", "Install skills for your agents, after they were tested.") { source, names, reference };
        own.AddTo(command, "Replace what is in its place; it goes to the trash.");
        options.AddTo(command);
        command.SetAction(
            (parsed, stop) =>
            {
                SkillInstallation wanted = new()
                {
                    Source = SkillService.SourceOf(
                        CommonOptions.Filled(parsed.GetValue(source)!, "<source>"),
                        Environment.CurrentDirectory
                    ),
                    Ref = parsed.GetValue(reference),
                    Names = CommonOptions.Names(parsed, names),
                    Agents = CommonOptions.Names(parsed, options.Agent),
                    Scope = options.ScopeIn(parsed) ?? SkillScope.User,
                    Project = options.Project(parsed),
                    IsForced = parsed.GetValue(own.Force),
                    AllowsFindings = parsed.GetValue(own.AllowFindings),
                };
                foreach (
                    IGrouping<string, SkillPlan> skill in options
                        .Service.PreviewInstall(wanted, Terminal.Warn, stop)
                        .GroupBy(plan => plan.Name)
                )
                    own.Apply(parsed, options, [.. skill], "Install", "installed", stop);
                return Task.FromResult(0);
            }
        );
        return command;
    }

    public static Command CreateUpdate()
    {
        SkillOptions options = new();
        Options own = new();
        Argument<string[]> names = options.Names(ArgumentArity.ZeroOrMore);
        Command command = new("update", "Update skills from where they were installed from.") { names };
        own.AddTo(command, "Replace skills that were changed since they were installed; they go to the trash.");
        options.AddTo(command);
        command.SetAction(
            (parsed, stop) =>
            {
                bool isNamed = parsed.GetValue(names) is { Length: > 0 };
                foreach (Skill skill in options.Selected(parsed, names).Where(skill => isNamed || skill.Source is not null))
                {
                    SkillPlan plan = options.Service.PreviewUpdate(
                        skill,
                        options.Project(parsed),
                        parsed.GetValue(own.Force),
                        parsed.GetValue(own.AllowFindings),
                        Terminal.Warn,
                        stop
                    );
                    own.Apply(parsed, options, [plan], "Update", "updated", stop);
                }

                return Task.FromResult(0);
            }
        );
        return command;
    }

    /// <summary>The options of both.</summary>
    private sealed class Options
    {
        public Option<bool> Force { get; private set; } = null!;

        public Option<bool> AllowFindings { get; } = CommonOptions.Of<bool>(SkillParameters.AllowFindings);

        private Option<bool> KeepExecutable { get; } = CommonOptions.Of<bool>(SkillParameters.KeepExecutable);

        private Option<bool> Preview { get; } = CommonOptions.Of<bool>(SharedParameters.WhatIf);

        public void AddTo(Command command, string forceHelp)
        {
            Force = Confirmation.Option(forceHelp);
            foreach (Option option in (Option[])[Force, AllowFindings, KeepExecutable, Preview])
                command.Add(option);
        }

        public void Apply(
            ParseResult parsed,
            SkillOptions options,
            IReadOnlyList<SkillPlan> plans,
            string reason,
            string done,
            CancellationToken stop
        )
        {
            foreach (SkillPlan plan in plans)
            {
                Terminal.Line(plan.IsNone ? $"{plan.Name}: nothing to change in {plan.Place}" : $"{plan.Name}: {plan.Place}");
                if (plan.Lines.Length > 0)
                    Array.ForEach(plan.Lines.Split('\n'), line => Terminal.Line($"  {line}"));
            }

            if (parsed.GetValue(Preview))
                return;
            foreach (Skill skill in options.Service.Apply(plans, reason, parsed.GetValue(KeepExecutable), stop))
                Terminal.Line($"{skill.Name}: {done} for {string.Join(", ", skill.Agents)}");
        }
    }
}
