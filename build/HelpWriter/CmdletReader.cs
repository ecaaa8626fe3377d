using System.Reflection.Metadata;

namespace HelpWriter;

/// <summary>Reads what an assembly declares of its cmdlets.</summary>
internal static class CmdletReader
{
    public static IReadOnlyList<CmdletFacts> Read(string path)
    {
        using AssemblyMetadata assembly = new(path);
        List<CmdletFacts> cmdlets = [];
        foreach (TypeDefinition type in assembly.Exported())
        {
            foreach (CustomAttributeValue<string> cmdlet in assembly.FindAll(type.GetCustomAttributes(), "CmdletAttribute"))
                cmdlets.Add(Cmdlet(assembly, type, cmdlet));
        }

        return cmdlets;
    }

    private static CmdletFacts Cmdlet(AssemblyMetadata assembly, TypeDefinition type, CustomAttributeValue<string> cmdlet)
    {
        // Of a parameter that overrides another, its own attributes count.
        List<ParameterFacts> parameters =
        [
            .. assembly.Lineage(type).SelectMany(part => Parameters(assembly, part)).DistinctBy(parameter => parameter.Name),
        ];
        if (Named(cmdlet, "SupportsShouldProcess") is true)
            parameters.AddRange([Added("WhatIf", "wi"), Added("Confirm", "cf")]);
        string verb = (string)cmdlet.FixedArguments[0].Value!;
        return new CmdletFacts(
            $"{verb}-{cmdlet.FixedArguments[1].Value}",
            verb,
            assembly.NameOf(type),
            Named(cmdlet, "DefaultParameterSetName") as string,
            [
                .. assembly
                    .FindAll(type.GetCustomAttributes(), "OutputTypeAttribute")
                    .SelectMany(output => output.FixedArguments)
                    .SelectMany(AssemblyMetadata.Values),
            ],
            parameters
        );
    }

    private static IEnumerable<ParameterFacts> Parameters(AssemblyMetadata assembly, TypeDefinition type)
    {
        foreach (PropertyDefinition property in type.GetProperties().Select(assembly.Reader.GetPropertyDefinition))
        {
            CustomAttributeHandleCollection attributes = property.GetCustomAttributes();
            ParameterUse[] uses = [.. assembly.FindAll(attributes, "ParameterAttribute").Select(Use)];
            if (uses.Length == 0)
                continue;
            yield return new ParameterFacts(
                assembly.Reader.GetString(property.Name),
                property.DecodeSignature(assembly.Types, null).ReturnType.Split('.')[^1],
                [
                    .. assembly
                        .FindAll(attributes, "AliasAttribute")
                        .SelectMany(alias => alias.FixedArguments)
                        .SelectMany(AssemblyMetadata.Values),
                ],
                assembly.FindAll(attributes, "SupportsWildcardsAttribute").Any(),
                uses
            );
        }
    }

    private static ParameterUse Use(CustomAttributeValue<string> parameter)
    {
        List<string> pipeline = [];
        if (Named(parameter, "ValueFromPipelineByPropertyName") is true)
            pipeline.Add("ByPropertyName");
        if (Named(parameter, "ValueFromPipeline") is true)
            pipeline.Add("ByValue");
        return new ParameterUse(
            Named(parameter, "ParameterSetName") as string,
            Named(parameter, "Position") as int?,
            Named(parameter, "Mandatory") is true,
            pipeline
        );
    }

    /// <summary>A parameter that PowerShell gives to a cmdlet that asks before it changes something.</summary>
    private static ParameterFacts Added(string name, string alias) =>
        new(name, ParameterFacts.Switch, [alias], false, [new ParameterUse(null, null, false, [])]);

    private static object? Named(CustomAttributeValue<string> attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Name == name).Value;
}
