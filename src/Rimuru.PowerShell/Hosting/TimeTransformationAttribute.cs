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
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            DateTimeOffset time => time.ToString(RoundTrip, CultureInfo.InvariantCulture),
            DateTime time => time.ToString(RoundTrip, CultureInfo.InvariantCulture),
            DateOnly day => day.ToString(RoundTrip, CultureInfo.InvariantCulture),
            string text when OfPowerShell(text) is { } time => time.ToString(RoundTrip, CultureInfo.InvariantCulture),
            TimeSpan ago => (TimeProvider.System.GetUtcNow() - ago.Duration()).ToString(RoundTrip, CultureInfo.InvariantCulture),
            _ => inputData,
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
