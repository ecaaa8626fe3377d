using System.Globalization;

namespace Rimuru.Core.Reports;

/// <summary>Parses a duration as a user types it: <c>30m</c>, <c>6h</c>, <c>1d</c>, <c>1w</c>.</summary>
internal static class DurationExpression
{
    private const int MostDigits = 6;

    /// <summary>Null if the text is no duration.</summary>
    public static TimeSpan? Parse(string text)
    {
        string trimmed = text.Trim();
        int digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > MostDigits)
            return null;
        int count = int.Parse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        return trimmed[digits..].Trim().ToLowerInvariant() switch
        {
            "m" or "min" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            "d" => TimeSpan.FromDays(count),
            "w" => TimeSpan.FromDays(7L * count),
            _ => null,
        };
    }
}
