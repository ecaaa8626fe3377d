namespace Rimuru.Core.AdapterContract;

/// <summary>Turns one log file into records. A saved reader resumes where it stopped.</summary>
internal abstract class LogReader
{
    /// <summary>Called once after the last byte of a read, before the state is saved.</summary>
    public abstract void Finish(RowSink sink);

    /// <summary>
    /// The current state, for <see cref="AgentAdapter.Open"/>. It may be taken before the last line, which is read again if it has no end
    /// yet: what is still to be handed over by <see cref="Finish"/> is in it as handed over.
    /// </summary>
    public abstract byte[] Save();
}

/// <summary>Reads a log that grows line by line. It knows nothing about files, offsets and threads.</summary>
internal abstract class LineLogReader : LogReader
{
    /// <summary>
    /// Reads one line, without its line end. Throws <see cref="System.Text.Json.JsonException"/> if the line is not valid.
    /// </summary>
    public abstract void Line(ReadOnlySpan<byte> line, RowSink sink);

    /// <summary>True if the last line was not needed after its first bytes, so that its end was not checked.</summary>
    public bool StoppedEarly { get; protected set; }

    /// <summary>True if each read begins at the start: a file beside the log, or a later line, may say more of an earlier one.</summary>
    public virtual bool StartsOver => false;
}

/// <summary>Reads a file that is one document or one database, as a whole or only its new part.</summary>
internal abstract class FileLogReader : LogReader
{
    /// <summary>
    /// Reads the file. An exception for a damaged or locked file is reported once for the file; the next run tries again.
    /// </summary>
    public abstract void Read(string path, RowSink sink, CancellationToken stop);
}
