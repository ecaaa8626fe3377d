using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Rimuru.Cli.Tests;

/// <summary>A dashboard that the real command serves.</summary>
internal sealed partial class DashboardProcess : IDisposable
{
    public DashboardProcess(Cli cli)
    {
        Server = cli.Start("dashboard");
        Address = new Uri(Line(AddressLine()));
        SignInFile = Line(FileLine());
    }

    public Process Server { get; }

    public Uri Address { get; }

    public string SignInFile { get; }

    /// <summary>The address that the file leads to.</summary>
    public Uri Entry => new(EntryAddress().Match(File.ReadAllText(SignInFile)).Groups[1].Value);

    public void Dispose()
    {
        if (!Server.HasExited)
            Server.Kill(entireProcessTree: true);
        Server.Dispose();
    }

    private string Line(Regex form)
    {
        while (Server.StandardOutput.ReadLine() is { } line)
        {
            if (form.Match(line) is { Success: true } match)
                return match.Groups[1].Value;
        }

        throw new InvalidOperationException($"The dashboard did not start: {Server.StandardError.ReadToEnd()}");
    }

    [GeneratedRegex(@"^The dashboard is at (\S+)$")]
    private static partial Regex AddressLine();

    [GeneratedRegex("^Open (.+) in a browser to sign in")]
    private static partial Regex FileLine();

    [GeneratedRegex("url=([^\"]+)\"")]
    private static partial Regex EntryAddress();
}
