using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Config;
using Rimuru.Core.Derived;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.IcodeMate;

/// <summary>
/// iCodeMate: its extension was derived from OpenCode, with the same database tables and reader; its CLI was derived from Claude Code, with
/// the same transcripts.
/// </summary>
internal sealed class IcodeMateAdapter() : DerivedAdapter(new ClaudeCodeAdapter(), IcodeMateIdentity.Record)
{
    /// <summary>Raised for the databases; for the transcripts Claude Code's is.</summary>
    private const int DatabaseVersion = 1;

    public override string Name => IcodeMateIdentity.Agent;

    public override string DisplayName => "iCodeMate";

    public override AgentProgram Program => new("icodemate");

    public override IReadOnlyList<KeySpace> KeyKinds => IcodeMateIdentity.Kinds;

    public override int ReaderVersion => base.ReaderVersion + DatabaseVersion;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        IcodeMateLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        IcodeMateLocations.Databases(roots).Concat(base.Files(IcodeMateLocations.Transcripts(roots)));

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        IcodeMateLocations.IsTranscript(path) ? base.Open(path, state) : IcodeMateReader.Open(state);

    /// <summary>The databases' reader knows whose they are.</summary>
    public override void Claim(string path, FileBatch batch)
    {
        if (IcodeMateLocations.IsTranscript(path))
            base.Claim(path, batch);
    }

    /// <inheritdoc cref="Claim(string, FileBatch)"/>
    public override RawRow Claim(RawRow row) => IcodeMateLocations.IsTranscript(row.File) ? base.Claim(row) : row;
}
