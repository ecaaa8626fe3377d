using System.Diagnostics;
using Npgsql;

namespace Rimuru.Core.Tests.Store;

/// <summary>
/// A real PostgreSQL server of the tests' own: on a socket in a temporary folder, run by a user without rights, gone with the process.
/// </summary>
internal sealed class PostgresCluster
{
    private const string Unprivileged = "nobody";

    /// <summary>Nothing here outlives the machine, so nothing is written for the case that it stops.</summary>
    private static readonly string[] Settings =
    [
        "fsync=off",
        "full_page_writes=off",
        "max_wal_size=4GB",
        "checkpoint_timeout=1h",
        "max_connections=200",
        "shared_buffers=256MB",
    ];

    private static readonly Lazy<PostgresCluster?> TheOne = new(() => Start());

    private readonly string bin;
    private readonly string folder;
    private Process server;

    private PostgresCluster(string bin, string folder)
    {
        this.bin = bin;
        this.folder = folder;
        server = Run();
    }

    /// <summary>The server of this process; null where none is installed.</summary>
    public static PostgresCluster? Shared => TheOne.Value;

    public static PostgresCluster Required => Shared ?? throw new InvalidOperationException("No PostgreSQL server is installed here.");

    private static string Login => Environment.UserName == "root" ? Unprivileged : Environment.UserName;

    private string Data => Path.Combine(folder, "data");

    /// <summary>A server of a test's own, which it may stop and start; null where none is installed.</summary>
    public static PostgresCluster? Start()
    {
        if (OperatingSystem.IsWindows() || FindBin() is not { } bin)
            return null;
        string folder = Directory.CreateTempSubdirectory("rimuru-pg-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        if (Environment.UserName == "root")
            Wait(Process.Start("chown", [Unprivileged, folder])!);
        Wait(
            AsUser(
                Path.Combine(bin, "initdb"),
                "-D",
                Path.Combine(folder, "data"),
                "-A",
                "trust",
                "-U",
                Login,
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync"
            )
        );
        PostgresCluster cluster = new(bin, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Stop();
        return cluster;
    }

    /// <summary>The URL of a ledger that nobody else has.</summary>
    public string NewSchema() => $"postgres://{Login}@/postgres?host={folder}&schema=t{Guid.NewGuid():N}";

    /// <summary>Where it listens.</summary>
    public string SocketFile => Path.Combine(folder, ".s.PGSQL.5432");

    /// <summary>The same ledger through a port of this machine.</summary>
    public string Through(string url, int port) =>
        url.Replace("@/", $"@127.0.0.1:{port}/", StringComparison.Ordinal).Replace($"host={folder}&", "", StringComparison.Ordinal);

    /// <summary>The same ledger for another login.</summary>
    public static string For(string url, string login) => url.Replace($"//{Login}@", $"//{login}@", StringComparison.Ordinal);

    /// <summary>A connection to the ledger of a URL of <see cref="NewSchema"/>.</summary>
    public static NpgsqlConnection Connect(string url)
    {
        string[] parameters = url.Split('?')[1].Split('&');
        NpgsqlConnection connection = new(
            new NpgsqlConnectionStringBuilder
            {
                Host = parameters[0]["host=".Length..],
                Username = Login,
                Database = "postgres",
                SearchPath = parameters[1]["schema=".Length..],
                Pooling = false,
            }.ConnectionString
        );
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using NpgsqlConnection connection = Connect(NewSchema());
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Makes a login that must give a password, unlike the others.</summary>
    public void RequirePassword(string login, string password)
    {
        string quoted = password.Replace("'", "''", StringComparison.Ordinal);
        Execute($"CREATE ROLE {login} LOGIN PASSWORD '{quoted}'; GRANT CREATE ON DATABASE postgres TO {login}");
        string rules = Path.Combine(Data, "pg_hba.conf");
        File.WriteAllText(rules, $"local all {login} scram-sha-256\n{File.ReadAllText(rules)}");
        Execute("SELECT pg_reload_conf()");
        Stopwatch waited = Stopwatch.StartNew();
        while (IsLetIn(login) && waited.ElapsedMilliseconds < 30_000)
            Thread.Sleep(20);
    }

    /// <summary>True if a login needs no password.</summary>
    private bool IsLetIn(string login)
    {
        NpgsqlConnectionStringBuilder text = new()
        {
            Host = folder,
            Username = login,
            Database = "postgres",
            Pooling = false,
        };
        using NpgsqlConnection connection = new(text.ConnectionString);
        try
        {
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Ends the server at once, as a crash does.</summary>
    public void Kill()
    {
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
    }

    public void StartAgain()
    {
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        server = Run();
    }

    public void Dispose()
    {
        Stop();
        Remove(folder);
    }

    private void Stop()
    {
        if (!server.HasExited)
            Kill();
    }

    private Process Run()
    {
        // The shell ends the server when its input is closed, as it is however the tests end.
        Process process = AsUser(
            "/bin/sh",
            [
                "-c",
                "\"$@\" & cat >/dev/null; kill -9 $!",
                "sh",
                Path.Combine(bin, "postgres"),
                "-D",
                Data,
                "-c",
                "listen_addresses=",
                "-c",
                $"unix_socket_directories={folder}",
                .. Settings.SelectMany(setting => new[] { "-c", setting }),
            ]
        );
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Connect(NewSchema()).Dispose();
                return process;
            }
            catch (NpgsqlException) when (waited.ElapsedMilliseconds < 30_000)
            {
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>The server refuses to be run by root.</summary>
    private static Process AsUser(string program, params string[] arguments)
    {
        ProcessStartInfo start =
            Environment.UserName == "root"
                ? new ProcessStartInfo("setpriv", ["--reuid", Unprivileged, "--regid", "nogroup", "--clear-groups", program, .. arguments])
                : new ProcessStartInfo(program, arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        start.WorkingDirectory = Path.GetTempPath();
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Wait(Process process)
    {
        using (process)
        {
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException(
                    $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended with {process.ExitCode}."
                );
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string? FindBin()
    {
        IEnumerable<string> installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(name => int.TryParse(Path.GetFileName(name), out int version) ? version : 0)
                .Select(version => Path.Combine(version, "bin"))
            : [];
        return installed
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "postgres")));
    }
}
