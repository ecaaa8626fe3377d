using System.Globalization;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Sandbox;

/// <summary>What the process can open, for both walls: the rules of Landlock, and the view of bubblewrap.</summary>
internal sealed class BoxPaths
{
    /// <summary>Libraries of the system. Nothing else there is run: programs lie elsewhere.</summary>
    private static readonly string[] Libraries = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/nix/store"];

    /// <summary>No keys: the folders of certificates only.</summary>
    private static readonly string[] Settings =
    [
        "/etc/ld.so.cache",
        "/etc/passwd",
        "/etc/nsswitch.conf",
        "/etc/localtime",
        "/etc/ssl/certs",
        "/etc/ssl/openssl.cnf",
        "/etc/pki/tls/certs",
        "/etc/pki/ca-trust",
        "/etc/ca-certificates",
        "/usr/share/ca-certificates",
        "/usr/share/zoneinfo",
        "/usr/share/icu",
    ];

    /// <summary>What the kernel tells, and devices; bubblewrap has its own.</summary>
    private static readonly (string Access, string Path)[] Kernel =
    [
        // Not all of /proc/self: in it is what the machine has mounted, and whom it is connected to.
        ("r--", "/proc/self/auxv"),
        ("r--", "/proc/self/cgroup"),
        ("r--", "/proc/self/cmdline"),
        ("r--", "/proc/self/fd"),
        ("r--", "/proc/self/limits"),
        ("r--", "/proc/self/maps"),
        ("r--", "/proc/self/stat"),
        ("r--", "/proc/self/statm"),
        ("r--", "/proc/self/status"),
        ("r--", "/proc/meminfo"),
        ("r--", "/proc/cpuinfo"),
        ("r--", "/dev/urandom"),
        ("rw-", "/dev/null"),
    ];

    private readonly string[] shell;
    private readonly string[] given;
    private readonly string[] writable;

    public BoxPaths(SandboxPolicy policy, PluginShell shell, string host, string work)
    {
        this.shell = [.. shell.Folders, host];
        given = [FinalPath.Of(policy.PluginFolder), .. policy.ReadPaths.Select(Checked)];
        writable = [work, .. policy.WritePaths.Select(Checked)];
        string? odd = this.shell.Concat(given).Concat(writable).FirstOrDefault(path => path.Any(char.IsControl));
        if (odd is not null)
            throw new RimuruException(ErrorCodes.SandboxFailed, "A path has control characters.", odd);
    }

    /// <summary>The rules, one each line: access, what the path must be when the rule is made, and the path.</summary>
    public IEnumerable<string> Rules =>
        [
            .. shell.Concat(Libraries).Select(path => $"rx- - {path}"),
            .. Settings.Select(path => $"r-- - {path}"),
            .. given.Select(path => $"r-- {MarkOf(path)} {path}"),
            .. writable.Select(path => $"rw- {MarkOf(path)} {path}"),
            .. Kernel.Select(rule => $"{rule.Access} - {rule.Path}"),
            "r-- - /sys/devices/system/cpu",
        ];

    /// <summary>The view: what is not in it does not exist.</summary>
    public IEnumerable<string> View
    {
        get
        {
            // Where /lib is a link into /usr, it is one there, too.
            foreach (string folder in Libraries.Where(Directory.Exists))
            {
                if (new DirectoryInfo(folder).LinkTarget is { } target)
                {
                    foreach (string word in (string[])["--symlink", target, folder])
                        yield return word;
                    continue;
                }

                foreach (string word in Bind("--ro-bind", folder))
                    yield return word;
            }

            foreach (string word in (string[])["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"])
                yield return word;
            foreach (string path in (string[])[.. Settings, "/sys/devices/system/cpu", .. shell, .. given])
            {
                foreach (string word in Bind("--ro-bind-try", path))
                    yield return word;
            }

            foreach (string path in writable)
            {
                foreach (string word in Bind("--bind-try", path))
                    yield return word;
            }
        }
    }

    private static string MarkOf(string path) =>
        FileStatus.OfEntry(path) is { } status
            ? string.Create(CultureInfo.InvariantCulture, $"{(ulong)status.Device}:{(ulong)status.Number}")
            : "-";

    private static string[] Bind(string how, string path) => [how, path, path];

    /// <summary>Another plugin may have put a link where the path led when the user allowed it.</summary>
    private static string Checked(string path) =>
        FinalPath.Of(path) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
            : throw new RimuruException(
                ErrorCodes.SandboxFailed,
                $"The way to {path} has a link now, and the plugin was not given its target.",
                path
            );
}
