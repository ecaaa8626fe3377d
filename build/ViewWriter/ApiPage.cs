using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Rimuru;

namespace ViewWriter;

/// <summary>The page <c>docs/api-reference.md</c>: every public type of <c>Rimuru.Abstractions</c>, as it describes itself.</summary>
internal static class ApiPage
{
    public const string Name = "api-reference.md";

    private const string Head = """
        # API reference

        Every type that a script can touch: what cmdlets return, and what they take. All are in the namespace `Rimuru` and in `Rimuru.Abstractions.dll`, so `[Rimuru.CostRecord]` names one in PowerShell once the module is imported. Records compare by their values. [json.md](json.md) has the fields as JSON.

        <!-- Generated from the types by build/ViewWriter; regenerate it with ./build.ps1 -Task Docs. -->

        """;

    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Text()
    {
        Dictionary<string, string> summaries = Summaries.Read();
        StringBuilder text = new(Head.ReplaceLineEndings("\n"));
        foreach (Type type in typeof(CostRecord).Assembly.GetExportedTypes().OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {NameOf(type)}\n\n{summaries.GetValueOrDefault($"T:{type.FullName}", "")}\n");
            List<(string Name, string Kind, string Summary)> members = [.. MembersOf(type, summaries)];
            if (members.Count == 0)
                continue;
            text.Append(type.IsEnum ? "\n| value | | |\n|---|---|---|\n" : "\n| member | type | |\n|---|---|---|\n");
            foreach ((string name, string kind, string summary) in members)
                text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {kind} | {summary} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Name, string Kind, string Summary)> MembersOf(Type type, Dictionary<string, string> summaries)
    {
        if (type.IsEnum)
        {
            foreach (string name in Enum.GetNames(type))
            {
                string number = Convert
                    .ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)
                    .ToString(CultureInfo.InvariantCulture);
                yield return (name, number, summaries.GetValueOrDefault($"F:{type.FullName}.{name}", ""));
            }

            yield break;
        }

        foreach (PropertyInfo property in type.GetProperties(Own).Where(property => property.Name != "EqualityContract"))
            yield return (property.Name, $"`{NameOf(property.PropertyType)}`", SummaryOf(property, summaries));
        foreach (FieldInfo field in type.GetFields(Own))
            yield return (field.Name, $"`{NameOf(field.FieldType)}`", summaries.GetValueOrDefault($"F:{type.FullName}.{field.Name}", ""));
        foreach (MethodInfo method in type.GetMethods(Own).Where(IsOfPage))
        {
            string parameters = string.Join(
                ", ",
                method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}")
            );
            string start = $"M:{type.FullName}.{method.Name}";
            string summary =
                summaries.FirstOrDefault(known => known.Key == start || known.Key.StartsWith(start + "(", StringComparison.Ordinal)).Value
                ?? "";
            yield return ($"{method.Name}({parameters})", $"`{NameOf(method.ReturnType)}`", summary);
        }
    }

    /// <summary>True for what a person wrote: not for accessors, and not for what every record has.</summary>
    private static bool IsOfPage(MethodInfo method) =>
        !method.IsSpecialName
        && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        && method.Name is not (nameof(Equals) or nameof(IComparable.CompareTo))
        && method.GetBaseDefinition().DeclaringType != typeof(object);

    /// <summary>What a property says of itself, or what the one says that it overrides.</summary>
    private static string SummaryOf(PropertyInfo property, Dictionary<string, string> summaries)
    {
        for (Type? type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            if (summaries.TryGetValue($"P:{type.FullName}.{property.Name}", out string? summary))
                return summary;
        }

        return "";
    }

    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } plain)
            return NameOf(plain) + "?";
        if (!type.IsGenericType)
            return type.Name;
        string name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
