using System.Text;

namespace Rimuru.Core.Integrations;

/// <summary>
/// Adds values to a JSON text and takes them out again, by characters: the rest, with its comments, order and line ends, stays as it is.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="hasComments">True if comments are allowed.</param>
/// <param name="traces">What was added besides the values, as <see cref="IntegrationRecord"/> keeps it.</param>
internal sealed class JsonEdit(string text, bool hasComments, ISet<string> traces)
{
    private const string Usual = "  ";
    private const string Closing = "end:";

    public string Text { get; private set; } = text;

    public JsonPlace Root => JsonText.Parse(Text, hasComments);

    private string LineEnd => Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>The container at a path of names, which is made if there is none.</summary>
    /// <param name="path">The names from the root on.</param>
    /// <param name="isArray">True if the last one is an array.</param>
    public JsonPlace Make(IReadOnlyList<string> path, bool isArray)
    {
        JsonPlace at = Demand(Root, "", isArray: false);
        for (int i = 0; i < path.Count; i++)
        {
            bool isLastArray = isArray && i == path.Count - 1;
            string place = string.Join('/', path.Take(i + 1));
            if (at.Member(path[i]) is null)
            {
                Add(at, string.Join('/', path.Take(i)), path[i], isLastArray ? "[]" : "{}");
                traces.Add(place);
                at = Find(path.Take(i))!;
            }

            at = Demand(at.Member(path[i])!, place, isLastArray);
        }

        return at;
    }

    /// <summary>The value at a path of names; null for none.</summary>
    public JsonPlace? Find(IEnumerable<string> path)
    {
        JsonPlace? at = Root;
        foreach (string name in path)
            at = at?.Member(name);
        return at;
    }

    /// <summary>Adds a member or an element as the last one.</summary>
    /// <param name="container">The object or array.</param>
    /// <param name="place">Its path, for the traces.</param>
    /// <param name="name">The name of a member; null for an element.</param>
    /// <param name="json">The value in lines that are indented by two spaces each level.</param>
    public void Add(JsonPlace container, string place, string? name, string json)
    {
        string inner = Text[(container.Start + 1)..(container.End - 1)];
        bool isEmpty = container.Children.Count == 0;
        int at = isEmpty ? container.Start + 1 : container.Children[^1].End;
        string value = name is null ? json : $"\"{name}\": {json}";
        if (!isEmpty && !inner.Contains('\n', StringComparison.Ordinal))
        {
            Text = Text.Insert(at, ", " + OneLine(value));
            return;
        }

        string own = IndentAt(container.First);
        string indent = isEmpty ? own + Unit() : IndentAt(container.Children[^1].First);
        StringBuilder added = new(isEmpty ? "" : ",");
        foreach (string line in value.Split('\n'))
        {
            int levels = line.TakeWhile(c => c == ' ').Count() / Usual.Length;
            added.Append(LineEnd).Append(indent).Insert(added.Length, Unit(), levels).Append(line.AsSpan(levels * Usual.Length));
        }

        if (isEmpty && !inner.Contains('\n', StringComparison.Ordinal))
        {
            added.Append(LineEnd).Append(own);
            traces.Add($"{Closing}{place}={own}");
        }

        Text = Text.Insert(at, added.ToString());
    }

    /// <summary>Takes out a member or an element, with the comma and the space that came with it.</summary>
    public void Remove(JsonPlace container, string place, JsonPlace child)
    {
        int index = container.Children.ToList().FindIndex(one => one.Start == child.Start);
        if (index > 0)
        {
            Cut(container.Children[index - 1].End, child);
        }
        else if (container.Children.Count > 1)
        {
            int next = container.Children[1].First;
            string between = Text[child.End..next];
            int comma = between.IndexOf(',', StringComparison.Ordinal);
            bool isPlain = between.All(c => char.IsWhiteSpace(c) || c == ',');
            Text = Text.Remove(child.First, (isPlain ? next : child.End + comma + 1) - child.First);
        }
        else
        {
            CutOnly(container, place, child);
        }
    }

    /// <summary>Removes a container that was made here, if it is empty again.</summary>
    public void Unmake(IReadOnlyList<string> path)
    {
        string place = string.Join('/', path);
        if (!traces.Contains(place) || Find(path) is not { Children.Count: 0 } empty)
            return;
        string[] above = [.. path.SkipLast(1)];
        Remove(Find(above)!, string.Join('/', above), empty);
        traces.Remove(place);
    }

    /// <summary>Comments between the value before and this one are somebody's, and stay.</summary>
    private void Cut(int before, JsonPlace child)
    {
        string between = Text[before..child.First];
        if (between.All(c => char.IsWhiteSpace(c) || c == ','))
        {
            Text = Text.Remove(before, child.End - before);
            return;
        }

        int space = child.First;
        while (char.IsWhiteSpace(Text[space - 1]))
            space--;
        bool isLineNeeded = Text[space..child.First].Contains('\n', StringComparison.Ordinal) && !char.IsWhiteSpace(Text[child.End]);
        Text = Text.Remove(space, child.End - space).Insert(space, isLineNeeded ? LineEnd : "");
        Text = Text.Remove(CommaBehind(before), 1);
    }

    private void CutOnly(JsonPlace container, string place, JsonPlace child)
    {
        int start = container.Start + 1,
            end = child.End;
        string before = Text[start..child.First],
            mark = $"{Closing}{place}=";
        if (traces.FirstOrDefault(trace => trace.StartsWith(mark, StringComparison.Ordinal)) is { } trace)
        {
            string closing = LineEnd + trace[mark.Length..];
            if (Text.AsSpan(end).StartsWith(closing))
                end += closing.Length;
            traces.Remove(trace);
        }

        int first = before.All(char.IsWhiteSpace) ? start : child.First;
        Text = Text.Remove(first, end - first);
    }

    /// <summary>The comma behind a value, which may come after comments.</summary>
    private int CommaBehind(int at)
    {
        while (Text[at] != ',')
        {
            if (Text.AsSpan(at).StartsWith("//"))
                at = Text.IndexOf('\n', at);
            else if (Text.AsSpan(at).StartsWith("/*"))
                at = Text.IndexOf("*/", at + 2, StringComparison.Ordinal) + 1;
            at++;
        }

        return at;
    }

    private JsonPlace Demand(JsonPlace place, string name, bool isArray)
    {
        if (isArray ? place.IsArray(Text) : place.IsObject)
            return place;
        string what = name.Length == 0 ? "the file" : $"'{name}'";
        throw new FormatException($"{what} is not {(isArray ? "an array" : "an object")}.");
    }

    /// <summary>The blanks at the beginning of a line.</summary>
    private string IndentAt(int at)
    {
        int start = at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;
        int end = start;
        while (end < at && Text[end] is ' ' or '\t')
            end++;
        return Text[start..end];
    }

    /// <summary>One level of indentation, as the first member of the file has it.</summary>
    private string Unit() => Root.Children is [var first, ..] && IndentAt(first.First) is { Length: > 0 and <= 8 } indent ? indent : Usual;

    private static string OneLine(string value) => string.Join(' ', value.Split('\n').Select(line => line.Trim()));
}
