using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Hosting;

/// <summary>Converts durations as people write them (<c>30m</c>, <c>6h</c>, <c>1d</c> or <c>1w</c>) to time spans.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return given is string text && DurationExpression.Parse(text) is { } duration ? duration : inputData;
    }
}
