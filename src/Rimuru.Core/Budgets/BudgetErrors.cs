using System.Globalization;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Budgets;

/// <summary>What a status has to say to people.</summary>
internal static class BudgetErrors
{
    /// <summary>The error of a status; null for a budget that is kept. E12001 to E12003.</summary>
    /// <param name="status">The status.</param>
    /// <param name="isStrict">True if tokens without a price are an error.</param>
    public static RimuruException? Of(BudgetStatus status, bool isStrict) =>
        status.State switch
        {
            BudgetState.Exceeded => new RimuruException(ErrorCodes.BudgetExceeded, $"The budget {Spent(status)}.", status.Name),
            BudgetState.AtRisk => new RimuruException(
                ErrorCodes.BudgetForecast,
                $"The budget {Spent(status)}, and will have spent {Forecast(status)}.",
                status.Name
            ),
            _ when isStrict && HasUnpriced(status) => new RimuruException(
                ErrorCodes.BudgetUnpriced,
                $"The budget {Spent(status)}, without {Unpriced(status)}.",
                status.Name
            ),
            _ => null,
        };

    /// <summary>What is no error but worth knowing.</summary>
    public static IEnumerable<string> Warnings(BudgetStatus status, bool isStrict)
    {
        if (status.State == BudgetState.Warning)
            yield return status.Forecast is null
                ? $"The budget {Spent(status)}."
                : $"The budget {Spent(status)}; the forecast is {Forecast(status)}.";
        if (HasUnpriced(status) && (!isStrict || status.State > BudgetState.Warning))
            yield return $"The budget {status.Name} does not include {Unpriced(status)}.";
    }

    /// <summary>True if more was spent than is known.</summary>
    public static bool HasUnpriced(BudgetStatus status) => status.Unit == BudgetUnit.USD && status.UnpricedRequests > 0;

    /// <summary>What was spent, after "The budget".</summary>
    public static string Spent(BudgetStatus status)
    {
        string session = status.SessionId is null ? "" : $" in the session {status.SessionId}";
        string percent = status.Percent.ToString("0.#", CultureInfo.InvariantCulture);
        return $"{status.Name} has spent {Number(status, status.Spent)} of {Amount(status, status.Limit)} ({percent} %){session}";
    }

    private static string Forecast(BudgetStatus status)
    {
        string amount = Amount(status, status.Forecast ?? 0);
        return status is { ForecastLow: { } low, ForecastHigh: { } high }
            ? $"{amount} ({Number(status, low)} to {Amount(status, high)}) by its end"
            : $"{amount} by its end";
    }

    private static string Unpriced(BudgetStatus status) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{status.UnpricedRequests:N0} request(s) with {status.UnpricedTokens:N0} tokens that have no price"
        );

    private static string Amount(BudgetStatus status, decimal amount) =>
        $"{Number(status, amount)} {(status.Unit == BudgetUnit.Tokens ? "tokens" : "USD")}";

    private static string Number(BudgetStatus status, decimal amount) =>
        amount.ToString(status.Unit == BudgetUnit.Tokens ? "N0" : "#,0.00##", CultureInfo.InvariantCulture);
}
