using System.Diagnostics;
using Xunit.Abstractions;

namespace Rimuru.PowerShell.Tests;

/// <summary>Runs the Pester tests where there is a PowerShell to run them in.</summary>
public sealed class PesterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [SkippableFact]
    public void The_module_passes_its_tests_in_a_real_PowerShell()
    {
        (int? Code, string Text) probe = Run("-Command", "exit [int](-not (Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -ge 5 -and $PSVersionTable.PSVersion -ge '7.4' }))");
        Skip.If(probe.Code is null, "THE PESTER TESTS DID NOT RUN: there is no pwsh on PATH, so nothing has tried the cmdlets.");
        Skip.If(probe.Code != 0, "THE PESTER TESTS DID NOT RUN: pwsh is on PATH, but it is older than 7.4 or has no Pester 5, so nothing has tried the cmdlets.");

        (int? code, string text) = Run("-File", Checkout.Path("tests", "Rimuru.PowerShell.Tests", "Invoke-Tests.ps1"));
        output.WriteLine(text);
        string last = text.TrimEnd().Split('\n')[^1].Trim();
        code.ShouldBe(0, $"{last}\n{string.Join('\n', text.Split('\n').Where(line => line.Contains("[-]", StringComparison.Ordinal)))}");
        last.ShouldContain(" 0 failed");
    }

    private static (int? Code, string Text) Run(params string[] arguments)
    {
        ProcessStartInfo start = new("pwsh", ["-NoProfile", "-NonInteractive", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Task<string> text = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"pwsh did not end within {Patience}.");
            }

            return (process.ExitCode, text.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "");
        }
    }
}
