using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Rimuru.Bench.Dashboards;

/// <summary>A browser without a screen that has signed in to a dashboard.</summary>
internal sealed partial class SignedIn : IDisposable
{
    private readonly Uri address;

    private SignedIn(Uri address) => this.address = address;

    public HttpClient Client { get; } =
        new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Starts the command of rimuru, which may be several words.</summary>
    public static Process Start(string rimuru, params string[] arguments)
    {
        string[] command = rimuru.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Process.Start(new ProcessStartInfo(command[0], [.. command[1..], .. arguments]) { RedirectStandardOutput = true })!;
    }

    /// <summary>Signs in by what the process of a dashboard offers.</summary>
    public static async Task<SignedIn> Of(Process server)
    {
        Uri? address = null;
        string file = "";
        while (file.Length == 0 && await server.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (AddressLine().Match(line) is { Success: true } at)
                address = new Uri(at.Groups[1].Value);
            else if (FileLine().Match(line) is { Success: true } offered)
                file = offered.Groups[1].Value;
        }

        SignedIn browser = new(address!);
        string html = await File.ReadAllTextAsync(file).ConfigureAwait(false);
        Uri entry = new(EntryAddress().Match(html).Groups[1].Value);
        (await browser.Client.GetAsync(entry).ConfigureAwait(false)).EnsureSuccessStatusCode();
        return browser;
    }

    public Uri At(string path) => new(address, path);

    /// <summary>The milliseconds of a page, to its last byte.</summary>
    public async Task<double> Time(string path)
    {
        long started = Stopwatch.GetTimestamp();
        using HttpResponseMessage answer = await Client.GetAsync(At(path)).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    public void Dispose() => Client.Dispose();

    [GeneratedRegex(@"^The dashboard is at (\S+)$")]
    private static partial Regex AddressLine();

    [GeneratedRegex("^Open (.+) in a browser to sign in")]
    private static partial Regex FileLine();

    [GeneratedRegex("url=([^\"]+)\"")]
    private static partial Regex EntryAddress();
}
