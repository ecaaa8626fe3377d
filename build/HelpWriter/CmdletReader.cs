using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Rimuru.PowerShell.Tests;

/// <summary>A parameter as the assembly declares it.</summary>
internal sealed record ParameterFacts(string Name, string Type, string? Aliases, int? Position, bool IsMandatory, string? Pipeline, bool HasWildcards);

/// <summary>A cmdlet as the assembly declares it.</summary>
internal sealed record CmdletFacts(string Name, string Verb, string Class, IReadOnlyList<string> OutputTypes, IReadOnlyList<ParameterFacts> Parameters);

/// <summary>Reads bin/Rimuru.dll as data: neither PowerShell nor the engine is needed to hold the module's face against its pages and views.</summary>
internal sealed class ModuleMetadata : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader reader;
    private readonly AttributeTypes types = new();

    public ModuleMetadata(string path)
    {
        file = new PEReader(File.OpenRead(path));
        reader = file.GetMetadataReader();
    }

    /// <summary>Every base type, interface and attribute argument type of an exported type, by full name, with the exported type.</summary>
    public IEnumerable<(string Exported, string Uses)> TiesOfExportedTypes()
    {
        foreach (TypeDefinition type in Exported())
        {
            string name = AttributeTypes.FullName(reader, type);
            if (!type.BaseType.IsNil) yield return (name, types.NameOf(reader, type.BaseType));
            foreach (InterfaceImplementationHandle face in type.GetInterfaceImplementations()) yield return (name, types.NameOf(reader, reader.GetInterfaceImplementation(face).Interface));
            IEnumerable<CustomAttributeHandle> attributes = type.GetCustomAttributes().Concat(type.GetProperties().SelectMany(p => reader.GetPropertyDefinition(p).GetCustomAttributes()));
            foreach (CustomAttribute attribute in attributes.Select(reader.GetCustomAttribute))
            {
                yield return (name, AttributeName(attribute));
                if (AttributeName(attribute).StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)) continue;
                foreach (string used in Arguments(attribute).FixedArguments.SelectMany(TypeNames)) yield return (name, used);
            }
        }
    }

    public IReadOnlyList<CmdletFacts> Cmdlets() =>
    [
        .. Exported().Select(type => (Type: type, Cmdlet: Find(type.GetCustomAttributes(), "CmdletAttribute"))).Where(item => item.Cmdlet is not null).Select(item =>
        {
            CustomAttributeValue<string> cmdlet = item.Cmdlet!.Value;
            string verb = (string)cmdlet.FixedArguments[0].Value!;
            bool asks = cmdlet.NamedArguments.Any(argument => argument is { Name: "SupportsShouldProcess", Value: true });
            List<ParameterFacts> parameters = [.. Lineage(item.Type).SelectMany(ParametersOf)];
            if (asks) parameters.AddRange([new("WhatIf", "SwitchParameter", "wi", null, false, null, false), new("Confirm", "SwitchParameter", "cf", null, false, null, false)]);
            return new CmdletFacts(
                $"{verb}-{cmdlet.FixedArguments[1].Value}", verb, AttributeTypes.FullName(reader, item.Type),
                [.. Find(item.Type.GetCustomAttributes(), "OutputTypeAttribute") is { } output ? output.FixedArguments.SelectMany(TypeNames) : []], parameters);
        }),
    ];

    public void Dispose() => file.Dispose();

    private IEnumerable<TypeDefinition> Exported() =>
        reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public);

    /// <summary>A type and those of its bases that are in the same assembly.</summary>
    private IEnumerable<TypeDefinition> Lineage(TypeDefinition type)
    {
        yield return type;
        while (type.BaseType.Kind == HandleKind.TypeDefinition) yield return type = reader.GetTypeDefinition((TypeDefinitionHandle)type.BaseType);
    }

    private IEnumerable<ParameterFacts> ParametersOf(TypeDefinition type)
    {
        foreach (PropertyDefinition property in type.GetProperties().Select(reader.GetPropertyDefinition))
        {
            if (Find(property.GetCustomAttributes(), "ParameterAttribute") is not { } parameter) continue;
            object? Named(string name) => parameter.NamedArguments.FirstOrDefault(argument => argument.Name == name).Value;
            string[] pipeline = [.. new[] { ("ValueFromPipelineByPropertyName", "ByPropertyName"), ("ValueFromPipeline", "ByValue") }.Where(p => Named(p.Item1) is true).Select(p => p.Item2)];
            string[] aliases = Find(property.GetCustomAttributes(), "AliasAttribute") is { } alias ? [.. alias.FixedArguments.SelectMany(Strings)] : [];
            yield return new ParameterFacts(
                reader.GetString(property.Name), property.DecodeSignature(types, null).ReturnType.Split('.')[^1], aliases.Length == 0 ? null : string.Join(", ", aliases),
                Named("Position") as int?, Named("Mandatory") is true, pipeline.Length == 0 ? null : string.Join(", ", pipeline),
                Find(property.GetCustomAttributes(), "SupportsWildcardsAttribute") is not null);
        }
    }

    private CustomAttributeValue<string>? Find(CustomAttributeHandleCollection attributes, string name)
    {
        foreach (CustomAttribute attribute in attributes.Select(reader.GetCustomAttribute))
        {
            if (AttributeName(attribute).EndsWith("." + name, StringComparison.Ordinal)) return Arguments(attribute);
        }

        return null;
    }

    private string AttributeName(CustomAttribute attribute) => attribute.Constructor.Kind == HandleKind.MemberReference
        ? types.NameOf(reader, reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent)
        : AttributeTypes.FullName(reader, reader.GetTypeDefinition(reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()));

    private CustomAttributeValue<string> Arguments(CustomAttribute attribute) => attribute.DecodeValue(types);

    private static IEnumerable<string> TypeNames(CustomAttributeTypedArgument<string> argument) => argument.Value switch
    {
        string type when argument.Type == "System.Type" => [type.Split(',')[0]],
        IEnumerable<CustomAttributeTypedArgument<string>> array => array.SelectMany(TypeNames),
        _ => [],
    };

    private static IEnumerable<string> Strings(CustomAttributeTypedArgument<string> argument) => argument.Value switch
    {
        string text => [text],
        IEnumerable<CustomAttributeTypedArgument<string>> array => array.SelectMany(Strings),
        _ => [],
    };
}
