using System.Management.Automation;
using Rimuru.Core.Budgets;

namespace Rimuru.Hosting;

/// <summary>Converts the word of a window, such as <c>5h</c>, to the window.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class BudgetWindowTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && BudgetWindows.Find(text) is { } window
            ? window
            : inputData;
}
