using System.Text;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Tests.Generators;

/// <summary>A file as its agent would have written it, and as it was at any time before.</summary>
internal abstract class GeneratedFile(string path)
{
    private byte[]? whole;

    /// <summary>Relative to the home.</summary>
    public string Path { get; private set; } = path;

    /// <summary>Another place where the agent may keep the very same file.</summary>
    public string? TwinPath { get; set; }

    /// <summary>True for a file of an older version: it does not appear where the newer version's files have been.</summary>
    public bool IsFromBefore { get; init; }

    /// <summary>Files that the agent writes before this one, and that are there as long as it is.</summary>
    public IReadOnlyList<(string Path, string Text)> Companions { get; set; } = [];

    /// <summary>Moves the file and what belongs to it to where another agent keeps the same.</summary>
    public GeneratedFile Move(Func<string, string> place)
    {
        Path = place(Path);
        TwinPath = TwinPath is null ? null : place(TwinPath);
        Companions = [.. Companions.Select(companion => (place(companion.Path), companion.Text))];
        return this;
    }

    /// <summary>How much there is to write: bytes of a log, messages of a document, statements of a database.</summary>
    public abstract int Extent { get; }

    public byte[] Bytes => whole ??= At(Extent);

    /// <summary>The file when so much of it had been written.</summary>
    public abstract byte[] At(int extent);

    /// <summary>How much of the file there may be at the next look.</summary>
    public virtual int NextExtent(Random random, int extent) => random.Next(extent, Extent + 1);

    /// <summary>What is left of the file where its agent cleans up in it; null where it does not.</summary>
    public virtual byte[]? Rest(Random random) => null;

    public TestHome WriteTo(TestHome home) => WriteTo(home, Extent);

    public virtual TestHome WriteTo(TestHome home, int extent)
    {
        WriteCompanionsTo(home);
        return home.Replace(Path, extent == Extent ? Bytes : At(extent));
    }

    /// <summary>The whole file, where the agent keeps it too.</summary>
    public void WriteTwinTo(TestHome home)
    {
        WriteCompanionsTo(home);
        if (TwinPath is not null)
            home.Replace(TwinPath, Bytes);
    }

    public void DeleteFrom(TestHome home)
    {
        foreach (string path in Companions.Select(companion => companion.Path).Append(Path))
            File.Delete(home.In(path));
    }

    protected void WriteCompanionsTo(TestHome home)
    {
        foreach ((string companion, string text) in Companions)
        {
            if (!File.Exists(home.In(companion)))
                home.Replace(companion, Encoding.UTF8.GetBytes(text));
        }
    }
}

/// <summary>A log that grows line by line.</summary>
internal sealed class GeneratedLog(string path, IReadOnlyList<string> lines) : GeneratedFile(path)
{
    private readonly byte[] bytes = Encode(lines);

    /// <summary>Whether the file may be cut off at the front: the tail still tells what every row is.</summary>
    public bool MayLoseItsHead { get; init; }

    public override int Extent => bytes.Length;

    public override byte[] At(int extent) => bytes[..extent];

    /// <summary>
    /// Cuts right behind a brace, where a line is whole but for its end, and right behind a line are the interesting ones.
    /// </summary>
    public override int NextExtent(Random random, int extent)
    {
        int end = random.Next(extent, bytes.Length + 1);
        int newline = Array.IndexOf(bytes, (byte)'\n', Math.Min(end, bytes.Length - 1));
        return newline >= 0 && random.Next(2) == 0 ? newline + random.Next(2) : end;
    }

    public override byte[]? Rest(Random random) => MayLoseItsHead ? Encode(lines.Skip(random.Next(1, lines.Count))) : null;

    public override TestHome WriteTo(TestHome home, int extent)
    {
        WriteCompanionsTo(home);
        return home.WriteBytes(Path, bytes.AsSpan(0, extent));
    }

    private static byte[] Encode(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}

/// <summary>A document that is written again, whole, with every message.</summary>
/// <param name="path">Relative to the home.</param>
/// <param name="extent">How many messages it has in the end.</param>
/// <param name="text">The document with its first messages.</param>
internal sealed class GeneratedDocument(string path, int extent, Func<int, string> text) : GeneratedFile(path)
{
    public override int Extent => extent;

    public override byte[] At(int extent) => Encoding.UTF8.GetBytes(text(extent));
}

/// <summary>A database; each statement leaves it in a state that an agent leaves it in.</summary>
internal sealed class GeneratedDatabase(string path, IReadOnlyList<string> schema, IReadOnlyList<string> statements) : GeneratedFile(path)
{
    /// <summary>What an agent may do to get rid of history; one of these is done.</summary>
    public IReadOnlyList<string> CleanUps { get; init; } = [];

    public override int Extent => statements.Count;

    public override byte[] At(int extent) => Make([.. schema, .. statements.Take(extent)]);

    public override byte[]? Rest(Random random) =>
        CleanUps.Count == 0 ? null : Make([.. schema, .. statements, CleanUps[random.Next(CleanUps.Count)]]);

    private static byte[] Make(IEnumerable<string> statements)
    {
        string path = System.IO.Path.GetTempFileName();
        try
        {
            using (SqliteDatabase database = SqliteDatabase.Open(path))
            {
                database.Execute("PRAGMA synchronous = OFF");
                database.Execute("BEGIN");
                foreach (string statement in statements)
                    database.Execute(statement);
                database.Execute("COMMIT");
            }

            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
