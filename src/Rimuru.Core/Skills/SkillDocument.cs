using System.Text;
using Rimuru.Core.Config;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rimuru.Core.Skills;

/// <summary>
/// A SKILL.md: front matter in YAML, and Markdown. Read with the event parser, so that nothing in it makes an object, expands an alias or
/// nests without end.
/// </summary>
internal sealed class SkillDocument
{
    public const string FileName = "SKILL.md";

    /// <summary>The size limit of the file.</summary>
    public const int MostBytes = 256 * 1024;

    private const int MostFrontMatter = 16 * 1024;
    private const int Deepest = 8;
    private const string Fence = "---";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<(string Name, SkillValue Value)> fields = [];

    private SkillDocument() { }

    /// <summary>The fields of the front matter, in its order.</summary>
    public IReadOnlyList<(string Name, SkillValue Value)> Fields => fields;

    /// <summary>The Markdown.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Why it cannot be read as a skill, with the line; null if it can.</summary>
    public (int Line, string Message)? Defect { get; private set; }

    /// <summary>A field that is a single value; null if there is none.</summary>
    public string? Text(string name) => Find(name)?.Text;

    public SkillValue? Find(string name) => fields.FirstOrDefault(field => field.Name == name).Value;

    /// <summary>Reads what can be read; <see cref="Defect"/> has the rest.</summary>
    public static SkillDocument Read(byte[] bytes)
    {
        SkillDocument document = new();
        try
        {
            document.Parse(Strict.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        }
        catch (DecoderFallbackException e)
        {
            document.Defect = (1, $"it is no UTF-8 text: {e.Message}");
        }

        return document;
    }

    private void Parse(string text)
    {
        int start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        if (start == 0 || text[..start].TrimEnd() != Fence)
        {
            Defect = (1, "it does not begin with front matter between two lines of ---");
            Body = text;
            return;
        }

        int end = EndOf(text, start);
        if (end < 0)
        {
            Defect = (1, "its front matter has no second line of ---");
            return;
        }

        int after = text.IndexOf('\n', end);
        Body = after < 0 ? "" : text[(after + 1)..];
        if (end - start > MostFrontMatter)
        {
            Defect = (1, $"its front matter has {end - start} characters; {MostFrontMatter} are allowed");
            return;
        }

        string front = text[start..end];
        try
        {
            ReadFields(new Parser(new StringReader(front)));
        }
        catch (FrontMatterException e)
        {
            Defect = (e.Line, e.Message);
        }
        catch (Exception e) when (YamlFile.IsMalformed(e))
        {
            (long line, string problem) = YamlFile.Explain(front, e);
            Defect = ((int)line + 1, $"its front matter is no valid YAML: {problem}");
        }
    }

    private static int EndOf(string text, int start)
    {
        for (int at = start; at < text.Length; )
        {
            int next = text.IndexOf('\n', at);
            ReadOnlySpan<char> line = text.AsSpan(at, (next < 0 ? text.Length : next) - at);
            if (line.TrimEnd().SequenceEqual(Fence))
                return at;
            at = next < 0 ? text.Length : next + 1;
        }

        return -1;
    }

    private void ReadFields(Parser parser)
    {
        while (parser.MoveNext() && parser.Current is StreamStart or DocumentStart) { }

        if (parser.Current is not MappingStart)
            throw new FrontMatterException(2, "its front matter has no fields");
        ReadMembers(parser, fields, 1);
        parser.MoveNext();
        if (parser.MoveNext() && parser.Current is DocumentStart second)
            throw new FrontMatterException(LineOf(second), "its front matter has a second document");
    }

    private static void ReadMembers(Parser parser, List<(string Name, SkillValue Value)> members, int depth)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        for (parser.MoveNext(); parser.Current is not MappingEnd; parser.MoveNext())
        {
            if (parser.Current is not Scalar key)
                throw new FrontMatterException(LineOf(parser.Current!), "a name in its front matter is no plain text");
            if (!names.Add(key.Value))
                throw new FrontMatterException(LineOf(key), $"its front matter has '{key.Value}' twice");
            Refuse(key);
            parser.MoveNext();
            members.Add((key.Value, ReadValue(parser, depth)));
        }
    }

    private static SkillValue ReadValue(Parser parser, int depth)
    {
        ParsingEvent here = parser.Current!;
        if (depth > Deepest)
            throw new FrontMatterException(LineOf(here), $"its front matter is nested more than {Deepest} times");
        switch (here)
        {
            case Scalar scalar:
                Refuse(scalar);
                return new(LineOf(here)) { Text = scalar.Value, IsPlain = scalar.Style == ScalarStyle.Plain };
            case SequenceStart list:
                Refuse(list);
                List<SkillValue> items = [];
                for (parser.MoveNext(); parser.Current is not SequenceEnd; parser.MoveNext())
                    items.Add(ReadValue(parser, depth + 1));
                return new(LineOf(here)) { Items = items };
            case MappingStart map:
                Refuse(map);
                List<(string Name, SkillValue Value)> members = [];
                ReadMembers(parser, members, depth + 1);
                return new(LineOf(here)) { Members = members };
            default:
                throw new FrontMatterException(LineOf(here), "its front matter has an alias, which could grow without end");
        }
    }

    private static void Refuse(NodeEvent node)
    {
        if (!node.Tag.IsEmpty)
            throw new FrontMatterException(LineOf(node), $"its front matter has the tag {node.Tag}");
    }

    /// <summary>The parser counts from the line after the fence.</summary>
    private static int LineOf(ParsingEvent e) => (int)e.Start.Line + 1;

    private sealed class FrontMatterException(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }
}
