using Rimuru.Core.Wording;

namespace Rimuru.Core.Parameters;

/// <summary>The parameters of what is measured of machine and agents.</summary>
internal static class MetricParameters
{
    private const string Noun = "RimuruMetric";
    private const string Names = "NAME,...";

    public static SharedParameter Name { get; } =
        new("Name", "MetricName[]", $"Only these: {string.Join(", ", Enum.GetNames<MetricName>())}.")
        {
            Noun = Noun,
            Position = 0,
            Default = "all",
            Option = "--name",
            ValueName = Names,
        };

    public static SharedParameter Agent { get; } =
        new("Agent", SharedParameter.List, "Only what was measured of these agents.")
        {
            Details =
                "By default, there are both: records of agents, and those of the whole machine, whose Agent is null. "
                + SharedParameters.Agent.Details,
            Noun = Noun,
            HasWildcards = true,
            Default = "machine and agents",
            Option = SharedParameters.Agent.Option,
            ValueName = Names,
        };

    public static SharedParameter Machine { get; } =
        new("Machine", SharedParameter.List, SharedParameters.Machine.Summary)
        {
            Details = "A ledger that several machines write has what was measured on each of them.",
            Noun = Noun,
            HasWildcards = true,
            Default = "all",
            Option = SharedParameters.Machine.Option,
            ValueName = Names,
        };

    public static SharedParameter Since { get; } =
        new("Since", SharedParameter.Text, SharedParameters.Since.Summary)
        {
            Details = SharedParameters.Since.Details,
            Aliases = SharedParameters.Since.Aliases,
            Noun = Noun,
            Default = "an hour before the end",
            Option = SharedParameters.Since.Option,
            ValueName = SharedParameters.Since.ValueName,
        };

    public static SharedParameter Until { get; } =
        new("Until", SharedParameter.Text, SharedParameters.Until.Summary)
        {
            Details = SharedParameters.Until.Details,
            Aliases = SharedParameters.Until.Aliases,
            Noun = Noun,
            Default = "now",
            Option = SharedParameters.Until.Option,
            ValueName = SharedParameters.Until.ValueName,
        };

    public static SharedParameter Step { get; } =
        new(Terms.Step.Parameter, "TimeSpan", "The length of the parts, such as 1m, 15m, 6h or 1d, each with records of its own.")
        {
            Details =
                "Whole minutes. Parts are counted from midnight UTC. Minutes, hours and days are kept for different times, so that parts "
                + "of minutes reach less far back than those of days: see `metrics.minute_retention_days` in `docs/configuration.md`.",
            Noun = Noun,
            Default = "the whole range as one part",
            Option = Terms.Step.Option,
            ValueName = "DURATION",
        };

    public static SharedParameter Now { get; } =
        new("Now", SharedParameter.Switch, "Measure now, which takes half a second, and keep it in the ledger.")
        {
            Noun = Noun,
            IsRequired = true,
            Option = "--now",
        };

    public static IReadOnlyList<SharedParameter> All { get; } = [Name, Agent, Machine, Since, Until, Step, Now];
}
