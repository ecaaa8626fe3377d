namespace Rimuru.Core.Config;

/// <summary>Changes single values in the text of a settings file and leaves every other character as it is: comments, order, blank lines, line ends.</summary>
internal interface IConfigEdit
{
    /// <summary>The text as it is now.</summary>
    string Text { get; }

    /// <summary>Sets a key to a single value, given as it is to be written.</summary>
    void Set(string key, string value);

    /// <summary>The items of a list; none where the file does not set it.</summary>
    IReadOnlyList<string> Items(string key);

    /// <summary>Sets a key to a list; no items remove it.</summary>
    void SetList(string key, IReadOnlyList<string> items);
}
