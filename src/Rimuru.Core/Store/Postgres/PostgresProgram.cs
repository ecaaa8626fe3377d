using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// Runs PostgreSQL's client programs, found on PATH. Connection settings are passed in environment variables, where no other user can read
/// a password.
/// </summary>
internal sealed class PostgresProgram(HostEnvironment environment, PostgresUrl url, string database, int serverMajor)
{
    /// <summary>Runs a program on the ledger's database and returns its output. E1008: it is missing, too old, or failed.</summary>
    public string Run(string name, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        string named = database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return Start(Checked(name, stop), ["--no-password", $"--dbname=dbname='{named}'", .. arguments], stop);
    }

    /// <summary>Runs a program that needs no server.</summary>
    public string RunOffline(string name, IReadOnlyList<string> arguments, CancellationToken stop) =>
        Start(Checked(name, stop), arguments, stop);

    private string Checked(string name, CancellationToken stop)
    {
        string path = environment.FindProgram(name) ?? throw Failed($"{name} was not found on PATH. {Install}");
        string said = Start(path, ["--version"], stop);
        int major = Regex.Match(said, @"\(PostgreSQL\) (\d+)") is { Success: true } found
            ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        return major >= serverMajor
            ? path
            : throw Failed($"{path} has version {major}, but the server has version {serverMajor}. {Install}");
    }

    private string Install =>
        environment.Platform switch
        {
            HostPlatform.Windows => $"Install PostgreSQL's command line tools of version {serverMajor} or newer (winget install "
                + $"PostgreSQL.PostgreSQL.{serverMajor}), and add their bin folder to PATH.",
            HostPlatform.MacOS =>
                $"Install PostgreSQL's programs of version {serverMajor} or newer (brew install postgresql@{serverMajor}), and add "
                    + "their bin folder to PATH.",
            _ => $"Install PostgreSQL's client programs of version {serverMajor} or newer (on Debian and Ubuntu: apt install "
                + $"postgresql-client-{serverMajor}), and make sure that they are on PATH.",
        };

    private string Start(string path, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        try
        {
            ChildResult result = ChildProcess.Run(
                new ChildProgram(path, arguments) { Variables = Variables().ToDictionary(pair => pair.Name, pair => pair.Value) },
                stop
            );
            if (result.IsCut)
                throw Failed($"{Path.GetFileName(path)} wrote too much output, or left its output open.");
            return result.Exit == 0
                ? result.Output
                : throw Failed(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Path.GetFileName(path)} failed with exit code {result.Exit}: {result.Errors.Trim()}"
                    )
                );
        }
        catch (IOException e)
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
            ? string.Join(
                ',',
                hosts.Select(host => PortAt(host) is { } at ? host[(at + 1)..] : url.Port?.ToString(CultureInfo.InvariantCulture) ?? "5432")
            )
            : url.Port?.ToString(CultureInfo.InvariantCulture);
        if (ports is not null)
            yield return ("PGPORT", ports);
        if (url.User is { } user)
            yield return ("PGUSER", user);
        if (url.Password is { } password)
            yield return ("PGPASSWORD", password);

        // A reader that never ends must not block a restore for ever.
        yield return (
            "PGOPTIONS",
            $"{url.Parameters.GetValueOrDefault("options") ?? environment.Variable("PGOPTIONS")} -c lock_timeout=5min".Trim()
        );
        foreach ((string parameter, string value) in url.Parameters)
        {
            if (parameter != "options")
                yield return (
                    parameter switch
                    {
                        "target_session_attrs" => "PGTARGETSESSIONATTRS",
                        "connect_timeout" => "PGCONNECT_TIMEOUT",
                        "application_name" => "PGAPPNAME",
                        _ => "PG" + parameter.ToUpperInvariant(),
                    },
                    value
                );
        }
    }

    /// <summary>The position of the colon before the port of a host; null if there is no port, as in a bare IPv6 address.</summary>
    private static int? PortAt(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon > 0 && !host.StartsWith('/') && host.IndexOf(']', colon) < 0 && (host.StartsWith('[') || host.IndexOf(':') == colon)
            ? colon
            : null;
    }

    private RimuruException Failed(string detail, Exception? inner = null) =>
        new(ErrorCodes.DatabaseProgram, $"{url.Display}: {detail}", url.Display, inner);
}
