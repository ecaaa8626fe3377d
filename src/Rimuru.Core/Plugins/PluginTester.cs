using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Display;
using Rimuru.Core.Exports;
using Rimuru.Core.Files;
using Rimuru.Core.Records;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Plugins;

/// <summary>
/// Tries a plugin behind its walls: what its manifest says, what it implements, and whether it does what its kinds must do. No host is
/// within its reach meanwhile, so that nothing is sent.
/// </summary>
internal sealed class PluginTester : IDisposable
{
    /// <summary>The folder of a plugin with logs that its agent is tried with.</summary>
    public const string SampleFolder = "samples";

    private const int ManyRows = 2000;
    private const int MostCuts = 40;
    private const long MostSample = 16 << 20;

    private readonly string folder;
    private readonly bool allowUnconfined;
    private readonly IReadOnlyList<string>? shell;
    private readonly List<PluginCheck> checks = [];
    private PluginManifest? manifest;
    private PluginHosts? hosts;

    private PluginTester(string folder, bool allowUnconfined, IReadOnlyList<string>? shell) =>
        (this.folder, this.allowUnconfined, this.shell) = (folder, allowUnconfined, shell);

    /// <summary>Tries the plugin in a folder.</summary>
    public static IReadOnlyList<PluginCheck> Run(string folder, bool allowUnconfined, IReadOnlyList<string>? shell, CancellationToken stop)
    {
        using PluginTester tester = new(folder, allowUnconfined, shell);
        tester.RunAll(stop);
        return tester.checks;
    }

    public void Dispose() => hosts?.Dispose();

    private PluginHostProcess Host(PluginKind kind) => hosts!.Of(manifest!.Id, kind);

    private void RunAll(CancellationToken stop)
    {
        Check(
            "Manifest",
            () =>
            {
                manifest = PluginRegistry.ManifestOf(folder);
                return $"{manifest}: {string.Join(", ", manifest.Kind)}";
            }
        );
        if (manifest is null)
            return;
        UsablePlugin usable = new(
            manifest,
            manifest.Needs with
            {
                Read = [],
                Write = [],
                Host = [],
            },
            FinalPath.Of(folder),
            allowUnconfined
        );
        hosts = new PluginHosts((_, _) => usable, () => shell, TimeProvider.System);
        if (!Check("Confinement", () => ConfinementOf(Host(manifest.Kind[0]).Confinement)))
            return;
        Check("Kinds", Kinds);
        foreach (PluginKind kind in manifest.Kind)
        {
            stop.ThrowIfCancellationRequested();
            switch (kind)
            {
                case PluginKind.Exporter:
                    Check("Exporter: no rows", () => $"{Export(0, stop).Length} bytes");
                    Check("Exporter: many rows, the same each time", () => SameTwice(() => Export(ManyRows, stop)));
                    break;
                case PluginKind.Notifier:
                    Check("Notifier: an event", Notify);
                    break;
                case PluginKind.Agent:
                    TestAgent(stop);
                    break;
                default:
                    Check("View: no rows", () => $"{Show(0, stop).Column.Count} columns");
                    Check("View: some rows", () => $"{Show(8, stop).Row.Count} rows");
                    break;
            }

            Denied(kind);
        }
    }

    private static string ConfinementOf(Confinement confinement) =>
        $"tier {confinement.Tier}, Landlock {confinement.LandlockAbi}, seccomp {confinement.Seccomp}, namespaces {confinement.Namespaces}, "
        + $"limits {confinement.Limits}";

    private string Kinds()
    {
        PluginKind[] found = Host(manifest!.Kind[0]).Kinds();
        PluginKind[] missing = [.. manifest.Kind.Except(found)];
        return missing.Length == 0
            ? string.Join(", ", found)
            : throw new InvalidDataException($"{string.Join(", ", missing.Select(Implementation))} is missing.");
    }

    private string Implementation(PluginKind kind) =>
        manifest!.Language == PluginLanguage.PowerShell
            ? $"the function {PluginWire.FunctionOf(kind)}"
            : $"the interface {PluginWire.InterfaceOf(kind).Name}";

    private byte[] Export(int rows, CancellationToken stop)
    {
        using MemoryStream bytes = new();
        InstalledPlugin one = Installed();
        new PluginExport(one, hosts!).Write(PluginSamples.Table(rows), bytes, new ExportOptions(), stop);
        return bytes.ToArray();
    }

    private static string SameTwice(Func<byte[]> make)
    {
        byte[] first = make();
        if (!first.AsSpan().SequenceEqual(make()))
            throw new InvalidDataException("The same rows gave other bytes the second time.");
        return first.Length > 0 ? $"{first.Length} bytes" : throw new InvalidDataException("Rows gave no bytes.");
    }

    private string Notify()
    {
        try
        {
            Host(PluginKind.Notifier)
                .Call(
                    PluginWire.Notify,
                    json =>
                    {
                        json.WritePropertyName("event");
                        json.WriteRawValue(PluginSamples.Event(DateTimeOffset.UnixEpoch));
                        json.WriteString("kind", nameof(EventKind.SessionEnd));
                        json.WriteString("text", "A session has ended.");
                        json.WriteStartObject("setting");
                        json.WriteEndObject();
                    },
                    null,
                    output => output.ReadByte()
                );
            return "took it";
        }
        catch (RimuruException e) when (!Host(PluginKind.Notifier).HasEnded)
        {
            // Without a host and without settings that is as good an answer.
            return $"refused it: {PlainText.Name(e.Message)}";
        }
    }

    private PluginPicture Show(int rows, CancellationToken stop) =>
        PluginService.Show(Host(PluginKind.View), PluginSamples.Table(rows), stop);

    private void TestAgent(CancellationToken stop)
    {
        string samples = Path.Combine(folder, SampleFolder);
        string extension = manifest!.Agent!.Extension;
        string[] files = Directory.Exists(samples)
            ?
            [
                .. Directory
                    .EnumerateFiles(samples)
                    .Where(file => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                    .Order(StringComparer.Ordinal),
            ]
            : [];
        Check(
            "Agent: samples",
            () =>
                files.Length > 0
                    ? $"{files.Length} logs"
                    : throw new InvalidDataException($"The folder {SampleFolder} has no log that ends in {extension}.")
        );
        PluginAdapter adapter = new(Installed(), hosts!);
        foreach (string file in files)
        {
            string name = Path.GetFileName(file);
            byte[] content = [];
            if (!Check($"Agent: {name}", () => Records(adapter, content = RegularFile.ReadAllBytes(file, MostSample), stop)))
                continue;
            Check($"Agent: {name}, the same each time", () => SameRecords(adapter, content, stop));
            Check($"Agent: {name}, cut off", () => CutOff(adapter, content, stop));
            Check($"Agent: {name}, damaged", () => Damaged(adapter, content, stop));
        }
    }

    private static string Records(PluginAdapter adapter, byte[] content, CancellationToken stop)
    {
        FileBatch batch = Read(adapter, content, stop);
        if (batch.Rows.Count == 0)
            throw new InvalidDataException("It gave no responses.");
        return $"{batch.Rows.Count} responses, {batch.Sessions.Count} sessions, {batch.MalformedLines} malformed lines";
    }

    private static string SameRecords(PluginAdapter adapter, byte[] content, CancellationToken stop)
    {
        List<string> first = Described(Read(adapter, content, stop));
        return first.SequenceEqual(Described(Read(adapter, content, stop)))
            ? $"{first.Count} responses"
            : throw new InvalidDataException("The same bytes gave other records the second time.");
    }

    /// <summary>An agent may still be writing: what a shorter file had must also be in the longer one.</summary>
    private static string CutOff(PluginAdapter adapter, byte[] content, CancellationToken stop)
    {
        HashSet<RecordKey> whole = [.. Keys(Read(adapter, content, stop))];
        int cuts = 0;
        int step = Math.Max(1, content.Length / MostCuts);
        for (int length = 0; length < content.Length; length += step)
        {
            foreach (RecordKey key in Keys(Read(adapter, content[..length], stop)))
            {
                if (!whole.Contains(key))
                    throw new InvalidDataException($"Of {length} bytes it gave a response that the whole file does not have.");
            }

            cuts++;
        }

        return $"{cuts} cuts";
    }

    /// <summary>Damage costs what it hits, and nothing else.</summary>
    private static string Damaged(PluginAdapter adapter, byte[] content, CancellationToken stop)
    {
        byte[] garbage = [.. "\n{\"\u0000\":[[[\n"u8, .. SHA256.HashData(content), (byte)'\n'];
        int middle = Math.Max(0, Array.IndexOf(content, (byte)'\n', content.Length / 2)) + 1;
        FileBatch batch = Read(adapter, [.. content[..middle], .. garbage, .. content[middle..]], stop);
        return $"{batch.Rows.Count} responses, {batch.MalformedLines} malformed lines";
    }

    private static FileBatch Read(PluginAdapter adapter, byte[] content, CancellationToken stop)
    {
        using TemporaryFolder temporary = TemporaryFolder.Make();
        string path = Path.Combine(temporary.Path, "sample");
        using (FileStream file = PrivateFile.Open(path))
            file.Write(content);
        RowSink sink = new(adapter.Name);
        PluginReader reader = (PluginReader)adapter.Open(path, []);
        reader.Read(path, sink, stop);
        reader.Finish(sink);
        return sink.Batch;
    }

    private static List<RecordKey> Keys(FileBatch batch) => Described(batch, row => row.Key);

    private static List<string> Described(FileBatch batch) =>
        Described(
            batch,
            row =>
                new StringBuilder()
                    .Append(row.Key)
                    .Append(' ')
                    .Append(row.UnixMs)
                    .Append(' ')
                    .Append(row.Tokens)
                    .Append(' ')
                    .Append(row.Model)
                    .Append(' ')
                    .Append(row.Session.SessionId)
                    .ToString()
        );

    private static List<T> Described<T>(FileBatch batch, Func<UsageRow, T> describe)
    {
        List<T> all = [];
        foreach (UsageRow row in batch.Rows.Span)
            all.Add(describe(row));
        return all;
    }

    private InstalledPlugin Installed() =>
        new()
        {
            Id = manifest!.Id,
            Version = manifest.Version,
            Folder = "",
            Files = [],
            Granted = manifest.Needs,
            Kind = manifest.Kind,
            Agent = manifest.Agent,
            Exporter = manifest.Exporter,
        };

    /// <summary>Says what the plugin tried and was denied.</summary>
    private void Denied(PluginKind kind)
    {
        foreach (PluginViolation violation in hosts!.Violations(manifest!.Id))
            checks.Add(
                new PluginCheck
                {
                    Plugin = manifest.Id,
                    Check = $"{kind}: denied {violation.Kind}",
                    Detail = PlainText.Name(violation.Detail),
                }
            );
    }

    private bool Check(string name, Func<string> check)
    {
        (bool isPassed, string detail) = (false, "");
        try
        {
            (isPassed, detail) = (true, check());
        }
        catch (Exception e)
            when (e is RimuruException or InvalidDataException or IOException or UnauthorizedAccessException or JsonException)
        {
            detail = e.Message;
        }

        checks.Add(
            new PluginCheck
            {
                Plugin = manifest?.Id ?? Path.GetFileName(folder),
                Check = name,
                Passed = isPassed,
                Detail = PlainText.Message(detail),
            }
        );
        return isPassed;
    }
}
