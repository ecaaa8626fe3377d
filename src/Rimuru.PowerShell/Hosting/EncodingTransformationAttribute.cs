using System.Globalization;
using System.Management.Automation;
using Rimuru.Core.Exports;

namespace Rimuru.Hosting;

/// <summary>Converts the name of an encoding, or the number of a code page, to the encoding, as Export-Csv does.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        string? name = plain switch
        {
            string text => text,
            int page => page.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        if (string.IsNullOrEmpty(name))
            return inputData;
        try
        {
            return ExportEncodings.Named(name);
        }
        catch (RimuruException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }
}
