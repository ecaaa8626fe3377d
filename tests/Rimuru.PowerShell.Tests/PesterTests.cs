namespace Rimuru.PowerShell.Tests;

/// <summary>Runs the Pester tests in the PowerShell that .config/dotnet-tools.json names. Where it cannot be had, this fails.</summary>
public sealed class PesterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);

    [Fact]
    public async Task The_module_passes_its_tests_in_a_real_PowerShell()
    {
        string tests = Checkout.Path("tests", "Rimuru.PowerShell.Tests", "Invoke-Tests.ps1");
        (int code, string text) = await RestoredTool.Run(Patience, "pwsh", "-NoProfile", "-NonInteractive", "-File", tests);
        output.WriteLine(text);
        string last = text.TrimEnd().Split('\n')[^1].Trim();
        code.ShouldBe(0, $"{last}\n{string.Join('\n', text.Split('\n').Where(line => line.Contains("[-]", StringComparison.Ordinal)))}");
        last.ShouldContain(" 0 failed");
    }
}
