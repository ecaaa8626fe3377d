using System.Diagnostics;
using System.Text.Json;
using Rimuru.Core.Skills;

namespace Rimuru.Core.Tests.Skills;

/// <summary>The real skillkit, whose folder <c>RIMURU_TEST_SKILLKIT</c> names; <c>.ci/run</c> installs it.</summary>
internal static class SkillKitProgram
{
    /// <summary>The folder for a PATH; null where it is not there.</summary>
    public static string? Folder { get; } =
        Environment.GetEnvironmentVariable("RIMURU_TEST_SKILLKIT") is { Length: > 0 } folder ? folder : null;

    public static void Require() => Assert.SkipWhen(Folder is null, "RIMURU_TEST_SKILLKIT names no folder of skillkit");

    /// <summary>Runs it as a user would, in a project and a home.</summary>
    public static (int Exit, string Output) Run(string home, string project, params string[] arguments)
    {
        ProcessStartInfo start = new(Path.Combine(Folder!, "skillkit"), arguments)
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["HOME"] = home;
        start.Environment["NO_COLOR"] = start.Environment["CI"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    public static JsonElement Json(string home, string project, params string[] arguments)
    {
        (_, string output) = Run(home, project, arguments);
        using JsonDocument json = SkillKitBridge.JsonIn(output).ShouldNotBeNull(output);
        return json.RootElement.Clone();
    }
}
