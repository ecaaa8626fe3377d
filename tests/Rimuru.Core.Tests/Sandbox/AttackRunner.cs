using System.Diagnostics;
using System.Text.Json;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>Runs attacks as this user, or as an ordinary one where this user is root.</summary>
internal static class AttackRunner
{
    /// <summary>A user whom nothing belongs to.</summary>
    private const string Ordinary = "12345";

    private static readonly Lazy<string> Places = new(CopyForOrdinary);

    public static bool IsRoot => Environment.UserName == "root";

    public static IReadOnlyList<string> Shell => RestoredPowerShell.Words;

    private static string DotNet => Shell[0];

    public static IReadOnlyList<AttackOutcome> Run(ConfinementTier tier, string language, bool asOrdinary, IEnumerable<string> attacks)
    {
        string library = typeof(AttackRunner).Assembly.Location;
        string shell = Shell[1];
        List<string> command = [];
        if (asOrdinary)
        {
            library = Path.Combine(Places.Value, "tests", Path.GetFileName(library));
            shell = Path.Combine(Places.Value, "shell", Path.GetFileName(shell));
            command.AddRange(["setpriv", "--reuid", Ordinary, "--regid", Ordinary, "--clear-groups"]);
        }

        command.AddRange([DotNet, "exec", library, AttackProgram.Word, DotNet, shell, tier.ToString(), language, .. attacks]);
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["HOME"] = "/tmp";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        List<AttackOutcome> outcomes = [];
        while (process.StandardOutput.ReadLine() is { } line)
            outcomes.Add(JsonSerializer.Deserialize<AttackOutcome>(line)!);
        process.WaitForExit();
        return process.ExitCode == 0
            ? outcomes
            : throw new InvalidOperationException($"The attacked process ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    /// <summary>What lies below root's home cannot be read by others.</summary>
    private static string CopyForOrdinary()
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-ordinary-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string[] copies =
        [
            $"cp -r '{AppContext.BaseDirectory}' '{folder}/tests'",
            $"cp -r '{Path.GetDirectoryName(Shell[1])}' '{folder}/shell'",
            $"chmod -R a+rX '{folder}'",
        ];
        using Process copy = Process.Start("/bin/sh", ["-ec", string.Join('\n', copies)]);
        copy.WaitForExit();
        return copy.ExitCode == 0 ? folder : throw new IOException("The programs could not be copied for another user.");
    }
}
