using Rimuru.Core.Records;

namespace Rimuru.Core.Ingest;

/// <summary>Turns the lines of one log file into records. Knows nothing of files, offsets or threads; a saved reader goes on where it stopped.</summary>
internal abstract class LogReader
{
    /// <summary>Reads one line, without its end. Throws <see cref="System.Text.Json.JsonException"/> where the line is not valid.</summary>
    public abstract void Line(ReadOnlySpan<byte> line, RowSink sink);

    /// <summary>Called once behind the last line of a read, before the state is saved.</summary>
    /// <param name="modifiedMs">Last write time of the file, for logs whose lines have no time of their own.</param>
    public abstract void Finish(RowSink sink, long modifiedMs);

    /// <summary>The state at the current line, for <see cref="AgentAdapter.Open"/>.</summary>
    public abstract byte[] Save();
}
