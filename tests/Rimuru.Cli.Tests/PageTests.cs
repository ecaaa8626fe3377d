using System.Text.RegularExpressions;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>The commands of pages, run as they stand there.</summary>
public sealed class PageTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("guard.md", 7)]
    [InlineData("runaways.md", 3)]
    [InlineData("skills.md", 13)]
    public void The_commands_of_the_page_run(string page, int least)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the commands are those of a shell");
        string[] lines =
        [
            .. Regex
                .Matches(Documents.Read(page), "(?ms)^```sh\n(.*?)^```")
                .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
        ];
        lines.Length.ShouldBeGreaterThanOrEqualTo(least);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());

        // Agents are given a command of this name that they can run.
        home.Write("bin/rimuru", "#!/bin/sh");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home.In("bin/rimuru"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Cli command = new Cli(home.Folder).With("PATH", $"{home.In("bin")}:{Environment.GetEnvironmentVariable("PATH")}");
        foreach (string line in lines)
        {
            string own = Regex.Replace(line, @"^rimuru\b", "$RIMURU");
            CliResult result = command.Shell($"cd {home.Folder} && {own} </dev/null");
            result.ExitCode.ShouldBe(0, line + result.Errors);
        }
    }
}
