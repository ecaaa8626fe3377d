namespace Rimuru.Core.AdapterContract;

/// <summary>Turns one log file into records; a saved reader goes on where it stopped.</summary>
internal abstract class LogReader
{
    /// <summary>Called once behind the last byte of a read, before the state is saved.</summary>
    public abstract void Finish(RowSink sink);

    /// <summary>The state at this point, for <see cref="AgentAdapter.Open"/>.</summary>
    public abstract byte[] Save();
}

/// <summary>Reads a log that grows line by line. Knows nothing of files, offsets or threads.</summary>
internal abstract class LineLogReader : LogReader
{
    /// <summary>Reads one line, without its end. Throws <see cref="System.Text.Json.JsonException"/> where the line is not valid.</summary>
    public abstract void Line(ReadOnlySpan<byte> line, RowSink sink);

    /// <summary>True where the last line was of no interest after its first bytes, and nobody knows what stands behind them.</summary>
    public bool LeftEarly { get; protected set; }
}

/// <summary>Reads a file that is one document or one database, whole or by what is new in it.</summary>
internal abstract class FileLogReader : LogReader
{
    /// <summary>
    /// Reads the file. What it throws for a damaged or locked file is reported once for the file; it is tried again on the next run.
    /// </summary>
    public abstract void Read(string path, RowSink sink, CancellationToken stop);
}
