using System.Diagnostics;

namespace Rimuru.PowerShell.Tests;

/// <summary>Runs the Pester tests in the PowerShell that .config/dotnet-tools.json names. Where it cannot be had, this fails.</summary>
public sealed class PesterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);

    [Fact]
    public async Task The_module_passes_its_tests_in_a_real_PowerShell()
    {
        (int code, string text) = await Run("-File", Checkout.Path("tests", "Rimuru.PowerShell.Tests", "Invoke-Tests.ps1"));
        output.WriteLine(text);
        string last = text.TrimEnd().Split('\n')[^1].Trim();
        code.ShouldBe(0, $"{last}\n{string.Join('\n', text.Split('\n').Where(line => line.Contains("[-]", StringComparison.Ordinal)))}");
        last.ShouldContain(" 0 failed");
    }

    private static async Task<(int Code, string Text)> Run(params string[] arguments)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new(dotnet, ["tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive", .. arguments])
        {
            WorkingDirectory = Checkout.Folder, // the tool is looked for from here on up
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), errors, text).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"PowerShell did not end within {Patience}.");
        }

        // What went wrong comes first, so that the last line is Pester's.
        return (process.ExitCode, await errors + await text);
    }
}
