using System.Globalization;
using System.Management.Automation;
using Rimuru.Core.Errors;

namespace Rimuru.Hosting;

/// <summary>Groups objects by properties that the user names.</summary>
internal static class PropertyGroup
{
    /// <summary>The values of the properties, comma separated; null if no property is named. E9001: the object lacks one.</summary>
    public static string? NameOf(PSObject item, string[]? properties) =>
        properties is null ? null : string.Join(", ", properties.Select(name => ValueOf(item, name)));

    private static string ValueOf(PSObject item, string name)
    {
        if (item.Properties[name] is not { } property)
            throw new RimuruException(ErrorCodes.InvalidArgument, $"The object '{item}' has no property {name} to group by.");
        return (string)LanguagePrimitives.ConvertTo(property.Value, typeof(string), CultureInfo.InvariantCulture);
    }
}
