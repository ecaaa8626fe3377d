using Rimuru.Core.Config;
using Rimuru.Core.Display;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Plugins;

/// <summary>
/// The installed plugins, and what changes them. A plugin is used only while its files are those for which the user granted what its
/// manifest asked for.
/// </summary>
internal sealed class PluginCatalog(HostEnvironment environment, IReadOnlyList<string> agents)
{
    /// <summary>The version of this Rimuru.</summary>
    public static readonly string Own = typeof(PluginCatalog).Assembly.GetName().Version!.ToString(3);

    private readonly PluginRegistry registry = new(environment);

    /// <summary>All of them, with what is wrong with each.</summary>
    public IReadOnlyList<Plugin> All()
    {
        IReadOnlyList<InstalledPlugin> all = registry.All();
        return [.. all.Select(one => Describe(one, all))];
    }

    /// <summary>The plugins with an id, which may have wildcards. E10001: none has it.</summary>
    public IReadOnlyList<Plugin> Named(string id)
    {
        IReadOnlyList<Plugin> all = All();
        List<Plugin> found = [.. all.Where(one => Reports.ReportFilter.Matches([id], one.Id))];
        return found.Count > 0 || Reports.ReportFilter.IsPattern(id) ? found : throw NotFound(id, all.Select(one => one.Id));
    }

    /// <summary>Stages a plugin and reads its manifest: what is shown to the user before anything is installed.</summary>
    /// <param name="source">A folder, a zip or a NuGet package.</param>
    /// <param name="origin">The package in a repository that was saved there; null if it is the source itself.</param>
    public PluginOffer Offer(string source, PluginOrigin? origin = null)
    {
        StagedPlugin staged = registry.Stage(source);
        try
        {
            PluginManifest manifest = PluginRegistry.ManifestOf(staged.Path);
            IReadOnlyList<InstalledPlugin> all = registry.All();
            InstalledPlugin? known = all.FirstOrDefault(one => one.Id == manifest.Id);
            Check(manifest, [.. all.Where(one => one.Id != manifest.Id)]);
            return new PluginOffer(staged, manifest, known, origin?.ToString() ?? Path.GetFullPath(source));
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Stages a new version of an installed plugin: from a folder or package, else from where it came from. E10011: it came from a
    /// repository, of which only PowerShell knows. E10007: it is another plugin.
    /// </summary>
    public PluginOffer OfferUpdate(Plugin known, string? source, PluginOrigin? origin = null)
    {
        if (source is null && PluginOrigin.Of(known.Source) is { } repository)
            throw new RimuruException(
                ErrorCodes.PluginPackageUnavailable,
                $"The plugin {known.Id} came from the repository {repository.Repository} of PowerShell: update it in PowerShell, or name a "
                    + "folder or a package.",
                known.Id
            );
        PluginOffer offer = Offer(source ?? known.Source, origin);
        if (offer.Manifest.Id == known.Id)
            return offer;
        offer.Dispose();
        throw new RimuruException(
            ErrorCodes.PluginConflict,
            $"{source ?? known.Source} has the plugin {offer.Manifest.Id}, not {known.Id}.",
            known.Id
        );
    }

    /// <summary>Installs what was offered, with the grant of all that its manifest asks for; replaces another version of it.</summary>
    public Plugin Install(PluginOffer offer, bool allowUnconfined)
    {
        PluginManifest manifest = offer.Manifest;
        InstalledPlugin next = new()
        {
            Id = manifest.Id,
            Version = manifest.Version,
            Folder = offer.Staged.Name,
            Enabled = offer.Known?.Enabled ?? true,
            Unconfined = allowUnconfined,
            Source = offer.Source,
            Installed = environment.Time.GetUtcNow(),
            Files = PluginPackage.Hashes(offer.Staged.Path),
            Granted = Resolved(manifest.Needs),
            Kind = manifest.Kind,
            Agent = manifest.Agent,
            Exporter = manifest.Exporter,
            Dependency = manifest.Dependency,
        };
        registry.Change(manifest.Id, next);
        offer.Staged.Keep();
        if (offer.Known is { } old)
            StagedPlugin.Remove(registry.FolderOf(old));
        return One(manifest.Id);
    }

    /// <summary>Removes a plugin and its files. E10007: other plugins need it.</summary>
    public void Uninstall(string id)
    {
        IReadOnlyList<InstalledPlugin> all = registry.All();
        InstalledPlugin known = all.FirstOrDefault(one => one.Id == id) ?? throw NotFound(id, all.Select(one => one.Id));
        RefuseIfNeeded(id, all);
        registry.Change(id, null);
        StagedPlugin.Remove(registry.FolderOf(known));
    }

    /// <summary>Enables or disables a plugin. E10004: it needs one that is not there. E10007: an enabled one needs it.</summary>
    public Plugin Switch(string id, bool isEnabled)
    {
        IReadOnlyList<InstalledPlugin> all = registry.All();
        InstalledPlugin known = all.FirstOrDefault(one => one.Id == id) ?? throw NotFound(id, all.Select(one => one.Id));
        if (isEnabled)
            PluginDependencies.Check(known.Id, known.Dependency, [.. all.Where(one => one.Id != id)]);
        else
            RefuseIfNeeded(id, [.. all.Where(one => one.Enabled)]);
        registry.Change(id, known with { Enabled = isEnabled });
        return One(id);
    }

    /// <summary>
    /// A plugin that may run now, with its manifest. E10001: it is not installed. E10005: its files have changed. E10009: it is disabled,
    /// or not of the kind.
    /// </summary>
    public UsablePlugin Use(string id, PluginKind? kind = null)
    {
        IReadOnlyList<InstalledPlugin> all = registry.All();
        InstalledPlugin known = all.FirstOrDefault(one => one.Id == id) ?? throw NotFound(id, all.Select(one => one.Id));
        if (!known.Enabled)
            throw new RimuruException(ErrorCodes.PluginDisabled, $"The plugin {id} is disabled.", id);
        string folder = registry.FolderOf(known);
        if (WhyNotGranted(known, folder) is { } change)
            throw new RimuruException(ErrorCodes.PluginNotGranted, $"The plugin {id} is not run: {change}.", id);
        PluginManifest manifest = PluginRegistry.ManifestOf(folder);
        if (kind is { } wanted && !manifest.Kind.Contains(wanted))
            throw new RimuruException(
                ErrorCodes.PluginDisabled,
                $"The plugin {id} is no {wanted}: it is {string.Join(", ", manifest.Kind)}.",
                id
            );
        PluginDependencies.Check(known.Id, known.Dependency, [.. all.Where(one => one.Id != id)]);
        return new UsablePlugin(manifest, known.Granted, folder, known.Unconfined);
    }

    /// <summary>The enabled plugins of a kind, as the registry has them: their files are checked only when they run.</summary>
    public IReadOnlyList<InstalledPlugin> Enabled(PluginKind kind) =>
        [.. registry.All().Where(one => one.Enabled && one.Kind.Contains(kind))];

    /// <summary>The needs with the places that are meant now: a link that is put there later widens no grant.</summary>
    private PluginNeeds Resolved(PluginNeeds needs) =>
        needs with
        {
            Read = [.. needs.Read.Select(place => FinalPath.Of(environment.ExpandOwn(place)))],
            Write = [.. needs.Write.Select(place => FinalPath.Of(environment.ExpandOwn(place)))],
        };

    private Plugin One(string id)
    {
        IReadOnlyList<InstalledPlugin> all = registry.All();
        return Describe(all.First(one => one.Id == id), all);
    }

    private Plugin Describe(InstalledPlugin one, IReadOnlyList<InstalledPlugin> all)
    {
        string folder = registry.FolderOf(one);
        (PluginState state, string? problem, PluginManifest? manifest) = StateOf(one, folder, all);
        return new Plugin
        {
            Id = one.Id,
            Version = one.Version,
            Kind = one.Kind,
            State = state,
            Problem = problem,
            Language = manifest?.Language ?? PluginLanguage.PowerShell,
            Granted = one.Granted,
            Unconfined = one.Unconfined,
            Dependency = one.Dependency,
            Manifest = manifest,
            Folder = folder,
            Source = one.Source,
            Installed = one.Installed,
        };
    }

    private static (PluginState State, string? Problem, PluginManifest? Manifest) StateOf(
        InstalledPlugin one,
        string folder,
        IReadOnlyList<InstalledPlugin> all
    )
    {
        PluginManifest? manifest = null;
        try
        {
            if (WhyNotGranted(one, folder) is { } change)
                return (PluginState.Changed, change, null);
            manifest = PluginRegistry.ManifestOf(folder);
            PluginDependencies.Check(one.Id, one.Dependency, [.. all.Where(other => other.Id != one.Id)]);
            return (one.Enabled ? PluginState.Enabled : PluginState.Disabled, null, manifest);
        }
        catch (RimuruException e)
        {
            return (PluginState.Broken, e.Message, manifest);
        }
    }

    /// <summary>What has changed since the grant; null if nothing has.</summary>
    private static string? WhyNotGranted(InstalledPlugin one, string folder)
    {
        if (!Directory.Exists(folder))
            return "its folder is gone";
        SortedDictionary<string, string> now;
        try
        {
            now = PluginPackage.Hashes(folder);
        }
        catch (Exception e) when (e is RimuruException or IOException or UnauthorizedAccessException)
        {
            return PlainText.Name(e.Message.TrimEnd('.'));
        }

        string[] changed =
        [
            .. now
                .Keys.Union(one.Files.Keys)
                .Where(file => now.GetValueOrDefault(file) != one.Files.GetValueOrDefault(file))
                .Order(StringComparer.Ordinal),
        ];
        return changed.Length == 0 ? null : $"{PlainText.Name(changed[0])} has changed since it was installed";
    }

    /// <summary>E10004 and E10007: it cannot be installed beside the others.</summary>
    private void Check(PluginManifest manifest, IReadOnlyList<InstalledPlugin> others)
    {
        if (manifest.MinimumRimuru is { } least && SemanticVersion.Parse(least)!.CompareTo(SemanticVersion.Parse(Own)) > 0)
            throw new RimuruException(
                ErrorCodes.PluginDependency,
                $"The plugin {manifest} needs Rimuru {least} or later; this is {Own}.",
                manifest.Id
            );
        if (manifest.Agent is { } agent)
        {
            string? taken =
                agents.FirstOrDefault(name => name.Equals(agent.Name, StringComparison.OrdinalIgnoreCase))
                ?? others.FirstOrDefault(one => agent.Name.Equals(one.Agent?.Name, StringComparison.OrdinalIgnoreCase))?.Id;
            if (taken is not null)
                throw new RimuruException(
                    ErrorCodes.PluginConflict,
                    $"The plugin {manifest} calls its agent {agent.Name}, which is the name of an agent of {taken}.",
                    manifest.Id
                );
        }

        if (Exports.ExportFormats.IsBuiltIn(manifest.Id))
            throw new RimuruException(
                ErrorCodes.PluginConflict,
                $"The plugin {manifest} has the name of a format that Rimuru has itself.",
                manifest.Id
            );
        PluginDependencies.Check(manifest.Id, manifest.Dependency, others);
        PluginDependencies.CheckOthers(manifest.Id, manifest.Version, others);
    }

    private static void RefuseIfNeeded(string id, IReadOnlyList<InstalledPlugin> all)
    {
        string[] needing = [.. all.Where(one => one.Dependency.Any(needed => needed.Id == id)).Select(one => one.Id)];
        if (needing.Length > 0)
            throw new RimuruException(ErrorCodes.PluginConflict, $"{string.Join(", ", needing)} need the plugin {id}.", id);
    }

    private static RimuruException NotFound(string id, IEnumerable<string> known) =>
        new(
            ErrorCodes.PluginNotFound,
            $"There is no plugin '{PlainText.Name(id)}'.{Spelling.Hint(id, known)} Installed ones: {Terms.ListPlugins}.",
            id
        );
}

/// <summary>A plugin that is staged and not yet installed. Dispose it in any case.</summary>
/// <param name="Staged">Its folder.</param>
/// <param name="Manifest">What it says about itself.</param>
/// <param name="Known">The version that is installed; null if none is.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record PluginOffer(StagedPlugin Staged, PluginManifest Manifest, InstalledPlugin? Known, string Source) : IDisposable
{
    public void Dispose() => Staged.Dispose();
}

/// <summary>A plugin that may run now.</summary>
/// <param name="Manifest">What it says about itself.</param>
/// <param name="Granted">What it may use.</param>
/// <param name="Folder">The folder of its files.</param>
/// <param name="IsUnconfined">True if the user lets it run where no walls can be put up.</param>
internal sealed record UsablePlugin(PluginManifest Manifest, PluginNeeds Granted, string Folder, bool IsUnconfined);
