using System.Management.Automation;
using Rimuru.Core.Exports;

namespace Rimuru.Hosting;

/// <summary>Takes the endings of files for formats, too: <c>md</c> is Markdown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExportFormatTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is string name && ExportFormats.Named(name) is { } format ? format : inputData;
}
