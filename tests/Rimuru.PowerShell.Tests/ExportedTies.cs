using System.Reflection.Metadata;
using HelpWriter;

namespace Rimuru.PowerShell.Tests;

/// <summary>What the exported types of an assembly cannot be loaded without.</summary>
internal static class ExportedTies
{
    /// <summary>Every base type, interface and attribute argument type of an exported type, by full name, with the exported type.</summary>
    public static IEnumerable<(string Exported, string Uses)> Of(string path)
    {
        using AssemblyMetadata assembly = new(path);
        MetadataReader reader = assembly.Reader;
        foreach (TypeDefinition type in assembly.Exported())
        {
            string name = assembly.NameOf(type);
            if (!type.BaseType.IsNil)
                yield return (name, assembly.NameOf(type.BaseType));
            foreach (InterfaceImplementationHandle face in type.GetInterfaceImplementations())
                yield return (name, assembly.NameOf(reader.GetInterfaceImplementation(face).Interface));
            IEnumerable<CustomAttributeHandle> attributes = type.GetCustomAttributes()
                .Concat(type.GetProperties().SelectMany(p => reader.GetPropertyDefinition(p).GetCustomAttributes()));
            foreach (CustomAttribute attribute in attributes.Select(reader.GetCustomAttribute))
            {
                yield return (name, assembly.NameOf(attribute));
                if (assembly.NameOf(attribute).StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal))
                    continue;
                foreach (string used in assembly.Arguments(attribute).FixedArguments.SelectMany(AssemblyMetadata.Values))
                    yield return (name, used);
            }
        }
    }
}
