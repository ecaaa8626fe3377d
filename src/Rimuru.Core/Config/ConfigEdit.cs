namespace Rimuru.Core.Config;

/// <summary>
/// Changes single values in the text of a settings file and keeps every other character: comments, order, blank lines, line ends.
/// </summary>
internal abstract class ConfigEdit(string text)
{
    /// <summary>The current text.</summary>
    public string Text { get; private set; } = text;

    /// <summary>The line end of this file.</summary>
    protected string NewLine { get; } = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>Sets a key to a single value, given in the file's syntax.</summary>
    public abstract void Set(string key, string value);

    /// <summary>Sets a key to a text.</summary>
    public abstract void SetText(string key, string text);

    /// <summary>Removes a key, if the file sets it.</summary>
    public abstract void Remove(string key);

    /// <summary>The items of a list; empty if the file does not set it.</summary>
    public abstract IReadOnlyList<string> Items(string key);

    /// <summary>Sets a key to a list; without items the key is removed.</summary>
    public abstract void SetList(string key, IReadOnlyList<string> items);

    protected void Replace(int start, int end, string replacement) =>
        Text = string.Concat(Text.AsSpan(0, start), replacement, Text.AsSpan(end));

    /// <summary>Inserts whole lines at the start of a line, or after a last line that has no end.</summary>
    protected void InsertLines(int at, string lines)
    {
        if (lines.Length > 0 && at > 0 && Text[at - 1] != '\n')
            lines = NewLine + lines;
        Replace(at, at, lines);
    }

    /// <summary>Removes an item from between braces or brackets, with the comma before it, else the one after it.</summary>
    protected void RemoveItem(int start, int end)
    {
        while (Text[start - 1] == ' ')
            start--;
        if (Text[start - 1] == ',')
            start--;
        else if (Text[end..].TrimStart() is [',', ..])
            end = Text.IndexOf(',', end) + 1;
        Replace(start, end, "");
    }

    protected int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>The offset after the end of the line.</summary>
    protected int LineEnd(int at)
    {
        int end = at >= Text.Length ? -1 : Text.IndexOf('\n', at);
        return end < 0 ? Text.Length : end + 1;
    }
}
