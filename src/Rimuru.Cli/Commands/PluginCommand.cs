using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Plugins;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;
using Rimuru.Core.Wording;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru plugins</c>: installs, lists, tests and writes plugins, and shows their views.</summary>
internal static class PluginCommand
{
    public static Command Create() =>
        new("plugins", "Formats, receivers of events, agents and views that others wrote. They run in the pwsh on the PATH, confined.")
        {
            List(),
            Install(),
            Update(),
            Switch("enable", "Let plugins be used again.", "enabled", (catalog, id) => catalog.Switch(id, isEnabled: true)),
            Switch("disable", "Keep plugins from being used.", "disabled", (catalog, id) => catalog.Switch(id, isEnabled: false)),
            Switch("uninstall", "Remove plugins and their files.", "removed", (catalog, id) => catalog.Uninstall(id), "remove"),
            Test(),
            New(),
            View(),
        };

    private static Command List()
    {
        CommonOptions common = new();
        Argument<string[]> ids = Ids(ArgumentArity.ZeroOrMore);
        Command command = new("list", "List the installed plugins.") { ids, common.Json };
        command.SetAction(
            (parsed, _) =>
            {
                using PluginService plugins = RimuruEngine.OwnPlugins();
                string[] named = parsed.GetValue(ids) ?? [];
                IReadOnlyList<Plugin> found =
                    named.Length == 0 ? plugins.Catalog.All() : [.. named.SelectMany(plugins.Catalog.Named).DistinctBy(one => one.Id)];
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(found);
                else if (found.Count > 0)
                    Table.Print(PluginViews.Plugin, found);
                else
                    Terminal.Line("There are no plugins.");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Install()
    {
        Argument<string[]> paths = new Argument<string[]>("path")
        {
            Description = "Folders, zip files or NuGet packages.",
            Arity = ArgumentArity.OneOrMore,
        }.Offering(Completions.Paths);
        Option<bool> unconfined = Unconfined();
        Option<bool> force = Confirmation.Option("Do not ask.");
        Command command = new("install", "Install plugins: shows what they ask for, and asks.") { paths, unconfined, force };
        command.SetAction(
            (parsed, stop) =>
            {
                using PluginService plugins = RimuruEngine.OwnPlugins();
                foreach (string path in parsed.GetValue(paths) ?? [])
                {
                    using PluginOffer offer = plugins.Catalog.Offer(Path.GetFullPath(CommonOptions.Filled(path, "<path>")));
                    Take(plugins, offer, parsed.GetValue(unconfined), parsed.GetValue(force), stop);
                }

                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Update()
    {
        Argument<string> id = new Argument<string>("id") { Description = "The plugin." }.Offering(_ => Known());
        Argument<string?> path = new Argument<string?>("path")
        {
            Description = "The folder or package of the new version. Default: where the plugin came from.",
            Arity = ArgumentArity.ZeroOrOne,
        }.Offering(Completions.Paths);
        Option<bool> unconfined = Unconfined();
        Option<bool> force = Confirmation.Option("Do not ask.");
        Command command = new("update", "Update a plugin: shows what it asks for now, and asks.") { id, path, unconfined, force };
        command.SetAction(
            (parsed, stop) =>
            {
                using PluginService plugins = RimuruEngine.OwnPlugins();
                string? source = parsed.GetValue(path) is { } given ? Path.GetFullPath(CommonOptions.Filled(given, "<path>")) : null;
                foreach (Plugin known in plugins.Catalog.Named(parsed.GetValue(id)!))
                {
                    using PluginOffer offer = plugins.Catalog.OfferUpdate(known, source);
                    Take(plugins, offer, parsed.GetValue(unconfined) || known.Unconfined, parsed.GetValue(force), stop);
                }

                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static void Take(PluginService plugins, PluginOffer offer, bool allowUnconfined, bool isForced, CancellationToken stop)
    {
        string question = PluginQuestion.Of(offer, allowUnconfined);
        if (isForced)
            Terminal.Say(question);
        else if (!Confirmation.Given(question, stop))
            return;
        Plugin plugin = plugins.Catalog.Install(offer, allowUnconfined);
        Terminal.Line($"The plugin {plugin} is installed.");
    }

    private static Command Switch(
        string verb,
        string description,
        string done,
        Action<PluginCatalog, string> change,
        params string[] aliases
    )
    {
        Argument<string[]> ids = Ids(ArgumentArity.OneOrMore);
        Command command = new(verb, description) { ids };
        Array.ForEach(aliases, command.Aliases.Add);
        command.SetAction(
            (parsed, _) =>
            {
                using PluginService plugins = RimuruEngine.OwnPlugins();
                foreach (Plugin plugin in CommonOptions.Split(parsed.GetValue(ids) ?? []).SelectMany(plugins.Catalog.Named).ToList())
                {
                    change(plugins.Catalog, plugin.Id);
                    Terminal.Line($"The plugin {plugin.Id} is {done}.");
                }

                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command Test()
    {
        CommonOptions common = new();
        Argument<string> path = new Argument<string>("path")
        {
            Description = "The folder of a plugin, or the id of an installed one.",
        }.Offering(Completions.Paths);
        Option<bool> unconfined = Unconfined();
        Command command = new("test", "Try a plugin behind its walls.") { path, unconfined, common.Json };
        command.SetAction(
            (parsed, stop) =>
            {
                using PluginService plugins = RimuruEngine.OwnPlugins();
                string given = CommonOptions.Filled(parsed.GetValue(path)!, "<path>");
                string folder =
                    ManifestReader.IsId(given) && !Directory.Exists(given)
                        ? plugins.Catalog.Named(given)[0].Folder
                        : Path.GetFullPath(given);
                IReadOnlyList<PluginCheck> checks = PluginTester.Run(folder, parsed.GetValue(unconfined), plugins.Shell, stop);
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(checks);
                else
                    Table.Print(PluginViews.Check, checks);
                return Task.FromResult(checks.All(check => check.Passed) ? 0 : 1);
            }
        );
        return command;
    }

    private static Command New()
    {
        Argument<string> id = new("id") { Description = "The plugin's id, and the name of its folder." };
        Option<PluginKind> kind = new Option<PluginKind>("--kind")
        {
            Description = "What it adds: Exporter, Notifier, Agent or View.",
            HelpName = "KIND",
            Required = true,
        }.Offering(_ => Enum.GetNames<PluginKind>());
        Option<PluginLanguage> language = new Option<PluginLanguage>("--language")
        {
            Description = "What it is written in: PowerShell or CSharp.",
            HelpName = "LANGUAGE",
        }.Offering(_ => Enum.GetNames<PluginLanguage>());
        Option<string> folder = new Option<string>("--path")
        {
            Description = "The folder in which its folder is made.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => ".",
        }.Offering(Completions.Paths);
        Command command = new("new", "Write a plugin that works, with its test, to begin with.") { id, kind, language, folder };
        command.SetAction(
            (parsed, _) =>
            {
                string name = CommonOptions.Filled(parsed.GetValue(id)!, "<id>");
                string target = Path.Combine(Path.GetFullPath(parsed.GetValue(folder)!), name);
                string library = Path.Combine(AppContext.BaseDirectory, "host", "Rimuru.Abstractions.dll");
                foreach (string file in PluginTemplates.Write(target, name, parsed.GetValue(kind), parsed.GetValue(language), library))
                    Terminal.Line(file);
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command View()
    {
        CommonOptions common = new();
        Argument<string> id = new Argument<string>("id") { Description = "The plugin with the view." }.Offering(_ => Views());
        Command command = new("view", "Show the view of a plugin.") { id };
        common.AddFilter(command);
        common.AddLedger(command);
        command.Add(common.NoSync);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                ReportFilter filter = common.Refresh(parsed, engine, common.Filter(parsed, engine), stop);
                ShownView shown = engine.Plugins.Show(parsed.GetValue(id)!, filter, DisplayZone.Current.Value, stop);
                Terminal.Line(shown.Picture.Title!);
                IEnumerable<string> lines = shown.Picture.Bars is null
                    ? PictureText.Lines(shown.Picture)
                    : PictureText.Bars(shown.Picture, Terminal.Width ?? 80);
                foreach (string line in lines)
                    Terminal.Line(line);
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Option<bool> Unconfined() =>
        new(Terms.AllowUnconfined.Option) { Description = "Let it run where no walls can be put up; it can then do all that you can." };

    private static Argument<string[]> Ids(ArgumentArity arity) =>
        new Argument<string[]>("id") { Description = "The plugins, by ids that may have wildcards (* and ?).", Arity = arity }.Offering(_ =>
            Known()
        );

    private static IEnumerable<string> Known()
    {
        using PluginService plugins = RimuruEngine.OwnPlugins();
        return [.. plugins.Catalog.All().Select(one => one.Id)];
    }

    private static IEnumerable<string> Views()
    {
        using PluginService plugins = RimuruEngine.OwnPlugins();
        return plugins.Views;
    }
}
