using System.Management.Automation;

namespace Rimuru.Hosting;

/// <summary>
/// Converts empty text, such as an empty cell of a CSV file, to null. PowerShell itself would convert it to the number 0.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class EmptyIsNullTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return bare is string text && string.IsNullOrWhiteSpace(text) ? null : inputData;
    }
}
