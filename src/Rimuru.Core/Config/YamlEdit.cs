using System.Text;

namespace Rimuru.Core.Config;

/// <summary>Changes single values in the text of <c>local.yaml</c>.</summary>
internal sealed class YamlEdit(string path, string text) : ConfigEdit(text)
{
    public override void Set(string key, string value)
    {
        YamlNode root = YamlNode.Read(path, Text);
        if (root.Find(key) is not { } node)
            Insert(root, key, value);
        else
            SetValue(node, value);
    }

    public override IReadOnlyList<string> Items(string key) =>
        [.. YamlNode.Read(path, Text).Find(key)?.Items.Select(item => item.Value ?? "") ?? []];

    public override void SetText(string key, string text) => Set(key, Quote(text));

    public override void Remove(string key)
    {
        if (YamlNode.Read(path, Text).Find(key) is { } node)
            Remove(node);
    }

    public override void SetList(string key, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
        {
            Remove(key);
            return;
        }

        YamlNode root = YamlNode.Read(path, Text);
        YamlNode? node = root.Find(key);
        string value = $"[{string.Join(", ", items.Select(Quote))}]";
        if (node is null)
            Insert(root, key, value);
        else if (!node.IsFlow && node.Items.Count > 0)
            SetLines(node, items);
        else
            SetValue(node, value);
    }

    /// <summary>A YAML scalar for any text.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private void SetValue(YamlNode node, string value)
    {
        // A null value has no position of its own: the new value goes after the colon.
        int colon = Text.IndexOf(':', node.KeyEnd) + 1;
        if (node.Start == node.End)
            Replace(colon, colon, " " + value);
        else
            Replace(node.Start, node.End, value);
    }

    /// <summary>Edits a list with one item a line: removes the lines of removed items and adds new ones after the last.</summary>
    private void SetLines(YamlNode list, IReadOnlyList<string> items)
    {
        YamlNode last = list.Items[^1];
        string indent = new(' ', list.Column);
        string added = string.Concat(
            items.Where(item => list.Items.All(known => known.Value != item)).Select(item => $"{indent}- {Quote(item)}{NewLine}")
        );
        InsertLines(LineEnd(last.End), added);
        foreach (YamlNode item in list.Items.Reverse().Where(item => !items.Contains(item.Value)))
            Replace(LineStart(item.Start), LineEnd(item.End), "");
    }

    private void Insert(YamlNode root, string key, string value)
    {
        // The deepest existing section; missing sections below it are written together with the key.
        YamlNode section = root;
        string[] parts = key.Split('.');
        int depth = 0;
        for (int i = parts.Length - 1; i > 0; i--)
        {
            if (root.Find(string.Join('.', parts[..i])) is not { } found)
                continue;
            (section, depth) = (found, i);
            break;
        }

        string[] rest = parts[depth..];
        string inner =
            string.Concat(rest[..^1].Select(part => $"{part}: {{ ")) + $"{rest[^1]}: {value}" + string.Concat(rest[..^1].Select(_ => " }"));
        if (section.IsFlow)
        {
            int end = section.End - 1;
            while (Text[end - 1] is ' ')
                end--;
            Replace(end, end, section.Children.Count > 0 ? $", {inner}" : $" {inner}");
            return;
        }

        if (section.InFlow)
        {
            SetValue(section, $"{{ {inner} }}");
            return;
        }

        // A section with only commented-out keys may contain an explicit null.
        if (section.Value is not null && section.End > section.Start)
            Replace(Text.IndexOf(':', section.KeyEnd) + 1, section.End, "");
        (int column, int at) = NextKeyIn(section);
        StringBuilder lines = new();
        for (int i = 0; i < rest.Length; i++)
            lines.Append(' ', column + (2 * i)).Append(rest[i]).Append(':').Append(i == rest.Length - 1 ? " " + value : "").Append(NewLine);
        InsertLines(at, lines.ToString());
    }

    /// <summary>Where a section's next key is written: its column, and the offset of its line.</summary>
    private (int Column, int At) NextKeyIn(YamlNode section)
    {
        if (section.Children.Count > 0)
            return (section.Children[0].KeyColumn, LineEnd(section.Last));
        return section.Parent is null ? (0, Text.Length) : (section.KeyColumn + 2, LineEnd(section.KeyEnd));
    }

    /// <summary>Removes the key with its value, and the sections that become empty and have no comments.</summary>
    private void Remove(YamlNode node)
    {
        if (!node.InFlow)
        {
            while (node.Parent is { Parent: not null, Children.Count: 1 } section && Text[section.KeyEnd..node.KeyStart].Trim() == ":")
                node = section;
            Replace(LineStart(node.KeyStart), LineEnd(node.Last), "");
            return;
        }

        RemoveItem(node.KeyStart, node.End);
    }
}
