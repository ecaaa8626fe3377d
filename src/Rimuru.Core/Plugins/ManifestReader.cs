using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Plugins;

/// <summary>Reads a <c>plugin.yaml</c>. Each error (E10002) names the file and the line.</summary>
internal sealed class ManifestReader
{
    public const string FileName = "plugin.yaml";

    private const int MostItems = 64;
    private const int LongestText = 512;

    private static readonly string[] Keys =
    [
        "id",
        "version",
        "name",
        "description",
        "author",
        "kinds",
        "entry",
        "type",
        "rimuru",
        "needs",
        "dependencies",
        "exporter",
        "agent",
        "view",
    ];

    private static readonly string[] NeedKeys = ["read", "write", "hosts", "memory_mb", "cpu_seconds", "call_seconds"];
    private static readonly string[] ExporterKeys = ["extensions", "for_people"];
    private static readonly string[] AgentKeys = ["name", "display_name", "folders", "variable", "extension", "program", "reader_version"];

    private static readonly string[] ViewKeys = ["title", "by", "top"];

    private readonly string path;
    private readonly string text;

    private ManifestReader(string path, string text) => (this.path, this.text) = (path, text);

    public static PluginManifest Read(string path, string text)
    {
        YamlNode root;
        try
        {
            root = YamlNode.Read(path, text);
        }
        catch (RimuruException e)
        {
            throw new RimuruException(ErrorCodes.PluginManifestInvalid, e.Message, path, e);
        }

        return new ManifestReader(path, text).Manifest(root);
    }

    private PluginManifest Manifest(YamlNode root)
    {
        Know(root, Keys);
        PluginKind[] kinds = Words<PluginKind>(root, "kinds");
        if (kinds.Length == 0)
            throw Wrong(root, "kinds is missing: name at least one of Exporter, Notifier, Agent, View");
        string entry = Required(root, "entry");
        PluginLanguage language = LanguageOf(root.Find("entry")!, entry);
        string? type = Text(root, "type");
        if ((language == PluginLanguage.CSharp) != (type is not null))
            throw Wrong(
                root.Find("type") ?? root.Find("entry")!,
                type is null ? "type is missing: the full name of the class in the assembly" : "type is of assemblies only"
            );
        PluginManifest manifest = new()
        {
            Id = IdOf(root.Find("id"), Required(root, "id")),
            Version = Version(root.Find("version")!, Required(root, "version")),
            Name = Text(root, "name"),
            Description = Text(root, "description"),
            Author = Text(root, "author"),
            Kind = kinds,
            Entry = entry,
            TypeName = type,
            Language = language,
            MinimumRimuru = Text(root, "rimuru") is { } least ? Version(root.Find("rimuru")!, least) : null,
            Needs = Needs(root.Find("needs")),
            Dependency = Dependencies(root.Find("dependencies")),
            Exporter = Part(root, "exporter", kinds, PluginKind.Exporter, isRequired: false) is { } exporter ? Exporter(exporter) : null,
            Agent = Part(root, "agent", kinds, PluginKind.Agent, isRequired: true) is { } agent ? Agent(agent) : null,
            View = Part(root, "view", kinds, PluginKind.View, isRequired: false) is { } view ? View(view) : null,
        };
        if (kinds.Contains(PluginKind.Exporter) && manifest.Exporter is null)
            manifest = manifest with { Exporter = new() };
        return kinds.Contains(PluginKind.View) && manifest.View is null ? manifest with { View = new() } : manifest;
    }

    private PluginNeeds Needs(YamlNode? needs)
    {
        PluginNeeds usual = new();
        if (needs is null)
            return usual;
        Know(needs, NeedKeys);
        return new PluginNeeds
        {
            Read = Places(needs, "needs.read"),
            Write = Places(needs, "needs.write"),
            Host = [.. Items(needs, "needs.hosts").Select(Host)],
            MemoryMegabytes = Number(needs, "needs.memory_mb", usual.MemoryMegabytes, 16, 4096),
            CpuSeconds = Number(needs, "needs.cpu_seconds", usual.CpuSeconds, 1, 3600),
            CallSeconds = Number(needs, "needs.call_seconds", usual.CallSeconds, 1, 600),
        };
    }

    private List<PluginDependency> Dependencies(YamlNode? dependencies)
    {
        List<PluginDependency> all = [];
        foreach (YamlNode child in dependencies?.Children ?? [])
        {
            string id = IdOf(child, child.Name[(child.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            string range = child.Value ?? throw Wrong(child, $"{id} needs a range of versions, such as ^1.2");
            if (VersionRange.Parse(range) is null)
                throw Wrong(child, $"'{range}' is no range of versions, such as ^1.2, ~1.2.3, >=1.0 <2.0 or *");
            if (all.Exists(known => known.Id == id))
                throw Wrong(child, $"{id} is named a second time");
            all.Add(new PluginDependency(id, range));
        }

        return all;
    }

    private PluginExporter Exporter(YamlNode exporter)
    {
        Know(exporter, ExporterKeys);
        return new PluginExporter
        {
            Extension = [.. Items(exporter, "exporter.extensions").Select(Extension)],
            ForPeople = Flag(exporter, "exporter.for_people"),
        };
    }

    private PluginAgent Agent(YamlNode agent)
    {
        Know(agent, AgentKeys);
        string name = Required(agent, "agent.name");
        if (name.Length > 40 || !name.All(char.IsAsciiLetterOrDigit) || !char.IsAsciiLetterUpper(name[0]))
            throw Wrong(agent.Find("agent.name")!, "agent.name must be letters and digits, a capital first, such as Acme");
        List<string> folders = Places(agent, "agent.folders");
        if (folders.Count == 0)
            throw Wrong(agent, "agent.folders is missing: the folders of its logs");
        return new PluginAgent
        {
            Name = name,
            DisplayName = Text(agent, "agent.display_name"),
            Folder = folders,
            Variable = Text(agent, "agent.variable"),
            Extension = agent.Find("agent.extension") is { } extension ? Extension(extension) : ".jsonl",
            Program = Text(agent, "agent.program"),
            ReaderVersion = Number(agent, "agent.reader_version", 1, 1, 1_000_000),
        };
    }

    private PluginView View(YamlNode view)
    {
        Know(view, ViewKeys);
        CostGrouping[] by = Words<CostGrouping>(view, "view.by");
        return new PluginView
        {
            Title = Text(view, "view.title"),
            By = by.Length > 0 ? by : new PluginView().By,
            Top = Number(view, "view.top", 0, 0, 10_000),
        };
    }

    private YamlNode? Part(YamlNode root, string name, PluginKind[] kinds, PluginKind kind, bool isRequired)
    {
        YamlNode? part = root.Find(name);
        if (part is not null && !kinds.Contains(kind))
            throw Wrong(part, $"{name} is of the kind {kind} only, which kinds does not have");
        if (part is null && isRequired && kinds.Contains(kind))
            throw Wrong(root, $"{name} is missing, which the kind {kind} needs");
        return part;
    }

    private PluginLanguage LanguageOf(YamlNode node, string entry)
    {
        bool isName = Files.RegularFile.IsName(entry);
        if (isName && entry.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            return PluginLanguage.PowerShell;
        if (isName && entry.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return PluginLanguage.CSharp;
        throw Wrong(node, "entry must be the name of a .ps1 or .dll in the plugin's folder");
    }

    private string IdOf(YamlNode? node, string id) =>
        IsId(id) ? id : throw Wrong(node, $"'{id}' is no id: 2 to 64 small letters, digits and hyphens, a letter first");

    public static bool IsId(string id) =>
        id.Length is >= 2 and <= 64
        && char.IsAsciiLetterLower(id[0])
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private string Version(YamlNode node, string version) =>
        SemanticVersion.Parse(version) is not null ? version : throw Wrong(node, $"'{version}' is no semantic version, such as 1.2.0");

    /// <summary>Folders and files, absolute or in the home folder. A whole home or a whole disk is nobody's need.</summary>
    private List<string> Places(YamlNode section, string name)
    {
        List<string> places = [];
        foreach (YamlNode item in Items(section, name))
        {
            string place = ValueOf(item, name);
            bool isHome = place.StartsWith("~/", StringComparison.Ordinal) && place.Trim('~', '/').Length > 0;
            bool isAbsolute = Path.IsPathFullyQualified(place) && Path.GetPathRoot(place) != place;
            if ((!isHome && !isAbsolute) || place.Split('/', '\\').Contains(".."))
                throw Wrong(item, $"'{place}' must be below ~/ or an absolute path, without .., and no whole disk");
            places.Add(place);
        }

        return places;
    }

    private string Host(YamlNode item)
    {
        string host = ValueOf(item, "needs.hosts");
        int colon = host.LastIndexOf(':');
        bool isHost =
            colon > 0
            && int.TryParse(host[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and < 65536
            && Uri.CheckHostName(host[..colon].Trim('[', ']')) != UriHostNameType.Unknown;
        return isHost ? host.ToLowerInvariant() : throw Wrong(item, $"'{host}' must be a host and a port, such as hooks.example.com:443");
    }

    private string Extension(YamlNode item)
    {
        string extension = ValueOf(item, "extension");
        return
            extension.Length is > 1 and < 16 && extension[0] == '.' && extension.Skip(1).All(c => char.IsAsciiLetterOrDigit(c) || c == '.')
            ? extension
            : throw Wrong(item, $"'{extension}' must be the end of a file's name, such as .jsonl");
    }

    private T[] Words<T>(YamlNode section, string name)
        where T : struct, Enum =>
        [
            .. Items(section, name)
                .Select(item =>
                    Enum.TryParse(ValueOf(item, name), ignoreCase: true, out T word) && Enum.IsDefined(word)
                        ? word
                        : throw Wrong(
                            item,
                            $"'{item.Value}' is not one of {string.Join(", ", Enum.GetNames<T>())}."
                                + Spelling.Hint(item.Value!, Enum.GetNames<T>())
                        )
                )
                .Distinct(),
        ];

    /// <summary>The items of a list, or the one value.</summary>
    private IReadOnlyList<YamlNode> Items(YamlNode section, string name)
    {
        if (section.Find(name) is not { } node)
            return [];
        IReadOnlyList<YamlNode> items = node.Value is not null ? [node] : node.Items;
        return node.Children.Count == 0 && items.Count <= MostItems
            ? items
            : throw Wrong(node, $"{name} must be a list of up to {MostItems} values");
    }

    private int Number(YamlNode section, string name, int usual, int least, int most)
    {
        if (section.Find(name) is not { } node)
            return usual;
        return
            int.TryParse(node.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw Wrong(node, $"{name} must be a whole number from {least} to {most}");
    }

    private bool Flag(YamlNode section, string name) =>
        section.Find(name) switch
        {
            null => false,
            { Value: "true" } => true,
            { Value: "false" } => false,
            { } node => throw Wrong(node, $"{name} must be true or false"),
        };

    private string Required(YamlNode section, string name) =>
        Text(section, name) is { Length: > 0 } value ? value : throw Wrong(section.Find(name) ?? section, $"{name} is missing");

    private string? Text(YamlNode section, string name) => section.Find(name) is { } node ? ValueOf(node, name) : null;

    private string ValueOf(YamlNode node, string name)
    {
        if (node.Value is not { } value)
            throw Wrong(node, $"{name} must be a single value");
        return value.Length <= LongestText && Display.PlainText.IsPlain(value)
            ? value
            : throw Wrong(node, $"{name} must be one line of up to {LongestText} characters without control characters");
    }

    private void Know(YamlNode section, string[] known)
    {
        if (section.Children.Count == 0)
            throw Wrong(section, $"expected keys such as {known[0]}");
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (YamlNode child in section.Children)
        {
            string name = child.Name[(child.Name.LastIndexOf('.') + 1)..];
            if (!known.Contains(name))
                throw Wrong(child, $"there is no key {child.Name}.{Spelling.Hint(name, known)} Known: {string.Join(", ", known)}");
            if (!seen.Add(name))
                throw Wrong(child, $"{child.Name} is set a second time");
        }
    }

    private RimuruException Wrong(YamlNode? node, string problem)
    {
        int offset = Math.Min(node is null ? 0 : Math.Max(node.KeyStart, node.KeyEnd > 0 ? 0 : node.Start), text.Length);
        string origin = $"{path}:{text.AsSpan(0, offset).Count('\n') + 1}";
        return new RimuruException(ErrorCodes.PluginManifestInvalid, $"{origin}: {problem.TrimEnd('.')}.", origin);
    }
}
