using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Rimuru.Core.Tests.Architecture;

/// <summary>
/// What the types of a compiled assembly refer to: bases, fields, signatures, attributes, locals and every token in a method's code.
/// </summary>
internal sealed class References : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly TypeNames names = new();

    public References(string assembly)
    {
        file = new PEReader(File.OpenRead(assembly));
        metadata = file.GetMetadataReader();
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
            Read(handle);
    }

    /// <summary>From a type's full name to the full names that it uses.</summary>
    public Dictionary<string, HashSet<string>> Uses { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Assemblies =>
        [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];

    public void Dispose() => file.Dispose();

    private void Read(TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        names.Found = [];
        string name = names.GetTypeFromDefinition(metadata, handle, 0);
        if (!Uses.TryGetValue(name, out HashSet<string>? used))
            Uses.Add(name, used = new HashSet<string>(StringComparer.Ordinal));
        names.Found = used;
        Token(type.BaseType);
        foreach (InterfaceImplementationHandle i in type.GetInterfaceImplementations())
            Token(metadata.GetInterfaceImplementation(i).Interface);
        Attributes(type.GetCustomAttributes());
        foreach (FieldDefinitionHandle f in type.GetFields())
        {
            metadata.GetFieldDefinition(f).DecodeSignature(names, null);
            Attributes(metadata.GetFieldDefinition(f).GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle m in type.GetMethods())
            Method(metadata.GetMethodDefinition(m));
    }

    private void Method(MethodDefinition method)
    {
        method.DecodeSignature(names, null);
        Attributes(method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
            return;
        MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
        foreach (ExceptionRegion region in body.ExceptionRegions)
            Token(region.CatchType);
        foreach (EntityHandle token in Tokens.In(body.GetILReader()))
            Token(token);
    }

    private void Attributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle a in attributes)
            Token(metadata.GetCustomAttribute(a).Constructor);
    }

    private void Token(EntityHandle handle)
    {
        if (handle.IsNil)
            return;
        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                names.GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0);
                break;
            case HandleKind.TypeDefinition:
                names.GetTypeFromDefinition(metadata, (TypeDefinitionHandle)handle, 0);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null);
                break;
            case HandleKind.MethodDefinition:
                Token(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Token(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                MemberReference member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                Token(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method)
                    member.DecodeMethodSignature(names, null);
                else
                    member.DecodeFieldSignature(names, null);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Token(method.Method);
                method.DecodeSignature(names, null);
                break;
        }
    }
}
