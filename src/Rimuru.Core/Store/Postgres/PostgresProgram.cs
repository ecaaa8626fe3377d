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
    /// <summary>How much a program may say that is not a ledger: the list of an archive, or what went wrong.</summary>
    private const int MostText = 4 << 20;

    /// <summary>As long as the longest statement.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// Writes what a program says about the ledger's database to a file. E1008: it is missing, too old, or failed, or wrote too much.
    /// </summary>
    public void Save(string name, IReadOnlyList<string> arguments, ChildFile file, CancellationToken stop)
    {
        string named = database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        ChildProgram program = Program(Checked(name, stop), ["--no-password", $"--dbname=dbname='{named}'", .. arguments]);
        Start(program with { OutputFile = file, Variables = WithPassword(program.Variables) }, null, stop);
    }

    /// <summary>Runs a program that needs no server, and returns its output.</summary>
    public string RunOffline(string name, IReadOnlyList<string> arguments, CancellationToken stop) =>
        Start(Program(Checked(name, stop), arguments), null, stop);

    /// <summary>The same to a file.</summary>
    /// <param name="name">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="file">The file.</param>
    /// <param name="tooMuch">The error if it writes more than it may.</param>
    /// <param name="stop">Cancels it.</param>
    public void SaveOffline(
        string name,
        IReadOnlyList<string> arguments,
        ChildFile file,
        Func<RimuruException> tooMuch,
        CancellationToken stop
    ) => Start(Program(Checked(name, stop), arguments) with { OutputFile = file }, tooMuch, stop);

    private string Checked(string name, CancellationToken stop)
    {
        string path = environment.FindProgram(name) ?? throw Failed($"{name} was not found on PATH. {Install}");
        string said = Start(Program(path, ["--version"]), null, stop);
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

    private ChildProgram Program(string path, IReadOnlyList<string> arguments) =>
        new(path, arguments)
        {
            Variables = Variables().ToDictionary(pair => pair.Name, pair => pair.Value),
            Limit = Longest,
            MostOutput = MostText,
        };

    private string Start(ChildProgram program, Func<RimuruException>? tooMuch, CancellationToken stop)
    {
        string name = Path.GetFileName(program.Path);
        try
        {
            ChildResult result = ChildProcess.Run(program, stop);
            if (result.IsCut && result.Errors.Length < MostText && tooMuch is not null)
                throw tooMuch();
            if (result.IsCut)
                throw Failed($"{name} wrote too much output, or left its output open, and was ended.");
            return result.Exit == 0
                ? result.Output
                : throw Failed(
                    string.Create(CultureInfo.InvariantCulture, $"{name} failed with exit code {result.Exit}: {result.Errors.Trim()}")
                );
        }
        catch (TimeoutException e)
        {
            throw Failed(string.Create(CultureInfo.InvariantCulture, $"{name} did not end within {Longest.TotalMinutes:0} minutes."), e);
        }
        catch (IOException e)
        {
            throw Failed($"{program.Path}: {e.Message}", e);
        }
    }

    private Dictionary<string, string> WithPassword(IReadOnlyDictionary<string, string> variables)
    {
        Dictionary<string, string> all = new(variables);
        if (url.Password is { } password)
            all["PGPASSWORD"] = password;
        return all;
    }

    /// <summary>The URL in the variables of libpq, without the password, which only a program that connects is given.</summary>
    private IEnumerable<(string Name, string Value)> Variables()
    {
        yield return ("LC_MESSAGES", "C");
        yield return (
            "PGCONNECT_TIMEOUT",
            url.Parameters.GetValueOrDefault("connect_timeout") ?? environment.Variable("PGCONNECT_TIMEOUT") ?? "10"
        );
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

        // A reader that never ends must not block a restore for ever.
        yield return (
            "PGOPTIONS",
            $"{url.Parameters.GetValueOrDefault("options") ?? environment.Variable("PGOPTIONS")} -c lock_timeout=5min".Trim()
        );
        foreach ((string parameter, string value) in url.Parameters)
        {
            if (parameter is not ("options" or "connect_timeout"))
                yield return (
                    parameter switch
                    {
                        "target_session_attrs" => "PGTARGETSESSIONATTRS",
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
