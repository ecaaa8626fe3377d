using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Rimuru.Cli.Tests;

/// <summary>How a run of the command ended.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Errors)
{
    public JsonArray Rows => JsonNode.Parse(Output)!.AsArray();
}

/// <summary>The real <c>rimuru</c>, in an environment of which a test knows everything.</summary>
internal sealed class Cli(string home)
{
    /// <summary>Built beside this project, in the same configuration.</summary>
    public static string Assembly { get; } = Find();

    // RIMURU_TEST_CLI names another executable to be tested, such as the packed native one.
    private static readonly string[] Rimuru = Environment.GetEnvironmentVariable("RIMURU_TEST_CLI") is { Length: > 0 } packed
        ? [Path.GetFullPath(packed)]
        : [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Assembly];

    private readonly Dictionary<string, string> variables = [];

    /// <summary>A home that is the user's own.</summary>
    public string Home { get; } = home;

    public Cli With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    public CliResult Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        return Finish(process);
    }

    public static CliResult Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(60_000))
        {
            process.Kill();
            throw new TimeoutException("rimuru did not end within a minute.");
        }

        return new CliResult(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    /// <summary>
    /// The command as a user whom rights bind: the tester may be root, who may read anything. The home becomes that user's.
    /// </summary>
    public CliResult RunBound(params string[] arguments)
    {
        string[] command = [.. Rimuru, .. arguments];
        if (Environment.UserName == "root")
        {
            const string Nobody = "65534";
            using (Process own = Process.Start("chown", ["-R", "-h", $"{Nobody}:{Nobody}", Home]))
                own.WaitForExit();
            command = ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", .. command];
        }

        using Process process = Process.Start(Command(command[0], command[1..]))!;
        return Finish(process);
    }

    /// <summary>
    /// Starts the command so that Ctrl-C ends it, also where the tests run in the background of a shell, which lets its children ignore it.
    /// </summary>
    public Process Start(params string[] arguments)
    {
        string[] command = [.. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : (string[])[], .. Rimuru, .. arguments];
        return Process.Start(Command(command[0], command[1..]))!;
    }

    /// <summary>The command within a line of a shell, as <c>$RIMURU</c>.</summary>
    public CliResult Shell(string line)
    {
        ProcessStartInfo start = Command("/bin/bash", ["-c", line]);
        start.Environment["RIMURU"] = string.Join(' ', Rimuru);
        using Process process = Process.Start(start)!;
        return Finish(process);
    }

    /// <summary>How the command is started, for whoever starts it itself.</summary>
    public ProcessStartInfo StartInfo(params string[] arguments)
    {
        string[] command = [.. Rimuru, .. arguments];
        return Command(command[0], command[1..]);
    }

    public static void Signal(Process process, int signal) => kill(process.Id, signal).ShouldBe(0);

    private ProcessStartInfo Command(string file, string[] arguments)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string name in start.Environment.Keys.ToList())
        {
            if (IsForeign(name))
                start.Environment.Remove(name);
        }

        start.Environment["HOME"] = start.Environment["USERPROFILE"] = Home;
        start.Environment["TZ"] = "UTC";
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return start;
    }

    private static bool IsForeign(string name) =>
        (
            (string[])
                [
                    "CLAUDE",
                    "CODEX",
                    "XDG",
                    "RIMURU",
                    "NO_COLOR",
                    "APPDATA",
                    "LOCALAPPDATA",
                    "COREHOST",
                    "ANTHROPIC_API",
                    "OPENAI_API",
                    "GEMINI_API",
                    "GOOGLE_API",
                    "OPENROUTER_API",
                    "DOTNET_STARTUP",
                    "MSBUILD",
                ]
        ).Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static string Find()
    {
        string own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string configuration = Path.GetFileName(Path.GetDirectoryName(own)!);
        string? folder = own;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Rimuru.sln")))
            folder = Path.GetDirectoryName(folder);
        string path = Path.Combine(
            folder ?? throw new DirectoryNotFoundException("No Rimuru.sln above the tests."),
            "src",
            "Rimuru.Cli",
            "bin",
            configuration,
            "net10.0",
            "Rimuru.Cli.dll"
        );
        return File.Exists(path) ? path : throw new FileNotFoundException("The command is not built.", path);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
