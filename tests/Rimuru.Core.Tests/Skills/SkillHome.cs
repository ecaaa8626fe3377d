using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Skills;

namespace Rimuru.Core.Tests.Skills;

/// <summary>A home with Claude Code and Codex, and a project beside sources of skills.</summary>
internal sealed class SkillHome : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("rimuru-skills-").FullName;

    public SkillHome()
    {
        foreach (string folder in (string[])["home/.claude", "home/.codex", "project/.git", "sources"])
            Directory.CreateDirectory(In(folder));
        Write("project/CLAUDE.md", "# mine\n");
        Write("project/AGENTS.md", "# mine\n");
    }

    public string Home => In("home");

    public string Project => In("project");

    /// <summary>What the service warned of.</summary>
    public List<string> Warnings { get; } = [];

    public IReadOnlyList<string> Protocols { get; set; } = ["https", "ssh"];

    /// <summary>True if the real skillkit is on the user's PATH.</summary>
    public bool HasSkillKit { get; init; }

    public SkillService Service =>
        new(
            HostEnvironment.Of(
                Home,
                new Dictionary<string, string>
                {
                    ["PATH"] = $"{(HasSkillKit ? SkillKitProgram.Folder + ":" : "")}{Environment.GetEnvironmentVariable("PATH")}",
                },
                HostPlatform.Linux
            ),
            () => Protocols,
            (_, _) => new Dictionary<string, int>()
        );

    public string In(string relative) => Path.Combine(root, relative);

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(relative))!);
        File.WriteAllText(In(relative), text, new UTF8Encoding(false));
    }

    /// <summary>A skill in a folder of sources; returns the folder.</summary>
    public string Skill(string name, string? front = null, string body = "# Title\n\nDo it.\n", string? folder = null)
    {
        Write($"sources/{folder ?? name}/SKILL.md", Text(name, front, body));
        return In($"sources/{folder ?? name}");
    }

    public static string Text(string name, string? front = null, string body = "# Title\n\nDo it.\n") =>
        $"---\n{front ?? $"name: {name}\ndescription: Does what the test of it wants."}\n---\n\n{body}";

    public IReadOnlyList<Skill> Install(
        string source,
        string[]? agents = null,
        SkillScope scope = SkillScope.User,
        string[]? names = null,
        bool isForced = false,
        bool allowsFindings = false,
        bool keepExecutable = false,
        string? reference = null
    )
    {
        SkillService service = Service;
        SkillInstallation wanted = new()
        {
            Source = SkillService.SourceOf(source, Project),
            Names = names ?? [],
            Agents = agents ?? ["ClaudeCode"],
            Scope = scope,
            Project = Project,
            IsForced = isForced,
            AllowsFindings = allowsFindings,
            Ref = reference,
        };
        return service.Apply(service.PreviewInstall(wanted, Warnings.Add, default), "Install", keepExecutable, default);
    }

    public Skill Update(string name, bool isForced = false, bool allowsFindings = false)
    {
        SkillService service = Service;
        SkillPlan plan = service.PreviewUpdate(
            service.Named(name, Project, [])[0],
            Project,
            isForced,
            allowsFindings,
            Warnings.Add,
            default
        );
        return service.Apply([plan], "Update", keepExecutable: false, default)[0];
    }

    /// <summary>An archive of entries, as whoever made it wanted them; returns its path.</summary>
    public string Zip(params (string Name, string Content, int Mode)[] entries)
    {
        string path = In($"sources/{Guid.NewGuid():N}.zip");
        using ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, string content, int mode) in entries)
        {
            ZipArchiveEntry entry = archive.CreateEntry(name);
            entry.ExternalAttributes = mode << 16;
            using Stream stream = entry.Open();
            stream.Write(Encoding.UTF8.GetBytes(content));
        }

        return path;
    }

    /// <summary>
    /// Every path with its content, link target or kind, apart from what the sources have: to see that nothing was changed.
    /// </summary>
    public string Everything()
    {
        StringBuilder all = new();
        foreach (
            string path in Directory
                .EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Order(StringComparer.Ordinal)
        )
        {
            all.Append(path[root.Length..]);
            if (new FileInfo(path).LinkTarget is { } target)
                all.Append(" -> ").Append(target);
            else if (File.Exists(path) && Rimuru.Core.Files.RegularFile.Exists(path))
                all.Append(' ').Append(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
            all.Append('\n');
        }

        return all.ToString();
    }

    /// <summary>The content of a folder, by relative path.</summary>
    public static Dictionary<string, string> ContentOf(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(
                path => Path.GetRelativePath(folder, path).Replace('\\', '/'),
                path => Convert.ToHexString(File.ReadAllBytes(path))
            );

    public static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
    }

    public static bool IsExecutable(string path) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
