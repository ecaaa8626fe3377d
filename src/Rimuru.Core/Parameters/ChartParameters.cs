namespace Rimuru.Core.Parameters;

/// <summary>The parameters of charts.</summary>
internal static class ChartParameters
{
    private const string Noun = "RimuruCost";

    public static SharedParameter Calendar { get; } =
        new("Calendar", SharedParameter.Switch, "Draw a year of days as a calendar.") { Noun = Noun, Option = "--calendar" };

    public static SharedParameter Unit { get; } =
        new("Unit", nameof(BudgetUnit), "What to draw: USD or Tokens.")
        {
            Noun = Noun,
            Default = "USD",
            Option = "--unit",
            ValueName = "UNIT",
        };

    public static SharedParameter Width { get; } =
        new("Width", SharedParameter.Number, "The most characters of a line, at least 40.")
        {
            Noun = Noun,
            Default = "the width of the terminal, else 80",
            Option = "--width",
            ValueName = "N",
        };

    public static IReadOnlyList<SharedParameter> All { get; } = [Calendar, Unit, Width];
}
