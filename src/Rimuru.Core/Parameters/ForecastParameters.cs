namespace Rimuru.Core.Parameters;

/// <summary>The parameters of forecasts, blocks and limits.</summary>
internal static class ForecastParameters
{
    private const string Noun = "RimuruForecast";

    public static SharedParameter Period { get; } =
        new("Period", "ForecastPeriod[]", $"Only the ends of these periods: {string.Join(", ", Enum.GetNames<ForecastPeriod>())}.")
        {
            Noun = Noun,
            Default = "all",
            Option = "--period",
            ValueName = "PERIOD,...",
        };

    public static SharedParameter Unit { get; } =
        new("Unit", nameof(BudgetUnit), "What to forecast: USD or Tokens.")
        {
            Noun = Noun,
            Default = "USD",
            Option = "--unit",
            ValueName = "UNIT",
        };

    public static SharedParameter Since { get; } =
        new("Since", SharedParameter.Text, "Where the past begins that the forecast is made from.")
        {
            Details = SharedParameters.Since.Details,
            Aliases = SharedParameters.Since.Aliases,
            Noun = Noun,
            Default = SharedParameters.Since.Default,
            Option = SharedParameters.Since.Option,
            ValueName = SharedParameters.Since.ValueName,
        };

    public static SharedParameter Until { get; } =
        new("Until", SharedParameter.Text, "The time as of which the forecast is made; what came later is left out.")
        {
            Details = SharedParameters.Until.Details,
            Aliases = SharedParameters.Until.Aliases,
            Noun = Noun,
            Default = "now",
            Option = SharedParameters.Until.Option,
            ValueName = SharedParameters.Until.ValueName,
        };

    /// <summary>Of blocks, which are active for as long as they last.</summary>
    public static SharedParameter ActiveBlock { get; } =
        new("Active", SharedParameter.Switch, "Only blocks that have not ended.") { Noun = "RimuruBlock", Option = "--active" };

    public static SharedParameter SavedLimits { get; } =
        new("Path", SharedParameter.Text, "A file with an answer of an agent's service, saved by you.")
        {
            Details =
                "`docs/reports.md` lists what is known. The file's own time is taken for that of an answer that does not tell its own.",
            Noun = "RimuruLimit",
            Option = "--file",
            ValueName = "FILE",
        };

    public static IReadOnlyList<SharedParameter> All { get; } = [Period, Unit, Since, Until, ActiveBlock, SavedLimits];
}
