namespace Rimuru.Core.Config;

/// <summary>Changes single values in the text of a settings file and keeps every other character: comments, order, blank lines, line ends.</summary>
internal interface IConfigEdit
{
    /// <summary>The current text.</summary>
    string Text { get; }

    /// <summary>Sets a key to a single value, given in the file's syntax.</summary>
    void Set(string key, string value);

    /// <summary>The items of a list; empty if the file does not set it.</summary>
    IReadOnlyList<string> Items(string key);

    /// <summary>Sets a key to a list; no items remove it.</summary>
    void SetList(string key, IReadOnlyList<string> items);
}
