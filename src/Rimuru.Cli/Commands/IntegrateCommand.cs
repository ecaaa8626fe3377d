using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Integrations;
using Rimuru.Core.Parameters;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru integrate</c>: puts features of Rimuru into agents, lists them, and takes them out again.</summary>
internal static class IntegrateCommand
{
    public static Command Create() =>
        new("integrate", "Rimuru inside agents: put the guard, the status line or the answers of costs into one, list them, take them out.")
        {
            Install(),
            List(),
            Remove(),
        };

    private static Command Install()
    {
        Option<bool> isClosed = CommonOptions.Of<bool>(IntegrationParameters.FailClosed);
        Option<string?> program = CommonOptions.Of<string?>(IntegrationParameters.Program).Offering(Completions.Paths);
        return Changing(
            "install",
            "Put features into agents, by the agents' own files.",
            [isClosed, program],
            isInstall: true,
            (parsed, service, agent, feature) => service.PreviewInstall(agent, feature, parsed.GetValue(isClosed), parsed.GetValue(program))
        );
    }

    private static Command Remove() =>
        Changing(
            "remove",
            "Take features out of agents. All else in their files stays.",
            [],
            isInstall: false,
            (_, service, agent, feature) => service.PreviewRemove(agent, feature)
        );

    private static Command List()
    {
        CommonOptions common = new();
        Command command = new("list", "List the features and the agents that have them.") { common.Json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<Integration> all = RimuruEngine.Integrations().All();
            if (parsed.GetValue(common.Json))
                JsonRows.Write(all);
            else
                Table.Print(IntegrationViews.Integration, all);
        });
        return command;
    }

    private static Command Changing(
        string name,
        string description,
        IReadOnlyList<Option> own,
        bool isInstall,
        Func<ParseResult, IntegrationService, string, IntegrationFeature, FileChange> previewOf
    )
    {
        Argument<string[]> agents = new Argument<string[]>("agent")
        {
            Description = $"The agents: {string.Join(", ", IntegrationService.Agents)}.",
            Arity = ArgumentArity.OneOrMore,
        }.Offering(_ => IntegrationService.Agents);
        Option<string[]> features = CommonOptions.List(IntegrationParameters.Feature).Offering(_ => Enum.GetNames<IntegrationFeature>());
        Option<bool> preview = CommonOptions.Of<bool>(SharedParameters.WhatIf);
        Command command = new(name, description) { agents, features };
        foreach (Option option in own)
            command.Add(option);
        command.Add(preview);
        features.Validators.Add(result =>
        {
            foreach (string word in CommonOptions.Split([.. result.Tokens.Select(token => token.Value)]))
            {
                if (!Enum.GetNames<IntegrationFeature>().Contains(word, StringComparer.OrdinalIgnoreCase))
                    result.AddError($"{features.Name} must be of {string.Join(", ", Enum.GetNames<IntegrationFeature>())}.");
            }
        });
        command.SetAction(parsed =>
        {
            IntegrationService service = RimuruEngine.Integrations();
            IntegrationFeature[] named = Array.ConvertAll(
                CommonOptions.Names(parsed, features),
                word => Enum.Parse<IntegrationFeature>(word, ignoreCase: true)
            );
            IntegrationFeature[] wanted = named.Length == 0 && isInstall ? [IntegrationFeature.Guard] : named;

            // All are known before any is changed.
            var changes =
                from agent in CommonOptions.Split(parsed.GetValue(agents))
                from feature in service.FeaturesOf(agent, wanted)
                select (agent, feature);
            foreach ((string agent, IntegrationFeature feature) in changes.ToList())
                Make(service, previewOf(parsed, service, agent, feature), isInstall, parsed.GetValue(preview));
        });
        return command;
    }

    private static void Make(IntegrationService service, FileChange change, bool isInstall, bool isPreview)
    {
        string what = $"{change.File.Feature} of {change.File.Agent}";
        if (change.IsNone)
        {
            Terminal.Line($"{what}: nothing to change in {change.File.Path}");
            return;
        }

        if (isPreview)
        {
            Terminal.Line($"{what}: would change {change.File.Path}");
            foreach (string line in change.Lines.Split('\n'))
                Terminal.Line(line);
            return;
        }

        Integration result = service.Apply(change);
        Terminal.Line($"{what}: {(isInstall ? "put into" : "taken out of")} {result.Path}");
        if (result is { Installed: true, Note: { } note })
            Terminal.Warn(note);
    }
}
