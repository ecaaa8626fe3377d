#pragma warning disable CA1416 // plugins are confined on Linux only, and refused elsewhere
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Sandbox;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>
/// What there is to attack: secrets, precious files, sockets and servers of this process, and a plugin that attacks them. It says what an
/// attack came to by its own look at them, and not only by what the plugin says.
/// </summary>
internal sealed class AttackGround : IDisposable
{
    public const string Script = "script",
        Assembly = "assembly";

    private const string SecretText = "the-secret",
        PreciousText = "precious",
        SecretVariable = "RIMURU_SECRET";

    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(6);

    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-attack-").FullName;
    private readonly LoopbackServer given = new();
    private readonly LoopbackServer other = new();
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket hidden = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly IReadOnlyList<string> shell;
    private PluginProcess? shared;

    public AttackGround(IReadOnlyList<string> shell)
    {
        this.shell = shell;
        Directory.CreateDirectory(Plugin);
        Directory.CreateDirectory(Neighbour);
        Directory.CreateDirectory(Path.Combine(folder, "outside"));
        File.WriteAllText(Secret, SecretText);
        File.WriteAllText(Path.Combine(Neighbour, "plugin.ps1"), PreciousText);
        File.CreateSymbolicLink(Link, Secret);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "attacks", "Rimuru.Attacks.dll"), AttackLibrary);
        foreach ((Socket listening, string name) in new[] { (socket, SocketPath), (hidden, '\0' + AbstractName) })
        {
            listening.Bind(new UnixDomainSocketEndPoint(name));
            listening.Listen();
        }

        other.Redirect = null;
        given.Redirect = $"http://127.0.0.1:{other.Port}/";
        File.WriteAllText(
            Path.Combine(Plugin, "target.json"),
            JsonSerializer.Serialize(
                new Dictionary<string, object>
                {
                    ["Secret"] = Secret,
                    ["Precious"] = Precious,
                    ["Link"] = Link,
                    ["Neighbour"] = Neighbour,
                    ["Socket"] = SocketPath,
                    ["Abstract"] = AbstractName,
                    ["Parent"] = Environment.ProcessId,
                    ["Port"] = given.Port,
                    ["OtherPort"] = other.Port,
                }
            )
        );
        Environment.SetEnvironmentVariable(SecretVariable, SecretText);
    }

    public string Plugin => Path.Combine(folder, "plugin");

    public string Secret => Path.Combine(folder, "outside", "secret");

    public string Precious => Path.Combine(folder, "outside", "precious");

    public string AttackLibrary => Path.Combine(Plugin, "Rimuru.Attacks.dll");

    private string Link => Path.Combine(folder, "outside", "link");

    private string Neighbour => Path.Combine(folder, "neighbour");

    private string SocketPath => Path.Combine(folder, "socket");

    private string AbstractName => Path.GetFileName(folder);

    public SandboxPolicy Policy(ConfinementTier tier) =>
        new()
        {
            PluginFolder = Plugin,
            Tier = tier,
            Hosts = [new HostPort("127.0.0.1", given.Port)],
            CallTime = CallTime,
            CpuTime = TimeSpan.FromSeconds(8),
            DiskBytes = 64 << 20,
        };

    /// <summary>One attack, in a process of its own where it may not leave it as it was.</summary>
    public AttackOutcome Run(string attack, string language, ConfinementTier tier)
    {
        File.WriteAllText(Precious, PreciousText);
        UnixFileMode mode = File.GetUnixFileMode(Precious);
        DateTime written = File.GetLastWriteTimeUtc(Precious);
        int before = other.Requests;
        AttackOutcome outcome = Attempt(attack, language, tier);
        string? harm = null;
        if (!File.Exists(Precious) || File.ReadAllText(Precious) != PreciousText)
            harm = "the precious file was changed";
        else if (File.GetUnixFileMode(Precious) != mode || File.GetLastWriteTimeUtc(Precious) != written)
            harm = "the precious file's rights or times were changed";
        else if (File.Exists(Precious + ".new"))
            harm = "a file was made outside";
        else if (File.ReadAllText(Path.Combine(Neighbour, "plugin.ps1")) != PreciousText)
            harm = "another plugin was changed";
        else if (File.ReadAllText(Secret) != SecretText)
            harm = "the secret was changed";
        else if (other.Requests != before || socket.Poll(0, SelectMode.SelectRead) || hidden.Poll(0, SelectMode.SelectRead))
            harm = "a server was reached";
        else if (shared is null && Directory.EnumerateDirectories(Path.GetTempPath(), $"rimuru-copy-{Environment.ProcessId}-*").Any())
            harm = "a folder was left behind";
        else if (outcome.Detail.Contains(SecretText, StringComparison.Ordinal))
            harm = "the secret got out";
        return harm is null ? outcome : outcome with { Worked = true, Detail = harm };
    }

    public void Dispose()
    {
        End();
        given.Dispose();
        other.Dispose();
        socket.Dispose();
        hidden.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Asks a loaded plugin for the picture of a table with a name.</summary>
    public static string[] Show(PluginProcess process, string name)
    {
        using PluginCall call = process.Call(PluginWire.Show, Encoding.UTF8.GetBytes($$"""{"name":"{{name}}","columns":[]}"""));
        call.CompleteInput();
        using MemoryStream output = new();
        call.Output.CopyTo(output);
        call.Result();
        using JsonDocument picture = JsonDocument.Parse(output.ToArray());
        return PictureWire.Read(picture.RootElement).Row is [{ } row, ..]
            ? [.. row.Select(value => value?.ToString() ?? "")]
            : throw new InvalidDataException("A picture of nothing.");
    }

    private AttackOutcome Attempt(string attack, string language, ConfinementTier tier)
    {
        bool isPassing = language == Assembly && AttackProgram.Passing.Contains(attack);
        if (!isPassing || shared?.HasEnded != false)
            End();
        int known = 0;
        try
        {
            shared ??= PluginProcess.Start(Policy(tier), EntryOf(attack, language), shell);
            known = shared.Violations.Count;
            string[] picture = Show(shared, attack);
            return new AttackOutcome(attack, picture[0] == "worked", picture[^1], Violations(known));
        }
        catch (RimuruException e)
        {
            return new AttackOutcome(attack, Worked: e.Code is "E10050" or "E10051", e.Message, Violations(known));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return new AttackOutcome(attack, Worked: false, "refused: " + e.Message, Violations(known));
        }
        finally
        {
            if (!isPassing)
                End();
        }
    }

    private void End()
    {
        shared?.Dispose();
        shared = null;
    }

    private PluginEntry EntryOf(string attack, string language)
    {
        if (language == Assembly)
        {
            string type = attack switch
            {
                "stall-at-load" => "StallingPlugin",
                "throw-at-load" => "ThrowingPlugin",
                _ => "AttackPlugin",
            };
            return new PluginEntry("attack", "1.0.0", AttackLibrary, "Rimuru.Attacks." + type);
        }

        string script = Path.Combine(Plugin, "attack.ps1");
        File.WriteAllText(script, ScriptAttacks.Of(attack, Secret, Precious, other.Port, given.Port));
        return new PluginEntry("attack", "1.0.0", script, null);
    }

    private string[] Violations(int known) =>
        shared is null ? [] : [.. shared.Violations.Skip(known).Select(violation => violation.ToString()).Take(5)];
}

/// <summary>What an attack came to.</summary>
/// <param name="Attack">Its name.</param>
/// <param name="Worked">True if it did what it wanted.</param>
/// <param name="Detail">What the plugin saw, or why it was ended.</param>
/// <param name="Violations">What was reported.</param>
internal sealed record AttackOutcome(string Attack, bool Worked, string Detail, IReadOnlyList<string> Violations);
