using System.Globalization;
using System.Management.Automation;

namespace Rimuru.Hosting;

/// <summary>
/// Converts texts such as <c>0.92</c> to decimals. PowerShell passes over a comma, so that <c>0,92</c> would be 92; here it is an error.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DecimalTransformationAttribute : ArgumentTransformationAttribute
{
    private const NumberStyles Plain =
        NumberStyles.AllowLeadingSign
        | NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite
        | NumberStyles.AllowTrailingWhite;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (given is not string text)
            return inputData;
        return decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw new ArgumentTransformationMetadataException($"'{text}' is not a number with a decimal point, such as 0.92.");
    }
}
