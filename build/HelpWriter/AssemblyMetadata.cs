using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HelpWriter;

/// <summary>The exported types of an assembly and their attributes, read as data: nothing of it is loaded.</summary>
internal sealed class AssemblyMetadata : IDisposable
{
    private readonly PEReader file;

    public AssemblyMetadata(string path)
    {
        file = new PEReader(File.OpenRead(path));
        Reader = file.GetMetadataReader();
    }

    public MetadataReader Reader { get; }

    public AttributeTypes Types { get; } = new();

    public void Dispose() => file.Dispose();

    public IEnumerable<TypeDefinition> Exported() =>
        Reader
            .TypeDefinitions.Select(Reader.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public);

    /// <summary>A type and those of its bases that are in the same assembly.</summary>
    public IEnumerable<TypeDefinition> Lineage(TypeDefinition type)
    {
        yield return type;
        while (type.BaseType.Kind == HandleKind.TypeDefinition)
            yield return type = Reader.GetTypeDefinition((TypeDefinitionHandle)type.BaseType);
    }

    public string NameOf(TypeDefinition type) => AttributeTypes.FullName(Reader, type);

    public string NameOf(EntityHandle type) => Types.NameOf(Reader, type);

    public string NameOf(CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
            ? NameOf(Reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent)
            : NameOf(
                Reader.GetTypeDefinition(Reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType())
            );

    public CustomAttributeValue<string> Arguments(CustomAttribute attribute) => attribute.DecodeValue(Types);

    /// <summary>The arguments of each attribute of that name.</summary>
    public IEnumerable<CustomAttributeValue<string>> FindAll(CustomAttributeHandleCollection attributes, string name) =>
        attributes
            .Select(Reader.GetCustomAttribute)
            .Where(attribute => NameOf(attribute).EndsWith("." + name, StringComparison.Ordinal))
            .Select(Arguments);

    /// <summary>The types and texts of an argument, which may be an array.</summary>
    public static IEnumerable<string> Values(CustomAttributeTypedArgument<string> argument) =>
        argument.Value switch
        {
            string type when argument.Type == "System.Type" => [type.Split(',')[0]],
            string text => [text],
            IEnumerable<CustomAttributeTypedArgument<string>> array => array.SelectMany(Values),
            _ => [],
        };
}
