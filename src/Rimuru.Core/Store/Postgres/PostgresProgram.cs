using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Store.Postgres;

/// <summary>Runs the server's own client programs, found on the path, without a shell. How to get to the server stands in their environment, where no other user can read a password.</summary>
internal sealed class PostgresProgram(HostEnvironment environment, PostgresUrl url, string database, int serverMajor)
{
    /// <summary>Runs a program on the ledger's database and gives what it wrote. E1008 where it is missing, too old, or fails.</summary>
    public string Run(string name, IReadOnlyList<string> arguments, CancellationToken stop) =>
        Start(Checked(name, stop), ["--no-password", $"--dbname=dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'", .. arguments], stop);

    /// <summary>Runs a program that needs no server.</summary>
    public string RunOffline(string name, IReadOnlyList<string> arguments, CancellationToken stop) => Start(Checked(name, stop), arguments, stop);

    private string Checked(string name, CancellationToken stop)
    {
        string path = environment.FindProgram(name) ?? throw Failed($"{name} is not on the path. {Install}");
        string said = Start(path, ["--version"], stop);
        int major = Regex.Match(said, @"\(PostgreSQL\) (\d+)") is { Success: true } found ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return major >= serverMajor ? path : throw Failed($"{path} is of version {major}, and the server of version {serverMajor}. {Install}");
    }

    private string Install => environment.Platform switch
    {
        HostPlatform.Windows => $"Install PostgreSQL's command line tools of version {serverMajor} or newer (winget install PostgreSQL.PostgreSQL.{serverMajor}), and add their bin folder to PATH.",
        HostPlatform.MacOS => $"Install PostgreSQL's programs of version {serverMajor} or newer (brew install postgresql@{serverMajor}), and add their bin folder to PATH.",
        _ => $"Install PostgreSQL's client programs of version {serverMajor} or newer (on Debian and Ubuntu: apt install postgresql-client-{serverMajor}), and have them on PATH.",
    };

    private string Start(string path, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        ProcessStartInfo start = new(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string variable, string value) in Variables()) start.Environment[variable] = value;
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration stopping = stop.Register(() => Kill(process));
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None), errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            process.WaitForExit();
            stop.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? output.GetAwaiter().GetResult()
                : throw Failed(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult().Trim()}"));
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            throw Failed($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The URL in the variables of libpq.</summary>
    private IEnumerable<(string Name, string Value)> Variables()
    {
        yield return ("LC_MESSAGES", "C");
        string[] hosts = url.Host.Split(',');
        yield return ("PGHOST", string.Join(',', hosts.Select(host => PortAt(host) is { } at ? host[..at].Trim('[', ']') : host)));
        string? ports = hosts.Any(host => PortAt(host) is not null)
            ? string.Join(',', hosts.Select(host => PortAt(host) is { } at ? host[(at + 1)..] : url.Port?.ToString(CultureInfo.InvariantCulture) ?? "5432"))
            : url.Port?.ToString(CultureInfo.InvariantCulture);
        if (ports is not null) yield return ("PGPORT", ports);
        if (url.User is { } user) yield return ("PGUSER", user);
        if (url.Password is { } password) yield return ("PGPASSWORD", password);

        // A reader that never ends must not keep a restore waiting for ever.
        yield return ("PGOPTIONS", $"{url.Parameters.GetValueOrDefault("options") ?? environment.Variable("PGOPTIONS")} -c lock_timeout=5min".Trim());
        foreach ((string parameter, string value) in url.Parameters)
        {
            if (parameter != "options") yield return (parameter switch { "target_session_attrs" => "PGTARGETSESSIONATTRS", "connect_timeout" => "PGCONNECT_TIMEOUT", "application_name" => "PGAPPNAME", _ => "PG" + parameter.ToUpperInvariant() }, value);
        }
    }

    /// <summary>The colon before a port in one of several hosts; null where there is none, also in a bare IPv6 address.</summary>
    private static int? PortAt(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon > 0 && !host.StartsWith('/') && host.IndexOf(']', colon) < 0 && (host.StartsWith('[') || host.IndexOf(':') == colon) ? colon : null;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it had just ended by itself
        }
    }

    private RimuruException Failed(string detail, Exception? inner = null) => new(ErrorCodes.DatabaseProgram, $"{url.Display}: {detail}", url.Display, inner);
}
