using System.Globalization;
using Rimuru.Core.Errors;
using Tomlyn.Syntax;

namespace Rimuru.Core.Config;

/// <summary>Reads <c>local.toml</c> text.</summary>
internal static class TomlFile
{
    /// <summary>Reads the settings of a file into a layer. E4003 names the file and the malformed line.</summary>
    public static void ReadInto(ConfigLayer layer, ConfigSchema schema, string path, string text)
    {
        DocumentSyntax document = TomlEntry.Parse(path, text, isStrict: false);
        TomlEntry[] entries = [.. TomlEntry.All(document)];
        ReadEntries(null);
        foreach (TableSyntaxBase table in document.Tables)
        {
            layer.Read(() =>
            {
                CheckTable(table, schema, path);
                ReadEntries(table);
            });
        }

        // A repeated key has been reported by Rimuru's own check; a repeated table has not.
        TomlEntry.Parse(path, text, isStrict: true);

        void ReadEntries(TableSyntaxBase? table)
        {
            foreach (TomlEntry entry in entries.Where(entry => entry.Table == table))
                layer.Read(() => ReadEntry(entry, layer, schema, path));
        }
    }

    private static void CheckTable(TableSyntaxBase table, ConfigSchema schema, string path)
    {
        string name = TomlEntry.NameOf("", table.Name!),
            origin = OriginOf(path, table);
        if (table is TableArraySyntax)
            throw new RimuruException(ErrorCodes.ConfigFormat, $"{origin}: [[{name}]] is a list of tables; write [{name}].", origin);
        if (schema.Find(name) is { } value)
            throw value.Wrong(origin, "is a section");
        if (!schema.IsSection(name))
            throw ConfigLayer.Unknown(schema, name, origin);
    }

    private static void ReadEntry(TomlEntry entry, ConfigLayer layer, ConfigSchema schema, string path)
    {
        string origin = OriginOf(path, entry.Node);
        if (schema.Find(entry.Name) is { } key)
            layer.Set(key, Read(key, entry.Node.Value!, path, origin), origin);
        else if (!schema.IsSection(entry.Name))
            throw ConfigLayer.Unknown(schema, entry.Name, origin);
        else if (entry.Node.Value is not InlineTableSyntax)
            throw new RimuruException(
                ErrorCodes.ConfigValue,
                $"{origin}: {entry.Name} is {Describe(entry.Node.Value!)}, but must be a section of "
                    + $"{string.Join(", ", schema.ChildrenOf(entry.Name))}.",
                origin
            );
    }

    private static object Read(ConfigKey key, ValueSyntax value, string path, string origin)
    {
        if (!key.IsList)
            return TextOf(value) is { } text ? key.Parse(text, origin) : throw key.Wrong(origin, $"is {Describe(value)}");
        if (value is not ArraySyntax list)
            throw key.Wrong(origin, $"is {Describe(value)}");
        List<string> items = [];
        foreach (ValueSyntax item in list.Items.Select(item => item.Value!))
        {
            string text = (item as StringValueSyntax)?.Value ?? throw key.Wrong(OriginOf(path, item), $"holds {Describe(item)}");

            // Items are also parsed one by one, so that an error names the line of the item.
            key.ParseItems([text], OriginOf(path, item));
            items.Add(text);
        }

        return key.ParseItems(items, origin);
    }

    private static string? TextOf(ValueSyntax value) =>
        value switch
        {
            StringValueSyntax text => text.Value,
            BooleanValueSyntax flag => flag.Value ? "true" : "false",
            IntegerValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

    private static string OriginOf(string path, SyntaxNodeBase node) => $"{path}:{node.Span.Start.Line + 1}";

    private static string Describe(ValueSyntax value) =>
        value switch
        {
            ArraySyntax => "a list",
            InlineTableSyntax => "a section",
            _ => "a single value",
        };
}
