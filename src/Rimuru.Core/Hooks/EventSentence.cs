using System.Globalization;
using Rimuru.Core.Display;
using Rimuru.Core.Views;

namespace Rimuru.Core.Hooks;

/// <summary>An event as one line for people, without power over what shows it.</summary>
internal static class EventSentence
{
    private const decimal Kilo = 1_000,
        Mega = 1_000_000,
        Giga = 1_000_000_000;

    public static string Of(RimuruEvent told) => PlainText.Name(Written(told));

    private static string Written(RimuruEvent told) =>
        told switch
        {
            SessionStartEvent e => $"{e.Agent} {(e.Resumed ? "went on with" : "began")} a session{In(e.Project)}",
            SessionEndEvent e => $"{e.Agent} {Ended(e.Status)} a session{In(e.Project)}: {Used(e.TotalTokens, e.Cost, e.UnpricedTokens)}",
            CostRecordedEvent e => $"{e.Agent} used {e.Model ?? "a model"}{In(e.Project)}: {Used(e.TotalTokens, e.Cost, e.UnpricedTokens)}"
                + (e.IsCorrection ? ", as a correction" : ""),
            BudgetExceededEvent e => $"The budget {e.Name}{For(e)} is exceeded: {Spent(e)}",
            ThresholdFacts e => $"{e.Name}{For(e)} reached {e.Threshold} %: {Spent(e)}",
            AgentConnectedEvent e => $"{e.Agent} appeared{On(e.Machine)}",
            AgentDisconnectedEvent e => $"{e.Agent} is gone{On(e.Machine)}",
            ModelSyncCompletedEvent e => $"Models and prices were fetched from {Listed(e.Sources)}"
                + (e.FailedSources.Count > 0 ? $"; {Listed(e.FailedSources)} failed" : ""),
            ConfigurationChangedEvent e => $"The configuration changed{On(e.Machine)}: {Listed(e.Keys)}",
            CustomEvent e => e.Data.Count == 0
                ? e.Name
                : $"{e.Name}: {string.Join(", ", e.Data.Select(pair => $"{pair.Key} {pair.Value}"))}",
            RunawayDetectedEvent { Reason: RunawayReason.Loop } e =>
                $"{e.Agent} goes in circles{In(e.Project)}: {e.Requests} requests of one size, {Used(e.TotalTokens, e.Cost, 0)}",
            RunawayDetectedEvent e => $"{e.Agent} runs away{In(e.Project)}: {CellText.Money(e.CostPerMinute ?? 0)} USD a minute, "
                + $"usually at most {CellText.Money(e.UsualCostPerMinute ?? 0)} USD",
            ErrorEvent e => $"The hook {e.Hook} is disabled, it failed too often: {e.Message}",
            _ => "The figures are due",
        };

    private static string Ended(SessionStatus status) =>
        status switch
        {
            SessionStatus.Cancelled => "was interrupted in",
            SessionStatus.Failed => "failed in",
            _ => "ended",
        };

    private static string Used(long tokens, decimal? cost, long unpriced)
    {
        string used = $"{Tokens(tokens)}, {(cost is { } known ? CellText.Money(known) + " USD" : "no known price")}";
        return unpriced != 0 && cost is not null ? $"{used} and {Tokens(unpriced)} without a price" : used;
    }

    private static string Spent(ThresholdFacts e) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Amount(e.Spent, e.Unit)} of {Amount(e.Limit, e.Unit)} {Within(e.Window)}, {e.Percent:0.#} %"
        );

    private static string Within(BudgetWindow window) =>
        window switch
        {
            BudgetWindow.Day => "today",
            BudgetWindow.FiveHours => "in five hours",
            BudgetWindow.SevenDays => "in seven days",
            BudgetWindow.Session => "in a session",
            BudgetWindow.Total => "in all",
            _ => $"this {window.ToString().ToLowerInvariant()}",
        };

    private static string Amount(decimal amount, BudgetUnit unit) =>
        unit == BudgetUnit.USD ? CellText.Money(amount) + " USD" : Tokens(amount);

    /// <summary>Three digits or so: <c>1.2 M tokens</c>.</summary>
    private static string Tokens(decimal tokens)
    {
        (decimal unit, string sign) = Math.Abs(tokens) switch
        {
            >= Giga => (Giga, " G"),
            >= Mega => (Mega, " M"),
            >= Kilo => (Kilo, " k"),
            _ => (1, ""),
        };
        return (tokens / unit).ToString(unit == 1 ? "0" : "0.#", CultureInfo.InvariantCulture) + sign + " tokens";
    }

    private static string For(ThresholdFacts e)
    {
        string[] parts = [.. new[] { e.Agent, e.Model, e.Project, e.SessionId }.OfType<string>()];
        return parts.Length == 0 ? "" : $" for {string.Join(", ", parts)}";
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "nothing" : string.Join(", ", names);

    private static string In(string? project) => project is null ? "" : $" in {project}";

    private static string On(string? machine) => machine is null ? "" : $" on {machine}";
}
