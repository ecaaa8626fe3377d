namespace Rimuru.Core.AdapterContract;

/// <summary>Reads files that users save from an agent's service, such as its bill.</summary>
internal interface IBillReader
{
    /// <summary>The agent whose usage it bills.</summary>
    string Agent { get; }

    /// <summary>The kind of file that it reads, for messages.</summary>
    string Form { get; }

    /// <summary>Version of its rules; if it is raised, importing the same bill reads it again.</summary>
    int Version { get; }

    /// <summary>True for a file that it can read, by its first bytes.</summary>
    bool CanRead(string path);

    /// <summary>A reader for one file that <see cref="CanRead"/> accepts.</summary>
    FileLogReader Open();
}
