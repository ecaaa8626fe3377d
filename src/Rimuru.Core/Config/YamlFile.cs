using Rimuru.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rimuru.Core.Config;

/// <summary>
/// Reads <c>local.yaml</c> text with the event parser: it starts twice as fast as the deserializer and knows the line of every key.
/// </summary>
internal sealed class YamlFile
{
    private readonly Parser parser;
    private readonly ConfigLayer layer;
    private readonly ConfigSchema schema;
    private readonly string path;

    /// <summary>How many sections and lists are open.</summary>
    private int depth;

    private YamlFile(ConfigLayer layer, ConfigSchema schema, string path, TextReader content)
    {
        parser = new Parser(content);
        this.layer = layer;
        this.schema = schema;
        this.path = path;
    }

    private ParsingEvent Event => parser.Current!;

    /// <summary>Reads the settings of a file into a layer. E4003 names the file and the malformed line.</summary>
    public static void ReadInto(ConfigLayer layer, ConfigSchema schema, string path, string content)
    {
        using StringReader reader = new(content);
        try
        {
            new YamlFile(layer, schema, path, reader).ReadDocument();
        }
        catch (Exception e) when (IsMalformed(e))
        {
            (long line, string problem) = Explain(content, e);
            string origin = $"{path}:{line}";
            throw new RimuruException(ErrorCodes.ConfigFormat, $"{origin}: the file is not valid YAML: {problem}", origin, e);
        }
    }

    /// <summary>True for what the parser throws: for some malformed texts it is not an error of its own kind.</summary>
    public static bool IsMalformed(Exception e) => e is YamlException or InvalidOperationException or ArgumentException;

    /// <summary>The malformed line of a text, and what is wrong with it.</summary>
    public static (long Line, string Problem) Explain(string content, Exception e)
    {
        int tab = LineWithTab(content);
        if (tab > 0)
            return (tab, "it is indented with a tab, where only spaces are allowed.");
        return e is YamlException known ? (known.Start.Line, known.Message) : (1, e.Message);
    }

    // The most common mistake; the parser reports it unclearly and on another line.
    private static int LineWithTab(string content)
    {
        using StringReader lines = new(content);
        for (int line = 1; lines.ReadLine() is { } text; line++)
        {
            int indent = text.AsSpan().IndexOfAnyExcept(' ', '\t');
            if (indent > 0 && text.AsSpan(0, indent).Contains('\t'))
                return line;
        }
        return 0;
    }

    private void ReadDocument()
    {
        Next();
        if (Next() is StreamEnd)
            return;
        ParsingEvent root = Next();
        if (root is MappingStart)
            ReadSection("");
        else if (root is not Scalar scalar || !IsNull(scalar))
            throw Malformed(root, "expected sections such as 'database:'");
        Next();
        if (Next() is DocumentStart second)
            throw Malformed(second, "expected one document, found a second");
    }

    private void ReadSection(string section)
    {
        Dictionary<string, long> seen = [];
        while (Next() is not MappingEnd)
        {
            if (Event is not Scalar key)
                throw Malformed(Event, "expected a key");
            Next();
            int outside = depth - Event.NestingIncrease;
            layer.Read(() => ReadEntry(section, key, seen));

            // After a collected error the rest of the value is skipped.
            while (depth > outside)
                Next();
        }
    }

    private void ReadEntry(string section, Scalar key, Dictionary<string, long> seen)
    {
        string name = section.Length == 0 ? key.Value : $"{section}.{key.Value}";
        string origin = Origin(key);
        if (!seen.TryAdd(name, key.Start.Line))
        {
            throw new RimuruException(
                ErrorCodes.ConfigDuplicate,
                $"{origin}: {name} is set a second time; the first is {path}:{seen[name]}.",
                origin
            );
        }
        if (schema.Find(name) is { } known)
            layer.Set(known, ReadValue(known, origin), origin);
        else if (schema.IsSection(name))
            EnterSection(name, origin);
        else
            throw ConfigLayer.Unknown(schema, name, origin);
    }

    // A section whose keys are all commented out is null in YAML, but means an empty section.
    private void EnterSection(string name, string origin)
    {
        if (Event is MappingStart)
            ReadSection(name);
        else if (Event is not Scalar scalar || !IsNull(scalar))
        {
            throw new RimuruException(
                ErrorCodes.ConfigValue,
                $"{origin}: {name} is {Describe(Event)}, but must be a section of {string.Join(", ", schema.ChildrenOf(name))}.",
                origin
            );
        }
    }

    private object ReadValue(ConfigKey key, string origin)
    {
        switch (Event)
        {
            case Scalar scalar when !key.IsList:
                Refuse(scalar);
                return key.Parse(IsNull(scalar) ? "" : scalar.Value, origin);
            case SequenceStart when key.IsList:
                return ReadList(key, origin);
            case AnchorAlias:
                throw Malformed(Event, $"{key.Name} is an alias; write the value itself");
            case Scalar scalar when IsNull(scalar):
                throw key.Wrong(origin, "has no value");
            default:
                throw key.Wrong(origin, $"is {Describe(Event)}");
        }
    }

    private object ReadList(ConfigKey key, string origin)
    {
        List<string> items = [];
        while (Next() is not SequenceEnd)
        {
            if (Event is not Scalar item)
                throw key.Wrong(Origin(Event), $"holds {Describe(Event)}");
            Refuse(item);
            // Items are also parsed one by one, so that an error names the line of the item.
            if (!IsNull(item))
                key.ParseItems([item.Value], Origin(item));
            items.Add(IsNull(item) ? "" : item.Value);
        }
        return key.ParseItems(items, origin);
    }

    private void Refuse(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty)
            throw Malformed(scalar, "tags such as !!str have no meaning here");
    }

    private ParsingEvent Next()
    {
        if (!parser.MoveNext())
            throw new SyntaxErrorException("The file ends too early.");
        depth += Event.NestingIncrease;
        return Event;
    }

    private string Origin(ParsingEvent e) => $"{path}:{e.Start.Line}";

    private RimuruException Malformed(ParsingEvent e, string problem) =>
        new(ErrorCodes.ConfigFormat, $"{Origin(e)}: {problem}.", Origin(e));

    private static bool IsNull(Scalar scalar) =>
        scalar is { IsPlainImplicit: true, Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };

    private static string Describe(ParsingEvent e) =>
        e switch
        {
            Scalar => "a single value",
            SequenceStart => "a list",
            MappingStart => "a section",
            _ => "an alias",
        };
}
