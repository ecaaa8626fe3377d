using Rimuru.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rimuru.Core.Config;

/// <summary>The position of a value in a YAML text, as offsets, with its key.</summary>
internal sealed class YamlNode
{
    private readonly List<YamlNode> children = [];
    private readonly List<YamlNode> items = [];

    /// <summary>The full name: <c>agents.codex.enabled</c>; empty for the document.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The section that contains it; null for the document and for list items.</summary>
    public YamlNode? Parent { get; private init; }

    public int KeyStart { get; private init; }

    public int KeyEnd { get; private init; }

    public int KeyColumn { get; private init; }

    public int Start { get; private set; }

    /// <summary>The offset after the value. A block-style value has no end of its own: see <see cref="Last"/>.</summary>
    public int End { get; private set; }

    public int Column { get; private set; }

    public string? Value { get; private set; }

    /// <summary>True for flow style: <c>{ … }</c> and <c>[ … ]</c>.</summary>
    public bool IsFlow { get; private set; }

    /// <summary>True if the key is inside such braces.</summary>
    public bool InFlow { get; private init; }

    public IReadOnlyList<YamlNode> Children => children;

    public IReadOnlyList<YamlNode> Items => items;

    /// <summary>The offset after the last character of the value or of its children.</summary>
    public int Last =>
        this switch
        {
            { IsFlow: false, children: [.., YamlNode child] } => child.Last,
            { IsFlow: false, items: [.., YamlNode item] } => item.Last,
            _ => Math.Max(End, KeyEnd),
        };

    public static YamlNode Read(string path, string text)
    {
        try
        {
            Parser parser = new(new StringReader(text));
            YamlNode root = new();
            while (parser.MoveNext())
            {
                if (parser.Current is not MappingStart)
                    continue;
                root.Read(parser);
                break;
            }

            return root;
        }
        catch (Exception e) when (YamlFile.IsMalformed(e))
        {
            (long line, string problem) = YamlFile.Explain(text, e);
            throw new RimuruException(
                ErrorCodes.ConfigFormat,
                $"{path}:{line}: the file is not valid YAML: {problem}",
                $"{path}:{line}",
                e
            );
        }
    }

    /// <summary>Reads the value of a key, or a section.</summary>
    public YamlNode? Find(string name)
    {
        foreach (YamlNode child in children)
        {
            if (child.Name == name)
                return child;
            if (name.StartsWith(child.Name + ".", StringComparison.Ordinal) && child.Find(name) is { } found)
                return found;
        }

        return null;
    }

    private void Read(Parser parser)
    {
        ParsingEvent here = parser.Current!;
        Start = At(here.Start);
        Column = Math.Max(0, (int)here.Start.Column - 1);
        switch (here)
        {
            case MappingStart map:
                IsFlow = map.Style == MappingStyle.Flow;
                for (parser.MoveNext(); parser.Current is not MappingEnd; parser.MoveNext())
                {
                    if (parser.Current is not Scalar key)
                        throw new YamlException(parser.Current!.Start, parser.Current.End, "expected a key");
                    YamlNode child = new()
                    {
                        Name = Name.Length == 0 ? key.Value : $"{Name}.{key.Value}",
                        Parent = this,
                        KeyStart = At(key.Start),
                        KeyEnd = At(key.End),
                        KeyColumn = (int)key.Start.Column - 1,
                        InFlow = IsFlow || InFlow,
                    };
                    parser.MoveNext();
                    child.Read(parser);
                    children.Add(child);
                }

                End = EndOf(parser.Current!);
                break;
            case SequenceStart list:
                IsFlow = list.Style == SequenceStyle.Flow;
                for (parser.MoveNext(); parser.Current is not SequenceEnd; parser.MoveNext())
                {
                    YamlNode item = new();
                    item.Read(parser);
                    items.Add(item);
                }

                End = EndOf(parser.Current!);
                break;
            case Scalar scalar:
                Value = scalar.Value;
                End = At(scalar.End);
                break;
            default:
                End = At(here.End);
                break;
        }
    }

    /// <summary>The parser reports the start of a closing brace, not its end.</summary>
    private int EndOf(ParsingEvent end) => At(end.Start) + (IsFlow ? 1 : 0);

    private static int At(Mark mark) => (int)mark.Index;
}
