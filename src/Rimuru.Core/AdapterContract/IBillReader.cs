namespace Rimuru.Core.AdapterContract;

/// <summary>Reads what a user saved from an agent's service, such as its bill.</summary>
internal interface IBillReader
{
    /// <summary>The agent whose usage it bills.</summary>
    string Agent { get; }

    /// <summary>What it reads, for users.</summary>
    string Form { get; }

    /// <summary>Version of its meaning; raising it has a bill read again that is imported again.</summary>
    int Version { get; }

    /// <summary>True for a file that it can read, by its first bytes.</summary>
    bool Knows(string path);

    /// <summary>A reader for one file that it knows.</summary>
    FileLogReader Open();
}
