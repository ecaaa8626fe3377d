namespace Rimuru.Core.AdapterContract;

/// <summary>Whose files are read, and with what.</summary>
internal interface ILogSource
{
    /// <summary>The agent's name: <c>ClaudeCode</c>.</summary>
    string Name { get; }

    /// <summary>Version of the readers' state and meaning; raising it has every file read again.</summary>
    int ReaderVersion { get; }

    /// <summary>A reader for one file, at its beginning or where <paramref name="state"/> says.</summary>
    LogReader Open(string path, ReadOnlySpan<byte> state);
}
