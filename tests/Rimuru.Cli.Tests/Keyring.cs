namespace Rimuru.Cli.Tests;

/// <summary>A real GNOME Keyring on a D-Bus session of its own, in the folder of a test.</summary>
internal static class Keyring
{
    /// <summary>A line of a shell that locks the keyring.</summary>
    public const string Lock =
        "gdbus call --session -d org.freedesktop.secrets -o /org/freedesktop/secrets -m org.freedesktop.Secret.Service.Lock "
        + "\"['/org/freedesktop/secrets/collection/login']\" >/dev/null";

    /// <summary>The daemon goes to the background before its keyring can be asked.</summary>
    private const string Start =
        "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 || exit 9\n"
        + "for try in $(seq 100); do\n"
        + "  gdbus call --session -d org.freedesktop.secrets -o /org/freedesktop/secrets/collection/login "
        + "-m org.freedesktop.DBus.Properties.Get org.freedesktop.Secret.Collection Locked 2>/dev/null | grep -q false && break\n"
        + "  sleep 0.1\n"
        + "done\n";

    private static readonly string[] Programs = ["gnome-keyring-daemon", "dbus-run-session", "gdbus"];

    /// <summary>True if libsecret's own tool can look into the keyring.</summary>
    public static bool HasTool => IsInstalled("secret-tool");

    public static void Require()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libsecret is a library of Linux.");
        string[] missing = [.. Programs.Where(program => !IsInstalled(program))];
        Assert.SkipWhen(missing.Length > 0, $"{string.Join(", ", missing)} is not installed: the keychain is NOT tested.");
    }

    /// <summary>Runs lines of a shell in a session, with an unlocked keyring or none. Nothing of the session outlives it.</summary>
    public static CliResult Session(Cli command, string folder, bool isStarted, params string[] lines)
    {
        string script = Path.Combine(folder, "session.sh");
        string start = isStarted ? Start : "";
        File.WriteAllText(script, $"cd '{folder}'\nexport XDG_RUNTIME_DIR='{folder}'\n{start}{string.Join('\n', lines)}\nexit 0\n");
        string services = isStarted ? "" : $"--config-file='{Bus(folder)}' ";
        CliResult result = command.Shell($"dbus-run-session {services}-- bash '{script}'");
        File.Delete(script);
        return result;
    }

    /// <summary>A bus that starts no services.</summary>
    private static string Bus(string folder)
    {
        string path = Path.Combine(folder, "bus.conf");
        File.WriteAllText(
            path,
            $"""
            <busconfig>
              <type>session</type>
              <listen>unix:dir={folder}</listen>
              <policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy>
            </busconfig>
            """
        );
        return path;
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
