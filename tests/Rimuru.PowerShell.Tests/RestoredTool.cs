using System.Diagnostics;

namespace Rimuru.PowerShell.Tests;

/// <summary>Runs a tool that .config/dotnet-tools.json names and the build restores.</summary>
internal static class RestoredTool
{
    public static async Task<(int Code, string Text)> Run(TimeSpan patience, string tool, params string[] arguments)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new(dotnet, ["tool", "run", tool, "--", .. arguments])
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
            await Task.WhenAll(process.WaitForExitAsync(), errors, text).WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{tool} did not end within {patience}.");
        }

        // What went wrong comes first, so that the last line is the tool's.
        return (process.ExitCode, await errors + await text);
    }
}
