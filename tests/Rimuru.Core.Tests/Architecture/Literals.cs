using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Rimuru.Core.Tests.Architecture;

/// <summary>The string literals in the code of a compiled assembly, with the type that has each; a nested type counts as the one around it.</summary>
internal static class Literals
{
    public static IReadOnlyList<(string Type, string Text)> Of(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        TypeNames names = new();
        return
        [
            .. from handle in metadata.TypeDefinitions
            let name = names.GetTypeFromDefinition(metadata, handle, 0)
            from method in metadata.GetTypeDefinition(handle).GetMethods()
            let address = metadata.GetMethodDefinition(method).RelativeVirtualAddress
            where address != 0
            from text in In(metadata, file.GetMethodBody(address))
            select (name, text),
        ];
    }

    private static List<string> In(MetadataReader metadata, MethodBodyBlock body) =>
        [.. Tokens.StringsIn(body.GetILReader()).Select(token => metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(token)))];
}
