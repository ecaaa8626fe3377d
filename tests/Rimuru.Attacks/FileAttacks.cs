using System.Runtime.InteropServices;

namespace Rimuru.Attacks;

/// <summary>On the files of the user.</summary>
internal static unsafe class FileAttacks
{
    private const int Here = -100;

    public static readonly Dictionary<string, Func<Target, IPluginContext, string>> All = new(StringComparer.Ordinal)
    {
        ["read"] = (t, _) => File.ReadAllText(t.Secret),
        ["read-raw"] = (t, _) => Calls.Need(Calls.Do(257, 56, Here, Calls.Text(t.Secret), 0), "opened"),
        ["read-path-only"] = (t, _) => Through(t.Secret),
        ["list"] = (t, _) => string.Join(' ', Directory.GetFileSystemEntries(Path.GetDirectoryName(t.Secret)!)),
        ["list-root"] = (_, _) => string.Join(' ', Directory.GetFileSystemEntries("/")),
        ["dot-dot"] = (t, c) => File.ReadAllText(Path.Combine(c.WorkFolder, "../../../../../../../.." + t.Secret)),
        ["write"] = (t, _) => Done(() => File.WriteAllText(t.Precious, "changed")),
        ["create"] = (t, _) => Done(() => File.WriteAllText(t.Precious + ".new", "x")),
        ["delete"] = (t, _) => Done(() => File.Delete(t.Precious)),
        ["truncate"] = (t, _) => Calls.Need(Calls.Do(76, 45, Calls.Text(t.Precious), 0), "truncated"),
        ["open-truncate"] = (t, _) => Calls.Need(Calls.Do(257, 56, Here, Calls.Text(t.Precious), 0x200), "truncated"),
        ["chmod"] = (t, _) => Calls.Need(Calls.Do(268, 53, Here, Calls.Text(t.Precious), 0x1FF), "changed"),
        ["chmod2"] = (t, _) => Calls.Need(Calls.Do(452, 452, Here, Calls.Text(t.Precious), 0x1FF), "changed"),
        ["chown"] = (t, _) => Calls.Need(Calls.Do(260, 54, Here, Calls.Text(t.Precious), 1, 1), "changed"),
        ["utimes"] = (t, _) => Calls.Need(Calls.Do(280, 88, Here, Calls.Text(t.Precious), 0), "changed"),
        ["xattr"] = (t, _) => Calls.Need(Calls.Do(188, 5, Calls.Text(t.Precious), Calls.Text("user.x"), Calls.Text("x"), 1, 0), "changed"),
        ["stat"] = (t, _) => new FileInfo(t.Secret) is { Exists: true } found ? $"{found.Length} bytes" : throw new FileNotFoundException(),
        ["read-link"] = (t, _) => File.ResolveLinkTarget(t.Link, false)?.FullName ?? throw new FileNotFoundException(),
        ["link-to"] = (t, c) => Linked(t.Secret, Path.Combine(c.WorkFolder, "link")),
        ["link-folder"] = (t, c) =>
            Linked(Path.GetDirectoryName(t.Secret)!, Path.Combine(c.WorkFolder, "folder"), Path.GetFileName(t.Secret)),
        ["hard-link"] = (t, c) =>
            Calls.Need(Calls.Do(265, 37, Here, Calls.Text(t.Secret), Here, Calls.Text(Path.Combine(c.WorkFolder, "hard")), 0), "linked"),
        ["rename-in"] = (t, c) => Done(() => File.Move(t.Precious, Path.Combine(c.WorkFolder, "moved"))),
        ["rename-over"] = (t, c) =>
            Done(() =>
            {
                File.WriteAllText(Path.Combine(c.WorkFolder, "evil"), "evil");
                File.Move(Path.Combine(c.WorkFolder, "evil"), t.Precious, overwrite: true);
            }),
        ["parent-memory"] = (t, _) => Done(() => File.OpenRead($"/proc/{t.Parent}/mem").Dispose()),
        ["parent-environment"] = (t, _) => File.ReadAllText($"/proc/{t.Parent}/environ"),
        ["parent-command"] = (t, _) => File.ReadAllText($"/proc/{t.Parent}/cmdline"),
        ["parent-descriptors"] = (t, _) => string.Join(' ', Directory.GetFiles($"/proc/{t.Parent}/fd")),
        ["parent-root"] = (t, _) => File.ReadAllText($"/proc/{t.Parent}/root{t.Secret}"),
        ["own-root"] = (t, _) => File.ReadAllText($"/proc/self/root{t.Secret}"),
        ["own-cwd"] = (t, _) => File.ReadAllText($"/proc/self/cwd/../../../../../../..{t.Secret}"),
        ["own-connections"] = (_, _) => File.ReadAllText("/proc/self/net/tcp"),
        ["own-sockets"] = (_, _) => File.ReadAllText("/proc/self/net/unix"),
        ["own-mounts"] = (_, _) => File.ReadAllText("/proc/self/mountinfo"),
        ["own-thread"] = (_, _) => File.ReadAllText("/proc/thread-self/net/tcp"),
        ["processes"] = (t, _) => string.Join(' ', Directory.GetDirectories("/proc")),
        ["inotify"] = (t, _) =>
            Calls.Need(Calls.Do(254, 27, (nint)Calls.Do(294, 26, 0), Calls.Text(Path.GetDirectoryName(t.Secret)!), 0xFFF), "watched"),
        ["shared-memory"] = (_, _) => Done(() => File.WriteAllText("/dev/shm/rimuru-attack", "x")),
        ["temporary"] = (_, _) => Done(() => File.WriteAllText("/tmp/rimuru-attack", "x")),
        ["device"] = (_, c) => Calls.Need(Calls.Do(259, 33, Here, Calls.Text(Path.Combine(c.WorkFolder, "dev")), 0x21FF, 0x103), "made"),
        ["terminal"] = (_, _) => Done(() => File.OpenWrite("/dev/tty").Dispose()),
        ["handle"] = (t, _) => Handle(t.Secret),
        ["open-by-handle"] = (_, _) => Calls.Need(Calls.Do(304, 265, Here, Calls.Text("x"), 0), "opened"),
        ["neighbour"] = (t, _) => Done(() => File.WriteAllText(Path.Combine(t.Neighbour, "plugin.ps1"), "evil")),
        ["own-folder"] = (_, c) => Done(() => File.WriteAllText(Path.Combine(c.PluginFolder, "target.json"), "evil")),
        ["host-folder"] = (_, _) => Done(() => File.WriteAllText(HostFile, "evil")),
        ["shell-folder"] = (_, _) => Done(() => File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "evil.dll"), "evil")),
        ["key-folder"] = (_, _) => string.Join(' ', Directory.GetFiles("/etc/ssl/private")),
        ["shadow"] = (_, _) => File.ReadAllText("/etc/shadow"),
    };

    private static string HostFile =>
        AppDomain.CurrentDomain.GetAssemblies().First(assembly => assembly.GetName().Name == "Rimuru.PluginHost").Location;

    private static string Done(Action attack)
    {
        attack();
        return "done";
    }

    private static string Linked(string target, string link, string? file = null)
    {
        File.CreateSymbolicLink(link, target);
        return File.ReadAllText(file is null ? link : Path.Combine(link, file));
    }

    /// <summary>Opens only the name, and then the file through its descriptor.</summary>
    private static string Through(string path)
    {
        long name = Calls.Do(257, 56, Here, Calls.Text(path), 0x200000);
        return name < 0
            ? throw new UnauthorizedAccessException($"errno {Marshal.GetLastPInvokeError()}")
            : File.ReadAllText($"/proc/self/fd/{name}");
    }

    private static string Handle(string path)
    {
        byte[] room = new byte[256];
        room[0] = 128;
        fixed (byte* handle = room)
        {
            int mount;
            return Calls.Need(Calls.Do(303, 264, Here, Calls.Text(path), (nint)handle, (nint)(&mount), 0), "named");
        }
    }
}
