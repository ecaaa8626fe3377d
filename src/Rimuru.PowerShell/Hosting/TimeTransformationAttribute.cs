using System.Globalization;
using System.Management.Automation;

namespace Rimuru.Hosting;

/// <summary>
/// Converts dates, times and durations to text with the same meaning. The meaning of a word such as <c>today</c> depends on another
/// parameter, so the text is parsed when the command runs.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TimeTransformationAttribute : ArgumentTransformationAttribute
{
    private const string RoundTrip = "O";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => TextOf(inputData) ?? inputData;

    /// <summary>The text of a time; null for a value that is neither a time nor a text.</summary>
    internal static string? TextOf(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            DateTimeOffset time => time.ToString(RoundTrip, CultureInfo.InvariantCulture),
            DateTime time => time.ToString(RoundTrip, CultureInfo.InvariantCulture),
            DateOnly day => day.ToString(RoundTrip, CultureInfo.InvariantCulture),
            string text => OfPowerShell(text)?.ToString(RoundTrip, CultureInfo.InvariantCulture) ?? text,
            TimeSpan ago => (TimeProvider.System.GetUtcNow() - ago.Duration()).ToString(RoundTrip, CultureInfo.InvariantCulture),

            // A DateTimeOffset that came from a file or another process has its properties only.
            _ when value is PSObject far && far.Properties[nameof(DateTimeOffset.UtcDateTime)]?.Value is DateTime utc => DateTime
                .SpecifyKind(utc, DateTimeKind.Utc)
                .ToString(RoundTrip, CultureInfo.InvariantCulture),
            _ => null,
        };

    /// <summary>
    /// The time in a text that PowerShell itself created: in the invariant culture within a string, in the session's culture in a CSV. Null
    /// if it is not a time, or if the two would be different days.
    /// </summary>
    private static DateTimeOffset? OfPowerShell(string text)
    {
        DateTimeFormatInfo own = CultureInfo.CurrentCulture.DateTimeFormat;
        string[] inStrings = ["MM/dd/yyyy HH:mm:ss zzz", "MM/dd/yyyy HH:mm:ss"],
            inFiles = [$"{own.ShortDatePattern} {own.LongTimePattern} zzz", $"{own.ShortDatePattern} {own.LongTimePattern}"];
        bool isInString = DateTimeOffset.TryParseExact(
            text,
            inStrings,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeLocal,
            out DateTimeOffset one
        );
        bool isInFile = DateTimeOffset.TryParseExact(
            text,
            inFiles,
            CultureInfo.CurrentCulture,
            DateTimeStyles.AssumeLocal,
            out DateTimeOffset other
        );
        if (isInString && isInFile)
            return one == other ? one : null;
        if (isInString)
            return one;
        return isInFile ? other : null;
    }
}
