using System.Globalization;
using System.Management.Automation;

namespace Rimuru.Hosting;

/// <summary>Turns dates, times and spans into text that says the same. What a word such as <c>today</c> means depends on another parameter, so text stays text until the command runs.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TimeTransformationAttribute : ArgumentTransformationAttribute
{
    private const string RoundTrip = "O";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        DateTimeOffset time => time.ToString(RoundTrip, CultureInfo.InvariantCulture),
        DateTime time => time.ToString(RoundTrip, CultureInfo.InvariantCulture),
        DateOnly day => day.ToString(RoundTrip, CultureInfo.InvariantCulture),
        TimeSpan ago => (DateTimeOffset.UtcNow - ago.Duration()).ToString(RoundTrip, CultureInfo.InvariantCulture),
        _ => inputData,
    };
}
