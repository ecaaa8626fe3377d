using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Skills;

/// <summary>What is installed, how, and for whom.</summary>
internal sealed record SkillInstallation
{
    /// <summary>The source that the user named.</summary>
    public required SkillSource Source { get; init; }

    /// <summary>The branch or tag of a repository; null for the usual one.</summary>
    public string? Ref { get; init; }

    /// <summary>The skills of the source to install, with wildcards; all if the source has one.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The agents; none for those that are used here.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    public SkillScope Scope { get; init; }

    /// <summary>The folder of the project.</summary>
    public required string Project { get; init; }

    /// <summary>Replace what is there, whatever it is: it goes to the trash.</summary>
    public bool IsForced { get; init; }

    /// <summary>Install what looks harmful. What breaks a rule is never installed.</summary>
    public bool AllowsFindings { get; init; }
}

/// <summary>The skills of the user's agents: what is installed, what is wrong with it, and every change of it.</summary>
/// <param name="environment">The machine.</param>
/// <param name="protocols">The protocols by which git may fetch.</param>
/// <param name="sessions">How many sessions each agent had in a project of the ledger.</param>
internal sealed class SkillService(
    HostEnvironment environment,
    Func<IReadOnlyList<string>> protocols,
    Func<string, CancellationToken, IReadOnlyDictionary<string, int>> sessions
)
{
    public const int UsualMatches = 20;
    public const int MostMatches = 200;

    private readonly SkillFolders folders = new(environment);
    private readonly SkillInstaller installer = new(environment);
    private readonly SkillTrash trash = new(environment);
    private readonly SkillLock list = new(environment);
    private readonly SkillKitBridge bridge = new(environment);

    /// <summary>The agents whose skills are known.</summary>
    public static IReadOnlyList<string> Agents => SkillAgent.Names;

    /// <summary>The skills of all agents for a project: the user's, then the project's. E2002: an agent is unknown.</summary>
    public IReadOnlyList<Skill> Installed(string project, IReadOnlyList<string> agents)
    {
        string[] wanted = [.. agents.Select(agent => folders.AgentOf(agent).Name)];
        return [.. folders.All(project).SelectMany(SkillsIn).Where(skill => wanted.Length == 0 || skill.Agents.Intersect(wanted).Any())];
    }

    /// <summary>The installed skills with a name, or that match a pattern. E8001: none has the name.</summary>
    public IReadOnlyList<Skill> Named(string name, string project, IReadOnlyList<string> agents)
    {
        IReadOnlyList<Skill> all = Installed(project, agents);
        Skill[] found = [.. all.Where(skill => ReportFilter.Matches([name], skill.Name))];
        if (found.Length == 0 && !ReportFilter.IsPattern(name))
            throw new RimuruException(
                ErrorCodes.SkillNotFound,
                $"No skill '{name}' is installed for {(agents.Count == 0 ? "any agent" : string.Join(", ", agents))} "
                    + $"here.{Spelling.Hint(name, all.Select(skill => skill.Name))}",
                name
            );
        return found;
    }

    /// <summary>What is in the trash, the newest first.</summary>
    public IReadOnlyList<RemovedSkill> Removed() => trash.All();

    /// <summary>Tests a folder with a skill, by Rimuru's rules and by the real scan if that is here. E9002: there is no folder.</summary>
    public SkillCheck Test(string folder, bool isScanned, Action<string> warn, CancellationToken stop)
    {
        string full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
            throw new RimuruException(ErrorCodes.PathNotFound, $"There is no folder {full}.", full);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(full));
        return Check(Load(FolderSource.Open(full), "", full), full, name, isScanned, warn, stop);
    }

    /// <summary>
    /// What an installation would write, after every check. Nothing is written yet. E8001: the source has no such skill. E8002: a skill
    /// breaks
    /// a rule. E8003: it looks harmful. E8004: something else is there. E8005, E8006: the source is wrong, or cannot be had.
    /// </summary>
    public IReadOnlyList<SkillPlan> PreviewInstall(SkillInstallation wanted, Action<string> warn, CancellationToken stop)
    {
        IReadOnlyList<SkillFolder> targets = folders.Targets(wanted.Agents, wanted.Scope, wanted.Project);
        using TemporaryFolder copy = TemporaryFolder.Make();
        SkillTree tree = Open(wanted.Source, wanted.Ref, copy.Path, stop);
        List<SkillPlan> plans = [];
        foreach (string root in RootsOf(tree, wanted))
        {
            (SkillPackage package, SkillCheck check) = Checked(tree, root, wanted.Source, warn, wanted.AllowsFindings, stop);
            foreach (SkillFolder folder in targets)
                plans.Add(PlanOf(package, check, folder, MetadataOf(package, check.Name, wanted), wanted.IsForced));
        }

        return plans;
    }

    /// <summary>
    /// What an update of an installed skill would write. E8005: the user has not installed it from a source. E8004: it was changed
    /// since. The
    /// others as above.
    /// </summary>
    public SkillPlan PreviewUpdate(
        Skill skill,
        string project,
        bool isForced,
        bool allowsFindings,
        Action<string> warn,
        CancellationToken stop
    )
    {
        if (SkillMetadata.Read(skill.Path) is not { } metadata || !list.Has(metadata))
            throw new RimuruException(
                ErrorCodes.SkillSourceInvalid,
                $"{skill.Path} has no source that you have installed it from, so nothing is fetched; install it again from its source.",
                skill.Path
            );
        if (skill.Changed == true && !isForced)
            throw new RimuruException(
                ErrorCodes.SkillExists,
                $"{skill.Path} was changed since it was installed, and was left as it is.",
                skill.Path
            );
        SkillSource source = SkillSource.Parse(metadata.Source, project);
        using TemporaryFolder copy = TemporaryFolder.Make();
        SkillTree tree = Open(source, metadata.Ref, copy.Path, stop);
        string root = tree.Roots.Contains(metadata.Subpath ?? "")
            ? metadata.Subpath ?? ""
            : throw new RimuruException(
                ErrorCodes.SkillNotFound,
                $"'{metadata.Source}' has no skill in '{metadata.Subpath ?? "."}' any more.",
                metadata.Source
            );
        (SkillPackage package, SkillCheck check) = Checked(tree, root, source, warn, allowsFindings, stop);
        if (check.Name != skill.Name)
            throw new RimuruException(ErrorCodes.SkillInvalid, $"{skill.Name} is called '{check.Name}' in its source now.", skill.Name);
        SkillMetadata next = metadata with
        {
            UpdatedAt = environment.Time.GetUtcNow(),
            Checksum = SkillMetadata.ChecksumOf(package.Main!.Content),
            Version = package.Document!.Text("version"),
        };
        return PlanOf(package, check, FolderOf(skill, project), next, isForced: true);
    }

    /// <summary>Writes a skill to its places. E8007: it cannot be written.</summary>
    public IReadOnlyList<Skill> Apply(IReadOnlyList<SkillPlan> plans, string reason, bool keepExecutable, CancellationToken stop)
    {
        RefuseForeignHome();
        SkillPlan[] changes = [.. plans.Where(plan => !plan.IsNone)];
        if (changes.Length > 0)
            installer.Write(changes, reason, keepExecutable, stop);
        return [.. plans.Select(plan => Describe(plan.Place, plan.Folder))];
    }

    /// <summary>Moves an installed skill to the trash.</summary>
    public RemovedSkill Uninstall(Skill skill, string project) => installer.Remove(skill, FolderOf(skill, project));

    /// <summary>Restores a skill from the trash. E8004: something else is in its place.</summary>
    public Skill Restore(RemovedSkill removed, string project, bool isForced)
    {
        SkillFolder? folder = folders.All(project).FirstOrDefault(one => one.Path == Path.GetDirectoryName(removed.Path));
        installer.Restore(removed, folder, isForced);
        return Describe(removed.Path, folder ?? new(Path.GetDirectoryName(removed.Path)!, SkillScope.Project, [], null));
    }

    /// <summary>The newest in the trash with a name or an id. E8001: there is none.</summary>
    public RemovedSkill RemovedOf(string name) =>
        Removed().FirstOrDefault(one => one.Id == name || one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RimuruException(ErrorCodes.SkillNotFound, $"The trash has no skill '{name}'.", name);

    /// <summary>Lets the agents of a folder read a skill, or not.</summary>
    public Skill Switch(Skill skill, bool isEnabled, string project)
    {
        if (skill.Enabled != isEnabled)
            SkillInstaller.Switch(skill, isEnabled);
        return Describe(skill.Path, FolderOf(skill, project));
    }

    /// <summary>
    /// Makes a skill with nothing but its head. E8002: name or description is not allowed. E8004: there is one. E8007: it cannot be
    /// written.
    /// </summary>
    public IReadOnlyList<SkillPlan> PreviewNew(
        string name,
        string description,
        IReadOnlyList<string> agents,
        SkillScope scope,
        string project
    )
    {
        byte[] content = SkillTemplate.Write(name, description);
        SkillPackage package = new("", [new SkillFile(SkillDocument.FileName, content, false)], []);
        IReadOnlyList<SkillFinding> findings = SkillRules.Check(package, name, name);
        if (findings.FirstOrDefault(finding => finding.Blocks) is { } broken)
            throw new RimuruException(ErrorCodes.SkillInvalid, $"{name}: {broken.Message}.", name);
        List<SkillPlan> plans = [];
        foreach (SkillFolder folder in folders.Targets(agents, scope, project))
        {
            string place = folder.PlaceOf(name);
            if (SkillInstaller.EntryExists(place))
                throw new RimuruException(ErrorCodes.SkillExists, $"{place} exists, and was left as it is.", place);
            SkillMetadata metadata = new()
            {
                Name = name,
                Source = place,
                SourceType = "local",
                InstalledAt = environment.Time.GetUtcNow(),
                Checksum = SkillMetadata.ChecksumOf(content),
            };
            plans.Add(new(name, package, metadata, folder, place, findings));
        }

        return plans;
    }

    /// <summary>An installed skill, or one in a folder, in the form of an agent. E8002: it cannot be read.</summary>
    public static SkillTranslation Translate(string folder, SkillTarget target)
    {
        string full = Path.GetFullPath(folder);
        return SkillTranslator.Translate(Load(FolderSource.Open(full), "", full), Path.GetFileName(full), full, target);
    }

    /// <summary>Writes a translation to a file. E8004: there is one, and it is not to be replaced. E8007: it cannot be written.</summary>
    public static SkillTranslation WriteTo(SkillTranslation translation, string path, bool isForced)
    {
        if (!isForced && SkillInstaller.EntryExists(path))
            throw new RimuruException(ErrorCodes.SkillExists, $"{path} exists, and was left as it is.", path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FreshFile file = FreshFile.Begin(path);
            file.Content.Write(Encoding.UTF8.GetBytes(translation.Content));
            file.Commit();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new RimuruException(ErrorCodes.SkillNotWritten, $"{path} cannot be written: {e.Message}", path, e);
        }

        return translation with
        {
            Path = path,
        };
    }

    /// <summary>Skills by words.</summary>
    public IReadOnlyList<SkillMatch> Find(string words, int most, string project, Action<string> warn, CancellationToken stop) =>
        new SkillSearcher(bridge).Find(words, Installed(project, []), most, warn, stop);

    /// <summary>Skills that a project may want.</summary>
    public IReadOnlyList<SkillRecommendation> Recommend(string project, Action<string> warn, Action<string> note, CancellationToken stop) =>
        new SkillRecommender(bridge, folders).For(
            project,
            Installed(project, []),
            sessions(Path.GetFileName(SkillFolders.RootOf(project)), stop),
            warn,
            note,
            stop
        );

    /// <summary>The source that a text names. E8005: it is none. E9002: its path does not exist.</summary>
    public static SkillSource SourceOf(string text, string folder) => SkillSource.Parse(text, folder);

    private SkillTree Open(SkillSource source, string? reference, string copy, CancellationToken stop)
    {
        try
        {
            return source.Kind switch
            {
                SkillSourceKind.Folder => FolderSource.Open(source.Address),
                SkillSourceKind.Zip => ZipSource.Open(source.Address),
                _ => new GitSource(environment, protocols()).Open(source, reference, copy, stop),
            };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new RimuruException(ErrorCodes.SkillFetchFailed, $"'{source.Name}' cannot be read: {e.Message}", source.Name, e);
        }
    }

    private static SkillPackage Load(SkillTree tree, string root, string place)
    {
        try
        {
            return tree.Load(root);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new RimuruException(ErrorCodes.SkillFetchFailed, $"{place} cannot be read: {e.Message}", place, e);
        }
    }

    private static bool IsUnreadable(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>
    /// The wanted skills of a source. E8001: it has none, or not the named ones. E8009: it has several, and none is named.
    /// </summary>
    private static IReadOnlyList<string> RootsOf(SkillTree tree, SkillInstallation wanted)
    {
        IReadOnlyList<string> roots = tree.Roots;
        if (roots.Count == 0)
            throw new RimuruException(
                ErrorCodes.SkillNotFound,
                $"'{wanted.Source.Name}' has no {SkillDocument.FileName}, so it has no skill.",
                wanted.Source.Name
            );
        if (wanted.Names.Count == 0)
            return roots.Count == 1
                ? roots
                : throw new RimuruException(
                    ErrorCodes.SkillAmbiguous,
                    $"'{wanted.Source.Name}' has {roots.Count} skills; name those to install: "
                        + $"{string.Join(", ", roots.Select(FolderName).Take(20))}.",
                    wanted.Source.Name
                );
        List<string> found = [];
        foreach (string name in wanted.Names)
        {
            string[] own = [.. roots.Where(root => ReportFilter.Matches([name], FolderName(root)))];
            if (own.Length == 0)
                throw new RimuruException(
                    ErrorCodes.SkillNotFound,
                    $"'{wanted.Source.Name}' has no skill '{name}'.{Spelling.Hint(name, roots.Select(FolderName))}",
                    name
                );
            if (own.Select(FolderName).Distinct().Count() < own.Length)
                throw new RimuruException(
                    ErrorCodes.SkillAmbiguous,
                    $"'{wanted.Source.Name}' has the same name in several folders: {string.Join(", ", own)}.",
                    name
                );
            found.AddRange(own.Except(found));
        }

        return found;
    }

    private static string FolderName(string root) => root.Length == 0 ? "." : Path.GetFileName(root);

    private (SkillPackage Package, SkillCheck Check) Checked(
        SkillTree tree,
        string root,
        SkillSource source,
        Action<string> warn,
        bool allowsFindings,
        CancellationToken stop
    )
    {
        string place = root.Length == 0 ? source.Name : $"{source.Name}/{root}";
        SkillPackage package = Load(tree, root, place);

        // The folder will have the name that the skill gives itself; a repository often has another.
        string name = package.Document?.Text("name") ?? "";
        SkillCheck check = Check(package, place, name, isScanned: true, warn, stop);
        if (check.Findings.FirstOrDefault(finding => finding.Blocks) is { } broken)
            throw new RimuruException(ErrorCodes.SkillInvalid, $"{At(broken)}: {broken.Message}. Nothing was installed.", broken.Path);
        if (!check.Passed && !allowsFindings)
            throw new RimuruException(
                ErrorCodes.SkillRefused,
                $"{place} looks harmful, and was not installed:"
                    + string.Concat(
                        check
                            .Findings.Where(finding => finding.Severity >= SkillSeverity.High)
                            .Select(finding => $"\n{At(finding)}: {finding.Message} ({finding.Scanner} {finding.Rule})")
                    ),
                place
            );
        return (package, check);
    }

    private static string At(SkillFinding finding) => finding.Line is { } line ? $"{finding.Path}:{line}" : finding.Path;

    private SkillCheck Check(SkillPackage package, string place, string name, bool isScanned, Action<string> warn, CancellationToken stop)
    {
        List<SkillFinding> findings = [.. SkillRules.Check(package, place, name)];
        string scan = "not run";
        bool isRefused = false;

        // What breaks a rule is not written anywhere, so there is nothing that the real scan could read.
        if (isScanned && !findings.Exists(finding => finding.Blocks))
        {
            if (!bridge.IsHere)
                scan = "skillkit is not on the PATH";
            else
                (scan, isRefused) = Scan(package, place, name, findings, warn, stop);
        }

        SkillFinding[] sorted = [.. findings.OrderByDescending(finding => finding.Blocks).ThenByDescending(finding => finding.Severity)];
        return new()
        {
            Name = name,
            Passed = !isRefused && !Array.Exists(sorted, finding => finding.Blocks || finding.Severity >= SkillSeverity.High),
            Worst = sorted.Length == 0 ? null : sorted.Max(finding => finding.Severity),
            Findings = sorted,
            Scan = scan,
            Path = place,
        };
    }

    private (string Scan, bool IsRefused) Scan(
        SkillPackage package,
        string place,
        string name,
        List<SkillFinding> findings,
        Action<string> warn,
        CancellationToken stop
    )
    {
        using TemporaryFolder copy = TemporaryFolder.Make();
        string folder = Path.Combine(copy.Path, name);
        foreach (SkillFile file in package.Files)
        {
            string path = Path.Combine(folder, file.Path == SkillTree.AsideName ? SkillDocument.FileName : file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content);
        }

        try
        {
            (string verdict, IReadOnlyList<SkillFinding> found) = bridge.Scan(folder, place, name, stop);
            findings.AddRange(found);
            return ($"SkillKit {bridge.Version(stop)}: {verdict}", verdict == "fail");
        }
        catch (RimuruException e) when (e.Code == ErrorCodes.SkillKitFailed)
        {
            warn($"{place} was only tested by Rimuru's own rules: {e.Message}");
            return ("failed", false);
        }
    }

    private static SkillPlan PlanOf(SkillPackage package, SkillCheck check, SkillFolder folder, SkillMetadata metadata, bool isForced)
    {
        string place = folder.PlaceOf(check.Name);
        SkillPlan plan = new(check.Name, package, metadata, folder, place, check.Findings);
        if (!SkillInstaller.EntryExists(place))
            return plan;
        bool isLink = new FileInfo(place).LinkTarget is not null;
        SkillMetadata? known = isLink ? null : SkillMetadata.Read(place);
        SkillPackage? before = isLink || !Directory.Exists(place) ? null : Load(FolderSource.Open(place), "", place);
        bool isOurs =
            known?.Source == metadata.Source && before?.Main is { } main && known.Checksum == SkillMetadata.ChecksumOf(main.Content);
        return isOurs || isForced
            ? plan with
            {
                Before = before,
                IsOurs = isOurs,
            }
            : throw new RimuruException(
                ErrorCodes.SkillExists,
                $"{place} exists: "
                    + (known is null ? "something that was not installed" : $"a skill from {known.Source}, or changed since")
                    + ". It was left as it is.",
                place
            );
    }

    private SkillMetadata MetadataOf(SkillPackage package, string name, SkillInstallation wanted) =>
        new()
        {
            Name = name,
            Source = wanted.Source.Name,
            SourceType = wanted.Source.Type,
            Subpath = package.Root.Length == 0 ? null : package.Root,
            Ref = wanted.Ref,
            InstalledAt = environment.Time.GetUtcNow(),
            Version = package.Document!.Text("version"),
            Checksum = SkillMetadata.ChecksumOf(package.Main!.Content),
        };

    private SkillFolder FolderOf(Skill skill, string project) =>
        folders.All(project).First(folder => folder.Path == Path.GetDirectoryName(skill.Path));

    private static IEnumerable<Skill> SkillsIn(SkillFolder folder)
    {
        if (!Directory.Exists(folder.Path))
            return [];
        try
        {
            return
            [
                .. Directory
                    .EnumerateDirectories(folder.Path)
                    .Where(path => !Path.GetFileName(path).StartsWith('.') && IsSkill(path))
                    .Order(StringComparer.Ordinal)
                    .Select(path => Describe(path, folder)),
            ];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsSkill(string path) =>
        Path.Exists(Path.Combine(path, SkillDocument.FileName)) || Path.Exists(Path.Combine(path, SkillTree.AsideName));

    private static Skill Describe(string path, SkillFolder folder)
    {
        Skill skill = new()
        {
            Name = Path.GetFileName(path),
            Path = path,
            Scope = folder.Scope,
            Agents = [.. folder.Agents.Select(agent => agent.Name)],
            Enabled = Path.Exists(Path.Combine(path, SkillDocument.FileName)),
        };
        try
        {
            SkillTree tree = FolderSource.Open(FinalPath.Of(path));
            SkillEntry[] files = [.. tree.Entries.Where(entry => entry.Path != SkillMetadata.FileName)];
            byte[] main = RegularFile.ReadAllBytes(
                Path.Combine(path, skill.Enabled ? SkillDocument.FileName : SkillTree.AsideName),
                SkillDocument.MostBytes
            );
            SkillDocument document = SkillDocument.Read(main);
            SkillMetadata? metadata = SkillMetadata.Read(path);
            string checksum = SkillMetadata.ChecksumOf(main);
            return skill with
            {
                Description = document.Text("description") ?? "",
                Version = document.Text("version") ?? metadata?.Version,
                Source = metadata?.Source,
                InstalledAt = metadata?.InstalledAt,
                UpdatedAt = metadata?.UpdatedAt,
                Checksum = checksum,
                Changed = string.IsNullOrEmpty(metadata?.Checksum) ? null : metadata.Checksum != checksum,
                Size = files.Sum(file => file.Size),
                Files = files.Length,
                Note = NoteOf(path, document, metadata),
            };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return skill with { Note = $"It cannot be read: {e.Message}" };
        }
    }

    private static string? NoteOf(string path, SkillDocument document, SkillMetadata? metadata)
    {
        if (document.Defect is { } defect)
            return $"{SkillDocument.FileName}:{defect.Line}: {defect.Message}";
        if (new FileInfo(path).LinkTarget is { } target)
            return $"a link to {target}";
        return metadata?.Enabled == false ? "SkillKit has it disabled, but agents read it." : null;
    }

    /// <summary>A home that is only looked at is not changed.</summary>
    private void RefuseForeignHome()
    {
        if (!environment.IsOwnHome)
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"{environment.Home} is another home; skills are installed into your own."
            );
    }
}
