using Rimuru.Core.Skills;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Parameters;

/// <summary>The parameters of skills.</summary>
internal static class SkillParameters
{
    private const string Noun = "RimuruSkill";

    public static SharedParameter Name { get; } =
        new(Terms.SkillName.Parameter, SharedParameter.List, "Only skills with these names.")
        {
            Details =
                "A skill is called by the name of its folder. A name that there is no skill of is an error; a pattern may match none.",
            Noun = Noun,
            Position = null,
            HasWildcards = true,
            Default = "all; to install, the only one of the source",
            Option = Terms.SkillName.Option,
            ValueName = "NAME,...",
        };

    public static SharedParameter Path { get; } =
        new("Path", SharedParameter.List, "The folders of skills.")
        {
            Details = "A skill from the pipeline binds by it, so that of several with one name the right one is meant.",
            Noun = Noun,
        };

    public static SharedParameter Agent { get; } =
        new("Agent", SharedParameter.List, $"The agents that read the skills: {string.Join(", ", SkillService.Agents)}.")
        {
            Details = "Several agents read the same folders, so a skill often belongs to more than one of them.",
            Noun = Noun,
            Default = "all; to install, those that are used here",
            Option = "--agent",
            ValueName = "NAME,...",
        };

    public static SharedParameter Scope { get; } =
        new("Scope", nameof(SkillScope), "User for the skills of all projects, Project for those of one.")
        {
            Noun = Noun,
            Default = "both; to install, User",
            Option = "--scope",
            ValueName = "SCOPE",
        };

    public static SharedParameter ProjectPath { get; } =
        new("ProjectPath", SharedParameter.Text, "A folder of the project. Its repository's root has the skills.")
        {
            Noun = Noun,
            Default = "the current folder",
            Option = "--project-path",
            ValueName = "FOLDER",
        };

    public static SharedParameter AllowFindings { get; } =
        new(
            Terms.AllowFindings.Parameter,
            SharedParameter.Switch,
            "Install what looks harmful. What breaks a rule of Rimuru's is never installed."
        )
        {
            Noun = Noun,
            Option = Terms.AllowFindings.Option,
        };

    public static SharedParameter KeepExecutable { get; } =
        new("KeepExecutable", SharedParameter.Switch, "Let files be run that could be run at the source. Without it none can.")
        {
            Noun = Noun,
            Option = "--keep-executable",
        };

    public static IReadOnlyList<SharedParameter> All { get; } = [Name, Path, Agent, Scope, ProjectPath, AllowFindings, KeepExecutable];
}
