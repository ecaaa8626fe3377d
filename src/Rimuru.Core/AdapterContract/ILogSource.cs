using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>Reads the files of one agent.</summary>
internal interface ILogSource
{
    /// <summary>The agent's name: <c>ClaudeCode</c>.</summary>
    string Name { get; }

    /// <summary>Version of the readers' state and rules; if it is raised, every file is read again.</summary>
    int ReaderVersion { get; }

    /// <summary>The oldest version whose states the readers still understand.</summary>
    int StateVersion => ReaderVersion;

    /// <summary>A reader for one file, at its beginning or at the saved <paramref name="state"/>.</summary>
    LogReader Open(string path, ReadOnlySpan<byte> state);

    /// <summary>Called for every batch of a file: a source whose reader is another agent's makes the records its own.</summary>
    void Claim(string path, FileBatch batch);

    /// <summary>The same for a count of a log that becomes no record.</summary>
    RawRow Claim(RawRow row);
}
