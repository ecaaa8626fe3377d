using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Rimuru.Hosting;

/// <summary>Converts durations as people write them (<c>30m</c>, <c>6h</c>, <c>1d</c> or <c>1w</c>) to time spans.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (
            given is not string text
            || Regex.Match(text.Trim(), @"\A(\d{1,6})\s*(m|min|h|d|w)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
                is not { Success: true } match
        )
            return inputData;
        int count = int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return match.Groups[2].Value.ToLowerInvariant() switch
        {
            "h" => TimeSpan.FromHours(count),
            "d" => TimeSpan.FromDays(count),
            "w" => TimeSpan.FromDays(7L * count),
            _ => TimeSpan.FromMinutes(count),
        };
    }
}
